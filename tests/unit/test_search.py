"""From records to a bundle, with the installed Pagefind. `PAGEFIND_BINARY_PATH` names another one to test with."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from generator.search import (
    Limits,
    Passage,
    Record,
    SearchError,
    binary_version,
    bundle,
    find_binary,
    fingerprint,
    phrase_table,
)
from generator.search.records import page_html, searchable
from generator.views import Link, PhraseAnswer

NAMED = os.environ.get("PAGEFIND_BINARY_PATH")
BINARY = Path(NAMED) if NAMED else None


def page(number: int, **more: object) -> Record:
    """One of many alike."""
    fields: dict[str, object] = {
        "path": f"sources/{number:03}/",
        "title": f"Report {number}",
        "language": "en",
        "kind": "source",
        "date": f"2024-02-{number % 28 + 1:02}",
        "passages": (Passage(id="p1", text=f"Serious threat {number}."), Passage(id="p2", text="They met.", label="2")),
        "filters": (("Type", "Source"), ("Year", "2024"), ("People", f"Person {number % 3}")),
    }
    return Record(**{**fields, **more})  # type: ignore[arg-type] # a table of defaults


PAGES = [page(number) for number in range(40)] + [page(90, language="ko", path="k/", title="북한")]

DIGEST = """
import hashlib, sys
from tests.unit.test_search import BINARY, PAGES, digest
from generator.search import bundle
print(digest(bundle(PAGES, binary=BINARY).files))
"""


def digest(files: dict[str, bytes]) -> str:
    """One number for all names and bytes."""
    whole = hashlib.sha256()
    for path, data in files.items():
        whole.update(f"{path}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()


def fragments(files: dict[str, bytes]) -> dict[str, dict[str, object]]:
    """What Pagefind keeps of each page, by its path."""
    texts = [gzip.decompress(data)[12:] for path, data in files.items() if path.startswith("fragment/")]
    return {fragment["url"]: fragment for fragment in map(json.loads, texts)}


def test_shuffled_records_give_the_same_bytes() -> None:
    """Order is the site's, never the caller's or the disk's."""
    shuffled = random.Random(4).sample(PAGES, len(PAGES))  # noqa: S311 - nothing secret
    assert bundle(shuffled, binary=BINARY) == bundle(PAGES, binary=BINARY)


@pytest.mark.parametrize(
    "environment",
    [{"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"}, {"TZ": "America/Lima", "PYTHONHASHSEED": "7"}],
)
def test_another_place_and_time_zone_give_the_same_bytes(tmp_path: Path, environment: dict[str, str]) -> None:
    """A second program, elsewhere, with settings of Pagefind lying about that would stop it."""
    (tmp_path / "pagefind.yml").write_text("force_language: [\n", encoding="utf-8")
    root = Path(__file__).parents[2]
    settings = {**os.environ, **environment, "PAGEFIND_VERBOSE": "maybe", "PYTHONPATH": str(root)}
    run = subprocess.run(
        [sys.executable, "-c", DIGEST], cwd=tmp_path, env=settings, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == digest(bundle(PAGES, binary=BINARY).files)


def test_one_changed_word_changes_little() -> None:
    """Names follow content: the fragment, its chunk of the index, the table and the lists; 41 other files stay."""
    changed = [page(7, title="Rapport 7"), *PAGES[:7], *PAGES[8:]]
    before, after = bundle(PAGES, binary=BINARY).files, bundle(changed, binary=BINARY).files
    assert len({path for path in after if after[path] != before.get(path)}) <= 6


def test_facets_say_which_pages() -> None:
    """By place in the list of pages, each as the distance from the one before; facets in their settled order."""
    records = [
        page(1, filters=(("Zone", "A"), ("People", "X"), ("Type", "Source"), ("Type", "Source"))),
        page(2, filters=(("People", "Y"), ("People", "X"))),
        page(4, filters=(("People", "X"),), kind="meeting"),
        page(5, filters=(), kind="person"),
    ]
    table = json.loads(bundle(records, binary=BINARY).files["facets.json"])
    assert table["facets"] == [
        ["Type", [["Source", [1]]]],
        ["People", [["X", [1, 1, 1]], ["Y", [2]]]],
        ["Zone", [["A", [1]]]],
    ]
    assert table["groups"] == [
        ["source article", "source articles", [1, 1]],
        ["briefing", "briefings", [3]],
        ["other page", "other pages", [4]],
    ]
    assert table["languages"] == ["en"]


def test_lists_name_pages_as_results_do() -> None:
    """The names are beginnings of the fragments' names; dates stand under the same ones."""
    files = bundle(PAGES, binary=BINARY).files
    pages = json.loads(files["facets.json"])["pages"]
    dates = json.loads(files["dates.json"])
    assert len(set(pages)) == len(PAGES)
    starts = {Path(path).name.partition("_")[2][: len(pages[0])] for path in files if path.startswith("fragment/")}
    assert starts == set(pages)
    assert dates.keys() == set(pages)


@pytest.mark.parametrize(
    ("date", "kept"),
    [("2024-02-22", "2024-02-22"), ("2024-02~", "2024-02"), ("2024-02-XX", "2024-02"), ("2024?", "2024")],
)
def test_the_certain_part_of_a_date_is_kept(date: str, kept: str) -> None:
    """EDTF's marks are not for sorting."""
    assert list(json.loads(bundle([page(1, date=date)], binary=BINARY).files["dates.json"]).values()) == [kept]


@pytest.mark.parametrize("date", ["", "202X", "../2024"])
def test_a_page_without_a_year_has_no_date(date: str) -> None:
    """It is listed last and lies in no range."""
    assert json.loads(bundle([page(1, date=date)], binary=BINARY).files["dates.json"]) == {}


def test_the_words_of_a_passage_are_kept_as_they_are() -> None:
    """No full stop is added, nothing glued together; anchors say where each passage begins."""
    record = page(1, title="Title", passages=(Passage(id="p1", text="no stop"), Passage(id="p2", text="“second”\none")))
    fragment = fragments(bundle([record], binary=BINARY).files)[record.path]
    assert fragment["content"] == "Title. no stop “second” one"
    anchors = fragment["anchors"]
    assert isinstance(anchors, list)
    assert [(anchor["id"], anchor["location"]) for anchor in anchors] == [("|", 1), ("p1", 1), ("p2", 3)]


def test_labels_and_notes_travel_as_names_of_anchors() -> None:
    """Not as words: "February" in a note must not find every page of February."""
    record = page(1, note="The Herald, 23 February", passages=(Passage(id="cyber", text="text", label="3 a"),))
    fragment = fragments(bundle([record], binary=BINARY).files)[record.path]
    assert "February" not in str(fragment["content"])
    assert "February" not in str(fragment["meta"])
    anchors = fragment["anchors"]
    assert isinstance(anchors, list)
    assert [anchor["id"] for anchor in anchors] == ["|The%20Herald%2C%2023%20February", "cyber|3%20a"]


def test_a_source_cannot_forge_pagefinds_marks() -> None:
    """An anchor or a weight written in the text stays text, and markup stays text."""
    evil = '___PAGEFIND_ANCHOR___h2:9:evil ___PAGEFIND_WEIGHT___10 </body><h2 id="x">'
    record = page(1, title=evil, passages=(Passage(id="p1", text=evil),), note=evil)
    fragment = fragments(bundle([record], binary=BINARY).files)[record.path]
    anchors = fragment["anchors"]
    assert isinstance(anchors, list)
    assert [anchor["element"] for anchor in anchors] == ["a", "a"]
    assert '</body><h2 id="x">' in str(fragment["content"])


def test_controls_and_breaks_are_taken_out() -> None:
    """A zero-width space would be read as the border of a word."""
    assert searchable("a\x00b\u200bc\r\n d\te") == "abc d e"
    assert 'lang="en"' in page_html(page(1, language="en-GB"))


def test_no_records_make_an_empty_search() -> None:
    """A site being begun; Pagefind is not even asked."""
    files = bundle([], binary=Path("/nowhere")).files
    assert json.loads(files["facets.json"])["pages"] == []


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([page(1), page(1)], "two search records have the path"),
        ([page(1, path="javascript:alert(1)")], "has the path"),
        ([page(1, path="/elsewhere/")], "has the path"),
        ([page(1, language="")], "has the language"),
        ([page(1, passages=(Passage(id="p 1", text=""),))], "passage with the id"),
        ([page(1, filters=(("from", "x"),))], "facet"),
    ],
)
def test_a_record_that_would_spoil_search_is_refused(records: list[Record], words: str) -> None:
    """Two pages of one path would be one; other paths would lead off the site."""
    with pytest.raises(SearchError, match=words) as raised:
        bundle(records, binary=BINARY)
    assert raised.value.hint


def test_words_without_spaces_are_noted(tmp_path: Path) -> None:
    """The standard program takes a Japanese sentence for one word; the extended one differs in its name."""
    standard = tmp_path / "pagefind"
    standard.write_bytes(find_binary(BINARY).read_bytes())
    standard.chmod(stat.S_IRWXU)
    assert bundle([page(1, language="ja")], binary=standard).notes == (
        "words in Japanese are not found by this Pagefind: install pagefind-bin-extended",
    )
    extended = standard.rename(tmp_path / "pagefind_extended")
    assert bundle([page(1, language="ja")], binary=extended).notes == ()


def test_a_missing_program_is_named() -> None:
    """And the setting to correct."""
    with pytest.raises(SearchError, match="no Pagefind binary at") as raised:
        bundle([page(1)], binary=Path("/nowhere/pagefind"))
    assert "PAGEFIND_BINARY_PATH" in raised.value.hint


def script(folder: Path, body: str) -> Path:
    """A program in place of Pagefind."""
    program = folder / "pagefind"
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(stat.S_IRWXU)
    return program


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("echo 'config is broken' >&2; exit 3", "stopped with status 3: config is broken"),
        ("kill -9 $$", "stopped with status -9"),
        ("printf 'bm90IGpzb24=,'; cat >/dev/null", "an answer that cannot be read"),
        ("printf '!!!,'; cat >/dev/null", "an answer that cannot be read"),
    ],
)
def test_a_program_that_breaks_is_reported(tmp_path: Path, body: str, words: str) -> None:
    """With what it said itself."""
    with pytest.raises(SearchError, match=words):
        bundle(PAGES, binary=script(tmp_path, body))


def test_a_program_that_never_ends_is_ended(tmp_path: Path) -> None:
    """After the time allowed, also while it takes no more input."""
    with pytest.raises(SearchError, match="took longer than"):
        bundle(PAGES, limits=Limits(seconds=0.3, memory_bytes=2**31), binary=script(tmp_path, "exec tail -f /dev/null"))


def test_pagefinds_own_complaint_is_passed_on(tmp_path: Path) -> None:
    """An error in reply to one page."""
    reply = "eyJtZXNzYWdlX2lkIjoxLCJwYXlsb2FkIjp7InR5cGUiOiJFcnJvciIsIm1lc3NhZ2UiOiJubyBzdWNoIGluZGV4In19,"
    with pytest.raises(SearchError, match="Pagefind says: no such index"):
        bundle([page(1)], binary=script(tmp_path, f"printf '{reply}'; cat >/dev/null"))


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_memory_is_limited() -> None:
    """A program that would eat all memory is stopped, and the message says what to allow."""
    long = [page(number, passages=(Passage(id="p1", text="serious threat " * 60_000),)) for number in range(30)]
    with pytest.raises(SearchError, match="stopped with status") as raised:
        bundle(long, limits=Limits(seconds=60, memory_bytes=150 * 1024**2), binary=BINARY)
    assert "0.1 GiB" in raised.value.hint


def test_the_fingerprint_follows_the_records() -> None:
    """Not their order."""
    assert fingerprint(PAGES) == fingerprint(PAGES[::-1])
    assert fingerprint(PAGES) != fingerprint(PAGES[1:])
    assert fingerprint(PAGES) != fingerprint([page(7, note="other"), *PAGES[:7], *PAGES[8:]])


def test_the_program_says_its_version() -> None:
    """Three numbers."""
    assert binary_version(find_binary(BINARY)).count(".") == 2


def test_a_track_stands_once_beside_its_phrases() -> None:
    """However many words it has, so that a long record makes a short file."""
    track = Link(text="Their word for it", path="wording/word/", note="What it is called.")
    first = Link(text="May 2031, Samplebury", path="meetings/m1/", note="on")
    answers = [
        PhraseAnswer(phrase="a grave step", quoted=True, first=first, track=track),
        PhraseAnswer(
            phrase="昼の船", quoted=False, first=first, track=track, before="a grave step", before_quoted=True
        ),
    ]
    assert json.loads(phrase_table(answers)) == {
        "tracks": [["See how the words moved: ", ["a", "Their word for it", "wording/word/"], ". What it is called."]],
        "phrases": [
            [
                "a grave step",
                [
                    "The words ",
                    ["b", "“a grave step”"],
                    " first appear in this record on ",
                    ["a", "May 2031, Samplebury", "meetings/m1/"],
                    ".",
                ],
                0,
            ],
            [
                "昼の船",
                [
                    "The words ",
                    ["i", "昼の船"],
                    " first appear in this record on ",
                    ["a", "May 2031, Samplebury", "meetings/m1/"],
                    ".",
                    " The step before has “a grave step”.",
                ],
                0,
            ],
        ],
    }
    assert json.loads(phrase_table([])) == {"tracks": [], "phrases": []}


def test_words_that_are_not_quoted_stand_in_italics() -> None:
    """In the step before, too: only what a source printed in quotation marks has them."""
    link = Link(text="x", path="x/", note="on")
    answer = PhraseAnswer(phrase="a", quoted=False, first=link, track=link, before="called it", before_quoted=False)
    said = json.loads(phrase_table([answer]))["phrases"][0][1]
    assert said[-3:] == [" The step before has ", ["i", "called it"], "."]
