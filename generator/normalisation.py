"""One spelling for the same words: what may differ between a quotation and its source without being a difference.

Decides: composition (NFC), straight quotation marks, one space for any white space, no soft hyphens and no characters
of zero width; and where a word ends. Every character of the result knows the place in the raw text it came from.
It never folds case, never touches other punctuation and never guesses at what was meant.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

import msgspec

DOUBLE_MARKS = "“”„‟"
SINGLE_MARKS = "‘’‚‛"
ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Soft hyphen, zero-width space and joiners, marks of direction, word joiner, byte order mark."""

LONGEST_CLUSTER = 1_000
"""Characters that are composed together. CPython puts combining marks in order by insertion: 40,000 of them on one
letter take 1.3 s and 80,000 take 5 s (3.11, 2-core Xeon), so a hostile line is cut here; no script needs a hundred."""

HYPHENS = "-\u2010\u2011"
APOSTROPHES = "'`´′＇"
"""What an outlet may have typed for an apostrophe; the curly ones are straight by now."""
SIGNS = "-\u2010\u2011\u2212"

REVERSING_PREFIXES = frozenset(
    {"anti", "counter", "de", "dis", "ex", "mis", "never", "no", "non", "not", "pseudo", "quasi", "un"}
)
"""What follows them after a hyphen is not a word of its own: "non-proliferation" does not say "proliferation"."""
LONGEST_PREFIX = max(map(len, REVERSING_PREFIXES))

UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\U00020000-\U0003ffff]",
)
"""Scripts that set no space between words (Thai, Lao, Burmese, Khmer, kana, Han): any cut may be the end of a word."""

_MARKS = str.maketrans(dict.fromkeys(DOUBLE_MARKS, '"') | dict.fromkeys(SINGLE_MARKS, "'"))
_ONE_FOR_ONE = _MARKS | {0x00A0: " ", 0x202F: " ", 0x2009: " "}
_NOT_ONE_FOR_ONE = re.compile(rf"\s{{2}}|[^\S ]|[{ZERO_WIDTH}]")
_IDENTITY = tuple(range(4_097))


class Normalised(msgspec.Struct, frozen=True):
    """Normalised text; `offsets[i]` is the raw index of the first character that made `text[i]`, the last the raw
    length.
    """

    text: str
    offsets: tuple[int, ...]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw stretch that reads `text[start:end]`, half open."""
        return self.offsets[start], self.offsets[end]

    def index(self, raw_offset: int) -> int:
        """The first character of the normalised text that was made at or after `raw_offset`."""
        return bisect_left(self.offsets, raw_offset)


@lru_cache(maxsize=1024)
def normalise(raw: str) -> Normalised:
    """`raw` in the one spelling, with the way back. Linear; text with nothing but single spaces and marks to change
    keeps its offsets and is not walked through.
    """
    text = raw.translate(_ONE_FOR_ONE) if not raw.isascii() else raw
    if _NOT_ONE_FOR_ONE.search(text) is None and (text.isascii() or _is_composed(text)):
        return Normalised(text, _identity(len(raw)))
    return _walk(raw)


def _is_composed(text: str) -> bool:
    """True if NFC changes nothing. Marks out of order are seen at once, and those in order need no sorting."""
    return max(text) < "\u0300" or unicodedata.is_normalized("NFC", text)


def _identity(length: int) -> tuple[int, ...]:
    return _IDENTITY[: length + 1] if length < len(_IDENTITY) else tuple(range(length + 1))


def _walk(raw: str) -> Normalised:
    """The same, character by character."""
    out: list[str] = []
    offsets: list[int] = []
    cluster: list[tuple[str, int]] = []
    for place, character in enumerate(raw):
        if character in ZERO_WIDTH:
            continue
        if cluster and not (_continues(character) and len(cluster) < LONGEST_CLUSTER):
            _put(cluster, out, offsets)
            cluster.clear()
        cluster.append((character, place))
    _put(cluster, out, offsets)
    return Normalised("".join(out), (*offsets, len(raw)))


def _continues(character: str) -> bool:
    """True if a character can combine with the one before it, or be put in order with it."""
    if character < "\u0300":
        return False
    return (
        "\u1160" <= character <= "\u11ff"  # vowels and finals of Hangul
        or "\u3099" <= character <= "\u309a"
        or "\U00016d63" <= character <= "\U00016d67"  # Kirat Rai vowels, letters that combine (Unicode 16)
        or unicodedata.category(character)[0] == "M"
    )


def _put(cluster: list[tuple[str, int]], out: list[str], offsets: list[int]) -> None:
    """Append a composed cluster: character by character if composition left it alone, else all from its start."""
    written = "".join(character for character, _ in cluster)
    composed = written if written.isascii() else unicodedata.normalize("NFC", written)
    for number, character in enumerate(composed):
        place = cluster[number][1] if composed == written else cluster[0][1]
        if not character.isspace():
            out.append(character.translate(_MARKS))
        elif out and out[-1] == " ":
            continue
        else:
            out.append(" ")
        offsets.append(place)


def is_word_character(character: str) -> bool:
    """Letters and digits of any script, the marks on them, and the underscore."""
    return character.isalnum() or character == "_" or (character >= "\u0300" and _continues(character))


def splits_word(text: str, place: int) -> bool:
    """True if a cut before `text[place]` of a normalised text would fall inside a word, a number or a contraction.

    "can" does not stand in "can't", "500" not in "1,500", "5" not in "-5", "proliferation" not in "non-proliferation".
    A possessive 's and other hyphens do not bind: "Korea" stands in "Korea's" and in "Korea-Russia".
    """
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if after >= "\u0300" and _continues(after):
        return True
    if is_word_character(after):
        joined = is_word_character(before) and not (UNSPACED.match(before) or UNSPACED.match(after))
        return joined or _bound_to_left(text, place)
    return _bound_to_right(text, place)


def _bound_to_left(text: str, place: int) -> bool:
    """The word that starts at `place` goes on from before the character at `place - 1`."""
    joint = text[place - 1]
    before = text[place - 2] if place > 1 else ""
    if joint in APOSTROPHES:
        return before.isalpha() and text[place].isalpha()
    if joint in SIGNS and text[place].isdigit() and not is_word_character(before or " "):
        return True
    if joint in HYPHENS:
        start = place - 1
        while start and text[start - 1].isalpha() and place - start <= LONGEST_PREFIX + 1:
            start -= 1
        return text[start : place - 1].lower() in REVERSING_PREFIXES
    return joint in ".,:" and before.isdigit() and text[place].isdigit()


def _bound_to_right(text: str, place: int) -> bool:
    """The word that ends at `place` goes on behind the character at `place`."""
    joint, before = text[place], text[place - 1]
    after = text[place + 1] if place + 1 < len(text) else ""
    if joint in APOSTROPHES:
        beyond = text[place + 2] if place + 2 < len(text) else " "
        return before.isalpha() and after.isalpha() and (after not in "sS" or is_word_character(beyond))
    return joint in ".,:" and before.isdigit() and after.isdigit()
