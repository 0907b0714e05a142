"""Commitments followed back and forth through the meetings."""

from __future__ import annotations

from generator.model import CommitmentState, PointKind, Status
from generator.relate.commitments import REACH, is_open, point_at, undertakings

from ..specimen import library, meeting, point, promise, ref


def chain() -> dict[str, tuple[list[str], list[str]]]:
    """Three meetings, the second with two promises that the third gathers."""
    entries = library(
        meeting("a", promise("one"), point("idle"), date="2024-01"),
        meeting("b", promise("one", follows="a#one"), promise("two", follows="a#one"), date="2024-02"),
        meeting("c", promise("all", follows="b#one b#two"), date="2024-03"),
    )
    return {
        f"{one.meeting.id}#{one.point.id}": ([str(step) for step in one.earlier], [str(step) for step in one.later])
        for one in undertakings(entries)
    }


def test_a_commitment_knows_all_that_went_before_and_came_after() -> None:
    """Steps of steps too, each once, oldest first."""
    assert chain() == {
        "a#one": ([], ["b#one", "b#two", "c#all"]),
        "b#one": (["a#one"], ["c#all"]),
        "b#two": (["a#one"], ["c#all"]),
        "c#all": (["a#one", "b#one", "b#two"], []),
    }


def test_only_commitments_and_agreements_are_followed() -> None:
    """A position may be followed by one, and is then its beginning."""
    entries = library(
        meeting("a", point("view"), date="2024-01"),
        meeting("b", point("pact", kind=PointKind.AGREEMENT, follows=(ref("a#view"),)), date="2024-02"),
    )
    (one,) = undertakings(entries)
    assert ([str(step) for step in one.earlier], one.point.id) == (["a#view"], "pact")


def test_a_circle_ends() -> None:
    """It is an error of the content; no step is its own past."""
    entries = library(
        meeting("a", promise("one", follows="b#one"), date="2024-01"),
        meeting("b", promise("one", follows="a#one"), date="2024-02"),
    )
    assert [[str(step) for step in one.earlier] for one in undertakings(entries)] == [["b#one"], ["a#one"]]


def test_a_chain_is_followed_so_far_and_no_further() -> None:
    """The nearest steps are kept: following every step of every step costs the square of a long chain."""
    length = REACH + 5
    meetings = [
        meeting(f"m{at:03}", promise("one", follows=f"m{at - 1:03}#one" if at else ""), date=f"{1900 + at}")
        for at in range(length)
    ]
    found = {one.meeting.id: one for one in undertakings(library(*meetings))}
    last, first = found[meetings[-1].id], found[meetings[0].id]
    assert [str(ref) for ref in last.earlier] == [f"m{number:03}#one" for number in range(4, length - 1)]
    assert [str(ref) for ref in first.later] == [f"m{number:03}#one" for number in range(1, REACH + 1)]


def test_a_step_to_nowhere_ends_there() -> None:
    """The reference is kept for the check to name."""
    entries = library(meeting("b", promise("one", follows="lost#one"), date="2024-02"))
    assert undertakings(entries)[0].earlier == (ref("lost#one"),)
    assert point_at(entries, ref("lost#one")) is None
    assert point_at(entries, ref("b#lost")) is None


def test_a_commitment_is_open_until_something_closes_it() -> None:
    """A follow-up closes it, and so does its state; `open` and no state do not."""
    entries = library(
        meeting(
            "a",
            promise("followed"),
            promise("met", state=CommitmentState.MET),
            promise("open", state=CommitmentState.OPEN),
            promise("plain"),
            date="2024-01",
        ),
        meeting("b", promise("next", follows="a#followed"), date="2024-02"),
    )
    found = [one.point.id for one in undertakings(entries) if is_open(entries, one.meeting, one.point)]
    assert found == ["open", "plain", "next"]


def test_commitments_follow_the_dates_of_the_meetings() -> None:
    """Not their ids."""
    entries = library(meeting("a", promise("x"), date="2025"), meeting("b", promise("y"), date="2024"))
    assert [one.point.id for one in undertakings(entries)] == ["y", "x"]


def test_a_withdrawn_meeting_closes_nothing() -> None:
    """The desk no longer stands by what it says, so the promise is still at its earlier step."""
    entries = library(
        meeting("a", promise("one"), date="2024-01"),
        meeting("b", promise("one", follows="a#one"), date="2024-02", status=Status.WITHDRAWN),
    )
    assert [one.later for one in undertakings(entries)] == [(), ()]
