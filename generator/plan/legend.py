"""One of each mark of the pages, for the page that says what they mean; their words are samples and no quotation."""

from __future__ import annotations

from ..dates import parse
from ..views import (
    NO_LINK,
    Attended,
    Change,
    ChangeKind,
    Chip,
    Known,
    Legend,
    PhraseRun,
    Run,
    Sigil,
    TrackStep,
    When,
)
from . import timeline, words

SAMPLE_DAY = parse("2001-02-03")
SAMPLE_MONTH = parse("2001-02")


def legend() -> Legend:
    """The marks."""
    return Legend(
        plain=_sigil("A", "plain"),
        copied=_sigil("A′", "copy"),
        official=_sigil("B", "official"),
        chip=Chip(label="A", paragraph=3, href="#legend", id="", aria="A3: source A, paragraph 3", noteref=False),
        passage=(Run(text="… context, "), Run(text="the words relied on", marked=True), Run(text=", context …")),
        step=_step(("words said before, ", True), ("and new ones", False), quoted=True),
        outlet=_step(("words of the outlet", False), quoted=False),
        changes=(
            Change(text="a word", kind=ChangeKind.SAME),
            Change(text="taken out", kind=ChangeKind.REMOVED),
            Change(text="put in", kind=ChangeKind.ADDED),
        ),
        dates=(
            words.when(SAMPLE_DAY),
            words.when(SAMPLE_DAY, Known.WORKED_OUT),
            words.when(SAMPLE_MONTH, Known.INFERRED),
            words.when(None),
        ),
        marks=timeline.legend(tuple(timeline.LEGEND)),
        attendance=(
            Attended(present=True, absent=False),
            Attended(present=False, absent=True),
            Attended(present=False, absent=False),
        ),
        attendance_label="Present, named as absent, not named",
    )


def _sigil(label: str, kind: str) -> Sigil:
    return Sigil(label=label, kind=kind, name="", path="")


def _step(*phrase: tuple[str, bool], quoted: bool) -> TrackStep:
    return TrackStep(
        meeting=NO_LINK,
        when=When(text="", short="", iso="", known=Known.PRINTED),
        phrase=tuple(PhraseRun(text=text, said=said) for text, said in phrase),
        quoted=quoted,
    )
