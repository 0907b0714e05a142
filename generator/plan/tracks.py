"""Pages that follow things through time: series, wording tracks, commitments, the timeline."""

from __future__ import annotations

import msgspec

from .. import dates
from ..dates import Edtf, sort_key
from ..markup import plain
from ..model import CommitmentState, Meeting, PersonId, Series, SeriesMember, WordingTrack
from ..relate.commitments import Undertaking
from ..views import (
    CommitmentGroup,
    CommitmentsView,
    FactRow,
    Html,
    Known,
    Link,
    MatrixRow,
    SeriesView,
    TimelineEntry,
    TimelineView,
    When,
    WordingView,
)
from . import change, room, undertaken, urls, words
from .desk import Desk
from .meeting import meeting_row, mentions, series_link
from .neighbours import TRACKS, neighbours


def series_page(desk: Desk, series: Series) -> SeriesView:
    """A series: its meetings, who attended which, and its tracked phrases."""
    path = urls.path_of("series", series.id)
    page = desk.apparatus(path)
    meetings = desk.register.in_series.get(series.id, ())
    tracks = dict.fromkeys(use.track for one in meetings for use in one.wording)
    facts = [
        FactRow(label="Briefings", links=(Link(text=f"{len(meetings)} in this record", path=""),)),
    ]
    if series.members:
        facts.append(
            FactRow(
                label="Who meets",
                links=tuple(_post(desk, one) for one in series.members),
            )
        )
    if series.since:
        facts.append(
            FactRow(
                label="Since",
                links=(Link(text=dates.long_text(series.since), path=""),),
                doubt=words.reason(series, "since"),
            )
        )
    people = dict.fromkeys(one.person for meeting in meetings for one in (*meeting.participants, *meeting.absent))
    lead = desk.block(desk.blocks("series", series).get(("note",)), page)
    shown_tracks = tuple(change.track(desk, name, page) for name in tracks)
    mentioned = mentions(desk, "series", series.id, page)
    return SeriesView(
        path=path,
        root=page.root,
        title=series.name,
        description=f"{series.name}: every meeting in this record, who attended, and how the language moved.",
        crumbs=(Link(text="Series", path=urls.index_path("series")),),
        section="series",
        name=series.name,
        lead=lead,
        facts=tuple(facts),
        meetings=tuple(meeting_row(desk, one, page=page) for one in reversed(meetings)),
        columns=tuple(urls.link_by_place(one) for one in meetings),
        matrix=tuple(_matrix_row(desk, one, meetings) for one in people),
        tracks=shown_tracks,
        mentions=mentioned,
        key=page.key(),
    )


def _post(desk: Desk, one: SeriesMember) -> Link:
    organization = urls.link_to(desk.library, "organizations", one.organization)
    return Link(text=f"{organization.text} ({one.role})", path=organization.path)


def _matrix_row(desk: Desk, person: PersonId, meetings: tuple[Meeting, ...]) -> MatrixRow:
    marks, label = room.attendance(person, meetings)
    entry = desk.library.people.get(person)
    return MatrixRow(
        person=urls.link_to(desk.library, "people", person),
        country=room.alpha_3(desk.library, entry.country if entry else None),
        cells=marks,
        label=label,
    )


def wording_page(desk: Desk, entry: WordingTrack) -> WordingView:
    """A wording track: every step with issuer, English, difference and caution."""
    path = urls.path_of("wording", entry.id)
    page = desk.apparatus(path)
    blocks = desk.blocks("wording", entry)
    line = sorted(desk.library.wording.values(), key=lambda one: (one.name.casefold(), one.id))
    before, after = neighbours(line, entry, lambda one: urls.link_to(desk.library, "wording", one.id), TRACKS)
    track = change.track(desk, entry.id, page)
    redlines = change.redlines(desk, entry.id, page)
    return WordingView(
        path=path,
        root=page.root,
        title=f"{words.typeset(entry.name)}: how the words moved",
        description=f"{words.typeset(entry.name)}: one phrase from meeting to meeting, in the words of the sources.",
        crumbs=(Link(text="Language", path=urls.index_path("wording")),),
        section="wording",
        name=words.typeset(entry.name),
        of=desk.inline(blocks.get(("of",)), page),
        topic=urls.link_to(desk.library, "topics", entry.topic),
        caution=words.typeset(entry.caution or ""),
        track=track,
        redlines=redlines,
        key=page.key(),
        previous=before,
        next=after,
    )


STATES = (
    (None, "Open, or nothing further in this record", "open"),
    (CommitmentState.MET, "Met", "met"),
    (CommitmentState.LAPSED, "Lapsed", "lapsed"),
    (CommitmentState.SUPERSEDED, "Superseded", "superseded"),
)


def commitments_page(desk: Desk) -> CommitmentsView:
    """Every chain of commitments once, at its latest step, by state."""
    page = desk.apparatus(urls.COMMITMENTS)
    latest = [one for one in desk.undertakings if not one.later and one.meeting.id in desk.listed]
    groups = []
    for state, title, anchor in STATES:
        chosen = [one for one in reversed(latest) if _state(one) is state]
        rows = tuple(undertaken.row(desk, one, page) for one in chosen)
        if rows:
            groups.append(CommitmentGroup(title=title, anchor=anchor, rows=rows))
    return CommitmentsView(
        path=urls.COMMITMENTS,
        root=page.root,
        title="Commitments",
        description="Every commitment and agreement in this record, followed from meeting to meeting.",
        crumbs=(Link(text="Home", path=urls.HOME),),
        section="commitments",
        lead=f"{words.count(len(latest), 'undertaking')}, each at its latest step, with what it follows.",
        groups=tuple(groups),
        key=page.key(),
    )


def _state(one: Undertaking) -> CommitmentState | None:
    return None if one.point.state in (None, CommitmentState.OPEN) else one.point.state


def timeline_page(desk: Desk) -> TimelineView:
    """Meetings and changes of office, newest first, with the gaps between known days stated."""
    events = [*_meeting_events(desk), *_office_events(desk)]
    events.sort(key=lambda event: (sort_key(event[0]), event[1].html.markup), reverse=True)
    undated = [one for one in desk.meetings if one.date is None]
    entries: list[TimelineEntry] = []
    for number, (date, event) in enumerate(events):
        year = str(date.earliest.year) if date.earliest else "Undated"
        if number == 0 or year != _year(events[number - 1][0]):
            entries.append(TimelineEntry(year=year))
        elif gap := _gap(events[number - 1][0], date):
            entries.append(TimelineEntry(gap=gap))
        entries.append(event)
    if undated:
        entries.append(TimelineEntry(year="Undated"))
        entries += [_meeting_event(desk, one) for one in undated]
    return TimelineView(
        path=urls.TIMELINE,
        root=urls.root_of(urls.TIMELINE),
        title="Timeline",
        description="All meetings and changes of office in this record, newest first, each as precise as its source.",
        crumbs=(Link(text="Home", path=urls.HOME),),
        section="timeline",
        lead="Newest first. A date is as precise as the source that gives it.",
        entries=tuple(entries),
    )


def _year(date: Edtf) -> str:
    return str(date.earliest.year) if date.earliest else "Undated"


def _gap(later: Edtf, earlier: Edtf) -> str:
    if not (later.day and earlier.day):
        return ""
    days = (later.day - earlier.day).days
    return f"{words.count(days, 'day')} between" if days > 1 else ""


def _meeting_events(desk: Desk) -> list[tuple[Edtf, TimelineEntry]]:
    return [(one.date, _meeting_event(desk, one)) for one in desk.meetings if one.date]


SHORT_NOTE = 60
"""A longer reason is left to the page of the meeting."""


def _meeting_event(desk: Desk, meeting: Meeting) -> TimelineEntry:
    html = Html(markup=_anchor(urls.path_of("meetings", meeting.id), words.headline(meeting.name)))
    return TimelineEntry(when=_brief(desk.when(meeting)), html=html, lane=series_link(desk, meeting), meeting=True)


def _brief(when: When) -> When:
    return when if len(when.note) <= SHORT_NOTE else msgspec.structs.replace(when, note="")


def _anchor(path: str, text: Html) -> str:
    return f'<a href="{urls.root_of(urls.TIMELINE)}{path}">{text.markup}</a>'


def _office_events(desk: Desk) -> list[tuple[Edtf, TimelineEntry]]:
    found = []
    for person in desk.library.people.values():
        for office in person.memberships:
            for date, verb in ((office.start_date, "takes office as"), (office.end_date, "leaves office as")):
                if date is None or not date.earliest:
                    continue
                field = "start_date" if date is office.start_date else "end_date"
                known = Known.INFERRED if words.reason(office, field) else Known.PRINTED
                link = _anchor(urls.path_of("people", person.id), plain(person.name))
                entry = TimelineEntry(
                    when=_brief(words.when(date, known, words.reason(office, field))),
                    html=Html(markup=f"{link} {verb} {plain(office.role).markup}"),
                    lane=urls.link_to(desk.library, "organizations", office.organization),
                )
                found.append((date, entry))
    return found
