"""How much a finding weighs on this site: the table's severity, site.yaml's setting, and what the desk has accepted.

Errors of the families that keep the site's promise cannot be lowered, and no error can be accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..codes import ALWAYS_ERRORS, finding
from ..diagnostics import Diagnostic, Severity
from ..model import Entry, SiteSettings
from ..relate.acceptance import accepted_beside
from ..relate.blocks import kind_of
from .context import Context

JUDGED = frozenset("RQDIWL")
"""Families whose checks have all run when acceptances are judged: of others nobody knows here whether they warned."""

NEEDS_TODAY = "D107"
"""Warns only where somebody said what day it is."""


def settled(
    found: Iterable[Diagnostic], context: Context, entry: Entry, beside: Iterable[Diagnostic] = ()
) -> Iterator[Diagnostic]:
    """The findings of one entry with the severities of this site, and R112 for acceptances that accept nothing.

    `beside` are the findings of other entries in the same file; they are asked for only where they matter.
    """
    site = context.library.site
    used: set[str] = set()
    for one in weighed(found, site):
        reason = accepted_beside(context.library, entry).get(one.code) if one.severity is Severity.WARNING else None
        if reason is None:
            yield one
        else:
            used.add(one.code)
            message = f"{one.message} (accepted: {' '.join(reason.split())})"
            yield msgspec.structs.replace(one, severity=Severity.INFO, message=message)
    unused = [code for code, _ in entry.accept if code not in used and _is_judged(code, context)]
    if unused:
        warned = {one.code for one in weighed(beside, site) if one.severity is Severity.WARNING}
        yield from weighed((_idle(context, entry, code) for code in unused if code not in warned), site)


def weighed(found: Iterable[Diagnostic], site: SiteSettings) -> Iterator[Diagnostic]:
    """The findings with the severities that site.yaml wants, as far as it may."""
    wishes = dict(site.checks)
    for one in found:
        kept = one.severity is Severity.ERROR and one.code[0] in ALWAYS_ERRORS
        severity = one.severity if kept or one.code not in wishes else Severity(wishes[one.code])
        yield msgspec.structs.replace(one, severity=severity)


def _is_judged(code: str, context: Context) -> bool:
    """Whether its check was asked. None was while files cannot be read, which may hold what a warning is about."""
    return not context.failed and code[0] in JUDGED and not (code == NEEDS_TODAY and context.today is None)


def _idle(context: Context, entry: Entry, code: str) -> Diagnostic:
    at = context.where(kind_of(entry), entry.id, "accept", code, "#key")
    hint = "take the line out: what it accepted is mended or gone"
    return finding("R112", at, f"'{code}' is accepted, but nothing here warns of it", hint=hint)
