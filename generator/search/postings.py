"""Where words stand, as Pagefind's index has it, and how that is put together from the indexes of some of the pages.

A word has a list of pages, each with the places it stands at there and in the page's title, and such a list for each of
its spellings with other accents. Pages are numbers, each written as the distance from the one before. What is known of
a page depends on that page alone, so that lists can be joined, and a page be taken out of one. Lists are cut and joined
as the bytes they are in CBOR, and never read whole: there are a hundred places to a page. Never reads files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import cbor2
import msgspec

GONE = -1
"""In place of the number of a page that is not to stay."""

_NUMBER, _TEXT, _ARRAY = 0, 3, 4
_PAGE, _PAIR = b"\x83", b"\x82"
_HEAD = rb"(?:[\x80-\x97]|\x98[\x18-\xff]|\x99[\x01-\xff].|\x9a(?!\x00\x00).{4})"
_INT = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38][\x18-\xff]|[\x19\x39][\x01-\xff].|[\x1a\x3a](?!\x00\x00).{4})"
_PLACES = rb"%b%b*+%b%b*+" % (_HEAD, _INT, _HEAD, _INT)
_LIST = re.compile(rb"(?:\x83%b%b)*+" % (_INT, _PLACES), re.DOTALL)
_NUMBERS = re.compile(rb"\x83(%b)%b" % (_INT, _PLACES), re.DOTALL)
_ENTRIES = re.compile(rb"\x83(%b)(%b)" % (_INT, _PLACES), re.DOTALL)
"""Arrays and numbers in CBOR, each in its shortest form: what begins one can be taken for nothing else."""

_WIDTHS = ((24, 0), (1 << 8, 1), (1 << 16, 2), (1 << 32, 4))

Entry = tuple[int, bytes]
"""The number of a page, and the places there."""


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A word, and all that the index has of it."""

    word: str
    data: bytes


class Listing(NamedTuple):
    """A list as it stands in an index: the numbers of its pages, and the whole without its length."""

    numbers: list[int]
    body: bytes


class Word(NamedTuple):
    """A word as it was read, with its list and those of its other spellings."""

    word: str
    pages: Listing
    spellings: dict[str, Listing]


class Stretch(NamedTuple):
    """The list of a word for pages that follow on each other; `body` is what follows on the number of the first."""

    first: int
    last: int
    pages: int
    body: bytes


class Change(NamedTuple):
    """What a word gets from pages that are new or other than they were, under the numbers they have now."""

    pages: list[Entry]
    spellings: dict[str, list[Entry]]


class _Heads(dict[int, bytes]):
    """How numbers are written."""

    def __missing__(self, number: int) -> bytes:
        self[number] = written = head(_NUMBER, number)
        return written


class _Numbers(dict[bytes, int]):
    """What is written so."""

    def __missing__(self, written: bytes) -> int:
        self[written] = number = _head_at(written, 0, _NUMBER)[0]
        return number


_HEADS, _READ = _Heads(), _Numbers()


def words_of(held: bytes) -> Iterator[Word]:
    """The words of the payload of a file of the index. Raises ValueError if it is not as this module would write it."""
    if held[:1] != b"\x81":
        raise ValueError("it is no list of words")
    number, at = _head_at(held, 1, _ARRAY)
    for _ in range(number):
        word, at = _word_at(held, at)
        yield word
    if at != len(held):
        raise ValueError(f"it goes on after the words, at {at}")


def _word_at(held: bytes, at: int) -> tuple[Word, int]:
    word, at = _text_at(held, _past(_PAGE, held, at))
    pages, at = _list_at(held, at)
    number, at = _head_at(held, at, _ARRAY)
    spellings = {}
    for _ in range(number):
        form, at = _text_at(held, _past(_PAIR, held, at))
        spellings[form], at = _list_at(held, at)
    return Word(word, pages, spellings), at


def _list_at(held: bytes, at: int) -> tuple[Listing, int]:
    length, at = _head_at(held, at, _ARRAY)
    found = _LIST.match(held, at)
    end = found.end() if found else at
    numbers = list(accumulate(map(_READ.__getitem__, _NUMBERS.findall(held, at, end))))
    if len(numbers) != length:
        raise ValueError(f"it has {len(numbers)} pages where it says {length}, at {at}")
    return Listing(numbers, held[at:end]), end


def _text_at(held: bytes, at: int) -> tuple[str, int]:
    length, at = _head_at(held, at, _TEXT)
    return held[at : at + length].decode(), at + length


def _head_at(held: bytes, at: int, kind: int) -> tuple[int, int]:
    """The number that stands there, as the length of something of this kind, and where it ends."""
    first = held[at] if at < len(held) else -1
    small, width = first & 31, 0
    if small >= _WIDTHS[0][0]:
        width = 1 << small - 24
    number = int.from_bytes(held[at + 1 : at + 1 + width], "big") if width else small
    if first >> 5 != kind or width > _WIDTHS[-1][1] or head(kind, number) != held[at : at + 1 + width]:
        raise ValueError(f"it is not laid out as expected, at {at}")
    return number, at + 1 + width


def _past(expected: bytes, held: bytes, at: int) -> int:
    if not held.startswith(expected, at):
        raise ValueError(f"it is not laid out as expected, at {at}")
    return at + len(expected)


def pages_of(word: Word) -> set[int]:
    """The numbers of all pages that have the word."""
    return set(word.pages.numbers).union(*(one.numbers for one in word.spellings.values()))


def stretch(listing: Listing, start: int) -> Stretch:
    """The list of an index whose first page is to have the number `start`."""
    numbers = listing.numbers
    before = len(_PAGE) + len(_HEADS[numbers[0]])
    return Stretch(start + numbers[0], start + numbers[-1], len(numbers), listing.body[before:])


def entries(listing: Listing, numbers: Sequence[int]) -> list[Entry]:
    """The list by its pages, which have these numbers in the whole index; in their order."""
    return sorted(_renumbered(listing, numbers))


def joined(word: str, lists: Sequence[Stretch], spellings: Mapping[str, Sequence[Stretch]]) -> Row:
    """A word's row from its lists, those of earlier pages first."""
    return _row(word, _joined(lists), {form: _joined(known) for form, known in spellings.items()})


def changed(row: Row | None, word: str, numbers: Sequence[int], change: Change | None) -> Row | None:
    """The row with its pages under other numbers, GONE for those that go, and with what came; None if nothing stays."""
    pages: list[Entry] = []
    spellings: dict[str, list[Entry]] = {}
    if row is not None:
        known = _word_at(row.data, 0)[0]
        pages = _renumbered(known.pages, numbers)
        spellings = {form: _renumbered(listing, numbers) for form, listing in known.spellings.items()}
    if change is not None:
        pages = sorted([*pages, *change.pages])
        for form, came in change.spellings.items():
            spellings[form] = sorted([*spellings.get(form, []), *came])
    left = {form: _listed(known) for form, known in spellings.items() if known}
    return _row(word, _listed(pages), left) if pages or left else None


def chunk(rows: Sequence[Row]) -> bytes:
    """The payload of a file of the index."""
    return b"".join((b"\x81", head(_ARRAY, len(rows)), *(row.data for row in rows)))


def head(kind: int, number: int) -> bytes:
    """How CBOR writes a number, or begins something of that length."""
    for below, width in _WIDTHS:
        if number < below:
            first = kind << 5 | (number if not width else 23 + width.bit_length())
            return bytes([first]) + (number.to_bytes(width, "big") if width else b"")
    raise ValueError(f"{number} is no number of an index")


def _row(word: str, pages: bytes, spellings: Mapping[str, bytes]) -> Row:
    parts = [_PAGE, cbor2.dumps(word), pages, head(_ARRAY, len(spellings))]
    for form, known in sorted(spellings.items()):
        parts += [_PAIR, cbor2.dumps(form), known]
    return Row(word, b"".join(parts))


def _joined(lists: Iterable[Stretch]) -> bytes:
    known = list(lists)
    parts = [head(_ARRAY, sum(one.pages for one in known))]
    last = 0
    for one in known:
        parts += [_PAGE, _HEADS[one.first - last], one.body]
        last = one.last
    return b"".join(parts)


def _renumbered(listing: Listing, numbers: Sequence[int]) -> list[Entry]:
    places = (rest for _, rest in _ENTRIES.findall(listing.body))
    now = (numbers[number] for number in listing.numbers)
    return [entry for entry in zip(now, places, strict=True) if entry[0] != GONE]


def _listed(pages: Sequence[Entry]) -> bytes:
    parts = [head(_ARRAY, len(pages))]
    last = 0
    for number, places in pages:
        parts += [_PAGE, _HEADS[number - last], places]
        last = number
    return b"".join(parts)
