"""Templates as compiled code, kept from one build to the next in a folder of the user's own cache.

What is kept here is run. So it lies in no project, which may be somebody else's, and in no folder that anybody else can
write to; where there is none to be trusted, templates are compiled in every build. Each entry is for one text of one
template in one file, since the code names all three, and for one kind of environment, which decides what code that is;
an entry that is damaged is none. Nothing here raises.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket

FOLDER = "templates"
"""Its name in the user's cache of this tool. In it, each version of the tool has a folder."""

FORM = b"briefbook template 1 "
"""Begins an entry, and is followed by a digest of its key and of the rest."""

VERSIONS = 3
"""Versions of the tool whose folders stay, those last written to."""

MOST = 500
"""Entries that one folder may hold, a dozen projects' worth; then the older half goes."""

DIGEST = 32


class Compiled(jinja2.BytecodeCache):
    """Compiled templates in a folder that was found to be safe."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The code of this template, if it is there."""
        words = (type(environment).__name__, name, filename or "", source)
        whole = hashlib.blake2b(digest_size=DIGEST)
        for word in words:
            content = word.encode("utf-8", "surrogatepass")
            whole.update(b"%d " % len(content) + content)
        bucket = Bucket(environment, whole.hexdigest(), whole.hexdigest())
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the bucket the code of its key; leaves it empty if there is none that is whole."""
        with suppress(OSError, EOFError, ValueError, TypeError):
            content = (self._folder / bucket.key).read_bytes()
            body = content[len(FORM) + DIGEST :]
            if content == _head(bucket.key, body) + body:
                code = marshal.loads(body)  # noqa: S302 - written by this user, for this version of everything
                bucket.code = code if isinstance(code, CodeType) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the bucket's code, whole or not at all."""
        body = marshal.dumps(bucket.code)
        new = self._folder / f"{bucket.key}.{os.getpid()}"
        with suppress(OSError):
            try:
                with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(_head(bucket.key, body) + body)
                new.replace(self._folder / bucket.key)
            finally:
                new.unlink(missing_ok=True)


def open_compiled(cache: Path | None, version: str, content: Path) -> Compiled | None:
    """What this version of the tool keeps in the user's cache; None if that is not to be trusted, or lies where the
    content of a site does.
    """
    if cache is None:
        return None
    with suppress(OSError, RuntimeError):  # a circle of links is a RuntimeError before Python 3.13
        if cache.is_absolute() and not cache.resolve().is_relative_to(content.parent.resolve()):
            cache.parent.mkdir(parents=True, exist_ok=True)
            folder = cache / FOLDER / version
            is_new = not folder.exists()
            if all(_is_own(one) for one in (cache, cache / FOLDER, folder)):
                _tidy(folder, is_new=is_new)
                return Compiled(folder)
    return None


def _is_own(folder: Path) -> bool:
    """Whether this is a real folder, made now if it is not there, to which nobody but the user can write. On Windows
    folders below the user's own are. Raises OSError.
    """
    with suppress(FileExistsError):
        folder.mkdir(mode=stat.S_IRWXU)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        return False
    return os.name != "posix" or (status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _tidy(folder: Path, *, is_new: bool) -> None:
    """Takes away what has been kept for long: other versions' folders where this one's is new, and older entries."""
    if is_new:
        others = (one for one in _newest_first(folder.parent.iterdir()) if one != folder)
        for one in tuple(others)[VERSIONS - 1 :]:
            shutil.rmtree(one, ignore_errors=True)
    entries = tuple(folder.iterdir())
    if len(entries) > MOST:
        for one in _newest_first(entries)[MOST // 2 :]:
            one.unlink(missing_ok=True)


def _newest_first(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: (-path.lstat().st_mtime_ns, path.name))


def _head(key: str, body: bytes) -> bytes:
    return FORM + hashlib.blake2b(key.encode() + body, digest_size=DIGEST).digest()
