"""Letters, notes and passages of one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import MeetingId, Rights, Source, SourceId, SourceType
from generator.plan.apparatus import Apparatus, excerpt, letters, prefix_length, source_name
from generator.plan.desk import Desk, titled
from generator.plan.sourcing import row
from generator.plan.statements import statements
from generator.plan.urls import file_of, path_of, root_of
from generator.text import Match
from generator.views import Run

from ..specimen import cite, cites, library, meeting, organization, point, source

PAGE = "meetings/m/"


def apparatus(*sources: Source, used: str = "") -> Apparatus:
    """A page that uses these sources in this order."""
    return Desk(library(*sources)).apparatus(PAGE, tuple(one.source for one in cites(used)))


def test_a_source_in_another_language_says_so_in_every_list() -> None:
    """Its headline is in that language; a source in the language of the site says nothing."""
    desk = Desk(library(source("ko", "말했다.", language="ko"), source("en", "They spoke.", language="en")))
    page = desk.apparatus(PAGE)
    assert [row(desk, SourceId(name), page).language for name in ("ko", "en")] == ["ko", ""]


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_letters_go_on_after_z(number: int, said: str) -> None:
    """As columns of a spreadsheet do."""
    assert letters(number) == said


def test_no_two_numbers_have_one_letter() -> None:
    """Over more sources than any page will have."""
    assert len({letters(number) for number in range(3_000)}) == 3_000


def test_letters_follow_first_use() -> None:
    """Not ids."""
    page = apparatus(source("a"), source("b"), source("c"))
    assert [page.sigil(one.source).label for one in cites("c#p1 a#p1 c#p2 b#p1")] == ["A", "B", "A", "C"]
    assert page.sources == ("c", "a", "b")


def test_a_copy_has_a_prime_and_the_origin_none() -> None:
    """The origin comes first even where a copy is used first, as far as it is known beforehand."""
    copies = (source("a"), source("b", derived_from="a"), source("c", derived_from="a"), source("d"))
    page = apparatus(*copies, used="d#p1 c#p1 b#p1 a#p1")
    labels = {one: page.sigil(one).label for one in page.sources}
    assert labels == {"d": "A", "a": "B", "c": "B′", "b": "B′′"}
    assert [page.sigil(one).kind for one in page.sources] == ["plain", "plain", "copy", "copy"]


def test_an_official_text_is_marked_as_one() -> None:
    """A statement is; a document or an article is not."""
    page = apparatus(source("a", type=SourceType.STATEMENT), source("b", type=SourceType.DOCUMENT))
    assert [page.sigil(one.source).kind for one in cites("a#p1 b#p1")] == ["official", "plain"]


def test_a_passage_is_shown_once_with_the_same_words() -> None:
    """The second statement that relies on the same words leads to the first note; other words make a note anew."""
    page = apparatus(source("a", "One two three."))
    first = page.note(cite("a#p1"), [Match(0, 3)], "who", ())
    assert first
    assert page.note(cite("a#p1"), [Match(0, 3)], "who", ()) is None
    assert page.chip(cite("a#p1")).href == f"#{first.id}"
    other = page.note(cite("a#p1"), [Match(4, 7)], "who", ())
    assert other
    assert other.id != first.id
    assert page.chip(cite("a#p1")).href == f"#{other.id}"


def test_a_note_leads_back_to_its_first_chip() -> None:
    """Later chips to it have no id, since an id stands once."""
    page = apparatus(source("a", "One two three."))
    note = page.note(cite("a#p1"), [], "who", ())
    assert note
    chips = [page.chip(cite("a#p1")) for _ in range(3)]
    assert [f"#{one.id}" for one in chips] == [note.back, "#", "#"]
    assert all(one.noteref for one in chips)


def test_a_chip_without_a_note_leads_to_the_source() -> None:
    """To the very paragraph; one away from its page always does."""
    page = apparatus(source("a", "One."))
    assert page.chip(cite("a#p1")).href == "sources/a/#p1"
    page.note(cite("a#p1"), [], "who", ())
    assert page.plain_chip(cite("a#p1")).href == "sources/a/#p1"
    assert page.chip(cite("a#p1")).aria.startswith("A1: ")


def test_a_remark_is_made_once() -> None:
    """On one page."""
    page = apparatus(source("a"))
    assert [page.once("x"), page.once("x"), page.once("y")] == [("x",), (), ("y",)]


def test_a_source_shown_by_link_lends_its_marked_words_only() -> None:
    """With a gap between stretches that are not next to each other, and without marks nothing."""
    page = apparatus(source("a", "One two three four.", rights=Rights.LINK))
    note = page.note(cite("a#p1"), [Match(0, 3), Match(8, 13)], "who", ())
    assert note
    assert [run.text for run in note.passage] == ["One", "\N{NO-BREAK SPACE}… ", "three"]
    assert note.withheld == "4 words, not shown"
    bare = page.note(cite("a#p1"), [], "who", ())
    assert bare
    assert bare.passage == ()


LONG = "word " * 100


def text_of(runs: tuple[Run, ...]) -> str:
    """What a reader sees."""
    return "".join(run.text for run in runs)


def test_a_short_quotation_has_more_context_than_a_long_one() -> None:
    """52 characters on each side, or 34 beside 70 and more; cut between words, with an ellipsis."""
    for words, around in (("short", 52), ("l" * 70, 34)):
        text = f"{LONG}{words} {LONG}"
        before, mark, after = excerpt(text, [Match(500, 500 + len(words))])
        assert (mark.text, mark.marked) == (words, True)
        assert before.text.startswith("… word")
        assert after.text.endswith("word\N{NO-BREAK SPACE}…")
        assert around - 5 <= len(before.text) - 2 <= around
        assert around - 5 <= len(after.text) - 2 <= around


def test_little_context_is_shown_whole() -> None:
    """Without an ellipsis where nothing was cut."""
    assert text_of(excerpt("They will keep it.", [Match(5, 9)])) == "They will keep it."


def test_a_paragraph_without_marked_words_is_shown_up_to_a_length() -> None:
    """220 characters, cut between words."""
    assert text_of(excerpt("Short.", [])) == "Short."
    shown = text_of(excerpt(LONG, []))
    assert shown.endswith("word\N{NO-BREAK SPACE}…")
    assert len(shown) <= 222


def test_what_a_capture_put_before_the_text_is_not_shown() -> None:
    """`strip_prefix` of the first paragraph, and of no other."""
    herald = source("a", "Share They met.\nShare it.", strip_prefix="Share")
    assert (prefix_length(herald, 1), prefix_length(herald, 2)) == (6, 0)
    assert text_of(excerpt(herald.paragraphs[0], [], prefix=6)) == "They met."


def test_the_margin_shows_only_quoted_words_of_a_withheld_passage() -> None:
    """Words relied on without being a quotation stay out, or the margin would give away what rights keep back."""
    herald = source("a", 'She said "the boats stay" to the board.', rights=Rights.LINK)
    said = point("x", 'Said "the boats stay".', cite=(cite("a#p1", "to the board"),))
    desk = Desk(library(herald, meeting("m", said)))
    (one,) = statements(desk, desk.library.meetings[MeetingId("m")], desk.apparatus(PAGE))
    assert [run.text for note in one.notes for run in note.passage] == ["the boats stay"]


def test_a_source_without_a_headline_is_called_by_its_first_words() -> None:
    """By none of them where rights keep them back."""
    untitled = source("b", "Share They met at night.", strip_prefix="Share", title=None)
    assert titled(untitled, frozenset()).title == "Untitled: “They met at night. …”"
    assert titled(untitled, frozenset({1})).title == "Untitled article"
    assert titled(source("c", "They met."), frozenset()).title == "Title of c"


@given(st.text(alphabet="ab cd\u00a0é", min_size=30, max_size=400), st.data())
def test_an_excerpt_has_the_marked_words_and_only_words_of_the_paragraph(text: str, data: st.DataObject) -> None:
    """Whatever is cut, the marked words are whole, in order, and everything else stands so in the paragraph."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True)))
    marks = [Match(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    runs = excerpt(text, marks)
    assert [run.text for run in runs if run.marked] == [text[one.start : one.end] for one in marks]
    for run in runs:
        assert all(piece.strip() in text for piece in run.text.split("…"))


def test_a_source_is_called_by_its_outlet() -> None:
    """Or by its wire, or as not stated."""
    entries = library(organization("wire", "Northwire"), organization("herald", "The Herald"))
    assert source_name(source("a"), entries) == "An outlet"
    assert source_name(source("a", publisher=None, wire="wire"), entries) == "Northwire copy"
    assert source_name(source("a", publisher=None), entries) == "Outlet not stated"


@pytest.mark.parametrize(
    ("path", "root", "file"),
    [
        ("", "", "index.html"),
        ("people/", "../", "people/index.html"),
        ("people/ada/", "../../", "people/ada/index.html"),
        ("404.html", "", "404.html"),
    ],
)
def test_paths_know_their_root_and_their_file(path: str, root: str, file: str) -> None:
    """A page is a folder with an index, but for 404.html."""
    assert (root_of(path), file_of(path)) == (root, file)


def test_pages_of_the_desk_stand_at_the_top() -> None:
    """`about/`, with all others in the folder of their kind."""
    assert path_of("pages", "about") == "about/"
    assert path_of("people", "ada", "roles") == "people/ada/#roles"
