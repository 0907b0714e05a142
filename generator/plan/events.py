"""What happened when: meetings and changes of office as rows of a list and marks of a chart, and the days between.

Decides what is told of each date, and which lane an event is in. Nothing here knows where a mark stands in a chart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise

import msgspec

from .. import dates
from ..advances import isolated
from ..dates import Edtf, Precision, sort_key
from ..markup import plain
from ..model import Cite, Library, Meeting, MeetingId, MeetingKind, Membership, Person, Value
from ..relate.tracks import Step
from ..views import Known, Mark, TimelineEntry
from . import change, urls, words
from .apparatus import Apparatus, foreign_language
from .chart import Event
from .desk import Desk
from .referring import series_link

SUMMITS, OTHER_SERIES, MEETINGS, OTHER_MEETINGS = "Summits", "Other series", "Meetings", "Other meetings"
OFFICES = "Changes of office"
AROUND = {MeetingKind.VISIT: "visits", MeetingKind.CALL: "calls", MeetingKind.STATEMENT: "statements"}
"""What is not a meeting of people in one room, and is in one lane."""

SERIES_LANES = 6
"""As many series have a lane of their own: those with most events."""


class Phrase(Value):
    """Words somebody is quoted with at a meeting; `language` if it is not the site's."""

    text: str
    language: str
    cites: tuple[Cite, ...]


class Happening(Value):
    """A meeting or a change of office: its mark in a lane of the chart, None if it has no date, and its row in a list.

    The row is made for a page, which gives letters to sources in the order in which it shows them.
    """

    event: Event | None
    lane: str
    row: Callable[[Apparatus], TimelineEntry]
    is_meeting: bool = True


def happenings(desk: Desk) -> tuple[Happening, ...]:
    """Everything, the newest first; what has an open beginning stands at its end, and what has no date is last."""
    found = [*_meetings(desk), *_offices(desk)]
    return tuple(sorted(found, key=_order, reverse=True))


def _order(one: Happening) -> tuple[date, tuple[int, int, str], str]:
    if one.event is None:
        return date.min, (0, 0, ""), ""
    return anchor(one.event.date), sort_key(one.event.date), one.event.name


def anchor(value: Edtf) -> date:
    """The day a date stands at in a list."""
    return dates.anchor(value) or date.min


def _meetings(desk: Desk) -> Iterator[Happening]:
    lanes = _lanes(desk)
    phrases: dict[MeetingId, Phrase] = {}
    for series in desk.register.in_series.values():
        phrases |= phrases_in(desk, series)
    for one in reversed(desk.meetings):
        said = phrases.get(one.id)
        yield Happening(
            event=event_of(desk, one, one.date, said) if one.date else None,
            lane=lanes[one.id],
            row=partial(_meeting_row, desk, one, said),
        )


def _meeting_row(desk: Desk, meeting: Meeting, said: Phrase | None, page: Apparatus) -> TimelineEntry:
    when = desk.when(meeting)
    return TimelineEntry(
        when=words.in_year(when, meeting.date),
        mark=words.mark(meeting.date, when.known),
        how=how_known(meeting.date, meeting.date_basis.words if meeting.date_basis else ""),
        flagged=when.known.value if when.known in words.NOT_IN_SOURCES else "",
        reason=when.note if when.known in words.NOT_IN_SOURCES else "",
        name=words.headline(meeting.name),
        path=urls.path_of("meetings", meeting.id),
        phrase=said.text if said else "",
        language=said.language if said else "",
        chips=page.plain_chips(said.cites) if said else (),
        lane=series_link(desk, meeting),
        meeting=True,
    )


def event_of(desk: Desk, meeting: Meeting, value: Edtf, said: Phrase | None = None) -> Event:
    """A meeting at its date as a chart names it, with its words on a track."""
    known = desk.when(meeting).known
    day = dates.day_and_month(value)
    return Event(
        date=value,
        mark=words.mark(value, known),
        name=words.place_name(meeting),
        day=f"{day}, {known.value}" if day and known in words.NOT_IN_SOURCES else day,
        phrase=said.text if said else "",
        language=said.language if said else "",
        strong=meeting.series is not None,
    )


class _Turn(Value):
    """The beginning or the end of an office, whose date is known."""

    person: Person
    office: Membership
    field: str


def _offices(desk: Desk) -> Iterator[Happening]:
    """Every change of office; one where somebody follows somebody else in a post."""
    groups: dict[tuple[str, ...], list[_Turn]] = {}
    for number, one in enumerate(_turns(desk.library)):
        groups.setdefault(_handover(one) or (str(number),), []).append(one)
    for turns in groups.values():
        begun = [one for one in turns if one.field == "start_date"]
        over = [one for one in turns if one.field == "end_date"]
        if len(begun) == len(over) == 1 and begun[0].person.id != over[0].person.id:
            yield _change_of_hands(desk.library, begun[0], over[0])
        else:
            yield from (_turned(desk.library, one) for one in turns)


def _turns(library: Library) -> Iterator[_Turn]:
    for person in library.people.values():
        for office in person.memberships:
            for field in ("start_date", "end_date"):
                if change_of_office(office, field, ""):
                    yield _Turn(person=person, office=office, field=field)


def _handover(one: _Turn) -> tuple[str, ...]:
    """The post and the day or month; () for what is in doubt, or so wide that two may have held the post together."""
    value, known = _change(one.office, one.field)
    if value is None or known in words.NOT_IN_SOURCES or words.mark(value, known) not in {Mark.DAY, Mark.SPAN}:
        return ()
    if value.precision not in {Precision.DAY, Precision.MONTH}:
        return ()
    return one.office.organization, one.office.role, value.text


def _turned(library: Library, one: _Turn) -> Happening:
    verb = "takes" if one.field == "start_date" else "leaves"
    return Happening(
        event=change_of_office(one.office, one.field, f"{isolated(one.person.name)} {verb} office"),
        lane=OFFICES,
        row=partial(_office_row, library, one.person, one.office, one.field),
        is_meeting=False,
    )


def _change_of_hands(library: Library, begun: _Turn, over: _Turn) -> Happening:
    name = f"{isolated(begun.person.name)} follows {isolated(over.person.name)}"
    return Happening(
        event=change_of_office(begun.office, begun.field, name),
        lane=OFFICES,
        row=partial(_handover_row, library, begun, over),
        is_meeting=False,
    )


def _handover_row(library: Library, begun: _Turn, over: _Turn, page: Apparatus) -> TimelineEntry:
    """With the passages of both offices, those of the one that ends first."""
    row = _office_row(library, begun.person, begun.office, begun.field, page)
    return msgspec.structs.replace(
        row,
        follows=urls.link_to(library, "people", over.person.id),
        rest=f"as {begun.office.role}",
        chips=page.plain_chips((*over.office.cite, *begun.office.cite)),
    )


def change_of_office(office: Membership, field: str, name: str) -> Event | None:
    """The beginning or end of an office as a chart names it; None if its date is not known."""
    value, known = _change(office, field)
    if value is None or dates.anchor(value) is None:
        return None
    return Event(date=value, mark=words.mark(value, known), name=name, day=dates.day_and_month(value))


def _change(office: Membership, field: str) -> tuple[Edtf | None, Known]:
    value = office.start_date if field == "start_date" else office.end_date
    return value, Known.INFERRED if words.reason(office, field) else Known.PRINTED


def _office_row(library: Library, person: Person, office: Membership, field: str, page: Apparatus) -> TimelineEntry:
    value, known = _change(office, field)
    return TimelineEntry(
        when=words.in_year(words.when(value, known), value),
        mark=words.mark(value, known),
        how=how_known(value),
        flagged=known.value if known in words.NOT_IN_SOURCES else "",
        reason=words.reason(office, field),
        name=plain(person.name),
        path=urls.path_of("people", person.id),
        rest=f"{'takes' if field == 'start_date' else 'leaves'} office as {office.role}",
        chips=page.plain_chips(office.cite),
        lane=urls.link_to(library, "organizations", office.organization),
    )


def how_known(value: Edtf | None, basis: str = "") -> str:
    """The weekday of a known day, else what is known in its place: "month only", or the words of the source."""
    if value is None:
        return ""
    if value.day:
        return dates.weekday(value)
    if value.is_interval:
        said = dates.dated_by(basis)
        return f"“{said}”" if said else ""
    return "" if value.precision is Precision.DAY else f"{value.precision.value} only"


def phrases_in(desk: Desk, meetings: Sequence[Meeting]) -> Mapping[MeetingId, Phrase]:
    """The words of each meeting of a series on the one track on which most of them are quoted."""
    ids = {one.id for one in meetings}
    tracks = sorted({use.track for one in meetings for use in one.wording})
    quoted = [
        [step for step in desk.steps.get(track, ()) if step.meeting in ids and change.is_quoted(desk, step)]
        for track in tracks
    ]
    return {step.meeting: _phrase(desk, step) for step in max(quoted, key=len, default=[])}


def _phrase(desk: Desk, step: Step) -> Phrase:
    language = foreign_language(desk.library, step.use.cite[0].source)
    return Phrase(text=words.typeset(step.use.text), language=language, cites=step.use.cite)


def gaps(desk: Desk) -> Mapping[str, str]:
    """By the path of the later of two neighbours in a series, the days between them; only where both days are given."""
    found = {}
    for meetings in desk.register.in_series.values():
        for before, after in pairwise(meetings):
            if told := _gap(desk, before, after):
                found[urls.path_of("meetings", after.id)] = told
    return found


def _gap(desk: Desk, before: Meeting, after: Meeting) -> str:
    if not (before.date and before.date.day and after.date and after.date.day):
        return ""
    days = (after.date.day - before.date.day).days
    if days < 1:
        return ""
    first, second = words.place_name(before), words.place_name(after)
    inferred = [one for one in (before, after) if desk.when(one).known in words.NOT_IN_SOURCES]
    doubt = f", if the day of {words.listing([words.place_name(one) for one in inferred])} is right" if inferred else ""
    ends = f"between {first} and {second}" if first != second else f"since the last one, also in {first}"
    return f"{words.count(days, 'day')} {ends}{doubt}"


def _lanes(desk: Desk) -> Mapping[MeetingId, str]:
    """The lane of each meeting: its series, or its kind."""
    sizes = Counter(one.series for one in desk.meetings if one.series)
    own = {name for name, _ in sizes.most_common(SERIES_LANES)}
    around = [
        word for kind, word in AROUND.items() if any(_is_around(one) and one.kind is kind for one in desk.meetings)
    ]
    rest = OTHER_MEETINGS if own or any(one.kind is MeetingKind.SUMMIT for one in desk.meetings) else MEETINGS
    found = {}
    for one in desk.meetings:
        if one.series:
            found[one.id] = series_link(desk, one).text if one.series in own else OTHER_SERIES
        elif one.kind is MeetingKind.SUMMIT:
            found[one.id] = SUMMITS
        else:
            found[one.id] = words.capital(words.listing(around)) if _is_around(one) else rest
    return found


def _is_around(meeting: Meeting) -> bool:
    return not meeting.series and meeting.kind in AROUND
