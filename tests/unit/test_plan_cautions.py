"""Cautions of tracks: once where every step has the same, at the step where they differ, and none without reason."""

from __future__ import annotations

import pytest

from generator.model import Library, WordingUse
from generator.plan import cautions
from generator.relate.tracks import Step, steps_of

from ..specimen import library, meeting, track, wording


def steps(*uses: WordingUse) -> tuple[tuple[Step, ...], Library]:
    """A track with one phrase a month, at First, Second, Third."""
    names = ("First", "Second", "Third")
    meetings = [
        meeting(f"m{number}", date=f"2024-0{number + 1}", short_name=names[number], wording=(use,))
        for number, use in enumerate(uses)
    ]
    entries = library(track("t"), *meetings)
    return steps_of(track("t").id, entries), entries


def phrase(issuer: str, english: str | None) -> WordingUse:
    """Words of an issuer in somebody's English, or in nobody knows whose."""
    return wording("t", "grave concern", according_to=issuer, english_by=english)


UNKNOWN = (phrase("board", "herald"), phrase("board", None), phrase("board", "herald"))
OTHER_HANDS = (phrase("board", "herald"), phrase("board", "tribune"), phrase("board", "herald"))
OTHER_ISSUERS = (phrase("board", "herald"), phrase("office", "herald"), phrase("board", "herald"))
MIXED = (phrase("board", "herald"), phrase("board", "tribune"), phrase("board", None))
ALIKE = (phrase("board", "herald"),) * 3


@pytest.mark.parametrize(
    ("uses", "said"),
    [
        (
            UNKNOWN,
            "It is not stated whose English the words are in (Second): a change may be translation, not policy.",
        ),
        (UNKNOWN[:1] + UNKNOWN[1:2], "It is not stated whose English the words are in (Second)"),
        (OTHER_HANDS, "The English is by another hand at each step: a change may be translation, not policy."),
        (OTHER_ISSUERS, "Another issuer at each step: a change may not be policy."),
        (MIXED, ""),
        (ALIKE, ""),
        (ALIKE[:1], ""),
    ],
)
def test_a_caution_all_steps_share_is_said_once(uses: tuple[WordingUse, ...], said: str) -> None:
    """It names the meetings whose English nobody knows; steps that differ keep their own."""
    found = cautions.of_track(*steps(*uses))
    assert found.startswith(said) if said else found == ""


def test_each_step_of_a_mixed_track_has_its_own() -> None:
    """The first has none: there is nothing to compare it with."""
    made, _ = steps(*MIXED)
    assert [cautions.at_step(one) for one in made] == [
        "",
        "The English is by another hand than at the step before: the change may be translation, not policy.",
        f"It is not stated whose English this step, or the one before, is in: {cautions.TRANSLATION}.",
    ]
