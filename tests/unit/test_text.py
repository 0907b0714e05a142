"""Normalisation, quotations, sentences, words. Cases are plain text under tests/cases/quotations."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path
from typing import ClassVar, SupportsIndex

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.hygiene import HYGIENE, NOT_SHOWN
from generator.normalisation import LONGEST_CLUSTER, SINGLE_MARKS, ZERO_WIDTH, _continues, _walk
from generator.quotation import _find, _Piece
from generator.text import (
    Finding,
    Match,
    _is_settled,
    find_quotation,
    find_words,
    nearest_passage,
    normalise,
    paragraphs_of,
    quotations_in,
    quoted_spans,
    sentences,
    unbalanced_mark,
    word_count,
    word_ngrams,
    words_of,
)

CASES = Path(__file__).parent.parent / "cases" / "quotations"
INVISIBLE = {"{NBSP}": "\u00a0", "{SHY}": "\u00ad", "{ZWSP}": "\u200b", "{TAB}": "\t"}
LETTERS = "ab éü\u0301\u0327\u0316각\u1100\u1161\u11a8\u0958\u212b\u0344"
RAW = st.text(st.sampled_from(LETTERS + "“”„‘’\"'  \u00a0\u2009\t\n.,-[]5" + ZERO_WIDTH), max_size=40) | st.text()


def source(name: str) -> tuple[str, ...]:
    """The paragraphs of a captured article."""
    return paragraphs_of((CASES / "sources" / f"{name}.txt").read_bytes().decode())


def paragraph_at(reference: str) -> str:
    """The paragraph that `source#pN` names."""
    name, number = reference.strip().split("#p")
    return source(name)[int(number) - 1]


def rows(name: str) -> list[tuple[str, str]]:
    """Two columns of a case file."""
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [
        (left.strip(), right.strip())
        for left, _, right in (line.partition(" | ") for line in lines if line[:1] != "#")
        if right
    ]


def quotation_cases() -> list[tuple[str, str, str, str, list[str]]]:
    """The cases of quotations.txt: name, paragraph, words, outcome, what the matches read."""
    out = []
    for block in (CASES / "quotations.txt").read_text("utf-8").split("\n\n"):
        lines = [line.partition(": ") for line in block.splitlines() if not line.startswith("#")]
        if not lines:
            continue
        values = {key: value for key, _, value in lines}
        for token, character in INVISIBLE.items():
            values = {key: value.replace(token, character) for key, value in values.items()}
        paragraph = values["paragraph"]
        paragraph = paragraph_at(paragraph[1:]) if paragraph.startswith("@") else paragraph
        reads = [value for key, _, value in lines if key == "reads"]
        out.append((values["case"], paragraph, values["words"], values["outcome"], reads))
    return out


def sentence_cases() -> list[tuple[str, list[str]]]:
    """The cases of sentences.txt."""
    blocks = (CASES / "sentences.txt").read_text("utf-8").split("\n\n")
    lines = [block.splitlines() for block in blocks if block.startswith("text: ")]
    return [(head.removeprefix("text: "), [line.removeprefix("- ") for line in rest]) for head, *rest in lines]


def slowly(raw: str) -> str:
    """Normalisation of a whole text, step by step, as the rules are written."""
    kept = "".join(character for character in raw if character not in ZERO_WIDTH)
    straight = re.sub("[‘’‚‛]", "'", re.sub("[“”„‟]", '"', unicodedata.normalize("NFC", kept)))
    return re.sub(r"\s+", " ", straight)


@given(RAW)
@example("e\u200b\u0301")
@example("a \u200b b")
@example("\u1100\u1161\u11a8\u11a8")
def test_normalising_by_clusters_equals_normalising_the_whole_text(raw: str) -> None:
    """A text composed cluster by cluster is the text composed at once."""
    assert normalise(raw).text == slowly(raw)


@given(RAW)
def test_offsets_are_monotone_and_cover_the_raw_text(raw: str) -> None:
    """One offset a character and one for the end, never going back."""
    found = normalise(raw)
    assert len(found.offsets) == len(found.text) + 1
    assert list(found.offsets) == sorted(found.offsets)
    assert found.offsets[-1] == len(raw)


@given(RAW, st.data())
def test_a_raw_slice_reads_back_the_normalised_slice(raw: str, data: st.DataObject) -> None:
    """Cut at clusters, the raw slice normalises to the normalised slice, but for white space at its edges."""
    found = normalise(raw)
    offsets = found.offsets
    cuts = [0, *(place for place in range(1, len(offsets)) if offsets[place - 1] < offsets[place])]
    cuts = [cut for cut in cuts if cut == len(found.text) or not _continues(found.text[cut])]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(cuts), st.sampled_from(cuts))) if cuts else (0, 0))
    assert normalise(raw[offsets[start] : offsets[end]]).text.strip() == found.text[start:end].strip()


@given(RAW)
def test_normalising_twice_changes_nothing(raw: str) -> None:
    """The normal form is normal."""
    once = normalise(raw).text
    assert normalise(once).text == once


@given(RAW)
@example("“It’s”")
def test_the_fast_path_equals_the_walk(raw: str) -> None:
    """Text that is not walked through has the offsets it would have had."""
    assert normalise(raw) == _walk(raw)


def test_every_character_that_composes_backwards_continues_a_cluster() -> None:
    """The second characters of all canonical pairs of this Python's Unicode, and all that are put in order."""
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(sys.maxunicode + 1))
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and not pair[0].startswith("<")}
    ordered = {chr(code) for code in range(sys.maxunicode + 1) if unicodedata.combining(chr(code))}
    assert {character for character in seconds | ordered if not _continues(character)} == set()


def test_a_hostile_run_of_marks_is_cut() -> None:
    """Marks on one letter are put in order a thousand at a time, for sorting them all at once is quadratic."""
    raw = "x" + "\u0301\u0316" * LONGEST_CLUSTER
    parts = (raw[:LONGEST_CLUSTER], raw[LONGEST_CLUSTER : 2 * LONGEST_CLUSTER], raw[2 * LONGEST_CLUSTER :])
    assert normalise(raw).text == "".join(unicodedata.normalize("NFC", part) for part in parts)


def test_offsets_point_to_the_first_character_that_made_each() -> None:
    """A letter composed of two points to the first; what composition leaves alone keeps its own place."""
    assert normalise("a\u00ade\u0301x\u0301  b").offsets == (0, 2, 4, 5, 6, 8, 9)
    assert normalise("").offsets == (0,)


@pytest.mark.parametrize(("name", "paragraph", "words", "outcome", "reads"), quotation_cases(), ids=lambda _: "")
def test_quotation_cases(name: str, paragraph: str, words: str, outcome: str, reads: list[str]) -> None:
    """The case file says what is found, and the raw stretches read back those words."""
    found = find_quotation(words, paragraph)
    assert found.finding == outcome, name
    read = [normalise(paragraph[match.start : match.end]).text for match in found.matches]
    assert read == (reads or read), name
    assert bool(read) == (found.finding is not Finding.ABSENT), name


@pytest.mark.parametrize(("reference", "words"), rows("seeds.txt"))
def test_quotations_of_the_captured_articles_are_quoted(reference: str, words: str) -> None:
    """What the articles quote is found where they quote it, and reads back with or without its last stop."""
    paragraph = paragraph_at(reference)
    found = find_quotation(words, paragraph)
    assert found.finding is Finding.QUOTED
    assert [normalise(paragraph[match.start : match.end]).text for match in found.matches] == [words]


@pytest.mark.parametrize(("reference", "words"), rows("prose_of_the_outlet.txt"))
def test_the_prose_of_the_captured_articles_is_prose(reference: str, words: str) -> None:
    """What the articles say in their own words is told apart."""
    assert find_quotation(words, paragraph_at(reference)).finding is Finding.PROSE


@pytest.mark.parametrize(
    ("name", "count", "quoted"),
    [
        ("wion-20230923", 10, 1),
        ("ad-20230923", 30, 2),
        ("kh-20240223", 20, 8),
        ("bg-undated", 10, 1),
        ("ia-20231115", 48, 10),
    ],
)
def test_paragraphs_and_quotations_of_the_captured_articles(name: str, count: int, quoted: int) -> None:
    """Every non-empty line is a paragraph; the quotations were counted by hand."""
    paragraphs = source(name)
    assert len(paragraphs) == count
    assert sum(len(quoted_spans(paragraph)) for paragraph in paragraphs) == quoted


PLAIN = st.text(st.sampled_from("ab cé'-.,5"), max_size=12)


@given(st.lists(PLAIN, max_size=5), PLAIN)
def test_quoted_words_are_found_quoted(between: list[str], words: str) -> None:
    """Whatever stands between curly marks, with a word in it, is quoted there."""
    paragraph = " ".join(f"{piece} “{words}”" for piece in [*between, ""])
    letters = any(map(str.isalnum, words))
    assert (find_quotation(words, paragraph).finding is Finding.QUOTED) == letters


@given(st.text(st.sampled_from('ab "“”.,[]…'), max_size=30), st.text(st.sampled_from("ab .,[]…"), max_size=8))
def test_what_is_found_reads_back(paragraph: str, words: str) -> None:
    """The pieces found are in order, cut no word, and without editing marks read the words; quoted ones lie in one
    quoted stretch.
    """
    found = find_quotation(words, paragraph)
    places = [(match.start, match.end) for match in found.matches]
    assert places == sorted(places)
    if "[" not in words and found.matches:
        (match,) = found.matches
        plain = normalise(words).text.strip()
        assert normalise(paragraph[match.start : match.end]).text in {plain, plain[:-1], plain.rstrip(".,")}
    if found.finding is Finding.QUOTED:
        assert any(span.start <= places[0][0] and places[-1][1] <= span.end for span in quoted_spans(paragraph))


@given(st.text(st.sampled_from("ab c"), max_size=20), st.text(st.sampled_from("ab c"), min_size=1, max_size=4))
def test_finding_words_agrees_with_splitting_into_words(paragraph: str, words: str) -> None:
    """In plain words a phrase stands where the list of words has it as a run."""
    wanted, listed = words.split(), paragraph.split()
    runs = [listed[start : start + len(wanted)] for start in range(len(listed))]
    assert (find_words(words, paragraph) is not None) == (bool(wanted) and wanted in runs)


def test_words_relied_on_keep_their_stop_and_their_brackets() -> None:
    """Words that are no quotation are taken to the letter."""
    paragraph = "Nov. 15 [local time]: the talks ended"
    assert find_words("Nov.", paragraph) == Match(0, 4)
    assert find_words("[local time]", paragraph) == Match(8, 20)
    assert find_words("ended.", paragraph) is None
    assert find_words("…", paragraph) is None


class CountedText(str):
    """A text that counts how often it is searched."""

    __slots__ = ()
    searches: ClassVar[list[int]] = []

    def find(self, sub: str, start: SupportsIndex | None = None, end: SupportsIndex | None = None, /) -> int:
        """As in str."""
        self.searches.append(1)
        return super().find(sub, start, end)


def test_a_line_without_spaces_is_searched_once() -> None:
    """Trying every letter of it again would make the search quadratic."""
    CountedText.searches.clear()
    assert _find(_Piece("a" * 100), CountedText("a" * 10_000 + " b"), 0, 10_002) is None
    assert len(CountedText.searches) <= 3


@pytest.mark.parametrize(
    ("raw", "inside"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("He said “yes” and „no“ and ‟so”.", ["yes", "no", "so"]),
        ("It’s the minister's 'own' ‘word’.", []),
        ('A 5" gun, "so called", of 8" bore.', ["so called"]),
        ("“The “inner” one", ["The “inner"]),
        ("No opener” here", []),
        ('"unclosed', ["unclosed"]),
        ('""', []),
        ('lost," he said. "Here."', ["Here."]),
        ('"Lost, he said. "Doubtful" and then "certain".', ["Lost, he said. ", "certain"]),
        ('In 1999"so" and 5" wide', ["so"]),
        ('He said:" so " and:"so"', [" so ", "so"]),
    ],
)
def test_quoted_stretches(raw: str, inside: list[str]) -> None:
    """Curly marks go by direction, straight ones alternate, apostrophes and inches are no marks."""
    assert [raw[span.start : span.end] for span in quoted_spans(raw)] == inside


@pytest.mark.parametrize(
    ("prose", "quoted", "unbalanced"),
    [
        ('Agreed to "continue" [@kh-20240223#p7, "note"].', ["continue"], None),
        ('See [a "b" c](https://example.org "title") and `x = "y"` and "z".', ["b", "z"], None),
        ("No link: x](“so”), [y\\](“no”) and \\[z](“go”).", ["so", "no", "go"], None),
        ('A link: [x](https://example.org/a_(b) "title").', [], None),
        ('A `"` and a ``` " ` " ``` and “so”.', ["so"], None),
        ('An open "mark here\n\nand a "closed" one', ["closed"], 8),
        ('Nothing said: "".', [""], None),
        ("No marks, but ‘scare’ quotes and an apostrophe's.", [], None),
        ("An open “mark", [], 8),
        ('Lone ` tick and "words".', ["words"], None),
        ("A line\nbreak in “a\nquotation”.", ["a\nquotation"], None),
    ],
)
def test_quotations_of_the_analyst(prose: str, quoted: list[str], unbalanced: int | None) -> None:
    """Marks in cites, link targets and code are not promises; an open mark does not reach the next paragraph."""
    found = quotations_in(prose)
    assert [quote.words for quote in found] == quoted
    assert [prose[quote.start : quote.end] for quote in found] == quoted
    assert unbalanced_mark(prose) == unbalanced


@pytest.mark.parametrize(("prose", "expected"), sentence_cases())
def test_sentence_cases(prose: str, expected: list[str]) -> None:
    """The case file says where sentences end."""
    assert [prose[match.start : match.end] for match in sentences(prose)] == expected


@given(st.text(st.sampled_from("ab AU. !?…\n[]@\"'`"), max_size=60))
def test_sentences_lose_nothing_but_space(prose: str) -> None:
    """Sentences are in order, do not overlap, and all that stands between them is white space."""
    found = sentences(prose)
    edges = [0, *(edge for match in found for edge in (match.start, match.end)), len(prose)]
    assert edges == sorted(edges)
    assert all(not prose[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True))
    assert all(prose[match.start : match.end].strip() == prose[match.start : match.end] for match in found)


def test_a_blank_line_ends_a_sentence() -> None:
    """A heading has no full stop."""
    assert len(sentences("A heading\n \nA sentence.\nAnother.")) == 3


def test_paragraphs_are_untouched_but_for_their_line_breaks() -> None:
    """Carriage returns go, other space stays; lines of white space are not counted."""
    body = "\r\n one \r\n\u00a0\t\r\ntwo\u2028still two\r\rthree\x0bstill three\n"
    assert paragraphs_of(body) == (" one ", "two\u2028still two", "three\x0bstill three")
    assert paragraphs_of("") == ()


def test_words_are_counted_between_white_space() -> None:
    """Dashes and dots alone are no words; a no-break space parts two."""
    assert word_count("Feb. 23, 2024 - 13:25\u00a0By real-time … S.Korea") == 7
    assert word_count("") == 0


@given(st.text(st.sampled_from("ab5 .,-'\t\n\v\x1c\x1f\x00\x7f\u00a0é“")))
def test_words_are_counted_the_same_in_every_alphabet(text: str) -> None:
    """The quick way for ASCII, and the slow one that says what is meant."""
    assert word_count(text) == sum(any(map(str.isalnum, piece)) for piece in text.split())


def test_nothing_that_is_looked_for_in_a_text_is_printable() -> None:
    """So a printable text need not be searched."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    for pattern in (NOT_SHOWN, *(pattern for pattern, _, _ in HYGIENE)):
        found = [one[0] for one in pattern.finditer(every)]
        assert found
        assert not any(map(str.isprintable, found))


def test_word_runs_ignore_case_and_punctuation() -> None:
    """Two copies of one sentence share all their runs whatever their marks."""
    one = word_ngrams("The “Ministers” agreed; South Korea’s too.", 3)
    assert one == word_ngrams("the ministers agreed, south korea's TOO", 3)
    assert (b"south", b"koreas", b"too") in one
    assert len(one) == 4
    assert word_ngrams("two words", 3) == frozenset()


def words_slowly(text: str) -> list[bytes]:
    """The words of a text, step by step, as the rules are written."""
    kept = "".join(character for character in text.lower() if character not in f"{SINGLE_MARKS}{ZERO_WIDTH}")
    composed = unicodedata.normalize("NFC", kept).replace("'", "")
    apart = "".join(character if character.isalnum() else " " for character in composed)
    return [word.encode() for word in apart.split(" ") if word]


@given(RAW | st.text(st.sampled_from("aA '\u2019\u00adΑΣσ İe\u0301é’”\u00a0각\u1100\u1161\ud800😀"), max_size=40))
@example("ΑΣ ΑΣΑ")
@example("e\u200b\u0301")
@example("e\u2019\u0301")
@example("가\u11a8")
@example("".join(map(chr, range(0x2000, 0x2100))))
@example("\u00ad\u0301".join(map(chr, range(0x2000, 0x2100))))
def test_words_are_split_as_the_rules_are_written(text: str) -> None:
    """Whatever they are split with."""
    assert words_of(text) == words_slowly(text)


def test_what_is_settled_is_changed_by_nothing_beside_it() -> None:
    """No character that this Python's Unicode lower-cases, composes or puts in order, and no second of any pair."""
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    pairs = (unicodedata.decomposition(character).split() for character in characters)
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and not pair[0].startswith("<")}
    hangul = {unicodedata.normalize("NFD", "각")[at] for at in (1, 2)}
    moved = {
        one for one in characters if unicodedata.combining(one) or one != unicodedata.normalize("NFC", one.lower())
    }
    assert not {one for one in seconds | hangul | moved if _is_settled(one)}


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("continue to strongly respond", "continue to sternly respond"),
        ("poses serious threat not only to the peninsula", "poses a serious threat not only to the Korean"),
        ("significantely strengthened", "significantly strengthened"),
        ("Our strategic co-ordination is more important", "Our strategic coordination is more important"),
    ],
)
def test_the_nearest_passage_of_a_near_miss(words: str, passage: str) -> None:
    """The hint shows the passage the analyst meant."""
    paragraphs = source("kh-20240223")
    found = nearest_passage(words, paragraphs)
    assert found is not None
    assert passage in found.words
    assert normalise(paragraphs[found.paragraph][found.start : found.end]).text == found.words
    assert 0.6 <= found.ratio <= 1


def test_no_passage_is_near_to_something_else() -> None:
    """A hint that has nothing to do with the words would mislead."""
    assert nearest_passage("chicken price reduction in supermarkets", source("kh-20240223")) is None
    assert nearest_passage("[…]", source("kh-20240223")) is None
    assert nearest_passage("words", ()) is None


@given(st.lists(st.text(st.sampled_from("abc “”.\u00a0"), max_size=20), max_size=4), st.text(max_size=10))
def test_the_nearest_passage_lies_in_its_paragraph(paragraphs: list[str], words: str) -> None:
    """Offsets are those of the raw paragraph and read back the passage."""
    found = nearest_passage(words, paragraphs)
    if found is not None:
        assert normalise(paragraphs[found.paragraph][found.start : found.end]).text == found.words
