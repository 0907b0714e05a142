"""What is withheld now, from what was in an earlier build and from the texts that came and went since: enough to know
most words for clean without going through all sources again. It never takes words that are withheld for clean.

Words are withheld now that were then; or they stand in a source that came; or they may no longer be shown, since a
text went that showed them. What these three have is a little too much, and all too much are words that a text shows
today: those that came, and those of old that have one of the runs in question, are asked word by word. Numbers alone,
which two runs may share, never clear anything. All of it is worked out from that one build, so that no number of edits
adds to it but what is other than it was then.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property

import msgspec

from .checks.withheld import (
    Texts,
    Withheld,
    Words,
    hashes_in,
    hidden_in,
    marks_of,
    number_of,
    numbers_in,
    pieces_in,
    shown_in,
    withheld_words,
)
from .model import Library
from .numbered import has
from .relate.rights import withheld_by_source

FEW, SHARE = 16, 64
"""Up to so many texts, or that part of all, may be others than they were, before it is better to ask for the whole."""

FIRST = 32
"""Bits of a piece's number."""


class Base(msgspec.Struct, frozen=True):
    """What was withheld in a build that asked for all of it, each number in its order: the pieces, and the runs.
    `shown`: by the digests of all texts that decided it, the pieces of what each of them shows; where nothing at all
    was held back, none of them, as if there had been none.
    """

    pieces: array[int]
    runs: array[int]
    shown: Mapping[bytes, bytes]

    def serves(self, texts: Texts) -> bool:
        """Whether what is withheld now can be had from it at less cost than from nothing: few texts are others."""
        return len(self.shown.keys() ^ texts.digests) <= max(FEW, len(self.shown) // SHARE)


class Sieve:
    """What is withheld. Whoever finds more asks for the whole, which is dear."""

    def __init__(self, base: Base, texts: Texts, library: Library) -> None:
        """`base` serves. `texts`: those of the library."""
        self._base = base
        self._library = library
        came = (id for digest, id in texts.sources.items() if digest not in base.shown)
        hidden = [marks_of(paragraph) for id in came for paragraph in hidden_in(library, id)]
        gone = [numbers(base.shown[digest]) for digest in base.shown.keys() - texts.digests]
        known = (*(marks.pieces for marks in hidden), *gone)
        self._runs = frozenset(run for pieces in known for run in numbers_in(pieces))
        self._shown = hashes_in(self._showing(texts))
        left = ((marks, [at for at, run in enumerate(marks.runs) if run not in self._shown]) for marks in hidden)
        self._pieces = frozenset[int]().union(*(marks.pieces_at(places) for marks, places in left), *gone)

    def among(self, pieces: Iterable[int]) -> AbstractSet[int]:
        """Those of these pieces that are withheld, or may be."""
        return {one for one in pieces if one in self._pieces or has(self._base.pieces, one)}

    def may_have(self, run: Words) -> bool:
        """Whether a run may be withheld; never False of one that is."""
        number = number_of(run)
        return (number in self._runs or has(self._base.runs, number)) and hash(run) not in self._shown

    @cached_property
    def whole(self) -> Withheld:
        """All of it."""
        return withheld_words(self._library)

    @property
    def is_whole(self) -> bool:
        """Whether somebody had to ask for all of it."""
        return "whole" in vars(self)

    def _showing(self, texts: Texts) -> Iterator[str]:
        """What may be shown now of the words in question: texts that came, and those of old that may have them."""
        firsts = frozenset(run >> FIRST for run in self._runs)
        for digest, text in texts.quoted.items():
            if self._asks(digest, firsts):
                yield text
        hidden = withheld_by_source(self._library)
        for digest, id in texts.sources.items():
            if self._asks(digest, firsts):
                yield from shown_in(self._library.sources[id], hidden[id])

    def _asks(self, digest: bytes, firsts: AbstractSet[int]) -> bool:
        shown = self._base.shown.get(digest)
        if shown is None or not firsts:
            return shown is None
        pieces = numbers(shown)
        return not firsts.isdisjoint(pieces) and not self._runs.isdisjoint(numbers_in(pieces))


def base_of(withheld: Withheld, texts: Texts, library: Library, known: Mapping[bytes, bytes]) -> Base:
    """What later builds may take for what is withheld in a library. `known`: pieces of what texts show, by digest."""
    every = sorted(texts.digests) if any(withheld_by_source(library).values()) else ()
    shown = {one: known[one] if one in known else shown_pieces(one, texts, library) for one in every}
    return Base(withheld.pieces.numbers, withheld.numbers, shown)


def shown_pieces(digest: bytes, texts: Texts, library: Library) -> bytes:
    """The pieces of what a text shows."""
    if digest in texts.quoted:
        return pieces_in(texts.quoted[digest])
    id = texts.sources[digest]
    return b"".join(map(pieces_in, shown_in(library.sources[id], withheld_by_source(library)[id])))


def numbers(pieces: bytes) -> array[int]:
    """The numbers of pieces."""
    return array("I", pieces)
