"""Rows of the shelf that hold together: what one build put there, trusted only as a whole, under one seal.

The seal is over every row and over a key: what concerns all of them. Where it is broken or the key is another one,
nothing holds. What the rows say is for those who keep them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import TypeVar

import msgspec

from .shelf import Shelf

T = TypeVar("T")

Rows = Mapping[str, bytes]

NOTHING: Mapping[str, Mapping[str, bytes | None]] = MappingProxyType({})

AT_ONCE = 1024
"""So many rows are sealed together."""

KEY = "key"
"""Under it stands the seal, in a table of its own."""


class Sealed:
    """These tables of a shelf, and whether they hold. `seal`: the table of the seal."""

    def __init__(self, shelf: Shelf, seal: str, key: bytes, tables: Iterable[str]) -> None:
        self._shelf = shelf
        self._table = seal
        self._key = key
        self.rows: Mapping[str, Rows] = {table: shelf.raw(table) for table in tables}
        self.holds = shelf.get(seal, KEY) == _seal(key, self.rows)
        if not self.holds:  # each row for itself, so that damage is told
            self.rows = {table: shelf.all(table) for table in self.rows}

    def void(self) -> None:
        """Nothing holds from now on, until it is kept again."""
        self._shelf.put(self._table, {KEY: None})

    def keep(self, rows: Mapping[str, Rows], beside: Mapping[str, Mapping[str, bytes | None]] = NOTHING) -> None:
        """Makes the tables hold just these rows, and seals them. `beside`: what else to put on the shelf, or to
        take from it, in tables that are not sealed.
        """
        self.void()
        for table, new in rows.items():
            self._replace(table, new)
        for table, values in beside.items():
            self._shelf.put(table, values)
        self._shelf.put(self._table, {KEY: _seal(self._key, rows)})

    def _replace(self, table: str, new: Rows) -> None:
        """Makes a table hold just this, writing only what differs."""
        held = self.rows[table]
        changed: dict[str, bytes | None] = {name: row for name, row in new.items() if held.get(name) != row}
        self._shelf.put(table, {**dict.fromkeys(held.keys() - new.keys()), **changed})


def _seal(key: bytes, rows: Mapping[str, Rows]) -> bytes:
    """Of everything that the next build decides by."""
    whole = hashlib.blake2b(key, digest_size=16)
    for table in sorted(rows):
        whole.update(msgspec.msgpack.encode([table, len(rows[table])]))
        sorted_rows = iter(sorted(rows[table].items()))
        while some := [(name.encode("utf-8", "surrogatepass"), row) for name, row in islice(sorted_rows, AT_ONCE)]:
            whole.update(msgspec.msgpack.encode(some))
    return whole.digest()


def decoded(rows: Rows, kind: type[T]) -> dict[str, T]:
    """The rows as values. They are whole, since the seal is, and so nothing but what this tool wrote."""
    decoder = msgspec.msgpack.Decoder(kind)
    return {name: decoder.decode(row) for name, row in rows.items()}
