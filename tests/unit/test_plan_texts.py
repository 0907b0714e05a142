"""The page of the method with its marks and checks, and the corrections of all briefings."""

from __future__ import annotations

import re

import pytest

from generator.codes import CODES, FAMILIES
from generator.model import Correction, Meeting, Page, PageId, SiteSettings, Status
from generator.plan.desk import Desk
from generator.plan.meeting import meeting_page
from generator.plan.texts import READERS_ORDER, text_page
from generator.views import TextView

from ..specimen import SITE, day, library, meeting, point, source

METHOD = Page(id=PageId("method"), title="How", text="We look.")
CORRECTIONS = Page(id=PageId("corrections"), title="Corrections", text="Dated.")
HERALD = source("herald")


def corrected(id: str, *dates: str, status: Status = Status.PUBLISHED) -> Meeting:
    """A meeting with a correction on each of these days."""
    return meeting(
        id,
        point("p"),
        date="2024-01",
        short_name=id.upper(),
        status=status,
        corrections=tuple(Correction(date=day(one), text=f"It stood otherwise until {one}.") for one in dates),
    )


def page(entry: Page, *meetings: Meeting, site: SiteSettings = SITE) -> TextView:
    """A page of the desk in a record of these meetings."""
    return text_page(Desk(library(HERALD, entry, *meetings, site=site)), entry)


def test_every_check_is_on_the_page_of_the_method() -> None:
    """Each once, under its family; no other page has them."""
    view = page(METHOD)
    assert sorted(row.code for group in view.checks for row in group.rows) == sorted(CODES)
    assert page(CORRECTIONS).checks == ()
    assert page(CORRECTIONS).legend is None
    assert sorted(READERS_ORDER) == sorted(family for family, _ in FAMILIES)


def test_a_check_has_the_weight_it_has_on_this_site() -> None:
    """What keeps the promise of the site keeps its weight, whatever the settings say."""
    site = SiteSettings(title="A", base_url="https://a.example/", checks=(("Q101", "info"), ("Q107", "error")))
    rows = {row.code: row for group in page(METHOD, site=site).checks for row in group.rows}
    assert (rows["Q101"].weight, rows["Q101"].fixed) == ("error", True)
    assert (rows["Q107"].weight, rows["Q107"].fixed) == ("error", False)
    assert page(METHOD).checks != page(METHOD, site=site).checks


def test_explanations_have_no_typewriter_marks() -> None:
    """Codes are written for terminals, with straight marks; pages have curly ones, but in what is code."""
    shown = [row.why.markup for group in page(METHOD).checks for row in group.rows]
    assert [why for why in shown if "'" in re.sub("<code>.*?</code>", "", why) or "&#39;" in why] == []


def test_corrections_are_listed_newest_first() -> None:
    """With the briefing and the place on its page; those of a withdrawn one too."""
    view = page(
        CORRECTIONS, corrected("a", "2024-02-01", "2024-03-05"), corrected("b", "2024-02-20", status=Status.WITHDRAWN)
    )
    assert [(row.id, row.date, row.meeting.path) for row in view.corrections] == [
        ("c-a--2", "Tuesday 5 March 2024", "meetings/a/#correction-2"),
        ("c-b--1", "Tuesday 20 February 2024", "meetings/b/#correction-1"),
        ("c-a--1", "Thursday 1 February 2024", "meetings/a/#correction-1"),
    ]
    assert view.no_corrections == ""


def test_no_correction_is_said() -> None:
    """An empty list says so; it claims nothing of what is right."""
    assert page(CORRECTIONS, corrected("a")).no_corrections == "No briefing has a correction."


@pytest.mark.parametrize(("pages", "path"), [((CORRECTIONS,), "corrections/#c-a--1"), ((), "")])
def test_a_correction_leads_to_the_list(pages: tuple[Page, ...], path: str) -> None:
    """Where there is one, to its line there."""
    talks = corrected("a", "2024-02-01")
    (row,) = meeting_page(Desk(library(HERALD, talks, *pages)), talks).corrections
    assert (row.id, row.meeting.path) == ("correction-1", path)
