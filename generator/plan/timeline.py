"""The timeline: everything with a date as a chart and, newest first, as a list with the gaps in words.

Decides what the page says of the whole record, and how much of a long one a chart shows. What happened is told by
`events`; where things stand in the chart is decided by `chart`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ..edtf_reader import MONTHS
from ..model import Meeting
from ..views import Chart, LegendItem, Link, Mark, TimelineEntry, TimelineView
from . import urls, words
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
    undated,
)
from .scale import scale

LONGEST_MONTHS = 18
"""A chart of a longer record shows its last months; its list shows all of it."""

MONTHS_IN_WORDS = 24
"""The heading counts months up to here; then it gives the years."""

WIDE = Sheet(width=1208, left=176)
PAPER = Sheet(width=720, lines=4)
BODY = Sheet(width=1000, lines=4)
"""Beside the title of a section."""


def timeline_page(desk: Desk) -> TimelineView:
    """Everything with a date, newest first."""
    page = desk.apparatus(urls.TIMELINE)
    dated = happenings(desk, page)
    without = undated(desk, page)
    shown = recent(dated)
    charts = charts_of(shown, "timeline")
    entries = (*listed(dated, gaps(desk)), *((TimelineEntry(year="Undated"), *without) if without else ()))
    heading, period = _heading(desk.meetings)
    return TimelineView(
        path=urls.TIMELINE,
        root=page.root,
        title="Timeline",
        description="All meetings and changes of office in this record, newest first, each as precise as its source.",
        crumbs=(Link(text="Home", path=urls.HOME),),
        section="timeline",
        heading=heading,
        lead=f"{period}newest first. Each date shows how it is known." if period else "Newest first.",
        charts=charts,
        chart_note=f"The chart shows {LONGEST_MONTHS} months; the list shows all."
        if charts and len(shown) < len(dated)
        else "",
        legend=legend(tuple(one.row.mark for one in dated)),
        entries=entries,
    )


def recent(found: tuple[Happening, ...], months: int = LONGEST_MONTHS) -> tuple[Happening, ...]:
    """Those of the last months before the last day on which a meeting can have been; without meetings, before the last
    day of all.
    """
    last = max((_over(one) for one in found if one.row.meeting), default=max(map(_over, found), default=date.min))
    number = last.year * len(MONTHS) + last.month - months
    first = date(number // len(MONTHS), number % len(MONTHS) + 1, 1) if number >= len(MONTHS) else date.min
    return tuple(one for one in found if _over(one) >= first and (one.event.date.earliest or first) <= last)


def _over(one: Happening) -> date:
    return one.event.date.latest or anchor(one.event.date)


def listed(found: Sequence[Happening], gaps: Mapping[str, str]) -> Iterator[TimelineEntry]:
    """The rows below the headings of their years, with the gaps after the later of two meetings."""
    year = ""
    for one in found:
        if str(anchor(one.event.date).year) != year:
            year = str(anchor(one.event.date).year)
            yield TimelineEntry(year=year)
        yield one.row
        if one.row.path in gaps:
            yield TimelineEntry(gap=gaps[one.row.path])


def charts_of(found: Sequence[Happening], id: str) -> tuple[Chart, ...]:
    """The chart of these events on a wide screen and on paper; none without events."""
    days = [day for one in found for day in (one.event.date.earliest, one.event.date.latest) if day]
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
    days = [day for one in meetings if one.date for day in (one.date.earliest, one.date.latest) if day]
    if not days:
        return "Timeline", ""
    first, last = min(days), max(days)
    months = (last.year - first.year) * len(MONTHS) + last.month - first.month + 1
    number = f"{words.in_words(len(meetings))} {'briefing' if len(meetings) == 1 else 'briefings'}"
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
