"""The home page."""

from __future__ import annotations

from ..model import Value
from .basics import Html, Link, When
from .page import PageBase
from .rows import NOTHING_MORE, MeetingRow, More, PersonRow, SourceRow
from .wording import LadderRung


class OpenQuestion(Value):
    question: str
    page: Link
    answer: Html


class Lead(Value):
    kick: str
    when: When
    place: str
    name: Html
    long_name: bool
    path: str
    standfirst: Html
    room: tuple[Link, ...]
    new_topics: tuple[Link, ...]
    new_since: str
    evidence: str
    flag: str


class HomeView(PageBase, tag="home"):
    promise: str
    counts: str
    lead: Lead | None
    ladder: tuple[LadderRung, ...]
    ladder_series: Link
    meetings: tuple[MeetingRow, ...]
    questions: tuple[OpenQuestion, ...]
    people: tuple[PersonRow, ...]
    people_note: str
    sources: tuple[SourceRow, ...]
    sources_note: str
    more: More = NOTHING_MORE
