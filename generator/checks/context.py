"""What every check is given, and how a finding is put into words: the library and places in files.

It decides no check. A check asks `where` only for what it reports: finding a place is dear, not finding one is free.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Protocol, TypeVar

import msgspec

from ..diagnostics import Diagnostic, Note, Span
from ..model import Cite, Entry, Library, SourceId
from ..reads import note
from ..relate.blocks import Block
from ..relate.ties import paragraph_text
from ..text import nearest_passage

TEXT = "#text"
"""Begins a path into the captured text of a source or the body of a page: (TEXT, 7) is its seventh paragraph."""

AROUND = '"“”„‟,;:().'
"""What may stand around words in a source without being part of what is meant; the full stop comes last."""

MOST = 50
"""Findings of one kind in one block of words."""

T = TypeVar("T")

NOUNS = {
    "sources": "source",
    "meetings": "meeting",
    "people": "person",
    "organizations": "organization",
    "topics": "topic",
    "series": "series",
    "wording": "wording track",
    "countries": "country",
    "pages": "page",
}


class Where(Protocol):
    """Finds the place of a value in the files.

    `path` follows the YAML; a step into a list that was written as one value is passed over, and a path that breaks
    off gives the place of its nearest parent. `needle`: of these words inside the value, whole words first, or the
    `nth` place where they stand, from 0.
    """

    def __call__(self, kind: str, id: str, *path: str | int, needle: str = "", nth: int | None = None) -> Span:
        """The place; never fails, since a finding without a place would be lost."""
        ...


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """`failed` are entries that exist but could not be read: what names them is not unresolved. `today` may be None;
    checks ask `is_over`.
    """

    library: Library
    where: Where
    reports: Mapping[SourceId, SourceId]
    today: datetime.date | None = None
    failed: Collection[tuple[str, str]] = frozenset()


Check = Callable[[Context], Iterator[Diagnostic]]
"""Of the whole library."""

EntryCheck = Callable[[Context, Entry], Iterator[Diagnostic]]
"""Of one entry. It looks others up, by their ids and in relations by their keys, and walks over none."""


DAYS = "days that are over"
"""The relation as which it is noted that a day was asked for; its key is the day's ordinal."""


def is_over(context: Context, day: datetime.date) -> bool:
    """Whether a day has passed; never where nobody said what day it is."""
    note(DAYS, day.toordinal())
    return context.today is not None and day < context.today


def readable(context: Context, cites: Iterable[Cite]) -> bool:
    """Whether every one of the cites leads to a paragraph; where one does not, another check has said so."""
    return all(paragraph_text(context.library, cite) is not None for cite in cites)


def passage(context: Context, cite: Cite, words: str = "", nth: int | None = None) -> Span:
    """Place of a cited paragraph in its source's file, or of words in it."""
    return context.where("sources", cite.source, TEXT, cite.paragraph, needle=words, nth=nth)


def words_of(context: Context, cite: Cite, start: int, end: int, message: str) -> Note:
    """A note at a stretch of a cited paragraph, given in raw offsets."""
    text = paragraph_text(context.library, cite) or ""
    return Note(passage(context, cite, text[start:end], occurrence(text, start, end)), message)


class Passage(msgspec.Struct, frozen=True):
    """Words of a cited paragraph that resemble what the desk wrote: raw offsets, and how alike, from 0 to 1."""

    cite: Cite
    start: int
    end: int
    words: str
    ratio: float


def nearest(library: Library, words: str, cites: Iterable[Cite]) -> Passage | None:
    """The passage most like the words among these paragraphs, without the marks and stops around it. For hints only."""
    places = tuple(dict.fromkeys(Cite(source=cite.source, paragraph=cite.paragraph) for cite in cites))
    texts = [paragraph_text(library, cite) or "" for cite in places]
    near = nearest_passage(words, texts)
    if near is None:
        return None
    around = AROUND.removesuffix(words.rstrip()[-1:]) if words.rstrip().endswith(".") else AROUND
    found = texts[near.paragraph][near.start : near.end]
    start = near.start + len(found) - len(found.lstrip(AROUND))
    end = max(near.end - len(found) + len(found.rstrip(around)), start)
    return Passage(places[near.paragraph], start, end, texts[near.paragraph][start:end], near.ratio)


def shown(words: str, longest: int = 80) -> str:
    """The words in marks, on one line, cut where a message would become unreadable."""
    text = " ".join(words.split())
    return f'"{text}"' if len(text) <= longest else f'"{text[: longest - 1].rstrip()}…"'


def stretch(context: Context, block: Block, start: int, end: int) -> Span:
    """Place of a stretch of a block's text."""
    words = block.text[start:end]
    return context.where(block.kind, block.id, *block.path, needle=words, nth=occurrence(block.text, start, end))


def few(found: Iterable[T]) -> Iterator[T]:
    """The first ones: a block of words with more findings of one kind is one mistake, and placing each is dear."""
    return islice(found, MOST)


def occurrence(text: str, start: int, end: int) -> int:
    """How many times the words of a stretch stand in the text before it, as `where` counts them."""
    pattern = r"\s+".join(map(re.escape, text[start:end].split()))
    return sum(1 for _ in re.finditer(pattern, text[:start])) if pattern else 0


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """The known id that looks most like the wrong one, or ""."""
    return next(iter(get_close_matches(wrong, sorted(known), n=1, cutoff=0.6)), "")


def either(nouns: Iterable[str]) -> str:
    """`person or organization`."""
    *first, last = nouns
    return f"{', '.join(first)} or {last}" if first else last
