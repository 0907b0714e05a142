"""Withheld words from one build to the next: which files need not be looked through again, and by what the others are.

A file is known by the numbers of pieces of its words, what is withheld by the numbers of all its pieces: where none of
the words that came to be withheld has one in a file that had no leak, it has none. Words come to be withheld with their
source, or when what showed them goes; that pieces of them were withheld before, with the words around them, does not
mean that they were. What is kept is trusted only together with the very parts of the last build that it was kept
with: what was withheld when all of it was last asked for, and which texts were others in the last build.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cached_property

import msgspec

from .checks.withheld import Texts, Withheld, hidden_in, pieces_in, texts_of, withheld_words
from .earlier import seal_of
from .model import Library
from .press import Printed, Sheet
from .shelf import Shelf
from .sieve import Base, Sieve, base_of, numbers, shown_pieces
from .traces import encode

GATE, PIECES = "gate", "pieces"
"""The tables of the shelf: what was withheld, and by part the pieces of each of its files."""

WITHHELD, RUNS, SHOWN, OTHERS, SEAL = "withheld", "runs", "shown", "others", "seal"
"""The rows of the first: a base (the pieces of what was withheld, the numbers of its runs, by text the pieces of what
it shows), and how the texts of the last build differ from those of the base.
"""

OF_BASE = (WITHHELD, RUNS, SHOWN)
SEALED = (*OF_BASE, OTHERS)

WIDTH = 4
"""Bytes of a number."""


class Others(msgspec.Struct, frozen=True, array_like=True):
    """How the texts of a build differ from those of its base: `came` have the pieces of what they show."""

    came: dict[bytes, bytes]
    gone: frozenset[bytes]


NOTHING = Base(array("I"), array("Q"), {}), Others({}, frozenset())


class Guard:
    """Knows what is withheld, and what of the last build was looked through for it."""

    def __init__(self, library: Library, shelf: Shelf | None) -> None:
        self._shelf = shelf
        self._rows = shelf.all(GATE) if shelf else {}
        self._library = library
        self._texts = texts_of(library) if shelf else None
        self._holds = self._is_whole()
        self._base, self._others = self._kept()
        self.withheld: Withheld | Sieve = self._sieve() or withheld_words(library)

    @property
    def seal(self) -> bytes | None:
        """By what is known what was looked through in the last build, and for what; None if that does not hold."""
        return self._rows.get(SEAL) if self._holds else None

    def suspects(self, parts: Mapping[str, Printed]) -> dict[str, frozenset[str]]:
        """Those of the parts that were made before that may have what is withheld now, and the names of the files that
        may.
        """
        if self._shelf is None or not self._holds:
            return {name: frozenset(sheet.name for sheet in part.sheets) for name, part in parts.items()}
        rows = self._shelf.all(PIECES) if self._new else {}  # nearly all are asked for
        found = {}
        for name, part in parts.items():
            known = _decoded(rows.get(name))
            if files := frozenset(sheet.name for sheet in part.sheets if not self._is_clean(sheet, known)):
                found[name] = files
        return found

    def clean(self, parts: Iterable[str]) -> Callable[[Sheet], bool]:
        """Asks of a file, as the last build made it for one of these parts, whether it can have nothing that is
        withheld now.
        """
        if self._shelf is None or not self._holds:
            return lambda _: False
        known: dict[str, bytes] = {}
        for row in self._shelf.some(PIECES, parts).values() if self._new else ():
            for mark, pieces in _decoded(row).items():  # what is read otherwise, by its name, may have others
                known[mark] = known[mark] + pieces if known.get(mark, pieces) != pieces else pieces
        return lambda sheet: self._is_clean(sheet, known)

    def _is_clean(self, sheet: Sheet, known: Mapping[str, bytes]) -> bool:
        """`known`: the pieces of files by their digests."""
        if sheet.leaks or not self._new:
            return not sheet.leaks
        pieces = known.get(str(sheet.kept))
        return pieces is not None and len(pieces) % WIDTH == 0 and self._new.isdisjoint(numbers(pieces))

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
        rows = self._rows_now(self._texts)
        changed = {name: row for name, row in rows.items() if self._rows.get(name) != row}
        seal = _seal(rows, parts)
        self._shelf.put(GATE, {**changed, SEAL: seal})
        return seal

    def _is_whole(self) -> bool:
        parts = seal_of(self._shelf) if self._shelf else None
        return parts is not None and self._rows.get(SEAL) == _seal(self._rows, parts)

    def _kept(self) -> tuple[Base, Others]:
        if not self._holds:
            return NOTHING
        runs = array("Q", self._rows[RUNS])
        shown = msgspec.msgpack.Decoder(dict[bytes, bytes]).decode(self._rows[SHOWN])
        base = Base(numbers(self._rows[WITHHELD]), runs, shown)
        return base, msgspec.msgpack.Decoder(Others).decode(self._rows[OTHERS])

    def _sieve(self) -> Sieve | None:
        texts = self._texts
        if texts is None or not self._holds or not self._base.serves(texts):
            return None
        return Sieve(self._base, texts, self._library)

    @cached_property
    def _new(self) -> AbstractSet[int]:
        """The pieces of all that may be withheld now and was not in the last build: of what came to be held back, and
        of what was shown then and is there no more.
        """
        texts, base, others = self._texts, self._base, self._others
        if texts is None:
            return frozenset()
        last = (base.shown.keys() - others.gone) | others.came.keys()
        came = (id for text, id in texts.sources.items() if text not in last)
        hidden = (pieces_in(paragraph) for id in came for paragraph in hidden_in(self._library, id))
        gone = (others.came.get(text) or base.shown.get(text, b"") for text in last - texts.digests)
        return self.withheld.among(frozenset(numbers(b"".join((*hidden, *gone)))))

    def _rows_now(self, texts: Texts) -> dict[str, bytes]:
        """What is kept, less the seal. The base stays what it is until all that is withheld was asked for."""
        held, known = self.withheld, {**self._base.shown, **self._others.came}
        if isinstance(held, Sieve) and not held.is_whole:
            there = texts.digests
            came = {
                one: known.get(one) or shown_pieces(one, texts, self._library)
                for one in sorted(there - self._base.shown.keys())
            }
            others = encode([came, sorted(self._base.shown.keys() - there)])
            return {**{name: self._rows[name] for name in OF_BASE}, OTHERS: others}
        base = base_of(held.whole, texts, self._library, known)
        return {
            WITHHELD: base.pieces.tobytes(),
            RUNS: base.runs.tobytes(),
            SHOWN: encode(base.shown),
            OTHERS: encode([{}, []]),
        }


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


def _seal(rows: Mapping[str, bytes], parts: bytes) -> bytes:
    whole = hashlib.blake2b(parts, digest_size=16)
    for name in SEALED:
        row = rows.get(name, b"")
        whole.update(b"%d " % len(row))
        whole.update(row)
    return whole.digest()
