"""How many separate reports stand behind the documents: copies of one wire story count once.

Only what the desk decided is folded: `derived_from` chains, and copies of the same wire issued within three days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from ..dates import Edtf
from ..model import Library, Meeting, Point, Source, SourceId, Value
from .once import once

DAYS_OF_ONE_STORY = 3


class Weight(Value):
    """What a point rests on."""

    documents: int
    reports: int


@once
def separate_reports(library: Library) -> Mapping[SourceId, SourceId]:
    """For every source the one that stands for its report: the origin of the chain, or else the earliest copy."""
    origins = {name: _origin(library, name) for name in library.sources}
    folded: dict[SourceId, SourceId] = {}
    for copies in _by_wire(library).values():
        for one, other in pairwise(copies):
            if within_days(one.issued, other.issued, DAYS_OF_ONE_STORY):
                keep, fold = _kept(origins[one.id], folded), _kept(origins[other.id], folded)
                if keep != fold:
                    folded[fold] = keep
    return {name: _kept(origin, folded) for name, origin in origins.items()}


def _kept(origin: SourceId, folded: Mapping[SourceId, SourceId]) -> SourceId:
    """Where an origin was folded to, and that in its turn."""
    while origin in folded:
        origin = folded[origin]
    return origin


def _origin(library: Library, name: SourceId) -> SourceId:
    seen = {name}
    while (parent := library.sources[name].derived_from) in library.sources and parent not in seen:
        seen.add(parent)
        name = parent
    return name


def _by_wire(library: Library) -> Mapping[str, list[Source]]:
    """Original copies of a wire's stories, by wire, oldest first; a derived one folds through its origin."""
    wires: defaultdict[str, list[Source]] = defaultdict(list)
    for source in library.sources.values():
        if source.wire and source.derived_from is None:
            wires[source.wire].append(source)
    for copies in wires.values():
        copies.sort(key=lambda source: (str(source.issued.earliest) if source.issued else "", source.id))
    return wires


def within_days(one: Edtf | None, other: Edtf | None, days: int) -> bool:
    """Whether the dates can lie at most that many days apart; False if either is unknown or open."""
    if not (one and other and one.earliest and one.latest and other.earliest and other.latest):
        return False
    return (other.earliest - one.latest).days <= days and (one.earliest - other.latest).days <= days


def weight_of(point: Point, reports: Mapping[SourceId, SourceId]) -> Weight:
    """Documents and separate reports of one point."""
    documents = dict.fromkeys(cite.source for cite in point.cite)
    return Weight(documents=len(documents), reports=count_reports(documents, reports))


def count_reports(sources: Iterable[SourceId], reports: Mapping[SourceId, SourceId]) -> int:
    """How many separate reports these sources are."""
    return len({reports.get(name, name) for name in sources})


def sources_of(meeting: Meeting) -> tuple[SourceId, ...]:
    """The sources of a meeting's points, in order of first use."""
    return tuple(dict.fromkeys(cite.source for point in meeting.points for cite in point.cite))
