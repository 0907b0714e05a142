"""Wording tracks: one phrase per meeting, what of it was said before, and the words changed since the step before.

A difference is called a change of language only where issuer and translator are the same; else it carries a caution.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from ..dates import sort_key
from ..model import Library, Meeting, MeetingId, Status, Value, WordingId, WordingUse
from .once import once

_FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "this",
        "to",
        "was",
        "were",
        "will",
        "with",
    ]
)


class Operation(StrEnum):
    """What became of a stretch of words since the step before."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Edit(Value):
    text: str
    operation: Operation


class Piece(Value):
    """Part of a phrase; `said` at an earlier meeting."""

    text: str
    said: bool


class Step(Value):
    """One meeting's words on a track. `edits` is empty for the first; `comparable`: issuer and English are the same."""

    meeting: MeetingId
    use: WordingUse
    pieces: tuple[Piece, ...]
    edits: tuple[Edit, ...]
    comparable: bool
    new_issuer: bool
    new_translator: bool
    unknown_translator: bool


def in_date_order(meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """Oldest first; a meeting without a date comes last; then by id."""
    return tuple(
        sorted(meetings, key=lambda one: (one.date is None, *((sort_key(one.date),) if one.date else ()), one.id))
    )


def latest_first(meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Newest first, of meetings in order of date; those without a date come last here too."""
    newest = meetings[::-1]
    return (*(one for one in newest if one.date), *(one for one in newest if not one.date))


def steps_of(track: WordingId, library: Library, also: MeetingId | None = None) -> tuple[Step, ...]:
    """The steps of a track, oldest first; `also` is a withdrawn meeting that counts all the same."""
    return _steps(uses_by_track(library, also).get(track, []))


def all_steps(library: Library) -> Mapping[WordingId, tuple[Step, ...]]:
    """The steps of every track, from one walk over the meetings."""
    uses = uses_by_track(library)
    return {name: _steps(uses.get(name, [])) for name in library.wording}


def uses_by_track(library: Library, also: MeetingId | None = None) -> dict[WordingId, list[tuple[Meeting, WordingUse]]]:
    """What each track is made of, oldest first; without the comparison of words.

    A withdrawn meeting is no step, unless it is `also`: the desk no longer stands by its words.
    """
    uses: dict[WordingId, list[tuple[Meeting, WordingUse]]] = {}
    counted = (one for one in library.meetings.values() if one.status is not Status.WITHDRAWN or one.id == also)
    for meeting in in_date_order(tuple(one for one in counted if one.wording)):
        for use in meeting.wording:
            uses.setdefault(use.track, []).append((meeting, use))
    return uses


@once
def steps_before(library: Library) -> Mapping[tuple[MeetingId, WordingId], MeetingId]:
    """By meeting and track: the meeting whose words on the track are the step before."""
    return {
        (meeting.id, track): before.id
        for track, uses in uses_by_track(library).items()
        for (before, _), (meeting, _) in pairwise(uses)
    }


def _steps(uses: list[tuple[Meeting, WordingUse]]) -> tuple[Step, ...]:
    heard = Heard()
    before: WordingUse | None = None
    steps = []
    for meeting, use in uses:
        steps.append(_step(meeting, use, before, heard))
        heard.hear(use.text)
        before = use
    return tuple(steps)


def _step(meeting: Meeting, use: WordingUse, before: WordingUse | None, heard: Heard) -> Step:
    new_issuer = before is not None and before.according_to != use.according_to
    new_translator = before is not None and before.english_by != use.english_by
    unknown_translator = before is not None and None in {before.english_by, use.english_by}
    return Step(
        meeting=meeting.id,
        use=use,
        pieces=already_said(use.text, heard),
        edits=edits_between(before.text, use.text) if before else (),
        comparable=before is not None and not (new_issuer or new_translator or unknown_translator),
        new_issuer=new_issuer,
        new_translator=new_translator,
        unknown_translator=unknown_translator,
    )


class Heard:
    """The words of the phrases so far and the pairs of neighbours in them: what a track has heard, however long it is.

    It fills while the steps of one track are made, and is then thrown away.
    """

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        self._words: set[str] = set()
        self._pairs: set[tuple[str, str]] = set()
        for phrase in phrases:
            self.hear(phrase)

    def hear(self, phrase: str) -> None:
        """Takes in one more phrase."""
        mine = [_bare(word) for word in _words(phrase)]
        self._words.update(mine)
        self._pairs.update(pairwise(mine))

    def runs(self, mine: list[str]) -> Iterator[range]:
        """The stretches of a phrase of which every word and every two neighbours were heard."""
        start = 0
        for at in range(len(mine) + 1):
            known = at < len(mine) and mine[at] in self._words
            if at > start and not (known and (mine[at - 1], mine[at]) in self._pairs):
                yield range(start, at)
                start = at
            if not known:
                start = at + 1


def _words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


def _bare(word: str) -> str:
    """A word for comparison: without case, punctuation and the ending of a genitive."""
    plain = re.sub(r"[^\w'’-]", "", word).casefold().replace("’", "'").strip("'")
    return plain.removesuffix("'s")


def already_said(text: str, heard: Heard) -> tuple[Piece, ...]:
    """The phrase in pieces, told apart by whether earlier phrases have the words next to each other in that order.

    A run of nothing but function words ("of the") does not count as said.
    """
    words = _words(text)
    said = [False] * len(words)
    mine = [_bare(word) for word in words]
    for run in heard.runs(mine):
        if any(mine[at] and mine[at] not in _FUNCTION_WORDS for at in run):
            said[run.start : run.stop] = [True] * len(run)
    pieces: list[Piece] = []
    for word, old in zip(words, said, strict=True):
        if pieces and pieces[-1].said == old:
            pieces[-1] = Piece(text=f"{pieces[-1].text} {word}", said=old)
        else:
            pieces.append(Piece(text=word, said=old))
    return tuple(pieces)


def edits_between(before: str, after: str) -> tuple[Edit, ...]:
    """Word-level edits from `before` to `after`; case and punctuation count, so that it shows what was printed."""
    old, new = _words(before), _words(after)
    edits: list[Edit] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            edits.append(Edit(text=" ".join(new[k:m]), operation=Operation.SAME))
            continue
        if j > i:
            edits.append(Edit(text=" ".join(old[i:j]), operation=Operation.REMOVED))
        if m > k:
            edits.append(Edit(text=" ".join(new[k:m]), operation=Operation.ADDED))
    return tuple(edits)
