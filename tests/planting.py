"""Mistakes planted in a copy of a content folder, written as small differences in plain text.

    # what is planted, and why it is wrong
    === meetings/2025-03-exampleton.yaml
      - id: boats          lines that are there begin with two spaces or "- ",
    -   cite: courier#p3   lines taken out with "- ",
    +   cite: [[courier#p33]]   lines put in with "+ "; [[ and ]] stand for the marks below

OPEN and CLOSE stand around the words that the finding must point at, NOTE_OPEN and NOTE_CLOSE around those of its note;
they are taken out of the text, so that places are read from the file that is written. A line `~` stands for any lines
that stay. `...` begins another difference in the same file; one that takes nothing out and keeps nothing is added at
the end, or makes the file. A line `# also: D109` in the head names other findings that the same mistake must give.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

GAP = "~"
OPEN, CLOSE, NOTE_OPEN, NOTE_CLOSE = "⟦", "⟧", "⟪", "⟫"


class Place(NamedTuple):
    """A stretch of one line of a file, 1-based, end exclusive."""

    file: str
    line: int
    column: int
    end: int


class Planted(NamedTuple):
    """Where the finding must point, where its notes must, and what else may be found."""

    marked: list[Place]
    noted: list[Place]
    also: list[str]


class Difference(NamedTuple):
    """Lines that are in the file once, and those to stand there instead."""

    old: str
    new: str


def plant(case: str, folder: Path) -> Planted:
    """Changes the files of `folder` as the case says. AssertionError if it does not fit them."""
    head, *parts = case.split("\n=== ")
    marked: list[Place] = []
    noted: list[Place] = []
    for part in parts:
        name, _, body = part.partition("\n")
        path = folder / name.strip()
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for difference in differences(body):
            text = changed(text, difference, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        marked += places(text, f"{folder.name}/{name.strip()}", OPEN, CLOSE)
        noted += places(text, f"{folder.name}/{name.strip()}", NOTE_OPEN, NOTE_CLOSE)
        path.write_text(bare(text), encoding="utf-8")
    also = [line.partition("also:")[2].split() for line in head.splitlines() if line.startswith("# also:")]
    return Planted(marked, noted, [code for codes in also for code in codes])


def differences(body: str) -> list[Difference]:
    """The differences of one file."""
    found = []
    for hunk in body.rstrip("\n").split("\n...\n"):
        lines = hunk.split("\n")
        wrong = [line for line in lines if line and line != GAP and line[:2].rstrip() not in {"-", "+", ""}]
        assert not wrong, f"neither kept, taken out nor put in: {wrong}"
        old = [line if line == GAP else line[2:] for line in lines if line[:1] != "+"]
        new = [line if line == GAP else line[2:] for line in lines if line[:1] != "-"]
        found.append(Difference("\n".join(old), "\n".join(new)))
    return found


def changed(text: str, difference: Difference, name: str) -> str:
    """The text with the difference; the first of the old lines must stand there exactly once."""
    old, new = bare(difference.old), difference.new
    if not old:
        return f"{text}{new}\n"
    before, *after = (part.strip("\n") for part in f"\n{old}\n".split(f"\n{GAP}\n"))
    assert f"\n{bare(text)}".count(f"\n{before}\n") == 1, f"{name} does not have once: {before}"
    pattern = r"\n(?P<gap>(?:.*\n)*?)".join(map(re.escape, (before, *after)))
    found = re.search(rf"^{pattern}$", text, re.MULTILINE)
    assert found, f"{name} does not have: {old}"
    gap = found["gap"].rstrip("\n") if after else ""
    return f"{text[: found.start()]}{new.replace(GAP, gap)}{text[found.end() :]}"


def bare(text: str) -> str:
    """The text without marks."""
    return text.translate(dict.fromkeys(map(ord, (OPEN, CLOSE, NOTE_OPEN, NOTE_CLOSE))))


def places(text: str, file: str, opening: str, closing: str) -> list[Place]:
    """The marked stretches; one that goes on in the next line is cut at the end of its first."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        for start in (at for at, character in enumerate(line) if character == opening):
            column = len(bare(line[:start])) + 1
            inside = line[start:].partition(closing)[0]
            found.append(Place(file, number, column, column + len(bare(inside).rstrip())))
    return found
