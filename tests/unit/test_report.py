"""How findings look: on a terminal, as JSON, as annotations."""

from __future__ import annotations

import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annotations import as_github
from generator.diagnostics import Diagnostic, Note, Severity, Span, stops
from generator.excerpt import HIDDEN, display_width, excerpt, visible, wrapped
from generator.records import Document, as_json
from generator.report import Look, Summary, as_text, shown, summary_text

FILES = {
    "content/meetings/rio.yaml": ('text: Agreed to "sternly respond".', "kind: commitment"),
    "content/sources/kh.md": ("", 'They agreed to "continue to sternly respond" soon.'),
}


def lines(path: str) -> tuple[str, ...]:
    """The files of the tests."""
    return FILES.get(path, ())


def found(message: str = "x", *, line: int = 1, code: str = "Q102", weight: Severity = Severity.ERROR) -> Diagnostic:
    """A finding of the given weight."""
    return Diagnostic(at=Span("content/meetings/rio.yaml", line, 1), code=code, message=message, severity=weight)


QUOTED = Diagnostic(
    at=Span("content/meetings/rio.yaml", 1, 17, 32),
    code="Q102",
    message="the quotation 'sternly respond' is not in kh#p2",
    hint="copy the words from the paragraph",
    notes=(Note(Span("content/sources/kh.md", 2, 17, 44), "the nearest passage"),),
)


def test_text_looks_like_a_compilers() -> None:
    """Place, severity and code, message; the line with carets; the second place; the hint; the counts."""
    assert (
        as_text([QUOTED], lines, Look())
        == """\
content/meetings/rio.yaml:1:17: error[Q102] the quotation 'sternly respond' is not in kh#p2
    1 | text: Agreed to "sternly respond".
      |                 ^^^^^^^^^^^^^^^
content/sources/kh.md:2:17: note: the nearest passage
    2 | They agreed to "continue to sternly respond" soon.
      |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: copy the words from the paragraph

1 error. What a code means: briefbook explain Q102"""
    )


def test_findings_are_sorted_and_told_once() -> None:
    """By file, line and column, whatever order they were found in."""
    text = as_text([found("second", line=2), found("first"), found("first")], lines, Look())
    assert text.index("first") < text.index("second")
    assert text.count("first") == 1


def test_a_file_that_cannot_be_read_costs_only_its_excerpt() -> None:
    """The finding is told without a line."""
    gone = Diagnostic(at=Span("content/gone.yaml", 3, 2), code="S101", message="gone")
    assert as_text([gone], lines, Look()).startswith("content/gone.yaml:3:2: error[S101] gone\n\n1 error")


def test_a_finding_on_a_whole_file_has_no_excerpt() -> None:
    """Its first line would say nothing."""
    whole = Diagnostic(at=Span("content/meetings/rio.yaml"), code="H101", message="a page")
    assert "Agreed" not in as_text([whole], lines, Look())


def test_infos_are_hidden_and_counted() -> None:
    """Without --verbose only their number is told."""
    info = found("an info", weight=Severity.INFO)
    assert as_text([info], lines, Look()) == "1 info not shown (--verbose shows it)"
    assert "an info" in as_text([info], lines, Look(verbose=True))


def test_a_clean_run_says_nothing() -> None:
    """No findings, no text."""
    assert as_text([], lines, Look()) == ""


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (Look(), ["error", "warning"]),
        (Look(quiet=True), ["error"]),
        (Look(quiet=True, strict=True), ["error", "warning"]),
        (Look(verbose=True), ["error", "warning", "info"]),
    ],
)
def test_what_fails_the_run_is_never_hidden(look: Look, expected: list[str]) -> None:
    """--quiet with --strict still shows the warnings that make it fail."""
    all_weights = [found(weight.value, weight=weight) for weight in Severity]
    assert {one.severity.value for one in shown(all_weights, look)} == set(expected)


def test_strict_makes_warnings_stop() -> None:
    """And nothing makes infos stop."""
    warning = found(weight=Severity.WARNING)
    assert not stops([warning], strict=False)
    assert stops([warning], strict=True)
    assert not stops([found(weight=Severity.INFO)], strict=True)


def test_terminal_escapes_and_bidi_controls_are_spelled_out() -> None:
    """Text of a file can neither colour the terminal nor turn its lines around."""
    text = as_text([found("a \x1b[31mred\u202e name\u200b")], lines, Look())
    assert "a \\x1b[31mred\\u202e name\\u200b" in text


def test_colour_is_only_used_if_wanted() -> None:
    """Look decides; nothing else does."""
    assert "\x1b[" not in as_text([QUOTED], lines, Look())
    assert "\x1b[1;31merror[Q102]\x1b[0m" in as_text([QUOTED], lines, Look(colour=True))


@pytest.mark.parametrize(
    ("line", "column", "end", "shown_line", "carets"),
    [
        ("name: x", 7, 8, "name: x", "      ^"),
        ("name: x", 7, 0, "name: x", "      ^"),
        ("\tkey", 2, 5, "    key", "    ^^^"),
        ("金寿 said", 4, 8, "金寿 said", "     ^^^^"),
        ("金寿 said", 1, 3, "金寿 said", "^^^^"),
        ("e\u0301t\u00e9", 3, 4, "e\u0301t\u00e9", " ^"),
        ("ab", 9, 12, "ab", "  ^"),
        ("a\u200bb", 2, 3, "a\\u200bb", " ^^^^^^"),
    ],
    ids=["word", "no end", "tab", "after wide", "wide", "combining", "past the end", "zero width"],
)
def test_carets_stand_under_their_characters(line: str, column: int, end: int, shown_line: str, carets: str) -> None:
    """Columns count characters; carets count terminal columns."""
    seen = excerpt(line, column, end, 80)
    assert (seen.line, seen.carets) == (shown_line, carets)


@pytest.mark.parametrize("column", [1, 40, 500, 990])
def test_long_lines_are_cut_around_the_caret(column: int) -> None:
    """The words meant are in sight, with dots where something is left out, within the width."""
    line = "".join(f"{number:04d}-" for number in range(200))
    seen = excerpt(line, column, column + 5, 60)
    assert display_width(seen.line) <= 60
    start = seen.carets.index("^")
    assert seen.line[start : start + 5] == line[column - 1 : column + 4]
    assert seen.line.startswith("…") == (column > 30)


def test_wrapping_counts_columns_not_characters() -> None:
    """Wide characters take two columns, and a word without spaces is broken."""
    rows = wrapped("金寿" * 30 + " end", 20)
    assert all(display_width(row) <= 20 for row in rows)
    assert "".join(rows).replace(" ", "") == "金寿" * 30 + "end"


def test_the_json_document_holds_every_finding() -> None:
    """Infos too, with lines, codes, notes and counts; it can be read back."""
    summary = Summary(pages=3, sources=1, meetings=1, ties=2, seconds=0.5, out="site")
    text = as_json([QUOTED, found("i", weight=Severity.INFO, line=2)], lines, summary, strict=False)
    document = msgspec.json.decode(text, type=Document)
    assert (document.ok, document.errors, document.infos, document.summary.out) == (False, 1, 1, "site")
    first = document.diagnostics[0]
    assert (first.file, first.line, first.column, first.end_column) == ("content/meetings/rio.yaml", 1, 17, 32)
    assert first.text == 'text: Agreed to "sternly respond".'
    assert first.notes[0].file == "content/sources/kh.md"


def test_strict_decides_whether_the_json_document_is_ok() -> None:
    """`ok` is what the exit code says."""
    warning = [found(weight=Severity.WARNING)]
    documents = [
        msgspec.json.decode(as_json(warning, lines, Summary(), strict=strict), type=Document)
        for strict in (False, True)
    ]
    assert [document.ok for document in documents] == [True, False]


def test_annotations_cannot_be_injected() -> None:
    """Line breaks, percent signs, colons and commas of the text stay text."""
    nasty = Diagnostic(
        at=Span("a,b:c%.yaml", 2, 3, 9),
        code="Q999",
        message="50%\r\n::error file=x::owned",
        hint="a\n::stop-commands::x",
    )
    text = as_github([nasty], Look())
    assert text == (
        "::error file=a%2Cb%3Ac%25.yaml,line=2,col=3,endColumn=9,title=Q999"
        "::50%25\\r%0A::error file=x::owned%0Ahint: a%0A::stop-commands::x"
    )
    assert len(text.splitlines()) == 1


def test_at_most_ten_annotations_of_a_severity() -> None:
    """What is over ten is counted in one line, for each severity by itself."""
    many = [found(f"m{number}") for number in range(13)] + [found("w", weight=Severity.WARNING)]
    rows = as_github(many, Look()).splitlines()
    assert [sum(row.startswith(f"::{kind} ") for row in rows) for kind in ("error", "warning")] == [10, 1]
    assert "3 errors more without an annotation: `briefbook check` shows them all" in rows


def test_the_summary_tells_what_was_done() -> None:
    """Pages, sources, meetings, ties, warnings, seconds, and where."""
    summary = Summary(pages=41, sources=5, meetings=4, ties=57, passages=40, seconds=1.26, out="site")
    assert summary_text(summary, [found(weight=Severity.WARNING)]) == (
        "built 41 pages in site from 5 sources, 4 meetings: 57 phrases found word for word in 40 passages, "
        "1 warning, 1.3 s"
    )
    assert summary_text(Summary(sources=1), []).startswith("checked 1 source, 0 meetings: 0 phrases found")


def test_what_is_visible_already_stays() -> None:
    """Letters of any script, marks and emoji are left alone."""
    assert visible("Zoë 金 नमस्ते 🚢") == "Zoë 金 नमस्ते 🚢"


@given(st.text() | st.text(alphabet="a\t\u202e\u200b’ \n"))
def test_nothing_hidden_is_left(text: str) -> None:
    """And what has nothing hidden is not touched: neither is decided by the text as a whole."""
    shown = visible(text)
    assert not [one for one in shown if unicodedata.category(one) in HIDDEN]
    assert shown == "".join(map(visible, text))
    assert (shown == text) is not any(unicodedata.category(one) in HIDDEN for one in text)
