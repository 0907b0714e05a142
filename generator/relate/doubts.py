"""Which facts of an entry the desk worked out, wherever in its file it says so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import get_args

from msgspec.structs import fields

from ..model import Entry, Fact, Value, WordingUse
from .blocks import Path


def inferred_facts(entry: Entry) -> tuple[Path, ...]:
    """The path of every field that is marked as inferred, in the order of the fields."""
    return tuple(_of_value(entry, ()))


def _of_value(value: Value, at: Path) -> Iterator[Path]:
    if isinstance(value, Fact):
        yield from ((*at, inference.field) for inference in value.inferred)
    for field in _parts(type(value)):
        part = getattr(value, field)
        if isinstance(part, Value):
            yield from _of_value(part, (*at, field))
        else:
            for number, item in enumerate(part or ()):
                step = item.track if isinstance(item, WordingUse) else number
                yield from _of_value(item, (*at, field, step))


@cache
def _parts(kind: type[Value]) -> tuple[str, ...]:
    """The fields of a kind of value, single or lists, in which facts stand: most of a record are words and cites."""
    return tuple(field.name for field in fields(kind) if any(map(_has_facts, _values_in(field.type))))


def _has_facts(kind: type[Value]) -> bool:
    return issubclass(kind, Fact) or bool(_parts(kind))


def _values_in(annotation: object) -> Iterator[type[Value]]:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        yield annotation
    for inner in get_args(annotation):
        yield from _values_in(inner)
