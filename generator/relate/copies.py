"""Sources that may be copies of one text, for a person to decide about. Nothing is folded here."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Library, Source, SourceId, Value
from .likeness import likenesses
from .once import once
from .register import grouped
from .reports import separate_reports


class Suspicion(Value):
    """Two sources that look like one text. `share` of the shorter one's word runs stands in the other; or they quote
    the same `words`. `later` is the one issued later, as far as that is known.
    """

    earlier: SourceId
    later: SourceId
    share: float
    words: str


def suspected_copies(library: Library, reports: Mapping[SourceId, SourceId]) -> tuple[Suspicion, ...]:
    """Pairs that nobody has decided about, in the order of their ids."""
    found = []
    for like in likenesses(library):
        pair = library.sources[like.one], library.sources[like.other]
        if _undecided(*pair, reports):
            earlier, later = sorted(pair, key=_when)
            found.append(Suspicion(earlier=earlier.id, later=later.id, share=like.share, words=like.words))
    return tuple(found)


@once
def suspected_of(library: Library) -> Mapping[SourceId, tuple[Suspicion, ...]]:
    """The same pairs by the later one, as the desk's own decisions leave them."""
    return grouped((pair.later, pair) for pair in suspected_copies(library, separate_reports(library)))


def _undecided(one: Source, other: Source, reports: Mapping[SourceId, SourceId]) -> bool:
    """Whether nobody has said of the two that they are one story, or are not."""
    if reports.get(one.id, one.id) == reports.get(other.id, other.id):
        return False
    apart = {name for name, _ in one.independent_of} | {name for name, _ in other.independent_of}
    return not apart & {one.id, other.id}


def _when(source: Source) -> tuple[str, str]:
    """Sources without a date come last."""
    return (str(source.issued.earliest) if source.issued and source.issued.earliest else "~", source.id)
