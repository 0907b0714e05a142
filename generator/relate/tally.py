"""What an entry rests on, in short: how much of its words is tied to passages, and which sources its page cites."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Entry, Library, Meeting, SourceId
from .blocks import known_blocks, page_cites
from .citations import Passage
from .once import once
from .ties import ties_of


class Tally(NamedTuple):
    """Of the words of one entry: the ties that hold, the cites, and the passages in which the words of ties stand.
    `sources`: those that a meeting's page cites, in the order that gives them their letters.
    """

    ties: int
    cites: int
    passages: tuple[Passage, ...]
    sources: tuple[SourceId, ...]


def known_tally(library: Library, kind: str, entry: Entry) -> Tally:
    """What an entry rests on, worked out once for a library."""
    known = tally_by_entry(library)
    key = (kind, entry.id)
    if key not in known:
        blocks = known_blocks(library, kind, entry)
        held = [tie for block in blocks for tie in ties_of(block, library) if tie.holds]
        passages = dict.fromkeys(place.cite.passage for tie in held for place in tie.places)
        cited = dict.fromkeys(cite.source for cite in page_cites(entry)) if isinstance(entry, Meeting) else ()
        known[key] = Tally(len(held), sum(len(block.cites) for block in blocks), tuple(passages), tuple(cited))
    return known[key]


@once
def tally_by_entry(_library: Library) -> dict[tuple[str, str], Tally]:
    """What was worked out so far, by kind and id."""
    return {}
