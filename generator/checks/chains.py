"""Whether what leads from one entry to the next ever comes back to its start, and whether a follow-up comes later."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic, Note
from ..model import Library, Meeting, MeetingId, PointRef
from ..relate.chains import Link, circles, links
from .context import Context


def circular_chains(context: Context) -> Iterator[Diagnostic]:
    """R106, at the link that cannot be: one from an earlier meeting to a later one if there is such, else the first."""
    for circle in circles(links(context.library)):
        wrong = min(circle, key=lambda link: (not _leads_forward(context.library, link), link.kind, link.start))
        turn = circle.index(wrong)
        circle = circle[turn:] + circle[:turn]  # noqa: PLW2901 - the same circle, from another start
        names = " → ".join([link.start for link in circle] + [wrong.start])
        yield finding(
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


def follow_ups_before_their_time(context: Context) -> Iterator[Diagnostic]:
    """R111, for follow-ups that are in no circle."""
    circular = {(link.id, link.path) for circle in circles(links(context.library)) for link in circle}
    for meeting in context.library.meetings.values():
        for number, point in enumerate(meeting.points):
            for one, ref in enumerate(point.follows):
                path = ("points", number, "follows", one)
                if (meeting.id, path) not in circular:
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
