"""What every reader of values shares: the file it reads from, how a value fails, and words for messages.

A reader is a generator: it yields a diagnostic for each thing that is wrong and returns the value, or BAD.
"""

from __future__ import annotations

import difflib
from collections.abc import Generator, Iterable, Iterator
from enum import Enum
from typing import Final, Protocol, TypeAlias, TypeVar

import msgspec

from ..codes import finding
from ..diagnostics import Diagnostic, Span
from ..hygiene import shown
from ..yamldoc import Document, Mapping, Node, Scalar, Sequence

T = TypeVar("T")
Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"


class Bad(Enum):
    """What a reader returns when its diagnostics are out and there is no value. None stays free to mean: not known."""

    BAD = "bad"


BAD: Final = Bad.BAD
LONGEST_WORD = 80
"""No name is longer, and finding near ones costs more than linear time."""

Reading: TypeAlias = Generator[Diagnostic, None, T | Bad]


class Sheet(msgspec.Struct, frozen=True):
    """One entry in hand: its document, its id, the site's language and, for a source, its captured paragraphs."""

    document: Document
    id: str = ""
    language: str = "en"
    paragraphs: tuple[str, ...] = ()

    def at(self, node: Node, needle: str = "") -> Span:
        """Where a value stands, or some words of it."""
        return self.document.place(node, needle=needle)


class Form(Protocol):
    """How one value is written and what it becomes: read by the converter, described to editors by `schema`."""

    def read(self, node: Node, sheet: Sheet) -> Reading[object]:
        """The value, or BAD after its diagnostics."""

    def schema(self) -> dict[str, Json]:
        """The same rule as JSON Schema, as far as that can say it."""


def is_empty(node: Node) -> bool:
    """Whether a value says nothing: no text, no items, or YAML's word for nothing."""
    if isinstance(node, Scalar):
        return not node.value.strip() or (node.style == "plain" and node.value in {"~", "null", "Null", "NULL"})
    return not (node.entries if isinstance(node, Mapping) else node.items)


def closest(word: str, options: Iterable[str]) -> str:
    """The option the author may have meant; empty if none is near."""
    if len(word) > LONGEST_WORD:
        return ""
    matches = difflib.get_close_matches(word.casefold().replace(" ", "-"), sorted(options), n=1, cutoff=0.6)
    return matches[0] if matches else ""


def did_you_mean(word: str, options: Iterable[str], otherwise: str = "") -> str:
    """A hint: the nearest option, or else all of them if they are few."""
    options = tuple(options)
    if near := closest(word, options):
        return f"did you mean '{near}'?"
    return otherwise or f"write one of: {', '.join(options)}"


def drain(reading: Reading[T], log: list[Diagnostic]) -> T | Bad:
    """Runs a reading to its end: what it yields goes into the log, what it returns is the value."""
    while True:
        try:
            log.append(next(reading))
        except StopIteration as end:
            value: T | Bad = end.value
            return value


def text_of(node: Node, sheet: Sheet) -> Reading[Scalar]:
    """The node as text that is not empty."""
    if isinstance(node, Scalar):
        if is_empty(node):
            yield finding("S106", sheet.at(node), "value is empty", "give it, or delete its line")
            return BAD
        return node
    yield from _not_text(node, sheet)
    return BAD


def _not_text(node: Mapping | Sequence, sheet: Sheet) -> Iterator[Diagnostic]:
    shape = "list" if isinstance(node, Sequence) else "mapping"
    if node.flow:
        message = f"{shape} in brackets where a text is expected"
        yield finding("Y132", sheet.at(node), message, "put text that starts with [ or { into a >- block")
        return
    hint = "put a text with a colon into a >- block" if shape == "mapping" else "write one text, without '- '"
    yield finding("S110", sheet.at(node), f"{shape} where a text is expected", hint)


def shown_value(node: Scalar) -> str:
    """A scalar for a message."""
    return shown(node.value)
