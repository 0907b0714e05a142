"""Whether words that rights withhold stand anywhere in the output, whatever the reason: the last gate, over the bytes.

It knows nothing of templates: text, attributes, JSON and the fragments of the search index are all only words to it.
"""

from __future__ import annotations

import gzip
import html
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import msgspec

from ..codes import finding
from ..diagnostics import Diagnostic, Note
from ..model import Cite, Library, SourceId
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
    """Every run of words that must not appear, with the paragraph it is from; all pairs of words in these runs, and all
    halves of one.
    """

    runs: Mapping[Words, tuple[SourceId, int]]
    pairs: frozenset[Words]
    halves: frozenset[Words]


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
    first: dict[tuple[SourceId, int], Words] = {}
    for run in _leaks(_streams(name, content), withheld):
        first.setdefault(withheld.runs[run], run)
    return tuple(Leak(source, paragraph, run) for (source, paragraph), run in first.items())


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
    runs: dict[Words, tuple[SourceId, int]] = {}
    for source in library.sources.values():
        for number in sorted(hidden[source.id]):
            for run in _runs(words_of(source.paragraphs[number - 1])):
                runs.setdefault(run, (source.id, number))
    if runs:
        for text in _open(library, hidden):
            for run in _runs(words_of(text)):
                runs.pop(run, None)
    pairs = frozenset(pair for run in runs for pair in pairwise(run))
    halves = frozenset(run[start : start + HALF] for run in runs for start in range(HALF + 1))
    return Withheld(runs, pairs, halves)


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


def _runs(words: list[bytes]) -> Iterable[Words]:
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def _leaks(texts: Iterable[str], withheld: Withheld) -> Iterator[Words]:
    """Withheld runs in the texts.

    A text is first cut into pieces of six words: a run of twelve holds a whole piece, wherever it begins, so that most
    texts are known to have none by looking at every sixth word. Then pairs: without eleven known ones in a row there
    is no run.
    """
    for text in texts:
        words = words_of(text)
        if withheld.halves.isdisjoint(zip(*[iter(words)] * HALF, strict=False)):
            continue
        known = bytes(map(withheld.pairs.__contains__, pairwise(words)))
        start = known.find(b"\1" * (RUN - 1))
        while start >= 0:
            run = tuple(words[start : start + RUN])
            if run in withheld.runs:
                yield run
            start = known.find(b"\1" * (RUN - 1), start + 1)


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
