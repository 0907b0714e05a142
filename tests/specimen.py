"""Small entries for tests, with everything that a test does not speak of filled in. All of them are invented."""

from __future__ import annotations

import hashlib
from typing import Any

from generator.dates import Edtf, parse
from generator.inline import parse_cite, parse_point
from generator.model import (
    Cite,
    Classification,
    Country,
    CountryEntry,
    Entry,
    Library,
    Meeting,
    MeetingId,
    MeetingKind,
    Membership,
    NameOrText,
    Organization,
    OrganizationId,
    Participant,
    Person,
    PersonId,
    Point,
    PointId,
    PointKind,
    PointRef,
    Series,
    SeriesId,
    SiteSettings,
    Source,
    SourceId,
    Status,
    Topic,
    TopicId,
    WordingId,
    WordingTrack,
    WordingUse,
)
from generator.text import paragraphs_of

SITE = SiteSettings(title="The Strait Record", base_url="https://strait.example/record/")


def day(text: str) -> Edtf:
    """An EDTF date."""
    return parse(text)


def cite(reference: str, words: str = "", according_to: str = "") -> Cite:
    """`herald#p1`, the words relied on there, and on whose word they stand."""
    read = parse_cite(reference)
    assert read, f"no cite: {reference}"
    return Cite(source=read.source, paragraph=read.paragraph, words=words, according_to=according_to)


def cites(references: str) -> tuple[Cite, ...]:
    """Cites between white space."""
    return tuple(cite(one) for one in references.split())


def ref(reference: str) -> PointRef:
    """`2025-03-exampleton#boats`."""
    read = parse_point(reference)
    assert read, f"no point: {reference}"
    return read


def source(id: str, text: str = "Nothing was said.", /, issued: str = "", **fields: object) -> Source:
    """An article; each line of the text is a paragraph."""
    given: dict[str, Any] = {"title": f"Title of {id}", "publisher": NameOrText(text="An outlet"), **fields}
    return Source(
        id=SourceId(id),
        issued=day(issued) if issued else None,
        paragraphs=paragraphs_of(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        **given,
    )


def point(id: str, text: str = "Spoke.", on: str = "herald#p1", /, **fields: object) -> Point:
    """A statement on nobody's word; `on` are its cites between white space."""
    given: dict[str, Any] = {"kind": PointKind.POSITION, "according_to": "unstated", "cite": cites(on), **fields}
    return Point(id=PointId(id), text=text, **given)


def promise(id: str, text: str = "Promised.", on: str = "herald#p1", /, follows: str = "", **fields: object) -> Point:
    """A commitment; `follows` are earlier points between white space."""
    earlier = tuple(ref(one) for one in follows.split())
    return point(id, text, on, kind=PointKind.COMMITMENT, follows=earlier, **fields)


def meeting(id: str, *points: Point, date: str = "", people: str = "", **fields: object) -> Meeting:
    """A published meeting; `people` are ids between white space."""
    given: dict[str, Any] = {
        "name": f"Name of {id}",
        "kind": MeetingKind.BILATERAL,
        "status": Status.PUBLISHED,
        "date_basis": None,
        "place": "Samplebury",
        "country": None,
        "topics": (),
        "summary": "They met.",
        **fields,
    }
    return Meeting(
        id=MeetingId(id),
        date=day(date) if date else None,
        participants=tuple(Participant(person=PersonId(one)) for one in people.split()),
        points=points,
        **given,
    )


def wording(track: str, text: str, on: str = "herald#p1", /, **fields: object) -> WordingUse:
    """A step of a wording track."""
    given: dict[str, Any] = fields
    return WordingUse(track=WordingId(track), text=text, cite=cites(on), **given)


def office(role: str, organization: str = "board", start: str = "", end: str = "", **fields: object) -> Membership:
    """An office with its days, as far as they are given."""
    given: dict[str, Any] = fields
    return Membership(
        role=role,
        organization=OrganizationId(organization),
        start_date=day(start) if start else None,
        end_date=day(end) if end else None,
        **given,
    )


def person(id: str, name: str, *offices: Membership, **fields: object) -> Person:
    """A person whose family name is the last word of the name."""
    given: dict[str, Any] = {
        "given_name": name.rpartition(" ")[0] or None,
        "family_name": name.rpartition(" ")[2],
        "country": None,
        **fields,
    }
    return Person(id=PersonId(id), name=name, memberships=offices, **given)


def organization(id: str, name: str, **fields: object) -> Organization:
    """A ministry, unless it is said to be something else."""
    given: dict[str, Any] = {"classification": Classification.MINISTRY, **fields}
    return Organization(id=OrganizationId(id), name=name, **given)


def topic(id: str, name: str = "", **fields: object) -> Topic:
    """A topic."""
    given: dict[str, Any] = fields
    return Topic(id=TopicId(id), name=name or f"Topic {id}", scope="What it is.", **given)


def series(id: str, name: str = "", **fields: object) -> Series:
    """A series."""
    given: dict[str, Any] = fields
    return Series(id=SeriesId(id), name=name or f"Series {id}", **given)


def track(id: str, **fields: object) -> WordingTrack:
    """A wording track."""
    given: dict[str, Any] = fields
    return WordingTrack(id=WordingId(id), name=f"Track {id}", of="What it is about.", **given)


def country(id: str, name: str, **fields: object) -> CountryEntry:
    """A country with a page."""
    given: dict[str, Any] = fields
    return CountryEntry(id=Country(id), name=name, alpha_3=f"{id.upper()}X", **given)


KINDS: dict[type[Entry], str] = {
    Source: "sources",
    Meeting: "meetings",
    Person: "people",
    Organization: "organizations",
    Topic: "topics",
    Series: "series",
    WordingTrack: "wording",
    CountryEntry: "countries",
}


def library(*entries: Entry, site: SiteSettings = SITE) -> Library:
    """A library of these entries, each under its kind, by id."""
    kinds: dict[str, dict[str, Entry]] = {kind: {} for kind in (*KINDS.values(), "pages")}
    for entry in sorted(entries, key=lambda one: one.id):
        kinds[KINDS.get(type(entry), "pages")][entry.id] = entry
    values: dict[str, Any] = {"site": site, **kinds}
    return Library(**values)
