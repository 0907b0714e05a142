"""The sentence that counts, the weakest link, the part each source plays, and where the way to the date is told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.model import DateBasis, Library, Meeting, NameOrText, Relation, Source, SourceType
from generator.plan.desk import Desk
from generator.plan.meeting import meeting_page
from generator.views import MeetingView

from ..specimen import (
    cite,
    cites,
    library,
    meeting,
    office,
    organization,
    person,
    point,
    promise,
    source,
    track,
    wording,
)


def page_of(talks: Meeting, *others: object) -> MeetingView:
    """The page of a meeting in a library of these entries."""
    entries: Library = library(talks, *others)  # type: ignore[arg-type] # entries of any kind
    return meeting_page(Desk(entries), talks)


ONE = source("a")
COPY = source("b", derived_from="a", relation=Relation.REWRITE)
OTHER = source("c")
THIRD = source("d", derived_from="c", relation=Relation.VERBATIM)
OWN = source("e", type=SourceType.READOUT, issuer=NameOrText(text="The Board"))


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ((ONE,), "One article."),
        ((OWN,), "One official document, on the word of The Board."),
        ((ONE, COPY), "Two articles share one origin and count once."),
        ((ONE, OTHER), "Two articles, two separate origins."),
        ((ONE, OWN), "One article and one official document, two separate origins, on the word of The Board."),
        ((ONE, COPY, OTHER), "Three articles, two separate origins: A and A′ share one and count once."),
        (
            (ONE, COPY, OTHER, THIRD),
            "Four articles, two separate origins: A and A′ share one, and B and B′ share one and count once.",
        ),
    ],
)
def test_the_sentence_counts_origins(sources: tuple[Source, ...], said: str) -> None:
    """What was folded is named by its letters; a document of its own is no article."""
    talks = meeting("m", point("p", "P.", " ".join(f"{one.id}#p1" for one in sources)))
    assert page_of(talks, *sources).counting == said


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("a#p1", "One report."),
        ("a#p1 b#p1", "Two articles, one origin."),
        ("a#p1|c#p1", "Every statement rests on one report only."),
        ("a#p1 c#p1|c#p1", "1 of 2 statements rests on one report only."),
        ("a#p1 c#p1", ""),
    ],
)
def test_the_weakest_link_is_said_beside_the_counts(points: str, said: str) -> None:
    """How many statements stand on one report, whatever the page counts as a whole."""
    talks = meeting("m", *(point(f"p{number}", "P.", on) for number, on in enumerate(points.split("|"))))
    dated = [source(one.id, issued="2024-01-02", derived_from=one.derived_from) for one in (ONE, COPY, OTHER)]
    assert page_of(talks, *dated).flag == said


def test_an_undated_report_among_several_is_said() -> None:
    """It may be older or younger than readers think."""
    talks = meeting("m", point("p", "P.", "a#p1 c#p1"))
    assert page_of(talks, source("a", issued="2024-01-02"), OTHER).flag == "One report is undated."


def test_the_key_says_what_each_source_is_for() -> None:
    """Statements, the facts of the page, copies, comparison, offices; background only where there is nothing else."""
    before = meeting(
        "before", point("w", "W.", "w#p1"), date="2024-01", short_name="First", wording=(wording("t", "said", "w#p1"),)
    )
    talks = meeting(
        "m",
        point("p", "P.", "a#p1 b#p1"),
        promise("q", "Q.", "a#p1", follows="before#w", note="As it was [@n#p1]."),
        point("r", "R.", "g#p1"),
        date="2024-02",
        people="ada",
        place_cite=(cite("g#p1"),),
        date_basis=DateBasis(words="was", cite=cite("o#p1")),
        wording=(wording("t", "said", "a#p1"),),
        summary="They met [@o#p1].",
    )
    names = "a w g o n".split()
    others = [source(name) for name in names if name != "a"]
    ada = person("ada", "Ada Sample", office("Chair", cite=cites("w#p1")))
    view = page_of(talks, before, ONE, COPY, *others, ada, organization("board", "Board"), track("t"))
    assert {one.sigil.path.split("/")[1]: one.use for one in view.key} == {
        "a": "Carries 2 of 3 statements",
        "b": "Rewrite of A. Carries 1 of 3 statements",
        "g": "Carries 1 of 3 statements, and gives the place",
        "o": "Only for the date",
        "n": "Only for background",
        "w": "Only to compare with First, for the history of commitments and for an office",
    }


def test_the_way_to_the_date_stands_where_its_words_are_relied_on() -> None:
    """Not beside the first statement that happens to cite the paragraph; and a copy is called one, once."""
    text = "The boards agreed to wait in a meeting on Friday."
    talks = meeting(
        "m",
        point("wait", "Agreed to wait.", "a#p1"),
        replace(point("day", "They met on a Friday."), cite=(cite("a#p1", "in a meeting on Friday"),)),
        point("more", "They waited.", "a#p1 b#p1"),
        date="2024-01-05",
        date_basis=DateBasis(words="on Friday", cite=cite("a#p1")),
    )
    view = page_of(talks, source("a", text, issued="2024-01-06"), COPY)
    said = {one.id: [caution for note in one.notes for caution in note.cautions] for one in view.statements}
    assert said == {
        "wait": [],
        "day": ["Day worked out: the article is dated Saturday 6 January 2024 and says “Friday”."],
        "more": ["Rewrite of A: it adds no weight."],
    }
