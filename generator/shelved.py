"""What reading the content gave, on the shelf and back: facts and diagnostics, without the places of the facts.

It is the same again only for the same bytes in the same language and, where diagnostics name it, under the same path.
Which files have changed is found by their signs, or else by their digests; nothing here reads a file of the content.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Generic, TypeVar

import msgspec

from .diagnostics import Diagnostic
from .files import Found
from .model import (
    CountryEntry,
    Entry,
    Meeting,
    Organization,
    Page,
    Person,
    Series,
    Source,
    Topic,
    WordingTrack,
)
from .reading import Reading
from .schema import Kind
from .shelf import Shelf
from .signs import Read, now

READINGS = "readings"
"""The table of what the files gave, by their paths below the content folder."""

SIGNS = "signs"
"""The table with one value, under "": what the file system said of these files, as far as that was settled."""

AT_ONCE = 512
"""So many readings are put on the shelf together."""

E_co = TypeVar("E_co", bound=Entry, covariant=True)


class Part(msgspec.Struct, Generic[E_co], frozen=True, array_like=True):
    """A reading; of its document and its body only whether they are there."""

    id: str
    document: bool
    body: bool
    entry: E_co | None
    diagnostics: tuple[Diagnostic, ...]


class Kept(msgspec.Struct, Generic[E_co], frozen=True, array_like=True):
    """The readings of a file, and what they hold for. `path` is "" where nothing names it."""

    digest: bytes
    language: str
    path: str
    parts: tuple[Part[E_co], ...]

    def holds(self, digest: bytes, language: str, path: str) -> bool:
        """Whether reading the file again would give the same."""
        return self.digest == digest and self.language == language and self.path in {"", path}


FORMS: dict[Kind, type[Kept[Entry]]] = {
    Kind.SOURCES: Kept[Source],
    Kind.MEETINGS: Kept[Meeting],
    Kind.PEOPLE: Kept[Person],
    Kind.ORGANIZATIONS: Kept[Organization],
    Kind.TOPICS: Kept[Topic],
    Kind.SERIES: Kept[Series],
    Kind.WORDING: Kept[WordingTrack],
    Kind.COUNTRIES: Kept[CountryEntry],
    Kind.PAGES: Kept[Page],
}
"""What is kept of a file of each kind."""


def as_bytes(readings: Iterable[Reading], digest: bytes, language: str, path: str) -> bytes | None:
    """For the shelf; None for what cannot be kept: a number or a name beyond what the form knows."""
    parts = tuple(
        Part(one.id, one.document is not None, one.body is not None, one.entry, one.diagnostics) for one in readings
    )
    named = path if any(part.diagnostics for part in parts) else ""
    try:
        return msgspec.msgpack.encode(Kept(digest, language, named, parts))
    except (OverflowError, UnicodeEncodeError):
        return None


def from_bytes(kind: Kind, data: bytes) -> Kept[Entry] | None:
    """What was kept of a file of this kind; None if it cannot be read as such."""
    try:
        return _decoder(kind).decode(data)
    except msgspec.MsgspecError:
        return None


@cache
def _decoder(kind: Kind) -> msgspec.msgpack.Decoder[Kept[Entry]]:
    return msgspec.msgpack.Decoder(FORMS[kind])


class LastRead:
    """What an earlier build read, and what this one reads for the next; without a shelf, nothing."""

    def __init__(self, shelf: Shelf | None) -> None:
        self.noted = _noted(shelf)
        self._shelf = shelf
        self._rows = shelf.all(READINGS) if shelf else {}
        self._at = _now(shelf)
        self._new: dict[str, bytes | None] = {}
        self._signs: dict[str, Read] = {}

    def kept(self, file: Found, language: str) -> Kept[Entry] | None:
        """What this file gave when it was read, if that is known."""
        row = self._rows.get(file.name)
        if row is None or file.read is None:
            return None
        kept = from_bytes(file.kind, row)
        if kept is None or not kept.holds(file.read.digest, language, file.path):
            return None
        del self._rows[file.name]
        self._sign(file.name, file.read)
        return kept

    def keep(self, file: Found, readings: Iterable[Reading], language: str) -> None:
        """For the next build, what this file gave."""
        if self._shelf is None or file.read is None:
            return
        self._new[file.name] = as_bytes(readings, file.read.digest, language, file.path)
        self._sign(file.name, file.read)
        if len(self._new) == AT_ONCE:
            self._shelf.put(READINGS, self._new)
            for name in self._new:
                self._rows.pop(name, None)
            self._new = {}

    def done(self) -> None:
        """All files have been asked for: puts what is new on the shelf, and takes away what is left over."""
        if self._shelf is None:
            return
        self._shelf.put(READINGS, {**dict.fromkeys(self._rows), **self._new})
        if self._signs != self.noted:
            self._shelf.put(SIGNS, {"": msgspec.msgpack.encode(self._signs)})

    def _sign(self, name: str, read: Read) -> None:
        if read.sign.settled(self._at):
            self._signs[name] = read


def _noted(shelf: Shelf | None) -> dict[str, Read]:
    data = shelf.get(SIGNS, "") if shelf else None
    return msgspec.msgpack.decode(data, type=dict[str, Read]) if data else {}


def _now(shelf: Shelf | None) -> int:
    """Nothing is settled where the time is not known, and nothing need be where it is not noted."""
    if shelf is None or shelf.is_asked:
        return 0
    with suppress(OSError):
        return now(shelf.path.with_name(f"{shelf.path.name}.new"))
    return 0
