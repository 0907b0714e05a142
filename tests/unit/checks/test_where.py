"""Places: the span of a stretch of words, read back from the file, is those words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.bodies import Body
from generator.checks.context import TEXT, occurrence
from generator.checks.where import finder
from generator.diagnostics import Span
from generator.relate.placed import KEY
from generator.schema import Kind
from generator.yamldoc import Document, read_yaml

NAME = (Kind.MEETINGS, "x")
WORDS = st.lists(
    st.sampled_from(["on", "one", "day", '"so"', "it's", "no", "on-day", "[sic]"]), min_size=1, max_size=12
)


def document(text: str) -> Document:
    """The document of a text that is YAML."""
    found, wrong = read_yaml("content/meetings/x.yaml", text)
    assert found is not None, wrong
    return found


def read_back(at: Span, text: str) -> str:
    """The characters a span covers."""
    return text.split("\n")[at.line - 1][at.column - 1 : at.end - 1]


def written(words: list[str], style: str) -> str:
    """A YAML value with these words."""
    text = " ".join(words)
    match style:
        case "folded":
            half = len(words) // 2
            return ">-\n  " + " ".join(words[:half] or words) + ("\n  " + " ".join(words[half:]) if half else "")
        case "literal":
            return f"|-\n  {text}"
        case "single":
            return "'" + text.replace("'", "''") + "'"
        case _:
            return json.dumps(text)


@given(words=WORDS, style=st.sampled_from(["folded", "literal", "single", "double"]), data=st.data())
def test_the_nth_word_is_the_nth_word(words: list[str], style: str, data: st.DataObject) -> None:
    """However a value is written, and however often a word stands in it, the caret is under the one that is meant."""
    text = f"text: {written(words, style)}\n"
    value = " ".join(words)
    number = data.draw(st.integers(0, len(words) - 1))
    start = len(" ".join(words[:number])) + (number > 0)
    end = start + len(words[number])
    where = finder({NAME: document(text)}, {})
    at = where("meetings", "x", "text", needle=words[number], nth=occurrence(value, start, end))
    raw = words[number].replace("'", "''") if style == "single" else words[number]
    raw = json.dumps(words[number])[1:-1] if style == "double" else raw
    assert read_back(at, text) == raw
    before = text[: sum(len(line) + 1 for line in text.split("\n")[: at.line - 1]) + at.column - 1]
    quoted = style in {"single", "double"}
    assert len(before.split()) == (1 + max(number, 1) if quoted else 2 + number)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("cite", 0, "at"), "a#p1"),
        (("cites", 1, "at"), "a#p3"),
        (("cites", 0, "at"), "a#p2"),
        (("cites", 0, "words"), "so it was"),
        (("tracks", "midday", KEY), "midday"),
        (("tracks", "midday", "nothing"), "midday"),
        (("people", 0, "person"), "ann"),
        (("people", 1, "person"), "bob"),
    ],
)
def test_a_path_of_the_model_finds_what_the_file_has(path: tuple[str | int, ...], words: str) -> None:
    """One cite or a list of them, text or a block, a key, and a field that is missing."""
    text = (
        "cite: a#p1\ncites:\n  - at: a#p2\n    words: so it was\n  - a#p3\ntracks:\n  midday:\n    text: x\n"
        "people:\n  - ann\n  - person: bob\n"
    )
    assert read_back(finder({NAME: document(text)}, {})("meetings", "x", *path), text) == words


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_words_of_a_captured_paragraph(line_break: str) -> None:
    """Paragraphs are counted without the empty lines, which are there for the line number all the same."""
    body = Body("content/sources/s.md", line_break.join(["One.", "", " \t", "The\u00a0day, the day."]), 9)
    where = finder({}, {(Kind.SOURCES, "s"): body})
    assert where("sources", "s", TEXT, 1) == Span("content/sources/s.md", 9, 1, 5)
    assert where("sources", "s", TEXT, 2, needle="day", nth=1) == Span("content/sources/s.md", 12, 14, 17)
    assert where("sources", "s", TEXT, 3).line == 12


def test_words_of_a_page() -> None:
    """The text of a page stands below its fields; whole words come before parts of words."""
    body = Body("content/pages/about.md", "An anchor.\n\nA chor and\nan anchor.\n", 4)
    where = finder({(Kind.PAGES, "about"): document("title: chor\n")}, {(Kind.PAGES, "about"): body})
    assert where("pages", "about", "text", needle="chor") == Span("content/pages/about.md", 6, 3, 7)
    assert where("pages", "about", "text", needle="anchor", nth=1) == Span("content/pages/about.md", 7, 4, 10)


def test_what_was_never_read_has_a_place_too(tmp_path: Path) -> None:
    """A finding without a place would be lost."""
    assert str(finder({}, {})("people", "nobody", "name")) == "people/nobody:1:1"
