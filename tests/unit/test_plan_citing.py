"""What a briefing and a source are cited as: what the record knows, and nothing else."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from generator import dates
from generator.load import load
from generator.model import Library, MeetingId, NameOrText, OrganizationId, Source, SourceId, SourceType
from generator.plan import Desk
from generator.plan.citing import cite_meeting, cite_source
from generator.views import CslDate, CslItem, CslName, CslType

CONTENT = Path(__file__).parents[1] / "golden" / "content"
TALKS = MeetingId("2031-03-exampleton-harbours")
COURIER = SourceId("courier-20310307")
RECORD = "https://skerry.example/record/"


@pytest.fixture(scope="module")
def library() -> Library:
    """The invented site."""
    found = load(CONTENT).library
    assert found
    return found


def cited(library: Library, name: SourceId, **changed: object) -> CslItem:
    """A source as it is cited once some of its fields are others."""
    source: Source = msgspec.structs.replace(library.sources[name], **changed)
    desk = Desk(msgspec.structs.replace(library, sources={**library.sources, name: source}))
    return cite_source(desk, desk.library.sources[name])


def briefing(library: Library, name: MeetingId, **changed: object) -> CslItem:
    """A briefing as it is cited once some of its fields are others."""
    meeting = msgspec.structs.replace(library.meetings[name], **changed)
    return cite_meeting(Desk(library, drafts=True), meeting)


def test_a_briefing_is_a_page_of_its_site(library: Library) -> None:
    """By its publisher; without a date, because no clock is asked and none is stated."""
    item = briefing(library, TALKS)
    assert item.type == CslType.PAGE
    assert item.author == (CslName(literal="The test desk"),)
    assert item.editor == (CslName(literal="Clara Placeholder"),)
    assert (item.container_title, item.issued, item.accessed) == ("The Skerry Record", None, None)
    assert item.url == f"{RECORD}meetings/{TALKS}/"


def test_a_briefing_has_the_date_of_its_last_change(library: Library) -> None:
    """`updated`, and not the meeting's day."""
    item = briefing(library, TALKS, updated=dates.parse("2031-04-02"))
    assert item.issued == CslDate(date_parts=((2031, 4, 2),))


@pytest.mark.parametrize(
    ("name", "status"), [("2031-05-withdrawn-call", "withdrawn"), ("2031-10-mockington-draft", "draft")]
)
def test_a_page_that_nobody_stands_by_says_so(library: Library, name: str, status: str) -> None:
    """In the title, which every program shows, and where CSL has a field for it."""
    item = briefing(library, MeetingId(name))
    assert item.title.endswith(f" [{status}]")
    assert item.status == status


def test_a_site_without_a_publisher_has_no_author(library: Library) -> None:
    """The site is where the page stands, not who wrote it."""
    quiet = msgspec.structs.replace(library.site, publisher="", editors=())
    item = briefing(msgspec.structs.replace(library, site=quiet), TALKS)
    assert (item.author, item.editor) == ((), ())


def test_an_article_is_cited_as_it_was_published(library: Library) -> None:
    """Byline, headline, outlet, day and address are the original's; the note leads to the record's own page."""
    item = cited(library, COURIER, accessed=dates.parse("2031-03-09"), archive_url="https://archive.example/boats")
    assert item == CslItem(
        id=COURIER,
        type=CslType.NEWS,
        title='Harbour ministers "keep the night boats"',
        author=(CslName(literal="Ottoline Sample"),),
        container_title="The Skerry Courier",
        issued=CslDate(date_parts=((2031, 3, 7),)),
        accessed=CslDate(date_parts=((2031, 3, 9),)),
        url="https://courier.example/2031/03/07/boats",
        archive_location="https://archive.example/boats",
        language="en",
        note=f"Recorded in The Skerry Record: {RECORD}sources/{COURIER}/",
    )


def test_an_agency_signs_what_nobody_else_does(library: Library) -> None:
    """Its copy without a byline is the agency's; without either it is nobody's."""
    assert cited(library, COURIER, author=None).author == (CslName(literal="Northwire"),)
    assert cited(library, COURIER, author=None, wire=None).author == ()
    assert cited(library, COURIER, wire=OrganizationId("placeholm-gazette")).author == (
        CslName(literal="Ottoline Sample"),
    )


def test_an_official_text_is_by_the_body_that_issued_it(library: Library) -> None:
    """And says what sort of text it is; who put it out is its publisher, not a paper it stood in."""
    item = cited(
        library, SourceId("ministry-20310914"), type=SourceType.PRESS_RELEASE, publisher=NameOrText(text="Wire X")
    )
    assert item.type == CslType.DOCUMENT
    assert item.genre == "Press release"
    assert [name.literal for name in item.author] == [library.organizations[OrganizationId("skerry-harbours")].name]
    assert (item.publisher, item.container_title) == ("Wire X", "")


def test_a_body_that_publishes_its_own_text_is_named_once(library: Library) -> None:
    """As its author."""
    item = cited(library, SourceId("ministry-20310914"))
    assert item.publisher == ""
    assert item.author != ()


def test_what_is_not_known_of_a_source_is_left_out(library: Library) -> None:
    """A title of our own making stands in brackets."""
    item = cited(library, SourceId("leaflet-undated"))
    assert (item.issued, item.author, item.container_title, item.url) == (None, (), "", "")
    assert item.title.startswith("[Untitled: “")
    assert item.title.endswith("]")
    assert item.language == "he"


def test_what_the_desk_inferred_is_named(library: Library) -> None:
    """By the words readers have for it, before the address."""
    item = cited(library, SourceId("evening-20310915"))
    assert item.note == f"Outlet inferred. Recorded in The Skerry Record: {RECORD}sources/evening-20310915/"


def test_nothing_withheld_is_cited(library: Library) -> None:
    """A source that is shown by its link only has no first words for a title."""
    item = cited(library, SourceId("ministry-20310914"), title=None, unknown=("title",))
    assert item.title == "[Untitled statement]"
