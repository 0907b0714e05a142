"""The search bundle from one build to the next: as a clean build makes it, without withheld words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from generator.bundled import BUNDLE, KEY, TABLE
from generator.job import Wishes
from generator.search import FILES
from generator.shelf import SHELF

from .at_work import PLAIN, Site
from .edits import site

SEARCHED = Wishes()
OWN, QUOTED, TOLD = "a source with words of its own", "its words are quoted", "its words are told"


@pytest.fixture
def work(tmp_path: Path) -> Site:
    """A site with a search index, built."""
    made = Site(tmp_path / "desk", tmp_path / "user-cache")
    made.begin(anew=True)
    made.wishes = SEARCHED
    made.holds(made.say())
    return made


def in_bundle(work: Site) -> dict[str, int]:
    """The files of the bundle, and what the file system calls each."""
    return {name: (work.project.out / name).stat().st_ino for name in work.last if name.startswith(BUNDLE)}


def test_after_an_edit_most_files_stay(work: Site) -> None:
    """Those that no changed page has a part in are not even written."""
    before = in_bundle(work)
    work.write(site((TOLD, OWN, QUOTED)))
    work.holds(work.say())
    after = in_bundle(work)
    fragments = [name for name in after if "fragment" in name]
    assert sum(after[name] == before.get(name) for name in fragments) > len(fragments) / 2
    assert after != before


def test_days_of_work_with_and_without_search(work: Site) -> None:
    """Sources come and go, the site's language changes, no index is wanted for a while."""
    for changes, wishes in (
        ((OWN,), SEARCHED),
        (("a source goes",), SEARCHED),
        (("a source goes", "the site's language"), SEARCHED),
        ((OWN,), PLAIN),
        ((OWN, QUOTED), PLAIN),
        ((OWN, QUOTED, "a page comes"), SEARCHED),
        ((), SEARCHED),
    ):
        work.wishes = wishes
        work.write(site(changes))
        work.holds(work.say())


@pytest.mark.parametrize("kind", ["fragment/", "index/", "pagefind.js", "facets.json"])
def test_a_file_that_was_spoilt_is_put_back(work: Site, kind: str) -> None:
    """From what was kept, or if that is lost too, made anew."""
    for lost in (False, True):
        name = next(name for name in sorted(work.last) if name.startswith(f"{BUNDLE}{kind}"))
        (work.project.out / name).write_bytes(b"spoilt")
        if lost:
            with sqlite3.connect(work.project.cache / SHELF) as shelf:
                shelf.execute(f'DELETE FROM "{FILES}" WHERE key = ?', (name.removeprefix(BUNDLE).encode(),))  # noqa: S608
            shelf.close()
        work.holds(work.say())


def test_a_bundle_of_another_program_is_made_anew(work: Site) -> None:
    """What a build keeps is used by those with the same Pagefind only; and without the bundle's row nothing is."""
    with sqlite3.connect(work.project.cache / SHELF) as shelf:
        assert shelf.execute(f'DELETE FROM "{TABLE}" WHERE key = ?', (KEY.encode(),)).rowcount == 1  # noqa: S608
    shelf.close()
    work.write(site((OWN,)))
    work.holds(work.say())


def test_words_that_come_to_be_withheld_are_found_in_a_file_that_was_kept(work: Site) -> None:
    """L101 exactly as of a clean build, which counts the files; also where builds without search came between."""
    for changes, whole in (
        ((OWN, QUOTED, TOLD), True),
        ((OWN, TOLD), False),
        ((TOLD,), True),
        ((OWN, TOLD), False),
        (("its source is shown", OWN, TOLD), True),
        ((OWN, TOLD), False),
        ((TOLD,), True),
    ):
        work.write(site(changes))
        said = work.say()
        assert said.whole is whole
        assert ("L101" in {one.code for one in said.diagnostics}) is not whole
        assert whole or any("more" in one.message for one in said.diagnostics if one.code == "L101")
        work.holds(said)
