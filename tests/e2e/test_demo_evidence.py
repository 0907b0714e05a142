"""From a sentence to the passage it rests on and back, on every meeting page, wide and narrow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypedDict

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.demo import RIO
from tests.e2e.sites import Site

CITES = "main a.cite[role=doc-noteref]"

NOTES = """() => [...document.querySelectorAll(".claim .note")].map(note => ({
  statement: note.closest(".claim").id,
  href: note.querySelector(".pp").href,
  label: note.querySelector(".pp").textContent,
  marked: [...note.querySelectorAll("mark")].map(mark => mark.textContent),
}))"""
"""The passages beside the statements of a page: where each leads, and the words marked in it."""

PARAGRAPH = """() => {
  const paragraph = document.querySelector(".para:target");
  if (!paragraph) return null;
  const box = paragraph.getBoundingClientRect();
  return {
    number: paragraph.querySelector(".pn").textContent,
    text: paragraph.querySelector("p").textContent,
    marked: [...paragraph.querySelectorAll("mark")].map(mark => mark.textContent),
    seen: box.top >= 0 && box.top < innerHeight,
    backs: [...paragraph.querySelectorAll(".backs a")].map(link => link.href),
  };
}"""
"""The paragraph that the address names."""

HIGHLIGHTED = """() => [...document.querySelectorAll(".note")]
  .filter(note => note.offsetHeight && parseFloat(getComputedStyle(note).borderInlineStartWidth) >= 3)
  .map(note => note.id)"""
"""The passages set apart by a bar of ink."""


class Note(TypedDict):
    """A passage beside a statement."""

    statement: str
    href: str
    label: str
    marked: list[str]


def citations(page: Page) -> Iterator[tuple[Locator, str]]:
    """Every citation that leads to a passage on its page, and the passage's id."""
    cites = page.locator(CITES)
    for number in range(cites.count()):
        yield cites.nth(number), (cites.nth(number).get_attribute("href") or "").removeprefix("#")


def representative(site: Site) -> tuple[str, ...]:
    """The meetings that stand for all: what is clicked is the same script on every page."""
    return tuple(page for page in site.kinds.values() if page in site.meetings)


def top(element: Locator) -> float:
    """How far down the window it begins, in pixels; it is shown."""
    box = element.bounding_box()
    assert box
    return box["y"]


def test_every_point_opens_on_its_paragraph(demo: Site, open_page: OpenPage) -> None:
    """All passages of all points: the paragraph is on the screen, with the same words marked, and names the point."""
    visit = open_page(demo.address)
    held: dict[str, list[tuple[str, Note]]] = defaultdict(list)
    for meeting in demo.meetings:
        visit.page.goto(demo.address + meeting)
        notes: list[Note] = visit.page.evaluate(NOTES)
        statements = {note["statement"] for note in notes}
        assert set(visit.page.locator(".claim").evaluate_all("all => all.map(one => one.id)")) == statements, meeting
        for note in notes:
            held[note["href"]].append((f"{demo.address}{meeting}#{note['statement']}", note))
    for href in sorted(held):
        visit.page.goto(href)
        found = visit.page.evaluate(PARAGRAPH)
        assert found, href
        assert found["seen"], href
        assert href.endswith(f"#p{found['number']}")
        for point, note in held[href]:
            assert note["label"].split("\u202f")[-1] == found["number"]
            assert [words for words in note["marked"] if words not in found["text"]] == [], href
            assert all(any(words in run for run in found["marked"]) for words in note["marked"]), (href, note, found)
            assert point in found["backs"], f"{href} does not lead back to {point}"
    assert sum(map(len, held.values())) > 80
    assert visit.complaints == ()


def test_every_way_back_arrives_at_the_point(demo: Site, open_page: OpenPage) -> None:
    """From the paragraphs of a source to the statements that rest on them."""
    visit = open_page(demo.address)
    ways: set[str] = set()
    for source in (page for page in demo.pages if page.startswith("sources/") and page != "sources/"):
        visit.page.goto(demo.address + source)
        ways |= set(visit.page.locator(".backs a").evaluate_all("links => links.map(link => link.href)"))
    for way in sorted(way for way in ways if "#" in way):
        visit.page.goto(way)
        expect(visit.page.locator(":target")).to_be_in_viewport()
    assert visit.complaints == ()


def test_a_citation_lights_its_passage_beside_the_sentence(demo: Site, open_page: OpenPage) -> None:
    """Wide: all passages are on the page; a click on any citation sets one of them apart, and it is on the screen."""
    visit = open_page(demo.address, width=1440)
    for meeting in representative(demo):
        visit.page.goto(demo.address + meeting)
        for cite, id in citations(visit.page):
            expect(visit.page.locator(f"#{id}")).to_be_visible()
            cite.click()
            expect(visit.page.locator(f"#{id}")).to_be_in_viewport()
            assert visit.page.evaluate(HIGHLIGHTED) == [id], f"{meeting} {cite.inner_text()}"
    assert visit.complaints == ()


def test_a_citation_opens_its_passage_under_the_sentence(demo: Site, open_page: OpenPage) -> None:
    """Narrow: passages are closed; a tap on a statement's citation opens one below the sentence, a second closes it."""
    visit = open_page(demo.address, width=390, height=844)
    for meeting in representative(demo):
        visit.page.goto(demo.address + meeting)
        expect(visit.page.locator(".claim .note").locator("visible=true")).to_have_count(0)
        for cite, id in citations(visit.page):
            note, before = visit.page.locator(f"#{id}"), visit.page.url
            cite.click()
            expect(note).to_be_visible()
            if not cite.evaluate("(cite, id) => cite.closest('.claim')?.contains(document.getElementById(id))", id):
                expect(note).to_be_in_viewport()  # elsewhere on the page: an ordinary link
                continue
            expect(cite).to_have_attribute("aria-expanded", "true")
            assert top(note) > top(cite), f"{meeting} {id}"
            assert visit.page.url == before
            if before.endswith(f"#{id}"):
                continue  # it is open because the address names it
            cite.click()
            expect(note).to_be_hidden()
            assert cite.get_attribute("aria-expanded") != "true"
    assert visit.complaints == ()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_long_quotation_shows_where_it_stands(demo: Site, open_page: OpenPage, width: int) -> None:
    """Beside or below the words: source, paragraph, and how they reached us, without a click."""
    visit = open_page(demo.address + RIO, width=width)
    notes = visit.page.locator(".quote .note")
    assert notes.count() > 1
    for number in range(notes.count()):
        expect(notes.nth(number)).to_be_visible()


def test_there_and_back_again(either: Site, open_page: OpenPage) -> None:
    """One reader's way: citation, passage, paragraph, the point among those that cite it; then the browser's own."""
    visit = open_page(either.address + RIO, width=1440)
    page = visit.page
    statement = page.locator("#stern")
    statement.locator("a.cite").first.click()
    statement.locator(".note .pp").first.click()
    page.wait_for_url(f"{either.address}sources/kh-20240223/#p7")
    expect(page.locator("#p7 mark").first).to_have_text("continue to sternly respond")
    page.locator(f"#p7 .backs a[href$='{RIO}#stern']").click()
    page.wait_for_url(f"{either.address}{RIO}#stern")
    expect(page.locator("#stern")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#p7")).to_be_in_viewport()
    page.go_back()
    expect(statement).to_be_in_viewport()
    assert visit.complaints == ()


def test_a_passage_leads_back_to_its_sentence(demo: Site, open_page: OpenPage) -> None:
    """Wide, the arrow is a link to the citation; narrow, it closes the passage and the keyboard is at the citation."""
    wide = open_page(demo.address + RIO, width=1440).page
    cite = wide.locator("#threat a.cite").first
    note = wide.locator("#threat .note").first
    cite.click()
    note.locator(".back").click()
    expect(cite).to_be_in_viewport()
    assert wide.url.endswith(f"#{cite.get_attribute('id')}")
    narrow = open_page(demo.address + RIO, width=390, height=844).page
    cite, note = narrow.locator("#threat a.cite").first, narrow.locator("#threat .note").first
    cite.click()
    note.locator(".back").click()
    expect(note).to_be_hidden()
    expect(cite).to_be_focused()
