"""Whether two steps of a wording track can be compared: the same body's words, in the same translator's English."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic, Note, Span
from ..model import Meeting, WordingId, WordingUse
from ..relate.tracks import steps_before
from .context import Context

Step = tuple[Meeting, WordingUse]


def changed_issuers(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """W101. A caution on the track explains it to readers; that somebody has looked is said with `accept`."""
    for before, step in _steps(context, meeting):
        if before[1].according_to != step[1].according_to:
            change = _from_to("issuer", before[1].according_to, step[1].according_to)
            yield _changed("W101", step[1].track, change, _places(context, before, step, "according_to"))


def changed_translators(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """W102."""
    for before, step in _steps(context, meeting):
        if before[1].english_by != step[1].english_by:
            change = _from_to("translator", before[1].english_by, step[1].english_by)
            yield _changed("W102", step[1].track, change, _places(context, before, step, "english_by"))


def _steps(context: Context, meeting: Meeting) -> Iterator[tuple[Step, Step]]:
    """The steps that this meeting adds to tracks, each with the one before it, if there is one."""
    known = steps_before(context.library)
    for use in meeting.wording:
        id = known.get((meeting.id, use.track))
        if id:
            before = context.library.meetings[id]
            yield (before, next(one for one in before.wording if one.track == use.track)), (meeting, use)


def _from_to(what: str, old: str | None, new: str | None) -> str:
    names = [f"'{id}'" if id else "nobody named" for id in (old, new)]
    return f"changes its {what} from {names[0]} to {names[1]}"


def _places(context: Context, before: Step, step: Step, field: str) -> tuple[Span, Span]:
    here, there = (
        context.where("meetings", meeting.id, "wording", use.track, field) for meeting, use in (step, before)
    )
    return here, there


def _changed(code: str, track: WordingId, change: str, places: tuple[Span, Span]) -> Diagnostic:
    here, there = places
    hint = f"say in the caution of '{track}' what may be translation, then accept {code} in this file with the reason"
    message = f"wording track '{track}' {change}"
    return finding(code, here, message, hint=hint, notes=(Note(there, "the step before"),))
