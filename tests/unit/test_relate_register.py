"""The register of the meetings, held to the slow way: a scan of all meetings for every question."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Country, Meeting, MeetingId, PersonId, Quote, SeriesId, SourceId, TopicId
from generator.relate.register import register, topics_of

from ..specimen import cites, library, meeting, point

NAMES = ("a", "b", "c")


@st.composite
def meetings(draw: st.DrawFn) -> tuple[Meeting, ...]:
    """Up to six meetings that share series, topics, people and sources."""
    name, several = st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), unique=True, max_size=2)
    made = []
    for number in range(draw(st.integers(0, 6))):
        points = [
            point(f"p{one}", "Spoke.", f"{draw(name)}#p1", topics=tuple(draw(several)), according_to=draw(name))
            for one in range(draw(st.integers(0, 3)))
        ]
        made.append(
            meeting(
                f"m{number}",
                *points,
                people=" ".join(draw(several)),
                topics=tuple(draw(several)),
                series=draw(st.none() | name),
                country=draw(st.none() | name),
                part_of=draw(st.none() | st.just("m0")),
                quotes=tuple(
                    Quote(by=draw(name), text="Yes.", cite=cites("a#p1")) for _ in range(draw(st.integers(0, 2)))
                ),
            )
        )
    return tuple(made)


@given(meetings())
def test_whole_meetings_are_found_as_a_scan_finds_them(record: tuple[Meeting, ...]) -> None:
    """Those of a series, a topic, a person and a source, in the order of the record."""
    found = register(record, library())
    for name in NAMES:
        assert found.in_series.get(SeriesId(name), ()) == tuple(one for one in record if one.series == name)
        assert found.held_in.get(Country(name), ()) == tuple(one for one in record if one.country == name)
        assert found.on_topic.get(TopicId(name), ()) == tuple(
            one for one in record if name in one.topics or any(name in point.topics for point in one.points)
        )
        assert found.resting_on.get(SourceId(name), ()) == tuple(
            one for one in record if any(cite.source == name for point in one.points for cite in point.cite)
        )
        assert [one.id for one, _ in found.attended.get(PersonId(name), ())] == [
            one.id for one in record if name in {there.person for there in one.participants}
        ]
    assert found.parts.get(MeetingId("m0"), ()) == tuple(one for one in record if one.part_of == "m0")


@given(meetings())
def test_points_and_quotations_are_found_from_the_last_meeting_on(record: tuple[Meeting, ...]) -> None:
    """Those of one meeting stand as they do in its file."""
    found = register(record, library())
    for name in NAMES:
        points = [(one, number, point) for one in record[::-1] for number, point in enumerate(one.points)]
        assert found.points_on.get(TopicId(name), ()) == tuple(
            (one, number) for one, number, point in points if name in point.topics
        )
        assert found.reported_by.get(name, ()) == tuple(
            (one, number) for one, number, point in points if point.according_to == name
        )
        assert found.quoted.get(name, ()) == tuple(
            (one, number) for one in record[::-1] for number, quote in enumerate(one.quotes) if quote.by == name
        )


def test_topics_of_a_meeting_come_before_those_of_its_points() -> None:
    """Each once."""
    assert topics_of(meeting("m", point("p", topics=("b", "c")), topics=("a", "b"))) == ("a", "b", "c")
