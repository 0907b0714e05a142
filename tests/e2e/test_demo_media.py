"""The same pages on paper, in forced colours, without motion, with large and with widely spaced text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import ARGUMENTS, barriers, visit
from tests.e2e.conftest import OpenPage
from tests.e2e.demo import RIO
from tests.e2e.sites import Site, tour, troubles
from tests.e2e.test_demo_pages import wider_than_the_window
from tests.run.chromium import find

CLIPPED = """() => {
  const heard = (element) => element && (getComputedStyle(element).clipPath !== "none" || heard(element.parentElement));
  const cut = (overflow) => /(hidden|clip)/.test(overflow);
  const clipped = [...document.body.querySelectorAll("*")].filter((element) => {
    if (element.closest(".skip, svg, input") || !element.offsetHeight || heard(element)) return false;
    const style = getComputedStyle(element);
    const across = cut(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const down = cut(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    return across || down || style.textOverflow === "ellipsis";
  });
  return clipped.map((element) => [element.tagName.toLowerCase(), ...element.classList].join("."));
}"""
"""Boxes that cut off what they hold. What is there for screen readers alone is clipped on purpose."""

OVERLAPPING = """() => {
  const heard = (element) => element && (getComputedStyle(element).clipPath !== "none" || heard(element.parentElement));
  const block = (element) => /^inline/.test(getComputedStyle(element).display) ? block(element.parentElement) : element;
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const lines = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.closest("svg") || heard(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    for (const box of range.getClientRects()) if (box.width > 1) lines.push({ box, of: block(element) });
  }
  lines.sort((a, b) => a.box.top - b.box.top);
  const name = (element) => [element.tagName.toLowerCase(), ...element.classList].join(".");
  const found = new Set();
  lines.forEach(({ box, of }, number) => {
    for (let next = number + 1; next < lines.length && lines[next].box.top < box.bottom; next++) {
      const { box: other, of: another } = lines[next];
      const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      if (of !== another && across > 2 && down > 0.5 * Math.min(box.height, other.height))
        found.add(`${name(of)} and ${name(another)}`);
    }
  });
  return [...found];
}"""
"""Texts of different blocks that lie on one another."""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""What WCAG 1.4.12 lets a reader ask for."""

MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) => ["", "::before", "::after"].map((part) => {
  const style = getComputedStyle(element, part || null);
  const times = `${style.animationName} ${style.transitionDuration} ${style.scrollBehavior}`;
  return times === "none 0s auto" ? "" : `${element.tagName.toLowerCase()}.${element.className}${part}: ${times}`;
})).filter(Boolean)"""
"""Elements that an animation, a transition or smooth scrolling could move."""

WAYS_AROUND = (
    *(".mast nav", ".go", ".crumbs", ".toc", "nav.series", ".note .back"),
    *(".appearance", ".shortcuts", ".find", ".citing"),
)
SHEETS = {
    (RIO, "A4"): 6,
    (RIO, "Letter"): 6,
    ("", "A4"): 3,
    ("commitments/", "A4"): 1,
    ("meetings/", "A4"): 1,
    ("timeline/", "A4"): 2,
    ("meetings/2023-yoon-dinner-reception/", "A4"): 2,
    ("wording/characterization/", "A4"): 1,
    ("search/", "A4"): 1,
}


def faults(page: Page) -> dict[str, list[str]]:
    """Where text does not fit."""
    found: dict[str, list[str]] = {
        "wide": wider_than_the_window(page),
        "clipped": page.evaluate(CLIPPED),
        "overlapping": page.evaluate(OVERLAPPING),
    }
    return {fault: places for fault, places in found.items() if places}


@pytest.fixture(scope="module")
def large_print(browser: Browser) -> Iterator[Browser]:
    """A Chromium whose reader has set text to twice the usual size."""
    arguments = [*ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    started = browser.browser_type.launch(executable_path=find(), args=arguments)
    yield started
    started.close()


def test_text_of_twice_the_size_fits(demo: Site, large_print: Browser) -> None:
    """Set in the browser, so that every length and every breakpoint follows."""
    window = visit(large_print, demo.address)
    assert window.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    wrong = {}
    for kind in tour(demo, window):
        for width in (1280, 390):
            window.page.set_viewport_size({"width": width, "height": 900})
            wrong[kind, width] = faults(window.page)
    assert {place: found for place, found in wrong.items() if found} == {}
    assert troubles(demo, window) == ()


def test_text_of_another_size_or_spacing_fits(site: Site, open_page: OpenPage) -> None:
    """As it is, at twice the size while the window's breakpoints stay, and with WCAG's spacing."""
    window = open_page(site.address)
    wrong = {}
    for kind in tour(site, window):
        for width in (1280, 390):
            window.page.set_viewport_size({"width": width, "height": 900})
            wrong[kind, width, "as it is"] = faults(window.page)
            if width > 1000:
                window.page.evaluate("document.documentElement.style.fontSize = '200%'")
                wrong[kind, width, "large"] = faults(window.page)
                window.page.evaluate("document.documentElement.style.fontSize = ''")
            window.page.evaluate(SPACED)
            wrong[kind, width, "spaced"] = faults(window.page)
            window.page.evaluate("document.adoptedStyleSheets = []")
    assert {place: found for place, found in wrong.items() if found} == {}


def test_paper_has_the_passages_and_not_the_ways_around(demo: Site, open_page: OpenPage) -> None:
    """Navigation and controls are gone; every passage stands beside its sentence; the address is at the end."""
    page = open_page(demo.address, colours="dark", width=718).page
    for path in (*demo.meetings, "sources/kh-20240223/", "wording/characterization/", ""):
        page.emulate_media(media="screen", color_scheme="dark")
        page.goto(demo.address + path)
        page.emulate_media(media="print", color_scheme="dark")
        expect(page.locator(", ".join(WAYS_AROUND)).locator("visible=true"), path).to_have_count(0)
        expect(page.locator(".permalink")).to_contain_text(f"https://trilateral-record.example/{path}")
        hidden = page.locator(".claim .note:not(.copy) .psg").locator("visible=false")
        expect(hidden, path).to_have_count(0)
        aside = page.locator(".claim").evaluate_all(
            "all => all.every(one => one.querySelector('.ev').getBoundingClientRect().left >= "
            "one.querySelector('.st').getBoundingClientRect().right)"
        )
        assert aside, path
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        wide = page.locator(".ev").evaluate_all("all => all.map(one => Math.round(one.offsetWidth / 96 * 25.4))")
        assert set(wide) <= {58}, path
        assert (
            page.locator("mark").first.evaluate("one => getComputedStyle(one).getPropertyValue('print-color-adjust')")
            == "exact"
        )


def test_paper_ends_with_the_address_and_the_legend(demo: Site, open_page: OpenPage) -> None:
    """What is folded on the screen is open on paper; below everything stand the address and how to read the page."""
    page = open_page(demo.address + "sources/kh-20240223/", width=718).page
    page.emulate_media(media="print")
    expect(page.locator(".cut li").first).to_be_visible()
    bottoms = [
        page.locator(part).bounding_box() or {"y": 0.0, "height": 0.0}
        for part in ("main", ".permalink", ".foot .lg dd:last-child")
    ]
    ends = [box["y"] + box["height"] for box in bottoms]
    assert ends == sorted(ends)


@pytest.mark.parametrize(("path", "paper"), SHEETS)
def test_a_page_prints_on_few_sheets(demo: Site, open_page: OpenPage, path: str, paper: str) -> None:
    """No page of paper is lost to what is hidden, nor one to the legend alone."""
    document = open_page(demo.address + path).page.pdf(format=paper)
    assert 0 < len(re.findall(rb"/Type\s*/Page\b", document)) <= SHEETS[path, paper]


def test_forced_colours_keep_what_colour_says(demo: Site, browser: Browser) -> None:
    """Marked words, squares of attendance and the letters of sources are seen in the reader's own colours."""
    window = browser.new_context(forced_colors="active", viewport={"width": 1440, "height": 900})
    page = window.new_page()
    page.goto(demo.address + RIO)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    shades = page.evaluate(
        """() => ["mark", ".vb"].map((one) => getComputedStyle(document.querySelector(`main ${one}`)).backgroundColor)
          .concat(getComputedStyle(document.body).backgroundColor)"""
    )
    assert len(set(shades)) == 2, shades
    for letter in page.locator("main .sig").all():
        assert letter.evaluate("one => getComputedStyle(one).borderTopStyle !== 'none'")
    there, absent = page.locator(".att i.y").first, page.locator(".att i:not(.y)").first
    shade = "one => getComputedStyle(one).backgroundColor"
    assert there.evaluate(shade) != absent.evaluate(shade)
    page.locator("a.cite").first.focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert barriers(page) == ()
    window.close()


def test_nothing_moves_for_those_who_asked(demo: Site, browser: Browser) -> None:
    """No animation, no transition and no smooth scrolling on any kind of page, not even where one arrives."""
    window = browser.new_context(reduced_motion="reduce")
    page = window.new_page()
    for path in (RIO + "#stern", "sources/kh-20240223/#p7", "", "search/", "timeline/", "wording/characterization/"):
        page.goto(demo.address + path)
        assert page.evaluate(MOVING) == []
    window.close()
    page = browser.new_page()
    page.goto(demo.address + RIO + "#stern")
    assert [moved.split(":")[0] for moved in page.evaluate(MOVING)] == ["div.claim pair n"]
    page.context.close()
