"""Ties between the desk's words and the passages they rest on: the one place that matches them.

The check reports the ties that fail, the pages mark the ties that hold; both read the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Cite, Library, Skip, Source, Value
from ..text import Finding, Match, find_quotation, find_words, quotations_in
from .blocks import Block, Path
from .once import once


class Place(Value):
    """A cited paragraph that has the words: quoted there or as prose, at these raw offsets."""

    cite: Cite
    finding: Finding
    matches: tuple[Match, ...]


class Tie(Value):
    """Words that must stand in a source, and where they were found.

    `start` and `end` are offsets of the words in the block's text; -1 for the `words` of a cite. `cite` is where they
    stand, None if nowhere; `matches` are raw offsets in that paragraph. `must_be_quoted`: outlet prose is not enough.
    `also` are the other paragraphs the block itself cites that have the words: a copy's, for one.
    """

    words: str
    finding: Finding
    cite: Cite | None
    matches: tuple[Match, ...]
    must_be_quoted: bool
    start: int = -1
    end: int = -1
    also: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """Every cited paragraph that has the words, the one the tie rests on first; none if it rests on nothing."""
        here = (Place(cite=self.cite, finding=self.finding, matches=self.matches),) if self.cite else ()
        return (*here, *self.also)

    @property
    def holds(self) -> bool:
        """Whether the words stand where they have to."""
        return self.finding is Finding.QUOTED or (self.finding is Finding.PROSE and not self.must_be_quoted)


def places_in(ties: Iterable[Tie], cite: Cite) -> Iterator[Place]:
    """Where the words of these ties stand in the passage of a cite."""
    return (place for tie in ties for place in tie.places if place.cite.passage == cite.passage)


def paragraph_text(library: Library, cite: Cite) -> str | None:
    """The captured paragraph; None if source or paragraph do not exist or the paragraph is skipped."""
    source = library.sources.get(cite.source)
    if source is None:
        return None
    number, paragraphs = cite.paragraph, source.paragraphs
    return paragraphs[number - 1] if 1 <= number <= len(paragraphs) and not skip_of(source, number) else None


def skip_of(source: Source, paragraph: int) -> Skip | None:
    """What the desk said when it set the paragraph aside as page furniture; None for one of the article."""
    for skip in source.skip:
        if skip.first <= paragraph <= skip.last:
            return skip
    return None


def kept_paragraphs(source: Source) -> tuple[tuple[int, str], ...]:
    """The paragraphs of the article proper with their numbers: captured lines less the skipped ones."""
    if not source.skip:
        return tuple(enumerate(source.paragraphs, start=1))
    last = len(source.paragraphs)
    skipped = {number for skip in source.skip for number in range(skip.first, min(skip.last, last) + 1)}
    return tuple(one for one in enumerate(source.paragraphs, start=1) if one[0] not in skipped)


def worded_paragraphs(source: Source) -> Iterator[tuple[int, str]]:
    """Those of them that have a letter or a digit: what could be cited."""
    return (one for one in kept_paragraphs(source) if any(map(str.isalnum, one[1])))


def ties_of(block: Block, library: Library) -> tuple[Tie, ...]:
    """All ties of a block: its quotations, then the relied-on words of its cites. Matched once for a library."""
    known = ties_by_block(library)
    key = (block.kind, block.id, block.path)
    if key not in known:
        known[key] = _matched(block, library)
    return known[key]


@once
def ties_by_block(_library: Library) -> dict[tuple[str, str, Path], tuple[Tie, ...]]:
    """The ties matched so far, by the place of their block."""
    return {}


def _matched(block: Block, library: Library) -> tuple[Tie, ...]:
    if block.quotation or block.verbatim:
        whole = _tie(block, block.text, library, start=0, end=len(block.text), must_be_quoted=block.quotation)
        return (whole, *_relied_on(block, library))
    quoted = (
        _tie(block, quote.words, library, start=quote.start, end=quote.end, must_be_quoted=True)
        for quote in quotations_in(block.text)
    )
    return (*quoted, *_relied_on(block, library))


def _tie(block: Block, words: str, library: Library, *, start: int, end: int, must_be_quoted: bool) -> Tie:
    """The words rest on the first cited paragraph that quotes them, or else on the first that has them."""
    own = tuple(_places(words, block.cites, library))
    place = _first_quoted(own)
    if place is None:
        rest = tuple(_places(words, block.scope, library)) if block.scope != block.cites else ()
        place = _first_quoted(rest) or next(iter((*own, *rest)), None)
    return Tie(
        words=words,
        finding=place.finding if place else Finding.ABSENT,
        cite=place.cite if place else None,
        matches=place.matches if place else (),
        must_be_quoted=must_be_quoted,
        start=start,
        end=end,
        also=tuple(one for one in own if one != place),
    )


def _places(words: str, cites: tuple[Cite, ...], library: Library) -> Iterator[Place]:
    """The cited paragraphs that have the words, each once."""
    seen: set[tuple[str, int]] = set()
    for cite in cites:
        if cite.passage in seen:
            continue
        seen.add(cite.passage)
        paragraph = paragraph_text(library, cite)
        found = find_quotation(words, paragraph) if paragraph is not None else None
        if found and found.finding is not Finding.ABSENT:
            yield Place(cite=cite, finding=found.finding, matches=found.matches)


def _first_quoted(places: Iterable[Place]) -> Place | None:
    return next((one for one in places if one.finding is Finding.QUOTED), None)


def _relied_on(block: Block, library: Library) -> tuple[Tie, ...]:
    return tuple(words_tie(cite, library) for cite in block.cites if cite.words)


def words_tie(cite: Cite, library: Library) -> Tie:
    """The tie of a cite's `words`; its `cite` is that one, found or not."""
    paragraph = paragraph_text(library, cite)
    match = find_words(cite.words, paragraph) if paragraph is not None else None
    return Tie(
        words=cite.words,
        finding=Finding.PROSE if match else Finding.ABSENT,
        cite=cite,
        matches=(match,) if match else (),
        must_be_quoted=False,
    )
