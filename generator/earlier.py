"""What the last build made, part by part, and which parts a build from these facts would make the same again.

A part was made from what it read: fields of entries and answers of relations. Where all of them are what they were, and
so is everything that concerns all parts, and its files still stand, the part is not made again. Nothing is decided by
names, times or guesses about what may depend on what. What is kept is trusted only as a whole: one seal is over all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from contextlib import suppress

import msgspec

from .checks.produced import Look
from .checks.withheld import Leak
from .press import Printed, Sheet
from .sealed import KEY, Sealed, decoded
from .search import Record
from .shelf import Shelf
from .traces import Facts, Trace, changed_answers, changed_fields, encode, sum_of, touched
from .views import PhraseAnswer

MADE, LOOKS, GIVEN, FIELDS, ANSWERS, SEAL = "made", "looks", "given to search", "fields", "answers", "seal"
"""The tables of the shelf."""


class KeptSheet(msgspec.Struct, frozen=True, array_like=True):
    """A file that was made, as far as the next build must know it to leave it alone."""

    name: str
    digest: str
    page: str
    origin: str
    links: int


class KeptPart(msgspec.Struct, frozen=True, array_like=True):
    """A part that was made; `seen` and `given` are digests of the rows about it."""

    sheets: tuple[KeptSheet, ...]
    trace: Trace
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


class Earlier:
    """The last build, as far as the shelf has it. `key`: a digest of what concerns all parts; where it is another one,
    nothing of the last build holds.
    """

    def __init__(self, shelf: Shelf, key: bytes) -> None:
        self._shelf = shelf
        self._sealed = Sealed(shelf, SEAL, key, (MADE, FIELDS, ANSWERS))

    def unchanged(self, now: Facts, stands: Callable[[str, str], bool]) -> dict[str, Printed]:
        """The parts that would be made the same again and whose files all stand: `stands` is asked for each with its
        name and SHA-256.
        """
        if not self._sealed.holds:
            return {}
        rows = self._sealed.rows
        fields = changed_fields(decoded(rows[FIELDS], tuple[bytes, ...]), now.fields)
        answers = changed_answers(decoded(rows[ANSWERS], dict[str, bytes]), now.answers)
        same = {
            name: part
            for name, part in decoded(rows[MADE], KeptPart).items()
            if not touched(part.trace, fields, answers) and all(stands(one.name, one.digest) for one in part.sheets)
        }
        seen, given = self._shelf.some(LOOKS, same), self._shelf.some(GIVEN, same)
        whole = {
            name: part
            for name, part in same.items()
            if sum_of(seen.get(name, b"")) == part.seen and sum_of(given.get(name, b"")) == part.given
        }
        looks = decoded({name: seen[name] for name in whole}, tuple[Seen, ...])
        gifts = decoded({name: given[name] for name in whole}, Given)
        return {name: _printed(name, whole[name], looks[name], gifts[name]) for name in looks.keys() & gifts.keys()}

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
        made = {name: self._sealed.rows[MADE][name] for name in same}
        for one in printed:
            if one.trace is None:
                continue
            seen[one.part] = looks = encode(tuple(Seen(sheet.look, sheet.leaks) for sheet in one.sheets))
            given[one.part] = gifts = encode(Given(one.records, one.answers))
            sheets = tuple(_kept(sheet) for sheet in one.sheets)
            made[one.part] = encode(KeptPart(sheets, one.trace, sum_of(looks), sum_of(gifts)))
        rows = {
            MADE: made,
            FIELDS: {name: encode(value) for name, value in now.fields.items()},
            ANSWERS: {name: encode(value) for name, value in now.answers.items()},
        }
        gone = dict.fromkeys(self._sealed.rows[MADE].keys() - made.keys())
        self._sealed.keep(rows, {LOOKS: {**gone, **seen}, GIVEN: {**gone, **given}})


def seal_of(shelf: Shelf) -> bytes | None:
    """What the parts that are kept now are known by; None if there are none."""
    return shelf.get(SEAL, KEY)


def _kept(sheet: Sheet) -> KeptSheet:
    return KeptSheet(sheet.name, str(sheet.kept), sheet.page, sheet.origin, sheet.links)


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
        trace=part.trace,
    )
