"""The page of one person."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..model import Membership, Person, SourceId
from ..relate.offices import by_beginning, latest_office, role_at
from ..relate.register import Numbered
from ..views import FactRow, Link, MeetingRow, Mention, OfficeRow, PersonView, QuoteRow, Related
from . import room, tenure, urls, words
from .apparatus import Apparatus
from .desk import Desk
from .meeting import meeting_row, mentions, place_link
from .neighbours import BY_NAME, neighbours
from .statements import quote_row, said


def person_page(desk: Desk, person: Person) -> PersonView:
    """Everything the page of a person shows."""
    path = urls.path_of("people", person.id)
    page = desk.apparatus(path)
    before, after = neighbours(desk.people, person, _link, BY_NAME)
    offices = tuple(_office(desk, office, page) for office in reversed(by_beginning(person)))
    sentence = desk.inline(desk.blocks("people", person).get(("note",)), page)
    quotes = _quotes(desk, person, page)
    on_word = spoken(desk, person.id, page)
    charts, legend = tenure.charts(desk, person)
    met, met_note = room.met(desk, person)
    shown = {one.page.path for one in on_word}
    mentioned = tuple(one for one in mentions(desk, "people", person.id, page) if one.page.path not in shown)
    return PersonView(
        path=path,
        root=page.root,
        title=person.name,
        description=f"{person.name} in this record: offices, meetings and words, each tied to its source.",
        crumbs=(Link(text="People", path=urls.index_path("people")),),
        section="people",
        name=person.name,
        sentence=sentence,
        facts=_facts(desk, person),
        not_same=tuple(urls.link_to(desk.library, "people", other) for other in person.distinct_from),
        other_names=tuple(f"{one.name} ({one.note})" if one.note else one.name for one in person.other_names),
        offices=offices,
        charts=charts,
        legend=legend,
        meetings=_meetings(desk, person, page),
        quotes=quotes,
        on_word=on_word,
        met=met,
        met_note=met_note,
        mentions=mentioned,
        passages=passages(desk, "people", person.id),
        key=page.key(),
        previous=before,
        next=after,
    )


def _facts(desk: Desk, person: Person) -> tuple[FactRow, ...]:
    country = (
        urls.link_to(desk.library, "countries", person.country) if person.country else Link(text="not stated", path="")
    )
    rows = [FactRow(label="Country", links=(country,), doubt=words.reason(person, "country"))]
    for field, name in (("family_name", person.family_name), ("given_name", person.given_name)):
        rows.append(
            FactRow(
                label=words.capital(words.label(field)),
                links=(Link(text=name or "not stated", path=""),),
                doubt=words.reason(person, field),
            )
        )
    if person.wikidata:
        address = f"https://www.wikidata.org/wiki/{person.wikidata}"
        rows.append(FactRow(label="Wikidata", links=(Link(text=person.wikidata, path=address),)))
    return tuple(rows)


def _office(desk: Desk, office: Membership, page: Apparatus) -> OfficeRow:
    return OfficeRow(
        role=office.role,
        organization=urls.link_to(desk.library, "organizations", office.organization),
        period=words.period(office),
        doubts=words.doubts(office),
        chips=page.chips(office.cite),
    )


def _meetings(desk: Desk, person: Person, page: Apparatus) -> tuple[MeetingRow, ...]:
    return tuple(
        meeting_row(desk, meeting, role_at(here, desk.library, meeting)[0], page)
        for meeting, here in reversed(desk.register.attended.get(person.id, ()))
    )


def _quotes(desk: Desk, person: Person, page: Apparatus) -> tuple[QuoteRow, ...]:
    rows = []
    for meeting, number in desk.register.quoted.get(person.id, ()):
        row = quote_row(desk, meeting, number, page)
        rows.append(msgspec.structs.replace(row, id=f"{row.id}-{meeting.id}"))
    return tuple(rows)


def spoken(desk: Desk, id: str, page: Apparatus) -> tuple[Mention, ...]:
    """The statements reported on the word of a person or organization, newest meeting first."""
    return points(desk, desk.register.reported_by.get(id, ()), page)


def points(desk: Desk, places: Sequence[Numbered], page: Apparatus) -> tuple[Mention, ...]:
    """Statements as another page shows them, in the order given."""
    return tuple(
        Mention(
            page=place_link(desk, "meetings", meeting.id, meeting.points[number].id),
            html=said(desk, meeting, number, page),
        )
        for meeting, number in places
    )


def passages(desk: Desk, kind: str, id: str) -> tuple[Related, ...]:
    """The paragraphs of the sources that name an entry, source by source."""
    groups: dict[SourceId, list[Link]] = {}
    for source, number in desk.named_at(kind, id):
        groups.setdefault(source, []).append(Link(text=f"¶ {number}", path=urls.paragraph_path(source, number)))
    return tuple(
        Related(title=urls.name_of(desk.library.sources[source]), links=tuple(links))
        for source, links in groups.items()
    )


def _link(person: Person) -> Link:
    office = latest_office(person)
    return Link(text=person.name, path=urls.path_of("people", person.id), note=office.role if office else "")
