"""What the last build kept, for whoever asks about it: every page with what it was made from. Nothing is built, and
what is kept stays as it is.

Decides how pages and files are found by the names that people give them. Words are chosen elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

import msgspec

from .addresses import split
from .earlier import KeptPart, kept_entries, kept_parts, kept_traces
from .job import Project
from .recall import stamp
from .relate.blocks import KINDS
from .shelf import SHELF, Shelf, asked_shelf
from .signs import is_file
from .traces import Trace

COUNTRIES = "countries"
NEXT = "run `briefbook build`, and ask again"


class NoRecordError(Exception):
    """Nothing is known of a build; the message says why, and what to do."""


class UnknownNameError(Exception):
    """There is no such page or file; the message names those nearest."""


class Page(msgspec.Struct, frozen=True):
    """A page: its path ("meetings/x/", "" for the home page), its file, the content file, and the template."""

    path: str
    file: str
    origin: str
    template: str


class Record(msgspec.Struct, frozen=True):
    """The last build: its parts, the entries it knew, and the shelf that has what is not asked of all."""

    parts: Mapping[str, KeptPart]
    entries: frozenset[str]
    shelf: Shelf

    def traces(self, parts: Iterable[str]) -> dict[str, Trace]:
        """What these parts were made from. Raises NoRecordError."""
        asked = tuple(parts)
        found = kept_traces(self.shelf, asked)
        if len(found) < len(asked):
            raise NoRecordError(_damaged(self.shelf))
        return found

    def pages(self, part: str) -> tuple[Page, ...]:
        """The pages of a part."""
        return tuple(Page(one.page, one.name, one.origin, one.template) for one in self.parts[part].sheets)

    def all_pages(self) -> Iterator[tuple[str, Page]]:
        """All pages with their parts."""
        return ((name, page) for name in self.parts for page in self.pages(name))


@contextmanager
def recorded(project: Project) -> Iterator[Record]:
    """The record. Raises NoRecordError."""
    with asked_shelf(project.cache / SHELF, stamp()) as shelf:
        parts = kept_parts(shelf)
        if parts is None:
            raise NoRecordError(_missing(project, shelf))
        yield Record(parts, kept_entries(shelf), shelf)


def _missing(project: Project, shelf: Shelf) -> str:
    if shelf.of_another:
        return f"what is kept of the last build is another version's; {NEXT}"
    if shelf.notice:
        return _damaged(shelf)
    if shelf.is_open:
        return f"what is kept of the last build is not whole; {NEXT}"
    if shelf.path.exists():
        return f"another build is at work with '{shelf.path}'; ask again when it is done"
    return f"nothing is known of a build of '{project.content}'; {NEXT}"


def _damaged(shelf: Shelf) -> str:
    return f"what is kept of the last build is damaged or cannot be read: '{shelf.path}'; {NEXT}"


def found_page(record: Record, name: str, project: Project) -> tuple[str, Page]:
    """A page and its part, by its path, address, file, content file or entry. Raises UnknownNameError."""
    wanted = tuple(_page_names(name, project))
    for one in wanted:
        for part, page in record.all_pages():
            if one in {page.path.rstrip("/"), page.file}:
                return part, page
        if one in record.parts and record.parts[one].sheets:
            return one, record.pages(one)[0]
    known = {page.path.rstrip("/") or "home": None for _, page in record.all_pages()}
    raise UnknownNameError(f"there is no page '{name}'; {_nearest(wanted, (*known, *record.parts))}")


def _page_names(name: str, project: Project) -> Iterator[str]:
    """What a name may mean, as paths in the site and as parts."""
    address = split(name)
    if address and address.scheme in {"http", "https"}:
        steps = address.path.strip("/").split("/")
        yield from ("/".join(steps[at:]) for at in range(len(steps)))
        yield from ("",) if len(steps) == 1 else ()
        return
    below = below_folder(name, project.out)
    if below is not None:
        yield below.removesuffix("index.html").rstrip("/")
        yield below
    content = below_folder(name, project.content)
    if content is not None:
        yield entry_named(content)
    yield from (name.strip("/"), entry_named(name.strip("/")), name.strip("/").removesuffix("index.html").rstrip("/"))


def entry_named(path: str) -> str:
    """The entry of a file below the content folder: "meetings/x"."""
    return path.removesuffix(".yaml").removesuffix(".md")


def below_folder(name: str, folder: Path) -> str | None:
    """A path as seen from a folder, if it lies below it: "" is the folder itself."""
    path, base = Path(name).absolute(), folder.absolute()
    return path.relative_to(base).as_posix().removeprefix(".") if path.is_relative_to(base) else None


def found_entries(record: Record, name: str, project: Project) -> tuple[str, ...]:
    """The entries in a content file, by its path in any form, or by kind and id. Raises UnknownNameError."""
    below = below_folder(name, project.content)
    wanted = tuple(entry_named(one) for one in (below, name.strip("/")) if one)
    for one in wanted:
        if one in record.entries:
            return (one,)
        if one == COUNTRIES:
            return tuple(sorted(entry for entry in record.entries if entry.startswith(f"{COUNTRIES}/")))
    ids = tuple(f"{kind}/{name}" for kind in KINDS if f"{kind}/{name}" in record.entries)
    if len(ids) == 1:
        return ids
    if below is not None and is_file(project.content / below):
        raise UnknownNameError(f"'{name}' was not there when the site was built; {NEXT}")
    raise UnknownNameError(f"there is no file '{name}'; {_nearest(wanted, tuple(record.entries))}")


def _nearest(wanted: tuple[str, ...], known: tuple[str, ...]) -> str:
    """What may have been meant."""
    ends = {one.rpartition("/")[2]: one for one in sorted(known)}
    for one in filter(None, wanted):
        near = sorted({name for name in known if name.startswith(one)})[:3]
        near = near or get_close_matches(one, sorted(set(known)), n=3, cutoff=0.7)
        near = near or [ends[end] for end in get_close_matches(one.rpartition("/")[2], sorted(ends), n=3, cutoff=0.7)]
        if near:
            return f"did you mean {' or '.join(repr(name) for name in near)}?"
    return "name one such as 'meetings/x', or a file by its path"
