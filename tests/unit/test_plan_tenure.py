"""Who held an office when: bars for what is attested, lines for what is assumed. Everybody is invented."""

from __future__ import annotations

from generator.model import Inference, Membership
from generator.plan import Desk
from generator.plan.tenure import charts
from generator.views import Chart, LegendItem

from ..specimen import library, meeting, office, organization, person

BOARD = organization("board", "Harbour Board")


def drawn(*offices: Membership, dates: tuple[str, ...] = (), others: tuple[object, ...] = ()) -> tuple[Chart, ...]:
    """The charts of a person with these offices who met on those days."""
    return both(*offices, dates=dates, others=others)[0]


def both(
    *offices: Membership, dates: tuple[str, ...] = (), others: tuple[object, ...] = ()
) -> tuple[tuple[Chart, ...], tuple[LegendItem, ...]]:
    """The same with what explains them."""
    ann = person("ann", "Ann Specimen", *offices)
    meetings = [meeting(f"m{number}", date=day, people="ann") for number, day in enumerate(dates)]
    desk = Desk(library(BOARD, ann, *meetings, *others))  # type: ignore[arg-type] # entries of any kind
    return charts(desk, ann)


def lines(chart: Chart) -> list[tuple[str, float, float]]:
    """Bars and lines of a chart from left to right, as whole hundredths of its width."""
    bars = [(box.kind, box.x, box.x + box.width) for box in chart.boxes if box.kind in {"bar", "r", "r e"}]
    soft = [(line.kind, line.x1, line.x2) for line in chart.strokes if line.kind == "soft"]
    found = sorted((*bars, *soft), key=lambda one: one[1])
    return [(kind, round(100 * left / chart.width), round(100 * right / chart.width)) for kind, left, right in found]


def test_ends_that_nobody_gives_stay_open() -> None:
    """Attested from the first meeting to the last, assumed before and after, to both edges of the chart."""
    wide, narrow = drawn(office("Harbour Master"), dates=("2031-03-10", "2031-05-20"))
    assert lines(wide) == [("soft", 0, 25), ("bar", 25, 73), ("soft", 72, 100)]
    assert lines(narrow) == lines(wide)


def test_an_end_that_sources_give_is_attested() -> None:
    """The month is a grey bar of its own; from its end on the office is held."""
    wide, _ = drawn(office("Harbour Master", start="2031-02", end="2031-07-01"), dates=("2031-05-20",))
    assert [one for one in lines(wide) if one[0] != "bar"] == [("r", 13, 24)]
    assert [one for one in lines(wide) if one[0] == "bar"] == [("bar", 24, 75)]


def test_an_inferred_end_attests_nothing() -> None:
    """Its month has a dashed outline, and up to it the office is assumed."""
    held = office("Harbour Master", end="2031-07", inferred=(Inference(field="end_date", reason="Another came."),))
    charts, legend = both(held, dates=("2031-03-10", "2031-05-20"))
    assert [kind for kind, _, _ in lines(charts[0])] == ["soft", "bar", "soft", "r e"]
    assert {item.kind for item in legend} == {"k", "r e", "bar", "dash"}


def test_those_who_held_the_same_post_stand_below() -> None:
    """A post held twice is one line; other posts of others are not there."""
    bob = person("bob", "Bob Mock", office("Harbour Master", start="2031-07-01"), office("Pilot", start="2020"))
    wide, _ = drawn(
        office("Harbour Master", start="2029", end="2030-01"),
        office("Harbour Master", start="2031-02", end="2031-06"),
        others=(bob,),
    )
    assert [label.text for label in wide.labels if label.kind == "tb"] == ["Ann Specimen", "Bob Mock"]
    assert wide.title == (
        "Ann Specimen, Harbour Master, Harbour Board: 2029 to January 2030 and February 2031 to June 2031; "
        "Bob Mock, Harbour Master, Harbour Board: from Tuesday 1 July 2031."
    )


def test_two_posts_are_named_and_many_meetings_are_not() -> None:
    """Each line has its post; more than eight meetings are marks without names, and are not called missing."""
    days = tuple(f"2031-{month:02}-10" for month in range(1, 11))
    wide, _ = drawn(office("Harbour Master", start="2031"), office("Pilot", start="2030", end="2030"), dates=days)
    titles = [label.text for label in wide.labels if label.kind == "tb"]
    assert titles == ["Pilot", "Harbour Master"]
    assert sum(box.kind == "k" for box in wide.boxes) == 10
    assert not any("Samplebury" in label.text for label in wide.labels)
    assert wide.note == ""


def test_without_a_date_there_is_no_chart() -> None:
    """Nothing is drawn of offices whose dates nobody gives."""
    assert both(office("Harbour Master")) == ((), ())


def test_of_several_posts_the_persons_own_stand_first() -> None:
    """Then those who had one of them too, and in which; what just began goes on for a visible stretch."""
    bob = person("bob", "Bob Mock", office("Pilot", start="2012", end="2015"))
    mine = (office("Pilot", start="2001", end="2010"), office("Harbour Master", start="2031-02-01"))
    wide, _ = drawn(*mine, others=(bob,))
    titles = [label.text for label in wide.labels if label.kind == "tb"]
    assert titles == ["Pilot", "Harbour Master", "Bob Mock, also Pilot"]
    assert ("soft", 96, 100) in lines(wide)


def test_one_role_in_two_organizations_is_told_apart() -> None:
    """Two lanes of one name would be one person twice."""
    quay = organization("quay", "Quay Office")
    wide, _ = drawn(office("Pilot", start="2001"), office("Pilot", "quay", start="2010"), others=(quay,))
    titles = [label.text for label in wide.labels if label.kind == "tb"]
    assert titles == ["Pilot, Harbour Board", "Pilot, Quay Office"]
