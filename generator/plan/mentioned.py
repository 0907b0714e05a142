"""Where entries are mentioned in the desk's prose: the sentences, as the pages of what they mention quote them.

Decides which sentences those are, and what of its block belongs to a sentence; not how it looks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..inline import cites_in, cross_links, parse_cite
from ..model import Cite, Entry, Library, MeetingId, SourceId, Value
from ..relate.blocks import Block, entries, known_blocks
from ..relate.mentions import names_outside
from ..relate.once import once
from ..relate.ties import Tie, ties_of
from ..text import Match
from . import urls
from .stretches import quotable

Quoted = tuple[tuple[int, int, SourceId | None], ...]
"""Quotations that were matched: from where to where in some words, and in which source."""


class MentionAt(Value):
    """A sentence that mentions an entry, as another page quotes it: only what of its block concerns the sentence.

    `path` is the block's place in its file; `begins`: the block begins with the sentence. `cites` are those beside the
    prose, where the sentence has none of its own.
    """

    kind: str
    id: str
    path: tuple[str | int, ...]
    anchor: str
    words: str
    begins: bool
    cites: tuple[Cite, ...]
    quoted: Quoted


Target = tuple[str, str]
"""Kind and id of what is mentioned."""


class Mentioned(Value):
    """What an entry's prose mentions, with the sentences, block by block. It holds as long as the cross-links lead
    where they did (None: nowhere).
    """

    crossed: tuple[tuple[str, Target | None], ...]
    places: tuple[tuple[str, str, MentionAt], ...]


def mentions(library: Library, listed: frozenset[MeetingId]) -> Mapping[tuple[str, str], tuple[MentionAt, ...]]:
    """Where every entry is mentioned: by name or cross-link in prose, a sentence at most once. Of the meetings only
    those that are listed count.
    """
    found: defaultdict[tuple[str, str], list[MentionAt]] = defaultdict(list)
    known = mentions_by_entry(library)
    for kind, entry in entries(library):
        if kind == "meetings" and entry.id not in listed:
            continue
        own = known.get((kind, entry.id))
        if own is None or not _holds(library, own):
            own = known[kind, entry.id] = _mentioned(library, kind, entry)
        for target_kind, target, mention in own.places:
            found[target_kind, target].append(mention)
    return {target: tuple(places) for target, places in found.items()}


@once
def mentions_by_entry(_library: Library) -> dict[tuple[str, str], Mentioned]:
    """What was found so far, by kind and id of the entry."""
    return {}


def _mentioned(library: Library, kind: str, entry: Entry) -> Mentioned:
    blocks = tuple(one for one in known_blocks(library, kind, entry) if one.prose and one.path != ("name",))
    references = dict.fromkeys(cross.target for one in blocks for cross in cross_links(one.text))
    return Mentioned(
        crossed=tuple((reference, _target(library, reference)) for reference in references),
        places=tuple(_of_blocks(library, blocks)),
    )


def _holds(library: Library, mentioned: Mentioned) -> bool:
    return all(_target(library, reference) == target for reference, target in mentioned.crossed)


def _of_blocks(library: Library, blocks: Iterable[Block]) -> Iterator[tuple[str, str, MentionAt]]:
    for one in blocks:
        spots = [(name.start, name.kind, name.id) for name in names_outside(one, library)]
        for cross in cross_links(one.text):
            target = _target(library, cross.target)
            spots += [(cross.start, *target)] if target else []
        if spots:
            for (kind, id), stretches in quotable(one.text, spots, besides=(one.kind, one.id)).items():
                yield from ((kind, id, _mention(one, part, ties_of(one, library))) for part in stretches)


def _mention(one: Block, part: Match, ties: Iterable[Tie]) -> MentionAt:
    words = one.text[part.start : part.end]
    beside = () if cites_in(words) or not one.anchor else one.cites
    return MentionAt(
        kind=one.kind,
        id=one.id,
        path=one.path,
        anchor=one.anchor,
        words=words,
        begins=one.text.startswith(words),
        cites=beside,
        quoted=held_in(ties, part.start, part.end),
    )


def held_in(ties: Iterable[Tie], start: int, end: int) -> Quoted:
    """The quotations that were matched in a stretch of a block, from where the stretch begins."""
    return tuple(
        (tie.start - start, tie.end - start, tie.cite.source if tie.cite else None)
        for tie in ties
        if tie.holds and tie.start >= start and tie.end <= end
    )


def _target(library: Library, reference: str) -> Target | None:
    cite = parse_cite(reference)
    name = cite.source if cite else reference.partition("#")[0]
    found = urls.find(library, name)
    return (found[0], found[1].id) if found else None
