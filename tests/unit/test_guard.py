"""Withheld words from one build to the next: nothing that may have them is taken for clean."""

from __future__ import annotations

import html
import re
from array import array
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.withheld import (
    LAST,
    NEAR,
    NEIGHBOURS,
    RUN,
    STEP,
    Withheld,
    around,
    leaks_in,
    looked_through,
    pieces_in,
    texts_of,
    withheld_words,
)
from generator.model import Library, Rights, SourceId
from generator.relate.rights import withheld_by_source
from generator.sieve import Sieve, base_of
from generator.tags import cut
from generator.text import Match, word_ngrams

from ..specimen import library, source
from .at_work import Site
from .edits import OWN_WORDS, site

OWN, QUOTED, TOLD = "a source with words of its own", "its words are quoted", "its words are told"
WORDS = tuple("alder birch cedar dogwood elm fir gorse hazel ivy juniper kapok larch maple nutmeg oak pine".split())


def of(*paragraphs: str) -> Library:
    """Sources of which nothing is shown."""
    return library(
        *(
            msgspec.structs.replace(source(f"s-{number}", text), title=None, rights=Rights.LINK)
            for number, text in enumerate(paragraphs)
        )
    )


def sieve_of(withheld: Withheld, library: Library) -> Sieve:
    """The same, as a build finds it on the shelf."""
    texts = texts_of(library)
    return Sieve(base_of(withheld, texts, library, {}), texts, library)


TEXT = st.lists(st.sampled_from(WORDS[:5]), min_size=1, max_size=40).map(" ".join)


@given(held=st.lists(TEXT, min_size=1, max_size=3), page=TEXT)
def test_the_sieve_says_no_only_where_nothing_is_found(held: list[str], page: str) -> None:
    """Few words, so that many runs are the same: what the whole finds, the sieve finds, and nothing else."""
    known = of(*held)
    withheld = withheld_words(known)
    sieve = sieve_of(withheld, known)
    content = f"<p>{page}</p>".encode()
    leaks, pieces = looked_through("a.html", content, withheld)
    assert looked_through("a.html", content, sieve) == (leaks, pieces)
    numbers = array("I")
    numbers.frombytes(pieces)
    assert sieve.among(numbers) == withheld.among(numbers)
    assert not leaks or sieve.among(numbers)
    assert sieve.is_whole is bool(leaks)


BETWEEN = (
    *("<p>", "</p>", "<", ">", '"', "'", '<p title="', "<p title='", '">', "=", "\\u0020", "\\n", "\u00a0", "\u2019"),
    *("&#32;", "&amp;", "&lt;", "&gt;", "&amp;lt;b&gt;", "&quot;", "&nbsp", "\u00e9", "\u00ad"),
)
TAGGED = st.lists(st.sampled_from(WORDS[:3]).map(" {}".format) | st.sampled_from(BETWEEN), min_size=12, max_size=60)
"""Words, and whatever may stand between them in a page."""


def streams_slowly(text: str) -> list[str]:
    """The words that readers and machines meet in a page, a step at a time."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda escape: chr(int(escape[1], 16)), text).replace("\\n", " ")
    long = [one or other for one, other in re.findall(r"""=\s*(?:"([^"]{40,})"|'([^']{40,})')""", text)]
    for _ in range(2):
        text = html.unescape(re.sub("<[^<>]*>", " ", text))
    return [html.unescape(" ".join(long)), re.sub("<[^<>]*>", " ", text)]


@given(
    page=TAGGED.map("".join)
    | st.lists(st.sampled_from(WORDS[:2]), min_size=12, max_size=12).map(lambda some: f'<p title="{" ".join(some)}">')
)
def test_no_run_is_missed_whatever_stands_between_its_words(page: str) -> None:
    """All runs of twelve among three words are withheld that a plain reading of the page finds in it; whether it can be
    cut at its tags makes no difference to what is found.
    """
    content = page.encode()
    found = [word_ngrams(text, RUN) for text in streams_slowly(content.decode())]
    for run in {run for runs in found for run in runs}:
        withheld = withheld_words(of(b" ".join(run).decode()))
        assert leaks_in("a.html", content, withheld)
        assert looked_through("a.html", content, withheld) == looked_through("a.html", content, withheld, cut(content))


@pytest.mark.parametrize("length", [RUN - 1, RUN, RUN + 1])
@pytest.mark.parametrize("before", range(2 * STEP))
@pytest.mark.parametrize("start", [0, 2, len(WORDS) - RUN])
def test_a_run_is_found_wherever_it_begins(length: int, before: int, start: int) -> None:
    """Twelve words are the source's own, at either end of its paragraph and at any distance from a page's beginning."""
    known = of(" ".join(WORDS))
    run = WORDS[start : start + length]
    page = " ".join(("zebra",) * before + run + ("zebra",) * 5).encode()
    found = leaks_in("a.txt", page, withheld_words(known))
    assert bool(found) is (len(run) >= RUN)


def test_texts_tell_all_that_decides_what_is_withheld() -> None:
    """A source's words, its title, and what of it is held back; and what is quoted from it."""
    one = of("alder birch", "cedar")
    same = of("alder birch", "cedar")
    assert texts_of(one) == texts_of(same)
    for other in (of("alder birch", "dogwood"), of("alder birch")):
        assert texts_of(one).sources.keys() != texts_of(other).sources.keys()
    sources = {**one.sources}
    name = SourceId("s-0")
    for changed in ({"title": "Cedar"}, {"rights": Rights.FULL}):
        sources[name] = msgspec.structs.replace(one.sources[name], **changed)
        other = msgspec.structs.replace(one, sources=dict(sources))
        assert texts_of(one).sources.keys() != texts_of(other).sources.keys()
    assert withheld_by_source(one)[name] == {1}


@given(
    before=st.lists(st.sampled_from(("it's", "a", "\u2019tis", "-", "\u00e9t\u00e9", "x" * NEAR)), max_size=9).map(
        " ".join
    ),
    after=st.text(max_size=20),
)
def test_a_quotation_is_shown_with_its_neighbours_however_far_they_are(before: str, after: str) -> None:
    """The two words on either side, as a search of the whole text finds them."""
    text = f"{before} said so {after}"
    match = Match(start=len(before) + 1, end=len(before) + 8)
    words = [re.findall(r"[^\W_]+(?:'[^\W_]+)*", side) for side in (before, text[match.end :])]
    assert around(text, match) == " ".join([*words[0][-NEIGHBOURS:], "said so", *words[1][:NEIGHBOURS]])


def test_pieces_are_of_texts_that_can_be_known() -> None:
    """Fewer than twelve words are nobody's own."""
    assert pieces_in(" ".join(WORDS[: RUN - 1])) == b""
    assert len(pieces_in(" ".join(WORDS[:RUN]))) == (LAST + 1) * 4


def test_a_page_that_the_last_build_kept_is_looked_through_for_what_is_new(tmp_path: Path) -> None:
    """L101 exactly as of a clean build, and the site that stands is not replaced, when rights are tightened, when a
    source comes, and when a quotation goes that is as short as a run: all pieces of the words were withheld before.
    """
    work = Site(tmp_path / "desk", tmp_path / "user-cache")
    work.begin()
    assert len(OWN_WORDS.split()) == RUN
    days = (
        ((OWN, QUOTED, TOLD), True),
        ((OWN, TOLD), False),
        ((TOLD,), True),
        ((OWN, TOLD), False),
        (("its source is shown", OWN, TOLD), True),
        ((OWN, TOLD), False),
        (("another source has them", OWN, TOLD), True),
        ((OWN, TOLD), False),
    )
    for changes, whole in days:
        work.write(site(changes))
        said = work.say()
        assert said.whole is whole
        assert ("L101" in {one.code for one in said.diagnostics}) is not whole
        work.holds(said)
