"""The kinds of single values: text, dates, addresses, codes, numbers. Each says how it is written and what it becomes.

Whether a reference leads anywhere is checked elsewhere; here it only has to look like one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from urllib.parse import urlsplit

import msgspec

from .. import dates
from ..codes import finding
from ..dates import Edtf
from ..hygiene import shown
from ..model import NameOrText
from ..yamldoc import Node
from . import territories
from .sheet import BAD, Json, Reading, Sheet, closest, did_you_mean, shown_value, text_of

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ID_LENGTH = 80
LINE_LENGTH = 2_000
"""Of a name, a place, words relied on: the longest of a desk are a few hundred characters."""

PROSE_LENGTH = 20_000
"""Of one field, about eight printed pages; a summary is sixty words. 20,000 quotations in one field took 27 s."""

LANGUAGE = re.compile(
    r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?((?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)", re.IGNORECASE
)
HOST = re.compile(r"(?:[\w-]+\.)*[\w-]+\.?|[0-9a-f:.]+", re.IGNORECASE)
TEXT: dict[str, Json] = {"type": ["string", "number", "boolean"]}
"""Editors guess types of plain text; the site does not, so a name that looks like a number is a name."""

DATE_HINT = "write a date such as 2024-02-22, 2024-02 or 2024, a time as 2024-02-22T13:25, a span as 2023-08/2023-12"


class Line(msgspec.Struct, frozen=True):
    """Text on one line; line breaks of a block become spaces."""

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        text = yield from _within(LINE_LENGTH, node, sheet)
        return re.sub(r"\s*\n\s*", " ", text) if text is not BAD and "\n" in text else text

    def schema(self) -> dict[str, Json]:
        return {**TEXT, "maxLength": LINE_LENGTH}


class Prose(msgspec.Struct, frozen=True):
    """Markdown in the words of the desk; paragraphs stay apart."""

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        return (yield from _within(PROSE_LENGTH, node, sheet))

    def schema(self) -> dict[str, Json]:
        return {**TEXT, "maxLength": PROSE_LENGTH}


class Choice(msgspec.Struct, frozen=True):
    """One word of a fixed list."""

    options: type[StrEnum]

    def read(self, node: Node, sheet: Sheet) -> Reading[StrEnum]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        try:
            return self.options(text.value)
        except ValueError:
            words = tuple(option.value for option in self.options)
            near = closest(text.value, words)
            hint = f"did you mean '{near}'? " if near else ""
            message = f"'{shown_value(text)}' is not a value of this field"
            yield finding("S111", sheet.at(node), message, f"{hint}write one of: {', '.join(words)}")
            return BAD

    def schema(self) -> dict[str, Json]:
        return {"enum": [option.value for option in self.options]}


class Pattern(msgspec.Struct, frozen=True):
    """Text of one exact shape, such as a grade; `what` and `hint` say which."""

    pattern: str
    code: str
    what: str
    hint: str

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        if re.fullmatch(self.pattern, text.value):
            return text.value
        yield finding(self.code, sheet.at(node), f"'{shown_value(text)}' is not {self.what}", self.hint)
        return BAD

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": f"^(?:{self.pattern})$"}


class Id(msgspec.Struct, frozen=True):
    """The id of an entry: the name of its file without the ending."""

    of: str

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        if is_id(text.value):
            return text.value
        message = f"'{shown_value(text)}' is not the id of {self.of}"
        yield finding("S112", sheet.at(node), message, id_hint(text.value))
        return BAD

    def schema(self) -> dict[str, Json]:
        return {"type": ["string", "integer"], "pattern": f"^{ID.pattern}$", "maxLength": ID_LENGTH}


class IdOrText(msgspec.Struct, frozen=True):
    """The id of an entry or, for what has no entry, plain words: a text that looks like an id is one."""

    def read(self, node: Node, sheet: Sheet) -> Reading[NameOrText]:
        text = yield from Line().read(node, sheet)
        if text is BAD:
            return BAD
        return NameOrText(id=text) if is_id(text) else NameOrText(text=text)

    def schema(self) -> dict[str, Json]:
        return dict(TEXT)


class When(msgspec.Struct, frozen=True):
    """A date as EDTF, level 1."""

    def read(self, node: Node, sheet: Sheet) -> Reading[Edtf]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        try:
            return dates.parse(text.value)
        except dates.EdtfError as problem:
            meant = dates.meant(text.value)
            hint = f"did you mean {meant}? {DATE_HINT}" if meant else DATE_HINT
            yield finding("D101", sheet.at(node), shown(str(problem), 200), hint)
            return BAD

    def schema(self) -> dict[str, Json]:
        return {"type": ["string", "integer"]}


class WebAddress(msgspec.Struct, frozen=True):
    """An address of the web: http or https, with a host and without a password."""

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        wrong = address_problem(text.value)
        if not wrong:
            return text.value
        yield finding(
            "S120", sheet.at(node), f"address '{shown_value(text)}' {wrong}", "write https://… as a reader opens it"
        )
        return BAD

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": "^https?://[^\\s@]+$"}


class LanguageTag(msgspec.Struct, frozen=True):
    """A language as BCP 47 writes it: `en`, `ko`, `zh-Hant`, `pt-BR`."""

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        if shape := LANGUAGE.fullmatch(text.value):
            return _canonical_language(shape)
        message = f"'{shown_value(text)}' is not a language tag"
        yield finding("S121", sheet.at(node), message, "write a BCP 47 tag such as en, ko, zh-Hant or pt-BR")
        return BAD

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}


class CountryCode(msgspec.Struct, frozen=True):
    """A country as ISO 3166-1 alpha-2, lower case."""

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        if territories.is_country(text.value):
            return text.value
        meant = territories.code_for(text.value)
        hint = f"did you mean '{meant}'?" if meant else "write the two letters of ISO 3166-1, such as kr, jp or us"
        yield finding("S122", sheet.at(node), f"'{shown_value(text)}' is not a country code", hint)
        return BAD

    def schema(self) -> dict[str, Json]:
        return {"enum": list(territories.codes())}


class Whole(msgspec.Struct, frozen=True):
    """A whole number from 1, in digits."""

    def read(self, node: Node, sheet: Sheet) -> Reading[int]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        if re.fullmatch(r"[1-9][0-9]{0,8}", text.value):
            return int(text.value)
        message = f"'{shown_value(text)}' is not a number from 1 on"
        yield finding("S123", sheet.at(node), message, "write digits only, such as 7")
        return BAD

    def schema(self) -> dict[str, Json]:
        return {"type": ["integer", "string"], "minimum": 1, "pattern": "^[1-9][0-9]*$"}


class Flag(msgspec.Struct, frozen=True):
    """Yes or no."""

    def read(self, node: Node, sheet: Sheet) -> Reading[bool]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        if text.value in {"true", "yes", "false", "no"}:
            return text.value in {"true", "yes"}
        yield finding("S111", sheet.at(node), f"'{shown_value(text)}' is neither yes nor no", "write true or false")
        return BAD

    def schema(self) -> dict[str, Json]:
        return {"enum": [True, False, "yes", "no"]}


class Checked(msgspec.Struct, frozen=True):
    """A line that a function of its own judges: it returns what is wrong and a hint, or two empty texts."""

    code: str
    problem: Callable[[str], tuple[str, str]]

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        text = yield from Line().read(node, sheet)
        if text is BAD:
            return BAD
        message, hint = self.problem(text)
        if not message:
            return text
        yield finding(self.code, sheet.at(node), message, hint)
        return BAD

    def schema(self) -> dict[str, Json]:
        return dict(TEXT)


def _within(limit: int, node: Node, sheet: Sheet) -> Reading[str]:
    """The text without blanks around it, if it is no longer than that."""
    text = yield from text_of(node, sheet)
    if text is BAD:
        return BAD
    words = text.value.strip()
    if len(words) <= limit:
        return words
    message = f"text of {len(words):,} characters; this field takes at most {limit:,}"
    yield finding("S144", sheet.at(node), message, "shorten it, or make it several points")
    return BAD


def is_id(text: str) -> bool:
    """Whether a text has the shape of an id."""
    return len(text) <= ID_LENGTH and ID.fullmatch(text) is not None


def id_hint(text: str) -> str:
    """What to write instead of a text that is not an id."""
    plain = unicodedata.normalize("NFKD", text[: ID_LENGTH * 2]).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:ID_LENGTH].strip("-")
    rule = "an id is the file's name without its ending: lower-case letters, digits, hyphens"
    return f"did you mean '{slug}'? {rule}" if slug and len(text) <= ID_LENGTH else f"{rule}, at most {ID_LENGTH}"


def address_problem(text: str) -> str:
    """What is wrong with an address of the web; empty if nothing."""
    if re.search(r"[\s\\<>\"`{}|^]", text):
        return "holds a blank, a backslash or a bracket"
    try:
        parts = urlsplit(text)
        has_port_problem = parts.port == 0
    except ValueError:
        return "cannot be read"
    if parts.scheme not in {"http", "https"}:
        return "is not http or https"
    if parts.username is not None or parts.password is not None:
        return "holds a user name or a password"
    if has_port_problem or not parts.hostname or not HOST.fullmatch(parts.hostname):
        return "has no host"
    return ""


def _canonical_language(shape: re.Match[str]) -> str:
    """Case as BCP 47 recommends it, so that two spellings are one value."""
    language, script, region, variants = shape.groups()
    parts = (language.lower(), (script or "").title(), (region or "").upper())
    return "-".join(part for part in parts if part) + variants.lower()


__all__ = [
    "Checked",
    "Choice",
    "CountryCode",
    "Flag",
    "Id",
    "IdOrText",
    "LanguageTag",
    "Line",
    "Pattern",
    "Prose",
    "WebAddress",
    "When",
    "Whole",
    "address_problem",
    "did_you_mean",
    "id_hint",
    "is_id",
]
