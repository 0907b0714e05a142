"""The table of codes as words."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.codes import CODES, FAMILIES, FAMILY_TITLES, Code
from generator.explain import COMMAND, as_markdown, explain, listing, similar

DOCS = Path(__file__).parents[2] / "docs"

SAMPLE = Code(
    code="I901",
    title="sample that stands for all",
    why="A reader could be misled by this, and would not know it. " * 3,
    fix="Say what is so.",
    wrong="text: no",
    right="text: yes",
)


def test_the_page_of_checks_is_current() -> None:
    """docs/checks.md is what the documented command prints."""
    assert (DOCS / "checks.md").read_text(encoding="utf-8") == as_markdown(), f"make it anew: {COMMAND}"


def test_every_family_has_a_title() -> None:
    """No family is left out of the page."""
    assert [family for family, _ in FAMILIES if family not in FAMILY_TITLES] == []


def test_every_code_is_in_the_list_and_in_the_page() -> None:
    """Each with its title."""
    rows, page = listing(), as_markdown()
    assert [code for code in CODES if code not in rows or f"### {code}: {CODES[code].title}" not in page] == []


def test_an_entry_says_what_why_and_how() -> None:
    """Title and weight, then why, what to do, and an example of each, within the width."""
    text = explain(SAMPLE, 60)
    assert text.startswith("I901: sample that stands for all (error)\n\nA reader could be misled")
    assert text.endswith("Say what is so.\n\nWrong:\n\n    text: no\n\nRight:\n\n    text: yes")
    assert max(map(len, text.splitlines())) <= 60


@pytest.mark.parametrize("code", sorted(code for code in CODES if code[0] in "YSRQL")[:3])
def test_what_cannot_be_silenced_says_so(code: str) -> None:
    """The weight of a promise is fixed."""
    assert "(error, always)" in explain(CODES[code], 80).splitlines()[0]


def test_a_slip_finds_its_code() -> None:
    """In any case, or one character off; nothing near gives nothing."""
    some = min(CODES)
    assert similar(some.lower()) == some
    assert similar(f" {some}x") == some
    assert similar("nothing like it") is None
