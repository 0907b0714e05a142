"""Wording tracks: one phrase per meeting, what of it was said before, and the words changed since the step before.

A difference is called a change of language only where issuer and translator are the same; else it carries a caution.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum

from ..dates import sort_key
from ..model import Library, Meeting, MeetingId, Status, Value, WordingId, WordingUse

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


def steps_of(track: WordingId, library: Library, also: MeetingId | None = None) -> tuple[Step, ...]:
    """The steps of a track, oldest first; `also` is a withdrawn meeting that counts all the same."""
    uses = uses_by_track(library, also).get(track, [])
    return tuple(_step(uses, number) for number in range(len(uses)))


def uses_by_track(library: Library, also: MeetingId | None = None) -> dict[WordingId, list[tuple[Meeting, WordingUse]]]:
    """What each track is made of, oldest first; without the comparison of words, which grows with a track's square.

    A withdrawn meeting is no step, unless it is `also`: the desk no longer stands by its words.
    """
    uses: dict[WordingId, list[tuple[Meeting, WordingUse]]] = {}
    counted = (one for one in library.meetings.values() if one.status is not Status.WITHDRAWN or one.id == also)
    for meeting in in_date_order(tuple(one for one in counted if one.wording)):
        for use in meeting.wording:
            uses.setdefault(use.track, []).append((meeting, use))
    return uses


def _step(uses: list[tuple[Meeting, WordingUse]], number: int) -> Step:
    meeting, use = uses[number]
    earlier = [before.text for _, before in uses[:number]]
    before = uses[number - 1][1] if number else None
    new_issuer = before is not None and before.according_to != use.according_to
    new_translator = before is not None and before.english_by != use.english_by
    unknown_translator = before is not None and None in {before.english_by, use.english_by}
    return Step(
        meeting=meeting.id,
        use=use,
        pieces=already_said(use.text, earlier),
        edits=edits_between(before.text, use.text) if before else (),
        comparable=before is not None and not (new_issuer or new_translator or unknown_translator),
        new_issuer=new_issuer,
        new_translator=new_translator,
        unknown_translator=unknown_translator,
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


def _bare(word: str) -> str:
    return re.sub(r"[^\w'’-]", "", word).casefold().replace("’", "'")


def already_said(text: str, earlier: list[str]) -> tuple[Piece, ...]:
    """The phrase in pieces, told apart by whether an earlier phrase has the words in the same order.

    A run of nothing but function words ("of the") does not count as said.
    """
    words = _words(text)
    said = [False] * len(words)
    mine = [_bare(word) for word in words]
    for phrase in earlier:
        for block in SequenceMatcher(
            None, [_bare(word) for word in _words(phrase)], mine, autojunk=False
        ).get_matching_blocks():
            run = mine[block.b : block.b + block.size]
            if any(word and word not in _FUNCTION_WORDS for word in run):
                said[block.b : block.b + block.size] = [True] * block.size
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
