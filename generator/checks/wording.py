"""Whether two steps of a wording track can be compared: the same body's words, in the same translator's English."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..diagnostics import Diagnostic, Note, Span
from ..model import WordingTrack
from ..relate.tracks import Step, steps_of
from .context import Context, finding


def changed_issuers(context: Context) -> Iterator[Diagnostic]:
    """W101. A caution on the track explains it to readers; that somebody has looked is said with `accept`."""
    for track, before, step in _steps(context):
        if step.new_issuer:
            change = _from_to("issuer", before.use.according_to, step.use.according_to)
            places = _places(context, track, before, step, "according_to")
            yield _changed("W101", track, change, places)


def changed_translators(context: Context) -> Iterator[Diagnostic]:
    """W102."""
    for track, before, step in _steps(context):
        if step.new_translator:
            change = _from_to("translator", before.use.english_by, step.use.english_by)
            places = _places(context, track, before, step, "english_by")
            yield _changed("W102", track, change, places)


def _steps(context: Context) -> Iterator[tuple[WordingTrack, Step, Step]]:
    for track in context.library.wording.values():
        for before, step in pairwise(steps_of(track.id, context.library)):
            yield track, before, step


def _from_to(what: str, old: str | None, new: str | None) -> str:
    names = [f"'{id}'" if id else "nobody named" for id in (old, new)]
    return f"changes its {what} from {names[0]} to {names[1]}"


def _places(context: Context, track: WordingTrack, before: Step, step: Step, field: str) -> tuple[Span, Span]:
    here, there = (context.where("meetings", one.meeting, "wording", track.id, field) for one in (step, before))
    return here, there


def _changed(code: str, track: WordingTrack, change: str, places: tuple[Span, Span]) -> Diagnostic:
    here, there = places
    hint = (
        f"say in the caution of '{track.id}' what may be translation, then accept {code} in this file with the reason"
    )
    message = f"wording track '{track.id}' {change}"
    return finding(code, here, message, hint=hint, notes=(Note(there, "the step before"),))
