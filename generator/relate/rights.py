"""How much of a source's text the site may show."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from ..model import Library, Rights, Source, SourceId
from ..text import word_count
from .once import once
from .placed import all_cites


def rights_of(source: Source, library: Library) -> Rights:
    """The source's own mode, else the site's."""
    return source.rights or library.site.rights


@once
def cited_paragraphs(library: Library) -> dict[str, frozenset[int]]:
    """By source, the paragraphs that anything cites."""
    found: dict[str, set[int]] = {}
    for _, _, placed in all_cites(library):
        found.setdefault(placed.cite.source, set()).add(placed.cite.paragraph)
    return {source: frozenset(numbers) for source, numbers in found.items()}


@once
def withheld_by_source(library: Library) -> dict[SourceId, frozenset[int]]:
    """For every source the numbers of its withheld paragraphs."""
    cited = cited_paragraphs(library)
    return {
        name: withheld_paragraphs(source, library, cited.get(name, frozenset()))
        for name, source in library.sources.items()
    }


def withheld_paragraphs(source: Source, library: Library, cited: AbstractSet[int]) -> frozenset[int]:
    """Numbers of the paragraphs whose words must not stand in the output, beyond what the desk quotes from them."""
    everything = frozenset(range(1, len(source.paragraphs) + 1))
    match rights_of(source, library):
        case Rights.FULL:
            return frozenset()
        case Rights.EXCERPT:
            return everything - _within(source, cited, library.site.excerpt_words)
        case Rights.LINK:
            return everything


def _within(source: Source, cited: AbstractSet[int], words: int) -> frozenset[int]:
    """The cited paragraphs from the first on, as long as all together have at most so many words."""
    shown: set[int] = set()
    for number in sorted(cited):
        if 1 <= number <= len(source.paragraphs):
            words -= word_count(source.paragraphs[number - 1])
            if words < 0:
                break
            shown.add(number)
    return frozenset(shown)
