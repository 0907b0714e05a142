"""Commitments whose day has passed and of which nothing more is said. Needs to be told what day it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..dates import short_text
from ..diagnostics import Diagnostic
from ..model import Meeting
from ..relate.commitments import FOLLOWED, is_open
from .context import Context, is_over


def overdue(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """D107."""
    for number, point in enumerate(meeting.points):
        if point.kind not in FOLLOWED or not (point.due and point.due.latest and is_over(context, point.due.latest)):
            continue
        if is_open(context.library, meeting, point):
            yield finding(
                "D107",
                context.where("meetings", meeting.id, "points", number, "due"),
                f"commitment '{point.id}' was due {short_text(point.due)} and is still open",
                hint="give `state` (met, lapsed, superseded) with a `state_cite`, or a later point that follows it",
            )
