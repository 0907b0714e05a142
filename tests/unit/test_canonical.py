"""The canonicaliser on indexes made by the installed Pagefind, and on layouts it must leave alone."""

from __future__ import annotations

import gzip
import hashlib
import json

import cbor2
import pytest

from generator.fragments import MARK
from generator.search.canonical import UnknownLayoutError, canonical, needed, pages_of, payload
from generator.search.records import Passage, Record, page_html
from generator.search.service import Limits, find_binary, index_pages

LIMITS = Limits(seconds=60, memory_bytes=2 * 1024**3)

ENTRY = "pagefind-entry.json"


def packed(content: bytes) -> bytes:
    """As Pagefind packs it."""
    return gzip.compress(MARK + content, mtime=0)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Two pages in English and one in Korean, as Pagefind writes them."""
    records = [
        Record(path="a/", title="A", language="en", kind="source", passages=(Passage(id="p1", text="serious threat"),)),
        Record(path="b/", title="B", language="en", kind="source", passages=(Passage(id="p1", text="grave concern"),)),
        Record(path="k/", title="북한", language="ko", kind="source"),
    ]
    return index_pages(find_binary(), [(record.path, page_html(record)) for record in records], LIMITS)


def meta_of(files: dict[str, bytes], language: str) -> list[list[list[str]]]:
    """The table of a language, read without the code under test."""
    name = json.loads(files[ENTRY])["languages"][language]["hash"]
    table: list[list[list[str]]] = cbor2.loads(gzip.decompress(files[f"pagefind.{name}.pf_meta"])[len(MARK) :])
    return table


def test_every_packed_file_is_named_by_its_content(made: dict[str, bytes]) -> None:
    """The first 16 digits of SHA-256 of what the file holds."""
    files = canonical(needed(made))
    packs = [path for path in files if ".pf_" in path]
    assert len(packs) == 7
    for path in packs:
        digits = hashlib.sha256(payload(files[path])).hexdigest()[:16]
        assert path.rpartition(".")[0].endswith(f"_{digits}")


def test_the_tables_name_files_that_are_there(made: dict[str, bytes]) -> None:
    """Every fragment and chunk named by the table of either language."""
    files = canonical(needed(made))
    for language in ("en", "ko"):
        _, pages, chunks, *_ = meta_of(files, language)
        assert all(f"fragment/{page[0]}.pf_fragment" in files for page in pages)
        assert all(f"index/{chunk[2]}.pf_index" in files for chunk in chunks)


def test_only_names_change(made: dict[str, bytes]) -> None:
    """Fragments and chunks keep their bytes."""
    before = {data for path, data in needed(made).items() if path.startswith(("fragment/", "index/"))}
    after = {data for path, data in canonical(needed(made)).items() if path.startswith(("fragment/", "index/"))}
    assert before == after


def test_the_order_of_languages_is_settled(made: dict[str, bytes]) -> None:
    """Pagefind 1.5 writes its table of languages in random order."""
    entry = json.loads(made[ENTRY])
    turned = {**entry, "languages": dict(reversed(list(entry["languages"].items())))}
    assert canonical(needed({**made, ENTRY: json.dumps(turned).encode()})) == canonical(needed(made))


def test_doing_it_twice_changes_nothing(made: dict[str, bytes]) -> None:
    """A canonical index is its own canonical form."""
    once = canonical(needed(made))
    assert canonical(once) == once


def test_pagefinds_own_interface_is_left_out(made: dict[str, bytes]) -> None:
    """Eight files of 430 kB; the stemmer of a language without one is kept only where it is used."""
    files = needed(made)
    assert "pagefind-ui.js" in made
    assert not [path for path in files if path.endswith(".css") or "-ui." in path or "highlight" in path]
    assert {"pagefind.js", "pagefind-worker.js", ENTRY, "wasm.en.pagefind"} <= files.keys()


def test_pages_are_found_by_their_path(made: dict[str, bytes]) -> None:
    """The name a result will carry."""
    files = canonical(needed(made))
    named = pages_of(files)
    assert named.keys() == {"a/", "b/", "k/"}
    assert f"fragment/ko_{named['k/']}.pf_fragment" in files


def test_the_same_bytes_at_any_time(made: dict[str, bytes]) -> None:
    """No time in the gzip header of what is packed anew."""
    files = canonical(needed(made))
    assert all(data[4:8] == bytes(4) for path, data in files.items() if ".pf_" in path)


@pytest.mark.parametrize(
    "table",
    [
        [["en_x", 1]],
        ["9.0.0", [["en_x", 1, "pack"]], [], [], [], []],
        ["9.0.0", [["en_missing", 1]], [], [], [], []],
        ["9.0.0", [], [], [], [], [], "new"],
        {"pages": []},
    ],
)
def test_an_unknown_table_is_left_alone(made: dict[str, bytes], table: object) -> None:
    """A later Pagefind may write another; half a rename would break search silently."""
    files = needed(made)
    name = json.loads(files[ENTRY])["languages"]["en"]["hash"]
    with pytest.raises(UnknownLayoutError):
        canonical({**files, f"pagefind.{name}.pf_meta": packed(cbor2.dumps(table))})


def test_a_table_that_does_not_round_trip_is_left_alone(made: dict[str, bytes]) -> None:
    """The same values in longer CBOR: what would be written is not what was read."""
    files = needed(made)
    name = json.loads(files[ENTRY])["languages"]["en"]["hash"]
    path = f"pagefind.{name}.pf_meta"
    table = payload(files[path])
    assert table[0] == 0x86
    with pytest.raises(UnknownLayoutError, match="survive"):
        canonical({**files, path: packed(b"\x98\x06" + table[1:])})


@pytest.mark.parametrize(
    "data",
    [b"plain", b"", packed(b"x")[:-9], gzip.compress(b"other", mtime=0)],
    ids=["plain", "empty", "cut short", "without the mark"],
)
def test_a_file_packed_otherwise_is_not_read(data: bytes) -> None:
    """Not gzip, cut short, or without the mark."""
    with pytest.raises(UnknownLayoutError):
        payload(data)


def test_a_file_of_an_unknown_kind_is_not_renamed(made: dict[str, bytes]) -> None:
    """Filters and sorts are not asked for; if they come, something else than expected is going on."""
    with pytest.raises(UnknownLayoutError, match="unknown kind"):
        canonical({**needed(made), "filter/en_abc.pf_filter": packed(b"")})
