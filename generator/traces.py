"""What a part of the site was made from, in words that the next build understands, and what there is to be made from.

Facts are known by a digest of each field of each entry, relations by a digest of each answer. Nothing here decides what
becomes of a part.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, zip_longest
from typing import Any, TypeVar
from zlib import crc32

import msgspec

from .model import Entry, Library
from .reads import KEYS, WHOLE, Key, Reads, Told, ToldLine, told
from .relate.blocks import KIND_OF, KINDS, entries

T = TypeVar("T")

DIGEST = 8
"""Bytes of a digest: two different values have the same with a chance of one to 18 trillion millions."""


Fields = tuple[bytes, ...]
"""A digest for each field of an entry, in their order."""

AT_ONCE = 256
"""So many answers are compared together, and one by one only if they are not all the same."""

FIELDS_OF = {kind: entry.__struct_fields__ for entry, kind in KIND_OF.items()}
"""By kind the fields of an entry, in the order of their bits."""


class Trace(msgspec.Struct, frozen=True, array_like=True):
    """What a part was made from: by entry ("meetings/x") the fields as bits, by relation the keys."""

    fields: dict[str, int]
    answers: dict[str, tuple[str, ...]]


class Traced(msgspec.Struct, frozen=True, array_like=True):
    """A trace as it is kept. `grounds`: the number of every entry and answer that was read, four bytes each, so that
    what has nothing of some is soon known; `sum`: the digest of what is `written`, which is b"" if it was kept before.
    """

    grounds: bytes
    sum: bytes
    written: bytes = b""


Relation = Told[Any, Any] | ToldLine[Any]


class Stretch:
    """Some of the answers of a relation, one after the other."""

    def __init__(self, relation: Relation, answers: Sequence[tuple[Key, object]]) -> None:
        self._relation = relation
        self._answers = answers

    @cached_property
    def sum(self) -> bytes:
        """A digest of all of it: the same as long as every answer is, and much sooner made."""
        return hashlib.blake2b(encode(self._answers), digest_size=2 * DIGEST).digest()

    @cached_property
    def each(self) -> dict[str, bytes]:
        """A digest of each answer, by its key as text."""
        return {text_of(self._relation.noted(key)): sum_of(encode(value)) for key, value in self._answers}


class Answers(msgspec.Struct, frozen=True):
    """What a relation answers, stretch by stretch. `keys` and `whole`: under what its keys and all of it are noted."""

    keys: str
    whole: str
    stretches: tuple[Stretch, ...]

    @property
    def each(self) -> dict[str, bytes]:
        """A digest of each answer, and of all keys, and of the whole."""
        found = {key: digest for one in self.stretches for key, digest in one.each.items()}
        return {**found, self.keys: sum_of(encode(list(found))), self.whole: sum_of(encode(found))}


class KeptStretch(msgspec.Struct, frozen=True, array_like=True):
    """What the next build knows of one: a digest of all of it, and of each answer as they are written."""

    sum: bytes
    each: msgspec.Raw


class KeptAnswers(msgspec.Struct, frozen=True, array_like=True):
    """The same of all that a relation answered."""

    keys: str
    whole: str
    stretches: tuple[KeptStretch, ...]


class Words:
    """What relations say of the words of an entry."""

    def __init__(self, written: bytes, said: Callable[[], Iterable[Told[Any, Any]]]) -> None:
        """`written`: something that is the same as long as all of it is; `said`: the relations of these words alone."""
        self.sum = sum_of(written)
        self._said = said

    @cached_property
    def each(self) -> dict[str, dict[str, bytes]]:
        """By relation the digests of its answers."""
        return each_answer(self._said())


class KeptWords(msgspec.Struct, frozen=True, array_like=True):
    """What the next build knows of them; `each` as it is written, since few are ever asked for it."""

    sum: bytes
    each: msgspec.Raw


class Facts(msgspec.Struct, frozen=True):
    """What parts are made from, as digests: by entry one for each of its fields and what is said of its words, and what
    each relation answers.
    """

    fields: Mapping[str, Fields]
    answers: Mapping[str, tuple[Answers, ...]]
    words: Mapping[str, Words]


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


def traced(found: Trace) -> Traced:
    """A trace as it is kept."""
    written = encode(found)
    return Traced(array("I", _numbers(found.fields, found.answers)).tobytes(), sum_of(written), written)


def may_be_touched(
    kept: Iterable[tuple[T, bytes]], fields: Iterable[str], answers: Mapping[str, Iterable[str]]
) -> list[T]:
    """Of traces by their grounds those that may have read any of this; the others have not."""
    changed = frozenset(_numbers(fields, answers))
    return [name for name, grounds in kept if not changed.isdisjoint(array("I", grounds))]


def _numbers(fields: Iterable[str], answers: Mapping[str, Iterable[str]]) -> Iterator[int]:
    """The numbers of entries, and of answers; two may have the same."""
    yield from (crc32(entry.encode("utf-8", "surrogatepass")) for entry in fields)
    for relation, keys in answers.items():
        begun = crc32(relation.encode() + b" ")
        yield from (crc32(key.encode("utf-8", "surrogatepass"), begun) for key in keys)


def facts(
    library: Library, relations: Iterable[Relation], words: Mapping[str, Words], known: Mapping[int, Fields]
) -> Facts:
    """What there is to be read of a library, of relations, and of words. `known`: digests of entries, by the object's
    identity.
    """
    fields = {f"{kind}/{entry.id}": known.get(id(entry)) or fields_of(entry) for kind, entry in entries(library)}
    return Facts(fields=fields, answers=answers(relations), words=words)


def answers(relations: Iterable[Relation]) -> dict[str, tuple[Answers, ...]]:
    """What is answered, by the relations' names."""
    every: dict[str, list[Answers]] = {}
    for relation in relations:
        every.setdefault(relation.name, []).append(_answers(relation))
    return {name: tuple(found) for name, found in every.items()}


def _answers(relation: Relation) -> Answers:
    found = relation.answers()
    stretches = iter(lambda: list(islice(found, AT_ONCE)), [])
    return Answers(
        keys=text_of(relation.noted(KEYS)),
        whole=text_of(relation.noted(WHOLE)),
        stretches=tuple(Stretch(relation, one) for one in stretches),
    )


def each_answer(relations: Iterable[Relation]) -> dict[str, dict[str, bytes]]:
    """By relation the digests of its answers."""
    return {
        name: {key: digest for one in found for key, digest in one.each.items()}
        for name, found in answers(relations).items()
    }


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


def answered_otherwise(
    before: Mapping[str, Sequence[KeptAnswers]], now: Mapping[str, Sequence[Answers]]
) -> dict[str, frozenset[str]]:
    """By relation, the keys under which it answers otherwise than in the last build."""
    found = {}
    for name in before.keys() | now.keys():
        old, new = {one.whole: one for one in before.get(name, ())}, {one.whole: one for one in now.get(name, ())}
        pairs = ((old.get(whole), new.get(whole)) for whole in old.keys() | new.keys())
        if keys := frozenset(key for pair in pairs for key in _otherwise(*pair)):
            found[name] = keys
    return found


def _otherwise(before: KeptAnswers | None, now: Answers | None) -> Iterable[str]:
    pairs = zip_longest(before.stretches if before else (), now.stretches if now else ())
    others = [(old, new) for old, new in pairs if old is None or new is None or old.sum != new.sum]
    if not others:
        return ()
    was = {key: digest for old, _ in others if old for key, digest in _decoded(old).items()}
    is_now = {key: digest for _, new in others if new for key, digest in new.each.items()}
    ends = [one for end in (before, now) if end for one in (end.whole, end.keys)]
    changed = (key for key in was.keys() | is_now.keys() if was.get(key) != is_now.get(key))
    return (*changed, *(ends if list(was) != list(is_now) else ends[:1]))


def _decoded(kept: KeptStretch) -> dict[str, bytes]:
    return msgspec.msgpack.decode(kept.each, type=dict[str, bytes])


def said_otherwise(before: Mapping[str, KeptWords], now: Mapping[str, Words]) -> dict[str, frozenset[str]]:
    """By relation, the keys under which it says something else of words than in the last build."""
    found: dict[str, frozenset[str]] = {}
    for name in before.keys() | now.keys():
        old, new = before.get(name), now.get(name)
        if old is None or new is None or old.sum != new.sum:
            was = msgspec.msgpack.decode(old.each, type=dict[str, dict[str, bytes]]) if old else {}
            for relation, keys in changed_answers(was, new.each if new else {}).items():
                found[relation] = found.get(relation, frozenset()) | keys
    return found


def kept_words(before: Mapping[str, KeptWords], now: Mapping[str, Words]) -> dict[str, KeptWords]:
    """What the next build must know; of what is as it was, nothing is made again."""
    held = {name: before[name] for name, words in now.items() if name in before and before[name].sum == words.sum}
    new = (name for name in now if name not in held)
    return {**held, **{name: KeptWords(now[name].sum, msgspec.Raw(encode(now[name].each))) for name in new}}


def kept_answers(before: Sequence[KeptAnswers], now: Sequence[Answers]) -> tuple[KeptAnswers, ...]:
    """What the next build must know; of what is as it was, nothing is made again."""
    known = {one.whole: one.stretches for one in before}
    return tuple(KeptAnswers(one.keys, one.whole, _kept(known.get(one.whole, ()), one.stretches)) for one in now)


def _kept(before: Sequence[KeptStretch], now: Sequence[Stretch]) -> tuple[KeptStretch, ...]:
    return tuple(
        old if old and old.sum == new.sum else KeptStretch(new.sum, msgspec.Raw(encode(new.each)))
        for old, new in zip_longest(before[: len(now)], now)
    )


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
