"""What the preview knows now and the pages that are on screen: one frozen value, replaced as a whole, and waiting for
the next one. It builds nothing and answers no request.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Condition
from types import MappingProxyType

import msgspec

from .problems import Problem


class Page(msgspec.Struct, frozen=True):
    """A page as it is now. `body` is what the site has there, or its page for addresses it does not have."""

    version: str
    body: bytes
    found: bool = True


NOTHING: Mapping[str, Page] = MappingProxyType({})


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What open pages are to be told. `number` counts what was posted; `base` is the base path, "/" or like "/briefs/";
    `ready`: there is a site to show; `pages`: by name, the last of each page that is on screen; `indexing`: the search
    index is behind the pages.
    """

    number: int = 0
    base: str = "/"
    ready: bool = False
    pages: Mapping[str, Page] = NOTHING
    problems: tuple[Problem, ...] = ()
    indexing: bool = False


class Board:
    """Where the session posts and the requests read. Any thread may call any method."""

    def __init__(self, base: str) -> None:
        self._news = News(base=base)
        self._changed = Condition()
        self._watched: Counter[str] = Counter()
        self.closed = False

    def now(self) -> News:
        """The latest news."""
        with self._changed:
            return self._news

    def post(self, **changes: object) -> None:
        """Replaces what is named of the news; pages are added to those that are known, and others are as they were."""
        with self._changed:
            pages = changes.pop("pages", None)
            if isinstance(pages, Mapping):
                kept = {name: page for name, page in self._news.pages.items() if name in self._watched}
                changes["pages"] = MappingProxyType({**kept, **pages})
            self._news = msgspec.structs.replace(self._news, number=self._news.number + 1, **changes)
            self._changed.notify_all()

    def wait(self, after: int, seconds: float) -> News:
        """The news once it is later than number `after`, the board is closed or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._news.number > after, seconds)
            return self._news

    @contextmanager
    def watching(self, name: str) -> Iterator[None]:
        """A page is on screen until this is left."""
        with self._changed:
            self._watched[name] += 1
        try:
            yield
        finally:
            with self._changed:
                self._watched[name] -= 1
                self._watched += Counter()  # forgets those that nobody has open

    def on_screen(self) -> tuple[str, ...]:
        """The names of the pages that are open, the one that was opened last first."""
        with self._changed:
            return tuple(reversed(self._watched))

    def close(self) -> None:
        """Wakes everybody who waits; they find `closed` set."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()


def page_of(body: bytes, *, found: bool = True) -> Page:
    """A page with the version by which it is known: another exactly if what a reader sees is."""
    return Page(hashlib.sha256(b"%d" % found + body).hexdigest()[:16], body, found)
