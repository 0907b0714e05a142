"""Who held which office on a day."""

from __future__ import annotations

from ..dates import Edtf, may_cover, sort_key
from ..model import Library, Meeting, Membership, OrganizationId, Participant, Person


def offices_on(person: Person, day: Edtf | None) -> tuple[Membership, ...]:
    """The offices the person held, or by what is known may have held, on that day; all of them if it is unknown."""
    if day is None:
        return person.memberships
    return tuple(office for office in person.memberships if may_cover(office.start_date, office.end_date, day))


def office_at(person: Person, meeting: Meeting) -> Membership | None:
    """The office in which the person met: the first that covers the meeting's date."""
    offices = offices_on(person, meeting.date)
    return offices[0] if offices else None


def role_at(participant: Participant, library: Library, meeting: Meeting) -> tuple[str, OrganizationId | None]:
    """Role and organization on the day; the role the summary states wins. ("", None) if none is known."""
    person = library.people.get(participant.person)
    office = office_at(person, meeting) if person else None
    if participant.role:
        return participant.role, None
    return (office.role, office.organization) if office else ("", None)


def by_beginning(person: Person) -> tuple[Membership, ...]:
    """The offices from the earliest to the latest; as they are written unless every beginning is known."""
    begun = [(sort_key(office.start_date), office) for office in person.memberships if office.start_date]
    if len(begun) < len(person.memberships):
        return person.memberships
    return tuple(office for _, office in sorted(begun, key=lambda pair: pair[0]))


def latest_office(person: Person) -> Membership | None:
    """The office that began last; the last one written where a beginning is not known."""
    return by_beginning(person)[-1] if person.memberships else None


def holders(library: Library, organization: OrganizationId) -> tuple[tuple[Person, Membership], ...]:
    """Everybody with an office in the organization, by name."""
    found = [
        (person, office)
        for person in library.people.values()
        for office in person.memberships
        if office.organization == organization
    ]
    return tuple(sorted(found, key=lambda pair: (pair[0].sort_name, pair[1].role)))
