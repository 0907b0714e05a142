"""Findings as annotations of a GitHub workflow, escaped so that no text of a file can become a command."""

from __future__ import annotations

from collections.abc import Iterable

from .codes import CODES
from .diagnostics import Diagnostic, Severity
from .excerpt import visible
from .report import Look, counted, shown

ANNOTATIONS = 10
"""Annotations of one severity that GitHub shows for a step; more of them would push others out."""

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
"""The command that makes an annotation of each weight."""


def as_github(diagnostics: Iterable[Diagnostic], look: Look) -> str:
    """Workflow commands, at most ten of a severity; then one line for the rest."""
    wanted = shown(diagnostics, look)
    rows: list[str] = []
    for severity, command in COMMANDS.items():
        group = [found for found in wanted if found.severity is severity]
        rows += [_annotation(command, found) for found in group[:ANNOTATIONS]]
        if len(group) > ANNOTATIONS:
            more = counted(len(group) - ANNOTATIONS, severity.value)
            rows.append(f"{more} more without an annotation: `briefbook check` shows them all")
    return "\n".join(rows)


def _annotation(command: str, found: Diagnostic) -> str:
    """`::error file=…,line=…::…`, escaped so that no text of a file can add a property or a command."""
    entry = CODES.get(found.code)
    properties = {
        "file": found.at.path,
        "line": str(found.at.line),
        "col": str(found.at.column),
        "endColumn": str(max(found.at.end, found.at.column + 1)),
        "title": f"{found.code} {entry.title}" if entry else found.code,
    }
    message = f"{found.message}\nhint: {found.hint}" if found.hint else found.message
    written = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
    return f"::{command} {written}::{_escaped(message)}"


def _escaped(text: str) -> str:
    """Data of a workflow command, with what cannot be seen spelled out."""
    rows = (visible(row) for row in text.split("\n"))
    return "\n".join(rows).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    """A property of a workflow command."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
