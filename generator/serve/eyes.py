"""The watches: what the file system tells becomes hints, each a path with the time to look at it.

It decides how much of a save an event is. Whether anything changed it never decides: an event may be lost, doubled
or foreign.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from .hints import EVERYTHING, MOMENT, QUIET, Hints
from .scope import Scope

AFTER_OVERFLOW = 0.5
"""Seconds after which watchdog has set its watches anew, once the kernel dropped events."""

MOVE_DELAY = 0.002
"""Seconds to wait for the other half of a move; the kernel tells both at once."""

FINISHED: list[type[FileSystemEvent]] = [
    *(FileClosedEvent, FileMovedEvent, FileCreatedEvent, FileDeletedEvent),
    *(DirMovedEvent, DirCreatedEvent, DirDeletedEvent),
]
"""The events of a finished save. Those of each write and of each reader, which are most, the kernel then keeps."""

Knows = Callable[[str], bool]


class Eyes:
    """Watches on each folder with all below it, and on the folder it lies in: it may come, go and come again."""

    def __init__(self, scope: Scope, hints: Hints, knows: Knows, say: Callable[[str], None]) -> None:
        self.blind = False
        self._say = say
        folders = tuple(Path(folder) for folder in scope.folders)
        self._folders = {folder.parent: False for folder in folders} | dict.fromkeys(folders, True)
        self._armed: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self._handler = _Teller(scope, hints, knows)
        self._overflow = _Overflow(hints)
        _shorten_move_delay()
        _hush()
        self._observer, self._filter = _observer()
        logging.getLogger("watchdog").addHandler(self._overflow)
        self._try(self._observer.start)
        self.look()

    def look(self) -> None:
        """Watches the folders that are there now."""
        for folder, recursive in self._folders.items():
            identity = _identity(folder)
            armed = self._armed.get(folder)
            if armed is not None and armed[0] != identity:
                del self._armed[folder]
                with suppress(OSError, KeyError):
                    self._observer.unschedule(armed[1])
            if identity is not None and folder not in self._armed and not self.blind:
                self._try(lambda: self._arm(folder, identity, recursive=recursive))  # noqa: B023 - called at once

    def give_up(self, why: str) -> None:
        """From now on events are not relied upon, and that is said once."""
        if not self.blind:
            self.blind = True
            self._say(f"{why}: looking once a second instead (--poll)")

    def close(self) -> None:
        """Stops the watching threads."""
        logging.getLogger("watchdog").removeHandler(self._overflow)
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def _arm(self, folder: Path, identity: tuple[int, int], *, recursive: bool) -> None:
        # a link as such tells nothing of the folder it leads to
        path = os.path.join(folder, os.curdir) if folder.is_symlink() else str(folder)  # noqa: PTH118 - Path drops it
        watch = self._observer.schedule(self._handler, path, recursive=recursive, event_filter=self._filter)
        self._armed[folder] = (identity, watch)

    def _try(self, act: Callable[[], None]) -> None:
        """Does it, or goes blind: too many watches, or a file system without events."""
        try:
            act()
        except OSError as error:
            self.give_up(f"no file events here ({error.strerror or error})")


class _Teller(FileSystemEventHandler):
    """Makes hints of events."""

    def __init__(self, scope: Scope, hints: Hints, knows: Knows) -> None:
        self._scope = scope
        self._hints = hints
        self._knows = knows

    def on_any_event(self, event: FileSystemEvent) -> None:
        for told, wait in _waits(event):
            path = _plain(os.fsdecode(told))
            if path and self._scope.holds(path):
                self._hints.add(path, wait if self._knows(path) else max(wait, MOMENT))


class _Overflow(logging.Handler):
    """Of events that the kernel dropped, watchdog tells in its log only."""

    def __init__(self, hints: Hints) -> None:
        super().__init__(logging.WARNING)
        self._hints = hints

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - that there is one is all it says
        self._hints.add(EVERYTHING, AFTER_OVERFLOW)


def _waits(event: FileSystemEvent) -> Iterator[tuple[str | bytes, float]]:
    """The paths an event is about, each with the seconds to wait before it is looked at.

    Of what watchdog concludes from the move of a folder nothing is needed: the folder is looked through.
    """
    kind = event.event_type
    if event.is_synthetic:
        return
    if kind == "moved":
        yield event.src_path, MOMENT
        yield event.dest_path, 0.0
    elif kind == "closed":
        yield event.src_path, 0.0
    elif kind in {"created", "deleted"}:
        yield event.src_path, MOMENT
    elif kind == "modified" and not event.is_directory:
        yield event.src_path, QUIET


def _plain(path: str) -> str:
    """A path below "content/." or "./content" as one below "content"."""
    return path.replace(f"{os.sep}.{os.sep}", os.sep).removeprefix(f".{os.sep}")


def _observer() -> tuple[BaseObserver, list[type[FileSystemEvent]] | None]:
    """What watches on this system, and the events that are enough there; None: all of them."""
    if sys.platform == "linux":
        with suppress(ImportError):
            from watchdog.observers.inotify import InotifyObserver  # noqa: PLC0415 - is in Linux alone

            # in full, it tells a file that was moved here from one that was begun here
            return InotifyObserver(generate_full_events=True), FINISHED
    return Observer(), None


def _identity(folder: Path) -> tuple[int, int] | None:
    """Device and inode: a folder that was replaced is another one. None if there is none."""
    try:
        stat = folder.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _hush() -> None:
    """Of a folder made inside a new folder watchdog hears twice, and warns the author of the site that it did."""
    warnings.filterwarnings("ignore", message="Callback with id", category=RuntimeWarning)


def _shorten_move_delay() -> None:
    """After a file is moved out of sight, watchdog holds everything back for half a second."""
    with suppress(ImportError):  # before watchdog 7 there is no such class
        from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper  # noqa: PLC0415 - may be missing

        InotifyMoveEventGrouper.delay = MOVE_DELAY
