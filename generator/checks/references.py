"""Whether every id that is named exists, in fields, cites and cross-links. What a reference means is not judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..codes import finding
from ..diagnostics import Diagnostic, Span
from ..inline import CrossLink, cross_links, parse_cite, parse_point
from ..model import Entry, MeetingId, SourceId
from ..relate.blocks import KINDS, Block, entries, kind_of, known_blocks
from ..relate.placed import KEY, Reference, known_cites, references_of
from ..relate.ties import skip_of
from .context import NOUNS, Context, did_you_mean, either, few, stretch


class _Wrong(NamedTuple):
    message: str
    hint: str


def unresolved_references(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """R101 for ids in fields, and R113 for one of several entries of which each could be meant."""
    kind = kind_of(entry)
    for reference in references_of(entry):
        if wrong := _look_up(context, reference):
            needle = "" if reference.point or reference.path[-1] == KEY else reference.target
            yield _unresolved(context.where(kind, entry.id, *reference.path, needle=needle), wrong)
        elif len(reference.kinds) > 1 and (meant := _several(context, reference)):
            at = context.where(kind, entry.id, *reference.path, needle=reference.target)
            yield _ambiguous(at, reference.target, meant)


def unresolved_sources(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """R101 for the sources that cites name, inline cites included."""
    kind = kind_of(entry)
    for placed in known_cites(context.library, kind, entry):
        reference = Reference(target=placed.cite.source, kinds=("sources",), path=placed.path)
        if wrong := _look_up(context, reference):
            yield _unresolved(context.where(kind, entry.id, *placed.path, needle=str(placed.cite)), wrong)


def unresolved_links(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """R101 for cross-links in prose: to an entry, a point, or a paragraph that readers can see. One of an id that
    several entries have leads to the first kind.
    """
    for block in known_blocks(context.library, kind_of(entry), entry):
        links = cross_links(block.text) if block.prose else ()
        judged = ((link, _look_up(context, _reference(context, block, link))) for link in links)
        for link, wrong in few((link, wrong) for link, wrong in judged if wrong):
            start = block.text.index(link.target, link.start)
            yield _unresolved(stretch(context, block, start, start + len(link.target)), wrong)


def _several(context: Context, reference: Reference) -> tuple[str, ...]:
    """The kinds of the entries that a reference may mean, if it may mean several."""
    found = tuple(kind for kind in reference.kinds if reference.target in getattr(context.library, kind))
    return found if len(found) > 1 else ()


def _ambiguous(at: Span, target: str, meant: tuple[str, ...]) -> Diagnostic:
    kinds = " and ".join(f"a {NOUNS[kind]}" for kind in meant).replace("a organization", "an organization")
    hint = "give one of them another id, and its old one as alias if it was published"
    return finding("R113", at, f"'{target}' is the id of {kinds}", hint=hint)


def _unresolved(at: Span, wrong: _Wrong) -> Diagnostic:
    return finding("R101", at, wrong.message, hint=wrong.hint)


def _reference(context: Context, block: Block, link: CrossLink) -> Reference:
    """What a cross-link names; `#p7` is a paragraph unless a meeting has that id."""
    point, cite = parse_point(link.target), parse_cite(link.target)
    if cite and MeetingId(cite.source) not in context.library.meetings:
        return Reference(target=cite.source, kinds=("sources",), path=block.path, point=str(cite.paragraph))
    if point:
        return Reference(target=point.meeting, kinds=("meetings",), path=block.path, point=point.point)
    return Reference(target=link.target, kinds=KINDS, path=block.path)


def _look_up(context: Context, reference: Reference) -> _Wrong | None:
    """What is wrong with a reference; None for one that leads somewhere, or to an entry that could not be read."""
    target = reference.target
    for kind in reference.kinds:
        if target in getattr(context.library, kind):
            break
    else:
        failed = any((kind, target) in context.failed for kind in reference.kinds)
        return None if failed else _no_entry(context, reference)
    if not reference.point:
        return None
    return _no_point(context, reference) if "meetings" in reference.kinds else _no_paragraph(context, reference)


def _no_entry(context: Context, reference: Reference) -> _Wrong:
    wanted = "entry" if reference.kinds == KINDS else either(NOUNS[kind] for kind in reference.kinds)
    message = f"no {wanted} has the id '{reference.target}'"
    known: dict[str, str] = {}
    for kind, entry in entries(context.library):
        if kind in reference.kinds:
            known[entry.id] = entry.id
            known |= dict.fromkeys(entry.aliases, entry.id)
        elif entry.id == reference.target:
            return _Wrong(message, f"'{entry.id}' is a {NOUNS[kind]}: write the id of a {wanted}")
    like = did_you_mean(reference.target, known)
    if like:
        return _Wrong(message, f"did you mean '{known[like]}'?")
    folder = reference.kinds[0]
    suffix = "md" if folder in {"sources", "pages"} else "yaml"
    where = "content/countries.yaml" if folder == "countries" else f"content/{folder}/{reference.target}.{suffix}"
    return _Wrong(message, f"correct the id{'' if reference.kinds == KINDS else f', or add {where}'}")


def _no_point(context: Context, reference: Reference) -> _Wrong | None:
    meeting = context.library.meetings[MeetingId(reference.target)]
    points = [point.id for point in meeting.points]
    if reference.point in points:
        return None
    like = did_you_mean(reference.point, points)
    hint = f"did you mean '{meeting.id}#{like}'?" if like else f"name one of its points: {', '.join(points)}"
    return _Wrong(f"meeting '{meeting.id}' has no point '{reference.point}'", hint)


def _no_paragraph(context: Context, reference: Reference) -> _Wrong | None:
    source, number = context.library.sources[SourceId(reference.target)], int(reference.point)
    last = len(source.paragraphs)
    if number > last:
        return _Wrong(f"source '{source.id}' has no paragraph {number}", f"its last is p{last}: correct the number")
    if skip_of(source, number):
        return _Wrong(
            f"paragraph {number} of '{source.id}' is skipped and not shown", "link to one that readers can see"
        )
    return None
