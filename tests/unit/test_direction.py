"""Which way a language is written."""

from __future__ import annotations

import pytest

from generator.direction import direction


@pytest.mark.parametrize(
    "language", ["ar", "ar-EG", "AR", "fa", "he", "iw", "ur-PK", "az-Arab", "az-arab-IR", "pa-Arab"]
)
def test_right_to_left(language: str) -> None:
    """By its script where the tag has one, else by the language."""
    assert direction(language) == "rtl"


@pytest.mark.parametrize("language", ["en", "ko", "ja", "zh-Hant", "sd-Deva", "ar-Latn", "az", "und", "", "arn"])
def test_left_to_right(language: str) -> None:
    """Arabic in Latin letters, and every language that is not known to run the other way."""
    assert direction(language) == "ltr"
