"""The page of one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..model import Membership, Person, SeriesId
from ..relate.offices import by_beginning, latest_office, role_at
from ..relate.tracks import latest_first
from ..views import FactRow, Link, ListView, More, OfficeRow, PersonView
from . import lists_of, room, tenure, urls, words
from .apparatus import Apparatus
from .contents import with_contents
from .desk import Desk
from .listing import AnyListing, Owner
from .neighbours import BY_NAME, neighbours_in_line


def person_pages(desk: Desk, person: Person) -> Iterator[PersonView | ListView]:
    """Everything the page of a person shows, and the pages of what would be too long for it."""
    path = urls.path_of("people", person.id)
    yield from desk.lettered(path, lambda page: tuple(_person(desk, person, page)))


def _person(desk: Desk, person: Person, page: Apparatus) -> Iterator[PersonView | ListView]:
    path = page.path
    before, after = neighbours_in_line(desk, "people", person.id, BY_NAME, _link)
    offices = tuple(_office(desk, office, page) for office in reversed(by_beginning(person)))
    sentence = desk.inline(desk.blocks("people", person).get(("note",)), page)
    charts, legend = tenure.charts(desk, person)
    lists = _lists(desk, person)
    rows = {name: one.beginning(page) for name, one in lists.items()}
    above = (Link(text="People", path=urls.index_path("people")),)
    view = PersonView(
        path=path,
        root=page.root,
        title=words.brief(person.name),
        description=f"{words.brief(person.name)} in this record: offices, meetings and words, each tied to its source.",
        crumbs=above,
        section="people",
        name=person.name,
        sentence=sentence,
        facts=_facts(desk, person),
        not_same=tuple(urls.link_to(desk.library, "people", other) for other in person.distinct_from),
        other_names=tuple(f"{one.name} ({one.note})" if one.note else one.name for one in person.other_names),
        offices=offices,
        charts=charts,
        legend=legend,
        meetings=rows["meetings"].meetings,
        quotes=rows["quotes"].quotes,
        on_word=rows["on_word"].mentions,
        met=rows["met"].met,
        met_note=room.met_note(desk, person),
        mentions=rows["mentions"].mentions,
        passages=rows["passages"].passages,
        key=page.key(),
        previous=before,
        next=after,
        more=More(**{name: one.more(path) for name, one in lists.items()}),
    )
    yield with_contents(view)
    owner = Owner(path=path, name=person.name, section="people", above=above)
    for one in lists.values():
        yield from one.pages(desk, owner)


def _lists(desk: Desk, person: Person) -> Mapping[str, AnyListing]:
    """By the fields of the view; their rows are drawn in this order, which gives sources their letters."""
    said = desk.register.reported_by.get(person.id, ())
    there = {meeting.id: here for meeting, here in desk.register.attended.get(person.id, ())}
    attended = latest_first([meeting for meeting, _ in desk.register.attended.get(person.id, ())])
    return {
        "quotes": lists_of.quotes(desk, person),
        "on_word": lists_of.statements(desk, "statements", "On their word", said),
        "mentions": lists_of.mentions(desk, "people", person.id, besides=said),
        "meetings": lists_of.meetings(
            desk, "meetings", "Meetings", attended, lambda one: role_at(there[one.id], desk.library, one)[0]
        ),
        "met": lists_of.met(desk, person),
        "passages": lists_of.passages(desk, "people", person.id),
    }


def _facts(desk: Desk, person: Person) -> tuple[FactRow, ...]:
    country = (
        urls.link_to(desk.library, "countries", person.country) if person.country else Link(text="not stated", path="")
    )
    rows = [FactRow(label="Country", links=(country,), doubt=words.reason(person, "country")), _name(person)]
    rows += [*_attendance(desk, person), *_own_words(desk, person)]
    if person.wikidata:
        address = f"https://www.wikidata.org/wiki/{person.wikidata}"
        rows.append(FactRow(label="Wikidata", links=(Link(text=person.wikidata, path=address),)))
    return tuple(rows)


def _name(person: Person) -> FactRow:
    """Which of the names is the family's: readers cannot tell, and addresses and lists go by it."""
    given = f"given name {person.given_name}" if person.given_name else "given name not stated"
    return FactRow(
        label="Family name",
        links=(Link(text=person.family_name or "not stated", path="", note=given),),
        doubt=words.reason(person, "family_name") or words.reason(person, "given_name"),
    )


def _attendance(desk: Desk, person: Person) -> Iterator[FactRow]:
    """How many meetings, and of the series most often attended how many of all."""
    there = [meeting for meeting, _ in desk.register.attended.get(person.id, ())]
    if not there:
        return
    often = Counter(one.series for one in there if one.series)
    note = _share(desk, *often.most_common(1)[0]) if often else ""
    yield FactRow(label="Meetings", links=(Link(text=f"{len(there)} in this record", path="#meetings", note=note),))


def _share(desk: Desk, name: SeriesId, times: int) -> str:
    series = desk.library.series[name]
    held = len(desk.register.in_series.get(name, ()))
    return f"{series.short_name or series.name}: {times} of {held}"


def _own_words(desk: Desk, person: Person) -> Iterator[FactRow]:
    """How many quotations, and whether one report alone carries them."""
    said = [meeting.quotes[number] for meeting, number in desk.register.quoted.get(person.id, ())]
    if not said:
        return
    reports = {desk.reports[cite.source] for quote in said for cite in quote.cite if cite.source in desk.reports}
    note = "all from one report" if len(reports) == 1 and len(said) > 1 else ""
    yield FactRow(
        label="Direct words", links=(Link(text=words.count(len(said), "quotation"), path="#quotes", note=note),)
    )


def _office(desk: Desk, office: Membership, page: Apparatus) -> OfficeRow:
    return OfficeRow(
        role=office.role,
        organization=urls.link_to(desk.library, "organizations", office.organization),
        period=words.capital(words.period(office)),
        doubts=words.doubts(office),
        chips=page.chips(office.cite),
    )


def _link(person: Person) -> Link:
    office = latest_office(person)
    return Link(text=person.name, path=urls.path_of("people", person.id), note=office.role if office else "")
