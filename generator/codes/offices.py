"""Codes of offices: who held which post on the day."""

from __future__ import annotations

from ..diagnostics import Severity
from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="D104",
        title="participant without an office on the day",
        why="Offices are looked up on the meeting's date. Who held none that day is usually the wrong person.",
        fix="Name the person who held the office, correct `memberships`, or give the role with `as`.",
        wrong="participants: [cho-tae-yul]   # in November 2023",
        right="participants: [park-jin]",
    ),
    Code(
        code="D106",
        severity=Severity.WARNING,
        title="overlapping posts in one organization",
        why="One of the two has probably ended. While both hold, the site shows the first.",
        fix="Give the earlier post its end_date, or accept the warning if both were held.",
    ),
)
