"""Which facts of an entry the desk worked out, wherever in its file it says so."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Entry, Fact, Value, WordingUse
from .blocks import Path


def inferred_facts(entry: Entry) -> tuple[Path, ...]:
    """The path of every field that is marked as inferred, in the order of the fields."""
    return tuple(_of_value(entry, ()))


def _of_value(value: Value, at: Path) -> Iterator[Path]:
    if isinstance(value, Fact):
        yield from ((*at, inference.field) for inference in value.inferred)
    for field in value.__struct_fields__:
        part = getattr(value, field)
        if isinstance(part, Value):
            yield from _of_value(part, (*at, field))
        elif isinstance(part, tuple):
            for number, item in enumerate(part):
                if isinstance(item, Value):
                    step = item.track if isinstance(item, WordingUse) else number
                    yield from _of_value(item, (*at, field, step))
