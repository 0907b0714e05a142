"""The site as the preview shows it: the same as a build makes, whatever came before; and what is shown at once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.build import Project, Wishes, build
from generator.diagnostics import has_errors
from generator.files import found_at
from generator.paths import builtin_templates
from generator.reading import Reading, readings
from generator.serve.edited import NotAtOnceError
from generator.serve.link import Link
from generator.serve.messages import Failed
from generator.serve.state import Outcome, State, worked_out
from tests.extremes.writing import write_extremes
from tests.unit.rebuilding import MEETING, PERSON, WISHES, site_in


def extremes_in(folder: Path) -> Project:
    """The largest, the smallest and the most hostile."""
    write_extremes(folder / "content")
    return Project(
        content=folder / "content", builtin=builtin_templates(), out=folder / "site", cache=folder / ".briefbook"
    )


def demonstration_in(folder: Path) -> Project:
    """The site that stands in the repository."""
    shutil.copytree(Path(__file__).parents[2] / "content", folder / "content")
    return Project(
        content=folder / "content", builtin=builtin_templates(), out=folder / "site", cache=folder / ".briefbook"
    )


def state_of(outcome: Outcome) -> State:
    """The state; there are no errors."""
    assert outcome.state is not None, outcome.found
    return outcome.state


@pytest.mark.parametrize("made", [site_in, demonstration_in, extremes_in], ids=["golden", "demonstration", "extremes"])
def test_what_is_shown_is_what_a_build_makes(tmp_path: Path, made: Callable[[Path], Project]) -> None:
    """Byte for byte, every page and asset, without the preview's own additions; and no page that a build has not."""
    project = made(tmp_path)
    files = build(project, WISHES).files
    state = state_of(worked_out(project, WISHES))
    assert [name for name, content in files.items() if state.get(name) != content] == []
    for name in (
        "nothing/index.html",
        "meetings/nothing/index.html",
        "meetings/",
        "",
        "..",
        "people/../index.html",
        "/",
    ):
        assert (name, state.get(name)) == (name, None)


def test_with_a_search_index_pages_are_the_same_too(tmp_path: Path) -> None:
    """The index itself is the build's."""
    project = demonstration_in(tmp_path)
    wishes = Wishes(today=WISHES.today)
    files = build(project, wishes).files
    state = state_of(worked_out(project, wishes))
    other = [name for name, content in files.items() if state.get(name) != content]
    assert other
    assert all(name.startswith("search/") and not name.endswith(".html") for name in other)


def test_drafts_are_shown_where_they_are_wished_for(tmp_path: Path) -> None:
    """And only there."""
    project = site_in(tmp_path)
    file = project.content / f"{MEETING}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("status: published", "status: draft"), encoding="utf-8")
    name = f"{MEETING}/index.html"
    assert state_of(worked_out(project, WISHES)).get(name) is None
    drafts = Wishes(search=False, today=WISHES.today, drafts=True)
    assert state_of(worked_out(project, drafts)).get(name) == build(project, drafts).files[name]


# --- at once ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The golden site."""
    return site_in(tmp_path)


def saved(project: Project, entry: str, old: str, new: str) -> Reading:
    """A file as it is read after these words were replaced in it."""
    ending = ".md" if entry.startswith("sources/") else ".yaml"
    file = project.content / f"{entry}{ending}"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = found_at(project.content, file)
    assert found
    assert found.data
    (one,) = readings(found.kind, found.id, found.path, found.data, "en")
    return one


@pytest.mark.parametrize(
    ("entry", "old", "new"),
    [
        (MEETING, "summary: >-", "summary: >-\n  An invented sentence stands first."),
        (PERSON, "note: Minister of Harbours", "note: Once Minister of Harbours"),
        ("sources/courier-20310307", "author: Ottoline Sample", "author: Ottoline Specimen"),
    ],
    ids=["a meeting", "a person", "a source"],
)
def test_an_edited_entry_is_shown_at_once_as_it_will_be(project: Project, entry: str, old: str, new: str) -> None:
    """Its own page is the one that is worked out a little later."""
    before = state_of(worked_out(project, WISHES))
    name = f"{entry}/index.html"
    old_page = before.get(name)
    at_once = state_of(before.edited([saved(project, entry, old, new)])).get(name)
    assert at_once != old_page
    assert at_once == state_of(worked_out(project, WISHES)).get(name)
    assert before.get(name) == old_page


def test_what_is_wrong_with_an_edit_is_found_at_once(project: Project) -> None:
    """The same, at the same place, as is found a little later."""
    before = state_of(worked_out(project, WISHES))
    outcome = before.edited(
        [saved(project, MEETING, "summary: >-", 'summary: >-\n  They called it "never said at all".')]
    )
    later = worked_out(project, WISHES)
    assert outcome.state is None
    assert has_errors(outcome.found)
    assert [one for one in later.found if one.severity.value == "error"] == [
        one for one in outcome.found if one.severity.value == "error"
    ]


@pytest.mark.parametrize(
    ("entry", "old", "new"),
    [(MEETING, "date: 2031-03-06", "date: 2031-03-05"), (MEETING, "status: published", "status: draft")],
    ids=["date", "status"],
)
def test_what_decides_more_than_its_own_page_is_not_shown_at_once(
    project: Project, entry: str, old: str, new: str
) -> None:
    """It is shown when everything was worked out."""
    before = state_of(worked_out(project, WISHES))
    reading = saved(project, entry, old, new)
    with pytest.raises(NotAtOnceError):
        before.edited([reading])


# --- many files at once


def written(file: Path, old: str, new: str) -> str:
    """A file has other words."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return str(file)


def without_note(project: Project) -> list[Path]:
    """The files of the meetings, those that have a note at the end."""
    every = sorted((project.content / "meetings").iterdir())
    return sorted(every, key=lambda file: "\nnote:" in file.read_text(encoding="utf-8"))


@contextmanager
def linked(project: Project) -> Iterator[Link]:
    """The process that holds the site, which has worked it out."""
    trouble: list[Failed] = []
    link = Link(project, WISHES, trouble.append)
    try:
        assert link.work_out(lambda: (), lambda _: ()) is not None
        yield link
    finally:
        link.close()
    assert trouble == []


def test_of_many_files_those_are_read_first_whose_pages_are_seen(tmp_path: Path) -> None:
    """As after a checkout: the page on screen, then each that is asked for; the others once all is worked out."""
    project = demonstration_in(tmp_path)
    open_one, asked, wrong, *others = without_note(project)
    names = [f"meetings/{file.stem}/index.html" for file in (open_one, asked, wrong)]
    with linked(project) as link:
        before = [link.get(name) for name in names]
        for file in (open_one, asked):
            written(file, "\npoints:\n", "\nnote: Read again.\npoints:\n")
        written(wrong, "\npoints:\n", "\nnot: Read again.\npoints:\n")
        seen = link.saved(tuple(map(str, (open_one, asked, wrong, *others))), (names[0], "index.html"))
        assert seen.at_once
        assert b"Read again." in seen.pages[names[0]].body
        assert b"Read again." not in (before[1] or b"")
        assert b"Read again." in (link.get(names[1]) or b"")
        assert b"Read again." in (link.get(names[0]) or b"")
        assert link.get(names[2]) == before[2]
        written(wrong, "\nnot: ", "\nnote: ")
        assert link.work_out(lambda: (), lambda _: ()) is not None
        files = build(project, WISHES).files
        assert [name for name, content in files.items() if link.get(name) != content] == []


def test_of_many_files_none_is_shown_while_that_of_an_open_page_is_wrong(tmp_path: Path) -> None:
    """What is wrong with it is told, and its last good page stays; so it is if it alone was told to be wrong before."""
    project = demonstration_in(tmp_path)
    wrong, other, *others = without_note(project)
    names = [f"meetings/{file.stem}/index.html" for file in (wrong, other)]
    paths = tuple(map(str, (wrong, other, *others)))
    with linked(project) as link:
        before = [link.get(name) for name in names]
        written(wrong, "\npoints:\n", "\nnot: Read again.\npoints:\n")
        written(other, "\npoints:\n", "\nnote: Read again.\npoints:\n")
        seen = link.saved(paths, tuple(names))
        assert (seen.at_once, [one.at.path for one in seen.found], seen.pages) == (True, [str(wrong)], {})
        assert [link.get(name) for name in names] == before
        assert not link.saved(paths, ()).at_once


def test_what_others_know_by_number_is_not_taken_away_at_once(tmp_path: Path) -> None:
    """Their pages would be planned from what is there no more."""
    project = demonstration_in(tmp_path)
    file = project.content / "meetings" / "2023-09-new-york-us-jp-kr-fm.yaml"
    first, mark, rest = file.read_text(encoding="utf-8").partition("  - question: Was there a joint statement?\n")
    assert mark
    kept = re.search(r"^(?=  - question|\S)", rest, re.MULTILINE)
    assert kept
    with linked(project) as link:
        home = link.get("index.html")
        file.write_text(first + rest[kept.start() :], encoding="utf-8")
        assert not link.saved((str(file),), ("index.html",)).at_once
        seen = link.saved((str(file),) * 9, (f"meetings/{file.stem}/index.html", "index.html"))
        assert seen.pages["index.html"].body == home
        assert link.get("index.html") == home


def test_while_files_are_wrong_many_more_are_not_taken_for_right(tmp_path: Path) -> None:
    """What is wrong is told until all was looked at again."""
    project = demonstration_in(tmp_path)
    files = without_note(project)
    with linked(project) as link:
        paths = tuple(written(file, "\npoints:\n", "\nnot: Read again.\npoints:\n") for file in files[:1])
        assert link.work_out(lambda: (), lambda _: ()) is not None
        assert not link.saved((*paths, *map(str, files[1:])), ()).at_once
        assert link.saved(paths, ()).at_once
