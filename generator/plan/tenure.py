"""Who held an office when, as a chart: what is attested, what is inferred, and what is only assumed.

Between the first and the last day attested by a source, an office counts as held; before and after it is assumed.
An end that nobody gives stays open: the line runs to the edge of the chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..dates import Edtf
from ..edtf_reader import MONTHS
from ..model import Membership, Person, Value
from ..relate.offices import by_beginning, holders, office_at
from ..views import Chart, LegendItem
from . import urls, words
from .chart import Event, Lane, Sheet, Stretch, chart
from .desk import Desk
from .events import change_of_office, event_of
from .scale import Scale, scale
from .timeline import LEGEND

WIDE = Sheet(width=780, size=13, lines=2)
NARROW = Sheet(width=350, size=13, lines=3)
MOST_LANES = 6
SHOWN_AROUND = timedelta(days=31)
"""How far the chart goes beyond the first and last day it knows of."""

DAY = timedelta(days=1)


class Tenure(Value):
    """An office of a person: its ends as the desk gives them, and the meetings held in it."""

    person: Person
    office: Membership
    met: tuple[Event, ...]


def tenures(desk: Desk, person: Person) -> tuple[Tenure, ...]:
    """The person's offices from the earliest, each followed by the others known to have held the same."""
    found: dict[tuple[str, Membership], Tenure] = {}
    for office in by_beginning(person):
        others = [
            (other, theirs)
            for other, theirs in holders(desk.library, office.organization)
            if theirs.role == office.role and other.id != person.id
        ]
        for holder, held in ((person, office), *others):
            found.setdefault((holder.id, held), _tenure(desk, holder, held))
    known = [one for one in found.values() if one.met or _days(one)]
    return tuple(known[:MOST_LANES]) if any(one.person == person for one in known) else ()


def _tenure(desk: Desk, person: Person, office: Membership) -> Tenure:
    held = desk.register.attended.get(person.id, ())
    met = (
        event_of(desk, meeting, meeting.date)
        for meeting, _ in held
        if meeting.date and office_at(person, meeting) == office
    )
    return Tenure(person=person, office=office, met=tuple(met))


def charts(desk: Desk, person: Person) -> tuple[tuple[Chart, ...], tuple[LegendItem, ...]]:
    """The chart on a wide screen and on a narrow one, and what its marks mean; nothing if no date is known."""
    found = tenures(desk, person)
    days = [day for one in found for day in _days(one)]
    if not days:
        return (), ()
    first, last = _earlier(min(days)), _later(max(days))
    several = len({one.office.role for one in found}) > 1
    title = _title(desk, found)
    lanes = [_lane(one, scale(first, last, 0, 1), several=several) for one in found]
    made = (
        chart(f"roles-{sheet.width}", title, lanes, scale(first, last, 0, sheet.width), sheet)
        for sheet in (WIDE, NARROW)
    )
    return tuple(made), tuple(_legend(lanes))


def _days(one: Tenure) -> list[date]:
    given = [*(event.date for event in one.met), one.office.start_date, one.office.end_date]
    return [day for value in given if value for day in (value.earliest, value.latest) if day]


def _earlier(day: date) -> date:
    return day - SHOWN_AROUND if day - date.min > SHOWN_AROUND else day


def _later(day: date) -> date:
    return day + SHOWN_AROUND if date.max - day > SHOWN_AROUND else day


def _lane(one: Tenure, axis: Scale, *, several: bool) -> Lane:
    ends = (("start_date", "takes office"), ("end_date", "leaves office"))
    changes = [event for field, name in ends if (event := change_of_office(one.office, field, name))]
    title = f"{one.person.name}, {one.office.role}" if several else one.person.name
    return Lane(title=title, events=(*one.met, *changes), stretches=tuple(_stretches(one, axis)), ruled=False)


def _stretches(one: Tenure, axis: Scale) -> Iterator[Stretch]:
    """From left to right: assumed, attested, assumed."""
    begun, over = _edge(one.office.start_date, axis.first), _edge(one.office.end_date, axis.last, end=True)
    days = [day for event in one.met if (day := event.date.day)]
    attested = [*_stated(one.office, "start_date"), *days, *_stated(one.office, "end_date")]
    first, last = (min(attested), max(attested)) if attested else (None, None)
    if first is None or last is None:
        yield from _stretch("soft", begun, over)
        return
    yield from _stretch("soft", begun, first)
    yield from _stretch("bar", first, last)
    yield from _stretch("soft", last, over)


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
        organization = urls.link_to(desk.library, "organizations", one.office.organization).text
        met = f", at {words.count(len(one.met), 'meeting')} in this record{_between(one.met)}" if one.met else ""
        parts.append(f"{one.person.name}, {one.office.role}, {organization}: {words.period(one.office)}{met}")
    return f"{'; '.join(parts)}."


def _between(met: Sequence[Event]) -> str:
    """From the first to the last meeting whose day is known."""
    days = sorted(day for event in met if (day := event.date.day))
    if not days:
        return ""
    first, last = (f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (days[0], days[-1]))
    return f", {first}" if first == last else f", from {first} to {last}"


def _legend(lanes: Sequence[Lane]) -> Iterator[LegendItem]:
    marks = {event.mark for lane in lanes for event in lane.events}
    yield from (LegendItem(kind=mark.value, text=text) for mark, text in LEGEND.items() if mark in marks)
    kinds = {one.kind for lane in lanes for one in lane.stretches}
    if "bar" in kinds:
        yield LegendItem(kind="bar", text="Between the first and last day attested")
    if "soft" in kinds:
        yield LegendItem(kind="dash", text="Assumed: no source held says so")
