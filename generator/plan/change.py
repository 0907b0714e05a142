"""What changed: tracked phrases, the redline, and the agenda against the meeting before."""

from __future__ import annotations

from itertools import pairwise

from ..model import Cite, Meeting, TopicId, WordingId, WordingTrack
from ..relate.register import topics_of
from ..relate.tracks import Step, steps_of
from ..text import Finding
from ..views import (
    NO_LINK,
    Agenda,
    AgendaItem,
    Change,
    ChangeKind,
    Html,
    Link,
    PhraseRun,
    Redline,
    Track,
    TrackStep,
)
from . import cautions, urls, words
from .apparatus import Apparatus
from .desk import Desk
from .room import of_series
from .statements import speaker, voucher


def track(desk: Desk, name: WordingId, page: Apparatus, *, until: Meeting | None = None) -> Track:
    """A track up to a meeting (all of it if None), with the meetings of the series that have no words for it."""
    entry = desk.library.wording[name]
    steps = _until(desk, name, until)
    caution = cautions.of_track(steps, desk.library)
    shown = [
        step_view(
            desk,
            entry,
            step,
            page,
            now=until is not None and step.meeting == until.id,
            caution="" if caution else cautions.at_step(step),
        )
        for step in steps
    ]
    return Track(
        name=words.typeset(entry.name),
        path=urls.path_of("wording", name),
        of=desk.inline(desk.blocks("wording", entry).get(("of",)), page),
        caution=caution,
        steps=tuple(_with_gaps(desk, steps, shown, until)),
    )


def _until(desk: Desk, name: WordingId, until: Meeting | None) -> list[Step]:
    """The steps up to a meeting. A withdrawn one is no step elsewhere, but shows its words on its own page."""
    if until is None:
        return list(desk.steps[name])
    steps = desk.steps[name] if until in desk.meetings else steps_of(name, desk.library, also=until.id)
    return list(steps[: [step.meeting for step in steps].index(until.id) + 1])


def _with_gaps(desk: Desk, steps: list[Step], shown: list[TrackStep], until: Meeting | None) -> list[TrackStep]:
    """Adds "not in our sources" for meetings of the same series that lie between the steps."""
    have = {step.meeting: view for step, view in zip(steps, shown, strict=True)}
    series = {desk.library.meetings[step.meeting].series for step in steps} - {None}
    order = [meeting.id for meeting in desk.meetings]
    if len(series) != 1 or not steps or not have.keys() <= set(order):
        return shown
    first = order.index(steps[0].meeting)
    last = order.index(until.id) if until and until.id in order else len(order) - 1
    result = []
    for meeting in desk.meetings[first : last + 1]:
        if meeting.id in have:
            result.append(have[meeting.id])
        elif meeting.series in series:
            result.append(_missing(desk, meeting))
    return result


def _missing(desk: Desk, meeting: Meeting) -> TrackStep:
    return TrackStep(
        id="",
        meeting=urls.link_by_place(meeting),
        when=desk.when(meeting),
        now=False,
        missing=True,
        phrase=(),
        quoted=False,
        issuer=NO_LINK,
        english_by=NO_LINK,
        of="",
        chips=(),
        changes=(),
        caution="",
        note=Html(markup=""),
    )


def step_view(
    desk: Desk, entry: WordingTrack, step: Step, page: Apparatus, *, now: bool, caution: str = ""
) -> TrackStep:
    """One step of a track as a page shows it."""
    meeting = desk.library.meetings[step.meeting]
    use = step.use
    blocks = desk.blocks("meetings", meeting)
    here = page.path == urls.path_of("meetings", meeting.id)
    return TrackStep(
        id=f"wording-{entry.id}" if here else "",
        meeting=Link(text=words.place_name(meeting), path="" if here else urls.path_of("meetings", meeting.id)),
        when=desk.when(meeting),
        now=now,
        missing=False,
        phrase=phrase(step),
        quoted=is_quoted(desk, step),
        issuer=_issuer(desk, step),
        english_by=speaker(desk.library, use.english_by) if use.english_by else NO_LINK,
        of=words.typeset(use.of or ""),
        chips=page.chips(use.cite) if here else tuple(page.plain_chip(cite) for cite in use.cite),
        changes=changes(step),
        caution=caution,
        note=desk.inline(blocks.get(("wording", use.track, "note")), page, own=here),
        language=page.language_of(use.cite[0].source),
        original=use.original or "",
        original_language=use.original_language or "",
    )


def _issuer(desk: Desk, step: Step) -> Link:
    """On whose word: a label beside words that are quoted, part of a sentence beside those that are not."""
    name = step.use.according_to
    if not name:
        return NO_LINK
    return speaker(desk.library, name) if is_quoted(desk, step) else voucher(desk.library, name)


def is_quoted(desk: Desk, step: Step) -> bool:
    """Whether somebody is quoted with the words of a step; otherwise they are the outlet's own."""
    block = desk.blocks("meetings", desk.library.meetings[step.meeting])["wording", step.use.track, "text"]
    return any(tie.finding is Finding.QUOTED for tie in desk.ties_of(block))


def phrase(step: Step) -> tuple[PhraseRun, ...]:
    """The words in pieces that read as a whole when put one after the other."""
    last = len(step.pieces) - 1
    return tuple(
        PhraseRun(text=piece.text if number == last else f"{piece.text} ", said=piece.said)
        for number, piece in enumerate(step.pieces)
    )


def changes(step: Step) -> tuple[Change, ...]:
    """Word-level differences from the step before."""
    return tuple(Change(text=edit.text, kind=ChangeKind(edit.operation.value)) for edit in step.edits)


def redlines(desk: Desk, name: WordingId, page: Apparatus, *, at: Meeting | None = None) -> tuple[Redline, ...]:
    """Comparisons of a step with the one before, where both are stated to be of one issuer and in one English."""
    steps = desk.steps[name]
    entry = desk.library.wording[name]
    made = []
    for before, after in pairwise(steps):
        if not after.comparable or not after.use.according_to or (at is not None and after.meeting != at.id):
            continue
        made.append(
            Redline(
                track=Link(text=words.typeset(entry.name), path=urls.path_of("wording", name)),
                changes=changes(after),
                before=_place(desk, before),
                before_chips=tuple(page.plain_chip(cite) for cite in before.use.cite),
                after=_place(desk, after),
                after_chips=page.chips(after.use.cite),
                issuer=voucher(desk.library, after.use.according_to).text,
                english_by=speaker(desk.library, after.use.english_by).text if after.use.english_by else "",
            )
        )
    return tuple(made)


def _place(desk: Desk, step: Step) -> Link:
    meeting = desk.library.meetings[step.meeting]
    return urls.link_by_place(meeting)


def agenda(desk: Desk, meeting: Meeting, before: Meeting | None, page: Apparatus) -> Agenda | None:
    """Topics new, carried over and not repeated against the meeting before; None without one.

    A topic that an earlier meeting of the series had is not new to the series: it is said where it was last.
    """
    if before is None:
        return None
    old, new = topics_of(before), topics_of(meeting)
    if not old or not new:
        return None

    line = of_series(desk, before)
    earlier = line[: line.index(before)] if before in line else ()

    def items(topics: list[TopicId], *meetings: Meeting) -> tuple[AgendaItem, ...]:
        return tuple(
            AgendaItem(
                topic=urls.link_to(desk.library, "topics", topic, note=_last_place(earlier, topic)),
                chips=page.chips(cite for one in meetings for cite in _cites_on(one, topic)[:1]),
            )
            for topic in topics
        )

    return Agenda(
        place=words.place_name(meeting),
        before=urls.link_by_place(before),
        new=items([topic for topic in new if topic not in old], meeting),
        carried=items([topic for topic in new if topic in old], before, meeting),
        gone=items([topic for topic in old if topic not in new], before),
    )


def _last_place(meetings: tuple[Meeting, ...], topic: TopicId) -> str:
    """Where the topic was last on the agenda; "" if nowhere."""
    return next((words.place_name(one) for one in reversed(meetings) if topic in topics_of(one)), "")


def _cites_on(meeting: Meeting, topic: TopicId) -> list[Cite]:
    return [cite for point in meeting.points if topic in point.topics for cite in point.cite]
