"""Days on a line, and the names above it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.advances import Face, width
from generator.plan.scale import scale, ticks


def names(first: date, last: date, room: int) -> list[str]:
    """What is written above a line of that length."""
    return [one.text for one in ticks(scale(first, last, 0, room), 14)]


def test_a_scale_has_whole_months_and_true_lengths() -> None:
    """A day is as wide as any other: August 2023 to February 2024 are 213 days."""
    axis = scale(date(2023, 8, 20), date(2024, 2, 22), 0, 213)
    assert (axis.first, axis.last) == (date(2023, 8, 1), date(2024, 2, 29))
    assert (axis.start(date(2023, 9, 1)), axis.end(date(2023, 9, 1)), axis.middle(date(2023, 9, 1))) == (31, 32, 31.5)
    assert (axis.start(date(1990, 1, 1)), axis.end(date(2050, 1, 1))) == (0, 213)


@pytest.mark.parametrize(
    ("last", "room", "expected"),
    [
        ((2024, 2), 1030, ["August 2023", "September", "October", "November", "December", "January 2024", "February"]),
        ((2024, 2), 560, ["Aug 2023", "Sep", "Oct", "Nov", "Dec", "Jan 2024", "Feb"]),
        ((2024, 2), 350, ["Oct 2023", "Jan 2024"]),
        ((2026, 2), 700, ["January 2024", "July", "January 2025", "July"]),
        ((2033, 2), 700, [str(year) for year in range(2024, 2033)]),
        ((2123, 2), 700, [str(year) for year in range(2030, 2120, 10)]),
    ],
)
def test_a_longer_time_has_fewer_names(last: tuple[int, int], room: int, expected: list[str]) -> None:
    """Months with their year at the start and in January, quarters, years, decades; none is cut off at the end."""
    assert names(date(2023, 8, 1), date(*last, 28), room) == expected


@given(st.dates(), st.dates(), st.integers(200, 1300))
def test_names_never_meet(one: date, other: date, room: int) -> None:
    """From a day to ten thousand years."""
    found = ticks(scale(min(one, other), max(one, other), 0, room), 14)
    for tick, after in zip(found, [*(tick.x for tick in found[1:]), room], strict=True):
        assert tick.x + width(tick.text, Face.SANS, 14) <= after or len(found) == 1
