"""What is watched: which paths belong to it, and what is there now.

It decides by names alone what is none of ours, and never reads a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from ..signs import Sign, sign

FOREIGN = re.compile(
    r"\.#.*|.*~|\#.*\#|\..*\.(?:sw.|kate-swp)|4913|.*___jb_.*___|\.goutputstream-.*|\.git|\.hg|__pycache__|\.DS_Store",
    re.DOTALL,
)
"""Names that editors and version control put beside the files they write."""


class Scope(msgspec.Struct, frozen=True):
    """Folders with all that is below them, but for the folders `ignored`; paths begin as the folders do."""

    folders: tuple[str, ...]
    ignored: tuple[str, ...]

    def holds(self, path: str) -> bool:
        """Whether a path is one of the folders or belongs below one, whatever stands there."""
        if path in self.folders:
            return True
        if any(f"{path}{os.sep}".startswith(f"{folder}{os.sep}") for folder in self.ignored):
            return False
        return any(path.startswith(start) and _is_ours(path[len(start) :]) for start in map(inside, self.folders))


class There(msgspec.Struct, frozen=True):
    """Each file that is there, with its sign, and which of them are links."""

    signs: dict[str, Sign]
    links: frozenset[str]


def scope(folders: Iterable[Path], ignored: Iterable[Path]) -> Scope:
    """The same as text, which is what the file system gives."""
    return Scope(tuple(str(folder) for folder in folders), tuple(str(folder) for folder in ignored))


def inside(folder: str) -> str:
    """How the path of whatever is below a folder begins."""
    return "" if folder == os.curdir else f"{folder}{os.sep}"


def scan(folders: Iterable[str], ignored: tuple[str, ...]) -> There:
    """All files below the folders. A link to a folder is told like a file, and not followed."""
    signs: dict[str, Sign] = {}
    links: set[str] = set()
    out = set(ignored)
    waiting = list(folders)
    while waiting:
        folder = waiting.pop()
        start = inside(folder)
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                path = f"{start}{entry.name}"
                if FOREIGN.fullmatch(entry.name) or path in out:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                    continue
                if entry.is_symlink():
                    links.add(path)
                with suppress(OSError):
                    signs[path] = _sign(entry)
    return There(signs, frozenset(links & signs.keys()))


def _sign(entry: os.DirEntry[str]) -> Sign:
    """Of a file, or of the one a link leads to; of a link that leads to none, its own."""
    return sign(entry.stat(follow_symlinks=not entry.is_symlink() or entry.is_file()))


def _is_ours(rest: str) -> bool:
    """Whether none of the names on a path below a folder is foreign."""
    return not any(FOREIGN.fullmatch(name) for name in Path(rest).parts)
