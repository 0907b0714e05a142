"""Sources that may be copies of one text, for a person to decide about. Nothing is folded here.

Linear in the words: only sources that share a run of words are ever compared, and a run found in many of them says
nothing about any two.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import heappop, heappush
from itertools import combinations
from zlib import crc32

from ..dates import Edtf
from ..model import Library, Source, SourceId, Value
from ..text import quoted_spans, word_ngrams, words_of
from .once import once
from .register import grouped
from .reports import DAYS_OF_ONE_STORY, separate_reports, within_days
from .ties import kept_paragraphs

LEAST_SHARE = 0.2
QUOTED_WORDS = 5
COMMON = 40
"""A run of words in more sources than this is a phrase of the trade ("said on Wednesday"), and is not counted."""
BUCKETS, UNCOUNTED = 1 << 22, 255

Run = tuple[bytes, ...]
Pair = tuple[SourceId, SourceId]


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
    shared, lengths = _shared_runs(library)
    quoted = {source.id: dict(_quoted(source)) for source in library.sources.values()}
    found = []
    for one, other in sorted(shared.keys() | _sharing_words(quoted)):
        if not _undecided(library.sources[one], library.sources[other], reports):
            continue
        share = shared[one, other] / max(1, min(lengths[one], lengths[other]))
        common = quoted[one].keys() & quoted[other].keys()
        words = max((quoted[one][run] for run in common), key=lambda text: (len(text), text), default="")
        if share >= LEAST_SHARE or words:
            earlier, later = sorted((one, other), key=lambda id: _when(library.sources[id]))
            found.append(Suspicion(earlier=earlier, later=later, share=share, words=words))
    return tuple(found)


@once
def suspected_of(library: Library) -> Mapping[SourceId, tuple[Suspicion, ...]]:
    """The same pairs by the later one, as the desk's own decisions leave them."""
    return grouped((pair.later, pair) for pair in suspected_copies(library, separate_reports(library)))


def _shared_runs(library: Library) -> tuple[Counter[Pair], dict[SourceId, int]]:
    """How many uncommon runs sources of one time share, and how many runs each has.

    The sources pass by in the order of their dates, and only the runs of those that may still be near the next are
    held by name: memory grows with the days of one story, not with the record. A source without a date stays to the
    end.
    """
    runs = {source.id: _runs(source) for source in library.sources.values()}
    counts = _commonness(runs.values())
    shared: Counter[Pair] = Counter()
    held: dict[SourceId, list[int]] = {}
    having: defaultdict[int, list[SourceId]] = defaultdict(list)
    near: list[tuple[dt.date, SourceId]] = []
    for source in sorted(library.sources.values(), key=_begins):
        first, last = _days(source)
        while near and near[0][0] < first:
            _, gone = heappop(near)
            for run in held.pop(gone):
                having[run].remove(gone)
                if not having[run]:
                    del having[run]
        held[source.id] = [run for run in runs[source.id] if 1 < counts[run % BUCKETS] <= COMMON]
        for run in held[source.id]:
            holders = having[run]
            for other in holders:
                shared[_pair(other, source.id)] += 1
            holders.append(source.id)
        heappush(near, (last, source.id))
    return shared, {id: len(own) for id, own in runs.items()}


def _commonness(runs: Iterable[array[int]]) -> bytearray:
    """How many sources have a run, by its bucket and up to 255. Runs that share a bucket are counted together: one in
    some thousands is so taken for common, which only spares it a comparison.
    """
    counts = bytearray(BUCKETS)
    for own in runs:
        for run in own:
            bucket = run % BUCKETS
            if counts[bucket] < UNCOUNTED:
                counts[bucket] += 1
    return counts


def _begins(source: Source) -> tuple[dt.date, SourceId]:
    return _days(source)[0], source.id


def _days(source: Source) -> tuple[dt.date, dt.date]:
    """From the day on which a source may have been issued to the last one on which the same story may be."""
    issued = source.issued
    if issued is None or issued.earliest is None or issued.latest is None:
        return dt.date.min, dt.date.max
    story = dt.timedelta(days=DAYS_OF_ONE_STORY)
    return issued.earliest, min(issued.latest, dt.date.max - story) + story


def _pair(one: SourceId, other: SourceId) -> Pair:
    return (one, other) if one < other else (other, one)


def _sharing_words(quoted: Mapping[SourceId, Iterable[Run]]) -> set[Pair]:
    """The pairs that share a run of quoted words that is not common."""
    having: defaultdict[Run, list[SourceId]] = defaultdict(list)
    for id, own in quoted.items():
        for run in own:
            having[run].append(id)
    return {_pair(one, other) for ids in having.values() if len(ids) <= COMMON for one, other in combinations(ids, 2)}


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


def _runs(source: Source) -> array[int]:
    """Every run of words in the source once, as a number of 64 bits, since there are hundreds in each of thousands of
    sources; different runs hardly ever have the same one.
    """
    found: set[int] = set()
    for _, text in kept_paragraphs(source):
        words = [_numbers(word) for word in words_of(text)]
        found.update([one[0] ^ two[1] ^ three[2] for one, two, three in zip(words, words[1:], words[2:], strict=False)])
    return array("Q", found)


@lru_cache(maxsize=65_536)
def _numbers(word: bytes) -> tuple[int, int, int]:
    """A word as the first, the second and the third of a run, the same in every run of the program."""
    number = crc32(word)
    return number * 0x9E3779B1, number * 0x85EBCA77, number


def _quoted(source: Source) -> Iterator[tuple[Run, str]]:
    """Every run of five quoted words, with the quotation it is from."""
    for _, text in kept_paragraphs(source):
        for span in quoted_spans(text):
            words = text[span.start : span.end]
            for run in word_ngrams(words, QUOTED_WORDS):
                yield run, words
