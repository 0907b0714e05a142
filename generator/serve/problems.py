"""Diagnostics as the overlay shows them: nothing invisible, the line cut around the words that are meant."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ..diagnostics import Diagnostic, Severity, in_order
from ..excerpt import visible
from ..records import Record, findings
from ..report import Lines
from .editor import address


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a file: its line as three pieces, the middle one being what is meant. `open`: the address that opens
    it in the analyst's editor, "" without one.
    """

    place: str
    message: str
    number: int
    before: str
    marked: str
    after: str
    open: str = ""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One finding; `code` is "" if the tool itself failed."""

    severity: str
    code: str
    at: Passage
    hint: str = ""
    notes: tuple[Passage, ...] = ()


def problems(diagnostics: Iterable[Diagnostic], lines: Lines, editor: str = "") -> tuple[Problem, ...]:
    """Errors and warnings in order; infos are for the terminal. `editor`: as in site.yaml."""
    wanted = [found for found in in_order(diagnostics) if found.severity is not Severity.INFO]
    return tuple(
        Problem(
            severity=found.severity.value,
            code=found.code,
            at=_passage(found, lines, editor),
            hint=visible(found.hint),
            notes=tuple(_passage(note, lines, editor) for note in found.notes),
        )
        for found in findings(wanted, lines)
    )


def failure(words: str) -> Problem:
    """The tool failed: not the author's mistake, and said so."""
    at = Passage(place="briefbook", message=visible(words), number=0, before="", marked="", after="")
    return Problem(
        severity="failure", code="", at=at, hint="a mistake in Briefbook itself: the terminal shows the trace"
    )


def _passage(record: Record, lines: Lines, editor: str) -> Passage:
    """The place of a record. A file that has no lines, such as a page of the site, is not one to edit."""
    start, end = record.column - 1, record.end_column - 1
    return Passage(
        place=visible(f"{record.file}:{record.line}:{record.column}"),
        message=visible(record.message),
        number=record.line,
        before=visible(record.text[:start]),
        marked=visible(record.text[start:end]),
        after=visible(record.text[end:]),
        open=address(editor, record.file, record.line, record.column) if editor and lines(record.file) else "",
    )
