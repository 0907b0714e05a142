"""What is said of people, organizations, topics, series, wording tracks, countries and the desk's own pages."""

from __future__ import annotations

from collections.abc import Iterator

from .. import model
from ..codes import finding
from ..diagnostics import Diagnostic
from .block import Block, Field, Given, Presence
from .common import NOTE, OTHER_NAMES, dates_in_order, entry_block
from .fields import Choice, CountryCode, Id, Line, Pattern, Prose, WebAddress, When
from .references import CITES
from .several import ListOf


def _office_has_source(given: Given) -> Iterator[Diagnostic]:
    if not given.has("cite") and not given.inferred:
        hint = "write cite: source#p7, or inferred: with a field of the office and how the desk knows"
        yield finding("S138", given.sheet.at(given.node), "office rests on no source", hint)


MEMBERSHIP = Block(
    make=model.Membership,
    doc="An office held in an organization.",
    fields=(
        Field("role", Line(), "The office, as it is written.", Presence.GIVEN),
        Field("organization", Id("an organization"), "Where it is held.", Presence.GIVEN),
        Field("start_date", When(), "When it began, as far as it is known."),
        Field("end_date", When(), "When it ended; still held if not given."),
        Field("end_reason", Line(), "Why it ended."),
        Field("cite", CITES, "The paragraph that gives the office."),
    ),
    rules=(_office_has_source, dates_in_order("start_date", "end_date")),
)

WIKIDATA = Pattern(
    "Q[1-9][0-9]{0,11}", "S126", "an item of Wikidata", "write the item's number with its Q, such as Q22686"
)


def _wikidata(wikidata: str | None = None) -> str | None:
    return wikidata


IDENTIFIERS = Block(
    make=_wikidata,
    doc="Who this is elsewhere.",
    fields=(Field("wikidata", WIKIDATA, "The item of Wikidata."),),
    is_fact=False,
)

PERSON = entry_block(
    make=model.Person,
    doc="One person.",
    fields=(
        Field("name", Line(), "The name as the desk writes it.", Presence.GIVEN),
        Field("family_name", Line(), "The family name, by which lists are sorted.", Presence.STATED),
        Field("given_name", Line(), "The given name.", Presence.STATED),
        Field("country", CountryCode(), "The country served, ISO 3166-1 alpha-2.", Presence.STATED),
        Field("memberships", ListOf(MEMBERSHIP), "Offices held.", Presence.STATED, empty=()),
        OTHER_NAMES,
        Field(
            "distinct_from", ListOf(Id("a person"), one=True, once="value"), "People with whom this one is confused."
        ),
        Field("identifiers", IDENTIFIERS, "Who this is elsewhere.", to="wikidata"),
        NOTE,
    ),
)

ORGANIZATION = entry_block(
    make=model.Organization,
    doc="A ministry, agency, news outlet, wire service or host body.",
    fields=(
        Field("name", Line(), "The name as the desk writes it.", Presence.GIVEN),
        Field("classification", Choice(model.Classification), "What sort of body it is.", Presence.GIVEN),
        Field("short_name", Line(), "A shorter name, for lists."),
        Field("country", CountryCode(), "Its country, ISO 3166-1 alpha-2."),
        Field("parent", Id("an organization"), "The body it is part of."),
        OTHER_NAMES,
        Field("url", WebAddress(), "Its own site."),
        NOTE,
    ),
)

TOPIC = entry_block(
    make=model.Topic,
    doc="A topic with its scope.",
    fields=(
        Field("name", Line(), "The topic, as a heading.", Presence.GIVEN),
        Field("scope", Prose(), "What belongs to it and what does not.", Presence.GIVEN),
        Field("parent", Id("a topic"), "The wider topic."),
        Field("related", ListOf(Id("a topic"), one=True, once="value"), "Topics next to it."),
        OTHER_NAMES,
    ),
)

SERIES_MEMBER = Block(
    make=model.SeriesMember,
    doc="A post whose holders meet.",
    fields=(
        Field("role", Line(), "The office.", Presence.GIVEN),
        Field("organization", Id("an organization"), "Where it is held.", Presence.GIVEN),
    ),
    is_fact=False,
)

SERIES = entry_block(
    make=model.Series,
    doc="A recurring format.",
    fields=(
        Field("name", Line(), "The format, as a heading.", Presence.GIVEN),
        Field("kind", Choice(model.MeetingKind), "What sort of meeting it is."),
        Field("short_name", Line(), "A shorter name, for lists."),
        Field("members", ListOf(SERIES_MEMBER, once="value"), "The posts whose holders meet."),
        Field("since", When(), "When it first met."),
        NOTE,
    ),
)

WORDING_TRACK = entry_block(
    make=model.WordingTrack,
    doc="How one phrase develops from meeting to meeting.",
    fields=(
        Field("name", Line(), "The track, as a heading.", Presence.GIVEN),
        Field("of", Line(), "What the words are about.", Presence.GIVEN),
        Field("topic", Id("a topic"), "The topic it belongs to."),
        Field("caution", Prose(), "What a reader should beware of."),
    ),
)

COUNTRY = entry_block(
    make=model.CountryEntry,
    doc="A country with a page.",
    fields=(
        Field("name", Line(), "The desk's name for it, instead of CLDR's."),
        Field(
            "metonyms", ListOf(Line(), one=True, once="value"), "Words that stand for its government; they never link."
        ),
        OTHER_NAMES,
        NOTE,
    ),
)

PAGE = entry_block(
    make=model.Page,
    doc="A Markdown page of the desk.",
    fields=(
        Field("title", Line(), "The heading.", Presence.GIVEN),
        Field("description", Line(), "One line on what it says."),
        Field("updated", When(), "When it was last changed."),
    ),
)
