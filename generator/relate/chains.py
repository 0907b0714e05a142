"""Chains of entries that lead one to the next, and the circles in them: follows, part_of, derived_from, parents.

It finds circles; what a circle means for the desk is for the check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..model import Entry, Library, Meeting, Organization, PointRef, Source, Topic, Value
from .blocks import Path, entries
from .once import once


class Link(Value):
    """One step of a chain: `start` names `end` in field `field` at `path` of the entry. Both are as in references."""

    start: str
    end: str
    field: str
    kind: str
    id: str
    path: Path


def links(library: Library) -> Iterator[Link]:
    """Every step of every chain."""
    for kind, entry in entries(library):
        if isinstance(entry, Meeting):
            yield from _of_points(entry)
        for field, end in _fields(entry):
            if end:
                yield Link(start=entry.id, end=end, field=field, kind=kind, id=entry.id, path=(field,))


def _fields(entry: Entry) -> tuple[tuple[str, str | None], ...]:
    match entry:
        case Meeting():
            return (("part_of", entry.part_of),)
        case Source():
            return (("derived_from", entry.derived_from),)
        case Topic() | Organization():
            return (("parent", entry.parent),)
        case _:
            return ()


def _of_points(meeting: Meeting) -> Iterator[Link]:
    for number, point in enumerate(meeting.points):
        start = str(PointRef(meeting=meeting.id, point=point.id))
        for one, ref in enumerate(point.follows):
            path: Path = ("points", number, "follows", one)
            yield Link(start=start, end=str(ref), field="follows", kind="meetings", id=meeting.id, path=path)


def circles(steps: Iterable[Link]) -> tuple[tuple[Link, ...], ...]:
    """Circles among these links, each once and as short as the walk met it: no link is in two of them."""
    following: dict[tuple[str, str], list[Link]] = {}
    for step in steps:
        following.setdefault((step.kind, step.start), []).append(step)
    found: list[tuple[Link, ...]] = []
    done: set[tuple[str, str]] = set()
    for node in following:
        if node not in done:
            found += _walk(node, following, done)
    return tuple(found)


@once
def circles_through(library: Library) -> Mapping[tuple[str, str], tuple[tuple[Link, ...], ...]]:
    """By kind and id: the circles that lead through an entry, whichever of its fields they take."""
    found: defaultdict[tuple[str, str], list[tuple[Link, ...]]] = defaultdict(list)
    for circle in circles(links(library)):
        for entry in dict.fromkeys((link.kind, link.id) for link in circle):
            found[entry].append(circle)
    return {entry: tuple(through) for entry, through in found.items()}


def _walk(
    first: tuple[str, str], following: Mapping[tuple[str, str], list[Link]], done: set[tuple[str, str]]
) -> Iterator[tuple[Link, ...]]:
    """Depth first without recursion, since a chain may be as long as the library."""
    trail: list[Link] = []
    place = {first: 0}
    waiting = [iter(following[first])]
    done.add(first)
    while waiting:
        step = next(waiting[-1], None)
        if step is None:
            waiting.pop()
            place.popitem()
            del trail[-1:]
            continue
        node = (step.kind, step.end)
        if node in place:
            yield (*trail[place[node] :], step)
        elif node not in done:
            done.add(node)
            place[node] = len(place)
            trail.append(step)
            waiting.append(iter(following.get(node, ())))
