"""What a build left: how many pages of what kinds and sizes, and which files it wrote. Nothing here starts a build."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

PAGE = ".html"
TABLE_ROW = re.compile(r"^\s*(Pages|Paginator pages)\s*\S\s*(\d+)", re.MULTILINE)


class Weight(NamedTuple):
    """Pages, and the bytes of their HTML."""

    pages: int
    size: int


State = Mapping[str, tuple[int, int]]
"""By path of a file: its number on the disk, and when it was written."""


def state(out: Path) -> State:
    """Every file of a site."""
    return {entry.path: (entry.inode(), entry.stat(follow_symlinks=False).st_mtime_ns) for entry in _files(out)}


def written(before: State, after: State) -> int:
    """How many files are new or were written again."""
    return sum(before.get(path) != stamp for path, stamp in after.items())


def weights(out: Path) -> Mapping[str, Weight]:
    """Pages by the first folder of their address."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for entry in _files(out):
        if entry.name.endswith(PAGE):
            section, inside, _ = Path(entry.path).relative_to(out).as_posix().partition("/")
            found[section if inside else "/"].append(entry.stat().st_size)
    return {name: Weight(len(sizes), sum(sizes)) for name, sizes in sorted(found.items())}


def told(output: str) -> str:
    """What the builder says of its work, in a line: Briefbook's last, the pages of Hugo's table."""
    if rows := TABLE_ROW.findall(output):
        return ", ".join(f"{number} {name.lower()}" for name, number in rows)
    lines = [line for line in output.splitlines() if line.startswith(("built ", "rebuilt ", "nothing "))]
    return lines[-1] if lines else ""


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            else:
                yield entry
