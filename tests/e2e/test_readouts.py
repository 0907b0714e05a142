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
    return build_copy(content, "https://skerry.example/record/", desk)


@pytest.fixture
def served(crowded: Path, serve_folder: ServeFolder) -> str:
    """Where it is served."""
    return serve_folder(crowded)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented record as it is, with two sides and what nobody is named for."""
    return build_copy(GOLDEN, "https://skerry.example/record/", tmp_path_factory.mktemp("plain"))


@pytest.fixture
def few(plain: Path, serve_folder: ServeFolder) -> str:
    """Where that is served."""
    return serve_folder(plain)


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


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_of_many_sides_each_stands_beside_its_statement(served: str, open_page: OpenPage, width: int) -> None:
    """In words and within the window; sides that say nothing of a statement take no room."""
    visit = open_page(served + MEETING, width=width)
    rows = visit.page.locator("#readouts tbody tr")
    for number in range(rows.count()):
        row = rows.nth(number)
        sides = row.locator("td:visible")
        assert sides.count() == row.locator("td:has(.cite)").count() > 0
        expect(row.locator("th")).to_be_visible()
        for side in sides.all():
            expect(side.locator(".side")).to_be_visible()
            box = side.bounding_box()
            assert box
            assert 0 <= box["x"] < box["x"] + box["width"] <= width


@pytest.mark.parametrize(("width", "table"), [(390, False), (820, True), (1440, True)])
def test_few_sides_have_columns_where_there_is_room(open_page: OpenPage, few: str, width: int, table: bool) -> None:
    """A cell then stands under the name of its side; on a phone it names it itself."""
    visit = open_page(few + MEETING, width=width)
    cell = visit.page.locator("#readouts td:has(.cite)").first
    expect(cell.locator(".side")).to_be_visible(visible=not table)
    statement = visit.page.locator("#readouts tbody th").first.bounding_box()
    assert statement
    assert statement["width"] > 250
    if table:
        head = visit.page.locator("#readouts thead th").nth(cell.evaluate("cell => cell.cellIndex")).bounding_box()
        mark = cell.bounding_box()
        assert head
        assert mark
        assert head["x"] == pytest.approx(mark["x"], abs=1)


@pytest.mark.parametrize("sides", ["few", "served"])
def test_paper_shows_all_sides(request: pytest.FixtureRequest, open_page: OpenPage, sides: str) -> None:
    """Nobody can move a table on paper: A4 less its margins holds few sides and many."""
    visit = open_page(request.getfixturevalue(sides) + MEETING, width=687)
    visit.page.emulate_media(media="print")
    boxes = visit.page.locator("#readouts td:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().right)"
    )
    assert boxes
    assert max(boxes) <= 687


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
