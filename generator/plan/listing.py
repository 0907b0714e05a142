"""The lists of a page that may grow without end: what the page itself shows of them, and the pages of the whole.

A page shows a list whole while it is short, otherwise its first entries, the newest or weightiest, and a link to all of
them: by year, or by letter where the entries have no date. Never knows what the entries are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

import msgspec

from ..views import NO_LINK, Bar, Link, ListView, RowGroup, Rows
from . import alphabet, leafing, paging, words
from .apparatus import Apparatus
from .desk import Desk

T = TypeVar("T")

Show = Callable[[Sequence[T], Apparatus], Rows]
"""How entries look on a page."""


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """The page a list belongs to."""

    path: str
    name: str
    section: str
    above: tuple[Link, ...]


class AnyListing(Protocol):
    """A list of whatever entries."""

    @property
    def heading(self) -> str:
        """What it is called on a page."""

    def beginning(self, page: Apparatus) -> Rows:
        """What its owner's page shows."""

    def more(self, path: str) -> Link:
        """From its owner's page at `path` to the whole: "All 1,204 statements"; none if that is there."""

    def pages(self, desk: Desk, owner: Owner) -> Iterator[ListView]:
        """Its own pages, if it is long."""


class Listing(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A list: `items` in the order in which its first ones are shown, newest or weightiest first.

    `group_of` and `label` place an entry: its year and date, or `by_year` being False, its letter and name. On its
    owner's page `shown` of them stand unless half as many more are all; a page of the list holds `part` or more.
    """

    name: str
    heading: str
    noun: tuple[str, str]
    items: Sequence[T]
    show: Show[T]
    group_of: Callable[[T], paging.Group]
    label: Callable[[T], str]
    by_year: bool = True
    shown: int = 20
    part: int = 40

    @property
    def is_long(self) -> bool:
        """Whether its owner's page shows the beginning only."""
        return is_long(len(self.items), self.shown)

    def beginning(self, page: Apparatus) -> Rows:
        """What its owner's page shows."""
        return self.show(self.items[: self.shown] if self.is_long else self.items, page)

    def more(self, path: str) -> Link:
        """From its owner's page at `path` to the whole: "All 1,204 statements"; none if that is there."""
        total = len(self.items)
        if not self.is_long:
            return NO_LINK
        return Link(text=f"All {words.count(total, *self.noun)}", path=f"{path}{self.name}/", note=f"{total:,}")

    def pages(self, desk: Desk, owner: Owner) -> Iterator[ListView]:
        """Its own pages, if it is long."""
        return _pages(desk, owner, self) if self.is_long else iter(())


def is_long(count: int, shown: int) -> bool:
    """Whether a page shows but the first ones: not where they are two thirds of all."""
    return 2 * count > 3 * shown


def _pages(desk: Desk, owner: Owner, listing: Listing[T]) -> Iterator[ListView]:
    path = _path(listing, owner.path)
    title = "By year" if listing.by_year else "By letter"
    total = words.capital(words.count(len(listing.items), *listing.noun))
    if len(listing.items) < 2 * listing.part:
        groups = paging.grouped(_in_order(listing), listing.group_of)
        view = _view(desk, owner, listing, path, groups)
        yield msgspec.structs.replace(view, bar=leafing.jump(title, groups), lead=f"{total}, {_order(listing)}.")
        return
    cut = paging.years if listing.by_year else paging.letters
    sheets = cut(path, _in_order(listing), listing.group_of, listing.part)
    yield _overview(desk, owner, listing, sheets, leafing.bar(title, sheets, counts=True))
    for at, sheet in enumerate(sheets):
        view = _view(desk, owner, listing, sheet.path, {paging.ALL: sheet.items})
        before, after = leafing.neighbours(sheets, at, by_year=listing.by_year)
        above = (*view.crumbs, Link(text=listing.heading, path=path))
        told = leafing.extent(sheet, listing.noun, listing.label, by_year=listing.by_year)
        yield msgspec.structs.replace(
            view,
            title=f"{view.title}, {leafing.name(sheet)}",
            heading=f"{view.heading}, {leafing.name(sheet)}",
            lead=told,
            description=f"{view.title}, {leafing.name(sheet)}: {told}",
            crumbs=leafing.crumbs(above, sheets, at),
            bar=leafing.bar(title, sheets),
            previous=before,
            next=after,
        )


def _overview(desk: Desk, owner: Owner, listing: Listing[T], sheets: Sequence[paging.Sheet[T]], bar: Bar) -> ListView:
    """The list's own address, if one page cannot hold it: its first entries, and the ways to all groups."""
    first = listing.items[: listing.part]
    path = _path(listing, owner.path)
    total = words.capital(words.count(len(listing.items), *listing.noun))
    if not listing.by_year:
        view = _view(desk, owner, listing, path, {paging.ALL: first})
        return msgspec.structs.replace(view, bar=bar, lead=f"{total}. The first {len(first)} are here, all by letter.")
    groups = paging.grouped(first, listing.group_of)
    view = _view(desk, owner, listing, path, groups)
    totals = {group: sum(len(one.items) for one in sheets if one.group == group) for group in groups}
    shown = tuple(
        msgspec.structs.replace(one, more=leafing.rest(sheets, group, len(groups[group]), totals[group]))
        for group, one in zip(groups, view.groups, strict=True)
    )
    lead = f"{total}, newest first. The latest {len(first)} are here, all by year."
    return msgspec.structs.replace(view, groups=shown, bar=bar, lead=lead)


def _view(
    desk: Desk, owner: Owner, listing: Listing[T], path: str, groups: Mapping[paging.Group, Sequence[T]]
) -> ListView:
    return desk.lettered(path, lambda page: _lettered(owner, listing, page, groups))


def _lettered(
    owner: Owner, listing: Listing[T], page: Apparatus, groups: Mapping[paging.Group, Sequence[T]]
) -> ListView:
    shown = tuple(
        RowGroup(title=group.title, anchor=leafing.anchor(group), rows=listing.show(items, page))
        for group, items in groups.items()
    )
    name, called = words.brief(owner.name), f"{listing.heading[:1].lower()}{listing.heading[1:]}"
    return ListView(
        path=page.path,
        root=page.root,
        title=f"{name}: {called}",
        description=f"{name} in this record: {called}",
        crumbs=(*owner.above, Link(text=owner.name, path=owner.path)),
        section=owner.section,
        of=Link(text=owner.name, path=owner.path),
        heading=listing.heading,
        lead="",
        groups=shown,
        key=page.key(),
    )


def _in_order(listing: Listing[T]) -> Sequence[T]:
    return (
        listing.items if listing.by_year else sorted(listing.items, key=lambda one: alphabet.order(listing.label(one)))
    )


def _order(listing: Listing[T]) -> str:
    return "newest first" if listing.by_year else "by name"


def _path(listing: Listing[T], owner: str) -> str:
    return f"{owner}{listing.name}/"
