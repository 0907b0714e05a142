"""What the tool says about the files: positions, severities, diagnostics. Values only; nothing here prints.

The table of codes stands in `codes`; how a diagnostic looks is decided in `report`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much a diagnostic weighs. Only errors stop a build; `--strict` counts warnings as errors."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(msgspec.Struct, frozen=True, order=True):
    """A place in a file. Line, column and end are 1-based, in characters; `end` is exclusive, on the same line."""

    path: str
    line: int = 1
    column: int = 1
    end: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Note(msgspec.Struct, frozen=True, order=True):
    """A second place that explains the first, such as the passage of the source that says otherwise."""

    at: Span
    message: str


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True):
    """One finding: lower-case message without a full stop; the hint is an imperative that can be followed now."""

    at: Span
    code: str
    message: str
    severity: Severity = Severity.ERROR
    hint: str = ""
    notes: tuple[Note, ...] = ()


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Without repetitions, by file, line, column and code: the order in which they are shown."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda found: (found.at, found.code, found.message)))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them stops the build."""
    return stops(diagnostics, strict=False)


def stops(diagnostics: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether a run with these findings fails: any error, and with `strict` any warning."""
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(found.severity in fatal for found in diagnostics)
