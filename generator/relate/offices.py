"""Who held which office on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..dates import Edtf, may_cover, sort_key
from ..model import Library, Meeting, Membership, OrganizationId, Participant, Person
from .once import once


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
    return offices_in(library).get(organization, ())


@once
def offices_in(library: Library) -> Mapping[OrganizationId, tuple[tuple[Person, Membership], ...]]:
    """The offices of every organization that has any, by the names of those who hold them."""
    found: defaultdict[OrganizationId, list[tuple[Person, Membership]]] = defaultdict(list)
    for person in library.people.values():
        for office in person.memberships:
            found[office.organization].append((person, office))
    return {
        name: tuple(sorted(held, key=lambda pair: (pair[0].sort_name, pair[1].role))) for name, held in found.items()
    }
