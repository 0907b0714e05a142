"""When to look at what: the paths that somebody spoke of, each with the time to look at it.

It decides how long a save may take before it counts as finished, and what is told together. What changed it never
decides: it asks the clock and no file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from threading import Condition
from time import monotonic
from typing import NamedTuple

EVERYTHING = ""
"""In place of a path: look at all there is."""

MOMENT = 0.03
"""Seconds to wait with what may be half done: a new file, or one that is gone, since editors move the old one away."""

QUIET = 0.01
"""Seconds without another hint after which several saves count as finished."""

TOGETHER = 0.05
"""Seconds to wait for that quiet at most."""

MANY = 200
"""More paths than a person saves at once: version control is at work."""

CALM = 0.1
"""Seconds of quiet to wait for then."""

LONGEST = 1.0
"""Seconds to wait for that at most, while hints keep coming."""

FLOOD = 1000
"""Hints after which the paths are not trusted to be all of them."""


class Batch(NamedTuple):
    """Paths whose time has come, and when the first of them was spoken of."""

    paths: frozenset[str]
    since: float


class Hint(NamedTuple):
    """When a path was spoken of first, and when it is to be looked at."""

    since: float
    due: float


def ready(hints: Collection[Hint], last: float, taken: float) -> float:
    """When to hand out the next of them, if no other comes. `last`: when the last hint came; `taken`: when paths were
    handed out last.
    """
    if len(hints) > MANY:
        return min(last + CALM, min(hint.since for hint in hints) + LONGEST)
    first = min(hint.due for hint in hints)
    if first > taken + QUIET:
        return first
    return max(first, min(last + QUIET, first + TOGETHER))


def ripe(hints: Mapping[str, Hint], now: float) -> frozenset[str]:
    """Those whose time has come or all but come: the two names of a moved file go together."""
    return frozenset(path for path, hint in hints.items() if hint.due <= now + QUIET / 2)


class Hints:
    """Paths to look at, told by any thread and taken by one.

    A lone finished save is handed out at once. What comes within `QUIET` after it is gathered until there is quiet.
    """

    def __init__(self) -> None:
        self._news = Condition()
        self._hints: dict[str, Hint] = {}
        self._told = 0
        self._last = 0.0
        self._taken = -QUIET

    def add(self, path: str, wait: float = 0.0) -> None:
        """A path to be looked at after `wait` seconds; of several hints at one path the last one decides when."""
        with self._news:
            now = monotonic()
            self._last = now
            self._told += 1
            self._hints[path] = Hint(self._hints[path].since if path in self._hints else now, now + wait)
            if len(self._hints) <= MANY:
                self._news.notify()

    def look(self) -> None:
        """Everything is to be looked at, now."""
        self.add(EVERYTHING)

    def any_within(self, seconds: float) -> bool:
        """Whether there is a hint, or comes one within that time."""
        with self._news:
            return self._news.wait_for(lambda: bool(self._hints), seconds)

    def take(self, patience: float) -> Batch:
        """The next paths to look at; none if there was no hint for `patience` seconds."""
        with self._news:
            self._news.wait_for(lambda: bool(self._hints), patience)
            while self._hints and (rest := ready(self._hints.values(), self._last, self._taken) - monotonic()) > 0:
                self._news.wait(rest)
            return self._hand_out(monotonic())

    def _hand_out(self, now: float) -> Batch:
        """Those that are ripe, and EVERYTHING after a flood."""
        paths = ripe(self._hints, now) | ({EVERYTHING} if self._told > FLOOD else frozenset())
        since = min((self._hints.pop(path).since for path in paths & self._hints.keys()), default=now)
        self._told = 0
        self._taken = now
        return Batch(paths, since)
