"""`briefbook why` and `briefbook impact`: what the last build read, and whether it would make a page again."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

from generator import impact, why
from generator.build import Project
from generator.job import Ground, Reason, Remade
from generator.record import NoRecordError, UnknownNameError
from generator.report import Look
from generator.shelf import SHELF

from .rebuilding import MEETING, PERSON, SOURCE, WISHES, Kept, add_source, built, edit, site_in

LOOK = Look(width=300)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The site, built once."""
    return Kept(tmp_path_factory.mktemp("site"))


@pytest.fixture
def project(kept: Kept) -> Project:
    """The site, as it was built."""
    return kept.again()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The site, for tests that change nothing."""
    made = site_in(tmp_path_factory.mktemp("standing"))
    built(made)
    return made


def origin(project: Project, name: str) -> why.Origin:
    """Of a page."""
    return why.why(project, WISHES, name)


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All files with their times."""
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


# --- why: what it was made from --------------------------------------------------------------------------------------


def test_a_page_is_found_by_any_of_its_names(standing: Project) -> None:
    """Path, address, file, content file; the home page by the root."""
    names = (
        MEETING,
        f"{MEETING}/",
        f"/{MEETING}/",
        f"https://desk.example/briefs/{MEETING}/#boats",
        str(standing.out / MEETING / "index.html"),
        str(standing.out / MEETING),
        str(standing.content / f"{MEETING}.yaml"),
        f"{MEETING}.yaml",
    )
    assert {origin(standing, name).page for name in names} == {f"{MEETING}/"}
    assert {origin(standing, name).part for name in ("/", "home", "index.html", str(standing.out))} == {"home"}
    assert origin(standing, "pages/about").page == "about/"
    assert origin(standing, "meetings/").part == "meetings"


def test_what_a_page_was_made_from_is_told_its_own_entry_first(standing: Project) -> None:
    """With the fields that were read of others, and relations in words."""
    found = origin(standing, MEETING)
    assert found.origin == (standing.content / f"{MEETING}.yaml").as_posix()
    assert (found.template, found.together) == ("meeting.html", ())
    assert found.entries[0].entry == MEETING
    assert {"summary", "points", "inferred"} <= {*found.entries[0].fields}
    others = {one.entry: one.fields for one in found.entries[1:]}
    assert "name" in others[PERSON]
    assert "identifiers" not in others[PERSON]
    assert "the meetings of series/harbour-ministers" in {one.words for one in found.relations}
    text = why.as_text(found, LOOK)
    assert text.startswith(f"{MEETING}/\n  from {found.origin}\n")
    assert "would not be made again now: nothing that it was made from has changed\n" in text


def test_pages_of_one_part_are_told_of_each_other(standing: Project) -> None:
    """What was noted of a part is true of all its pages."""
    found = origin(standing, "people/")
    assert found.origin == ""
    assert "countries/" in found.together
    assert "made together with " in why.as_text(found, LOOK)


def test_what_can_be_no_name_is_told(standing: Project) -> None:
    """An address that cannot be read, and a file that no folder can hold."""
    with pytest.raises(UnknownNameError, match="there is no page 'http://"):
        origin(standing, "http://[x/")
    with pytest.raises(UnknownNameError, match="there is no file 'xxx"):
        impact.impact(standing, "x" * 300)


def test_an_unknown_page_names_the_nearest(standing: Project) -> None:
    """By a slip, and by a beginning."""
    with pytest.raises(UnknownNameError, match=r"did you mean 'people/barnaby-specimen'"):
        origin(standing, "people/barnaby-specimn")
    with pytest.raises(UnknownNameError, match=r"did you mean 'meetings/2031-03-exampleton-harbours'"):
        origin(standing, "https://desk.example/meetings/2031-03")
    with pytest.raises(UnknownNameError, match="name one such as"):
        origin(standing, "https://desk.example/qqq/zzz/")


def test_a_question_changes_nothing(project: Project) -> None:
    """Neither the site nor what is kept, even where the content was edited."""
    edit(project, f"{MEETING}.yaml", "Skerrymark hosted", "Skerrymark was the host")
    before = state(project.cache), state(project.out)
    assert origin(project, MEETING).again
    impact.impact(project, MEETING)
    assert (state(project.cache), state(project.out)) == before


# --- why: whether it would be made again -----------------------------------------------------------------------------


def test_an_edit_is_foreseen_as_a_build_finds_it(project: Project) -> None:
    """With the same reasons, and only where it reaches."""
    edit(project, f"{MEETING}.yaml", "Skerrymark hosted", "Skerrymark was the host")
    foreseen = origin(project, MEETING)
    elsewhere = origin(project, "people/dugma-levi")
    remade = built(project).remade
    assert remade is not None
    assert [(one.ground, one.of) for one in foreseen.reasons] == [(one.ground, one.of) for one in remade.parts[MEETING]]
    assert foreseen.again
    assert f"would be made again now: the summary of {MEETING}" in why.as_text(foreseen, LOOK)
    assert elsewhere.again is False
    assert "people/dugma-levi" not in remade.parts


def test_a_spoiled_page_and_another_option_are_foreseen(project: Project) -> None:
    """As they would be found."""
    (project.out / MEETING / "index.html").unlink()
    assert [one.ground for one in origin(project, MEETING).reasons] == [Ground.FILE]
    other = why.why(project, msgspec.structs.replace(WISHES, base_url="https://other.example/"), "404.html")
    assert "base_url in site.yaml" in why.as_text(other, LOOK)


def test_a_page_whose_file_is_gone_would_be_removed(project: Project) -> None:
    """It stands in the site until the next build."""
    path = add_source(project)
    built(project)
    path.unlink()
    found = origin(project, SOURCE)
    assert (found.again, found.gone) == (True, True)
    assert "would be removed now" in why.as_text(found, LOOK)


def test_errors_in_the_content_are_told(project: Project) -> None:
    """What was read before is told all the same."""
    edit(project, f"{MEETING}.yaml", "place: Exampleton", "place: [Exampleton]")
    found = origin(project, PERSON)
    assert found.again is None
    assert found.entries[0].entry == PERSON
    assert "nothing would be made now: the content has errors" in why.as_text(found, LOOK)


def test_a_template_is_foreseen_on_the_pages_made_with_it(project: Project) -> None:
    """Of pages that are made together, on those alone that depend on it."""
    assert project.templates is not None
    own = project.templates / "wording.html"
    own.write_text("{% extends 'default/wording.html' %}\n", encoding="utf-8")
    found = origin(project, "wording/pledge")
    assert [(one.ground, one.of, one.what) for one in found.reasons] == [(Ground.TEMPLATE, str(own), "new")]
    assert f"would be made again now: the template {own} is new" in why.as_text(found, LOOK)
    assert origin(project, MEETING).again is False
    remade = built(project).remade
    assert remade is not None
    assert "wording/pledge" in remade.parts
    own.unlink()
    (project.templates / "text.html").write_text("{% if %}", encoding="utf-8")
    assert {one.ground for one in origin(project, "about").reasons} == {Ground.TEMPLATE}


def test_a_template_of_one_page_is_no_reason_for_those_made_with_it() -> None:
    """The part is made again, and the others of its pages are taken as they were."""
    mine, other = (Reason(Ground.TEMPLATE, name, "changed") for name in ("index.html", "list.html"))
    field = Reason(Ground.FIELD, PERSON, "name")
    remade = Remade(parts={"sources": (field, mine, other)}, total=2, templates={"index.html": (mine,)})
    assert why.reasons_of(remade, "sources", "index.html") == (field, mine)
    assert why.reasons_of(remade, "sources", "home.html") == (field,)
    assert why.reasons_of(remade, "home", "index.html") == ()


# --- no record -------------------------------------------------------------------------------------------------------


def test_without_a_record_the_next_step_is_told(project: Project) -> None:
    """Never built, of another version, damaged; and nothing is made by asking."""
    shelf = project.cache / SHELF
    with sqlite3.connect(shelf) as base:
        base.execute("UPDATE \"made by\" SET stamp = x'00'")
    content = shelf.read_bytes()
    with pytest.raises(NoRecordError, match=r"another version's; run `briefbook build`"):
        origin(project, MEETING)
    assert shelf.read_bytes() == content
    shelf.write_bytes(b"nonsense" * 500)
    with pytest.raises(NoRecordError, match=r"damaged or cannot be read.* run `briefbook build`"):
        impact.impact(project, MEETING)
    assert shelf.read_bytes() == b"nonsense" * 500
    shutil.rmtree(project.cache)
    with pytest.raises(NoRecordError, match=r"nothing is known of a build .* run `briefbook build`"):
        origin(project, MEETING)
    assert not project.cache.exists()


def test_a_record_that_is_not_whole_is_not_believed(project: Project) -> None:
    """As a build does not believe it."""
    with sqlite3.connect(project.cache / SHELF) as base:
        base.execute("DELETE FROM seal")
    with pytest.raises(NoRecordError, match="not whole"):
        impact.impact(project, MEETING)


# --- impact ----------------------------------------------------------------------------------------------------------


def test_a_file_reaches_pages_by_field(standing: Project) -> None:
    """By any name of the file; more pages show the name than read who is meant elsewhere."""
    found = impact.impact(standing, PERSON)
    pages = {one.what: one.pages for one in found.fields}
    assert pages["identifiers"] == (f"{PERSON}/",)
    assert {f"{PERSON}/", f"{MEETING}/", "./"} <= {*pages["name"]}
    assert {*found.pages} == set().union(*pages.values())
    assert "the meetings that people/barnaby-specimen attended" in {one.what for one in found.relations}
    for name in (str(standing.content / f"{PERSON}.yaml"), f"{PERSON}.yaml", "barnaby-specimen"):
        assert impact.impact(standing, name).fields == found.fields
    text = impact.as_text(found, LOOK)
    assert text.startswith(f"{PERSON}: {len(found.pages)} of {found.of} pages\n")
    assert "  identifiers    1 page:\n      people/barnaby-specimen/\n" in text


def test_one_field_is_told_with_all_its_pages(standing: Project) -> None:
    """One that no page reads too; and what fields there are."""
    found = impact.impact(standing, PERSON, "name")
    assert [one.what for one in found.fields] == ["name"]
    assert impact.as_text(found, LOOK).count("\n      ") == len(found.pages) > 3
    unread = impact.impact(standing, MEETING, "accept")
    assert unread.pages == ()
    assert impact.as_text(unread, LOOK) == f"accept of {MEETING}: no page reads it"
    with pytest.raises(impact.UnknownFieldError, match="people have no field 'summary'; they have accept, aliases"):
        impact.impact(standing, PERSON, "summary")


def test_the_countries_file_is_the_sum_of_its_countries(standing: Project) -> None:
    """And site.yaml concerns all."""
    found = impact.impact(standing, str(standing.content / "countries.yaml"))
    assert len(found.entries) > 1
    assert {*impact.impact(standing, found.entries[0]).pages} < {*found.pages}
    settings = impact.impact(standing, "site.yaml")
    assert len(settings.pages) == settings.of


def test_a_template_reaches_the_kinds_of_pages_that_use_it(standing: Project) -> None:
    """Through whatever lies between."""
    own = {one.what: one.pages for one in impact.impact(standing, "templates/meeting.html").templates}
    assert own.keys() == {"meeting.html"}
    assert f"{MEETING}/" in own["meeting.html"]
    statement = impact.impact(standing, str(standing.builtin / "macros" / "statement.html"))
    assert "meeting.html" in {one.what for one in statement.templates}
    assert "404.html" not in {one.what for one in statement.templates}
    base = impact.impact(standing, "base.html")
    assert {*statement.pages} < {*base.pages}
    assert "a build renders these again" in impact.as_text(base, LOOK)


def test_a_file_beside_the_templates_reaches_pages_by_its_address(standing: Project, project: Project) -> None:
    """A style sheet has another when it changes; a font has not, unless a template includes it."""
    sheet = impact.impact(standing, "assets/site.css")
    assert len(sheet.pages) == sheet.of
    picture = impact.impact(standing, "assets/mark.svg")
    assert picture.pages == ()
    assert "no page reads it\nits address stays the same when it is changed" in impact.as_text(picture, LOOK)
    assert project.templates is not None
    own = project.templates / "person.html"
    own.write_text("{% extends 'default/person.html' %}{% block head %}{% include 'assets/mark.svg' %}{% endblock %}")
    built(project)
    assert [one.what for one in impact.impact(project, "assets/mark.svg").templates] == ["person.html"]
    (project.templates / "unused.html").write_text("{{ nothing")
    unused = impact.impact(project, "templates/unused.html")
    assert impact.as_text(unused, LOOK) == f"{project.templates / 'unused.html'}: no page reads it"


def test_a_project_template_hides_the_built_in_one(project: Project) -> None:
    """The hidden one is used by what extends it, and by nobody else."""
    assert project.templates is not None
    own, hidden = project.templates / "meeting.html", project.builtin / "meeting.html"
    copied = hidden.read_text(encoding="utf-8")
    for text, users in (("{% extends 'default/meeting.html' %}\n", ["meeting.html"]), (copied, [])):
        own.write_text(text, encoding="utf-8")
        built(project)
        assert [one.what for one in impact.impact(project, str(own)).templates] == ["meeting.html"]
        assert [one.what for one in impact.impact(project, str(hidden)).templates] == users


def test_an_unknown_file_names_the_nearest(project: Project) -> None:
    """One that came after the build is said to have come after it."""
    with pytest.raises(UnknownNameError, match="did you mean 'people/barnaby-specimen'"):
        impact.impact(project, "people/barnaby-specimn")
    path = add_source(project)
    with pytest.raises(UnknownNameError, match="was not there when the site was built; run `briefbook build`"):
        impact.impact(project, str(path))


def test_answers_are_documents_too(standing: Project) -> None:
    """They can be read back."""
    found = impact.impact(standing, PERSON)
    assert msgspec.json.decode(impact.as_json(found), type=impact.Impact) == found
    page = origin(standing, MEETING)
    assert json.loads(why.as_json(page))["entries"][0]["entry"] == MEETING
    assert msgspec.json.decode(why.as_json(page), type=why.Origin) == page
