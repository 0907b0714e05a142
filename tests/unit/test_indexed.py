"""What the pages give to the search index: where a hit leads, its facets, and nothing that rights withhold."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator import plan
from generator.build import Project, Wishes, make
from generator.indexed import records
from generator.load import load
from generator.markup import words_of
from generator.model import MeetingId
from generator.paths import builtin_templates
from generator.plan import Desk
from generator.search import Record

from ..specimen import country, library, meeting, organization, person, point, series, source, topic, track

CONTENT = Path(__file__).parents[1] / "golden" / "content"


@pytest.fixture(scope="module")
def found() -> dict[str, Record]:
    """The records of the invented site, drafts included, by page."""
    invented = load(CONTENT).library
    assert invented
    desk = Desk(invented, drafts=True)
    return {one.path: one for one in records(desk, tuple(plan.pages(desk, search=True)))}


def words(record: Record) -> str:
    """All words of a record."""
    return " ".join([record.title, record.note, *(one.text for one in record.passages)])


def facets(record: Record, name: str) -> list[str]:
    """The values of one facet."""
    return [value for facet, value in record.filters if facet == name]


def test_what_search_engines_may_not_list_is_not_searched(found: dict[str, Record]) -> None:
    """Drafts, withdrawn meetings, redirects, the page of not found; lists lead to no words of their own."""
    lost = ["draft", "withdrawn", "2031-03-exampleton-talks", "404", "search"]
    assert [path for path in found if any(one in path for one in lost)] == []
    assert not {"people/", "meetings/", "timeline/", "commitments/", ""} & found.keys()
    assert len(found) == 3 + 1 + 8 + 4 + 5 + 2 + 1 + 1 + 3 + 3


def test_withheld_words_are_not_searched(found: dict[str, Record]) -> None:
    """Paragraphs that nobody cites in an excerpt, all of a source shown by link, and what the desk set aside."""
    assert found["sources/ministry-20310914/"].passages == ()
    assert [one.id for one in found["sources/gazette-20310308/"].passages] == ["p1", "p3"]
    everything = " ".join(map(words, found.values()))
    for hidden in ("dredged", "caretaker", "whatever the page", "Share this article"):
        assert hidden not in everything


def test_a_meeting_is_found_by_its_statements(found: dict[str, Record]) -> None:
    """Each with its number and place; without cites and with curly marks."""
    one = found["meetings/2031-03-exampleton-harbours/"]
    said = {passage.id: (passage.label, passage.text) for passage in one.passages}
    assert said["boats"] == ("1", "Agreed to “keep the night boats in every season”.")
    assert said["wording-pledge"][1] == "keep the night boats in every season"
    assert said["quote-1"][1] == "We will look at the fares again in the autumn"
    assert "[@" not in words(one)
    assert "[[" not in words(one)
    assert (one.kind, one.date) == ("meeting", "2031-03-06")


@pytest.mark.parametrize(
    "target",
    ["cho", "board", "xa", "fares", "ministers", "pledge", "m-2", "m-2#boats", "herald", "herald#p1", "nobody"],
)
def test_a_link_without_words_says_what_it_says_on_the_page(target: str) -> None:
    """In a statement, in a summary and in a note: the name of what it leads to, and nobody reads an id."""
    text = f'Not [[{target}]] [@herald#p1], but [[{target}|somebody\'s "own" words]].'
    desk = Desk(
        library(
            person("cho", "Barnaby O'Specimen"),
            organization("board", "The Harbour Board", note=text),
            country("xa", "Exampleton"),
            topic("fares", 'Fares and "tolls"'),
            series("ministers", "Harbour ministers"),
            track("pledge"),
            meeting("m-1", point("a", text), summary=text),
            meeting("m-2", point("boats")),
            source("herald", title='Ferry & boats: it\'s "done"'),
        )
    )
    block = desk.blocks("meetings", desk.library.meetings[MeetingId("m-1")])["summary",]
    shown = words_of(desk.inline(block, desk.apparatus("x/"), names=False))
    given = {one.path: one for one in records(desk, tuple(plan.pages(desk, search=True)))}
    said = [*given["meetings/m-1/"].passages, *given["organizations/board/"].passages]
    assert [one.text for one in said] == [shown] * 3
    assert (f"Not {target}," in shown) is (target == "nobody")


def test_a_link_without_words_says_a_name_wherever_it_stands(found: dict[str, Record]) -> None:
    """In the notes of people and topics and on a page of the desk."""
    assert "not Barbara Specimen." in words(found["people/barnaby-specimen/"])
    assert "Not Fares." in words(found["topics/night-boats/"])
    about = words(found["about/"])
    assert "See [the Courier](https://courier.example/), In Exampleton, two ministers agree to “keep the night" in about
    assert "every season” and\nHarbour ministers “keep the night boats”." in about


def test_a_page_has_the_facets_that_readers_choose_by(found: dict[str, Record]) -> None:
    """By the names that pages show."""
    one = found["meetings/2031-03-exampleton-harbours/"]
    assert facets(one, "Type") == ["Briefing"]
    assert facets(one, "Year") == ["2031"]
    assert facets(one, "People") == ["Barnaby Specimen", "島田見本"]
    assert facets(one, "Country") == ["Skerrymark", "Placeholm"]
    assert facets(one, "Topic") == ["night boats", "Fares"]
    assert facets(one, "Series") == ["Harbour ministers"]


def test_a_source_belongs_to_the_series_of_what_rests_on_it(found: dict[str, Record]) -> None:
    """An article is found with the meetings it reports; one that nothing rests on is in no series."""
    assert facets(found["sources/courier-20310307/"], "Series") == ["Harbour ministers"]
    assert facets(found["people/shimada-mihon/"], "Series") == []


def test_an_undated_source_says_so(found: dict[str, Record]) -> None:
    """It has its own year among the facets, and its own language."""
    leaflet = found["sources/leaflet-undated/"]
    assert facets(leaflet, "Year") == ["Undated"]
    assert (leaflet.date, leaflet.language) == ("", "he")


def test_a_person_is_found_by_other_names_and_offices(found: dict[str, Record]) -> None:
    """So that a reader need not know how the desk writes a name."""
    assert "Shimada Mihon" in words(found["people/shimada-mihon/"])
    assert "Harbour Clerk" in words(found["people/barnaby-specimen/"])


def test_every_hit_leads_to_a_place_of_its_page(found: dict[str, Record], tmp_path: Path) -> None:
    """The fragment of each passage is an id of the page."""
    project = Project(content=CONTENT, builtin=builtin_templates(), out=tmp_path / "site", cache=tmp_path / "cache")
    files = make(project, Wishes(search=False, drafts=True)).files
    lost = []
    for path, record in found.items():
        page = LexborHTMLParser(files[f"{path}index.html"])
        ids = {node.attributes.get("id") for node in page.css("[id]")}
        lost += [f"{path}#{passage.id}" for passage in record.passages if passage.id not in ids]
    assert lost == []
