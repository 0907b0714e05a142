"""The few files of a site that changed, put in place one by one; all others are not touched.

Every file is whole at any time. The new ones come first, then those that changed, then what is gone goes: nothing leads
to what is not there yet. Before the first step a journal stands beside the site, and whoever finds it there finishes
what it says. Until the last step the manifest names all that is about to change without a digest: even if the journal
is lost, nothing is taken for what it is not.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from .ground import digest_of, is_free, is_plain, way
from .manifest import IN_DOUBT, MANIFEST, Manifest, manifest_bytes

JOURNAL = ".briefbook-journal"
"""In the folder beside the site, with the new files."""

DOUBTS = ".briefbook-doubts.json"
"""The manifest that holds while files are moved; there too."""

OWN = (JOURNAL, f"{JOURNAL}.new", DOUBTS)
"""What stands there and is no file of the site."""

FORM = b"briefbook journal 1 "
"""Begins a journal, and is followed by the SHA-256 of the rest."""

SHARE = 4
"""Where more than one file in so many changes, the site is exchanged: old and new would stand mixed for too long."""


class Patch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be done, in order. `before`, `doubts`, `after`: the SHA-256 of the manifests of the old site, of the
    time between, and of the new site. `moves`: names and digests.
    """

    before: str
    doubts: str
    after: str
    moves: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]


def changes(old: Manifest, staged: frozenset[str], digests: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Names of files to be moved, and of those to be deleted, each in order."""
    moves = sorted(
        (name for name in digests if name in staged), key=lambda name: (name in old.files, name.endswith(".html"), name)
    )
    return moves, sorted(name for name in old.files if name not in digests)


def can_be_patched(out: Path, old: Manifest, moves: Iterable[str], gone: Iterable[str]) -> bool:
    """Whether so little, and nothing else, can be changed file by file. Where a file becomes a folder, or something of
    somebody else's is in the way, it cannot.
    """
    moves, gone = list(moves), list(gone)
    if not old.files or (len(moves) + len(gone)) * SHARE > len(old.files):
        return False
    stay = {name.casefold() for name in {*old.files, *moves}.difference(gone)} if gone else set()
    if any(name.casefold() in stay for name in gone):  # the same file, where names are told apart without their case
        return False
    seen: dict[str, bool | None] = {}
    return all(map(is_plain, (*moves, *gone))) and all(
        is_free(out, name, seen) and (name in old.files or not os.path.lexists(out / name)) for name in moves
    )


def write_journal(stage: Path, out: Path, moves: list[str], gone: list[str], digests: Mapping[str, str]) -> Patch:
    """From now on the patch is carried out, whatever happens."""
    before = (out / MANIFEST).read_bytes()
    doubts = manifest_bytes({**digests, **dict.fromkeys((*moves, *gone), IN_DOUBT)})
    after = manifest_bytes(digests)
    (stage / DOUBTS).write_bytes(doubts)
    (stage / MANIFEST).write_bytes(after)
    patch = Patch(
        before=_sha256(before),
        doubts=_sha256(doubts),
        after=_sha256(after),
        moves=tuple((name, digests[name]) for name in moves),
        gone=tuple(gone),
    )
    body = msgspec.json.encode(patch)
    new = stage / f"{JOURNAL}.new"
    with new.open("wb") as file:
        file.write(FORM + _sha256(body).encode() + b"\n" + body)
        file.flush()
        os.fsync(file.fileno())
    new.replace(stage / JOURNAL)
    _sync(stage)
    return patch


def carry_out(stage: Path, out: Path, patch: Patch) -> None:
    """Does what is still to be done, and takes the journal away. Raises OSError; then it still stands."""
    _move(stage / DOUBTS, out / MANIFEST)
    for name, _ in patch.moves:
        if not is_free(out, name, {}):
            raise OSError(errno.EEXIST, "something else stands in its way", str(out / name))
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        _move(stage / name, out / name)
    for name in patch.gone:
        _delete(out, name)
    _move(stage / MANIFEST, out / MANIFEST)
    (stage / JOURNAL).unlink()


def resume(stage: Path, out: Path) -> None:
    """Finishes what a killed build began, if its journal can be trusted and is about the site that stands there.

    Otherwise nothing is done: the manifest that stands there tells what is in doubt. Raises OSError.
    """
    patch = _read_journal(stage)
    if patch is None:
        return
    standing = digest_of(out / MANIFEST)
    begun = standing == patch.doubts
    if not begun and standing != patch.before:
        return
    ready = all(
        digest_of(stage / name) == digest or (begun and not (stage / name).exists() and digest_of(out / name) == digest)
        for name, digest in patch.moves
    )
    if ready and digest_of(stage / MANIFEST) == patch.after and (begun or digest_of(stage / DOUBTS) == patch.doubts):
        carry_out(stage, out, patch)


def _read_journal(stage: Path) -> Patch | None:
    try:
        head, _, body = (stage / JOURNAL).read_bytes().partition(b"\n")
        return msgspec.json.decode(body, type=Patch) if head == FORM + _sha256(body).encode() else None
    except (OSError, msgspec.MsgspecError):
        return None


def _move(source: Path, target: Path) -> None:
    """In one step; done already if there is nothing to move."""
    if source.exists():
        source.replace(target)


def _delete(out: Path, name: str) -> None:
    """And the folders that are empty then. What is reached through a link, and a folder of that name, is not ours."""
    if way(out, name, {}):
        path = out / name
        if path.is_symlink() or not path.is_dir():
            path.unlink(missing_ok=True)
    for parent in Path(name).parents[:-1]:
        if way(out, f"{parent.as_posix()}/", {}):
            try:
                (out / parent).rmdir()
            except OSError:
                return


def _sync(folder: Path) -> None:
    """Puts the names in a folder on the disk, where a system has that."""
    if sys.platform == "win32":  # pragma: no cover - the tests run on POSIX
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
