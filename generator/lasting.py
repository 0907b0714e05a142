"""What the garbage collector is left to do: seldom anything, and nothing about modules that stay until the end."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 20, 20)
"""Thresholds of the collector: hardly anything here is garbage that it must find. Measured on a cold build in one
process: 1.5 of 11 s, for 5 of 150 MB.
"""


def collect_seldom() -> None:
    """From now on the collector looks less often."""
    gc.set_threshold(*SELDOM)


@contextmanager
def lasting() -> Iterator[None]:
    """What is imported in here is looked at by no collection, neither while it is made nor later. Measured on a build
    after one edit: 60 of 560 ms.
    """
    was_on, known = gc.isenabled(), len(sys.modules)
    gc.disable()
    try:
        yield
    finally:
        if len(sys.modules) > known:
            gc.freeze()
        if was_on:
            gc.enable()
