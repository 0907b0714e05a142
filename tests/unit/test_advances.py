"""How wide a text is, and what fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.advances import Face, isolated, shortened, width


def test_a_text_is_as_wide_as_its_letters() -> None:
    """Measured in Chromium at 100 px: "Rio" is 71.3 + 25.6 + 60.0 wide at weight 600."""
    assert width("Rio", Face.SANS, 100) == pytest.approx(156.9, abs=2)
    assert width("Rio", Face.SANS, 14) == pytest.approx(width("Rio", Face.SANS, 100) * 0.14)


def test_signs_the_faces_lack_take_an_em_and_accents_nothing() -> None:
    """Korean is set in another face; a combining accent stands over its letter."""
    assert width("박진", Face.SERIF, 10) >= 20
    assert width("e\u0301", Face.SERIF, 10) == width("e", Face.SERIF, 10)


def test_a_text_that_does_not_fit_loses_whole_words() -> None:
    """And a comma before the ellipsis; a single word loses letters."""
    phrase = "is a serious threat, to international peace and stability"
    assert shortened(phrase, Face.SERIF, 18, 1_000) == phrase
    assert shortened(phrase, Face.SERIF, 18, 160) == "is a serious threat …"
    assert shortened("Donaudampfschifffahrt", Face.SANS, 14, 60) == "Donau…"


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60), st.integers(40, 400))
def test_what_is_shortened_fits(text: str, room: int) -> None:
    """Whatever the script; one letter and an ellipsis always remain."""
    short = shortened(text, Face.SANS, 14, room)
    assert width(short, Face.SANS, 14) <= room


def test_names_that_run_from_right_to_left_are_kept_together() -> None:
    """A day behind an Arabic name would else stand in front of it; the marks that do it take no room."""
    assert isolated("Samplebury") == "Samplebury"
    assert isolated("الحافة") == "\u2068الحافة\u2069"
    assert width(isolated("الحافة"), Face.SANS, 14) == width("الحافة", Face.SANS, 14)
