"""The marks an analyst writes inside prose: cites `[@source#p3]` and cross-links `[[target|text]]`.

It finds them and reads references; it neither resolves them nor makes HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from .model import Cite, MeetingId, PointId, PointRef, SourceId, Value

_CITES = re.compile(r"\[@((?:[^\]\[]|\[(?!@))*+)\]")
_CROSS = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_PASSAGE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)#p([1-9][0-9]{0,5})")
_POINT = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)#([a-z0-9]+(?:-[a-z0-9]+)*)")

_MARKDOWN = re.compile(
    r"(?<!`)`++[^`]++`+"
    r"|\[[^\[\]]*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]]*\])"
    r"|<https?://[^<>]*>|^ {0,3}\[[^\[\]]+\]:.*$",
    re.MULTILINE,
)


class InlineCite(Value):
    """One `[@…]`: its place in the prose, the cites read from it, and the pieces that are no cite."""

    start: int
    end: int
    cites: tuple[Cite, ...]
    unread: tuple[str, ...]


class CrossLink(Value):
    """One `[[…]]`: its place in the prose, the target as written, and the words to show ("" = the target's name)."""

    start: int
    end: int
    target: str
    text: str


def parse_cite(reference: str) -> Cite | None:
    """`kh-20240223#p7`, or None."""
    match = _PASSAGE.fullmatch(reference.strip())
    return Cite(source=SourceId(match[1]), paragraph=int(match[2])) if match else None


def parse_point(reference: str) -> PointRef | None:
    """`2023-09-new-york#firm`, or None."""
    match = _POINT.fullmatch(reference.strip())
    return PointRef(meeting=MeetingId(match[1]), point=PointId(match[2])) if match else None


@lru_cache(maxsize=8192)
def inline_cites(prose: str) -> tuple[InlineCite, ...]:
    """All `[@a#p1; @b#p2]` of the prose, in order."""
    return tuple(_read_cites(match) for match in _CITES.finditer(prose))


def _read_cites(match: re.Match[str]) -> InlineCite:
    pieces = [piece.strip().removeprefix("@") for piece in match[1].split(";")]
    read = [(piece, parse_cite(piece)) for piece in pieces]
    return InlineCite(
        start=match.start(),
        end=match.end(),
        cites=tuple(cite for _, cite in read if cite),
        unread=tuple(piece for piece, cite in read if cite is None),
    )


def cites_in(prose: str) -> tuple[Cite, ...]:
    """The cites of the prose, in order, with repetitions."""
    return tuple(cite for mark in inline_cites(prose) for cite in mark.cites)


def cross_links(prose: str) -> tuple[CrossLink, ...]:
    """All `[[target|text]]` of the prose, in order."""
    return tuple(
        CrossLink(start=match.start(), end=match.end(), target=match[1].strip(), text=(match[2] or "").strip())
        for match in _CROSS.finditer(prose)
    )


def links_and_code(prose: str) -> tuple[tuple[int, int], ...]:
    """Where Markdown's own links stand, labels and addresses, and its code: half-open offsets."""
    return tuple(match.span() for match in _MARKDOWN.finditer(prose))


def without_marks(prose: str, shown: Callable[[CrossLink], str]) -> str:
    """The prose as plain words: cites gone, cross-links as `shown` says them."""
    marks: list[InlineCite | CrossLink] = [*inline_cites(prose), *cross_links(prose)]
    parts, position = [], 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        parts += [prose[position : mark.start], shown(mark) if isinstance(mark, CrossLink) else ""]
        position = max(mark.end, position)
    words = "".join([*parts, prose[position:]])
    return re.sub(r" +([.,;:])", r"\1", re.sub(r" {2,}", " ", words)).strip()
