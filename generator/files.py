"""Walks a content folder and reads its files: what is expected where, and nothing from outside the folder.

Symbolic links may point inside the folder only; devices, pipes and oversized files are refused before they are read. A
file that is as it was when its digest was noted is not read. What the files say is judged elsewhere.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from .codes import finding
from .diagnostics import Diagnostic, Span
from .hygiene import shown
from .schema import FOLDERS, NAMES, WITH_TEXT, Kind, closest, ending, is_id
from .signs import Read, digest_of, sign, sign_of
from .yamldoc import ARTICLE_BYTES, YAML_BYTES, too_large

SITE_FILE = "site.yaml"
COUNTRIES_FILE = "countries.yaml"
NAMES_AT_TOP = (*FOLDERS, SITE_FILE, COUNTRIES_FILE)

IGNORED = re.compile(
    r"\..*|.*~|\#.*\#|.*\.(?:sw[a-z]|bak|orig|rej|tmp|part)|4913|Thumbs\.db|desktop\.ini|__pycache__|.*___jb_.*___",
    re.DOTALL,
)
"""What editors and file managers leave behind."""

RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names that Windows keeps for devices."""

NOTHING: Mapping[str, Read] = MappingProxyType({})


class Found(msgspec.Struct, frozen=True):
    """A file of the content: its kind, its id, its path for messages, its path below the content folder.

    `data` is None with diagnostics if it cannot be read, and without if it was not read: it is as it was noted.
    """

    kind: Kind
    id: str
    path: str
    name: str
    data: bytes | None
    read: Read | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def walk(content: Path, noted: Mapping[str, Read] = NOTHING) -> Iterator[Found | Diagnostic]:
    """Every file of a content folder in the order of kinds and names, and what does not belong there. `noted`: files
    by their path below the folder, with signs that were settled.
    """
    root = content.resolve()
    entries = _entries(content, content.as_posix())
    if isinstance(entries, Diagnostic):
        yield entries
        return
    files = {entry.name: entry for entry in entries}
    yield from (problem for entry in entries if (problem := _unexpected_at_top(entry, content)))
    for name, kind in ((SITE_FILE, Kind.SITE), (COUNTRIES_FILE, Kind.COUNTRIES)):
        if name in files:
            yield _read(content / name, root, kind, kind.value)
    for kind in FOLDERS:
        if kind.value in files:
            yield from _folder(content / kind.value, root, kind, noted)


def found_at(content: Path, path: Path) -> Found | None:
    """The file of a single entry, as it is now, by a path below the content folder; None if there is none."""
    folder = path.parent
    kind = next((kind for kind in FOLDERS if folder == content / kind.value), None)
    if kind is None or IGNORED.fullmatch(path.name):
        return None
    root = content.resolve()
    found = None if isinstance(_target(folder, root), Diagnostic) else _judged(path, root, kind, None)
    return found if isinstance(found, Found) else None


def again(found: Found, content: Path) -> Found:
    """The file as it is now, read."""
    return _read(Path(found.path), content.resolve(), found.kind, found.id)


def _folder(folder: Path, root: Path, kind: Kind, noted: Mapping[str, Read]) -> Iterator[Found | Diagnostic]:
    target = _target(folder, root)
    if isinstance(target, Diagnostic):
        yield target
        return
    where = folder.as_posix()
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=_name)
    except OSError as problem_here:
        yield _no_folder(where, problem_here)
        return
    for entry in entries:
        name = f"{kind.value}/{entry.name}"
        was = noted.get(name)
        if was is not None and _is_as_noted(entry, was):
            id = entry.name.removesuffix(ending(kind))
            yield Found(kind, id, f"{where}/{entry.name}", name, None, was)
        elif not IGNORED.fullmatch(entry.name):
            yield _judged(folder / entry.name, root, kind, None if entry.is_symlink() else target / entry.name)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_as_noted(entry: os.DirEntry[str], was: Read) -> bool:
    """Never of a link: where it leads is looked at each time."""
    try:
        return entry.is_file(follow_symlinks=False) and sign_of(entry.path) == was.sign
    except OSError:
        return False


def _judged(entry: Path, root: Path, kind: Kind, target: Path | None) -> Found | Diagnostic:
    """The file, or why it is none of this kind. `target`: itself without links, if that is known."""
    if problem := _unexpected_in(entry, kind):
        return problem
    name = entry.name.removesuffix(ending(kind))
    return _wrong_name(entry, name, kind) or _read(entry, root, kind, name, target)


def _entries(folder: Path, shown_as: str) -> tuple[Path, ...] | Diagnostic:
    """What a folder holds, sorted, without what editors leave behind."""
    try:
        found_here = sorted(folder.iterdir())
    except OSError as problem:
        return _no_folder(shown_as, problem)
    return tuple(entry for entry in found_here if not IGNORED.fullmatch(entry.name))


def _no_folder(where: str, problem: OSError) -> Diagnostic:
    message = f"folder cannot be read: {_reason(problem)}"
    return finding("C103", Span(where), message, "make it a folder that the tool may read")


def _unexpected_at_top(entry: Path, content: Path) -> Diagnostic | None:
    if entry.name in NAMES_AT_TOP:
        return None
    near = closest(entry.name.lower(), NAMES_AT_TOP)
    is_folder = entry.is_dir()
    expected = ", ".join(f"{name}/" if name in FOLDERS else name for name in NAMES_AT_TOP)
    hint = f"rename it to '{near}'" if near else f"move it out of {content.as_posix()}/; expected are {expected}"
    return _warning(entry, f"{'folder' if is_folder else 'file'} '{shown(entry.name)}' is not read", hint)


def _unexpected_in(entry: Path, kind: Kind) -> Diagnostic | None:
    """A file of another ending, or a folder: neither is read."""
    suffix = ending(kind)
    if entry.is_dir():
        return _warning(entry, f"folder '{shown(entry.name)}' is not read", f"move its files into {kind.value}/")
    if entry.name.endswith(suffix):
        return None
    message = f"file '{shown(entry.name)}' is not read: a {NAMES[kind]} ends in {suffix}"
    return _warning(entry, message, f"rename it to '{shown(entry.stem)}{suffix}', or move it away")


def _wrong_name(entry: Path, name: str, kind: Kind) -> Diagnostic | None:
    at = Span(entry.as_posix())
    rule = "name it with lower-case letters, digits and hyphens, at most 80 characters"
    if not is_id(name):
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        hint = f"rename it to '{slug}{ending(kind)}'" if is_id(slug) and name.isascii() else rule
        return finding("S113", at, f"file name '{shown(name)}' is not an id", hint)
    if RESERVED.fullmatch(name) or (name == "unstated" and kind in {Kind.PEOPLE, Kind.ORGANIZATIONS}):
        keeper = "a word of this tool" if name == "unstated" else "a device on Windows"
        return finding("S113", at, f"file name '{name}' is {keeper}", f"choose another name; {rule}")
    return None


def _read(path: Path, root: Path, kind: Kind, id: str, known: Path | None = None) -> Found:
    """What stands in the file; reading never blocks, follows no link out of the folder and stops at the limit."""
    where, name = path.as_posix(), path.name if kind not in FOLDERS else f"{kind.value}/{path.name}"
    target = known or _target(path, root)
    if isinstance(target, Diagnostic):
        return Found(kind, id, where, name, None, diagnostics=(target,))
    limit = ARTICLE_BYTES if kind in WITH_TEXT else YAML_BYTES
    try:
        data, status = _bytes(target, limit)
    except OSError as failure:
        hint = "make it a plain file that the tool may read"
        wrong = finding("C103", Span(where), f"file cannot be read: {_reason(failure)}", hint)
        return Found(kind, id, where, name, None, diagnostics=(wrong,))
    if len(data) > limit:
        return Found(kind, id, where, name, None, diagnostics=(too_large(where, limit),))
    return Found(kind, id, where, name, data, Read(sign(status), digest_of(data)))


def plain_bytes(path: Path) -> bytes:
    """What stands in a plain file; of a link, or anything else, OSError."""
    return _bytes(path, path.lstat().st_size)[0]


def _bytes(path: Path, limit: int) -> tuple[bytes, os.stat_result]:
    """At most one byte more than the limit, and what the file was before it was read. The path has no links left; one
    put there since is not followed.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is not a plain file")
        return (b"\0" * (limit + 1) if status.st_size > limit else file.read(limit + 1)), status


def _target(path: Path, root: Path) -> Path | Diagnostic:
    """Where a path leads without links; none that ends outside the content folder, or nowhere."""
    at = Span(path.as_posix())
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return finding("C105", at, "link leads nowhere", "delete it, or put the file itself in its place")
    if target.is_relative_to(root):
        return target
    return finding("C105", at, "link leads out of the content folder", "put the file itself in its place")


def _warning(entry: Path, message: str, hint: str) -> Diagnostic:
    return finding("C104", Span(entry.as_posix()), message, hint)


def _reason(problem: OSError) -> str:
    text = problem.strerror or str(problem)
    return text[:1].lower() + text[1:]
