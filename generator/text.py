"""The text of a source and of a briefing, as far as it is only characters: paragraphs, words, and the one entrance to
normalisation, quotations and sentences.

Decides what counts as a paragraph and as a word. It never changes a captured text and knows nothing of Markdown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from .nearness import Nearest, nearest_passage
from .normalisation import SINGLE_MARKS, ZERO_WIDTH, Normalised, normalise
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
    "words_of",
]

_DROPPED = frozenset(f"{SINGLE_MARKS}{ZERO_WIDTH}")
_ASCII = bytes(range(0x80))
_JAMO = frozenset(map(chr, range(0x1100, 0x1200)))
"""Letters that become one where they meet; of all others only marks do."""

_APART = bytes(byte if not chr(byte).isascii() or chr(byte).isalnum() else 0x20 for byte in range(256))
_COUNTED = bytes(0x20 if chr(byte).isspace() else byte for byte in range(256))
_UNCOUNTED = bytes(byte for byte in range(128) if not chr(byte).isspace() and not chr(byte).isalnum())

FEW = 64
"""Kinds of character up to which it is faster to replace one after the other."""


def paragraphs_of(body: str) -> tuple[str, ...]:
    """The non-empty lines, each as captured but for its line break; `p1` is the first. A line of white space is
    empty. Only line feeds and carriage returns break lines.
    """
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(line for line in lines if line and not line.isspace())


@lru_cache(maxsize=32_768)
def word_count(text: str) -> int:
    """Stretches between white space that hold a letter or a digit; a script without spaces counts low."""
    if text.isascii():
        return len(text.encode().translate(_COUNTED, _UNCOUNTED).split())
    pieces = text.split()
    marks = [piece for piece in pieces if not piece[0].isalnum()]
    return len(pieces) - sum(not any(map(str.isalnum, piece)) for piece in marks)


def words_of(text: str) -> list[bytes]:
    """The words as normalisation sees them, in UTF-8, lower-cased and without apostrophes; not where they stand.

    Split as bytes, since that is three times as fast as a pattern; what is not ASCII is first looked at a kind of
    character at a time, of which a text has few.
    """
    raw = text.encode("utf-8", "replace")
    if not raw.isascii():
        kinds = set(raw.translate(None, _ASCII).decode())
        if not all(map(_is_settled, kinds)):
            text = _settled(text)
            kinds = set(text)
        apart = [character for character in kinds if not character.isascii() and not character.isalnum()]
        text = _parted(text, apart)
        raw = text.encode("utf-8", "replace")
    return raw.lower().translate(_APART, b"'").split()


@lru_cache(maxsize=4_096)
def _is_settled(character: str) -> bool:
    """Whether neither lower case nor composition changes it, whatever it stands beside."""
    meets = unicodedata.category(character).startswith("M") or character in _JAMO
    return not meets and character.lower() == character == unicodedata.normalize("NFC", character)


def _settled(text: str) -> str:
    """The text in lower case, and composed once nothing invisible stands between letters and their marks."""
    text = text.lower()
    for character in _DROPPED & set(text):
        text = text.replace(character, "")
    return unicodedata.normalize("NFC", text)


def _parted(text: str, apart: Sequence[str]) -> str:
    """The text without these characters: with spaces for them, but for those that words have inside."""
    if len(apart) > FEW:  # a hostile text: one pass, however many there are
        return text.translate({ord(character): "" if character in _DROPPED else " " for character in apart})
    for character in apart:
        text = text.replace(character, "" if character in _DROPPED else " ")
    return text


def word_ngrams(text: str, n: int) -> frozenset[tuple[bytes, ...]]:
    """All runs of `n` words (1 or more), as `words_of` has them; empty if the text is shorter."""
    words = words_of(text)
    return frozenset(zip(*(words[start:] for start in range(n)), strict=False))
