"""What is read is told: every field of every kind of entry, every way in which a relation can be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load import load
from generator.model import Entry
from generator.reads import KEYS, UNNOTED, WHOLE, Reads, Told, ToldLine, note, noting, remembered, told, unnoted
from generator.relate.blocks import KIND_OF, entries
from generator.traces import answered_otherwise, answers, changed_answers, each_answer, kept_answers, text_of

from .edits import GOLDEN


def plain_entries() -> dict[type[Entry], Entry]:
    """One of each kind."""
    library = load(GOLDEN).library
    assert library
    return {type(entry): entry for _, entry in entries(library)}


PLAIN = plain_entries()


@pytest.fixture(params=KIND_OF, ids=lambda kind: kind.__name__)
def entry(request: pytest.FixtureRequest) -> Entry:
    """An entry of each kind."""
    return PLAIN[request.param]


# --- entries ---------------------------------------------------------------------------------------------------------


def test_every_field_tells(entry: Entry) -> None:
    """Each by its own bit, in the order of the struct; the id never changes, and is not told."""
    telling = told(entry)
    for number, name in enumerate(entry.__struct_fields__):
        with noting() as reads:
            value = getattr(telling, name)
        assert value == getattr(entry, name)
        assert reads.fields == ({} if name in UNNOTED else {id(telling): 1 << number})
        assert not reads.answers
    assert frozenset({"id"}) == UNNOTED


def test_properties_tell_what_they_are_made_of(entry: Entry) -> None:
    """Such as the sort name of a person: a property is no field, and reads fields."""
    telling = told(entry)
    for name, value in vars(type(entry)).items():
        if isinstance(value, property):
            with noting() as reads:
                assert getattr(telling, name) == getattr(entry, name)
            assert reads.fields


def test_a_telling_entry_passes_for_the_plain_one(entry: Entry) -> None:
    """It is of the same kind, is encoded the same, and two that are told from one entry are equal."""
    telling = told(entry)
    assert isinstance(telling, type(entry))
    assert type(telling).__name__ == type(entry).__name__
    assert msgspec.msgpack.encode(telling) == msgspec.msgpack.encode(entry)
    assert telling == told(entry)
    assert hash(telling) == hash(told(entry))
    changed = msgspec.structs.replace(telling, aliases=("another",))
    with noting() as reads:
        assert changed.aliases == ("another",)
    assert reads.fields.keys() == {id(changed)}


def test_nothing_is_noted_where_nobody_listens(entry: Entry) -> None:
    """Nor while it is asked that nothing be noted."""
    telling = told(entry)
    assert telling.aliases == entry.aliases
    with noting() as reads, unnoted():
        assert telling.aliases == entry.aliases
        note("relation", 1)
    assert (reads.fields, reads.answers) == ({}, set())


def test_a_noting_inside_another_is_that_ones_alone() -> None:
    """Until it is handed on."""
    with noting() as outer:
        note("a", 1)
        with noting() as inner:
            note("a", 2)
        note("a", 3)
    assert outer.answers == {("a", 1), ("a", 3)}
    assert inner.answers == {("a", 2)}
    outer.add(inner)
    assert outer.answers == {("a", 1), ("a", 2), ("a", 3)}


def test_a_noting_ends_with_an_error() -> None:
    """Whoever listened before hears again."""
    with noting() as outer:
        with pytest.raises(ZeroDivisionError), noting():
            raise ZeroDivisionError
        note("a", 1)
    assert outer.answers == {("a", 1)}


def test_what_is_remembered_is_read_by_all_who_ask() -> None:
    """Whoever asked first, listening or not; what is remembered of something remembered too."""
    kept: dict[str, tuple[int, Reads]] = {}
    telling = told(next(iter(PLAIN.values())))

    def inner() -> int:
        note("inner", 1)
        return len(telling.aliases)

    def outer() -> int:
        note("outer", 1)
        return remembered(kept, "inner", inner)

    remembered(kept, "outer", outer)
    for _ in range(2):
        with noting() as reads:
            remembered(kept, "outer", outer)
        assert reads.answers == {("outer", 1), ("inner", 1)}
        assert reads.fields.keys() == {id(telling)}


# --- relations -------------------------------------------------------------------------------------------------------

HELD = {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("ask", "noted"),
    [
        (lambda one: one["a"], {"a"}),
        (lambda one: one.get("a"), {"a"}),
        (lambda one: one.get("x"), {"x"}),
        (lambda one: one.get("x", 7), {"x"}),
        (lambda one: "x" in one, {"x"}),
        (lambda one: "a" in one.keys(), {"a"}),  # noqa: SIM118 - what is asked
        (len, {KEYS}),
        (bool, {KEYS}),
        (list, {KEYS}),
        (lambda one: list(one.keys()), {KEYS}),
        (lambda one: list(one.values()), {WHOLE}),
        (lambda one: list(one.items()), {WHOLE}),
        (lambda one: one == HELD, {WHOLE}),
        (lambda one: {**one}, {KEYS, "a", "b"}),
        (dict, {KEYS, "a", "b"}),
    ],
)
def test_a_relation_tells_what_it_is_asked(ask: Callable[[Any], object], noted: set[object]) -> None:
    """Keys that it does not have as well; and the answer is that of a plain mapping."""
    with noting() as reads:
        found = ask(Told("relation", HELD))
    assert found == ask(HELD)
    assert reads.answers >= {("relation", key) for key in noted}


def test_a_key_that_is_not_there_is_told_before_the_error() -> None:
    """What was missed may come."""
    relation: Told[str, int] = Told("relation", HELD)
    with noting() as reads, pytest.raises(KeyError):
        relation["x"]
    assert reads.answers == {("relation", "x")}


def test_a_part_of_a_relation_tells_which() -> None:
    """Two parts have the same keys, and do not meet."""
    one, other = (Told("relation", HELD, under=name) for name in ("one", "other"))
    with noting() as reads:
        assert one["a"] == len(other) - 1
    assert reads.answers == {("relation", ("one", "a")), ("relation", ("other", KEYS))}


# --- that is enough --------------------------------------------------------------------------------------------------

KEY = st.sampled_from(("a", "b", "c"))
MAPPING = st.dictionaries(KEY, st.integers(0, 2), max_size=3)
LINE = st.lists(st.integers(0, 2), max_size=3)
PLACE = st.none() | st.integers(-6, 6)


def noticed(before: Any, now: Any, read: Reads) -> bool:  # noqa: ANN401 - either kind of relation
    """Whether it is found that something else would be answered now."""
    changed = changed_answers(each_answer([before]), each_answer([now])).get(before.name, frozenset())
    was = {name: kept_answers((), found) for name, found in answers([before]).items()}
    assert answered_otherwise(was, answers([now])) == ({before.name: changed} if changed else {})
    return any(text_of(key) in changed for _, key in read.answers)


def answer_of(ask: Callable[[Any], object], relation: object) -> object:
    """The answer, or the error it ends in."""
    try:
        return ask(relation)
    except (IndexError, KeyError) as error:
        return type(error)


MAPPING_QUESTIONS: Mapping[str, Callable[[Any, str], object]] = {
    "key": lambda one, key: one[key],
    "get": lambda one, key: one.get(key),
    "in": lambda one, key: key in one,
    "len": lambda one, _: len(one),
    "iter": lambda one, _: list(one),
    "values": lambda one, _: list(one.values()),
    "items": lambda one, _: list(one.items()),
}


@given(before=MAPPING, now=MAPPING, key=KEY, question=st.sampled_from(sorted(MAPPING_QUESTIONS)))
def test_another_answer_of_a_relation_is_noticed(
    before: dict[str, int], now: dict[str, int], key: str, question: str
) -> None:
    """Whatever was asked, by what was noted and the digests of the answers."""
    ask = MAPPING_QUESTIONS[question]
    then, later = Told("relation", before), Told("relation", now)
    with noting() as reads:
        first = answer_of(lambda one: ask(one, key), then)
    assert first == answer_of(lambda one: ask(one, key), later) or noticed(then, later, reads)


LINE_QUESTIONS: Mapping[str, Callable[[Any, Any], object]] = {
    "place": lambda one, at: one[at[0] or 0],
    "slice": lambda one, at: tuple(one[slice(*at)]),
    "len": lambda one, _: len(one),
    "bool": lambda one, _: bool(one),
    "iter": lambda one, _: list(one),
    "reversed": lambda one, _: list(reversed(one)),
    "in": lambda one, at: (at[0] or 0) in one,
    "count": lambda one, at: one.count(at[0]),
}


@settings(max_examples=400)
@given(
    shared=LINE,
    gone=LINE,
    come=LINE,
    first=st.booleans(),
    at=st.tuples(PLACE, PLACE, st.sampled_from((None, 1, 2, -1, -2))),
    question=st.sampled_from(sorted(LINE_QUESTIONS)),
)
def test_another_answer_of_a_line_is_noticed(
    shared: list[int],
    gone: list[int],
    come: list[int],
    first: bool,  # drawn
    at: tuple[int | None, int | None, int | None],
    question: str,
) -> None:
    """Places and slices counted from either end, and beyond it; backwards too. Lines change at one end most often."""
    ask = LINE_QUESTIONS[question]
    before, now = (gone + shared, come + shared) if first else (shared + gone, shared + come)
    then, later = ToldLine("line", before), ToldLine("line", now)
    with noting() as reads:
        answer = answer_of(lambda one: ask(one, at), then)
    assert answer == answer_of(lambda one: ask(one, at), tuple(before))
    assert answer == answer_of(lambda one: ask(one, at), later) or noticed(then, later, reads)


def test_a_relation_of_entries_says_which_they_are() -> None:
    """What of them is read, they tell themselves: another field is no other answer, another entry is."""
    first, second = list(PLAIN.values())[:2]
    same = msgspec.structs.replace(first, aliases=("x",))
    line, of_entries = (ToldLine("line", [one]) for one in (first, same))
    assert changed_answers(each_answer([line]), each_answer([of_entries])) == {}
    held: Iterator[Told[str, Any]] = (Told("r", {"a": (one, 1)}, of_entries=True) for one in (first, same, second))
    one, two, three = held
    assert changed_answers(each_answer([one]), each_answer([two])) == {}
    assert changed_answers(each_answer([one]), each_answer([three])).keys() == {"r"}
