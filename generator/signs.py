"""Whether a file is as it was: what the file system says of it, and the digest of its content.

Times and numbers only spare the reading. Where all are as they were, and older than what they were noted at, nothing
can have been written since; where they differ, as in a fresh checkout, the content is looked at.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

import msgspec

SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written again has another time, on every file system in use."""


READ_AT_MOST = 256 * 1024 * 1024
"""Bytes of a file that are read to tell it; no text or template is as large, and of others the sign has to suffice."""


class Sign(msgspec.Struct, frozen=True, array_like=True):
    """What the file system says of a file: bytes, when it was written, when anything about it changed, its number."""

    size: int
    written: int
    changed: int
    number: int

    def settled(self, before: int) -> bool:
        """Whether it cannot have been written again at the same time, if it was noted then."""
        return max(self.written, self.changed) + SETTLED < before


class Read(msgspec.Struct, frozen=True, array_like=True):
    """A file that a build reads, or what stands where one might: then `digest` only says of what sort it is."""

    sign: Sign
    digest: bytes


def now(beside: Path) -> int:
    """The time by the clock that the file system writes with: a file is made there, and taken away. Raises OSError."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    with beside.open("wb") as file:
        at = os.fstat(file.fileno()).st_ctime_ns
    beside.unlink(missing_ok=True)
    return at


def is_file(path: Path) -> bool:
    """Whether a plain file stands there; under what no file can be called there is none."""
    with suppress(OSError, ValueError):
        return path.is_file()
    return False


def is_folder(path: Path) -> bool:
    """Whether a folder stands there; the same."""
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


def sign_of(path: str) -> Sign:
    """Of a file, or of the one a link leads to. Raises OSError."""
    return sign(os.stat(path))  # noqa: PTH116 - asked of every file, and a Path costs as much as the asking


def sign_at(path: Path) -> Sign | None:
    """The sign of a file, or of the one a link leads to; None if there is none."""
    with suppress(OSError, ValueError):
        return sign_of(os.fspath(path))
    return None


def sign(status: os.stat_result) -> Sign:
    """What of a status tells whether a file changed."""
    return Sign(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def digest_of(data: bytes) -> bytes:
    """By which contents are told apart."""
    return hashlib.blake2b(data, digest_size=16).digest()


def read(path: str, known: Read | None = None) -> Read:
    """A file as it is now; `known`: as it was, if its sign was settled, and then it is read only if that changed. What
    is no plain file, such as a pipe, a device or a link that leads nowhere, is noted and never read, and so is what is
    far too large to be ours. Raises OSError.
    """
    status = _status(path)
    if not stat.S_ISREG(status.st_mode):
        return Read(sign(status), _sort(status))
    found = sign(status)
    if known is not None and known.sign == found:
        return known
    return Read(found, digest_in(path) if found.size <= READ_AT_MOST else digest_of(msgspec.msgpack.encode(found)))


def _status(path: str) -> os.stat_result:
    """Of what a link leads to, or of the link if that is nothing."""
    try:
        return os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        link = os.lstat(path)
        if stat.S_ISLNK(link.st_mode):
            return link
        raise


def digest_in(path: str) -> bytes:
    """The digest of a plain file; never waits for one that meanwhile became something else. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        return digest_of(file.read()) if stat.S_ISREG(status.st_mode) else _sort(status)


def _sort(status: os.stat_result) -> bytes:
    """A word for pipes, another for devices: no digest, which is longer."""
    return b"%o" % stat.S_IFMT(status.st_mode)
