"""Dublin Core for the head of a page, where Zotero, Citoid and others look for what a page is to be cited as.

Not Highwire's `citation_title`: Zotero's translator of embedded metadata takes every page that has it for an article in
a journal. A date that is not known is said to be unknown, because the same translator otherwise takes the first date
that stands on the page, which is the meeting's. The publisher of a site is no `creator`: tools would part its name.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import dates
from ..views import CslDate, CslItem, CslType
from .parts import edtf, one_line

_TYPES = {CslType.NEWS: "newspaperArticle", CslType.DOCUMENT: "document"}
"""Zotero's own names; it takes what it has no name for as a page of a site."""


def tags(item: CslItem) -> tuple[tuple[str, str], ...]:
    """Name and content of each `meta`, in order."""
    return tuple((name, one_line(content)) for name, content in _tags(item) if content)


def _tags(item: CslItem) -> Iterator[tuple[str, str]]:
    yield "DC.title", item.title
    yield "DC.type", _TYPES.get(item.type, item.genre)
    role = "DC.publisher" if item.type is CslType.PAGE else "DC.creator"
    yield from ((role, name.literal) for name in item.author)
    yield "DC.source", item.container_title
    yield "DC.publisher", item.publisher
    yield "DC.date", _when(item.issued)
    yield "DC.language", item.language
    yield "citation_public_url", item.url


def _when(date: CslDate | None) -> str:
    if date is None:
        return "n.d."
    written = edtf(date)
    is_plain = len(date.date_parts) == 1 and not date.season and not date.circa
    return written if is_plain else dates.short_text(dates.parse(written)) if written else date.literal
