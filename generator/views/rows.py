"""Rows of lists and tables that several pages show."""

from __future__ import annotations

from ..model import Value
from .basics import NO_HTML, NO_LINK, Doubt, Html, Link, When
from .evidence import Chip, Sigil


class Attended(Value):
    """A square of one meeting; neither if the sources do not name the person."""

    present: bool
    absent: bool


class PersonRow(Value):
    person: Link
    role: str
    remark: str
    country: str
    country_name: str
    attendance: tuple[Attended, ...]
    attendance_label: str


class HistoryStep(Value):
    """An earlier or later step of a commitment: the words it relies on, or its own where `matched` is False.

    `quoted`: somebody is quoted with the words; otherwise they are the outlet's own.
    """

    meeting: Link
    when: str
    words: str
    matched: bool
    quoted: bool
    chips: tuple[Chip, ...]


class CommitmentRow(Value):
    """A commitment with what it follows. `label` is generated: New in this record, Third meeting running.

    `verb` is the source's own, and `html` follows it. `earlier_unshown` and `later_unshown` say how many steps the
    lists leave out.
    """

    id: str
    verb: str
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
    earlier_unshown: str = ""
    later_unshown: str = ""


class QuoteRow(Value):
    """Words somebody is quoted with. `relayed` says how they reached us; `doubts` what of it is inferred."""

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
    doubts: tuple[Doubt, ...]
    note: Html
    language: str = ""


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


class CorrectionRow(Value):
    """What was changed on a meeting's page, and when. `id` is the place here; `meeting` leads to the other place."""

    id: str
    date: str
    meeting: Link
    text: str


class Neighbour(Value):
    direction: str
    title: str
    path: str
    when: str


class Mention(Value):
    """A sentence of a page that mentions an entry. `before`: what stands before it there, if its first words point back
    to that.
    """

    page: Link
    html: Html
    before: Html = NO_HTML


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
    """A titled list of links beside a page; `more` leads to the rest of them."""

    title: str
    links: tuple[Link, ...]
    more: Link = NO_LINK


class FactRow(Value):
    """A labelled fact; `doubt` is the reason where it is inferred, or "not stated".

    `apart`: each link is a line of its own, after its note ("Foreign Minister, Japan’s Foreign Ministry").
    """

    label: str
    links: tuple[Link, ...]
    doubt: str = ""
    apart: bool = False


class More(Value):
    """From the lists of a page that shows a part of them to the whole; a link's note is how many entries that has.

    Each has the name of the view's field that holds the rows; NO_LINK where they are all there are.
    """

    meetings: Link = NO_LINK
    statements: Link = NO_LINK
    quotes: Link = NO_LINK
    on_word: Link = NO_LINK
    met: Link = NO_LINK
    mentions: Link = NO_LINK
    passages: Link = NO_LINK
    people: Link = NO_LINK
    sources: Link = NO_LINK
    tracks: Link = NO_LINK
    matrix: Link = NO_LINK
    parts: Link = NO_LINK
    questions: Link = NO_LINK


NOTHING_MORE = More()
"""Of a page that shows its lists whole."""
