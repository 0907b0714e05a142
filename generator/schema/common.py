"""Fields and rules that several kinds of entry share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .. import model
from ..codes import finding
from ..dates import Edtf
from ..diagnostics import Diagnostic, Note
from .block import Block, Field, Given, Presence, Rule
from .fields import Id, LanguageTag, Line, Prose, When
from .references import AcceptForm
from .several import ListOf, PairsOf

ENTRY_FIELDS = (
    Field("aliases", ListOf(Id("an entry"), once="value"), "Former ids; a redirect is left at each."),
    Field("accept", PairsOf(AcceptForm(), Line()), "Warnings the desk has decided about, each with the reason."),
)


def dates_in_order(start: str, end: str) -> Rule:
    """A rule: the end must not lie before the start, as far as both are known."""

    def check(given: Given) -> Iterator[Diagnostic]:
        first, last = given.values.get(start), given.values.get(end)
        if not (isinstance(first, Edtf) and isinstance(last, Edtf)):
            return
        if first.earliest is not None and last.latest is not None and last.latest < first.earliest:
            message = f"'{end}' {last.text} lies before '{start}' {first.text}"
            notes = (Note(given.at(start), "the start"),)
            yield finding("D108", given.at(end), message, "correct one of the two", notes)

    return check


OTHER_NAME = Block(
    make=model.AlternativeName,
    doc="Another name of the same person, body or topic.",
    fields=(
        Field("name", Line(), "The name as it is written.", Presence.GIVEN),
        Field("language", LanguageTag(), "The language of the name, as BCP 47."),
        Field("start_date", When(), "When the name came into use."),
        Field("end_date", When(), "When the name went out of use."),
        Field("note", Line(), "What a reader should know of the name."),
    ),
    rules=(dates_in_order("start_date", "end_date"),),
    is_fact=False,
)

OTHER_NAMES = Field("other_names", ListOf(OTHER_NAME, once="value"), "Other names, with language and time of use.")
NOTE = Field("note", Prose(), "What a reader should know besides.")


def entry_block(
    make: Callable[..., object], doc: str, fields: tuple[Field, ...], rules: tuple[Rule, ...] = ()
) -> Block:
    """A block with a file of its own: its fields, and those of every entry."""
    return Block(make=make, doc=doc, fields=fields + ENTRY_FIELDS, rules=rules)
