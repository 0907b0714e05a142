"""Which places cite which paragraph, the words they rely on, and stretches that are merged for the marker."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.model import DateBasis, Library
from generator.relate.citations import citations, merged
from generator.text import Match

from ..specimen import cite, cites, library, meeting, office, person, point, promise, source

HERALD = source(
    "herald", 'On Friday the boards agreed to "keep the night boats".\nAda Sample is the chair.\nNobody cites this.'
)


def cited(entries: Library, paragraph: int) -> list[tuple[str, str, str, list[str]]]:
    """Page, anchor, label and words of the places that cite a paragraph of the Herald."""
    text = HERALD.paragraphs[paragraph - 1]
    return [
        (f"{one.kind}/{one.id}", one.anchor, one.label, [text[match.start : match.end] for match in one.matches])
        for one in citations(entries).get((HERALD.id, paragraph), ())
    ]


def test_every_place_that_cites_a_paragraph_is_known() -> None:
    """Statements, summary, date, place and number, the state of a promise, and offices of people."""
    talks = meeting(
        "m",
        point("boats", 'Agreed to "keep the night boats".', "herald#p1"),
        promise("met", "Promised.", "herald#p1", state_cite=cites("herald#p2")),
        summary="They met [@herald#p1].",
        date="2025-03-07",
        date_basis=DateBasis(words="On Friday", cite=cite("herald#p1")),
        place_cite=(cite("herald#p2", "Ada Sample"),),
    )
    chair = person("ada", "Ada Sample", office("Chair", cite=(cite("herald#p2", "is the chair"),)))
    entries = library(HERALD, talks, chair)
    assert cited(entries, 1) == [
        ("meetings/m", "", "summary", []),
        ("meetings/m", "boats", "statement 1", ["keep the night boats"]),
        ("meetings/m", "met", "statement 2", []),
        ("meetings/m", "", "date", ["On Friday"]),
    ]
    assert cited(entries, 2) == [
        ("meetings/m", "", "place", ["Ada Sample"]),
        ("meetings/m", "", "state of a commitment", []),
        ("people/ada", "roles", "office", ["is the chair"]),
    ]
    assert cited(entries, 3) == []


def test_words_are_marked_in_every_cited_paragraph_that_has_them() -> None:
    """A copy's paragraph has the same words as the original's, and shows them."""
    copy = source("copy", "The boards agreed to keep the night boats, it is said.")
    talks = meeting("m", point("p", 'Agreed to "keep the night boats".', "herald#p1 copy#p1"))
    found = citations(library(HERALD, copy, talks))
    marked = {
        str(name): [entry.paragraphs[0][match.start : match.end] for one in found[name, 1] for match in one.matches]
        for name, entry in ((HERALD.id, HERALD), (copy.id, copy))
    }
    assert marked == {"herald": ["keep the night boats"], "copy": ["keep the night boats"]}


def test_text_and_note_of_one_statement_are_one_place() -> None:
    """Readers are led back to it once."""
    talks = meeting("m", point("p", 'Will "keep the night boats".', "herald#p1", note="So it says [@herald#p1]."))
    assert [anchor for _, anchor, _, _ in cited(library(HERALD, talks), 1)] == ["p"]


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)).map(lambda one: Match(one[0], one[0] + one[1])))


@given(SPANS)
def test_merged_stretches_cover_the_same_characters(matches: list[Match]) -> None:
    """No more and no less, in order and without touching."""
    result = merged(matches)
    assert {at for one in result for at in range(one.start, one.end)} == {
        at for one in matches for at in range(one.start, one.end)
    }
    assert all(one.end < other.start for one, other in pairwise(result))


def test_stretches_that_touch_are_one() -> None:
    """Two marks side by side would look like one anyway."""
    assert merged([Match(5, 9), Match(0, 5), Match(2, 3), Match(20, 22)]) == (Match(0, 9), Match(20, 22))
