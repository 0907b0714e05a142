"""The same pages with other words: long ones, long titles, another direction, other scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import OpenPage
from tests.e2e.demo import KINDS
from tests.e2e.sites import Site, tour, troubles
from tests.e2e.test_demo_media import faults

LONGER = """(words) => {
  const places = `h1, h2, h3, .stand, .t a, .psg, .who, .ph mark, .ttl, dd, blockquote p, .ev p > a, li > a,
    tbody :is(td, th)`;
  const fixed = ".sig, .lost, .pp, .no, .pn, .cite, .att, .cc, time, svg";
  for (const place of document.querySelector("main").querySelectorAll(places))
    if (!place.closest(fixed) && !place.querySelector(`p, ${fixed}`)) place.append(` ${words}`);
}"""
"""Puts words wherever a name, a title or a source's words may stand."""

PARTED = """() => {
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const parted = [];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!parentElement.checkVisibility() || parentElement.closest("svg, .vh, thead:not(.mtx thead)")) continue;
    for (const { 0: word, index } of data.matchAll(/[\\p{L}\\p{N}]{2,}/gu)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const lines = [...range.getClientRects()].filter((box) => box.width > 1);
      if (lines.length && lines.at(-1).top > lines[0].top + 4) parted.push(word);
    }
  }
  return parted;
}"""
"""Words that begin on one line and end on the next."""

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_TITLE = "The ministers of three countries agreed on the sidelines of a meeting of twenty to respond together " * 3


@pytest.mark.parametrize("words", [LONG_WORD, LONG_TITLE], ids=["a word of 80 letters", "300 characters"])
@pytest.mark.parametrize("width", [320, 820, 1440])
def test_long_words_and_titles_fit(demo: Site, open_page: OpenPage, width: int, words: str) -> None:
    """They break where they must; nothing is pushed out of the window or over something else."""
    window = open_page(demo.address, width=width)
    wrong = {}
    for kind in tour(demo, window):
        window.page.evaluate(LONGER, words)
        wrong[kind] = faults(window.page)
    assert {kind: found for kind, found in wrong.items() if found} == {}


@pytest.mark.parametrize("width", [320, 600, 1024])
def test_ordinary_words_stay_whole(demo: Site, open_page: OpenPage, width: int) -> None:
    """Leave to break a long word is no leave to break a short one: no column is narrower than its words."""
    window = open_page(demo.address, width=width)
    assert {kind: parted for kind in tour(demo, window) if (parted := window.page.evaluate(PARTED))} == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_hold_from_right_to_left(demo: Site, open_page: OpenPage, width: int) -> None:
    """Every kind of page, mirrored: what stood beside a sentence stands on its other side."""
    window = open_page(demo.address, width=width)
    wrong = {}
    for kind in tour(demo, window):
        window.page.evaluate("document.documentElement.dir = 'rtl'")
        wrong[kind] = faults(window.page)
        if width > 1000 and kind == "meeting":
            statement, passage = (box(window.page, f".claim {part}") for part in (".st", ".ev"))
            assert passage["x"] + passage["width"] <= statement["x"]
    assert {kind: found for kind, found in wrong.items() if found} == {}
    assert troubles(demo, window) == ()


@pytest.mark.parametrize(
    ("language", "face", "breaks"),
    [
        ("ja", "CJK JP", "normal"),
        ("ko", "CJK KR", "keep-all"),
        ("zh-Hans", "CJK SC", "normal"),
        ("zh-TW", "CJK TC", "normal"),
    ],
)
def test_words_in_another_script_have_its_own_faces(
    demo: Site, open_page: OpenPage, language: str, face: str, breaks: str
) -> None:
    """A Japanese text is not set in Korean letters; Korean lines end between words."""
    page = open_page(demo.address + KINDS["source"]).page
    style = page.locator(".sheet .para > p").first.evaluate(
        "(one, language) => { one.lang = language; const { fontFamily, wordBreak } = getComputedStyle(one); "
        "return [fontFamily, wordBreak]; }",
        language,
    )
    assert f"Noto Serif {face}" in style[0]
    assert style[1] == breaks


def box(page: Page, selector: str) -> dict[str, float]:
    """Where the first such element stands."""
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return {"x": found["x"], "width": found["width"]}


def test_letters_of_central_europe_have_our_faces(demo: Site, open_page: OpenPage) -> None:
    """Asked for where a page has them, and by no other page."""
    page = open_page(demo.address + KINDS["source"]).page
    fetched = "performance.getEntriesByType('resource').filter(({ name }) => name.includes('-ext.woff2')).length"
    assert page.evaluate(fetched) == 0
    with page.expect_response("**/libre-franklin-ext.woff2"):
        page.locator(".mast nav a").first.evaluate("(link) => { link.textContent = 'Tomáš Šťastný'; }")
