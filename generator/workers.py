"""Shares work out to processes: the results of one function for many things, in their order.

The processes are forks, so that all that was made before is there in each of them without being sent. Where a program
cannot be forked safely, or there is too little to do, the work is done here; what comes of it is the same.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import ctypes

Task = TypeVar("Task")
Result = TypeVar("Result")

LEAST = 64
"""With fewer things to do, starting processes costs more than it saves: 20 to 30 ms on the machine of the benchmark."""

SHARES, MOST = 24, 64
"""Shares that each process gets in the end, and things in a share at most: so many, and so few, that none waits long
for the slowest.
"""

_PR_SET_PDEATHSIG = 1


class WorkerLostError(Exception):
    """A process was ended from outside, by a system that is short of memory for one."""


class _Job:
    """What the forks find in their memory: a function and its tasks."""

    work: Callable[[Any], Any]
    tasks: Sequence[Any]


def each(work: Callable[[Task], Result], tasks: Sequence[Task], processes: int) -> Iterator[Result]:
    """`work` done for each task, in the order of the tasks. Raises what `work` raises, and WorkerLostError."""
    if not are_shared(len(tasks), processes):
        yield from map(work, tasks)
        return
    import ctypes  # noqa: PLC0415 - as below
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - a build that changes nothing needs none of them
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - as above
    from multiprocessing import get_context  # noqa: PLC0415 - as above

    _Job.work, _Job.tasks = work, tasks
    gc.collect()
    gc.freeze()  # a collection in a fork would touch all that was made here, and so copy it
    size = min(MOST, max(1, len(tasks) // (processes * SHARES)))
    pool = ProcessPoolExecutor(processes, get_context("fork"), initializer=_begin, initargs=(ctypes.CDLL(None),))
    try:
        for results in pool.map(_share, range(0, len(tasks), size), [size] * -(-len(tasks) // size)):
            yield from results
    except BrokenProcessPool as broken:
        raise WorkerLostError(str(broken)) from broken
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def are_shared(tasks: int, processes: int) -> bool:
    """Whether so many tasks are done by other processes than this one."""
    return processes > 1 and tasks >= LEAST and can_fork()


def can_fork() -> bool:
    """Whether a fork is safe here: on Linux, and while no other thread may hold a lock that nobody would free."""
    return sys.platform.startswith("linux") and threading.active_count() == 1


def usual() -> int:
    """As many processes as this one may use processors."""
    return len(os.sched_getaffinity(0)) if sys.platform.startswith("linux") else 1


def ends_with_its_parent() -> None:
    """Called in a new process: it ends when the thread does that made it, as far as the system can see to that."""
    if sys.platform.startswith("linux"):
        import ctypes  # noqa: PLC0415 - a build that changes nothing does without

        _follow(ctypes.CDLL(None))


def _begin(library: ctypes.CDLL) -> None:
    """In a new process: it ends when the one that made it does, and leaves Ctrl-C to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    _follow(library)


def _follow(library: ctypes.CDLL) -> None:
    if hasattr(library, "prctl"):
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _share(first: int, size: int) -> list[Any]:
    """In a fork: the results of a share of the tasks."""
    return [_Job.work(task) for task in _Job.tasks[first : first + size]]
