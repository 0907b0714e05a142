"""Lists of a page that grow without end: their beginning on the page, the whole on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest

from generator import plan
from generator.model import Country, Entry, Quote, TopicId
from generator.plan import Desk
from generator.views import AnyPage, EntryView, ListView, Mention, PersonView, QuoteRow, RowGroup, Rows

from ..specimen import (
    cite,
    country,
    library,
    meeting,
    office,
    organization,
    person,
    point,
    series,
    source,
    topic,
    track,
    wording,
)
from .test_plan_pages import addresses

MANY = 310
WORDS = "the boats shall sail"


def record(count: int) -> list[Entry]:
    """So many meetings over three years, all with Ada Hub, each with a new colleague and an article on it."""
    hub = person("ada-hub", "Ada Hub", office("Minister"), country=Country("aq"))
    found: list[Entry] = [
        hub,
        country("aq", "Mockland"),
        topic("boats", "Boats"),
        organization("board", "Board of Boats", country=Country("aq")),
        series("talks"),
        track("pledge", topic=TopicId("boats")),
    ]
    for number in range(count):
        date = f"{2030 + 3 * number // count}-{1 + 36 * number // count % 12:02}-{1 + number % 28:02}"
        found += [dated(number, date), article(number, date), colleague(number)]
    return found


def colleague(number: int) -> Entry:
    """One of many with the same office."""
    name = f"{'BCDFGKLMNPRST'[number % 13]}ample{number:04}"
    return person(f"p{number:04}", f"Given {name}", office("Envoy"), country=Country("aq"))


def article(number: int, date: str) -> Entry:
    """It names the hub, the country and the topic, and quotes somebody."""
    return source(f"s{number:04}", f"Ada Hub of Mockland said “{WORDS}”.\nBoats.", date)


def dated(number: int, date: str) -> Entry:
    """A meeting with two statements and a quotation that all rest on its article."""
    on = f"s{number:04}#p1"
    said = {"topics": (TopicId("boats"),), "according_to": "board"}
    return meeting(
        f"m{number:04}",
        point("first", f"Ada Hub said “{WORDS}”.", on, **said),
        point("second", "The boats sail on.", on, **{**said, "according_to": "ada-hub"}),
        date=date,
        people=f"ada-hub p{number:04}",
        summary=f"Ada Hub met a colleague in Mockland. [@{on}]",
        country=Country("aq"),
        quotes=(Quote(by="ada-hub", text=WORDS, cite=(cite(on),)),),
        wording=(wording("pledge", WORDS, on),),
        series="talks",
    )


@pytest.fixture(scope="module")
def pages() -> Mapping[str, AnyPage]:
    """All pages of a long record by path; each path once."""
    made = list(plan.pages(Desk(library(*record(MANY))), search=False))
    assert len({one.path for one in made}) == len(made)
    return {one.path: one for one in made}


def lists(pages: Mapping[str, AnyPage]) -> dict[str, list[ListView]]:
    """The pages of each list of an entry's page, its first page first, by the list's address."""
    found: dict[str, list[ListView]] = {}
    for one in pages.values():
        if isinstance(one, ListView) and one.section not in {"timeline", "commitments"}:
            found.setdefault("/".join(one.path.split("/")[:3]) + "/", []).append(one)
    return found


def entries(rows: Rows) -> Iterator[object]:
    """All rows of whatever kind."""
    for name in rows.__struct_fields__:
        yield from getattr(rows, name)


def shown(groups: Sequence[RowGroup]) -> list[object]:
    """All rows of a page."""
    return [row for group in groups for row in entries(group.rows)]


def identity(row: object) -> object:
    """What a row is about. The letters of sources differ from page to page."""
    match row:
        case Mention():
            return row.page, row.html.markup.partition("<")[0]
        case QuoteRow():
            return row.id
        case _:
            return getattr(row, "path", None) or getattr(row, "person", None) or getattr(row, "title", None) or row


def test_a_long_list_has_its_beginning_on_the_page_and_a_link_to_the_whole(pages: Mapping[str, AnyPage]) -> None:
    """With the number of all of them, which the list of contents says too."""
    view = pages["people/ada-hub/"]
    assert isinstance(view, PersonView)
    assert (len(view.meetings), view.more.meetings.text) == (20, "All 310 briefings")
    assert (len(view.on_word), view.more.on_word.text) == (20, "All 310 statements")
    assert (len(view.quotes), view.more.quotes.text) == (10, "All 310 quotations")
    assert view.more.met.text == "All 310 people"
    assert {link.path: link.note for link in view.contents}["#meetings"] == "310"
    assert view.meetings[0].when.iso > view.meetings[-1].when.iso > "2032"
    topic_view = pages["topics/boats/"]
    assert isinstance(topic_view, EntryView)
    assert (len(topic_view.statements), topic_view.more.statements.text) == (20, "All 620 statements")


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("people/ada-hub/meetings/", MANY),
        ("people/ada-hub/statements/", MANY),
        ("people/ada-hub/quotations/", MANY),
        ("people/ada-hub/met/", MANY),
        ("people/ada-hub/mentions/", 2 * MANY),
        ("people/ada-hub/sources/", MANY),
        ("topics/boats/statements/", 2 * MANY),
        ("topics/boats/meetings/", MANY),
        ("countries/aq/people/", MANY + 1),
        ("countries/aq/meetings/", MANY),
        ("organizations/board/statements/", MANY),
        ("organizations/board/offices/", MANY + 1),
    ],
)
def test_a_long_list_has_everything_once(pages: Mapping[str, AnyPage], path: str, count: int) -> None:
    """On the pages of its groups; its first page shows the first of them."""
    first, *others = lists(pages)[path]
    found = [identity(row) for view in others for row in shown(view.groups)]
    assert len(found) == count
    assert len({str(one) for one in found}) == count
    assert {str(identity(row)) for row in shown(first.groups)} <= {str(one) for one in found}


def test_every_link_leads_to_a_planned_page(pages: Mapping[str, AnyPage]) -> None:
    """From every page, through every view, and out of every sentence."""
    lost = {
        (view.path, address)
        for view in pages.values()
        for address in addresses(view)
        if (path := address.partition("#")[0]) and not path.startswith("https://") and path not in pages
    }
    assert lost == set()


@pytest.mark.no_cover  # all that `pages` made, once more: its lines are counted there
def test_a_newer_meeting_leaves_the_lists_of_the_past_as_they_were(pages: Mapping[str, AnyPage]) -> None:
    """Every address stays; of the lists the first pages change, and those of the year."""
    newer = [dated(MANY, "2032-12-30"), article(MANY, "2032-12-30"), colleague(MANY)]
    after = {one.path: one for one in plan.pages(Desk(library(*record(MANY), *newer)), search=False)}
    assert pages.keys() <= after.keys()
    by_year = [one for one in pages.values() if isinstance(one, ListView) and one.bar and one.bar.title == "By year"]
    changed = {view.path for view in by_year if after[view.path] != view}
    assert changed >= {"people/ada-hub/statements/2032/", "series/talks/attendance/2032/"}
    assert {path for path in changed if path.count("/") > 3} <= {path for path in changed if path.endswith("/2032/")}


def test_pages_of_a_list_lead_to_each_other_and_back(pages: Mapping[str, AnyPage]) -> None:
    """Up to the page they belong to, and from each to the next."""
    for path, (first, *others) in lists(pages).items():
        assert first.path == path
        assert first.of.path == "/".join(path.split("/")[:2]) + "/"
        assert [crumb.path for crumb in first.crumbs][-1] == first.of.path
        ends = [view for view in others if view.previous is None]
        assert len(ends) == (1 if others else 0)
        for view in others:
            assert view.crumbs[2].path == path
            if view.next:
                after = pages[view.next.path]
                assert isinstance(after, ListView)
                assert after.previous
                assert after.previous.path == view.path


def test_no_page_of_a_list_is_long(pages: Mapping[str, AnyPage]) -> None:
    """However long the list is."""
    most = {"met": 200, "meetings": 200, "people": 200, "names": 300, "passages": 180, "sources": 120}
    for views in lists(pages).values():
        for view in views:
            kinds = {name for group in view.groups for name in Rows.__struct_fields__ if getattr(group.rows, name)}
            assert len(shown(view.groups)) < max(most.get(kind, 80) for kind in kinds), view.path


def test_short_lists_have_no_pages() -> None:
    """A list of thirty stands whole where twenty are the beginning."""
    views = list(plan.pages(Desk(library(*record(30))), search=False))
    (view,) = (one for one in views if isinstance(one, PersonView) and one.path == "people/ada-hub/")
    assert len(view.meetings) == 30
    assert view.more.meetings.text == ""
    assert not [one.path for one in views if isinstance(one, ListView) and one.path.endswith("meetings/")]
