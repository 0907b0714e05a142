"""What is said of a captured article in its front matter. The text itself is never judged here, only pointed into."""

from __future__ import annotations

from collections.abc import Iterator

from .. import model
from ..codes import finding
from ..diagnostics import Diagnostic
from ..model import Skip
from ..yamldoc import Mapping, Node
from .block import Field, Given, Presence
from .common import entry_block
from .fields import Choice, Id, IdOrText, LanguageTag, Line, Pattern, WebAddress, When
from .references import StretchForm
from .several import PairsOf
from .sheet import BAD, Json, Reading, Sheet

OFFICIAL = frozenset(kind.value for kind in model.OFFICIAL_TYPES)
GRADE_HINT = "write a letter A to F for the source and a digit 1 to 6 for the information, such as B2"


class SkipForm:
    """`p14-p30: most-viewed videos`: stretches of page furniture, each with what it is."""

    pairs = PairsOf(StretchForm(), Line())

    def read(self, node: Node, sheet: Sheet) -> Reading[tuple[Skip, ...]]:
        pairs = yield from self.pairs.read(node, sheet)
        if pairs is BAD:
            return BAD
        stretches = [(stretch, reason) for stretch, reason in pairs if isinstance(stretch, tuple)]
        skips = [Skip(first=first, last=last, reason=str(reason)) for (first, last), reason in stretches]
        return tuple(sorted(skips, key=lambda skip: (skip.first, skip.last)))

    def schema(self) -> dict[str, Json]:
        return self.pairs.schema()


def _official_has_issuer(given: Given) -> Iterator[Diagnostic]:
    kind = given.values.get("type")
    if str(kind) in OFFICIAL and not given.has("issuer") and "issuer" not in given.unknown:
        hint = "give the body that issued it, or list it in unknown"
        yield finding("S102", given.at("type"), f"'issuer' is missing: the source is a {kind}", hint)


def _relation_has_origin(given: Given) -> Iterator[Diagnostic]:
    if given.has("relation") and not given.has("derived_from"):
        message = "'relation' says how the source was made, but not from which"
        yield finding("S142", given.key_at("relation"), message, "give derived_from, or delete relation")
    if given.has("derived_from") and not given.has("relation") and "relation" not in given.unknown:
        options = ", ".join(relation.value for relation in model.Relation)
        message = "'derived_from' names an origin, but not what was done to it"
        yield finding("S142", given.key_at("derived_from"), message, f"give relation, one of: {options}")


def _skips_stand_in_text(given: Given) -> Iterator[Diagnostic]:
    skips, node = given.values.get("skip", ()), given.node.get("skip")
    if not isinstance(skips, tuple) or not isinstance(node, Mapping):
        return
    places = {key.value: given.sheet.at(key) for key, _ in node.entries}
    count, end = len(given.sheet.paragraphs), 0
    for skip in skips:
        name = (
            f"p{skip.first}"
            if f"p{skip.first}" in places and skip.last == skip.first
            else f"p{skip.first}-p{skip.last}"
        )
        at = places.get(name, given.at("skip"))
        if skip.last > count:
            message = f"'{name}' goes beyond the text, which ends at p{count}"
            yield finding("S136", at, message, "count the lines that are not empty, from p1")
        elif skip.first <= end:
            yield finding("S136", at, f"'{name}' overlaps the stretch before it", "let each paragraph be skipped once")
        end = max(end, skip.last)


def _prefix_begins_text(given: Given) -> Iterator[Diagnostic]:
    prefix = given.values.get("strip_prefix")
    if not isinstance(prefix, str) or not given.sheet.paragraphs:
        return
    if not given.sheet.paragraphs[0].lstrip().startswith(prefix):
        hint = "copy from the first line exactly what the crawler put before the text"
        yield finding("S137", given.at("strip_prefix"), "'strip_prefix' does not stand at the start of p1", hint)


def _text_is_there(given: Given) -> Iterator[Diagnostic]:
    if not given.sheet.paragraphs:
        hint = "paste the captured text below the second line ---"
        yield finding("S143", given.sheet.at(given.node), "source has no text", hint)


SOURCE = entry_block(
    make=model.Source,
    doc="One captured article, readout, statement or document.",
    fields=(
        Field("title", Line(), "The headline, as captured.", Presence.STATED),
        Field("publisher", IdOrText(), "Who published it: the id of an organization, or plain words.", Presence.STATED),
        Field("issued", When(), "When it was published, as EDTF.", Presence.STATED),
        Field("author", Line(), "Who wrote it, as the byline has it."),
        Field("url", WebAddress(), "Where it was published."),
        Field("accessed", When(), "When the desk captured it."),
        Field("archive_url", WebAddress(), "Where an archived copy stands."),
        Field("language", LanguageTag(), "The language of the text, as BCP 47; the site's if not given."),
        Field("type", Choice(model.SourceType), "What sort of document it is; an article if not given."),
        Field("issuer", IdOrText(), "The body that issued an official text: an organization's id, or plain words."),
        Field("dateline", Line(), "Place (and date) at the head of the text."),
        Field("wire", Id("an organization"), "The wire service whose copy this is."),
        Field("derived_from", Id("a source"), "The source this one was made from."),
        Field("relation", Choice(model.Relation), "What was done to that source."),
        Field(
            "independent_of",
            PairsOf(Id("a source"), Line()),
            "Sources that look like copies of this one and are not, each with the reason.",
        ),
        Field(
            "rights", Choice(model.Rights), "How much of the text the site may show; the site's default if not given."
        ),
        Field("license", Line(), "The licence the text stands under."),
        Field("rights_note", Line(), "Why the text may be shown."),
        Field("rights_holder", Line(), "Who holds the rights."),
        Field(
            "grade",
            Pattern("[A-F][1-6]", "S124", "an Admiralty grade", GRADE_HINT),
            "Reliability of the source and credibility of the information, such as B2; never computed.",
        ),
        Field("descriptor", Line(), "One line on the source's access and slant."),
        Field("skip", SkipForm(), "Paragraphs that are page furniture, each stretch with what it is."),
        Field("strip_prefix", Line(), "What a crawler put before the first line of the text."),
    ),
    rules=(
        _official_has_issuer,
        _relation_has_origin,
        _skips_stand_in_text,
        _prefix_begins_text,
        _text_is_there,
    ),
)
