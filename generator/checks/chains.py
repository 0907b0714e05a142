"""Whether what leads from one entry to the next ever comes back to its start, and whether a follow-up comes later."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic, Note
from ..model import Entry, Library, Meeting, MeetingId, PointRef
from ..relate.blocks import kind_of
from ..relate.chains import Link, circles_through
from .context import Context

Circle = tuple[Link, ...]


def circular_chains(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """R106, at the link that cannot be: one from an earlier meeting to a later one if there is such, else the first."""
    here = (kind_of(entry), entry.id)
    for circle in circles_through(context.library).get(here, ()):
        wrong = min(circle, key=lambda link: (not _leads_forward(context.library, link), link.kind, link.start))
        if (wrong.kind, wrong.id) == here:
            yield _circular(context, circle, wrong)


def _circular(context: Context, circle: Circle, wrong: Link) -> Diagnostic:
    turn = circle.index(wrong)
    circle = circle[turn:] + circle[:turn]
    names = " → ".join([link.start for link in circle] + [wrong.start])
    return finding(
        "R106",
        context.where(wrong.kind, wrong.id, *wrong.path),
        f"`{wrong.field}` leads back to its start: {names}",
        hint=f"take `{wrong.field}` out of one of them",
        notes=tuple(Note(context.where(link.kind, link.id, *link.path), "goes on here") for link in circle[1:]),
    )


def _leads_forward(library: Library, link: Link) -> bool:
    if link.field != "follows":
        return False
    start, end = (library.meetings.get(MeetingId(ref.split("#")[0])) for ref in (link.start, link.end))
    return start is not None and end is not None and _is_earlier(start, end)


def _is_earlier(one: Meeting, other: Meeting) -> bool:
    """Whether the first meeting certainly came before the second."""
    return bool(
        one.date and other.date and one.date.latest and other.date.earliest and one.date.latest < other.date.earliest
    )


def follow_ups_before_their_time(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """R111, for follow-ups that are in no circle."""
    circles = circles_through(context.library).get(("meetings", meeting.id), ())
    circular = {link.path for circle in circles for link in circle if link.id == meeting.id}
    for number, point in enumerate(meeting.points):
        for one, ref in enumerate(point.follows):
            path = ("points", number, "follows", one)
            if path not in circular:
                yield from _too_late(context, meeting, ref, path)


def _too_late(context: Context, meeting: Meeting, ref: PointRef, path: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    followed = context.library.meetings.get(ref.meeting)
    if followed is None or ref.point not in {point.id for point in followed.points}:
        return
    at = context.where("meetings", meeting.id, *path)
    hint = "name a point of an earlier meeting"
    if followed.id == meeting.id:
        yield finding("R111", at, f"'{ref}' is a point of this meeting itself", hint=hint)
    elif _is_earlier(meeting, followed):
        note = Note(context.where("meetings", followed.id, "date"), "its date")
        yield finding("R111", at, f"'{ref}' comes later than the point that follows it", hint=hint, notes=(note,))
