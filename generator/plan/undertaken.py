"""Commitments with their history across meetings."""

from __future__ import annotations

from collections.abc import Iterable

from .. import dates
from ..markup import plain
from ..model import Meeting, Point, PointRef
from ..relate.commitments import Undertaking, point_at
from ..text import Finding
from ..views import CommitmentRow, HistoryStep, Html, Link
from . import urls, words
from .apparatus import Apparatus
from .desk import Desk
from .room import of_series
from .statements import said, speaker


def of_meeting(desk: Desk, meeting: Meeting, page: Apparatus) -> tuple[CommitmentRow, ...]:
    """The commitments and agreements of a meeting, in the order of its points."""
    return tuple(row(desk, one, page) for one in desk.undertakings if one.meeting.id == meeting.id)


def row(desk: Desk, one: Undertaking, page: Apparatus) -> CommitmentRow:
    """A commitment with what it follows and what follows it."""
    number = one.meeting.points.index(one.point)
    here = page.path == urls.path_of("meetings", one.meeting.id)
    ref = PointRef(meeting=one.meeting.id, point=one.point.id)
    return CommitmentRow(
        id=f"commitment-{one.meeting.id}--{one.point.id}",
        html=said(desk, one.meeting, number, page, own=here),
        statement=Link(text=f"Statement {number + 1}", path=f"#{one.point.id}" if here else urls.point_path(ref)),
        meeting=urls.link_by_place(one.meeting),
        when=desk.when(one.meeting),
        parties=tuple(_party(desk, party) for party in one.point.parties),
        due=dates.long_text(one.point.due) if one.point.due else "",
        state=one.point.state.value if one.point.state else "",
        state_chips=page.chips(one.point.state_cite),
        label=_label(desk, one),
        history=_steps(desk, one.earlier, page),
        later=_steps(desk, one.later, page),
    )


def _party(desk: Desk, id: str) -> Link:
    found = urls.find(desk.library, id, ("countries", "organizations", "people"))
    return urls.link_to(desk.library, found[0], id) if found else speaker(desk.library, id)


def _label(desk: Desk, one: Undertaking) -> str:
    """New in this record; takes up an earlier one; third meeting running.

    That a point follows another is all the desk says of the two: whether it repeats it, readers see from the words.
    """
    before = list(dict.fromkeys(ref.meeting for ref in one.earlier))
    if not before:
        return "New in this record"
    series = [meeting.id for meeting in of_series(desk, one.meeting)]
    here = series.index(one.meeting.id) if one.meeting.id in series else -1
    if here >= len(before) and series[here - len(before) : here] == before and len(before) > 1:
        return f"{words.capital(words.ordinal(len(before) + 1))} meeting running in this record"
    if len(before) == 1:
        return "Takes up an earlier one"
    return f"{words.capital(words.ordinal(len(before) + 1))} time in this record"


def _steps(desk: Desk, refs: Iterable[PointRef], page: Apparatus) -> tuple[HistoryStep, ...]:
    found = ((ref, point_at(desk.library, ref)) for ref in refs)
    return tuple(_step(desk, ref, *where, page) for ref, where in found if where)


def _step(desk: Desk, ref: PointRef, meeting: Meeting, point: Point, page: Apparatus) -> HistoryStep:
    return HistoryStep(
        meeting=Link(text=words.place_name(meeting), path=urls.point_path(ref)),
        when=desk.when(meeting).short,
        words=_key_words(desk, meeting, point),
        chips=tuple(page.plain_chip(cite) for cite in point.cite[:1]),
    )


def _key_words(desk: Desk, meeting: Meeting, point: Point) -> Html:
    """The words the earlier point relies on: in quotation marks only if somebody is quoted."""
    number = meeting.points.index(point)
    for tie in desk.ties_of(desk.blocks("meetings", meeting)["points", number, "text"]):
        if tie.holds:
            marked = f'<span class="vb">{plain(words.typeset(tie.words)).markup}</span>'
            return Html(markup=f"“{marked}”" if tie.finding is Finding.QUOTED and tie.start >= 0 else marked)
    return plain(words.typeset(point.text))
