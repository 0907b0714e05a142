"""The page of a meeting, and the parts no other page has."""

from __future__ import annotations

from ..model import Value
from .basics import Doubt, Html, Link, When
from .citation import CslItem
from .evidence import Chip, KeyEntry, Sigil, Statement
from .page import PageBase
from .rows import (
    NOTHING_MORE,
    Attended,
    CommitmentRow,
    CorrectionRow,
    MeetingRow,
    Mention,
    More,
    Neighbour,
    QuoteRow,
    Related,
    SourceRow,
)
from .wording import Redline, Track


class AgendaItem(Value):
    topic: Link
    chips: tuple[Chip, ...]


class Agenda(Value):
    """Topics against the meeting before in the series.

    `wide` names the list that is so much longer than the other two that it stands in two columns beside them; "" if
    none is.
    """

    place: str
    before: Link
    new: tuple[AgendaItem, ...]
    carried: tuple[AgendaItem, ...]
    gone: tuple[AgendaItem, ...]
    wide: str = ""


class ParticipantRow(Value):
    """A person in the room with the office on that day. `chips` lead to the passage the office rests on.

    `not_same` are people of a similar name; a link's note is the office they are known by.
    """

    person: Link
    role: str
    organization: Link
    role_doubt: str
    country: str
    country_name: str
    attendance: tuple[Attended, ...]
    attendance_label: str
    remarks: tuple[str, ...]
    not_same: tuple[Link, ...]
    chips: tuple[Chip, ...]


class DisagreementRow(Value):
    question: str
    readings: tuple[Html, ...]
    resolution: Html


class ReadoutRow(Value):
    """One statement in few words, and the passages each side's word for it stands in, column by column."""

    statement: Link
    number: int
    cells: tuple[tuple[Chip, ...], ...]


class Readouts(Value):
    """Who says what: sides against statements. A column without a name is of what nobody is named for; it is last.

    The note of a column says on how many statements the side speaks, and whether in a text of its own.
    """

    columns: tuple[Link, ...]
    rows: tuple[ReadoutRow, ...]


class AssessmentRow(Value):
    """A judgement of the desk. `rests_on`: statements by their numbers, meeting by meeting."""

    html: Html
    confidence: str
    rests_on: tuple[Related, ...]
    chips: tuple[Chip, ...]


class StemmaNode(Value):
    """A document or report in the tree of origins. `sigil` is None for one we know of but do not hold."""

    name: str
    detail: str
    path: str
    sigil: Sigil | None
    joined: tuple[str, ...]
    children: tuple[StemmaNode, ...]


class MeetingView(PageBase, tag="meeting"):
    banner: str
    series: Link
    position: str
    position_chips: tuple[Chip, ...]
    part_of: Link
    name: Html
    long_name: bool
    standfirst: Html
    key: tuple[KeyEntry, ...]
    when: When
    date_chips: tuple[Chip, ...]
    place: str
    place_doubt: str
    place_chips: tuple[Chip, ...]
    beside: Link
    country: Link
    who: str
    evidence: str
    flag: str
    doubts: tuple[Doubt, ...]
    statements: tuple[Statement, ...]
    change_title: str
    change_note: str
    tracks: tuple[Track, ...]
    redlines: tuple[Redline, ...]
    agenda: Agenda | None
    readouts: Readouts | None
    disagreements: tuple[DisagreementRow, ...]
    participants: tuple[ParticipantRow, ...]
    absent: tuple[ParticipantRow, ...]
    hosts: tuple[Link, ...]
    attendance_of: tuple[str, ...]
    commitments: tuple[CommitmentRow, ...]
    commitments_note: str
    quotes: tuple[QuoteRow, ...]
    silent: str
    assessments: tuple[AssessmentRow, ...]
    note: Html
    counting: str
    sources: tuple[SourceRow, ...]
    stemma: tuple[StemmaNode, ...]
    parts: tuple[MeetingRow, ...]
    related: tuple[Related, ...]
    mentions: tuple[Mention, ...]
    corrections: tuple[CorrectionRow, ...]
    review: str
    citation: CslItem
    previous: Neighbour | None
    next: Neighbour | None
    more: More = NOTHING_MORE
