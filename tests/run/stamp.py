"""Remembers what an installation was made from, so that the second run has nothing to install.

A stamp is taken away before work starts and written when all of it is done: what was interrupted is done again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path


def digest(files: Iterable[Path], *facts: str) -> str:
    """Of the bytes of `files` and of `facts`, in this order."""
    whole = hashlib.sha256()
    for part in (*(file.read_bytes() for file in files), *(fact.encode() for fact in facts)):
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def is_current(stamp: Path, key: str) -> bool:
    """Whether the work `key` stands for was finished."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == key


def renew(stamp: Path, key: str, work: Callable[[], None]) -> None:
    """Does the work, then writes the stamp in one step."""
    stamp.unlink(missing_ok=True)
    work()
    fresh = stamp.with_suffix(".new")
    fresh.write_text(key, encoding="ascii")
    fresh.replace(stamp)
