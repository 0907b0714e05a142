"""Whether quoted words stand in the passages cited, inside quotation marks there. The match itself is in `text`.

A quotation is judged only when every passage it may rest on can be read: a wrong reference is one mistake, not two.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic, Note, Span
from ..model import Cite, Entry, Library
from ..relate.blocks import Block, kind_of, known_blocks
from ..relate.placed import known_cites
from ..relate.ties import Tie, kept_paragraphs, ties_of, words_tie
from ..text import Finding, find_quotation, unbalanced_mark, unread_marks
from .context import Context, Passage, few, nearest, occurrence, passage, readable, shown, stretch, words_of

ALTERED = 0.75
"""How alike a passage is, by difflib's ratio, that quotation and source are taken for the same words, one changed."""


def quotations(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """Q101, Q102, Q103, Q104 and Q108 for the quotations and wordings of all blocks."""
    for block in known_blocks(context.library, kind_of(entry), entry):
        if not readable(context, block.scope) or (block.prose and unbalanced_mark(block.text) is not None):
            continue
        broken = (tie for tie in ties_of(block, context.library) if tie.start >= 0 and not tie.holds)
        yield from few(_broken(context, block, tie) for tie in broken)


def _broken(context: Context, block: Block, tie: Tie) -> Diagnostic:
    at = stretch(context, block, tie.start, tie.end)
    if not block.scope:
        return _without_cite(at, tie)
    if tie.finding is Finding.PROSE and tie.cite:
        return _outlet_prose(context, at, tie, tie.cite)
    near = nearest(context.library, tie.words, block.scope)
    if not tie.must_be_quoted:
        return _not_relied_on(context, at, tie.words, block.scope, near)
    return (
        _altered(context, at, tie, near) if near and near.ratio >= ALTERED else _absent(context, at, tie, block, near)
    )


def _without_cite(at: Span, tie: Tie) -> Diagnostic:
    message = f"quotation {shown(tie.words)} has no cite to be matched against"
    return finding("Q108", at, message, hint="cite the passage it stands in, or use single marks if nobody is quoted")


def _outlet_prose(context: Context, at: Span, tie: Tie, cite: Cite) -> Diagnostic:
    """The source says it, but nobody is quoted as saying it."""
    match = tie.matches[0]
    note = words_of(context, cite, match.start, tie.matches[-1].end, "the source's own words, outside quotation marks")
    hint = "take off the marks and retell it, or cite the passage where somebody is quoted"
    return finding("Q102", at, f"nobody is quoted as saying {shown(tie.words)}", hint=hint, notes=(note,))


def _altered(context: Context, at: Span, tie: Tie, near: Passage) -> Diagnostic:
    note = words_of(context, near.cite, near.start, near.end, "the passage it comes nearest to")
    hint = f"quote what stands there: {shown(near.words)}"
    return finding("Q103", at, f"quotation {shown(tie.words)} differs from '{near.cite}'", hint=hint, notes=(note,))


def _absent(context: Context, at: Span, tie: Tie, block: Block, near: Passage | None) -> Diagnostic:
    message = f"quotation {shown(tie.words)} does not stand in {_listed(block.scope)}"
    elsewhere = _quoted_elsewhere(context.library, tie.words, block.scope)
    if elsewhere:
        place = Note(passage(context, elsewhere), "it stands here")
        return finding("Q101", at, message, hint=f"it is quoted in '{elsewhere}': cite that", notes=(place,))
    hint = "quote the source's own words, or retell them without quotation marks"
    if near:
        hint = f"nearest is {shown(near.words)} in '{near.cite}'; {hint}"
    return finding("Q101", at, message, hint=hint)


def relied_on_words(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """Q104 for the `words` of a cite."""
    kind = kind_of(entry)
    for placed in known_cites(context.library, kind, entry):
        cite = placed.cite
        if cite.words and readable(context, (cite,)) and not words_tie(cite, context.library).holds:
            at = context.where(kind, entry.id, *placed.path[:-1], "words", needle=cite.words)
            yield _not_relied_on(context, at, cite.words, (cite,), nearest(context.library, cite.words, (cite,)))


def _not_relied_on(context: Context, at: Span, words: str, scope: tuple[Cite, ...], near: Passage | None) -> Diagnostic:
    message = f"words {shown(words)} do not stand in {_listed(scope)}"
    if near is None:
        return finding("Q104", at, message, hint="copy the words from the passage, character by character")
    note = words_of(context, near.cite, near.start, near.end, "the passage they come nearest to")
    return finding("Q104", at, message, hint=f"write what stands there: {shown(near.words)}", notes=(note,))


def unclosed_marks(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """Q105."""
    for block in known_blocks(context.library, kind_of(entry), entry):
        place = unbalanced_mark(block.text) if block.prose else None
        if place is not None:
            mark = block.text[place]
            at = context.where(
                block.kind, block.id, *block.path, needle=mark, nth=occurrence(block.text, place, place + 1)
            )
            hint = "close the quotation, or write single marks where nobody is quoted"
            yield finding("Q105", at, "quotation mark is never closed", hint=hint)


def unread(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """Q109."""
    for block in known_blocks(context.library, kind_of(entry), entry):
        for mark in few(unread_marks(block.text)) if block.prose else ():
            message = f"'{block.text[mark.start : mark.end]}' reads as a quotation mark and is not checked"
            hint = 'quote with "…", or write ‘…’ where nobody is quoted'
            yield finding("Q109", stretch(context, block, mark.start, mark.end), message, hint=hint)


def _quoted_elsewhere(library: Library, words: str, scope: tuple[Cite, ...]) -> Cite | None:
    """Another paragraph of the same sources that has the words inside quotation marks."""
    for name in dict.fromkeys(cite.source for cite in scope):
        for number, text in kept_paragraphs(library.sources[name]):
            if find_quotation(words, text).finding is Finding.QUOTED:
                return Cite(source=name, paragraph=number)
    return None


def _listed(cites: tuple[Cite, ...]) -> str:
    names = [f"'{cite}'" for cite in dict.fromkeys(Cite(source=one.source, paragraph=one.paragraph) for one in cites)]
    return ", ".join(names) if len(names) <= 3 else f"any of the {len(names)} passages cited"  # noqa: PLR2004 - readable
