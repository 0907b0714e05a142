"""How much of an entry's words is tied to passages: what a build counts."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Entry, Library
from .blocks import known_blocks
from .citations import Passage
from .once import once
from .ties import ties_of


class Tally(NamedTuple):
    """Of the words of one entry: the ties that hold, the cites, and the passages in which the words of ties stand."""

    ties: int
    cites: int
    passages: tuple[Passage, ...]


def known_tally(library: Library, kind: str, entry: Entry) -> Tally:
    """What an entry's words come to, counted once for a library."""
    known = tally_by_entry(library)
    key = (kind, entry.id)
    if key not in known:
        blocks = known_blocks(library, kind, entry)
        held = [tie for block in blocks for tie in ties_of(block, library) if tie.holds]
        passages = dict.fromkeys(place.cite.passage for tie in held for place in tie.places)
        known[key] = Tally(len(held), sum(len(block.cites) for block in blocks), tuple(passages))
    return known[key]


@once
def tally_by_entry(_library: Library) -> dict[tuple[str, str], Tally]:
    """What was counted so far, by kind and id."""
    return {}
