"""An index put together from what Pagefind makes of some of the pages is that which it makes of all of them.

Where it is renewed after an edit, it has the bytes of one that is made from nothing.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import cbor2
import msgspec
import pytest

from generator.fragments import MARK
from generator.search import KeptBundle, Nothing, Passage, Record, SearchError, failure, find_binary, renewed
from generator.search import assembled as putting
from generator.search.assembled import CHUNKS, WORDS, KeptChunk, ranges
from generator.search.bundle import bundle
from generator.search.canonical import UnknownLayoutError, canonical, meta_of, needed, payload
from generator.search.pieces import piece_of
from generator.search.records import page_html
from generator.search.service import Limits, index_pages
from tests.bench.index import Held

SPOKEN = (
    "strait ferry lantern Café cafe résumé naïve naive harbour harbours accord grave concern step 北 북한 x".split()
)
LIMITS = Limits(seconds=60, memory_bytes=2 * 1024**3)


def page(chance: random.Random, number: int, language: str = "en") -> Record:
    """Words as they fall."""
    said = [" ".join(chance.choices(SPOKEN, k=chance.randrange(40))) for _ in range(3)]
    return Record(
        path=f"sources/{number:03}/",
        title=" ".join(chance.choices(SPOKEN, k=chance.randrange(4))),
        language=language,
        kind="source",
        passages=tuple(Passage(id=f"p{at}", text=text) for at, text in enumerate(said)),
        filters=(("Year", "2031"),),
    )


def some_pages(seed: int, number: int = 60) -> list[Record]:
    """In two languages."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    return [page(chance, at, "ko" if at % 7 == 3 else "en") for at in range(number)]


def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few pages at a time, and many files of the index."""
    monkeypatch.setattr(putting, "PAGES", 17)
    monkeypatch.setattr(putting, "FULL", 600)


def words_of(files: dict[str, bytes]) -> dict[tuple[str, str], tuple[object, list[object]]]:
    """What an index says of each word of each language, read without the code under test."""
    found: dict[tuple[str, str], tuple[object, list[object]]] = {}
    for path, data in files.items():
        if path.endswith(".pf_index"):
            language = path.removeprefix("index/").partition("_")[0]
            (words,) = cbor2.loads(payload(data))
            found |= {(language, word): (pages, sorted(spellings)) for word, pages, spellings in words}
    return found


def test_put_together_it_is_the_same_as_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word with its pages, places and spellings; every page with its number, name and length."""
    records = some_pages(1)
    small(monkeypatch)
    files = bundle(records).files
    ordered = sorted(records, key=lambda one: one.path)
    whole = canonical(needed(index_pages(find_binary(), [(one.path, page_html(one)) for one in ordered], LIMITS)))
    assert words_of(files) == words_of(whole)
    assert any(spellings for _, spellings in words_of(files).values())
    assert {name for name in files if "fragment" in name} == {name for name in whole if "fragment" in name}
    tables = [
        sorted(meta_of(payload(data)).pages for name, data in made.items() if name.endswith(".pf_meta"))
        for made in (files, whole)
    ]
    assert tables[0] == tables[1]
    assert sum(name.endswith(".pf_index") for name in files) > sum(name.endswith(".pf_index") for name in whole)


def test_ranges_are_cut_as_pagefind_cuts_them() -> None:
    """By the words that the files of an index of its own hold."""
    long = [
        Record(
            path=f"p/{number}/",
            title="t",
            language="en",
            kind="source",
            passages=(Passage(id="p", text=" ".join(f"{chr(97 + at % 26)}{at * number:x}q" for at in range(700))),),
        )
        for number in range(1, 60)
    ]
    files = index_pages(find_binary(), [(one.path, page_html(one)) for one in long], LIMITS)
    (table,) = (meta_of(payload(data)) for name, data in files.items() if name.endswith(".pf_meta"))
    read = {name: cbor2.loads(payload(files[f"index/{name}.pf_index"]))[0] for _, _, name in table.chunks}
    held = {name: [word for word, *_ in words] for name, words in read.items()}
    assert len(held) > 1
    kept = [KeptChunk(words[0], words[-1], name) for name, words in held.items()]
    assert ranges(kept) == [(first, last) for first, last, _ in table.chunks]


def edited(records: list[Record], chance: random.Random) -> list[Record]:
    """Pages other than they were, new, gone, or in another language."""
    records = list(records)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(records))
        kind = chance.randrange(4)
        if kind == 0:
            records[at] = page(chance, int(records[at].path[8:11]), records[at].language)
        elif kind == 1:
            records.append(page(chance, max(int(one.path[8:11]) for one in records) + 1))
        elif kind == 2:
            del records[at]
        else:
            records[at] = msgspec.structs.replace(records[at], language=chance.choice(["en", "ko", "fr"]))
    return records


@pytest.mark.parametrize("seed", range(4))
def test_renewed_it_is_the_same_as_made_from_nothing(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """After each of several edits, with what was kept of the one before; only what is other is new."""
    small(monkeypatch)
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    records, kept = some_pages(seed), Held()
    last = kept.put(renewed(records, None, kept))
    for _ in range(6):
        records = edited(records, chance)
        made = renewed(chance.sample(records, len(records)), last, kept)
        clean = renewed(records, None, Nothing())
        assert made.kept == clean.kept
        assert {name: made.files[name] for name in made.files} == {name: clean.files[name] for name in made.files}
        assert {name for name, sum_ in clean.kept.files.items() if last.files.get(name) != sum_} <= made.files.keys()
        last = kept.put(made)
        assert kept.tables["index files"].keys() == clean.kept.files.keys()
        assert all(
            hashlib.sha256(kept.tables["index files"][name]).hexdigest() == sum_
            for name, sum_ in clean.kept.files.items()
        )


def test_pagefind_gets_the_pages_that_changed_and_no_others(tmp_path: Path) -> None:
    """One after an edit, none where nothing changed or a page went, all where much did."""
    program, said = tmp_path / "pagefind-heard", tmp_path / "said"
    said.write_bytes(b"")
    program.write_text(f'#!/bin/sh\n{shutil.which("tee")} -a "{said}" | "{find_binary()}" "$@"\n')
    program.chmod(0o755)

    def sent(records: list[Record], old: KeptBundle | None) -> int:
        before = said.stat().st_size
        renewed(records, old, kept, binary=program)
        messages = said.read_bytes()[before:].split(b",")[:-1]
        return sum(b'"AddFile"' in base64.b64decode(message) for message in messages)

    records, kept = some_pages(5), Held()
    last = kept.put(renewed(records, None, kept))
    others = [msgspec.structs.replace(one, title="Other") for one in records]
    assert sent(records, None) == 60
    assert sent(records, last) == 0
    assert sent(records[1:], last) == 0
    assert sent([others[0], *records[1:]], last) == 1
    assert sent(others, last) == 60


@pytest.mark.parametrize("table", [WORDS, CHUNKS])
def test_what_was_lost_is_made_again(table: str) -> None:
    """The words of the page that changed, or the rows of a file of the index."""
    records, kept = some_pages(6), Held()
    last = kept.put(renewed(records, None, kept))
    kept.tables[table].clear()
    changed = [msgspec.structs.replace(records[0], title="Other"), *records[1:]]
    assert renewed(changed, last, kept).kept == renewed(changed, None, Nothing()).kept


def test_more_pages_than_are_supported_are_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before Pagefind is even looked for, with what to do."""
    monkeypatch.setattr(failure, "MOST", 59)
    with pytest.raises(SearchError, match="has 60 pages to search, and search is made for 59 pages at most") as raised:
        renewed(some_pages(1), None, Nothing(), binary=None)
    assert "search: off" in raised.value.hint


def test_an_index_of_another_layout_is_made_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a note, and kept as long as no record is another."""

    def refused(_: object) -> None:
        raise UnknownLayoutError("a word has a fourth thing")

    monkeypatch.setattr(putting, "piece_of", refused)
    records, kept = some_pages(7), Held()
    made = renewed(records, None, kept)
    assert made.kept.index is None
    assert "a word has a fourth thing" in made.kept.notes[0]
    last = kept.put(made)
    assert renewed(records, last, kept).files == {}
    assert renewed(records[1:], last, kept).kept == renewed(records[1:], None, Nothing()).kept


@pytest.mark.parametrize(
    "break_it",
    [
        lambda held: held[:-1],
        lambda held: held + b"\x80",
        lambda held: held.replace(b"\x82\x38\x18", b"\x83\x38\x18\x01", 1)[: len(held)],
        lambda held: b"\x82" + held[1:],
    ],
)
def test_what_is_not_understood_is_refused(break_it: Callable[[bytes], bytes]) -> None:
    """A file of the index that ends early, goes on, has a page of another kind, or is no list."""
    files = index_pages(find_binary(), [("a/", page_html(some_pages(1)[0]))], LIMITS)
    (path,) = (name for name in files if name.endswith(".pf_index"))
    broken = gzip.compress(MARK + break_it(payload(files[path])))
    assert piece_of(files).parts["en"].words
    with pytest.raises(UnknownLayoutError):
        piece_of({**files, path: broken})
