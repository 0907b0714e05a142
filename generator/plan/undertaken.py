"""Commitments with their history across meetings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .. import dates
from ..model import Meeting, MeetingId, Point, PointRef
from ..relate.commitments import REACH, Undertaking, point_at
from ..relate.ties import Tie, paragraph_text
from ..text import Finding, find_words, normalise
from ..views import CommitmentRow, HistoryStep, Html, Link
from . import urls, words
from .apparatus import Apparatus
from .desk import Desk
from .statements import said, speaker

STEPS_SHOWN = 4
"""Each way from a commitment; of a longer chain the nearest."""

_VERB = re.compile(r"[A-Z][a-z]+ed\b")
"""A regular English verb in the past; any other stays plain."""


def of_meeting(desk: Desk, meeting: Meeting, page: Apparatus) -> tuple[CommitmentRow, ...]:
    """The commitments and agreements of a meeting, in the order of its points."""
    return tuple(row(desk, one, page) for one in desk.undertaken.get(meeting.id, ()))


def note(desk: Desk, meeting: Meeting) -> str:
    """What the verbs in bold are, if there are any."""
    verbs = any(own_verb(desk, one.point) for one in desk.undertaken.get(meeting.id, ()))
    return "A verb in bold stands in the cited passage." if verbs else ""


def row(desk: Desk, one: Undertaking, page: Apparatus) -> CommitmentRow:
    """A commitment with what it follows and what follows it."""
    number = one.meeting.points.index(one.point)
    here = page.path == urls.path_of("meetings", one.meeting.id)
    ref = PointRef(meeting=one.meeting.id, point=one.point.id)
    verb, rest = _after(said(desk, one.meeting, number, page, own=here), own_verb(desk, one.point))
    return CommitmentRow(
        id=urls.commitment_anchor(ref),
        verb=verb,
        html=rest,
        statement=Link(text=f"Statement {number + 1}", path=f"#{one.point.id}" if here else urls.point_path(ref)),
        meeting=urls.link_by_place(one.meeting),
        when=desk.when(one.meeting),
        parties=tuple(party_link(desk, party) for party in one.point.parties),
        due=dates.long_text(one.point.due) if one.point.due else "",
        state=words.capital(one.point.state.value) if one.point.state else "",
        state_chips=page.chips(one.point.state_cite),
        label=_label(desk, one),
        history=_steps(desk, one.earlier[-STEPS_SHOWN:], page),
        later=_steps(desk, one.later[:STEPS_SHOWN], page),
        earlier_unshown=_unshown(one.earlier),
        later_unshown=_unshown(one.later),
    )


def party_link(desk: Desk, id: str) -> Link:
    """A country, an organization or a person that takes part in something, by name."""
    found = urls.find(desk.library, id, ("countries", "organizations", "people"))
    return urls.link_to(desk.library, found[0], id) if found else speaker(desk.library, id)


def own_verb(desk: Desk, point: Point) -> str:
    """The verb a statement begins with, if a cited passage has it too: "Agreed"; "" if none has."""
    found = _VERB.match(point.text)
    texts = (paragraph_text(desk.library, cite) for cite in point.cite) if found else ()
    return found[0] if found and any(text and find_words(found[0].lower(), text) for text in texts) else ""


def _after(html: Html, verb: str) -> tuple[str, Html]:
    """The verb a statement begins with and what follows it; no verb if the statement does not begin with it as it is
    shown.
    """
    if not verb or not html.markup.startswith(verb):
        return "", html
    return verb, Html(markup=html.markup[len(verb) :])


def _unshown(refs: tuple[PointRef, ...]) -> str:
    """How many steps of a chain are not shown; "" if all are."""
    more = len(refs) - STEPS_SHOWN
    if more <= 0:
        return ""
    return f"more than {words.count(more, 'other')}" if len(refs) >= REACH else words.count(more, "other")


def _label(desk: Desk, one: Undertaking) -> str:
    """New in this record; repeated in the same words; extended; third meeting running.

    That a point renews or changes another is the desk's word; the rest is read off dates and words.
    """
    before = list(dict.fromkeys(ref.meeting for ref in one.earlier))
    if not before:
        return "New in this record"
    latest = [found for ref in one.earlier if ref.meeting == before[-1] and (found := point_at(desk.library, ref))]
    longer = _extension(one.point, [point for _, point in latest])
    if len(before) == 1:
        said_then = {phrase for there, point in latest for phrase in _phrases(desk, there, point)}
        same = _phrases(desk, one.meeting, one.point) & said_then
        return words.capital(longer or ("repeated in the same words" if same else "taken up in other words"))
    often = words.capital(words.ordinal(len(before) + 1)) + (" or later" if len(one.earlier) >= REACH else "")
    label = f"{often} meeting running" if _is_running(desk, one.meeting, before) else f"{often} time"
    return ", ".join(part for part in (f"{label} in this record", longer) if part)


def _is_running(desk: Desk, meeting: Meeting, before: list[MeetingId]) -> bool:
    """Whether those are the meetings of the series right before this one."""
    series, here = desk.line_of(meeting)
    return here >= len(before) and [one.id for one in series[here - len(before) : here]] == before


def _extension(point: Point, earlier: list[Point]) -> str:
    """To when it is extended: it falls due later than all that it follows right before did; "" if it is not."""
    due = [one.due.latest for one in earlier if one.due]
    begins = point.due.earliest if point.due else None
    if point.due is None or begins is None or not due or not all(day is not None and day < begins for day in due):
        return ""
    return f"extended to {dates.long_text(point.due)}"


def _phrases(desk: Desk, meeting: Meeting, point: Point) -> set[str]:
    """The words of a point that stand in its passages, as normalisation sees them."""
    number = meeting.points.index(point)
    ties = desk.ties_of(desk.blocks("meetings", meeting)["points", number, "text"])
    return {normalise(tie.words).text.casefold() for tie in ties if tie.holds}


def _steps(desk: Desk, refs: Iterable[PointRef], page: Apparatus) -> tuple[HistoryStep, ...]:
    found = ((ref, point_at(desk.library, ref)) for ref in refs)
    return tuple(_step(desk, ref, *where, page) for ref, where in found if where)


def _step(desk: Desk, ref: PointRef, meeting: Meeting, point: Point, page: Apparatus) -> HistoryStep:
    tie = _relied_on(desk, meeting, point)
    return HistoryStep(
        meeting=Link(text=words.place_name(meeting), path=urls.point_path(ref)),
        when=desk.when(meeting).short,
        words=words.typeset(tie.words if tie else point.text),
        matched=tie is not None,
        quoted=tie is not None and tie.finding is Finding.QUOTED and tie.start >= 0,
        chips=tuple(page.plain_chip(cite) for cite in point.cite[:1]),
    )


def _relied_on(desk: Desk, meeting: Meeting, point: Point) -> Tie | None:
    """The first words of a point that were found in its sources."""
    number = meeting.points.index(point)
    block = desk.blocks("meetings", meeting)["points", number, "text"]
    return next((tie for tie in desk.ties_of(block) if tie.holds), None)
