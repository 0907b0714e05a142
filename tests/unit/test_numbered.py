"""Numbers in little room are found as in a set."""

from __future__ import annotations

from array import array
from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from generator.checks.withheld import Withheld, leaks_in, number_of, withheld_words
from generator.numbered import Sketched, has, places_of
from generator.text import words_of

from ..specimen import library, source

NEAR = st.integers(0, 60) | st.integers(0, 60).map(lambda one: one << 24) | st.integers(0, 2**32 - 1)
"""Numbers that have one place in a sketch, that have neighbouring ones, and any."""


@given(held=st.sets(NEAR, max_size=20), asked=st.lists(NEAR, max_size=20))
def test_those_are_found_that_are_there(held: set[int], asked: list[int]) -> None:
    """And no others."""
    numbers = array("I", sorted(held))
    assert Sketched(numbers).among(asked) == held.intersection(asked)
    assert [has(numbers, one) for one in asked] == [one in held for one in asked]


@given(held=st.lists(st.integers(0, 9), max_size=20), number=st.integers(0, 9))
def test_every_place_is_found(held: list[int], number: int) -> None:
    """One number may stand there many times."""
    numbers = array("Q", sorted(held))
    first = bisect_left(numbers, number)
    assert list(places_of(numbers, number)) == list(range(first, first + held.count(number)))


def test_a_leak_is_found_behind_a_run_of_the_same_number() -> None:
    """Somebody may make one: whoever has the number first must not hide the other."""
    hidden = "The harbour cat was seen upon the quay with a stolen herring."
    other = "Nobody in the whole of the town had ever heard of so bold a cat as this one."
    held = library(source("a", other), source("b", hidden))
    withheld = withheld_words(held)
    assert [leak.source for leak in leaks_in("x.html", hidden.encode(), withheld)] == ["b"]
    run = tuple(words_of(hidden)[:12])
    numbers = withheld.numbers + array("Q", [number_of(run)])
    order = sorted(range(len(numbers)), key=lambda at: (numbers[at], at < len(withheld.numbers)))
    places = withheld.places + array("I", [withheld.paragraphs.index(("a", 1))])
    both = Withheld(
        numbers=array("Q", [numbers[at] for at in order]),
        places=array("I", [places[at] for at in order]),
        paragraphs=withheld.paragraphs,
        pieces=withheld.pieces,
        sources=withheld.sources,
    )
    assert [leak.source for leak in leaks_in("x.html", hidden.encode(), both)] == ["b"]
