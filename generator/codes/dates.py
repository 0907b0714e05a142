"""Codes of dates."""

from __future__ import annotations

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
        code="D108",
        title="end before the start",
        why="An office or a meeting cannot end before it begins; one of the two dates is wrong.",
        fix="Correct one of them.",
        wrong="start_date: 2024-01\nend_date: 2023-12",
        right="start_date: 2023-12\nend_date: 2024-01",
    ),
)
