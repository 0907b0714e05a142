"""What templates see: frozen values of text, numbers, booleans, enums, tuples and other views, nothing else.

A template shows; it looks nothing up, sorts nothing and computes no date. Two views that are equal make the same bytes.

Paths: `path` fields are site-relative ("meetings/2024-02-rio/", "sources/kh-20240223/#p6") or fragments of the same
page ("#e3"); "" in a Link means that there is no page to lead to. Templates write them through the `url` filter.
"""

from __future__ import annotations

from enum import StrEnum

from .model import Value


class Html(Value):
    """Markup that is safe by construction: every text in it was escaped where it was made."""

    markup: str

    def __html__(self) -> str:
        return self.markup

    def __bool__(self) -> bool:
        return bool(self.markup)


class Link(Value):
    """`note` is a short remark beside the link: a date, a count."""

    text: str
    path: str
    note: str = ""


NO_LINK = Link(text="", path="")
"""Where there is nothing to link to and nothing to say."""


class Known(StrEnum):
    """How a fact is known. The names are what readers are told."""

    PRINTED = "printed"
    WORKED_OUT = "worked out"
    EXTERNAL = "from elsewhere"
    INFERRED = "inferred"
    UNKNOWN = "not stated"


class Doubt(Value):
    """A field the desk inferred, or that the sources do not state (then `reason` is empty)."""

    field: str
    known: Known
    reason: str = ""


class When(Value):
    """A date. `iso` is valid in <time datetime>, or empty; `precision` is day, month, year or interval."""

    text: str
    short: str
    iso: str
    precision: str
    known: Known
    note: str = ""


class Sigil(Value):
    """The letter of a source on one page: "A", for a copy "A′". `kind` is plain, copy or official."""

    label: str
    kind: str
    name: str
    path: str


class Chip(Value):
    """An inline citation: letter and paragraph. `href` is the note on the page or else the source's paragraph."""

    label: str
    paragraph: int
    href: str
    id: str
    aria: str
    noteref: bool


class Run(Value):
    """A stretch of text; `marked` if it is words relied on."""

    text: str
    marked: bool = False


class EvidenceNote(Value):
    """A passage in the margin. `who` says it inside the source; where rights keep it back, `withheld` says so.

    `language`, here and in the other views that show a source's words, is theirs if it is not the site's.
    """

    id: str
    sigil: Sigil
    paragraph: int
    path: str
    aria: str
    who: str
    passage: tuple[Run, ...]
    withheld: str
    cautions: tuple[str, ...]
    back: str
    copy: bool
    language: str = ""


class Statement(Value):
    """A numbered point with its passages. `weight` counts documents and separate reports."""

    id: str
    number: int
    html: Html
    according_to: Link
    weight: str
    flagged: bool
    notes: tuple[EvidenceNote, ...]
    remark: Html
    doubts: tuple[Doubt, ...]


class KeyEntry(Value):
    sigil: Sigil
    when: str
    use: str


class PhraseRun(Value):
    """Part of a tracked phrase: `said` at an earlier meeting, or new."""

    text: str
    said: bool


class ChangeKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Change(Value):
    text: str
    kind: ChangeKind


class TrackStep(Value):
    """One meeting's words on a track. `quoted`: somebody is quoted with them; otherwise they are the outlet's own."""

    id: str
    meeting: Link
    when: When
    now: bool
    missing: bool
    phrase: tuple[PhraseRun, ...]
    quoted: bool
    issuer: Link
    english_by: Link
    of: str
    chips: tuple[Chip, ...]
    changes: tuple[Change, ...]
    caution: str
    note: Html
    language: str = ""


class Track(Value):
    """One phrase from meeting to meeting, oldest first."""

    name: str
    path: str
    of: Html
    steps: tuple[TrackStep, ...]


class Redline(Value):
    """Word-level comparison with the step before: same issuer and same English only."""

    track: Link
    changes: tuple[Change, ...]
    before: Link
    before_chips: tuple[Chip, ...]
    after: Link
    after_chips: tuple[Chip, ...]
    issuer: str
    english_by: str


class AgendaItem(Value):
    topic: Link
    chips: tuple[Chip, ...]


class Agenda(Value):
    """Topics against the meeting before in the series."""

    place: str
    before: Link
    new: tuple[AgendaItem, ...]
    carried: tuple[AgendaItem, ...]
    gone: tuple[AgendaItem, ...]


class Attended(Value):
    """A square of one meeting; neither if the sources do not name the person."""

    present: bool
    absent: bool


class ParticipantRow(Value):
    """A person in the room with the office on that day. `chips` lead to the passage the office rests on."""

    person: Link
    role: str
    organization: Link
    role_doubt: str
    country: str
    country_name: str
    attendance: tuple[Attended, ...]
    attendance_label: str
    remarks: tuple[str, ...]
    chips: tuple[Chip, ...]


class HistoryStep(Value):
    meeting: Link
    when: str
    words: Html
    chips: tuple[Chip, ...]


class CommitmentRow(Value):
    """A commitment with what it follows. `label` is generated: New in this record, Repeated, Third meeting running."""

    id: str
    html: Html
    statement: Link
    meeting: Link
    when: When
    parties: tuple[Link, ...]
    due: str
    state: str
    state_chips: tuple[Chip, ...]
    label: str
    history: tuple[HistoryStep, ...]
    later: tuple[HistoryStep, ...]


class QuoteRow(Value):
    id: str
    html: Html
    by: Link
    role: str
    relayed: str
    meeting: Link
    sigil: Sigil
    paragraph: int
    path: str
    aria: str
    note: Html
    language: str = ""


class DisagreementRow(Value):
    question: str
    readings: tuple[Html, ...]
    resolution: Html


class AssessmentRow(Value):
    html: Html
    confidence: str
    rests_on: tuple[Link, ...]
    chips: tuple[Chip, ...]


class SourceRow(Value):
    """A source in a list. `meta` is byline, date, length; `use` the part it plays; `flags` the cautions."""

    sigil: Sigil
    title: str
    path: str
    publisher: str
    meta: str
    use: str
    flags: tuple[str, ...]
    language: str = ""


class StemmaNode(Value):
    """A document or report in the tree of origins. `sigil` is None for one we know of but do not hold."""

    name: str
    detail: str
    path: str
    sigil: Sigil | None
    joined: tuple[str, ...]
    children: tuple[StemmaNode, ...]


class Neighbour(Value):
    direction: str
    title: str
    path: str
    when: str


class Mention(Value):
    """A sentence of a page that mentions an entry."""

    page: Link
    html: Html


class MeetingRow(Value):
    """A meeting in a list."""

    name: Html
    path: str
    when: When
    place: str
    series: Link
    evidence: str
    flagged: bool
    sigils: tuple[Sigil, ...]
    role: str


class Related(Value):
    """A titled list of links beside a page."""

    title: str
    links: tuple[Link, ...]


class PageBase(Value, tag_field="template"):
    """What every page has. `root` leads to the site's root ("../../"); `section` is the current menu entry."""

    path: str
    root: str
    title: str
    description: str
    crumbs: tuple[Link, ...] = ()
    section: str = ""
    contents: tuple[Link, ...] = ()
    noindex: bool = False


class LadderSlot(Value):
    name: str
    step: TrackStep


class LadderRung(Value):
    """One meeting of the series with its word on each track."""

    meeting: Link
    when: When
    slots: tuple[LadderSlot, ...]


class OpenQuestion(Value):
    question: str
    page: Link
    answer: Html


class PersonRow(Value):
    person: Link
    role: str
    remark: str
    country: str
    country_name: str
    attendance: tuple[Attended, ...]
    attendance_label: str


class Lead(Value):
    kick: str
    when: When
    place: str
    name: Html
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
    attendance_of: tuple[str, ...]
    sources: tuple[SourceRow, ...]
    sources_note: str


class MeetingView(PageBase, tag="meeting"):
    banner: str
    series: Link
    position: str
    part_of: Link
    name: Html
    standfirst: Html
    key: tuple[KeyEntry, ...]
    when: When
    place: str
    place_doubt: str
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
    disagreements: tuple[DisagreementRow, ...]
    participants: tuple[ParticipantRow, ...]
    absent: tuple[ParticipantRow, ...]
    hosts: tuple[Link, ...]
    attendance_of: tuple[str, ...]
    commitments: tuple[CommitmentRow, ...]
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
    corrections: tuple[Link, ...]
    review: str
    previous: Neighbour | None
    next: Neighbour | None


class Paragraph(Value):
    """One captured paragraph. `backs`: places that cite it, page by page; `withheld` says what rights keep back."""

    number: int
    runs: tuple[Run, ...]
    cited: bool
    backs: tuple[Related, ...]
    withheld: str


class LeftOut(Value):
    """Captured lines that are not the article."""

    lines: str
    reason: str


class FactRow(Value):
    """A labelled fact; `doubt` is the reason where it is inferred, or "not stated"."""

    label: str
    links: tuple[Link, ...]
    doubt: str = ""


class SourceView(PageBase, tag="source"):
    headline: str
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
    previous: Neighbour | None
    next: Neighbour | None


class OfficeRow(Value):
    role: str
    organization: Link
    period: str
    doubts: tuple[Doubt, ...]
    chips: tuple[Chip, ...]


class PersonView(PageBase, tag="person"):
    name: str
    sentence: Html
    facts: tuple[FactRow, ...]
    not_same: tuple[Link, ...]
    other_names: tuple[str, ...]
    offices: tuple[OfficeRow, ...]
    meetings: tuple[MeetingRow, ...]
    quotes: tuple[QuoteRow, ...]
    on_word: tuple[Mention, ...]
    met: tuple[Link, ...]
    mentions: tuple[Mention, ...]
    passages: tuple[Related, ...]
    key: tuple[KeyEntry, ...]
    previous: Neighbour | None
    next: Neighbour | None


class EntryView(PageBase, tag="entry"):
    """Country, organization or topic: a lead, facts, then lists in the order given."""

    kind: str
    name: str
    lead: Html
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


class CommitmentsView(PageBase, tag="commitments"):
    lead: str
    groups: tuple[CommitmentGroup, ...]
    key: tuple[KeyEntry, ...]


class CommitmentGroup(Value):
    """Commitments of one state, the newest step first."""

    title: str
    anchor: str
    rows: tuple[CommitmentRow, ...]


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


class IndexRow(Value):
    link: Link
    html: Html
    meta: str
    sigils: tuple[Sigil, ...] = ()
    flagged: str = ""


class IndexGroup(Value):
    title: str
    anchor: str
    rows: tuple[IndexRow, ...]


class IndexView(PageBase, tag="index"):
    """A list of all entries of one kind, in groups (by year or by letter). `empty` is said where there are none."""

    heading: str
    lead: str
    groups: tuple[IndexGroup, ...]
    empty: str
    columns: tuple[str, ...] = ()


class PhraseAnswer(Value):
    """What is said above the results when somebody looks for words of a track: where they stand first, what was before.

    `quoted` as in TrackStep; `before` and `before_quoted` are the step before, empty for the first.
    """

    phrase: str
    quoted: bool
    first: Link
    track: Link
    before: str = ""
    before_quoted: bool = False


class SearchView(PageBase, tag="search"):
    """`available` is False where the build made no index."""

    available: bool
    browse: tuple[Link, ...]
    phrases: tuple[PhraseAnswer, ...] = ()


class TextView(PageBase, tag="text"):
    """A Markdown page of the desk. `checks` lists the table of codes where the page asks for it."""

    heading: str
    html: Html
    updated: str
    key: tuple[KeyEntry, ...]
    corrections: tuple[Mention, ...]
    checks: tuple[Link, ...]


class NotFoundView(PageBase, tag="404"):
    latest: tuple[Link, ...]


class RedirectView(PageBase, tag="redirect"):
    """An old address: leads to `target`."""

    target: Link
    canonical: str


class SiteView(Value):
    """What all pages share. `css`, `script`, `theme_script`, `search_script` are site-relative paths of assets.

    `search` is the path of the search page, empty where there is none; `keys_script` leads there by keyboard. `assets`
    are all files below assets/, a site's own included: name there, and path. Templates name them through `asset`.
    """

    title: str
    base_url: str
    language: str
    publisher: str
    license: str
    robots: bool
    menu: tuple[Link, ...]
    about: tuple[Link, ...]
    css: str
    fonts: tuple[str, ...]
    icon: str
    script: str
    theme_script: str
    search_script: str
    generator: str
    search: str = "search/"
    keys_script: str = ""
    assets: tuple[Link, ...] = ()


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
    | SearchView
    | TextView
    | NotFoundView
    | RedirectView
)
