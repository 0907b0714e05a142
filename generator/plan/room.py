"""Who was in the room: offices on that day, attendance across the series, people not to be confused."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Country, Library, Meeting, Participant, Person, PersonId
from ..relate.offices import latest_office, office_at, role_at
from ..views import Attended, Link, MetRow, ParticipantRow, PersonRow
from . import alphabet, urls, words
from .apparatus import Apparatus
from .desk import Desk

MOST_SQUARES = 24
"""Somebody who met more often has counts and no squares; of a longer series those around a meeting are shown."""

AROUND, LATER = 12, 4
"""So many squares of a long series, and so many of them for later meetings."""


def participants(
    desk: Desk, meeting: Meeting, people: tuple[Participant, ...], page: Apparatus
) -> tuple[ParticipantRow, ...]:
    """One row a person, in the order of the file."""
    return tuple(_row(desk, meeting, one, page) for one in people)


def _row(desk: Desk, meeting: Meeting, one: Participant, page: Apparatus) -> ParticipantRow:
    person = desk.library.people.get(one.person)
    role, organization = role_at(one, desk.library, meeting)
    office = office_at(person, meeting) if person else None
    squares, label = attendance(one.person, squares_of(desk, meeting))
    return ParticipantRow(
        person=urls.link_to(desk.library, "people", one.person),
        role=role or "office not stated",
        organization=urls.link_to(desk.library, "organizations", organization),
        role_doubt=words.reason(one, "as") or (words.reason(office, "role") if office else ""),
        country=alpha_3(desk.library, person.country if person else None),
        country_name=country_name(desk.library, person.country if person else None),
        attendance=squares,
        attendance_label=label,
        remarks=_first_time(desk, one, meeting),
        not_same=not_same(desk.library, person),
        chips=page.chips(office.cite) if office and not one.role else (),
    )


def attendance(person: str, meetings: tuple[Meeting, ...]) -> tuple[tuple[Attended, ...], str]:
    """A square a meeting, and the same in words."""
    if len(meetings) <= 1:
        return (), ""
    found = marks(person, meetings)
    there = [words.place_name(one) for one, mark in zip(meetings, found, strict=True) if mark.present]
    names = f": {words.listing(there)}" if there and len(there) < len(found) else ""
    return found, f"Attended {len(there)} of {len(found)}{names}"


def marks(person: str, meetings: Sequence[Meeting]) -> tuple[Attended, ...]:
    """A square a meeting."""
    return tuple(
        Attended(
            present=any(person == there.person for there in one.participants),
            absent=any(person == away.person for away in one.absent),
        )
        for one in meetings
    )


MOST_NAMES = 8


def together(desk: Desk, person: Person) -> tuple[tuple[PersonId, tuple[Meeting, ...]], ...]:
    """Everybody who took part in a meeting with the person, and at which, most often met first."""
    found: dict[PersonId, list[Meeting]] = {}
    for meeting, _ in desk.register.attended.get(person.id, ()):
        for other in dict.fromkeys(one.person for one in meeting.participants):
            if other != person.id:
                found.setdefault(other, []).append(meeting)
    order = sorted(found, key=lambda one: (-len(found[one]), alphabet.order(sort_name(desk.library, one))))
    return tuple((one, tuple(found[one])) for one in order)


def met_note(desk: Desk, person: Person) -> str:
    """What the squares stand for beside those whom the person met."""
    meetings = tuple(meeting for meeting, _ in desk.register.attended.get(person.id, ()))
    company = any(len(one.participants) > 1 for one in meetings)
    return squares_note(meetings) if company and 1 < len(meetings) <= MOST_SQUARES else ""


def met_row(desk: Desk, person: Person, other: PersonId, shared: tuple[Meeting, ...]) -> MetRow:
    """Somebody the person met at these meetings."""
    meetings = tuple(meeting for meeting, _ in desk.register.attended.get(person.id, ()))
    entry = desk.library.people.get(other)
    squares = 1 < len(meetings) <= MOST_SQUARES
    return MetRow(
        person=urls.link_to(desk.library, "people", other),
        country=alpha_3(desk.library, entry.country if entry else None),
        country_name=country_name(desk.library, entry.country if entry else None),
        count=f"{len(shared)} of {len(meetings)}",
        together=tuple(Attended(present=one in shared, absent=False) for one in meetings) if squares else (),
        label=f"Together at {words.listing([words.place_name(one) for one in shared])}" if squares else "",
        last=Link(
            text=words.place_name(shared[-1]),
            path=urls.path_of("meetings", shared[-1].id),
            note=desk.when(shared[-1]).short,
        ),
    )


def sort_name(library: Library, id: PersonId) -> str:
    """The name a person is listed under; the id of one without an entry."""
    return library.people[id].sort_name if id in library.people else id


def squares_note(meetings: tuple[Meeting, ...], total: int = 0) -> str:
    """What squares stand for: these meetings, the last of a `total` if there are more."""
    if len(meetings) < total:
        return f"A square for each of the last {len(meetings)} of {total:,} meetings, the oldest first."
    if len(meetings) <= MOST_NAMES:
        return f"Squares: {', '.join(words.place_name(one) for one in meetings)}."
    return "A square for each meeting, the oldest first."


def latest_of(line: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """The meetings of a series that squares stand for where none is more important than the others."""
    return line if len(line) <= MOST_SQUARES else line[-AROUND:]


def squares_of(desk: Desk, meeting: Meeting) -> tuple[Meeting, ...]:
    """The meetings of the series that squares stand for: all of them, or of a long series those around this one."""
    line, at = desk.line_of(meeting)
    if len(line) <= MOST_SQUARES or at < 0:
        return latest_of(line)
    start = max(0, min(at + 1 - AROUND + LATER, len(line) - AROUND))
    return line[start : start + AROUND]


def _first_time(desk: Desk, one: Participant, meeting: Meeting) -> tuple[str, ...]:
    """That a person meets in the series for the first time, and who was in the same post at the meeting before."""
    line, at = desk.line_of(meeting)
    if at <= 0:
        return ()
    there = (past for past, _ in desk.register.attended.get(one.person, ()) if past.series == meeting.series)
    first = next(there, None)
    if first is None or first.id != meeting.id:
        return ()
    before = _in_the_post(desk, one, meeting, line[at - 1])
    told = f"; at the meeting before, {before} was in this post" if before else ""
    return (f"First appearance in this record of the series{told}",)


def _in_the_post(desk: Desk, one: Participant, meeting: Meeting, before: Meeting) -> str:
    """Who met in the same role for the same organization at another meeting, and not at this one; "" if nobody did."""
    role, organization = role_at(one, desk.library, meeting)
    here = {other.person for other in meeting.participants}
    if organization is None:
        return ""
    for other in before.participants:
        person = desk.library.people.get(other.person)
        if person and other.person not in here and role_at(other, desk.library, before) == (role, organization):
            return person.name
    return ""


def not_same(library: Library, person: Person | None) -> tuple[Link, ...]:
    """The people of a similar name, each with an office that tells them apart."""
    others = (library.people.get(other) for other in (person.distinct_from if person else ()))
    return tuple(
        urls.link_to(library, "people", other.id, note=_known_as(other)) for other in others if other is not None
    )


def _known_as(person: Person) -> str:
    office = latest_office(person)
    if office is None:
        return "another person"
    return f"{office.role}, {words.period(office)}" if office.start_date or office.end_date else office.role


def warnings(library: Library, person: Person | None) -> str:
    """The same in words, for lists."""
    return "; ".join(f"Not {words.isolated(one.text)}, {one.note}" for one in not_same(library, person))


def alpha_3(library: Library, country: Country | None) -> str:
    """The ISO 3166-1 alpha-3 code, alpha-2 for a country without a page; "" if it is not known."""
    return library.countries[country].alpha_3 if country in library.countries else (country or "").upper()


def country_name(library: Library, country: Country | None) -> str:
    """The country's name; "" if it is not known or has no page."""
    return library.countries[country].name if country in library.countries else ""


def person_row(desk: Desk, person: Person, series: tuple[Meeting, ...]) -> PersonRow:
    """A person in a list, with the latest office in this record."""
    office = latest_office(person)
    squares, label = attendance(person.id, series)
    took_part = any(mark.present or mark.absent for mark in squares)
    return PersonRow(
        person=urls.link_to(desk.library, "people", person.id),
        role=office.role if office else "",
        remark=warnings(desk.library, person),
        country=alpha_3(desk.library, person.country),
        country_name=country_name(desk.library, person.country),
        attendance=squares if took_part else (),
        attendance_label=label if took_part else "",
    )
