"""What a part was made from: keys that never meet, digests that tell every change, and what of it was read."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load import load
from generator.model import Status
from generator.plan import Desk, pages_of, parts
from generator.reads import KEYS, WHOLE, Told, noting
from generator.relate.blocks import entries
from generator.traces import (
    Trace,
    changed_answers,
    changed_fields,
    each_answer,
    facts,
    fields_of,
    named,
    telling,
    text_of,
    touched,
    trace,
)

from .edits import GOLDEN

KEY = st.recursive(st.text(max_size=3) | st.integers(-3, 3), lambda one: st.tuples(one, one), max_leaves=3)


@given(one=KEY, other=KEY)
def test_keys_never_meet(one: object, other: object) -> None:
    """A number and the text of it, a tuple and the text of that; and what walks over a relation is no key."""
    assert (text_of(one) == text_of(other)) is (one == other)
    assert text_of(one) not in {text_of(KEYS), text_of(WHOLE)}


def test_one_key_has_one_text() -> None:
    """A word of a list of words is the word: a mapping finds it under either."""
    assert text_of(Status.DRAFT) == text_of("draft")
    assert text_of((Status.DRAFT, 1)) == text_of(("draft", 1))


def test_every_field_of_every_entry_is_in_its_digests() -> None:
    """In the order of the struct, as the bits of what is read are."""
    library = load(GOLDEN).library
    assert library
    for _, entry in entries(library):
        was = fields_of(entry)
        for number, name in enumerate(entry.__struct_fields__):
            value = getattr(entry, name)
            other = ("x",) if isinstance(value, tuple) else f"{value} x"
            now = fields_of(msgspec.structs.replace(entry, **{name: other}))
            assert changed_fields({"a": was}, {"a": now}) == {"a": 1 << number}
    assert changed_fields({}, {"a": (b"1", b"2")}) == {"a": 3}
    assert changed_fields({"a": (b"1",)}, {}) == {"a": 1}


def test_changed_answers_are_those_that_came_went_or_differ() -> None:
    """And whoever walked over all has read each of them."""
    before, now = Told("r", {"a": 1, "b": 2, "c": 3}), Told("r", {"b": 2, "c": 4, "d": 1})
    found = changed_answers(each_answer([before]), each_answer([now]))
    assert found == {"r": {"=a", "=c", "=d", text_of(KEYS), text_of(WHOLE)}}
    other = Told("r", {"a": 1, "b": 2, "c": 4})
    assert changed_answers(each_answer([before]), each_answer([other])) == {"r": {"=c", text_of(WHOLE)}}
    turned = Told("r", {"c": 3, "b": 2, "a": 1})
    assert changed_answers(each_answer([before]), each_answer([turned])) == {"r": {text_of(KEYS), text_of(WHOLE)}}


@pytest.mark.parametrize(
    ("fields", "others", "found"),
    [
        ({"a": 0b01}, {}, None),
        ({"a": 0b10}, {}, Trace({"a": 0b10}, {})),
        ({"b": 0b10}, {}, None),
        ({}, {"r": frozenset({"=x"})}, Trace({}, {"r": ("=x",)})),
        ({}, {"r": frozenset({"=y"}), "s": frozenset({"=x"})}, None),
    ],
)
def test_what_was_read_and_changed_is_found(
    fields: dict[str, int], others: dict[str, frozenset[str]], found: Trace | None
) -> None:
    """And nothing that was not read."""
    assert touched(Trace({"a": 0b110}, {"r": ("=x",)}), fields, others) == found


def test_all_that_parts_read_is_known() -> None:
    """Every entry by a name that the facts have, every relation as one of those that the desk gives out."""
    library = load(GOLDEN).library
    assert library
    desk = Desk(telling(library))
    names = named(desk.known)
    now = facts(desk.known, desk.relations(), {}, {})
    of_words = each_answer(one for kind, entry in entries(desk.known) for one in desk.said(kind, entry))
    for part in parts(desk):
        with noting() as reads:
            tuple(pages_of(desk, part, search=True))
        found = trace(reads, names)
        assert found.fields.keys() <= now.fields.keys()
        assert found.answers.keys() <= now.answers.keys() | of_words.keys()
