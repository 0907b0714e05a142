"""Under which letter a name stands, and the order of names."""

from __future__ import annotations

import re
import string

import pytest

from generator.plan.alphabet import DIGITS, HAN, OTHER, initial, order


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Kim, Exemplar", "K"),
        ("kim, exemplar", "K"),
        ("Öztürk", "O"),
        ("Østergård", "O"),
        ("Łukasz", "L"),
        ("Æbelø", "A"),
        ("İnönü", "I"),
        ("ßeta", "S"),
        ("Ｋｉｍ", "K"),
        ("“Quoted”", "Q"),
        ("(the) Strait", "T"),
        ("Жуков", "Ж"),
        ("Ёлкин", "Е"),
        ("Ελλάδα", "Ε"),
        ("Άννα", "Α"),
        ("김견본", "ㄱ"),
        ("끼리", "ㄱ"),
        ("하나", "ㅎ"),
        ("さとう", "さ"),
        ("サトウ", "さ"),
        ("ガ", "か"),
        ("島田", "漢字"),
        ("习", "漢字"),
        ("أحمد", "ا"),
        ("לוי", "ל"),
        ("3rd Committee", "0–9"),
        ("٣", "0–9"),
        ("…", "Other"),
        ("", "Other"),
    ],
)
def test_the_letter_of_a_name(name: str, title: str) -> None:
    """Case, marks, width and what stands before the first letter do not count."""
    assert initial(name).title == title


def test_an_address_is_made_of_plain_characters() -> None:
    """Of every letter that Unicode has: no address needs escaping, and no two groups share one."""
    groups = {initial(chr(code)) for code in range(0x21, 0x30000) if not 0xD800 <= code < 0xE000}
    assert all(re.fullmatch(r"[a-z0-9-]+", one.key) for one in groups)
    assert len({one.key for one in groups}) == len(groups)


def test_latin_comes_first_and_what_has_no_letter_last() -> None:
    """Marks and case do not part names of one letter."""
    names = ["…", "42nd", "島田", "Жуков", "Zulu", "öz", "Oz", "Ob", "Øa", "alpha", "Beta"]
    assert sorted(names, key=order) == ["alpha", "Beta", "Øa", "Ob", "Oz", "öz", "Zulu", "Жуков", "島田", "42nd", "…"]


def test_the_groups_of_latin_letters_are_the_alphabet() -> None:
    """Their keys are the letters themselves, and no other group has a key of one character."""
    assert [initial(letter).key for letter in string.ascii_uppercase] == list(string.ascii_lowercase)
    assert all(len(one.key) > 1 for one in (DIGITS, HAN, OTHER, initial("Ж")))
