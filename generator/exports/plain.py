"""A citation in words, as it would stand in a bibliography: who, what, where, when, and the address last.

It ends with the address at which this site has the page, so that the place of a statement can be put behind it.
"""

from __future__ import annotations

from .. import dates
from ..views import CslDate, CslItem
from .parts import edtf, one_line

_ENDS = (".", "?", "!", "…")


def text(item: CslItem) -> str:
    """The citation on one line."""
    accessed = f"Accessed {_when(item.accessed)}." if item.accessed else ""
    archived = f"Archived at {item.archive_location}" if item.archive_location else ""
    editors = _listing([name.literal for name in item.editor])
    sentences = (
        _sentence(_listing([name.literal for name in item.author])),
        _titled(item.title),
        _sentence(f"Edited by {editors}") if editors else "",
        _sentence(", ".join(part for part in (item.genre, _place(item), _when(item.issued)) if part)),
        item.url if item.note else "",
        accessed,
        archived,
        item.note or item.url,
    )
    return one_line(" ".join(sentence for sentence in sentences if sentence))


def _place(item: CslItem) -> str:
    return item.container_title or item.publisher


def _titled(title: str) -> str:
    """In quotation marks, those inside it turned to single ones; a title of our own making stays in its brackets."""
    if title.startswith("["):
        return _sentence(title)
    inner = title.replace("“", "‘").replace("”", "’")
    return f"“{_sentence(inner)}”"


def _when(date: CslDate | None) -> str:
    if date is None:
        return "n.d."
    written = edtf(date)
    return dates.short_text(dates.parse(written)) if written else date.literal


def _listing(names: list[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _sentence(words: str) -> str:
    """With a full stop, unless it ends with a mark of its own."""
    return words if not words or words.rstrip("’”'\")]").endswith(_ENDS) else f"{words}."
