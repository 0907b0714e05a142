"""Who held an office when, as a chart: what is attested, what is inferred, and what is only assumed.

Between the first and the last day attested by a source, an office counts as held; before and after it is assumed.
An end that nobody gives stays open: the line runs to the edge of the chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from ..dates import Edtf, known_ends, may_cover
from ..edtf_reader import MONTHS
from ..model import Membership, OrganizationId, Person, PersonId, Value
from ..relate.offices import by_beginning, office_at
from ..views import Chart, LegendItem
from . import urls, words
from .chart import Event, Lane, Sheet, Stretch, chart
from .desk import Desk
from .events import change_of_office, event_of
from .scale import Scale, scale
from .timeline import legend

WIDE = Sheet(width=780, size=13, lines=2, rows=1)
NARROW = Sheet(width=350, size=13, lines=3, rows=1)
MOST_LANES = 6
MOST_NAMED = 8
"""Of more meetings in one post each has its mark; their names are in the list of meetings."""

SHOWN_AROUND, SHARE_AROUND = timedelta(days=31), 25
"""How far the chart goes at least beyond the first and last day it knows of, and which part of what is between: in what
just began one sees that it goes on.
"""

Post = tuple[OrganizationId, str]
"""Where, and as what."""


class Tenure(Value):
    """A post that a person held, once or again: its ends as the desk gives them, and the meetings held in it."""

    person: Person
    offices: tuple[Membership, ...]
    met: tuple[Event, ...]


def tenures(desk: Desk, person: Person) -> tuple[Tenure, ...]:
    """The person's posts from the earliest, then the others known to have held them, post by post, as long as there is
    room; nothing if the record has no date for any of the person's own.
    """
    own = _by_post(by_beginning(person))
    known = {post: one for post, held in own.items() if _days(one := _tenure(desk, person, held))}
    others = (
        one
        for post in known
        for other, held in _holders(desk, *post).items()
        if other != person.id and _days(one := _tenure(desk, desk.library.people[other], held))
    )
    return (*known.values(), *others)[:MOST_LANES]


def _by_post(offices: Sequence[Membership]) -> dict[Post, tuple[Membership, ...]]:
    posts = dict.fromkeys((one.organization, one.role) for one in offices)
    return {post: tuple(one for one in offices if (one.organization, one.role) == post) for post in posts}


def _holders(desk: Desk, organization: OrganizationId, role: str) -> dict[PersonId, tuple[Membership, ...]]:
    held = [(one.id, office) for one, office in desk.belonging.holders.get(organization, ()) if office.role == role]
    return {person: tuple(office for one, office in held if one == person) for person, _ in held}


def _tenure(desk: Desk, person: Person, offices: tuple[Membership, ...]) -> Tenure:
    met = (
        event_of(desk, meeting, meeting.date)
        for meeting, _ in desk.register.attended.get(person.id, ())
        if meeting.date and office_at(person, meeting) in offices
    )
    return Tenure(person=person, offices=offices, met=tuple(met))


def charts(desk: Desk, person: Person) -> tuple[tuple[Chart, ...], tuple[LegendItem, ...]]:
    """The chart on a wide screen and on a narrow one, and what its marks mean; nothing if no date is known."""
    found = tenures(desk, person)
    days = [day for one in found for day in _days(one)]
    if not days:
        return (), ()
    around = max(SHOWN_AROUND, (max(days) - min(days)) / SHARE_AROUND)
    first, last = _earlier(min(days), around), _later(max(days), around)
    title = _title(desk, found)
    names = _names(desk, person, found)
    lanes = [_lane(one, name, scale(first, last, 0, 1)) for one, name in zip(found, names, strict=True)]
    made = (
        chart(f"roles-{sheet.width}", title, lanes, scale(first, last, 0, sheet.width), sheet)
        for sheet in (WIDE, NARROW)
    )
    return tuple(made), tuple(_legend(lanes))


def _days(one: Tenure) -> list[date]:
    """Every day that the chart has to show."""
    ends = [value for office in one.offices for value in (office.start_date, office.end_date)]
    given = [*(event.date for event in one.met), *ends]
    return [day for value in given if value for day in known_ends(value)]


def _earlier(day: date, by: timedelta) -> date:
    return day - by if day - date.min > by else day


def _later(day: date, by: timedelta) -> date:
    return day + by if date.max - day > by else day


def _names(desk: Desk, person: Person, found: Sequence[Tenure]) -> Iterator[str]:
    """What the lanes are called. In one post: its holders. In several: the person's own posts, and who also held which.

    A role is told with its organization where the person had it in another too.
    """
    own = [one.offices[0] for one in found if one.person is person]
    for one in found:
        office = one.offices[0]
        same = sum(other.role == office.role for other in own) > 1
        organization = urls.link_to(desk.library, "organizations", office.organization).text
        post = f"{office.role}, {organization}" if same else office.role
        if len(own) == 1:
            yield one.person.name
        else:
            yield words.capital(post) if one.person is person else f"{one.person.name}, also {post}"


def _lane(one: Tenure, title: str, axis: Scale) -> Lane:
    met = one.met
    if len(met) > MOST_NAMED:
        met = tuple(msgspec.structs.replace(event, name="", day="") for event in met)
    ends = (("start_date", "takes office"), ("end_date", "leaves office"))
    changes = [
        event for office in one.offices for field, name in ends if (event := change_of_office(office, field, name))
    ]
    stretches = [stretch for office in one.offices for stretch in _stretches(one, office, axis)]
    return Lane(title=title, events=(*met, *changes), stretches=tuple(stretches), ruled=False)


def _stretches(one: Tenure, office: Membership, axis: Scale) -> Iterator[Stretch]:
    """From left to right: assumed, attested, assumed."""
    begun, over = _edge(office.start_date, axis.first), _edge(office.end_date, axis.last, end=True)
    days = [
        day
        for event in one.met
        if (day := event.date.day) and may_cover(office.start_date, office.end_date, event.date)
    ]
    attested = [*_stated(office, "start_date"), *days, *_stated(office, "end_date")]
    if not attested:
        yield from _stretch("soft", begun, over)
        return
    yield from _stretch("soft", begun, min(attested))
    yield from _stretch("bar", min(attested), max(attested))
    yield from _stretch("soft", max(attested), over)


def _edge(value: Edtf | None, otherwise: date, *, end: bool = False) -> date:
    """Where the office has surely begun, or is not yet over; the edge of the chart where that is not known."""
    day = (value.earliest if end else value.latest) if value else None
    return day or otherwise


def _stated(office: Membership, field: str) -> tuple[date, ...]:
    """The day by which an end that sources give is reached: the last of a beginning, the first of an ending."""
    value = office.start_date if field == "start_date" else office.end_date
    if value is None or words.reason(office, field):
        return ()
    day = value.latest if field == "start_date" else value.earliest
    return (day,) if day else ()


def _stretch(kind: str, first: date, last: date) -> Iterator[Stretch]:
    if first < last:
        yield Stretch(kind=kind, first=first, last=last)


def _title(desk: Desk, found: Sequence[Tenure]) -> str:
    """What the chart shows, in words, person by person."""
    parts = []
    for one in found:
        office = one.offices[0]
        organization = urls.link_to(desk.library, "organizations", office.organization).text
        held = words.listing([words.period(each) for each in one.offices])
        met = f", at {words.count(len(one.met), 'meeting')} in this record{_between(one.met)}" if one.met else ""
        parts.append(f"{one.person.name}, {office.role}, {organization}: {held}{met}")
    return f"{'; '.join(parts)}."


def _between(met: Sequence[Event]) -> str:
    """From the first to the last meeting whose day is known."""
    days = sorted(day for event in met if (day := event.date.day))
    if not days:
        return ""
    first, last = (f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (days[0], days[-1]))
    return f", {first}" if first == last else f", from {first} to {last}"


def _legend(lanes: Sequence[Lane]) -> Iterator[LegendItem]:
    yield from legend([event.mark for lane in lanes for event in lane.events])
    kinds = {one.kind for lane in lanes for one in lane.stretches}
    if "bar" in kinds:
        yield LegendItem(kind="bar", text="Between the first and last day attested")
    if "soft" in kinds:
        yield LegendItem(kind="dash", text="Assumed: no source held says so")
