"""Notes what is read of facts and relations while something is worked out: which fields of which entries, which answers
of which relations. Work whose reads all give what they gave before would come to the same again.

Entries and relations that tell of their reading hold the same values as those that do not, and everything that takes
the one takes the other. Nothing is noted unless somebody listens. What the notes are used for is decided elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Reversible, Sequence, ValuesView
from contextlib import contextmanager
from functools import cache
from typing import Any, Final, Generic, TypeVar, cast, get_args, get_type_hints, overload

import msgspec

from .model import ByKeyword, Entry

E = TypeVar("E", bound=Entry)
K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
Thing = TypeVar("Thing")

Key = Any
"""What a relation is asked for: strings, numbers and tuples of them."""

WHOLE: Final = ("*",)
"""The key under which it is noted that the whole of a relation was walked over: its keys in their order, and all
answers.
"""

KEYS: Final = ("#",)
"""The same for its keys alone; of a line, for its length."""

UNNOTED = frozenset({"id"})
"""Fields that never change: what has another id is another entry."""


class Reads:
    """What was read: of each entry its fields as bits in the order of the struct, by the object's identity; and
    pairs of a relation's name and a key.
    """

    __slots__ = ("_taken", "answers", "fields")

    def __init__(self) -> None:
        self.fields: defaultdict[int, int] = defaultdict(int)
        self.answers: set[tuple[str, Key]] = set()
        self._taken: set[Reads] = set()

    def add(self, other: Reads) -> None:
        """Takes over what was read for something that is used here, and is read no further."""
        if other in self._taken:
            return
        self._taken.add(other)
        fields = self.fields
        for entry, bits in other.fields.items():
            fields[entry] |= bits
        self.answers |= other.answers


_listening: list[Reads | None] = [None]
"""Who notes just now: one at a time, in each process for itself."""


@contextmanager
def noting() -> Iterator[Reads]:
    """Notes what is read until it is left. What is noted inside another noting is that one's alone."""
    before, reads = _listening[0], Reads()
    _listening[0] = reads
    try:
        yield reads
    finally:
        _listening[0] = before


@contextmanager
def unnoted() -> Iterator[None]:
    """Notes nothing until it is left: for what is kept for all, and told of as a whole."""
    before = _listening[0]
    _listening[0] = None
    try:
        yield
    finally:
        _listening[0] = before


def note(relation: str, key: Key) -> None:
    """That a relation was asked for a key."""
    reads = _listening[0]
    if reads is not None:
        reads.answers.add((relation, key))


def remembered(kept: dict[K, tuple[V, Reads]], key: K, work: Callable[[], V]) -> V:
    """The result of `work`, kept by a key; whoever asks for it has read all that it was worked out from."""
    listening = _listening[0]
    if key not in kept:
        with noting() as reads:
            made = work()
        kept[key] = made, reads
    value, reads = kept[key]
    if listening is not None:
        listening.add(reads)
    return value


# --- entries ---------------------------------------------------------------------------------------------------------


def told(entry: E) -> E:
    """The same entry, which tells when its fields are read."""
    kind = type(entry)
    if kind not in _telling:
        _telling[kind] = _telling_kind(kind)
    fields = {name: getattr(entry, name) for name in kind.__struct_fields__}
    return cast("E", _telling[kind](**fields))


_telling: dict[type[Entry], type[Entry]] = {}


def _telling_kind(kind: type[Entry]) -> type[Entry]:
    """A kind of entry with the same fields at the same places, each behind a property."""
    fields = {
        name: _field(getattr(kind, name).__get__, 1 << number)
        for number, name in enumerate(kind.__struct_fields__)
        if name not in UNNOTED
    }
    return cast(
        "type[Entry]", ByKeyword(kind.__name__, (kind,), {**fields, "__module__": kind.__module__}, frozen=True)
    )


def _field(get: Callable[[Entry], object], bit: int) -> property:
    def read(entry: Entry) -> object:
        reads = _listening[0]
        if reads is not None:
            reads.fields[id(entry)] |= bit
        return get(entry)

    return property(read)


# --- relations -------------------------------------------------------------------------------------------------------


class Told(Mapping[K, V]):
    """A relation that tells what it is asked."""

    __slots__ = ("_held", "_of_entries", "_under", "name")

    def __init__(self, name: str, held: Mapping[K, V], under: Key = None, *, of_entries: bool = False) -> None:
        """`under`: what all its keys are noted together with, if it is a part of a larger relation. `of_entries`: there
        are entries in its answers, of which it says only which they are.
        """
        self.name = name
        self._held = held
        self._under = under
        self._of_entries = of_entries

    def _note(self, key: Key) -> None:
        reads = _listening[0]  # as `note` and `noted` have it, without two calls: a build asks a million times
        if reads is not None:
            reads.answers.add((self.name, key if self._under is None else (self._under, key)))

    def __getitem__(self, key: K) -> V:
        self._note(key)
        return self._held[key]

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | T) -> V | T: ...
    def get(self, key: K, /, default: V | T | None = None) -> V | T | None:
        """As of any mapping."""
        self._note(key)
        return self._held.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return key in self._held

    def __iter__(self) -> Iterator[K]:
        self._note(KEYS)
        return iter(self._held)

    def __len__(self) -> int:
        self._note(KEYS)
        return len(self._held)

    def items(self) -> ItemsView[K, V]:
        """As of any mapping."""
        self._note(WHOLE)
        return self._held.items()

    def values(self) -> ValuesView[V]:
        """As of any mapping."""
        self._note(WHOLE)
        return self._held.values()

    @property
    def held(self) -> Mapping[K, V]:
        """The relation itself, which tells nothing."""
        return self._held

    def answers(self) -> Iterator[tuple[Key, object]]:
        """Every key, with what decides whether the answer is the same."""
        answers: Iterable[object] = self._held.values()
        return zip(self._held, map(plain, answers) if self._of_entries else answers, strict=True)

    def noted(self, key: Key) -> Key:
        """A key as it is noted."""
        return key if self._under is None else (self._under, key)


class ToldOf(Generic[Thing, V]):
    """A relation that is worked out when it is asked: what it says of one thing, and never of all."""

    __slots__ = ("_key", "name", "of")

    def __init__(self, name: str, key: Callable[[Thing], Key], of: Callable[[Thing], V]) -> None:
        """`key`: as what a thing is noted; `of`: what is said of it, and reads nothing that is not noted so."""
        self.name = name
        self._key = key
        self.of = of

    def __call__(self, one: Thing) -> V:
        """What it says of a thing."""
        note(self.name, self._key(one))
        return self.of(one)


class ToldLine(Sequence[V], Reversible[V]):
    """Things in an order, usually entries, which tell what is asked for by place and who walks over all."""

    __slots__ = ("_held", "name")

    def __init__(self, name: str, held: Sequence[V]) -> None:
        self.name = name
        self._held = tuple(held)

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[V, ...]: ...
    def __getitem__(self, at: int | slice) -> V | tuple[V, ...]:
        if isinstance(at, slice):
            first, last, step = at.indices(len(self._held))
            for place in range(first, last, step):
                note(self.name, place)
            if last == len(self._held):
                note(self.name, last)
            if step < 0 or any(place is not None and place < 0 for place in (at.start, at.stop)):
                note(self.name, KEYS)  # counted from the end, which may come to stand elsewhere
            return self._held[at]
        note(self.name, at if at >= 0 else WHOLE)
        return self._held[at]

    def __len__(self) -> int:
        note(self.name, KEYS)
        return len(self._held)

    def __bool__(self) -> bool:
        note(self.name, 0)
        return bool(self._held)

    def __iter__(self) -> Iterator[V]:
        note(self.name, WHOLE)
        return iter(self._held)

    def __reversed__(self) -> Iterator[V]:
        note(self.name, WHOLE)
        return reversed(self._held)

    def __contains__(self, entry: object) -> bool:
        note(self.name, WHOLE)
        return entry in self._held

    @property
    def held(self) -> tuple[V, ...]:
        """The line itself, which tells nothing."""
        return self._held

    def answers(self) -> Iterator[tuple[Key, object]]:
        """Every place, with what decides whether the same stands there."""
        return enumerate(map(plain, self._held))

    def noted(self, key: Key) -> Key:
        """A place as it is noted."""
        return key


def plain(value: object) -> object:
    """A value of a relation with the id of every entry in it: what of one is read is noted for itself, and of which
    kind it is follows from the relation.
    """
    if isinstance(value, Entry):
        return value.id
    if isinstance(value, tuple | list):
        return list(map(plain, value))
    if isinstance(value, msgspec.Struct) and _has_entries(type(value)):
        return [plain(getattr(value, name)) for name in value.__struct_fields__]
    return sorted(value) if isinstance(value, frozenset) else value


@cache
def _has_entries(kind: type[msgspec.Struct]) -> bool:
    """Whether a value of this kind may have an entry in one of its fields, whatever it has there now."""
    return any(map(_may_be_entry, get_type_hints(kind).values()))


def _may_be_entry(form: object) -> bool:
    if isinstance(form, type) and issubclass(form, msgspec.Struct):
        return issubclass(form, Entry) or _has_entries(form)
    return any(map(_may_be_entry, get_args(form)))
