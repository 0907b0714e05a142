"""From the parts of a plan to finished files: each part is planned, rendered, looked at and put away for itself.

So that a large site is never held whole, and several processes can make it: what is kept of a page is what the rest of
the build must know. Which parts there are, how a page looks and what is wrong with one is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Protocol

import msgspec

from . import plan
from .checks.produced import Look, look_at
from .checks.withheld import Leak, Sieved, looked_through
from .diagnostics import Diagnostic, Span
from .indexed import records
from .reads import noting
from .relate.blocks import KINDS
from .render import Renderer, RenderError, template_of
from .search import Record
from .tags import cut
from .traces import Traced, encode, sum_of, trace, traced
from .views import AnyPage, PhraseAnswer, SearchView, SiteView, TextView

Kept = bytes | str
"""What a place for files gives back: the content itself, or what it is known by there."""


class Keeper(Protocol):
    """A place for files."""

    def put(self, name: str, content: bytes) -> Kept:
        """Keeps a file."""
        ...


class Files(Protocol):
    """The files of a site that was made before."""

    def get(self, name: str) -> bytes:
        """One of them."""
        ...


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a finished file. `page` is its page's path, `origin` the content file; "" where there is none.

    `links` counts the addresses that a reader can follow; `template` is the one a page was made with, `view` a digest
    of what it was made from. `pieces` are the numbers by which `withheld` knows its words, if it was looked through
    now.
    """

    name: str
    kept: Kept
    look: Look
    leaks: tuple[Leak, ...]
    page: str = ""
    origin: str = ""
    links: int = 0
    pieces: bytes | None = None
    template: str = ""
    view: bytes = b""


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a part: its files, its faults, and what it gives to search. `seconds`: 0 without a clock; `trace`:
    what it was made from as it is kept, if the desk tells.
    """

    part: str
    seconds: float
    sheets: tuple[Sheet, ...]
    faults: tuple[Diagnostic, ...]
    records: tuple[Record, ...]
    answers: tuple[PhraseAnswer, ...]
    trace: Traced | None = None


class Press(msgspec.Struct, frozen=True, kw_only=True):
    """All that is needed to make the files of a site. `searchable`: the site gets a search page and an index. `names`:
    those of the entries of a desk that tells what is read, by the object's identity. `before`: the file of a name as
    the last build made it, if it did so from what has this digest and it stands.
    """

    desk: plan.Desk
    renderer: Renderer
    site: SiteView
    withheld: Sieved
    content: Path
    keep: Callable[[str, bytes], Kept]
    searchable: bool
    clock: Callable[[], float] | None = None
    names: Mapping[int, str] | None = None
    before: Callable[[str, bytes], Sheet | None] | None = None

    def print(self, part: plan.Part) -> Printed:
        """The pages of a part, finished. A page that cannot be rendered is a fault and no file."""
        begun = self.clock() if self.clock else 0.0
        with noting() as reads:
            views = tuple(plan.pages_of(self.desk, part, search=self.searchable))
            given = tuple(records(self.desk, views)) if self.searchable else ()
        sheets: list[Sheet] = []
        faults: list[Diagnostic] = []
        for view in views:
            try:
                sheets.append(self.page(view))
            except RenderError as failure:
                faults.append(failure.diagnostic)
        return Printed(
            part=part.name,
            seconds=self.clock() - begun if self.clock else 0.0,
            sheets=tuple(sheets),
            faults=tuple(faults),
            records=given,
            answers=tuple(one for view in views if isinstance(view, SearchView) for one in view.phrases),
            trace=traced(trace(reads, self.names)) if self.names is not None else None,
        )

    def page(self, view: AnyPage) -> Sheet:
        """A page's file: the last build's, if it made it from the same. Raises RenderError."""
        name = plan.urls.file_of(view.path)
        known = known_by(view) if self.names is not None else b""
        if self.before and (before := self.before(name, known)):
            return before
        content = self.renderer.render(view, self.site).encode()
        sheet = self.file(name, content, page=view.path, origin=content_file(view, self.content))
        return msgspec.structs.replace(sheet, template=template_of(view), view=known)

    def file(self, name: str, content: bytes, *, page: str = "", origin: str = "") -> Sheet:
        """Any file, looked at and kept."""
        pieces = cut(content) if name.endswith(".html") else None
        leaks, numbers = looked_through(name, content, self.withheld, pieces)
        return Sheet(
            name=name,
            kept=self.keep(name, content),
            look=look_at(name, content, self.site.base_url, Span(origin or name), pieces),
            leaks=leaks,
            pieces=numbers,
            page=page,
            origin=origin,
            links=content.count(b" href=") if name.endswith(".html") else 0,
        )


def looked_again(press: Press, printed: Printed, files: Files, names: AbstractSet[str]) -> Printed:
    """A part that was made before, with what of the words that are withheld now stands in those of its files."""
    sheets = []
    for one in printed.sheets:
        if one.name not in names:
            sheets.append(one)
            continue
        leaks, pieces = looked_through(one.name, files.get(one.name), press.withheld)
        sheets.append(msgspec.structs.replace(one, leaks=leaks, pieces=pieces))
    return msgspec.structs.replace(printed, sheets=tuple(sheets))


def known_by(view: AnyPage) -> bytes:
    """A digest of all that a page may show."""
    return sum_of(encode(view))


def content_file(page: AnyPage, content: Path) -> str:
    """The content file of a page; "" if it has none."""
    kind, _, id = page.path.rstrip("/").rpartition("/")
    if kind in KINDS and page.section != "":
        name = f"{kind}/{id}.{'md' if kind == 'sources' else 'yaml'}" if kind != "countries" else "countries.yaml"
        return (content / name).as_posix()
    return (content / "pages" / f"{id}.md").as_posix() if isinstance(page, TextView) else ""


def sheets_of(printed: Iterable[Printed]) -> Iterator[Sheet]:
    """The files of all parts."""
    return (sheet for one in printed for sheet in one.sheets)
