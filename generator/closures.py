"""Which templates a page depends on: the one that it is made with, and all which that one includes, imports or extends,
at any remove.

A template goes by the name that others call it by, and is told from what it was by its text; where its file lies is
said, and decides nothing. Where a name is computed, every template counts. Nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec


class Template(msgspec.Struct, frozen=True, array_like=True):
    """What a name stands for: its file, a digest of what is in it, and the names that it refers to, None for one that
    is computed; nothing, where there is no such file. `own`: it is the project's.
    """

    path: str = ""
    digest: bytes = b""
    own: bool = False
    refers: tuple[str | None, ...] = ()


Templates = Mapping[str, Template]
"""Templates by their names."""

MISSING = Template()


def closure(templates: Templates, name: str) -> frozenset[str | None]:
    """The names of all that a page made with this template depends on, its own too. With None, whatever there is."""
    found: set[str | None] = set()
    waiting: list[str | None] = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += templates if one is None else templates.get(one, MISSING).refers
    return frozenset(found)


def changes(before: Templates, now: Templates, name: str) -> tuple[tuple[str, str], ...]:
    """Why pages made with this template may come out otherwise: files, and what became of each ("changed", "new",
    "removed"), its own first. None, if all it depended on is what it was: then it depends on the same now.
    """
    known = closure(before, name)
    every = known | now.keys() if None in known else known & now.keys()
    ordered = sorted((one for one in every if one is not None), key=lambda one: (one != name, one))
    return tuple(dict.fromkeys(_changed(before, now, ordered)))


def _changed(before: Templates, now: Templates, names: list[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        old, new = before.get(name, MISSING), now.get(name, MISSING)
        if old.digest != new.digest:
            is_gone = not new.digest or (old.own and not new.own)
            is_new = not old.digest or (new.own and not old.own)
            path = old.path if is_gone else new.path or old.path
            yield path, "removed" if is_gone else "new" if is_new else "changed"
