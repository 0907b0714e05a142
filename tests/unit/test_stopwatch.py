"""How long a build took, by a clock that is given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.build import Counts, Made
from generator.console import pace
from generator.job import Time, silent
from generator.stopwatch import MOST, Stage, Stopwatch, profile_text


def test_a_stage_lasts_until_the_next_begins() -> None:
    """The last one until the question; things are counted where there are several."""
    ticks: Iterator[float] = iter([0.0, 1.0, 3.0, 7.0])
    watch = Stopwatch(lambda: next(ticks), silent)
    for step in (("reading", 0, 1), ("rendering", 0, 40), ("rendering", 40, 40)):
        watch(*step)
    assert watch.stages() == (Stage("starting", 1.0, 0), Stage("reading", 2.0, 0), Stage("rendering", 4.0, 40))


def test_progress_is_passed_on() -> None:
    """The terminal shows it as without a watch."""
    seen: list[tuple[str, int, int]] = []
    Stopwatch(lambda: 0.0, lambda *step: seen.append(step))("reading", 0, 1)
    assert seen == [("reading", 0, 1)]


def test_the_slowest_parts_come_first_and_not_all_of_them() -> None:
    """With their seconds and pages."""
    times = tuple(Time(f"meetings/m{number}", float(number), 1) for number in range(MOST + 5))
    made = Made(files={}, diagnostics=(), counts=Counts(), pages={}, times=times)
    lines = profile_text((Stage("reading", 0.5, 0), Stage("rendering", 1.5, 1200)), made).splitlines()
    assert [line.split() for line in lines[1:4]] == [
        ["reading", "0.500", "25%"],
        ["rendering", "1.500", "75%", "1,200"],
        ["all", "2.000"],
    ]
    assert lines[6].split() == [f"meetings/m{MOST + 4}", f"{MOST + 4}.000", "1"]
    assert len(lines) == 6 + MOST


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (0, 100, 9.0, ""),
        (100, 100, 9.0, ""),
        (50, 100, 0.1, ""),
        (1000, 5000, 2.0, ", 500 a second, 8 s left"),
        (10, 6010, 1.0, ", 10 a second, 10 min left"),
    ],
)
def test_the_rate_is_told_once_there_is_one(done: int, total: int, seconds: float, said: str) -> None:
    """Not at the beginning, and not when all is done."""
    assert pace(done, total, seconds) == said
