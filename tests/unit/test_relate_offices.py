"""Who held which office on a day, by what is known of its ends."""

from __future__ import annotations

import pytest

from generator.relate.offices import holders, latest_office, office_at, offices_on, role_at

from ..specimen import day, library, meeting, office, organization, person


@pytest.mark.parametrize(
    ("start", "end", "on", "held"),
    [
        ("2024-01-10", "2024-07-18", "2024-01-10", True),
        ("2024-01-10", "2024-07-18", "2024-07-18", True),
        ("2024-01-10", "2024-07-18", "2024-01-09", False),
        ("2024-01-10", "2024-07-18", "2024-07-19", False),
        ("2024-01", "", "2024-01-01", True),
        ("2024-01", "", "2023-12-31", False),
        ("", "2024-01", "2024-01-31", True),
        ("", "2024-01", "2024-02-01", False),
        ("", "", "1950-01-01", True),
        ("2024-02", "", "2024", True),
        ("2024-02", "", "2023", False),
    ],
)
def test_an_unknown_end_is_open(start: str, end: str, on: str, held: bool) -> None:
    """Months count whole, a missing end covers everything, and a vague day is covered if it may be."""
    minister = person("ada", "Ada Sample", office("Minister", start=start, end=end))
    assert bool(offices_on(minister, day(on))) is held


def test_without_a_day_every_office_counts() -> None:
    """A meeting without a date cannot tell."""
    offices = (office("Clerk", end="2020"), office("Minister", start="2021"))
    assert offices_on(person("ada", "Ada Sample", *offices), None) == offices


def test_the_role_a_summary_states_wins() -> None:
    """`as:` overrides the office of the day, and names no organization."""
    ada = person("ada", "Ada Sample", office("Minister", "board"))
    plain = meeting("m", date="2024-01-01", people="ada")
    own = meeting("m", date="2024-01-01", people="ada")
    (participant,) = own.participants
    stated = type(participant)(person=participant.person, role="Envoy")
    entries = library(ada, plain)
    assert role_at(plain.participants[0], entries, plain) == ("Minister", "board")
    assert role_at(stated, entries, own) == ("Envoy", None)


def test_nobody_is_given_an_office_of_another_day() -> None:
    """A former minister meets without one, and so does somebody nobody knows."""
    ada = person("ada", "Ada Sample", office("Minister", end="2023"))
    talks = meeting("m", date="2024-01-01", people="ada stranger")
    assert office_at(ada, talks) is None
    assert [role_at(one, library(ada, talks), talks) for one in talks.participants] == [("", None), ("", None)]


def test_the_latest_office_is_the_one_that_began_last() -> None:
    """Whatever the order in the file."""
    first, last = office("Clerk", start="2020"), office("Minister", start="2024-01")
    assert latest_office(person("ada", "Ada Sample", last, first)) == last
    assert latest_office(person("ada", "Ada Sample", first, last)) == last
    assert latest_office(person("ada", "Ada Sample")) is None


def test_without_beginnings_the_last_written_office_is_the_latest() -> None:
    """Nothing is guessed from an end alone."""
    one, other = office("Minister", start="2024-01"), office("Clerk")
    assert latest_office(person("ada", "Ada Sample", one, other)) == other


def test_holders_come_by_name() -> None:
    """Everybody with an office in the organization, in the order of sort names; nobody else."""
    zoe = person("zoe", "Zoe Ample", office("Chair"))
    ada = person("ada", "Ada Sample", office("Clerk"), office("Envoy", "elsewhere"))
    found = holders(library(organization("board", "The Board"), zoe, ada), organization("board", "").id)
    assert [(one.name, held.role) for one, held in found] == [("Zoe Ample", "Chair"), ("Ada Sample", "Clerk")]
