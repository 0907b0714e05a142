"""What is said of a meeting: when and where, who came, the points reported, and the desk's judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .. import model
from ..codes import finding
from ..diagnostics import Diagnostic
from ..model import DateBasis, Meeting, Participant, PersonId, WordingUse
from ..yamldoc import Node, Scalar
from .block import Absent, Block, Field, Given, Presence
from .common import NOTE, dates_in_order, entry_block
from .fields import Choice, CountryCode, Flag, Id, IdOrText, LanguageTag, Line, Prose, WebAddress, When, Whole
from .references import CITES, POINT_CITES, BasisForm, CiteForm, PointForm, PointIdForm
from .several import BlocksByName, ListOf
from .sheet import BAD, Json, Reading, Sheet

ONLY_COMMITMENTS = ("parties", "due", "state", "state_cite")
MAY_FOLLOW = frozenset({"commitment", "agreement", "position"})

NO_SPEAKER = Absent(
    "S132",
    "point does not say on whose word it stands",
    "write according_to: with the id of a person or organization, such as kr-mofa, or unstated",
)
NO_CONFIDENCE = Absent(
    "S133",
    "assessment does not say how sure the desk is",
    "write confidence: low, moderate or high",
)
NO_BASIS = Absent(
    "S134",
    "assessment does not say what it rests on",
    "write rests_on: with points and cites, such as [stern, kh-20240223#p7]",
)


def _basis_is_one_thing(given: Given) -> Iterator[Diagnostic]:
    forms = "words: and cite:, or external: with how the desk knows"
    if given.has("words") or given.has("cite"):
        for one, other in (("words", "cite"), ("cite", "words")):
            if not given.has(one):
                yield finding(
                    "S141", given.key_at(other), f"date basis has '{other}' without '{one}'", f"write {forms}"
                )
        for extra in ("external", "url"):
            if given.has(extra):
                message = f"date basis has '{extra}' beside words of a source"
                yield finding("S141", given.key_at(extra), message, f"keep one of the two: {forms}")
    elif not given.has("external"):
        yield finding(
            "S141", given.sheet.at(given.node), "date basis says nothing of how the date is known", f"write {forms}"
        )


DATE_BASIS = Block(
    make=model.DateBasis,
    doc="How the date is known: words of a source, or something outside the sources.",
    fields=(
        Field("words", Line(), "The words of the source that give the date, verbatim."),
        Field("cite", CiteForm(), "The paragraph in which they stand."),
        Field("external", Line(), "How the date is known where no source gives it."),
        Field("url", WebAddress(), "Where that can be looked up."),
    ),
    rules=(_basis_is_one_thing,),
    is_fact=False,
)

PARTICIPANT_BLOCK = Block(
    make=Participant,
    doc="A person who came, where more is to be said than who.",
    fields=(
        Field("person", Id("a person"), "The person's id.", Presence.GIVEN),
        Field("as", Line(), "The role in this meeting, instead of the office held on the day.", to="role"),
    ),
)


class ParticipantForm:
    """A person's id, or a block with the role."""

    def read(self, node: Node, sheet: Sheet) -> Reading[object]:
        if not isinstance(node, Scalar):
            return (yield from PARTICIPANT_BLOCK.read(node, sheet))
        person = yield from Id("a person").read(node, sheet)
        return BAD if person is BAD else Participant(person=PersonId(person))

    def schema(self) -> dict[str, Json]:
        return {"anyOf": [Id("a person").schema(), PARTICIPANT_BLOCK.schema()]}


PEOPLE = ListOf(ParticipantForm(), once="person")


def _fields_fit_kind(given: Given) -> Iterator[Diagnostic]:
    kind = given.values.get("kind")
    if kind is None:
        return
    if kind is not model.PointKind.COMMITMENT:
        for name in ONLY_COMMITMENTS:
            if given.has(name):
                message = f"'{name}' belongs to a commitment, and this point is of kind '{kind}'"
                yield finding("S135", given.key_at(name), message, "write kind: commitment, or delete the field")
    if str(kind) not in MAY_FOLLOW and given.has("follows"):
        message = f"a point of kind '{kind}' cannot follow an earlier one"
        hint = "only a commitment, an agreement or a position follows another"
        yield finding("S135", given.key_at("follows"), message, hint)


POINT = Block(
    make=model.Point,
    doc="One reported statement, and on whose word.",
    fields=(
        Field("id", PointIdForm(), "The point's name in this meeting; part of its address.", Presence.GIVEN),
        Field(
            "text",
            Prose(),
            "What was said or done. Words in double quotation marks stand so in a cite.",
            Presence.GIVEN,
        ),
        Field("kind", Choice(model.PointKind), "What sort of statement it is.", Presence.GIVEN),
        Field(
            "according_to",
            Id("a person or organization"),
            "The person or organization on whose word it is reported, or unstated.",
            Presence.GIVEN,
            absent=NO_SPEAKER,
        ),
        Field("cite", POINT_CITES, "The paragraph or paragraphs it rests on.", Presence.GIVEN),
        Field("topics", ListOf(Id("a topic"), once="value"), "Topics of this point alone."),
        Field("parties", ListOf(Id("a party"), once="value"), "Who is committed: countries, organizations or people."),
        Field("due", When(), "When the commitment falls due."),
        Field("state", Choice(model.CommitmentState), "What has become of the commitment."),
        Field("state_cite", CITES, "The paragraph that tells what has become of it."),
        Field(
            "follows", ListOf(PointForm(), one=True, once="value"), "Earlier points that this one renews or changes."
        ),
        NOTE,
    ),
    rules=(_fields_fit_kind,),
)

QUOTE = Block(
    make=model.Quote,
    doc="Words a person or organization is quoted as saying.",
    fields=(
        Field("by", Id("a person or organization"), "Who said them.", Presence.GIVEN),
        Field("text", Prose(), "The words, in double quotation marks.", Presence.GIVEN),
        Field("cite", CITES, "The paragraph in which they are quoted.", Presence.GIVEN),
        Field("as", Line(), "The role in which they were said.", to="role"),
        Field("according_to", Id("a person or organization"), "On whose word they are reported."),
        NOTE,
    ),
)


def _original(text: str, language: str) -> tuple[str, str]:
    return text, language


ORIGINAL = Block(
    make=_original,
    doc="The words in the language in which they were said.",
    fields=(
        Field("text", Line(), "The words.", Presence.GIVEN),
        Field("language", LanguageTag(), "Their language, as BCP 47.", Presence.GIVEN),
    ),
    is_fact=False,
)


def _wording_use(original: tuple[str, str] | None = None, **fields: object) -> WordingUse:
    words, language = original or (None, None)
    make: Callable[..., WordingUse] = WordingUse
    return make(original=words, original_language=language, **fields)


WORDING_USE = Block(
    make=_wording_use,
    doc="The words this meeting adds to a wording track.",
    fields=(
        Field("text", Line(), "The phrase, verbatim.", Presence.GIVEN),
        Field("cite", CITES, "The paragraph in which it stands.", Presence.GIVEN),
        Field("of", Line(), "What the words are about."),
        Field("according_to", Id("a person or organization"), "Who issued the words."),
        Field("english_by", Id("a person or organization"), "Whose English it is."),
        Field("original", ORIGINAL, "The words in their own language."),
        NOTE,
    ),
)

ASSESSMENT = Block(
    make=model.Assessment,
    doc="A judgement of the desk, kept apart from what is reported.",
    fields=(
        Field("text", Prose(), "The judgement.", Presence.GIVEN),
        Field("confidence", Choice(model.Confidence), "How sure the desk is.", Presence.GIVEN, absent=NO_CONFIDENCE),
        Field(
            "rests_on",
            ListOf(BasisForm(), one=True, once="value"),
            "The points and paragraphs it rests on.",
            Presence.GIVEN,
            absent=NO_BASIS,
        ),
    ),
)

READING = Block(
    make=model.Reading,
    doc="What some of the sources say on a question.",
    fields=(
        Field("text", Prose(), "What they say.", Presence.GIVEN),
        Field("cite", CITES, "Where they say it.", Presence.GIVEN),
        Field("followed", Flag(), "Whether the page follows it; the question is then no longer listed as open."),
    ),
    is_fact=False,
)

DISAGREEMENT = Block(
    make=model.Disagreement,
    doc="A question on which the sources differ or fall silent.",
    fields=(
        Field("question", Line(), "The question.", Presence.GIVEN),
        Field("readings", ListOf(READING), "What the sources say, one by one.", Presence.GIVEN),
        Field("resolution", Prose(), "Which reading the page follows, and why.", Presence.GIVEN),
    ),
)

CORRECTION = Block(
    make=model.Correction,
    doc="A correction readers are told of.",
    fields=(
        Field("date", When(), "When it was made.", Presence.GIVEN),
        Field("text", Prose(), "What was wrong and is right now.", Presence.GIVEN),
    ),
    is_fact=False,
)


def _date_has_basis(given: Given) -> Iterator[Diagnostic]:
    """A date not known needs no basis, and one worked out has its reason in `inferred`."""
    settled = "date" in given.inferred or "date_basis" in given.unknown
    if given.has("date") and not given.has("date_basis") and not settled:
        hint = "write date_basis: with the words: of a source and their cite:, or external: with how the desk knows"
        yield finding(
            "S102", given.key_at("date"), "'date_basis' is missing: the date does not say how it is known", hint
        )


def _meeting(date_basis: DateBasis | None = None, **fields: object) -> Meeting:
    """A date worked out by the desk, and one that is not known, have no basis."""
    make: Callable[..., Meeting] = Meeting
    return make(date_basis=date_basis, **fields)


MEETING = entry_block(
    make=_meeting,
    doc="One meeting, call, visit or statement.",
    fields=(
        Field("name", Line(), "The name of the meeting, as a heading.", Presence.GIVEN),
        Field("short_name", Line(), "A shorter name, for lists."),
        Field("kind", Choice(model.MeetingKind), "What sort of meeting it is.", Presence.GIVEN),
        Field("status", Choice(model.Status), "Whether readers see it.", Presence.GIVEN),
        Field("date", When(), "The day, or as much of the date as is known, as EDTF.", Presence.STATED),
        Field("date_basis", DATE_BASIS, "How the date is known."),
        Field("end_date", When(), "The last day, where there are several."),
        Field("place", Line(), "The city or site.", Presence.STATED),
        Field("place_cite", CITES, "The paragraph that names the place."),
        Field("country", CountryCode(), "The country of the place, ISO 3166-1 alpha-2.", Presence.STATED),
        Field("sidelines_of", IdOrText(), "The larger event at which it was held: a meeting's id, or plain words."),
        Field("part_of", Id("a meeting"), "The meeting of which this was a part."),
        Field("series", Id("a series"), "The recurring format it belongs to."),
        Field("ordinal", Whole(), "Its number in the series."),
        Field("ordinal_cite", CITES, "The paragraph that gives the number."),
        Field("participants", PEOPLE, "Who took part; offices are looked up on the day.", Presence.STATED, empty=()),
        Field("hosts", ListOf(Id("a host"), once="value"), "Who hosted it: countries, organizations or people."),
        Field("absent", PEOPLE, "Who was expected and did not come."),
        Field("topics", ListOf(Id("a topic"), once="value"), "What it was about.", Presence.STATED, empty=()),
        Field("summary", Prose(), "About 60 words, the bottom line first, a cite in each sentence.", Presence.GIVEN),
        Field("points", ListOf(POINT, once="id"), "What was reported, point by point.", Presence.GIVEN),
        Field("quotes", ListOf(QUOTE), "Words quoted at some length."),
        Field("wording", BlocksByName(Id("a wording track"), WORDING_USE, "track"), "Phrases followed over time."),
        Field("assessment", ListOf(ASSESSMENT), "What the desk makes of it."),
        Field("disagreements", ListOf(DISAGREEMENT), "Where the sources differ."),
        Field("corrections", ListOf(CORRECTION), "Corrections since publication."),
        NOTE,
        Field("reviewed_by", Line(), "Who on the desk checked the page."),
        Field("reviewed_on", When(), "When it was checked."),
        Field("updated", When(), "When it was last changed in substance."),
    ),
    rules=(_date_has_basis, dates_in_order("date", "end_date")),
)
