"""Work shared out to processes: the same results in the same order, whatever becomes of the processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.workers import LEAST, each

ROOT = Path(__file__).parents[2]

SHARED = """
import os
from multiprocessing import get_context
from generator.workers import LEAST, each
held, both, met = {"factor": 3}, get_context("fork").Barrier(2, timeout=60), []
def work(task):
    if not met:  # the first task here: the other process takes one too, before this one goes on
        met.append(both.wait())
    return task * held["factor"], os.getpid()
results = list(each(work, range(LEAST * 4), 2))
assert [number for number, _ in results] == [task * 3 for task in range(LEAST * 4)]
print(len({process for _, process in results} - {os.getpid()}))
"""

RAISES = """
from generator.workers import LEAST, each
def work(task):
    if task == LEAST:
        raise KeyError("boom")
    return task
try:
    list(each(work, range(LEAST * 2), 2))
except KeyError as error:
    print(error)
"""

LOST = """
import os, signal
from generator.workers import LEAST, WorkerLostError, each
def work(task):
    if task == LEAST:
        os.kill(os.getpid(), signal.SIGKILL)
    return task
try:
    list(each(work, range(LEAST * 2), 2))
except WorkerLostError:
    print("lost")
"""


def said(script: str) -> str:
    """What a program prints that has one thread, as the command line has."""
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks are used on Linux only")
def test_forks_see_what_was_made_before_and_keep_the_order() -> None:
    """Two processes that are not this one share the work."""
    assert said(SHARED) == "2"


def test_what_the_work_raises_comes_back() -> None:
    """As if it had been done here."""
    assert said(RAISES) == "'boom'"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks are used on Linux only")
def test_a_process_that_is_killed_is_told() -> None:
    """The system ends the one that needs most memory; nobody waits for it for ever."""
    assert said(LOST) == "lost"


def test_little_work_is_done_here() -> None:
    """A function that could not be sent anywhere."""
    assert list(each(lambda task: task + 1, range(LEAST - 1), 2)) == list(range(1, LEAST))


def test_a_site_made_by_two_processes_is_the_same(tmp_path: Path) -> None:
    """Byte for byte, manifest and search index included."""
    for jobs in ("1", "2"):
        command = [sys.executable, "-m", "generator", "build", "--quiet", "--jobs", jobs, "--out", str(tmp_path / jobs)]
        subprocess.run(command, cwd=ROOT, check=True)
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        for folder in (tmp_path / "1", tmp_path / "2")
    )
    assert len(one) > LEAST
    assert one == two
