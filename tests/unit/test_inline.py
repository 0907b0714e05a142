"""What counts as a cite, a cross-link and a reference, and what is left of a text without them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inline import cites_in, cross_links, inline_cites, parse_cite, parse_point, without_marks

from ..specimen import cite, ref


@pytest.mark.parametrize("text", ["herald#p7", "  herald#p7 ", "he-ra-ld#p7"])
def test_a_cite_is_a_source_and_a_paragraph(text: str) -> None:
    """`herald#p7` is paragraph 7 of `herald`."""
    found = parse_cite(text)
    assert found
    assert (found.source.replace("-", ""), found.paragraph) == ("herald", 7)


@pytest.mark.parametrize(
    "text", ["herald", "herald#7", "herald#p0", "herald#p07", "Herald#p7", "herald#p7x", "#p7", "a--b#p1", "-a#p1"]
)
def test_anything_else_is_no_cite(text: str) -> None:
    """Paragraphs count from 1; ids are lower case with single hyphens."""
    assert parse_cite(text) is None


def test_a_point_is_a_meeting_and_an_id() -> None:
    """`2025-03-exampleton#boats`; a paragraph of a source reads as one too, which is told apart by what exists."""
    assert parse_point("2025-03-exampleton#boats") == ref("2025-03-exampleton#boats")
    assert parse_point("2025-03-exampleton") is None
    assert parse_point("2025-03-exampleton#") is None


def test_one_mark_holds_several_cites() -> None:
    """Pandoc's `[@a#p1; @b#p2]`, with or without the second `@`."""
    assert cites_in("They met [@a#p1; @b#p2; c#p3].") == (cite("a#p1"), cite("b#p2"), cite("c#p3"))


def test_what_is_no_cite_inside_a_mark_is_kept_for_the_check() -> None:
    """`[@a; @b#p2]` has one cite, and one piece to complain of."""
    (mark,) = inline_cites("They met [@a; @b#p2].")
    assert (mark.cites, mark.unread) == ((cite("b#p2"),), ("a",))


def test_the_place_of_a_mark_is_that_of_its_brackets() -> None:
    """Offsets are half open, in characters of the text."""
    text = "Ōlea met [@a#p1]."
    (mark,) = inline_cites(text)
    assert text[mark.start : mark.end] == "[@a#p1]"


def test_a_cross_link_has_a_target_and_may_have_words() -> None:
    """`[[target]]` shows the target's name, `[[target|words]]` the words."""
    first, second = cross_links("See [[barnaby]] and [[ a#boats | the boats ]].")
    assert (first.target, first.text) == ("barnaby", "")
    assert (second.target, second.text) == ("a#boats", "the boats")


@pytest.mark.parametrize("text", ["[[]]", "[[|words]]", "[[a|]]", "[a]", "[[a]", "[[a [b]]"])
def test_half_a_cross_link_is_none(text: str) -> None:
    """Brackets inside brackets and empty parts are left to Markdown."""
    assert cross_links(text) == ()


def test_a_text_without_marks_reads_on() -> None:
    """Cites go with the space before them, cross-links leave their words."""
    text = "They [[a|met]] [[barnaby]] [@a#p1; @b#p2]. Then [@a#p1] they left [@a#p2] [@a#p3]."
    assert without_marks(text, lambda cross: cross.text or "Barnaby  S") == "They met Barnaby S. Then they left."


def test_what_a_cross_link_shows_is_not_read_again() -> None:
    """A headline may have brackets of its own."""
    assert without_marks("See [[herald]] [@a#p1].", lambda _: "[@b#p2] and [[c]]") == "See [@b#p2] and [[c]]."


@given(st.text(alphabet="ab#p1@[]|; .", max_size=40))
def test_every_mark_stands_where_it_says(text: str) -> None:
    """Whatever is typed, marks are in order, apart, and begin and end with their brackets."""
    cited = [(one.start, one.end, "[@", "]") for one in inline_cites(text)]
    linked = [(one.start, one.end, "[[", "]]") for one in cross_links(text)]
    for marks in (cited, linked):
        for start, end, opening, closing in marks:
            assert text[start:end].startswith(opening)
            assert text[start:end].endswith(closing)
        assert all(one[1] <= other[0] for one, other in pairwise(marks))
