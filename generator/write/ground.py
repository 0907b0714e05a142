"""What stands under a name in a folder, and whether the way there leads through folders only: never through a link,
which may lead out of it. Asks and never changes.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

Seen = dict[str, bool | None]
"""Folders that were looked at: whether there is one; None if nothing is there."""


def is_plain(name: str) -> bool:
    """Whether a name can only mean a file inside: manifests are read from folders that anybody may have written."""
    return not any(mark in name for mark in "\\:\0") and not {"", ".", ".."} & set(name.split("/"))


def way(out: Path, name: str, seen: Seen) -> bool | None:
    """Whether all that stands above a name are folders of `out`; None if one of them is not there at all."""
    parent = name.rpartition("/")[0]
    if not parent:
        return True
    if parent not in seen:
        above = way(out, parent, seen)
        seen[parent] = _is_folder(out / parent) if above else above
    return seen[parent]


def is_free(out: Path, name: str, seen: Seen) -> bool:
    """Whether a file can be put there: in a folder that is there or can be made, where no folder stands."""
    above = way(out, name, seen)
    return above is None or (above and not _is_folder(out / name))


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file; None of what is none, or cannot be read."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _is_folder(path: Path) -> bool | None:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except FileNotFoundError:
        return None
