"""Long lists of a page, such as all statements on a topic, on pages of their own."""

from __future__ import annotations

from ..model import Value
from .basics import NO_LINK, Link
from .entries import MetRow
from .evidence import KeyEntry
from .home import OpenQuestion
from .lines import Matrix
from .lists import Bar
from .page import PageBase
from .rows import CommitmentRow, MeetingRow, Mention, Neighbour, PersonRow, QuoteRow, Related, SourceRow
from .wording import Track


class Rows(Value):
    """What a list shows: rows of one of these kinds."""

    meetings: tuple[MeetingRow, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[QuoteRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    met: tuple[MetRow, ...] = ()
    names: tuple[Link, ...] = ()
    passages: tuple[Related, ...] = ()
    commitments: tuple[CommitmentRow, ...] = ()
    tracks: tuple[Track, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()


class RowGroup(Value):
    """Rows under a title; `more` leads to the rest of them."""

    title: str
    anchor: str
    rows: Rows
    more: Link = NO_LINK


class ListView(PageBase, tag="list"):
    """A list of another page, `of`: all of it, or one page of it."""

    of: Link
    heading: str
    lead: str
    groups: tuple[RowGroup, ...]
    key: tuple[KeyEntry, ...] = ()
    bar: Bar | None = None
    previous: Neighbour | None = None
    next: Neighbour | None = None
