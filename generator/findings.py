"""What was found of each entry, kept from one build to the next: an entry is checked again where something that its
checks read is not what it was.

They read fields of entries, answers of relations, places in files, and which days are over. What was drawn from an
entry once for all who ask counts as read by each of them. Nothing here finds anything: with a shelf or without it, what
is found is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

import msgspec

from .checks import Context, of_entry
from .checks.context import DAYS, Where
from .checks.relations import ASKED
from .diagnostics import Diagnostic, Span
from .likened import Likened
from .model import CountryEntry, Entry, Library, SourceId
from .reads import KEYS, WHOLE, Reads, Told, note, noting, remembered
from .relate.blocks import KINDS, blocks_by_entry, entries, known_blocks, told_kinds
from .relate.once import inherit, keep
from .relate.placed import cites_by_entry, known_cites
from .relate.reports import separate_reports
from .relate.ties import ties_by_block
from .sealed import Sealed, decoded
from .shelf import Shelf
from .traces import (
    Fields,
    Trace,
    changed_answers,
    changed_fields,
    each_answer,
    encode,
    fields_of,
    named,
    sum_of,
    text_of,
    touched,
    trace,
)

FOUND, CHECKED, ASKED_OF, SEAL = "found", "checked", "asked by checks", "seal of what was found"
"""The tables of the shelf."""

FILES: Final = "files"
"""The relation as which it is noted that a place was looked for: by entry, the content of the file it stands in."""

TODAY: Final = "today"
"""Under it stands, among the answers, the day on which the checks were asked."""

TIED: Final = ("paragraphs", "skip")
"""The fields of a source that ties are made from."""

MEMOS = (blocks_by_entry, cites_by_entry, ties_by_block)
"""What is drawn from entries once for a library, whoever asks."""


class KeptEntry(msgspec.Struct, frozen=True, array_like=True):
    """What was found of an entry, and what its checks read beside the entry itself."""

    trace: Trace
    found: tuple[Diagnostic, ...]


class KeptFields(msgspec.Struct, frozen=True, array_like=True):
    """The digests of an entry's fields, and that of the file that gives them."""

    file: bytes
    fields: Fields


class Findings:
    """What is found of the entries of a library that tells what is read of it. `digests`: by entry ("meetings/x"), of
    the content of its file. `fields`: by entry, the digests of its fields. `spared`: the entries that are not checked.
    """

    def __init__(self, context: Context, digests: Mapping[str, bytes], content: str, shelf: Shelf) -> None:
        library = context.library
        self._digests = digests
        self._today = context.today.toordinal() if context.today else None
        self._names = named(library)
        self._sealed = Sealed(shelf, SEAL, _of_all(context, content), (FOUND, CHECKED, ASKED_OF))
        self._then = decoded(self._sealed.rows[CHECKED], KeptFields) if self._sealed.holds else {}
        self.fields = {
            name: self._then[name].fields if self._holds(name) else fields_of(entry) for name, entry in by_name(library)
        }
        self._likened = Likened(library, self.fields, shelf)
        self._context, relations = _telling(context)
        self._answers = {
            FILES: {text_of(name): digest for name, digest in digests.items()},
            **{kind: _which(getattr(library, kind)) for kind in KINDS},
            **each_answer(relations),
        }
        self._memos: dict[str, tuple[None, Reads]] = {}
        self._found = self._unchanged() if self._sealed.holds else {}
        self._rows: dict[str, bytes] = {}
        self.spared = frozenset(self._found)

    def of_entry(self, kind: str, entry: Entry) -> tuple[Diagnostic, ...]:
        """What is found of an entry: what was, if all that it follows from is as it was."""
        name = f"{kind}/{entry.id}"
        if name not in self._found:
            with noting() as reads:
                found = of_entry(self._context, kind, entry)
                note(FILES, name)
                self._read_all_of(kind, entry)
            self._found[name] = found
            with suppress(UnicodeEncodeError):  # where a folder's name is no text, and then nothing is kept
                self._rows[name] = encode(KeptEntry(trace(reads, self._names), found))
        return self._found[name]

    def keep(self) -> None:
        """Keeps what was found, for the next build. Nothing, where a folder's name is no text."""
        self._likened.keep()
        if len(self._rows) + len(self.spared) < len(self._found):
            return
        with suppress(UnicodeEncodeError):
            found, fields = self._sealed.rows[FOUND], self._sealed.rows[CHECKED]
            rows = {
                FOUND: {**{name: found[name] for name in self.spared}, **self._rows},
                CHECKED: {name: fields[name] if self._holds(name) else self._row(name) for name in self.fields},
                ASKED_OF: {
                    **{relation: encode(found) for relation, found in self._answers.items()},
                    TODAY: encode(self._today),
                },
            }
            self._sealed.keep(rows)

    def _holds(self, name: str) -> bool:
        """Whether an entry has the fields that are kept of it: from one content of a file always comes the same."""
        then = self._then.get(name)
        return then is not None and then.file == self._digests.get(name)

    def _row(self, name: str) -> bytes:
        return encode(KeptFields(self._digests.get(name, b""), self.fields[name]))

    def _unchanged(self) -> dict[str, tuple[Diagnostic, ...]]:
        rows = dict(self._sealed.rows[ASKED_OF])
        day: int | None = msgspec.msgpack.decode(rows.pop(TODAY))
        fields = changed_fields({name: kept.fields for name, kept in self._then.items()}, self.fields)
        changed = changed_answers(decoded(rows, dict[str, bytes]), self._answers)
        changed[DAYS] = _turned(day, self._today)
        return {
            name: kept.found
            for name, kept in decoded(self._sealed.rows[FOUND], KeptEntry).items()
            if name in self.fields and not touched(kept.trace, fields, changed)
        }

    def _read_all_of(self, kind: str, entry: Entry) -> None:
        """The passages that an entry rests on are read, whoever matched its words with them; with those of a country
        go those of all in its file.
        """
        remembered(
            self._memos,
            kind if isinstance(entry, CountryEntry) else f"{kind}/{entry.id}",
            lambda: self._read(kind, entry),
        )

    def _read(self, kind: str, entry: Entry) -> None:
        library = self._context.library
        every = library.countries.values() if isinstance(entry, CountryEntry) else (entry,)
        for id in dict.fromkeys(id for one in every for id in _cited(library, kind, one)):
            source = library.sources.get(id)
            for field in TIED:
                getattr(source, field, None)


def _turned(then: int | None, now: int | None) -> frozenset[str]:
    """The days that are over on one of these two and not on the other, as they are noted."""
    return frozenset(map(text_of, range(min(then, now), max(then, now)))) if then and now else frozenset()


def _telling(context: Context) -> tuple[Context, list[Told[Any, Any]]]:
    """The context in which checks are asked, and the relations that tell what they ask of these."""
    library = context.library
    failed = Told("failed", dict.fromkeys(context.failed, True))
    asked = [Told(relation.__name__, relation(library)) for relation in ASKED]
    known = msgspec.structs.replace(library, **told_kinds(library))
    for memo in MEMOS:
        inherit(known, library, memo)
    for relation, answers_of in zip(ASKED, asked, strict=True):
        told: Mapping[Any, object] = answers_of
        keep(known, relation, told)
    telling = msgspec.structs.replace(
        context, library=known, reports=separate_reports(known), where=_noting_files(context.where), failed=failed
    )
    return telling, [failed, *asked]


def _which(names: Iterable[str]) -> dict[str, bytes]:
    """Answers of a kind: which entries there are. What they say is read of them."""
    every = sum_of(encode(sorted(names)))
    return {**{text_of(name): b"" for name in names}, text_of(KEYS): every, text_of(WHOLE): every}


def _noting_files(inner: Where) -> Where:
    """The same places; to find one is to read a whole file."""

    def where(kind: str, id: str, *path: str | int, needle: str = "", nth: int | None = None) -> Span:
        note(FILES, f"{kind}/{id}")
        return inner(kind, id, *path, needle=needle, nth=nth)

    return where


def _of_all(context: Context, content: str) -> bytes:
    """A digest of what concerns all entries: settings, where the content lies, whether anybody said what day it is."""
    return sum_of(
        encode([context.library.site.published, content.encode("utf-8", "surrogatepass"), context.today is None])
    )


def by_name(library: Library) -> Iterator[tuple[str, Entry]]:
    """Every entry of a library, by kind and id: "meetings/x"."""
    return ((f"{kind}/{entry.id}", entry) for kind, entry in entries(library))


def _cited(library: Library, kind: str, entry: Entry) -> Iterable[SourceId]:
    blocks = known_blocks(library, kind, entry)
    yield from (placed.cite.source for placed in known_cites(library, kind, entry))
    yield from (cite.source for one in blocks for cite in (*one.cites, *one.scope))
