"""Commitments followed from meeting to meeting."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping

from ..model import CommitmentState, Library, Meeting, MeetingId, Point, PointKind, PointRef, Status, Value
from .once import once
from .tracks import in_date_order

REACH = 60
"""So many steps are followed each way, the nearest; without an end a long chain would cost the square of its length."""


class Undertaking(Value):
    """A commitment, what it follows (oldest first) and what follows it (oldest first), each up to REACH steps."""

    meeting: Meeting
    point: Point
    earlier: tuple[PointRef, ...]
    later: tuple[PointRef, ...]


FOLLOWED = frozenset({PointKind.COMMITMENT, PointKind.AGREEMENT})


def point_at(library: Library, ref: PointRef) -> tuple[Meeting, Point] | None:
    """The point a reference names."""
    meeting = library.meetings.get(ref.meeting)
    found = next((point for point in meeting.points if point.id == ref.point), None) if meeting else None
    return (meeting, found) if meeting and found else None


def undertakings(library: Library) -> tuple[Undertaking, ...]:
    """Every commitment and agreement, in the order of the meetings and of their points."""
    following = followers(library)
    order = {meeting.id: number for number, meeting in enumerate(in_date_order(tuple(library.meetings.values())))}
    found = []
    for meeting in sorted(library.meetings.values(), key=lambda one: order[one.id]):
        for point in meeting.points:
            if point.kind in FOLLOWED:
                ref = PointRef(meeting=meeting.id, point=point.id)
                found.append(
                    Undertaking(
                        meeting=meeting,
                        point=point,
                        earlier=_closure(ref, point.follows, lambda one: _followed(library, one), order),
                        later=_closure(ref, following.get(ref, ()), lambda one: following.get(one, ()), order),
                    )
                )
    return tuple(found)


@once
def followers(library: Library) -> Mapping[PointRef, tuple[PointRef, ...]]:
    """What follows each point; nothing is closed by a meeting that was withdrawn."""
    found: defaultdict[PointRef, list[PointRef]] = defaultdict(list)
    for meeting in library.meetings.values():
        for point in meeting.points if meeting.status is not Status.WITHDRAWN else ():
            for ref in point.follows:
                found[ref].append(PointRef(meeting=meeting.id, point=point.id))
    return {ref: tuple(refs) for ref, refs in found.items()}


def _followed(library: Library, ref: PointRef) -> tuple[PointRef, ...]:
    found = point_at(library, ref)
    return found[1].follows if found else ()


def _closure(
    start: PointRef,
    first: tuple[PointRef, ...],
    step: Callable[[PointRef], tuple[PointRef, ...]],
    order: Mapping[MeetingId, int],
) -> tuple[PointRef, ...]:
    """What is reached from a point by these, which are the first step."""
    if not first:
        return ()  # as of most
    seen: dict[PointRef, None] = {}
    waiting = deque(first)
    while waiting and len(seen) < REACH:
        ref = waiting.popleft()
        if ref not in seen and ref != start:
            seen[ref] = None
            waiting += step(ref)
    return tuple(sorted(seen, key=lambda ref: (order.get(ref.meeting, 0), str(ref))))


def is_open(library: Library, meeting: Meeting, point: Point) -> bool:
    """Whether nothing else follows a point and its state is not closed."""
    ref = PointRef(meeting=meeting.id, point=point.id)
    is_followed = any(one != ref for one in followers(library).get(ref, ()))
    return not is_followed and point.state in (None, CommitmentState.OPEN)
