"""The settings of a site. What they do is decided where they are used; here only that they can be used."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import unquote, urlsplit

import msgspec

from .. import model
from ..codes import ALWAYS_ERRORS, CODES, finding
from ..diagnostics import Severity
from ..yamldoc import Node
from .block import Block, Field, Presence
from .editor import editor_problem
from .fields import Checked, Choice, Flag, LanguageTag, Line, WebAddress, Whole, address_problem
from .several import ListOf, PairsOf
from .sheet import BAD, Json, Reading, Sheet, closest, did_you_mean, shown_value, text_of
from .theme import token_problem, value_problem


class Search(StrEnum):
    """Whether a build needs the search index."""

    REQUIRED = "required"
    AUTO = "auto"
    OFF = "off"


def base_url_problem(address: str) -> str:
    """What keeps a site from standing at this address; empty if nothing."""
    if wrong := address_problem(address):
        return wrong
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        return "has a query or a fragment"
    folders = unquote(parts.path).strip("/").split("/")
    odd = any(folder in {"", ".", ".."} for folder in folders) and parts.path.strip("/") != ""
    return "has an empty folder, '.' or '..' in it" if odd or parts.path.startswith("//") else ""


class BaseUrl(msgspec.Struct, frozen=True):
    """Where the site will stand; a slash is added at the end."""

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        address = yield from WebAddress().read(node, sheet)
        if address is BAD:
            return BAD
        wrong = base_url_problem(address)
        if wrong:
            hint = "end it with the folder in which the site stands, such as https://example.org/briefs/"
            yield finding("S120", sheet.at(node), f"base address {wrong}", hint)
            return BAD
        return address if address.endswith("/") else f"{address}/"

    def schema(self) -> dict[str, Json]:
        return WebAddress().schema()


class CodeForm(msgspec.Struct, frozen=True):
    """The code of a check whose severity a site may set."""

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        code = CODES.get(text.value)
        if code is None:
            hint = did_you_mean(text.value.upper(), CODES, "write a code as the report shows it, such as D104")
            near = closest(text.value, [code.lower() for code in CODES])
            hint = f"did you mean '{near.upper()}'?" if near else hint
            yield finding("C108", sheet.at(node), f"'{shown_value(text)}' is not the code of a check", hint)
            return BAD
        if code.severity is Severity.ERROR and code.code[0] in ALWAYS_ERRORS:
            message = f"'{code.code}' is always an error"
            yield finding("C108", sheet.at(node), message, "delete the line: the promise of the site rests on it")
            return BAD
        return code.code

    def schema(self) -> dict[str, Json]:
        return {"enum": [*sorted(CODES)]}


def _words(words: int) -> int:
    return words


EXCERPT = Block(
    make=_words,
    doc="How much of a source an excerpt may show.",
    fields=(Field("words", Whole(), "Words shown of one source at most.", Presence.GIVEN),),
    is_fact=False,
)

SITE = Block(
    make=model.SiteSettings,
    doc="The settings of the site.",
    fields=(
        Field("title", Line(), "The name of the site.", Presence.GIVEN),
        Field("base_url", BaseUrl(), "Where the site will stand, with http or https.", Presence.GIVEN),
        Field("description", Line(), "One line on what the site is."),
        Field("language", LanguageTag(), "The language of the desk, as BCP 47; en if not given."),
        Field("publisher", Line(), "Who publishes the site."),
        Field("editors", ListOf(Line(), one=True, once="value"), "Who answers for it; named at the foot of each page."),
        Field("license", Line(), "The licence of the desk's own text."),
        Field(
            "rights",
            Choice(model.Rights),
            "How much of a source is shown if the source does not say; excerpt if not given.",
        ),
        Field("rights_note", Line(), "Why texts may be shown, for sources without a note of their own."),
        Field("excerpt", EXCERPT, "Caps of an excerpt.", to="excerpt_words"),
        Field("robots", Flag(), "Whether search engines may list the site."),
        Field("search", Choice(Search), "Whether a build needs the search index: required, auto or off."),
        Field("checks", PairsOf(CodeForm(), Choice(Severity)), "Severity of a check by its code."),
        Field(
            "theme",
            PairsOf(Checked("C109", token_problem), Checked("C109", value_problem)),
            "Values of the design's tokens, such as marker: '#ffe27a'.",
        ),
        Field(
            "editor",
            Checked("C110", editor_problem),
            "Address that opens a file in your editor, for the preview: vscode://file/{path}:{line}:{column}.",
        ),
    ),
    is_fact=False,
)
