"""From a document to a fact, or to everything that is wrong with it.

Field by field, so that one run shows all mistakes of a file. Whether references lead anywhere and quotations stand in
their sources is judged over the whole library, in `checks`.
"""

from __future__ import annotations

import hashlib

from ..codes import finding
from ..diagnostics import Diagnostic, has_errors
from ..hygiene import check_characters
from ..model import Entry, SiteSettings
from ..text import paragraphs_of
from ..yamldoc import Document, Mapping, Node, Scalar
from . import territories
from .fields import CountryCode, is_id
from .kinds import BLOCKS, FOLDERS, NAMES, WITH_TEXT, Kind, ending
from .sheet import BAD, Reading, Sheet, closest, drain, is_empty
from .site import SITE
from .territories import codes as country_codes

__all__ = [
    "BLOCKS",
    "FOLDERS",
    "NAMES",
    "WITH_TEXT",
    "Kind",
    "closest",
    "countries_of",
    "country_codes",
    "ending",
    "is_id",
    "read_entry",
    "read_site",
]


def read_entry(
    kind: Kind, name: str, document: Document, language: str, *, body: str = "", body_line: int = 1
) -> tuple[Entry | None, tuple[Diagnostic, ...]]:
    """The entry `name` of a kind on a site in `language`, which alone of the settings counts here; `body` is the text
    below its front matter, which begins at line `body_line`.
    """
    log: list[Diagnostic] = []
    paragraphs = paragraphs_of(body) if kind is Kind.SOURCES else ()
    sheet = Sheet(document, name, language, paragraphs)
    values = drain(BLOCKS[kind].values(document.root, sheet), log)
    if kind is Kind.PAGES:
        log.extend(_page_text(sheet, body, body_line))
    if values is BAD or has_errors(log):
        return None, tuple(log)
    made = BLOCKS[kind].make(**{**_derived(kind, sheet, body), **values, "id": name})
    return (made if isinstance(made, Entry) else None), tuple(log)


def read_site(document: Document) -> tuple[SiteSettings | None, tuple[Diagnostic, ...]]:
    """The settings of the site."""
    log: list[Diagnostic] = []
    made = drain(SITE.read(document.root, Sheet(document)), log)
    return (made if isinstance(made, SiteSettings) else None), tuple(log)


def countries_of(document: Document) -> tuple[tuple[tuple[str, Document], ...], tuple[Diagnostic, ...]]:
    """The countries of countries.yaml, each with a document of its own fields; a country may stand without any."""
    log: list[Diagnostic] = []
    sheet = Sheet(document)
    pairs: list[tuple[str, Document]] = []
    for key, value in document.root.entries:
        code = drain(CountryCode().read(key, sheet), log)
        fields = drain(_fields_of(key, value, sheet), log)
        if code is not BAD and fields is not BAD:
            pairs.append((code, Document(document.path, fields, document.raw, document.first_line)))
    return tuple(pairs), tuple(log)


def _fields_of(key: Scalar, value: Node, sheet: Sheet) -> Reading[Mapping]:
    if isinstance(value, Mapping):
        return value
    if is_empty(value):
        return Mapping((), key.line, key.column, flow=False)
    yield finding(
        "S110", sheet.at(value), "fields of a country are expected", "write name: or metonyms: under the code"
    )
    return BAD


def _derived(kind: Kind, sheet: Sheet, body: str) -> dict[str, object]:
    """What the tool knows without being told; what the file says goes before it."""
    if kind is Kind.SOURCES:
        digest = hashlib.sha256(body.encode()).hexdigest()
        return {"paragraphs": sheet.paragraphs, "sha256": digest, "language": sheet.language}
    if kind is Kind.COUNTRIES:
        name = territories.country_name(sheet.id, sheet.language)
        return {"name": name, "alpha_3": territories.alpha_3(sheet.id)}
    return {"text": body.strip()} if kind is Kind.PAGES else {}


def _page_text(sheet: Sheet, body: str, line: int) -> tuple[Diagnostic, ...]:
    """The body of a page is the desk's own words, and held to their rules."""
    path = sheet.document.path
    raw = body.replace("\r\n", "\n").replace("\r", "\n")
    if not raw.strip():
        hint = "write the page below the second line ---"
        return (finding("S143", sheet.at(sheet.document.root), "page has no text", hint),)
    return check_characters(path, raw, line)
