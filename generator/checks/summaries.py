"""Two habits of careful prose: every sentence of a summary is cited, and no quotation is shown twice."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic, Note, Span
from ..inline import inline_cites
from ..model import Meeting
from ..relate.blocks import Block, known_blocks
from ..text import normalise, sentences
from .context import Context, few, stretch


def uncited_sentences(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """Q107: a sentence of a summary that rests on nothing."""
    for block in known_blocks(context.library, "meetings", meeting):
        if block.path != ("summary",):
            continue
        uncited = (one for one in sentences(block.text) if not inline_cites(block.text[one.start : one.end]))
        for sentence in few(uncited):
            at = stretch(context, block, sentence.start, sentence.end)
            hint = "add [@source#p…] before its full stop"
            yield finding("Q107", at, "sentence of the summary has no cite", hint=hint)


def repeated_quotations(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """Q106: a quotation of a meeting that stands inside another of its quotations."""
    blocks = [block for block in known_blocks(context.library, "meetings", meeting) if block.quotation]
    words = [f" {_plain(block)} " for block in blocks]
    for number, block in enumerate(blocks):
        for other, longer in enumerate(blocks):
            contained = words[number] in words[other] and (words[number] != words[other] or other < number)
            if other != number and contained:
                note = Note(_whole(context, longer), "the longer quotation")
                hint = "keep the longer one, or quote other words"
                yield finding(
                    "Q106", _whole(context, block), "quotation is part of another one", hint=hint, notes=(note,)
                )
                break


def _whole(context: Context, block: Block) -> Span:
    return stretch(context, block, 0, len(block.text))


def _plain(block: Block) -> str:
    return normalise(block.text).text.strip().rstrip(".,").casefold()
