"""What was drawn from single entries: cites placed, ties matched, names found. Kept, since it is dear.

What is drawn from an entry follows from the entry, from the sources it cites and from all known names; where these are
the same by their digests, so is it. Nothing here matches or finds anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from .model import Entry, Library, Source, SourceId
from .plan.mentioned import Mentioned, mentions_by_entry
from .relate.blocks import Block, blocks_by_entry, entries, known_blocks
from .relate.citations import OwnCitations, citations_by_entry, known_citations
from .relate.mentions import (
    NamedAt,
    Spotted,
    meanings_of,
    named_in,
    names_by_block,
    names_by_source,
    names_of,
    names_outside,
    names_outside_by_block,
)
from .relate.placed import PlacedCite, cites_by_entry, known_cites
from .relate.ties import Tie, ties_by_block, ties_of
from .shelf import Shelf
from .traces import encode, sum_of

DRAWN = "drawn"
"""The table of the shelf."""


class OfBlock(msgspec.Struct, frozen=True, array_like=True):
    """What was drawn from a block of words."""

    block: Block
    ties: tuple[Tie, ...]
    names: tuple[Spotted, ...]
    outside: tuple[Spotted, ...]


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was drawn from an entry, and digests of what from: itself, all names, each source that it cites. `named` is
    of a source; `mentions` is None where nobody asked for them.
    """

    own: bytes
    all_names: bytes
    cited: dict[SourceId, bytes]
    blocks: tuple[OfBlock, ...]
    cites: tuple[PlacedCite, ...]
    citations: OwnCitations
    named: NamedAt
    mentions: Mentioned | None


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
        self._held = {name: kept.mentions for name, kept in _decoded(rows) if self._take(name, kept)}

    def _take(self, name: str, kept: Kept) -> bool:
        """Whether all of it holds; what does not follow from names holds whatever these are."""
        kind, _, id = name.partition("/")
        if kept.own != self._own.get(name):
            return False
        if any(self._own.get(f"sources/{source}", b"") != digest for source, digest in kept.cited.items()):
            return False
        library = self._library
        blocks_by_entry(library)[kind, id] = tuple(one.block for one in kept.blocks)
        cites_by_entry(library)[kind, id] = kept.cites
        citations_by_entry(library)[kind, id] = kept.citations
        for one in kept.blocks:
            ties_by_block(library)[kind, id, one.block.path] = one.ties
        if kept.all_names != self._all_names:
            return False
        for one in kept.blocks:
            place = (kind, id, one.block.path)
            names_by_block(library)[place] = one.names
            names_outside_by_block(library)[place] = one.outside
        if kind == "sources":
            names_by_source(library)[SourceId(id)] = kept.named
        if kept.mentions is not None:
            mentions_by_entry(library)[kind, id] = kept.mentions
        return True

    def keep(self) -> None:
        """Keeps what had to be drawn anew."""
        new: dict[str, bytes | None] = {
            f"{kind}/{entry.id}": encode(self._kept(kind, entry))
            for kind, entry in entries(self._library)
            if not self._is_held(kind, entry)
        }
        self._shelf.put(DRAWN, {**dict.fromkeys(self._gone), **new})

    def _is_held(self, kind: str, entry: Entry) -> bool:
        """Whether all that is known of an entry is there already."""
        name = f"{kind}/{entry.id}"
        if name not in self._held:
            return False
        return mentions_by_entry(self._library).get((kind, entry.id)) is self._held[name]

    def _kept(self, kind: str, entry: Entry) -> Kept:
        library = self._library
        blocks = known_blocks(library, kind, entry)
        return Kept(
            own=self._own[f"{kind}/{entry.id}"],
            all_names=self._all_names,
            cited={name: self._own.get(f"sources/{name}", b"") for name in self._cited(kind, entry)},
            blocks=tuple(
                OfBlock(one, ties_of(one, library), names_of(one, library), names_outside(one, library))
                for one in blocks
            ),
            cites=known_cites(library, kind, entry),
            citations=known_citations(library, kind, entry),
            named=named_in(entry, library) if isinstance(entry, Source) else (),
            mentions=mentions_by_entry(library).get((kind, entry.id)),
        )

    def _cited(self, kind: str, entry: Entry) -> Iterator[SourceId]:
        """The sources on whose words anything here depends."""
        blocks = known_blocks(self._library, kind, entry)
        placed = (one.cite for one in known_cites(self._library, kind, entry))
        yield from dict.fromkeys(
            cite.source for cite in (*placed, *(cite for one in blocks for cite in (*one.cites, *one.scope)))
        )


def _decoded(rows: Mapping[str, bytes]) -> Iterator[tuple[str, Kept]]:
    """The rows are whole, and nothing but what this tool wrote."""
    decoder = msgspec.msgpack.Decoder(Kept)
    return ((name, decoder.decode(row)) for name, row in rows.items())
