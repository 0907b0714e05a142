"""Which places of the site cite which paragraph, and the words they rely on there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from ..model import Cite, Entry, Library, Meeting, Person, Source, SourceId, Value
from ..text import Match
from .blocks import entries, known_blocks, office_cites
from .once import once
from .ties import ties_of, worded_paragraphs, words_tie


class Citation(Value):
    """A place that cites a paragraph: an entry's page, an anchor on it, what to call the place, and the words."""

    kind: str
    id: str
    anchor: str
    label: str
    matches: tuple[Match, ...]


Passage = tuple[SourceId, int]
Citations = Mapping[Passage, tuple[Citation, ...]]


class OwnCitations(NamedTuple):
    """What one entry cites, by passage: in its words, and in its fields."""

    in_blocks: tuple[tuple[Passage, tuple[Citation, ...]], ...]
    in_fields: tuple[tuple[Passage, tuple[Citation, ...]], ...]


Place = tuple[str, str, str, str]
"""Kind, id, anchor and label, as in a citation."""


@once
def citations(library: Library) -> Citations:
    """Every paragraph that is cited, with the places that cite it: blocks in their order, and then fields."""
    found: defaultdict[Passage, list[Citation]] = defaultdict(list)
    own = [known_citations(library, kind, entry) for kind, entry in entries(library)]
    for of_an_entry in (*(one.in_blocks for one in own), *(one.in_fields for one in own)):
        for passage, places in of_an_entry:
            found[passage] += places
    return {passage: tuple(places) for passage, places in found.items()}


def known_citations(library: Library, kind: str, entry: Entry) -> OwnCitations:
    """What an entry cites, found once for a library."""
    known = citations_by_entry(library)
    key = (kind, entry.id)
    if key not in known:
        parts = (_in_blocks(library, kind, entry), _in_fields(library, kind, entry))
        known[key] = OwnCitations(*(tuple(map(_as_citations, part.items())) for part in parts))
    return known[key]


@once
def citations_by_entry(_library: Library) -> dict[tuple[str, str], OwnCitations]:
    """What was found so far, by kind and id."""
    return {}


def _as_citations(cited: tuple[Passage, Mapping[Place, list[Match]]]) -> tuple[Passage, tuple[Citation, ...]]:
    passage, places = cited
    return passage, tuple(
        Citation(kind=kind, id=id, anchor=anchor, label=label, matches=tuple(matches))
        for (kind, id, anchor, label), matches in places.items()
    )


@once
def citations_by_source(library: Library) -> Mapping[SourceId, Mapping[int, tuple[Citation, ...]]]:
    """The same by source, and then by paragraph."""
    found: defaultdict[SourceId, dict[int, tuple[Citation, ...]]] = defaultdict(dict)
    for (source, paragraph), places in citations(library).items():
        found[source][paragraph] = places
    return dict(found)


def uncited(source: Source, cited: Container[int]) -> Iterator[tuple[int, str]]:
    """The paragraphs of the article proper that could be cited and are not among these, with their numbers."""
    return (one for one in worded_paragraphs(source) if one[0] not in cited)


def _in_blocks(library: Library, kind: str, entry: Entry) -> Mapping[Passage, Mapping[Place, list[Match]]]:
    """The paragraphs that the words of an entry rest on, and what of them stands there."""
    found: defaultdict[Passage, dict[Place, list[Match]]] = defaultdict(dict)
    for block in known_blocks(library, kind, entry):
        place = (block.kind, block.id, block.anchor, block.label)
        for cite in block.cites:
            found[cite.passage].setdefault(place, [])
        for tie in ties_of(block, library):
            for at in tie.places:
                found[at.cite.passage].setdefault(place, []).extend(at.matches)
    return found


def _in_fields(library: Library, _kind: str, entry: Entry) -> Mapping[Passage, Mapping[Place, list[Match]]]:
    """The paragraphs that other fields of an entry rest on: the date of a meeting, the offices of a person."""
    found: defaultdict[Passage, dict[Place, list[Match]]] = defaultdict(dict)
    cited: Iterable[tuple[Place, Cite]] = ()
    if isinstance(entry, Meeting):
        cited = ((("meetings", entry.id, "", label), cite) for label, cite in _of_meeting(entry))
    elif isinstance(entry, Person):
        cited = ((("people", entry.id, "roles", "office"), cite) for cite in office_cites(entry))
    for place, cite in cited:
        where = found[cite.passage].setdefault(place, [])
        if cite.words:
            where.extend(words_tie(cite, library).matches)
    return found


def _of_meeting(meeting: Meeting) -> Iterator[tuple[str, Cite]]:
    basis = meeting.date_basis
    if basis and basis.cite:
        yield "date", basis.cite
    yield from (("place", cite) for cite in meeting.place_cite)
    yield from (("number in the series", cite) for cite in meeting.ordinal_cite)
    yield from (("state of a commitment", cite) for point in meeting.points for cite in point.state_cite)
    if basis and basis.cite and basis.words:
        yield "date", Cite(source=basis.cite.source, paragraph=basis.cite.paragraph, words=basis.words)


def merged(matches: list[Match]) -> tuple[Match, ...]:
    """The same characters as non-overlapping stretches in order."""
    result: list[Match] = []
    for match in sorted(matches, key=lambda one: (one.start, one.end)):
        if result and match.start <= result[-1].end:
            result[-1] = Match(start=result[-1].start, end=max(result[-1].end, match.end))
        else:
            result.append(match)
    return tuple(result)
