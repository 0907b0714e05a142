"""Where the words of a quotation stand in a paragraph, and whether somebody is quoted there as saying them.

Decides: which stretches of a paragraph stand in double quotation marks, and which of three outcomes a quotation has.
The match is exact after normalisation. It is never fuzzy: `nearest_passage` serves hints and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

import msgspec

from .normalisation import Normalised, is_word_character, normalise, splits_word

OPENING = "“„‟"
_MARK = re.compile('["“”„‟]')
_OPENS = re.compile(r"""(?<![^\s(\[{—–‘'-])"(?=[^\s.,;:!?)\]}])""")
_CLOSES = re.compile(r"""(?<=[^\s(\[{—–‘:=-])"(?![^\s.,;:!?)\]}—–’'-])""")
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_DROPPED = re.compile(r"\s*\[(?:sic[.!]?|@[^\[\]]*)\]", re.IGNORECASE)
_LEFT_OUT = re.compile(r"\s*(?:…|\.\s?\.\s?\.)\s*")

FAR = -1
REPLACED = 60
"""Characters that [inserted words] may stand for, some ten words; more is left out, and readers see that by […]."""
MOST_STARTS = 10_000
"""Places that are tried for a piece with others near it. No paragraph of an article has so many words."""


class Match(msgspec.Struct, frozen=True):
    """A stretch of a raw text, half open."""

    start: int
    end: int


class Span(msgspec.Struct, frozen=True):
    """What stands between two quotation marks, the marks excluded; `closed` is False if the second is missing."""

    start: int
    end: int
    closed: bool


class Finding(StrEnum):
    """Quoted in the source; there, but in the outlet's own prose; not there."""

    QUOTED = "quoted"
    PROSE = "prose"
    ABSENT = "absent"


class Found(msgspec.Struct, frozen=True):
    """What became of a quotation, and where its pieces stand, in order."""

    finding: Finding
    matches: tuple[Match, ...] = ()


class _Piece(msgspec.Struct, frozen=True):
    """Words that stand together. `lead` is a letter in either case ("[t]hey"); a loose side may cut a word, because
    brackets touch it and tell the reader so; `tail` is a full stop or comma the source may have or not. `reach`:
    characters that may stand between the piece before and this one; 0 for white space only, FAR for any number.
    """

    words: str
    lead: str = ""
    loose_start: bool = False
    loose_end: bool = False
    tail: str = ""
    reach: int = FAR


def spans_between_marks(raw: str) -> Iterator[Span]:
    """Quoted stretches of one paragraph, raw offsets. Curly marks by their direction, straight ones alternate; a
    straight mark after a digit (5") opens nothing unless a word follows at once; „ is closed by “ too, as in German.
    """
    opened, opener = -1, ""
    for found in _MARK.finditer(raw):
        mark, place = found.group(), found.start()
        if opened < 0:
            if mark != "”" and not (mark == '"' and _is_inches(raw, place)):
                opened, opener = place + 1, mark
        elif mark not in OPENING or (mark == "“" and opener == "„"):
            yield Span(opened, place, closed=True)
            opened = -1
    if opened >= 0:
        yield Span(opened, len(raw), closed=False)


def _is_inches(raw: str, place: int) -> bool:
    return raw[max(place - 1, 0) : place].isdigit() and not raw[place + 1 : place + 2].isalnum()


@lru_cache(maxsize=32_768)
def quoted_spans(raw: str) -> tuple[Match, ...]:
    """Stretches of a paragraph inside double quotation marks, marks excluded, raw offsets. One never closed runs to
    the end: outlets open every paragraph of a long quotation and close the last.
    """
    if _MARK.search(raw) is None:
        return ()  # most paragraphs
    spans = spans_between_marks(_without_strays(raw) if '"' in raw else raw)
    return tuple(Match(span.start, span.end) for span in spans if span.end > span.start)


def _without_strays(raw: str) -> str:
    """The paragraph without the straight marks that would turn its prose into a quotation because another was lost:
    one that closes nothing, and the one after a mark that opens where it had to close. Length unchanged.
    """
    characters = list(raw)
    is_open = is_doubtful = False
    for found in _MARK.finditer(raw):
        mark, place = found.group(), found.start()
        opens = mark in OPENING or _OPENS.match(raw, place) is not None
        if mark != '"':
            is_open = opens
        elif is_open:
            is_open, is_doubtful = False, opens
        elif _CLOSES.match(raw, place) or (is_doubtful and not opens):
            characters[place], is_doubtful = " ", False
        else:
            is_open, is_doubtful = True, False
    return "".join(characters)


def find_quotation(words: str, paragraph: str) -> Found:
    """Whether `words`, written without their marks, stand in the paragraph, quoted or not.

    Quoted only if all pieces stand in order inside one quoted stretch; a text that has the words both ways is quoted.
    Brackets are first taken as the source's own, then as editing marks. Without a letter or digit: absent.
    """
    text = normalise(paragraph)
    readings = _readings(words)
    quoted = [(text.index(span.start), text.index(span.end)) for span in quoted_spans(paragraph)]
    for pieces in readings:
        for start, end in quoted:
            if places := _in_order(pieces, text.text, start, end):
                return Found(Finding.QUOTED, _matches(text, places))
    for pieces in readings:
        if places := _in_order(pieces, text.text, 0, len(text.text)):
            return Found(Finding.PROSE, _matches(text, places))
    return Found(Finding.ABSENT)


@lru_cache(maxsize=1024)
def find_words(words: str, paragraph: str) -> Match | None:
    """Where `words` stand in the paragraph, quoted or not; every character counts, a bracket and a last full stop too.
    First occurrence.
    """
    piece = _Piece(normalise(words).text.strip())
    text = normalise(paragraph)
    places = _in_order((piece,), text.text, 0, len(text.text)) if _says_something(piece) else ()
    return _matches(text, places)[0] if places else None


def _matches(text: Normalised, places: tuple[tuple[int, int], ...]) -> tuple[Match, ...]:
    return tuple(Match(*text.raw(start, end)) for start, end in places)


def _says_something(piece: _Piece) -> bool:
    return any(map(is_word_character, piece.lead + piece.words))


def _readings(words: str) -> tuple[tuple[_Piece, ...], ...]:
    """The ways to read what the analyst wrote: as it stands, and with brackets as editing marks."""
    text = normalise(words).text.strip()
    tail = text[-1] if text.endswith((".", ",")) else ""
    text = text.removesuffix(tail)
    verbatim = (_Piece(text, tail=tail),)
    if not _says_something(verbatim[0]):
        return ()
    if "[" not in text or any(not bracket.group(1).strip() for bracket in _BRACKET.finditer(text)):
        return (verbatim,)
    edited = tuple(_joined(_pieces(text, tail)))
    return (verbatim, edited) if edited else (verbatim,)


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Pieces that say something; what may be left out before one without words may be so before the next."""
    reach = 0
    for piece in pieces:
        reach = FAR if FAR in {reach, piece.reach} else max(reach, piece.reach)
        if _says_something(piece):
            yield msgspec.structs.replace(piece, reach=reach)
            reach = 0


def _pieces(text: str, tail: str) -> Iterator[_Piece]:
    """The words between editing marks. [sic] and cites stand for nothing: the words around them stand together."""
    text = _DROPPED.sub(lambda sic: " " if is_word_character(text[sic.end() : sic.end() + 1] or " ") else "", text)
    start, lead, loose, reach = 0, "", False, FAR
    for bracket in _BRACKET.finditer(text):
        words, inserted = text[start : bracket.start()], bracket.group(1)
        yield _Piece(words.strip(), lead, loose, inserted.isalpha() and not words[-1:].isspace(), reach=reach)
        start = bracket.end()
        letters = inserted.isalpha() and text[start : start + 1].isalpha()
        lead = inserted if letters and len(inserted) == 1 else ""
        loose = letters and not lead
        reach = FAR if _LEFT_OUT.fullmatch(inserted) else 0 if lead else REPLACED
    yield _Piece(text[start:].strip(), lead, loose, loose_end=False, tail=tail, reach=reach)


def _in_order(pieces: tuple[_Piece, ...], text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Places of all pieces in order within `text[start:end]`; empty if one is missing. A run of pieces goes where it
    first fits: that leaves most room for the rest.
    """
    places: list[tuple[int, int]] = []
    for run in _runs(pieces):
        found = _near_each_other(run, text, start, end)
        if not found:
            return ()
        places += found
        start = found[-1][1]
    return tuple(places)


def _runs(pieces: tuple[_Piece, ...]) -> Iterator[tuple[_Piece, ...]]:
    """The pieces in runs, of which only the first may stand far from what is before it."""
    starts = [number for number, piece in enumerate(pieces) if number == 0 or piece.reach == FAR]
    for first, following in zip(starts, (*starts[1:], len(pieces)), strict=True):
        yield pieces[first:following]


def _near_each_other(run: tuple[_Piece, ...], text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The first place of the first piece behind which the others stand within their reach, each where it first fits."""
    for _ in range(MOST_STARTS):
        places: list[tuple[int, int]] = []
        for piece in run:
            place = _find(piece, text, start, end) if not places else _find_near(piece, text, places[-1][1], end)
            if place is None:
                break
            places.append(place)
        if len(places) in {0, len(run)}:
            return tuple(places)
        start = places[0][0] + 1
    return ()


def _find_near(piece: _Piece, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first place of a piece within its reach from `start`."""
    place = _find(piece, text, start, min(end, start + max(piece.reach, 2) + len(piece.lead + piece.words)))
    return place if place and (piece.reach or not text[start : place[0]].strip()) else None


def _find(piece: _Piece, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first place of a piece that cuts no word."""
    place = start
    while (place := text.find(piece.words, place, end)) >= 0:
        first, last = place - len(piece.lead), place + len(piece.words)
        led = first >= start and text[first:place].lower() == piece.lead.lower()
        if not piece.loose_start and splits_word(text, first):
            place = _next_cut(text, first) + len(piece.lead)
        elif led and (piece.loose_end or not splits_word(text, last)):
            return first, last + (piece.tail != "" and text.startswith(piece.tail, last))
        else:
            place += 1
    return None


def _next_cut(text: str, place: int) -> int:
    """The next place that cuts no word. A thousand letters sought in a line of two million: 0.4 s, 8 s without."""
    place += 1
    while splits_word(text, place):
        place += 1
    return place
