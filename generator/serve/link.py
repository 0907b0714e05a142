"""The server's side of the process that holds the site: it is started, asked, and started again if it was ended.

Any thread may ask; one at a time is answered: by a stand-in of that process, which itself works the site out anew; then
the next one takes over.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import TYPE_CHECKING

import msgspec

from ..job import Project, Wishes
from .bureau import run
from .messages import Failed, Get, Got, Leave, Note, Reply, Request, Saved, Seen, WorkedOut, WorkOut

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    Asks = Connection[Request, Reply]

OnScreen = Callable[[], tuple[str, ...]]
"""Tells which pages are on screen."""

Unseen = Callable[[WorkedOut], tuple[str, ...]]
"""Tells which of the files that changed are not in a site that was worked out."""

Trouble = Callable[[Failed], None]
"""Told when Briefbook itself failed, or its process was ended."""

ENDED = Failed("a process of the preview was ended and is started again", "")

GRACE = 5.0
"""Seconds that a process may take to end."""

PATIENCE = 1.0
"""Seconds after which one looks whether a stand-in is there still."""


class Worked(msgspec.Struct, frozen=True):
    """The site as it was worked out, and what was seen of files that changed meanwhile."""

    now: WorkedOut
    since: Seen | None


class Link:
    """The process, the channel to it, and those to its stand-ins: two, since one is there before the other goes."""

    _main: Asks
    _besides: tuple[Asks, ...]
    _active: Asks
    _stand_in: int

    def __init__(self, project: Project, wishes: Wishes, trouble: Trouble) -> None:
        self._project = project
        self._wishes = wishes
        self._trouble = trouble
        self._lock = Lock()
        self._closed = False
        self._start()

    def get(self, name: str, /) -> bytes | None:
        """The content of a file of the site; None where it has none."""
        reply = self._asked(Get(name))
        return reply.content if isinstance(reply, Got) else None

    def notes(self, name: str, /) -> bytes:
        """What an analyst is told beside a page, as JSON."""
        reply = self._asked(Note(name))
        return (reply.content if isinstance(reply, Got) else None) or b"{}"

    def saved(self, paths: tuple[str, ...], on_screen: tuple[str, ...]) -> Seen:
        """What can be told at once of files that changed."""
        reply = self._asked(Saved(paths, on_screen))
        return reply if isinstance(reply, Seen) else Seen(at_once=False)

    def work_out(self, on_screen: OnScreen, unseen: Unseen) -> Worked | None:
        """Has the site worked out anew, and waits for it. None if that failed, which was told."""
        with ExitStack() as held:
            if self._active is self._main:
                held.enter_context(self._lock)  # nobody else could answer meanwhile
            main, beside = self._main, next(one for one in self._besides if one is not self._active)
            reply = self._exchange(main, WorkOut(on_screen(), self._besides.index(beside)))
            begun = self._received(beside, reply.stand_in) if isinstance(reply, WorkedOut) and reply.stand_in else None
        if not isinstance(reply, WorkedOut) or isinstance(begun, Failed):
            self._tell(reply if isinstance(reply, Failed) else ENDED)
            return None
        with self._lock:
            if main is not self._main:  # somebody else has found it ended, and told
                return None
            return Worked(reply, self._handed_over(reply, beside if begun else main, on_screen, unseen))

    def close(self) -> None:
        """Ends the process."""
        self._closed = True
        for channel in (*self._besides, self._main):
            channel.close()
        self._process.terminate()
        self._process.join(GRACE)

    def _handed_over(self, now: WorkedOut, to: Asks, on_screen: OnScreen, unseen: Unseen) -> Seen | None:
        """From now on another is asked, which is told first of what it does not know."""
        late = unseen(now)
        seen = self._exchange(to, Saved(late, on_screen()), now.stand_in) if late else None
        if self._active not in {to, self._main}:
            with suppress(OSError):
                self._active.send(Leave())
        self._active, self._stand_in = to, now.stand_in
        return seen if isinstance(seen, Seen) else None

    def _start(self) -> None:
        """A new process, which knows nothing yet."""
        context = get_context("spawn")
        (self._main, asked), *pairs = (context.Pipe() for _ in range(3))
        self._besides = tuple(ours for ours, _ in pairs)
        self._active = self._main
        self._stand_in = 0
        theirs = tuple(one for _, one in pairs)
        self._process = context.Process(target=run, args=(self._project, self._wishes, asked, theirs), daemon=True)
        self._process.start()
        for channel in (asked, *theirs):
            channel.close()
        Thread(target=self._look_after, args=(self._process, self._main), daemon=True).start()

    def _look_after(self, process: BaseProcess, main: Asks) -> None:
        """In a thread: starts all again when the process was ended, even if nobody asks just then."""
        process.join()
        with self._lock:
            if self._closed or main is not self._main:
                return
            self._lost(main)
        self._tell(ENDED)

    def _asked(self, request: Request) -> Reply:
        """The answer; a failure was told."""
        with self._lock:
            reply = self._exchange(self._active, request, self._stand_in)
        if isinstance(reply, Failed):
            self._tell(reply)
        return reply

    def _tell(self, failed: Failed) -> None:
        if not self._closed:
            self._trouble(failed)

    def _exchange(self, channel: Asks, request: Request, stand_in: int = 0) -> Reply:
        try:
            channel.send(request)
        except OSError:
            return self._lost(channel)
        return self._received(channel, stand_in)

    def _received(self, channel: Asks, stand_in: int = 0) -> Reply:
        """What comes, from the process itself or a stand-in, whose channel says nothing of its end."""
        try:
            while stand_in and not channel.poll(PATIENCE):
                if not (self._process.is_alive() and is_alive(stand_in)):
                    return self._lost(channel)
            return channel.recv()
        except (EOFError, OSError):
            return self._lost(channel)

    def _lost(self, channel: Asks) -> Failed:
        """Starts all again, unless that was done already or nobody asks any more."""
        if not self._closed and (channel is self._main or channel in self._besides):
            self._process.terminate()
            self._start()
        return ENDED


def is_alive(process: int) -> bool:
    """Whether there is such a process."""
    with suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True
