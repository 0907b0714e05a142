"""A content folder read and checked, as the tests of the checks need it."""

from __future__ import annotations

import datetime
from pathlib import Path

from generator.checks import Context, run
from generator.checks.where import finder
from generator.diagnostics import Diagnostic, in_order
from generator.load import load
from generator.relate.reports import separate_reports

BASE = Path(__file__).parents[2] / "cases" / "checks" / "base"
"""A record of two meetings in which nothing is wrong."""

TODAY = datetime.date(2025, 6, 1)


def context_of(content: Path, today: datetime.date | None = TODAY) -> tuple[Context, tuple[Diagnostic, ...]]:
    """The context of the checks, and what was wrong with the files already."""
    loaded = load(content)
    assert loaded.library is not None
    context = Context(
        library=loaded.library,
        where=finder(loaded.documents, loaded.bodies),
        reports=separate_reports(loaded.library),
        today=today,
        failed=frozenset((kind.value, id) for kind, id in loaded.failed),
    )
    return context, loaded.diagnostics


def findings(content: Path, today: datetime.date | None = TODAY) -> tuple[Diagnostic, ...]:
    """Everything that is found in a content folder."""
    context, wrong = context_of(content, today)
    return in_order((*wrong, *run(context)))
