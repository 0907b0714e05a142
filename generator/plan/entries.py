"""The pages of countries, organizations and topics: facts, people, statements, meetings, and who mentions them."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import CountryEntry, Entry, Meeting, Organization, Person, PersonId, Topic
from ..relate.offices import holders, role_at
from ..views import EntryView, FactRow, Html, Link, MeetingRow, Mention, PersonRow, Related, SourceRow
from . import room, sourcing, urls, words
from .apparatus import Apparatus
from .desk import Desk
from .meeting import meeting_row, mentions
from .neighbours import BY_NAME, neighbours
from .person import passages, points, spoken

SINGULAR = {"countries": "Country", "organizations": "Organization", "topics": "Topic"}


def country_page(desk: Desk, country: CountryEntry) -> EntryView:
    """A country: its people and organizations in this record, the meetings held there or attended by its people."""
    page = desk.apparatus(urls.path_of("countries", country.id))
    people = [one for one in desk.library.people.values() if one.country == country.id]
    organizations = [one for one in desk.library.organizations.values() if one.country == country.id]
    held = desk.register.held_in.get(country.id, ())
    attended = [one for one in desk.meetings if one.country != country.id and _attends(desk, one, country.id)]
    facts = [FactRow(label="Code", links=(Link(text=f"{country.alpha_3}, {country.id.upper()}", path=""),))]
    if country.metonyms:
        facts.append(FactRow(label="Also written as", links=tuple(Link(text=one, path="") for one in country.metonyms)))
    related = _lists(
        ("Organizations", [urls.link_to(desk.library, "organizations", one.id) for one in organizations]),
        ("Meetings held there", [desk.meeting_link(one) for one in reversed(held)]),
    )
    return _view(
        desk,
        "countries",
        country,
        page,
        lead=desk.block(desk.blocks("countries", country).get(("note",)), page),
        facts=tuple(facts),
        people=_people(desk, people),
        meetings=tuple(meeting_row(desk, one, page=page) for one in reversed([*held, *attended])),
        meetings_title="Briefings on meetings there or with its people",
        related=related,
    )


def _attends(desk: Desk, meeting: Meeting, country: str) -> bool:
    people = (desk.library.people.get(one.person) for one in meeting.participants)
    return any(person is not None and person.country == country for person in people)


def organization_page(desk: Desk, organization: Organization) -> EntryView:
    """An organization: who holds office there, what is reported on its word, what it published."""
    page = desk.apparatus(urls.path_of("organizations", organization.id))
    there = holders(desk.library, organization.id)
    published = [
        one.id
        for one in desk.library.sources.values()
        if organization.id
        in {one.publisher.id if one.publisher else "", one.wire or "", one.issuer.id if one.issuer else ""}
    ]
    children = [one for one in desk.library.organizations.values() if one.parent == organization.id]
    facts = [FactRow(label="Kind", links=(Link(text=words.capital(organization.classification.value), path=""),))]
    if organization.short_name:
        facts.append(FactRow(label="Short name", links=(Link(text=organization.short_name, path=""),)))
    if organization.country:
        facts.append(
            FactRow(
                label="Country",
                links=(urls.link_to(desk.library, "countries", organization.country),),
                doubt=words.reason(organization, "country"),
            )
        )
    if organization.parent:
        facts.append(
            FactRow(label="Part of", links=(urls.link_to(desk.library, "organizations", organization.parent),))
        )
    if organization.url:
        facts.append(FactRow(label="Address", links=(Link(text=organization.url, path=organization.url),)))
    offices = [
        urls.link_to(desk.library, "people", person.id, note=f"{office.role}, {words.period(office)}")
        for person, office in there
    ]
    people = {person.id: person for person, _ in there}
    return _view(
        desk,
        "organizations",
        organization,
        page,
        lead=desk.block(desk.blocks("organizations", organization).get(("note",)), page),
        facts=tuple(facts),
        people=(),
        statements=spoken(desk, organization.id, page),
        statements_title="Statements on its word",
        meetings=tuple(
            meeting_row(desk, one, _role_of(desk, one, people), page)
            for one in desk.newest
            if any(
                other.person in people and role_at(other, desk.library, one)[1] == organization.id
                for other in one.participants
            )
        ),
        meetings_title="Meetings of its office holders",
        sources=tuple(sourcing.row(desk, name, page) for name in published),
        related=_lists(
            ("Offices", offices),
            ("Parts of it", [urls.link_to(desk.library, "organizations", one.id) for one in children]),
        ),
    )


def _role_of(desk: Desk, meeting: Meeting, people: dict[PersonId, Person]) -> str:
    names = [desk.library.people[one.person].name for one in meeting.participants if one.person in people]
    return words.listing(names)


def topic_page(desk: Desk, topic: Topic) -> EntryView:
    """A topic: its scope, the statements on it from meeting to meeting, the phrases tracked for it."""
    page = desk.apparatus(urls.path_of("topics", topic.id))
    on_it = desk.register.on_topic.get(topic.id, ())
    tracks = [one for one in desk.library.wording.values() if one.topic == topic.id]
    children = [one for one in desk.library.topics.values() if one.parent == topic.id]
    facts = []
    if topic.parent:
        facts.append(FactRow(label="Part of", links=(urls.link_to(desk.library, "topics", topic.parent),)))
    if topic.other_names:
        facts.append(
            FactRow(label="Also called", links=tuple(Link(text=one.name, path="") for one in topic.other_names))
        )
    return _view(
        desk,
        "topics",
        topic,
        page,
        lead=desk.block(desk.blocks("topics", topic).get(("scope",)), page),
        facts=tuple(facts),
        people=(),
        statements=points(desk, desk.register.points_on.get(topic.id, ()), page),
        statements_title="What was said on it",
        meetings=tuple(meeting_row(desk, one, page=page) for one in reversed(on_it)),
        meetings_title="Briefings",
        tracks=tuple(urls.link_to(desk.library, "wording", one.id) for one in tracks),
        related=_lists(
            ("Narrower topics", [urls.link_to(desk.library, "topics", one.id) for one in children]),
            ("Related topics", [urls.link_to(desk.library, "topics", one) for one in topic.related]),
        ),
    )


def _people(desk: Desk, people: Iterable[Person]) -> tuple[PersonRow, ...]:
    ordered = sorted(people, key=lambda one: (one.sort_name.casefold(), one.id))
    return tuple(room.person_row(desk, one, ()) for one in ordered)


def _lists(*lists: tuple[str, list[Link]]) -> tuple[Related, ...]:
    return tuple(Related(title=title, links=tuple(links)) for title, links in lists if links)


def _view(
    desk: Desk,
    kind: str,
    entry: Entry,
    page: Apparatus,
    *,
    lead: Html,
    facts: tuple[FactRow, ...],
    people: tuple[PersonRow, ...],
    meetings: tuple[MeetingRow, ...],
    meetings_title: str,
    related: tuple[Related, ...],
    statements: tuple[Mention, ...] = (),
    statements_title: str = "",
    tracks: tuple[Link, ...] = (),
    sources: tuple[SourceRow, ...] = (),
) -> EntryView:
    name = urls.name_of(entry)
    shown = {one.page.path for one in statements}
    mentioned = tuple(one for one in mentions(desk, kind, entry.id, page) if one.page.path not in shown)
    line = sorted(getattr(desk.library, kind).values(), key=lambda one: (urls.name_of(one).casefold(), one.id))
    before, after = neighbours(line, entry, lambda one: urls.link_to(desk.library, kind, one.id), BY_NAME)
    title = urls.INDEX_TITLES[kind]
    return EntryView(
        path=page.path,
        root=page.root,
        title=name,
        description=f"{name} in this record: every statement and mention, tied to its source.",
        crumbs=(Link(text=title, path=urls.index_path(kind)),),
        section=kind,
        kind=SINGULAR[kind],
        name=name,
        lead=lead,
        facts=facts,
        people=people,
        statements=statements,
        statements_title=statements_title,
        meetings=meetings,
        meetings_title=meetings_title,
        tracks=tracks,
        sources=sources,
        related=related,
        mentions=mentioned,
        passages=passages(desk, kind, entry.id),
        key=page.key(),
        previous=before,
        next=after,
    )
