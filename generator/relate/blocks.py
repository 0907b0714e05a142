"""Every block of words the desk wrote, with the cites it stands on and its place in file and page.

One list serves the quotation check, the marks on source pages and the mentions: what one sees, all see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from ..inline import cites_in
from ..model import (
    Cite,
    CountryEntry,
    Entry,
    Library,
    Meeting,
    Organization,
    Page,
    Person,
    Series,
    Source,
    Topic,
    Value,
    WordingTrack,
)
from ..reads import Told
from .once import once

Path = tuple[str | int, ...]


class Block(Value):
    """One block of words.

    `cites` are its own, in order; `scope` those its quotations may rest on (for a name or summary: all of the page).
    `quotation`: the whole text is one (no marks around it). `verbatim`: the whole text must stand in a cited
    paragraph, quoted or not (a wording). `prose`: it is the desk's own Markdown.
    """

    kind: str
    id: str
    path: Path
    text: str
    cites: tuple[Cite, ...]
    scope: tuple[Cite, ...]
    anchor: str
    label: str
    quotation: bool = False
    verbatim: bool = False
    prose: bool = True


def blocks_of(kind: str, entry: Entry) -> tuple[Block, ...]:
    """All blocks of one entry, in the order a reader meets them."""
    match entry:
        case Meeting():
            return tuple(_of_meeting(entry))
        case Person() | Organization() | Series() | CountryEntry():
            return _note(kind, entry.id, "note", entry.note)
        case Topic():
            return _note(kind, entry.id, "scope", entry.scope)
        case WordingTrack():
            return _note(kind, entry.id, "of", entry.of) + _note(kind, entry.id, "caution", entry.caution)
        case Page():
            return _note(kind, entry.id, "text", entry.text)
        case _:
            return ()


@once
def all_blocks(library: Library) -> tuple[Block, ...]:
    """The blocks of all entries, kind by kind."""
    return tuple(block for kind, entry in entries(library) for block in known_blocks(library, kind, entry))


def known_blocks(library: Library, kind: str, entry: Entry) -> tuple[Block, ...]:
    """The blocks of an entry of this library, made once."""
    known = blocks_by_entry(library)
    key = (kind, entry.id)
    if key not in known:
        known[key] = blocks_of(kind, entry)
    return known[key]


@once
def blocks_by_entry(_library: Library) -> dict[tuple[str, str], tuple[Block, ...]]:
    """The blocks made so far, by kind and id."""
    return {}


def entries(library: Library) -> Iterator[tuple[str, Entry]]:
    """All entries with the name of their folder ("sources", "meetings", "people")."""
    for kind in KINDS:
        for entry in getattr(library, kind).values():
            yield kind, entry


def told_kinds(library: Library) -> dict[str, Mapping[str, Entry]]:
    """All entries by the name of their folder and by id, telling of which it was asked."""
    return {kind: Told(kind, getattr(library, kind), of_entries=True) for kind in KINDS}


KIND_OF: Mapping[type[Entry], str] = {
    Source: "sources",
    Meeting: "meetings",
    Person: "people",
    Organization: "organizations",
    Topic: "topics",
    Series: "series",
    WordingTrack: "wording",
    CountryEntry: "countries",
    Page: "pages",
}
"""The name of the folder of each kind of entry."""

KINDS = tuple(KIND_OF.values())


def kind_of(entry: Entry) -> str:
    """The name of the folder of an entry."""
    return _folder(type(entry))


@cache
def _folder(type_: type[Entry]) -> str:
    return next(kind for known, kind in KIND_OF.items() if issubclass(type_, known))


def page_cites(meeting: Meeting) -> tuple[Cite, ...]:
    """Every cite of a meeting once, points first: a source's letter on the page follows this order."""
    found: list[Cite] = []
    for point in meeting.points:
        found += [*point.cite, *cites_in(point.text), *point.state_cite]
    found += cites_in(meeting.summary)
    for quote in meeting.quotes:
        found += quote.cite
    for use in meeting.wording:
        found += use.cite
    for question in meeting.disagreements:
        found += [cite for reading in question.readings for cite in (*reading.cite, *cites_in(reading.text))]
    for assessment in meeting.assessment:
        found += [one for one in assessment.rests_on if isinstance(one, Cite)]
    if meeting.date_basis and meeting.date_basis.cite:
        found.append(meeting.date_basis.cite)
    found += [*meeting.place_cite, *meeting.ordinal_cite]
    for text in (meeting.note, *(question.resolution for question in meeting.disagreements)):
        found += cites_in(text or "")
    return tuple(dict.fromkeys(found))


def _of_meeting(meeting: Meeting) -> Iterator[Block]:
    page = page_cites(meeting)

    def block(
        path: Path, text: str | None, label: str, anchor: str, cites: tuple[Cite, ...] = (), *, wide: bool = False
    ) -> Iterator[Block]:
        """`wide`: a quotation may rest on any passage the page cites."""
        if text:
            own = (*cites, *cites_in(text))
            scope = tuple(dict.fromkeys((*own, *page))) if wide else own
            yield Block(
                kind="meetings", id=meeting.id, path=path, text=text, cites=own, scope=scope, anchor=anchor, label=label
            )

    yield from block(("name",), meeting.name, "headline", "", wide=True)
    yield from block(("summary",), meeting.summary, "summary", "", wide=True)
    for number, point in enumerate(meeting.points):
        label = f"statement {number + 1}"
        yield from block(("points", number, "text"), point.text, label, point.id, point.cite)
        yield from block(("points", number, "note"), point.note, label, point.id, point.cite)
    for number, quote in enumerate(meeting.quotes):
        at: Path = ("quotes", number, "text")
        yield Block(
            kind="meetings",
            id=meeting.id,
            path=at,
            text=quote.text,
            cites=quote.cite,
            scope=quote.cite,
            anchor=f"quote-{number + 1}",
            label=f"quotation {number + 1}",
            quotation=True,
            prose=False,
        )
        yield from block(
            ("quotes", number, "note"), quote.note, f"quotation {number + 1}", f"quote-{number + 1}", quote.cite
        )
    for use in meeting.wording:
        yield Block(
            kind="meetings",
            id=meeting.id,
            path=("wording", use.track, "text"),
            text=use.text,
            cites=use.cite,
            scope=use.cite,
            anchor=f"wording-{use.track}",
            label="wording",
            verbatim=True,
            prose=False,
        )
        yield from block(("wording", use.track, "note"), use.note, "wording", f"wording-{use.track}", use.cite)
    for number, question in enumerate(meeting.disagreements):
        at = ("disagreements", number)
        yield from block((*at, "question"), question.question, "disagreement", "disputed", wide=True)
        for one, reading in enumerate(question.readings):
            yield from block((*at, "readings", one, "text"), reading.text, "disagreement", "disputed", reading.cite)
        yield from block((*at, "resolution"), question.resolution, "disagreement", "disputed", wide=True)
    for number, assessment in enumerate(meeting.assessment):
        basis = tuple(one for one in assessment.rests_on if isinstance(one, Cite))
        yield from block(("assessment", number, "text"), assessment.text, "assessment", "assessment", basis, wide=True)
    yield from block(("note",), meeting.note, "note", "note", wide=True)


def _note(kind: str, id: str, field: str, text: str | None) -> tuple[Block, ...]:
    if not text:
        return ()
    cites = cites_in(text)
    return (Block(kind=kind, id=id, path=(field,), text=text, cites=cites, scope=cites, anchor="", label=field),)


def office_cites(person: Person) -> tuple[Cite, ...]:
    """The cites a person's offices rest on."""
    return tuple(cite for office in person.memberships for cite in office.cite)
