"""How other pages refer to a meeting: as a row of a list, as a series, as a place where something stands."""

from __future__ import annotations

import msgspec

from ..model import Meeting
from ..relate.reports import sources_of
from ..views import Link, MeetingRow, Sigil
from . import sourcing, urls, words
from .apparatus import Apparatus
from .desk import Desk


def meeting_row(desk: Desk, meeting: Meeting, role: str = "", sigils: tuple[Sigil, ...] = ()) -> MeetingRow:
    """A meeting in a list, with the letters of its sources, if any are wished for."""
    row = desk.once(_plain_row, meeting)
    return msgspec.structs.replace(row, sigils=sigils, role=role) if sigils or role else row


def _plain_row(desk: Desk, meeting: Meeting) -> MeetingRow:
    evidence, flag = sourcing.evidence(desk, meeting)
    return MeetingRow(
        name=words.headline(meeting.name),
        path=urls.path_of("meetings", meeting.id),
        when=desk.when(meeting),
        place=words.place_name(meeting),
        series=series_link(desk, meeting),
        evidence=flag or evidence,
        flagged=bool(flag),
        sigils=(),
        role="",
    )


def own_sigils(desk: Desk, meeting: Meeting) -> tuple[Sigil, ...]:
    """The letters that the sources of a meeting's statements have on its own page."""
    return sigils_on(desk.apparatus(urls.path_of("meetings", meeting.id), desk.sources_on(meeting)), meeting)


def sigils_on(page: Apparatus, meeting: Meeting) -> tuple[Sigil, ...]:
    """The letters that they have on another page."""
    return tuple(page.sigil(name) for name in sources_of(meeting))


def series_link(desk: Desk, meeting: Meeting) -> Link:
    """The series of a meeting by its short name, or what kind of meeting it is."""
    series = desk.library.series.get(meeting.series) if meeting.series else None
    if series is None:
        return Link(text=words.capital(meeting.kind.value), path="")
    return Link(text=series.short_name or series.name, path=urls.path_of("series", series.id))


def place_link(desk: Desk, kind: str, id: str, anchor: str = "", label: str = "") -> Link:
    """A link to a place of a page, called as readers know it."""
    entry = getattr(desk.library, kind).get(id)
    name = desk.once(_called, entry) if isinstance(entry, Meeting) else urls.name_of(entry) if entry else id
    return Link(text=f"{name}: {label}" if label else name, path=urls.path_of(kind, id, anchor))


def _called(desk: Desk, meeting: Meeting) -> str:
    """A meeting by place and date."""
    return f"{words.place_name(meeting)}, {desk.when(meeting).short}"
