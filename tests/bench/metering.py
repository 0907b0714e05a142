"""What one command costs: time, processor time and memory of its whole tree of processes. What is run is decided
elsewhere.

Processor time is that of the command and of every process it waited for, from the system's accounts. Peak memory is the
sum over the tree of each process's share (pages that forks have in common count once), sampled; and never less than
the most that one of the processes ever had, as the system noted it by the last sample. A sample takes at most a
fifteenth of the time between two. A server that goes on running is asked instead, as often as somebody wants to know.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

PROCESSES = Path("/proc")
INTERVAL = 0.02
SHARE = 15
KILO = 1024
MEGA = KILO * KILO


class Cost(NamedTuple):
    """Seconds of time, of all processors in user mode and in the system's; megabytes; and what it was like around.

    `others` is how many processors others kept busy meanwhile; `load` is the load average before.
    """

    wall: float
    user: float
    system: float
    peak: float
    others: float
    load: float
    code: int
    output: str

    @property
    def cpu(self) -> float:
        """Seconds of all processors."""
        return self.user + self.system


def cost(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Runs the command in a folder, to its end."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryFile() as output:
        before, begun = busy() - time.process_time(), time.perf_counter()
        started = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        with Sampler(started.pid) as sampler:
            _, status, used = os.wait4(started.pid, 0)
        wall = time.perf_counter() - begun
        started.returncode = os.waitstatus_to_exitcode(status)
        cpu = used.ru_utime + used.ru_stime
        others = max(0.0, (busy() - time.process_time() - before - cpu) / wall)
        output.seek(0)
        said = output.read().decode(errors="replace")
    peak = sampler.peak / KILO if PROCESSES.is_dir() else used.ru_maxrss / (MEGA if sys.platform == "darwin" else KILO)
    return Cost(wall, used.ru_utime, used.ru_stime, peak, others, load, started.returncode, said)


def busy() -> float:
    """Seconds that all processors have worked since the system began; 0 where it does not say."""
    try:
        ticks = [int(one) for one in (PROCESSES / "stat").read_text().split("\n", 1)[0].split()[1:9]]
    except OSError:
        return 0.0
    idle = ticks[3] + ticks[4]
    return (sum(ticks) - idle) / os.sysconf("SC_CLK_TCK")


def worked(process: int) -> float:
    """Seconds that a process, all below it and those of them that have ended have worked; 0 where nobody knows."""
    return sum(map(_ticks, _tree(process))) / os.sysconf("SC_CLK_TCK") if PROCESSES.is_dir() else 0.0


def _ticks(process: int) -> int:
    try:
        told = (PROCESSES / str(process) / "stat").read_text()
    except OSError:
        return 0
    return sum(int(one) for one in told.rpartition(")")[2].split()[11:15])


def held(process: int) -> float:
    """Megabytes that a process and all below it have now; what they share counts once."""
    return sum(map(_share, _tree(process))) / KILO


class Sampler:
    """Watches the memory of a process and of those it started, until it is left. `peak` is in kilobytes."""

    def __init__(self, process: int) -> None:
        self.process = process
        self.peak = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        pause = INTERVAL
        while not self._ended.wait(pause):
            begun = time.perf_counter()
            tree = tuple(_tree(self.process))
            self.peak = max(self.peak, sum(map(_share, tree)), *map(_most, tree))
            pause = max(INTERVAL, SHARE * (time.perf_counter() - begun))


def _tree(process: int) -> Iterator[int]:
    """A process and all below it, as far as they still run."""
    yield process
    try:
        lists = [one.read_text() for one in (PROCESSES / str(process) / "task").glob("*/children")]
    except OSError:
        return
    for child in " ".join(lists).split():
        yield from _tree(int(child))


def _share(process: int) -> int:
    """The memory of a process in kilobytes, pages that several have divided among them; 0 if it has ended."""
    return _kilobytes(process, "smaps_rollup", "Pss:")


def _most(process: int) -> int:
    """The most that a process ever had since its program was started. What `wait4` says is no use: it counts what the
    process had before, as a fork of this one.
    """
    return _kilobytes(process, "status", "VmHWM:")


def _kilobytes(process: int, file: str, name: str) -> int:
    try:
        lines = (PROCESSES / str(process) / file).read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
