"""The whole site at once: a new tree is filled beside the old one, and the two folders are exchanged by one rename.

Readers see the old site or the new one. Files that did not change are linked into the new tree, and so are other
people's. What takes every file of a site has its price; see `patch` for what takes less.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .manifest import MANIFEST, Manifest, manifest_bytes

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def fill(stage: Path, out: Path, old: Manifest, staged: frozenset[str], digests: Mapping[str, str]) -> None:
    """Adds to the new tree what stays of the old one, other people's files, and the manifest."""
    _link(stage, out, (name for name in digests if name not in staged))
    for name, path in _foreign(out, old, digests):
        _copy(path, stage / name)
    (stage / MANIFEST).write_bytes(manifest_bytes(digests))


def swap(stage: Path, out: Path, aside: Path) -> None:
    """Puts the new tree in the place of the old one, in one step where the system can; else the old is put aside."""
    if not out.exists():
        stage.rename(out)
    elif not exchange(stage, out):
        replace_by_renames(stage, out, aside)


def replace_by_renames(stage: Path, out: Path, aside: Path) -> None:
    """Two renames: for a moment no site stands there, and a build killed just then is put right by the next."""
    out.rename(aside)
    try:
        stage.rename(out)
    except OSError:
        aside.rename(out)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """renameat2(RENAME_EXCHANGE): Linux 3.15 or later on ext4, xfs, btrfs, tmpfs. False where it is not to be had."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # noqa: PLC0415 - 2 ms, which a build that exchanges nothing does not need

    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    done = library.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number))


def _link(stage: Path, out: Path, names: Iterable[str]) -> None:
    """Files that stand in the old tree stand in the new one too, with their times for tools that look at them."""
    made: set[str] = set()
    for name in names:
        parent = name.rpartition("/")[0]
        if parent not in made:
            (stage / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        target = stage / name
        try:
            os.link(out / name, target)
        except OSError:
            shutil.copy2(out / name, target, follow_symlinks=False)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "the site has a folder where somebody's file stands", str(path))
    if path.is_symlink():
        target.symlink_to(path.readlink())
        return
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)


def _foreign(out: Path, old: Manifest, new: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    """Files in `out` that no build made and the new site does not make, with their names."""
    if not out.is_dir():
        return
    for folder, names, found in os.walk(out):
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        for name in sorted([*found, *links]):
            path = Path(folder) / name
            relative = path.relative_to(out).as_posix()
            if relative not in old.files and relative not in new and relative != MANIFEST:
                yield relative, path
