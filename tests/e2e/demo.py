"""The demonstration as a site: built from content/ by the command line, and the pages that stand for every kind.

It decides which page represents a kind. What must hold for them, the tests say.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.browser import Visit

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"

RIO = "meetings/2024-02-rio-us-jp-kr-fm/"

KINDS = {
    "home": "",
    "meeting": RIO,
    "meeting with copies": "meetings/2023-09-new-york-us-jp-kr-fm/",
    "meeting inside a series": "meetings/2023-11-san-francisco-us-jp-kr-fm/",
    "meeting without a date": "meetings/2023-seoul-us-jp-kr-security-advisers/",
    "meeting of one point": "meetings/2023-yoon-dinner-reception/",
    "meetings": "meetings/",
    "source": "sources/kh-20240223/",
    "source without a date": "sources/unnamed-undated/",
    "sources": "sources/",
    "person": "people/antony-blinken/",
    "people": "people/",
    "country": "countries/jp/",
    "countries": "countries/",
    "organization": "organizations/us-state/",
    "organizations": "organizations/",
    "topic": "topics/dprk-russia-military-cooperation/",
    "topics": "topics/",
    "series": "series/us-jp-kr-foreign-ministers/",
    "all series": "series/",
    "wording": "wording/characterization/",
    "wordings": "wording/",
    "commitments": "commitments/",
    "timeline": "timeline/",
    "search": "search/",
    "search with results": "search/?q=%22serious+threat%22",
    "search without results": "search/?q=zeppelin",
    "about": "about/",
    "method": "method/",
    "corrections": "corrections/",
    "not found": "meetings/no-such-meeting/",
}
"""One page, or two, of every kind there is, as an address below the site's."""

NOT_FOUND = "404.html"

REFUSED = "Failed to load resource: the server responded with a status of 404 (Not Found)"
"""What the console says of a page that is missing, as it must be."""


@dataclass(frozen=True)
class Demo:
    """A built demonstration: where it lies, and where it is served."""

    folder: Path
    address: str
    """With the prefix: "http://127.0.0.1:40123/briefs/"."""

    @property
    def pages(self) -> tuple[str, ...]:
        """All pages as addresses below the site's, sorted; the page for addresses that are none is left out."""
        files = sorted(self.folder.rglob("*.html"))
        names = [file.relative_to(self.folder).as_posix() for file in files]
        return tuple(name.removesuffix("index.html") for name in names if name != NOT_FOUND)

    @property
    def meetings(self) -> tuple[str, ...]:
        """Pages of meetings, without their list."""
        return tuple(page for page in self.pages if page.startswith("meetings/") and page != "meetings/")


def build(folder: Path, base_url: str, content: Path = CONTENT) -> Path:
    """The site of a copy of `content`, so that nothing is written beside the original. RuntimeError if it fails."""
    desk, out = folder / "content", folder / "site"
    shutil.copytree(content, desk)
    options = ("--content", str(desk), "--out", str(out), "--base-url", base_url)
    command = (sys.executable, "-m", "generator", "build", *options)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"the demonstration does not build:\n{done.stdout}{done.stderr}")
    return out


def settled(page: Page) -> None:
    """Waits for what comes after the load: the answer of a search, and the fonts."""
    if "/search/?" in page.url:
        expect(page.locator("#status")).to_contain_text(" for ")
    page.evaluate("document.fonts.ready.then(() => true)")


def tour(demo: Demo, visit: Visit) -> Iterator[str]:
    """Leads the window through a page of every kind; yields the kind while its page is shown."""
    for kind, path in KINDS.items():
        visit.page.goto(demo.address + path)
        settled(visit.page)
        yield kind


def troubles(demo: Demo, visit: Visit) -> tuple[str, ...]:
    """Everything recorded, but for the one answer that a missing page must give."""
    missing = f"404 {demo.address}{KINDS['not found']}"
    allowed = (missing, REFUSED) if missing in visit.failures else ()
    return tuple(complaint for complaint in visit.complaints if complaint not in allowed)
