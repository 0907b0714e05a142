"""Lists and mappings of values: one or several, each once, or a reason for each key."""

from __future__ import annotations

import msgspec

from ..codes import finding
from ..hygiene import shown
from ..yamldoc import Mapping, Node, Scalar, Sequence
from .block import Block
from .sheet import BAD, Form, Json, Reading, Sheet, is_empty


class ListOf(msgspec.Struct, frozen=True):
    """A list; with `one`, a single value may stand without brackets or dashes.

    `once` says what may stand only once in it: "value", the name of an attribute, or "" for nothing.
    """

    item: Form
    one: bool = False
    once: str = ""

    def read(self, node: Node, sheet: Sheet) -> Reading[tuple[object, ...]]:
        if isinstance(node, Sequence):
            return (yield from self._items(node, sheet))
        if self.one:
            value = yield from self.item.read(node, sheet)
            return BAD if value is BAD else (value,)
        what = "text" if isinstance(node, Scalar) else "mapping"
        hint = "begin each item with '- ' on a line of its own" + (", or write [one, two]" if what == "text" else "")
        yield finding("S110", sheet.at(node), f"{what} where a list is expected", hint)
        return BAD

    def _items(self, node: Sequence, sheet: Sheet) -> Reading[tuple[object, ...]]:
        values: list[object] = []
        seen: set[object] = set()
        failed = False
        for item in node.items:
            if is_empty(item):
                yield finding("S106", sheet.at(item), "item is empty", "give it, or delete its line")
                failed = True
                continue
            value = yield from self.item.read(item, sheet)
            failed = failed or value is BAD
            if value is not BAD and self.once:
                name = value if self.once == "value" else getattr(value, self.once)
                if name in seen:
                    yield finding(
                        "S114", sheet.at(item), f"'{shown(str(name))}' stands twice in this list", "delete one"
                    )
                    failed = True
                seen.add(name)
            values.append(value)
        return BAD if failed else tuple(values)

    def schema(self) -> dict[str, Json]:
        item = self.item.schema()
        several: dict[str, Json] = {"type": "array", "items": item, "minItems": 1}
        return {"anyOf": [item, several]} if self.one else several


class PairsOf(msgspec.Struct, frozen=True):
    """A mapping without fixed keys: what it names, and what is said of each."""

    key: Form
    value: Form

    def read(self, node: Node, sheet: Sheet) -> Reading[tuple[tuple[object, object], ...]]:
        if not isinstance(node, Mapping):
            what = "text" if isinstance(node, Scalar) else "list"
            yield finding("S110", sheet.at(node), f"{what} where 'name: value' lines are expected", "write name: value")
            return BAD
        pairs: list[tuple[object, object]] = []
        failed = False
        for key, node_value in node.entries:
            name = yield from self.key.read(key, sheet)
            value = yield from _value(self.value, key, node_value, sheet)
            failed = failed or name is BAD or value is BAD
            pairs.append((name, value))
        return BAD if failed else tuple(pairs)

    def schema(self) -> dict[str, Json]:
        return _named(self.key, self.value.schema())


class BlocksByName(msgspec.Struct, frozen=True):
    """A mapping of names to blocks, read as a list of values that carry their name as attribute `to`."""

    key: Form
    block: Block
    to: str

    def read(self, node: Node, sheet: Sheet) -> Reading[tuple[object, ...]]:
        if not isinstance(node, Mapping):
            hint = "write each name on a line of its own, its fields indented under it"
            yield finding("S110", sheet.at(node), "named blocks are expected", hint)
            return BAD
        made: list[object] = []
        failed = False
        for key, value in node.entries:
            name = yield from self.key.read(key, sheet)
            values = yield from self.block.values(value, sheet)
            if name is BAD or values is BAD:
                failed = True
            else:
                made.append(self.block.make(**{self.to: name}, **values))
        return BAD if failed else tuple(made)

    def schema(self) -> dict[str, Json]:
        return _named(self.key, self.block.schema())


def _named(key: Form, value: dict[str, Json]) -> dict[str, Json]:
    return {"type": "object", "minProperties": 1, "propertyNames": key.schema(), "additionalProperties": value}


def _value(form: Form, key: Scalar, node: Node, sheet: Sheet) -> Reading[object]:
    if is_empty(node):
        yield finding("S106", sheet.at(key), f"'{shown(key.value)}' has no value", "give it, or delete the line")
        return BAD
    return (yield from form.read(node, sheet))
