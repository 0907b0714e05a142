"""Which sources look alike, kept from one build to the next: only those that changed are compared with the others.

What is kept holds for the same paragraphs, the same skipped ones and the same dates of issue. Nothing here compares
words.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping
from typing import Final

import msgspec

from .model import Library, Source, SourceId
from .relate.likeness import Likeness, Marks, likened, likened_again, likenesses, marks_of
from .relate.once import keep
from .shelf import Shelf
from .traces import Fields, encode, sum_of

LIKE, MARKS = "alike", "marks of sources"
"""The tables of the shelf."""

FOLLOWS_FROM: Final = ("paragraphs", "skip", "issued")
"""The fields of a source that decide to which others it is like."""

FEW = 50
"""Of more sources that changed all are compared, which takes less time."""


class KeptAlike(msgspec.Struct, frozen=True, array_like=True):
    """The one row of the first table: how the machine writes numbers, what is alike, and by source digests of what its
    likeness follows from and of its row in the second table.
    """

    numbers: str
    alike: tuple[Likeness, ...]
    follows_from: dict[SourceId, bytes]
    marks: dict[SourceId, bytes]


class KeptMarks(msgspec.Struct, frozen=True, array_like=True):
    """Marks as bytes."""

    runs: bytes
    quoted: bytes


NONE_YET = KeptAlike("", (), {}, {})


class Likened:
    """What the shelf has of a library's likenesses, and what is to be put there. Gives the library those that hold."""

    def __init__(self, library: Library, fields: Mapping[str, Fields], shelf: Shelf) -> None:
        """`fields`: digests, by entry."""
        places = [Source.__struct_fields__.index(name) for name in FOLLOWS_FROM]
        self._shelf = shelf
        self._library = library
        self._now = {id: sum_of(encode([fields[f"sources/{id}"][place] for place in places])) for id in library.sources}
        self._then = _kept(shelf)
        was = self._then.follows_from
        self._changed = tuple(id for id, digest in self._now.items() if was.get(id) != digest)
        self._gone = tuple(id for id, digest in was.items() if self._now.get(id) != digest)
        self._rows: dict[SourceId, bytes] = {}
        keep(library, likenesses, self._compared() if self._changed or self._gone else self._then.alike)

    def keep(self) -> None:
        """Keeps what had to be compared."""
        if not self._changed and not self._gone:
            return
        sums = {id: self._then.marks[id] for id in self._now if id not in self._rows}
        sums |= {id: sum_of(row) for id, row in self._rows.items()}
        rows: dict[str, bytes | None] = {id: None for id in self._gone if id not in self._now}
        rows.update((id, row) for id, row in self._rows.items())
        self._shelf.put(MARKS, rows)
        now = KeptAlike(sys.byteorder, likenesses(self._library), self._now, sums)
        self._shelf.put(LIKE, {"": encode(now)})

    def _compared(self) -> tuple[Likeness, ...]:
        held = self._held()
        marks = {id: held[id] for id in self._now if id in held and id not in self._changed}
        for id in self._now.keys() - marks.keys():
            marks[id] = marks_of(self._library.sources[id])
            self._rows[id] = encode(KeptMarks(marks[id].runs.tobytes(), marks[id].quoted.tobytes()))
        few = len(self._changed) + len(self._gone) <= FEW
        if few and held.keys() == self._then.marks.keys():
            gone = {id: held[id] for id in self._gone}
            again = likened_again(self._library, marks, self._changed, gone, self._then.alike)
            if again is not None:
                return again
        return likened(self._library, marks)

    def _held(self) -> dict[SourceId, Marks]:
        """The marks of the sources as they were, as far as their rows are whole."""
        rows = self._shelf.all(MARKS) if self._then.marks else {}
        whole = {id: rows[id] for id, digest in self._then.marks.items() if sum_of(rows.get(id, b"")) == digest}
        decoder = msgspec.msgpack.Decoder(KeptMarks)
        return {id: _marks(decoder.decode(row)) for id, row in whole.items()}


def _marks(kept: KeptMarks) -> Marks:
    return Marks(runs=array("Q", kept.runs), quoted=array("Q", kept.quoted))


def _kept(shelf: Shelf) -> KeptAlike:
    row = shelf.get(LIKE, "")
    kept = msgspec.msgpack.decode(row, type=KeptAlike) if row else NONE_YET
    return kept if kept.numbers == sys.byteorder else NONE_YET
