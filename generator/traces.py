"""What a part of the site was made from, in words that the next build understands, and what there is to be made from.

Facts are known by a digest of each field of each entry, relations by a digest of each answer. Nothing here decides what
becomes of a part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from .model import Entry, Library
from .reads import KEYS, WHOLE, Key, Reads, Told, ToldLine, told
from .relate.blocks import KIND_OF, KINDS, entries

DIGEST = 8
"""Bytes of a digest: two different values have the same with a chance of one to 18 trillion millions."""


Fields = tuple[bytes, ...]
"""A digest for each field of an entry, in their order."""

FIELDS_OF = {kind: entry.__struct_fields__ for entry, kind in KIND_OF.items()}
"""By kind the fields of an entry, in the order of their bits."""


class Trace(msgspec.Struct, frozen=True, array_like=True):
    """What a part was made from: by entry ("meetings/x") the fields as bits, by relation the keys."""

    fields: dict[str, int]
    answers: dict[str, tuple[str, ...]]


class Facts(msgspec.Struct, frozen=True):
    """What parts are made from, as digests: by entry one for each of its fields, by relation one for each answer."""

    fields: Mapping[str, Fields]
    answers: Mapping[str, Mapping[str, bytes]]


def telling(library: Library) -> Library:
    """The library of entries that tell when they are read."""
    every = {kind: {name: told(entry) for name, entry in getattr(library, kind).items()} for kind in KINDS}
    return msgspec.structs.replace(library, **every)


def named(library: Library) -> dict[int, str]:
    """The entries of a library by the object's identity."""
    return {id(entry): f"{kind}/{entry.id}" for kind, entry in entries(library)}


def trace(reads: Reads, names: Mapping[int, str]) -> Trace:
    """What was read, in words that the next build understands."""
    answers: dict[str, list[str]] = {}
    for relation, key in reads.answers:
        if key is None:  # there is never anything under no key
            continue
        answers.setdefault(relation, []).append(text_of(key))
    return Trace(
        fields=dict(sorted((names[entry], bits) for entry, bits in reads.fields.items())),
        answers={relation: tuple(sorted(keys)) for relation, keys in sorted(answers.items())},
    )


def facts(library: Library, relations: Iterable[Told[Any, Any] | ToldLine[Any]], known: Mapping[int, Fields]) -> Facts:
    """What there is to be read of a library and of relations. `known`: digests of entries, by the object's identity."""
    fields = {f"{kind}/{entry.id}": known.get(id(entry)) or fields_of(entry) for kind, entry in entries(library)}
    return Facts(fields=fields, answers=answers(relations))


def answers(relations: Iterable[Told[Any, Any] | ToldLine[Any]]) -> dict[str, dict[str, bytes]]:
    """By relation a digest of each answer, and of all of them."""
    every: dict[str, dict[str, bytes]] = {}
    for relation in relations:
        found = {text_of(relation.noted(key)): sum_of(encode(value)) for key, value in relation.answers()}
        ends = {
            text_of(relation.noted(KEYS)): sum_of(encode(list(found))),
            text_of(relation.noted(WHOLE)): sum_of(encode(found)),
        }
        every.setdefault(relation.name, {}).update({**found, **ends})
    return every


def fields_of(entry: Entry) -> Fields:
    """Of each field a digest; of one that is not given, nothing."""
    values = (getattr(entry, name) for name in entry.__struct_fields__)
    return tuple(b"" if value is None or value == () else sum_of(encode(value)) for value in values)


def sum_of(content: bytes) -> bytes:
    """The digest of bytes."""
    return hashlib.blake2b(content, digest_size=DIGEST).digest()


encode: Callable[[object], bytes] = msgspec.msgpack.Encoder().encode
"""Any value of the program as bytes, the same for the same value."""


def text_of(key: Key) -> str:
    """A key as text, each different one another."""
    return f"={key}" if isinstance(key, str) else msgspec.json.encode(key).decode()


def changed_fields(before: Mapping[str, Fields], now: Mapping[str, Fields]) -> dict[str, int]:
    """By entry, the fields that are not what they were, as bits; all of them of one that is new or gone."""
    found = {}
    for name in before.keys() | now.keys():
        old, new = before.get(name, ()), now.get(name, ())
        if old != new:
            size = max(len(old), len(new))
            found[name] = sum(1 << at for at in range(size) if old[at : at + 1] != new[at : at + 1])
    return found


def changed_answers(
    before: Mapping[str, Mapping[str, bytes]], now: Mapping[str, Mapping[str, bytes]]
) -> dict[str, frozenset[str]]:
    """By relation, the keys under which it answers otherwise."""
    found = {}
    for relation in before.keys() | now.keys():
        old, new = before.get(relation, {}), now.get(relation, {})
        if old != new:
            found[relation] = frozenset(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    return found


def touched(trace: Trace, fields: Mapping[str, int], answers: Mapping[str, frozenset[str]]) -> Trace | None:
    """What of it was read and is not what it was; None if all is."""
    read = trace.fields
    changed = {name: read[name] & bits for name, bits in fields.items() if read.get(name, 0) & bits}
    others = {
        relation: tuple(sorted(found))
        for relation, keys in answers.items()
        if (found := keys.intersection(trace.answers.get(relation, ())))
    }
    return Trace(changed, others) if changed or others else None


def fields_read(entry: str, bits: int) -> tuple[str, ...]:
    """The fields of an entry ("meetings/x") that stand in a trace as bits, in the order of the model."""
    names = FIELDS_OF[entry.partition("/")[0]]
    return tuple(name for at, name in enumerate(names) if bits >> at & 1)
