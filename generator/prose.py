"""What the analyst's own text is made of: its quotations and its sentences. Offsets are those of the raw text.

It knows pandoc's cites, links and code spans only well enough to step over them, and never renders anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

import msgspec

from .quotation import OPENING, Match, Span, spans_between_marks

CITE = re.compile(r"\[@[^\[\]]*\]")
_ADDRESS = r"""[^\s()"“”„‟]*+(?:\([^\s()"“”„‟]*\)[^\s()"“”„‟]*+)*+"""
_TITLE = r"""[ ]+(?:"[^"\n]*"|'[^'\n]*')"""
_LINK_TARGET = re.compile(rf"(?<!\\)(\[[^\[\]\\]*+\])\({_ADDRESS}(?:{_TITLE})?\)|<https?://[^<>\s]*>")
"""A label with its address behind it. What only looks like one is shown as typed, so its marks count."""
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_LOOKALIKE = re.compile("[«»『』「」〝〞〟＂❝❞🙶🙷🙸]|(?<![0-9])[″‶]|(?<![\\w'])''(?=[^\\s'])|‘‘(?=\\S)")
_MARKS = re.compile('["“”„‟«»『』「」〝〞〟＂❝❞🙶🙷🙸″‶]')
_SUSPECT = re.compile("[&«»『』「」〝〞〟＂❝❞🙶🙷🙸″‶]|''|‘‘")
"""Without one of these no mark is unread, whatever is covered."""
_TICKS = re.compile(r"`+")
_CROSS_LINK = re.compile(r"\[\[[^\[\]|]*(?:\||\]\])")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")

_END = re.compile(r"""(?<![.!?…])(?P<stop>[.!?…]+)["”'’)\]*_]*(?P<cites>(?:\s*\x00++\.?)*+)(?=\s|$)""")
_NEXT = re.compile(r"""\s*["“'‘(\[*_]*(\S?)""")
_LAST_WORD = re.compile(r"""(?:^|[\s("“'‘\[—–/-])([^\s("“'‘\[—–/-]*)$""")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


NEVER_LAST = _words(
    "Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Cmdr Adm Sgt Sen Rep Gov Pres Amb Hon Rev St Mt Ft Fr vs cf eg ie e.g i.e "
    "viz ca approx Messrs Mmes"
)
"""Written with a full stop and followed by what they belong to."""
BEFORE_A_NUMBER = _words(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec No Nos Art Arts para paras p pp ch sec fig vol ed Res"
)
"""End no sentence when a number follows."""
MAY_END = _words("a.m p.m Inc Ltd Co Corp Jr Sr etc al Bros Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun")
STARTERS = _words(
    "The A An It Its He She They We I You His Her Their Our This That These Those There Here In On At For From As But "
    "And Or So Yet If When While After Before Both All Some Neither Meanwhile However Additionally Moreover"
)
"""A capital after "U.S." starts a sentence only if it is one of these: "the U.S. Secretary" goes on."""


class ProseQuote(msgspec.Struct, frozen=True):
    """What the analyst put in double quotation marks: raw offsets of the words between the marks, and the words."""

    start: int
    end: int
    words: str


def quotations_in(prose: str) -> tuple[ProseQuote, ...]:
    """Every quotation of a text the analyst wrote, in order; an empty one too. Marks inside cites, link targets and
    code spans are not marks; one never closed is for `unbalanced_mark`.
    """
    return tuple(
        ProseQuote(span.start, span.end, prose[span.start : span.end]) for span in _spans(prose) if span.closed
    )


def unread_marks(prose: str) -> tuple[Match, ...]:
    """What readers take for a double quotation mark and `quotations_in` does not: marks of other kinds, two single
    ones, and marks written as HTML entities. Cites, link targets and code are passed over.
    """
    if _SUSPECT.search(prose) is None:
        return ()
    hidden = _covered(prose)
    entities = (found for found in _ENTITY.finditer(hidden) if _MARKS.search(unescape(found.group())))
    return tuple(Match(*found.span()) for found in sorted((*entities, *_LOOKALIKE.finditer(hidden)), key=_place))


def _place(found: re.Match[str]) -> int:
    return found.start()


def unbalanced_mark(prose: str) -> int | None:
    """Offset of the first opening mark that is not closed in its block of text."""
    return next((span.start - 1 for span in _spans(prose) if not span.closed), None)


def sentences(prose: str) -> tuple[Match, ...]:
    """The sentences, without the space between them. Cites stay with the sentence they follow, before or after its
    full stop, and so do closing marks. A blank line ends a sentence. English rules; when in doubt it does not split.
    """
    hidden = _CROSS_LINK.sub(_cover_id, _hide(_without_code(prose), CITE, "\0"))
    out: list[Match] = []
    for first, end in _blocks(prose):
        start = first
        for found in _END.finditer(hidden, first, end):
            if _ends_sentence(hidden, found, first, end):
                out += _trimmed(prose, start, found.end())
                start = found.end()
        out += _trimmed(prose, start, end)
    return tuple(out)


@lru_cache(maxsize=8192)
def _spans(prose: str) -> tuple[Span, ...]:
    """Quoted stretches, block by block: a mark forgotten in one paragraph must not turn round all that follow."""
    if '"' not in prose and not any(mark in prose for mark in OPENING):
        return ()  # names and headlines: most texts that are asked
    hidden = _covered(prose)
    return tuple(
        Span(start + span.start, start + span.end, span.closed)
        for start, end in _blocks(prose)
        for span in spans_between_marks(hidden[start:end])
    )


def _covered(prose: str) -> str:
    """The prose with its code, cites and link targets covered, length unchanged."""
    return _LINK_TARGET.sub(
        lambda link: (link.group(1) or "") + " " * (len(link.group()) - len(link.group(1) or "")),
        _hide(_without_code(prose), CITE, " "),
    )


def _blocks(prose: str) -> Iterator[tuple[int, int]]:
    start = 0
    for blank in _BLANK_LINE.finditer(prose):
        yield start, blank.start()
        start = blank.end()
    yield start, len(prose)


def _hide(prose: str, what: re.Pattern[str], cover: str) -> str:
    """The text with some stretches covered, length unchanged."""
    return what.sub(lambda found: cover * (found.end() - found.start()), prose)


def _cover_id(link: re.Match[str]) -> str:
    """The id of a cross-link is lower case, what readers see may not be: only a label counts, and an id as a name."""
    return ("[" if link.group().endswith("|") else "X") * (link.end() - link.start())


def _without_code(prose: str) -> str:
    """Code spans and fences covered: from a run of backticks to the next run of that length, as in CommonMark."""
    runs = [found.span() for found in _TICKS.finditer(prose)]
    closers: dict[int, list[int]] = {}
    for start, end in reversed(runs):
        closers.setdefault(end - start, []).append(start)
    parts: list[str] = []
    done = 0
    for start, end in runs:
        same = closers[end - start]
        while same and same[-1] <= start:
            same.pop()
        if start >= done and same:
            stop = same[-1] + end - start
            parts += (prose[done:start], "X" * (stop - start))
            done = stop
    return "".join((*parts, prose[done:]))


def _trimmed(prose: str, start: int, end: int) -> list[Match]:
    piece = prose[start:end]
    lead = len(piece) - len(piece.lstrip())
    return [Match(start + lead, start + len(piece.rstrip()))] if piece.strip() else []


def _ends_sentence(text: str, found: re.Match[str], start: int, end: int) -> bool:
    """Whether a stop ends its sentence, by the word before it and the character after it."""
    following = _NEXT.match(text, found.end(), end)
    after = following.group(1) if following else ""
    if not after:
        return True
    if after.islower():
        return False
    if found.group("cites").endswith("."):
        return True
    if found.group("stop") != ".":
        return True
    last = _LAST_WORD.search(text, max(start, found.start() - 40), found.start())
    word = last.group(1) if last else ""
    next_word = re.match(r"[\w']*", text[following.start(1) : end] if following else "")
    return not _is_abbreviation(word, next_word.group() if next_word else "")


def _is_abbreviation(word: str, next_word: str) -> bool:
    """Whether the full stop after `word` belongs to the word and the sentence goes on with `next_word`."""
    if word in NEVER_LAST:
        return True
    if word in BEFORE_A_NUMBER:
        return next_word[:1].isdigit()
    if word in MAY_END or _INITIALS.fullmatch(word):
        return next_word not in STARTERS
    return False
