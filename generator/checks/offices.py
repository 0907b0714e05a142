"""Whether everybody at a meeting held an office that day, and nobody two in one house, by the files of the people."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ..codes import finding
from ..dates import long_text, short_text
from ..diagnostics import Diagnostic, Note
from ..model import Library, Meeting, Membership, Participant, Person
from ..relate.offices import holders, offices_on
from ..relate.overlaps import certainly_overlap
from .context import Context


def participants_without_office(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """D104, for those who came and those who were absent; a role given with `as` is taken as it stands."""
    for field, people in (("participants", meeting.participants), ("absent", meeting.absent)):
        for number, participant in enumerate(people):
            person = _without_office(context.library, meeting, participant)
            if person:
                yield _no_office(context, meeting, person, (field, number, "person"))


def _without_office(library: Library, meeting: Meeting, participant: Participant) -> Person | None:
    person = library.people.get(participant.person)
    return person if person and not participant.role and not offices_on(person, meeting.date) else None


def _no_office(context: Context, meeting: Meeting, person: Person, path: tuple[str | int, ...]) -> Diagnostic:
    day = f"on {long_text(meeting.date)}" if meeting.date else "at all"
    others = _who_held(context.library, meeting, person)
    hint = f"{others}, or correct `memberships` of '{person.id}', or give the role with `as`"
    held = "; ".join(_office(context.library, office) for office in person.memberships) or "none on file"
    at = context.where("meetings", meeting.id, *path, needle=person.id)
    note = Note(context.where("people", person.id, "memberships"), f"offices of {person.name}: {held}")
    return finding("D104", at, f"'{person.id}' held no office {day}", hint=hint, notes=(note,))


def _office(library: Library, office: Membership) -> str:
    organization = library.organizations.get(office.organization)
    name = organization.short_name or organization.name if organization else office.organization
    start = f" from {short_text(office.start_date)}" if office.start_date else ""
    end = f" to {short_text(office.end_date)}" if office.end_date else ""
    return f"{office.role}, {name}{start}{end}"


def _who_held(library: Library, meeting: Meeting, person: Person) -> str:
    """Who held that day what the person holds at another time."""
    for office in person.memberships:
        for other, held in holders(library, office.organization):
            if other.id != person.id and held.role == office.role and held in offices_on(other, meeting.date):
                return f"write '{other.id}' if {other.name} is meant, who was {held.role} then"
    return "write the person who is meant"


def overlapping_posts(context: Context, person: Person) -> Iterator[Diagnostic]:
    """D106: two posts of one person in one organization at one time."""
    for (first, one), (number, other) in combinations(enumerate(person.memberships), 2):
        if one.organization == other.organization and certainly_overlap(one, other):
            at = context.where("people", person.id, "memberships", number, "role")
            note = Note(context.where("people", person.id, "memberships", first, "role"), "the other post")
            message = f"'{other.role}' overlaps '{one.role}' in '{other.organization}'"
            hint = "give the earlier post an end_date, or accept the warning if both were held"
            yield finding("D106", at, message, hint=hint, notes=(note,))
