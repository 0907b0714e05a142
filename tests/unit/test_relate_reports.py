"""Counting honestly: which documents are one report."""

from __future__ import annotations

import pytest

from generator.model import Source
from generator.relate.reports import count_reports, separate_reports, sources_of, weight_of

from ..specimen import library, meeting, organization, point, source


def folded(*sources: Source) -> dict[str, str]:
    """Which source stands for which."""
    return {str(one): str(other) for one, other in separate_reports(library(*sources)).items()}


def test_each_source_is_its_own_report() -> None:
    """Nothing is folded that nobody decided, not even two texts that are the same."""
    assert folded(source("a", "One text."), source("b", "One text.")) == {"a": "a", "b": "b"}


def test_a_chain_folds_to_its_origin() -> None:
    """A copy of a copy is the first report, however long the chain."""
    found = folded(source("a"), source("b", derived_from="a"), source("c", derived_from="b"), source("d"))
    assert found == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_a_copy_of_something_not_held_stands_for_itself() -> None:
    """The origin is named but is not in the library."""
    assert folded(source("b", derived_from="lost")) == {"b": "b"}


@pytest.mark.parametrize("chain", [("a", "b"), ("a", "b", "c"), ("a",)])
def test_a_circle_ends(chain: tuple[str, ...]) -> None:
    """It is an error of the content, and must not hang the build that reports it."""
    following = dict(zip(chain, (*chain[1:], chain[0]), strict=True))
    assert folded(*(source(one, derived_from=other) for one, other in following.items())).keys() == set(chain)


@pytest.mark.parametrize(
    ("first", "second", "reports"),
    [
        ("2025-03-07", "2025-03-07", 1),
        ("2025-03-07", "2025-03-10", 1),
        ("2025-03-07", "2025-03-11", 2),
        ("2025-03-07", "2025-03", 1),
        ("2025-03-07", "2025-05", 2),
        ("2025-03-07", "", 2),
        ("", "", 2),
        ("2025-03-07", "2025-03-08/..", 2),
        ("2025-03-07T23:00", "2025-03-10T01:00", 1),
    ],
)
def test_copies_of_one_wire_fold_within_three_days(first: str, second: str, reports: int) -> None:
    """Three days by the calendar; where a date is not known nothing is folded."""
    copies = (source("a", issued=first, wire="wire"), source("b", issued=second, wire="wire"))
    assert count_reports(("a", "b"), separate_reports(library(*copies))) == reports  # type: ignore[arg-type] # ids


def test_copies_of_two_wires_stay_apart() -> None:
    """The same day, but two services."""
    copies = (source("a", issued="2025-03-07", wire="one"), source("b", issued="2025-03-07", wire="other"))
    assert len(set(folded(*copies).values())) == 2


def test_what_derives_from_a_wire_copy_folds_with_it() -> None:
    """A rewrite of the second copy is the first copy's report too; its own date does not matter."""
    sources = (
        source("a", issued="2025-03-07", wire="wire"),
        source("b", issued="2025-03-08", wire="wire"),
        source("c", issued="2025-06-01", wire="wire", derived_from="b"),
    )
    assert folded(*sources) == {"a": "a", "b": "a", "c": "a"}


def test_the_earliest_copy_stands_for_the_report() -> None:
    """Not the first by id."""
    copies = (source("a", issued="2025-03-09", wire="wire"), source("b", issued="2025-03-07", wire="wire"))
    assert folded(*copies) == {"a": "b", "b": "b"}


def test_a_point_weighs_documents_and_reports() -> None:
    """Two documents of one origin are one report; two passages of one document are one document."""
    reports = separate_reports(library(source("a"), source("b", derived_from="a")))
    one = weight_of(point("p", "Spoke.", "a#p1 a#p2 b#p1"), reports)
    assert (one.documents, one.reports) == (2, 1)


def test_sources_come_in_order_of_first_use() -> None:
    """The letters of a page follow it."""
    talks = meeting("m", point("x", "X.", "b#p1 a#p1"), point("y", "Y.", "a#p2 c#p1 b#p1"))
    assert sources_of(talks) == ("b", "a", "c")


def test_organizations_are_no_reports() -> None:
    """A wire need not have an entry, nor has every entry a report."""
    assert separate_reports(library(organization("wire", "The Wire"))) == {}
