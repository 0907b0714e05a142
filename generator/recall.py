"""Whether a build would make what stands there already: what was read and written then is as it was.

Files are told by their content, and by their signs where these suffice. A record that is missing, damaged or of another
version of the tool says nothing, and the site is built.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from . import __version__
from .diagnostics import Diagnostic
from .job import Counts, Made, Project, Wishes
from .signs import Read, Sign, digest_in, digest_of, now, read, sign_at, sign_of
from .write import Written, read_manifest

RECORD = "last-build"
"""The record's name in the tool's own folder; it may be deleted at any time."""

FORM = b"briefbook record 1 "
"""Begins a record, and is followed by the SHA-256 of the rest."""

DEEPEST = 16
"""Folders in folders; deeper ones are not remembered."""

NOT_THE_WHOLE = frozenset({"C131"})
"""Findings after which a build is worth trying again although nothing changed: the search index could not be made."""


T = TypeVar("T", bound=msgspec.Struct)


class Snapshot(msgspec.Struct, frozen=True, array_like=True):
    """Everything a build depends on, noted before anything is read: `at` in nanoseconds, the wishes, the files."""

    at: int
    wishes: bytes
    reads: dict[str, Read]


class LastBuild(msgspec.Struct, frozen=True, array_like=True):
    """A build that succeeded, and the files it wrote."""

    snapshot: Snapshot
    files: dict[str, Sign]
    counts: Counts
    diagnostics: tuple[Diagnostic, ...]
    pages: dict[str, str]


def last_build(project: Project) -> LastBuild | None:
    """What is remembered of it; None if nothing is that can be trusted."""
    return _kept(project.cache / RECORD, LastBuild)


def snapshot(project: Project, wishes: Wishes, last: LastBuild | None) -> Snapshot | None:
    """Taken before a build reads its files: what changes while it runs is then found to have changed. None if the
    files cannot all be read, or nothing can be noted. Those that are as the last build noted them are not read for it.
    """
    known = last.snapshot if last is not None else Snapshot(0, b"", {})
    try:
        at = now(project.cache / f"{RECORD}.clock")
        reads = {path: _read(path, known) for path in _inputs(project)}
    except OSError:
        return None
    return Snapshot(at, _asked(project, wishes), reads)


def _read(path: str, known: Snapshot) -> Read:
    was = known.reads.get(path)
    return read(path, was if was is not None and was.sign.settled(known.at) else None)


def remember(project: Project, taken: Snapshot | None, made: Made, known: Mapping[str, Sign]) -> None:
    """Keeps what is needed to know it again. What cannot be kept is built again: where nothing can be written, and
    where a folder's name is no text.

    `known`: signs that this build found on files of the old site. Of those that it did not touch they hold still.
    """
    if taken is None or any(one.code in NOT_THE_WHOLE for one in made.diagnostics):
        return
    with suppress(OSError, UnicodeEncodeError):
        held, place = _untouched(known, made.files), _places(project.out)
        files = {name: held.get(name) or sign_of(place(name)) for name in made.files}
        _keep(project.cache / RECORD, LastBuild(taken, files, made.counts, made.diagnostics, made.pages))


def _untouched(known: Mapping[str, Sign], files: Mapping[str, bytes]) -> Mapping[str, Sign]:
    changed = files.changed if isinstance(files, Written) else files.keys()
    return {name: sign for name, sign in known.items() if name not in changed}


def tool() -> str:
    """A fingerprint of the tool itself, which changes with every change of its code."""
    whole = hashlib.blake2b(__version__.encode(), digest_size=16)
    for path in sorted(_files(Path(__file__).parent, hidden=False)):
        whole.update(digest_in(path) if path.endswith(".py") else b"")
    return whole.hexdigest()


def recall(project: Project, wishes: Wishes) -> Made | None:
    """What the last build made, if this one would make the same and it still stands there; else None."""
    last = last_build(project)
    if last is None or last.snapshot.wishes != _asked(project, wishes):
        return None
    place = _places(project.out)
    try:
        same = _same_inputs(project, last.snapshot) and all(
            sign_of(place(name)) == sign for name, sign in last.files.items()
        )
    except OSError:
        return None
    if not same:
        return None
    files = Written(project.out, last.files)
    return Made(files=files, diagnostics=last.diagnostics, counts=last.counts, pages=last.pages, standing=True)


def _places(out: Path) -> Callable[[str], str]:
    """Where the files of the site lie, by their names. They are asked for by the ten thousand, and a Path for each
    would cost three times as much as the asking.
    """
    return f"{os.fspath(out)}/".__add__


class Standing:
    """What of the site is still what the last build wrote. `signs`: those of the files that were found so."""

    def __init__(self, project: Project, last: LastBuild | None) -> None:
        self._noted = last.files if last else {}
        self._written = read_manifest(project.out).files
        self._place = _places(project.out)
        self.signs: dict[str, Sign] = {}

    def has(self, name: str, digest: str) -> bool:
        """Whether the last build wrote this file, by its name and SHA-256, and it is still what was written."""
        if self._written.get(name) != digest:
            return False
        path = self._place(name)
        with suppress(OSError):
            sign = sign_of(path)
            if self._noted.get(name) == sign or _holds(path, digest):
                self.signs[name] = sign
                return True
        return False


def _holds(path: str, digest: str) -> bool:
    content = Path(path).read_bytes()
    return not Path(path).is_symlink() and hashlib.sha256(content).hexdigest() == digest


def stamp() -> bytes:
    """What is kept for the next build is of use only to the same tool with the same packages."""
    return digest_of(msgspec.json.encode([tool(), *_programs()]))


def _keep(path: Path, value: msgspec.Struct) -> None:
    """Writes a record whole or not at all."""
    body = msgspec.msgpack.encode(value)
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(FORM + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    beside.replace(path)


def _kept(path: Path, kind: type[T]) -> T | None:
    """What a record holds; None if there is none that can be trusted."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head != FORM + hashlib.sha256(body).hexdigest().encode():
            return None
        return msgspec.msgpack.decode(body, type=kind)
    except (OSError, msgspec.MsgspecError):
        return None


def _same_inputs(project: Project, then: Snapshot) -> bool:
    """Whether the same files are there with the same content."""
    seen = 0
    for path in _inputs(project):
        was = then.reads.get(path)
        if was is None or _read(path, then).digest != was.digest:
            return False
        seen += 1
    return seen == len(then.reads)


def _inputs(project: Project) -> Iterator[str]:
    """All files that a build may read: content, templates, and the tool itself."""
    own = () if project.templates is None else (project.templates,)
    yield from _files(project.content, hidden=False)
    for folder in (*own, project.builtin):
        yield from _files(folder, hidden=True)
    yield from _files(Path(__file__).parent, hidden=False)


def _files(folder: Path | str, above: tuple[Path | str, ...] = (), *, hidden: bool) -> Iterator[str]:
    """What is below a folder and no folder. A link back to a folder `above` is named, and not followed."""
    if len(above) == DEEPEST:
        raise OSError(f"folders too deep in '{folder}'")
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__" or (not hidden and entry.name.startswith(".")):
                continue
            if entry.is_dir() and not (entry.is_symlink() and _leads_back(entry.path, (*above, folder))):
                yield from _files(entry.path, (*above, folder), hidden=hidden)
            else:
                yield entry.path


def _leads_back(link: str, above: tuple[Path | str, ...]) -> bool:
    """Whether a link leads to one of these folders."""
    return any(os.path.samefile(link, folder) for folder in above)  # noqa: PTH121 - as in signs


def _asked(project: Project, wishes: Wishes) -> bytes:
    """Everything besides files that a site depends on: what was asked for, and the programs that make it."""
    places = (project.content, project.templates, project.builtin, project.out, wishes.pagefind)
    folders = (os.fsencode(one) if one else b"" for one in places)
    rest = msgspec.structs.replace(wishes, processes=1, pagefind=None, clock=None)
    words = msgspec.json.encode([*_programs(), rest, sign_at(wishes.pagefind) if wishes.pagefind else None])
    return hashlib.blake2b(b"\0".join((*folders, words)), digest_size=16).digest()


def _programs() -> list[str]:
    """The versions of the tool, of Python, and of the packages beside the one that we know to be there."""
    packages = sorted(one.name for one in Path(msgspec.__file__).parents[1].glob("*.dist-info"))
    return [__version__, sys.version, *packages]
