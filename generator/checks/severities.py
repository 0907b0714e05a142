"""How much a finding weighs on this site: the table's severity, site.yaml's setting, and what the desk has accepted.

Errors of the families that keep the site's promise cannot be lowered, and no error can be accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ..codes import ALWAYS_ERRORS, CODES
from ..diagnostics import Diagnostic, Severity
from ..relate.blocks import entries
from .context import Context, finding

OFF = "off"

JUDGED = frozenset("RQDIWL")
"""Families whose checks have all run when acceptances are judged: of others nobody knows here whether they warned."""


def settled(found: Iterable[Diagnostic], context: Context) -> Iterator[Diagnostic]:
    """The findings with the severities of this site, and R112 for acceptances that accept nothing."""
    settings = dict(context.library.site.checks)
    accepted = _accepted(context)
    used: set[tuple[str, str]] = set()
    for one in found:
        weighed = _weighed(one, settings)
        if weighed is None:
            continue
        place = (weighed.at.path, weighed.code)
        if weighed.severity is Severity.WARNING and place in accepted:
            used.add(place)
            reason = " ".join(accepted[place].split())
            weighed = msgspec.structs.replace(
                weighed, severity=Severity.INFO, message=f"{weighed.message} (accepted: {reason})"
            )
        yield weighed
    yield from _idle(context, used)


def _weighed(found: Diagnostic, settings: Mapping[str, str]) -> Diagnostic | None:
    """The finding as site.yaml wants it; None where it wants none."""
    wish = settings.get(found.code)
    if wish is None or (found.severity is Severity.ERROR and found.code[0] in ALWAYS_ERRORS):
        return found
    return None if wish == OFF else msgspec.structs.replace(found, severity=Severity(wish))


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
            waits = CODES[code].severity is not Severity.WARNING if code in CODES else True
            asked = code[0] in JUDGED and not (code == "D107" and context.today is None)
            if (at.path, code) not in used and asked and not waits:
                hint = "take the line out: what it accepted is mended or gone"
                yield finding("R112", at, f"'{code}' is accepted, but nothing here warns of it", hint=hint)
