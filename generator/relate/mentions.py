"""Mentions of known names in prose: one scan over all names, linear in the text.

A name links by itself only if it means exactly one entry on that date. Metonyms ("Seoul" for a government) and bare
family names never do; nor do words inside quotation marks, cites, links or code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick, MatchKind

from ..dates import Edtf, may_cover
from ..inline import cross_links, inline_cites, links_and_code
from ..model import (
    AlternativeName,
    CountryEntry,
    Library,
    MeetingId,
    Organization,
    Person,
    Series,
    Source,
    SourceId,
    Topic,
    Value,
)
from ..text import quotations_in
from .blocks import Block, Path
from .once import once
from .overlaps import may_overlap
from .ties import kept_paragraphs

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]{3,}")
"""Han, Kana and Hangul: particles follow a name without a blank."""

LONGEST_NAME = 300
"""No prose mentions a longer one, and the scan is built in time that grows with the square of the longest: 50,000
characters take 20 s (ahocorasick_rs 1.0, a 2-core Xeon)."""


class Named(Value):
    """An entry a name may mean, and when it was so called."""

    kind: str
    id: str
    start_date: Edtf | None = None
    end_date: Edtf | None = None


class Spotted(Value):
    """A name in a text that means exactly one entry: half-open offsets."""

    start: int
    end: int
    kind: str
    id: str


NamedAt = tuple[tuple[str, str, int], ...]
"""Kind and id of an entry, and the number of a paragraph that names it."""

Spotter = Callable[[str, Edtf | None], tuple[Spotted, ...]]


@once
def spotter(library: Library) -> Spotter:
    """A function that finds the known names in a text on a date, leftmost and longest, none inside a longer word."""
    meanings = meanings_of(library)
    names = sorted(name for name in meanings if len(name) <= LONGEST_NAME)
    scan = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest) if names else None

    def spot(text: str, day: Edtf | None) -> tuple[Spotted, ...]:
        if scan is None:
            return ()
        found = []
        for which, start, end in scan.find_matches_as_indexes(text):
            if _inside_word(text, start, end):
                continue
            meant = {(named.kind, named.id) for named in meanings[names[which]] if _valid(named, day)}
            if len(meant) == 1:
                kind, id = meant.pop()
                found.append(Spotted(start=start, end=end, kind=kind, id=id))
        return tuple(found)

    return spot


def ambiguous_names(library: Library) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """Names that mean several entries at overlapping times, with the entries."""
    found = []
    for name, meant in sorted(meanings_of(library).items()):
        for first in meant:
            others = {(one.kind, one.id): one for one in meant if one.id != first.id or one.kind != first.kind}
            shared = tuple(one for one in others.values() if _together(first, one))
            if shared:
                found.append((name, (first, *shared)))
                break
    return tuple(found)


@once
def shared_names(library: Library) -> Mapping[tuple[str, str], tuple[tuple[str, Named], ...]]:
    """By kind and id: the names of an entry that mean another one too, in their order, and the first one so named."""
    found: defaultdict[tuple[str, str], list[tuple[str, Named]]] = defaultdict(list)
    for name, (first, *others) in ambiguous_names(library):
        for other in others:
            found[other.kind, other.id].append((name, first))
    return {entry: tuple(names) for entry, names in found.items()}


def _together(one: Named, other: Named) -> bool:
    return may_overlap(one.start_date, one.end_date, other.start_date, other.end_date)


@once
def meanings_of(library: Library) -> dict[str, list[Named]]:
    """What each name means; an entry may have had a name twice, at different times."""
    meanings: defaultdict[str, list[Named]] = defaultdict(list)
    for name, named in _names(library):
        if named not in meanings[name]:
            meanings[name].append(named)
    return meanings


def _names(library: Library) -> Iterator[tuple[str, Named]]:
    for person in library.people.values():
        for name, named in _of_person(person):
            if name != person.family_name:
                yield name, named
    for organization in library.organizations.values():
        yield from _plain("organizations", organization, organization.name, organization.short_name)
    for country in library.countries.values():
        for name, named in _plain("countries", country, country.name, None):
            if name not in country.metonyms:
                yield name, named
    for topic in library.topics.values():
        yield from _plain("topics", topic, topic.name, None)
    for series in library.series.values():
        yield from ((series.name, Named(kind="series", id=series.id)),)


def _of_person(person: Person) -> Iterator[tuple[str, Named]]:
    yield person.name, Named(kind="people", id=person.id)
    yield from _alternatives("people", person.id, person.other_names)


def _plain(
    kind: str, entry: Organization | CountryEntry | Topic | Series, name: str, short_name: str | None
) -> Iterator[tuple[str, Named]]:
    yield name, Named(kind=kind, id=entry.id)
    if short_name:
        yield short_name, Named(kind=kind, id=entry.id)
    if not isinstance(entry, Series):
        yield from _alternatives(kind, entry.id, entry.other_names)


def _alternatives(kind: str, id: str, names: tuple[AlternativeName, ...]) -> Iterator[tuple[str, Named]]:
    for other in names:
        yield other.name, Named(kind=kind, id=id, start_date=other.start_date, end_date=other.end_date)


def _valid(named: Named, day: Edtf | None) -> bool:
    return day is None or may_cover(named.start_date, named.end_date, day)


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a name is part of a longer word. Scripts that put no blanks between words have none to tell by: there a
    name of three characters or more stands for itself, and a shorter one needs something else around it.
    """
    if _UNSPACED.fullmatch(text, start, end):
        return False
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return before or after


@once
def names_by_block(_library: Library) -> dict[tuple[str, str, Path], tuple[Spotted, ...]]:
    """The names found in blocks so far, by the place of the block."""
    return {}


@once
def names_by_source(_library: Library) -> dict[SourceId, NamedAt]:
    """The names found in sources so far."""
    return {}


def names_of(block: Block, library: Library) -> tuple[Spotted, ...]:
    """The known names in a block, quoted or not, on the day of its meeting. Found once for a library."""
    known = names_by_block(library)
    key = (block.kind, block.id, block.path)
    if key not in known:
        meeting = library.meetings.get(MeetingId(block.id)) if block.kind == "meetings" else None
        known[key] = spotter(library)(block.text, meeting.date if meeting else None)
    return known[key]


@once
def names_outside_by_block(_library: Library) -> dict[tuple[str, str, Path], tuple[Spotted, ...]]:
    """Those of them outside quotations and marks, found so far."""
    return {}


def names_outside(block: Block, library: Library) -> tuple[Spotted, ...]:
    """The known names that a block mentions itself: not in a quotation, nor in a cite or link. Found once."""
    known = names_outside_by_block(library)
    key = (block.kind, block.id, block.path)
    if key not in known:
        names = names_of(block, library)
        known[key] = spotted_in(block, names) if names else ()
    return known[key]


def named_in(source: Source, library: Library) -> NamedAt:
    """Kind, id and paragraph of every known name in the article proper, once a paragraph. Found once for a library."""
    known = names_by_source(library)
    if source.id not in known:
        found: dict[tuple[str, str, int], None] = {}
        spot = spotter(library)
        for number, text in kept_paragraphs(source):
            for name in spot(text, source.issued):
                found[name.kind, name.id, number] = None
        known[source.id] = tuple(found)
    return known[source.id]


def spotted_in(block: Block, names: tuple[Spotted, ...]) -> tuple[Spotted, ...]:
    """Of the names in a block those outside quotations, cites, links and code; every mention, not only the first."""
    taken = [(mark.start, mark.end) for mark in inline_cites(block.text)]
    taken += [(mark.start, mark.end) for mark in cross_links(block.text)]
    taken += [(quote.start, quote.end) for quote in quotations_in(block.text)]
    taken += links_and_code(block.text)
    return tuple(name for name in names if not any(name.start < end and start < name.end for start, end in taken))
