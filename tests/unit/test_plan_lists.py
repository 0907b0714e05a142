"""The lists of all entries of a kind, short and long."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from generator.model import Entry, Inference, NameOrText
from generator.plan import Desk, urls
from generator.plan.lists import LATEST, PART, WHOLE_BY_DATE, WHOLE_BY_NAME, meetings, others, sources
from generator.views import IndexView, Known

from ..specimen import library, meeting, person, point, source, topic

LETTERS = "BCDFKKKKKMNP"


def record(count: int) -> list[Entry]:
    """So many meetings, sources, people and topics: over two years, four meetings in ten in the second."""
    found: list[Entry] = []
    for number in range(count):
        date = f"{2030 + (10 * number // count > 5)}-{1 + 12 * number // count % 12:02}-{1 + number % 28:02}"
        name = f"{LETTERS[number % len(LETTERS)]}ample{number:05}"
        found += [
            meeting(f"m{number:05}", date=date, people=f"p{number % 7:05}"),
            source(f"s{number:05}", f"Text {number}.", date),
            person(f"p{number:05}", f"Given {name}"),
            topic(f"t{number:05}", name),
        ]
    return found


def pages(entries: Iterable[Entry], kind: str) -> list[IndexView]:
    """The pages of the list of a kind, its own address first."""
    return [
        view for lists in (meetings, sources, others) for view in lists(Desk(library(*entries))) if view.section == kind
    ]


def rows(view: IndexView) -> list[str]:
    """Where its rows lead to."""
    return [row.link.path for group in view.groups for row in group.rows]


@pytest.mark.parametrize(
    ("kind", "most"),
    [("meetings", WHOLE_BY_DATE), ("sources", WHOLE_BY_DATE), ("people", WHOLE_BY_NAME), ("topics", WHOLE_BY_NAME)],
)
def test_a_list_that_fits_is_one_page(kind: str, most: int) -> None:
    """As many as fit are on it, in groups; one more, and there are pages for the groups."""
    (view,) = pages(record(most), kind)
    assert len(rows(view)) == len(set(rows(view))) == most
    assert len(view.groups) > 1
    assert len(pages(record(most + 1), kind)) > 1


@pytest.mark.parametrize("kind", ["meetings", "sources", "people", "topics"])
def test_a_long_list_has_everything_once_on_the_pages_of_its_groups(kind: str) -> None:
    """And on its first page the newest, or those with most to them."""
    first, *others = pages(record(450), kind)
    found = [path for view in others for path in rows(view)]
    assert len(found) == len(set(found)) == 450
    assert len(rows(first)) == LATEST
    assert set(rows(first)) <= set(found)
    assert max(len(rows(view)) for view in others) < 2 * PART


@pytest.mark.parametrize("kind", ["meetings", "people"])
def test_the_first_page_leads_to_every_group_with_its_number(kind: str) -> None:
    """The numbers add up; the pages of the groups lead to each other without numbers, which would change them all."""
    first, *others = pages(record(450), kind)
    assert first.bar
    assert sum(int(link.note) for link in first.bar.links) == 450
    assert {link.path for link in first.bar.links} <= {view.path for view in others}
    for view in others:
        assert view.bar
        assert [link.note for link in view.bar.links] == [""] * len(first.bar.links)


def test_a_list_of_several_groups_has_links_to_them() -> None:
    """With their numbers; two are seen at a glance."""
    two, many = pages(record(90), "meetings")[0], pages(record(90), "people")[0]
    assert two.bar is None
    assert many.bar
    assert [link.path for link in many.bar.links] == [f"#{group.anchor}" for group in many.groups]
    assert [link.note for link in many.bar.links] == [str(len(group.rows)) for group in many.groups]


@pytest.mark.parametrize("kind", ["meetings", "people"])
def test_one_can_leaf_through_a_long_list(kind: str) -> None:
    """From each page to the next and back, until all were seen."""
    _, *others = pages(record(450), kind)
    views = {view.path: view for view in others}
    (path,) = (view.path for view in others if view.previous is None)
    seen = [path]
    while after := views[seen[-1]].next:
        assert (back := views[after.path].previous)
        assert back.path == seen[-1]
        seen.append(after.path)
    assert sorted(seen) == sorted(views)


@pytest.mark.parametrize("kind", ["meetings", "people"])
def test_a_page_of_a_list_says_which_it_is(kind: str) -> None:
    """In its title, its description and its place; the way up leads to the list, from a part by its group."""
    first, *others = pages(record(700), kind)
    assert len({view.title for view in [first, *others]}) == len(others) + 1
    assert len({view.description for view in [first, *others]}) == len(others) + 1
    for view in others:
        above = [crumb.path for crumb in view.crumbs]
        assert above[0] == urls.index_path(kind)
        assert all(view.path.startswith(path) for path in above)
        assert view.root == urls.root_of(view.path)
    assert {view.title.rpartition(", ")[2] for view in others} >= {"part 2"}


def test_a_newer_meeting_leaves_the_pages_of_the_past_as_they_were() -> None:
    """It changes the first page and its year's own; every address stays."""
    entries = record(450)
    before = {view.path: view for view in pages(entries, "meetings")}
    after = {view.path: view for view in pages([*entries, meeting("newest", date="2031-12-30")], "meetings")}
    assert before.keys() == after.keys()
    changed = {path for path, view in before.items() if view != after[path]}
    assert changed == {"meetings/", "meetings/in/2031/"}


def test_no_id_can_take_the_address_of_a_page_of_a_list() -> None:
    """Whatever entries are called, and so their old ids too: pages of lists lie two folders below their list."""
    names = ("in", "2031", "under", "k", "undated")
    taken: list[Entry] = [meeting(id, date="2031-01-01") for id in names]
    taken += [person(id, f"Name {id}") for id in names]
    found = [view.path for kind in ("meetings", "people") for view in pages([*record(450), *taken], kind)]
    entries = {urls.path_of(kind, id) for kind in ("meetings", "people") for id in names}
    assert not entries & set(found)
    assert len(found) == len(set(found))


def test_undated_meetings_come_last() -> None:
    """On a short list and among the years of a long one."""
    undated = meeting("undated-talks")
    (short,) = pages([*record(20), undated], "meetings")
    assert short.groups[-1].title == "Undated"
    first, *others = pages([*record(450), undated], "meetings")
    assert first.bar
    assert first.bar.links[-1].text == "Undated"
    assert "meetings/undated-talks/" not in rows(first)
    assert any(rows(view) == ["meetings/undated-talks/"] for view in others)


def test_every_briefing_of_the_list_says_what_it_rests_on() -> None:
    """In words beside the letters, be it a caution or not."""
    papers = [source("paper", "They met."), source("daily", "They met, it was said.")]
    one = meeting("one", point("p", "They met.", "paper#p1"))
    both = meeting("two", point("p", "They met.", "paper#p1 daily#p1"))
    (view,) = pages([*papers, one, both], "meetings")
    said = {row.link.path: (row.evidence, row.flagged) for group in view.groups for row in group.rows}
    assert said == {"meetings/one/": ("", "One undated report"), "meetings/two/": ("Two origins", "")}


def test_numbers_of_sources_hold_on_their_page() -> None:
    """A newer source does not renumber the pages of older ones; a copy is dashed though its original is elsewhere."""
    entries = record(450)
    copy = source("z-copy", "The same again.", "2031-12-29", derived_from="s00000", publisher=NameOrText(text="Copier"))
    views = pages([*entries, copy], "sources")
    kinds = {row.link.path: row.sigils[0] for view in views[1:] for group in view.groups for row in group.rows}
    assert kinds["sources/z-copy/"].kind == "copy"
    assert kinds["sources/z-copy/"].label.endswith("′")
    for view in views[1:]:
        labels = [row.sigils[0].label for group in view.groups for row in group.rows]
        assert len(labels) == len(set(labels))
        assert {label.rstrip("′") for label in labels} == {str(number + 1) for number in range(len(labels))}


def test_most_often_present_is_first_among_many_people() -> None:
    """Seven people share all meetings of the record."""
    first, *_ = pages(record(450), "people")
    assert {path.strip("/")[-5:] for path in rows(first)[:7]} == {f"{number:05}" for number in range(7)}
    assert first.groups[0].title == "Most often present"


@pytest.mark.parametrize("kind", ["meetings", "sources"])
def test_a_list_tells_how_each_day_is_known(kind: str) -> None:
    """A day that the desk inferred does not look like one that is printed; the rest of the row names no day again."""
    field = "date" if kind == "meetings" else "issued"
    why = (Inference(field=field, reason="From a dateline without a year."),)
    (view,) = pages(
        [meeting("m", date="2031-05-06", inferred=why), source("s", "Text.", "2031-05-06", inferred=why)], kind
    )
    (row,) = (one for group in view.groups for one in group.rows)
    assert row.when is not None
    assert (row.when.short, row.when.known) == ("6 May 2031", Known.INFERRED)
    assert "2031" not in row.meta
