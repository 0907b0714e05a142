"""Whether every cite leads to a paragraph that readers can see. What stands there is for the quotation checks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic, Note, Span
from ..inline import InlineCite, inline_cites
from ..model import Entry, Source
from ..relate.blocks import kind_of, known_blocks
from ..relate.placed import known_cites
from ..relate.ties import kept_paragraphs, skip_of
from ..text import word_count
from .context import Context, did_you_mean, few, passage, stretch


def cites_without_paragraph(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """R102 for cites in prose; in fields the schema sees them, because no cite can be made of them."""
    for block in known_blocks(context.library, kind_of(entry), entry):
        marks = inline_cites(block.text) if block.prose else ()
        for start, piece in few(unread for mark in marks for unread in _unread(block.text, mark)):
            yield _without_paragraph(context, stretch(context, block, start, start + len(piece)), piece)


def _unread(text: str, mark: InlineCite) -> Iterator[tuple[int, str]]:
    """What stands between the semicolons of a mark and is no cite, and where; an empty mark is all of itself."""
    if mark.unread == ("",):
        yield mark.start, text[mark.start : mark.end]
    for found in re.finditer(r"[^;]+", text[mark.start + 1 : mark.end - 1]) if mark.unread else ():
        piece = found[0].strip().removeprefix("@")
        if piece and piece in mark.unread:
            yield mark.start + 1 + found.start() + found[0].index(piece), piece


def _without_paragraph(context: Context, at: Span, piece: str) -> Diagnostic:
    name = piece.split("#", maxsplit=1)[0]
    known = name if name in context.library.sources else did_you_mean(name, context.library.sources)
    look = f"; 'briefbook show {known}' numbers them" if known else ""
    hint = f"add the paragraph the sentence rests on, as in [@{known or 'source'}#p3]{look}"
    return finding("R102", at, f"cite '{piece}' names no paragraph", hint=hint)


def cites_of_missing_paragraphs(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """R103."""
    kind = kind_of(entry)
    for placed in known_cites(context.library, kind, entry):
        cite, source = placed.cite, context.library.sources.get(placed.cite.source)
        if source and not 1 <= cite.paragraph <= len(source.paragraphs):
            yield finding(
                "R103",
                context.where(kind, entry.id, *placed.path, needle=str(cite)),
                f"source '{source.id}' has no paragraph {cite.paragraph}",
                hint=_last(source),
            )


def _last(source: Source) -> str:
    last = len(source.paragraphs)
    return f"it has {last}: cite one of p1 to p{last}" if last else "its text is empty: put it below the fields"


def cites_of_skipped_paragraphs(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """R104, with the reason the paragraph was set aside."""
    kind = kind_of(entry)
    for placed in known_cites(context.library, kind, entry):
        cite, source = placed.cite, context.library.sources.get(placed.cite.source)
        skip = skip_of(source, cite.paragraph) if source and cite.paragraph <= len(source.paragraphs) else None
        if source and skip:
            near = next((number for number in _with_words(source) if number > cite.paragraph), 0)
            yield finding(
                "R104",
                context.where(kind, entry.id, *placed.path, needle=str(cite)),
                f"paragraph {cite.paragraph} of '{source.id}' is skipped: {skip.reason}",
                hint=f"cite a paragraph of the article{f' (it goes on at p{near})' if near else ''}, or correct skip",
                notes=(Note(passage(context, cite), "the skipped paragraph"),),
            )


def _with_words(source: Source) -> Iterator[int]:
    return (number for number, text in kept_paragraphs(source) if word_count(text))
