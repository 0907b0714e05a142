"""One file of the content, from its bytes to the facts it states, or to everything that is wrong with it.

Values only: it is told what stands in the file, and of the site's settings no more than the language.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from .bodies import Body
from .diagnostics import Diagnostic, has_errors
from .hygiene import decode
from .model import Entry
from .schema import WITH_TEXT, Kind, countries_of, country_codes, read_entry
from .yamldoc import Document, read_yaml, split_front_matter

Name = tuple[Kind, str]


class Reading(msgspec.Struct, frozen=True):
    """What one file (or one country of the countries' file) gave."""

    kind: Kind
    id: str
    document: Document | None = None
    body: Body | None = None
    entry: Entry | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def readings(kind: Kind, id: str, path: str, data: bytes, language: str) -> tuple[Reading, ...]:
    """One reading a file; one a country for the countries' file, and if that fails, any country may stand in it."""
    return tuple(_with_facts(one, language) for one in opened(kind, id, path, data))


def opened(kind: Kind, id: str, path: str, data: bytes) -> tuple[Reading, ...]:
    """The same without the facts, and without what is wrong with them: documents and bodies."""
    text, wrong = decode(path, data)
    if text is None:
        return unreadable(kind, id, wrong)
    if kind is Kind.COUNTRIES:
        return tuple(_countries(path, text))
    if kind in WITH_TEXT:
        return (_with_text((kind, id), path, text),)
    document, wrong = read_yaml(path, text)
    return (Reading(kind, id, document, diagnostics=wrong),)


def unreadable(kind: Kind, id: str, wrong: tuple[Diagnostic, ...]) -> tuple[Reading, ...]:
    """For a file of which nothing is known."""
    names = country_codes() if kind is Kind.COUNTRIES else (id,)
    return tuple(Reading(kind, name, diagnostics=wrong) for name in names)


def _with_text(name: Name, path: str, text: str) -> Reading:
    front, wrong = split_front_matter(path, text)
    if front is None:
        return Reading(*name, diagnostics=wrong)
    document, wrong = read_yaml(path, front.yaml, front.first_line)
    return Reading(*name, document, Body(path, front.body, front.body_first_line), diagnostics=wrong)


def _countries(path: str, text: str) -> Iterator[Reading]:
    document, wrong = read_yaml(path, text)
    if document is None:
        yield from unreadable(Kind.COUNTRIES, "", wrong)
        return
    countries, more = countries_of(document)
    for code, own in countries:
        yield Reading(Kind.COUNTRIES, code, own, diagnostics=wrong + more)
    if not countries:
        yield Reading(Kind.COUNTRIES, "", diagnostics=wrong + more)


def _with_facts(found: Reading, language: str) -> Reading:
    if found.document is None:
        return found
    text, line = (found.body.text, found.body.first_line) if found.body else ("", 1)
    entry, more = read_entry(found.kind, found.id, found.document, language, body=text, body_line=line)
    kept = None if has_errors(found.diagnostics) else entry
    return msgspec.structs.replace(found, entry=kept, diagnostics=found.diagnostics + more)
