"""From records to the files of the bundle: Pagefind's index, `facets.json` and `dates.json`. Decides what is in those.

Facets are kept beside the index and not in it. Pagefind counts them for one query at a time, so a phrase with words,
an excluded word or a range of dates would show counts that lead to nothing; the browser counts the true result.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import msgspec

from .assembled import FILES, Assembled, Index, Indexer, KeptLostError, Store, assembled
from .canonical import UnknownLayoutError, canonical, needed, pages_of
from .failure import SearchError, check_number
from .records import Record, check_record, language_of, page_html
from .service import Limits, find_binary, index_pages

FIRST_FACETS = ("Type", "Year", "People", "Country", "Topic", "Series")
"""The order in which facets are offered; others follow by name."""

GROUPS = (
    ("source", "source article", "source articles"),
    ("meeting", "briefing", "briefings"),
    ("", "other page", "other pages"),
)
"""The groups in which hits are shown: the kind of record, and what one and several of them are called."""

UNSPACED = {"ja": "Japanese", "th": "Thai", "zh": "Chinese"}
"""Languages written without spaces: only Pagefind's extended binary finds their words."""

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


class Bundle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Files by their path below the bundle's folder, and what the desk should know of how they were made."""

    files: dict[str, bytes]
    notes: tuple[str, ...] = ()


class KeptBundle(msgspec.Struct, frozen=True, array_like=True):
    """A bundle that was made: the fingerprint of its records, the index if it can be renewed in part, and the SHA-256
    of each file.
    """

    of: str
    index: Index | None = None
    files: dict[str, str] = {}
    notes: tuple[str, ...] = ()


class Renewed(msgspec.Struct, frozen=True):
    """A bundle; its files that may be other than they were; and what to keep of it, None for what goes."""

    kept: KeptBundle
    files: dict[str, bytes]
    rows: dict[str, dict[str, bytes | None]]


class Nothing:
    """Where nothing was kept."""

    def some(self, table: str, keys: Iterable[str]) -> dict[str, bytes]:  # noqa: ARG002 - it is a store like others
        """Nothing."""
        return {}


class FacetTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`facets.json`. `pages` names each page as results do, cut to the shortest length that tells them apart.

    All other lists say which pages, by their place in `pages` counted from 1, each as the distance from the one before.
    `languages` come largest first, which is the one Pagefind falls back on. Every page is in one of `groups`, each with
    what one and several of its pages are called.
    """

    languages: tuple[str, ...]
    pages: tuple[str, ...]
    groups: tuple[tuple[str, str, tuple[int, ...]], ...]
    facets: tuple[tuple[str, tuple[tuple[str, tuple[int, ...]], ...]], ...]


def bundle(records: Sequence[Record], limits: Limits | None = None, binary: Path | None = None) -> Bundle:
    """All files of the search index, the same bytes for the same records in any order. Raises SearchError.

    `binary` is a Pagefind program to use instead of the installed one.
    """
    made = renewed(records, None, Nothing(), limits=limits, binary=binary)
    return Bundle(files=dict(sorted(made.files.items())), notes=made.kept.notes)


def renewed(
    records: Sequence[Record],
    old: KeptBundle | None,
    store: Store,
    *,
    limits: Limits | None = None,
    binary: Path | None = None,
) -> Renewed:
    """The bundle of these records, made of what an earlier one and `store`, which has what was kept with it, hold of
    it. Raises SearchError.
    """
    ordered = _in_order(records)
    check_number(len(ordered))
    of = fingerprint(ordered)
    if old is not None and old.of == of:
        return Renewed(old, {}, {})
    if not ordered:
        return _renewed(None, _tables((), {}), old, KeptBundle(of))
    program = find_binary(binary)
    notes = _language_notes(ordered, program)
    sizes = {record.path: _size(record) for record in ordered}

    def indexer(pages: Sequence[tuple[str, str]]) -> dict[str, bytes]:
        within = limits or Limits.for_size(len(pages), sum(sizes[path] for path, _ in pages))
        return index_pages(program, pages, within)

    try:
        made = _assembled(ordered, indexer, old.index if old else None, store)
    except UnknownLayoutError as problem:
        files, more = _whole(ordered, indexer, problem)
        return _renewed(None, files, old, KeptBundle(of, notes=(*notes, *more)))
    named = {page.path: _digits(page.fragment) for tongue in made.index.tongues.values() for page in tongue.pages}
    return _renewed(made, _tables(ordered, named), old, KeptBundle(of, notes=notes))


def _assembled(ordered: Sequence[Record], indexer: Indexer, old: Index | None, store: Store) -> Assembled:
    if old is not None:
        with suppress(KeptLostError):
            return assembled(ordered, indexer, old, store)
    return assembled(ordered, indexer, None, store)


def _whole(
    ordered: Sequence[Record], indexer: Indexer, why: UnknownLayoutError
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The index as a Pagefind makes it whose layout is not known well enough to put one together, and what to say."""
    made = indexer([(record.path, page_html(record)) for record in ordered])
    try:
        files = needed(made)
        named = pages_of(files)
    except UnknownLayoutError as problem:
        raise SearchError(
            f"the search index cannot be read: {problem}", "install pagefind-bin 1.5.2 or later, below 2"
        ) from problem
    notes = (f"each change makes the whole search index anew with this Pagefind: {why}",)
    try:
        files = canonical(files)
        named = pages_of(files)
    except UnknownLayoutError as problem:
        notes = (f"the search index is not reproducible with this Pagefind: {problem}",)
    return {**files, **_tables(ordered, named)}, notes


def _renewed(made: Assembled | None, files: dict[str, bytes], old: KeptBundle | None, kept: KeptBundle) -> Renewed:
    """With `files` beside those of the index. `kept` is still without the SHA-256 of files."""
    every = {**(made.files if made else {}), **files}
    sums = {**(made.index.files if made else {}), **{name: sha256(data).hexdigest() for name, data in files.items()}}
    gone: dict[str, bytes | None] = dict.fromkeys((old.files.keys() if old else set()) - sums.keys())
    whole = msgspec.structs.replace(kept, index=made.index if made else None, files=dict(sorted(sums.items())))
    return Renewed(whole, every, {**(made.rows if made else {}), FILES: {**gone, **every}})


def _digits(fragment: str) -> str:
    """The name of a fragment without its language: how a result names its page."""
    return fragment.rpartition("_")[2]


def fingerprint(records: Sequence[Record]) -> str:
    """The same for the same records in any order: a bundle kept under it need not be made again."""
    ordered = sorted(records, key=lambda record: record.path)
    return sha256(msgspec.msgpack.encode(ordered)).hexdigest()


def _in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    ordered = tuple(sorted(records, key=lambda record: record.path))
    for record in ordered:
        check_record(record)
    for before, after in pairwise(ordered):
        if before.path == after.path:
            raise SearchError(f"two search records have the path '{before.path}'", "give one record for a page")
    return ordered


def _size(record: Record) -> int:
    return sum(len(passage.text) for passage in record.passages) + len(record.title)


def _language_notes(records: Iterable[Record], program: Path) -> tuple[str, ...]:
    """The standard and the extended program differ in their name only."""
    if "extended" in program.name:
        return ()
    unspaced = sorted({language_of(record) for record in records} & UNSPACED.keys())
    return tuple(
        f"words in {UNSPACED[language]} are not found by this Pagefind: install pagefind-bin-extended"
        for language in unspaced
    )


def _tables(records: Sequence[Record], named: Mapping[str, str]) -> dict[str, bytes]:
    missing = [record.path for record in records if record.path not in named]
    if missing:
        raise SearchError(f"Pagefind left out '{missing[0]}'", "report this page, it should have been indexed")
    names = _shortened([named[record.path] for record in records])
    sizes = Counter(language_of(record) for record in records)
    table = FacetTable(
        languages=tuple(sorted(sizes, key=lambda language: (-sizes[language], language))),
        pages=tuple(names),
        groups=_groups(records),
        facets=tuple((facet, tuple(sorted(values.items()))) for facet, values in _facets(records)),
    )
    dates = {name: _day(record.date) for name, record in zip(names, records, strict=True)}
    return {
        "facets.json": msgspec.json.encode(table),
        "dates.json": msgspec.json.encode({name: day for name, day in sorted(dates.items()) if day}),
    }


def _groups(records: Sequence[Record]) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    kinds = {kind for kind, _, _ in GROUPS}
    held = _distances((one.kind if one.kind in kinds else "", number) for number, one in enumerate(records, 1))
    return tuple((one, several, held.get(kind, ())) for kind, one, several in GROUPS)


def _facets(records: Sequence[Record]) -> list[tuple[str, dict[str, tuple[int, ...]]]]:
    facets = {facet for record in records for facet, _ in record.filters}
    places = {facet: place for place, facet in enumerate(FIRST_FACETS)}
    return [
        (
            facet,
            _distances(
                (value, number)
                for number, record in enumerate(records, 1)
                for name, value in dict.fromkeys(record.filters)
                if name == facet
            ),
        )
        for facet in sorted(facets, key=lambda facet: (places.get(facet, len(places)), facet))
    ]


def _distances(numbered: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """For each name its numbers, which come in rising order, each as the distance from the one before."""
    last: dict[str, int] = {}
    distances: dict[str, list[int]] = {}
    for name, number in numbered:
        distances.setdefault(name, []).append(number - last.get(name, 0))
        last[name] = number
    return {name: tuple(steps) for name, steps in sorted(distances.items())}


def _shortened(names: Sequence[str]) -> list[str]:
    """Cut to the shortest length, four at least, at which all still differ."""
    longest = max(map(len, names), default=0)
    fits = (length for length in range(4, longest) if len({name[:length] for name in names}) == len(names))
    length = next(fits, longest)
    return [name[:length] for name in names]


def _day(date: str) -> str:
    """The certain part of an ISO or EDTF date: "2024-02" of "2024-02-XX", "" of "202X"."""
    found = _DAY.match(date)
    return found[0] if found else ""
