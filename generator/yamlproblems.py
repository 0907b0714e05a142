"""What libyaml refuses, said so that an analyst knows what to type instead.

libyaml names the rule of YAML that broke; the mistake is nearly always one of a few: a colon, a quotation mark, a tab
or a bracket in a text that was not put into a block. Decides words and places only.
"""

from __future__ import annotations

import re

import msgspec
import yaml

from .codes import finding
from .diagnostics import Diagnostic, Span

BLOCK = "put the text into a >- block on the next line, indented"


class _Problem(msgspec.Struct, frozen=True):
    """libyaml's words, what they mean and what to do; `at_start`: the mistake is where the context began."""

    code: str
    problem: str
    context: str
    message: str
    hint: str
    at_start: bool = False


PROBLEMS = (
    _Problem(
        "Y110", "unexpected end", "quoted", "quotation mark is never closed", f"close it, or {BLOCK}", at_start=True
    ),
    _Problem(
        "Y110", "document indicator", "quoted", "quotation mark is never closed", f"close it, or {BLOCK}", at_start=True
    ),
    _Problem("Y110", "unknown escape", "", "backslash in a double-quoted text", f"write \\\\ for one, or {BLOCK}"),
    _Problem(
        "Y110",
        "expected ':'",
        "",
        "line is not a 'field: value'",
        "indent it under its field, or name one",
        at_start=True,
    ),
    _Problem("Y122", "expected alphabetic", "alias", "text starts with '*'", BLOCK, at_start=True),
    _Problem("Y122", "expected alphabetic", "anchor", "text starts with '&'", BLOCK, at_start=True),
    _Problem("Y121", "undefined tag handle", "", "text starts with '!'", BLOCK),
    _Problem("Y121", "", "tag", "text starts with '!'", BLOCK, at_start=True),
    _Problem("Y110", "comment or line break", "block", "text on the line of '>-' or '|'", "begin it on the next line"),
    _Problem("Y110", "tab character", "", "tab in the indentation", "indent with spaces"),
    _Problem("Y110", "',' or ']'", "", "list '[' is not closed", f"close it with ]; if it is a text, {BLOCK}"),
    _Problem("Y110", "',' or '}'", "", "mapping '{' is not closed", f"close it with }}; if it is a text, {BLOCK}"),
    _Problem("Y110", "'-' indicator", "", "line is neither an item of the list nor a field of one", "align it"),
    _Problem("Y110", "block sequence entries", "", "item '- ' behind a key", "begin the list on the next line"),
    _Problem("Y110", "expected key", "", "line is not a field of this block", "align the fields of one block"),
    _Problem("Y110", "node content", "", "bracket that closes nothing", f"delete it; if it is a text, {BLOCK}"),
    _Problem("Y123", "<document start>", "", "a second document begins", "delete the line '...'"),
)


def explain_problem(path: str, raw: str, first_line: int, problem: yaml.YAMLError) -> Diagnostic:
    """Libyaml's complaint as a diagnostic at the place where the author has to type something else."""
    if not isinstance(problem, yaml.MarkedYAMLError) or problem.problem_mark is None:
        return finding("Y110", Span(path, first_line), f"cannot be read as YAML: {_one_line(problem)}", "type it anew")
    lines = raw.split("\n")
    line, column = _inside(lines, problem.problem_mark.line, problem.problem_mark.column)
    at = Span(path, first_line + line, column + 1, column + 2)
    said = problem.problem or ""
    if mistake := _known_mistake(at, lines[line], column, said):
        return mistake
    row = next((row for row in PROBLEMS if row.problem in said and row.context in (problem.context or "")), None)
    if row is None:
        return finding("Y110", at, _one_line(said), f"if this is a text, {BLOCK}")
    start = problem.context_mark
    if start is not None and (row.at_start or ("close it with" in row.hint and start.line < line)):
        at = Span(path, first_line + start.line, start.column + 1, start.column + 2)
    return finding(row.code, at, row.message, row.hint)


def _known_mistake(at: Span, line: str, column: int, said: str) -> Diagnostic | None:
    """What the line itself shows better than libyaml's words do; `column` is 0-based."""
    if quoted := _quotation_start(line, column):
        return _quoted(Span(at.path, at.line, quoted, len(line[:column].rstrip()) + 1))
    if said == "mapping values are not allowed in this context":
        return _colon(at, line)
    if said == "found character that cannot start any token":
        return _character(at, line[column : column + 1])
    if said == "did not find expected key" and line[column : column + 1] == ":":
        return finding("Y125", at, "key is empty", "name the field before the colon")
    return None


def _quotation_start(line: str, column: int) -> int:
    """1-based column of a text's opening quotation mark, when `column` is what follows the closing one; else 0."""
    before, after = line[:column], line[column:].strip()
    found = re.fullmatch(r"(\s*(?:- +)*(?:[^\s\"':#]+: +)?)(\"[^\"]*\"|'[^']*')\s*", before)
    if found and after:
        return len(found[1]) + 1
    closing = re.fullmatch(r"[^\"':\[{]*[\"']\s*", before)
    return len(before.rstrip()) if closing and after and after[0] not in ",]}:" else 0


def _quoted(at: Span) -> Diagnostic:
    return finding("Y111", at, "text that starts with a quotation mark ends at the second one", "put it in a >- block")


def _colon(at: Span, line: str) -> Diagnostic:
    if not re.fullmatch(r"\s*(?:- +)*[a-z_]+:", line[: at.column]):
        return finding("Y112", at, "colon and space inside a text", BLOCK)
    if line[:1].isspace():
        return finding("Y110", at, "field is indented under a value", "align the fields of one block in one column")
    return finding("Y110", at, "line before this one is not a 'field: value'", "name its field, or indent it as text")


def _character(at: Span, character: str) -> Diagnostic:
    if character == "\t":
        return finding("Y110", at, "tab in the indentation", "indent with spaces")
    return finding("Y110", at, f"text starts with '{character}'", BLOCK)


def _inside(lines: list[str], line: int, column: int) -> tuple[int, int]:
    """The place itself, or the end of the last line that says anything if it lies behind the end of the text."""
    while line >= len(lines) or (line > 0 and not lines[line].strip() and line == len(lines) - 1):
        line -= 1
        column = len(lines[line].rstrip())
    return line, column


def _one_line(problem: object) -> str:
    text = " ".join(str(problem).split())
    return text[:1].lower() + text[1:120]
