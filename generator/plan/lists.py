"""The lists of all entries of a kind: on one page while they are short, by year or by letter on several when long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ..views import Bar, IndexGroup, IndexRow, IndexView, Link
from . import alphabet, leafing, listed, paging, urls
from .desk import Desk
from .listed import Item

WHOLE_BY_DATE = 100
"""So many dated entries stand on one page; more have a page a year."""

WHOLE_BY_NAME = 200
"""Names are read faster."""

LATEST = 50
"""Entries on the first page of a long list: the newest, or those with most to them."""

PART = 100
"""A year or letter with twice as many is cut into parts of so many."""

LETTERS_FROM = 30
"""A list by name is grouped by letter from this many entries on."""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """What the list of a kind says of itself. `first`: what stands on the first page if it cannot hold them all."""

    name: str
    lead: str
    columns: tuple[str, ...]
    noun: tuple[str, str]
    first: str


MEETINGS = Kind(
    name="meetings",
    lead="Every briefing in this record, newest first.",
    columns=("Date", "Briefing", "Evidence"),
    noun=("briefing", "briefings"),
    first="The latest are here, the others by year.",
)
SOURCES = Kind(
    name="sources",
    lead="Every captured article, newest first. A dashed number is a copy of another report and adds no weight.",
    columns=("Title", "Outlet, date and use"),
    noun=("source", "sources"),
    first="The latest are here, the others by year.",
)
PEOPLE = Kind(
    name="people",
    lead="Everybody this record names, by family name.",
    columns=("Name", "Latest office in this record"),
    noun=("person", "people"),
    first="Most often present",
)
ORGANIZATIONS = Kind(
    name="organizations",
    lead="Ministries, agencies, outlets and bodies in this record.",
    columns=("Name", "Kind"),
    noun=("organization", "organizations"),
    first="Most often reported from",
)
COUNTRIES = Kind(
    name="countries",
    lead="Whose people take part, and where they meet.",
    columns=("Name", "In this record"),
    noun=("country", "countries"),
    first="Most often met in",
)
TOPICS = Kind(
    name="topics",
    lead="What the meetings are about.",
    columns=("Topic", "In this record"),
    noun=("topic", "topics"),
    first="Most often discussed",
)
SERIES = Kind(
    name="series",
    lead="Formats that recur.",
    columns=("Series", "In this record"),
    noun=("series", "series"),
    first="With most briefings",
)
WORDING = Kind(
    name="wording",
    lead="Phrases followed from meeting to meeting, in the words the sources carry.",
    columns=("Phrase", "In this record"),
    noun=("phrase", "phrases"),
    first="Followed furthest",
)


def meetings(desk: Desk) -> Iterator[IndexView]:
    """The list of all meetings, all its pages."""
    return _by_date(desk, MEETINGS, [listed.meeting(desk, one) for one in desk.newest])


def sources(desk: Desk) -> Iterator[IndexView]:
    """The list of all sources, all its pages."""
    return _by_date(desk, SOURCES, [listed.source(desk, one) for one in desk.sources])


def others(desk: Desk) -> Iterator[IndexView]:
    """The list of each other kind of entry, all its pages."""
    library = desk.library
    yield from _by_name(PEOPLE, (listed.person(desk, one) for one in desk.people))
    yield from _by_name(ORGANIZATIONS, (listed.organization(desk, one) for one in library.organizations.values()))
    yield from _by_name(COUNTRIES, listed.countries(desk))
    yield from _by_name(TOPICS, (listed.topic(desk, one) for one in library.topics.values()))
    yield from _by_name(SERIES, (listed.series(desk, one) for one in library.series.values()))
    yield from _by_name(WORDING, (listed.wording(desk, one) for one in library.wording.values()))


def _by_date(desk: Desk, kind: Kind, items: list[Item]) -> Iterator[IndexView]:
    """Newest first: all on one page, or the latest there and every year on its own."""
    groups = paging.grouped(items, lambda one: one.group)
    if len(items) <= WHOLE_BY_DATE:
        bar = leafing.jump("By year", groups)
        yield _page(kind, _groups(desk, groups), bar)
        return
    path = urls.index_path(kind.name)
    sheets = paging.years(f"{path}{paging.BY_YEAR}/", items, lambda one: one.group, PART)
    latest = paging.grouped(items[:LATEST], lambda one: one.group)
    shown = [
        msgspec.structs.replace(group, more=leafing.rest(sheets, year, len(latest[year]), len(groups[year])))
        for year, group in zip(latest, _groups(desk, latest), strict=True)
    ]
    yield _page(kind, tuple(shown), leafing.bar("By year", sheets, counts=True), f"{kind.lead} {kind.first}")
    for at, sheet in enumerate(sheets):
        rows = _numbered(desk, sheet.items)
        yield _sheet(kind, sheets, at, rows, by_year=True)


def _by_name(kind: Kind, found: Iterable[Item]) -> Iterator[IndexView]:
    """By name: all on one page, or those with most to them there and every letter on its own."""
    items = sorted(found, key=lambda one: (alphabet.order(one.label), one.row.link.path))
    if len(items) <= WHOLE_BY_NAME:
        groups = paging.grouped(items, lambda one: one.group if len(items) >= LETTERS_FROM else paging.ALL)
        yield _page(kind, _groups(None, groups), leafing.jump("By letter", groups))
        return
    path = urls.index_path(kind.name)
    sheets = paging.letters(f"{path}{paging.BY_LETTER}/", items, lambda one: one.group, PART)
    most = sorted(items, key=lambda one: -one.weight)[:LATEST]
    first = IndexGroup(title=kind.first, anchor="most", rows=tuple(one.row for one in most))
    yield _page(kind, (first,), leafing.bar("By letter", sheets, counts=True))
    for at, sheet in enumerate(sheets):
        rows = tuple(one.row for one in sheet.items)
        yield _sheet(kind, sheets, at, rows, by_year=False)


def _page(kind: Kind, groups: tuple[IndexGroup, ...], bar: Bar | None, lead: str = "") -> IndexView:
    """The list's own address."""
    path = urls.index_path(kind.name)
    title = urls.INDEX_TITLES[kind.name]
    return IndexView(
        path=path,
        root=urls.root_of(path),
        title=title,
        description=kind.lead,
        crumbs=(Link(text="Home", path=urls.HOME),),
        section=kind.name,
        heading=title,
        lead=lead or kind.lead,
        groups=groups,
        empty=f"No {title.lower()} yet.",
        columns=kind.columns,
        bar=bar,
    )


def _sheet(
    kind: Kind, sheets: Sequence[paging.Sheet[Item]], at: int, rows: tuple[IndexRow, ...], *, by_year: bool
) -> IndexView:
    """The page of a year or letter, or of a part of one."""
    sheet = sheets[at]
    title = f"{urls.INDEX_TITLES[kind.name]}, {leafing.name(sheet)}"
    above = (Link(text=urls.INDEX_TITLES[kind.name], path=urls.index_path(kind.name)),)
    lead = leafing.extent(sheet, kind.noun, lambda one: one.label, by_year=by_year)
    before, after = leafing.neighbours(sheets, at, by_year=by_year)
    return IndexView(
        path=sheet.path,
        root=urls.root_of(sheet.path),
        title=title,
        description=f"{title}: {lead}",
        crumbs=leafing.crumbs(above, sheets, at),
        section=kind.name,
        heading=title,
        lead=lead,
        groups=(IndexGroup(title="", anchor="all", rows=rows),),
        empty="",
        columns=kind.columns,
        bar=leafing.bar("By year" if by_year else "By letter", sheets),
        previous=before,
        next=after,
    )


def _groups(desk: Desk | None, groups: dict[paging.Group, tuple[Item, ...]]) -> tuple[IndexGroup, ...]:
    everything = tuple(one for items in groups.values() for one in items)
    rows = iter(_numbered(desk, everything))
    return tuple(
        IndexGroup(title=group.title, anchor=leafing.anchor(group), rows=tuple(next(rows) for _ in items))
        for group, items in groups.items()
    )


def _numbered(desk: Desk | None, items: Sequence[Item]) -> tuple[IndexRow, ...]:
    """The rows of a page; sources have their numbers on it."""
    labels = listed.numbers(desk, [one.source for one in items if one.source]) if desk else {}
    return tuple(
        msgspec.structs.replace(one.row, sigils=(labels[one.source.id],)) if one.source else one.row for one in items
    )
