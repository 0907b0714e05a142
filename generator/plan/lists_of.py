"""The lists that pages of several kinds have: meetings, statements, mentions, passages, people and names.

Each is made of references to what it lists; rows are drawn only for the page that shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from ..model import Meeting, MeetingId, Organization, Person, PersonId, Source, SourceId
from ..relate.register import Numbered
from ..views import NO_HTML, Html, Link, Mention, QuoteRow, Related, Rows, SourceRow
from . import alphabet, paging, room, sourcing, urls, words
from .antecedents import before_mention, before_statement
from .apparatus import Apparatus
from .desk import Desk, by_newest
from .listed import numbers, source_year, year_group
from .listing import Listing, is_long
from .mentioned import MentionAt
from .referring import meeting_row, place_link, sigils_on
from .statements import quote_row, said

ELSEWHERE = paging.Group(key="elsewhere", title="On other pages")
"""Where sentences stand that no meeting dates."""

A_DAY = 100
"""Dated rows of one line on a page of their own list, as in the lists of all entries."""

PUBLISHED = "published"

Quoted = tuple[Meeting, int]
Named = tuple[SourceId, tuple[int, ...]]
"""A source and its paragraphs that name an entry."""
Together = tuple[PersonId, tuple[Meeting, ...]]
"""A person, and the meetings with the one whose list it is."""


def meetings(
    desk: Desk,
    name: str,
    heading: str,
    found: Sequence[Meeting],
    role: Callable[[Meeting], str] = lambda _: "",
    *,
    lettered: bool = True,
) -> Listing[Meeting]:
    """Meetings, newest first. A long list is without letters of sources: there would be more of them than help."""
    lettered = lettered and not is_long(len(found), 20)

    def show(items: Sequence[Meeting], page: Apparatus) -> Rows:
        return Rows(
            meetings=tuple(meeting_row(desk, one, role(one), sigils_on(page, one) if lettered else ()) for one in items)
        )

    return Listing(
        name=name,
        heading=heading,
        noun=("briefing", "briefings"),
        items=found,
        show=show,
        group_of=year_group,
        label=lambda one: desk.when(one).short,
        part=A_DAY,
    )


def statements(desk: Desk, name: str, heading: str, found: Sequence[Numbered]) -> Listing[Numbered]:
    """Statements, those of the newest meeting first."""

    def show(items: Sequence[Numbered], page: Apparatus) -> Rows:
        shown = {(meeting.id, number) for meeting, number in items}
        return Rows(
            mentions=tuple(_statement(desk, one, page, alone=(one[0].id, one[1] - 1) not in shown) for one in items)
        )

    return Listing(
        name=name,
        heading=heading,
        noun=("statement", "statements"),
        items=found,
        show=show,
        group_of=lambda one: year_group(one[0]),
        label=lambda one: desk.when(one[0]).short,
    )


def _statement(desk: Desk, place: Numbered, page: Apparatus, *, alone: bool) -> Mention:
    """`alone`: the statement before it is not in the list."""
    meeting, number = place
    link = place_link(desk, "meetings", meeting.id, meeting.points[number].id)
    before = before_statement(desk, meeting, number, page) if alone else NO_HTML
    return Mention(page=link, html=said(desk, meeting, number, page), before=before)


def quotes(desk: Desk, person: Person) -> Listing[Quoted]:
    """What a person is quoted with, newest first."""

    def show(items: Sequence[Quoted], page: Apparatus) -> Rows:
        return Rows(quotes=tuple(_quote(desk, one, page) for one in items))

    return Listing(
        name="quotations",
        heading="In their own words",
        noun=("quotation", "quotations"),
        items=desk.register.quoted.get(person.id, ()),
        show=show,
        group_of=lambda one: year_group(one[0]),
        label=lambda one: desk.when(one[0]).short,
        shown=10,
        part=30,
    )


def _quote(desk: Desk, place: Quoted, page: Apparatus) -> QuoteRow:
    meeting, number = place
    row = quote_row(desk, meeting, number, page)
    return msgspec.structs.replace(row, id=f"{row.id}-{meeting.id}")


def mentions(desk: Desk, kind: str, id: str, besides: Iterable[Numbered] = ()) -> Listing[MentionAt]:
    """Sentences that mention an entry, those of the newest meeting first; without the statements in `besides`."""
    shown = {("meetings", meeting.id, meeting.points[number].id) for meeting, number in besides}
    places = [one for one in desk.mentions.get((kind, id), ()) if (one.kind, one.id, one.anchor) not in shown]

    def show(items: Sequence[MentionAt], page: Apparatus) -> Rows:
        return Rows(mentions=tuple(_told_once(_mention(desk, one, page) for one in items)))

    return Listing(
        name="mentions",
        heading="Mentioned in briefings",
        noun=("mention", "mentions"),
        items=sorted(places, key=lambda one: page_age(desk, one.kind, one.id)),
        show=show,
        group_of=lambda one: page_year(desk, one.kind, one.id),
        label=lambda one: place_link(desk, one.kind, one.id).text,
    )


def page_age(desk: Desk, kind: str, id: str) -> tuple[int, int]:
    """Sorts the pages of dated meetings first, from the newest on; then of undated ones; then all other pages."""
    meeting = _meeting_at(desk, kind, id)
    if meeting is None or meeting.id not in desk.order:
        return 2, 0
    return (0 if meeting.date else 1), -desk.order[meeting.id]


def page_year(desk: Desk, kind: str, id: str) -> paging.Group:
    """The year of a meeting's page; no other page has one."""
    meeting = _meeting_at(desk, kind, id)
    return year_group(meeting) if meeting else ELSEWHERE


def _meeting_at(desk: Desk, kind: str, id: str) -> Meeting | None:
    return desk.library.meetings.get(MeetingId(id)) if kind == "meetings" else None


def _mention(desk: Desk, one: MentionAt, page: Apparatus) -> Mention:
    link = place_link(desk, one.kind, one.id, one.anchor)
    meeting = _meeting_at(desk, one.kind, one.id)
    before = before_mention(desk, meeting, one, page) if meeting else NO_HTML
    return Mention(page=link, html=desk.sentence(one, page), before=before)


def _told_once(rows: Iterable[Mention]) -> Iterator[Mention]:
    """Rows without what stands before them, if the row above has just told it."""
    told: tuple[Html, ...] = ()
    for row in rows:
        yield msgspec.structs.replace(row, before=NO_HTML) if row.before in told else row
        told = (row.before, row.html)


def passages(desk: Desk, kind: str, id: str) -> Listing[Named]:
    """The sources that name an entry, newest first, with the paragraphs that do."""
    groups: dict[SourceId, list[int]] = {}
    for source, number in desk.named_at(kind, id):
        groups.setdefault(source, []).append(number)
    order = sorted(groups, key=lambda name: by_newest(desk.library.sources[name]))

    def show(items: Sequence[Named], _page: Apparatus) -> Rows:
        return Rows(passages=tuple(_passage(desk, one) for one in items))

    return Listing(
        name="sources",
        heading="Mentioned in sources",
        noun=("source", "sources"),
        items=[(source, tuple(groups[source])) for source in order],
        show=show,
        group_of=lambda one: source_year(desk.library.sources[one[0]]),
        label=lambda one: words.source_when(desk.library.sources[one[0]]).short,
        shown=24,
        part=90,
    )


def _passage(desk: Desk, named: Named) -> Related:
    source, paragraphs = named
    links = tuple(Link(text=f"¶ {number}", path=urls.paragraph_path(source, number)) for number in paragraphs)
    return Related(title=urls.name_of(desk.library.sources[source]), links=links)


def published(desk: Desk, owner: Organization, found: Sequence[Source]) -> Listing[Source]:
    """What an organization published, where no row names it again, or passed on, newest first: with letters on its own
    page, with numbers on pages of the list.
    """

    def show(items: Sequence[Source], page: Apparatus) -> Rows:
        rows = tuple(_published(desk, owner, one, page) for one in items)
        return Rows(sources=_numbered(desk, items, rows) if page.path.endswith(f"/{PUBLISHED}/") else rows)

    return Listing(
        name=PUBLISHED,
        heading="Sources",
        noun=("source", "sources"),
        items=found,
        show=show,
        group_of=source_year,
        label=lambda one: words.source_when(one).short,
        part=60,
    )


def _published(desk: Desk, owner: Organization, source: Source, page: Apparatus) -> SourceRow:
    row = sourcing.row(desk, source.id, page)
    is_own = source.publisher is not None and source.publisher.id == owner.id
    return msgspec.structs.replace(row, publisher="", meta=words.capital(row.meta)) if is_own else row


def _numbered(desk: Desk, items: Sequence[Source], rows: tuple[SourceRow, ...]) -> tuple[SourceRow, ...]:
    labels = numbers(desk, items)
    return tuple(msgspec.structs.replace(row, sigil=labels[one.id]) for one, row in zip(items, rows, strict=True))


def compatriots(desk: Desk, found: Iterable[Person]) -> Listing[Person]:
    """People of one country by name; of many those who met most often first. No row says the country again."""
    ordered = sorted(found, key=lambda one: (alphabet.order(one.sort_name), one.id))
    if is_long(len(ordered), 40):
        ordered.sort(key=lambda one: -len(desk.register.attended.get(one.id, ())))

    def show(items: Sequence[Person], _page: Apparatus) -> Rows:
        rows = (room.person_row(desk, one, ()) for one in items)
        return Rows(people=tuple(msgspec.structs.replace(one, country="", country_name="") for one in rows))

    return Listing(
        name="people",
        heading="People",
        noun=("person", "people"),
        items=ordered,
        show=show,
        group_of=lambda one: alphabet.initial(one.sort_name),
        label=lambda one: one.sort_name,
        by_year=False,
        shown=40,
        part=A_DAY,
    )


def names(name: str, heading: str, noun: tuple[str, str], links: Sequence[Link], shown: int = 30) -> Listing[Link]:
    """Links in the order given."""

    def show(items: Sequence[Link], _page: Apparatus) -> Rows:
        return Rows(names=tuple(items))

    return Listing(
        name=name,
        heading=heading,
        noun=noun,
        items=links,
        show=show,
        group_of=lambda one: alphabet.initial(one.text),
        label=lambda one: one.text,
        by_year=False,
        shown=shown,
        part=150,
    )


def met(desk: Desk, person: Person) -> Listing[Together]:
    """Everybody who took part in a meeting with the person, most often met first."""

    def show(items: Sequence[Together], _page: Apparatus) -> Rows:
        return Rows(met=tuple(room.met_row(desk, person, *one) for one in items))

    return Listing(
        name="met",
        heading="Who met whom",
        noun=("person", "people"),
        items=room.together(desk, person),
        show=show,
        group_of=lambda one: alphabet.initial(room.sort_name(desk.library, one[0])),
        label=lambda one: room.sort_name(desk.library, one[0]),
        by_year=False,
        shown=30,
        part=A_DAY,
    )
