"""What templates see: frozen values of text, numbers, booleans, enums, tuples and other views, nothing else.

A template shows; it looks nothing up, sorts nothing and computes no date. Two views that are equal make the same bytes.

Paths: `path` fields are site-relative ("meetings/2024-02-rio/", "sources/kh-20240223/#p6") or fragments of the same
page ("#e3"); "" in a Link means that there is no page to lead to. Templates write them through the `url` filter.
"""

from __future__ import annotations

from .basics import NO_HTML, NO_LINK, Doubt, Html, Known, Link, When
from .chart import Anchor, Box, Chart, Label, LegendItem, Mark, Stroke
from .citation import CslDate, CslItem, CslName, CslType
from .entries import EntryView, LeftOut, MetRow, OfficeRow, Paragraph, PersonView, SourceView
from .evidence import Chip, EvidenceNote, KeyEntry, Run, Sigil, Statement
from .home import HomeView, Lead, OpenQuestion
from .lines import (
    CommitmentGroup,
    CommitmentsView,
    Matrix,
    MatrixColumn,
    MatrixRow,
    MatrixYear,
    SeriesView,
    WordingView,
)
from .lists import Bar, IndexGroup, IndexRow, IndexView, NotFoundView, PhraseAnswer, RedirectView, SearchView
from .long import ListView, RowGroup, Rows
from .meeting import (
    Agenda,
    AgendaItem,
    AssessmentRow,
    DisagreementRow,
    MeetingView,
    ParticipantRow,
    ReadoutRow,
    Readouts,
    StemmaNode,
)
from .page import PageBase, SiteView
from .rows import (
    NOTHING_MORE,
    Attended,
    CommitmentRow,
    CorrectionRow,
    FactRow,
    HistoryStep,
    MeetingRow,
    Mention,
    More,
    Neighbour,
    PersonRow,
    QuoteRow,
    Related,
    SourceRow,
)
from .texts import CheckGroup, CheckRow, Legend, TextView
from .timeline import TimelineEntry, TimelineView
from .wording import Change, ChangeKind, LadderRung, LadderSlot, PhraseRun, Redline, Track, TrackStep

AnyPage = (
    HomeView
    | MeetingView
    | SourceView
    | PersonView
    | EntryView
    | SeriesView
    | WordingView
    | CommitmentsView
    | TimelineView
    | IndexView
    | ListView
    | SearchView
    | TextView
    | NotFoundView
    | RedirectView
)
"""A page of any kind."""

__all__ = [
    "NOTHING_MORE",
    "NO_HTML",
    "NO_LINK",
    "Agenda",
    "AgendaItem",
    "Anchor",
    "AnyPage",
    "AssessmentRow",
    "Attended",
    "Bar",
    "Box",
    "Change",
    "ChangeKind",
    "Chart",
    "CheckGroup",
    "CheckRow",
    "Chip",
    "CommitmentGroup",
    "CommitmentRow",
    "CommitmentsView",
    "CorrectionRow",
    "CslDate",
    "CslItem",
    "CslName",
    "CslType",
    "DisagreementRow",
    "Doubt",
    "EntryView",
    "EvidenceNote",
    "FactRow",
    "HistoryStep",
    "HomeView",
    "Html",
    "IndexGroup",
    "IndexRow",
    "IndexView",
    "KeyEntry",
    "Known",
    "Label",
    "LadderRung",
    "LadderSlot",
    "Lead",
    "LeftOut",
    "Legend",
    "LegendItem",
    "Link",
    "ListView",
    "Mark",
    "Matrix",
    "MatrixColumn",
    "MatrixRow",
    "MatrixYear",
    "MeetingRow",
    "MeetingView",
    "Mention",
    "MetRow",
    "More",
    "Neighbour",
    "NotFoundView",
    "OfficeRow",
    "OpenQuestion",
    "PageBase",
    "Paragraph",
    "ParticipantRow",
    "PersonRow",
    "PersonView",
    "PhraseAnswer",
    "PhraseRun",
    "QuoteRow",
    "ReadoutRow",
    "Readouts",
    "RedirectView",
    "Redline",
    "Related",
    "RowGroup",
    "Rows",
    "Run",
    "SearchView",
    "SeriesView",
    "Sigil",
    "SiteView",
    "SourceRow",
    "SourceView",
    "Statement",
    "StemmaNode",
    "Stroke",
    "TextView",
    "TimelineEntry",
    "TimelineView",
    "Track",
    "TrackStep",
    "When",
    "WordingView",
]
