"""A date as an analyst writes it: EDTF (ISO 8601-2) level 1, with times to the minute.

Decides which texts are dates, and the first and last day each can mean. It computes with the days as written and never
converts between time zones: a meeting is held on the day the clock on its wall says.

The `edtf` package is only the oracle of our tests: it brings pyparsing and dateutil, takes 90 to 150 ms to import
(this module 5 ms; `python -X importtime`, 3.11, a busy 2-core Xeon), answers in `time.struct_time`, and crashes on
`2023-XX/2024`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, date
from enum import StrEnum

import msgspec

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SPRING, WINTER = 21, 24
_MONTHS_IN_A_SEASON = 3
_LAST_MONTH = 12
_LAST_HOUR, _LAST_MINUTE, _WIDEST_OFFSET = 23, 59, 14

_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX)"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?P<offset>Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?(?P<doubt>[?~%]?)",
)
_OTHER_YEAR = re.compile(r"(?:Y?-|Y)[0-9]+(?:-.*)?|[0-9]{5,}(?:-.*)?")
_SECONDS = re.compile(r"[0-9-]+T[0-9]{2}:[0-9]{2}:[0-9]{2}.*")


class EdtfError(ValueError):
    """The text is no date; the message says why, in lower case, fit for a diagnostic."""


class Precision(StrEnum):
    """How closely a date is given. A year or day with unspecified digits counts as what is known of it."""

    YEAR = "year"
    SEASON = "season"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    INTERVAL = "interval"


class Edtf(msgspec.Struct, frozen=True, gc=False):
    """A date as written, with the first and last day it can mean; None: open or unknown on that side.

    `time` and `offset` are as written ("13:25", "+09:00"); doubt at either end of an interval is doubt of the whole.
    """

    text: str
    precision: Precision
    earliest: date | None
    latest: date | None
    is_uncertain: bool = False
    is_approximate: bool = False
    time: str = ""
    offset: str = ""

    @property
    def is_interval(self) -> bool:
        """Two ends are given, or one and an open or unknown one."""
        return self.precision is Precision.INTERVAL

    @property
    def day(self) -> date | None:
        """The day, if a single one is given, in doubt or not; None for anything wider."""
        return self.earliest if self.precision in {Precision.DAY, Precision.MINUTE} else None

    def __str__(self) -> str:
        return self.text


def parse(text: str) -> Edtf:
    """The date that `text` states; EdtfError says what is wrong with it."""
    written = text.strip()
    if "/" in written:
        return _interval(written)
    return _single(written)


def ends(value: Edtf) -> tuple[Edtf | None, Edtf | None]:
    """Both ends of an interval, None where open or unknown; a single date is both its ends."""
    if not value.is_interval:
        return value, value
    first, last = value.text.split("/")
    return (
        _single(first) if first not in {"", ".."} else None,
        _single(last) if last not in {"", ".."} else None,
    )


def _interval(text: str) -> Edtf:
    parts = text.split("/")
    if len(parts) != len(("first", "last")):
        raise EdtfError(f"'{text}' has more than two ends")
    first, last = (None if part in {"", ".."} else _single(part) for part in parts)
    given = [end for end in (first, last) if end is not None]
    if not given:
        raise EdtfError(f"'{text}' is open at both ends and says nothing")
    if any(end.time for end in given):
        raise EdtfError(f"'{text}' has a time in an interval; an interval is given in days")
    if first and last and first.earliest and last.latest and first.earliest > last.latest:
        raise EdtfError(f"'{text}' ends before it starts")
    return Edtf(
        text=text,
        precision=Precision.INTERVAL,
        earliest=first.earliest if first else None,
        latest=last.latest if last else None,
        is_uncertain=any(end.is_uncertain for end in given),
        is_approximate=any(end.is_approximate for end in given),
    )


def _single(text: str) -> Edtf:
    found = _DATE.fullmatch(text)
    if found is None:
        raise EdtfError(_why_not(text))
    year, month, day = found["year"], found["month"] or "", found["day"] or ""
    if year == "0000":
        raise EdtfError(f"'{text}' is in the year 0; years from 0001 on can be given")
    if "X" in year and month:
        raise EdtfError(f"'{text}' gives a month of an unspecified year")
    if month == "XX" and day not in {"", "XX"}:
        raise EdtfError(f"'{text}' gives a day of an unspecified month")
    if found["hour"]:
        _check_time(text, found["hour"], found["minute"], found["offset"] or "")
        if day == "XX" or found["doubt"]:
            raise EdtfError(f"'{text}' gives a time of a day that is not certain")
    earliest, latest = _bounds(text, year, month, day)
    return Edtf(
        text=text,
        precision=_precision(month, day, has_time=found["hour"] is not None),
        earliest=earliest,
        latest=latest,
        is_uncertain=found["doubt"] in {"?", "%"},
        is_approximate=found["doubt"] in {"~", "%"},
        time=f"{found['hour']}:{found['minute']}" if found["hour"] else "",
        offset=found["offset"] or "",
    )


def _precision(month: str, day: str, *, has_time: bool) -> Precision:
    if has_time:
        return Precision.MINUTE
    if day not in {"", "XX"}:
        return Precision.DAY
    if month in {"", "XX"}:
        return Precision.YEAR
    return Precision.MONTH if int(month) <= _LAST_MONTH else Precision.SEASON


def _bounds(text: str, year: str, month: str, day: str) -> tuple[date, date]:
    """First and last day of what is written. Seasons are the northern ones by whole months; a winter begins in the
    year it is named after.
    """
    first = max(int(year.replace("X", "0")), 1)
    if month in {"", "XX"}:
        return date(first, 1, 1), date(int(year.replace("X", "9")), _LAST_MONTH, 31)
    number = int(month)
    if SPRING <= number <= WINTER and not day:
        return _season(text, first, number)
    if not 1 <= number <= _LAST_MONTH:
        raise EdtfError(f"'{text}' has no month {month}" + (" (seasons, 21 to 24, have no days)" if day else ""))
    length = monthrange(first, number)[1]
    if day in {"", "XX"}:
        return date(first, number, 1), date(first, number, length)
    if not 1 <= int(day) <= length:
        raise EdtfError(f"'{text}' has no day {day}: {MONTHS[number - 1]} {first} has {length} days")
    only = date(first, number, int(day))
    return only, only


def _season(text: str, year: int, season: int) -> tuple[date, date]:
    start = _MONTHS_IN_A_SEASON * (season - SPRING + 1)
    last_year, last_month = (year + 1, 2) if season == WINTER else (year, start + _MONTHS_IN_A_SEASON - 1)
    if last_year > MAXYEAR:
        raise EdtfError(f"'{text}' ends after the year {MAXYEAR}")
    return date(year, start, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _check_time(text: str, hour: str, minute: str, offset: str) -> None:
    if int(hour) > _LAST_HOUR or int(minute) > _LAST_MINUTE:
        raise EdtfError(f"'{text}' has no time of day: {hour}:{minute}")
    if offset not in {"", "Z"} and (int(offset[1:3]) > _WIDEST_OFFSET or int(offset[4:]) > _LAST_MINUTE):
        raise EdtfError(f"'{text}' is {offset} from UTC; no clock is more than {_WIDEST_OFFSET} hours from it")


def _why_not(text: str) -> str:
    """What is wrong with a text that has not the form of a date."""
    if not text:
        return "the date is empty"
    if _OTHER_YEAR.fullmatch(text):
        return f"'{text}' has no year of four digits; years 0001 to {MAXYEAR} can be given"
    if _SECONDS.fullmatch(text):
        return f"'{text}' gives seconds; times are given to the minute, as in 2024-02-23T13:25"
    return f"'{text}' is not an EDTF date; write year, month, day, as in 2024-02-22, 2024-02 or 2023-08/2023-12"
