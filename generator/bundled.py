"""The search bundle from one build to the next: of which pages the index is made again, and which files stay.

A file of the bundle stays unread where the last build made it, looked through it for withheld words and wrote it, where
it still stands, and where nothing that came to be withheld can be in it. What is in the bundle decides `search`; what
is withheld, and what was looked through, knows `guard`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from .checks.produced import Look
from .guard import Guard
from .press import Kept, Press, Printed, Sheet
from .search import FILES, KeptBundle, Nothing, Record, Renewed, binary_version, find_binary, renewed
from .shelf import Shelf
from .signs import sign_at
from .traces import encode

BUNDLE = "search/pagefind/"

TABLE, KEY = "search bundle", "bundle"
"""Where on the shelf the bundle's own row stands; its files and their parts have tables of their own."""


class KeptRow(msgspec.Struct, frozen=True, array_like=True):
    """A bundle as it was made: with what program, and by what the guard is known who looked through its files."""

    program: str
    bundle: KeptBundle
    guard: bytes
    leaky: tuple[str, ...]


class Made(msgspec.Struct, frozen=True):
    """A bundle with its files, finished: those that were looked through now as parts of their own."""

    sheets: dict[str, Sheet]
    looked: tuple[Printed, ...]
    notes: tuple[str, ...]
    keep: Callable[[bytes], None]


class Bundled:
    """The bundle of the last build, as far as the shelf has it, and the one of this build. `standing` says of a file,
    by its name and SHA-256, whether it stands in the site as it was written; `stays` keeps it there.
    """

    def __init__(
        self,
        shelf: Shelf | None,
        guard: Guard,
        press: Press,
        standing: Callable[[str, str], bool],
        stays: Callable[[str, str], Kept | bool],
    ) -> None:
        self._shelf = shelf
        self._guard = guard
        self._press = press
        self._standing = standing
        self._stays = stays
        row = shelf.get(TABLE, KEY) if shelf else None
        self._row = msgspec.msgpack.decode(row, type=KeptRow) if row is not None else None

    @property
    def names(self) -> frozenset[str]:
        """Files that the last bundle had."""
        return frozenset(f"{BUNDLE}{name}" for name in self._row.bundle.files) if self._row else frozenset()

    def made(self, records: Sequence[Record], binary: Path | None, beside: Mapping[str, bytes]) -> Made:
        """The bundle of these records, with other files `beside` it. Raises SearchError."""
        program = ""
        if records:
            path = find_binary(binary)
            named = sign_at(binary) if binary else None  # that of a package is known by its version, wherever installed
            program = f"{binary_version(path)} {path} {named}"
        old = self._row.bundle if self._row and self._row.program == program else None
        made = renewed(records, old, self._shelf or Nothing(), binary=binary)
        stay = self._staying(made.kept)
        content = self._contents(made, stay)
        if content is None:  # something was lost, so that all is made anew
            made = renewed(records, None, Nothing(), binary=binary)
            content = self._contents(made, stay)
        for name, digest in stay.items():
            self._stays(name, digest)
        sheets = {name: _stayed(name, digest) for name, digest in stay.items()}
        new = {**{f"{BUNDLE}{name}": data for name, data in (content or {}).items()}, **_below(beside)}
        looked = {name: self._press.file(name, data) for name, data in new.items()}

        def keep(guard: bytes) -> None:
            leaky = tuple(sorted(name for name, sheet in looked.items() if sheet.leaks))
            self._keep(made, KeptRow(program, made.kept, guard, leaky))

        return Made(
            sheets=dict(sorted({**sheets, **looked}.items())),
            looked=tuple(_part(name, sheet) for name, sheet in looked.items()),
            notes=made.kept.notes,
            keep=keep,
        )

    def _staying(self, bundle: KeptBundle) -> dict[str, str]:
        """The files that need not be looked at, with their SHA-256."""
        row = self._row
        if row is None or row.guard != self._guard.seal:
            return {}
        same = {
            f"{BUNDLE}{name}": digest for name, digest in bundle.files.items() if row.bundle.files.get(name) == digest
        }
        stand = {name: digest for name, digest in same.items() if self._standing(name, digest)}
        suspects = self._guard.suspects({name: _part(name, _stayed(name, digest)) for name, digest in stand.items()})
        return {name: stand[name] for name in stand.keys() - suspects.keys() - {*row.leaky}}

    def _contents(self, made: Renewed, stay: Mapping[str, str]) -> dict[str, bytes] | None:
        """The other files; None if one of them was lost."""
        asked = [name for name in made.kept.files if f"{BUNDLE}{name}" not in stay]
        kept = (self._shelf or Nothing()).some(FILES, [name for name in asked if name not in made.files])
        found = {name: made.files.get(name, kept.get(name)) for name in asked}
        whole = {
            name: data
            for name, data in found.items()
            if data is not None and hashlib.sha256(data).hexdigest() == made.kept.files[name]
        }
        return whole if len(whole) == len(asked) else None

    def _keep(self, made: Renewed, row: KeptRow) -> None:
        """The bundle's own row goes first and comes last: nothing holds without it."""
        if self._shelf is None:
            return
        new = encode(row)
        if made.rows:
            self._shelf.put(TABLE, {KEY: None})
            for table, values in made.rows.items():
                self._shelf.put(table, values)
        self._shelf.put(TABLE, {KEY: new})


def _stayed(name: str, digest: str) -> Sheet:
    """A file in which nothing was found, and which leads nowhere."""
    return Sheet(name=name, kept=digest, look=Look(), leaks=())


def _part(name: str, sheet: Sheet) -> Printed:
    return Printed(part=name, seconds=0.0, sheets=(sheet,), faults=(), records=(), answers=())


def _below(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{BUNDLE}{name}": data for name, data in files.items()}


def gone(before: Iterable[str], made: Made | None) -> frozenset[str]:
    """Files of the last bundle that there are no more."""
    return frozenset(before) - (made.sheets.keys() if made else frozenset())
