"""What the preview knows now: one frozen value, replaced as a whole, and waiting for the next one."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Condition
from types import MappingProxyType

import msgspec

from .problems import Problem

NOTHING: Mapping[str, bytes] = MappingProxyType({})


class News(msgspec.Struct, frozen=True, kw_only=True):
    """The last good build's files by site-relative name and base path, and what is wrong now.

    `number` counts the builds; the base path is "/" or like "/briefs/".
    """

    number: int = 0
    base: str = "/"
    files: Mapping[str, bytes] = NOTHING
    problems: tuple[Problem, ...] = ()


class Board:
    """Where the session posts and the requests read. Any thread may call any method."""

    def __init__(self, base: str) -> None:
        self._news = News(base=base)
        self._changed = Condition()
        self.closed = False

    def now(self) -> News:
        """The latest news."""
        with self._changed:
            return self._news

    def post_site(self, files: Mapping[str, bytes], base: str) -> None:
        """A build went well: these are its files, and nothing is wrong any more."""
        with self._changed:
            self._news = News(number=self._news.number + 1, base=base, files=MappingProxyType(dict(files)))
            self._changed.notify_all()

    def post_problems(self, problems: tuple[Problem, ...]) -> None:
        """A build failed: the files of the last good one stay."""
        with self._changed:
            old = self._news
            self._news = News(number=old.number + 1, base=old.base, files=old.files, problems=problems)
            self._changed.notify_all()

    def wait(self, after: int, seconds: float) -> News:
        """The news once it is later than number `after`, the board is closed or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._news.number > after, seconds)
            return self._news

    def close(self) -> None:
        """Wakes everybody who waits; they find `closed` set."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()
