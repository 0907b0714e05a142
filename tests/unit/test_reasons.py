"""`build --explain`: the reasons are those by which the build decided, for every kind of edit, in words and as data."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from generator.build import Made, Project
from generator.job import Ground, Reason, Remade
from generator.reasons import SAME, STANDING, explained, explained_text
from generator.recall import recall
from generator.report import Look
from generator.shelf import SHELF

from .rebuilding import MEETING, PERSON, SOURCE, WISHES, Kept, add_source, built, edit, site_in


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The site, built once."""
    return Kept(tmp_path_factory.mktemp("site"))


@pytest.fixture
def project(kept: Kept) -> Project:
    """The site, as it was built."""
    return kept.again()


def why(project: Project) -> Remade:
    """Of a further build."""
    remade = built(project).remade
    assert remade is not None
    return remade


def text(made: Made | Remade, *, verbose: bool = False) -> str:
    """As the terminal shows it, on one line."""
    if isinstance(made, Remade):
        made = Made(files={"": b""}, diagnostics=(), counts=msgspec.UNSET, pages={}, remade=made)  # type: ignore[arg-type] # not shown
    return " ".join(explained_text(made, Look(width=300, verbose=verbose)).split())


# --- content ---------------------------------------------------------------------------------------------------------


def test_an_edited_summary_is_named(project: Project) -> None:
    """On the pages that show it; pages that do not read it are not made."""
    edit(project, f"{MEETING}.yaml", "Skerrymark hosted", "Skerrymark was the host")
    remade = why(project)
    assert Reason(Ground.FIELD, MEETING, "summary") in remade.parts[MEETING]
    assert remade.whole == ()
    assert not remade.parts.keys() & {"people/dugma-levi", "404", "pages/about"}
    assert f"{MEETING}: the summary of {MEETING}" in text(remade)


def test_a_renamed_person_is_named_on_the_pages_of_others(project: Project) -> None:
    """By field; the person's own page says it of itself first."""
    edit(project, f"{PERSON}.yaml", "name: Barnaby Specimen", "name: Barnaby T. Specimen")
    edit(project, f"{MEETING}.yaml", "text: Barnaby Specimen and", "text: Barnaby T. Specimen and")
    remade = why(project)
    assert remade.parts[PERSON][0] == Reason(Ground.FIELD, PERSON, "name")
    assert Reason(Ground.FIELD, PERSON, "name") in remade.parts["timeline"]
    assert f"{PERSON}: the name of {PERSON}" in text(remade)


def test_a_new_source_is_new_and_changes_the_lists(project: Project) -> None:
    """The lists say which answer of which relation is another."""
    add_source(project)
    remade = why(project)
    assert remade.parts[SOURCE] == (Reason(Ground.NEW),)
    assert Reason(Ground.ANSWER, "sources, newest first", '["*"]') in remade.parts["sources"]
    assert f"{SOURCE}: it is new" in text(remade)
    assert "the lists of sources: the sources, newest first" in text(remade)
    assert "the sources that organizations/placeholm-gazette published or issued" in text(remade)


def test_a_removed_source_is_named_as_removed(project: Project) -> None:
    """Its part is gone, and who read it says so."""
    path = add_source(project)
    built(project)
    path.unlink()
    remade = why(project)
    assert remade.gone == (SOURCE,)
    assert Reason(Ground.GONE_ENTRY, SOURCE) in remade.parts["sources"]
    assert f"{SOURCE} was removed" in text(remade)
    assert f"removed: {SOURCE}" in text(remade)


def test_a_new_office_holder_reaches_a_meeting_by_a_relation(project: Project) -> None:
    """Relations are told by key, in words."""
    edit(project, f"{MEETING}.yaml", "absent: [dugma-levi]\n", "")
    edit(project, f"{MEETING}.yaml", "  - shimada-mihon\n", "  - shimada-mihon\n  - dugma-levi\n")
    remade = why(project)
    assert Reason(Ground.ANSWER, "register.attended", "=dugma-levi") in remade.parts["people/dugma-levi"]
    assert "the meetings that people/dugma-levi attended" in text(remade)


def test_the_parts_with_reasons_are_those_that_were_made(project: Project) -> None:
    """By the clock of the build, which stands still for what was spared."""
    edit(project, f"{MEETING}.yaml", "Skerrymark hosted", "Skerrymark was the host")
    (project.out / "404.html").unlink()
    add_source(project)
    ticks = itertools.count(1.0)
    made = built(project, msgspec.structs.replace(WISHES, clock=lambda: next(ticks)))
    assert made.remade is not None
    assert {one.part for one in made.times if one.seconds} == {*made.remade.parts}
    assert len(made.remade.parts) < made.remade.total == len(made.times)
    assert all(made.remade.parts.values())


# --- the site and what is kept ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["missing", "changed"])
def test_a_spoiled_page_is_named_by_its_file(project: Project, spoil: Callable[[Path], object]) -> None:
    """It alone is made."""
    spoil(project.out / MEETING / "index.html")
    remade = why(project)
    assert dict(remade.parts) == {MEETING: (Reason(Ground.FILE, f"{MEETING}/index.html"),)}
    assert f"its file {MEETING}/index.html in the site was missing or changed by somebody" in text(remade)


def test_a_first_build_has_nothing_to_go_by(tmp_path: Path) -> None:
    """All parts, for one reason."""
    remade = why(site_in(tmp_path))
    assert remade.whole == (Reason(Ground.NOTHING),)
    assert len(remade.parts) == remade.total
    assert text(remade) == f"all {remade.total} parts of the site were made: nothing was kept from an earlier build"


def test_what_another_version_kept_is_not_believed(project: Project) -> None:
    """It is said to be another version's."""
    with sqlite3.connect(project.cache / SHELF) as base:
        base.execute("UPDATE \"made by\" SET stamp = x'00'")
    assert why(project).whole == (Reason(Ground.TOOL),)


@pytest.mark.parametrize("table", ["made", "fields", "seal"])
def test_damage_to_what_decides_is_told_of_all_parts(project: Project, table: str) -> None:
    """A lost row is as good as a false one."""
    with sqlite3.connect(project.cache / SHELF) as base:
        base.execute(f'DELETE FROM "{table}" WHERE key IN (SELECT key FROM "{table}" LIMIT 1)')  # noqa: S608 - ours
    assert why(project).whole == (Reason(Ground.LOST),)


def test_damage_to_what_was_seen_on_one_page_is_told_of_it(project: Project) -> None:
    """The other parts hold."""
    with sqlite3.connect(project.cache / SHELF) as base:
        base.execute("DELETE FROM looks WHERE key = ?", (MEETING.encode(),))
    assert dict(why(project).parts) == {MEETING: (Reason(Ground.LOST),)}


# --- templates -----------------------------------------------------------------------------------------------------


def test_a_template_is_named_by_its_file(project: Project) -> None:
    """Whether it is new, changed or removed."""
    assert project.templates is not None
    own = project.templates / "404.html"
    seen: list[Reason] = []
    for content in ("{% extends 'default/404.html' %}\n", "{% extends 'default/404.html' %}\n\n", ""):
        if content:
            own.write_text(content, encoding="utf-8")
        else:
            own.unlink()
        remade = why(project)
        assert remade.parts.keys() == {"404"}
        seen += remade.parts["404"]
        assert f"the template {own} " in text(remade)
    assert seen == [Reason(Ground.TEMPLATE, str(own), what) for what in ("new", "changed", "removed")]


def test_parts_that_share_a_template_are_told_together(project: Project) -> None:
    """Those that have reasons of their own stand alone; data and `--verbose` name each."""
    assert project.templates is not None
    own = project.templates / "source.html"
    own.write_text("{% extends 'default/source.html' %}\n", encoding="utf-8")
    edit(project, "sources/gazette-20310308.md", "title: Night boats stay", "title: Night boats go on")
    made = built(project)
    assert made.remade is not None
    sources = {one for one in made.remade.parts if one.startswith("sources/")}
    alone = {name for name in sources if made.remade.parts[name] == (Reason(Ground.TEMPLATE, str(own), "new"),)}
    assert {*alone, "sources/gazette-20310308"} <= sources
    assert len(alone) > 4
    said = text(made)
    assert said.count(f"the template {own} is new") == 1 + len(sources - alone)
    assert f"{', '.join(sorted(alone)[:3])} and {len(alone) - 3} more: the template {own} is new" in said
    assert text(made, verbose=True).count(f"the template {own} is new") == len(sources)
    assert {one.part for one in explained(made).each} == made.remade.parts.keys()


# --- what concerns all parts -----------------------------------------------------------------------------------------


def test_a_setting_is_named_as_in_the_file(project: Project) -> None:
    """What pages share, and follows from it, is not told besides."""
    path = project.content / "site.yaml"
    head, _, rest = path.read_text(encoding="utf-8").partition("\n")
    assert head.startswith("title: ")
    path.write_text(f"title: Another desk\n{rest}", encoding="utf-8")
    remade = why(project)
    assert Reason(Ground.SETTING, "title", "changed") in remade.whole
    assert {one.of for one in remade.whole if one.ground is Ground.SETTING} == {"title"}
    assert text(remade).endswith(" parts of the site were made: title in site.yaml")


def test_an_address_given_with_an_option_is_a_setting(project: Project) -> None:
    """As if it stood in site.yaml."""
    remade = built(project, msgspec.structs.replace(WISHES, base_url="https://other.example/")).remade
    assert remade is not None
    assert {one.of for one in remade.whole if one.ground is Ground.SETTING} == {"base_url"}


def test_the_title_of_an_own_page_stands_on_all_pages(project: Project) -> None:
    """It is no setting, and told as what pages share."""
    edit(project, "pages/about.md", "title: ", "title: More ")
    remade = why(project)
    assert [one.of for one in remade.whole] == ["about"]
    assert text(remade).endswith("the titles of the desk's own pages")


def test_drafts_are_told_as_an_option_and_decide_nothing_alone(project: Project) -> None:
    """The draft is new, and pages that it does not reach are not made."""
    remade = built(project, msgspec.structs.replace(WISHES, drafts=True)).remade
    assert remade is not None
    assert remade.besides == (Reason(Ground.OPTION, "--drafts", "changed"),)
    assert remade.parts["meetings/2031-10-mockington-draft"] == (Reason(Ground.NEW),)
    assert len(remade.parts) < remade.total
    assert text(remade).endswith("changed besides: the option --drafts")


# --- how it is told --------------------------------------------------------------------------------------------------


def test_where_nothing_changed_nothing_was_made(project: Project) -> None:
    """The record of the last build says so without any parts; a build that spares all says it too."""
    assert text(built(project)) == SAME
    again = recall(project, WISHES)
    assert again is not None
    assert text(again) == STANDING
    assert explained(again).parts is None


def test_long_lists_are_cut_with_counts() -> None:
    """All of it where that is asked for."""
    reasons = tuple(Reason(Ground.FIELD, f"people/p{number}", "name") for number in range(9))
    remade = Remade(parts={f"meetings/m{number:02}": reasons for number in range(30)}, total=40)
    assert "and 10 more (--verbose names all)" in text(remade)
    assert "meetings/m20" not in text(remade)
    assert "the name of people/p2; and 6 more" in text(remade)
    assert "more" not in text(remade, verbose=True)
    assert "meetings/m29: the name of people/p0;" in text(remade, verbose=True)


def test_reasons_as_data_keep_all_that_is_known(project: Project) -> None:
    """Sorted, with the field's name in the file and the words."""
    edit(project, f"{PERSON}.yaml", "wikidata: Q", "wikidata: Q1")
    data = explained(built(project))
    assert data.made == len(data.each)
    assert [one.part for one in data.each] == sorted(one.part for one in data.each)
    own = next(one for one in data.each if one.part == PERSON)
    assert ("identifiers", f"the identifiers of {PERSON}") in {(one.what, one.words) for one in own.reasons}
