"""What was drawn from single entries: ties matched, names found. Kept from one build to the next, since it is dear.

What is drawn from an entry follows from the entry, from the sources it cites and from all known names; where these are
the same by their digests, so is it. Nothing here matches or finds anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from .model import Entry, Library, Source, SourceId
from .relate.blocks import Block, Path, entries, known_blocks
from .relate.mentions import (
    NamedAt,
    Spotted,
    meanings_of,
    named_in,
    names_by_block,
    names_by_source,
    names_of,
)
from .relate.ties import Tie, ties_by_block, ties_of
from .shelf import Shelf
from .traces import encode, sum_of

DRAWN = "drawn"
"""The table of the shelf."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was drawn from an entry, and digests of what from: itself, all names, each source that it cites. `ties` and
    `names` are of its blocks by their places; `named` is of a source.
    """

    own: bytes
    all_names: bytes
    cited: dict[SourceId, bytes]
    ties: tuple[tuple[Path, tuple[Tie, ...]], ...]
    names: tuple[tuple[Path, tuple[Spotted, ...]], ...]
    named: NamedAt


class Drawn:
    """What the shelf has of a library, and what is to be put there."""

    def __init__(self, library: Library, shelf: Shelf) -> None:
        """Gives the library what still holds of it."""
        self._library = library
        self._shelf = shelf
        self._own = {f"{kind}/{entry.id}": sum_of(encode(entry)) for kind, entry in entries(library)}
        self._all_names = sum_of(encode(meanings_of(library)))
        rows = shelf.all(DRAWN)
        self._gone = rows.keys() - self._own.keys()
        self._held = {name for name, kept in _decoded(rows) if self._take(name, kept)}

    def _take(self, name: str, kept: Kept) -> bool:
        kind, _, id = name.partition("/")
        if kept.own != self._own.get(name) or kept.all_names != self._all_names:
            return False
        if any(self._own.get(f"sources/{source}", b"") != digest for source, digest in kept.cited.items()):
            return False
        ties_by_block(self._library).update({(kind, id, path): ties for path, ties in kept.ties})
        names_by_block(self._library).update({(kind, id, path): names for path, names in kept.names})
        if kind == "sources":
            names_by_source(self._library)[SourceId(id)] = kept.named
        return True

    def keep(self) -> None:
        """Keeps what had to be drawn anew."""
        new: dict[str, bytes | None] = {
            f"{kind}/{entry.id}": encode(self._kept(kind, entry))
            for kind, entry in entries(self._library)
            if f"{kind}/{entry.id}" not in self._held
        }
        self._shelf.put(DRAWN, {**dict.fromkeys(self._gone), **new})

    def _kept(self, kind: str, entry: Entry) -> Kept:
        blocks = known_blocks(self._library, kind, entry)
        return Kept(
            own=self._own[f"{kind}/{entry.id}"],
            all_names=self._all_names,
            cited={name: self._own.get(f"sources/{name}", b"") for name in _cited(blocks)},
            ties=tuple((one.path, ties_of(one, self._library)) for one in blocks),
            names=tuple((one.path, names_of(one, self._library)) for one in blocks),
            named=named_in(entry, self._library) if isinstance(entry, Source) else (),
        )


def _cited(blocks: tuple[Block, ...]) -> Iterator[SourceId]:
    yield from dict.fromkeys(cite.source for one in blocks for cite in (*one.cites, *one.scope))


def _decoded(rows: Mapping[str, bytes]) -> Iterator[tuple[str, Kept]]:
    """The rows are whole, and nothing but what this tool wrote."""
    decoder = msgspec.msgpack.Decoder(Kept)
    return ((name, decoder.decode(row)) for name, row in rows.items())
