"""Dates as newspapers write them in English: finding them in a few words, and the days they can mean.

Decides which words are a date, and reckons them from the day of issue. One expression can have several readings
("last Thursday", "slated for Wednesday"); they are listed, the likeliest first, and the caller compares. What is not
here ("recently", "two months after") is no date: nothing is guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum

import msgspec

from .date_text import WEEKDAYS
from .edtf_reader import MONTHS

Days = tuple[date, date]
"""First and last day, both included."""


class Kind(StrEnum):
    """What an expression names. ABSOLUTE ones need no day of issue."""

    ABSOLUTE = "absolute"
    DAY_OF_MONTH = "day of a month"
    WEEKDAY = "weekday"
    NEAR_DAY = "near day"
    WEEK = "week"
    MONTH = "month"
    CALENDAR_MONTH = "calendar month"
    YEAR = "year"


class Expression(msgspec.Struct, frozen=True):
    """A date found in words: as written, what it names, its parts; `is_forward`: the words look ahead ("slated")."""

    words: str
    kind: Kind
    parts: Mapping[str, str]
    is_forward: bool = False


_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May\.?|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WHOLE_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)"
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12][0-9]{3})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)}|(?:Mon|Tue|Tues|Wed|Weds|Thu|Thur|Thurs|Fri|Sat|Sun)\.)"
_WHICH = r"(?:(?P<which>last|this|next|this past|past|this coming|coming)\s+)"
_WHOSE_YEAR = r"(?:,?\s+(?:of\s+)?(?P<whose>last|this|next)\s+year)"

_GRAMMAR: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?<![\w]){pattern}(?![\w])", flags))
    for kind, pattern, flags in (
        (Kind.ABSOLUTE, rf"(?P<month>{_MONTH})\s*{_DAY}(?:,\s*|\s+){_YEAR}", 0),
        (Kind.ABSOLUTE, rf"{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH}),?\s+{_YEAR}", 0),
        (Kind.ABSOLUTE, rf"{_YEAR}[-./](?P<number>[01]?[0-9])[-./](?P<day>[0-3]?[0-9])", 0),
        (Kind.ABSOLUTE, rf"(?P<number>[0-3]?[0-9])(?P<dot>[./-])(?P<day>[0-3]?[0-9])(?P=dot){_YEAR}", 0),
        (Kind.DAY_OF_MONTH, rf"(?P<month>{_MONTH})\s*{_DAY}{_WHOSE_YEAR}?", 0),
        (Kind.DAY_OF_MONTH, rf"{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH}){_WHOSE_YEAR}?", 0),
        (Kind.ABSOLUTE, rf"(?P<month>{_MONTH})(?:,?\s+(?:of\s+)?){_YEAR}", 0),
        (Kind.CALENDAR_MONTH, rf"(?:(?i:{_WHICH})?)(?P<month>{_WHOLE_MONTH})(?i:{_WHOSE_YEAR})?", 0),
        (Kind.WEEKDAY, rf"(?:(?i:{_WHICH})?){_WEEKDAY}(?P<after>\s+(?:last|this|next)\s+week)?", 0),
        (Kind.NEAR_DAY, r"(?:the\s+)?(?P<near>day\s+before\s+yesterday|day\s+after\s+tomorrow)", re.IGNORECASE),
        (Kind.NEAR_DAY, r"(?P<count>[0-9]{1,3}|two|three|four|five|six|seven|ten)\s+days\s+ago", re.IGNORECASE),
        (Kind.NEAR_DAY, r"(?P<near>yesterday|today|tonight|tomorrow|last\s+night)", re.IGNORECASE),
        (Kind.NEAR_DAY, r"(?P<near>this\s+(?:morning|afternoon|evening))", re.IGNORECASE),
        (Kind.WEEK, r"(?P<which>last|this|next)\s+week", re.IGNORECASE),
        (Kind.MONTH, r"(?P<which>last|this|next)\s+month", re.IGNORECASE),
        (Kind.YEAR, r"(?P<which>last|this|next)\s+year", re.IGNORECASE),
        (Kind.ABSOLUTE, r"(?P<year>(?:19|20)[0-9]{2})", 0),
    )
)
_FORWARD = re.compile(
    r"\b(?:slated|will|next|due|scheduled|set\s+to|plans?\s+to|planned|upcoming|coming|to\s+be\s+held|expected)\b",
    re.IGNORECASE,
)
_BEFORE_A_MONTH = re.compile(r"\b(?:in|since|of|until|by|from|during|early|late|mid|for)[\s-]*$")
_STEP = {"last": -1, "past": -1, "this past": -1, "this": 0, "next": 1, "coming": 1, "this coming": 1}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_NEAR = {
    "day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
_DAY_STEP, _WEEK_STEP = timedelta(days=1), timedelta(days=7)
_DECEMBER = 12
_EARLIEST, _LATEST = date(MINYEAR + 9, 1, 1), date(MAXYEAR - 9, 12, 31)
_LEAP_YEARS = 8
"""29 February can be this far away: 1896 and 1904 have none between them."""


def expressions(words: str) -> tuple[Expression, ...]:
    """The dates in `words`, in order; where two forms fit the same place, the fuller one. A month is one only with a
    capital, and "May" or "March" only where a day, a year or "in" and the like says so.
    """
    text = " ".join(words.split())
    forward = _FORWARD.search(text) is not None
    taken = bytearray(len(text))
    out: list[tuple[int, Expression]] = []
    for kind, pattern in _GRAMMAR:
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(taken[start:end]) or (kind is Kind.CALENDAR_MONTH and not _is_month(text, found)):
                continue
            taken[start:end] = b"\1" * (end - start)
            parts = {name: " ".join(part.split()) for name, part in found.groupdict().items() if part}
            out.append((start, Expression(found.group().strip(), kind, parts, forward)))
    return tuple(expression for _, expression in sorted(out, key=lambda placed: placed[0]))


def readings(expression: Expression, issued: Days) -> tuple[Days, ...]:
    """The stretches of days an expression can mean in a text issued within `issued`, the likeliest first; none if no
    such day exists. ABSOLUTE ones do not look at `issued`. Nothing is reckoned from the ends of Python's calendar.
    """
    if expression.kind is not Kind.ABSOLUTE and not _EARLIEST <= issued[0] <= issued[1] <= _LATEST:
        return ()
    return tuple(dict.fromkeys(_readings(expression, issued)))


def meant(text: str) -> str:
    """EDTF of a text that is one date with its year and nothing else; "" if it is not, or can be read both ways."""
    found = expressions(text)
    if len(found) != 1 or found[0].kind is not Kind.ABSOLUTE or found[0].words != " ".join(text.split()):
        return ""
    days = tuple(dict.fromkeys(_absolute(found[0].parts)))
    if len(days) != 1:
        return ""
    first, last = days[0]
    if first == last:
        return first.isoformat()
    return first.isoformat()[: len("2024-02") if first.month == last.month else len("2024")]


def needs_day_of_issue(expression: Expression) -> bool:
    """Weekdays, weeks and the like mean nothing from a month of issue; months and years do."""
    return expression.kind in {Kind.WEEKDAY, Kind.NEAR_DAY, Kind.WEEK, Kind.DAY_OF_MONTH}


def in_year(expression: Expression, year: int) -> Days | None:
    """What a day or month without a year would be in `year`; None for other expressions, and for a day it lacks."""
    if expression.kind not in {Kind.DAY_OF_MONTH, Kind.CALENDAR_MONTH}:
        return None
    return _days_of(year, _month(expression.parts), expression.parts.get("day"))


def weekday_of(expression: Expression) -> int | None:
    """Monday is 0; None if the expression names no weekday."""
    name = expression.parts.get("weekday")
    return None if name is None else next(n for n, day in enumerate(WEEKDAYS) if day.startswith(name[:3]))


def _is_month(text: str, found: re.Match[str]) -> bool:
    """Whether "May" or "March" is a month here; the others always are."""
    if found["month"] not in {"May", "March"} or found["which"] or found["whose"]:
        return True
    before = text[max(found.start("month") - 12, 0) : found.start("month")].rstrip().lower()
    return text == found["month"] or _BEFORE_A_MONTH.search(before) is not None


def _readings(expression: Expression, issued: Days) -> Iterator[Days]:
    match expression.kind:
        case Kind.ABSOLUTE:
            yield from _absolute(expression.parts)
        case Kind.WEEKDAY:
            yield from ((day, day) for day in _weekdays(expression, issued[1]))
        case Kind.DAY_OF_MONTH | Kind.CALENDAR_MONTH:
            for anchor in dict.fromkeys(issued):
                yield from _without_year(expression, anchor)
        case Kind.NEAR_DAY:
            day = issued[1] + _DAY_STEP * _near(expression.parts)
            yield day, day
        case Kind.WEEK:
            yield _week(issued[1], _STEP[expression.parts["which"].lower()])
        case Kind.MONTH | Kind.YEAR:
            step = _STEP[expression.parts["which"].lower()]
            for anchor in dict.fromkeys(issued):
                yield from _whole(expression.kind, anchor, step)


def _absolute(parts: Mapping[str, str]) -> Iterator[Days]:
    """A date with its year; 02/03/2024 can be read both ways."""
    year = int(parts["year"])
    if "number" not in parts:
        month, day = (_month(parts) if "month" in parts else None), parts.get("day")
        yield from filter(None, [_days_of(year, month, day)])
        return
    first, second = int(parts["number"]), int(parts["day"])
    yield from filter(None, [_days_of(year, first, str(second))])
    if "dot" in parts:
        yield from filter(None, [_days_of(year, second, str(first))])


def _weekdays(expression: Expression, issued: date) -> Iterator[date]:
    """The days a weekday can be.

    Plain, it is the last such day on or before the day of issue; if that would be six days ago, the day after issue as
    well, for where the meeting is it may be tomorrow already (the only tolerance). With words that look ahead also the
    next such day after issue. "Last" and "next" can skip a week.
    """
    weekday = weekday_of(expression) or 0
    before = issued - _DAY_STEP * ((issued.weekday() - weekday) % 7)
    after = before + _WEEK_STEP
    which = expression.parts.get("which", "").lower()
    if "after" in expression.parts:
        yield _week(issued, _STEP[expression.parts["after"].split()[0].lower()])[0] + _DAY_STEP * weekday
    elif which == "this":
        yield _week(issued, 0)[0] + _DAY_STEP * weekday
    elif _STEP.get(which, 0) < 0:
        strictly = before - _WEEK_STEP if before == issued else before
        yield from (strictly, _week(issued, -1)[0] + _DAY_STEP * weekday)
    elif _STEP.get(which, 0) > 0:
        yield from (after, _week(issued, 1)[0] + _DAY_STEP * weekday)
    else:
        yield before
        if expression.is_forward or after == issued + _DAY_STEP:
            yield after


def _without_year(expression: Expression, issued: date) -> Iterator[Days]:
    """A day or month whose year is left out: the last that began on or before the day of issue (or on the day after:
    it may be tomorrow already where the meeting is); with words that look ahead also the next.
    """
    if whose := expression.parts.get("whose"):
        yield from filter(None, [in_year(expression, issued.year + _STEP[whose.lower()])])
        return
    years = range(issued.year - _LEAP_YEARS, issued.year + _LEAP_YEARS + 1)
    known = [days for year in years if (days := in_year(expression, year))]
    past = [days for days in known if days[0] <= issued]
    to_come = [days for days in known if days[0] > issued]
    which = _STEP.get(expression.parts.get("which", "").lower())
    if which == 0:
        yield from filter(None, [in_year(expression, issued.year)])
    elif which == -1:
        yield from reversed([days for days in past if days[1] < issued][-1:])
        yield from filter(None, [in_year(expression, issued.year - 1)])
    elif which == 1:
        yield from to_come[:1]
        yield from filter(None, [in_year(expression, issued.year + 1)])
    else:
        yield from past[-1:]
        if to_come and (expression.is_forward or to_come[0][0] == issued + _DAY_STEP):
            yield to_come[0]


def _near(parts: Mapping[str, str]) -> int:
    """Days from the day of issue: "yesterday" is -1, "today" and "this morning" 0."""
    if count := parts.get("count"):
        return -(_NUMBERS.get(count.lower()) or int(count))
    return _NEAR.get(parts["near"].lower(), 0)


def _week(issued: date, step: int) -> Days:
    """Monday to Sunday, `step` weeks from the week of issue."""
    monday = issued - _DAY_STEP * issued.weekday() + _WEEK_STEP * step
    return monday, monday + _DAY_STEP * 6


def _whole(kind: Kind, issued: date, step: int) -> Iterator[Days]:
    """The month or year that lies `step` from that of issue."""
    months = issued.year * _DECEMBER + issued.month - 1 + step
    year, month = (issued.year + step, None) if kind is Kind.YEAR else (months // _DECEMBER, months % _DECEMBER + 1)
    yield from filter(None, [_days_of(year, month, None)])


def _month(parts: Mapping[str, str]) -> int:
    return next(n for n, name in enumerate(MONTHS, start=1) if name.startswith(parts["month"][:3]))


def _days_of(year: int, month: int | None, day: str | None) -> Days | None:
    """A year, a month or a day as a stretch of days; None if there is no such day."""
    if not MINYEAR <= year <= MAXYEAR or (month is not None and not 1 <= month <= _DECEMBER):
        return None
    if month is None:
        return date(year, 1, 1), date(year, _DECEMBER, 31)
    length = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, length)
    if not 1 <= int(day) <= length:
        return None
    return date(year, month, int(day)), date(year, month, int(day))
