"""Pages that follow something through time: series, wording tracks, commitments, the timeline."""

from __future__ import annotations

from ..model import Value
from .basics import NO_LINK, Html, Link, When
from .evidence import KeyEntry
from .page import PageBase
from .rows import Attended, CommitmentRow, FactRow, MeetingRow, Mention, Neighbour
from .wording import Redline, Track


class MatrixRow(Value):
    person: Link
    country: str
    cells: tuple[Attended, ...]
    label: str


class SeriesView(PageBase, tag="series"):
    name: str
    lead: Html
    facts: tuple[FactRow, ...]
    meetings: tuple[MeetingRow, ...]
    columns: tuple[Link, ...]
    matrix: tuple[MatrixRow, ...]
    tracks: tuple[Track, ...]
    mentions: tuple[Mention, ...]
    key: tuple[KeyEntry, ...]


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


class CommitmentGroup(Value):
    """Commitments of one state, the newest step first."""

    title: str
    anchor: str
    rows: tuple[CommitmentRow, ...]


class CommitmentsView(PageBase, tag="commitments"):
    lead: str
    groups: tuple[CommitmentGroup, ...]
    key: tuple[KeyEntry, ...]


class TimelineEntry(Value):
    """An event, or the gap before it stated in words (`gap`), or a year's heading (`year`)."""

    year: str = ""
    gap: str = ""
    when: When | None = None
    html: Html = Html(markup="")
    lane: Link = NO_LINK
    meeting: bool = False


class TimelineView(PageBase, tag="timeline"):
    lead: str
    entries: tuple[TimelineEntry, ...]
