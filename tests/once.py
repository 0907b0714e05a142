"""What is dear to make and the same for all tests: made by one of the processes that the tests are spread over.

It decides who makes it and where it lies, never what it is. Tests read it and change nothing in it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

SPREAD = "PYTEST_XDIST_WORKER"
"""Set in each of several processes; its temporary folder lies in one that all of them share."""


def made_once(temporary: Path, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, filled by `make`: by the first that asks, while others wait. Half a one is none.

    `temporary` is where all temporary folders of this process lie.
    """
    made = (temporary.parent if SPREAD in os.environ else temporary) / "once" / name
    made.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(made.with_suffix(".lock")):
        finished = made.with_suffix(".made")
        if not finished.exists():
            shutil.rmtree(made, ignore_errors=True)
            make(made)
            finished.touch()
    return made
