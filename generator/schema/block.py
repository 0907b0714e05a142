"""A block of fields: which there are, which must be given, and what `inferred` and `unknown` may say of them.

One table serves the reader, the editors' JSON Schema and the documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from typing import TypeAlias

import msgspec

from ..codes import finding
from ..diagnostics import Diagnostic, Note, Span, has_errors
from ..hygiene import shown
from ..model import Inference
from ..yamldoc import Mapping, Node, Scalar, Sequence
from .fields import Line
from .sheet import BAD, Form, Json, Reading, Sheet, closest, did_you_mean, drain, is_empty, text_of


class Presence(Enum):
    """Whether a field must stand in its block."""

    GIVEN = "given"
    STATED = "stated"
    """Given, or listed in `unknown`: readers are told that the sources do not say."""
    OPTIONAL = "optional"


class Absent(msgspec.Struct, frozen=True):
    """What to say when a field is missing whose absence has a code of its own."""

    code: str
    message: str
    hint: str


class Field(msgspec.Struct, frozen=True):
    """One row of a table. `to` is the name in the fact where it differs; `empty` stands for a value not known."""

    name: str
    form: Form
    doc: str
    presence: Presence = Presence.OPTIONAL
    to: str = ""
    absent: Absent | None = None
    empty: tuple[()] | None = None

    @property
    def attribute(self) -> str:
        """Its name in the fact."""
        return self.to or self.name


class Given(msgspec.Struct, frozen=True):
    """What one block of a file says, for the rules that look at several fields. `values` has the readable ones."""

    node: Mapping
    sheet: Sheet
    values: dict[str, object]
    unknown: frozenset[str]
    inferred: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether the field stands there, readable or not."""
        return self.node.get(name) is not None

    def at(self, name: str) -> Span:
        """Place of a field's value; of the block if it is not there."""
        value = self.node.get(name)
        return self.sheet.at(self.node if value is None else value)

    def key_at(self, name: str) -> Span:
        """Place of a field's name; of the block if it is not there."""
        key = next((key for key, _ in self.node.entries if key.value == name), None)
        return self.sheet.at(self.node if key is None else key)


Rule: TypeAlias = Callable[[Given], Iterator[Diagnostic]]
DOUBT = ("inferred", "unknown")
NOT_IN_DOUBT = frozenset({"id", "inferred", "unknown", "aliases", "accept"})


class Block(msgspec.Struct, frozen=True, eq=False):
    """A mapping with fixed fields that becomes one value; a fact may say what of it is inferred or unknown."""

    make: Callable[..., object]
    doc: str
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()
    is_fact: bool = True

    def read(self, node: Node, sheet: Sheet) -> Reading[object]:
        values = yield from self.values(node, sheet)
        return BAD if values is BAD else self.make(**values)

    def values(self, node: Node, sheet: Sheet) -> Reading[dict[str, object]]:
        """The values by attribute, all fields and rules judged, so that one run shows all there is to mend."""
        if not isinstance(node, Mapping):
            yield _not_a_block(node, sheet, self)
            return BAD
        log: list[Diagnostic] = []
        given = self._given(node, sheet, log)
        log.extend(self._missing(given))
        for rule in self.rules:
            log.extend(rule(given))
        yield from log
        if has_errors(log):
            return BAD
        return {**self._fillers(given), **given.values}

    def schema(self) -> dict[str, Json]:
        """JSON Schema of the block."""
        properties: dict[str, Json] = {
            field.name: {**field.form.schema(), "description": field.doc} for field in self.fields
        }
        required: list[Json] = [field.name for field in self.fields if field.presence is Presence.GIVEN]
        schema: dict[str, Json] = {"type": "object", "description": self.doc, "additionalProperties": False}
        if self.is_fact:
            properties |= _doubt_schema([*_may_be_doubted(self)])
            stated: list[Json] = [_stated_schema(f.name) for f in self.fields if f.presence is Presence.STATED]
            schema |= {"allOf": stated} if stated else {}
        return schema | {"properties": properties} | ({"required": required} if required else {})

    def _given(self, node: Mapping, sheet: Sheet, log: list[Diagnostic]) -> Given:
        fields = _by_name(self)
        values: dict[str, object] = {}
        for key, value in node.entries:
            if field := fields.get(key.value):
                if is_empty(value):
                    log.append(_empty(field, key, sheet))
                    continue
                read = drain(field.form.read(value, sheet), log)
                if read is not BAD:
                    values[field.attribute] = read
            elif not (self.is_fact and key.value in DOUBT):
                log.append(_unknown_key(key, sheet, [*_names(self)]))
        if not self.is_fact:
            return Given(node, sheet, values, frozenset(), frozenset())
        unknown, inferred = self._doubts(node, sheet, log)
        doubts = {"unknown": unknown, "inferred": inferred}
        values |= {name: value for name, value in doubts.items() if value}
        return Given(node, sheet, values, frozenset(unknown), frozenset(entry.field for entry in inferred))

    def _doubts(
        self, node: Mapping, sheet: Sheet, log: list[Diagnostic]
    ) -> tuple[tuple[str, ...], tuple[Inference, ...]]:
        """The fields listed in `unknown`, and those in `inferred` with their reasons."""
        fields = _may_be_doubted(self)
        unknown: dict[str, None] = {}
        inferred: dict[str, str] = {}
        for name in _listed(node, "unknown", sheet, log):
            if problem := self._wrong_unknown(fields.get(name.value), name, node, sheet, unknown):
                log.append(problem)
            unknown[name.value] = None
        for name, reason in _paired(node, "inferred", sheet, log):
            if name.value not in fields:
                log.append(_no_such_field(name, "inferred", fields, sheet))
            elif node.get(name.value) is None:
                message = f"'{name.value}' is inferred, but not given"
                log.append(finding("S105", sheet.at(name), message, "give the field, or list it in unknown"))
            inferred[name.value] = reason
        return tuple(unknown), tuple(Inference(field=name, reason=reason) for name, reason in inferred.items())

    def _wrong_unknown(
        self, field: Field | None, name: Scalar, node: Mapping, sheet: Sheet, before: dict[str, None]
    ) -> Diagnostic | None:
        if field is None:
            return _no_such_field(name, "unknown", _may_be_doubted(self), sheet)
        key = next((key for key, _ in node.entries if key.value == field.name), None)
        if key is not None:
            notes = (Note(sheet.at(key), "given here"),)
            message = f"'{field.name}' is given and listed in unknown"
            return finding("S103", sheet.at(name), message, "keep one of the two", notes)
        if field.presence is Presence.GIVEN:
            return finding("S107", sheet.at(name), f"'{field.name}' cannot be unknown", "give it: a page needs it")
        if field.name in before:
            return finding("S114", sheet.at(name), f"'{field.name}' stands twice in unknown", "delete one of them")
        return None

    def _missing(self, given: Given) -> Iterator[Diagnostic]:
        misspelt = self._misspelt(given.node)
        for field in _needed(self):
            if given.has(field.name) or field.name in misspelt:
                continue
            if field.name in given.unknown:  # allowed, or refused where it is listed
                continue
            at = given.sheet.at(given.node)
            if field.absent is not None:
                yield finding(field.absent.code, at, field.absent.message, field.absent.hint)
                continue
            may_be_unknown = field.presence is Presence.STATED and self.is_fact
            hint = f"write '{field.name}: …'" + (", or list it in unknown" if may_be_unknown else "")
            yield finding("S102", at, f"'{field.name}' is missing", f"{hint}. It is for: {field.doc}")

    def _misspelt(self, node: Mapping) -> set[str]:
        """Fields that an unknown key of the block was meant to be: one mistake, told once, at the key."""
        names = _names(self)
        return {closest(key.value, names) or "" for key, _ in node.entries if key.value not in names}

    def _fillers(self, given: Given) -> dict[str, object]:
        """What stands in the fact for a stated field that is not known."""
        stated = (field for field in _needed(self) if field.presence is Presence.STATED)
        return {field.attribute: field.empty for field in stated if not given.has(field.name)}


@cache
def _by_name(block: Block) -> dict[str, Field]:
    return {field.name: field for field in block.fields}


@cache
def _may_be_doubted(block: Block) -> dict[str, Field]:
    return {field.name: field for field in block.fields if field.name not in NOT_IN_DOUBT}


@cache
def _needed(block: Block) -> tuple[Field, ...]:
    return tuple(field for field in block.fields if field.presence is not Presence.OPTIONAL)


@cache
def _names(block: Block) -> dict[str, None]:
    """All that may stand in it, in order."""
    return dict.fromkeys((*_by_name(block), *(DOUBT if block.is_fact else ())))


def _empty(field: Field, key: Scalar, sheet: Sheet) -> Diagnostic:
    hint = "give it or list it in unknown" if field.presence is Presence.STATED else "give it, or delete the line"
    return finding("S106", sheet.at(key), f"'{field.name}' is empty", hint)


def _listed(node: Mapping, name: str, sheet: Sheet, log: list[Diagnostic]) -> Iterator[Scalar]:
    """The texts of the list `name`, if the block has one."""
    value = node.get(name)
    if value is None:
        return
    if not isinstance(value, Sequence) or not value.items:
        log.append(
            finding("S110", sheet.at(value), f"'{name}' is not a list of fields", f"write {name}: [field, field]")
        )
        return
    for item in value.items:
        text = drain(text_of(item, sheet), log)
        if text is not BAD:
            yield text


def _paired(node: Mapping, name: str, sheet: Sheet, log: list[Diagnostic]) -> Iterator[tuple[Scalar, str]]:
    """The keys of the mapping `name` with their reasons, if the block has one."""
    value = node.get(name)
    if value is None:
        return
    if not isinstance(value, Mapping) or not value.entries:
        hint = f"write, under {name}:, lines such as 'date: worked out from the paper of the day after'"
        log.append(finding("S110", sheet.at(value), f"'{name}' does not pair fields with reasons", hint))
        return
    for key, reason in value.entries:
        if is_empty(reason):
            hint = "say how the desk knows; readers are shown the reason"
            log.append(finding("S106", sheet.at(key), f"'{shown(key.value)}' is inferred without a reason", hint))
            continue
        text = drain(Line().read(reason, sheet), log)
        if text is not BAD:
            yield key, text


def _unknown_key(key: Scalar, sheet: Sheet, names: list[str]) -> Diagnostic:
    near = closest(key.value, names)
    hint = f"did you mean '{near}'?" if near else f"the fields here are: {', '.join(names)}"
    return finding("S101", sheet.at(key), f"field '{shown(key.value)}' is not known here", hint)


def _no_such_field(name: Scalar, where: str, fields: dict[str, Field], sheet: Sheet) -> Diagnostic:
    message = f"'{where}' names '{shown(name.value)}', which is not a field here"
    return finding("S104", sheet.at(name), message, did_you_mean(name.value, fields))


def _not_a_block(node: Node, sheet: Sheet, block: Block) -> Diagnostic:
    what = "text" if isinstance(node, Scalar) else "list"
    names = ", ".join(field.name for field in block.fields if field.presence is not Presence.OPTIONAL)
    hint = (
        f"write lines 'field: value', indented; it needs: {names}" if names else "write lines 'field: value', indented"
    )
    return finding("S110", sheet.at(node), f"{what} where fields are expected", hint)


def _doubt_schema(names: list[str]) -> dict[str, Json]:
    listed: list[Json] = [*names]
    reasons: dict[str, Json] = {name: {"type": ["string", "number", "boolean"]} for name in names}
    return {
        "inferred": {
            "type": "object",
            "description": "Fields the desk worked out, each with the reason readers are shown.",
            "properties": reasons,
            "additionalProperties": False,
            "minProperties": 1,
        },
        "unknown": {
            "type": "array",
            "description": "Fields the sources do not give; readers see that they are not stated.",
            "items": {"enum": listed},
            "minItems": 1,
            "uniqueItems": True,
        },
    }


def _stated_schema(name: str) -> dict[str, Json]:
    listed: dict[str, Json] = {"unknown": {"contains": {"const": name}}}
    return {"anyOf": [{"required": [name]}, {"required": ["unknown"], "properties": listed}]}
