"""Findings as data: the one document that `--format json` prints, and what the overlay of the preview shows.

Decides the fields that other programs may rely on, and nothing about looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from . import __version__
from .codes import CODES
from .diagnostics import Diagnostic, Note, Severity, in_order, stops
from .reasons import Explained
from .report import Lines, Summary, line_of

JSON_VERSION = 1
"""Grows when a field of the JSON document changes its meaning or goes away."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A place with the text of its line. All are 1-based and count characters; `end_column` is exclusive."""

    file: str
    line: int
    column: int
    end_column: int
    message: str
    text: str


class Finding(Record, frozen=True, kw_only=True):
    """A diagnostic with its line, its code's title and the places that explain it."""

    severity: Severity
    code: str
    title: str
    hint: str
    notes: tuple[Record, ...]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What `--format json` prints, whole."""

    version: int
    briefbook: str
    ok: bool
    errors: int
    warnings: int
    infos: int
    summary: Summary
    diagnostics: tuple[Finding, ...]
    explained: Explained | msgspec.UnsetType = msgspec.UNSET


def as_json(
    diagnostics: Iterable[Diagnostic],
    lines: Lines,
    summary: Summary,
    *,
    strict: bool,
    explained: Explained | None = None,
) -> bytes:
    """One document with every finding, infos too, the counts, and if that was asked for why everything was made."""
    everything = in_order(diagnostics)
    counts = Counter(found.severity for found in everything)
    document = Document(
        version=JSON_VERSION,
        briefbook=__version__,
        ok=not stops(everything, strict=strict),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
        summary=msgspec.structs.replace(summary, out=utf8(summary.out)),
        diagnostics=findings(everything, lines),
        explained=explained or msgspec.UNSET,
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def findings(diagnostics: Iterable[Diagnostic], lines: Lines) -> tuple[Finding, ...]:
    """The findings with the lines they speak of, in the given order."""
    return tuple(_finding(found, lines) for found in diagnostics)


def _finding(found: Diagnostic, lines: Lines) -> Finding:
    """One finding with its line."""
    entry = CODES.get(found.code)
    return Finding(
        file=utf8(found.at.path),
        line=found.at.line,
        column=found.at.column,
        end_column=max(found.at.end, found.at.column + 1),
        message=utf8(found.message),
        text=line_of(found.at, lines),
        severity=found.severity,
        code=found.code,
        title=entry.title if entry else "",
        hint=utf8(found.hint),
        notes=tuple(_record(note, lines) for note in found.notes),
    )


def _record(note: Note, lines: Lines) -> Record:
    """One explaining place with its line."""
    return Record(
        file=utf8(note.at.path),
        line=note.at.line,
        column=note.at.column,
        end_column=max(note.at.end, note.at.column + 1),
        message=utf8(note.message),
        text=line_of(note.at, lines),
    )


def utf8(text: str) -> str:
    """The text with the bytes of a file name that are no UTF-8 spelled out; JSON has no way to say them."""
    return text.encode("utf-8", "backslashreplace").decode()
