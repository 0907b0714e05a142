"""Who says what, in a browser: the invented record has two readouts, and here as many sides as a table must bear."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import barriers
from tests.e2e.conftest import OpenPage, ServeFolder
from tests.e2e.htmlcheck import html_errors
from tests.e2e.sites import build_copy, settled

GOLDEN = Path(__file__).parents[1] / "golden" / "content"
MEETING = "meetings/2032-02-mockington-harbours/"
WORDING = "wording/pledge/"

PORTS = ("Ferry", "Quay", "Lantern", "Harbour-master", "Winter")
"""Five more sides beside the two ministries and the minister: eight columns with the last."""

POINT = """\
  - id: {id}
    kind: background
    text: The hall was cold, {id} says.
    according_to: {id}
    cite:
      at: gazette-20320213#p3
      words: The hall was cold
"""

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented record with a meeting of eight columns, as a folder."""
    desk = tmp_path_factory.mktemp("crowded")
    content = desk / "written"
    shutil.copytree(GOLDEN, content)
    points = ""
    for port in PORTS:
        name = f"{port.lower()}-office"
        text = f"name: {port} Office of the Outer Skerries\nclassification: agency\n"
        (content / "organizations" / f"{name}.yaml").write_text(text, encoding="utf-8")
        points += POINT.format(id=name)
    talks = content / "meetings" / "2032-02-mockington-harbours.yaml"
    written = talks.read_text(encoding="utf-8").replace("\nwording:\n", f"\n{points}wording:\n")
    talks.write_text(written, encoding="utf-8")
    return build_copy(desk, "https://skerry.example/record/", content)


@pytest.fixture
def served(crowded: Path, serve_folder: ServeFolder) -> str:
    """Where it is served."""
    return serve_folder(crowded)


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_bars_a_reader_of_readouts_or_redlines(served: str, open_page: OpenPage, width: int) -> None:
    """axe-core finds nothing; the page does not scroll sideways."""
    visit = open_page(served + MEETING, width=width)
    assert visit.page.locator("#readouts thead th").count() == len(PORTS) + 5
    for path in (MEETING, WORDING):
        visit.page.goto(served + path)
        settled(visit.page)
        expect(visit.page.locator(".redline")).to_be_visible()
        for colours in SCHEMES:
            visit.page.emulate_media(color_scheme=colours)
            assert barriers(visit.page) == ()
        assert visit.page.evaluate("document.scrollingElement.scrollWidth") == width
    assert visit.complaints == ()


def test_the_statements_stay_while_a_phone_moves_along_the_sides(served: str, open_page: OpenPage) -> None:
    """By keyboard too, since the table itself can be reached."""
    visit = open_page(served + MEETING, width=390)
    region = visit.page.get_by_role("region", name="Who says what")
    region.focus()
    region.evaluate("box => box.addEventListener('scroll', () => box.setAttribute('data-moved', box.scrollLeft > 0))")
    before = visit.page.locator("#readouts tbody th").first.bounding_box()
    visit.page.keyboard.press("ArrowRight")
    expect(region).to_have_attribute("data-moved", "true")
    assert before
    after = visit.page.locator("#readouts tbody th").first.bounding_box()
    assert after
    assert after["x"] == pytest.approx(before["x"], abs=1)


def test_paper_shows_all_sides(served: str, open_page: OpenPage) -> None:
    """Nobody can move a table on paper: A4 less its margins holds eight columns."""
    visit = open_page(served + MEETING, width=687)
    visit.page.emulate_media(media="print")
    box = visit.page.locator("#readouts .scroll")
    assert box.evaluate("box => box.scrollWidth - box.clientWidth") <= 0


@pytest.mark.parametrize("scripts", [True, False])
def test_a_citation_of_the_table_opens_its_passage_on_a_phone(served: str, open_page: OpenPage, scripts: bool) -> None:
    """It stands far above, beside its statement, and is hidden there until somebody asks for it."""
    visit = open_page(served + MEETING, width=390, scripts=scripts)
    chip = visit.page.locator("#readouts tbody tr").first.locator("a.cite").first
    note = visit.page.locator(str(chip.get_attribute("href")))
    expect(note).to_be_hidden()
    chip.click()
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport()


def test_its_html_is_valid(crowded: Path) -> None:
    """html-validate finds nothing on the two pages."""
    assert html_errors([crowded / MEETING / "index.html", crowded / WORDING / "index.html"]) == ()
