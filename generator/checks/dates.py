"""Whether a meeting's date is the one its source gives. The arithmetic is in `date_basis`; here it is only reported."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..codes import finding
from ..dates import BasisFinding, BasisOutcome, check_basis
from ..diagnostics import Diagnostic
from ..model import Cite, Meeting
from ..relate.ties import paragraph_text
from ..text import find_words
from .context import Context, nearest, words_of


def date_words(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """D102: the words a date rests on do not stand in the paragraph."""
    for cite, words, text in _bases(context, meeting):
        if find_words(words, text):
            continue
        at = context.where("meetings", meeting.id, "date_basis", "words")
        near = nearest(context.library, words, (cite,))
        hint = (
            f"write what stands there: '{near.words}'"
            if near
            else "copy the words that give the day from the paragraph"
        )
        notes = (words_of(context, cite, near.start, near.end, "the words they come nearest to"),) if near else ()
        yield finding("D102", at, f"'{words}' does not stand in '{cite}'", hint=hint, notes=notes)


def dates_against_their_words(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """D103 and D105: the words mean another day, or cannot be worked out because the source has no date."""
    for cite, words, text in _bases(context, meeting):
        match = find_words(words, text)
        if match is None or meeting.date is None:
            continue
        issued = context.library.sources[cite.source].issued
        result = check_basis(words, issued, meeting.date)
        if result.outcome is BasisOutcome.CONTRADICTED:
            note = words_of(context, cite, match.start, match.end, result.explanation)
            at = context.where("meetings", meeting.id, "date")
            message = f"date {meeting.date.text} is not what '{words}' means in '{cite.source}'"
            yield finding("D103", at, message, hint=_correction(result), notes=(note,))
        elif result.outcome is BasisOutcome.UNDATED and not _is_inferred(meeting):
            at = context.where("meetings", meeting.id, "date_basis", "words")
            lack = "has no date" if issued is None else f"says only {issued.text}, which is not a day"
            message = f"'{words}' cannot be worked out: source '{cite.source}' {lack}"
            hint = "give the source's `issued`, or say under `inferred: date:` how the day is known"
            yield finding("D105", at, message, hint=hint)


def ids_of_another_month(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """D109: an id that begins with a year and month in which the meeting was not."""
    month, known = meeting.id[:7], meeting.date
    if known is None or known.earliest is None or known.latest is None or not _is_month(month):
        return
    if not f"{known.earliest:%Y-%m}" <= month <= f"{known.latest:%Y-%m}":
        at = context.where("meetings", meeting.id, "date")
        hint = f"rename the file to {known.earliest:%Y-%m}{meeting.id[7:]} and keep the old id in aliases"
        yield finding("D109", at, f"id '{meeting.id}' says {month}, the date {known.text}", hint=hint)


def _bases(context: Context, meeting: Meeting) -> Iterator[tuple[Cite, str, str]]:
    """The words of a paragraph that can be read on which the date rests, if it does: cite, words, paragraph."""
    basis = meeting.date_basis
    text = paragraph_text(context.library, basis.cite) if basis and basis.cite else None
    if basis and basis.cite and basis.words and text is not None:
        yield basis.cite, basis.words, text


def _correction(result: BasisFinding) -> str:
    if result.computed is None:
        return "write the date that the words mean, or cite others"
    first, last = (day.isoformat() for day in result.computed)
    return f"write {first if first == last else f'{first}/{last}'}, or cite other words"


def _is_inferred(meeting: Meeting) -> bool:
    return any(inference.field == "date" for inference in meeting.inferred)


def _is_month(text: str) -> bool:
    try:
        datetime.date.fromisoformat(f"{text}-01")
    except ValueError:
        return False
    return True
