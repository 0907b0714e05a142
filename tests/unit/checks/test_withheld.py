"""Words that rights withhold, wherever in the output they turn up."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from generator.checks import Context
from generator.checks.withheld import withheld_text
from generator.diagnostics import Span
from generator.model import Rights
from generator.search import Passage, Record, bundle, phrase_table
from generator.views import NO_LINK, PhraseAnswer
from tests.planting import Place, plant
from tests.specimen import library, meeting, point, source

from .reading import BASE, context_of

HIDDEN = "children under six travel with their parents free of charge"
TAIL = f"a reporter learned at the harbour, and {HIDDEN}."
"""The end of courier#p5, which the record cites only in its summary."""

ANSWER = PhraseAnswer(phrase=TAIL, quoted=True, first=NO_LINK, track=NO_LINK)
"""What a search would be told of that sentence."""


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record that no longer cites courier#p5, so that an excerpt withholds it."""
    shutil.copytree(BASE, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    plant(
        "#\n=== meetings/2025-03-exampleton.yaml\n-   reported [@courier#p5].\n+   reported [@courier#p2].",
        Path("content"),
    )
    return Path("content")


@pytest.fixture
def context(content: Path) -> Context:
    """What the checks know of that record."""
    return context_of(content)[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.html", f"<p>{TAIL}</p>"),
        (
            "index.html",
            f'<p hidden>Free: <span class="vb">a reporter learned</span> at the <em>harbour</em>, and {HIDDEN}',
        ),
        ("index.html", f"<p>&lt;{TAIL}&gt;</p>"),
        ("index.html", f'<meta name="description" content="{TAIL}">'),
        ("index.html", f"<script type='application/ld+json'>{json.dumps({'text': TAIL})}</script>"),
        ("data/index.json", json.dumps({"text": TAIL.replace(" ", "\u00a0").replace("harbour", "har\u00adbour")})),
        ("feed.xml", f"<content type='html'>&lt;p&gt;{TAIL.replace(' ', '&amp;nbsp;&lt;b&gt;')}&lt;/p&gt;</content>"),
        ("meetings.ics", f"DESCRIPTION:{TAIL[:40]}\r\n {TAIL[40:]}".replace(",", "\\,")),
        ("search/pagefind/phrases.json", phrase_table([ANSWER]).decode()),
        ("pagefind/fragment/en_1.pf_fragment", f'pagefind_dcd{{"content":"{TAIL}"}}'),
    ],
)
def test_a_withheld_sentence_is_found_in_any_file(context: Context, name: str, text: str) -> None:
    """In text, across tags, in attributes, data blocks, JSON, feeds, calendars and the search index."""
    content = gzip.compress(text.encode()) if name.endswith("fragment") else text.encode()
    found = list(withheld_text(context, {"about/index.html": b"<p>About</p>", name: content}))
    assert [(one.code, one.at.path, one.at.line) for one in found] == [("L101", "content/sources/courier.md", 17)]
    assert name in found[0].message


def fragment(*texts: str, title: str = "Harbour boards meet") -> dict[str, bytes]:
    """The file of the index that has these passages, by its name."""
    passages = tuple(Passage(id=f"p{number}", text=text, label=str(number)) for number, text in enumerate(texts, 1))
    page = Record(path="x/", title=title, language="en", kind="meeting", note="In March", passages=passages)
    return {name: data for name, data in bundle([page]).files.items() if "fragment/" in name}


@pytest.mark.parametrize("cut", range(13))
def test_passages_of_the_index_are_apart(context: Context, cut: int) -> None:
    """Twelve words of which some end one passage and the others begin the next are a run that nobody wrote; with all of
    them in one it is found, whether that is the first, one among others or the last.
    """
    twelve = TAIL.split()[-12:]
    before, after = " ".join(["Some", *twelve[:cut]]), " ".join([*twelve[cut:], "others"])
    found = list(withheld_text(context, fragment("One passage.", before, after, "Another.")))
    assert [one.code for one in found] == (["L101"] if cut in {0, 12} else [])
    assert not list(withheld_text(context, fragment(after, title=before))) or cut in {0, 12}


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        ((f"They say that {TAIL}",), "A title"),
        (("The first.", "", f"北朝鮮 — {TAIL}", "e-mail\u00a0a/b …"), "A title"),
        (("The first, where a < b.", TAIL, "The last, where b > a."), "A title"),
        (("The first.", "The last."), TAIL),
    ],
    ids=["a passage", "after others", "between signs", "the title"],
)
def test_a_passage_of_the_index_is_read_whole(context: Context, texts: tuple[str, ...], title: str) -> None:
    """Wherever it stands, and whatever stands before it; signs that begin no tag hide nothing."""
    assert [one.code for one in withheld_text(context, fragment(*texts, title=title))] == ["L101"]


HALF, REST = " ".join(TAIL.split()[:9]), " ".join(TAIL.split()[9:])
SPLIT = f"{HALF} > {REST.replace('travel', '<em>travel</em>')}"
"""No twelve words of it stand without a mark in between, nor after the first one."""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data/index.json", json.dumps({"title": "a < b", "text": TAIL, "note": "c > d"})),
        ("data/index.json", json.dumps(["a < b", TAIL, "c > d"]).replace("<", "\\u003c").replace(">", "\\u003e")),
        ("data/index.json", json.dumps({"title": "a < b", "text": SPLIT})),
        ("data/index.json", json.dumps({"text": f"a < b, {TAIL}, c > d"})),
        ("data/index.json", json.dumps({"text": f'<img alt="{TAIL}">'})),
        ("data/index.json", f'{{"title": "a < b", "text": "{TAIL}", "note": "c > d"'),
        ("data/index.json", f'<p class="a">{HALF} <b id="x">{REST}</b></p>'),
        ("data/index.jsonld", json.dumps({"title": "a < b", "text": TAIL, "note": "c > d"})),
        ("desk.webmanifest", json.dumps({"name": "a < b", "description": TAIL, "short_name": "c > d"})),
        ("desk.js", f"if (a < b) say({json.dumps(TAIL)}); else if (a > b) say('')"),
        ("meetings.csv", f"a < b,{TAIL},c > d"),
        ("meetings.ics", f"SUMMARY:a < b\r\nDESCRIPTION:{TAIL}\r\nLOCATION:c > d"),
        ("llms.txt", f"a < b\n{TAIL}\nc > d"),
    ],
)
def test_a_sign_that_begins_no_tag_hides_nothing(context: Context, name: str, text: str) -> None:
    """From one string to another, in one string, and in what only has the name of such a file."""
    assert [one.code for one in withheld_text(context, {name: text.encode()})] == ["L101"]


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ('"word_count":', '"word_count":1'),
        ('"word_count":', '"words":'),
        ('"location":3', '"location":300'),
        ('"location":3', '"location":-3'),
        ('"element":"a"', '"element":"p"'),
        ('"anchors":', '"anchored":'),
        ('"content":"', '"content":"\\u200b'),
        ("]}", "]"),
    ],
)
def test_a_fragment_that_is_not_as_expected_is_read_as_one_text(context: Context, known: str, other: str) -> None:
    """Where a passage begins is not known then."""
    words = TAIL.split()
    [(name, content)] = fragment(" ".join(words[:-6]), " ".join(words[-6:])).items()
    whole = gzip.decompress(content).decode()
    assert known in whole
    assert not list(withheld_text(context, {name: content}))
    broken = {name: gzip.compress(whole.replace(known, other).encode())}
    assert [one.code for one in withheld_text(context, broken)] == ["L101"]


@pytest.mark.parametrize("place", ["meta", "filters", "more"])
def test_what_stands_beside_the_passages_is_read(context: Context, place: str) -> None:
    """Whatever Pagefind adds to them."""
    [(name, content)] = fragment("One passage.", "Another.").items()
    whole = json.loads(gzip.decompress(content).decode().removeprefix("pagefind_dcd"))
    changed = json.dumps({**whole, place: {"Said": [TAIL]}})
    found = list(withheld_text(context, {name: gzip.compress(f"pagefind_dcd{changed}".encode())}))
    assert [one.code for one in found] == ["L101"]
    signs = json.dumps({"url": "a < b", **whole, place: {"Said": [TAIL], "And": ["c > d"]}}).replace("One", "One <")
    found = list(withheld_text(context, {name: gzip.compress(f"pagefind_dcd{signs}".encode())}))
    assert [one.code for one in found] == ["L101"]


@pytest.mark.parametrize(
    "text",
    [
        HIDDEN,
        "The two harbour boards met on Thursday in Exampleton and agreed on a night ferry, the Harbour Board said.",
        f"a reporter learned at the harbour and somewhere else that {HIDDEN}",
    ],
)
def test_what_may_be_shown_is_not_found(context: Context, text: str) -> None:
    """Eleven words in a row, a paragraph that is cited, or the same words in another order."""
    assert list(withheld_text(context, {"index.html": f"<p>{text}</p>".encode()})) == []


def test_the_desk_is_shown_its_own_words(content: Path) -> None:
    """Where the leak is in the desk's prose, the finding points at that prose and the note at the passage."""
    planted = plant(
        "#\n=== organizations/ferry-office.yaml\n"
        "+ note: This is what ⟦a reporter learned at the harbour, and children under six travel with⟧ their parents.",
        content,
    )
    context, _ = context_of(content)
    found = list(withheld_text(context, {"x/index.html": f"<p>{TAIL}".encode()}))
    assert [Place(one.at.path, one.at.line, one.at.column, one.at.end) for one in found] == planted.marked
    assert [(note.at.path, note.at.line) for note in found[0].notes] == [("content/sources/courier.md", 17)]


def test_marks_between_its_words_do_not_hide_them_from_the_desk(content: Path) -> None:
    """The index has the desk's prose without its cites and links, and a hit in there is the desk's own words too."""
    words = "a reporter learned at the harbour"
    planted = plant(
        "#\n=== organizations/ferry-office.yaml\n"
        f"+ note: Of that ⟦{words} [@courier#p2]. And [[ferry-office|children]] under six travel with⟧ their parents.",
        content,
    )
    context, _ = context_of(content)
    found = list(withheld_text(context, fragment(f"{words}. And children under six travel with their parents")))
    assert [Place(one.at.path, one.at.line, one.at.column, one.at.end) for one in found] == planted.marked


def test_a_link_shows_nothing_but_quotations(content: Path) -> None:
    """With `rights: link` even a cited paragraph is withheld; the words quoted from it are not."""
    plant("#\n=== sources/herald.md\n- publisher: herald\n+ publisher: herald\n+ rights: link", content)
    context, _ = context_of(content)
    whole = "Both boards confirmed on Friday that the boats will run at midnight in every season, according to a note"
    quoted = "will run at midnight in every season"
    assert [one.code for one in withheld_text(context, {"index.html": whole.encode()})] == ["L101"]
    assert list(withheld_text(context, {"index.html": quoted.encode()})) == []


def test_the_sentence_around_a_quotation_may_use_its_neighbours() -> None:
    """Eleven quoted words and the "to" before them are twelve in a row, and yet nobody copied the passage."""
    quoted = "keep the boats at the quay until the bell has rung"
    passage = f'The boards have now agreed to "{quoted}" and then to go home early for once.'
    herald = source("herald", passage, rights=Rights.LINK)
    record = library(herald, meeting("m", point("x", f'Agreed to "{quoted}".', "herald#p1")))
    context = Context(library=record, where=lambda *_, **__: Span("a"), reports={})
    assert list(withheld_text(context, {"index.html": f"Agreed to {quoted}".encode()})) == []
    assert [one.code for one in withheld_text(context, {"index.html": passage.encode()})] == ["L101"]


def test_a_site_that_shows_all_withholds_nothing(content: Path) -> None:
    """`rights: full` for the site."""
    plant("#\n=== site.yaml\n- rights: excerpt\n+ rights: full\n+ rights_note: invented", content)
    context, _ = context_of(content)
    assert list(withheld_text(context, {"index.html": TAIL.encode()})) == []


def test_words_across_the_ends_of_shown_paragraphs_are_shown() -> None:
    """Another article has the same names and offices in one sentence; they hide nothing of it."""
    first, second = "Present was Ottoline Sample, Harbour Commissioner of Exampleton.", "Barnaby Specimen came too."
    both = f"{first} {second}"
    entries = (
        source("herald", f"{first}\n{second}", rights=Rights.FULL),
        source("courier", both, rights=Rights.LINK),
        meeting("2025-03-exampleton", point("met"), point("also", "Spoke.", "courier#p1")),
    )
    context = Context(library=library(*entries), where=lambda *_, **__: Span("a"), reports={})
    page = f"<p>{first}</p><p>{second}</p>"
    assert list(withheld_text(context, {"index.html": page.encode()})) == []


@pytest.mark.parametrize("before", range(13))
def test_twelve_words_are_found_wherever_they_begin(context: Context, before: int) -> None:
    """And eleven of them nowhere: they may be anybody's."""
    words = TAIL.split()
    some, twelve = ["other"] * before, words[-12:]
    found = list(withheld_text(context, {"index.html": " ".join([*some, *twelve, *some]).encode()}))
    assert [one.code for one in found] == ["L101"]
    assert not list(withheld_text(context, {"index.html": " ".join([*some, *twelve[1:], *some]).encode()}))
