"""Puts a finished site in place in one atomic step; stale files go, files no build made stay.

The new tree is made beside the old one, then the two directories are exchanged by a single rename. Whatever fails
before that leaves the old site as it was, and what a killed build left behind the next one clears up. Knows nothing of
what the files say.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

MANIFEST = ".briefbook.json"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class WriteError(Exception):
    """The site could not be written; what stood there still stands."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files of the site that a build made, with their SHA-256; all others in the folder are somebody else's."""

    version: int = 1
    files: dict[str, str]


class Written(Mapping[str, bytes]):
    """The files of a site that was written, by name; read from its folder when they are asked for."""

    def __init__(self, out: Path, names: Iterable[str]) -> None:
        self._out = out
        self._names = dict.fromkeys(sorted(names))

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        return (self._out / name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Stage:
    """The new tree while it is filled. Files may be put there by several processes, each file by one."""

    def __init__(self, folder: Path, out: Path) -> None:
        self._folder = folder
        self._out = out
        self._old = read_manifest(out)
        self._made: set[str] = set()

    def put(self, name: str, content: bytes) -> str:
        """Writes a file, or links the old one if it is the same. Returns its SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        target = self._folder / name
        parent = name.rpartition("/")[0]
        if parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        if self._old.files.get(name) != digest or not _reuse(self._out / name, target, content):
            target.write_bytes(content)
        return digest

    def get(self, name: str) -> bytes:
        """A file that was put there."""
        return (self._folder / name).read_bytes()

    def place(self, digests: Mapping[str, str]) -> Written:
        """Adds what is not the site's own, and puts the tree in the place of the old one. The files by their names."""
        for name, path in _foreign(self._out, self._old, digests):
            _copy(path, self._folder / name)
        manifest = Manifest(files=dict(sorted(digests.items())))
        text = msgspec.json.format(msgspec.json.encode(manifest, order="deterministic"), indent=1)
        (self._folder / MANIFEST).write_bytes(text + b"\n")
        _swap(self._folder, self._out)
        return Written(self._out, digests)


@contextmanager
def staging(out: Path, lock_folder: Path) -> Iterator[Stage]:
    """A stage beside `out`, which is gone afterwards whatever happens. Raises WriteError; then nothing changed."""
    try:
        out = Path(os.path.realpath(out)) if out.is_symlink() else out
        with _locked(lock_folder):
            out.parent.mkdir(parents=True, exist_ok=True)
            _clear_up(out)
            folder = _beside(out, "new")
            folder.mkdir()
            try:
                yield Stage(folder, out)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except OSError as failure:
        what = f" ('{failure.filename}')" if failure.filename else ""
        raise WriteError(
            f"the site could not be written to '{out}': {failure.strerror or failure}{what}",
            f"make sure there is room on the disk and that you may write to '{out.parent}'; the old site still stands",
        ) from failure


def write_site(files: Mapping[str, bytes], out: Path, lock_folder: Path) -> Written:
    """Makes `out` hold exactly these files and those that no build made. Raises WriteError; then nothing changed."""
    with staging(out, lock_folder) as stage:
        return stage.place({name: stage.put(name, files[name]) for name in sorted(files)})


def _beside(out: Path, which: str) -> Path:
    """The folder for the new tree, or for the old one while no site stands there."""
    return out.with_name(f".{out.name}.briefbook-{which}")


def _clear_up(out: Path) -> None:
    """Puts right what a killed build left: brings back the old site if none stands, deletes half a tree."""
    if out.exists() and not out.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "there is a file of that name")
    old = _beside(out, "old")
    if old.is_dir() and not out.exists():
        old.rename(out)
    for left in (old, _beside(out, "new")):
        shutil.rmtree(left, ignore_errors=True)


def _reuse(existing: Path, target: Path, content: bytes) -> bool:
    """Links an unchanged file into the new tree, so that its time stays for tools that look at it."""
    with suppress(OSError):
        if existing.is_file() and not existing.is_symlink() and existing.read_bytes() == content:
            os.link(existing, target)
            return True
    return False


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


def read_manifest(out: Path) -> Manifest:
    """What the last build made there; empty if there was none, or if its manifest cannot be read."""
    try:
        return msgspec.json.decode((out / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Manifest(files={})


def _swap(stage: Path, out: Path) -> None:
    """Puts the new tree in the place of the old one, in one step where the system can."""
    if not out.exists():
        stage.rename(out)
    elif not exchange(stage, out):
        replace_by_renames(stage, out)


def replace_by_renames(stage: Path, out: Path) -> None:
    """Two renames: for a moment no site stands there, and a build killed just then is put right by the next."""
    aside = _beside(out, "old")
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


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Waits until no other build writes the same site. The system frees the lock of a build that died."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    with (folder / "lock").open("w") as handle:
        if sys.platform == "win32":  # pragma: no cover - the tests run on POSIX
            import msvcrt  # noqa: PLC0415 # there is no such module elsewhere

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415 # there is no such module on Windows

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
