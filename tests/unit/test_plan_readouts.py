"""Who says what: sides against statements, and what the lines under a statement and over the sources say of them."""

from __future__ import annotations

import pytest

from generator.model import Classification, Country, Entry, NameOrText, Point, SourceType
from generator.plan import Desk
from generator.plan.meeting import meeting_page
from generator.plan.readouts import first_words
from generator.views import MeetingView, Readouts

from ..specimen import cite, library, meeting, organization, person, point, source

SAID = "\n".join(f"Paragraph {number} of it." for number in range(1, 5))
PEOPLE = (
    person("ann", "Ann Specimen", country=Country("bv")),
    person("ben", "Ben Specimen", country=Country("hm")),
    person("third", "Third Party", country=Country("aq")),
)
SIDES = (
    organization("board", "Harbour Board", short_name="Board", country=Country("bv")),
    organization("office", "Ferry Office", country=Country("hm")),
    organization("wire", "The Wire", country=Country("bv"), classification=Classification.WIRE),
)
PAPER = source("herald", SAID)
BOARDS = source("boards", SAID, type=SourceType.READOUT, issuer=NameOrText(id="board"))
OFFICES = source("offices", SAID, type=SourceType.READOUT, issuer=NameOrText(id="office"))


TWO_DOCUMENTS = (
    "One article and one official document, two separate origins, on the word of the Harbour Board and Ann Specimen. "
    "No text by Ann Specimen is held here."
)


def page(*points: Point, more: tuple[Entry, ...] = ()) -> MeetingView:
    """The page of a meeting of Ann and Ben with these points."""
    one = meeting("m", *points, people="ann ben")
    return meeting_page(Desk(library(*PEOPLE, *SIDES, PAPER, BOARDS, OFFICES, one, *more)), one)


def table(*points: Point) -> Readouts:
    """Its comparison."""
    found = page(*points).readouts
    assert found
    return found


def shown(found: Readouts) -> list[list[str]]:
    """The cells as a reader sees them: "A1 B2"."""
    return [[" ".join(f"{one.label}{one.paragraph}" for one in cell) for cell in row.cells] for row in found.rows]


def test_each_side_has_a_column_and_what_nobody_says_the_last() -> None:
    """A point on which two sides speak has passages in both; where a side has none, its cell is empty."""
    found = table(
        point("both", "Both spoke.", according_to="board", cite=(cite("boards#p1"), cite("offices#p2"))),
        point("quiet", "Nobody spoke.", "herald#p1"),
        point("one", "One spoke.", "herald#p2", according_to="office"),
    )
    assert [column.text for column in found.columns] == ["Board", "Ferry Office", ""]
    assert shown(found) == [["A1", "B2", ""], ["", "", "C1"], ["", "C2", ""]]
    assert [row.number for row in found.rows] == [1, 2, 3]
    assert [row.statement.path for row in found.rows] == ["#both", "#quiet", "#one"]


def test_there_is_no_last_column_where_everything_has_its_word() -> None:
    """Only what is there is shown."""
    found = table(point("a", "A.", according_to="board"), point("b", "B.", according_to="office"))
    assert [column.text for column in found.columns] == ["Board", "Ferry Office"]


def test_countries_at_the_table_come_first_and_stay_together() -> None:
    """Each by first use; reporters and third parties come after them, whatever their country."""
    words = ("wire", "third", "office", "board", "ben", "ann")
    found = table(*(point(f"p-{word}", "Spoke.", according_to=word) for word in words))
    assert [column.text for column in found.columns] == [
        *("Ferry Office", "Ben Specimen"),
        *("Board", "Ann Specimen"),
        *("The Wire", "Third Party"),
    ]


@pytest.mark.parametrize(
    "points",
    [
        (point("a"), point("b")),
        (point("a", according_to="board"), point("b", according_to="board"), point("c")),
        (point("a", according_to="board", cite=(cite("herald#p1"), cite("offices#p1"))),),
    ],
    ids=["nobody", "one side", "one statement"],
)
def test_there_is_no_comparison_that_says_nothing(points: tuple[Point, ...]) -> None:
    """Of fewer than two sides, or of one statement."""
    assert page(*points).readouts is None


def test_a_column_says_whether_the_side_speaks_in_a_text_of_its_own() -> None:
    """And on how many statements."""
    found = table(
        point("a", "A.", "boards#p1", according_to="board"),
        point("b", "B.", "herald#p1", according_to="board"),
        point("c", "C.", "offices#p1", according_to="office"),
        point("d", "D.", "herald#p2", according_to="ann"),
        point("e", "E.", "herald#p3"),
    )
    assert [column.note for column in found.columns] == [
        *("2 statements, partly own text", "1 statement, as relayed"),
        *("1 statement, own text", "1 statement"),
    ]


def test_a_chip_leads_to_the_passage_beside_its_own_statement() -> None:
    """Two statements may rest on other words of one paragraph: each has a note, and each chip leads to its own."""
    view = page(
        point("a", "A.", according_to="board", cite=(cite("herald#p1", "Paragraph 1"),)),
        point("b", "B.", according_to="office", cite=(cite("herald#p1", "of it"),)),
    )
    assert view.readouts
    notes = [statement.notes[0].id for statement in view.statements]
    chips = [cell[0] for row in view.readouts.rows for cell in row.cells if cell]
    assert [chip.href for chip in chips] == [f"#{note}" for note in notes]
    assert [chip.id for chip in chips] == ["", ""], "the sentence keeps the place that the note leads back to"


def test_a_row_is_named_by_words_without_cites_and_markup() -> None:
    """By the first of them where there are many: the whole stands above."""
    found = table(
        point("a", "*Agreed* on [[office|the office]]’s boats [@herald#p1].", according_to="board"),
        point("b", f"Said that {'the boats and the quay ' * 4}stay.", according_to="office"),
    )
    assert [row.statement.text for row in found.rows] == [
        "Agreed on the office’s boats.",
        "Said that the boats and the quay the boats and the quay the boats and\N{NO-BREAK SPACE}…",
    ]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("All of it.", "All of it."),
        ("Agreed on boats, and lamps", "Agreed on boats\N{NO-BREAK SPACE}…"),
        ("Agreed to “keep the boats” as", "Agreed to “keep\N{NO-BREAK SPACE}…”"),
        ("Agreed that “a boat stays”", "Agreed that “a\N{NO-BREAK SPACE}…”"),
        ("Agreed so far to “keep” it", "Agreed so far to\N{NO-BREAK SPACE}…"),
        ("Incomprehensibilities", "Incomprehensibilit\N{NO-BREAK SPACE}…"),
        ("Agreed on a boat, then", "Agreed on a boat\N{NO-BREAK SPACE}…"),
    ],
)
def test_words_are_cut_between_words_and_broken_quotations_closed(text: str, short: str) -> None:
    """The dots stand inside the marks: what is between them was said."""
    assert first_words(text, 18) == short


def test_the_line_under_a_statement_names_everybody_who_vouches() -> None:
    """And says so where for some passages nobody does."""
    cites = (cite("herald#p1"), cite("herald#p2", according_to="ann"), cite("herald#p3", according_to="unstated"))
    (first, second) = page(point("a", "A.", according_to="office", cite=cites), point("b")).statements
    assert [one.text for one in first.according_to] == ["the Ferry Office", "Ann Specimen"]
    assert first.unstated
    assert (second.according_to, second.unstated) == ((), True)
    assert [note.who for note in first.notes] == ["Ferry Office", "Ann Specimen", "An outlet"]


def test_one_passage_may_stand_on_two_words() -> None:
    """The margin shows it once, with both."""
    cites = (cite("herald#p1"), cite("herald#p1", according_to="ann"))
    (first,) = page(point("a", "A.", according_to="office", cite=cites)).statements
    assert [note.who for note in first.notes] == ["Ferry Office and Ann Specimen"]


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        (
            (point("a", according_to="board"),),
            "One article, on the word of the Harbour Board. Its own text is not held here.",
        ),
        (
            (point("a", according_to="ann"),),
            "One article, on the word of Ann Specimen. The words themselves are not held here.",
        ),
        (
            (point("a", according_to="ann"), point("b", according_to="board")),
            "One article, on the word of Ann Specimen and the Harbour Board. Their own texts are not held here.",
        ),
        (
            (point("a", "A.", "boards#p1", according_to="board"),),
            "One official document, on the word of the Harbour Board.",
        ),
        (
            (point("a", "A.", "boards#p1", according_to="board"), point("b", according_to="ann")),
            TWO_DOCUMENTS,
        ),
        ((point("a"),), "One article."),
    ],
)
def test_the_counting_sentence_names_people_too(points: tuple[Point, ...], sentence: str) -> None:
    """Whose word the documents carry, and whose own text is missing."""
    assert page(*points).counting == sentence


def test_a_side_is_an_origin_of_what_relays_it() -> None:
    """People stand in the tree like organizations; reporters and others have no common name for what is not held."""
    relayed = page(point("a", according_to="ann"), point("b", according_to="board")).stemma
    assert [(one.joined, one.detail) for one in relayed] == [(("Ann Specimen", "Board"), "statement")]
    mixed = page(point("a", according_to="ann"), point("b", according_to="wire")).stemma
    assert [one.detail for one in mixed] == ["not held"]
    assert [one.detail for one in page(point("a", according_to="wire")).stemma] == ["report"]


def test_statements_stand_on_the_pages_of_all_who_vouch() -> None:
    """Of the issuer and of the one whom a cite names, as of the one whom the point names."""
    cites = (cite("herald#p1"), cite("offices#p1"), cite("herald#p2", according_to="ann"))
    one = meeting("m", point("a", "A.", according_to="board", cite=cites))
    desk = Desk(library(*PEOPLE, *SIDES, PAPER, OFFICES, one))
    assert {name: len(found) for name, found in desk.register.reported_by.items()} == {
        "board": 1,
        "office": 1,
        "ann": 1,
    }


def test_an_issuer_in_plain_words_has_a_column_without_a_link() -> None:
    """It has no page."""
    master = source("master", SAID, type=SourceType.READOUT, issuer=NameOrText(text="The harbour master's desk"))
    points = (point("a", according_to="board"), point("b", "B.", "master#p1", according_to="unstated"))
    found = page(*points, more=(master,)).readouts
    assert found
    assert [(one.text, bool(one.path)) for one in found.columns] == [
        ("Board", True),
        ("The harbour master’s desk", False),
    ]
