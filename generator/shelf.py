"""What one build keeps for the next: bytes by table and key, in one file that may be deleted at any time.

Whatever befalls that file, a build goes on without it: nothing here raises, and nothing but what was put under a key by
this very tool is ever given back. What is kept, and when it is out of date, is decided by those who keep it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import sqlite3

SHELF = "shelf"
"""The file's name in the tool's own folder."""

OURS = 0x42726642
"""Marks a database as one of these: "BrfB"."""

FORM = 1
"""Of the tables; another one is another version's."""

PAGE = 16_384
"""Bytes of a database page: entries and pages of a site are a few thousand, and read in one go."""

PATIENCE = 0.2
"""Seconds for which another build may hold the file, before this one does without it."""

IN_USE = frozenset({5, 6})
"""SQLite's codes for a file that another build works with."""

OUT_OF_REACH = frozenset({3, 8, 10, 13, 14, 15, 22, 23})
"""Its codes where the file cannot be read or written, whatever stands in it: no right, no room, no such folder."""


class _Foreign(Exception):  # noqa: N818 - a state of the file, no mistake of ours
    """The file is not one of these."""


class Shelf:
    """An open shelf; one that is closed, or cannot be used, is empty and forgets what is put there. To be used by the
    process that opened it, not by those forked from it. `notice` says what was wrong with the file, "" if nothing was;
    `of_another`: what stood there was another tool's. `is_asked`: it is looked at only, and left as it is.
    """

    def __init__(self, path: Path, stamp: bytes, *, asked: bool = False) -> None:
        self.path = path
        self.notice = ""
        self.of_another = False
        self.is_asked = asked
        self._stamp = stamp
        self._tables: set[str] = set()
        self._base: sqlite3.Connection | None = None
        with self._careful():
            self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        base, self._base = self._base, None
        self._tables = set()
        if base is not None:
            base.close()

    @property
    def is_open(self) -> bool:
        """Whether there is a file that can be read."""
        return self._base is not None

    def all(self, table: str) -> dict[str, bytes]:
        """Everything in a table."""
        return self._read(table, "", [()])

    def raw(self, table: str) -> dict[str, bytes]:
        """The same as it lies there, damaged or not: for what has a checksum of its own over all of it."""
        return self._read(table, "", [()], looked_at=False)

    def some(self, table: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What a table has under these keys."""
        return self._read(table, "WHERE key = ?", [(_bytes(key),) for key in keys])

    def get(self, table: str, key: str) -> bytes | None:
        """What a table has under this key."""
        return self.some(table, (key,)).get(key)

    def put(self, table: str, values: Mapping[str, bytes | None]) -> None:
        """Keeps these values, and takes away what is None: all of them or, if the process is ended meanwhile, none."""
        if self._base is None or not values or self.is_asked:
            return
        name, seal = _name(table), self._seal(table)
        kept = (
            (_bytes(key), _sum(seal, _bytes(key), value), value) for key, value in values.items() if value is not None
        )
        gone = ((_bytes(key),) for key, value in values.items() if value is None)
        with self._careful():
            with _whole(self._base) as base:
                base.execute(f"CREATE TABLE IF NOT EXISTS {name} (key BLOB PRIMARY KEY, sum BLOB, value BLOB)")
                base.executemany(f"INSERT OR REPLACE INTO {name} VALUES (?, ?, ?)", kept)  # noqa: S608 - a quoted name
                base.executemany(f"DELETE FROM {name} WHERE key = ?", gone)  # noqa: S608 - as above
            self._tables.add(table)

    def _read(
        self, table: str, where: str, asked: list[tuple[bytes, ...]], *, looked_at: bool = True
    ) -> dict[str, bytes]:
        base = self._base
        if base is None or table not in self._tables:
            return {}
        found: dict[str, bytes] = {}
        with self._careful():
            query = f"SELECT key, sum, value FROM {_name(table)} {where}"  # noqa: S608 - a quoted name
            rows = (row for one in asked for row in base.execute(query, one))
            seal = self._seal(table)
            for key, check, value in rows:
                is_whole = isinstance(key, bytes) and isinstance(value, bytes)
                is_whole = is_whole and (not looked_at or _sum(seal, key, value) == check)
                if is_whole and (name := _text(key)) is not None:
                    found[name] = value
                else:
                    self.notice = "some of what was kept from earlier builds is damaged and is not used"
        return found

    def _seal(self, table: str) -> hashlib.blake2b:
        """Begins the checksum of every row: the tool that wrote it, and the table."""
        return hashlib.blake2b(self._stamp + b"\0" + _bytes(table) + b"\0", digest_size=16)

    def _open(self) -> None:
        """Makes the file where there is none, and empties that of another version of the tool. Raises sqlite3's errors,
        and _Foreign.
        """
        import sqlite3  # noqa: PLC0415 - 10 ms, which a build in which nothing changed does not have

        if self.is_asked and not self.path.exists():
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists() and not self.path.is_file():
            raise _Foreign
        self._base = base = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        base.text_factory = bytes
        for setting in (f"page_size={PAGE}", "synchronous=OFF", "trusted_schema=OFF", "temp_store=MEMORY"):
            base.execute(f"PRAGMA {setting}")
        if not self._is_current(base):
            self.of_another = bool(_tables(base))
            if self.is_asked:
                self.close()
                return
            with _whole(base):
                if not self._is_current(base):  # another build may have been first
                    self._empty(base)
        self._tables = _tables(base)

    def _is_current(self, base: sqlite3.Connection) -> bool:
        """Whether the tables are those of this tool. Raises _Foreign if they are nobody's that we know."""
        tables = _tables(base)
        if not tables:
            return False
        if _number(base, "application_id") != OURS:
            raise _Foreign
        if _number(base, "user_version") != FORM:
            return False
        return base.execute('SELECT stamp FROM "made by"').fetchall() == [(self._stamp,)]

    def _empty(self, base: sqlite3.Connection) -> None:
        for table in _tables(base):
            base.execute(f"DROP TABLE {_name(table)}")
        base.execute(f"PRAGMA application_id={OURS}")
        base.execute(f"PRAGMA user_version={FORM}")
        base.execute('CREATE TABLE "made by" (stamp BLOB)')  # no caller's table is called so
        base.execute('INSERT INTO "made by" VALUES (?)', (self._stamp,))

    @contextmanager
    def _careful(self) -> Iterator[None]:
        """Whatever the file is found to be ends here: in use, out of reach, or damaged and then made anew. A mistake of
        ours, such as another thread's use, does not.
        """
        import sqlite3  # noqa: PLC0415 - as above

        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except (sqlite3.DatabaseError, OSError, _Foreign) as problem:
            code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
            self.close()
            if isinstance(problem, OSError) or code in OUT_OF_REACH:
                self.notice = f"what this build read and made cannot be kept for the next: {problem}"
            elif code not in IN_USE:
                self._anew()

    def _anew(self) -> None:
        """In place of a file that is not ours or not whole. If that cannot be made, nothing is kept."""
        import sqlite3  # noqa: PLC0415 - as above

        self.notice = "what was kept from earlier builds is damaged or foreign and is not used"
        if self.is_asked:
            return
        with suppress(sqlite3.DatabaseError, OSError, _Foreign):
            for name in (self.path.name, f"{self.path.name}-journal"):
                self.path.with_name(name).unlink(missing_ok=True)
            self._open()
            return
        self.close()


def open_shelf(path: Path, stamp: bytes) -> Shelf:
    """The shelf in this file, with what a tool of this stamp put there; emptied if another one did."""
    return Shelf(path, stamp)


def asked_shelf(path: Path, stamp: bytes) -> Shelf:
    """The same, to be looked at only: nothing is made, emptied or put there."""
    return Shelf(path, stamp, asked=True)


@contextmanager
def _whole(base: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A transaction: all of it or, whatever happens, nothing."""
    base.execute("BEGIN IMMEDIATE")
    try:
        yield base
    except BaseException:
        if base.in_transaction:  # SQLite may have ended it itself
            base.execute("ROLLBACK")
        raise
    base.execute("COMMIT")


def _tables(base: sqlite3.Connection) -> set[str]:
    rows = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name.decode("utf-8", "replace") for (name,) in rows}


def _number(base: sqlite3.Connection, name: str) -> int:
    return int(base.execute(f"PRAGMA {name}").fetchone()[0])


def _sum(seal: hashlib.blake2b, key: bytes, value: bytes) -> bytes:
    """Of the key's length too, or the end of a key could pass for the beginning of a value."""
    whole = seal.copy()
    whole.update(b"%d\0%b" % (len(key), key))
    whole.update(value)
    return whole.digest()


def _bytes(key: str) -> bytes:
    """File names may hold what is no character."""
    return key.encode("utf-8", "surrogatepass")


def _text(key: bytes) -> str | None:
    """A key as it was given; None if it was damaged."""
    with suppress(UnicodeDecodeError):
        return key.decode("utf-8", "surrogatepass")
    return None


def _name(table: str) -> str:
    """A table's name as SQL writes it."""
    return '"' + table.replace('"', '""') + '"'
