"""Whether what looks like two sources is one report. Only the desk folds copies; this says where it should decide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic, Note
from ..model import Meeting, Source
from ..relate.attribution import Word, cites_by_word, named
from ..relate.copies import Suspicion, suspected_of
from ..relate.likeness import LEAST_SHARE
from ..relate.reports import weight_of
from .context import Context


def undecided_copies(context: Context, source: Source) -> Iterator[Diagnostic]:
    """I101, at the later of the two."""
    for pair in suspected_of(context.library).get(source.id, ()):
        yield finding(
            "I101",
            context.where("sources", pair.later, "title"),
            f"'{pair.later}' may be a copy of '{pair.earlier}': {_likeness(pair)}",
            hint=f"decide: derived_from with a relation, one wire for both, or independent_of '{pair.earlier}' and why",
            notes=(Note(context.where("sources", pair.earlier, "title"), "the other source"),),
        )


def _likeness(pair: Suspicion) -> str:
    words = textwrap.shorten(pair.words, 60, placeholder="…")
    parts = [f"{pair.share:.0%} of the shorter one's runs of three words"] if pair.share >= LEAST_SHARE else []
    parts += [f'both quote "{words}"'] if words else []
    return " and ".join(parts)


def documents_of_one_report(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """I102: a point that shows several documents which are one report."""
    for number, point in enumerate(meeting.points):
        weight = weight_of(point, context.reports)
        if weight.documents > 1 and weight.reports == 1:
            at = context.where("meetings", meeting.id, "points", number, "cite")
            message = f"point '{point.id}' cites {weight.documents} documents that are one report"
            hint = "cite the original alone, or accept the warning if readers should see the copies"
            yield finding("I102", at, message, hint=hint)


def words_without_passage(context: Context, meeting: Meeting) -> Iterator[Diagnostic]:
    """I105: every cite of the point carries another word than the one the point names."""
    for number, point in enumerate(meeting.points):
        carried = cites_by_word(point, context.library)
        if named(point.according_to) not in carried:
            at = context.where("meetings", meeting.id, "points", number, "according_to")
            names = " and ".join(_name(word) for word in carried)
            message = f"point '{point.id}' says '{point.according_to}', and its passages are on the word of {names}"
            hint = "name the one whose text is cited, or write according_to at the cite that carries this word"
            yield finding("I105", at, message, hint=hint)


def _name(word: Word) -> str:
    return f"'{word.id or word.text}'" if word else "nobody"
