"""The entries of a kind as rows of its list: what is said of each in one line, and where in the list it stands.

Never decides which rows stand on which page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..markup import plain
from ..model import (
    Country,
    CountryEntry,
    Meeting,
    Organization,
    Person,
    Series,
    Source,
    SourceId,
    Topic,
    TopicId,
    WordingTrack,
)
from ..relate.offices import latest_office
from ..views import Html, IndexRow, Link, Sigil
from . import alphabet, paging, room, sourcing, urls, words
from .desk import Desk
from .referring import meeting_row, own_sigils

MOST_NAMES = 5
"""Of more people in one room, the last are counted."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a list. `label`: its date or name; `weight`: how much the record has on it."""

    group: paging.Group
    label: str
    row: IndexRow
    weight: int = 0
    source: Source | None = None


def meeting(desk: Desk, one: Meeting) -> Item:
    """A meeting, under its year."""
    row = meeting_row(desk, one, sigils=own_sigils(desk, one))
    return Item(
        group=year_group(one),
        label=row.when.short,
        row=IndexRow(
            link=Link(text=words.typeset(one.name), path=row.path),
            when=row.when,
            html=plain(_where_and_who(desk, one)),
            meta=row.series.text,
            sigils=row.sigils,
            evidence="" if row.flagged else row.evidence,
            flagged=row.evidence if row.flagged else "",
        ),
    )


def _where_and_who(desk: Desk, one: Meeting) -> str:
    """The line below the name of a meeting: "Rio de Janeiro: Antony Blinken, Yoko Kamikawa and Cho Tae-yul"."""
    present = [urls.link_to(desk.library, "people", there.person).text for there in one.participants]
    return ": ".join(part for part in (one.place or "", words.some(present, MOST_NAMES)) if part)


def year_group(one: Meeting) -> paging.Group:
    """The year a meeting is listed under."""
    return paging.year(one.date.earliest if one.date else None)


def year_of(one: Meeting) -> str:
    """The same in words."""
    return year_group(one).title


def source_year(one: Source) -> paging.Group:
    """The year a source is listed under."""
    return paging.year(one.issued.earliest if one.issued else None)


def source(desk: Desk, one: Source) -> Item:
    """A source, under the year of its issue."""
    date = words.source_when(one)
    row = sourcing.row(desk, one.id, desk.apparatus(urls.index_path("sources")))
    return Item(
        group=source_year(one),
        label=date.short,
        row=IndexRow(
            link=Link(text=row.title, path=row.path),
            when=date,
            html=Html(markup=""),
            meta=f"{row.publisher}, {sourcing.by_and_length(one)}.",
            flagged=" ".join(row.flags),
        ),
        source=one,
    )


def person(desk: Desk, one: Person) -> Item:
    """A person by sort name, with the latest office, the country and how often present."""
    office = latest_office(one)
    present = len(desk.register.attended.get(one.id, ()))
    said = (
        office.role if office else "",
        room.country_name(desk.library, one.country),
        words.count(present, "meeting") if present else "",
    )
    remarks = room.warnings(desk.library, one)
    path = urls.path_of("people", one.id)
    return _named(one.sort_name, path, ", ".join(filter(None, said)), present, remarks)


def organization(desk: Desk, one: Organization) -> Item:
    """An organization, with its kind and country; it weighs what is reported on its word."""
    country = room.country_name(desk.library, one.country)
    meta = words.sort_of(one) + (f", {country}" if country else "")
    said = len(desk.register.reported_by.get(one.id, ()))
    return _named(one.name, urls.path_of("organizations", one.id), meta, said)


def countries(desk: Desk) -> Iterator[Item]:
    """Countries, with how many people are theirs and how many meetings were held there."""
    people: dict[Country, int] = {}
    for one in desk.library.people.values():
        if one.country:
            people[one.country] = people.get(one.country, 0) + 1
    for country in desk.library.countries.values():
        yield _country(desk, country, people.get(country.id, 0))


def _country(desk: Desk, one: CountryEntry, people: int) -> Item:
    held = len(desk.register.held_in.get(one.id, ()))
    said = (
        words.count(people, "person", "people") if people else "",
        words.count(held, "meeting") + " held there" if held else "",
    )
    return _named(one.name, urls.path_of("countries", one.id), ", ".join(filter(None, said)), held)


def topic(desk: Desk, one: Topic) -> Item:
    """A topic, with the briefings and statements on it and on the narrower ones below it."""
    below = _with_narrower(desk, one)
    on_it = {meeting.id for topic in below for meeting in desk.register.on_topic.get(topic, ())}
    said = {(meeting.id, number) for topic in below for meeting, number in desk.register.points_on.get(topic, ())}
    narrower = f", {words.count(len(below) - 1, 'narrower topic')} included" if len(below) > 1 else ""
    meta = f"{words.count(len(on_it), 'briefing')}, {words.count(len(said), 'statement')}{narrower}"
    return _named(one.name, urls.path_of("topics", one.id), meta, len(on_it))


def _with_narrower(desk: Desk, one: Topic) -> Sequence[TopicId]:
    """The topic and all below it, each once."""
    found = [one.id]
    for topic in found:
        found += (below.id for below in desk.belonging.narrower.get(topic, ()) if below.id not in found)
    return found


def series(desk: Desk, one: Series) -> Item:
    """A series, with its briefings and the date of the latest."""
    meetings = desk.register.in_series.get(one.id, ())
    last = f", latest {desk.when(meetings[-1]).short}" if meetings else ""
    meta = words.count(len(meetings), "briefing") + last
    return _named(one.name, urls.path_of("series", one.id), meta, len(meetings))


def wording(desk: Desk, one: WordingTrack) -> Item:
    """A tracked phrase, with its steps and the latest meeting."""
    steps = desk.steps[one.id]
    latest = words.place_name(desk.library.meetings[steps[-1].meeting]) if steps else ""
    meta = f"{words.count(len(steps), 'step')}, latest {latest}" if steps else "no steps yet"
    return _named(one.name, urls.path_of("wording", one.id), meta, len(steps))


def _named(name: str, path: str, meta: str, weight: int, flagged: str = "") -> Item:
    row = IndexRow(link=Link(text=words.typeset(name), path=path), html=Html(markup=""), meta=meta, flagged=flagged)
    return Item(group=alphabet.initial(name), label=name, row=row, weight=weight)


def numbers(desk: Desk, sources: Sequence[Source]) -> dict[SourceId, Sigil]:
    """A number for every separate report, in the order given, and a prime for its copies: 3 and 3′.

    Numbers hold on one page only, as letters do: a newer source does not renumber the pages of older ones.
    """
    report_number: dict[str, int] = {}
    members: dict[str, int] = {}
    found: dict[SourceId, Sigil] = {}
    for source in sorted(sources, key=lambda one: desk.reports[one.id] != one.id):
        report = desk.reports[source.id]
        number = report_number.setdefault(report, len(report_number) + 1)
        primes = members.get(report, int(report != source.id))
        members[report] = primes + 1
        found[source.id] = Sigil(
            label=f"{number}{'′' * primes}",
            kind="copy" if primes else "plain",
            name=urls.name_of(source),
            path=urls.path_of("sources", source.id),
        )
    return found


def by_number(sigil: Sigil) -> tuple[int, str]:
    """Sorts the numbers of sources: 3, 3′, 10."""
    return int(sigil.label.rstrip("′")), sigil.label
