"""On whose word each passage of a point stands: what the weight of a point, its margin and the readouts all go by.

It reads what the desk and the sources say of themselves; whether the desk is right nobody can compute.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..inline import cites_in
from ..model import OFFICIAL_TYPES, UNSTATED, Cite, Library, NameOrText, PersonId, Point, Source, SourceType

SPEECH = frozenset({SourceType.STATEMENT, SourceType.TRANSCRIPT})
"""Official texts in which a person speaks; in the others the body that issued them does."""

Word = NameOrText | None
"""A person or organization by id, or an issuer in plain words; None where nobody is named."""


def word_of(cite: Cite, point: Point, library: Library) -> Word:
    """On whose word one passage of a point stands.

    What the cite itself says; else the issuer of an official text; else what the point says. A person whom the point
    names speaks in person in a statement or transcript, whoever issued it.
    """
    if cite.according_to:
        return named(cite.according_to)
    source = library.sources.get(cite.source)
    if source is None or source.issuer is None or source.type not in OFFICIAL_TYPES:
        return named(point.according_to)
    return named(point.according_to) if _speaks(library, source, point.according_to) else source.issuer


def cites_by_word(point: Point, library: Library) -> Mapping[Word, tuple[Cite, ...]]:
    """The cites of a point, those inside its text included, by the word they stand on, in order of first use."""
    found: dict[Word, list[Cite]] = {}
    for cite in (*point.cite, *cites_in(point.text)):
        found.setdefault(word_of(cite, point, library), []).append(cite)
    return {word: tuple(cites) for word, cites in found.items()}


def is_own_text(library: Library, source: Source, word: NameOrText) -> bool:
    """Whether a source is a text of those who vouch: one they issued or published, or one in which a person speaks."""
    return word in {source.issuer, source.publisher} or _speaks(library, source, word.id)


def _speaks(library: Library, source: Source, id: str) -> bool:
    return source.type in SPEECH and PersonId(id) in library.people


def named(id: str) -> Word:
    """The word of a person or organization by id; None for one that is unstated."""
    return None if id == UNSTATED else NameOrText(id=id)
