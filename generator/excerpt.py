"""How a stretch of text looks on a terminal: what is invisible made visible, tabs and wide characters measured, carets.

Decides nothing about diagnostics and never prints.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import msgspec

TAB = "    "
CUT = "…"
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that a terminal obeys or hides: control, format (bidi, zero width), surrogates, separators."""


class Excerpt(msgspec.Struct, frozen=True):
    """One line of a file as shown, and the line of carets that stands under it."""

    line: str
    carets: str


def visible(text: str) -> str:
    """`text` with every control, bidi and zero-width character spelled out as an escape, tabs as four spaces."""
    return text if text.isprintable() else "".join(map(_shown, text))  # nothing printable is hidden


def display_width(text: str) -> int:
    """Columns that `text` takes on a terminal once it is visible: wide characters two, combining marks none."""
    return sum(_columns(_shown(character)) for character in text)


def excerpt(line: str, column: int, end: int, room: int) -> Excerpt:
    """`line` within `room` columns with carets under characters `column` to `end`: 1-based, exclusive; at least one."""
    near = 2 * room  # a finding costs the same on a line of a megabyte as on one of a hundred characters
    skipped = max(0, min(column - 1, len(line)) - near)
    seen = line[skipped : skipped + 2 * near]
    plain = seen.isascii() and seen.isprintable()
    cells = list(seen) if plain else [_shown(character) for character in seen]
    start = min(column - 1 - skipped, len(cells))
    stop = min(max(end - 1 - skipped, start + 1), max(len(cells), start + 1))
    cells += [" "] * (stop - len(cells))
    first, last = _window([_columns(cell) for cell in cells], start, stop, room)
    stop = min(stop, last)
    before = CUT if first > 0 or skipped else ""
    after = CUT if last < len(cells) or len(line) > skipped + len(seen) else ""
    shown = before + "".join(cells[first:last]) + after
    indent = len(before) + sum(map(_columns, cells[first:start]))
    carets = max(1, sum(map(_columns, cells[start:stop])))
    return Excerpt(line=shown.rstrip(), carets=" " * indent + "^" * carets)


def _shown(character: str) -> str:
    """How one character is shown."""
    if character == "\t":
        return TAB
    if unicodedata.category(character) not in HIDDEN:
        return character
    return character.encode("unicode_escape").decode("ascii")


def _columns(shown: str) -> int:
    """Terminal columns of text that is visible already."""
    if shown.isascii():
        return len(shown)
    return sum(_character_columns(character) for character in shown)


def _character_columns(character: str) -> int:
    """Two for wide and full-width characters, none for marks that combine with the one before, else one."""
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _window(widths: Sequence[int], start: int, stop: int, room: int) -> tuple[int, int]:
    """The cells to show: all if they fit, otherwise as much as fits, about a third of it before `start`."""
    if sum(widths) <= room:
        return 0, len(widths)
    room -= 2 * len(CUT)
    left, first = room // 3, start
    while first > 0 and widths[first - 1] <= left:
        first -= 1
        left -= widths[first]
    last, used = first, 0
    while last < len(widths) and used + widths[last] <= room:
        used += widths[last]
        last += 1
    while first > 0 and used + widths[first - 1] <= room:
        first -= 1
        used += widths[first]
    return first, max(last, min(start + 1, stop))


def wrapped(text: str, room: int) -> tuple[str, ...]:
    """`text` made visible, in lines of at most `room` columns: broken at spaces, or inside a word that is too long."""
    rows: list[str] = []
    row, used = "", 0
    for word in visible(text).split():
        columns = _columns(word)
        if row and used + 1 + columns <= room:
            row, used = f"{row} {word}", used + 1 + columns
            continue
        if row:
            rows.append(row)
        *full, row = _pieces(word, room)
        rows += full
        used = _columns(row)
    return (*rows, row) if row else tuple(rows)


def _pieces(word: str, room: int) -> list[str]:
    """`word` in stretches of at most `room` columns."""
    pieces = [""]
    for character in word:
        if pieces[-1] and _columns(pieces[-1]) + _columns(character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces
