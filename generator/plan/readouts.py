"""Who says what: the accounts of several sides laid beside each other, statement by statement.

It decides which sides have a column, in which order, and when the comparison says something. It judges no silence: a
cell is empty because the sources held have nothing there.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..markup import words_of
from ..model import (
    Cite,
    Library,
    Meeting,
    NameOrText,
    OrganizationId,
    PersonId,
)
from ..relate.attribution import Word, is_own_text
from ..views import Chip, Link, ReadoutRow, Readouts, Statement
from . import words
from .apparatus import Apparatus, passages_of
from .desk import Desk
from .sourcing import is_reporter
from .statements import matches_in, word_speaker

LEAST_SIDES = 2
LEAST_STATEMENTS = 2
"""Of one side, or of one statement, the line under each statement says it all."""

SHORT = 72
"""Characters of a statement that name its row; the whole stands above."""

Said = Mapping[Word, tuple[Cite, ...]]
"""The cites of one statement by the word they stand on."""


def readouts(desk: Desk, meeting: Meeting, statements: tuple[Statement, ...], page: Apparatus) -> Readouts | None:
    """The comparison, for a meeting of several statements of which two sides at least tell some; else None."""
    said = list(desk.behind(meeting))
    sides = _sides(desk.library, meeting, said)
    if len(sides) < LEAST_SIDES or len(said) < LEAST_STATEMENTS:
        return None
    columns: tuple[Word, ...] = (*sides, None) if any(None in one for one in said) else sides
    return Readouts(
        columns=tuple(_column(desk.library, word, said) for word in columns),
        rows=tuple(
            ReadoutRow(
                statement=_in_few_words(statement),
                number=statement.number,
                cells=tuple(_chips(desk, meeting, number, one.get(word, ()), page) for word in columns),
            )
            for number, (statement, one) in enumerate(zip(statements, said, strict=True))
        ),
    )


def _sides(library: Library, meeting: Meeting, said: list[Said]) -> tuple[NameOrText, ...]:
    """Who is named: country by country those of the countries at the table, then all others; each by first use."""
    named = tuple(dict.fromkeys(word for one in said for word in one if word))
    people = (library.people.get(one.person) for one in meeting.participants)
    present = {person.country for person in people if person}
    at_table = [country for country in (_country(library, word) for word in named) if country and country in present]
    place = {country: number for number, country in reversed(list(enumerate(at_table)))}
    return tuple(sorted(named, key=lambda word: place.get(_country(library, word) or "", len(named))))


def _country(library: Library, word: NameOrText) -> str | None:
    """The country a person or an organization speaks for; None for one that reports, whatever country it is in."""
    one = library.organizations.get(OrganizationId(word.id)) or library.people.get(PersonId(word.id))
    return one.country if one and not is_reporter(library, word) else None


def _column(library: Library, word: Word, said: list[Said]) -> Link:
    """A side by its short name, with how many statements are on its word and whether in a text of its own."""
    cites = [one[word] for one in said if word in one]
    counted = words.count(len(cites), "statement")
    if word is None:
        return Link(text="", path="", note=counted)
    sources = {cite.source: library.sources.get(cite.source) for some in cites for cite in some}
    own = {source is not None and is_own_text(library, source, word) for source in sources.values()}
    held = {frozenset({True}): "own text", frozenset({False}): "as relayed"}.get(frozenset(own), "partly own text")
    speaker = word_speaker(library, word)
    return Link(text=speaker.text, path=speaker.path, note=f"{counted}, {held}")


def _in_few_words(statement: Statement) -> Link:
    """A statement by its first words."""
    return Link(text=first_words(words_of(statement.html), SHORT), path=f"#{statement.id}")


def _chips(desk: Desk, meeting: Meeting, number: int, cites: tuple[Cite, ...], page: Apparatus) -> tuple[Chip, ...]:
    """The citations of one cell; each leads to the passage as it stands beside this statement."""
    one = desk.blocks("meetings", meeting)["points", number, "text"]
    return tuple(page.chip_to(cite, matches_in(desk, one, cite, page)) for cite in passages_of(cites))


def first_words(text: str, length: int) -> str:
    """A text, or as many of its first words as fit; a quotation that is broken off is closed after the dots."""
    if len(text) <= length:
        return text
    head = text[: length + 1].rpartition(" ")[0] or text[:length]
    head = f"{head.rstrip(' ,;:–“')}\N{NO-BREAK SPACE}…"
    return f"{head}”" if head.count("“") > head.count("”") else head
