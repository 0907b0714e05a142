"""A source as an analyst reads it to cite from it: numbered paragraphs, what is set aside and why, what cites what.

Returns text or JSON and never prints; who cites a paragraph is decided in `relate.citations`.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from .excerpt import visible, wrapped
from .model import Library, NameOrText, OrganizationId, Source
from .relate.citations import Citation, Citations, citations
from .relate.ties import skip_of
from .report import counted


class Citing(msgspec.Struct, frozen=True, kw_only=True):
    """A place that cites a paragraph: `entry` as folder and id, `anchor` on its page, the words it relies on there."""

    entry: str
    anchor: str
    place: str
    words: tuple[str, ...]


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A captured paragraph. `skipped` is the reason it is set aside, or ""."""

    reference: str
    text: str
    skipped: str
    cited_by: tuple[Citing, ...]


class ShownSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source with its paragraphs, the skipped ones too."""

    id: str
    title: str
    publisher: str
    issued: str
    paragraphs: tuple[Paragraph, ...]


def shown_source(library: Library, source: Source) -> ShownSource:
    """What there is to show of `source`."""
    cited = citations(library)
    return ShownSource(
        id=source.id,
        title=source.title or "title not known",
        publisher=_publisher(library, source.publisher),
        issued=source.issued.text if source.issued else "date not known",
        paragraphs=tuple(_paragraph(source, number, cited) for number in range(1, len(source.paragraphs) + 1)),
    )


def as_text(shown: ShownSource, width: int, *, colour: bool) -> str:
    """The source for the terminal, wrapped to `width` columns."""
    total = len(shown.paragraphs)
    skipped = sum(1 for one in shown.paragraphs if one.skipped)
    cited = sum(1 for one in shown.paragraphs if one.cited_by)
    head = [
        *wrapped(f"{shown.id}: {shown.title}", width),
        *wrapped(f"{shown.publisher}, {shown.issued}", width),
        f"{counted(total, 'paragraph')}: {cited} cited, {total - cited - skipped} cited by nothing, {skipped} skipped",
    ]
    margin = max((len(_number(one)) for one in shown.paragraphs), default=2) + 3
    blocks = ["\n".join(_rows(one, margin, width, colour=colour)) for one in shown.paragraphs]
    return "\n\n".join(["\n".join(head), *blocks])


def as_json(shown: ShownSource) -> bytes:
    """The same as one JSON document."""
    return msgspec.json.format(msgspec.json.encode(shown), indent=2)


def _paragraph(source: Source, number: int, cited: Citations) -> Paragraph:
    """One paragraph with what cites it."""
    text = source.paragraphs[number - 1]
    skip = skip_of(source, number)
    places = cited.get((source.id, number), ())
    return Paragraph(
        reference=f"{source.id}#p{number}",
        text=text,
        skipped=skip.reason if skip else "",
        cited_by=tuple(_citing(place, text) for place in places),
    )


def _citing(place: Citation, text: str) -> Citing:
    """One citing place, with the words of the paragraph it relies on."""
    words = dict.fromkeys(text[match.start : match.end] for match in place.matches)
    return Citing(entry=f"{place.kind}/{place.id}", anchor=place.anchor, place=place.label, words=tuple(words))


def _publisher(library: Library, publisher: NameOrText | None) -> str:
    """The publisher's name, or that it is not known."""
    if publisher is None:
        return "publisher not known"
    entry = library.organizations.get(OrganizationId(publisher.id))
    return entry.name if entry else publisher.text or publisher.id


def _number(paragraph: Paragraph) -> str:
    """`p7`."""
    return paragraph.reference.rpartition("#")[2]


def _rows(paragraph: Paragraph, margin: int, width: int, *, colour: bool) -> Iterator[str]:
    """The lines of one paragraph: its text, then what cites it; a skipped one is greyed and says why."""
    room = max(width - margin, 20)
    number = _number(paragraph).rjust(margin - 2)
    if paragraph.skipped:
        text = [f"[skipped: {visible(paragraph.skipped)}]", *wrapped(paragraph.text, room)]
    else:
        text = [*wrapped(paragraph.text, room)]
    ink = "2" if paragraph.skipped else ""
    for position, row in enumerate(text):
        start = number if position == 0 else " " * (margin - 2)
        yield _paint(f"{start}  {row}", ink, colour=colour)
    for place in paragraph.cited_by:
        yield from _citing_rows(place, margin, room, colour=colour)
    if not paragraph.cited_by and not paragraph.skipped:
        yield _paint(f"{' ' * margin}-- nothing cites this", "33", colour=colour)


def _citing_rows(place: Citing, margin: int, room: int, *, colour: bool) -> Iterator[str]:
    """Where it is cited, and for which words."""
    words = "".join(f' "{word}"' for word in place.words)
    anchor = f"#{place.anchor}" if place.anchor else ""
    rows = wrapped(f"{place.entry}{anchor} ({place.place}){':' if words else ''}{words}", room - 3)
    for position, row in enumerate(rows):
        yield _paint(f"{' ' * margin}{'<- ' if position == 0 else '   '}{row}", "36", colour=colour)


def _paint(text: str, ink: str, *, colour: bool) -> str:
    """`text` in an ANSI style, if colour is wanted."""
    return f"\x1b[{ink}m{text}\x1b[0m" if colour and ink else text
