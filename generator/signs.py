"""Whether a file is as it was: what the file system says of it, and the digest of its content.

Times and numbers only spare the reading. Where all are as they were, and older than what they were noted at, nothing
can have been written since; where they differ, as in a fresh checkout, the content is looked at.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written again has another time, on every file system in use."""


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
    """A file that a build reads."""

    sign: Sign
    digest: bytes


def now(beside: Path) -> int:
    """The time by the clock that the file system writes with: a file is made there, and taken away. Raises OSError."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    with beside.open("wb") as file:
        at = os.fstat(file.fileno()).st_ctime_ns
    beside.unlink(missing_ok=True)
    return at


def sign_of(path: str) -> Sign:
    """Of a file, or of the one a link leads to. Raises OSError."""
    return sign(os.stat(path))  # noqa: PTH116 - asked of every file, and a Path costs as much as the asking


def sign(status: os.stat_result) -> Sign:
    """What of a status tells whether a file changed."""
    return Sign(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def digest_of(data: bytes) -> bytes:
    """By which contents are told apart."""
    return hashlib.blake2b(data, digest_size=16).digest()


def digest_in(path: str) -> bytes:
    """The digest of a file. Raises OSError."""
    with open(path, "rb") as file:  # noqa: PTH123 - as above
        return digest_of(file.read())
