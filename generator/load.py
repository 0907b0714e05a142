"""From a content folder to a Library: every file read, every mistake of every file reported in one run.

A file that fails hides no other: the Library holds the entries that could be read, and `failed` names the rest, so that
a reference to one of them is not called unresolved. Positions stay in the documents and never reach the facts. With a
shelf or without, all of it is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from .bodies import Body
from .codes import finding
from .diagnostics import Diagnostic, Span, has_errors, in_order
from .files import SITE_FILE, Found, again, walk
from .hygiene import decode
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
from .places import Later, Placed
from .reading import Name, Reading, opened, readings, unreadable
from .schema import Kind, read_site
from .shelf import Shelf
from .shelved import LastRead, Part
from .yamldoc import Document, read_yaml

E = TypeVar("E", bound=Entry)

STAND_IN = SiteSettings(title="", base_url="http://localhost/")
"""Settings with which the other files are still judged when the site's own cannot be read; nothing is built from it."""


class Loaded(msgspec.Struct, frozen=True):
    """A content folder as read. Keys are kind and id; `documents` and `bodies` are where facts stand in the files, and
    those of files that were not read, as they are on the shelf, are parsed when they are asked for. After `let_go` all
    are.

    `library` is None only if there is no content folder. `failed` names what is there and could not be read. `digests`
    are of the content of the files that could be, by what stands in them.
    """

    library: Library | None
    documents: Mapping[Name, Document]
    bodies: Mapping[Name, Body]
    failed: frozenset[Name]
    diagnostics: tuple[Diagnostic, ...]
    digests: Mapping[Name, bytes]
    let_go: Callable[[], None] = lambda: None


class _Gathered:
    """What the files gave, as it comes in. A document or body that is there and was not parsed is None."""

    def __init__(self) -> None:
        self.entries: dict[Kind, list[Entry]] = defaultdict(list)
        self.documents: dict[Name, Document | None] = {}
        self.bodies: dict[Name, Body | None] = {}
        self.failed: set[Name] = set()
        self.files: dict[Name, Found] = {}
        self.digests: dict[Name, bytes] = {}
        self.log: list[Diagnostic] = []

    def read(self, file: Found, one: Reading) -> None:
        """What was read now."""
        self._facts(one.kind, one.id, one.entry, one.diagnostics)
        self.stands(file, one.id)
        self.files[one.kind, one.id] = file
        if one.document is not None:
            self.documents[one.kind, one.id] = one.document
        if one.body is not None:
            self.bodies[one.kind, one.id] = one.body

    def recalled(self, file: Found, one: Part[Entry]) -> None:
        """What was read earlier."""
        name = file.kind, one.id
        self._facts(*name, one.entry, one.diagnostics)
        self.stands(file, one.id)
        self.files[name] = file
        if one.document:
            self.documents[name] = None
        if one.body:
            self.bodies[name] = None

    def stands(self, file: Found, id: str) -> None:
        """In which file an entry stands."""
        if file.read is not None:
            self.digests[file.kind, id] = file.read.digest

    def _facts(self, kind: Kind, id: str, entry: Entry | None, diagnostics: tuple[Diagnostic, ...]) -> None:
        if entry is not None:
            self.entries[kind].append(entry)
        elif id:
            self.failed.add((kind, id))
        self.log += diagnostics


def load(content: Path, shelf: Shelf | None = None) -> Loaded:
    """All entries of a content folder with the places where they stand, and all that is wrong with them. Of files that
    are as they were when the shelf was filled, it takes from there what they gave.
    """
    if not content.is_dir():
        what = "is not a folder" if content.exists() else "is not there"
        hint = "run 'briefbook init' to begin a site here, or say where it is with --content"
        wrong = finding("C101", Span(content.as_posix()), f"content folder '{content.as_posix()}' {what}", hint)
        return Loaded(None, {}, {}, frozenset(), (wrong,), {})
    earlier = LastRead(shelf)
    got = _Gathered()
    site: SiteSettings | None = None
    settings = _site(content, None)
    for one in walk(content, earlier.noted):  # the settings come first; what they say of the language counts for all
        if isinstance(one, Diagnostic):
            got.log.append(one)
        elif one.kind is Kind.SITE:
            settings = _site(content, one)
            site = settings[0]
        else:
            _gather(got, earlier, content, one, (site or STAND_IN).language)
    earlier.done()
    _, site_document, problems = settings
    if site_document is not None:
        got.documents[Kind.SITE, "site"] = site_document
    if site is None:
        got.failed.add((Kind.SITE, "site"))
    later = Later(got.files, lambda file: _opened(file, content))
    documents, bodies = Placed(got.documents, later.document), Placed(got.bodies, later.body)

    def let_go() -> None:
        documents.let_go(got.files.keys())
        bodies.let_go(got.files.keys())
        later.let_go()

    return Loaded(
        library=_library(site or STAND_IN, got.entries),
        documents=documents,
        bodies=bodies,
        failed=frozenset(got.failed),
        diagnostics=in_order((*problems, *got.log)),
        digests=got.digests,
        let_go=let_go,
    )


def _gather(got: _Gathered, earlier: LastRead, content: Path, file: Found, language: str) -> None:
    """What a file gives: as it is known, or else read."""
    kept = earlier.kept(file, language)
    if kept is not None:
        for part in kept.parts:
            got.recalled(file, part)
        return
    if file.data is None and not file.diagnostics:
        file = again(file, content)
    if file.data is None:
        found = unreadable(file.kind, file.id, file.diagnostics)
    else:
        found = readings(file.kind, file.id, file.path, file.data, language)
        earlier.keep(file, found, language)
    bare = msgspec.structs.replace(file, data=None)
    for one in found:
        got.read(bare, one)


def _opened(file: Found, content: Path) -> tuple[Reading, ...]:
    """What stands in a file that was not read; nothing if it has changed since it was."""
    fresh = again(file, content)
    if fresh.data is None or fresh.read is None or file.read is None or fresh.read.digest != file.read.digest:
        return ()
    return opened(file.kind, file.id, file.path, fresh.data)


def _site(content: Path, file: Found | None) -> tuple[SiteSettings | None, Document | None, tuple[Diagnostic, ...]]:
    """The settings; `file` is None if they are not there."""
    if file is None:
        hint = "run 'briefbook init' to begin a site, or write title: and base_url: into this file"
        at = Span((content / SITE_FILE).as_posix())
        return None, None, (finding("C102", at, "the site has no site.yaml", hint),)
    if file.data is None:
        return None, None, file.diagnostics
    text, wrong = decode(file.path, file.data)
    if text is None:
        return None, None, wrong
    document, wrong = read_yaml(file.path, text)
    if document is None:
        return None, None, wrong
    site, more = read_site(document)
    return (None if has_errors(wrong) else site), document, wrong + more


def _library(site: SiteSettings, by_kind: Mapping[Kind, Iterable[Entry]]) -> Library:
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
