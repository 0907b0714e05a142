"""What the search page says of words that the record follows from meeting to meeting."""

from __future__ import annotations

from generator.plan import Desk
from generator.plan.rest import search_page
from generator.views import PhraseAnswer

from ..specimen import library, meeting, point, source, track, wording

PAPER = source("herald", 'He called it "a grave step" and "a bold step".\nIt was a long step.')


def answers(*meetings: tuple[str, str, str, str]) -> dict[str, PhraseAnswer]:
    """The answers by their words; a meeting is its id, date, track and words."""
    held = [
        meeting(id, point("a", "They met.", "herald#p1"), date=date, wording=(wording(name, text),))
        for id, date, name, text in meetings
    ]
    tracks = [track(name) for name in sorted({name for _, _, name, _ in meetings})]
    view = search_page(Desk(library(PAPER, *tracks, *held)), available=True)
    return {one.phrase: one for one in view.phrases}


def test_words_stand_first_where_any_track_has_them_first() -> None:
    """The track that is named earlier has the words later: the other one is told."""
    found = answers(("m1", "2031-05-02", "z", "a grave step"), ("m2", "2031-06-03", "a", "A grave step"))
    (answer,) = found.values()
    assert (answer.first.path, answer.track.path) == ("meetings/m1/", "wording/z/")
    assert answer.before == ""


def test_an_answer_has_the_step_before_and_says_which_words_are_quoted() -> None:
    """The outlet's own words are not in quotation marks."""
    found = answers(("m1", "2031-05-02", "a", "a grave step"), ("m2", "2031-06-03", "a", "a bold step"))
    assert (found["a bold step"].before, found["a bold step"].before_quoted) == ("a grave step", True)
    assert found["a bold step"].quoted
    assert not answers(("m1", "2031-05-02", "a", "called it"))["called it"].quoted


def test_a_date_leads_up_to_its_place_and_a_place_to_what_is_no_day() -> None:
    """They appear "on Friday 2 May 2031, Samplebury", or "in the briefing Samplebury, May 2031"."""
    day = answers(("m1", "2031-05-02", "a", "a grave step"))["a grave step"].first
    month = answers(("m1", "2031-05", "a", "a grave step"))["a grave step"].first
    assert (day.note, day.text) == ("on", "Friday 2 May 2031, Samplebury")
    assert (month.note, month.text) == ("in the briefing", "Samplebury, May 2031")
