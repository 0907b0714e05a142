"""How readers leaf through a long list: the names of its pages, what stands before and after, the way up.

Never decides what stands on which page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from ..views import NO_LINK, Bar, Link, Neighbour
from . import words
from .paging import Group, Sheet

T = TypeVar("T")

Sheets = Sequence[Sheet[T]]

BAR_FROM = 3
"""From this many groups on a page has links to them."""


def name(sheet: Sheet[T]) -> str:
    """What a page is called beside the list's own name: "2023", "2023, part 2"."""
    return f"{sheet.group.title}, part {sheet.part}" if sheet.part else sheet.group.title


def bar(title: str, sheets: Sheets[T], *, counts: bool = False) -> Bar:
    """A link to each group, with the number of its entries if wished for.

    Pages of the past go without: otherwise every new entry would change them all.
    """
    totals: dict[Group, int] = {}
    for sheet in sheets:
        totals[sheet.group] = totals.get(sheet.group, 0) + len(sheet.items)
    own = {sheet.group: sheet.path for sheet in sheets if sheet.part == 0}
    links = (
        Link(text=group.title, path=own[group], note=f"{total:,}" if counts else "") for group, total in totals.items()
    )
    return Bar(title=title, links=tuple(links))


def jump(title: str, groups: Mapping[Group, Sequence[T]]) -> Bar | None:
    """A link to each group of one page, with the number of its entries; none to groups seen at a glance."""
    if len(groups) < BAR_FROM:
        return None
    links = (Link(text=one.title, path=f"#{anchor(one)}", note=f"{len(items):,}") for one, items in groups.items())
    return Bar(title=title, links=tuple(links))


def anchor(group: Group) -> str:
    """The id of a group on a page that holds several."""
    return f"g-{group.key}" if group.key else "all"


def rest(sheets: Sheets[T], group: Group, shown: int, total: int) -> Link:
    """The way from the first page to the whole of a group; none if it is shown whole."""
    if shown == total:
        return NO_LINK
    path = next(sheet.path for sheet in sheets if sheet.group == group and sheet.part == 0)
    return Link(text=f"All {total:,} of {group.title}", path=path)


def extent(sheet: Sheet[T], noun: tuple[str, str], label: Callable[[T], str], *, by_year: bool) -> str:
    """How much stands on a page, and from where to where: "41 briefings, from 3 Jan 2023 to 9 Jul 2023."."""
    first, last = label(sheet.items[0]), label(sheet.items[-1])
    if by_year:
        first, last = words.unbroken(last), words.unbroken(first)
    counted = words.count(len(sheet.items), *noun)
    return f"{counted}, from {first} to {last}." if first != last else f"{counted}."


def neighbours(sheets: Sheets[T], at: int, *, by_year: bool) -> tuple[Neighbour | None, Neighbour | None]:
    """The pages before and after: in time for years, which are listed newest first, in order for letters."""
    before = sheets[at - 1] if at else None
    after = sheets[at + 1] if at + 1 < len(sheets) else None
    if by_year:
        return _neighbour("Earlier", after), _neighbour("Later", before)
    return _neighbour("Before", before), _neighbour("After", after)


def _neighbour(direction: str, sheet: Sheet[T] | None) -> Neighbour | None:
    return Neighbour(direction=direction, title=name(sheet), path=sheet.path, when="") if sheet else None


def crumbs(above: Sequence[Link], sheets: Sheets[T], at: int) -> tuple[Link, ...]:
    """The way up: the list, and for a part its year or letter."""
    sheet = sheets[at]
    if not sheet.part:
        return tuple(above)
    own = next(one.path for one in sheets if one.group == sheet.group and one.part == 0)
    return (*above, Link(text=sheet.group.title, path=own))
