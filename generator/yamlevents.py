"""Nodes from libyaml's events, within limits. No constructor runs, so nothing is guessed and nothing can be made.

Depth and number of nodes are bounded while the events stream, because libyaml's composer crashes on deep nesting.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

import yaml

from .codes import finding
from .diagnostics import Diagnostic, Note, Span
from .hygiene import HYGIENE, shown
from .yamlnodes import Mapping, Node, Scalar, Sequence
from .yamlproblems import explain_problem

MAX_DEPTH = 40
MAX_NODES = 50_000

DECORATED = "put text that starts with {} into quotation marks or a >- block"

STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}


def read_events(path: str, raw: str, first_line: int) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    """The mapping at the top of the only document, and all that is wrong; None if there is nothing to go on with."""
    builder = _Builder(path, raw, first_line)
    root = builder.read()
    return root, tuple(builder.log)


class _Builder:
    """Nodes from libyaml's events; keeps the count of nodes, the stream between two events, and what is wrong."""

    def __init__(self, path: str, raw: str, first_line: int) -> None:
        self._path, self._raw, self._first_line = path, raw, first_line
        self._nodes = 0
        # None comes only after the end of the stream, where nobody asks
        self._next = cast("Callable[[], yaml.Event]", yaml.CSafeLoader(raw).get_event)
        self.log: list[Diagnostic] = []

    def read(self) -> Mapping | None:
        """The mapping at the top of the only document, or None if the text cannot be read."""
        try:
            return self._stream()
        except yaml.YAMLError as problem:
            self.log.append(explain_problem(self._path, self._raw, self._first_line, problem))
            return None

    def _stream(self) -> Mapping | None:
        self._next()
        event = self._next()
        if not isinstance(event, yaml.DocumentStartEvent):
            at = Span(self._path, self._first_line)
            self.log.append(finding("Y128", at, "file has no fields", "write 'field: value' lines"))
            return None
        if event.version or event.tags:
            self._error(event, "Y121", "directive '%' at the top", "delete the line; files are plain YAML")
        event = self._next()
        root = self._node(event, 1)
        if root is None:
            return None
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            hint = "delete the line '---', and put a second entry into a file of its own"
            self._error(after, "Y123", "a second document begins", hint)
        if isinstance(root, Mapping):
            return root
        self._error(event, "Y128", "file is not a list of fields", "write 'field: value' lines")
        return None

    def _node(self, event: yaml.Event, depth: int) -> Node | None:
        """One node with all below it; None ends the reading, its diagnostic is out."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._error(event, "Y127", f"file has more than {MAX_NODES:,} values", "split it into several files")
            return None
        if depth > MAX_DEPTH:
            self._error(event, "Y126", f"values nest deeper than {MAX_DEPTH} levels", "write fewer levels")
            return None
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, yaml.AliasEvent):
            name = shown(event.anchor or "")
            self._error(event, "Y122", f"alias '*{name}'", f"repeat the value; {DECORATED.format('*')}")
        return None

    def _undecorated(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Tags and anchors: none is wanted, and text that starts with ! or & becomes one by accident."""
        if event.anchor is not None:
            self._error(event, "Y122", f"anchor '&{shown(event.anchor)}'", f"delete it; {DECORATED.format('&')}")
        if event.tag is not None:
            self._error(event, "Y121", f"tag '{shown(event.tag)}'", f"delete it; {DECORATED.format('!')}")

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.anchor is not None or event.tag is not None:
            self._undecorated(event)
        start, end = _marks(event)
        line, end_line = self._first_line + start.line, self._first_line + end.line
        style = STYLES[event.style]
        if style == "double" and "\\" in (written := self._raw[start.index : end.index]):
            self._escaped(event, written)
        return Scalar(event.value, line, start.column + 1, end_line, end.column + 1, style)

    def _escaped(self, event: yaml.ScalarEvent, written: str) -> None:
        r"""Characters written as escapes, such as \u202e, are held to the same rules."""
        for pattern, code, what in HYGIENE:
            found = pattern.search(event.value)
            if found and found[0] not in written:
                self._error(event, code, f"{what} U+{ord(found[0]):04X} as an escape", "delete the escape")

    def _sequence(self, event: yaml.SequenceStartEvent, depth: int) -> Sequence | None:
        self._undecorated(event)
        items = []
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            node = self._node(item, depth + 1)
            if node is None:
                return None
            items.append(node)
        start, _ = _marks(event)
        return Sequence(tuple(items), self._first_line + start.line, start.column + 1, bool(event.flow_style))

    def _mapping(self, event: yaml.MappingStartEvent, depth: int) -> Mapping | None:
        self._undecorated(event)
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(item := self._next(), yaml.MappingEndEvent):
            key = self._key(item, depth)
            value = None if key is None else self._node(self._next(), depth + 1)
            if key is None or value is None:
                return None
            if key.value in entries:
                self.log.append(self._repeated(key, entries[key.value][0]))
            entries.setdefault(key.value, (key, value))
        start, _ = _marks(event)
        entered = tuple(entries.values())
        return Mapping(entered, self._first_line + start.line, start.column + 1, bool(event.flow_style))

    def _key(self, event: yaml.Event, depth: int) -> Scalar | None:
        key = self._node(event, depth + 1)
        if isinstance(key, Scalar):
            if not key.value.strip():
                self._error(event, "Y125", "key is empty", "name the field before the colon")
            return key
        if key is not None:
            hint = "keys are plain words; put text that starts with [ or { into a >- block"
            self._error(event, "Y124", "key is not text", hint)
        return None

    def _repeated(self, key: Scalar, first: Scalar) -> Diagnostic:
        end = key.end_column if key.line == key.end_line else key.column + 1
        before = Span(self._path, first.line, first.column, first.column + len(first.value))
        return finding(
            "Y120",
            Span(self._path, key.line, key.column, end),
            f"key '{shown(key.value)}' stands twice",
            "keep one of the two; several values of one field are a list",
            (Note(before, "first here"),),
        )

    def _span(self, event: yaml.Event) -> Span:
        start, end = _marks(event)
        column = start.column + 1
        last = end.column + 1 if end.line == start.line else column + 1
        return Span(self._path, self._first_line + start.line, column, max(last, column + 1))

    def _error(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.log.append(finding(code, self._span(event), message, hint))


class _Mark(Protocol):
    index: int
    line: int
    column: int


def _marks(event: yaml.Event) -> tuple[_Mark, _Mark]:
    """Where an event begins and ends, 0-based; libyaml's events always say."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        raise TypeError(event)
    return start, end
