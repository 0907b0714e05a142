"""The pages of countries, organizations and topics: facts, people, statements, meetings, and who mentions them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model import CountryEntry, Entry, Meeting, Organization, Topic
from ..relate.register import Numbered
from ..relate.tracks import latest_first
from ..views import EntryView, FactRow, Html, KeyEntry, Link, ListView, More, Related, Rows, SourceRow
from . import lists_of, urls, words
from .apparatus import Apparatus
from .contents import with_contents
from .desk import Desk
from .listing import AnyListing, Listing, Owner
from .neighbours import neighbours_in_line

SINGULAR = {"countries": "Country", "organizations": "Organization", "topics": "Topic"}

EntryPages = Iterator[EntryView | ListView]
"""The page of an entry, and those of its long lists."""

NO_ROWS = Rows()

MOST_BESIDE = 12
"""So many sources have their letters told beside the title."""


def country_pages(desk: Desk, country: CountryEntry) -> EntryPages:
    """A country: its people and organizations in this record, the meetings held there or attended by its people."""
    path = urls.path_of("countries", country.id)
    yield from desk.lettered(path, lambda page: tuple(_country(desk, country, page)))


def _country(desk: Desk, country: CountryEntry, page: Apparatus) -> EntryPages:
    organizations = _links(desk, "organizations", desk.belonging.organizations_of.get(country.id, ()))
    held = desk.register.held_in.get(country.id, ())
    attended = desk.belonging.attended_from.get(country.id, ())
    there = frozenset(one.id for one in (*held, *attended))
    facts = [FactRow(label="Code", links=(Link(text=f"{country.alpha_3}, {country.id.upper()}", path=""),))]
    if country.metonyms:
        facts.append(
            FactRow(label="Names for its government", links=tuple(Link(text=one, path="") for one in country.metonyms))
        )
    title = "Briefings on meetings there or with its people"
    return _pages(
        desk,
        "countries",
        country,
        page,
        lead=desk.block(desk.blocks("countries", country).get(("note",)), page),
        facts=tuple(facts),
        lists={
            "people": lists_of.compatriots(desk, desk.belonging.people_of.get(country.id, ())),
            "meetings": lists_of.meetings(desk, "meetings", title, [one for one in desk.newest if one.id in there]),
        },
        related=(
            lists_of.names("organizations", "Organizations", ("organization", "organizations"), organizations),
            _held(desk, held if len(held) < len(there) else ()),
        ),
    )


def _held(desk: Desk, held: Sequence[Meeting]) -> Listing[Link]:
    links = [desk.meeting_link(one) for one in latest_first(held)]
    return lists_of.names("held", "Meetings held there", ("meeting", "meetings"), links)


def organization_pages(desk: Desk, organization: Organization) -> EntryPages:
    """An organization: who holds office there, what is reported on its word, what it published."""
    path = urls.path_of("organizations", organization.id)
    yield from desk.lettered(path, lambda page: tuple(_organization(desk, organization, page)))


def _organization(desk: Desk, organization: Organization, page: Apparatus) -> EntryPages:
    belonging = desk.belonging
    met = {meeting.id: people for meeting, people in belonging.met_for.get(organization.id, ())}
    offices = [
        urls.link_to(desk.library, "people", person.id, note=f"{office.role}, {words.period(office)}")
        for person, office in belonging.holders.get(organization.id, ())
    ]
    children = _links(desk, "organizations", belonging.parts_of.get(organization.id, ()))
    said = desk.register.reported_by.get(organization.id, ())
    return _pages(
        desk,
        "organizations",
        organization,
        page,
        lead=desk.block(desk.blocks("organizations", organization).get(("note",)), page),
        facts=tuple(_organization_facts(desk, organization)),
        lists={
            "statements": lists_of.statements(desk, "statements", "Statements on its word", said),
            "meetings": lists_of.meetings(
                desk,
                "meetings",
                "Meetings of its office holders",
                [meeting for meeting, _ in belonging.met_for.get(organization.id, ())],
                lambda one: words.listing([person.name for person in met[one.id]]),
            ),
            "sources": lists_of.published(desk, organization, belonging.published_by.get(organization.id, ())),
        },
        said=said,
        related=(
            lists_of.names("offices", "Offices", ("office", "offices"), offices),
            lists_of.names("parts", "Parts of it", ("part", "parts"), children),
        ),
    )


def _organization_facts(desk: Desk, organization: Organization) -> Iterator[FactRow]:
    yield FactRow(label="Kind", links=(Link(text=words.sort_of(organization), path=""),))
    if organization.short_name:
        yield FactRow(label="Short name", links=(Link(text=organization.short_name, path=""),))
    if organization.country:
        yield FactRow(
            label="Country",
            links=(urls.link_to(desk.library, "countries", organization.country),),
            doubt=words.reason(organization, "country"),
        )
    if organization.parent:
        yield FactRow(label="Part of", links=(urls.link_to(desk.library, "organizations", organization.parent),))
    if organization.url:
        yield FactRow(label="Address", links=(Link(text=organization.url, path=organization.url),))


def topic_pages(desk: Desk, topic: Topic) -> EntryPages:
    """A topic: its scope, the statements on it from meeting to meeting, the phrases tracked for it."""
    path = urls.path_of("topics", topic.id)
    yield from desk.lettered(path, lambda page: tuple(_topic(desk, topic, page)))


def _topic(desk: Desk, topic: Topic, page: Apparatus) -> EntryPages:
    on_it = latest_first(desk.register.on_topic.get(topic.id, ()))
    said = desk.register.points_on.get(topic.id, ())
    tracks = _links(desk, "wording", desk.belonging.tracks_on.get(topic.id, ()))
    facts = []
    if topic.parent:
        facts.append(FactRow(label="Part of", links=(urls.link_to(desk.library, "topics", topic.parent),)))
    if topic.other_names:
        facts.append(
            FactRow(label="Also called", links=tuple(Link(text=one.name, path="") for one in topic.other_names))
        )
    related = [urls.link_to(desk.library, "topics", one) for one in topic.related]
    narrower = _links(desk, "topics", desk.belonging.narrower.get(topic.id, ()))
    return _pages(
        desk,
        "topics",
        topic,
        page,
        lead=desk.block(desk.blocks("topics", topic).get(("scope",)), page),
        facts=tuple(facts),
        lists={
            "tracks": lists_of.names("wording", "Wording", ("phrase", "phrases"), tracks, shown=60),
            "statements": lists_of.statements(desk, "statements", "What was said on it", said),
            "meetings": lists_of.meetings(desk, "meetings", "Briefings", on_it),
        },
        said=said,
        related=(
            lists_of.names("narrower", "Narrower topics", ("narrower topic", "narrower topics"), narrower),
            lists_of.names("related", "Related topics", ("related topic", "related topics"), related),
        ),
    )


def _links(desk: Desk, kind: str, found: Sequence[Entry]) -> list[Link]:
    return [urls.link_to(desk.library, kind, one.id) for one in found]


def _own_words(desk: Desk, kind: str, entry: Entry) -> str:
    """Says of a text that rests on no passage whose it is; "" for one with cites, or none."""
    blocks = desk.blocks(kind, entry).values()
    if not blocks or any(one.cites for one in blocks):
        return ""
    return "Scope, in the desk’s words" if kind == "topics" else "In the desk’s words"


def _pages(
    desk: Desk,
    kind: str,
    entry: Entry,
    page: Apparatus,
    *,
    lead: Html,
    facts: tuple[FactRow, ...],
    lists: Mapping[str, AnyListing],
    related: tuple[Listing[Link], ...],
    said: Sequence[Numbered] = (),
) -> EntryPages:
    """`lists` have the names of the view's fields; their rows are drawn in this order, which gives sources letters."""
    lists = {
        **lists,
        "mentions": lists_of.mentions(desk, kind, entry.id, besides=said),
        "passages": lists_of.passages(desk, kind, entry.id),
    }
    rows = {name: one.beginning(page) for name, one in lists.items()}
    name = urls.name_of(entry)
    before, after = neighbours_in_line(desk, kind, entry.id)
    above = (Link(text=urls.INDEX_TITLES[kind], path=urls.index_path(kind)),)
    view = EntryView(
        path=page.path,
        root=page.root,
        title=words.brief(name),
        description=f"{words.brief(name)} in this record: every statement and mention, tied to its source.",
        crumbs=above,
        section=kind,
        kind=SINGULAR[kind],
        name=name,
        lead=lead,
        lead_label=_own_words(desk, kind, entry),
        facts=facts,
        people=rows.get("people", NO_ROWS).people,
        statements=rows.get("statements", NO_ROWS).mentions,
        statements_title=_heading(lists, "statements"),
        meetings=rows["meetings"].meetings,
        meetings_title=_heading(lists, "meetings"),
        tracks=rows.get("tracks", NO_ROWS).names,
        sources=rows.get("sources", NO_ROWS).sources,
        related=_related(related, page),
        mentions=rows["mentions"].mentions,
        passages=rows["passages"].passages,
        key=_key(page, rows.get("sources", NO_ROWS).sources),
        previous=before,
        next=after,
        more=More(**{name: one.more(page.path) for name, one in lists.items()}),
    )
    yield with_contents(view)
    owner = Owner(path=page.path, name=name, section=kind, above=above)
    for one in (*lists.values(), *related):
        yield from one.pages(desk, owner)


def _key(page: Apparatus, listed: Sequence[SourceRow]) -> tuple[KeyEntry, ...]:
    """The letters of the page; none if they are too many to stand beside the title, and a section lists them all."""
    key = page.key()
    if len(key) > MOST_BESIDE and {one.sigil.path for one in key} <= {one.path for one in listed}:
        return ()
    return key


def _heading(lists: Mapping[str, AnyListing], name: str) -> str:
    return lists[name].heading if name in lists else ""


def _related(lists: Sequence[Listing[Link]], page: Apparatus) -> tuple[Related, ...]:
    return tuple(
        Related(title=one.heading, links=one.beginning(page).names, more=one.more(page.path))
        for one in lists
        if one.items
    )
