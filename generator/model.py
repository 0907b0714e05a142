"""The facts an analyst can state, frozen. Field names follow Popolo, CSL, schema.org and EDTF.

A field that the sources do not give is None and is listed in the block's `unknown`; a field the desk worked out is
given and explained in the block's `inferred`. Nothing here reads files, checks ties or knows URLs.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NewType, dataclass_transform

import msgspec

from .dates import Edtf

SourceId = NewType("SourceId", str)
MeetingId = NewType("MeetingId", str)
PersonId = NewType("PersonId", str)
OrganizationId = NewType("OrganizationId", str)
TopicId = NewType("TopicId", str)
SeriesId = NewType("SeriesId", str)
WordingId = NewType("WordingId", str)
PageId = NewType("PageId", str)
PointId = NewType("PointId", str)
Country = NewType("Country", str)
"""ISO 3166-1 alpha-2, lower case, as in file names and references."""

UNSTATED = "unstated"
"""What `according_to` says when the source does not say on whose word a thing is reported."""


class ByKeyword(msgspec.StructMeta):
    """Structs whose fields are given by name. msgspec passes `frozen` on to subclasses, but not `kw_only`."""

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, object], **settings: object
    ) -> ByKeyword:
        """`settings` are msgspec's."""
        whole = {"kw_only": True, **settings}
        return super().__new__(mcls, name, bases, namespace, **whole)  # type: ignore[arg-type] # passed on as they came


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Value(msgspec.Struct, metaclass=ByKeyword, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Base of all facts: immutable, compared by value, encoded canonically. They hold each other in no circle, and the
    collector of circles need not look at them: it took a third of the time in which 5,500 files are recalled.
    """


class Inference(Value):
    """The desk worked `field` out; readers are shown the reason."""

    field: str
    reason: str


class Fact(Value):
    """A block that may say of any of its fields that it is inferred or not known."""

    inferred: tuple[Inference, ...] = ()
    unknown: tuple[str, ...] = ()


class Entry(Fact):
    """A fact with a file of its own, and so a page. `accept` names warnings the desk has decided about, and why."""

    id: str
    aliases: tuple[str, ...] = ()
    accept: tuple[tuple[str, str], ...] = ()


class Cite(Value, tag="cite"):  # the tag tells it from a PointRef when both may stand in one place of an encoded fact
    """Source and paragraph; `words` are relied on without being a quotation and stand there verbatim.

    `according_to`: on whose word this passage stands, where a point has several; "" if the point says it.
    """

    source: SourceId
    paragraph: int
    words: str = ""
    according_to: str = ""

    @property
    def passage(self) -> tuple[SourceId, int]:
        """The paragraph that is cited, whatever is relied on there."""
        return self.source, self.paragraph

    def __str__(self) -> str:
        return f"{self.source}#p{self.paragraph}"


class PointRef(Value, tag="point"):
    """A point of a meeting."""

    meeting: MeetingId
    point: PointId

    def __str__(self) -> str:
        return f"{self.meeting}#{self.point}"


class NameOrText(Value):
    """Either the id of an entry or, where the thing has no entry, plain words. Exactly one is not empty."""

    id: str = ""
    text: str = ""


class AlternativeName(Value):
    """Popolo's other_names: another name, its language (BCP 47), and when it was in use."""

    name: str
    language: str = ""
    start_date: Edtf | None = None
    end_date: Edtf | None = None
    note: str = ""


# --- sources ---------------------------------------------------------------------------------------------------------


class SourceType(StrEnum):
    ARTICLE = "article"
    READOUT = "readout"
    STATEMENT = "statement"
    TRANSCRIPT = "transcript"
    PRESS_RELEASE = "press-release"
    DOCUMENT = "document"


OFFICIAL_TYPES = frozenset({SourceType.READOUT, SourceType.STATEMENT, SourceType.TRANSCRIPT, SourceType.PRESS_RELEASE})


class Relation(StrEnum):
    """How a source was made from the one it derives from."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    REWRITE = "rewrite"
    TRANSLATION = "translation"
    SUMMARY = "summary"


class Rights(StrEnum):
    """How much of a source's text the site may show."""

    FULL = "full"
    EXCERPT = "excerpt"
    LINK = "link"


class Skip(Value):
    """Captured paragraphs `first` to `last` that are not the article: page furniture."""

    first: int
    last: int
    reason: str


class Source(Entry):
    """One captured article. `paragraphs` are its non-empty lines, untouched: number n is `pn`, so [0] is p1."""

    id: SourceId
    title: str | None
    publisher: NameOrText | None
    issued: Edtf | None
    paragraphs: tuple[str, ...]
    sha256: str
    author: str | None = None
    url: str | None = None
    accessed: Edtf | None = None
    archive_url: str | None = None
    language: str = ""
    type: SourceType = SourceType.ARTICLE
    issuer: NameOrText | None = None
    dateline: str | None = None
    wire: OrganizationId | None = None
    derived_from: SourceId | None = None
    relation: Relation | None = None
    independent_of: tuple[tuple[SourceId, str], ...] = ()
    rights: Rights | None = None
    license: str | None = None
    rights_note: str | None = None
    rights_holder: str | None = None
    grade: str | None = None
    descriptor: str | None = None
    skip: tuple[Skip, ...] = ()
    strip_prefix: str | None = None


# --- meetings --------------------------------------------------------------------------------------------------------


class MeetingKind(StrEnum):
    BILATERAL = "bilateral"
    TRILATERAL = "trilateral"
    MULTILATERAL = "multilateral"
    SUMMIT = "summit"
    CALL = "call"
    VISIT = "visit"
    STATEMENT = "statement"


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class DateBasis(Value):
    """How a date is known: words of a source, or something outside the sources."""

    words: str = ""
    cite: Cite | None = None
    external: str = ""
    url: str | None = None


class Participant(Fact):
    """`role` overrides the office looked up on the day (`as` in the file)."""

    person: PersonId
    role: str | None = None


class PointKind(StrEnum):
    POSITION = "position"
    COMMITMENT = "commitment"
    AGREEMENT = "agreement"
    AGENDA = "agenda"
    ASSESSED = "assessed"
    ANNOUNCEMENT = "announcement"
    BACKGROUND = "background"


class CommitmentState(StrEnum):
    OPEN = "open"
    MET = "met"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"


class Point(Fact):
    """One reported statement. `according_to` is a person, an organization or `unstated`."""

    id: PointId
    text: str
    kind: PointKind
    according_to: str
    cite: tuple[Cite, ...]
    topics: tuple[TopicId, ...] = ()
    parties: tuple[str, ...] = ()
    due: Edtf | None = None
    state: CommitmentState | None = None
    state_cite: tuple[Cite, ...] = ()
    follows: tuple[PointRef, ...] = ()
    note: str | None = None


class Quote(Fact):
    """Words a person or organization is quoted as saying. `role` is `as` in the file."""

    by: str
    text: str
    cite: tuple[Cite, ...]
    role: str | None = None
    according_to: str | None = None
    note: str | None = None


class WordingUse(Fact):
    """The words one meeting adds to a wording track. `english_by`: whose English it is."""

    track: WordingId
    text: str
    cite: tuple[Cite, ...]
    of: str | None = None
    according_to: str | None = None
    english_by: str | None = None
    original: str | None = None
    original_language: str | None = None
    note: str | None = None


class Confidence(StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Assessment(Fact):
    """A judgement of the desk. `rests_on` holds points and cites."""

    text: str
    confidence: Confidence
    rests_on: tuple[PointRef | Cite, ...]


class Reading(Value):
    """One side of a disagreement between sources. `followed`: the page follows it, and the question is settled here."""

    text: str
    cite: tuple[Cite, ...]
    followed: bool = False


class Disagreement(Fact):
    """A question on which the sources differ or fall silent, and which reading the page follows."""

    question: str
    readings: tuple[Reading, ...]
    resolution: str

    @property
    def is_open(self) -> bool:
        """Whether the page follows none of the readings."""
        return not any(one.followed for one in self.readings)


class Correction(Value):
    date: Edtf
    text: str


class Meeting(Entry):
    """One meeting, call, visit or statement."""

    id: MeetingId
    name: str
    kind: MeetingKind
    status: Status
    date: Edtf | None
    date_basis: DateBasis | None
    place: str | None
    country: Country | None
    participants: tuple[Participant, ...]
    topics: tuple[TopicId, ...]
    summary: str
    points: tuple[Point, ...]
    short_name: str | None = None
    end_date: Edtf | None = None
    place_cite: tuple[Cite, ...] = ()
    sidelines_of: NameOrText | None = None
    part_of: MeetingId | None = None
    series: SeriesId | None = None
    ordinal: int | None = None
    ordinal_cite: tuple[Cite, ...] = ()
    hosts: tuple[str, ...] = ()
    absent: tuple[Participant, ...] = ()
    quotes: tuple[Quote, ...] = ()
    wording: tuple[WordingUse, ...] = ()
    assessment: tuple[Assessment, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    corrections: tuple[Correction, ...] = ()
    note: str | None = None
    reviewed_by: str | None = None
    reviewed_on: Edtf | None = None
    updated: Edtf | None = None


# --- the other entries -----------------------------------------------------------------------------------------------


class Membership(Fact):
    """Popolo membership: an office held in an organization. An absent end means it is still held."""

    role: str
    organization: OrganizationId
    start_date: Edtf | None = None
    end_date: Edtf | None = None
    end_reason: str | None = None
    cite: tuple[Cite, ...] = ()


class Person(Entry):
    id: PersonId
    name: str
    family_name: str | None
    given_name: str | None
    country: Country | None
    memberships: tuple[Membership, ...] = ()
    other_names: tuple[AlternativeName, ...] = ()
    distinct_from: tuple[PersonId, ...] = ()
    wikidata: str | None = None
    note: str | None = None

    @property
    def sort_name(self) -> str:
        """Family name first: "Park, Jin"; the plain name where the parts are not known."""
        if self.family_name and self.given_name:
            return f"{self.family_name}, {self.given_name}"
        return self.family_name or self.name


class Classification(StrEnum):
    MINISTRY = "ministry"
    AGENCY = "agency"
    OUTLET = "outlet"
    WIRE = "wire"
    BODY = "body"
    HOST = "host"


class Organization(Entry):
    id: OrganizationId
    name: str
    classification: Classification
    short_name: str | None = None
    country: Country | None = None
    parent: OrganizationId | None = None
    other_names: tuple[AlternativeName, ...] = ()
    url: str | None = None
    note: str | None = None


class Topic(Entry):
    id: TopicId
    name: str
    scope: str
    parent: TopicId | None = None
    related: tuple[TopicId, ...] = ()
    other_names: tuple[AlternativeName, ...] = ()


class SeriesMember(Value):
    """A post whose holders meet in a series."""

    role: str
    organization: OrganizationId


class Series(Entry):
    id: SeriesId
    name: str
    kind: MeetingKind | None = None
    short_name: str | None = None
    members: tuple[SeriesMember, ...] = ()
    since: Edtf | None = None
    note: str | None = None


class WordingTrack(Entry):
    id: WordingId
    name: str
    of: str
    topic: TopicId | None = None
    caution: str | None = None


class CountryEntry(Entry):
    """A country with a page. `name` overrides CLDR's; `metonyms` never link by themselves."""

    id: Country
    name: str
    alpha_3: str
    metonyms: tuple[str, ...] = ()
    other_names: tuple[AlternativeName, ...] = ()
    note: str | None = None


class Page(Entry):
    """A Markdown page of the desk: about, method, corrections."""

    id: PageId
    title: str
    text: str
    description: str | None = None
    updated: Edtf | None = None


class SiteSettings(Value):
    """site.yaml. `checks` gives severities by code; `theme` values of the design's tokens by name. `editor` is for the
    preview alone.
    """

    title: str
    base_url: str
    description: str = ""
    language: str = "en"
    publisher: str = ""
    editors: tuple[str, ...] = ()
    license: str = ""
    rights: Rights = Rights.EXCERPT
    rights_note: str = ""
    excerpt_words: int = 300
    robots: bool = True
    search: str = "auto"
    checks: tuple[tuple[str, str], ...] = ()
    theme: tuple[tuple[str, str], ...] = ()
    editor: str = ""

    @property
    def published(self) -> SiteSettings:
        """Those that a built site and what is found of it depend on; the others are as if they were not given."""
        return msgspec.structs.replace(self, editor="")


class Library(Value, dict=True, gc=True):
    """Everything the content says, by id, in the order of the ids. What follows from it may be kept in its `__dict__`,
    which is no part of its value.
    """

    site: SiteSettings
    sources: dict[SourceId, Source]
    meetings: dict[MeetingId, Meeting]
    people: dict[PersonId, Person]
    organizations: dict[OrganizationId, Organization]
    topics: dict[TopicId, Topic]
    series: dict[SeriesId, Series]
    wording: dict[WordingId, WordingTrack]
    countries: dict[Country, CountryEntry]
    pages: dict[PageId, Page]
