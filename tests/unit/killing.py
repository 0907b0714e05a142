"""Child processes that are killed at a chosen point, as by a power cut: no handler, no clean-up."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable

Hook = Callable[[str, tuple[object, ...]], None]
"""Hears of everything that a process asks of the system: the event's name, and what it is about."""

Changes = Callable[[str, tuple[object, ...]], bool]
"""Whether an event may change the file system."""

NAMES = frozenset({"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "os.symlink", "os.chmod"})


def any_change(event: str, about: tuple[object, ...]) -> bool:
    """Files opened to be written, names that come, go or change; an exchange of folders is a call through ctypes."""
    return event in NAMES or event.startswith("ctypes.") or (event == "open" and writes(about))


def writes(about: tuple[object, ...]) -> bool:
    """Whether a file is opened to be written."""
    flags = about[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def renames(event: str, _: tuple[object, ...]) -> bool:
    """A file or folder gets another name."""
    return event == "os.rename"


def die() -> None:
    """At once."""
    os.kill(os.getpid(), signal.SIGKILL)


def in_child(step: Callable[[], object], hook: Hook | None = None) -> int:
    """Takes the step in a process of its own, with an audit hook; its exit code is 1 if the step fails.

    Where tests are spread over processes each has a thread that reads what to do next; the child asks nothing of it.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)  # Python 3.12
        child = os.fork()
    if child == 0:  # pragma: no cover - nothing counts the child's lines
        code = 1
        try:
            if hook:
                sys.addaudithook(hook)
            step()
            code = 0
        finally:
            os._exit(code)
    return child


def was_killed(step: Callable[[], object], hook: Hook | None = None) -> bool:
    """Takes the step in a child process: whether it was killed on the way; or it ended well."""
    _, status = os.waitpid(in_child(step, hook), 0)
    assert status in {0, signal.SIGKILL}
    return status != 0


def killer(calls: int, changes: Changes = any_change) -> Hook:
    """Kills at such an event, before anything comes of it: the first, the second..."""
    left = [calls]

    def hook(event: str, about: tuple[object, ...]) -> None:
        if left[0] and changes(event, about):
            left[0] -= 1
            if left[0] == 0:
                die()

    return hook
