"""Where facts stand in the files: documents and bodies, those of files that were not read parsed when somebody asks.

A file that has changed since has no places but its beginning: what is said of it must not point at other words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from .bodies import Body
from .files import Found
from .reading import Name, Reading
from .yamldoc import Document
from .yamldoc import Mapping as YamlMapping

T = TypeVar("T")

Opener = Callable[[Found], Iterable[Reading]]
"""Reads and parses a file; nothing if it is no longer what it was."""


class Placed(Mapping[Name, T]):
    """Values by kind and id, some of them made when they are first asked for; `later` makes those."""

    def __init__(self, known: dict[Name, T | None], later: Callable[[Name], T]) -> None:
        self._known = known
        self._later = later

    def let_go(self, names: AbstractSet[Name]) -> None:
        """Keeps no value of these: who asks for one has it made again."""
        self._known.update(dict.fromkeys(self._known.keys() & names))

    def __getitem__(self, name: Name) -> T:
        value = self._known[name]
        if value is None:
            self._known[name] = value = self._later(name)
        return value

    def __iter__(self) -> Iterator[Name]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class Later:
    """Files that were not read, by the names of what stands in them; each is opened once at most, unless
    it was let go.
    """

    def __init__(self, files: Mapping[Name, Found], opener: Opener) -> None:
        self._files = files
        self._opener = opener
        self._opened: dict[str, dict[Name, Reading]] = {}

    def let_go(self) -> None:
        """Keeps nothing of what was opened."""
        self._opened.clear()

    def document(self, name: Name) -> Document:
        """The document; an empty one if the file has changed."""
        reading = self._reading(name)
        return (reading and reading.document) or Document(self._files[name].path, YamlMapping((), 1, 1, flow=False), "")

    def body(self, name: Name) -> Body:
        """The body; an empty one if the file has changed."""
        reading = self._reading(name)
        return (reading and reading.body) or Body(self._files[name].path, "")

    def _reading(self, name: Name) -> Reading | None:
        file = self._files[name]
        if file.name not in self._opened:
            self._opened[file.name] = {(one.kind, one.id): one for one in self._opener(file)}
        return self._opened[file.name].get(name)
