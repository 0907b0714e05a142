"""The timeline: everything with a date as a chart and, newest first, as a list with the gaps in words.

Decides what the page says of the whole record, and how much of a long one a chart shows. What happened is told by
`events`; where things stand in the chart is decided by `chart`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from ..dates import Edtf, known_ends
from ..edtf_reader import MONTHS
from ..model import Meeting
from ..views import NO_LINK, Chart, LegendItem, Link, Mark, TimelineEntry, TimelineView
from . import leafing, paging, urls, words
from .apparatus import Apparatus
from .chart import Event, Lane, Sheet, chart
from .desk import Desk
from .events import (
    MEETINGS,
    OFFICES,
    OTHER_MEETINGS,
    OTHER_SERIES,
    SUMMITS,
    Happening,
    anchor,
    gaps,
    happenings,
)
from .scale import scale

WHOLE = 100
"""So many events stand on one page; more have a page a year."""

LATEST = 50
PART = 100
"""A year with twice as many is cut into parts of so many."""

LEAD = "Each date shows how it is known."

LONGEST_MONTHS = 18
"""A chart of a longer record shows its last months; its list shows all of it."""

MONTHS_IN_WORDS = 24
"""The heading counts months up to here; then it gives the years."""

WIDE = Sheet(width=1208, left=208)
"""The grid begins where the text of the list below it does."""
PAPER = Sheet(width=720, lines=4)
BODY = Sheet(width=1000, lines=4)
"""Beside the title of a section."""


def timeline_pages(desk: Desk) -> Iterator[TimelineView]:
    """All on one page; of a long record the latest there, and every year on its own."""
    found = happenings(desk)
    between = gaps(desk)
    heading, period = _heading(desk.meetings)
    charted = recent(found)
    first = _view(desk, urls.TIMELINE, found if len(found) <= WHOLE else found[:LATEST], charted, between)
    first = msgspec.structs.replace(
        first,
        heading=heading,
        lead=f"{period}newest first. {LEAD}" if period else LEAD,
        chart_note=_left_out(sum(one.event is not None for one in found) - len(charted)),
    )
    if len(found) <= WHOLE:
        yield first
        return
    sheets = paging.years(f"{urls.TIMELINE}{paging.BY_YEAR}/", found, _year_of, PART)
    last = _year_of(found[LATEST - 1])
    shown, total = (sum(_year_of(one) == last for one in some) for some in (found[:LATEST], found))
    bar = leafing.bar("By year", sheets, counts=True)
    yield msgspec.structs.replace(first, bar=bar, rest=leafing.rest(sheets, last, shown, total))
    for at, sheet in enumerate(sheets):
        yield _sheet(sheets, at, _view(desk, sheet.path, sheet.items, sheet.items, between))


def _left_out(number: int) -> str:
    """What the first page's chart does not show of the record."""
    return f"{words.capital(words.in_words(number))} more, earlier or later, in the list." if number else ""


def _sheet(sheets: Sequence[paging.Sheet[Happening]], at: int, view: TimelineView) -> TimelineView:
    """A page of one year, or of a part of it."""
    sheet = sheets[at]
    name = leafing.name(sheet)
    meetings = sum(one.is_meeting for one in sheet.items)
    before, after = leafing.neighbours(sheets, at, by_year=True)
    return msgspec.structs.replace(
        view,
        title=f"{view.title}, {name}",
        description=f"Meetings and changes of office in this record, {name}, newest first.",
        crumbs=leafing.crumbs((*view.crumbs, Link(text="Timeline", path=urls.TIMELINE)), sheets, at),
        heading=f"{name}: {words.count_in_words(meetings, 'briefing')}",
        bar=leafing.bar("By year", sheets),
        previous=before,
        next=after,
    )


def _view(
    desk: Desk, path: str, found: Sequence[Happening], charted: Sequence[Happening], between: Mapping[str, str]
) -> TimelineView:
    """A page that lists the events `found` and draws those that are `charted`."""
    entries = desk.lettered(path, lambda page: tuple(_listed(found, page, between)))
    return TimelineView(
        path=path,
        root=urls.root_of(path),
        title="Timeline",
        description="All meetings and changes of office in this record, newest first, each as precise as its source.",
        crumbs=(Link(text="Home", path=urls.HOME),),
        section="timeline",
        heading="Timeline",
        lead=f"Newest first. {LEAD}",
        charts=charts_of(charted, "timeline"),
        chart_note="",
        legend=legend(tuple(one.mark for one in entries)),
        bar=None,
        entries=entries,
        rest=NO_LINK,
        previous=None,
        next=None,
    )


def _year_of(one: Happening) -> paging.Group:
    return paging.year(anchor(one.event.date) if one.event else None)


def recent(found: Sequence[Happening], months: int = LONGEST_MONTHS) -> tuple[Happening, ...]:
    """Those of the last months before the last day on which a meeting can have been; without meetings, before the last
    day of all.
    """
    dated = [(one, one.event.date) for one in found if one.event]
    last = max((_over(day) for one, day in dated if one.is_meeting), default=None)
    last = last or max((_over(day) for _, day in dated), default=date.min)
    number = last.year * len(MONTHS) + last.month - months
    first = date(number // len(MONTHS), number % len(MONTHS) + 1, 1) if number >= len(MONTHS) else date.min
    return tuple(one for one, day in dated if _over(day) >= first and (day.earliest or first) <= last)


def _over(day: Edtf) -> date:
    return day.latest or anchor(day)


def _listed(found: Sequence[Happening], page: Apparatus, between: Mapping[str, str]) -> Iterator[TimelineEntry]:
    """The rows below the headings of their years, with the gaps after the later of two meetings."""
    year = ""
    for one in found:
        if _year_of(one).title != year:
            year = _year_of(one).title
            yield TimelineEntry(year=year)
        row = one.row(page)
        yield row
        if row.path in between:
            yield TimelineEntry(gap=between[row.path])


def charts_of(found: Sequence[Happening], id: str) -> tuple[Chart, ...]:
    """The chart of these events on a wide screen and on paper; none where nothing has a date."""
    days = [day for one in found if one.event for day in known_ends(one.event.date)]
    if not days:
        return ()
    first, last = min(days), max(days)
    lanes = _in_lanes(found)
    title = f"{_period(first, last)}: {_told(lanes)}. The list below has the same events with their dates in words."
    return tuple(
        chart(f"{id}-{sheet.width}", title, lanes, scale(first, last, sheet.left, sheet.width), sheet)
        for sheet in (WIDE, PAPER)
    )


def _in_lanes(found: Sequence[Happening]) -> tuple[Lane, ...]:
    """Summits first, then series by the number of their events, then the rest."""
    lanes: dict[str, list[Event]] = {}
    for one in reversed(found):
        if one.event:
            lanes.setdefault(one.lane, []).append(one.event)
    last = (OTHER_SERIES, MEETINGS, OTHER_MEETINGS)

    def place(name: str) -> tuple[int, int, str]:
        strong = any(event.strong for event in lanes[name])
        rank = 0 if name == SUMMITS else 1 if strong and name not in last else 2 if name in last else 3
        return rank + (name == OFFICES), -len(lanes[name]), name

    return tuple(Lane(title=name, events=tuple(lanes[name])) for name in sorted(lanes, key=place))


def _told(lanes: Sequence[Lane]) -> str:
    return ", ".join(f"{lane.title} {len(lane.events)}" for lane in lanes)


def _period(first: date, last: date) -> str:
    start, end = (f"{MONTHS[day.month - 1]} {day.year}" for day in (first, last))
    return start if start == end else f"{start} to {end}"


def _heading(meetings: Sequence[Meeting]) -> tuple[str, str]:
    """What the record is, in a line, and when: "Seven months, 13 briefings", "August 2023 to February 2024, "."""
    days = [day for one in meetings if one.date for day in known_ends(one.date)]
    if not days:
        return "Timeline", ""
    first, last = min(days), max(days)
    months = (last.year - first.year) * len(MONTHS) + last.month - first.month + 1
    number = words.count_in_words(len(meetings), "briefing")
    if months == 1:
        return words.capital(number), f"{_period(first, last)}, "
    span = f"{words.in_words(months)} months" if months <= MONTHS_IN_WORDS else f"{first.year} to {last.year}"
    return f"{words.capital(span)}, {number}", f"{_period(first, last)}, "


LEGEND = {
    Mark.DAY: "Day known",
    Mark.SPAN: "Week, month or longer",
    Mark.INFERRED_DAY: "Day inferred, or not from the sources",
    Mark.INFERRED_SPAN: "Week, month or longer, inferred",
}


def legend(marks: Sequence[Mark]) -> tuple[LegendItem, ...]:
    """What the marks mean that are there."""
    return tuple(LegendItem(kind=mark.value, text=text) for mark, text in LEGEND.items() if mark in marks)
