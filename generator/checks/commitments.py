"""Commitments whose day has passed and of which nothing more is said. Needs to be told what day it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..dates import short_text
from ..diagnostics import Diagnostic
from ..relate.commitments import is_open, undertakings
from .context import Context


def overdue(context: Context) -> Iterator[Diagnostic]:
    """D107."""
    if context.today is None:
        return
    for undertaking in undertakings(context.library):
        meeting, point = undertaking.meeting, undertaking.point
        if point.due and point.due.latest and point.due.latest < context.today and is_open(undertaking):
            number = meeting.points.index(point)
            yield finding(
                "D107",
                context.where("meetings", meeting.id, "points", number, "due"),
                f"commitment '{point.id}' was due {short_text(point.due)} and is still open",
                hint="give `state` (met, lapsed, superseded) with a `state_cite`, or a later point that follows it",
            )
