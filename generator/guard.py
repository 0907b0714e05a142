"""Withheld words from one build to the next: which files need not be looked through again, and by what the others are.

A file is known by the numbers of its pieces of six words, what is withheld by the numbers of all its pieces: where none
of the words that came to be withheld has one in a file that had no leak, it has none. Words come to be withheld with
their source, or when what showed them goes; that pieces of them were withheld before, with the words around them, does
not mean that they were. What is kept is trusted only together with the very parts of the last build that it was kept
with.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cached_property

import msgspec

from .checks.withheld import Withheld, Words, hidden_in, number_of, pieces_in, texts_of, withheld_words
from .earlier import seal_of
from .model import Library
from .press import Printed, Sheet
from .shelf import Shelf
from .traces import encode

GATE, PIECES = "gate", "pieces"
"""The tables of the shelf: what was withheld, and by part the pieces of each of its files."""

SOURCES, QUOTED, WITHHELD, OPEN, RUNS, SEAL = "sources", "quoted", "withheld", "open", "runs", "seal"
"""The rows of the first: digests of the sources; those of the words that are quoted, each with its pieces; the pieces
of what is withheld, and of what would be if no source that is shown had it; the numbers of the runs that are withheld.
"""

OF_WORDS = (WITHHELD, OPEN, RUNS)
SEALED = (SOURCES, QUOTED, *OF_WORDS)

WIDTH = 4
"""Bytes of a number."""


class Sieve:
    """What is withheld, from what an earlier build kept: enough to know most files for clean. Whoever finds more asks
    for the whole, which is dear.
    """

    def __init__(self, rows: Mapping[str, bytes], library: Library) -> None:
        """`rows`: those of an earlier build; nothing is withheld now that was not then."""
        self._rows = rows
        self._pieces = numbers(rows[WITHHELD])
        self._runs = array("Q")
        self._runs.frombytes(rows[RUNS])
        self._library = library

    def among(self, pieces: Iterable[int]) -> AbstractSet[int]:
        """Those of these pieces that are withheld."""
        return {one for one in pieces if _has(self._pieces, one)}

    def may_have(self, run: Words) -> bool:
        """Whether a run may be withheld; never False of one that is."""
        return _has(self._runs, number_of(run))

    @cached_property
    def whole(self) -> Withheld:
        """All of it."""
        return withheld_words(self._library)

    @property
    def rows(self) -> Mapping[str, bytes]:
        """What the next build may take for what is withheld now."""
        return rows_of(self.whole) if "whole" in vars(self) else {name: self._rows[name] for name in OF_WORDS}


class Guard:
    """Knows what is withheld, and what of the last build was looked through for it."""

    def __init__(self, library: Library, shelf: Shelf | None) -> None:
        self._shelf = shelf
        self._rows = shelf.all(GATE) if shelf else {}
        self._library = library
        self._texts = texts_of(library) if shelf else None
        self._holds = self._is_whole()
        self._sources, self._quoted = self._texts_then()
        self.withheld: Withheld | Sieve = Sieve(self._rows, library) if self._is_same() else withheld_words(library)

    @property
    def seal(self) -> bytes | None:
        """By what is known what was looked through in the last build, and for what; None if that does not hold."""
        return self._rows.get(SEAL) if self._holds else None

    @property
    def is_as_before(self) -> bool:
        """Whether no file of the last build can have words that were not withheld then and are now."""
        return isinstance(self.withheld, Sieve)

    def suspects(self, parts: Mapping[str, Printed]) -> frozenset[str]:
        """Those of the parts that were made before whose files may have what is withheld now."""
        if isinstance(self.withheld, Sieve):
            return frozenset()
        if self._shelf is None or not self._holds:
            return frozenset(parts)
        new = self._new(self.withheld)
        rows = self._shelf.some(PIECES, parts)
        return frozenset(
            name
            for name, part in parts.items()
            if any(sheet.leaks for sheet in part.sheets)
            or (pieces := _known(rows.get(name), part)) is None
            or not new.isdisjoint(pieces)
        )

    def keep(self, made: Iterable[Printed], gone: Iterable[str]) -> bytes:
        """Keeps what the next build needs, with the parts as they are on the shelf now. Gives back the seal of it."""
        parts = seal_of(self._shelf) if self._shelf else None
        if self._shelf is None or self._texts is None or parts is None:
            return b""
        self._shelf.put(GATE, {SEAL: None})
        new: dict[str, bytes | None] = dict.fromkeys(gone)
        printed = tuple(made)
        earlier = self._shelf.some(PIECES, (one.part for one in printed if any(map(_is_from_before, one.sheets))))
        new |= {one.part: encode(dict(_row(one, _decoded(earlier.get(one.part))))) for one in printed}
        self._shelf.put(PIECES, new)
        held = self.withheld
        rows = {
            SOURCES: encode(sorted(self._texts.sources)),
            QUOTED: encode(dict(sorted(self._pieces_of(self._texts.quoted)))),
            **(held.rows if isinstance(held, Sieve) else rows_of(held)),
        }
        changed = {name: row for name, row in rows.items() if self._rows.get(name) != row}
        seal = _seal(rows, parts)
        self._shelf.put(GATE, {**changed, SEAL: seal})
        return seal

    def _is_whole(self) -> bool:
        parts = seal_of(self._shelf) if self._shelf else None
        return parts is not None and self._rows.get(SEAL) == _seal(self._rows, parts)

    def _texts_then(self) -> tuple[frozenset[bytes], dict[bytes, bytes]]:
        if not self._holds:
            return frozenset(), {}
        quoted = msgspec.msgpack.Decoder(dict[bytes, bytes]).decode(self._rows[QUOTED])
        return msgspec.msgpack.Decoder(frozenset[bytes]).decode(self._rows[SOURCES]), quoted

    def _is_same(self) -> bool:
        """Whether nothing is withheld that the last build did not withhold."""
        if self._texts is None or not self._holds:
            return False
        return self._texts.sources.keys() == self._sources and self._texts.quoted.keys() >= self._quoted.keys()

    def _new(self, withheld: Withheld) -> AbstractSet[int]:
        """The pieces of all that may be withheld now and was not in the last build."""
        texts = self._texts
        if texts is None:
            return withheld.pieces
        shown = [pieces for text, pieces in self._quoted.items() if text not in texts.quoted]
        shown += [self._rows[OPEN]] if self._sources - texts.sources.keys() else []  # one that showed them went
        came = (source for text, source in texts.sources.items() if text not in self._sources)
        hidden = (pieces_in(paragraph) for source in came for paragraph in hidden_in(self._library, source))
        known = frozenset(numbers(self._rows[WITHHELD]))
        return (withheld.pieces - known) | (withheld.pieces & frozenset(numbers(b"".join((*shown, *hidden)))))

    def _pieces_of(self, quoted: Mapping[bytes, str]) -> Iterator[tuple[bytes, bytes]]:
        """The pieces of quoted words, those of the last build as they are known."""
        for text, words in quoted.items():
            known = self._quoted.get(text)
            yield text, pieces_in(words) if known is None else known


def rows_of(withheld: Withheld) -> dict[str, bytes]:
    """What is kept of it for the next build, each number in its order."""
    return {
        WITHHELD: array("I", sorted(withheld.pieces)).tobytes(),
        OPEN: array("I", sorted(withheld.open)).tobytes(),
        RUNS: array("Q", sorted(withheld.numbers)).tobytes(),
    }


def _has(known: array[int], number: int) -> bool:
    at = bisect_left(known, number)
    return at < len(known) and known[at] == number


def numbers(pieces: bytes) -> array[int]:
    """The numbers of pieces."""
    found = array("I")
    found.frombytes(pieces)
    return found


def _is_from_before(sheet: Sheet) -> bool:
    return sheet.pieces is None


def _row(part: Printed, earlier: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The pieces of a part's files, as far as they are known, by the digest of each: they are its and no other's."""
    for sheet in part.sheets:
        mark = str(sheet.kept)
        if (pieces := earlier.get(mark) if sheet.pieces is None else sheet.pieces) is not None:
            yield mark, pieces


def _decoded(row: bytes | None) -> dict[str, bytes]:
    with suppress(msgspec.DecodeError):
        return msgspec.msgpack.decode(row or b"", type=dict[str, bytes])
    return {}


def _known(row: bytes | None, part: Printed) -> array[int] | None:
    """The pieces of a part's files; None if those of one are not known."""
    held = _decoded(row)
    every = [held.get(str(sheet.kept)) for sheet in part.sheets]
    known = [one for one in every if one is not None and len(one) % WIDTH == 0]
    return numbers(b"".join(known)) if len(known) == len(every) else None


def _seal(rows: Mapping[str, bytes], parts: bytes) -> bytes:
    whole = hashlib.blake2b(parts, digest_size=16)
    for name in SEALED:
        row = rows.get(name, b"")
        whole.update(b"%d " % len(row))
        whole.update(row)
    return whole.digest()
