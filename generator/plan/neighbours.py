"""The entries before and after one in a line: by date, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

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


def neighbours(
    before: E | None, after: E | None, link: Callable[[E], Link], names: Line
) -> tuple[Neighbour, Neighbour]:
    """The entries before and after one; at an end of the line words that say so. The link's note is shown below."""
    earlier = link(before) if before is not None else Link(text=names.first, path="")
    later = link(after) if after is not None else Link(text=names.last, path="")
    return _neighbour(names.previous, earlier), _neighbour(names.next, later)


def neighbours_in_line(
    desk: Desk, kind: str, id: str, names: Line = BY_NAME, link: Callable[[Any], Link] | None = None
) -> tuple[Neighbour, Neighbour]:
    """The entries of the same kind before and after one, in the line of its kind."""
    before, after = desk.around[kind, id]
    return neighbours(before, after, link or (lambda one: urls.link_to(desk.library, kind, one.id)), names)


def _neighbour(direction: str, link: Link) -> Neighbour:
    return Neighbour(direction=direction, title=link.text, path=link.path, when=words.capital(link.note))
