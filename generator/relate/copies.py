"""Sources that may be copies of one text, for a person to decide about. Nothing is folded here.

Linear in the words: only sources that share a run of words are ever compared, and a run found in many of them says
nothing about any two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from ..dates import Edtf
from ..model import Library, Source, SourceId, Value
from ..text import quoted_spans, word_ngrams
from .reports import DAYS_OF_ONE_STORY, within_days
from .ties import kept_paragraphs

RUN = 3
LEAST_SHARE = 0.2
QUOTED_WORDS = 5
COMMON = 40
"""A run of words in more sources than this is a phrase of the trade ("said on Wednesday"), and is not counted."""


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
    runs = {source.id: _runs(source) for source in library.sources.values()}
    quoted = {source.id: dict(_quoted(source)) for source in library.sources.values()}
    shared = Counter(_pairs(runs))
    same_words = set(_pairs({id: frozenset(words) for id, words in quoted.items()}))
    found = []
    for one, other in sorted(shared.keys() | same_words):
        if not _undecided(library.sources[one], library.sources[other], reports):
            continue
        share = shared[one, other] / max(1, min(len(runs[one]), len(runs[other])))
        common = quoted[one].keys() & quoted[other].keys()
        words = max((quoted[one][run] for run in common), key=lambda text: (len(text), text), default="")
        if share >= LEAST_SHARE or words:
            earlier, later = sorted((one, other), key=lambda id: _when(library.sources[id]))
            found.append(Suspicion(earlier=earlier, later=later, share=share, words=words))
    return tuple(found)


def _undecided(one: Source, other: Source, reports: Mapping[SourceId, SourceId]) -> bool:
    """Whether the two may be of one story and nobody has said that they are, or are not."""
    if reports.get(one.id, one.id) == reports.get(other.id, other.id):
        return False
    apart = {name for name, _ in one.independent_of} | {name for name, _ in other.independent_of}
    return not apart & {one.id, other.id} and _may_be_near(one.issued, other.issued)


def _may_be_near(one: Edtf | None, other: Edtf | None) -> bool:
    unknown = any(date is None or date.earliest is None or date.latest is None for date in (one, other))
    return unknown or within_days(one, other, DAYS_OF_ONE_STORY)


def _when(source: Source) -> tuple[str, str]:
    """Sources without a date come last."""
    return (str(source.issued.earliest) if source.issued and source.issued.earliest else "~", source.id)


def _pairs(runs: Mapping[SourceId, Iterable[tuple[str, ...]]]) -> Iterator[tuple[SourceId, SourceId]]:
    """Each pair as often as it shares a run that is not common."""
    having: defaultdict[tuple[str, ...], list[SourceId]] = defaultdict(list)
    for id, own in runs.items():
        for run in own:
            having[run].append(id)
    for ids in having.values():
        if 1 < len(ids) <= COMMON:
            yield from combinations(sorted(ids), 2)


def _runs(source: Source) -> frozenset[tuple[str, ...]]:
    return frozenset(run for _, text in kept_paragraphs(source) for run in word_ngrams(text, RUN))


def _quoted(source: Source) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every run of five quoted words, with the quotation it is from."""
    for _, text in kept_paragraphs(source):
        for span in quoted_spans(text):
            words = text[span.start : span.end]
            for run in word_ngrams(words, QUOTED_WORDS):
                yield run, words
