"""Citing a page: the forms can be read and selected without a script, copied and saved with one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import Visit, barriers
from tests.e2e.conftest import OpenPage
from tests.e2e.demo import KINDS, RIO
from tests.e2e.sites import Site

HERALD = KINDS["source"]
KEYS = {RIO: "2024-02-rio-us-jp-kr-fm", HERALD: "kh-20240223"}
SELECT = "(form) => { getSelection().selectAllChildren(form); return getSelection().toString(); }"


def opened(visit: Visit) -> Page:
    """The page with its citation unfolded."""
    visit.page.locator(".citing summary").click()
    expect(visit.page.locator(".citing pre").first).to_be_visible()
    return visit.page


@pytest.fixture
def clipboard(open_page: OpenPage) -> OpenPage:
    """Opens pages of readers who let them write to the clipboard, and who can read it."""

    def open_with(address: str) -> Visit:
        visit = open_page("about:blank")
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit.page.goto(address)
        return visit

    return open_with


@pytest.mark.parametrize("path", [RIO, HERALD])
def test_every_form_can_be_selected_without_scripts(demo: Site, open_page: OpenPage, path: str) -> None:
    """The words come first; no button is there that would do nothing."""
    visit = open_page(demo.address + path, scripts=False)
    page = opened(visit)
    expect(page.locator(".citing h3")).to_have_text(["In words", "BibTeX, for biblatex", "RIS", "CSL-JSON"])
    expect(page.locator(".citing button")).to_have_count(0)
    for form in page.locator(".citing pre").all():
        assert KEYS[path] in form.inner_text()
        assert form.evaluate(SELECT) == form.inner_text()
    assert visit.complaints == ()


@pytest.mark.parametrize("path", [RIO, HERALD])
def test_every_form_can_be_copied(demo: Site, clipboard: OpenPage, path: str) -> None:
    """To the letter; the reader is told, and so is a screen reader."""
    visit = clipboard(demo.address + path)
    page = opened(visit)
    for form in page.locator(".citing pre").all():
        name = form.locator("xpath=preceding-sibling::h3[1]").inner_text()
        page.get_by_role("button", name=f"Copy: {name}", exact=True).click()
        expect(form.locator("+ p").get_by_role("status")).to_have_text("Copied.")
        assert page.evaluate("navigator.clipboard.readText()") == form.inner_text()
    assert (visit.errors, visit.violations, visit.failures) == ([], [], [])


def test_without_a_clipboard_the_text_is_selected(demo: Site, open_page: OpenPage) -> None:
    """A browser may refuse, and has none to give on a page that came without encryption."""
    visit = open_page("about:blank")
    visit.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visit.page.goto(demo.address + RIO)
    page = opened(visit)
    page.get_by_role("button", name="Copy: RIS").click()
    expect(page.get_by_role("status").filter(has_text="Selected")).to_have_count(1)
    assert page.evaluate("getSelection().toString()") == page.locator(".citing pre").nth(2).inner_text()
    assert (visit.errors, visit.violations, visit.failures) == ([], [], [])


@pytest.mark.parametrize("path", [RIO, HERALD])
def test_a_form_can_be_saved_as_a_file(demo: Site, open_page: OpenPage, path: str, tmp_path: Path) -> None:
    """Under the strict policy: made in the page, named by the key, and asking the network for nothing."""
    visit = open_page(demo.address + path)
    page = opened(visit)
    for name, ending in (("BibTeX, for biblatex", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")):
        with page.expect_download() as coming:
            page.get_by_role("button", name=f"Save as file: {name}").click()
        assert coming.value.suggested_filename == f"{KEYS[path]}.{ending}"
        coming.value.save_as(tmp_path / "saved")
        form = page.locator(f".citing pre[data-ending={ending}]").inner_text()
        assert (tmp_path / "saved").read_text(encoding="utf-8") == f"{form}\n"
    assert json.loads((tmp_path / "saved").read_text(encoding="utf-8"))[0]["id"] == KEYS[path]
    assert visit.violations == []
    assert visit.strangers == []
    assert visit.errors == []


def test_the_words_name_the_statement_that_the_address_names(demo: Site, open_page: OpenPage) -> None:
    """Wherever in it the address leads, and no longer than it does."""
    visit = open_page(f"{demo.address}{RIO}#stern")
    page = opened(visit)
    words = page.locator(".citing pre").first
    number = page.locator("#stern .no").inner_text()
    assert words.inner_text().endswith(f"{RIO}#stern (statement {number})")
    page.locator("#firm-response .no").click()
    expect(words).to_contain_text(f"{RIO}#firm-response (statement {page.locator('#firm-response .no').inner_text()})")
    page.evaluate("location.hash = document.querySelector('#stern .note').id")
    expect(words).to_contain_text(f"{RIO}#stern (statement {number})")
    page.evaluate("location.hash = 'sources'")
    expect(words).not_to_contain_text("#")
    assert visit.complaints == ()


def test_the_words_name_the_paragraph_that_the_address_names(demo: Site, open_page: OpenPage) -> None:
    """Of a source, at the record's own address of it."""
    page = opened(open_page(f"{demo.address}{HERALD}#p7"))
    assert page.locator(".citing pre").first.inner_text().endswith(f"/{HERALD}#p7 (paragraph 7)")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", [RIO, HERALD])
def test_the_unfolded_citation_bars_nobody(
    demo: Site, open_page: OpenPage, path: str, width: int, colours: str
) -> None:
    """axe-core finds nothing, and nothing is wider than the window."""
    visit = open_page(demo.address + path, width=width, colours=colours)
    page = opened(visit)
    assert barriers(page) == ()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = [button.bounding_box() for button in page.locator(".citing button").all()]
    assert [size for size in sizes if size is None or size["height"] < 24] == []
    assert visit.complaints == ()


def test_every_form_is_reached_by_the_keyboard(demo: Site, open_page: OpenPage) -> None:
    """The summary unfolds by Enter; the buttons follow in the order of the forms."""
    visit = open_page(demo.address + RIO)
    visit.page.locator(".citing summary").focus()
    visit.page.keyboard.press("Enter")
    names = []
    for _ in range(7):
        visit.page.keyboard.press("Tab")
        names.append(visit.page.evaluate("document.activeElement.ariaLabel"))
    assert [name.partition(":")[0] for name in names] == ["Copy", *["Copy", "Save as file"] * 3]
    assert visit.complaints == ()


def test_a_citation_is_not_printed(demo: Site, open_page: OpenPage) -> None:
    """Folded or not: paper has the address at its end."""
    page = opened(open_page(demo.address + RIO))
    page.emulate_media(media="print")
    expect(page.locator(".citing")).to_be_hidden()
    expect(page.locator(".permalink")).to_contain_text(RIO)
