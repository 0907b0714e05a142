"""The passage most like a quotation that was not found, for the hint of an error message.

It never decides whether a quotation stands: that is exact, in `quotation.py`. Its cost is bounded, since it runs once
for every mistake: the text is read once, then at most `CANDIDATES` windows are compared letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import accumulate

import msgspec

from .normalisation import normalise

LEAST_RATIO = 0.6
CANDIDATES = 6
LONGEST_WORDS = 60
LONGEST_TEXT = 200_000
"""Characters looked at in all: a long document is not searched to its end for a hint."""

_BRACKET = re.compile(r"\[[^\[\]]*\]")
_WORD = re.compile(r"\S+")


class Nearest(msgspec.Struct, frozen=True):
    """A passage that resembles the words: 0-based paragraph, raw offsets in it, what it says, how alike (0 to 1)."""

    paragraph: int
    start: int
    end: int
    words: str
    ratio: float


class _Window(msgspec.Struct, frozen=True, order=True):
    """As many words in a row as the quotation has; ordered by what they share with it, then by place."""

    score: int
    paragraph: int
    first: int


def nearest_passage(words: str, paragraphs: Sequence[str]) -> Nearest | None:
    """The passage most like `words`; None if none is alike by 0.6 of `difflib`'s ratio. Brackets are left out."""
    wanted = " ".join(normalise(_BRACKET.sub(" ", words)).text.split()[:LONGEST_WORDS])
    if not wanted:
        return None
    windows = _windows(wanted, paragraphs)
    best: Nearest | None = None
    for window in nlargest(CANDIDATES, windows):
        found = _closest(wanted, paragraphs[window.paragraph], window)
        if best is None or found.ratio > best.ratio:
            best = found
    return best if best is not None and best.ratio >= LEAST_RATIO else None


def _windows(wanted: str, paragraphs: Sequence[str]) -> list[_Window]:
    """The best windows of each paragraph, by the three-letter runs they share with the quotation."""
    runs = _runs(wanted)
    length = len(wanted.split())
    out: list[_Window] = []
    budget = LONGEST_TEXT
    for number, paragraph in enumerate(paragraphs):
        text = normalise(paragraph[: max(budget, 0)]).text
        budget -= len(text)
        sums = [0, *accumulate(len(_runs(word) & runs) for word in text.split())]
        last = max(len(sums) - 1 - length, 0)
        scored = (
            _Window(sums[min(first + length, len(sums) - 1)] - sums[first], -number, -first)
            for first in range(last + 1)
        )
        out += (_Window(window.score, number, -window.first) for window in nlargest(2, scored) if window.score)
    return out


def _runs(text: str) -> set[str]:
    padded = f" {text.lower()} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


def _closest(wanted: str, paragraph: str, window: _Window) -> Nearest:
    """The window, or one with a word more or less at either side, whichever is most alike."""
    text = normalise(paragraph)
    words = [found.span() for found in _WORD.finditer(text.text)]
    length = len(wanted.split())
    matcher = SequenceMatcher(None, b=wanted, autojunk=False)
    best = (-1.0, 0, 0)
    for first in range(max(window.first - 1, 0), min(window.first + 2, len(words))):
        for end in range(max(first + 1, first + length - 1), min(first + length + 2, len(words) + 1)):
            matcher.set_seq1(text.text[words[first][0] : words[end - 1][1]])
            best = max(best, (matcher.ratio(), -first, -end))
    ratio, first, end = best[0], -best[1], -best[2]
    start, stop = text.raw(words[first][0], words[end - 1][1])
    return Nearest(window.paragraph, start, stop, text.text[words[first][0] : words[end - 1][1]], ratio)
