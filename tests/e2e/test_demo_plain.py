"""The site with JavaScript off, and with the keyboard alone."""

from __future__ import annotations

from typing import TypedDict

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.demo import KINDS, RIO
from tests.e2e.sites import Site, tour, troubles
from tests.e2e.test_demo_evidence import HIGHLIGHTED, citations

FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const shown = [...element.getClientRects()].filter((box) => box.width && box.height && box.top < innerHeight
    && box.bottom > 0 && box.left < innerWidth && box.right > 0);
  const uncovered = shown.some((box) => {
    const there = document.elementFromPoint((box.left + box.right) / 2, (Math.max(box.top, 0) + box.bottom) / 2);
    return there && (element.contains(there) || there.contains(element));
  });
  window.stops ??= new Set();
  const again = window.stops.has(element);
  window.stops.add(element);
  return {
    name: `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim().slice(0, 30)}`,
    ring: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3 && style.outlineColor !== "transparent",
    seen: uncovered,
    done: again || element === document.body,
    inside: !!element.closest("main"),
  };
}"""
"""What has the focus: whether its ring is drawn, and whether it is on the screen with nothing over it."""


class Stop(TypedDict):
    """A stop of the Tab key."""

    name: str
    ring: bool
    seen: bool
    done: bool
    inside: bool


def tab(page: Page) -> Stop:
    """Presses Tab, and says where that leads."""
    page.keyboard.press("Tab")
    stop: Stop = page.evaluate(FOCUSED)
    return stop


def words(page: Page) -> str:
    """All that a reader sees of a page's own part."""
    return page.locator("main").inner_text()


def test_pages_read_the_same_without_scripts(demo: Site, open_page: OpenPage) -> None:
    """No word and no link is missing but on the search page; what needs a script is not shown."""
    plain, full = open_page(demo.address, scripts=False), open_page(demo.address)
    for kind, path in KINDS.items():
        plain.page.goto(demo.address + path)
        for useless in (".appearance", ".shortcuts", ".facets"):
            expect(plain.page.locator(useless).locator("visible=true")).to_have_count(0)
        if kind.startswith("search"):
            continue
        full.page.goto(demo.address + path)
        assert words(plain.page) == words(full.page), kind
    assert troubles(demo, plain) == ()


def test_the_search_page_offers_other_ways_without_scripts(either: Site, open_page: OpenPage) -> None:
    """It says what is lacking, and its links lead to every list."""
    visit = open_page(f"{either.address}search/?q=threat", scripts=False)
    ways = visit.page.locator("#ways a")
    names = ways.all_inner_texts()
    assert {"Briefings", "People", "Sources"} <= set(names)
    for name in names:
        visit.page.goto(f"{either.address}search/")
        visit.page.locator("#ways").get_by_role("link", name=name, exact=True).click()
        expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
        assert visit.page.url != f"{either.address}search/"
    assert visit.complaints == ()


@pytest.mark.parametrize("width", [390, 1440])
def test_citations_work_without_scripts(demo: Site, open_page: OpenPage, width: int) -> None:
    """A citation is a link to its passage: the passage comes into view, set apart, opened where it was closed."""
    visit = open_page(demo.address, width=width, scripts=False)
    for meeting in (RIO, KINDS["meeting with copies"]):
        visit.page.goto(demo.address + meeting)
        for cite, id in citations(visit.page):
            cite.click()
            expect(visit.page.locator(f"#{id}")).to_be_in_viewport()
            assert visit.page.evaluate(HIGHLIGHTED) == [id]
            assert visit.page.url.endswith(f"{meeting}#{id}")
        note = visit.page.locator(".note:target")
        note.locator(".pp").click()
        expect(visit.page.locator(".para:target")).to_be_in_viewport()
    assert visit.complaints == ()


def test_navigation_works_without_scripts(either: Site, open_page: OpenPage) -> None:
    """The menu, the crumbs, the contents and the next briefing."""
    page = open_page(either.address, scripts=False).page
    for name in page.get_by_role("navigation", name="Site").get_by_role("link").all_inner_texts():
        page.get_by_role("navigation", name="Site").get_by_role("link", name=name, exact=True).click()
        expect(page.locator(".mast [aria-current=page]")).to_have_text(name)
    page.goto(either.address + RIO)
    contents = page.get_by_role("navigation", name="On this page").get_by_role("link")
    contents.last.click()
    expect(page.locator(":target")).to_be_in_viewport()
    page.locator("nav.series a[rel=prev]").click()
    expect(page.locator("nav.series a[rel=next]")).to_have_attribute("href", f"../../{RIO}")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").first.click()
    expect(page.locator(".mast [aria-current=page]")).to_have_text("Briefings")


def test_the_first_stop_skips_to_the_content(demo: Site, open_page: OpenPage) -> None:
    """On every kind of page: seen once it has the focus, and the next stop after it lies in the content."""
    visit = open_page(demo.address)
    for kind in tour(demo, visit):
        stop = tab(visit.page)
        assert stop["name"].endswith("Skip to content"), kind
        assert stop["ring"], kind
        assert stop["seen"], kind
        visit.page.keyboard.press("Enter")
        if visit.page.locator("main :is(a, button, input)").count():
            assert tab(visit.page)["inside"], kind
    assert troubles(demo, visit) == ()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("kind", ["home", "meeting with copies", "source", "series", "timeline", "search with results"])
def test_every_stop_of_the_keyboard_is_seen(demo: Site, open_page: OpenPage, kind: str, width: int) -> None:
    """From the first to the last: a ring of 3 px, on the screen, with nothing over it."""
    page = open_page(demo.address + KINDS[kind], width=width).page
    if "search" in kind:
        expect(page.locator("#status")).to_contain_text(" for ")
    stops = []
    while not (stop := tab(page))["done"]:
        stops.append(stop)
    assert len(stops) > 20
    assert [stop["name"] for stop in stops if not (stop["ring"] and stop["seen"])] == []


def reach(page: Page, selector: str) -> None:
    """Presses Tab until what is wanted has the focus."""
    page.evaluate("window.stops = new Set()")
    while not page.evaluate("selector => document.activeElement.matches(selector)", selector):
        stop = tab(page)
        assert not stop["done"], f"the keyboard does not reach {selector}"


@pytest.mark.parametrize("width", [390, 1440])
def test_from_a_question_to_a_citation_and_back_by_keys(either: Site, open_page: OpenPage, width: int) -> None:
    """Search, hit, paragraph, the point that cites it, its citation, its passage, its paragraph, and back."""
    visit = open_page(either.address, width=width)
    page = visit.page
    page.keyboard.press("/")
    page.wait_for_url(f"{either.address}search/**")
    page.keyboard.type('"continue to sternly respond"')
    page.keyboard.press("Enter")
    # an answer to the first of these words would be replaced, and the keyboard begin anew
    expect(page.locator("#status")).to_contain_text(" for “continue to sternly respond”")
    reach(page, ".hit .subs a[aria-label='Paragraph 7']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{either.address}sources/kh-20240223/**")
    expect(page.locator("#p7")).to_be_in_viewport()
    reach(page, f"#p7 .backs a[href$='{RIO}#stern']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{either.address}{RIO}#stern")
    expect(page.locator("#stern")).to_be_in_viewport()  # only then does the keyboard go on from there
    assert tab(page)["inside"]
    reach(page, "#stern a.cite")
    page.keyboard.press("Enter")
    expect(page.locator("#stern .note").first).to_be_visible()
    assert page.evaluate(HIGHLIGHTED) == [page.locator("#stern .note").first.get_attribute("id")]
    reach(page, "#stern .note .back")
    page.keyboard.press("Enter")
    expect(page.locator("#stern a.cite").first).to_be_focused()
    expect(page.locator("#stern a.cite").first).to_be_in_viewport()
    page.keyboard.press("Enter")
    reach(page, "#stern .note .pp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{either.address}sources/kh-20240223/#p7")
    page.go_back()
    page.wait_for_url(f"{either.address}{RIO}**")
    assert visit.complaints == ()
