"""What stands before a sentence that is quoted alone."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.model import Disagreement, Point, Reading
from generator.plan import Desk
from generator.plan.lists_of import mentions, statements
from generator.views import Mention

from ..specimen import cites, library, meeting, person, point, series, source, topic

NAME = "Two ministers meet at the quay"


def rows(*points: Point, disagreements: tuple[Disagreement, ...] = ()) -> tuple[Mention, ...]:
    """The mentions of a person in the briefing with these points."""
    talks = meeting("talks", *points, name=NAME, date="2031-01", disagreements=disagreements)
    here = Desk(library(talks, source("herald", "It was said."), person("ko", "Ko Min"), person("lee", "Lee Roe")))
    return mentions(here, "people", "ko").beginning(here.apparatus("people/ko/")).mentions


def words(row: Mention) -> str:
    """What stands before a row, without its citations."""
    body = LexborHTMLParser(row.before.markup)
    for cite in body.css("a.cite"):
        cite.decompose()
    return (body.body.text() if body.body else "").strip()


@pytest.mark.parametrize(
    ("earlier", "sentence", "before"),
    [
        ("Lee Roe and others came.", "They met Ko Min.", "Lee Roe and others came."),
        ("The day was long.", "They met Ko Min.", NAME),
        ("He met Lee Roe.", "They met Ko Min.", NAME),
        ("Lee Roe came.", "It was the first with Ko Min.", NAME),
        ("Lee Roe came.", "The two met Ko Min.", "Lee Roe came."),
        ("Lee Roe came.", "The two ministers met Ko Min.", ""),
        ("Lee Roe came.", "Ko Min met them.", ""),
    ],
)
def test_a_statement_that_points_back_has_the_one_before_it_or_the_headline(
    earlier: str, sentence: str, before: str
) -> None:
    """The one before it where that names somebody; no word is made for it."""
    (row,) = rows(point("a", earlier), point("b", sentence))
    assert words(row) == before


def test_a_note_has_its_statement_before_it() -> None:
    """If it points back, and to nothing in itself."""
    (row,) = rows(point("a", "Lee Roe came.", note="He waited for Ko Min."))
    assert words(row) == "Lee Roe came."


def test_a_reading_has_its_question_before_it_once() -> None:
    """The row below, of the same question, need not say it again."""
    readings = [Reading(text=f"Ko Min stayed {long}.", cite=cites("herald#p1")) for long in ("a day", "a week")]
    asked = Disagreement(question="How long?", readings=tuple(readings), resolution="Nobody knows.")
    first, second = rows(point("a", "Lee Roe came."), disagreements=(asked,))
    assert (words(first), words(second)) == ("How long?", "")


def test_a_statement_needs_nothing_before_it_below_the_one_that_it_points_back_to() -> None:
    """Both are on the topic, and stand one below the other."""
    said = [point("a", "Lee Roe came.", topics=("boats",)), point("b", "He left.", topics=("boats",))]
    talks = meeting("talks", *said, name=NAME, date="2031-01")
    here = Desk(library(talks, source("herald", "It was said."), person("lee", "Lee Roe"), topic("boats"), series("s")))
    found = here.register.points_on
    page = here.apparatus("topics/boats/")
    both = [statements(here, "statements", "", on_it).beginning(page).mentions for on_it in found.values()]
    assert [words(row) for row in both[0]] == ["", ""]
    alone = [statements(here, "statements", "", on_it[1:]).beginning(page).mentions for on_it in found.values()]
    assert [words(row) for row in alone[0]] == ["Lee Roe came."]
