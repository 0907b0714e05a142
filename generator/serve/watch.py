"""Which files changed. What the file system tells is only a hint to look; what stands in the files decides.

So a lost, doubled or foreign event can cost a look and never an update: after an overflow, a flood of events or a long
rest everything is looked at. Without events (a network drive, too many watches) that is done once a second.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

from .eyes import Eyes
from .hints import EVERYTHING, MOMENT, QUIET, Hints
from .scope import scope
from .seen import Files

POLL = 1.0
"""Seconds between two scans where there are no events."""

IDLE = 60.0
"""Seconds between two scans where there are events, at least: a net under lost ones."""

REST = 2000
"""How many times as long as a scan the time to the next one is then, at least: they take 0.05 % of a processor."""

Say = Callable[[str], None]


ReadUntil = Callable[[], float]
"""Tells when, of `monotonic`, the files were last read by whoever is told of them; infinity while they still are."""


def watch(
    folders: tuple[Path, ...],
    ignored: tuple[Path, ...],
    *,
    poll: bool,
    say: Say,
    hints: Hints | None = None,
    read_until: ReadUntil = lambda: -math.inf,
) -> Iterator[tuple[str, ...]]:
    """First nothing, once watching; then each time the files that changed, appeared or went away, sorted. Endless.

    A file that holds the same as when it was told last is not told again. What changes while the caller works on one
    item is in the next; when it asks for that, it has read the files, or reads on until `read_until`: what was another
    meanwhile, and is itself again, is told again. Folders need not exist yet. `ignored`: folders that are not looked
    into. `say` gets one line if there are no events here. `hints` lets others ask for a look.
    """
    hints = Hints() if hints is None else hints
    files = Files(scope(folders, ignored))
    with ExitStack() as cleanup:
        eyes = None if poll else Eyes(files.scope, hints, files.knows, say)
        if eyes is not None:
            cleanup.callback(eyes.close)
        looked = monotonic()
        files.note()
        yield ()
        back = monotonic()
        while True:
            batch = hints.take(POLL if eyes is None or eyes.blind else max(IDLE, REST * files.cost))
            if eyes is not None:
                eyes.look()
            since = batch.since
            if not batch.paths or EVERYTHING in batch.paths:
                since, looked = looked, monotonic()  # any time since the last look
            changed = files.changed(batch.paths, trust=since > max(back, read_until()) + QUIET)
            if changed:
                if eyes is not None and not batch.paths and not hints.any_within(MOMENT):
                    eyes.give_up("a file changed and nothing told of it")
                yield changed
                back = monotonic()
