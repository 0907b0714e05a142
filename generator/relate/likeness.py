"""How much of one source's words stands in another: pairs that look like one text, whatever anybody decided about them.

Linear in the words: only sources that share a run of words are ever compared, and a run found in many of them says
nothing about any two. After an edit only the pairs of the sources that changed are compared again.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from heapq import heappop, heappush
from itertools import chain, combinations
from operator import xor
from zlib import crc32

import msgspec

from ..dates import Edtf
from ..model import Library, Source, SourceId, Value
from ..text import quoted_spans, word_ngrams, words_of
from .once import once
from .reports import DAYS_OF_ONE_STORY, within_days
from .ties import kept_paragraphs

LEAST_SHARE = 0.2
QUOTED_WORDS = 5
COMMON = 40
"""A run of words in more sources than this is a phrase of the trade ("said on Wednesday"), and is not counted."""
BUCKETS, UNCOUNTED = 1 << 22, 255

Run = tuple[bytes, ...]
Pair = tuple[SourceId, SourceId]


class Likeness(Value):
    """Two sources of one time, in the order of their ids. `share` of the shorter one's word runs stands in the other;
    or they quote the same `words`.
    """

    one: SourceId
    other: SourceId
    share: float
    words: str


class Marks(msgspec.Struct, frozen=True):
    """What a source is known again by: its runs of three words, and those of five quoted words, as numbers of 64 bits;
    each once.
    """

    runs: array[int]
    quoted: array[int]


@once
def likenesses(library: Library) -> tuple[Likeness, ...]:
    """The pairs that look alike, in the order of their ids."""
    return likened(library, {source.id: marks_of(source) for source in library.sources.values()})


def likened(library: Library, marks: Mapping[SourceId, Marks]) -> tuple[Likeness, ...]:
    """The same, where the marks of all sources are known."""
    shared = _shared_runs(library, marks)
    pairs = sorted(shared.keys() | _sharing_words(marks))
    return tuple(_alike(library, marks, ((pair, shared[pair]) for pair in pairs)))


def likened_again(
    library: Library,
    marks: Mapping[SourceId, Marks],
    changed: Collection[SourceId],
    gone: Mapping[SourceId, Marks],
    before: Iterable[Likeness],
) -> tuple[Likeness, ...] | None:
    """The same after an edit: `before` it these were alike, `changed` are the sources that are new or not what they
    were, and `gone` those that were, with their marks. None if a run came to be common by it, or no longer is: that may
    concern any two.
    """
    new = [marks[id] for id in changed]
    runs = _recounted(map(_buckets, marks.values()), map(_buckets, new), map(_buckets, gone.values()))
    words = _recounted(map(_quoted, marks.values()), map(_quoted, new), map(_quoted, gone.values()))
    if runs is None or words is None:
        return None
    shared: dict[Pair, int] = {}
    for id in changed:
        own, quoted = {*marks[id].runs}, {*marks[id].quoted}
        for other in _near(library, id):
            common = sum(1 for run in own.intersection(marks[other].runs) if runs[run % BUCKETS] <= COMMON)
            if common or any(words[run] <= COMMON for run in quoted.intersection(marks[other].quoted)):
                shared[_pair(id, other)] = common
    touched = {*changed, *gone}
    kept = (like for like in before if not {like.one, like.other} & touched)
    return tuple(sorted((*kept, *_alike(library, marks, shared.items())), key=lambda like: (like.one, like.other)))


def marks_of(source: Source) -> Marks:
    """The marks of a source."""
    quoted = {_number(run) for run, _ in _quotations(source)}
    return Marks(runs=_runs(source), quoted=array("Q", sorted(quoted)))


def _near(library: Library, id: SourceId) -> Iterator[SourceId]:
    """The other sources that may be of one story with this one, by their dates."""
    issued = library.sources[id].issued
    return (other for other, source in library.sources.items() if other != id and _may_be_near(issued, source.issued))


def _may_be_near(one: Edtf | None, other: Edtf | None) -> bool:
    unknown = any(date is None or date.earliest is None or date.latest is None for date in (one, other))
    return unknown or within_days(one, other, DAYS_OF_ONE_STORY)


def _alike(library: Library, marks: Mapping[SourceId, Marks], pairs: Iterable[tuple[Pair, int]]) -> Iterator[Likeness]:
    """Of pairs with the number of runs that they share, those that are of one time and look alike."""
    for (one, other), shared in pairs:
        first, second = library.sources[one], library.sources[other]
        if not _may_be_near(first.issued, second.issued):
            continue
        share = shared / max(1, min(len(marks[one].runs), len(marks[other].runs)))
        common = not {*marks[one].quoted}.isdisjoint(marks[other].quoted)
        words = _words_of_both(first, second) if common else ""
        if share >= LEAST_SHARE or words:
            yield Likeness(one=one, other=other, share=share, words=words)


def _words_of_both(one: Source, other: Source) -> str:
    """The longest quotation of the first source of which the second quotes a run."""
    ours, theirs = dict(_quotations(one)), dict(_quotations(other))
    return max((ours[run] for run in ours.keys() & theirs.keys()), key=lambda text: (len(text), text), default="")


def _recounted(
    every: Iterable[Iterable[int]], new: Iterable[Iterable[int]], gone: Iterable[Iterable[int]]
) -> Counter[int] | None:
    """How many sources have each of the numbers that came or went; None if one came to be common, or no longer is."""
    come, left = Counter(chain.from_iterable(new)), Counter(chain.from_iterable(gone))
    asked = {*come, *left}
    now = Counter(one for numbers in every for one in numbers if one in asked)
    turned = any((now[one] - come[one] + left[one] <= COMMON) != (now[one] <= COMMON) for one in asked)
    return None if turned else now


def _buckets(marks: Marks) -> Iterator[int]:
    return (run % BUCKETS for run in marks.runs)


def _quoted(marks: Marks) -> Iterable[int]:
    return marks.quoted


def _shared_runs(library: Library, marks: Mapping[SourceId, Marks]) -> Counter[Pair]:
    """How many uncommon runs sources of one time share.

    The sources pass by in the order of their dates, and only the runs of those that may still be near the next are
    held by name: memory grows with the days of one story, not with the record. A source without a date stays to the
    end.
    """
    counts = _commonness(one.runs for one in marks.values())
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
        held[source.id] = [run for run in marks[source.id].runs if 1 < counts[run % BUCKETS] <= COMMON]
        for run in held[source.id]:
            holders = having[run]
            for other in holders:
                shared[_pair(other, source.id)] += 1
            holders.append(source.id)
        heappush(near, (last, source.id))
    return shared


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


def _sharing_words(marks: Mapping[SourceId, Marks]) -> set[Pair]:
    """The pairs that share a run of quoted words that is not common."""
    having: defaultdict[int, list[SourceId]] = defaultdict(list)
    for id, own in marks.items():
        for run in own.quoted:
            having[run].append(id)
    return {_pair(one, other) for ids in having.values() if len(ids) <= COMMON for one, other in combinations(ids, 2)}


def _runs(source: Source) -> array[int]:
    """Every run of words in the source once, as a number of 64 bits, since there are hundreds in each of thousands of
    sources; different runs hardly ever have the same one.
    """
    found: set[int] = set()
    for _, text in kept_paragraphs(source):
        if words := words_of(text):
            one, two, three = zip(*map(_numbers, words), strict=True)
            found.update(map(xor, map(xor, one, two[1:]), three[2:]))
    return array("Q", found)


@lru_cache(maxsize=65_536)
def _numbers(word: bytes) -> tuple[int, int, int]:
    """A word as the first, the second and the third of a run, the same in every run of the program."""
    number = crc32(word)
    return number * 0x9E3779B1, number * 0x85EBCA77, number


def _number(run: Run) -> int:
    """A run of quoted words as a number."""
    return int.from_bytes(blake2b(b" ".join(run), digest_size=8).digest())


def _quotations(source: Source) -> Iterator[tuple[Run, str]]:
    """Every run of five quoted words, with the quotation it is from."""
    for _, text in kept_paragraphs(source):
        for span in quoted_spans(text):
            words = text[span.start : span.end]
            for run in word_ngrams(words, QUOTED_WORDS):
                yield run, words
