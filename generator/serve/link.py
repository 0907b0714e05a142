"""The server's side of the process that holds the site: it is started, asked, and started again if it was ended.

Any thread may ask; one at a time is answered. While the process works the site out anew, its stand-in is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Event, Lock

import msgspec

from ..job import Project, Wishes
from .bureau import run
from .messages import Begun, Failed, Get, Got, Leave, Note, Reply, Request, Saved, Seen, WorkedOut, WorkOut

Trouble = Callable[[Failed], None]
"""Told when Briefbook itself failed, or its process was ended."""

ENDED = Failed("a process of the preview was ended and is started again", "")

GRACE = 5.0
"""Seconds that a process may take to end."""

PATIENCE = 1.0
"""Seconds after which it is asked whether a stand-in is there still."""


class Worked(msgspec.Struct, frozen=True):
    """The site as it was worked out, and what was seen of files that changed meanwhile."""

    now: WorkedOut
    since: Seen | None


class Link:
    """The process, and the two channels to it and to its stand-ins."""

    def __init__(self, project: Project, wishes: Wishes, trouble: Trouble) -> None:
        self._project = project
        self._wishes = wishes
        self._trouble = trouble
        self._lock = Lock()
        self._done = Event()
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

    def work_out(self, on_screen: Callable[[], tuple[str, ...]], since: Callable[[], tuple[str, ...]]) -> Worked | None:
        """Has the site worked out anew, and waits for it. `since`: the files that changed after that began; they are
        seen before anybody is answered from the new site. None if it failed, which was told.
        """
        self._done.clear()
        with ExitStack() as held:
            held.enter_context(self._lock)
            begun = self._exchange(self._main, WorkOut(on_screen()))
            if isinstance(begun, Begun) and begun.stand_in:
                self._active = self._beside
                held.close()  # the stand-in answers meanwhile
            reply = self._received(self._main) if isinstance(begun, Begun) else begun
        self._done.set()
        with self._lock:
            if self._active is self._beside:
                self._active = self._main
                with suppress(OSError):
                    self._beside.send(Leave())
            late = since()
            seen = self._exchange(self._main, Saved(late, on_screen())) if late else None
        if isinstance(reply, Failed):
            self._trouble(reply)
        return Worked(reply, seen if isinstance(seen, Seen) else None) if isinstance(reply, WorkedOut) else None

    def close(self) -> None:
        """Ends the process."""
        for channel in (self._beside, self._main):
            channel.close()
        self._process.terminate()
        self._process.join(GRACE)

    def _start(self) -> None:
        """A new process, which knows nothing yet."""
        context = get_context("spawn")
        self._main, asked = context.Pipe()
        self._beside, beside = context.Pipe()
        self._active = self._main
        self._process = context.Process(target=run, args=(self._project, self._wishes, asked, beside), daemon=True)
        self._process.start()
        asked.close()
        beside.close()

    def _asked(self, request: Request) -> Reply:
        """The answer; a failure was told."""
        with self._lock:
            reply = self._exchange(self._active, request)
        if isinstance(reply, Failed):
            self._trouble(reply)
        return reply

    def _exchange(self, channel: Connection[Request, Reply], request: Request) -> Reply:
        try:
            channel.send(request)
        except OSError:
            return self._lost()
        return self._received(channel)

    def _received(self, channel: Connection[Request, Reply]) -> Reply:
        """What comes. A process that was ended is started again; a stand-in that was has left the word to the other."""
        try:
            while channel is self._beside and not channel.poll(PATIENCE):
                if self._done.is_set():
                    self._active = self._main
                    return ENDED
            return channel.recv()
        except (EOFError, OSError):
            return self._lost()

    def _lost(self) -> Failed:
        self._start()
        return ENDED
