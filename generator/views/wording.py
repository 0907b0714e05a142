"""Phrases from meeting to meeting, and what changed between two steps."""

from __future__ import annotations

from enum import StrEnum

from ..model import Value
from .basics import NO_LINK, Doubt, Html, Link, When
from .evidence import Chip


class PhraseRun(Value):
    """Part of a tracked phrase: `said` at an earlier meeting, or new."""

    text: str
    said: bool


class ChangeKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Change(Value):
    text: str
    kind: ChangeKind


class TrackStep(Value):
    """One meeting's words on a track. `quoted`: somebody is quoted with them; `own`: they stand in the issuer's own
    text; otherwise they are the outlet's.

    `unchanged`: the words are those of the step before, so there is nothing to compare.
    Where words are `missing`, `silence` says so, and `others` are the meetings after this one without words too.
    `original`: the words in the language in which they were said, `original_language`, where the desk knows them.
    """

    meeting: Link
    when: When
    id: str = ""
    now: bool = False
    missing: bool = False
    phrase: tuple[PhraseRun, ...] = ()
    quoted: bool = False
    issuer: Link = NO_LINK
    english_by: Link = NO_LINK
    of: str = ""
    chips: tuple[Chip, ...] = ()
    changes: tuple[Change, ...] = ()
    unchanged: bool = False
    caution: str = ""
    doubts: tuple[Doubt, ...] = ()
    note: Html = Html(markup="")
    language: str = ""
    original: str = ""
    original_language: str = ""
    own: bool = False
    others: tuple[Link, ...] = ()
    silence: str = ""


class Track(Value):
    """One phrase from meeting to meeting, oldest first. `caution` holds for every step, which then has none itself.

    `before` leads to the steps before those that are shown.
    """

    name: str
    path: str
    of: Html
    steps: tuple[TrackStep, ...]
    caution: str = ""
    before: Link = NO_LINK


class Redline(Value):
    """Word-level comparison with the step before: same issuer and same English only."""

    track: Link
    changes: tuple[Change, ...]
    before: Link
    before_chips: tuple[Chip, ...]
    after: Link
    after_chips: tuple[Chip, ...]
    issuer: str
    english_by: str


class LadderSlot(Value):
    name: str
    step: TrackStep


class LadderRung(Value):
    """One meeting of the series with its word on each track."""

    meeting: Link
    when: When
    slots: tuple[LadderSlot, ...]
