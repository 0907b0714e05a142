"""From records to the files of the bundle: Pagefind's index, `facets.json` and `dates.json`. Decides what is in those.

Facets are kept beside the index and not in it. Pagefind counts them for one query at a time, so a phrase with words,
an excluded word or a range of dates would show counts that lead to nothing; the browser counts the true result.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from .canonical import UnknownLayoutError, canonical, needed, pages_of
from .failure import SearchError
from .records import Record, check_record, language_of, page_html
from .service import Limits, find_binary, index_pages

FORMAT = "2"
"""Grows when the same records would give other files."""

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
    ordered = _in_order(records)
    if not ordered:
        return Bundle(files=_tables((), {}))
    program = find_binary(binary)
    made = index_pages(program, [(record.path, page_html(record)) for record in ordered], limits or _limits(ordered))
    try:
        files = needed(made)
        named = pages_of(files)
    except UnknownLayoutError as problem:
        raise SearchError(
            f"the search index cannot be read: {problem}", "install pagefind-bin 1.5.2 or later, below 2"
        ) from problem
    notes = _language_notes(ordered, program)
    try:
        files = canonical(files)
        named = pages_of(files)
    except UnknownLayoutError as problem:
        notes = (*notes, f"the search index is not reproducible with this Pagefind: {problem}")
    return Bundle(files=dict(sorted({**files, **_tables(ordered, named)}.items())), notes=notes)


def fingerprint(records: Sequence[Record], binary_version: str) -> str:
    """The same for the same records in any order: a bundle kept under it need not be made again."""
    ordered = sorted(records, key=lambda record: record.path)
    return hashlib.sha256(msgspec.json.encode((FORMAT, binary_version, ordered))).hexdigest()


def _in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    ordered = tuple(sorted(records, key=lambda record: record.path))
    for record in ordered:
        check_record(record)
    for before, after in pairwise(ordered):
        if before.path == after.path:
            raise SearchError(f"two search records have the path '{before.path}'", "give one record for a page")
    return ordered


def _limits(records: Iterable[Record]) -> Limits:
    sizes = [sum(len(passage.text) for passage in record.passages) + len(record.title) for record in records]
    return Limits.for_size(len(sizes), sum(sizes))


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
