"""YAML as an analyst writes it: text with line and column, and every way it can go wrong as a diagnostic.

Built from libyaml's events alone, so nothing is ever turned into a number, a date or a truth value, and a hostile file
is refused by its size, depth or number of nodes before it costs anything. What a field means is decided in `schema`.
"""

from __future__ import annotations

import re
from itertools import islice

import msgspec

from .codes import finding
from .diagnostics import Diagnostic, Span
from .hygiene import check_characters, decode
from .yamlevents import MAX_DEPTH, MAX_NODES, read_events
from .yamlnodes import Mapping, Node, Scalar, Sequence

__all__ = [
    "ARTICLE_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "YAML_BYTES",
    "Document",
    "FrontMatter",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "check_characters",
    "decode",
    "read_yaml",
    "split_front_matter",
    "too_large",
]

YAML_BYTES = 1024 * 1024
ARTICLE_BYTES = 2 * 1024 * 1024


class Document(msgspec.Struct, frozen=True):
    r"""One YAML text. `raw` has `\n` for every line break; its first line is line `first_line` of the file."""

    path: str
    root: Mapping
    raw: str
    first_line: int = 1

    def span(self, *path: str | int, needle: str = "", nth: int | None = None) -> Span:
        """Place of a value; with `needle`, of these words inside it. If it is not there, of its nearest parent.

        `nth` counts the places where the words stand, from 0; without it the first that cuts no word is taken.
        """
        key, node = self._reach(path)
        return self.place(node, key, needle, nth)

    def key_span(self, *path: str | int) -> Span:
        """Place of the last key of `path`; a list's items have none, so theirs is the place of the item."""
        key, node = self._reach(path)
        return self.place(node) if key is None else self.place(key)

    def place(self, node: Node, key: Scalar | None = None, needle: str = "", nth: int | None = None) -> Span:
        """Place of a node: text where it stands, a block of fields or items at its key or else its first line."""
        if isinstance(node, Scalar):
            return self._words(node, needle, nth) or self._text(node)
        if key is not None and not node.flow:
            return self._text(key)
        if isinstance(node, Mapping) and node.entries and not node.flow:
            return self._text(node.entries[0][0])
        return Span(self.path, node.line, node.column, node.column + 1)

    def _text(self, node: Scalar) -> Span:
        if node.line == node.end_line:
            return Span(self.path, node.line, node.column, max(node.end_column, node.column + 1))
        first = self.raw.split("\n")[node.line - self.first_line]
        return Span(self.path, node.line, node.column, max(len(first.rstrip()), node.column) + 1)

    def _words(self, node: Scalar, needle: str, nth: int | None) -> Span | None:
        """The needle in the raw text of `node`, white space flexible; preferably as whole words."""
        words = needle.split()
        if not words:
            return None
        lines = self.raw.split("\n")
        marked = node.style in {"single", "double"}
        start = _offset(lines, node.line - self.first_line, node.column - 1) + marked
        end = _offset(lines, node.end_line - self.first_line, node.end_column - 1) - marked
        pattern = r"(?:\s|\\\n)+".join(_as_written(word, node.style) for word in words)
        if nth is not None:
            found = next(islice(re.compile(pattern).finditer(self.raw, start, end), nth, None), None)
            return self._at(*found.span()) if found else None
        for attempt in (rf"(?<!\w){pattern}(?!\w)", pattern):
            if found := re.compile(attempt).search(self.raw, start, end):
                return self._at(found.start(), found.end())
        return None

    def _at(self, start: int, end: int) -> Span:
        """Span of raw offsets, cut at the end of their first line."""
        before = self.raw[:start]
        column = start - (before.rfind("\n") + 1)
        words = self.raw[start:end].split("\n", 1)[0].rstrip()
        return Span(self.path, self.first_line + before.count("\n"), column + 1, column + 1 + len(words))

    def _reach(self, path: tuple[str | int, ...]) -> tuple[Scalar | None, Node]:
        """The node `path` leads to and its key; where the path breaks off, the last one that is there."""
        key: Scalar | None = None
        node: Node = self.root
        for step in path:
            if isinstance(node, Mapping):
                entry = next((pair for pair in node.entries if pair[0].value == step), None)
                if entry is None:
                    break
                key, node = entry
            elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
                key, node = None, node.items[step]
            else:
                break
        return key, node


_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")


class FrontMatter(msgspec.Struct, frozen=True):
    """A file cut in two at its `---` lines. `body` is untouched, line breaks included."""

    yaml: str
    first_line: int
    body: str
    body_first_line: int


def read_yaml(path: str, text: str, first_line: int = 1) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document, and all that is wrong with it; None where what is wrong leaves nothing to go on with.

    A document that comes with errors (a repeated key, a tag) is complete otherwise, so that its fields can be checked
    in the same run; it must not be built from.
    """
    if len(text) > YAML_BYTES or len(text.encode()) > YAML_BYTES:
        return None, (too_large(path, YAML_BYTES, first_line),)
    raw = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    unclean = check_characters(path, raw, first_line)
    if any(found.code == "Y104" for found in unclean):
        return None, unclean
    root, wrong = read_events(path, raw, first_line)
    return (None if root is None else Document(path, root, raw, first_line)), unclean + wrong


def split_front_matter(path: str, text: str) -> tuple[FrontMatter | None, tuple[Diagnostic, ...]]:
    """The YAML between the first line `---` and the next, and the body after it."""
    hint = "begin the file with a line '---', then the fields, then another line '---', then the text"
    lines = _LINE.finditer(text)
    first = next(lines)
    if first[0].rstrip() != "---":
        return None, (finding("Y130", Span(path, 1, 1, 4), "file has no front matter", hint),)
    for number, line in enumerate(lines, start=1):
        if line[0].rstrip() == "---":
            return FrontMatter(text[first.end() : line.start()], 2, text[line.end() :], number + 2), ()
    message = "front matter is not closed"
    return None, (finding("Y131", Span(path, 1, 1, 4), message, "end the fields with a line of their own: ---"),)


def too_large(path: str, limit: int, first_line: int = 1) -> Diagnostic:
    """The diagnostic for a file above its limit in bytes."""
    message = f"file is larger than {limit // 1024 // 1024} MiB"
    return finding("Y103", Span(path, first_line), message, "split it: one meeting, person or article a file")


def _offset(lines: list[str], line: int, column: int) -> int:
    """Index in the joined text of a 0-based line and column."""
    return sum(len(text) + 1 for text in lines[:line]) + column


def _as_written(word: str, style: str) -> str:
    """A pattern for a word as the style of its text spells it: '' in single quotes, backslashes in double ones."""
    pattern = re.escape(word)
    if style == "single":
        return pattern.replace("'", "''")
    if style == "double":
        return pattern.replace(r"\\", r"\\\\").replace('"', r'\\?"')
    return pattern
