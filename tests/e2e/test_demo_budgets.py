"""What a page may weigh, ask for and move: every page by its files, a page of every kind on its first visit."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.browser import Visit, visit
from tests.e2e.conftest import OpenPage
from tests.e2e.demo import KINDS, RIO
from tests.e2e.serving import serving
from tests.e2e.sites import Site, settled

KB = 1000
PAGE = 40 * KB
STYLES = 12 * KB
SCRIPTS = 3 * KB
FONTS = 90 * KB
REQUESTS = 8
SHIFT = 0.02

SCRIPT = re.compile(r'<script[^>]+src="[^"]*?assets/([^"]+)"')
TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
VALUE = re.compile(r'"[^"]*"')
RUNS = re.compile(r'="\s*javascript:', re.IGNORECASE)
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", re.IGNORECASE)


def is_inline(page: str) -> bool:
    """Whether a tag brings style or script with it. What stands in texts and values, however hostile, is no tag."""
    return any(RUNS.search(tag) or INLINE.search(VALUE.sub('""', tag)) for tag in TAG.findall(page))


WATCH = """(() => {
  window.shifted = 0;
  const add = (entries) => { for (const entry of entries) if (!entry.hadRecentInput) window.shifted += entry.value; };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  const paints = (list) => list.getEntriesByName("first-contentful-paint").length;
  window.painted = new Promise((seen) => {
    new PerformanceObserver((list) => paints(list) && seen(true)).observe({ type: "paint", buffered: true });
  });
  window.settle = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
    add(observer.takeRecords());
    done(window.shifted);
  })));
})()"""
"""Adds up what moves without the reader's doing, from the first paint on."""

PHONE_LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
"""In milliseconds and bytes a second: 1.6 Mbit/s."""


def packed(*files: Path) -> int:
    """Bytes on the wire, each file by itself."""
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


def html(demo: Site) -> dict[str, Path]:
    """All pages, the one for missing addresses too."""
    return {file.relative_to(demo.folder).as_posix(): file for file in sorted(demo.folder.rglob("*.html"))}


def assets(demo: Site, name: str) -> list[Path]:
    """Files of a name that are published beside the pages."""
    return sorted((demo.folder / "assets").rglob(name))


def test_pages_and_styles_are_small(site: Site) -> None:
    """In kilobytes as sent: a page 40, all styles 12."""
    assert {name: packed(file) for name, file in html(site).items() if packed(file) > PAGE} == {}
    assert 0 < packed(*assets(site, "*.css")) <= STYLES


def test_scripts_are_small(site: Site) -> None:
    """All scripts of a page together: 3 kB. The search page alone has one more, of at most 6.8 kB.

    That, and not four: beside the facets, their counts and the order that Pagefind leaves to the page, it reads every
    hit again, since Pagefind names pages that hold only something like the words. It loads after the page is painted.
    Renaming and joining its lines would save 0.3 kB and cost a dependency.
    """
    heavy = {}
    for name, file in html(site).items():
        named = [site.folder / "assets" / script for script in SCRIPT.findall(file.read_text(encoding="utf-8"))]
        ordinary = [script for script in named if not script.name.startswith("search")]
        assert (len(named) > len(ordinary)) == (name == "search/index.html")
        assert packed(*set(named) - set(ordinary)) <= 6.8 * KB
        if packed(*ordinary) > SCRIPTS:
            heavy[name] = packed(*ordinary)
    assert heavy == {}


def test_nothing_is_inline(site: Site) -> None:
    """No style, no script and no handler within a page, so that the policy can forbid all of them."""
    assert [name for name, file in html(site).items() if is_inline(file.read_text(encoding="utf-8"))] == []


def first_visit(browser: Browser, address: str) -> tuple[Visit, list[tuple[str, int]]]:
    """The page in an empty window, once it is quiet, and what it fetched: address and bytes."""
    fetched: list[tuple[str, int]] = []
    empty = visit(browser, "about:blank")
    empty.page.on("requestfinished", lambda one: fetched.append((one.url, one.sizes()["responseBodySize"])))
    empty.page.goto(address, wait_until="networkidle")
    return empty, fetched


@pytest.mark.parametrize("kind", ["home", "meeting", "source", "wording", "timeline", "search", "method", "not found"])
def test_a_first_visit_asks_for_little(demo: Site, browser: Browser, kind: str) -> None:
    """Eight requests, the icon among them; of fonts no more than 90 kB.

    Whether and when it asks for the icon is the browser's own affair: it is counted once.
    """
    opened, fetched = first_visit(browser, demo.address + KINDS[kind])
    opened.page.context.close()
    asked = [address for address, _ in fetched if not address.endswith("/assets/mark.svg")]
    assert len(asked) + 1 <= REQUESTS, asked
    assert sum(size for address, size in fetched if address.endswith(".woff2")) <= FONTS


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["", RIO, KINDS["source"], KINDS["wording"], KINDS["search"]])
def test_nothing_jumps_while_a_page_arrives(demo: Site, open_page: OpenPage, path: str, width: int) -> None:
    """On the line of a phone: neither styles nor fonts nor scripts move what is being read."""
    page = open_page("about:blank", width=width).page
    debugger = page.context.new_cdp_session(page)
    debugger.send("Network.enable")
    debugger.send("Network.emulateNetworkConditions", PHONE_LINE)
    page.add_init_script(WATCH)
    page.goto(demo.address + path)
    assert page.evaluate("document.fonts.ready.then((fonts) => fonts.status)") == "loaded"
    moved = page.evaluate("window.settle()")
    assert moved < SHIFT


@pytest.fixture(scope="module")
def fonts() -> threading.Event:
    """Set: the server sends fonts."""
    return threading.Event()


@pytest.fixture(scope="module")
def late(demo: Site, fonts: threading.Event) -> Iterator[Site]:
    """The demonstration, on a host that holds fonts back."""
    with serving(demo.folder, fonts=fonts) as address:
        yield replace(demo, address=address)


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_jumps_when_fonts_come_late(
    late: Site, fonts: threading.Event, open_page: OpenPage, width: int
) -> None:
    """A page of every kind is painted without web fonts; then they come."""
    page = open_page("about:blank", width=width).page
    page.add_init_script(WATCH)
    jumps = {}
    for kind, path in KINDS.items():
        fonts.clear()
        page.goto(late.address + path, wait_until="domcontentloaded")
        page.evaluate("window.painted")
        assert page.evaluate("document.fonts.status") == "loading", kind
        fonts.set()
        settled(page)
        jumps[kind] = page.evaluate("window.settle()")
    assert {kind: moved for kind, moved in jumps.items() if moved >= SHIFT} == {}


@pytest.mark.parametrize("width", [390, 1440])
def test_local_fonts_take_the_room_of_the_web_fonts(
    demo: Site, late: Site, fonts: threading.Event, open_page: OpenPage, width: int
) -> None:
    """Without the web fonts a briefing, a source and the home page are as long as with them."""
    for path in (RIO, KINDS["source"], KINDS["home"]):
        fonts.clear()
        page = open_page("about:blank", width=width).page
        page.goto(late.address + path, wait_until="domcontentloaded")
        without = page.evaluate("document.querySelector('main').offsetHeight")
        fonts.set()
        window = open_page(demo.address + path, width=width).page
        settled(window)
        assert without == pytest.approx(window.evaluate("document.querySelector('main').offsetHeight"), rel=0.03)
