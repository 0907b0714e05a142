"""Words of the pages that are not the analyst's: dates in words, counts, quotation marks set as print does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec
from markupsafe import escape

from .. import dates
from ..dates import BasisOutcome, Edtf, check_basis
from ..model import Classification, Fact, Library, Meeting, Membership, Organization, Relation, Source
from ..text import quotations_in
from ..views import Doubt, Html, Known, Mark, When

RELATIONS = {
    Relation.VERBATIM: "verbatim copy",
    Relation.EDITED: "edited copy",
    Relation.REWRITE: "rewrite",
    Relation.TRANSLATION: "translation",
    Relation.SUMMARY: "summary",
    None: "copy",
}
"""What a source is to the one it was made from."""

ORGANIZATIONS = {Classification.WIRE: "News agency", Classification.OUTLET: "News outlet"}
"""What readers call a sort of organization that the desk has a shorter word for."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_FULL_DATE = re.compile(r"\b\d{4}\b")
_COMPOUND = re.compile(r"\b\w+–\w+\b")


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 source", "2 sources"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_words(number: int) -> str:
    """A number as a word: "two"; from eleven on in figures."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def count_in_words(number: int, one: str, many: str = "") -> str:
    """A number as a word with its noun: "one source", "two sources"."""
    return f"{in_words(number)} {one if number == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """A place in a row: "third"; from eleventh on in figures."""
    if number < len(_ORDINALS):
        return _ORDINALS[number]
    teens = number // 10 % 10 == 1
    suffix = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def capital(text: str) -> str:
    """With its first letter a capital one."""
    return text[:1].upper() + text[1:]


def unbroken(text: str) -> str:
    """On one line, whatever the width: "561 words", "3 Aug 2023"."""
    return text.replace(" ", "\u00a0")


_FROM_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def sort_of(one: Organization) -> str:
    """What sort of organization one is."""
    return ORGANIZATIONS.get(one.classification, capital(one.classification.value))


def isolated(name: str) -> str:
    """A name for the middle of a sentence: one with letters that run from right to left is set apart by the two signs
    of Unicode that keep what stands beside it in its order. They work in attributes too, where no element can.
    """
    apart = name.isascii() or not _FROM_RIGHT_TO_LEFT.search(name) or name.startswith("\u2068")
    return name if apart else f"\u2068{name}\u2069"


LONGEST_NAME = 120
"""Characters of a name in the title of a window, in a list of hits elsewhere, or read out when a page opens."""


def brief(name: str) -> str:
    """A name for the head of a page, where what follows it must still be seen: cut at a word if it is very long."""
    if len(name) <= LONGEST_NAME:
        return isolated(name)
    whole_words = name[:LONGEST_NAME].rpartition(" ")[0] or name[:LONGEST_NAME]
    return isolated(f"{whole_words.rstrip(' ,.;:')} …")


def listing(items: tuple[str, ...] | list[str], last: str = "and") -> str:
    """Several things in a sentence: "a, b and c"."""
    apart = [isolated(one) for one in items]
    return apart[0] if len(apart) == 1 else f"{', '.join(apart[:-1])} {last} {apart[-1]}" if apart else ""


_INSTITUTIONS = re.compile(
    r"\b(agency|assembly|authority|board|bureau|cabinet|commission|committee|council|department|government|ministry|"
    r"office|parliament|secretariat|senate)\b",
    re.IGNORECASE,
)
_GENITIVE = re.compile(r"['’]s? ")


def some(items: Sequence[str], most: int, other: str = "other") -> str:
    """The same of many things: "a, b and 3 others"."""
    if len(items) <= most:
        return listing(list(items))
    return listing([*items[: most - 1], count(len(items) - most + 1, other)])


def with_article(name: str) -> str:
    """An organization's name inside a sentence: "the US State Department", "South Korea’s Foreign Ministry", "Reuters".

    The article stands before names that say what the institution is; one that begins with a genitive has no need of it.
    """
    institution = _INSTITUTIONS.search(name)
    if institution is None or " " not in name or "(" in name or name.lower().startswith(("the ", "a ", "an ")):
        return name
    return name if _GENITIVE.search(name[: institution.start()]) else f"the {name}"


@lru_cache(maxsize=8192)
def typeset(text: str) -> str:
    """Plain text with curly marks where the analyst typed straight ones."""
    parts, position = [], 0
    for quote in quotations_in(text):
        parts += [text[position : quote.start - 1], "“", text[quote.start : quote.end], "”"]
        position = quote.end + 1
    parts.append(text[position:])
    return re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", "’", "".join(parts))


def headline(text: str) -> Html:
    """A headline: quoted words are not marked here, en-dash compounds stay on one line."""
    safe = str(escape(typeset(text)))
    return Html(markup=_COMPOUND.sub(lambda match: f'<span class="nb">{match[0]}</span>', safe))


LONG_TITLE = 120
"""A longer title is set smaller on phones, or it would fill their first screen."""


def is_long_title(text: str) -> bool:
    """Whether a title is set smaller on phones."""
    return len(text) > LONG_TITLE


def doubts(fact: Fact, *hidden: str) -> tuple[Doubt, ...]:
    """What a block says of its own fields, but for those shown elsewhere."""
    inferred = [
        Doubt(field=label(one.field), known=Known.INFERRED, reason=typeset(one.reason))
        for one in fact.inferred
        if one.field not in hidden
    ]
    unknown = [Doubt(field=label(name), known=Known.UNKNOWN) for name in fact.unknown if name not in hidden]
    return (*inferred, *unknown)


_LABELS = {
    "according_to": "on whose word",
    "due": "due date",
    "end_reason": "reason of the end",
    "english_by": "whose English",
    "of": "what the words are about",
    "ordinal": "number in the series",
    "sidelines_of": "occasion",
}


def label(field: str) -> str:
    """A field's name as readers know it: "start_date" is "start date", "according_to" is "on whose word"."""
    return _LABELS.get(field, field.replace("_", " "))


def reason(fact: Fact, field: str) -> str:
    """Why a field is given although the sources do not say it; "" if it is not inferred."""
    inferred = fact.inferred
    if not inferred:  # of most facts
        return ""
    return next((typeset(one.reason) for one in inferred if one.field == field), "")


def doubt_of(fact: Fact, field: str) -> str:
    """The reason of an inferred field, "not stated" for an unknown one, or ""."""
    return "not stated" if field in fact.unknown else reason(fact, field)


@lru_cache(maxsize=8192)
def when(value: Edtf | None, known: Known = Known.PRINTED, note: str = "") -> When:
    """A date in words."""
    if value is None:
        return When(text="date not stated", short="undated", iso="", known=Known.UNKNOWN, note=note)
    return When(
        text=dates.long_text(value),
        short=dates.short_text(value),
        iso=iso(value),
        known=known,
        note=note,
    )


NOT_IN_SOURCES = frozenset({Known.INFERRED, Known.EXTERNAL})
"""How a date is known that no source held gives."""


def mark(value: Edtf | None, known: Known) -> Mark:
    """How a date is drawn; one in doubt as one that is inferred."""
    if value is None:
        return Mark.UNDATED
    sure = known not in NOT_IN_SOURCES and not (value.is_uncertain or value.is_approximate)
    if value.day:
        return Mark.DAY if sure else Mark.INFERRED_DAY
    return Mark.SPAN if sure else Mark.INFERRED_SPAN


def at_the_head(given: When) -> When:
    """The date as it stands at the beginning of a line."""
    return msgspec.structs.replace(given, text=capital(given.text))


def in_year(given: When, value: Edtf | None) -> When:
    """The date as it stands below the heading of its year."""
    return msgspec.structs.replace(given, short=dates.text_in_year(value)) if value else given


def iso(value: Edtf) -> str:
    """The date as HTML's datetime attribute takes it; "" if it cannot (an interval, an unspecified digit)."""
    plain = value.text.rstrip("?~%")
    return plain if re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?)?", plain) else ""


def meeting_when(meeting: Meeting, library: Library) -> When:
    """A meeting's date with the way it is known."""
    why = reason(meeting, "date")
    if meeting.date is None:
        return when(None)
    if why:
        return when(meeting.date, Known.INFERRED, why)
    basis = meeting.date_basis
    if basis is None:
        return when(meeting.date)
    if basis.external:
        return when(meeting.date, Known.EXTERNAL, typeset(basis.external))
    source = library.sources.get(basis.cite.source) if basis.cite else None
    finding = check_basis(basis.words, source.issued if source else None, meeting.date)
    if finding.outcome is not BasisOutcome.CONFIRMED or _FULL_DATE.search(basis.words):
        return when(meeting.date, Known.PRINTED)
    return when(meeting.date, Known.WORKED_OUT, f"{finding.explanation}.")


def source_when(source: Source) -> When:
    """A source's date of issue with the way it is known."""
    issued = source.issued
    if issued is None:
        return when(None)
    why = reason(source, "issued")
    return when(issued, Known.INFERRED if why else Known.PRINTED, why)


def period(office: Membership) -> str:
    """When an office was held, in words: "from January 2024", "to January 2024 (resigned)", "dates not stated"."""
    held = _held(office)
    return f"{held} ({typeset(office.end_reason)})" if office.end_reason else held


def _held(office: Membership) -> str:
    start = dates.long_text(office.start_date) if office.start_date else ""
    end = dates.long_text(office.end_date) if office.end_date else ""
    if start and end:
        return f"{start} to {end}"
    if start:
        return f"from {start}"
    return f"to {end}" if end else "dates not stated"


def place_name(meeting: Meeting) -> str:
    """What a meeting is called beside others of its series: its short name, place, or name."""
    return isolated(typeset(meeting.short_name or meeting.place or meeting.name))
