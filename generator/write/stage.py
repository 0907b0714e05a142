"""A new site while it is made, beside the old one, and how it comes into its place: file by file where few files
change, else all at once. Stale files go, files no build made stay.

Whatever fails or is killed before that leaves the old site as it was, and what it left behind the next build clears up.
Knows nothing of what the files say.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from . import patch, whole
from .ground import Seen, way
from .manifest import IN_DOUBT, read_manifest


class WriteError(Exception):
    """The site could not be written; the hint says what stands there now."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Written(Mapping[str, bytes]):
    """The files of a site that was written, by name; read from its folder when they are asked for.

    `changed`: those of which the file system may now tell something else than before, and those that are gone.
    """

    def __init__(self, out: Path, names: Iterable[str], changed: Iterable[str] = ()) -> None:
        self._out = out
        self._names = dict.fromkeys(sorted(names))
        self.changed = frozenset(changed)

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        return (self._out / name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Stage:
    """The new site while it is made. Files may be put there by several processes, each file by one; one of them, that
    in which it was opened, puts the site in place.
    """

    def __init__(self, folder: Path, out: Path) -> None:
        self._folder = folder
        self._out = out
        self._old = read_manifest(out)
        self._made: set[str] = set()
        self._seen: Seen = {}

    def put(self, name: str, content: bytes) -> str:
        """Writes a file, unless the old one is the same and stays. Returns its SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        if self._old.files.get(name) == digest and self._stands(name, content):
            return digest
        target = self._folder / name
        parent = name.rpartition("/")[0]
        if parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        target.write_bytes(content)
        return digest

    def keep(self, name: str, digest: str) -> bool:
        """A file of the old site is to stay. That it still has this content is for the caller to know: it is not read.

        False if the old site never had it; then it must be put there.
        """
        return self._old.files.get(name) == digest

    def get(self, name: str) -> bytes:
        """A file that was put there, or is to stay."""
        with suppress(FileNotFoundError):
            return (self._folder / name).read_bytes()
        return (self._out / name).read_bytes()

    def place(self, digests: Mapping[str, str]) -> Written:
        """Makes the site hold these files, each put there or kept, and those that no build made."""
        staged = self._staged()
        lost = [name for name, digest in digests.items() if name not in staged and not self.keep(name, digest)]
        if lost:
            raise ValueError(f"neither put nor kept: {lost}")
        moves, gone = patch.changes(self._old, staged, digests)
        if patch.can_be_patched(self._out, self._old, moves, gone):
            with suppress(OSError):  # what cannot be changed may still be exchanged
                if moves or gone:
                    journal = patch.write_journal(self._folder, self._out, moves, gone, digests)
                    patch.carry_out(self._folder, self._out, journal)
                return Written(self._out, digests, (*moves, *gone))
        whole.fill(self._folder, self._out, self._old, self._staged(), digests)
        for name in patch.OWN:
            (self._folder / name).unlink(missing_ok=True)
        whole.swap(self._folder, self._out, _beside(self._out, "old"))
        shutil.rmtree(self._folder, ignore_errors=True)  # the old site's files are the new ones' links: signs change
        return Written(self._out, digests, {*digests, *gone})

    def _stands(self, name: str, content: bytes) -> bool:
        """Whether the old site has this very file, and not only according to its manifest."""
        path = self._out / name
        with suppress(OSError):
            return bool(way(self._out, name, self._seen)) and not path.is_symlink() and path.read_bytes() == content
        return False

    def _staged(self) -> frozenset[str]:
        """Names of the files that were put there, by whatever process."""
        return frozenset(
            (Path(folder) / name).relative_to(self._folder).as_posix()
            for folder, _, names in os.walk(self._folder)
            for name in names
        )


@contextmanager
def staging(out: Path, lock_folder: Path) -> Iterator[Stage]:
    """A stage beside `out`, which is gone afterwards, but for a journal that is still to be carried out. Until then no
    other build of this content places a site. Raises WriteError.
    """
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
                if not (folder / patch.JOURNAL).exists():
                    shutil.rmtree(folder, ignore_errors=True)
    except OSError as failure:
        what = f" ('{failure.filename}')" if failure.filename else ""
        begun = IN_DOUBT in read_manifest(out).files.values()
        stands = (
            "some files are new already, and the next build does the rest" if begun else "the old site still stands"
        )
        raise WriteError(
            f"the site could not be written to '{out}': {failure.strerror or failure}{what}",
            f"make sure there is room on the disk and that you may write to '{out.parent}'; {stands}",
        ) from failure


def finish(out: Path, lock_folder: Path) -> None:
    """Does what a build had still to do that was killed while it put its files in place. What cannot be done is left to
    a build that makes the site again.
    """
    with suppress(OSError):
        out = Path(os.path.realpath(out)) if out.is_symlink() else out
        if (_beside(out, "new") / patch.JOURNAL).exists():
            with _locked(lock_folder):
                patch.resume(_beside(out, "new"), out)


def write_site(files: Mapping[str, bytes], out: Path, lock_folder: Path) -> Written:
    """Makes `out` hold exactly these files and those that no build made. Raises WriteError."""
    with staging(out, lock_folder) as stage:
        return stage.place({name: stage.put(name, files[name]) for name in sorted(files)})


def _beside(out: Path, which: str) -> Path:
    """The folder for the new tree, or for the old one while no site stands there."""
    return out.with_name(f".{out.name}.briefbook-{which}")


def _clear_up(out: Path) -> None:
    """Puts right what a killed build left: brings back the old site if none stands, deletes half a tree. What such a
    build had still to do can be forgotten, since this one makes the site.
    """
    if out.exists() and not out.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "there is a file of that name")
    old, new = _beside(out, "old"), _beside(out, "new")
    if old.is_dir() and not out.exists():
        old.rename(out)
    for left in (old, new):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Waits until no other build of the same content writes. The system frees the lock of a build that died."""
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
