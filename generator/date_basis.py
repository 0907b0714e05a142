"""Whether the words that a date rests on mean that date.

Decides by reckoning the words from the day the source was issued, and says in a sentence what was reckoned. It never
supplies a date: words that cannot be reckoned confirm nothing.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from .date_text import long_text, range_text
from .date_words import Days, Expression, Kind, expressions, in_year, needs_day_of_issue, readings, weekday_of
from .edtf_reader import Edtf


class BasisOutcome(StrEnum):
    """Confirmed or contradicted; or the words hold no date, or one that needs a day of issue the source has not."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    NOT_A_DATE = "not-a-date"
    UNDATED = "undated"


class BasisFinding(msgspec.Struct, frozen=True):
    """What the words of a date basis mean: first and last day, if that can be reckoned, and a sentence that says so."""

    outcome: BasisOutcome
    computed: Days | None
    explanation: str


class _Reading(msgspec.Struct, frozen=True):
    """One expression, and the stretches of days it can mean."""

    expression: Expression
    days: tuple[Days, ...]


def check_basis(words: str, issued: Edtf | None, claimed: Edtf) -> BasisFinding:
    """Whether `words`, in a source issued on `issued`, mean a date that overlaps `claimed`.

    Of several dates in the words those count that are at least as fine as the claimed date or as the finest among
    them: "Tuesday, on a visit this week" does not confirm any day of the week.
    """
    found = expressions(words)
    if not found:
        return BasisFinding(BasisOutcome.NOT_A_DATE, None, f"“{words.strip()}” names no date that can be reckoned")
    anchor = _span(issued)
    all_readings = [_Reading(expression, _days(expression, anchor)) for expression in found]
    known = [reading for reading in all_readings if reading.days or reading.expression.kind is Kind.ABSOLUTE]
    counting = _fine_enough(known, claimed) if known else []
    for reading in counting:
        meant = next((days for days in reading.days if _overlap(days, claimed)), None)
        if meant is not None:
            return BasisFinding(BasisOutcome.CONFIRMED, meant, _confirmed(reading.expression, issued, meant))
    open_ones = tuple(reading.expression for reading in all_readings if reading not in known)
    if open_ones and (not counting or any(_possible(expression, claimed) for expression in open_ones)):
        return _undated(open_ones, issued, claimed)
    return _contradicted(counting[0], issued, claimed)


def _days(expression: Expression, anchor: Days | None) -> tuple[Days, ...]:
    """What an expression can mean, as far as the date of issue tells."""
    if expression.kind is Kind.ABSOLUTE:
        return readings(expression, (date.max, date.max))
    if anchor is None or (needs_day_of_issue(expression) and anchor[0] != anchor[1]):
        return ()
    return readings(expression, anchor)


def _span(issued: Edtf | None) -> Days | None:
    if issued is None or issued.earliest is None or issued.latest is None:
        return None
    return issued.earliest, issued.latest


def _overlap(days: Days, claimed: Edtf) -> bool:
    return (claimed.latest is None or days[0] <= claimed.latest) and (
        claimed.earliest is None or claimed.earliest <= days[1]
    )


def _fine_enough(known: list[_Reading], claimed: Edtf) -> list[_Reading]:
    """The readings no wider than the claimed date or than the finest of them."""
    if claimed.earliest is None or claimed.latest is None:
        return known
    widths = [max(((last - first).days for first, last in reading.days), default=0) for reading in known]
    widest = max(min(widths), (claimed.latest - claimed.earliest).days)
    return [reading for reading, width in zip(known, widths, strict=True) if width <= widest]


def _says(expression: Expression, issued: Edtf | None) -> str:
    if expression.kind is Kind.ABSOLUTE or issued is None:
        return f"the article says “{expression.words}”"
    day = issued.day
    dated = long_text(issued) if day is None else range_text(day, day)
    return f"the article is dated {dated} and says “{expression.words}”"


def _confirmed(expression: Expression, issued: Edtf | None, days: Days) -> str:
    """A day of the week or of a month speaks for itself; of a week or a month the days are named."""
    says = _says(expression, issued)
    is_stretch = expression.kind is not Kind.ABSOLUTE and days[0] != days[1]
    return f"{says}: {range_text(*days)}" if is_stretch else says


def _contradicted(reading: _Reading, issued: Edtf | None, claimed: Edtf) -> BasisFinding:
    """What the words mean instead; a day the calendar does not have means nothing."""
    says = _says(reading.expression, issued)
    if not reading.days:
        return BasisFinding(BasisOutcome.CONTRADICTED, None, f"{says}, a day the calendar does not have")
    meant = " or ".join(range_text(*days) for days in reading.days)
    return BasisFinding(BasisOutcome.CONTRADICTED, reading.days[0], f"{says}: {meant}, not {long_text(claimed)}")


def _undated(found: tuple[Expression, ...], issued: Edtf | None, claimed: Edtf) -> BasisFinding:
    """Nothing can be reckoned; but a Saturday is no Friday, and 15 November no 14 November, in any year."""
    impossible = [expression for expression in found if not _possible(expression, claimed)]
    if len(impossible) == len(found):
        says = f"the article says “{found[0].words}”"
        return BasisFinding(BasisOutcome.CONTRADICTED, None, f"{says}, and {long_text(claimed)} is none")
    expression = next(expression for expression in found if expression not in impossible)
    computed = in_year(expression, claimed.earliest.year) if claimed.earliest else None
    dated = "has no date of its own" if issued is None else f"is dated {long_text(issued)}"
    return BasisFinding(
        BasisOutcome.UNDATED,
        computed,
        f"the article {dated}, so “{expression.words}” cannot be reckoned",
    )


def _possible(expression: Expression, claimed: Edtf) -> bool:
    """Whether the claimed date could be what the words name, whenever they were written."""
    if claimed.earliest is None or claimed.latest is None:
        return True
    weekday = weekday_of(expression)
    if weekday is not None:
        return (weekday - claimed.earliest.weekday()) % 7 <= (claimed.latest - claimed.earliest).days
    if expression.kind in {Kind.DAY_OF_MONTH, Kind.CALENDAR_MONTH}:
        years = range(claimed.earliest.year, claimed.latest.year + 1)
        return any((days := in_year(expression, year)) and _overlap(days, claimed) for year in years)
    return True
