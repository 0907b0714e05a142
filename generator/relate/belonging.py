"""What belongs to a country, an organization or a topic: people, offices, meetings, sources, narrower ones.

One walk over the library serves every page, as the register of the meetings does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ..model import (
    Country,
    Library,
    Meeting,
    Membership,
    Organization,
    OrganizationId,
    Person,
    Source,
    SourceId,
    Topic,
    TopicId,
    Value,
    WordingTrack,
)
from .offices import role_at
from .register import grouped

Office = tuple[Person, Membership]
Met = tuple[Meeting, tuple[Person, ...]]


class Belonging(Value):
    """Entries by what they belong to; what has none has no key.

    `holders` are ordered by name, all others as they were given. `attended_from`: meetings that somebody of the
    country attended. `met_for`: meetings of people who held office in the organization on that day, with them.
    """

    people_of: Mapping[Country, tuple[Person, ...]]
    organizations_of: Mapping[Country, tuple[Organization, ...]]
    parts_of: Mapping[OrganizationId, tuple[Organization, ...]]
    holders: Mapping[OrganizationId, tuple[Office, ...]]
    published_by: Mapping[str, tuple[Source, ...]]
    copies_of: Mapping[SourceId, tuple[Source, ...]]
    narrower: Mapping[TopicId, tuple[Topic, ...]]
    tracks_on: Mapping[TopicId, tuple[WordingTrack, ...]]
    attended_from: Mapping[Country, tuple[Meeting, ...]]
    met_for: Mapping[OrganizationId, tuple[Met, ...]]


def belonging(library: Library, meetings: Sequence[Meeting], sources: Sequence[Source]) -> Belonging:
    """What belongs to what, of these meetings and sources in the order given."""
    people = library.people.values()
    organizations = library.organizations.values()
    by_name = sorted(
        ((person, office) for person in people for office in person.memberships),
        key=lambda pair: (pair[0].sort_name, pair[1].role),
    )
    return Belonging(
        people_of=grouped((one.country, one) for one in people),
        organizations_of=grouped((one.country, one) for one in organizations),
        parts_of=grouped((one.parent, one) for one in organizations),
        holders=grouped((pair[1].organization, pair) for pair in by_name),
        published_by=grouped((name, one) for one in sources for name in _publishers(one)),
        copies_of=grouped((one.derived_from, one) for one in sources),
        narrower=grouped((one.parent, one) for one in library.topics.values()),
        tracks_on=grouped((one.topic, one) for one in library.wording.values()),
        attended_from=grouped((country, one) for one in meetings for country in _countries(library, one)),
        met_for=grouped((name, (one, there)) for one in meetings for name, there in _offices(library, one)),
    )


def _publishers(source: Source) -> Iterator[str]:
    names = (source.publisher and source.publisher.id, source.wire, source.issuer and source.issuer.id)
    yield from dict.fromkeys(name for name in names if name)


def _countries(library: Library, meeting: Meeting) -> Iterator[Country]:
    found = (library.people.get(one.person) for one in meeting.participants)
    yield from dict.fromkeys(person.country for person in found if person and person.country)


def _offices(library: Library, meeting: Meeting) -> Iterator[tuple[OrganizationId, tuple[Person, ...]]]:
    there: defaultdict[OrganizationId, list[Person]] = defaultdict(list)
    for one in meeting.participants:
        person = library.people.get(one.person)
        _, organization = role_at(one, library, meeting)
        if person and organization:
            there[organization].append(person)
    yield from ((name, tuple(people)) for name, people in there.items())
