"""The pages of sources, people, countries, organizations and topics."""

from __future__ import annotations

from ..model import Value
from .basics import NO_LINK, Doubt, Html, Link, When
from .chart import Chart, LegendItem
from .citation import CslItem
from .evidence import Chip, KeyEntry, Run
from .page import PageBase
from .rows import (
    NOTHING_MORE,
    Attended,
    FactRow,
    MeetingRow,
    Mention,
    More,
    Neighbour,
    PersonRow,
    QuoteRow,
    Related,
    SourceRow,
)


class Paragraph(Value):
    """One captured paragraph. `backs`: places that cite it, page by page; `withheld` says what rights keep back.

    `more` leads to all pages that cite the source, where not all are among `backs`.
    """

    number: int
    runs: tuple[Run, ...]
    cited: bool
    backs: tuple[Related, ...]
    withheld: str
    more: Link = NO_LINK


class LeftOut(Value):
    """Captured lines that are not the article."""

    lines: str
    reason: str


class SourceView(PageBase, tag="source"):
    headline: str
    long_headline: bool
    language: str
    when: When
    descriptor: str
    facts: tuple[FactRow, ...]
    use: str
    flags: tuple[str, ...]
    relations: tuple[Link, ...]
    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[LeftOut, ...]
    rights: str
    cited_by: tuple[Related, ...]
    mentions: tuple[Link, ...]
    citation: CslItem
    previous: Neighbour | None
    next: Neighbour | None


class OfficeRow(Value):
    role: str
    organization: Link
    period: str
    doubts: tuple[Doubt, ...]
    chips: tuple[Chip, ...]


class MetRow(Value):
    """Somebody met at one meeting or more. `together` has a cell for each meeting of the person whose page it is."""

    person: Link
    country: str
    country_name: str
    count: str
    together: tuple[Attended, ...]
    label: str
    last: Link


class PersonView(PageBase, tag="person"):
    name: str
    sentence: Html
    facts: tuple[FactRow, ...]
    not_same: tuple[Link, ...]
    other_names: tuple[str, ...]
    offices: tuple[OfficeRow, ...]
    charts: tuple[Chart, ...]
    legend: tuple[LegendItem, ...]
    meetings: tuple[MeetingRow, ...]
    quotes: tuple[QuoteRow, ...]
    on_word: tuple[Mention, ...]
    met: tuple[MetRow, ...]
    met_note: str
    mentions: tuple[Mention, ...]
    passages: tuple[Related, ...]
    key: tuple[KeyEntry, ...]
    previous: Neighbour | None
    next: Neighbour | None
    more: More = NOTHING_MORE


class EntryView(PageBase, tag="entry"):
    """Country, organization or topic: a lead, facts, then lists in the order given.

    `lead_label` says whose words the lead is in, where it has no passage to rest on.
    """

    kind: str
    name: str
    lead: Html
    lead_label: str
    facts: tuple[FactRow, ...]
    people: tuple[PersonRow, ...]
    statements: tuple[Mention, ...]
    statements_title: str
    meetings: tuple[MeetingRow, ...]
    meetings_title: str
    tracks: tuple[Link, ...]
    sources: tuple[SourceRow, ...]
    related: tuple[Related, ...]
    mentions: tuple[Mention, ...]
    passages: tuple[Related, ...]
    key: tuple[KeyEntry, ...]
    previous: Neighbour | None
    next: Neighbour | None
    more: More = NOTHING_MORE
