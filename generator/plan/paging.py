"""Long lists on several pages: which entries stand on which page, and the addresses of the pages.

A list in time has a page for each year, a list by name one for each letter; a long group is cut further. A year's own
address always shows its newest entries, and what is older stands on numbered pages counted from the oldest, each full:
one more entry changes the year's own page and no other. A letter is cut in the order of its names. No page ever moves,
and none is made for what stands on one page anyway.

Decides nothing about how a page looks, and never knows what an entry is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

import msgspec

from ..model import Value

T = TypeVar("T")

BY_YEAR = "in"
BY_LETTER = "under"
"""Folders beside the entries of a kind, "meetings/in/2023/" and "people/under/k/": two steps below the list, where no
entry and no alias can stand, whatever its id."""


class Group(Value):
    """A year or a letter: `key` in addresses, `title` for readers."""

    key: str
    title: str


ALL = Group(key="", title="")
"""The one group of a short list."""

UNDATED = Group(key="undated", title="Undated")


class Sheet(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One page of a group. `part` is 0 at the group's own address, else the number in it; `items` as in the list."""

    path: str
    group: Group
    part: int
    items: tuple[T, ...]


def year(day: dt.date | None) -> Group:
    """The group of a day's year; without a day, "Undated"."""
    return Group(key=str(day.year), title=str(day.year)) if day else UNDATED


def grouped(items: Iterable[T], group_of: Callable[[T], Group]) -> dict[Group, tuple[T, ...]]:
    """The items by group, groups in the order of their first item."""
    found: dict[Group, list[T]] = {}
    for item in items:
        found.setdefault(group_of(item), []).append(item)
    return {group: tuple(members) for group, members in found.items()}


def years(folder: str, items: Iterable[T], group_of: Callable[[T], Group], size: int) -> tuple[Sheet[T], ...]:
    """The pages of a list that goes from the newest to the oldest, in its order: a year's newest part first."""
    return tuple(
        Sheet(path=_path(folder, group, part), group=group, part=part, items=one)
        for group, members in grouped(items, group_of).items()
        for part, one in _newest_open(members, size)
    )


def letters(folder: str, items: Iterable[T], group_of: Callable[[T], Group], size: int) -> tuple[Sheet[T], ...]:
    """The pages of a list by name, in its order; the second part of a letter has the number 2."""
    return tuple(
        Sheet(path=_path(folder, group, part), group=group, part=part, items=one)
        for group, members in grouped(items, group_of).items()
        for part, one in _last_open(members, size)
    )


def _newest_open(members: Sequence[T], size: int) -> list[tuple[int, tuple[T, ...]]]:
    """Parts with their numbers, the newest first: it has number 0 and between one and two sizes, if it is not alone."""
    full = _full_parts(len(members), size)
    head = len(members) - full * size
    parts = [(0, tuple(members[:head]))]
    for number in range(full, 0, -1):
        start = head + (full - number) * size
        parts.append((number, tuple(members[start : start + size])))
    return parts


def _last_open(members: Sequence[T], size: int) -> list[tuple[int, tuple[T, ...]]]:
    """Parts with their numbers in order, the first with number 0; the last has between one and two sizes."""
    full = _full_parts(len(members), size)
    cuts = [number * size for number in range(full + 1)]
    ends = [*cuts[1:], len(members)]
    return [
        (at + 1 if at else 0, tuple(members[start:end])) for at, (start, end) in enumerate(zip(cuts, ends, strict=True))
    ]


def _full_parts(count: int, size: int) -> int:
    """How many parts are cut off: none below two sizes, so that no page is left with a single entry."""
    return max(0, count // size - 1)


def _path(folder: str, group: Group, part: int) -> str:
    return f"{folder}{group.key}/{part}/" if part else f"{folder}{group.key}/"
