"""What a meeting's page says of hosts, and of whose text the words of a track stand in."""

from __future__ import annotations

import pytest

from generator.model import Entry, NameOrText, SourceType
from generator.plan import Desk, pages
from generator.views import MeetingView, TrackStep

from ..specimen import country, library, meeting, organization, source, track, wording

BOARD = organization("board", "Harbour Board")


def view_of(*entries: Entry) -> MeetingView:
    """The only meeting's page."""
    desk = Desk(library(BOARD, *entries))
    return next(one for one in pages(desk, search=False) if isinstance(one, MeetingView))


def step_of(type: SourceType, issuer: str) -> TrackStep:
    """A phrase on the board's word, in a source of this type."""
    text = source("herald", "A grave matter, it said.", type=type, issuer=NameOrText(id=issuer) if issuer else None)
    use = wording("matter", "A grave matter", according_to="board", english_by="board")
    view = view_of(text, track("matter"), meeting("2025-03-samplebury", date="2025-03-06", wording=(use,)))
    return view.tracks[0].steps[-1]


def test_hosts_are_named() -> None:
    """A country that has a page is a link to it; a body too."""
    view = view_of(country("bv", "Skerrymark"), meeting("2025-03-samplebury", date="2025-03-06", hosts=("bv", "board")))
    assert [(one.text, one.path) for one in view.hosts] == [
        ("Skerrymark", "countries/bv/"),
        ("Harbour Board", "organizations/board/"),
    ]


@pytest.mark.parametrize(
    ("type", "issuer", "own"),
    [
        (SourceType.READOUT, "board", True),
        (SourceType.READOUT, "office", False),
        (SourceType.ARTICLE, "", False),
    ],
)
def test_the_words_of_an_official_text_are_not_an_outlets(type: SourceType, issuer: str, own: bool) -> None:
    """Nobody is quoted in it, and yet they are the issuer's; a text of another body is none of its own."""
    step = step_of(type, issuer)
    assert (step.quoted, step.own) == (False, own)
