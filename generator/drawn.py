"""What was drawn from single entries: cites placed, ties matched, names found. Kept, since it is dear.

What is drawn from an entry follows from the entry, from the sources it cites and from all known names; where these are
the same by their digests, so is it. Of names that changed only those count that stand in the entry: without them the
search for names finds what it found. Nothing here matches or finds anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from .model import Entry, Library, Source, SourceId
from .plan.mentioned import Mentioned, mentions_by_entry
from .relate.blocks import Block, blocks_by_entry, entries, known_blocks
from .relate.citations import OwnCitations, citations_by_entry, known_citations
from .relate.drawn import drawn_whole
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
from .relate.once import keep
from .relate.placed import PlacedCite, cites_by_entry, known_cites
from .relate.tally import Tally, known_tally, tally_by_entry
from .relate.ties import Tie, ties_by_block, ties_of
from .shelf import Shelf
from .traces import encode, sum_of

K = TypeVar("K")
V = TypeVar("V")

DRAWN = "drawn"
"""The table of the shelf."""

OF_WORDS: tuple[Callable[[Library], Any], ...] = (
    blocks_by_entry,
    ties_by_block,
    names_by_block,
    names_outside_by_block,
)
"""What is drawn from words."""

NAMES = ""
"""The row of the names, which is no entry's."""

FEW, LONGEST = 16, 64
"""Of more names that changed all entries are searched again; so they are after so many changes."""

NO_WORDS = encode(())
"""What is drawn from the words of an entry that has none."""


class OfBlock(msgspec.Struct, frozen=True, array_like=True):
    """What was drawn from a block of words."""

    block: Block
    ties: tuple[Tie, ...]
    names: tuple[Spotted, ...]
    outside: tuple[Spotted, ...]


OfWords = tuple[OfBlock, ...]
"""What was drawn from the words of an entry."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was drawn from an entry, and digests of what from: itself, all names, each source that it cites. `words`:
    from its words, as it is written, since few entries are ever asked for that. `named` is of a source; `mentions` is
    None where nobody asked for them.
    """

    own: bytes
    all_names: bytes
    cited: dict[SourceId, bytes]
    words: msgspec.Raw
    cites: tuple[PlacedCite, ...]
    citations: OwnCitations
    tally: Tally
    named: NamedAt
    mentions: Mentioned | None


class KeptNames(msgspec.Struct, frozen=True, array_like=True):
    """What all entries are searched for: by name a digest of what it means. `line`: digests of all names, as they were
    from one build to the next; `since`: by entry, the place in that line from which on what was found in it may be
    another. What was found before holds for all that follow.
    """

    names: dict[str, bytes]
    line: tuple[bytes, ...]
    since: dict[str, int]

    def hold(self, entry: str, all_names: bytes) -> bool:
        """Whether what was found in an entry when these were all names is what would be found now."""
        places = (place for place, names in enumerate(self.line) if names == all_names)
        return max(places, default=-1) >= self.since.get(entry, 0)


class Opened(dict[K, V]):
    """What was drawn, by a key that begins with kind and id; of an entry that is kept, it is read when it is asked."""

    def __init__(self, read: Callable[[str, str], bool]) -> None:
        super().__init__()
        self._read = read

    def __contains__(self, key: object) -> bool:
        if super().__contains__(key):
            return True
        return isinstance(key, tuple) and self._read(*key[:2]) and super().__contains__(key)


class Drawn:
    """What the shelf has of a library, and what is to be put there."""

    def __init__(self, library: Library, shelf: Shelf) -> None:
        """Gives the library what still holds of it."""
        self._library = library
        self._shelf = shelf
        self._own = {f"{kind}/{entry.id}": sum_of(encode(entry)) for kind, entry in entries(library)}
        self._words: dict[tuple[str, str], msgspec.Raw] = {}
        self._unread: set[tuple[str, str]] = set()
        for relation in OF_WORDS:
            keep(library, relation, Opened(self._read))
        rows = shelf.all(DRAWN)
        then = rows.pop(NAMES, None)
        self._then = msgspec.msgpack.decode(then, type=KeptNames) if then else None
        kept = dict(_decoded(rows))
        self._names = self._known(kept)
        self._gone = kept.keys() - self._own.keys()
        self._held = {name: one.mentions for name, one in kept.items() if self._take(name, one)}
        keep(library, drawn_whole, frozenset(_named(name) for name in self._held))

    def _take(self, name: str, kept: Kept) -> bool:
        """Whether all of it holds; what does not follow from names holds whatever these are."""
        kind, id = key = _named(name)
        if kept.own != self._own.get(name):
            return False
        if any(self._own.get(f"sources/{source}", b"") != digest for source, digest in kept.cited.items()):
            return False
        library = self._library
        self._words[key] = kept.words
        self._unread.add(key)
        cites_by_entry(library)[key] = kept.cites
        citations_by_entry(library)[key] = kept.citations
        tally_by_entry(library)[key] = kept.tally
        if not self._names.hold(name, kept.all_names):
            return False
        if kind == "sources":
            names_by_source(library)[SourceId(id)] = kept.named
        if kept.mentions is not None:
            mentions_by_entry(library)[key] = kept.mentions
        return True

    def _known(self, kept: Mapping[str, Kept]) -> KeptNames:
        """All names of the library, and what holds of what was found of earlier ones."""
        names = {name: sum_of(encode(meant)) for name, meant in meanings_of(self._library).items()}
        all_names, then = sum_of(encode(sorted(names.items()))), self._then
        if then is None or len(then.line) == LONGEST:
            return KeptNames(names, (all_names,), {})
        if then.line[-1] == all_names:
            return then
        changed = {name for name, _ in names.items() ^ then.names.items()}
        if len(changed) > FEW:
            return KeptNames(names, (all_names,), {})
        place = len(then.line)
        since = {name: place for name, one in kept.items() if self._has_any(name, one, changed)}
        return KeptNames(names, (*then.line, all_names), {**then.since, **since})

    def _has_any(self, name: str, kept: Kept, names: Iterable[str]) -> bool:
        """Whether any of these stands in an entry: in its words as they are written, or in the text of a source."""
        kind, id = _named(name)
        if kind == "sources":
            source = self._library.sources.get(SourceId(id))
            return any(one in text for text in (source.paragraphs if source else ()) for one in names)
        words = bytes(kept.words)
        return any(one.encode() in words for one in names)

    def _read(self, kind: str, id: str) -> bool:
        """Gives the library what was drawn from the words of an entry; whether there was anything to give."""
        key = (kind, id)
        if key not in self._unread:
            return False
        self._unread.remove(key)
        library = self._library
        of_blocks = msgspec.msgpack.decode(self._words[key], type=OfWords)
        blocks_by_entry(library)[key] = tuple(one.block for one in of_blocks)
        for one in of_blocks:
            ties_by_block(library)[kind, id, one.block.path] = one.ties
        for one in of_blocks if f"{kind}/{id}" in self._held else ():
            names_by_block(library)[kind, id, one.block.path] = one.names
            names_outside_by_block(library)[kind, id, one.block.path] = one.outside
        return True

    def words(self, kind: str, entry: Entry) -> bytes:
        """What is drawn from the words of an entry, as it is written: the same as long as all of it is."""
        if f"{kind}/{entry.id}" in self._held:
            return bytes(self._words[kind, entry.id])
        library = self._library
        return encode(
            tuple(
                OfBlock(one, ties_of(one, library), names_of(one, library), names_outside(one, library))
                for one in known_blocks(library, kind, entry)
            )
        )

    def keep(self) -> None:
        """Keeps what had to be drawn anew."""
        new: dict[str, bytes | None] = {
            f"{kind}/{entry.id}": encode(self._kept(kind, entry))
            for kind, entry in entries(self._library)
            if not self._is_held(kind, entry)
        }
        if new or self._gone or self._names != self._then:
            since = {name: place for name, place in self._names.since.items() if name in self._own}
            new[NAMES] = encode(msgspec.structs.replace(self._names, since=since))
        self._shelf.put(DRAWN, {**dict.fromkeys(self._gone), **new})

    def _is_held(self, kind: str, entry: Entry) -> bool:
        """Whether all that is known of an entry is there already."""
        name = f"{kind}/{entry.id}"
        if name not in self._held:
            return False
        return mentions_by_entry(self._library).get((kind, entry.id)) is self._held[name]

    def _kept(self, kind: str, entry: Entry) -> Kept:
        library = self._library
        return Kept(
            own=self._own[f"{kind}/{entry.id}"],
            all_names=self._names.line[-1],
            cited={name: self._own.get(f"sources/{name}", b"") for name in self._cited(kind, entry)},
            words=msgspec.Raw(self.words(kind, entry)),
            cites=known_cites(library, kind, entry),
            citations=known_citations(library, kind, entry),
            tally=known_tally(library, kind, entry),
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


def _named(entry: str) -> tuple[str, str]:
    """Kind and id of an entry."""
    kind, _, id = entry.partition("/")
    return kind, id


def _decoded(rows: Mapping[str, bytes]) -> Iterator[tuple[str, Kept]]:
    """The rows are whole, and nothing but what this tool wrote."""
    decoder = msgspec.msgpack.Decoder(Kept)
    return ((name, decoder.decode(row)) for name, row in rows.items())
