"""What the last build made, part by part, and which parts a build from these facts would make the same again.

A part was made from what it read: fields of entries and answers of relations. Where all of them are what they were, and
so is everything that concerns all parts, and its files still stand, the part is not made again. Nothing is decided by
names, times or guesses about what may depend on what. What is kept is trusted only as a whole: one seal is over all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cached_property

import msgspec

from .checks.produced import Look
from .checks.withheld import Leak
from .closures import Template, Templates, changes
from .job import Ground, Reason, Remade
from .press import Printed, Sheet
from .sealed import KEY, Sealed, decoded
from .search import Record
from .shelf import Shelf
from .traces import (
    Facts,
    KeptAnswers,
    KeptWords,
    Trace,
    Traced,
    answered_otherwise,
    changed_fields,
    encode,
    fields_read,
    kept_answers,
    kept_words,
    may_be_touched,
    said_otherwise,
    sum_of,
    touched,
)
from .views import PhraseAnswer

MADE, TRACES, LOOKS, GIVEN = "made", "traces", "looks", "given to search"
FIELDS, ANSWERS, WORDS = "fields", "answers", "words"
CONCERNS, TEMPLATES, SEAL = "concerns all", "templates of pages", "seal"
"""The tables of the shelf."""

SEALED = (MADE, FIELDS, ANSWERS, WORDS, CONCERNS, TEMPLATES)
"""Those that the next build decides by."""


class KeptSheet(msgspec.Struct, frozen=True, array_like=True):
    """A file that was made, as far as the next build must know it to leave it alone."""

    name: str
    digest: str
    page: str
    origin: str
    links: int
    template: str
    view: bytes


class KeptPart(msgspec.Struct, frozen=True, array_like=True):
    """A part that was made; `traced`, `seen` and `given` are digests of the rows about it, `grounds` the numbers of
    what it was made from.
    """

    sheets: tuple[KeptSheet, ...]
    grounds: bytes
    traced: bytes
    seen: bytes
    given: bytes


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """What was seen in a file."""

    look: Look
    leaks: tuple[Leak, ...]


class Given(msgspec.Struct, frozen=True, array_like=True):
    """What a part gave to search."""

    records: tuple[Record, ...]
    answers: tuple[PhraseAnswer, ...]


NOTHING = encode(Given((), ()))
"""What most parts give to a site without search."""


class Verdict(msgspec.Struct, frozen=True):
    """The parts that would be made the same again, as they were made, and why the others would not. `before`: those
    files of the others, as they were made, that come to be the same if they show the same.
    """

    same: dict[str, Printed]
    remade: Remade
    before: Mapping[str, Sheet]


class Earlier:
    """The last build, as far as the shelf has it. `concerns`: digests of what concerns all parts, by ground and name
    ("setting title"); where one is another, nothing of the last build holds. An option decides nothing by itself. A
    template concerns the pages that depend on it.
    """

    def __init__(self, shelf: Shelf, concerns: Mapping[str, bytes], templates: Templates) -> None:
        self._shelf = shelf
        self._concerns = concerns
        self._templates = templates
        self._sealed = _sealed(shelf)
        differing = _not_sealed(shelf, self._sealed) or tuple(_differing(self._sealed.rows[CONCERNS], concerns))
        self._whole = tuple(one for one in differing if one.ground is not Ground.OPTION)
        self._besides = tuple(one for one in differing if one.ground is Ground.OPTION)

    def unchanged(self, now: Facts, stands: Callable[[str, str], bool], parts: Iterable[str]) -> Verdict:
        """Which of these parts would be made the same again and have all their files standing: `stands` is asked for
        each file with its name and SHA-256.
        """
        asked = tuple(parts)
        every, why = self._compared(now, stands, asked)
        same = {name: one for name, one in every.items() if name not in why}
        others = (sheet for name in every.keys() & why.keys() for sheet in every[name].sheets)
        before = {sheet.name: sheet for sheet in others if self._may_stay(sheet)}
        made = {name: why[name] for name in asked if name not in same}
        gone = tuple(sorted(self._sealed.rows[MADE].keys() - {*asked}))
        remade = Remade(
            parts=made,
            total=len(asked),
            whole=self._whole,
            besides=self._besides,
            gone=gone,
            templates=self._altered,
        )
        return Verdict(same, remade, before)

    def _compared(
        self, now: Facts, stands: Callable[[str, str], bool], parts: tuple[str, ...]
    ) -> tuple[dict[str, Printed], dict[str, tuple[Reason, ...]]]:
        """The parts as they were made, and why some would not be made the same."""
        if self._whole:
            return {}, dict.fromkeys(parts, ())
        rows = self._sealed.rows[MADE]
        kept = decoded({name: rows[name] for name in parts if name in rows}, KeptPart)
        why = {name: (Reason(Ground.NEW),) for name in parts if name not in kept} | self._of_facts(kept, now)
        for name, part in kept.items():
            if of_templates := self._of_templates(part) if self._altered else ():
                why[name] = (*why.get(name, ()), *of_templates)
            lost = () if name in why else tuple(one.name for one in part.sheets if not stands(one.name, one.digest))
            if lost:
                why[name] = tuple(Reason(Ground.FILE, file) for file in lost)
        wanted = {name: part for name, part in kept.items() if name not in why or any(map(self._may_stay, part.sheets))}
        every = self._whole_parts(wanted)
        return every, {**dict.fromkeys(wanted.keys() - every.keys(), (Reason(Ground.LOST),)), **why}

    def _of_facts(self, kept: Mapping[str, KeptPart], now: Facts) -> dict[str, tuple[Reason, ...]]:
        """What changed of what the parts were made from; none of which nothing did."""
        before = decoded(self._sealed.rows[FIELDS], tuple[bytes, ...])
        fields = changed_fields(before, now.fields)
        answers = {**answered_otherwise(self._answers, now.answers), **said_otherwise(self._words, now.words)}
        found: dict[str, tuple[Reason, ...]] = {}
        for name, trace in self._traces(kept, fields, answers).items():
            if trace is None:
                found[name] = (Reason(Ground.LOST),)
            elif (changed := touched(trace, fields, answers)) is not None:
                found[name] = tuple(_reasons(changed, before, now.fields, name))
        return found

    @cached_property
    def _altered(self) -> dict[str, tuple[Reason, ...]]:
        """By the template of a page, what changed of all it depends on; none of which nothing did."""
        if self._whole:
            return {}
        before = decoded(self._sealed.rows[TEMPLATES], Template)
        altered = {name: changes(before, self._templates, name) for name in before}
        return {name: tuple(Reason(Ground.TEMPLATE, *one) for one in found) for name, found in altered.items() if found}

    def _of_templates(self, part: KeptPart) -> tuple[Reason, ...]:
        """What changed of the templates of its pages."""
        names = dict.fromkeys(sheet.template for sheet in part.sheets)
        return tuple(dict.fromkeys(reason for name in names for reason in self._altered.get(name, ())))

    def _may_stay(self, sheet: KeptSheet | Sheet) -> bool:
        """Whether a page may come out as it was: all templates are what they were that it depends on."""
        return sheet.template not in self._altered

    def _traces(
        self, kept: Mapping[str, KeptPart], fields: Mapping[str, int], answers: Mapping[str, frozenset[str]]
    ) -> dict[str, Trace | None]:
        """The traces of the parts that may have read any of this; None of one that the shelf lost."""
        asked = may_be_touched(((name, part.grounds) for name, part in kept.items()), fields, answers)
        rows = self._shelf.some(TRACES, asked)
        whole = {name: row for name, row in rows.items() if sum_of(row) == kept[name].traced}
        return {**dict.fromkeys(asked), **decoded(whole, Trace)}

    @cached_property
    def _answers(self) -> dict[str, tuple[KeptAnswers, ...]]:
        return decoded(self._sealed.rows[ANSWERS], tuple[KeptAnswers, ...]) if self._sealed.holds else {}

    @cached_property
    def _words(self) -> dict[str, KeptWords]:
        return decoded(self._sealed.rows[WORDS], KeptWords) if self._sealed.holds else {}

    def _whole_parts(self, kept: Mapping[str, KeptPart]) -> dict[str, Printed]:
        """The parts as they were made, without those of which the shelf lost something."""
        seen, given = self._shelf.raw(LOOKS), self._shelf.raw(GIVEN)  # what these rows must be stands with their parts
        whole = {
            name: part
            for name, part in kept.items()
            if sum_of(seen.get(name, b"")) == part.seen and sum_of(given.get(name, b"")) == part.given
        }
        looks = decoded({name: seen[name] for name in whole}, tuple[Seen, ...])
        gifts = decoded({name: row for name, row in given.items() if name in whole and row != NOTHING}, Given)
        none = Given((), ())
        return {name: _printed(name, part, looks[name], gifts.get(name, none)) for name, part in whole.items()}

    @property
    def parts(self) -> AbstractSet[str]:
        """The names of all its parts."""
        return self._sealed.rows[MADE].keys()

    def keep(self, now: Facts, made: Iterable[Printed], same: Iterable[str]) -> None:
        """Keeps what was made, for the next build; `same` are the parts of the last one that stay. Nothing is kept
        where a folder's name is no text.
        """
        self._sealed.void()
        with suppress(UnicodeEncodeError):
            self._keep(now, made, same)

    def _keep(self, now: Facts, printed: Iterable[Printed], same: Iterable[str]) -> None:
        seen: dict[str, bytes | None] = {}
        given: dict[str, bytes | None] = {}
        traces: dict[str, bytes | None] = {}
        made = {name: self._sealed.rows[MADE][name] for name in same}
        for one in printed:
            if one.trace is None:
                continue
            seen[one.part] = looks = encode(tuple(Seen(sheet.look, sheet.leaks) for sheet in one.sheets))
            given[one.part] = gifts = encode(Given(one.records, one.answers))
            sheets = tuple(_kept(sheet) for sheet in one.sheets)
            trace = one.trace
            traces |= {one.part: trace.written} if trace.written else {}
            made[one.part] = encode(KeptPart(sheets, trace.grounds, trace.sum, sum_of(looks), sum_of(gifts)))
        rows = {
            MADE: made,
            FIELDS: {name: encode(value) for name, value in now.fields.items()},
            ANSWERS: {
                name: encode(kept_answers(self._answers.get(name, ()), now.answers[name])) for name in now.answers
            },
            WORDS: {name: encode(words) for name, words in kept_words(self._words, now.words).items()},
            CONCERNS: dict(self._concerns),
            TEMPLATES: {name: encode(template) for name, template in self._templates.items()},
        }
        gone = dict.fromkeys(self._sealed.rows[MADE].keys() - made.keys())
        self._sealed.keep(rows, {LOOKS: {**gone, **seen}, GIVEN: {**gone, **given}, TRACES: {**gone, **traces}})


def seal_of(shelf: Shelf) -> bytes | None:
    """What the parts that are kept now are known by; None if there are none."""
    return shelf.get(SEAL, KEY)


def kept_parts(shelf: Shelf) -> dict[str, KeptPart] | None:
    """What the last build made, part by part; None if nothing is known of it."""
    sealed = _sealed(shelf)
    return decoded(sealed.rows[MADE], KeptPart) if sealed.holds else None


def kept_traces(shelf: Shelf, parts: Iterable[str]) -> dict[str, Trace]:
    """What these parts were made from."""
    return decoded(shelf.some(TRACES, parts), Trace)


def kept_entries(shelf: Shelf) -> frozenset[str]:
    """The entries ("meetings/x") that the last build knew."""
    return frozenset(shelf.all(FIELDS))


def _sealed(shelf: Shelf) -> Sealed:
    return Sealed(shelf, SEAL, b"", SEALED)


def _not_sealed(shelf: Shelf, sealed: Sealed) -> tuple[Reason, ...]:
    """Why nothing of what the shelf holds is to be used; nothing if it is whole."""
    if sealed.holds:
        return ()
    if shelf.of_another:
        return (Reason(Ground.TOOL),)
    return (Reason(Ground.LOST if shelf.notice or any(sealed.rows.values()) else Ground.NOTHING),)


def _differing(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> Iterator[Reason]:
    """What of that which concerns all parts is not what it was."""
    for name in sorted(before.keys() | now.keys()):
        old, new = before.get(name), now.get(name)
        if old != new:
            ground, _, of = name.partition(" ")
            yield Reason(Ground(ground), of, "new" if old is None else "removed" if new is None else "changed")


def _reasons(
    changed: Trace, before: Mapping[str, tuple[bytes, ...]], now: Mapping[str, tuple[bytes, ...]], part: str
) -> Iterator[Reason]:
    """What changed of what a part was made from: its own entry first, then others, then relations."""
    for entry in sorted(changed.fields, key=lambda name: (name != part, name)):
        if entry not in before:
            yield Reason(Ground.NEW_ENTRY, entry)
        elif entry not in now:
            yield Reason(Ground.GONE_ENTRY, entry)
        else:
            yield from (Reason(Ground.FIELD, entry, name) for name in fields_read(entry, changed.fields[entry]))
    for relation, keys in sorted(changed.answers.items()):
        yield from (Reason(Ground.ANSWER, relation, key) for key in keys)


def _kept(sheet: Sheet) -> KeptSheet:
    return KeptSheet(sheet.name, str(sheet.kept), sheet.page, sheet.origin, sheet.links, sheet.template, sheet.view)


def _printed(name: str, part: KeptPart, looks: tuple[Seen, ...], given: Given) -> Printed:
    """The part as it was made."""
    sheets = tuple(
        Sheet(
            name=sheet.name,
            kept=sheet.digest,
            look=seen.look,
            leaks=seen.leaks,
            page=sheet.page,
            origin=sheet.origin,
            links=sheet.links,
            template=sheet.template,
            view=sheet.view,
        )
        for sheet, seen in zip(part.sheets, looks, strict=True)
    )
    return Printed(
        part=name,
        seconds=0.0,
        sheets=sheets,
        faults=(),
        records=given.records,
        answers=given.answers,
        trace=Traced(part.grounds, part.traced),
    )
