"""The letter a name stands under in a list, and the order of names.

Latin letters are told by their base: Ö stands under O, Ł under L, Æ under A. Greek, Cyrillic, Hebrew, Arabic and the
like have groups by their own letters, Hangul by the first consonant of the syllable, kana by the sound, and all Han
characters stand together, since their order is one of sound or of strokes, which a name does not tell. Digits and
everything else come last. An address is made of the letter's name in Unicode, which never changes.
Never knows what is named.
"""

from __future__ import annotations

import re
import unicodedata

from .paging import Group

LIKE = {"Æ": "A", "Œ": "O", "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "T", "ẞ": "S", "ß": "S", "Ħ": "H", "Ŋ": "N"}
"""Latin letters that are not a base with a mark: the letter they are looked up under."""

LIKE_INSIDE = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""The same within a name, to order it."""

CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
"""The first consonants of Hangul syllables in their order; a doubled one stands under the single one."""

HANGUL = range(0xAC00, 0xD7A4)
A_CONSONANT = 588
"""Syllables that begin with one consonant."""

HAN = Group(key="han", title="漢字")
DIGITS = Group(key="0-9", title="0–9")
OTHER = Group(key="other", title="Other")

_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
"""Katakana as hiragana: one sound, one group."""

_LETTER = re.compile(r"(?P<script>[A-Z]+) (?:CAPITAL )?(?:LETTER |SYLLABLE )?(?P<letter>[A-Z -]+)")
_LATIN = range(ord("A"), ord("Z") + 1)
_RANKS = {DIGITS.key: 2, OTHER.key: 3}


def initial(name: str) -> Group:
    """The group a name stands in. Quotation marks, brackets and blanks before its first letter do not count."""
    first = next((letter for letter in name if letter.isalnum()), "")
    if not first:
        return OTHER
    if ord(first) in HANGUL:
        return _of_its_own(CONSONANTS[(ord(first) - HANGUL.start) // A_CONSONANT])
    base = unicodedata.normalize("NFKD", first)[0].upper()[0].translate(_HIRAGANA)
    base = LIKE.get(base, base)
    if ord(base) in _LATIN:
        return Group(key=base.lower(), title=base)
    return DIGITS if base.isdigit() else _of_its_own(base)


def _of_its_own(letter: str) -> Group:
    """The group of a letter of another script, addressed by its Unicode name: "cyrillic-zhe"."""
    name = unicodedata.name(letter, "")
    if name.startswith("CJK "):
        return HAN
    found = _LETTER.fullmatch(name)
    if not found:
        return OTHER
    key = f"{found['script']}-{found['letter']}".lower().replace(" ", "-")
    try:
        return Group(key=key, title=unicodedata.lookup(f"{found['script']} CAPITAL LETTER {found['letter']}"))
    except KeyError:  # a script without capitals
        return Group(key=key, title=letter)


def order(name: str) -> tuple[int, str, str]:
    """Sorts names: Latin first, without regard to case and marks; then the other scripts; then what has no letter."""
    key = initial(name).key
    plain = unicodedata.normalize("NFKD", name.casefold().translate(LIKE_INSIDE).translate(_HIRAGANA))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    start = next((at for at, letter in enumerate(bare) if letter.isalnum()), 0)
    return _RANKS.get(key, 0 if len(key) == 1 else 1), bare[start:], name
