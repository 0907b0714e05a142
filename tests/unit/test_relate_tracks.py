"""One phrase from meeting to meeting: what was said before, what changed, and when not to compare."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Status
from generator.relate.tracks import Heard, Operation, all_steps, already_said, edits_between, in_date_order, steps_of

from ..specimen import library, meeting, track, wording

WORDS = st.lists(st.sampled_from("serious concern a threat, of the Threat poses – ‘grave’".split()), max_size=12)
PHRASES = WORDS.map(" ".join)


@given(PHRASES, PHRASES)
def test_edits_turn_the_old_phrase_into_the_new(before: str, after: str) -> None:
    """What stayed and what was added is the new phrase; what stayed and what was removed is the old one."""
    edits = edits_between(before, after)
    new = " ".join(one.text for one in edits if one.operation is not Operation.REMOVED)
    old = " ".join(one.text for one in edits if one.operation is not Operation.ADDED)
    assert (old, new) == (before, after)


@given(PHRASES, st.lists(PHRASES, max_size=3))
def test_pieces_read_as_the_phrase(text: str, earlier: list[str]) -> None:
    """In order and complete, and no two pieces next to each other are of one kind."""
    pieces = already_said(text, Heard(earlier))
    assert " ".join(one.text for one in pieces) == text
    assert all(one.said != other.said for one, other in pairwise(pieces))


@given(PHRASES)
def test_nothing_was_said_before_the_first_time(text: str) -> None:
    """A first step is all new."""
    assert not any(one.said for one in already_said(text, Heard()))


def test_words_said_in_the_same_order_are_known() -> None:
    """Case and punctuation do not make words new; a word between them does."""
    pieces = already_said("Poses a very serious threat", Heard(["poses a serious threat,"]))
    assert [(one.text, one.said) for one in pieces] == [("Poses a", True), ("very", False), ("serious threat", True)]


def test_words_in_another_order_are_known_stretch_by_stretch() -> None:
    """Each stretch that an earlier phrase has is faded, wherever it stood there."""
    pieces = already_said(
        "not only the long coast but also to the sea lanes", Heard(["to the sea lanes off the long coast"])
    )
    assert [one.text for one in pieces if one.said] == ["the long coast", "to the sea lanes"]


@given(st.lists(PHRASES, max_size=3), PHRASES)
def test_a_faded_word_was_heard(earlier: list[str], text: str) -> None:
    """And a phrase that was heard whole is faded whole, but for function words alone."""
    bare = {word.strip(",‘’").casefold() for phrase in earlier for word in phrase.split()}
    said = [one.text for one in already_said(text, Heard(earlier)) if one.said]
    assert {word.strip(",‘’").casefold() for one in said for word in one.split()} <= bare
    assert len(already_said(text, Heard([text]))) <= 1


def test_a_genitive_is_the_same_word() -> None:
    """Only its ending is new, and that says nothing."""
    pieces = already_said("North Harbour's boats", Heard(["the fares of North Harbour"]))
    assert [(one.text, one.said) for one in pieces] == [("North Harbour's", True), ("boats", False)]


def test_function_words_alone_were_never_said() -> None:
    """`of the` stands in every phrase and says nothing."""
    assert not any(one.said for one in already_said("of the fleet", Heard(["of the harbour"])))
    assert already_said("of the harbour", Heard(["of the harbour"]))[0].said


def test_any_earlier_phrase_counts() -> None:
    """Not only the one before."""
    pieces = already_said("serious concern", Heard(["serious concern", "grave threat"]))
    assert [one.said for one in pieces] == [True]


def test_case_and_punctuation_are_changes_of_what_was_printed() -> None:
    """A redline shows the print."""
    assert [one.operation for one in edits_between("a Threat", "a threat")] == [
        Operation.SAME,
        Operation.REMOVED,
        Operation.ADDED,
    ]


def test_steps_follow_the_dates() -> None:
    """Oldest first; a meeting without a date comes last, whatever its id; one that was withdrawn is no step."""
    late = meeting("a", date="2025-05", wording=(wording("t", "grave threat"),))
    early = meeting("b", date="2024", wording=(wording("t", "serious concern"),))
    undated = meeting("0", wording=(wording("t", "threat"),))
    other = meeting("c", date="2025-06", wording=(wording("u", "threat"),))
    withdrawn = meeting("d", date="2024-06", status=Status.WITHDRAWN, wording=(wording("t", "withdrawn"),))
    entries = library(late, early, undated, other, withdrawn, track("t"))
    assert [one.meeting for one in steps_of(track("t").id, entries)] == ["b", "a", "0"]
    assert [one.id for one in in_date_order((undated, other, late, early))] == ["b", "a", "c", "0"]


def test_all_tracks_come_from_one_walk() -> None:
    """The same steps as track by track; a track without words has none."""
    entries = library(
        meeting("a", date="2024", wording=(wording("t", "concern"), wording("u", "threat"))),
        meeting("b", date="2025", wording=(wording("t", "grave concern"),)),
        track("t"),
        track("u"),
        track("v"),
    )
    assert all_steps(entries) == {name: steps_of(name, entries) for name in entries.wording}


def test_only_one_issuer_in_one_english_is_compared() -> None:
    """A change of either may be a change of hand and not of policy."""
    steps = steps_of(
        track("t").id,
        library(
            meeting("a", date="2024-01", wording=(wording("t", "concern", according_to="board", english_by="herald"),)),
            meeting("b", date="2024-02", wording=(wording("t", "threat", according_to="board", english_by="herald"),)),
            meeting("c", date="2024-03", wording=(wording("t", "threat", according_to="office", english_by="herald"),)),
            meeting("d", date="2024-04", wording=(wording("t", "threat", according_to="office"),)),
        ),
    )
    assert [one.comparable for one in steps] == [False, True, False, False]
    assert [one.new_issuer for one in steps] == [False, False, True, False]
    assert [one.new_translator for one in steps] == [False, False, False, True]
    assert steps[0].edits == ()
