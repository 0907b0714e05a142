"""How wide a text is in the site's own faces, so that labels of a chart can be placed when the site is built.

Widths come from a small table and are right to a few parts in a hundred; kerning only makes a line shorter, and the
fallback faces have matched metrics. Nothing here reads a font file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache


class Face(StrEnum):
    """Libre Franklin, measured at weight 600, and Newsreader at 430. Lighter weights are narrower."""

    SANS = "sans"
    SERIF = "serif"


_WIDTHS: Mapping[Face, Mapping[int, str]] = {
    Face.SANS: {
        20: " \xa0",
        24: "',.:;·¸‘’",
        26: "!ijl|¡¦ìíîï′",
        30: "()I[]`´ÌÍÎÏ",
        32: "¨",
        34: "{}",
        36: "/\\¯¹",
        38: "-",
        40: "fªº",
        42: "rt",
        44: '"*J“”',
        46: "°²³",
        48: "^«»",
        50: "1z§",
        52: "s¿",
        54: "?_c®ç",
        56: "<>avy¢¤×àáâãäåýÿ",
        58: "+=eux¬±µ¶èéêë÷ùúûü–",
        60: "#bdhknopq~ðñòóôõöøþ",
        62: "27FLg",
        64: "$E£¥ÈÉÊËß",
        66: "35STZ",
        68: "4689",
        70: "0P",
        72: "BCKRUVXYÇÙÚÛÜÝÞ",
        74: "DGH",
        76: "ANÀÁÂÃÄÅÐÑØ",
        78: "OQÒÓÔÕÖ",
        80: "w",
        82: "&©",
        84: "@…",
        90: "—",
        92: "m¼æ",
        94: "%M",
        98: "½¾",
        106: "Æ",
        108: "W",
    },
    Face.SERIF: {
        20: "'′",
        22: " .\xa0‘’",
        24: ",:j|¡¦·",
        26: "!;il¹ìíîï",
        28: "()",
        30: "{}",
        32: "I[]ft³ÌÍÎÏ",
        34: '"-²',
        36: "s",
        38: "r°",
        40: "/\\_¿“”",
        42: "*?Jczç",
        44: "ae¤ªºàáâãäåèéêë",
        48: "gx«",
        50: "+<=>^`ovy~§¨¬¯±´¸»×òóôõö÷ýÿ",
        52: "bkquðøùúûüþ–",
        54: "Sdhp®µ",
        56: "#$0123456789n¢£¥ñ",
        58: "FL¶",
        60: "PÞß",
        62: "ERZÈÉÊË…",
        64: "B",
        66: "TYÝ",
        68: "Væ—",
        70: "&ACXÀÁÂÃÄÅÇ",
        72: "Kw¾",
        74: "G¼",
        76: "%DNOQUÐÑÒÓÔÕÖÙÚÛÜ",
        78: "H½Ø",
        80: "m©",
        88: "@",
        94: "W",
        96: "MÆ",
    },
}
"""Hundredths of an em, to the nearest even one. Measured in Chromium with the faces in templates/assets/fonts."""

_SQUARE, _OTHER = 100, 70
"""What is in no table: Chinese, Japanese and Korean signs, and letters of other scripts on the average."""

_ADVANCES = {
    face: {character: width for width, characters in table.items() for character in characters}
    for face, table in _WIDTHS.items()
}


@lru_cache(maxsize=4096)
def width(text: str, face: Face, size: float) -> float:
    """The width of a line of text at a size, in the unit of the size."""
    table = _ADVANCES[face]
    return sum(table[one] if one in table else _unlisted(one) for one in text) * size / 100


def _unlisted(character: str) -> int:
    """Signs that mark or steer others take no room."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return _SQUARE if unicodedata.east_asian_width(character) in {"W", "F"} else _OTHER


def isolated(name: str) -> str:
    """A name as it stands inside a line of text that runs from left to right, where it may run the other way itself."""
    if any(unicodedata.bidirectional(one) in {"R", "AL"} for one in name):
        return f"\u2068{name}\u2069"
    return name


def shortened(text: str, face: Face, size: float, room: float) -> str:
    """The text if it fits the room, else as many of its first words as fit, with an ellipsis; at least one letter."""
    if width(text, face, size) <= room:
        return text
    words = text.split()
    while len(words) > 1:
        words.pop()
        cut = f"{' '.join(words).rstrip(',;:–—')} …"
        if width(cut, face, size) <= room:
            return cut
    letters = words[0] if words else text
    while len(letters) > 1 and width(f"{letters}…", face, size) > room:
        letters = letters[:-1]
    return f"{letters}…"
