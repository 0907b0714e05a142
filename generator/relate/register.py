"""The register of the meetings: which belong to a series, a topic, a person, a source, and what was said by whom.

One walk over the meetings serves every page; a page that scanned them all for itself would make the plan grow with the
square of the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from ..model import (
    Country,
    Library,
    Meeting,
    MeetingId,
    Participant,
    PersonId,
    SeriesId,
    SourceId,
    TopicId,
    Value,
)
from .attribution import cites_by_word
from .reports import sources_of
from .tracks import latest_first

K = TypeVar("K")
V = TypeVar("V")

Numbered = tuple[Meeting, int]
"""A point or quotation: its meeting, and its position there from 0."""


class Register(Value):
    """Meetings by what they belong to, in the order in which they were given; what has none has no key.

    `attended`: with how the person took part. `on_topic`: the meeting or one of its points. `points_on`, `reported_by`
    and `quoted` are points on a topic, points on the word and quotations of a person or organization: those of the
    newest meeting first, each meeting's in their own order.
    """

    in_series: Mapping[SeriesId, tuple[Meeting, ...]]
    parts: Mapping[MeetingId, tuple[Meeting, ...]]
    held_in: Mapping[Country, tuple[Meeting, ...]]
    attended: Mapping[PersonId, tuple[tuple[Meeting, Participant], ...]]
    on_topic: Mapping[TopicId, tuple[Meeting, ...]]
    points_on: Mapping[TopicId, tuple[Numbered, ...]]
    resting_on: Mapping[SourceId, tuple[Meeting, ...]]
    reported_by: Mapping[str, tuple[Numbered, ...]]
    quoted: Mapping[str, tuple[Numbered, ...]]


def register(meetings: tuple[Meeting, ...], library: Library) -> Register:
    """The register of these meetings; the library knows the issuers of their sources."""
    newest = latest_first(meetings)
    points = [(meeting, number, point) for meeting in newest for number, point in enumerate(meeting.points)]
    quotes = [(meeting, number, quote) for meeting in newest for number, quote in enumerate(meeting.quotes)]
    return Register(
        in_series=grouped((one.series, one) for one in meetings),
        parts=grouped((one.part_of, one) for one in meetings),
        held_in=grouped((one.country, one) for one in meetings),
        attended=grouped((one.person, (meeting, one)) for meeting in meetings for one in meeting.participants),
        on_topic=grouped((topic, meeting) for meeting in meetings for topic in topics_of(meeting)),
        points_on=grouped((topic, (meeting, number)) for meeting, number, point in points for topic in point.topics),
        resting_on=grouped((source, meeting) for meeting in meetings for source in sources_of(meeting)),
        reported_by=grouped(
            (word.id, (meeting, number))
            for meeting, number, point in points
            for word in cites_by_word(point, library)
            if word and word.id
        ),
        quoted=grouped((quote.by, (meeting, number)) for meeting, number, quote in quotes),
    )


def topics_of(meeting: Meeting) -> tuple[TopicId, ...]:
    """The topics of a meeting and then of its points, each once."""
    return tuple(dict.fromkeys((*meeting.topics, *(topic for point in meeting.points for topic in point.topics))))


def grouped(pairs: Iterable[tuple[K | None, V]]) -> Mapping[K, tuple[V, ...]]:
    """Values by key, in the order given; those without a key are left out."""
    found: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
