"""The word lists of the generated corpus, read once. What is on them is decided in `words/`, not here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("words")

SPLIT_AT_BLANKS = frozenset({"plural", "adjective"})
SPLIT_AT_SEMICOLONS = frozenset(
    "pledge stance meaning official opening close wording-verb wording-noun wording-tail name-tail".split()
)


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a table, each split into its columns; comments and empty lines left out."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(cell.strip() for cell in line.split("|")) for line in lines if line and not line.startswith("# ")
    )


@cache
def words() -> tuple[str, ...]:
    """Plain English words, from SCOWL (see `words/words.LICENSE`)."""
    return tuple((FOLDER / "words.txt").read_text(encoding="utf-8").split())


@cache
def sections() -> Mapping[str, tuple[str, ...]]:
    """The lists of `sentences.txt` by name."""
    found: dict[str, tuple[str, ...]] = {}
    for block in (FOLDER / "sentences.txt").read_text(encoding="utf-8").split("\n[")[1:]:
        name, _, text = block.partition("]\n")
        found[name] = _entries(name, text.strip())
    return found


def _entries(name: str, text: str) -> tuple[str, ...]:
    if name in SPLIT_AT_BLANKS:
        return tuple(text.split())
    if name in SPLIT_AT_SEMICOLONS:
        return tuple(one.strip() for one in text.split(";"))
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def table(name: str) -> tuple[tuple[str, ...], ...]:
    """A section whose lines have columns."""
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in sections()[name])


def pages() -> tuple[tuple[str, str], ...]:
    """Name and text of the desk's own pages."""
    return tuple((file.name, file.read_text(encoding="utf-8")) for file in sorted((FOLDER / "pages").iterdir()))
