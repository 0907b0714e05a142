"""Codes of wording tracks: steps that must not be compared word by word."""

from __future__ import annotations

from ..diagnostics import Severity
from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="W101",
        severity=Severity.WARNING,
        title="wording track that changes its issuer",
        why="Words of two issuers differ for many reasons. Readers are shown a caution beside the step, but a track's "
        "`caution` does not lift this warning: that the desk looked at this very step is said where the step stands.",
        fix="Say in the track's `caution` what may explain the change, then accept W101 in the meeting's file.",
        right="accept:\n  W101: in Seoul only the presidential office gave an account",
    ),
    Code(
        code="W102",
        severity=Severity.WARNING,
        title="wording track that changes its translator",
        why="A new word may be a new translation and no new policy. Readers are shown a caution beside the step, but a "
        "track's `caution` does not lift this warning: that the desk looked at this very step is said where it stands.",
        fix="Say in the track's `caution` what may be translation, then accept W102 in the meeting's file.",
        right="accept:\n  W102: no one outlet reports all three meetings",
    ),
)
