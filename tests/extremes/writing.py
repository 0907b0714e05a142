"""Writes the sites of extremes: the largest of everything, the empty one, and one that holds a single meeting.

It decides nothing about what must hold for them. What it adds to content/ are the pages that are only long, and the
characters that no editor shows.
"""

from __future__ import annotations

import shutil
from pathlib import Path

CONTENT = Path(__file__).with_name("content")

POINTS = 40
SOURCES = 28
"""Letters go on after Z: AA, AB."""

UNSEEN = (
    "A line that \u202eturns the rest around\u202c and \u2066isolates\u2069 it.",
    "Zero\u200bwidth\u200dsigns\u2060and\ufeffmarks\u200f\u200e, a soft\u00adhyphen, tags \U000e0041\U000e0042.",
    "Controls: \x00\x01\x02\x08\x0b\x0c\x1b[31m\x1f\x7f\x80\x85\x9f, private \ue000\ue001, none \ufdd0\uffff.",
    "\u202eNever closed: all that comes after this would stand from right to left.",
)
"""Paragraphs of a captured text with what cannot be seen."""

SUMMARY = "Forty things were agreed upon on twenty-eight papers"

LONG_TITLE = "The record of everything that was ever said of {word} at any quay, " * 4

EMPTY = "title: Nothing Yet\nbase_url: https://nothing.example/\n"


def write_extremes(content: Path) -> Path:
    """The largest, the smallest and the most hostile, all in one site."""
    shutil.copytree(CONTENT, content)
    source = content / "sources" / "harm-source.md"
    unseen = "".join(f"\n{line}\n" for line in UNSEEN)
    source.write_bytes((source.read_text(encoding="utf-8") + unseen).encode())
    for number in range(1, SOURCES + 1):
        (content / "sources" / f"paper-{number:02}.md").write_text(_paper(number), encoding="utf-8")
    (content / "meetings" / "2031-02-many.yaml").write_text(_many(), encoding="utf-8")
    return content


def write_empty(content: Path) -> Path:
    """Settings and nothing else."""
    content.mkdir(parents=True)
    (content / "site.yaml").write_text(EMPTY, encoding="utf-8")
    return content


def write_single(content: Path) -> Path:
    """One meeting of one point on one source, on a site whose own title is 300 characters long."""
    write_empty(content)
    title = LONG_TITLE.format(word="Unbroken" * 10)[:300].strip()
    (content / "site.yaml").write_text(f"title: {title}\nbase_url: https://single.example/\n", encoding="utf-8")
    for name in ("meetings/2031-01-single.yaml", "sources/untitled.md"):
        (content / name).parent.mkdir()
        text = (CONTENT / name).read_text(encoding="utf-8")
        (content / name).write_text(text.replace("names#p1", "untitled#p1"), encoding="utf-8")
    return content


def _paper(number: int) -> str:
    head = f"title: Paper {number} on the quays\npublisher: Paper {number}\nissued: {2003 + number}-02\nrights: full\n"
    lines = [f"Paper {number} prints that the office “will paint bollard {number}” before the summer.", _filler(number)]
    return f"---\n{head}---\n" + "\n\n".join(lines) + "\n"


def _filler(number: int) -> str:
    return " ".join(f"{number}-{word}" for word in ("bollards", "ropes", "lamps", "gulls", "bells") * 4) + "."


def _many() -> str:
    points = "".join(_point(number) for number in range(1, POINTS + 1))
    return f"""\
name: Forty points on twenty-eight papers
short_name: Forty points
kind: multilateral
status: published
date: 2031-02-28
date_basis:
  external: The day of the last paper.
place: Edgeton
country: bv
series: brinks
participants: [ameena-mithal, dugma-levi, bogi-kim, mihon-shimada, long-name]
topics: [boats, long]
summary: {SUMMARY} [@paper-01#p1; @paper-28#p1].
points:
{points}"""


def _point(number: int) -> str:
    near = [one for one in range(number - 1, number + 2) if 1 <= one <= SOURCES]
    papers = near or [number - SOURCES]
    cites = ", ".join(f"paper-{one:02}#p1" for one in papers)
    said = papers[0]
    return f"""\
  - id: point-{number}
    kind: {"commitment" if number % 3 == 0 else "position"}
    text: The office "will paint bollard {said}", and said so in hour {number}.
    according_to: {"brink-office" if number % 2 else "unstated"}
    cite: [{cites}]
    topics: [boats]
"""
