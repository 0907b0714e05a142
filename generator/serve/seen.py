"""What was seen of the files, and whether they are others now: what they hold decides.

It never decides when to look, and reads only what was spoken of or has another sign.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from threading import Event
from time import perf_counter

from ..signs import Read, Sign, digest_of, is_file, is_folder, read, sign, sign_of
from .hints import EVERYTHING, MOMENT
from .scope import Scope, inside, scan

UNREAD = b""
"""In place of a digest: the file was not read."""


class Files:
    """The files as they were seen last: at first by their signs alone, then with the digest of each that was told."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.cost = 0.0
        self._seen: dict[str, Read] = {}
        self._links: set[str] = set()

    def note(self) -> None:
        """Sees what is there now. No file is read."""
        begun = perf_counter()
        there = scan(self.scope.folders, self.scope.ignored)
        self._seen.update((path, Read(sign, UNREAD)) for path, sign in there.signs.items())
        self._links.update(there.links)
        self.cost = perf_counter() - begun

    def knows(self, path: str) -> bool:
        """Whether there was such a file."""
        return path in self._seen

    def changed(self, paths: frozenset[str], *, trust: bool) -> tuple[str, ...]:
        """What changed at the paths and below them, sorted; without any, or with EVERYTHING, anywhere.

        Not to `trust` what was seen: whoever was told of a file may have read it half written, and is told again if
        it was written again, even to the same end.
        """
        everything = not paths or EVERYTHING in paths
        doubtful = self._all() if everything else self._below(paths)
        if everything and any(not os.path.lexists(path) for path in doubtful):
            Event().wait(MOMENT)  # an editor may be about to write it
        doubtful |= paths - {EVERYTHING, *self.scope.folders}
        return tuple(sorted(path for path in doubtful if self._is_another(path, trust=trust)))

    def _all(self) -> set[str]:
        """The files whose signs changed."""
        begun = perf_counter()
        doubtful = self._in(self.scope.folders)
        self.cost = perf_counter() - begun
        return doubtful

    def _below(self, paths: frozenset[str]) -> set[str]:
        """The same below those that are folders, or may have been, and links: of their ends no event tells."""
        folders = tuple(path for path in paths if path not in self._seen or _is_folder(path))
        return {path for path in self._links if _sign(path) != self._seen[path].sign} | self._in(folders)

    def _in(self, folders: tuple[str, ...]) -> set[str]:
        """The files below the folders that came, went or have another sign."""
        if not folders:
            return set()
        links = {path for path in folders if path not in self.scope.folders and Path(path).is_symlink()}
        there = scan(set(folders) - links, self.scope.ignored)
        self._links |= there.links
        starts = tuple(inside(folder) for folder in folders)
        gone = {path for path in self._seen if path.startswith(starts) and path not in there.signs}
        return gone | {
            path for path, sign in there.signs.items() if (was := self._seen.get(path)) is None or was.sign != sign
        }

    def _is_another(self, path: str, *, trust: bool) -> bool:
        """Whether the file changed since it was seen last, which now is."""
        was, now = self._seen.get(path), _there(path)
        if now is None:
            self._seen.pop(path, None)
            self._links.discard(path)
        else:
            self._seen[path] = now
        if was is None or now is None:
            return was is not now
        if was.digest == UNREAD:
            return _written(was.sign) != _written(now.sign)
        return was.digest != now.digest or not (trust or was.sign == now.sign)


def _written(sign: Sign) -> tuple[int, int, int]:
    """What tells one writing of a file from the next; not when its rights or its names changed."""
    return sign.size, sign.written, sign.number


def _there(path: str) -> Read | None:
    """What stands at a path now; a folder is nothing to be told. Of a link that leads to no file, where it leads."""
    try:
        status = os.lstat(path)
        if stat.S_ISDIR(status.st_mode):
            return None
        if stat.S_ISLNK(status.st_mode) and not is_file(Path(path)):
            return Read(sign(status), digest_of(os.fsencode(Path(path).readlink())))
        return read(path)
    except OSError:
        return None


def _sign(link: str) -> Sign | None:
    """The sign of the file that a link leads to, or else its own."""
    try:
        return sign_of(link) if is_file(Path(link)) else sign(os.lstat(link))
    except OSError:
        return None


def _is_folder(path: str) -> bool:
    """Whether it is one, and no link to one."""
    return is_folder(Path(path)) and not Path(path).is_symlink()
