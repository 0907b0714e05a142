"""Dates of the desk: one entrance to reading, comparing, showing and checking them.

Decides which of two dates comes first and whether they can be the same; reading is in `edtf_reader`, the words
readers see in `date_text`, the words of newspapers in `date_words` and `date_basis`. It never reads the clock.
"""

from __future__ import annotations

from datetime import date

from .date_basis import BasisFinding, BasisOutcome, check_basis
from .date_text import day_and_month, long_text, short_text, text_in_year, weekday
from .date_words import expressions, meant
from .edtf_reader import Edtf, EdtfError, Precision, parse

__all__ = [
    "BasisFinding",
    "BasisOutcome",
    "Edtf",
    "EdtfError",
    "Precision",
    "anchor",
    "check_basis",
    "dated_by",
    "day_and_month",
    "known_ends",
    "long_text",
    "may_cover",
    "meant",
    "overlaps",
    "parse",
    "short_text",
    "sort_key",
    "text_in_year",
    "weekday",
]


def sort_key(value: Edtf) -> tuple[int, int, str]:
    """Earliest first: by first day, last day, and text, which puts times in order; an open start comes last of all."""
    first, last = value.earliest or date.max, value.latest or date.max
    return first.toordinal() + (value.earliest is None), last.toordinal(), value.text


def anchor(value: Edtf) -> date | None:
    """The day a date stands at on a line of time: its first, or the last of one with an open beginning."""
    return value.earliest or value.latest


def dated_by(words: str) -> str:
    """The date that the words of a source name, as they name it: "last week"; "" if they name none or several."""
    found = expressions(words)
    return found[0].words if len(found) == 1 else ""


def known_ends(value: Edtf) -> tuple[date, ...]:
    """Its first and its last day, as far as they are known."""
    return tuple(day for day in (value.earliest, value.latest) if day)


def overlaps(a: Edtf, b: Edtf) -> bool:
    """Whether both can mean one day; an open or unknown end reaches for ever."""
    return _starts_by(a.earliest, b.latest) and _starts_by(b.earliest, a.latest)


def may_cover(start: Edtf | None, end: Edtf | None, day: Edtf) -> bool:
    """Whether an office held from `start` to `end` could be held on `day`, both days included; None is open. Doubt
    (? ~ %) moves no bound: how far would be a guess.
    """
    earliest = start.earliest if start is not None else None
    latest = end.latest if end is not None else None
    return _starts_by(earliest, day.latest) and _starts_by(day.earliest, latest)


def _starts_by(first: date | None, last: date | None) -> bool:
    return first is None or last is None or first <= last
