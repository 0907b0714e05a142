"""How much of a source's text the site may show."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from ..model import Library, Rights, Source
from .placed import all_cites


def rights_of(source: Source, library: Library) -> Rights:
    """The source's own mode, else the site's."""
    return source.rights or library.site.rights


def cited_paragraphs(library: Library) -> dict[str, frozenset[int]]:
    """By source, the paragraphs that anything cites."""
    found: dict[str, set[int]] = {}
    for _, _, placed in all_cites(library):
        found.setdefault(placed.cite.source, set()).add(placed.cite.paragraph)
    return {source: frozenset(numbers) for source, numbers in found.items()}


def withheld_paragraphs(source: Source, library: Library, cited: AbstractSet[int]) -> frozenset[int]:
    """Numbers of the paragraphs whose words must not stand in the output, beyond what the desk quotes from them."""
    everything = frozenset(range(1, len(source.paragraphs) + 1))
    match rights_of(source, library):
        case Rights.FULL:
            return frozenset()
        case Rights.EXCERPT:
            return everything - cited
        case Rights.LINK:
            return everything
