"""How much a finding weighs on this site: the table's severity, site.yaml's setting, and what the desk has accepted.

Errors of the families that keep the site's promise cannot be lowered, and no error can be accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..codes import ALWAYS_ERRORS, finding
from ..diagnostics import Diagnostic, Severity
from ..model import SiteSettings
from ..relate.blocks import entries
from .context import Context

JUDGED = frozenset("RQDIWL")
"""Families whose checks have all run when acceptances are judged: of others nobody knows here whether they warned."""

NEEDS_TODAY = "D107"
"""Warns only where somebody said what day it is."""


def settled(found: Iterable[Diagnostic], context: Context) -> Iterator[Diagnostic]:
    """The findings with the severities of this site, and R112 for acceptances that accept nothing."""
    accepted = _accepted(context)
    used: set[tuple[str, str]] = set()
    for one in weighed(found, context.library.site):
        place = (one.at.path, one.code)
        if one.severity is Severity.WARNING and place in accepted:
            used.add(place)
            reason = " ".join(accepted[place].split())
            message = f"{one.message} (accepted: {reason})"
            yield msgspec.structs.replace(one, severity=Severity.INFO, message=message)
        else:
            yield one
    yield from weighed(_idle(context, used), context.library.site)


def weighed(found: Iterable[Diagnostic], site: SiteSettings) -> Iterator[Diagnostic]:
    """The findings with the severities that site.yaml wants, as far as it may."""
    wishes = dict(site.checks)
    for one in found:
        kept = one.severity is Severity.ERROR and one.code[0] in ALWAYS_ERRORS
        severity = one.severity if kept or one.code not in wishes else Severity(wishes[one.code])
        yield msgspec.structs.replace(one, severity=severity)


def _accepted(context: Context) -> dict[tuple[str, str], str]:
    """Reasons by file and code."""
    return {
        (context.where(kind, entry.id).path, code): reason
        for kind, entry in entries(context.library)
        for code, reason in entry.accept
    }


def _idle(context: Context, used: set[tuple[str, str]]) -> Iterator[Diagnostic]:
    """R112. Not asked while files cannot be read, which may hold what a warning is about."""
    if context.failed:
        return
    for kind, entry in entries(context.library):
        for code, _ in entry.accept:
            at = context.where(kind, entry.id, "accept", code, "#key")
            asked = code[0] in JUDGED and not (code == NEEDS_TODAY and context.today is None)
            if asked and (at.path, code) not in used:
                hint = "take the line out: what it accepted is mended or gone"
                yield finding("R112", at, f"'{code}' is accepted, but nothing here warns of it", hint=hint)
