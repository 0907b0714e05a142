"""`phrases.json`: what is said above the results when somebody searches for words of a track. Words and paths, no HTML.

Kept beside the index and not on the page, which would grow with the record. Decides the sentences, and neither which
words are followed nor where a link leads: both stand in the views. Which answer a question gets decides `search.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from ..views import Link, PhraseAnswer

Piece = str | tuple[Literal["b", "i"], str] | tuple[Literal["a"], str, str]
"""Plain words, words in an element, or a link: its words and its path from the site's root."""

Sentence = tuple[Piece, ...]

_WORD = re.compile(r"\w+")


class PhraseRow(msgspec.Struct, frozen=True, array_like=True):
    """One answer: the words it is for, what is said of them, and the place of their track in the table's tracks."""

    phrase: str
    said: Sentence
    track: int


class PhraseTable(msgspec.Struct, frozen=True):
    """`tracks` say where the words are followed; a track stands once, however many phrases it has."""

    tracks: tuple[Sentence, ...]
    phrases: tuple[PhraseRow, ...]


def phrase_table(answers: Iterable[PhraseAnswer]) -> bytes:
    """The file, the answers in the order given; of two for words alike the first stands."""
    tracks: dict[Link, int] = {}
    first: dict[tuple[str, ...], PhraseAnswer] = {}
    for one in answers:
        first.setdefault(tuple(_WORD.findall(one.phrase.casefold())), one)
    rows = tuple(PhraseRow(one.phrase, _said(one), tracks.setdefault(one.track, len(tracks))) for one in first.values())
    return msgspec.json.encode(PhraseTable(tuple(map(_way_on, tracks)), rows))


def _said(one: PhraseAnswer) -> Sentence:
    """Words that a source printed in quotation marks are in them, an outlet's own words in italics."""
    words: Piece = ("b", f"“{one.phrase}”") if one.quoted else ("i", one.phrase)
    place: Piece = ("a", one.first.text, one.first.path)
    sentence: Sentence = ("The words ", words, f" first appear in this record {one.first.note} ", place, ".")
    if not one.before:
        return sentence
    before: Sentence = (f" The step before has “{one.before}”.",)
    if not one.before_quoted:
        before = (" The step before has ", ("i", one.before), ".")
    return (*sentence, *before)


def _way_on(track: Link) -> Sentence:
    return ("See how the words moved: ", ("a", track.text, track.path), f". {track.note}")
