"""What the timeline and its charts say of dates. All meetings are invented."""

from __future__ import annotations

import pytest

from generator.dates import parse
from generator.model import DateBasis, Inference, MeetingKind
from generator.plan import Desk
from generator.plan.events import how_known
from generator.plan.timeline import timeline_pages
from generator.views import Mark, TimelineEntry, TimelineView

from ..specimen import cites, library, meeting, office, organization, person, series, source, topic, track, wording

HERALD = source("herald", 'The ministers voiced "grave concern" over the lamps.', issued="2031-09-16")
INFERRED = (Inference(field="date", reason="No day is given."),)


def pages(*entries: object) -> list[TimelineView]:
    """The timeline of these entries."""
    return list(timeline_pages(Desk(library(*entries, HERALD))))  # type: ignore[arg-type] # entries of any kind


def rows(view: TimelineView) -> list[TimelineEntry]:
    """The rows of the list, without headings and gaps."""
    return [one for one in view.entries if not one.year and not one.gap]


@pytest.mark.parametrize(
    ("date", "basis", "said"),
    [
        ("2031-09-14", "on Sunday", "Sunday"),
        ("2031-09-14?", "on Sunday", ""),
        ("2031-09-14T09:30", "at half past nine", "Sunday"),
        ("2031-09", "in September", "month only"),
        ("2031", "this year", "year only"),
        ("2031-23", "in autumn", "season only"),
        ("2031-09-08/2031-09-14", "made a weeklong visit last week", "“last week”"),
        ("2031-09-08/2031-09-14", "met", ""),
    ],
)
def test_a_date_says_how_it_is_known(date: str, basis: str, said: str) -> None:
    """The weekday of a known day, what is missing of a wider date, or the words of the source."""
    assert how_known(parse(date), basis) == said


def test_marks_follow_what_is_known_and_how() -> None:
    """The same grammar in the list as in the chart."""
    basis = DateBasis(external="The desk was there.")
    (view,) = pages(
        meeting("a", date="2031-09-14"),
        meeting("b", date="2031-09"),
        meeting("c", date="2031-09-13", inferred=INFERRED),
        meeting("d", date="2031-08/2031-09", inferred=INFERRED),
        meeting("e", date="2031-09-12", date_basis=basis),
        meeting("f"),
    )
    found = {row.path: (row.mark, row.flagged, row.reason) for row in rows(view)}
    assert found == {
        "meetings/a/": (Mark.DAY, "", ""),
        "meetings/b/": (Mark.SPAN, "", ""),
        "meetings/c/": (Mark.INFERRED_DAY, "inferred", "No day is given."),
        "meetings/d/": (Mark.INFERRED_SPAN, "inferred", "No day is given."),
        "meetings/e/": (Mark.INFERRED_DAY, "from elsewhere", "The desk was there."),
        "meetings/f/": (Mark.UNDATED, "", ""),
    }
    drawn = {box.kind for box in view.charts[0].boxes}
    assert drawn == {"k", "r", "e", "r e"}
    assert {item.kind for item in view.legend} == drawn


def test_gaps_are_told_between_neighbours_of_a_series_whose_days_are_given() -> None:
    """Not across a meeting that may lie between, and with a doubt where a day is inferred."""
    (view,) = pages(
        series("s"),
        meeting("a", date="2031-01-01", place="Samplebury", series="s"),
        meeting("x", date="2031-01-05", place="Elsewhere"),
        meeting("b", date="2031-01-11", place="Exampleton", series="s"),
        meeting("c", date="2031-02", place="Mockington", series="s"),
        meeting("d", date="2031-03-01", place="Fakenham", series="s"),
        meeting("e", date="2031-03-02", place="Fakenham", series="s", inferred=INFERRED),
    )
    assert [one.gap for one in view.entries if one.gap] == [
        "1 day since the last one, also in Fakenham, if the day of Fakenham is right",
        "10 days between Samplebury and Exampleton",
    ]


@pytest.mark.parametrize(
    ("days", "heading", "lead"),
    [
        (["2031-08-03"], "One briefing", "August 2031, newest first. "),
        (["2031-08-03", "2032-02-22"], "Seven months, two briefings", "August 2031 to February 2032, newest first. "),
        (["2031-08/2031-12", "2032-02"], "Seven months, two briefings", "August 2031 to February 2032, newest first. "),
        (["2027-08-03", "2032-02-22"], "2027 to 2032, two briefings", "August 2027 to February 2032, newest first. "),
        ([], "Timeline", ""),
    ],
)
def test_the_heading_counts_what_there_is(days: list[str], heading: str, lead: str) -> None:
    """Months from the first day anything can mean to the last; of a long record the years."""
    (view,) = pages(*(meeting(f"m{number}", date=day) for number, day in enumerate(days)))
    assert (view.heading, view.lead) == (heading, f"{lead}Each date shows how it is known.")


def test_lanes_are_series_and_kinds() -> None:
    """Summits first, then series, other meetings, what lies around them, and changes of office."""
    (view,) = pages(
        series("s", short_name="Harbour ministers"),
        organization("board", "Harbour Board"),
        person("ann", "Ann Specimen", office("Harbour Master", start="2031-05")),
        meeting("a", date="2031-01-01", series="s"),
        meeting("b", date="2031-02-01", kind=MeetingKind.SUMMIT),
        meeting("c", date="2031-03-01"),
        meeting("d", date="2031-04-01", kind=MeetingKind.CALL),
        meeting("e", date="2031-05-01", kind=MeetingKind.VISIT),
    )
    lanes = [label.text for label in view.charts[0].labels if label.kind == "tb" and label.x == 0]
    assert lanes == ["Summits", "Harbour ministers", "Other meetings", "Visits and calls", "Changes of office"]
    assert view.charts[0].title.startswith("January 2031 to May 2031: Summits 1, Harbour ministers 1, Other meetings 1")


def test_words_of_the_series_track_stand_below_a_meeting() -> None:
    """Of the track on which most of its meetings are quoted; in the list with the passage they stand in."""
    (view,) = pages(
        topic("t"),
        series("s"),
        track("words"),
        meeting("a", date="2031-09-14", series="s", wording=(wording("words", "grave concern"),)),
    )
    (row,) = rows(view)
    assert (row.phrase, [chip.label for chip in row.chips]) == ("grave concern", ["A"])
    assert [label.text for label in view.charts[0].labels if label.kind == "phr"] == ["“grave concern”"]


def test_a_change_of_office_ahead_does_not_move_the_chart() -> None:
    """It shows the months before the last meeting, and says what it leaves out."""
    (view,) = pages(
        organization("board", "Harbour Board"),
        person("ann", "Ann Specimen", office("Harbour Master", start="2021-05", end="2039-01")),
        meeting("a", date="2031-09-14"),
    )
    assert len(view.charts[0].boxes) == 1
    assert view.chart_note == "Two more, earlier or later, in the list."


@pytest.mark.parametrize(
    ("end", "start", "told"),
    [
        ("2031-05-02", "2031-05-02", ["Bob Mock follows Ann Specimen as Pilot"]),
        ("2031-05", "2031-05", ["Bob Mock follows Ann Specimen as Pilot"]),
        ("2031-05-02", "2031-05-03", ["Bob Mock takes office as Pilot", "Ann Specimen leaves office as Pilot"]),
        ("2031", "2031", ["Bob Mock takes office as Pilot", "Ann Specimen leaves office as Pilot"]),
        ("2031-05~", "2031-05~", ["Bob Mock takes office as Pilot", "Ann Specimen leaves office as Pilot"]),
    ],
)
def test_one_who_follows_another_in_a_post_is_one_line(end: str, start: str, told: list[str]) -> None:
    """On the same day or in the same month; with the passages of both. In a year, or about a date, two may share it."""
    (view,) = pages(
        organization("board", "Harbour Board"),
        source("gazette"),
        person("ann", "Ann Specimen", office("Pilot", end=end, cite=cites("herald#p1"))),
        person("bob", "Bob Mock", office("Pilot", start=start, cite=cites("gazette#p1"))),
    )
    assert [said(row) for row in rows(view)] == told
    assert sum(len(row.chips) for row in rows(view)) == 2


def test_a_change_of_hands_that_is_inferred_or_not_of_two_people_is_told_in_parts() -> None:
    """Each inferred end has a reason of its own; of two who leave nobody knows whom the third follows."""
    inferred = (Inference(field="end_date", reason="Another came."),)
    (view,) = pages(
        organization("board", "Harbour Board"),
        person("ann", "Ann Specimen", office("Pilot", end="2031-05", inferred=inferred)),
        person("bob", "Bob Mock", office("Pilot", start="2031-05", end="2032-07"), office("Pilot", start="2032-07")),
        person("cat", "Cat Sample", office("Clerk", end="2033-01")),
        person("dan", "Dan Dummy", office("Clerk", end="2033-01")),
        person("eve", "Eve Example", office("Clerk", start="2033-01")),
    )
    assert not any(row.follows.text for row in rows(view))
    assert len(rows(view)) == 7


def said(row: TimelineEntry) -> str:
    """A change of office as it reads."""
    follows = f" follows {row.follows.text}" if row.follows.text else ""
    return f"{row.name.markup}{follows} {row.rest}"


def test_a_long_record_has_a_page_a_year() -> None:
    """The first page has the latest and the way to the rest of its last year; each year has its own chart."""
    days = [f"{year}-{month:02}-{day:02}" for year in (2029, 2030) for month in range(1, 13) for day in range(1, 7)]
    first, *years = pages(*(meeting(f"m-{day}", date=day) for day in days))
    assert len(rows(first)) == 50
    assert first.rest.text == "All 72 of 2030"
    assert first.bar is not None
    assert [(one.path, one.heading, len(rows(one))) for one in years] == [
        ("timeline/in/2030/", "2030: 72 briefings", 72),
        ("timeline/in/2029/", "2029: 72 briefings", 72),
    ]
    assert [sum(box.kind == "k" for box in one.charts[0].boxes) for one in years] == [72, 72]


def test_a_timeline_of_nothing_has_no_chart() -> None:
    """And says so in its title alone."""
    (view,) = pages()
    assert (view.charts, view.entries, view.legend) == ((), (), ())
