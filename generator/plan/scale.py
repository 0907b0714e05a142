"""Days on a straight line: where a day stands, and which months or years are written above.

Decides the step of the axis from the room there is. It draws nothing and knows nothing of what happened on a day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from ..advances import Face, width
from ..edtf_reader import MONTHS
from ..model import Value

LAST_MONTH = 12
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between two ticks."""

_CLEAR = 10


class Tick(Value):
    """A month or year that begins at `x`, and its name there."""

    x: float
    text: str


class Scale(Value):
    """The days from `first` to `last`, both included, between `left` and `right`."""

    first: date
    last: date
    left: float
    right: float

    def start(self, day: date) -> float:
        """Where the day begins; the end of the line for a day beyond it."""
        return self._at(day.toordinal())

    def end(self, day: date) -> float:
        """Where the day is over."""
        return self._at(day.toordinal() + 1)

    def middle(self, day: date) -> float:
        """Noon."""
        return (self.start(day) + self.end(day)) / 2

    def _at(self, ordinal: int) -> float:
        whole = self.last.toordinal() + 1 - self.first.toordinal()
        part = (ordinal - self.first.toordinal()) / whole
        return round(self.left + (self.right - self.left) * min(max(part, 0.0), 1.0), 1)


def scale(first: date, last: date, left: float, right: float) -> Scale:
    """A scale of whole months that has both days."""
    whole = date(last.year, last.month, monthrange(last.year, last.month)[1])
    return Scale(first=first.replace(day=1), last=whole, left=left, right=right)


def ticks(axis: Scale, size: float) -> tuple[Tick, ...]:
    """The beginnings of months or years, as many as have room for their names; at least one."""
    for step in _STEPS:
        found = max((_named(axis, step, size, short=short) for short in (False, True)), key=len)
        if found:
            return found
    return (Tick(x=axis.left, text=str(axis.first.year)),)


def _named(axis: Scale, step: int, size: float, *, short: bool) -> tuple[Tick, ...]:
    """Every `step` months, with the year at the first of them and at every new one; none if two names would meet.

    The last is left out where the line ends before its name does.
    """
    found: list[Tick] = []
    told, free = 0, 0.0
    for month in _months(axis, step):
        name = MONTHS[month.month - 1][: 3 if short else None]
        year = "" if month.year == told else f" {month.year}"
        tick = Tick(x=axis.start(month), text=str(month.year) if step >= LAST_MONTH else f"{name}{year}")
        if tick.x < free:
            return ()
        told, free = month.year, tick.x + _CLEAR + width(tick.text, Face.SANS, size)
        if free <= axis.right:
            found.append(tick)
    return tuple(found)


def _months(axis: Scale, step: int) -> Iterator[date]:
    """The months on the line whose number, counted from January, is a multiple of the step."""
    first, last = (day.year * LAST_MONTH + day.month - 1 for day in (axis.first, axis.last))
    for number in range(first + -first % step, last + 1, step):
        yield date(number // LAST_MONTH, number % LAST_MONTH + 1, 1)
