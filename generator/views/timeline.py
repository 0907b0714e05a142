"""The timeline: a chart, and the same as a list."""

from __future__ import annotations

from ..model import Value
from .basics import NO_LINK, Html, Link, When
from .chart import Chart, LegendItem, Mark
from .evidence import Chip
from .lists import Bar
from .page import PageBase
from .rows import Neighbour


class TimelineEntry(Value):
    """An event, or the gap before it stated in words (`gap`), or a year's heading (`year`).

    `name` leads to `path`; after it stand whom that person `follows` in an office, and the `rest`. `how` the date is
    known: "Thursday", "month only", "“last week”"; `flagged`: "inferred" or "from elsewhere", and then `reason`.
    `phrase`: words somebody is quoted with at the meeting, on the track of its series; `language` if it is not the
    site's.
    """

    year: str = ""
    gap: str = ""
    when: When | None = None
    mark: Mark = Mark.UNDATED
    how: str = ""
    flagged: str = ""
    reason: str = ""
    name: Html = Html(markup="")
    path: str = ""
    follows: Link = NO_LINK
    rest: str = ""
    phrase: str = ""
    language: str = ""
    chips: tuple[Chip, ...] = ()
    lane: Link = NO_LINK
    meeting: bool = False


class TimelineView(PageBase, tag="timeline"):
    """`charts`: wide, and narrow for paper; none if nothing has a date. `legend` explains the marks of the list.

    The list is whole, or the newest part of one with the way to the `rest` of its last year, or that of one year.
    """

    heading: str
    lead: str
    charts: tuple[Chart, ...]
    chart_note: str
    legend: tuple[LegendItem, ...]
    bar: Bar | None
    entries: tuple[TimelineEntry, ...]
    rest: Link
    previous: Neighbour | None
    next: Neighbour | None
