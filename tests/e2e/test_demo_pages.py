"""A page of every kind, in all widths and both colour schemes: what no reader may meet on it, on any site.

One window is led through all of them: to load a page costs more than to look at it once more in another width.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import COLOUR, barriers
from tests.e2e.conftest import OpenPage
from tests.e2e.demo import RIO
from tests.e2e.htmlcheck import html_errors
from tests.e2e.serving import POLICY, SEARCH_POLICY
from tests.e2e.sites import NOT_FOUND, REFUSED, Site, all_kinds, kinds_of, settled, tour, troubles

WIDTHS = (320, 360, 390, 600, 768, 820, 1024, 1200, 1440, 1600)

AXE_WIDTHS = (390, 820, 1440)

POLICY_IN_PAGE = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')

WIDER_THAN_THE_WINDOW = """() => {
  const width = document.documentElement.clientWidth;
  const scrollable = (element) => /(auto|scroll)/.test(getComputedStyle(element).overflowX);
  const scrolls = (element) => element && (scrollable(element) || scrolls(element.parentElement));
  const hidden = (element) => element.closest(".vh, .skip") || element.ownerSVGElement;
  const name = (element) => [element.tagName.toLowerCase(), ...element.classList].join(".");
  const beyond = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > width + 1 || box.left < -1) && !scrolls(element.parentElement) && !hidden(element);
  });
  const scrolled = document.scrollingElement.scrollWidth > width ? ["the page"] : [];
  return [...scrolled, ...new Set(beyond.map(name))];
}"""
"""What sticks out of the window, and the page itself if it scrolls. Boxes that scroll by themselves may hold more.

What lies inside a picture is no wider than the picture, and stands in words beside it."""


def wider_than_the_window(page: Page) -> list[str]:
    """Elements, by tag and class."""
    found: list[str] = page.evaluate(WIDER_THAN_THE_WINDOW)
    return found


def paper(page: Page) -> str:
    """The colour that the page's words stand on."""
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def directives(policy: str) -> dict[str, set[str]]:
    """What a content policy allows, by directive."""
    parts = (directive.split() for directive in policy.split(";"))
    return {name: set(allowed) for name, *allowed in parts}


def test_every_kind_of_page_is_looked_at(site: Site) -> None:
    """A kind that the views know, and a kind of entry that the site has, without a page in the table goes untested."""
    known = kinds_of(site.content)
    looked_at = {known.get(path.partition("?")[0], "404") for path in site.kinds.values()}
    assert {kind.partition(":")[0] for kind in looked_at} == all_kinds()
    assert looked_at == set(known.values())
    folders = {page.split("/")[0] for page in known if page.count("/") > 1}
    assert folders - {path.split("/")[0] for path in site.kinds.values()} == set()
    assert {path for path in site.kinds.values() if "?" not in path} - set(site.pages) == {site.kinds["not found"]}


def test_nothing_bars_or_disturbs_a_reader(site: Site, open_page: OpenPage) -> None:
    """axe-core finds nothing in three widths, in light and in dark; nothing is wider than the window in any width.

    The console stays empty, no hostile text runs, and no request leaves the site, under a policy that is sent and
    stands in the page.
    """
    visit = open_page(site.address)
    messages: list[str] = []
    visit.page.on("console", lambda message: messages.append(f"{message.type}: {message.text}"))
    visit.page.on("dialog", lambda dialog: messages.append(f"a script of the content says {dialog.message}"))
    found: dict[tuple[str, object], object] = {}
    for kind in tour(site, visit):
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 900})
            found[kind, width] = wider_than_the_window(visit.page)
            if width in AXE_WIDTHS:
                found[kind, f"{width} light"] = barriers(visit.page)
                visit.page.emulate_media(color_scheme="dark")
                found[kind, f"{width} dark"] = barriers(visit.page, COLOUR)
                visit.page.emulate_media(color_scheme="light")
    assert {place: met for place, met in found.items() if met} == {}
    assert troubles(site, visit) == ()
    assert [message for message in messages if REFUSED not in message] == []


def test_every_page_says_a_policy_as_strict_as_the_one_sent(site: Site) -> None:
    """A host that sends no header keeps it too: in the page stands nothing that the header would not let pass."""
    for file in sorted(site.folder.rglob("*.html")):
        said = POLICY_IN_PAGE.search(file.read_text(encoding="utf-8"))
        assert said, file
        sent = directives(SEARCH_POLICY if file.parent == site.folder / "search" else POLICY)
        written = directives(said[1])
        assert written["default-src"] == {"'none'"}, file
        assert {name for name, allowed in written.items() if not allowed <= sent.get(name, set())} == set(), file


def test_a_page_opens_in_the_dark_as_quietly(demo: Site, open_page: OpenPage) -> None:
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


def test_no_page_scrolls_sideways(site: Site, open_page: OpenPage) -> None:
    """On the narrowest phone, at the width where columns begin, and on a wide desk: the pages beside those above."""
    visit = open_page(site.address)
    for path in sorted(kinds_of(site.content).keys() - {*site.kinds.values(), NOT_FOUND}):
        visit.page.goto(site.address + path)
        settled(visit.page)
        for width in (WIDTHS[0], 768, WIDTHS[-1]):
            visit.page.set_viewport_size({"width": width, "height": 900})
            assert wider_than_the_window(visit.page) == [], f"{path} at {width} px"
    assert troubles(site, visit) == ()


def test_a_beginning_is_as_good(beginning: Site, open_page: OpenPage) -> None:
    """All pages of a site without content, and of one whose title is as long as its only meeting is short."""
    visit = open_page(beginning.address)
    assert html_errors(beginning.folder.rglob("*.html")) == ()
    for path in (*beginning.pages, NOT_FOUND):
        visit.page.goto(beginning.address + path)
        assert barriers(visit.page) == (), path
        for width in (WIDTHS[0], WIDTHS[-1]):
            visit.page.set_viewport_size({"width": width, "height": 900})
            assert wider_than_the_window(visit.page) == [], f"{path} at {width} px"
    assert visit.complaints == ()


def test_all_html_is_valid(site: Site) -> None:
    """html-validate's recommended and accessibility rules."""
    assert html_errors(site.folder.rglob("*.html")) == ()
