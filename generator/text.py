"""The text of a source and of a briefing, as far as it is only characters: paragraphs, words, and the one entrance to
normalisation, quotations and sentences.

Decides what counts as a paragraph and as a word. It never changes a captured text and knows nothing of Markdown.
"""

from __future__ import annotations

import re

from .nearness import Nearest, nearest_passage
from .normalisation import Normalised, normalise
from .prose import ProseQuote, quotations_in, sentences, unbalanced_mark, unread_marks
from .quotation import Finding, Found, Match, find_quotation, find_words, quoted_spans

__all__ = [
    "Finding",
    "Found",
    "Match",
    "Nearest",
    "Normalised",
    "ProseQuote",
    "find_quotation",
    "find_words",
    "nearest_passage",
    "normalise",
    "paragraphs_of",
    "quotations_in",
    "quoted_spans",
    "sentences",
    "unbalanced_mark",
    "unread_marks",
    "word_count",
    "word_ngrams",
]

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def paragraphs_of(body: str) -> tuple[str, ...]:
    """The non-empty lines, each as captured but for its line break; `p1` is the first. A line of white space is
    empty. Only line feeds and carriage returns break lines.
    """
    return tuple(line for line in _LINE_BREAK.split(body) if line and not line.isspace())


def word_count(text: str) -> int:
    """Stretches between white space that hold a letter or a digit; a script without spaces counts low."""
    return sum(1 for piece in text.split() if piece.isalnum() or any(map(str.isalnum, piece)))


def word_ngrams(text: str, n: int) -> frozenset[tuple[str, ...]]:
    """All runs of `n` words (1 or more), lower-cased, without punctuation; empty if the text is shorter."""
    words = _WORD.findall(normalise(text).text.lower())
    return frozenset(zip(*(words[start:] for start in range(n)), strict=False))
