"""Pages that follow something through time: series, wording tracks and commitments."""

from __future__ import annotations

from ..model import Value
from .basics import NO_LINK, Html, Link
from .chart import Chart, LegendItem
from .evidence import KeyEntry
from .page import PageBase
from .rows import NOTHING_MORE, Attended, CommitmentRow, FactRow, MeetingRow, Mention, More, Neighbour
from .wording import Redline, Track


class MatrixRow(Value):
    """A person, a cell for each column, and how many are filled."""

    person: Link
    country: str
    cells: tuple[Attended, ...]
    label: str


class MatrixColumn(Value):
    """A meeting as the head of a column: its name there, and its date below. `name` is said where it is not shown."""

    link: Link
    day: str
    name: str


class MatrixYear(Value):
    """Columns next to each other that are of one year."""

    year: str
    columns: tuple[MatrixColumn, ...]


class Matrix(Value):
    """Who was at which meeting. `years` is the order of the columns; `compact` where only dates have room.

    `total` stands above the number of each row: "of 3".
    """

    years: tuple[MatrixYear, ...]
    rows: tuple[MatrixRow, ...]
    compact: bool
    total: str
    note: str


class SeriesView(PageBase, tag="series"):
    kick: str
    name: str
    lead: Html
    facts: tuple[FactRow, ...]
    charts: tuple[Chart, ...]
    legend: tuple[LegendItem, ...]
    meetings: tuple[MeetingRow, ...]
    matrix: Matrix | None
    tracks: tuple[Track, ...]
    mentions: tuple[Mention, ...]
    key: tuple[KeyEntry, ...]
    more: More = NOTHING_MORE


class WordingView(PageBase, tag="wording"):
    name: str
    of: Html
    topic: Link
    caution: str
    track: Track
    redlines: tuple[Redline, ...]
    key: tuple[KeyEntry, ...]
    previous: Neighbour | None
    next: Neighbour | None
    more: Link = NO_LINK


class CommitmentGroup(Value):
    """Commitments of one state, the newest step first."""

    title: str
    anchor: str
    rows: tuple[CommitmentRow, ...]
    more: Link = NO_LINK


class CommitmentsView(PageBase, tag="commitments"):
    lead: str
    groups: tuple[CommitmentGroup, ...]
    key: tuple[KeyEntry, ...]
