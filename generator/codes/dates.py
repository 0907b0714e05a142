"""Codes of dates."""

from __future__ import annotations

from ..diagnostics import Severity
from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="D101",
        title="date that is not EDTF",
        why="Dates are written to ISO 8601-2 (EDTF level 1), so that what is not known is not made up.",
        fix="Write 2024-02-22, 2024-02 or 2024; add ? or ~ where it is uncertain or approximate.",
        wrong="date: 22 February 2024",
        right="date: 2024-02-22",
    ),
    Code(
        code="D102",
        title="date words that are not in the passage",
        why="The words a date rests on stand in the cited paragraph, or nobody can follow how the day is known.",
        fix="Copy the words that give the day from the paragraph, or cite the paragraph that has them.",
        wrong="date_basis:\n  words: Friday\n  cite: kh-20240223#p6   # which says Thursday",
        right="date_basis:\n  words: Thursday\n  cite: kh-20240223#p6",
    ),
    Code(
        code="D103",
        title="date that its own words contradict",
        why="Reckoned from the day the source was issued, the words mean another day than the one given.",
        fix="Correct the date, or the `issued` of the source. The note shows the reckoning.",
        wrong="date: 2024-02-23   # 'Thursday' in an article of Friday 23 February",
        right="date: 2024-02-22",
    ),
    Code(
        code="D105",
        severity=Severity.WARNING,
        title="date words that cannot be worked out",
        why="‘On Saturday’ means nothing while its source has no date and nobody says how the day is known.",
        fix="Give the source its `issued`, or say under `inferred` how the desk came to the date.",
        right="inferred:\n  date: the agency's own copy, which is dated, names the day",
    ),
    Code(
        code="D107",
        severity=Severity.WARNING,
        title="commitment that is overdue",
        why="Its day has passed, and the page still shows it as open.",
        fix="Give its `state` with a `state_cite`, or let a later point follow it.",
        right="state: met\nstate_cite: kh-20240223#p10",
    ),
    Code(
        code="D108",
        title="end before the start",
        why="An office or a meeting cannot end before it begins; one of the two dates is wrong.",
        fix="Correct one of them.",
        wrong="start_date: 2024-01\nend_date: 2023-12",
        right="start_date: 2023-12\nend_date: 2024-01",
    ),
    Code(
        code="D109",
        severity=Severity.WARNING,
        title="id of another month",
        why="Ids of meetings begin with year and month, and readers see them in the address.",
        fix="Rename the file, and keep the old id in `aliases` if the page has been published.",
    ),
)
