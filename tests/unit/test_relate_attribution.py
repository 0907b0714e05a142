"""On whose word a passage stands: of the cite, of who issued the text, of the point."""

from __future__ import annotations

import pytest

from generator.model import NameOrText, Point, SourceId, SourceType
from generator.relate.attribution import cites_by_word, is_own_text, word_of

from ..specimen import cite, library, organization, person, point, source

BOARD, OFFICE, MINISTER = NameOrText(id="board"), NameOrText(id="office"), NameOrText(id="minister")
LIBRARY = library(
    source("herald"),
    source("readout", type=SourceType.READOUT, issuer=OFFICE),
    source("statement", type=SourceType.STATEMENT, issuer=OFFICE),
    source("transcript", type=SourceType.TRANSCRIPT, issuer=NameOrText(text="The harbour master")),
    source("paper", type=SourceType.DOCUMENT, issuer=OFFICE),
    source("release", type=SourceType.PRESS_RELEASE, unknown=("issuer",)),
    organization("board", "Harbour Board"),
    organization("office", "Ferry Office"),
    person("minister", "Minnie Ster"),
)


def voiced(reference: str, word: str) -> Point:
    """A point on the board's word whose only cite carries a word of its own."""
    return point("p", according_to="board", cite=(cite(reference, according_to=word),))


@pytest.mark.parametrize(
    ("reference", "says", "word"),
    [
        ("herald#p1", "board", BOARD),
        ("herald#p1", "unstated", None),
        ("readout#p1", "board", OFFICE),
        ("readout#p1", "unstated", OFFICE),
        ("readout#p1", "minister", OFFICE),
        ("statement#p1", "board", OFFICE),
        ("statement#p1", "minister", MINISTER),
        ("transcript#p1", "minister", MINISTER),
        ("transcript#p1", "board", NameOrText(text="The harbour master")),
        ("paper#p1", "board", BOARD),
        ("release#p1", "board", BOARD),
        ("lost#p1", "board", BOARD),
    ],
)
def test_the_issuer_speaks_in_an_official_text(reference: str, says: str, word: NameOrText | None) -> None:
    """Before the point; a person it names speaks in a statement or transcript. A mere document has no voice."""
    one = point("p", "Spoke.", reference, according_to=says)
    assert word_of(one.cite[0], one, LIBRARY) == word


@pytest.mark.parametrize(("word", "expected"), [("minister", MINISTER), ("unstated", None)])
def test_a_cite_may_say_for_itself_on_whose_word_it_stands(word: str, expected: NameOrText | None) -> None:
    """Before the issuer and the point."""
    for reference in ("herald#p1", "readout#p1"):
        one = voiced(reference, word)
        assert word_of(one.cite[0], one, LIBRARY) == expected


def test_cites_stand_together_by_word_in_order_of_first_use() -> None:
    """Those inside the text come after the others."""
    one = point(
        "p",
        "Spoke [@readout#p2].",
        according_to="board",
        cite=(cite("herald#p1"), cite("readout#p1"), cite("herald#p2", according_to="unstated"), cite("herald#p3")),
    )
    found = {word: [str(one) for one in cites] for word, cites in cites_by_word(one, LIBRARY).items()}
    assert list(found) == [BOARD, OFFICE, None]
    assert found == {
        BOARD: ["herald#p1", "herald#p3"],
        OFFICE: ["readout#p1", "readout#p2"],
        None: ["herald#p2"],
    }


@pytest.mark.parametrize(
    ("name", "word", "own"),
    [
        ("readout", OFFICE, True),
        ("readout", BOARD, False),
        ("readout", MINISTER, False),
        ("statement", MINISTER, True),
        ("herald", NameOrText(text="An outlet"), True),
        ("herald", MINISTER, False),
    ],
)
def test_a_text_is_of_those_who_issue_or_publish_it_or_speak_in_it(name: str, word: NameOrText, own: bool) -> None:
    """What an outlet reports of others is not theirs."""
    assert is_own_text(LIBRARY, LIBRARY.sources[SourceId(name)], word) is own
