"""Whether words that rights withhold stand anywhere in the output, whatever the reason: the last gate, over the bytes.

It knows nothing of templates: text, attributes, JSON and the fragments of the search index are all only words to it.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import re
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, islice
from typing import NamedTuple, Protocol
from zlib import crc32

import msgspec

from ..codes import finding
from ..diagnostics import Diagnostic, Note
from ..fragments import parted
from ..model import Cite, Library, Source, SourceId
from ..numbered import Sketched, has, places_of
from ..relate.blocks import Block, all_blocks
from ..relate.citations import citations
from ..relate.rights import rights_of, withheld_by_source
from ..tags import Cut
from ..text import Match, normalise, words_of
from .context import Context, passage, stretch

RUN = 12
"""So many words in a row are the source's own; fewer may be anybody's."""

PIECE, STEP = 9, 4
"""A text is known by pieces of so many words, one every so many: each run has a whole one of them, wherever it begins.
Shorter ones would be fewer, and many more texts would share them by chance.
"""

LAST = RUN - PIECE
"""Where in a run its last piece begins."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_TAG = re.compile(r"<[^<>]*>")
_TAG_IN_STRING = re.compile(r'<[^<>"]*>')
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]{40,})"|'([^']{40,})')""")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrtbf\"/\\,;]")
_BETWEEN = r"(?:\[@[^\[\]]*\]|\[\[[^\[\]|]+\||[\W_])+"
"""What the desk may have between two words: marks show none of their own in the search index."""

_FRAGMENT = ".pf_fragment"
_TEXTS = (".html", ".json", ".jsonld", ".xml", ".atom", ".ics", ".txt", ".csv", ".svg", ".js", ".webmanifest")
_JSON = (".json", ".jsonld", ".webmanifest", _FRAGMENT)
"""Files in which no tag begins in one string and ends in another."""

_NO_MARKUP = (*_JSON, ".js", ".ics", ".txt", ".csv")
"""Files in which a "<" may be only a sign."""

Words = tuple[bytes, ...]
"""Words as `words_of` has them."""

NEIGHBOURS, NEAR = 2, 64
"""Words on each side of a quotation that may be shown with it, and in how many characters they are looked for first."""


class Withheld(msgspec.Struct, frozen=True):
    """Every run of words that must not appear, by its number, since there are a hundred in each of thousands of
    paragraphs: `numbers` in their order, and for each in `places` the paragraph it is from, of `paragraphs`. Two runs
    may have one number. `pieces` are the numbers of all pieces that these runs hold, `sources` have the words.
    """

    numbers: array[int]
    places: array[int]
    paragraphs: tuple[tuple[SourceId, int], ...]
    pieces: Sketched
    sources: Mapping[SourceId, Source]

    def among(self, pieces: Iterable[int]) -> AbstractSet[int]:
        """Those of these pieces that are withheld."""
        return self.pieces.among(pieces)

    def may_have(self, run: Words) -> bool:
        """Whether a run may be withheld; never False of one that is."""
        return has(self.numbers, number_of(run))

    def holds(self, run: Words) -> tuple[SourceId, int] | None:
        """The first paragraph of which a run is withheld."""
        found = (self.paragraphs[self.places[at]] for at in places_of(self.numbers, number_of(run)))
        return next((one for one in found if _stands(run, self.sources[one[0]].paragraphs[one[1] - 1])), None)

    @property
    def whole(self) -> Withheld:
        """Itself."""
        return self


class Marks(NamedTuple):
    """What the words of a text are known by: its runs, by their hashes, and the numbers of all its pieces. The run at a
    place has the piece there and the three after it.
    """

    runs: Sequence[int]
    pieces: Sequence[int]

    def numbers_at(self, places: Iterable[int]) -> Iterator[int]:
        """The numbers of the runs at these places."""
        return (_both(self.pieces[at], self.pieces[at + LAST]) for at in places)

    def pieces_at(self, places: Sequence[int]) -> Iterable[int]:
        """The pieces of the runs at these places, which are all different."""
        if len(places) == len(self.runs) > 0:
            return self.pieces
        return (piece for at in places for piece in self.pieces[at : at + LAST + 1])


class Sieved(Protocol):
    """What is withheld, to be had as a whole if it is needed."""

    def among(self, pieces: Iterable[int]) -> AbstractSet[int]:
        """Those of these pieces that are withheld."""
        ...

    def may_have(self, run: Words) -> bool:
        """Whether a run may be withheld; never False of one that is."""
        ...

    @property
    def whole(self) -> Withheld:
        """All of it."""
        ...


class Texts(msgspec.Struct, frozen=True):
    """The texts that decide what is withheld, by digests that are the same in every run of the program: `sources` are
    all of them with the numbers of their withheld paragraphs, `quoted` all words that may be shown wherever they are
    from. While the sources are the same and nothing less is quoted, nothing more is withheld.
    """

    sources: Mapping[bytes, SourceId]
    quoted: Mapping[bytes, str]

    @property
    def digests(self) -> frozenset[bytes]:
        """Those of all of them."""
        return frozenset((*self.sources, *self.quoted))


class Leak(msgspec.Struct, frozen=True):
    """A run of withheld words that stands somewhere, and the paragraph it is from."""

    source: SourceId
    paragraph: int
    run: Words


def withheld_text(context: Context, files: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """L101 over files in memory."""
    withheld = withheld_words(context.library)
    return told(context, {name: leaks_in(name, content, withheld) for name, content in files.items()})


def leaks_in(name: str, content: bytes, withheld: Withheld) -> tuple[Leak, ...]:
    """What must not stand in a file and does, once for each paragraph."""
    return looked_through(name, content, withheld)[0]


def looked_through(
    name: str, content: bytes, withheld: Sieved, page: Cut | None = None
) -> tuple[tuple[Leak, ...], bytes]:
    """The leaks in a file, once for each paragraph, and the numbers of all its pieces, of four bytes each: if none of
    them is one of a withheld text, the file has no word of it to hide. `page`: the file cut at its tags, if it can be.
    """
    found: dict[tuple[SourceId, int], Leak] = {}
    pieces = array("I")
    for text in _streams(name, content, page):
        words = words_of(text)
        numbers = array("I", map(crc32, map(b" ".join, zip(*(words[at::STEP] for at in range(PIECE)), strict=False))))
        pieces += numbers
        for leak in _leaks(words, numbers, withheld):
            found.setdefault((leak.source, leak.paragraph), leak)
    return tuple(found.values()), pieces.tobytes()


def told(context: Context, leaks: Mapping[str, tuple[Leak, ...]]) -> Iterator[Diagnostic]:
    """L101, once for each paragraph, at the desk's own words if they are the leak, else at the paragraph. The leaks are
    those of each file, by its name.
    """
    found: defaultdict[tuple[SourceId, int], dict[str, Words]] = defaultdict(dict)
    for name in sorted(leaks):
        for leak in leaks[name]:
            found[leak.source, leak.paragraph][name] = leak.run
    for (source, paragraph), places in sorted(found.items()):
        yield _leak(context, source, paragraph, places)


def _leak(context: Context, source: SourceId, paragraph: int, places: Mapping[str, Words]) -> Diagnostic:
    file, run = next(iter(places.items()))
    mode = rights_of(context.library.sources[source], context.library)
    others = f" and {len(places) - 1} more" if len(places) > 1 else ""
    message = f"words of '{source}#p{paragraph}', withheld as rights are '{mode.value}', stand in {file}{others}"
    place = passage(context, Cite(source=source, paragraph=paragraph))
    written = _written(context.library, run)
    if written:
        block, start, end = written
        note = Note(place, "the passage")
        hint = "retell it, quote it from a passage that is cited, or change the rights of the source"
        return finding("L101", stretch(context, block, start, end), message, hint=hint, notes=(note,))
    return finding("L101", place, message, hint="find what writes it: a template of the project, or the tool itself")


def _written(library: Library, run: Words) -> tuple[Block, int, int] | None:
    """The block of the desk's words that has the run, and where."""
    pattern = re.compile(_BETWEEN.join("'?".join(word.decode()) for word in run), re.IGNORECASE)
    for block in all_blocks(library):
        text = normalise(block.text)
        found = pattern.search(text.text)
        if found:
            return block, *text.raw(found.start(), found.end())
    return None


def withheld_words(library: Library) -> Withheld:
    """Runs of the withheld paragraphs, without those that may be shown: quoted words, titles, other paragraphs."""
    hidden = withheld_by_source(library)
    numbers, places, pieces = array("Q"), array("I"), set[int]()
    paragraphs = tuple((id, number) for id in library.sources for number in sorted(hidden[id]))
    shown = hashes_in(chain(_open(library), _quoted(library))) if paragraphs else set()
    for place, (id, number) in enumerate(paragraphs):
        marks = marks_of(library.sources[id].paragraphs[number - 1])
        kept = [at for at, run in enumerate(marks.runs) if run not in shown]
        pieces.update(marks.pieces_at(kept))
        numbers.extend(marks.numbers_at(kept))
        places.extend([place] * len(kept))
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    return Withheld(
        numbers=array("Q", map(numbers.__getitem__, order)),
        places=array("I", map(places.__getitem__, order)),
        paragraphs=paragraphs,
        pieces=Sketched(array("I", sorted(pieces))),
        sources=library.sources,
    )


def texts_of(library: Library) -> Texts:
    """What decides what is withheld in a library."""
    hidden = withheld_by_source(library)
    sources = {
        _digest([one.id, one.title, one.paragraphs, sorted(hidden[one.id])]): one.id for one in library.sources.values()
    }
    return Texts(sources, {_digest(text): text for text in _quoted(library)})


def marks_of(text: str) -> Marks:
    """What the words of a text are known by."""
    words = words_of(text)
    return Marks(tuple(map(hash, _runs(words))), tuple(_pieces(words)))


def pieces_in(text: str) -> bytes:
    """The numbers of all pieces of a text, of four bytes each; none of a text too short to be known by."""
    words = words_of(text)
    return array("I", _pieces(words)).tobytes() if len(words) >= RUN else b""


def numbers_in(pieces: Sequence[int]) -> Iterable[int]:
    """The numbers of all runs of a text, from those of all its pieces."""
    return map(_both, pieces, pieces[LAST:])


def hidden_in(library: Library, source: SourceId) -> Iterator[str]:
    """The withheld paragraphs of a source."""
    for number in sorted(withheld_by_source(library)[source]):
        yield library.sources[source].paragraphs[number - 1]


def shown_in(source: Source, hidden: AbstractSet[int]) -> tuple[str, str]:
    """The title of a source, and its other paragraphs than the hidden ones: as one text, since the end of a paragraph
    and the beginning of the next stand together on a page.
    """
    shown = (text for number, text in enumerate(source.paragraphs, start=1) if number not in hidden)
    return source.title or "", " ".join(shown)


def hashes_in(texts: Iterable[str]) -> set[int]:
    """The runs of texts, by their hashes."""
    return {run for text in texts for run in map(hash, _runs(words_of(text)))}


def _digest(value: object) -> bytes:
    return hashlib.blake2b(msgspec.msgpack.encode(value), digest_size=8).digest()


def number_of(run: Words) -> int:
    """The number of a run, of eight bytes, the same in every run of the program: two may have one."""
    return _both(_number(run[:PIECE]), _number(run[LAST:]))


def _both(first: int, second: int) -> int:
    return first << 32 | second


def _number(piece: Iterable[bytes]) -> int:
    return crc32(b" ".join(piece))


def _pieces(words: Sequence[bytes]) -> Iterable[int]:
    """The number of each piece of a text."""
    return map(crc32, map(b" ".join, _runs(words, PIECE)))


def _open(library: Library) -> Iterator[str]:
    hidden = withheld_by_source(library)
    return chain.from_iterable(shown_in(source, hidden[source.id]) for source in library.sources.values())


def _quoted(library: Library) -> Iterator[str]:
    for (name, number), places in citations(library).items():
        source_text = library.sources[name].paragraphs[number - 1] if name in library.sources else ""
        yield from (around(source_text, match) for place in places for match in place.matches)


def around(text: str, match: Match) -> str:
    """Quoted words with two neighbours each side: a sentence that leads up to them may well use the same ones."""
    after = (found[0] for found in islice(_WORD.finditer(text, match.end), NEIGHBOURS))
    return " ".join([*_before(text, match.start), text[match.start : match.end], *after])


def _before(text: str, end: int) -> list[str]:
    """The last words before a place: looked for close by, and further off only if the first found may be cut."""
    reach = NEAR
    while len(words := _WORD.findall(text[max(0, end - reach) : end])) <= NEIGHBOURS and reach < end:
        reach *= 2
    return words[-NEIGHBOURS:]


def _runs(words: Sequence[bytes], length: int = RUN) -> Iterable[Words]:
    return zip(*(words[start:] for start in range(length)), strict=False)


def _leaks(words: list[bytes], pieces: Sequence[int], withheld: Sieved) -> Iterator[Leak]:
    """Withheld runs in the words of a text, of which a piece is known every few words: a run begins where a known one
    does, or less than a step before.
    """
    known = withheld.among(pieces)
    for at in [at for at, number in enumerate(pieces) if number in known] if known else ():
        for start in _starts(words, at * STEP, withheld):
            run = tuple(words[start : start + RUN])
            place = withheld.whole.holds(run) if withheld.may_have(run) else None
            if place:
                yield Leak(*place, run)


def _starts(words: list[bytes], at: int, withheld: Sieved) -> range:
    """Where runs may begin that have the piece there, which is known, as the first of those of the text: all pieces in
    them are known as well. Few texts have that and no leak, and only then the runs are asked for.
    """
    first = last = at
    while first > max(0, at - STEP + 1) and _is_known(words, first - 1, withheld):
        first -= 1
    while last < at + LAST and _is_known(words, last + 1, withheld):
        last += 1
    return range(first, last - LAST + 1)


def _is_known(words: list[bytes], start: int, withheld: Sieved) -> bool:
    return bool(withheld.among((_number(words[start : start + PIECE]),)))


def _stands(run: Words, paragraph: str) -> bool:
    """Whether the run is in the paragraph: two different ones may have one number."""
    return run in set(_runs(words_of(paragraph)))


def _streams(name: str, content: bytes, page: Cut | None) -> Iterator[str]:
    """The words of a file as readers and machines meet them: its long attributes, its text, and what that shows where
    it is markup again. In a search fragment passages are kept apart, as they are on its page; what may be no markup is
    read with its tags as well, and JSON string by string.
    """
    if content.startswith(b"\x1f\x8b"):
        try:
            content, page = gzip.decompress(content), None
        except (OSError, EOFError, zlib.error):
            return
        content = parted(content) if name.endswith(_FRAGMENT) else content
    elif not name.endswith(_TEXTS):
        return
    text = content.decode("utf-8", "replace")
    if name.endswith(".ics"):
        text = text.replace("\r\n ", "")
    if "\\" in text:
        text = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)) if escape[1] else " ", text)
        page = None
    yield _plain(" ".join(one or other for one, other in _ATTRIBUTE.findall(text)))
    yield from _shown(page.text.decode("utf-8", "replace") if page else _untagged(text))
    if "<" in text and name.endswith(_NO_MARKUP):
        yield _plain(text)
        yield from _shown(_TAG_IN_STRING.sub(" ", text)) if name.endswith(_JSON) else ()


def _shown(untagged: str) -> Iterator[str]:
    """What a text shows whose tags are cut, and what that shows as markup."""
    text = _plain(untagged)
    yield text
    if "<" in text or "&" in text:
        inner = _untagged(_plain(_untagged(text)))
        if inner != text:
            yield inner


def _untagged(text: str) -> str:
    return _TAG.sub(" ", text) if "<" in text else text


def _plain(text: str) -> str:
    return html.unescape(text) if "&" in text else text
