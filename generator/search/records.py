"""What one page gives to the index, and the small HTML page that Pagefind reads of it.

The HTML is never published. It holds words and anchors only: Pagefind glues words together across most elements and
adds full stops at the ends of blocks, so passages are bare text between empty anchors. Never reads or writes files.
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import msgspec

from .failure import SearchError

EVERYTHING = "zqall"
"""A word on every record: searching it finds all pages, where Pagefind 1.5 downloads the whole index for no words."""

RESERVED_FACETS = frozenset({"q", "from", "to", "sort"})
"""Names that the address of a search uses for other things."""

_SENTINEL = re.compile(r"___(?=PAGEFIND)")
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 127, 0x200B, 0xFEFF])
_PATH = re.compile(r"(?!/)[^\s:?#\\]*")
_FRAGMENT = re.compile(r"[^\s|#]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Passage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of a page that a hit can lead to. `id` is its URL fragment.

    `label` says what it is, in front of the hit: a number is that of a paragraph if `id` is "pN", otherwise that of a
    statement; other words ("Summary") stand as they are. Without one only the title leads to the page.
    """

    id: str
    text: str
    label: str = ""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One page. `path` is relative to the site's root; `note` is the line under the title of a hit, not searched.

    `kind` is "source" or "meeting" for the two groups shown first, anything else for the rest. `date` is ISO or EDTF,
    "" if there is none. `filters` are (facet, value) pairs; a facet may stand several times.
    """

    path: str
    title: str
    language: str
    kind: str
    date: str = ""
    note: str = ""
    passages: tuple[Passage, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()


def language_of(record: Record) -> str:
    """The language without region or script: Pagefind keeps one index for each code it is given."""
    return record.language.partition("-")[0].lower()


def searchable(text: str) -> str:
    """The text on one line, without controls, and with Pagefind's own marks broken so that no source can forge them."""
    return _SENTINEL.sub("__\u2060_", " ".join(text.translate(_CONTROLS).split()))


def page_html(record: Record) -> str:
    """The page Pagefind reads. An anchor's id is `fragment|label`; the first, without a fragment, carries the note."""
    anchors = [_anchor("", record.note), *(_anchor(p.id, p.label) + _escaped(p.text) for p in record.passages)]
    return "\n".join(
        (
            f'<!doctype html><html lang="{language_of(record)}"><head><meta charset="utf-8"></head>',
            f'<body data-pagefind-body data-pagefind-meta="all:{EVERYTHING}"><h1>{_title(record)}</h1>',
            *anchors,
            "</body></html>",
        )
    )


def _title(record: Record) -> str:
    """Never nothing: every page has the same fields, so that its words are told the same way beside any others."""
    return _escaped(record.title) or html.escape(record.path) or "/"


def check_record(record: Record) -> None:
    """Raises SearchError for a record that would spoil the index or lead a reader off the site."""
    if not _PATH.fullmatch(record.path):
        raise SearchError(f"search record has the path '{record.path}'", "give it relative to the site's root")
    if not _LANGUAGE.fullmatch(language_of(record)):
        raise SearchError(
            f"'{record.path}' has the language '{record.language}'", "write a language tag such as 'en' or 'ko'"
        )
    for passage in record.passages:
        if not _FRAGMENT.fullmatch(passage.id):
            raise SearchError(f"'{record.path}' has a passage with the id '{passage.id}'", "use an id of the page")
    for facet, _ in record.filters:
        if facet in RESERVED_FACETS:
            raise SearchError(f"'{record.path}' has a facet '{facet}'", "give the facet another name")


def _escaped(text: str) -> str:
    return html.escape(searchable(text))


def _anchor(fragment: str, label: str) -> str:
    """Percent-encoded, since Pagefind drops the white space in an id."""
    mark = f"{fragment}|{quote(searchable(label))}" if label or not fragment else fragment
    return f'<a id="{html.escape(mark)}"></a> '
