"""Values as YAML the way a desk writes it: prose folded under its field, everything else on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | int | Sequence[Value] | Mapping[str, Value]"

WIDTH = 112
_PLAIN = re.compile(r"[^\W_][^:#'\"\[\]{}>|*&!%@`\n]*(?:(?<! )[:#](?! )[^:#'\"\[\]{}>|*&!%@`\n]*)*")
_LONGEST_PLAIN = 70
_NOT_TEXT = frozenset({"null", "~", "yes", "no", "true", "false"})


def document(fields: Mapping[str, Value]) -> str:
    """A whole file; fields without a value are left out."""
    return "\n".join(_block(fields, 0)) + "\n"


def _block(fields: Mapping[str, Value], depth: int) -> Iterator[str]:
    pad = " " * depth
    for name, value in fields.items():
        if value in ("", (), [], {}):
            continue
        if isinstance(value, Mapping):
            yield f"{pad}{name}:"
            yield from _block(value, depth + 2)
        elif isinstance(value, str | int):
            yield from _text(f"{pad}{name}: ", str(value), depth + 2)
        else:
            yield from _list(name, value, depth)


def _list(name: str, items: Sequence[Value], depth: int) -> Iterator[str]:
    pad = " " * depth
    plain = [str(item) for item in items if isinstance(item, str | int)]
    line = f"{pad}{name}: [{', '.join(plain)}]"
    if len(plain) == len(items) and len(line) <= WIDTH and all(re.fullmatch(r"[a-z0-9_#-]+", one) for one in plain):
        yield line
        return
    yield f"{pad}{name}:"
    for item in items:
        if isinstance(item, Mapping):
            first, *rest = _block(item, depth + 4)
            yield f"{pad}  - {first.lstrip()}"
            yield from rest
        else:
            yield from _text(f"{pad}  - ", str(item), depth + 4)


def _text(lead: str, text: str, depth: int) -> Iterator[str]:
    """A short plain text beside its field, any other folded below it."""
    if len(text) <= _LONGEST_PLAIN and _PLAIN.fullmatch(text) and not text.endswith(" ") and text not in _NOT_TEXT:
        yield lead + text
        return
    yield f"{lead}>-"
    yield from folded(text, depth)


def folded(text: str, depth: int) -> Iterator[str]:
    """The words in lines of a readable width."""
    pad = " " * depth
    line = ""
    for word in text.split(" "):
        if line and len(line) + len(word) >= WIDTH - depth:
            yield pad + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield pad + line
