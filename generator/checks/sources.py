"""What the desk has captured and not used. Says so; that a source must be used is nobody's rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..codes import finding
from ..diagnostics import Diagnostic
from ..model import Source
from ..relate.citations import Citation, citations_by_source, uncited
from ..relate.rights import cited_paragraphs
from ..relate.ties import worded_paragraphs
from ..text import quoted_spans
from .context import Context


def never_cited(context: Context, source: Source) -> Iterator[Diagnostic]:
    """R109. Not asked while files that may cite it cannot be read."""
    if not context.failed and source.id not in cited_paragraphs(context.library):
        at = context.where("sources", source.id, "title")
        hint = "cite it where it supports a point, or take the file out of content/sources"
        yield finding("R109", at, f"source '{source.id}' is never cited", hint=hint)


def unused_passages(context: Context, source: Source) -> Iterator[Diagnostic]:
    """I103: paragraphs and quotations of a cited source that nothing rests on."""
    used = None if context.failed else citations_by_source(context.library).get(source.id)
    paragraphs, quotations = _unused(source, used) if used else ([], [])
    if paragraphs or quotations:
        parts = [f"paragraphs {ranges(paragraphs)} are not cited"] if paragraphs else []
        parts += [f"quotations in {ranges(quotations)} are not used"] if quotations else []
        at = context.where("sources", source.id, "title")
        yield finding("I103", at, "; ".join(parts), hint="look whether a point is missing; nothing has to be cited")


def _unused(source: Source, used: Mapping[int, tuple[Citation, ...]]) -> tuple[list[int], list[int]]:
    """Numbers of the paragraphs never cited, and of those with a quotation of which no word is matched."""
    quotations = []
    for number, text in worded_paragraphs(source):
        matches = [match for place in used.get(number, ()) for match in place.matches]
        for span in quoted_spans(text):
            if not any(match.start < span.end and span.start < match.end for match in matches):
                quotations.append(number)
                break
    return [number for number, _ in uncited(source, used)], quotations


def ranges(numbers: list[int]) -> str:
    """`p3, p5–p7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"p{run[0]}" if len(run) == 1 else f"p{run[0]}–p{run[-1]}" for run in runs)
