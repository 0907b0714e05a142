"""How other pages refer to a meeting: as a row of a list, as a series, as a place where something stands."""

from __future__ import annotations

from ..model import Meeting
from ..relate.reports import sources_of
from ..views import Link, MeetingRow
from . import sourcing, urls, words
from .apparatus import Apparatus
from .desk import Desk


def meeting_row(desk: Desk, meeting: Meeting, role: str = "", page: Apparatus | None = None) -> MeetingRow:
    """A meeting in a list. The letters of its sources are its own page's."""
    own = page or desk.apparatus(urls.path_of("meetings", meeting.id), desk.sources_on(meeting))
    evidence, flag = sourcing.evidence(desk, meeting)
    return MeetingRow(
        name=words.headline(meeting.name),
        path=urls.path_of("meetings", meeting.id),
        when=desk.when(meeting),
        place=words.place_name(meeting),
        series=series_link(desk, meeting),
        evidence=flag or evidence,
        flagged=bool(flag),
        sigils=tuple(own.sigil(name) for name in sources_of(meeting)),
        role=role,
    )


def series_link(desk: Desk, meeting: Meeting) -> Link:
    """The series of a meeting by its short name, or what kind of meeting it is."""
    series = desk.library.series.get(meeting.series) if meeting.series else None
    if series is None:
        return Link(text=words.capital(meeting.kind.value), path="")
    return Link(text=series.short_name or series.name, path=urls.path_of("series", series.id))


def place_link(desk: Desk, kind: str, id: str, anchor: str = "", label: str = "") -> Link:
    """A link to a place of a page, called as readers know it."""
    entry = getattr(desk.library, kind).get(id)
    if isinstance(entry, Meeting):
        date = desk.when(entry).short
        name = f"{words.place_name(entry)}, {date}"
    else:
        name = urls.name_of(entry) if entry else id
    return Link(text=f"{name}: {label}" if label else name, path=urls.path_of(kind, id, anchor))
