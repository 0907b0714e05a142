"""Long lists on several pages: nothing is lost, nothing stands twice, no page moves."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from generator.plan.paging import Group, Sheet, grouped, letters, years

Cut = Callable[[str, Sequence[int], Callable[[int], Group], int], tuple[Sheet[int], ...]]

SIZE = 5


def decade(number: int) -> Group:
    """A group of up to 100 numbers: their "year"."""
    return Group(key=str(number // 100), title=str(number // 100))


def chance(seed: int) -> random.Random:
    """The same every time."""
    return random.Random(seed)  # noqa: S311 - nothing secret


def newest_first(rng: random.Random) -> list[int]:
    """Some entries by date, the newest first."""
    return sorted(rng.sample(range(1000), rng.randrange(0, 200)), reverse=True)


@pytest.mark.parametrize("cut", [years, letters])
@pytest.mark.parametrize("seed", range(25))
def test_every_entry_stands_on_one_page_in_its_order(cut: Cut, seed: int) -> None:
    """The pages put together are the list."""
    items = newest_first(chance(seed))
    sheets = cut("list/", items, decade, SIZE)
    assert [one for sheet in sheets for one in sheet.items] == items
    assert all(decade(one) == sheet.group for sheet in sheets for one in sheet.items)
    assert len({sheet.path for sheet in sheets}) == len(sheets)


@pytest.mark.parametrize("cut", [years, letters])
@pytest.mark.parametrize("seed", range(25))
def test_no_page_is_too_long_and_none_lonely(cut: Cut, seed: int) -> None:
    """A part has the size that is asked for, the open one less than two of it; a group in parts has no short page."""
    sheets = cut("list/", newest_first(chance(seed)), decade, SIZE)
    in_parts = {sheet.group for sheet in sheets if sheet.part}
    for sheet in sheets:
        assert len(sheet.items) < 2 * SIZE
        assert sheet.group not in in_parts or len(sheet.items) >= SIZE


@pytest.mark.parametrize("seed", range(25))
def test_a_newer_entry_moves_no_page_and_changes_no_full_one(seed: int) -> None:
    """All addresses stay. What stands on them stays too, but at the year's own address, whose oldest may be cut off."""
    rng = chance(seed)
    items = newest_first(rng)
    for _ in range(60):
        before = {sheet.path: sheet for sheet in years("list/", items, decade, SIZE)}
        newer = max(items, default=0) + rng.choice([0, 1, 30])
        items.insert(0, newer)
        after = {sheet.path: sheet for sheet in years("list/", items, decade, SIZE)}
        assert before.keys() <= after.keys()
        changed = {path for path, sheet in before.items() if after[path].items != sheet.items}
        assert changed <= {f"list/{decade(newer).key}/"}


@pytest.mark.parametrize("cut", [years, letters])
def test_every_group_has_its_own_address(cut: Cut) -> None:
    """However many parts it is cut into; parts lie below it."""
    sheets = cut("list/", list(range(399, 99, -1)), decade, SIZE)
    assert {sheet.path for sheet in sheets if sheet.part == 0} == {"list/1/", "list/2/", "list/3/"}
    assert all(sheet.path == f"list/{sheet.group.key}/{sheet.part}/" for sheet in sheets if sheet.part)


def test_parts_of_a_year_count_from_the_oldest_and_those_of_a_letter_from_the_first() -> None:
    """So that the parts of a year can stay as they are, and those of a letter are read in order."""
    numbers = list(range(12, 0, -1))
    by_year = years("", numbers, lambda _: Group(key="a", title="A"), 4)
    by_letter = letters("", numbers, lambda _: Group(key="a", title="A"), 4)
    assert [(one.part, one.items) for one in by_year] == [
        *((0, (12, 11, 10, 9)), (2, (8, 7, 6, 5)), (1, (4, 3, 2, 1))),
    ]
    assert [(one.part, one.items) for one in by_letter] == [
        *((0, (12, 11, 10, 9)), (2, (8, 7, 6, 5)), (3, (4, 3, 2, 1))),
    ]


def test_groups_come_in_the_order_of_their_first_entry() -> None:
    """And hold what belongs to them wherever it stands in the list."""
    found = grouped([310, 250, 305, 10], decade)
    assert [(group.key, items) for group, items in found.items()] == [("3", (310, 305)), ("2", (250,)), ("0", (10,))]
