"""Dates as readers see them. English; a weekday only where the day is certain.

Decides the wording of doubt and of open ends, and shows no more precision than the date has.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from .edtf_reader import MONTHS, SPRING, Edtf, Precision, ends

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SEASONS = ("spring", "summer", "autumn", "winter")
_YEARS_OF_A_DECADE = 9


def long_text(value: Edtf) -> str:
    """The date in full: "Thursday 22 February 2024", "between August and December 2023", "14 November 2023 to …"."""
    if not value.is_interval:
        return _in_doubt(_single(value, short=False), value)
    first, last = ends(value)
    if first is None or last is None:
        unknown = "…" if ".." in value.text else "an unknown date"
        start = unknown if first is None else _in_doubt(_plain(first, short=False), first)
        return f"{start} to {unknown if last is None else _in_doubt(_plain(last, short=False), last)}"
    start, end = _plain(first, short=False), _plain(last, short=False)
    if not first.is_uncertain:
        start = _without_shared_end(start, end)
    return f"between {_in_doubt(start, first)} and {_in_doubt(end, last)}"


def short_text(value: Edtf) -> str:
    """The date for a table or a margin: "22 Feb 2024", "Feb 2024", "Aug–Dec 2023?", "14 Nov 2023 – …"."""
    if not value.is_interval:
        return _briefly(value)
    first, last = ends(value)
    if first is None or last is None:
        unknown = "…" if ".." in value.text else "?"
        return f"{_briefly(first) if first else unknown} – {_briefly(last) if last else unknown}"
    return _span((first, _plain(first, short=True)), (last, _plain(last, short=True)))


def text_in_year(value: Edtf) -> str:
    """The date below the heading of its year: "22 February", "6–12 November", "August–December?"; in full if it is not
    all in one year.
    """
    if value.earliest is None or value.latest is None or value.earliest.year != value.latest.year:
        return short_text(value)
    first, last = ends(value)
    year = f" {value.earliest.year}"
    start, end = ((one, _plain(one, short=False).removesuffix(year)) for one in (first or value, last or value))
    return _marked(end[1], value) if start[1] == end[1] else _span(start, end)


def day_and_month(value: Edtf) -> str:
    """A single day without its year, as in a chart: "22 Feb"; "" for anything wider."""
    return f"{value.day.day} {MONTHS[value.day.month - 1][:3]}{'?' if value.is_uncertain else ''}" if value.day else ""


def weekday(value: Edtf) -> str:
    """The day of the week; "" unless a single day is given and not in doubt."""
    return WEEKDAYS[value.day.weekday()] if value.day and not _has_doubt(value) else ""


def day_text(day: date) -> str:
    """A day with its weekday: "Thursday 22 February 2024"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def range_text(first: date, last: date) -> str:
    """A day, a month, a year or a stretch of days, in the shortest words that say it."""
    if first == last:
        return day_text(first)
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    if whole_months and first.year == last.year and (first.month, last.month) == (1, len(MONTHS)):
        return str(first.year)
    return f"{day_text(first)} to {day_text(last)}"


def _single(value: Edtf, *, short: bool) -> str:
    if value.day is None or _has_doubt(value):
        return _plain(value, short=short)
    time = f", {value.time}" if value.time else ""
    zone = {"": "", "Z": " UTC"}.get(value.offset, f" UTC{value.offset}")
    return f"{day_text(value.day)}{time}{zone}"


def _briefly(value: Edtf) -> str:
    return _marked(_plain(value, short=True), value)


def _marked(words: str, value: Edtf) -> str:
    return f"{'c. ' if value.is_approximate else ''}{words}{'?' if value.is_uncertain else ''}"


def _span(first: tuple[Edtf, str], last: tuple[Edtf, str]) -> str:
    """Two ends and their words, each with its own doubt; what both end with is said once: "6–12 Nov 2023"."""
    words = first[1] if first[0].is_uncertain else _without_shared_end(first[1], last[1])
    start = _marked(words, first[0])
    dash = " – " if " " in start or first[0].is_uncertain else "–"
    return f"{start}{dash}{_marked(last[1], last[0])}"


def _plain(value: Edtf, *, short: bool) -> str:
    """A single date without weekday, time and doubt."""
    day, month = value.earliest, value.text[5:7]
    if day is None or value.latest is None:
        return value.text
    name = MONTHS[day.month - 1][: 3 if short else None]
    if value.precision in {Precision.DAY, Precision.MINUTE}:
        return f"{day.day} {name} {day.year}"
    if value.precision is Precision.SEASON:
        return f"{_SEASONS[int(month) - SPRING]} {day.year}"
    if value.precision is Precision.MONTH:
        return f"{name} {day.year}"
    if value.latest.year - day.year == _YEARS_OF_A_DECADE:
        return f"{day.year}s" if short else f"the {day.year}s"
    return str(day.year) if value.latest.year == day.year else f"{day.year}–{value.latest.year}"


def _has_doubt(value: Edtf) -> bool:
    return value.is_uncertain or value.is_approximate


def _in_doubt(words: str, value: Edtf) -> str:
    return f"{'about ' if value.is_approximate else ''}{words}{' (uncertain)' if value.is_uncertain else ''}"


def _without_shared_end(start: str, end: str) -> str:
    """`start` without the words both end with: "August" of "August 2023" before "December 2023"."""
    first, last = start.split(" "), end.split(" ")
    while len(first) > 1 and len(last) > 1 and first[-1] == last[-1]:
        first.pop()
        last.pop()
    return " ".join(first)
