"""What all pages are planned from: the sentences that mention an entry."""

from __future__ import annotations

import pytest

from generator.model import Page, PageId
from generator.plan import Desk

from ..specimen import library, person


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The first. Ottoline Sample spoke. The last.", "Ottoline Sample spoke."),
        ("- The boats.\n- Ottoline Sample spoke.\n- The quay.", "Ottoline Sample spoke."),
        ("1. The boats\n2. Ottoline Sample\n3. The quay", "Ottoline Sample"),
        ("## The boats\n\nOttoline Sample spoke\nof the quay.\n\nThe last.", "Ottoline Sample spoke\nof the quay."),
        ("The boats and\nthe quay. See [[ottoline-sample]] for more.", "See [[ottoline-sample]] for more."),
        ("The boats left. They met Ottoline Sample.", "The boats left. They met Ottoline Sample."),
        (
            "One. The boats left. It rained. They met Ottoline Sample.",
            "The boats left. It rained. They met Ottoline Sample.",
        ),
        ("The boats left.\n\nThey met Ottoline Sample.", "They met Ottoline Sample."),
        ("The boats left. The two ministers met Ottoline Sample.", "The two ministers met Ottoline Sample."),
        ("Ottoline Sample left. She was Ottoline Sample.", "Ottoline Sample left. She was Ottoline Sample."),
    ],
)
def test_a_mention_is_shown_with_its_sentence(text: str, sentence: str) -> None:
    """Not with the list or heading it stands near; but with the sentences that its first words point back to."""
    page = Page(id=PageId("about"), title="About", text=text)
    desk = Desk(library(person("ottoline-sample", "Ottoline Sample"), page))
    (mention,) = desk.mentions["people", "ottoline-sample"]
    assert mention.words == sentence
