"""How much of a source may be shown."""

from __future__ import annotations

import msgspec
import pytest

from generator.model import Library, Rights
from generator.relate.rights import withheld_by_source

from ..specimen import library, meeting, point, source

TEXT = "one two three four\nfive six\nseven eight nine\nten"


def record(rights: Rights, cited: str, words: int) -> Library:
    """A site whose only point cites these paragraphs of an article of four, 4, 2, 3 and 1 words long."""
    made = library(source("a", TEXT, rights=rights), meeting("2025-03-m", point("x", "Spoke.", cited)))
    return msgspec.structs.replace(made, site=msgspec.structs.replace(made.site, excerpt_words=words))


@pytest.mark.parametrize(
    ("rights", "cited", "words", "withheld"),
    [
        (Rights.FULL, "a#p1", 1, set()),
        (Rights.LINK, "a#p1", 100, {1, 2, 3, 4}),
        (Rights.EXCERPT, "a#p2", 100, {1, 3, 4}),
        (Rights.EXCERPT, "a#p1 a#p2 a#p3", 9, {4}),
        (Rights.EXCERPT, "a#p1 a#p2 a#p3", 8, {3, 4}),
        (Rights.EXCERPT, "a#p1 a#p4", 3, {1, 2, 3, 4}),
        (Rights.EXCERPT, "a#p9", 100, {1, 2, 3, 4}),
    ],
)
def test_an_excerpt_is_the_cited_paragraphs_up_to_a_number_of_words(
    rights: Rights, cited: str, words: int, withheld: set[int]
) -> None:
    """From the first cited paragraph on, whole ones only; the first that would go over ends the excerpt."""
    assert withheld_by_source(record(rights, cited, words)) == {"a": withheld}
