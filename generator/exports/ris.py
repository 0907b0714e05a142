"""RIS, which every reference manager reads: two letters, a value, a line; nothing may break a line."""

from __future__ import annotations

from collections.abc import Iterator

from .. import dates
from ..views import CslDate, CslItem, CslType
from .parts import edtf, one_line

_TYPES = {CslType.PAGE: "ELEC", CslType.NEWS: "NEWS", CslType.DOCUMENT: "GEN"}


def text(item: CslItem) -> str:
    """The record, from TY to ER."""
    lines = [f"{tag}  - {one_line(value)}" for tag, value in _fields(item) if value]
    return "\n".join((*lines, "ER  - "))


def _fields(item: CslItem) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[item.type]
    yield "ID", item.id
    yield from (("AU", _without_stars(name.literal)) for name in item.author)
    yield from (("ED", _without_stars(name.literal)) for name in item.editor)
    yield "TI", item.title
    yield "T2", _without_stars(item.container_title)
    yield "PB", item.publisher
    if item.issued:
        yield "PY", f"{item.issued.date_parts[0][0]:04}" if item.issued.date_parts else ""
        yield "DA", _when(item.issued)
    yield "Y2", _when(item.accessed) if item.accessed else ""
    yield "M3", item.genre
    yield "UR", item.url
    yield "LA", item.language
    yield "N1", f"Archived at {item.archive_location}" if item.archive_location else ""
    yield "N1", item.note


def _without_stars(name: str) -> str:
    """Names and periodicals may not hold an asterisk in RIS."""
    return name.replace("*", "")


def _when(date: CslDate) -> str:
    """year/month/day/in words: three strokes always, and words where the parts do not say all."""
    written = edtf(date)
    if not written:
        return f"///{date.literal}"
    year, month, day = (*(f"{part:02}" for part in date.date_parts[0]), "", "")[:3]
    is_plain = len(date.date_parts) == 1 and not date.season and not date.circa
    return f"{int(year):04}/{month}/{day}/{'' if is_plain else dates.short_text(dates.parse(written))}"
