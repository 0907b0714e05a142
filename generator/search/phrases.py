"""`phrases.json`: what is said above the results when somebody searches for words of a track. Text and paths, no HTML.

Kept beside the index and not on the page, which would grow with the record. Decides neither what is said nor where it
leads: both stand in the views.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ..views import Link, PhraseAnswer

Place = tuple[str, str, str]
"""What a link says, its path from the site's root, and its note."""


class PhraseRow(msgspec.Struct, frozen=True, array_like=True):
    """One answer: `track` is its place in the table's tracks, counted from 0; the rest is as in PhraseAnswer."""

    phrase: str
    quoted: bool
    first: Place
    track: int
    before: str
    before_quoted: bool


class PhraseTable(msgspec.Struct, frozen=True):
    """A track stands once, however many phrases it has."""

    tracks: tuple[Place, ...]
    phrases: tuple[PhraseRow, ...]


def phrase_table(answers: Iterable[PhraseAnswer]) -> bytes:
    """The file, the answers in the order given."""
    tracks: dict[Link, int] = {}
    rows = tuple(
        PhraseRow(
            phrase=one.phrase,
            quoted=one.quoted,
            first=_place(one.first),
            track=tracks.setdefault(one.track, len(tracks)),
            before=one.before,
            before_quoted=one.before_quoted,
        )
        for one in answers
    )
    return msgspec.json.encode(PhraseTable(tuple(map(_place, tracks)), rows))


def _place(link: Link) -> Place:
    return link.text, link.path, link.note
