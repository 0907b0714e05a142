"""What the last build made holds as a whole or not at all; a part of which something is lost is made again alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import Made, build
from generator.earlier import ANSWERS, CONCERNS, FIELDS, GIVEN, LOOKS, MADE, SEAL, TEMPLATES, TRACES, WORDS
from generator.guard import GATE, PIECES
from generator.job import Ground
from generator.recall import RECORD, stamp
from generator.render import Renderer, page_tags, template_of
from generator.sealed import KEY
from generator.shelf import SHELF, Shelf, open_shelf
from generator.views import PageBase, SiteView

from .at_work import Site, said
from .edits import site

PERSON = "people/barnaby-specimen"


@pytest.fixture
def work(tmp_path: Path) -> Site:
    """A site that was built, without the record that nothing changed."""
    made = Site(tmp_path / "desk", tmp_path / "user-cache")
    made.begin()
    (made.project.cache / RECORD).unlink()
    return made


def tampered(work: Site, change: Callable[[Shelf], None]) -> Made:
    """What a build makes after rows of the shelf were changed by somebody who knows how."""
    with open_shelf(work.project.cache / SHELF, stamp()) as shelf:
        change(shelf)
    made = build(work.project, work.wishes)
    work.holds(said(made))
    return made


def remade(made: Made) -> tuple[set[str], bool]:
    """The parts that were made again, and whether that was for all of them."""
    assert made.remade is not None
    return set(made.remade.parts), len(made.remade.parts) == made.remade.total


def test_where_all_is_as_it_was_nothing_is_made(work: Site) -> None:
    """Or the other tests here would prove nothing."""
    assert remade(tampered(work, lambda _: None)) == (set(), False)


@pytest.mark.parametrize("table", [MADE, FIELDS, ANSWERS, WORDS, CONCERNS, TEMPLATES])
def test_nothing_holds_where_a_sealed_row_is_another(table: str, work: Site) -> None:
    """Changed, lost or added, whatever it says."""

    def change(shelf: Shelf) -> None:
        name, row = min(shelf.all(table).items())
        shelf.put(table, {name: row[:-1] + bytes([row[-1] ^ 1])})

    assert remade(tampered(work, change))[1]
    assert remade(tampered(work, lambda shelf: shelf.put(table, {min(shelf.all(table)): None})))[1]
    assert remade(tampered(work, lambda shelf: shelf.put(table, {"another": b"\x90"})))[1]


def test_nothing_holds_without_the_seal(work: Site) -> None:
    """As after a build that was ended while it kept what it had made."""
    assert remade(tampered(work, lambda shelf: shelf.put(SEAL, {KEY: None})))[1]


@pytest.mark.parametrize("table", [LOOKS, GIVEN])
def test_a_part_of_which_something_is_lost_is_made_again(table: str, work: Site) -> None:
    """What was seen in its files, and what it gave to search; the other parts hold."""
    assert remade(tampered(work, lambda shelf: shelf.put(table, {PERSON: None}))) == ({PERSON}, False)
    assert remade(tampered(work, lambda shelf: shelf.put(table, {PERSON: b"\x90"}))) == ({PERSON}, False)


def test_a_part_whose_trace_is_lost_is_made_again_if_it_may_have_read_what_changed(work: Site) -> None:
    """It is asked for nothing else."""
    assert remade(tampered(work, lambda shelf: shelf.put(TRACES, {PERSON: None}))) == (set(), False)
    work.write(site(("a person's name",)))
    made = tampered(work, lambda shelf: shelf.put(TRACES, dict.fromkeys(shelf.all(TRACES))))
    assert made.remade
    assert {one.ground for one in made.remade.parts[PERSON]} == {Ground.LOST}


def test_what_is_set_for_the_preview_alone_makes_nothing_again(work: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page has it; nor has any with a whole build, or the law would not hold."""
    rendered = noted(monkeypatch)
    work.write(site(("the analyst's editor",)))
    made = build(work.project, work.wishes)
    assert remade(made) == (set(), False)
    assert made.remade
    assert made.remade.whole == ()
    assert rendered == []
    work.holds(said(made))


def test_of_a_part_that_is_made_again_only_the_pages_that_differ_are_rendered(
    work: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others stay as they were made, and are known as well as these."""
    rendered = noted(monkeypatch)
    work.write(site(("a statement",)))
    made = build(work.project, work.wishes)
    assert made.remade
    assert {"home", "commitments", "countries/bv"} <= made.remade.parts.keys()
    assert rendered == [("meetings/2032-02-mockington-harbours/", "meeting.html")]
    work.holds(said(made))
    (work.project.cache / RECORD).unlink()
    assert remade(tampered(work, lambda _: None)) == (set(), False)


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        ("a page's template", {"source.html"}),
        ("a page's template, as it is built in", set()),
        ("a file that nobody includes", set()),
        ("a picture", set()),
        ("a macro of some pages", {"list.html", "meeting.html", "person.html"}),
        ("a template", {"404.html"}),
        ("a frame", {f"{tag}.html" for tag in page_tags()} - {"redirect.html"}),
    ],
)
def test_a_template_is_taken_up_by_the_pages_made_with_it(
    edit: str, kinds: set[str], work: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By all of them, and by no others; of the parts they are in, other pages are taken as they were."""
    every: set[tuple[str, str]] = set()
    rendered = noted(monkeypatch)
    work.begin(anew=True)
    every, rendered[:] = {*rendered}, []
    work.write(site((edit,)))
    made = build(work.project, work.wishes)
    assert {*rendered} == {(path, kind) for path, kind in every if kind in kinds}
    assert made.remade
    assert made.remade.whole == ()
    assert bool(made.remade.parts) is bool(kinds)
    work.holds(said(made))
    (work.project.cache / RECORD).unlink()
    assert remade(tampered(work, lambda _: None)) == (set(), False)


def noted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The pages that are rendered from now on, with their templates."""
    rendered: list[tuple[str, str]] = []
    inner = Renderer.render

    def note(self: Renderer, page: PageBase, site: SiteView) -> str:
        rendered.append((page.path, template_of(page)))
        return inner(self, page, site)

    monkeypatch.setattr(Renderer, "render", note)
    return rendered


@pytest.mark.parametrize("table", [GATE, PIECES])
def test_what_is_withheld_is_found_without_what_was_kept(table: str, work: Site) -> None:
    """Parts whose pieces are not known are looked through again, and no page is made again for it."""

    def lose(shelf: Shelf) -> None:
        shelf.put(table, dict.fromkeys(shelf.all(table)))

    assert remade(tampered(work, lose)) == (set(), False)
    work.write(site(("a source with words of the desk",)))
    (work.project.cache / RECORD).unlink()
    assert "L101" in {one.code for one in tampered(work, lose).diagnostics}
