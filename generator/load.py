"""From a content folder to a Library: every file read, every mistake of every file reported in one run.

A file that fails hides no other: the Library holds the entries that could be read, and `failed` names the rest, so that
a reference to one of them is not called unresolved. Positions stay in the documents and never reach the facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from .bodies import Body
from .codes import finding
from .diagnostics import Diagnostic, Span, has_errors, in_order
from .files import SITE_FILE, Found, walk
from .model import (
    CountryEntry,
    Entry,
    Library,
    Meeting,
    Organization,
    Page,
    Person,
    Series,
    SiteSettings,
    Source,
    Topic,
    WordingTrack,
)
from .schema import WITH_TEXT, Kind, countries_of, country_codes, read_entry, read_site
from .yamldoc import Document, read_yaml, split_front_matter

E = TypeVar("E", bound=Entry)
Name = tuple[Kind, str]

STAND_IN = SiteSettings(title="", base_url="http://localhost/")
"""Settings with which the other files are still judged when the site's own cannot be read; nothing is built from it."""


class Loaded(msgspec.Struct, frozen=True):
    """A content folder as read. Keys are kind and id; `documents` and `bodies` are where facts stand in the files.

    `library` is None only if there is no content folder. `failed` names what is there and could not be read.
    """

    library: Library | None
    documents: Mapping[Name, Document]
    bodies: Mapping[Name, Body]
    failed: frozenset[Name]
    diagnostics: tuple[Diagnostic, ...]


class _Reading(msgspec.Struct, frozen=True):
    """What one file (or one country of the countries' file) gave."""

    kind: Kind
    id: str
    document: Document | None = None
    body: Body | None = None
    entry: Entry | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def load(content: Path) -> Loaded:
    """All entries of a content folder with the places where they stand, and all that is wrong with them."""
    if not content.is_dir():
        what = "is not a folder" if content.exists() else "is not there"
        hint = "run 'briefbook init' to begin a site here, or say where it is with --content"
        wrong = finding("C101", Span(content.as_posix()), f"content folder '{content.as_posix()}' {what}", hint)
        return Loaded(None, {}, {}, frozenset(), (wrong,))
    walked = tuple(walk(content))
    files = [entry for entry in walked if isinstance(entry, Found)]
    log = [entry for entry in walked if isinstance(entry, Diagnostic)]
    site, site_document, problems = _site(content, files)
    log.extend(problems)
    readings = [reading for file in files if file.kind is not Kind.SITE for reading in _read(file, site or STAND_IN)]
    log.extend(diagnostic for reading in readings for diagnostic in reading.diagnostics)
    documents = {(reading.kind, reading.id): reading.document for reading in readings if reading.document}
    if site_document is not None:
        documents[Kind.SITE, "site"] = site_document
    bodies = {(reading.kind, reading.id): reading.body for reading in readings if reading.body}
    failed = {(reading.kind, reading.id) for reading in readings if reading.entry is None and reading.id}
    failed |= set() if site else {(Kind.SITE, "site")}
    library = _library(site or STAND_IN, readings)
    return Loaded(library, documents, bodies, frozenset(failed), in_order(log))


def _site(content: Path, files: Iterable[Found]) -> tuple[SiteSettings | None, Document | None, tuple[Diagnostic, ...]]:
    file = next((file for file in files if file.kind is Kind.SITE), None)
    if file is None:
        hint = "run 'briefbook init' to begin a site, or write title: and base_url: into this file"
        at = Span((content / SITE_FILE).as_posix())
        return None, None, (finding("C102", at, "the site has no site.yaml", hint),)
    if file.text is None:
        return None, None, file.diagnostics
    document, wrong = read_yaml(file.path, file.text)
    if document is None:
        return None, None, wrong
    site, more = read_site(document)
    return (None if has_errors(wrong) else site), document, wrong + more


def _read(file: Found, site: SiteSettings) -> Iterator[_Reading]:
    """One reading a file; one a country for the countries' file, and if that fails, any country may stand in it."""
    if file.text is None:
        names = country_codes() if file.kind is Kind.COUNTRIES else (file.id,)
        yield from (_Reading(file.kind, name, diagnostics=file.diagnostics) for name in names)
    elif file.kind is Kind.COUNTRIES:
        yield from _countries(file.path, file.text, site)
    elif file.kind in WITH_TEXT:
        yield _with_text(file, file.text, site)
    else:
        document, wrong = read_yaml(file.path, file.text)
        yield _reading((file.kind, file.id), document, wrong, site)


def _with_text(file: Found, text: str, site: SiteSettings) -> _Reading:
    front, wrong = split_front_matter(file.path, text)
    if front is None:
        return _Reading(file.kind, file.id, diagnostics=wrong)
    document, wrong = read_yaml(file.path, front.yaml, front.first_line)
    body = Body(file.path, front.body, front.body_first_line)
    return _reading((file.kind, file.id), document, wrong, site, body)


def _countries(path: str, text: str, site: SiteSettings) -> Iterator[_Reading]:
    document, wrong = read_yaml(path, text)
    if document is None:
        yield from (_Reading(Kind.COUNTRIES, code, diagnostics=wrong) for code in country_codes())
        return
    countries, more = countries_of(document)
    for code, own in countries:
        yield _reading((Kind.COUNTRIES, code), own, wrong + more, site)
    if not countries:
        yield _Reading(Kind.COUNTRIES, "", diagnostics=wrong + more)


def _reading(
    name: Name,
    document: Document | None,
    wrong: tuple[Diagnostic, ...],
    site: SiteSettings,
    body: Body | None = None,
) -> _Reading:
    if document is None:
        return _Reading(*name, None, body, None, wrong)
    text, line = (body.text, body.first_line) if body else ("", 1)
    entry, more = read_entry(*name, document, site, body=text, body_line=line)
    return _Reading(*name, document, body, None if has_errors(wrong) else entry, wrong + more)


def _library(site: SiteSettings, readings: Iterable[_Reading]) -> Library:
    by_kind: dict[Kind, list[Entry]] = defaultdict(list)
    for reading in readings:
        if reading.entry is not None:
            by_kind[reading.kind].append(reading.entry)
    return Library(
        site=site,
        sources={entry.id: entry for entry in _sorted(by_kind[Kind.SOURCES], Source)},
        meetings={entry.id: entry for entry in _sorted(by_kind[Kind.MEETINGS], Meeting)},
        people={entry.id: entry for entry in _sorted(by_kind[Kind.PEOPLE], Person)},
        organizations={entry.id: entry for entry in _sorted(by_kind[Kind.ORGANIZATIONS], Organization)},
        topics={entry.id: entry for entry in _sorted(by_kind[Kind.TOPICS], Topic)},
        series={entry.id: entry for entry in _sorted(by_kind[Kind.SERIES], Series)},
        wording={entry.id: entry for entry in _sorted(by_kind[Kind.WORDING], WordingTrack)},
        countries={entry.id: entry for entry in _sorted(by_kind[Kind.COUNTRIES], CountryEntry)},
        pages={entry.id: entry for entry in _sorted(by_kind[Kind.PAGES], Page)},
    )


def _sorted(entries: Iterable[Entry], kind: type[E]) -> list[E]:
    return sorted((entry for entry in entries if isinstance(entry, kind)), key=lambda entry: entry.id)
