"""Whether words that rights withhold stand anywhere in the output, whatever the reason: the last gate, over the bytes.

It knows nothing of templates: text, attributes, JSON and the fragments of the search index are all only words to it.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ..codes import finding
from ..diagnostics import Diagnostic, Note
from ..model import Cite, Library, Source, SourceId
from ..relate.blocks import Block, all_blocks
from ..relate.citations import citations
from ..relate.rights import rights_of, withheld_by_source
from ..text import Match, normalise, words_of
from .context import Context, passage, stretch

RUN, HALF = 12, 6
"""So many words in a row are the source's own; fewer may be anybody's."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]{40,})"|'([^']{40,})')""")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrtbf\"/\\,;]")
_TEXTS = (".html", ".json", ".jsonld", ".xml", ".atom", ".ics", ".txt", ".csv", ".svg", ".js", ".webmanifest")

Words = tuple[bytes, ...]
"""Words as `words_of` has them."""

NEIGHBOURS = 2


class Withheld(msgspec.Struct, frozen=True):
    """Every run of words that must not appear, with the paragraph it is from, and all halves of runs: by their hashes,
    since there are a hundred in each of thousands of paragraphs. `sources` has the words that a hash stands for.

    `hidden` and `shown` are digests of the texts they are drawn from, the same in every run of the program: as long as
    no text is hidden that was not, and all are shown that were, a file without a leak has none.
    """

    runs: Mapping[int, tuple[SourceId, int]]
    halves: frozenset[int]
    sources: Mapping[SourceId, Source]
    hidden: frozenset[bytes]
    shown: frozenset[bytes]


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
    if not withheld.runs:
        return ()
    found: dict[tuple[SourceId, int], Leak] = {}
    for leak in _leaks(_streams(name, content), withheld):
        found.setdefault((leak.source, leak.paragraph), leak)
    return tuple(found.values())


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
    pattern = re.compile(r"[\W_]+".join("'?".join(word.decode()) for word in run), re.IGNORECASE)
    for block in all_blocks(library):
        text = normalise(block.text)
        found = pattern.search(text.text)
        if found:
            return block, *text.raw(found.start(), found.end())
    return None


def withheld_words(library: Library) -> Withheld:
    """Runs of the withheld paragraphs, without those that may be shown: quoted words, titles, other paragraphs."""
    hidden = withheld_by_source(library)
    runs: dict[int, tuple[SourceId, int]] = {}
    halves: set[int] = set()
    closed: set[bytes] = set()
    shown: set[bytes] = set()
    for source in library.sources.values():
        for number in sorted(hidden[source.id]):
            text, place = source.paragraphs[number - 1], (source.id, number)
            closed.add(_digest(f"{source.id} {number} {text}"))
            words = words_of(text)
            halves.update(map(hash, _runs(words, HALF)))
            for run in map(hash, _runs(words)):
                runs.setdefault(run, place)
    if runs:
        for text in _open(library, hidden):
            shown.add(_digest(text))
            for run in map(hash, _runs(words_of(text))):
                runs.pop(run, None)
    return Withheld(runs, frozenset(halves), library.sources, frozenset(closed), frozenset(shown))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _open(library: Library, hidden: Mapping[SourceId, frozenset[int]]) -> Iterator[str]:
    for source in library.sources.values():
        yield source.title or ""
        shown = (text for number, text in enumerate(source.paragraphs, start=1) if number not in hidden[source.id])
        yield " ".join(shown)  # as one: the end of a paragraph and the beginning of the next stand together on a page
    for (name, number), places in citations(library).items():
        source_text = library.sources[name].paragraphs[number - 1] if name in library.sources else ""
        yield from (_around(source_text, match) for place in places for match in place.matches)


def _around(text: str, match: Match) -> str:
    """Quoted words with two neighbours each side: a sentence that leads up to them may well use the same ones."""
    before = _WORD.findall(text[: match.start])[-NEIGHBOURS:]
    after = _WORD.findall(text[match.end :])[:NEIGHBOURS]
    return " ".join([*before, text[match.start : match.end], *after])


def _runs(words: list[bytes], length: int = RUN) -> Iterable[Words]:
    return zip(*(words[start:] for start in range(length)), strict=False)


def _leaks(texts: Iterable[str], withheld: Withheld) -> Iterator[Leak]:
    """Withheld runs in the texts.

    A text is cut into pieces of six words: a run of twelve holds a whole piece, wherever it begins, so that most texts
    are known to have none by looking at every sixth word; and where a piece is known, the run begins in it or less
    than six words before.
    """
    for text in texts:
        words = words_of(text)
        pieces = bytes(map(withheld.halves.__contains__, map(hash, zip(*[iter(words)] * HALF, strict=False))))
        at = pieces.find(1)
        while at >= 0:
            for start in range(max(0, (at - 1) * HALF + 1), at * HALF + 1):
                run = tuple(words[start : start + RUN])
                place = withheld.runs.get(hash(run))
                if place and _stands(run, withheld.sources[place[0]].paragraphs[place[1] - 1]):
                    yield Leak(*place, run)
            at = pieces.find(1, at + 1)


def _stands(run: Words, paragraph: str) -> bool:
    """Whether the run is in the paragraph: two different ones may have one hash."""
    return run in set(_runs(words_of(paragraph)))


def _streams(name: str, content: bytes) -> Iterator[str]:
    """The words of a file as readers and machines meet them: its text, and its long attributes."""
    if content.startswith(b"\x1f\x8b"):
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            return
    elif not name.endswith(_TEXTS):
        return
    text = content.decode("utf-8", "replace")
    if name.endswith(".ics"):
        text = text.replace("\r\n ", "")
    if "\\" in text:
        text = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)) if escape[1] else " ", text)
    yield _plain(" ".join(one or other for one, other in _ATTRIBUTE.findall(text)))
    for _ in range(2):
        text = _plain(_untagged(text))
    yield _untagged(text)


def _untagged(text: str) -> str:
    return _TAG.sub(" ", text) if "<" in text else text


def _plain(text: str) -> str:
    return html.unescape(text) if "&" in text else text
