"""Which places of the site cite which paragraph, and the words they rely on there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..model import Cite, Library, Person, SourceId, Value
from ..text import Match
from .blocks import all_blocks, office_cites
from .once import once
from .ties import ties_of, words_tie


class Citation(Value):
    """A place that cites a paragraph: an entry's page, an anchor on it, what to call the place, and the words."""

    kind: str
    id: str
    anchor: str
    label: str
    matches: tuple[Match, ...]


Citations = Mapping[tuple[SourceId, int], tuple[Citation, ...]]


@once
def citations(library: Library) -> Citations:
    """Every paragraph that is cited, with the places that cite it, in the order of the blocks."""
    found: defaultdict[tuple[SourceId, int], dict[tuple[str, str, str, str], list[Match]]] = defaultdict(dict)
    for block in all_blocks(library):
        place = (block.kind, block.id, block.anchor, block.label)
        for cite in block.cites:
            found[cite.source, cite.paragraph].setdefault(place, [])
        for tie in ties_of(block, library):
            for at in tie.places:
                found[at.cite.source, at.cite.paragraph].setdefault(place, []).extend(at.matches)
    for meeting in library.meetings.values():
        extra = [("date", meeting.date_basis.cite)] if meeting.date_basis and meeting.date_basis.cite else []
        extra += [("place", cite) for cite in meeting.place_cite]
        extra += [("number in the series", cite) for cite in meeting.ordinal_cite]
        extra += [("state of a commitment", cite) for point in meeting.points for cite in point.state_cite]
        for label, cite in extra:
            where = found[cite.source, cite.paragraph].setdefault(("meetings", meeting.id, "", label), [])
            if cite.words:
                where.extend(words_tie(cite, library).matches)
        basis = meeting.date_basis
        if basis and basis.cite and basis.words:
            dated = found[basis.cite.source, basis.cite.paragraph]["meetings", meeting.id, "", "date"]
            dated.extend(words_tie(_with_words(basis.cite, basis.words), library).matches)
    for person in library.people.values():
        _offices(person, library, found)
    return {
        paragraph: tuple(
            Citation(kind=kind, id=id, anchor=anchor, label=label, matches=tuple(matches))
            for (kind, id, anchor, label), matches in places.items()
        )
        for paragraph, places in found.items()
    }


@once
def citations_by_source(library: Library) -> Mapping[SourceId, Mapping[int, tuple[Citation, ...]]]:
    """The same by source, and then by paragraph."""
    found: defaultdict[SourceId, dict[int, tuple[Citation, ...]]] = defaultdict(dict)
    for (source, paragraph), places in citations(library).items():
        found[source][paragraph] = places
    return dict(found)


def _with_words(cite: Cite, words: str) -> Cite:
    return Cite(source=cite.source, paragraph=cite.paragraph, words=words)


def _offices(
    person: Person,
    library: Library,
    found: defaultdict[tuple[SourceId, int], dict[tuple[str, str, str, str], list[Match]]],
) -> None:
    for cite in office_cites(person):
        where = found[cite.source, cite.paragraph].setdefault(("people", person.id, "roles", "office"), [])
        if cite.words:
            where.extend(words_tie(cite, library).matches)


def merged(matches: list[Match]) -> tuple[Match, ...]:
    """The same characters as non-overlapping stretches in order."""
    result: list[Match] = []
    for match in sorted(matches, key=lambda one: (one.start, one.end)):
        if result and match.start <= result[-1].end:
            result[-1] = Match(start=result[-1].start, end=max(result[-1].end, match.end))
        else:
            result.append(match)
    return tuple(result)
