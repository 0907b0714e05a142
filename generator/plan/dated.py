"""Beside which statement the way to a meeting's date is told: the first that relies on the words it is known by.

What the date is, and whether the words bear it out, is decided elsewhere.
"""

from __future__ import annotations

from ..model import Cite, Meeting
from ..relate.ties import places_in, words_tie
from ..text import Match
from .desk import Desk


def tells_date(desk: Desk, meeting: Meeting, number: int, cite: Cite) -> bool:
    """Whether readers see at this passage of this statement how the date is known; true of one statement at most."""
    basis = meeting.date_basis
    if basis is None or basis.cite is None or basis.cite.passage != cite.passage:
        return False
    spoken = Cite(source=cite.source, paragraph=cite.paragraph, words=basis.words)
    dated = words_tie(spoken, desk.library).matches
    citing = [
        one
        for one in range(len(meeting.points))
        if any(cite.passage == other.passage for other in _cites(desk, meeting, one))
    ]
    relying = [one for one in citing if _overlap(_matches(desk, meeting, one, cite), dated)]
    return number == next(iter(relying or citing), None)


def _cites(desk: Desk, meeting: Meeting, number: int) -> tuple[Cite, ...]:
    return desk.blocks("meetings", meeting)["points", number, "text"].cites


def _matches(desk: Desk, meeting: Meeting, number: int, cite: Cite) -> list[Match]:
    ties = desk.ties_of(desk.blocks("meetings", meeting)["points", number, "text"])
    return [match for place in places_in(ties, cite) for match in place.matches]


def _overlap(ours: list[Match], theirs: tuple[Match, ...]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in ours for other in theirs)
