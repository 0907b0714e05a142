"""What pages leave out because they say it elsewhere, and what they count through."""

from __future__ import annotations

from typing import TypeVar

import pytest

from generator.model import Entry, NameOrText
from generator.plan import Desk, pages
from generator.views import EntryView, HomeView, IndexView, MeetingView, SourceView

from ..specimen import country, library, meeting, organization, person, point, series, source, topic, track, wording

V = TypeVar("V", EntryView, HomeView, IndexView, MeetingView, SourceView)


def view_at(kind: type[V], path: str, *entries: Entry) -> V:
    """The page at that address."""
    found = next(one for one in pages(Desk(library(*entries)), search=False) if one.path == path)
    assert isinstance(found, kind)
    return found


def test_the_people_of_a_country_are_not_said_to_be_of_it() -> None:
    """A column with the same code in every row tells nothing."""
    entries = (country("bv", "Skerrymark"), person("ada", "Ada Sample", country="bv"))
    page = view_at(EntryView, "countries/bv/", *entries)
    assert [(one.person.text, one.country) for one in page.people] == [("Ada Sample", "")]


def test_an_outlets_own_list_does_not_name_it_in_every_row() -> None:
    """What others published of it is named as theirs; a byline that is none begins the line."""
    name = NameOrText(id="herald")
    entries = (organization("herald", "The Herald"), source("own", publisher=name), source("other", issuer=name))
    page = view_at(EntryView, "organizations/herald/", *entries)
    assert {one.path: one.publisher for one in page.sources} == {"sources/own/": "", "sources/other/": "An outlet"}
    assert next(one.meta for one in page.sources if not one.publisher).startswith("No byline")


@pytest.mark.parametrize(("number", "key"), [(12, 12), (13, 0)])
def test_a_list_of_all_sources_is_their_key(number: int, key: int) -> None:
    """Where they are too many to stand beside the title."""
    texts = (source(f"s{at}", publisher=NameOrText(id="herald")) for at in range(number))
    page = view_at(EntryView, "organizations/herald/", organization("herald", "The Herald"), *texts)
    assert (len(page.sources), len(page.key)) == (number, key)


@pytest.mark.parametrize(("place", "doubts"), [(None, []), ("Samplebury", ["country"])])
def test_a_meeting_at_no_place_is_in_no_country(place: str | None, doubts: list[str]) -> None:
    """That the place is not stated says both; of a known place the country is missed."""
    talks = meeting("talks", place=place, unknown=("country",) if place else ("place", "country"))
    assert [one.field for one in view_at(MeetingView, "meetings/talks/", talks).doubts] == doubts


@pytest.mark.parametrize(("length", "is_long"), [(120, False), (121, True)])
def test_a_title_that_would_fill_a_phone_is_long(length: int, is_long: bool) -> None:
    """On the page of a meeting, of a source and at the head of the home page."""
    title = "x" * length
    entries = (meeting("talks", name=title, date="2025-03-06"), source("herald", title=title))
    home = view_at(HomeView, "", *entries)
    assert home.lead is not None
    assert home.lead.long_name is is_long
    assert view_at(MeetingView, "meetings/talks/", *entries).long_name is is_long
    assert view_at(SourceView, "sources/herald/", *entries).long_headline is is_long


def test_a_wider_topic_counts_what_is_on_narrower_ones() -> None:
    """A briefing on two of them once, through every level; a narrower one has its own alone."""
    entries = (
        topic("sea"),
        topic("ships", parent="sea"),
        topic("boats", parent="ships"),
        source("herald"),
        meeting("one", point("a", topics=("ships", "boats")), point("b", topics=("boats",)), date="2025"),
    )
    page = view_at(IndexView, "topics/", *entries)
    assert {row.link.path: row.meta for group in page.groups for row in group.rows} == {
        "topics/sea/": "1 briefing, 2 statements, 2 narrower topics included",
        "topics/ships/": "1 briefing, 2 statements, 1 narrower topic included",
        "topics/boats/": "1 briefing, 2 statements",
    }


@pytest.mark.parametrize(
    ("meetings", "squares", "note"),
    [
        (2, 2, "Squares: M1, M2."),
        (24, 24, "A square for each meeting, the oldest first."),
        (60, 12, "A square for each of the last 12 of 60 meetings, the oldest first."),
    ],
)
def test_people_have_squares_for_the_last_meetings_of_a_long_series(meetings: int, squares: int, note: str) -> None:
    """And it is said of how many they are the last."""
    talks = (
        meeting(f"m{at:02}", date=f"{1950 + at}", people="ada", series="s", short_name=f"M{at}")
        for at in range(1, meetings + 1)
    )
    page = view_at(HomeView, "", series("s"), person("ada", "Ada Sample"), *talks)
    assert ([len(one.attendance) for one in page.people], page.people_note) == ([squares], note)


@pytest.mark.parametrize(("words", "unchanged"), [("A grave matter", True), ("A very grave matter", False)])
def test_words_that_are_said_again_are_not_compared(words: str, unchanged: bool) -> None:
    """The step says that nothing changed, and no redline shows a difference that is none."""
    told = ("A grave matter", words)
    texts = (source(f"paper-{at}", f"{said}, it said.") for at, said in enumerate(told))
    talks = (
        meeting(
            f"talks-{at}",
            date=f"2025-0{at + 1}-06",
            wording=(wording("matter", said, f"paper-{at}#p1", according_to="board", english_by="board"),),
        )
        for at, said in enumerate(told)
    )
    page = view_at(
        MeetingView, "meetings/talks-1/", organization("board", "The Board"), track("matter"), *texts, *talks
    )
    step = page.tracks[0].steps[-1]
    assert (step.unchanged, bool(step.changes), len(page.redlines)) == (unchanged, not unchanged, int(not unchanged))
