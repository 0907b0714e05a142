"""Codes of reports: what is counted as a source of its own, and what of it is used."""

from __future__ import annotations

from ..diagnostics import Severity
from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="I101",
        severity=Severity.WARNING,
        title="suspected copy that nobody has decided about",
        why="Two articles that share much of their wording and lie within three days may be one report. Counted as "
        "two, they would make a claim look better founded than it is. A source without a date may lie within them.",
        fix="Say that one derives from the other, that both carry one wire's copy, or that they are independent.",
        right="derived_from: reuters-20230923\nrelation: rewrite",
    ),
    Code(
        code="I102",
        severity=Severity.WARNING,
        title="several documents that are one report",
        why="The point shows more than one document, but all go back to the same report.",
        fix="Cite the original alone, or accept the warning where readers should see the copies side by side.",
        right="accept:\n  I102: the copies are cited to show where they differ",
    ),
    Code(
        code="I103",
        severity=Severity.INFO,
        title="passages that nothing rests on",
        why="Among what was left aside there may be a statement that readers would miss.",
        fix="Read these paragraphs once more. Nothing has to be cited.",
    ),
    Code(
        code="I104",
        severity=Severity.INFO,
        title="inferred facts of a page",
        why="What the desk worked out is shown to readers with its reason; the reviewer should have read each of them.",
        fix="Check the reasons when you review the page.",
    ),
    Code(
        code="I105",
        severity=Severity.WARNING,
        title="point on a word that none of its passages carries",
        why="Readers are told on whose word each passage stands: what its cite says, or else who issued the official "
        "text. The point names somebody else, so that its own line would say the opposite of its sources.",
        fix="Name in the point those whose text it cites, or write `according_to` at the cite that carries their word.",
        wrong="according_to: kr-mofa\ncite: us-readout-20240222#p2   # issued by us-state",
        right="according_to: us-state\ncite: us-readout-20240222#p2",
    ),
)
