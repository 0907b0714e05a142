"""What a page was made from, and whether it would be made again now, for `briefbook why`.

Returns values and text, and never prints. What was read was noted when the page was made; whether anything of it
changed is found as a build finds it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from .build import foreseen
from .excerpt import wrapped
from .grounds import FEW, ORDER, answers, field_names, listed, phrases
from .job import Ground, Project, Reason, Remade, Wishes
from .reasons import ToldReason, shortened, shown_of, told
from .record import found_page, recorded
from .records import utf8
from .report import BOLD, Look, paint
from .traces import Trace, fields_read

MOST, MOST_FIELDS = 12, 8
"""Lines of what was read, and fields in one of them, unless all are asked for."""


class EntryRead(msgspec.Struct, frozen=True, kw_only=True):
    """An entry, and the fields of it that were read, as its file names them."""

    entry: str
    fields: tuple[str, ...]


class AnswerRead(msgspec.Struct, frozen=True, kw_only=True):
    """A relation in words, and how many answers of it were read."""

    relation: str
    words: str
    answers: int


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """A page, its file in the site, its content file ("" if it has none), what it was made with and from, its own entry
    first. `again`: whether a build would make it again now, None if there would be none; `gone`: it would be removed.
    """

    page: str
    file: str
    origin: str
    template: str
    part: str
    together: tuple[str, ...]
    entries: tuple[EntryRead, ...]
    relations: tuple[AnswerRead, ...]
    again: bool | None
    gone: bool
    reasons: tuple[ToldReason, ...]


def why(project: Project, wishes: Wishes, name: str) -> Origin:
    """All that is known of a page. Raises NoRecordError and UnknownNameError."""
    with recorded(project) as record:
        part, page = found_page(record, name, project)
        trace = record.traces((part,))[part]
        remade = foreseen(project, wishes, record.shelf, part)
        gone = remade is not None and part in remade.gone
        reasons = None if remade is None else reasons_of(remade, part, page.template)
        return Origin(
            page=page.path,
            file=(project.out / page.file).as_posix(),
            origin=page.origin,
            template=page.template,
            part=part,
            together=tuple(one.path or "./" for one in record.pages(part) if one != page),
            entries=_entries(trace, part),
            relations=tuple(
                AnswerRead(relation=relation, words=answers(relation, keys), answers=len(keys))
                for relation, keys in sorted(trace.answers.items(), key=lambda pair: ORDER[pair[0]])
            ),
            again=None if reasons is None else gone or bool(reasons),
            gone=gone,
            reasons=() if reasons is None or gone else told(reasons),
        )


def reasons_of(remade: Remade, part: str, template: str) -> tuple[Reason, ...]:
    """Why this page of a part would be made again: of the templates, only those that it depends on."""
    altered = remade.templates.get(template, ())
    own = (one for one in remade.parts.get(part, ()) if one.ground is not Ground.TEMPLATE or one in altered)
    return (*remade.whole, *own)


def _entries(trace: Trace, part: str) -> tuple[EntryRead, ...]:
    """The page's own entry, then the others by name."""
    ordered = sorted(trace.fields, key=lambda entry: (entry != part, entry))
    return tuple(
        EntryRead(entry=entry, fields=field_names(entry, fields_read(entry, trace.fields[entry]))) for entry in ordered
    )


def as_json(origin: Origin) -> bytes:
    """The same as one JSON document."""
    shown = msgspec.structs.replace(origin, file=utf8(origin.file), origin=utf8(origin.origin))
    return msgspec.json.format(msgspec.json.encode(shown), indent=2)


def as_text(origin: Origin, look: Look) -> str:
    """The same for the terminal; long lists with counts, unless `look` is verbose."""
    return "\n".join(
        (
            *_row(origin.page or "./", BOLD, look),
            *_row(f"  from {origin.origin}" if origin.origin else "  from no content file of its own", "", look),
            *_row(f"  to {origin.file}, with the template {origin.template}", "", look),
            *_together(origin, look),
            *_row(_verdict(origin, look), BOLD, look),
            *_row("made from the fields of", "", look),
            *(row for line in _cut(_entry_lines(origin, look), look) for row in _row(line, "", look)),
            *_row("and from" if origin.relations else "", "", look),
            *(
                row
                for line in _cut([f"  {one.words}" for one in origin.relations], look)
                for row in _row(line, "", look)
            ),
        )
    )


def _together(origin: Origin, look: Look) -> Iterator[str]:
    if origin.together:
        names = listed(origin.together, len(origin.together) if look.verbose else FEW)
        yield from _row(f"  made together with {names}: templates aside, what follows is true of all of them", "", look)


def _verdict(origin: Origin, look: Look) -> str:
    if origin.again is None:
        return "nothing would be made now: the content has errors, `briefbook check` tells them"
    if origin.gone:
        return "would be removed now"
    if not origin.again:
        return "would not be made again now: nothing that it was made from has changed"
    reasons = tuple(Reason(one.ground, one.of, one.what) for one in origin.reasons)
    said = phrases(shown_of(reasons), every=look.verbose)
    return f"would be made again now: {'; '.join(shortened(said, look))}"


def _entry_lines(origin: Origin, look: Look) -> list[str]:
    """Its own entry, then the others: those of one kind of which the same was read together."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in origin.entries:
        kind = one.entry if one.entry == origin.part or look.verbose else one.entry.partition("/")[0]
        groups.setdefault((kind, one.fields), []).append(one.entry)
    return [f"  {_names(entries)}: {listed(fields, _most(fields, look))}" for (_, fields), entries in groups.items()]


def _names(entries: list[str]) -> str:
    return (
        listed(entries)
        if len(entries) <= FEW + 1
        else f"{len(entries):,} {entries[0].partition('/')[0]} ({listed(entries)})"
    )


def _most(names: tuple[str, ...], look: Look) -> int:
    return len(names) if look.verbose else MOST_FIELDS


def _cut(lines: list[str], look: Look) -> list[str]:
    if look.verbose or len(lines) <= MOST + 1:
        return lines
    return [*lines[:MOST], f"  and {len(lines) - MOST:,} more (--verbose names all)"]


def _row(line: str, ink: str, look: Look) -> Iterator[str]:
    """A line within the width, its further rows set in."""
    margin = " " * (len(line) - len(line.lstrip()))
    for at, row in enumerate(wrapped(line, max(look.width - len(margin) - 4, 40))):
        yield paint(f"{margin}{'    ' if at else ''}{row}", ink, look)
