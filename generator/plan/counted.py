"""The beginning of the sentence that counts: how many articles and documents, and how many origins they go back to.

What was folded is named by its letters; whether two sources are one report was decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import OFFICIAL_TYPES, SourceId, SourceType
from . import words
from .apparatus import Apparatus
from .desk import Desk

NAMED_ORIGINS = 2
"""So many origins with copies are told letter by letter."""


def counted(desk: Desk, used: Sequence[SourceId], page: Apparatus) -> str:
    """How many, from how many origins: "Three articles, two separate origins: A and A′ share one and count once"."""
    number = _number(desk, used)
    reports: dict[SourceId, list[SourceId]] = {}
    for name in used:
        reports.setdefault(desk.reports.get(name, name), []).append(name)
    if len(used) == 1:
        return number
    if len(reports) == 1:
        return f"{number} share one origin and count once"
    folded = [members for members in reports.values() if len(members) > 1]
    head = f"{number}, {words.in_words(len(reports))} separate origins"
    if not folded:
        return head
    if len(folded) > NAMED_ORIGINS:
        return f"{head}: copies of one report count once"
    groups = [words.listing([page.sigil(name).label for name in members]) for members in folded]
    return f"{head}: {', and '.join(f'{group} share one' for group in groups)} and count once"


def _number(desk: Desk, used: Sequence[SourceId]) -> str:
    """The kinds of sources in words: "Two articles and one official document"."""
    types = [desk.library.sources[name].type for name in used if name in desk.library.sources]
    kinds = (
        (sum(one is SourceType.ARTICLE for one in types), "article"),
        (sum(one in OFFICIAL_TYPES for one in types), "official document"),
        (sum(one is SourceType.DOCUMENT for one in types), "document"),
    )
    parts = [words.count_in_words(number, noun) for number, noun in kinds if number]
    return words.capital(words.listing(parts))
