"""The whole build, in a process of its own, while nobody waits: the site in its folder, its search index, and what only
a look at all pages can find.
"""

from __future__ import annotations

import os
import signal
import traceback
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

import msgspec

from ..build import build
from ..diagnostics import Diagnostic
from ..job import Counts, Made, Project, Wishes
from ..workers import ends_with_its_parent
from .messages import Failed
from .state import present

LOW = 10
"""How much less of the processors it gets than what somebody waits for."""


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a build: what it found, and, if a site was written, the names of its files."""

    found: tuple[Diagnostic, ...]
    counts: Counts
    names: frozenset[str]
    standing: bool = False


if TYPE_CHECKING:
    Sent = Connection[Built | Failed, None]


class Build:
    """A build that runs, or has run. To be ended by whoever began it."""

    def __init__(self, project: Project, wishes: Wishes) -> None:
        self.was_ended = False
        context = get_context("spawn")
        self._received, sent = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(project, wishes, sent), daemon=True)
        self._process.start()
        sent.close()

    def result(self) -> Built | Failed | None:
        """What came of it, once it has ended; None if it was ended."""
        with suppress(EOFError, OSError):
            result: Built | Failed = self._received.recv()
            self._process.join()
            return result
        return None

    def end(self) -> None:
        """Ends it where it is. The old site stays, or the next build finishes what this one began."""
        self.was_ended = True
        self._process.terminate()


def _run(project: Project, wishes: Wishes, sent: Sent) -> None:
    """In the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells all; the server decides
    ends_with_its_parent()
    with suppress(OSError, AttributeError):
        os.nice(LOW)
    try:
        made = build(present(project), wishes)
    except Exception as error:  # noqa: BLE001 - it is shown, and the preview goes on
        sent.send(Failed(f"{type(error).__name__}: {error}", traceback.format_exc()))
        return
    sent.send(built(made))


def built(made: Made) -> Built:
    """What is told of a build."""
    return Built(found=made.diagnostics, counts=made.counts, names=frozenset(made.files), standing=made.standing)
