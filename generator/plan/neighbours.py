"""The entries before and after one in a line: by date, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ..model import Value
from ..views import Link, Neighbour
from . import urls, words
from .desk import Desk

E = TypeVar("E")


class Line(Value):
    """What the two directions of a line are called, and what stands at its ends."""

    previous: str
    next: str
    first: str
    last: str


BY_NAME = Line(previous="Previous by name", next="Next by name", first="First by name", last="Last by name")
TRACKS = Line(previous="Previous track", next="Next track", first="First track", last="Last track")


def by_date(noun: str) -> Line:
    """A line in time: of sources, of a series, of the whole record."""
    return Line(
        previous=f"Previous {noun}", next=f"Next {noun}", first="First in this record", last="Latest in this record"
    )


def neighbours(line: Sequence[E], at: int, link: Callable[[E], Link], names: Line) -> tuple[Neighbour, Neighbour]:
    """The entries before and after a place; at an end of the line words that say so. The link's note is shown below."""
    before = link(line[at - 1]) if at else Link(text=names.first, path="")
    after = link(line[at + 1]) if at + 1 < len(line) else Link(text=names.last, path="")
    return _neighbour(names.previous, before), _neighbour(names.next, after)


def neighbours_by_name(desk: Desk, kind: str, id: str, names: Line = BY_NAME) -> tuple[Neighbour, Neighbour]:
    """The entries of the same kind before and after one by name."""
    return neighbours(
        desk.lines[kind], desk.place(kind, id), lambda one: urls.link_to(desk.library, kind, one.id), names
    )


def _neighbour(direction: str, link: Link) -> Neighbour:
    return Neighbour(direction=direction, title=link.text, path=link.path, when=words.capital(link.note))
