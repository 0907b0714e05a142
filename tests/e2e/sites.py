"""Sites to look at: built by the command line, served, each with the pages that stand for every kind of page.

It builds, and leads a window through a site. What must hold for the pages, the tests say.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from generator.load import load
from generator.plan import Desk, pages
from generator.views import AnyPage, EntryView, RedirectView
from tests.e2e.browser import Visit

ROOT = Path(__file__).parents[2]

NOT_FOUND = "404.html"

REFUSED = "Failed to load resource: the server responded with a status of 404 (Not Found)"
"""What the console says of a page that is missing, as it must be."""


@dataclass(frozen=True)
class Site:
    """A built site: where it lies, where it is served, and where it was built for."""

    folder: Path
    address: str
    """With the prefix: "http://127.0.0.1:40123/briefs/"."""
    base_url: str
    kinds: Mapping[str, str] = field(default_factory=dict)
    """A page, or two, of every kind that readers meet, as an address below the site's."""

    @property
    def content(self) -> Path:
        """What it was built from."""
        return self.folder.parent / "content"

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


def build(content: Path, base_url: str) -> Path:
    """The site of a content folder, beside it. RuntimeError if it fails."""
    out = content.with_name("site")
    options = ("--content", str(content), "--out", str(out), "--base-url", base_url)
    command = (sys.executable, "-m", "generator", "build", *options)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"the site does not build:\n{done.stdout}{done.stderr}")
    return out


def build_written(write: Callable[[Path], Path], base_url: str, folder: Path) -> Path:
    """The site of what a function writes into a content folder."""
    return build(write(folder / "content"), base_url)


def build_copy(content: Path, base_url: str, folder: Path) -> Path:
    """The site of a copy of `content`, so that nothing is written beside the original."""
    shutil.copytree(content, folder / "content")
    return build(folder / "content", base_url)


def prefix_of(base_url: str) -> str:
    """The folder of its host in which a site stands: "/briefs/"."""
    return urlsplit(base_url).path


def kind_of(view: AnyPage) -> str:
    """The kind of a page as its template and, for entries, its sort: "meeting", "entry: Country"."""
    tag = str(view.__struct_config__.tag)
    return f"{tag}: {view.kind}" if isinstance(view, EntryView) else tag


def kinds_of(content: Path) -> dict[str, str]:
    """The kind of every page of a content folder, by its address. Redirects lead elsewhere and are none."""
    library = load(content).library
    assert library, f"{content} cannot be read"
    desk = Desk(library)
    return {view.path: kind_of(view) for view in pages(desk, search=True) if not isinstance(view, RedirectView)}


def all_kinds() -> set[str]:
    """Every kind of page there is, as the views have them; entries without their sorts."""
    return {str(view.__struct_config__.tag) for view in get_args(AnyPage) if view is not RedirectView}


def settled(page: Page) -> None:
    """Waits for what comes after the load: the answer of a search, and the fonts."""
    if "/search/?" in page.url:
        expect(page.locator("#status")).to_contain_text(" for ")
    page.evaluate("document.fonts.ready.then(() => true)")


def tour(site: Site, visit: Visit) -> Iterator[str]:
    """Leads the window through a page of every kind; yields the kind while its page is shown."""
    for kind, path in site.kinds.items():
        visit.page.goto(site.address + path)
        settled(visit.page)
        yield kind


def troubles(site: Site, visit: Visit) -> tuple[str, ...]:
    """Everything recorded, but for the one answer that a missing page must give."""
    missing = f"404 {site.address}{site.kinds['not found']}"
    allowed = (missing, REFUSED) if missing in visit.failures else ()
    return tuple(complaint for complaint in visit.complaints if complaint not in allowed)
