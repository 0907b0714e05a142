"""Ties between the desk's words and the passages: three outcomes, wide scope, and offsets that read back."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.model import Library, Quote, Skip
from generator.relate.blocks import Block, blocks_of, page_cites
from generator.relate.ties import Tie, paragraph_text, ties_of, words_tie
from generator.text import Finding, normalise

from ..specimen import cite, cites, library, meeting, point, source, wording

HERALD = source(
    "herald",
    'The boards agreed to "keep the night boats" and left.\n'
    "They will keep the night boats, the boards said.\n"
    "\n"
    "Share this article.\n"
    "It was “a very long\u00a0night”, said the clerk.",
    skip=(Skip(first=3, last=3, reason="button"),),
)


def tied(block: Block, entries: Library | None = None) -> tuple[Tie, ...]:
    """The ties of a block over the Herald."""
    return ties_of(block, entries or library(HERALD))


def of_point(text: str, on: str) -> Block:
    """The block of a statement."""
    return next(one for one in blocks_of("meetings", meeting("m", point("p", text, on))) if one.anchor == "p")


@pytest.mark.parametrize(
    ("words", "on", "finding", "holds"),
    [
        ("keep the night boats", "herald#p1", Finding.QUOTED, True),
        ("keep the night boats", "herald#p2", Finding.PROSE, False),
        ("keep the day boats", "herald#p1", Finding.ABSENT, False),
        ("keep the night boat", "herald#p1", Finding.ABSENT, False),
        ("a very long night", "herald#p4", Finding.QUOTED, True),
        ("Share this article", "herald#p3", Finding.ABSENT, False),
        ("keep the night boats", "herald#p9", Finding.ABSENT, False),
        ("keep the night boats", "lost#p1", Finding.ABSENT, False),
    ],
)
def test_a_quotation_has_three_outcomes(words: str, on: str, finding: Finding, holds: bool) -> None:
    """Quoted there; there, but in the outlet's own prose; not there, or in no paragraph of the article."""
    (tie,) = tied(of_point(f'Agreed to "{words}".', on))
    assert (tie.finding, tie.holds, tie.must_be_quoted) == (finding, holds, True)


def test_a_quoted_passage_beats_prose_wherever_it_stands() -> None:
    """All cites are looked at; the prose of the first does not settle it."""
    (tie,) = tied(of_point('Agreed to "keep the night boats".', "herald#p2 herald#p1"))
    assert (tie.finding, str(tie.cite)) == (Finding.QUOTED, "herald#p1")


def test_every_cited_paragraph_that_has_the_words_is_known() -> None:
    """The tie rests on the one that quotes them; the others, quoted or prose, are its other places, each once."""
    (tie,) = tied(of_point('Agreed to "keep the night boats" [@herald#p2].', "herald#p2 herald#p4 herald#p1"))
    assert [(str(one.cite), one.finding) for one in tie.places] == [
        ("herald#p1", Finding.QUOTED),
        ("herald#p2", Finding.PROSE),
    ]
    assert [HERALD.paragraphs[1][one.start : one.end] for one in tie.also[0].matches] == ["keep the night boats"]


def test_words_that_stand_nowhere_have_no_place() -> None:
    """A tie that fails marks nothing."""
    (tie,) = tied(of_point('Agreed to "keep the day boats".', "herald#p1 herald#p2"))
    assert tie.places == ()


def test_a_headline_marks_only_the_passage_it_rests_on() -> None:
    """It cites nothing itself: what else the page cites is where it may rest, not what it speaks of."""
    talks = meeting("m", point("p", "P.", "herald#p2"), point("q", "Q.", "herald#p1"), name='To "keep the night boats"')
    block = next(one for one in blocks_of("meetings", talks) if one.path == ("name",))
    (tie,) = tied(block)
    assert [str(one.cite) for one in tie.places] == ["herald#p1"]


def test_a_statement_rests_on_its_own_cites_alone() -> None:
    """What another statement cites is no help, nor is another source."""
    talks = meeting("m", point("p", 'Agreed to "keep the night boats".', "herald#p4"), point("q", "Q.", "herald#p1"))
    block = next(one for one in blocks_of("meetings", talks) if one.anchor == "p")
    assert tied(block)[0].finding is Finding.ABSENT


@pytest.mark.parametrize("field", ["name", "summary", "note"])
def test_headlines_summaries_and_notes_rest_on_the_whole_page(field: str) -> None:
    """Every passage that the page cites anywhere is in scope."""
    words = {"name": "They met.", "summary": "They met.", field: 'They will "keep the night boats".'}
    talks = meeting("m", point("p", "P.", "herald#p4"), point("q", "Q.", "herald#p1"), **words)
    block = next(one for one in blocks_of("meetings", talks) if one.path == (field,))
    assert [tie.finding for tie in tied(block)] == [Finding.QUOTED]


def test_a_wording_may_be_the_outlets_prose() -> None:
    """Its whole text must stand in the paragraph, quoted or not; the tie says which."""
    talks = meeting("m", wording=(wording("t", "keep the night boats", "herald#p2"),))
    block = next(one for one in blocks_of("meetings", talks) if one.verbatim)
    (tie,) = tied(block)
    assert (tie.finding, tie.holds, tie.must_be_quoted) == (Finding.PROSE, True, False)


def test_a_quote_must_be_quoted() -> None:
    """Nobody is quoted with the outlet's own words."""
    for on, holds in (("herald#p1", True), ("herald#p2", False)):
        talks = meeting("m", quotes=(Quote(by="board", text="keep the night boats", cite=cites(on)),))
        block = next(one for one in blocks_of("meetings", talks) if one.quotation)
        assert [tie.holds for tie in tied(block)] == [holds]


def test_words_relied_on_are_tied_beside_the_quotations() -> None:
    """`words:` of a cite stand verbatim in its paragraph."""
    entries = library(HERALD)
    block = of_point("They left.", "herald#p1")
    relied = Block(
        **{
            **{name: getattr(block, name) for name in block.__struct_fields__},
            "cites": (cite("herald#p4"), cite("herald#p1", "and left")),
        }
    )
    (tie,) = ties_of(relied, entries)
    assert (tie.words, tie.holds, tie.start) == ("and left", True, -1)
    assert not words_tie(cite("herald#p1", "and arrived"), entries).holds


def test_skipped_and_missing_paragraphs_have_no_text() -> None:
    """Page furniture is no passage."""
    entries = library(HERALD)
    assert paragraph_text(entries, cite("herald#p4")) == HERALD.paragraphs[3]
    assert [paragraph_text(entries, cite(one)) for one in ("herald#p3", "herald#p5", "lost#p1")] == [None] * 3


def test_cites_of_a_page_come_once_points_first() -> None:
    """The letters of the sources follow this order."""
    talks = meeting(
        "m", point("p", "P [@b#p1].", "a#p2 a#p1"), summary="S [@a#p1; @c#p1].", wording=(wording("t", "x", "b#p2"),)
    )
    assert [str(one) for one in page_cites(talks)] == ["a#p2", "a#p1", "b#p1", "c#p1", "b#p2"]


LETTERS = st.text(alphabet="ab é’'“”\"‑\u00a0\u00ad,.", max_size=30)


@given(LETTERS, LETTERS, st.text(alphabet="ab é", min_size=1, max_size=12))
def test_a_match_reads_back_the_same_words(before: str, after: str, words: str) -> None:
    """Offsets are those of the captured paragraph: cut out there, the words are the same after normalisation."""
    assume(words.strip())
    paragraph = f'{before} "{words}" {after}'
    entries = library(source("herald", paragraph))
    for tie in tied(of_point(f'Said "{words}".', "herald#p1"), entries):
        for match in tie.matches:
            read = paragraph[match.start : match.end]
            assert normalise(read).text.strip() == normalise(words).text.strip()
