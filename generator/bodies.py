"""The text below a file's front matter, and where each of its paragraphs stands in the file.

The text is as it was captured, byte for byte; paragraphs are counted as `text.paragraphs_of` counts them.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from .diagnostics import Span

LINE_BREAK = re.compile(r"\r\n|\n|\r")


class Body(msgspec.Struct, frozen=True):
    """Text that begins at line `first_line` of the file `path`."""

    path: str
    text: str
    first_line: int = 1

    def span(self, paragraph: int, start: int = 0, end: int | None = None) -> Span:
        """Place of a paragraph, 1-based, or of its characters `start` to `end`; the last line if it is not there."""
        lines, numbers = _lines(self.text)
        if not 1 <= paragraph <= len(numbers):
            return Span(self.path, self.first_line + max(len(lines) - 1, 0))
        number = numbers[paragraph - 1]
        last = len(lines[number]) if end is None else end
        return Span(self.path, self.first_line + number, start + 1, max(last, start) + 1)

    def place(self, start: int, end: int) -> Span:
        """Place of characters `start` to `end` of the text, cut at the end of their first line."""
        lines = LINE_BREAK.split(self.text[:start])
        words = LINE_BREAK.split(self.text[start:end])[0]
        column = len(lines[-1]) + 1
        return Span(self.path, self.first_line + len(lines) - 1, column, column + len(words))


@lru_cache(maxsize=1)
def _lines(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The lines of a text, and the numbers of those that are paragraphs. Its paragraphs are asked for one by one."""
    lines = tuple(LINE_BREAK.split(text))
    return lines, tuple(number for number, line in enumerate(lines) if line.strip())
