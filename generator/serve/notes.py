"""What an analyst is told beside a page: that it is a draft, where in the files its statements are written, and what
its sources say that nothing cites yet.

For the preview alone. Withheld words may stand here, for who reads this has the files; no page is made from it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

import msgspec

from ..checks.context import TEXT, Where, occurrence
from ..diagnostics import Span
from ..excerpt import CUT, visible
from ..model import Entry, Meeting, Page, Person, PointRef, Source, SourceId, Status
from ..plan import Desk, Part, pages_of, urls
from ..relate.blocks import page_cites
from ..relate.citations import uncited
from ..relate.ties import kept_paragraphs
from ..views import TextView
from .editor import address

WHOLE = "main"
"""The id of everything on a page between its head and its foot: an edit of it is one of what the entry begins with."""

BEGINNINGS = ("summary", "note", "scope", "of", "text", "title", "name")
"""The fields an entry may begin with, the first that it has."""

SECTIONS = (
    *(("people", "absent"), ("people", "participants")),
    *(("disputed", "disagreements"), ("assessment", "assessment"), ("note", "note")),
)
"""Parts of a meeting's page and the fields they show; of two, the later if it is there."""

LONGEST = 200
"""Characters of a passage that are shown."""

MOST = 200
"""Passages of one source; of more their number is told."""

BANNERS = {
    Status.DRAFT: "Draft: not on the published site.",
    Status.WITHDRAWN: "Withdrawn: its page stays on the published site and says so; no list leads to it.",
}

_HEADING = re.compile(r"^ {0,3}##(?!#)[ \t]*(.+?)[ \t]*#*[ \t]*$|^(?=\S)(.+)\n-+[ \t]*$", re.MULTILINE)
_HEADING_ID = re.compile(r'<h2 id="([^"]*)">')

Path = tuple[str | int, ...]


class File(msgspec.Struct, frozen=True):
    """A place in a file in words, and the address that opens it; "" without an editor."""

    label: str
    open: str


class Edit(msgspec.Struct, frozen=True):
    """The element of a page with this id, and where its words are written."""

    id: str
    label: str
    open: str


class Passage(msgspec.Struct, frozen=True):
    """The beginning of a paragraph that nothing cites; `withheld`: rights keep it from the built site."""

    id: str
    text: str
    withheld: bool


class Uncited(msgspec.Struct, frozen=True):
    """A source and what nothing cites of it; `more` than these there are so many."""

    title: str
    path: str
    passages: tuple[Passage, ...]
    more: int


class Notes(msgspec.Struct, frozen=True):
    """All of it; `draft` is "" and `file` None where there is nothing to say."""

    draft: str = ""
    file: File | None = None
    edits: tuple[Edit, ...] = ()
    uncited: tuple[Uncited, ...] = ()


def notes_of(desk: Desk, where: Where, parts: Iterable[Part], name: str) -> bytes:
    """The notes on the file of this name as JSON. `parts`: those of the site that it may be among. On other pages of an
    entry than its first there are no statements of its own.
    """
    editor = desk.known.site.editor
    part = next((one for one in parts if one.id), Part("home" if name == "index.html" else "", ""))
    found = notes(desk, where, part, editor)
    if part.id and name != urls.file_of(urls.path_of(part.kind, part.id)):
        found = Notes(draft=found.draft, file=found.file)
    return msgspec.json.encode(found)


def notes(desk: Desk, where: Where, part: Part, editor: str) -> Notes:
    """The notes on the first page of a part. The settings of the site are the file of its home page."""
    if not part.id:
        return Notes(file=_file(where("site", "site"), editor)) if part.kind == "home" else Notes()
    entry: Entry = getattr(desk.known, part.kind)[part.id]
    return Notes(
        draft=BANNERS.get(entry.status, "") if isinstance(entry, Meeting) else "",
        file=_file(where(part.kind, part.id), editor),
        edits=tuple(
            Edit(anchor, visible(f"{at.path}:{at.line}"), address(editor, at.path, at.line, at.column))
            for anchor, at in _places(desk, where, part, entry)
        ),
        uncited=tuple(_uncited(desk, entry)),
    )


def _file(at: Span, editor: str) -> File:
    return File(visible(at.path), address(editor, at.path, at.line, at.column))


# --- where it is written


def _places(desk: Desk, where: Where, part: Part, entry: Entry) -> Iterator[tuple[str, Span]]:
    """The ids on an entry's page, and where is written what stands there."""
    yield from ((anchor, where(part.kind, part.id, *path)) for anchor, path in _statements(desk, entry))
    if isinstance(entry, Page):
        yield from _headings(desk, where, part, entry)


def _statements(desk: Desk, entry: Entry) -> Iterator[tuple[str, Path]]:
    """The same by fields."""
    yield WHOLE, (next((name for name in BEGINNINGS if getattr(entry, name, None)), ""),)
    match entry:
        case Meeting():
            yield from _of_meeting(desk, entry)
        case Source():
            yield from ((f"p{number}", (TEXT, number)) for number, _ in kept_paragraphs(entry))
        case Person(memberships=(_, *_)):
            yield "roles", ("memberships",)


def _of_meeting(desk: Desk, meeting: Meeting) -> Iterator[tuple[str, Path]]:
    numbers = {point.id: number for number, point in enumerate(meeting.points)}
    yield from ((id, ("points", number, "text")) for id, number in numbers.items())
    for one in desk.undertaken.get(meeting.id, ()):
        ref = PointRef(meeting=meeting.id, point=one.point.id)
        yield urls.commitment_anchor(ref), ("points", numbers[one.point.id], "text")
    yield from ((f"quote-{number + 1}", ("quotes", number, "text")) for number in range(len(meeting.quotes)))
    yield from ((f"wording-{use.track}", ("wording", use.track, "text")) for use in meeting.wording)
    yield from ((f"correction-{number + 1}", ("corrections", number)) for number in range(len(meeting.corrections)))
    yield from {anchor: (field,) for anchor, field in SECTIONS if getattr(meeting, field)}.items()


def _headings(desk: Desk, where: Where, part: Part, entry: Page) -> Iterator[tuple[str, Span]]:
    """The headings of a text, where those of the page and those of the file are as many."""
    view = next(iter(pages_of(desk, part, search=False)))
    ids = _HEADING_ID.findall(view.html.markup) if isinstance(view, TextView) else []
    written = tuple(_HEADING.finditer(entry.text))
    if len(ids) == len(written):
        for id, heading in zip(ids, written, strict=True):
            start, end = heading.span(heading.lastindex or 0)
            nth = occurrence(entry.text, start, end)
            yield id, where("pages", entry.id, "text", needle=entry.text[start:end], nth=nth)


# --- what nothing cites


def _uncited(desk: Desk, entry: Entry) -> Iterator[Uncited]:
    """By source: those that a meeting cites, or a source itself."""
    own: Container[tuple[SourceId, int]] = ()
    names: Iterable[SourceId] = ()
    if isinstance(entry, Meeting):
        own, names = {cite.passage for cite in page_cites(entry)}, desk.sources_on(entry)  # just written, perhaps
    elif isinstance(entry, Source):
        names = (entry.id,)
    for source in (desk.known.sources[name] for name in names):
        numbers = range(1, len(source.paragraphs) + 1)
        cited = {one for one in numbers if (source.id, one) in desk.cited or (source.id, one) in own}
        found = tuple(uncited(source, cited))
        if found:
            withheld = desk.withheld[source.id]
            passages = (Passage(f"p{number}", beginning(text), number in withheld) for number, text in found[:MOST])
            title, path = visible(urls.name_of(source)), urls.path_of("sources", source.id)
            yield Uncited(title, path, tuple(passages), len(found[MOST:]))


def beginning(text: str) -> str:
    """The first words of a text on one line, with what is invisible made visible; a word is cut only if it is longer
    than all there is room for.
    """
    near = 8 * LONGEST
    words = " ".join(text[:near].split())
    if len(words) <= LONGEST and len(text) <= near:
        return visible(words)
    cut = words[: LONGEST + 1].rpartition(" ")[0] or words[:LONGEST]
    return visible(cut) + CUT
