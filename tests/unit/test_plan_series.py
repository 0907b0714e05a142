"""The page of a series, short and long. All meetings are invented."""

from __future__ import annotations

from generator.model import MeetingKind, OrganizationId, Series, SeriesMember
from generator.plan import Desk
from generator.plan.series import series_pages
from generator.views import SeriesView

from ..specimen import library, meeting, organization, person, series


def page(*days: str, people: str = "ann", **fields: object) -> SeriesView:
    """A series that met on these days."""
    one: Series = series("s", "Harbour ministers", **fields)
    meetings = [
        meeting(f"m{number}", date=day, people=people, series="s", place=f"Place {number}")
        for number, day in enumerate(days, start=1)
    ]
    board = organization("board", "Harbour Board")
    people_ = (person("ann", "Ann Specimen"), person("bob", "Bob Mock"))
    view = next(iter(series_pages(Desk(library(one, *meetings, board, *people_)), one)))
    assert isinstance(view, SeriesView)
    return view


def fact(view: SeriesView, label: str) -> list[tuple[str, str]]:
    """The links of a fact with their notes."""
    return [(link.text, link.note) for row in view.facts if row.label == label for link in row.links]


def test_the_strip_says_who_meets_how_often() -> None:
    """Posts a line each, the first and latest meeting, and the days between those whose days are given."""
    member = SeriesMember(role="Harbour Master", organization=OrganizationId("board"))
    view = page("2031-01-01", "2031-01-31", "2031-03", "2031-05-01", "2031-05-02", members=(member,))
    assert fact(view, "Who meets") == [("Harbour Board", "Harbour Master")]
    assert fact(view, "First and latest in this record") == [("Place 1", "1 Jan 2031"), ("Place 5", "2 May 2031")]
    assert fact(view, "Between meetings") == [("30 and 1 days", "")]


def test_the_line_above_the_title_says_what_the_crumbs_do_not() -> None:
    """The kind of the series; nothing where it is not stated."""
    assert page("2031-01-01", kind=MeetingKind.TRILATERAL).kick == "Trilateral series"
    assert page("2031-01-01").kick == ""


def test_many_intervals_are_summed_up() -> None:
    """The shortest, the longest, and the one in the middle."""
    view = page("2031-01-01", "2031-01-03", "2031-01-13", "2031-04-01", "2031-04-02")
    assert fact(view, "Between meetings") == [("1 to 78 days, half of them within 2", "")]


def test_a_short_matrix_names_places_and_a_long_one_days() -> None:
    """From nine meetings on: dates alone, newest first, below their years; places are still said."""
    short = page("2031-12-01", "2032-01-05").matrix
    long = page(*(f"203{number}-0{number}-01" for number in range(1, 10))).matrix
    assert short
    assert long
    assert not short.compact
    assert [column.link.text for year in short.years for column in year.columns] == ["Place 1", "Place 2"]
    assert long.compact
    assert [year.year for year in long.years] == [f"203{number}" for number in range(9, 0, -1)]
    newest = long.years[0].columns[0]
    assert (newest.link.text, newest.name) == ("1 Sep", "Place 9")
    assert (long.rows[0].label, long.total) == ("9", "of 9")


def test_one_meeting_is_neither_a_chart_nor_a_matrix() -> None:
    """There is nothing to compare it with."""
    view = page("2031-12-01")
    assert (view.charts, view.matrix) == ((), None)
