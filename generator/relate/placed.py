"""Every cite and every reference of an entry with its place in the file: what the checks of references walk over.

A place is the path of keys and positions in the YAML; whether what is named exists is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..inline import inline_cites
from ..model import (
    UNSTATED,
    Cite,
    Entry,
    Library,
    Meeting,
    NameOrText,
    Organization,
    Person,
    Point,
    PointRef,
    Series,
    Source,
    Topic,
    Value,
    WordingTrack,
)
from .blocks import Path, entries, known_blocks
from .once import once

PEOPLE, ORGANIZATIONS, COUNTRIES = ("people",), ("organizations",), ("countries",)
SPEAKERS = ("organizations", "people")
ACTORS = ("organizations", "people", "countries")

KEY = "#key"
"""Ends a path that means the key itself, not its value."""


class PlacedCite(Value):
    """A cite and where it stands: the path of a cite, or (`inline`) of the prose that has it."""

    cite: Cite
    path: Path
    inline: bool = False


class Reference(Value):
    """An id that must exist among the entries of `kinds`, and the `point` of the meeting if one is meant."""

    target: str
    kinds: tuple[str, ...]
    path: Path
    point: str = ""


@once
def all_cites(library: Library) -> tuple[tuple[str, str, PlacedCite], ...]:
    """Kind, id and cite, for all cites of all entries."""
    return tuple(
        (kind, entry.id, placed) for kind, entry in entries(library) for placed in known_cites(library, kind, entry)
    )


def known_cites(library: Library, kind: str, entry: Entry) -> tuple[PlacedCite, ...]:
    """All cites of an entry of this library, those inside its prose included; found once."""
    known = cites_by_entry(library)
    key = (kind, entry.id)
    if key not in known:
        known[key] = tuple(_cites_of(library, kind, entry))
    return known[key]


@once
def cites_by_entry(_library: Library) -> dict[tuple[str, str], tuple[PlacedCite, ...]]:
    """The cites found so far, by kind and id."""
    return {}


def _cites_of(library: Library, kind: str, entry: Entry) -> Iterator[PlacedCite]:
    if isinstance(entry, Meeting):
        yield from _of_meeting(entry)
    if isinstance(entry, Person):
        for number, office in enumerate(entry.memberships):
            yield from _listed(office.cite, ("memberships", number, "cite"))
    for block in known_blocks(library, kind, entry):
        if block.prose:
            for mark in inline_cites(block.text):
                yield from (PlacedCite(cite=cite, path=block.path, inline=True) for cite in mark.cites)


def _of_meeting(meeting: Meeting) -> Iterator[PlacedCite]:
    if meeting.date_basis and meeting.date_basis.cite:
        yield PlacedCite(cite=meeting.date_basis.cite, path=("date_basis", "cite", "at"))
    yield from _listed(meeting.place_cite, ("place_cite",))
    yield from _listed(meeting.ordinal_cite, ("ordinal_cite",))
    for number, point in enumerate(meeting.points):
        yield from _listed(point.cite, ("points", number, "cite"))
        yield from _listed(point.state_cite, ("points", number, "state_cite"))
    for number, quote in enumerate(meeting.quotes):
        yield from _listed(quote.cite, ("quotes", number, "cite"))
    for use in meeting.wording:
        yield from _listed(use.cite, ("wording", use.track, "cite"))
    for number, question in enumerate(meeting.disagreements):
        for one, reading in enumerate(question.readings):
            yield from _listed(reading.cite, ("disagreements", number, "readings", one, "cite"))
    for number, assessment in enumerate(meeting.assessment):
        for one, basis in enumerate(assessment.rests_on):
            if isinstance(basis, Cite):
                yield PlacedCite(cite=basis, path=("assessment", number, "rests_on", one, "at"))


def _listed(cites: tuple[Cite, ...], path: Path) -> Iterator[PlacedCite]:
    for number, cite in enumerate(cites):
        yield PlacedCite(cite=cite, path=(*path, number, "at"))


def references_of(entry: Entry) -> Iterator[Reference]:
    """The ids an entry names in its fields; cites and cross-links in prose are not among them."""
    match entry:
        case Source():
            yield from _of_source(entry)
        case Meeting():
            yield from _meeting_fields(entry)
            yield from _meeting_parts(entry)
        case Person():
            yield from _many(entry.distinct_from, PEOPLE, ("distinct_from",))
            for number, office in enumerate(entry.memberships):
                yield from _one(office.organization, ORGANIZATIONS, ("memberships", number, "organization"))
        case Organization():
            yield from _one(entry.parent, ORGANIZATIONS, ("parent",))
        case Topic():
            yield from _one(entry.parent, ("topics",), ("parent",))
            yield from _many(entry.related, ("topics",), ("related",))
        case Series():
            for number, member in enumerate(entry.members):
                yield from _one(member.organization, ORGANIZATIONS, ("members", number, "organization"))
        case WordingTrack():
            yield from _one(entry.topic, ("topics",), ("topic",))


def _of_source(source: Source) -> Iterator[Reference]:
    yield from _named(source.publisher, ORGANIZATIONS, ("publisher",))
    yield from _named(source.issuer, SPEAKERS, ("issuer",))
    yield from _one(source.wire, ORGANIZATIONS, ("wire",))
    yield from _one(source.derived_from, ("sources",), ("derived_from",))
    for other, _ in source.independent_of:
        yield Reference(target=other, kinds=("sources",), path=("independent_of", other, KEY))


def _meeting_fields(meeting: Meeting) -> Iterator[Reference]:
    for field, people in (("participants", meeting.participants), ("absent", meeting.absent)):
        for number, one in enumerate(people):
            yield Reference(target=one.person, kinds=PEOPLE, path=(field, number, "person"))
    yield from _named(meeting.sidelines_of, ("meetings",), ("sidelines_of",))
    yield from _one(meeting.part_of, ("meetings",), ("part_of",))
    yield from _one(meeting.series, ("series",), ("series",))
    yield from _many(meeting.hosts, ACTORS, ("hosts",))
    yield from _many(meeting.topics, ("topics",), ("topics",))


def _meeting_parts(meeting: Meeting) -> Iterator[Reference]:
    for number, point in enumerate(meeting.points):
        yield from _of_point(point, ("points", number))
    for number, quote in enumerate(meeting.quotes):
        yield from _one(quote.by, SPEAKERS, ("quotes", number, "by"))
        yield from _speaker(quote.according_to, ("quotes", number, "according_to"))
    for use in meeting.wording:
        yield Reference(target=use.track, kinds=("wording",), path=("wording", use.track, KEY))
        yield from _speaker(use.according_to, ("wording", use.track, "according_to"))
        yield from _speaker(use.english_by, ("wording", use.track, "english_by"))
    for number, assessment in enumerate(meeting.assessment):
        for one, basis in enumerate(assessment.rests_on):
            if isinstance(basis, PointRef):
                yield _point(basis, ("assessment", number, "rests_on", one))


def _of_point(point: Point, at: Path) -> Iterator[Reference]:
    yield from _speaker(point.according_to, (*at, "according_to"))
    for number, cite in enumerate(point.cite):
        yield from _speaker(cite.according_to, (*at, "cite", number, "according_to"))
    yield from _many(point.topics, ("topics",), (*at, "topics"))
    yield from _many(point.parties, ACTORS, (*at, "parties"))
    for number, ref in enumerate(point.follows):
        yield _point(ref, (*at, "follows", number))


def _point(ref: PointRef, path: Path) -> Reference:
    return Reference(target=ref.meeting, kinds=("meetings",), path=path, point=ref.point)


def _speaker(id: str | None, path: Path) -> Iterator[Reference]:
    yield from _one(None if id == UNSTATED else id, SPEAKERS, path)


def _named(name: NameOrText | None, kinds: tuple[str, ...], path: Path) -> Iterator[Reference]:
    yield from _one(name.id if name else None, kinds, path)


def _many(ids: tuple[str, ...], kinds: tuple[str, ...], path: Path) -> Iterator[Reference]:
    for number, id in enumerate(ids):
        yield Reference(target=id, kinds=kinds, path=(*path, number))


def _one(id: str | None, kinds: tuple[str, ...], path: Path) -> Iterator[Reference]:
    if id:
        yield Reference(target=id, kinds=kinds, path=path)
