"""Where marks, bars and names stand in a chart. All names are invented."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.advances import Face, width
from generator.dates import parse
from generator.plan.chart import Event, Lane, Sheet, Stretch, chart
from generator.plan.scale import scale
from generator.views import Anchor, Chart, Label, Mark

WIDE = Sheet(width=1208, left=176)
PAPER = Sheet(width=720, lines=4)


def event(text: str, name: str, mark: Mark = Mark.DAY, **more: str | bool) -> Event:
    """An event on a date."""
    return Event(date=parse(text), name=name, mark=mark, **more)  # type: ignore[arg-type] # the fields that are not given above


def drawn(*lanes: Lane, sheet: Sheet = WIDE) -> Chart:
    """A chart from August 2031 to February 2032."""
    return chart(
        "c", "Seven months.", lanes, scale(date(2031, 8, 1), date(2032, 2, 29), sheet.left, sheet.width), sheet
    )


def extent(label: Label, sheet: Sheet) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a name."""
    face, size = (Face.SERIF, sheet.phrase_size) if label.kind == "phr" else (Face.SANS, sheet.size)
    wide = width(label.text, face, size)
    left = label.x if label.anchor is Anchor.START else label.x - wide
    return left, label.y - size * 0.8, left + wide, label.y + size * 0.25


def faults(plot: Chart, sheet: Sheet) -> list[str]:
    """Names that overlap or leave the drawing, and marks that leave it."""
    found = []
    areas = [(label.text, extent(label, sheet)) for label in plot.labels]
    for (text, a), (other, b) in combinations(areas, 2):
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
            found.append(f"{text} meets {other}")
    everything = [*areas, *(("mark", (box.x, box.y, box.x + box.width, box.y + box.height)) for box in plot.boxes)]
    for text, (left, top, right, bottom) in everything:
        if left < -1 or top < 0 or right > plot.width + 1 or bottom > plot.height:
            found.append(f"{text} leaves the drawing")
    return found


def test_every_way_to_know_a_date_has_a_mark_of_its_own() -> None:
    """A square for a day, a bar of true length for a stretch, and a class that says what was inferred."""
    plot = drawn(
        Lane(
            title="Harbour ministers",
            events=(
                event("2031-08-10", "Samplebury"),
                event("2031-09", "Exampleton", Mark.SPAN),
                event("2031-11-10", "Mockington", Mark.INFERRED_DAY),
                event("2031-12/2032-01", "Fakenham", Mark.INFERRED_SPAN),
            ),
        )
    )
    marks = {box.kind: (box.width, box.height) for box in plot.boxes}
    day = 1032 / 213
    assert marks == {
        "k": (14, 14),
        "r": (pytest.approx(30 * day, abs=0.2), 8),
        "e": (14, 14),
        "r e": (pytest.approx(62 * day, abs=0.2), 8),
    }


def test_a_name_has_its_day_and_its_phrase_below() -> None:
    """The phrase in quotation marks, on a marker as wide as itself."""
    plot = drawn(
        Lane(title="", events=(event("2031-11-14", "Samplebury", day="14 Nov", phrase="grave concern", strong=True),))
    )
    name, phrase = plot.labels[-2:]
    (marker,) = (box for box in plot.boxes if box.kind == "mk")
    assert (name.text, name.kind) == ("Samplebury, 14 Nov", "tb")
    assert (phrase.text, phrase.kind, phrase.x) == ("“grave concern”", "phr", name.x)
    assert phrase.y > name.y
    assert marker.x <= phrase.x
    assert marker.width >= width(phrase.text, Face.SERIF, 18) - 1


def test_events_of_one_date_share_a_mark() -> None:
    """Of five undated talks the shortest name stands for all."""
    names = ("A dinner reception", "Talks", "A walk along the pier", "More talks", "A farewell")
    plot = drawn(Lane(title="", events=tuple(event("2031-08/2031-12", name, Mark.INFERRED_SPAN) for name in names)))
    assert len(plot.boxes) == 1
    assert plot.labels[-1].text == "Talks and 4 more"
    assert plot.note == ""


def test_what_lies_over_another_has_a_row_of_its_own() -> None:
    """A day stands on the line, the stretch that has it stands below."""
    plot = drawn(
        Lane(title="", events=(event("2031-08/2031-12", "Talks", Mark.SPAN), event("2031-10-02", "Mockington")))
    )
    square, bar = sorted(plot.boxes, key=lambda box: box.y)
    assert (square.kind, bar.kind) == ("k", "r")
    assert square.y + square.height < bar.y


def test_a_long_phrase_gives_way_to_the_other_names() -> None:
    """It is cut at a word rather than leaving a neighbour without its own."""
    phrase = "a serious threat to international peace and stability beyond the harbours of the whole archipelago"
    plot = drawn(
        Lane(title="", events=tuple(event(f"2031-{month}-10", "Samplebury", phrase=phrase) for month in ("09", "11")))
    )
    phrases = [label.text for label in plot.labels if label.kind == "phr"]
    assert len(phrases) == 2
    assert all(text.startswith("“a serious threat to") and text.endswith(" …”") for text in phrases)


@pytest.mark.parametrize("sheet", [WIDE, PAPER, Sheet(width=350, size=13)])
def test_the_title_of_a_lane_keeps_to_its_room(sheet: Sheet) -> None:
    """Beside the grid where there is room beside it; what is cut is there as a whole to whoever asks for it."""
    long = "The ministers of harbours, of lamps and of all the boats that pass them by night"
    plot = drawn(Lane(title=long, events=()), Lane(title="Summits", events=()), sheet=sheet)
    cut, short = (label for label in plot.labels if label.kind == "tb")
    assert cut.text.endswith(" …")
    assert cut.whole == long
    assert width(cut.text, Face.SANS, sheet.size) <= (sheet.left or sheet.width)
    assert (short.text, short.whole) == ("Summits", "")


def test_marks_without_room_for_a_name_are_counted() -> None:
    """Two hundred meetings in seven months: all are drawn, some are named, the rest are in the list."""
    days = [date.fromordinal(date(2031, 8, 1).toordinal() + number) for number in range(200)]
    plot = drawn(Lane(title="Harbour ministers", events=tuple(event(day.isoformat(), "Samplebury") for day in days)))
    names = sum(label.text == "Samplebury" for label in plot.labels)
    assert sum(box.kind == "k" for box in plot.boxes) == 200
    assert 20 < names < 100
    assert plot.note == f"{200 - names} have no name here for want of room."


def test_what_is_assumed_is_a_line_and_what_is_attested_a_bar() -> None:
    """Stretches of an office: no rule runs through its lane."""
    stretches = (
        Stretch(kind="soft", first=date(2031, 8, 1), last=date(2031, 9, 1)),
        Stretch(kind="bar", first=date(2031, 9, 1), last=date(2031, 10, 1)),
    )
    plot = drawn(Lane(title="Shimada Mihon", events=(), stretches=stretches, ruled=False))
    assert [line.kind for line in plot.strokes if line.kind != "ax"] == ["soft"]
    assert [box.kind for box in plot.boxes] == ["bar"]


MARKS = {True: (Mark.DAY, Mark.INFERRED_DAY), False: (Mark.SPAN, Mark.INFERRED_SPAN)}
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=40)


@st.composite
def events(draw: st.DrawFn) -> Event:
    """A day or a stretch of days between July 2031 and March 2032, beyond both edges of the chart."""
    first = draw(st.dates(date(2031, 7, 1), date(2032, 3, 31)))
    last = draw(st.one_of(st.none(), st.dates(first, date(2032, 3, 31))))
    text = first.isoformat() if last is None else f"{first}/{last}"
    return Event(
        date=parse(text),
        mark=draw(st.sampled_from(MARKS[last is None])),
        name=draw(NAMES),
        day=draw(st.sampled_from(["", "22 Feb", "22 Feb, inferred"])),
        phrase=draw(st.one_of(st.just(""), NAMES)),
        strong=draw(st.booleans()),
    )


@pytest.mark.no_cover  # a hundred drawings, by chance: lines are counted for those that are chosen
@given(st.lists(st.lists(events(), max_size=40), min_size=1, max_size=4), st.sampled_from([WIDE, PAPER]))
def test_no_two_names_meet_and_nothing_leaves_the_drawing(lanes: list[list[Event]], sheet: Sheet) -> None:
    """Whatever happened, however close together, in whatever script."""
    plot = drawn(*(Lane(title=f"Lane {n}", events=tuple(one)) for n, one in enumerate(lanes)), sheet=sheet)
    assert faults(plot, sheet) == []
