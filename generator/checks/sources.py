"""What the desk has captured and not used. Says so; that a source must be used is nobody's rule."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic
from ..model import Source
from ..relate.citations import Citations, citations
from ..relate.placed import all_cites
from ..relate.ties import kept_paragraphs
from ..text import quoted_spans, word_count
from .context import Context


def never_cited(context: Context) -> Iterator[Diagnostic]:
    """R109. Not asked while files that may cite it cannot be read."""
    if context.failed:
        return
    cited = {placed.cite.source for _, _, placed in all_cites(context.library)}
    for source in context.library.sources.values():
        if source.id not in cited:
            at = context.where("sources", source.id, "title")
            hint = "cite it where it supports a point, or take the file out of content/sources"
            yield finding("R109", at, f"source '{source.id}' is never cited", hint=hint)


def unused_passages(context: Context) -> Iterator[Diagnostic]:
    """I103: paragraphs and quotations of a cited source that nothing rests on."""
    if context.failed:
        return
    used = citations(context.library)
    cited = {name for name, _ in used}
    for source in context.library.sources.values():
        paragraphs, quotations = _unused(source, used)
        if source.id in cited and (paragraphs or quotations):
            parts = [f"paragraphs {ranges(paragraphs)} are not cited"] if paragraphs else []
            parts += [f"quotations in {ranges(quotations)} are not used"] if quotations else []
            at = context.where("sources", source.id, "title")
            yield finding("I103", at, "; ".join(parts), hint="look whether a point is missing; nothing has to be cited")


def _unused(source: Source, used: Citations) -> tuple[list[int], list[int]]:
    """Numbers of the paragraphs never cited, and of those with a quotation of which no word is matched."""
    paragraphs, quotations = [], []
    for number, text in kept_paragraphs(source):
        if not word_count(text):
            continue
        places = used.get((source.id, number), ())
        matches = [match for place in places for match in place.matches]
        if not places:
            paragraphs.append(number)
        if any(
            not any(match.start < span.end and span.start < match.end for match in matches)
            for span in quoted_spans(text)
        ):
            quotations.append(number)
    return paragraphs, quotations


def ranges(numbers: list[int]) -> str:
    """`p3, p5–p7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"p{run[0]}" if len(run) == 1 else f"p{run[0]}–p{run[-1]}" for run in runs)
