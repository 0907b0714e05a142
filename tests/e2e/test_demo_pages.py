"""A page of every kind, in three widths and both colour schemes: what no reader may meet on it."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import Barrier, barriers
from tests.e2e.conftest import OpenPage
from tests.e2e.demo import KINDS, REFUSED, RIO, Demo, settled, tour, troubles
from tests.e2e.htmlcheck import html_errors

WIDTHS = (320, 360, 390, 600, 768, 820, 1024, 1200, 1440, 1600)

COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")

WIDER_THAN_THE_WINDOW = """() => {
  const width = document.documentElement.clientWidth;
  const scrollable = (element) => /(auto|scroll)/.test(getComputedStyle(element).overflowX);
  const scrolls = (element) => element && (scrollable(element) || scrolls(element.parentElement));
  const hidden = (element) => element.closest(".vh, .skip");
  const name = (element) => [element.tagName.toLowerCase(), ...element.classList].join(".");
  const beyond = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > width + 1 || box.left < -1) && !scrolls(element.parentElement) && !hidden(element);
  });
  const scrolled = document.scrollingElement.scrollWidth > width ? ["the page"] : [];
  return [...scrolled, ...new Set(beyond.map(name))];
}"""
"""What sticks out of the window, and the page itself if it scrolls. Boxes that scroll by themselves may hold more."""


def wider_than_the_window(page: Page) -> list[str]:
    """Elements, by tag and class."""
    found: list[str] = page.evaluate(WIDER_THAN_THE_WINDOW)
    return found


def paper(page: Page) -> str:
    """The colour that the page's words stand on."""
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def test_every_kind_of_page_is_looked_at(demo: Demo) -> None:
    """A folder of pages of which none is in the table would go untested."""
    folders = {page.split("/")[0] for page in demo.pages}
    assert folders - {path.split("/")[0] for path in KINDS.values()} == set()
    assert {path for path in KINDS.values() if "?" not in path} - set(demo.pages) == {KINDS["not found"]}


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_bars_or_disturbs_a_reader(demo: Demo, open_page: OpenPage, width: int) -> None:
    """axe-core finds nothing, in light and in dark; the console stays empty, and no request leaves the site."""
    visit = open_page(demo.address, width=width)
    messages: list[str] = []
    visit.page.on("console", lambda message: messages.append(f"{message.type}: {message.text}"))
    found: dict[tuple[str, str], tuple[Barrier, ...]] = {}
    for kind in tour(demo, visit):
        for colours in COLOURS:
            visit.page.emulate_media(color_scheme=colours)
            found[kind, colours] = barriers(visit.page)
    assert {place: met for place, met in found.items() if met} == {}
    assert troubles(demo, visit) == ()
    assert [message for message in messages if REFUSED not in message] == []


def test_a_page_opens_in_the_dark_as_quietly(demo: Demo, open_page: OpenPage) -> None:
    """The scheme a page begins with is the system's, or the reader's own choice, kept from page to page."""
    visit = open_page(demo.address, colours="dark")
    assert paper(visit.page) == "rgb(15, 20, 24)"
    visit.page.get_by_role("radio", name="Light").check()
    visit.page.goto(demo.address + RIO)
    assert paper(visit.page) == "rgb(255, 255, 255)"
    expect(visit.page.get_by_role("radio", name="Light")).to_be_checked()
    visit.page.get_by_role("radio", name="Auto").check()
    assert paper(visit.page) == "rgb(15, 20, 24)"
    assert visit.complaints == ()


def test_no_page_scrolls_sideways(demo: Demo, open_page: OpenPage) -> None:
    """From the narrowest phone to a wide desk, nothing is wider than the window, on any page."""
    visit = open_page(demo.address)
    representative = set(KINDS.values())
    for path in (*demo.pages, *(representative - set(demo.pages))):
        visit.page.goto(demo.address + path)
        settled(visit.page)
        for width in WIDTHS if path in representative else (WIDTHS[0], WIDTHS[-1]):
            visit.page.set_viewport_size({"width": width, "height": 900})
            assert wider_than_the_window(visit.page) == [], f"{path} at {width} px"
    assert troubles(demo, visit) == ()


def test_all_html_is_valid(demo: Demo) -> None:
    """html-validate's recommended and accessibility rules."""
    assert html_errors(demo.folder.rglob("*.html")) == ()
