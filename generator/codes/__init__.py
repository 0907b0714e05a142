"""The table of diagnostic codes: what each means, why it matters, and what to do. One file a family.

`explain CODE`, the documentation and the method page read it; the severity here is the default, and families in
ALWAYS_ERRORS keep theirs whatever site.yaml says, or the promise of the site would be void.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..diagnostics import Diagnostic, Note, Severity, Span
from . import (
    building,
    config,
    dates,
    offices,
    output,
    quotations,
    references,
    reports,
    rights,
    schema,
    templates,
    wording,
    yaml,
)
from .code import Code

FAMILIES: tuple[tuple[str, tuple[Code, ...]], ...] = (
    ("Y", yaml.CODES),
    ("S", schema.CODES),
    ("R", references.CODES),
    ("Q", quotations.CODES),
    ("D", dates.CODES + offices.CODES),
    ("I", reports.CODES),
    ("W", wording.CODES),
    ("L", rights.CODES),
    ("T", templates.CODES),
    ("H", output.CODES),
    ("C", config.CODES + building.CODES),
)

FAMILY_TITLES: Mapping[str, str] = {
    "Y": "YAML",
    "S": "Fields",
    "R": "References",
    "Q": "Quotations",
    "D": "Dates and offices",
    "I": "Independence of reports",
    "W": "Wording tracks",
    "L": "Rights",
    "T": "Templates",
    "H": "Produced pages",
    "C": "Settings",
}

CODES: dict[str, Code] = {code.code: code for _, family in FAMILIES for code in family}

ALWAYS_ERRORS = frozenset("YSRQL")
"""Families whose errors no setting can silence."""


def is_fixed(code: Code) -> bool:
    """Whether no setting can silence it: an error of a family that keeps the promise of the site."""
    return code.severity is Severity.ERROR and code.code[:1] in ALWAYS_ERRORS


__all__ = ["ALWAYS_ERRORS", "CODES", "FAMILIES", "FAMILY_TITLES", "Code", "finding", "is_fixed"]


def finding(code: str, at: Span, message: str, hint: str = "", notes: Iterable[Note] = ()) -> Diagnostic:
    """A diagnostic with the severity of the table."""
    return Diagnostic(at=at, code=code, message=message, severity=CODES[code].severity, hint=hint, notes=tuple(notes))
