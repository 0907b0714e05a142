"""BibTeX, in the fields of biblatex: UTF-8, dates as EDTF, `online` for a page of a site.

Names and titles stand in double braces: a name is not taken apart, and a title keeps its capitals. Braces inside a text
become commands, because BibTeX counts a brace even behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from ..views import CslDate, CslItem, CslName, CslType
from .parts import edtf, one_line

_COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "%#&$_"},
    }
)
_NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9.:-]")
_ADDRESS = "!$&'()*+,;=@~%/:?#[]"


def text(item: CslItem) -> str:
    """The entry, a field a line."""
    fields = [f"  {name} = {{{value}}}," for name, value in _fields(item) if value]
    return "\n".join((f"@{_kind(item)}{{{_NOT_IN_A_KEY.sub('-', item.id)},", *fields, "}"))


def escaped(words: str) -> str:
    """The words on one line, with nothing in them that TeX or BibTeX would take for its own."""
    return one_line(words).translate(_COMMANDS)


def _kind(item: CslItem) -> str:
    match item.type:
        case CslType.PAGE:
            return "online"
        case CslType.NEWS if item.container_title:
            return "article"
        case _:
            return "misc"


def _fields(item: CslItem) -> Iterator[tuple[str, str]]:
    yield "author", _names(item.author)
    yield "title", f"{{{escaped(item.title)}}}"
    yield "editor", _names(item.editor)
    place = escaped(item.container_title or item.publisher)
    yield "journaltitle" if _kind(item) == "article" else "organization", place
    yield "entrysubtype", "newspaper" if _kind(item) == "article" else ""
    yield "type", escaped(item.genre)
    yield from _when("date", item.issued)
    yield "url", quote(one_line(item.url), safe=_ADDRESS)
    yield from _when("urldate", item.accessed if item.url else None)
    yield "addendum", escaped(f"Archived at {item.archive_location}") if item.archive_location else ""
    yield "note", escaped(item.note)


def _names(names: tuple[CslName, ...]) -> str:
    return " and ".join(f"{{{escaped(name.literal)}}}" for name in names)


def _when(name: str, date: CslDate | None) -> Iterator[tuple[str, str]]:
    """As EDTF; a date that only words can say is a `year`, which biblatex lets be words."""
    if date is not None:
        written = edtf(date)
        yield (name, written) if written or name != "date" else ("year", escaped(date.literal))
