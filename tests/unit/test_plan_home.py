"""The lists of sources and of open questions on the home page."""

from __future__ import annotations

import pytest

from generator.model import Disagreement, Reading
from generator.plan import Desk
from generator.plan.home import home_pages
from generator.views import HomeView

from ..specimen import cites, library, meeting, source


def test_ten_comes_after_two() -> None:
    """Ten reports, the newest first, each copy behind what it copies."""
    reports = [source(f"r{number}", issued=f"2031-01-{20 - number}") for number in range(1, 11)]
    copies = [source(f"c{number}", issued="2031-01-05", derived_from=f"r{number}") for number in (10, 2)]
    (page,) = home_pages(Desk(library(*reports, *copies)))
    assert isinstance(page, HomeView)
    numbers = ["1", "2", "2′", "3", "4", "5", "6", "7", "8", "9", "10", "10′"]
    assert [row.sigil.label for row in page.sources] == numbers
    assert page.sources_note.endswith("ten separate reports: 2′ and 10′ add no weight.")


@pytest.mark.parametrize(("followed", "questions"), [(False, ["How long?"]), (True, [])])
def test_a_question_of_which_a_reading_is_followed_is_not_open(followed: bool, questions: list[str]) -> None:
    """What the briefing says of it is on its own page."""
    readings = (
        Reading(text="A day.", cite=cites("herald#p1")),
        Reading(text="A week.", cite=cites("herald#p1"), followed=followed),
    )
    asked = Disagreement(question="How long?", readings=readings, resolution="Nobody knows.")
    (page,) = home_pages(Desk(library(source("herald", "A day, or a week."), meeting("talks", disagreements=(asked,)))))
    assert isinstance(page, HomeView)
    assert [one.question for one in page.questions] == questions
