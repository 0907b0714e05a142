"""The page of a series: its rhythm, its meetings, who attended which, and its tracked phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from .. import dates
from ..model import Meeting, PersonId, Series, SeriesMember
from ..relate.tracks import latest_first
from ..views import (
    Chart,
    FactRow,
    LegendItem,
    Link,
    ListView,
    Matrix,
    MatrixColumn,
    MatrixRow,
    MatrixYear,
    More,
    Rows,
    SeriesView,
)
from . import change, events, lists_of, room, timeline, urls, words
from .apparatus import Apparatus
from .chart import Event, Lane, chart
from .contents import with_contents
from .desk import Desk
from .listed import year_group, year_of
from .listing import AnyListing, Listing, Owner
from .scale import scale

WIDE_COLUMNS = 8
"""A matrix of more meetings has dates alone above its columns, the newest first."""

CHART_FROM = 2
"""Dated meetings that make a chart worth drawing."""

MOST_INTERVALS = 3

MOST_ON_LINE = 60
"""A chart of a longer series shows its last meetings."""

MOST_PEOPLE = 40
"""More have a page a year."""


def series_pages(desk: Desk, series: Series) -> Iterator[SeriesView | ListView]:
    """Everything the page of a series shows, and the pages of what would be too long for it."""
    path = urls.path_of("series", series.id)
    yield from desk.lettered(path, lambda page: tuple(_series(desk, series, page)))


def _series(desk: Desk, series: Series, page: Apparatus) -> Iterator[SeriesView | ListView]:
    path = page.path
    meetings = desk.register.in_series.get(series.id, ())
    tracks = dict.fromkeys(use.track for one in meetings for use in one.wording)
    lead = desk.block(desk.blocks("series", series).get(("note",)), page)
    shown_tracks = tuple(change.track(desk, name, page) for name in tracks)
    lists: dict[str, AnyListing] = {
        "mentions": lists_of.mentions(desk, "series", series.id),
        "meetings": lists_of.meetings(desk, "meetings", "Meetings", latest_first(meetings)),
        "matrix": _attendance(desk, meetings, path),
    }
    rows = {name: one.beginning(page) for name, one in lists.items()}
    charts, legend = _charts(desk, series, meetings[-MOST_ON_LINE:])
    above = (Link(text="Series", path=urls.index_path("series")),)
    view = SeriesView(
        path=path,
        root=page.root,
        title=words.brief(series.name),
        description=f"{words.brief(series.name)}: every meeting in this record, who attended, how the language moved.",
        crumbs=above,
        section="series",
        kick=f"{words.capital(series.kind.value)} series" if series.kind else "",
        name=series.name,
        lead=lead,
        facts=_facts(desk, series, meetings),
        charts=charts,
        legend=legend,
        meetings=rows["meetings"].meetings,
        matrix=next(iter(rows["matrix"].matrices), None) if len(meetings) >= CHART_FROM else None,
        tracks=shown_tracks,
        mentions=rows["mentions"].mentions,
        key=page.key(),
        more=More(**{name: one.more(path) for name, one in lists.items()}),
    )
    yield with_contents(view)
    owner = Owner(path=path, name=series.name, section="series", above=above)
    for one in lists.values():
        yield from one.pages(desk, owner)


def _attendance(desk: Desk, meetings: tuple[Meeting, ...], path: str) -> Listing[Meeting]:
    """Who was at which meeting, the newest meetings first; the page at `path` shows not too many people."""

    def show(items: Sequence[Meeting], page: Apparatus) -> Rows:
        most = MOST_PEOPLE if page.path == path else 0
        found = _matrix(desk, tuple(sorted(items, key=lambda one: desk.order[one.id])), most)
        return Rows(matrices=(found,) if found else ())

    return Listing(
        name="attendance",
        heading="Who was there",
        noun=("meeting", "meetings"),
        items=latest_first(meetings),
        show=show,
        group_of=year_group,
        label=lambda one: desk.when(one).short,
        shown=16,
        part=12,
    )


def _facts(desk: Desk, series: Series, meetings: tuple[Meeting, ...]) -> tuple[FactRow, ...]:
    rows = [FactRow(label="Briefings", links=(Link(text=f"{len(meetings)} in this record", path=""),))]
    if len(meetings) > 1:
        ends = tuple(_dated(desk, one) for one in (meetings[0], meetings[-1]))
        rows.append(FactRow(label="First and latest in this record", links=ends, apart=True))
    if between := intervals(meetings):
        rows.append(
            FactRow(label="Between meetings", links=(Link(text=between, path="", note=_doubt(desk, meetings)),))
        )
    if series.members:
        rows.append(FactRow(label="Who meets", links=tuple(_post(desk, one) for one in series.members), apart=True))
    if series.since:
        since = Link(text=dates.long_text(series.since), path="")
        rows.append(FactRow(label="Since", links=(since,), doubt=words.reason(series, "since")))
    return tuple(rows)


def _dated(desk: Desk, meeting: Meeting) -> Link:
    link = urls.link_by_place(meeting)
    return Link(text=link.text, path=link.path, note=desk.when(meeting).short)


def _doubt(desk: Desk, meetings: tuple[Meeting, ...]) -> str:
    """What is said beside intervals of which some end is not known from the sources."""
    given = [one for one in meetings if one.date and one.date.day]
    inferred = sum(desk.when(one).known in words.NOT_IN_SOURCES for one in given)
    return f"{words.count(inferred, 'day')} of {len(given)} inferred" if inferred else ""


def _post(desk: Desk, one: SeriesMember) -> Link:
    return urls.link_to(desk.library, "organizations", one.organization, note=one.role)


def intervals(meetings: tuple[Meeting, ...]) -> str:
    """The days from one meeting to the next: "53 and 100 days"; "" unless two neighbours have their days given."""
    days = [
        (after.date.day - before.date.day).days
        for before, after in pairwise(meetings)
        if before.date and before.date.day and after.date and after.date.day
    ]
    if not days:
        return ""
    if len(days) <= MOST_INTERVALS:
        return f"{words.listing([f'{one:,}' for one in days])} {'day' if days == [1] else 'days'}"
    return f"{min(days):,} to {max(days):,} days, half of them within {sorted(days)[(len(days) - 1) // 2]:,}"


def _charts(
    desk: Desk, series: Series, meetings: tuple[Meeting, ...]
) -> tuple[tuple[Chart, ...], tuple[LegendItem, ...]]:
    """All dated meetings on one line."""
    phrases = events.phrases_in(desk, meetings)
    dated = tuple(events.event_of(desk, one, one.date, phrases.get(one.id)) for one in meetings if one.date)
    days = [day for one in dated for day in dates.known_ends(one.date)]
    if len(dated) < CHART_FROM or not days:
        return (), ()
    title = f"{series.name}: {_told(dated, meetings)}. The list below names all of them."
    axis = [(sheet, scale(min(days), max(days), 0, sheet.width)) for sheet in (timeline.BODY, timeline.PAPER)]
    lane = Lane(title="", events=dated)
    made = tuple(chart(f"series-{sheet.width}", title, (lane,), days_on, sheet) for sheet, days_on in axis)
    return made, timeline.legend(tuple(one.mark for one in dated))


def _told(dated: tuple[Event, ...], meetings: tuple[Meeting, ...]) -> str:
    number = words.count(len(meetings), "meeting")
    first, last = dates.short_text(dated[0].date), dates.short_text(dated[-1].date)
    undated = len(meetings) - len(dated)
    between = intervals(meetings)
    return "".join(
        [
            f"{number} from {first} to {last}",
            f", {between} apart" if between else "",
            f", {undated} of them undated" if undated else "",
        ]
    )


def _matrix(desk: Desk, meetings: tuple[Meeting, ...], most: int = 0) -> Matrix | None:
    """Who was at which meeting: in the order in which they first came, or those with most meetings first.

    `most`: so many people at most; 0: all of them.
    """
    people = list(dict.fromkeys(one.person for meeting in meetings for one in (*meeting.participants, *meeting.absent)))
    if not people:
        return None
    compact = len(meetings) > WIDE_COLUMNS
    columns = meetings[::-1] if compact else meetings
    rows = [_row(desk, one, columns) for one in people]
    if compact or 0 < most < len(rows):
        rows.sort(key=lambda row: (-sum(cell.present for cell in row.cells), row.person.text))
    years = groupby(columns, key=year_of)
    return Matrix(
        years=tuple(
            MatrixYear(year=year, columns=tuple(_column(desk, one, compact=compact) for one in members))
            for year, members in years
        ),
        rows=tuple(rows[:most] if most else rows),
        compact=compact,
        total=f"of {len(meetings)}",
        note="Newest first." if compact else "",
    )


def _column(desk: Desk, meeting: Meeting, *, compact: bool) -> MatrixColumn:
    day = dates.day_and_month(meeting.date) if meeting.date else ""
    short = day or (dates.text_in_year(meeting.date) if meeting.date else "undated")
    name = words.place_name(meeting)
    path = urls.path_of("meetings", meeting.id)
    if compact:
        return MatrixColumn(link=Link(text=short, path=path), day="", name=name)
    return MatrixColumn(link=Link(text=name, path=path), day=desk.when(meeting).short, name="")


def _row(desk: Desk, person: PersonId, meetings: tuple[Meeting, ...]) -> MatrixRow:
    marks = room.marks(person, meetings)
    entry = desk.library.people.get(person)
    return MatrixRow(
        person=urls.link_to(desk.library, "people", person),
        country=room.alpha_3(desk.library, entry.country if entry else None),
        cells=marks,
        label=f"{sum(one.present for one in marks)}",
    )
