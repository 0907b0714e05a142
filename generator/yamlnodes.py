"""The three shapes of YAML, with the place where each begins. Values only; `yamldoc` makes them from a text."""

from __future__ import annotations

import msgspec


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """Text. Lines and columns are those of the file, 1-based, in characters; the end is exclusive.

    `style` is "plain", "single", "double", "literal" or "folded". A literal or folded text begins at its `|` or `>`.
    """

    value: str
    line: int
    column: int
    end_line: int
    end_column: int
    style: str


class Sequence(msgspec.Struct, frozen=True, gc=False):
    """A list; `flow` if it is written with square brackets."""

    items: tuple[Node, ...]
    line: int
    column: int
    flow: bool


class Mapping(msgspec.Struct, frozen=True, gc=False):
    """Keys and values in the order of the file, keys unique; `flow` if it is written with braces."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    flow: bool

    def get(self, key: str) -> Node | None:
        """The value of `key`; None if it is not there."""
        for name, value in self.entries:
            if name.value == key:
                return value
        return None


Node = Scalar | Sequence | Mapping
