"""Case files: a text in which «…» marks the place of each expected diagnostic, and below ===== what they say.

The diagnostics are listed in the order of their places. A case without any says that the text is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Diagnostic, in_order

CASES = Path(__file__).parent / "cases"


class Expected(NamedTuple):
    """A diagnostic as a case file states it."""

    line: int
    column: int
    end: int
    said: str


class Case(NamedTuple):
    """A case without its marks; `head` is its first line if it has one of its own."""

    name: str
    head: str
    text: str
    expected: tuple[Expected, ...]


def stated(case: Case, wrong: Iterable[Diagnostic]) -> list[Expected]:
    """Diagnostics as case files state them; a place behind the end of its line has no width."""
    lines = case.text.split("\n")
    said = []
    for entry in in_order(wrong):
        at = entry.at
        end = max(min(at.end, len(lines[at.line - 1]) + 1), at.column)
        said.append(Expected(at.line, at.column, end, f"{entry.code} {entry.message}"))
    return said


def cases(folder: str, *, with_head: bool = False) -> list[Case]:
    """All cases of a folder under tests/cases."""
    return [_case(path, with_head) for path in sorted((CASES / folder).glob("*.txt"))]


def _case(path: Path, with_head: bool) -> Case:
    marked, _, said = path.read_bytes().decode().rpartition("=====\n")
    head, marked = marked.split("\n", 1) if with_head else ("", marked)
    places = []
    lines = marked.split("\n")
    for number in range(len(lines)):
        while "«" in lines[number]:
            start, end = lines[number].index("«"), lines[number].index("»") - 1
            lines[number] = lines[number].replace("«", "", 1).replace("»", "", 1)
            places.append((number + 1, start + 1, end + 1))
    said_lines = said.splitlines()
    assert len(places) == len(said_lines), f"{path.name}: as many marks as messages"
    expected = tuple(Expected(*place, message) for place, message in zip(places, said_lines, strict=True))
    return Case(path.stem, head, "\n".join(lines), expected)
