"""The preview in Chromium: what an analyst sees after saving a file."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen

import pytest
from playwright.sync_api import expect

from generator.start import start
from tests.e2e.browser import Visit, barriers
from tests.unit.test_serve import Stream, serving, shown

OpenPage = Callable[..., Visit]

PAGE = "meetings/2025-03-exampleton-night-ferry/"


class Desk:
    """A new site under preview, and the file that the tests edit."""

    def __init__(self, folder: Path, process: Popen[str], port: int) -> None:
        self.process = process
        self.address = f"http://127.0.0.1:{port}/{PAGE}"
        self._file = folder / "content" / "meetings" / "2025-03-exampleton-night-ferry.yaml"
        self._good = self._file.read_text(encoding="utf-8")

    def save(self, old: str = "", new: str = "") -> None:
        """Saves the file as it was, with these words replaced."""
        assert old in self._good
        self._file.write_text(self._good.replace(old, new) if old else self._good, encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A preview whose first build has ended."""
    start(tmp_path)
    with serving(tmp_path) as (process, port, _):
        stream = Stream(port, f"{PAGE}index.html", "")
        shown(stream)
        stream.close()
        yield Desk(tmp_path, process, port)


def test_a_save_is_seen_where_the_reader_is(desk: Desk, open_page: OpenPage) -> None:
    """The page comes again by itself, at the same place, and nothing in it breaks the policy."""
    visit = open_page(desk.address, height=500)
    visit.page.evaluate("window.scrollTo(0, 400)")
    desk.save("as the one open question", "as the sole open question")
    expect(visit.page.get_by_text("as the sole open question")).to_be_attached()
    expect(visit.page.locator("html")).to_have_js_property("scrollTop", 400)
    assert visit.complaints == ()


def test_mistakes_are_shown_over_the_last_good_page(desk: Desk, open_page: OpenPage) -> None:
    """All of them, with place, line and hint; hostile words stay words; they go when the file is right again."""
    visit = open_page(desk.address)
    problems = visit.page.locator("briefbook-preview section")
    desk.save("kind: position", "kind: '<img src=x onerror=alert(1)>'")
    expect(problems).to_contain_text("1 problem")
    expect(problems).to_contain_text("content/meetings/2025-03-exampleton-night-ferry.yaml:36:11")
    expect(problems.locator("mark")).to_have_text("'<img src=x onerror=alert(1)>'")
    expect(problems.locator("img")).to_have_count(0)
    expect(visit.page.get_by_text("as the one open question")).to_be_attached()
    desk.save("kind: position", "kind: posiition")
    expect(problems.locator("mark")).to_have_text("posiition")
    desk.save()
    expect(problems).to_be_hidden()
    assert visit.complaints == ()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_overlay_is_accessible(desk: Desk, open_page: OpenPage, colours: str) -> None:
    """In both schemes; it can be put aside with the keyboard, and comes back with the next mistake."""
    visit = open_page(desk.address, colours=colours)
    problems = visit.page.locator("briefbook-preview section")
    desk.save("midnight", "one")
    expect(problems).to_be_visible()
    assert barriers(visit.page) == ()
    visit.page.keyboard.press("Escape")
    expect(problems).to_be_hidden()
    desk.save("midnight", "two")
    expect(problems).to_be_visible()


def test_a_stopped_preview_is_said_on_the_page(desk: Desk, open_page: OpenPage) -> None:
    """Or a reader would go on reading an old page."""
    visit = open_page(desk.address)
    expect(visit.page.get_by_text("as the one open question")).to_be_attached()
    desk.process.send_signal(signal.SIGINT)
    expect(visit.page.locator("briefbook-preview .status")).to_contain_text("The preview has stopped")
