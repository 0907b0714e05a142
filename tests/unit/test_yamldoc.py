"""Reading YAML as text with line and column. Cases are text files under tests/cases/yaml."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.codes import CODES
from generator.diagnostics import Span, in_order
from generator.hygiene import HYGIENE, MAX_FINDINGS, shown
from generator.yamldoc import (
    MAX_DEPTH,
    MAX_NODES,
    YAML_BYTES,
    Document,
    Mapping,
    Node,
    Scalar,
    Sequence,
    decode,
    read_yaml,
    split_front_matter,
)
from tests.marked import Case, cases, stated

YAML_CASES = cases("yaml")


def document(text: str, first_line: int = 1) -> Document:
    """A text that must be right, read."""
    found, wrong = read_yaml("f.yaml", textwrap.dedent(text).lstrip("\n"), first_line)
    assert not wrong
    assert found is not None
    return found


def codes(text: str) -> list[str]:
    """The codes of what is wrong with a text, in order."""
    return [entry.code for entry in in_order(read_yaml("f.yaml", text)[1])]


@pytest.mark.parametrize("case", YAML_CASES, ids=lambda case: case.name)
def test_says_what_is_wrong_and_where(case: Case) -> None:
    """Code, message, line, column and end of every mistake an analyst makes in YAML."""
    _, wrong = read_yaml("f.yaml", case.text)
    assert stated(case, wrong) == list(case.expected)
    assert all(d.hint and d.at.path == "f.yaml" for d in wrong)


@pytest.mark.parametrize("case", YAML_CASES, ids=lambda case: case.name)
def test_places_do_not_depend_on_line_breaks(case: Case) -> None:
    """CRLF and CR files have the same lines and columns as LF files."""
    plain = read_yaml("f.yaml", case.text)[1]
    for line_break in ("\r\n", "\r"):
        assert read_yaml("f.yaml", case.text.replace("\n", line_break))[1] == plain


def test_every_code_of_yaml_is_produced() -> None:
    """A code without a case is a promise nobody has checked."""
    in_cases = {
        expected.said[:4] for folder in ("yaml", "schema") for case in cases(folder) for expected in case.expected
    }
    in_tests = {"Y101", "Y102", "Y103", "Y126", "Y127"}
    assert {code for code in CODES if code[0] == "Y"} == {code for code in in_cases if code[0] == "Y"} | in_tests


def test_every_scalar_is_text() -> None:
    """Nothing becomes a number, a date, a truth value or nothing."""
    found = document("a: no\nb: 1.10\nc: 13:25\nd: 010\ne: ~\nf: 2024-02-22\ng: 0x1f\n")
    values = [value.value for _, value in found.root.entries if isinstance(value, Scalar)]
    assert values == ["no", "1.10", "13:25", "010", "~", "2024-02-22", "0x1f"]


def test_scalars_know_their_place_and_style() -> None:
    """Lines and columns are those of the file and count characters; the end is exclusive."""
    found = document(
        """
        é: "ü"
        list:
          - 'it''s'
          - >-
            two
            lines
        """,
        first_line=5,
    )
    assert found.root.get("é") == Scalar("ü", 5, 4, 5, 7, "double")
    items = found.root.get("list")
    assert isinstance(items, Sequence)
    assert items.items[0] == Scalar("it's", 7, 5, 7, 12, "single")
    block = items.items[1]
    assert isinstance(block, Scalar)
    assert (block.value, block.line, block.column, block.style) == ("two lines", 8, 5, "folded")


def test_flow_is_told_from_block() -> None:
    """Brackets where prose stands are refused by the schema, which has to see them."""
    found = document("a: [x]\nb: {c: d}\ne:\n  - f\n")
    assert [value.flow for _, value in found.root.entries if not isinstance(value, Scalar)] == [True, True, False]


MEETING = """
    name: Rio
    text: >-
      Agreed to "continue to
      sternly respond" to arms;
      stern words.
    quoted: 'it''s "so" said'
    escaped: "he said \\"no way\\" and
      left \\
      early"
    points:
      - id: one
        cite: [kh#p1, kh#p2]
      - id: two
    """


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("name",), Span("f.yaml", 1, 7, 10)),
        (("points", 0, "id"), Span("f.yaml", 11, 9, 12)),
        (("points", 0, "cite", 1), Span("f.yaml", 12, 19, 24)),
        (("points", 0, "cite"), Span("f.yaml", 12, 11, 12)),
        (("points", 1), Span("f.yaml", 13, 5, 7)),
        (("points", 1, "according_to"), Span("f.yaml", 13, 5, 7)),
        (("points", 1, "id", 0), Span("f.yaml", 13, 9, 12)),
        (("points", 7), Span("f.yaml", 10, 1, 7)),
        (("points",), Span("f.yaml", 10, 1, 7)),
        (("text",), Span("f.yaml", 2, 7, 9)),
        (("nowhere", 3, "x"), Span("f.yaml", 1, 1, 5)),
        ((), Span("f.yaml", 1, 1, 5)),
    ],
)
def test_span_of_a_path(path: tuple[str | int, ...], place: Span) -> None:
    """A value where it stands; what is not there, at its nearest parent; a block at its key or first field."""
    assert document(MEETING).span(*path) == place


@pytest.mark.parametrize(
    ("field", "needle", "place"),
    [
        ("text", "continue to sternly respond", Span("f.yaml", 3, 14, 25)),
        ("text", "sternly respond", Span("f.yaml", 4, 3, 18)),
        ("text", "stern", Span("f.yaml", 5, 3, 8)),
        ("text", "ords", Span("f.yaml", 5, 10, 14)),
        ("text", "not there", Span("f.yaml", 2, 7, 9)),
        ("text", "Rio", Span("f.yaml", 2, 7, 9)),
        ("quoted", 'it\'s "so"', Span("f.yaml", 6, 10, 20)),
        ("escaped", '"no way"', Span("f.yaml", 7, 19, 29)),
        ("escaped", "and left early", Span("f.yaml", 7, 30, 33)),
    ],
)
def test_span_of_words_inside_a_value(field: str, needle: str, place: Span) -> None:
    """White space is flexible, whole words go first, and only the first line is marked."""
    assert document(MEETING).span(field, needle=needle) == place


def test_span_counts_from_the_first_line_of_front_matter() -> None:
    """Line 2 of the file is the first line of its YAML."""
    found = document("title: Rio\nnote: >-\n  two words\n", first_line=2)
    assert found.span("title") == Span("f.yaml", 2, 8, 11)
    assert found.span("note", needle="words") == Span("f.yaml", 4, 7, 12)
    assert found.key_span("note") == Span("f.yaml", 3, 1, 5)


def test_a_repeated_key_points_at_the_first() -> None:
    """The note says where the other one is; the first value is kept, so that the rest can be checked."""
    found, wrong = read_yaml("f.yaml", "a: 1\nb: 2\na: 3\n")
    assert [(note.at, note.message) for note in wrong[0].notes] == [(Span("f.yaml", 1, 1, 2), "first here")]
    assert found is not None
    assert found.span("a") == Span("f.yaml", 1, 4, 5)


def test_bytes_that_are_not_utf8_are_named() -> None:
    """The byte, its offset, and the line and column an editor shows."""
    text, wrong = decode("f.yaml", "name: é\r\nplace: S".encode() + b"\xe3o")
    assert text is None
    assert wrong[0].at == Span("f.yaml", 2, 9, 10)
    assert wrong[0].code == "Y101"
    assert "0xE3 at offset 18" in wrong[0].message


@pytest.mark.parametrize("mark", ["\ufeff", ""], ids=["marked", "unmarked"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf16_is_refused(encoding: str, mark: str) -> None:
    """PyYAML would take it silently; a field's name shows it where the byte order mark is missing."""
    text, wrong = decode("f.yaml", f"{mark}name: 리우".encode(encoding))
    assert (text, [entry.code for entry in wrong]) == (None, ["Y102"])


def test_a_byte_order_mark_is_dropped() -> None:
    """It is no part of the text, and moves no column."""
    text, wrong = decode("f.yaml", b"\xef\xbb\xbfname: Rio\n")
    assert (text, wrong) == ("name: Rio\n", ())
    found, _ = read_yaml("f.yaml", "\ufeffname: Rio\n")
    assert found is not None
    assert found.span("name") == Span("f.yaml", 1, 7, 10)


def test_size_is_bounded() -> None:
    """A YAML text above 1 MiB, in bytes, is not parsed."""
    assert codes("a: " + "é" * (YAML_BYTES // 2)) == ["Y103"]
    assert codes("a: " + "e" * (YAML_BYTES - 3)) == []


def test_depth_is_bounded() -> None:
    """Forty levels are read, the next is refused where it begins."""
    deepest = MAX_DEPTH - 2
    assert codes("a: " + "[" * deepest + "x" + "]" * deepest) == []
    wrong = read_yaml("f.yaml", "a: " + "[" * 60 + "]" * 60)[1]
    assert [(entry.code, entry.at) for entry in wrong] == [("Y126", Span("f.yaml", 1, 3 + MAX_DEPTH, 4 + MAX_DEPTH))]


def test_number_of_values_is_bounded() -> None:
    """The limit counts keys and values."""
    assert codes("a: [" + "x, " * (MAX_NODES - 3) + "]") == []
    assert codes("a: [" + "x, " * (MAX_NODES - 2) + "]") == ["Y127"]


@pytest.mark.parametrize(
    "bomb", ["'- ' * 50_000", "'[' * 100_000", "'{a: ' * 20_000", "'a: ' + '[' * 500_000", "'? ' * 50_000"]
)
def test_nesting_cannot_crash_the_reader(bomb: str) -> None:
    """The composer of libyaml dies of these; a process of its own shows that ours does not."""
    program = f"from generator.yamldoc import read_yaml; print(read_yaml('f', {bomb})[1][0].code)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "Y126")


def test_a_file_of_control_characters_is_one_mistake() -> None:
    """A cap keeps the report readable."""
    assert codes("\x01\n" * 1000) == ["Y104"] * MAX_FINDINGS


def test_front_matter_leaves_the_body_untouched() -> None:
    """Line breaks and blank lines of a captured text are part of it."""
    front, wrong = split_front_matter("f.md", "---\r\ntitle: Rio\r\n--- \r\n\r\nOne\rTwo\u2028\n---\n")
    assert not wrong
    assert front is not None
    assert (front.yaml, front.first_line) == ("title: Rio\r\n", 2)
    assert (front.body, front.body_first_line) == ("\r\nOne\rTwo\u2028\n---\n", 4)


def test_values_in_messages_stay_on_one_line() -> None:
    """What cannot be seen is spelt out, and what is long is cut."""
    assert shown("a\n b\u202e\x07") == "a b<U+202E><U+0007>"
    assert len(shown("x" * 500)) == 60


TEXT = st.text(st.characters(codec="utf-8")).filter(lambda text: not any(rule[0].search(text) for rule in HYGIENE))
TREES = st.dictionaries(
    TEXT.filter(str.strip),
    st.recursive(
        TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT.filter(str.strip), inner, max_size=3)
    ),
    min_size=1,
    max_size=4,
)


def plain(node: Node) -> object:
    """The node as lists, dictionaries and texts."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.entries}


@given(TREES, st.sampled_from(["'", '"']), st.booleans())
def test_what_is_written_reads_back(tree: dict[str, object], style: str, flow: bool) -> None:
    """A tree of quoted texts, dumped by PyYAML in either style, is the same tree."""
    dumped = yaml.dump(tree, default_style=style, default_flow_style=flow, allow_unicode=True, width=30)
    found, wrong = read_yaml("f.yaml", dumped.replace("!!str ", ""))
    assert not wrong
    assert found is not None
    assert plain(found.root) == tree


@given(TREES)
def test_every_scalar_stands_where_it_says(tree: dict[str, object]) -> None:
    """The raw text at a scalar's place begins with what its style begins with, and its span lies on its line."""
    found, _ = read_yaml("f.yaml", yaml.dump(tree, default_style='"', allow_unicode=True))
    assert found is not None
    lines = found.raw.split("\n")
    for scalar in _scalars(found.root):
        assert lines[scalar.line - 1][scalar.column - 1] == '"'
        assert found.place(scalar).end <= len(lines[scalar.line - 1]) + 1


def _scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Mapping):
        return [scalar for key, value in node.entries for scalar in (key, *_scalars(value))]
    return [scalar for item in node.items for scalar in _scalars(item)]


YAMLISH = st.lists(
    st.sampled_from(
        [
            *"abc:-[]{}#&*!|>'\"%@`,?~ \n\t\\\r",
            "\n  ",
            "\n- ",
            ": ",
            "é",
            "\u202e",
            "\x85",
            "---\n",
            "...\n",
            "<<: ",
            "🙂",
        ]
    )
).map("".join)


@given(YAMLISH | st.text())
@example("? - ? a\n")
@example('"\\ud800": x')
@example("a: |\n\t")
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever it is, there is a document or a diagnostic, and every diagnostic can be shown."""
    found, wrong = read_yaml("f.yaml", text)
    assert found is not None or wrong
    for entry in wrong:
        assert entry.code in CODES
        assert "\n" not in entry.message
        assert entry.at.line >= 1
        assert entry.at.column >= 1


@given(st.binary())
def test_no_bytes_break_the_decoder(data: bytes) -> None:
    """Bytes are text or a diagnostic, never both."""
    text, wrong = decode("f.yaml", data)
    assert (text is None) == bool(wrong)
