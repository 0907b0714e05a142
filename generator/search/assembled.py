"""The index of a whole site, from that of the last build and from what Pagefind makes of the pages that changed.

What is known of a page depends on that page alone. So Pagefind reads only those that are new or other than they were,
some at a time, whatever the size of the site; the lists of the words they have are made again, and with them the files
these lists are in. Comes out byte for byte the same however much of it was there before. Decides how large the files of
the index are; what is kept of it, and whether that is to be trusted, is for others. Never reads or writes files.
"""

from __future__ import annotations

import gzip
import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from operator import eq
from typing import Protocol

import msgspec

from ..fragments import MARK
from .canonical import ENTRY, Entry, Language, Meta, UnknownLayoutError, content_name, packed
from .pieces import Part, Piece, piece_of
from .postings import GONE, Change, Row, Stretch, Word, changed, chunk, entries, joined, pages_of, stretch
from .records import Record, language_of, page_html

Indexer = Callable[[Sequence[tuple[str, str]]], Mapping[str, bytes]]
"""Pagefind: from the paths and the HTML of pages to the files of their index."""

FULL = 50_000
"""Bytes at which a file of the index is full, before it is packed: 20 kB then, about as Pagefind has it."""

PAGES, CHARACTERS = 1_000, 4_000_000
"""So much goes to Pagefind at a time; it takes about 90 bytes of memory for a character."""

FEW = 8
"""A page in so many may be other than it was, before it is cheaper to begin anew."""

LEVEL = 6
"""Of packing. The best one, 9, takes twice the time and saves one byte in a hundred."""

WORDS, CHUNKS, FILES = "index words", "index chunks", "index files"
"""The tables of what is kept: the words of each page, the rows of each file of the index, the files."""


class Store(Protocol):
    """What was kept with an index."""

    def some(self, table: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What a table has under these keys."""
        ...


class KeptPage(msgspec.Struct, frozen=True, array_like=True):
    """A page: what it was made from, what its fragment is called, and how many words it has."""

    path: str
    record: bytes
    fragment: str
    words: int


class KeptChunk(msgspec.Struct, frozen=True, array_like=True):
    """A file of the index: its first and its last word, and its name."""

    first: str
    last: str
    name: str


class Tongue(msgspec.Struct, frozen=True, array_like=True):
    """The index of one language."""

    pages: tuple[KeptPage, ...]
    chunks: tuple[KeptChunk, ...]
    fields: tuple[str, ...]
    stemmer: str | None
    marked: bool


class Index(msgspec.Struct, frozen=True, array_like=True):
    """The whole index: what it was made with, and the SHA-256 of each of its files."""

    version: str
    characters: tuple[str, ...]
    tongues: dict[str, Tongue]
    programs: tuple[str, ...]
    files: dict[str, str]


class Assembled(msgspec.Struct, frozen=True):
    """An index; those of its files that the one before did not have; and what to keep of it, None for what goes."""

    index: Index
    files: dict[str, bytes]
    rows: dict[str, dict[str, bytes | None]]


class KeptLostError(Exception):
    """Something that was kept with an index is gone."""


class _Gathered(msgspec.Struct):
    """What came of the pages that changed, of one language."""

    fragments: dict[str, tuple[str, int]] = {}
    lists: dict[str, tuple[list[Stretch], dict[str, list[Stretch]]]] = {}
    changes: dict[str, Change] = {}
    fields: tuple[str, ...] | None = None
    stemmer: str | None = None
    marked: bool = False


class _Work(msgspec.Struct):
    """An index being made: the one before, or that it is made anew, and the names of its chunks; the number of each
    page; what is there so far.
    """

    anew: bool
    before: Mapping[str, Tongue]
    known: frozenset[str]
    store: Store
    numbers: dict[str, dict[str, int]]
    gathered: dict[str, _Gathered]
    files: dict[str, bytes]
    rows: dict[str, dict[str, bytes | None]]
    version: str = ""
    characters: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()


def assembled(records: Sequence[Record], indexer: Indexer, old: Index | None, store: Store) -> Assembled:
    """The index of these records, which are in order. `old` was made by the same Pagefind, and `store` has what was
    kept with it. Raises UnknownLayoutError, KeptLostError, and what the indexer raises.
    """
    digests = {record.path: digest_of(record) for record in records}
    before = {page.path: page for tongue in old.tongues.values() for page in tongue.pages} if old else {}
    new = [one for one in records if one.path not in before or before[one.path].record != digests[one.path]]
    if old is not None and len(new) * FEW > len(records):
        return assembled(records, indexer, None, store)
    orders: dict[str, list[str]] = {}
    for record in records:
        orders.setdefault(language_of(record), []).append(record.path)
    work = _Work(
        anew=old is None,
        before=old.tongues if old else {},
        known=frozenset(one.name for tongue in old.tongues.values() for one in tongue.chunks) if old else frozenset(),
        store=store,
        numbers={language: {path: at for at, path in enumerate(paths)} for language, paths in orders.items()},
        gathered={language: _Gathered() for language in orders},
        files={},
        rows={WORDS: {}, CHUNKS: {}, FILES: {}},
    )
    if old is not None:
        work.version, work.characters, work.programs = old.version, old.characters, old.programs
    for pages in _batches(new):
        _take(work, piece_of(indexer(pages)))
    tongues = {language: _tongue(work, language, digests) for language in sorted(orders)}
    return _finished(work, tongues, old)


def digest_of(record: Record) -> bytes:
    """The same for the same record."""
    return hashlib.blake2b(msgspec.msgpack.encode(record), digest_size=16).digest()


def _batches(records: Iterable[Record]) -> Iterator[list[tuple[str, str]]]:
    pages: list[tuple[str, str]] = []
    size = 0
    for record in records:
        html = page_html(record)
        if pages and (len(pages) == PAGES or size + len(html) > CHARACTERS):
            yield pages
            pages, size = [], 0
        pages.append((record.path, html))
        size += len(html)
    if pages:
        yield pages


def _take(work: _Work, piece: Piece) -> None:
    """Adds what Pagefind made of some pages."""
    if (work.version or piece.version) != piece.version:
        raise UnknownLayoutError("Pagefind changed its version")
    work.version, work.characters = piece.version, piece.characters
    work.programs = tuple(sorted({*work.programs, *piece.programs}))
    work.files |= piece.programs
    for language, part in piece.parts.items():
        if language not in work.numbers:
            raise UnknownLayoutError(f"pages are taken to be in '{language}'")
        _take_part(work, language, part)


def _take_part(work: _Work, language: str, part: Part) -> None:
    into, numbers = work.gathered[language], work.numbers[language]
    if into.fields not in {None, part.fields}:
        raise UnknownLayoutError("pages have different fields")
    into.fields, into.stemmer, into.marked = part.fields, part.stemmer, part.marked
    here = []
    for fragment in part.fragments:
        if fragment.path not in numbers:
            raise UnknownLayoutError(f"'{fragment.path}' is no page that was sent")
        here.append(numbers[fragment.path])
        into.fragments[fragment.path] = fragment.name, fragment.words
        work.files[f"fragment/{fragment.name}.pf_fragment"] = fragment.data
    if work.anew and here != list(range(here[0], here[0] + len(here))):
        raise UnknownLayoutError("pages are not in the order in which they were sent")
    on_page: list[list[str]] = [[] for _ in here]
    for word in part.words:
        for at in pages_of(word):
            on_page[at].append(word.word)
        if work.anew:
            _join(into, here, word)
        else:
            into.changes[word.word] = _with(into.changes.get(word.word), here, word)
    for fragment, words in zip(part.fragments, on_page, strict=True):
        work.rows[WORDS][fragment.path] = msgspec.msgpack.encode((fragment.name, words))


def _join(into: _Gathered, here: Sequence[int], word: Word) -> None:
    """Where all pages are sent, those of one batch follow on those of the one before."""
    lists, others = into.lists.setdefault(word.word, ([], {}))
    if word.pages.numbers:
        lists.append(stretch(word.pages, here[0]))
    for form, listing in word.spellings.items():
        others.setdefault(form, []).append(stretch(listing, here[0]))


def _with(so_far: Change | None, here: Sequence[int], word: Word) -> Change:
    came = so_far or Change([], {})
    forms = dict(came.spellings)
    for form, listing in word.spellings.items():
        forms[form] = [*forms.get(form, []), *entries(listing, here)]
    return Change([*came.pages, *entries(word.pages, here)], forms)


def _tongue(work: _Work, language: str, digests: Mapping[str, bytes]) -> Tongue:
    new, old = work.gathered[language], work.before.get(language)
    fields = new.fields if new.fields is not None else old.fields if old else ()
    if old is not None and old.fields != fields:
        raise UnknownLayoutError("pages have different fields")
    before = {page.path: page for page in old.pages} if old else {}
    pages = []
    for path in work.numbers[language]:  # which are in order
        fragment, words = new.fragments.get(path) or _as_it_was(before, path)
        pages.append(KeptPage(path, digests[path], fragment, words))
    return Tongue(
        pages=tuple(pages),
        chunks=tuple(_chunks(work, language, old)),
        fields=fields,
        stemmer=new.stemmer if new.fields is not None or old is None else old.stemmer,
        marked=new.marked if new.fields is not None or old is None else old.marked,
    )


def _as_it_was(before: Mapping[str, KeptPage], path: str) -> tuple[str, int]:
    if path not in before:
        raise UnknownLayoutError(f"'{path}' was left out")
    return before[path].fragment, before[path].words


def _chunks(work: _Work, language: str, old: Tongue | None) -> Iterator[KeptChunk]:
    """The files of the index: those that have no word of a page that changed stay as they are."""
    new, numbers = work.gathered[language], work.numbers[language]
    if old is None:
        rows: Iterator[Row] = (
            joined(word, *new.lists[word]) if work.anew else _row(None, word, (), new.changes[word])
            for word in sorted(new.lists if work.anew else new.changes)
        )
        yield from (_put(work, language, full) for full in _filled(rows))
        return
    gone = [page for page in old.pages if page.path in new.fragments or page.path not in numbers]
    now = [GONE if page.path in new.fragments else numbers.get(page.path, GONE) for page in old.pages]
    moved = any(at not in {GONE, was} for was, at in enumerate(now))
    words = None if moved else {*new.changes, *_words_of(gone, work.store)}
    yield from _patched(work, language, words, now)


def _patched(work: _Work, language: str, words: set[str] | None, now: Sequence[int]) -> Iterator[KeptChunk]:
    """`words` are those whose lists change; None if all do, since pages have other numbers."""
    changes, chunks = work.gathered[language].changes, work.before[language].chunks
    by_chunk = _shared([one.first for one in chunks], {*changes} if words is None else words)
    rest: list[Row] = []
    for at, kept in enumerate(chunks):
        touched = by_chunk.get(at, set())
        if not rest and not touched and words is not None:
            yield kept
            continue
        known = {row.word: row for row in _rows_of(kept, work.store)}
        rows: list[Row] = []
        for word in sorted(known.keys() | touched):
            row = known.get(word)
            if words is None or word in touched:
                row = changed(row, word, now, changes.get(word))
            rows += [row] if row else []
        full = list(_filled(iter([*rest, *rows])))
        rest = full.pop() if full and sum(len(row.data) for row in full[-1]) < FULL else []
        for one in full:
            yield _put(work, language, one)
    if rest:
        yield _put(work, language, rest)


def _row(row: Row | None, word: str, now: Sequence[int], change: Change) -> Row:
    made = changed(row, word, now, change)
    if made is None:
        raise UnknownLayoutError(f"'{word}' stands nowhere")
    return made


def _shared(firsts: Sequence[str], words: Iterable[str]) -> dict[int, set[str]]:
    """Which of the words belong to which chunk; those before the first to the first."""
    shares: dict[int, set[str]] = {}
    for word in words:
        shares.setdefault(max(bisect_right(firsts, word) - 1, 0), set()).add(word)
    return shares


def _filled(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows by files, each full but the last."""
    full: list[Row] = []
    size = 0
    for row in rows:
        full.append(row)
        size += len(row.data)
        if size >= FULL:
            yield full
            full, size = [], 0
    if full:
        yield full


def _put(work: _Work, language: str, rows: list[Row]) -> KeptChunk:
    held = chunk(rows)
    name = content_name(language, held)
    if name not in work.known:
        work.files[f"index/{name}.pf_index"] = _pack(held)
        work.rows[CHUNKS][name] = msgspec.msgpack.encode(rows)
    return KeptChunk(rows[0].word, rows[-1].word, name)


def _words_of(pages: Sequence[KeptPage], store: Store) -> Iterator[str]:
    rows = store.some(WORDS, [page.path for page in pages])
    decoder = msgspec.msgpack.Decoder(tuple[str, list[str]])
    for page in pages:
        fragment, words = decoder.decode(rows[page.path]) if page.path in rows else ("", [])
        if fragment != page.fragment:
            raise KeptLostError
        yield from words


def _rows_of(kept: KeptChunk, store: Store) -> list[Row]:
    row = store.some(CHUNKS, (kept.name,)).get(kept.name)
    if row is None:
        raise KeptLostError
    return msgspec.msgpack.decode(row, type=list[Row])


def _finished(work: _Work, tongues: dict[str, Tongue], old: Index | None) -> Assembled:
    """With the tables that browsers read first, and what stays of the index before."""
    files = work.files
    languages = {}
    for language, tongue in tongues.items():
        table = packed(_meta(work.version, tongue))
        name = content_name(language, table)
        files[f"pagefind.{name}.pf_meta"] = _pack(table)
        languages[language] = Language(hash=name, wasm=tongue.stemmer, page_count=len(tongue.pages))
    files[ENTRY] = msgspec.json.encode(Entry(work.version, languages, list(work.characters)))
    stemmers = {f"wasm.{tongue.stemmer or 'unknown'}.pagefind" for tongue in tongues.values()}
    programs = tuple(one for one in work.programs if not one.startswith("wasm.") or one in stemmers)
    names = {ENTRY, *programs, *(f"pagefind.{one.hash}.pf_meta" for one in languages.values())}
    for tongue in tongues.values():
        names |= {f"fragment/{page.fragment}.pf_fragment" for page in tongue.pages}
        names |= {f"index/{one.name}.pf_index" for one in tongue.chunks}
    known = old.files if old else {}
    missing = names - files.keys() - known.keys()
    if missing:
        raise UnknownLayoutError(f"the index needs '{min(missing)}', which is not there")
    sums = {name: _sum(files[name]) if name in files else known[name] for name in sorted(names)}
    index = Index(work.version, work.characters, tongues, programs, sums)
    return Assembled(
        index, {name: files[name] for name in sums if sums[name] != known.get(name)}, _rows(work, index, old)
    )


def _rows(work: _Work, index: Index, old: Index | None) -> dict[str, dict[str, bytes | None]]:
    rows = {table: dict(values) for table, values in work.rows.items()}
    rows[FILES] = {name: work.files[name] for name in index.files if name in work.files}
    if old is None:
        return rows
    now, before = _keys(index), _keys(old)
    return {table: {**values, **dict.fromkeys(before[table] - now[table])} for table, values in rows.items()}


def _keys(index: Index) -> dict[str, set[str]]:
    tongues = index.tongues.values()
    return {
        WORDS: {page.path for tongue in tongues for page in tongue.pages},
        CHUNKS: {one.name for tongue in tongues for one in tongue.chunks},
        FILES: {*index.files},
    }


def _meta(version: str, tongue: Tongue) -> Meta:
    more = [""] if tongue.marked else []
    return Meta(
        version=version,
        pages=[[page.fragment, page.words, *more] for page in tongue.pages],
        chunks=[
            (first, last, one.name) for (first, last), one in zip(ranges(tongue.chunks), tongue.chunks, strict=True)
        ],
        filters=[],
        sorts=[],
        fields=list(tongue.fields),
    )


def ranges(chunks: Sequence[KeptChunk]) -> list[tuple[str, str]]:
    """From which word to which each file goes, cut to what tells neighbours apart: as Pagefind does it."""
    firsts, lasts = [one.first for one in chunks], [one.last for one in chunks]
    for at, (one, after) in enumerate(pairwise(chunks)):
        shared = len(list(takewhile(bool, map(eq, one.last, after.first))))
        firsts[at + 1] = after.first[: shared + 1]
        cut = one.last[: shared + 1]
        lasts[at] = cut if cut >= firsts[at] else one.last
    return list(zip(firsts, lasts, strict=True))


def _pack(held: bytes) -> bytes:
    return gzip.compress(MARK + held, LEVEL, mtime=0)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
