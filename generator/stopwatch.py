"""How long the stages of a build take, for `--profile`. The clock is given; nothing here reads one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from .job import Made, Progress

MOST = 10
"""Parts that are listed."""


class Stage(msgspec.Struct, frozen=True):
    """A stage, the seconds from its beginning to that of the next, and how many things it had to do; 0 if that is not
    counted.
    """

    name: str
    seconds: float
    count: int


class Stopwatch:
    """Progress that is passed on, and noted with its times."""

    def __init__(self, clock: Callable[[], float], inner: Progress) -> None:
        self._clock = clock
        self._inner = inner
        self._begun: list[tuple[str, float]] = [("starting", clock())]
        self._counts: dict[str, int] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """As Progress."""
        if stage != self._begun[-1][0]:
            self._begun.append((stage, self._clock()))
        self._counts[stage] = max(self._counts.get(stage, 0), total if total > 1 else 0)
        self._inner(stage, done, total)

    def stages(self) -> tuple[Stage, ...]:
        """The stages so far, the last one up to now."""
        ends = [at for _, at in self._begun[1:]] + [self._clock()]
        return tuple(
            Stage(name, end - at, self._counts.get(name, 0)) for (name, at), end in zip(self._begun, ends, strict=True)
        )


def profile_text(stages: Iterable[Stage], made: Made) -> str:
    """A table of the stages and one of the parts of the site that took longest, seconds of their own process each."""
    shown = tuple(one for one in stages if one.seconds > 0)
    total = sum(one.seconds for one in shown)
    lines = [f"{'stage':<12} {'seconds':>8} {'share':>6} {'things':>8}"]
    lines += [
        f"{one.name:<12} {one.seconds:>8.3f} {one.seconds / total:>6.0%} {f'{one.count:,}' if one.count else '':>8}"
        for one in shown
    ]
    lines.append(f"{'all':<12} {total:>8.3f}")
    slowest = sorted(made.times, key=lambda one: (-one.seconds, one.part))[:MOST]
    if slowest:
        lines += ["", f"{'slowest parts':<58} {'seconds':>8} {'pages':>6}"]
        lines += [f"{one.part[:58]:<58} {one.seconds:>8.3f} {one.pages:>6,}" for one in slowest]
    return "\n".join(line.rstrip() for line in lines)
