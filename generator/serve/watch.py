"""Which files changed. What the file system tells is only a hint to look; a scan of sizes and times decides.

So a lost, doubled or foreign event can cost a scan and never an update. Without events (a network drive, too many
watches) the scan runs once a second.
"""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event
from time import monotonic

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

QUIET = 0.01
"""Seconds without another hint after which a save counts as finished."""

LONGEST = 1.0
"""Seconds to wait for quiet at most, while hints keep coming (a git checkout)."""

POLL = 1.0
"""Seconds between two scans where there are no events."""

IDLE = 30.0
"""Seconds between two scans where there are events: a net under lost ones."""

FOREIGN = re.compile(r"\.#.*|.*~|\..*\.sw.|4913|___jb_.*|\.git|\.hg|__pycache__|\.DS_Store")
"""Names that editors and version control put beside the files they write."""

UNTOUCHED = frozenset({"opened", "closed_no_write"})
"""Kinds of event that a mere reader causes; the build is one."""

Signature = tuple[int, int, int]
Say = Callable[[str], None]


def watch(folders: tuple[Path, ...], ignored: tuple[Path, ...], *, poll: bool, say: Say) -> Iterator[tuple[str, ...]]:
    """First nothing, once watching; then each time the files that changed, appeared or went away, sorted. Endless.

    What changes while the caller works on one item is in the next. Folders need not exist yet. `ignored`: folders
    that are not looked into. `say` gets one line if there are no events here.
    """
    hint = Event()
    with ExitStack() as cleanup:
        eyes = None if poll else _Eyes(folders, hint, say)
        if eyes is not None:
            cleanup.callback(eyes.close)
        seen = scan(folders, ignored)
        yield ()
        while True:
            hint.wait(POLL if eyes is None or eyes.blind else IDLE)
            _settle(hint)
            if eyes is not None:
                eyes.look()
            now = scan(folders, ignored)
            changed = tuple(sorted(path for path in seen.keys() | now.keys() if seen.get(path) != now.get(path)))
            seen = now
            if changed:
                yield changed


def scan(folders: tuple[Path, ...], ignored: tuple[Path, ...]) -> dict[str, Signature]:
    """Size, time and inode of every file below the folders. Links to folders are not followed."""
    found: dict[str, Signature] = {}
    out = {str(folder) for folder in ignored}
    waiting = [str(folder) for folder in folders]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if FOREIGN.fullmatch(entry.name) or entry.path in out:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    continue
                with suppress(OSError):
                    stat = entry.stat()
                    found[entry.path] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
    return found


def _settle(hint: Event) -> None:
    """Returns once no hint came for a moment."""
    end = monotonic() + LONGEST
    while hint.is_set() and monotonic() < end:
        hint.clear()
        hint.wait(QUIET)
    hint.clear()


class _Hints(FileSystemEventHandler):
    """Every event that is not a mere reading sets the hint."""

    def __init__(self, hint: Event) -> None:
        self._hint = hint

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in UNTOUCHED:
            self._hint.set()


class _Overflow(logging.Handler):
    """Of events that the kernel dropped, watchdog tells in its log only."""

    def __init__(self, hint: Event) -> None:
        super().__init__(logging.WARNING)
        self._hint = hint

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - that there is one is all it says
        self._hint.set()


class _Eyes:
    """The watches: each folder with all below it, and the folder it lies in, so that it may come, go and come again."""

    def __init__(self, folders: tuple[Path, ...], hint: Event, say: Say) -> None:
        self.blind = False
        self._hint = hint
        self._say = say
        self._folders = {folder.parent: False for folder in folders} | dict.fromkeys(folders, True)
        self._armed: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self._handler = _Hints(hint)
        self._overflow = _Overflow(hint)
        _shorten_move_delay()
        _hush()
        self._observer: BaseObserver = Observer()
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

    def close(self) -> None:
        """Stops the watching threads."""
        logging.getLogger("watchdog").removeHandler(self._overflow)
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def _arm(self, folder: Path, identity: tuple[int, int], *, recursive: bool) -> None:
        self._armed[folder] = (identity, self._observer.schedule(self._handler, str(folder), recursive=recursive))

    def _try(self, act: Callable[[], None]) -> None:
        """Does it, or goes blind and says so: too many watches, or a file system without events."""
        try:
            act()
        except OSError as error:
            self.blind = True
            self._say(f"no file events here ({error.strerror or error}): looking once a second instead (--poll)")


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
    """After a file is moved out of sight, watchdog holds everything back for half a second; 10 ms are enough."""
    with suppress(ImportError):  # before watchdog 7 there is no such class
        from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper  # noqa: PLC0415 - may be missing

        InotifyMoveEventGrouper.delay = QUIET
