"""Where words stand, as Pagefind's index has it, and how that is put together from the indexes of some of the pages.

A word has a list of pages, each with the places it stands at there and in the page's title, and such a list for each of
its spellings with other accents. Pages are numbers, each written as the distance from the one before. What is known of
a page depends on that page alone, so that lists can be joined, and a page be taken out of one. Never reads files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import Any, NamedTuple

import cbor2
import msgspec

Listed = list[list[Any]]
"""Pages in order: the number, or its distance from the one before; the places in the text; those in the title."""

Spellings = Sequence[Sequence[Any]]
"""Other spellings of a word, each with its list."""

GONE = -1
"""In place of the number of a page that is not to stay."""

_ARRAY, _NUMBER = 4, 0
_PAGE, _PAIR = b"\x83", b"\x82"
_HEAD = rb"(?:[\x80-\x97]|\x98[\x18-\xff]|\x99[\x01-\xff].|\x9a(?!\x00\x00).{4})"
_INT = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38][\x18-\xff]|[\x19\x39][\x01-\xff].|[\x1a\x3a](?!\x00\x00).{4})"
_START = re.compile(rb"\x81" + _HEAD, re.DOTALL)
_LIST = re.compile(_HEAD, re.DOTALL)
_ALL_PAGES = re.compile(rb"(?:\x83%b%b%b*+%b%b*+)++" % (_INT, _HEAD, _INT, _HEAD, _INT), re.DOTALL)
"""Arrays and numbers in CBOR, each in its shortest form: what begins one can be taken for nothing else."""

_number: Callable[[list[Any]], int] = itemgetter(0)
_WIDTHS = ((24, 0), (1 << 8, 1), (1 << 16, 2), (1 << 32, 4))


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A word and what the index has of it; `units` is how much that is, as pages and places."""

    word: str
    units: int
    data: bytes


class Listing(NamedTuple):
    """A list as it was read, the numbers of its pages as distances; `body` is what follows on the first of them."""

    pages: Listed
    body: bytes


class Word(NamedTuple):
    """A word as it was read, with its list and those of its other spellings; None for a list without pages."""

    word: str
    pages: Listing | None
    spellings: dict[str, Listing]


class Stretch(NamedTuple):
    """The list of a word for pages that follow on each other; `body` is what follows on the number of the first."""

    first: int
    last: int
    pages: int
    units: int
    body: bytes


class Change(NamedTuple):
    """What a word gets from pages that are new or other than they were, under the numbers they have now."""

    pages: Listed
    spellings: dict[str, Listed]


def words_of(held: bytes) -> Iterator[Word]:
    """The words of the payload of a file of the index. Raises ValueError if it is not as this module would write it."""
    try:
        (words,) = cbor2.loads(held)
        at = _after(_START, held, 0)
        for word, pages, spellings in words:
            at = _past(_PAGE + cbor2.dumps(word), held, at)
            listing, at = _read(held, at, pages)
            at = _after(_LIST, held, at)
            others = {}
            for form, listed in spellings:
                at = _past(_PAIR + cbor2.dumps(form), held, at)
                others[form], at = _read(held, at, listed)
            known = {form: one for form, one in others.items() if one is not None}
            yield Word(word, listing, known)
    except (cbor2.CBORDecodeError, TypeError) as problem:
        raise ValueError(str(problem)) from problem
    if at != len(held):
        raise ValueError(f"it goes on after the words, at {at}")


def _read(held: bytes, at: int, pages: Listed) -> tuple[Listing | None, int]:
    """The list that begins there, and where it ends."""
    at = _past(head(_ARRAY, len(pages)), held, at)
    if not pages:
        return None, at
    end = _after(_ALL_PAGES, held, at)
    return Listing(pages, held[at + len(_PAGE) + len(head(_NUMBER, pages[0][0])) : end]), end


def _past(expected: bytes, held: bytes, at: int) -> int:
    if not held.startswith(expected, at):
        raise ValueError(f"it reads otherwise than it is written, at {at}")
    return at + len(expected)


def _after(pattern: re.Pattern[bytes], held: bytes, at: int) -> int:
    found = pattern.match(held, at)
    if found is None:
        raise ValueError(f"it is not laid out as expected, at {at}")
    return found.end()


def pages_of(word: Word) -> set[int]:
    """The numbers of all pages that have the word."""
    lists = [word.pages, *word.spellings.values()]
    return {at for one in lists if one for at in accumulate(map(_number, one.pages))}


def stretch(listing: Listing, start: int) -> Stretch:
    """The list of an index whose first page is to have the number `start`."""
    pages = listing.pages
    last = sum(map(_number, pages))
    return Stretch(start + pages[0][0], start + last, len(pages), _units(pages), listing.body)


def joined(word: str, lists: Sequence[Stretch], spellings: Mapping[str, Sequence[Stretch]]) -> Row:
    """A word's row from its lists, those of earlier pages first."""
    parts = [_PAGE, cbor2.dumps(word), *_one_list(lists), head(_ARRAY, len(spellings))]
    for form, known in sorted(spellings.items()):
        parts += [_PAIR, cbor2.dumps(form), *_one_list(known)]
    units = sum(one.units for known in (lists, *spellings.values()) for one in known)
    return Row(word, units + len(spellings), b"".join(parts))


def changed(row: Row | None, word: str, numbers: Sequence[int], change: Change | None) -> Row | None:
    """The row with its pages under other numbers, GONE for those that go, and with what came; None if nothing stays."""
    pages: Listed = []
    spellings: dict[str, Listed] = {}
    if row is not None:
        _, known, others = cbor2.loads(row.data)
        pages = _renumbered(known, numbers)
        spellings = {form: _renumbered(listed, numbers) for form, listed in others}
    if change is not None:
        pages = _with(pages, change.pages)
        for form, listed in change.spellings.items():
            spellings[form] = _with(spellings.get(form, []), listed)
    spellings = {form: listed for form, listed in sorted(spellings.items()) if listed}
    if not pages and not spellings:
        return None
    units = (_units(pages) if pages else 0) + sum(map(_units, spellings.values())) + len(spellings)
    others = [[form, _distances(listed)] for form, listed in spellings.items()]
    return Row(word, units, cbor2.dumps([word, _distances(pages), others]))


def absolute(pages: Listed, numbers: Sequence[int]) -> Listed:
    """The list with the numbers these pages have in the whole index, in their order."""
    return sorted(_renumbered(pages, numbers), key=_number)


def chunk(rows: Sequence[Row]) -> bytes:
    """The payload of a file of the index."""
    return b"".join((b"\x81", head(_ARRAY, len(rows)), *(row.data for row in rows)))


def head(kind: int, number: int) -> bytes:
    """How CBOR begins an array of so many values, or writes a number."""
    for below, width in _WIDTHS:
        if number < below:
            return bytes([kind << 5 | (number if not width else 24 + width.bit_length() - 1)]) + (
                number.to_bytes(width, "big") if width else b""
            )
    raise ValueError(f"{number} is no number of an index")


def _one_list(lists: Iterable[Stretch]) -> list[bytes]:
    known = list(lists)
    parts = [head(_ARRAY, sum(one.pages for one in known))]
    last = 0
    for one in known:
        parts += [_PAGE, head(_NUMBER, one.first - last), one.body]
        last = one.last
    return parts


def _units(pages: Listed) -> int:
    _, places, titles = zip(*pages, strict=True)
    return len(pages) + sum(map(len, places)) + sum(map(len, titles))


def _renumbered(pages: Listed, numbers: Sequence[int]) -> Listed:
    at, kept = 0, []
    for distance, places, titles in pages:
        at += distance
        number = numbers[at]
        if number != GONE:
            kept.append([number, places, titles])
    return kept


def _with(pages: Listed, came: Listed) -> Listed:
    return sorted([*pages, *came], key=_number) if came else pages


def _distances(pages: Listed) -> Listed:
    last, listed = 0, []
    for number, places, titles in pages:
        listed.append([number - last, places, titles])
        last = number
    return listed
