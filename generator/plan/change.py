"""What changed: tracked phrases, the redline, and the agenda against the meeting before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

import msgspec

from ..model import OFFICIAL_TYPES, Cite, Meeting, SeriesId, TopicId, WordingId, WordingTrack
from ..relate.register import topics_of
from ..relate.tracks import Operation, Step, steps_of
from ..text import Finding
from ..views import (
    NO_LINK,
    Agenda,
    AgendaItem,
    Change,
    ChangeKind,
    Link,
    PhraseRun,
    Redline,
    Track,
    TrackStep,
)
from . import cautions, urls, words
from .apparatus import Apparatus
from .desk import Desk
from .statements import speaker, voucher

STEPS_SHOWN = 6
"""On pages of meetings and series; the page of the track has more."""


RUN, RUN_NAMED = 3, 7
"""So many meetings in a row without words are one line; so many are no longer all named there."""

MANY_TOPICS = 7
"""So many topics of the agenda are long enough for two columns."""

Place = Step | Meeting
"""A step of a track, or a meeting of the series that has no words for it."""


def track(desk: Desk, name: WordingId, page: Apparatus, *, until: Meeting | None = None) -> Track:
    """The last steps of a track, up to a meeting if one is given, with the meetings of its series without words."""
    steps, earlier = last_steps(desk, name) if until is None else steps_until(desk, name, until)
    path = urls.path_of("wording", name)
    made = track_of(desk, name, page, _with_gaps(desk, steps, until), until)
    if not earlier:
        return made
    link = Link(text=f"{words.count(earlier, 'earlier step')} on the page of the track", path=path)
    return msgspec.structs.replace(made, before=link)


def track_of(
    desk: Desk, name: WordingId, page: Apparatus, places: Sequence[Place], until: Meeting | None = None
) -> Track:
    """A track at these places, with the caution that holds for all of them."""
    entry = desk.library.wording[name]
    caution = cautions.of_track([one for one in places if isinstance(one, Step)], desk.library)
    return Track(
        name=words.typeset(entry.name),
        path=urls.path_of("wording", name),
        of=desk.inline(desk.blocks("wording", entry).get(("of",)), page),
        caution=caution,
        steps=tuple(
            step_view(
                desk,
                entry,
                one,
                page,
                now=until is not None and one.meeting == until.id,
                caution="" if caution else cautions.at_step(one),
            )
            if isinstance(one, Step)
            else _missing(desk, *one)
            for one in _in_runs(places)
        ),
    )


def _in_runs(places: Sequence[Place]) -> Iterator[Step | list[Meeting]]:
    """The steps, and the meetings without words between them: each for itself, or so many and more together."""
    for are_steps, some in groupby(places, key=lambda one: isinstance(one, Step)):
        run = list(some)
        meetings = [one for one in run if isinstance(one, Meeting)]
        if are_steps or len(run) < RUN:
            yield from (one if isinstance(one, Step) else [one] for one in run)
        else:
            yield meetings


def course(desk: Desk, name: WordingId) -> Sequence[Place]:
    """All places of a track, oldest first."""
    return _with_gaps(desk, desk.steps[name], None) if desk.steps[name] else ()


def last_steps(desk: Desk, name: WordingId) -> tuple[tuple[Step, ...], int]:
    """The last steps of a track, and how many there are before them."""
    steps = desk.steps[name]
    first = max(0, len(steps) - STEPS_SHOWN)
    return steps[first:], first


def steps_until(desk: Desk, name: WordingId, until: Meeting) -> tuple[tuple[Step, ...], int]:
    """The last steps up to a meeting, and how many there are before them.

    A withdrawn meeting is no step elsewhere, but shows its words on its own page.
    """
    at = desk.step_at.get((name, until.id))
    steps = desk.steps[name]
    if at is None:
        steps = steps_of(name, desk.library, also=until.id)
        at = [step.meeting for step in steps].index(until.id)
    first = max(0, at + 1 - STEPS_SHOWN)
    return steps[first : at + 1], first


def _with_gaps(desk: Desk, steps: tuple[Step, ...], until: Meeting | None) -> Sequence[Step | Meeting]:
    """The steps, and the meetings of the same series between and after them that have no words."""
    have = {step.meeting for step in steps}
    series = {desk.library.meetings[step.meeting].series for step in steps} - {None}
    if len(series) != 1 or not have <= desk.order.keys():
        return steps
    line = desk.register.in_series.get(next(iter(series - {None})) or SeriesId(""), ())
    last = desk.order[until.id] if until and until.id in desk.order else len(desk.order)
    first = bisect_left(line, desk.order[steps[0].meeting], key=lambda one: desk.order[one.id])
    end = bisect_right(line, last, key=lambda one: desk.order[one.id])
    every: dict[int, Step | Meeting] = {desk.order[one.id]: one for one in line[first:end] if one.id not in have}
    every.update({desk.order[step.meeting]: step for step in steps})
    return [every[number] for number in sorted(every)]


def _missing(desk: Desk, first: Meeting, *others: Meeting) -> TrackStep:
    """Meetings one after the other without words; of many the first and the last with the number between them."""
    named = others if len(others) < RUN_NAMED else others[-1:]
    between = len(others) - len(named)
    more = f", nor at the {words.count(between, 'meeting')} between them" if between else ""
    return TrackStep(
        meeting=urls.link_by_place(first),
        when=desk.when(first),
        missing=True,
        others=tuple(msgspec.structs.replace(urls.link_by_place(one), note=desk.when(one).short) for one in named),
        silence=f"Not in our sources{more}",
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
        changes=changes(step) if _is_changed(step) else (),
        unchanged=bool(step.edits) and not _is_changed(step),
        caution=caution,
        doubts=words.doubts(use),
        note=desk.inline(blocks.get(("wording", use.track, "note")), page, own=here),
        language=page.language_of(use.cite[0].source),
        original=use.original or "",
        original_language=use.original_language or "",
        own=_is_own(desk, step),
    )


def _is_own(desk: Desk, step: Step) -> bool:
    """Whether the words stand in official texts, each issued by the one on whose word they are."""
    sources = [desk.library.sources[cite.source] for cite in step.use.cite]
    return all(
        source.type in OFFICIAL_TYPES and source.issuer is not None and source.issuer.id == step.use.according_to
        for source in sources
    )


def _issuer(desk: Desk, step: Step) -> Link:
    """On whose word: part of a sentence beside words that are the outlet's, else a label."""
    name = step.use.according_to
    if not name:
        return NO_LINK
    is_label = is_quoted(desk, step) or _is_own(desk, step)
    return speaker(desk.library, name) if is_label else voucher(desk.library, name)


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


def _is_changed(step: Step) -> bool:
    return any(edit.operation is not Operation.SAME for edit in step.edits)


def redlines(
    desk: Desk, name: WordingId, page: Apparatus, *, at: Meeting | None = None, most: int = 0
) -> tuple[Redline, ...]:
    """Comparisons of a step with another before, where both are stated to be of one issuer and in one English.

    `most`: of so many last steps only; 0: of all.
    """
    entry = desk.library.wording[name]
    made = []
    for before, after in list(_pairs(desk, name, at))[-most:]:
        if not (after.comparable and after.use.according_to and _is_changed(after)):
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


def _pairs(desk: Desk, name: WordingId, at: Meeting | None) -> Iterable[tuple[Step, Step]]:
    steps = desk.steps[name]
    if at is None:
        return pairwise(steps)
    here = desk.step_at.get((name, at.id), 0)
    return ((steps[here - 1], steps[here]),) if here else ()


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

    def items(topics: list[TopicId], *meetings: Meeting) -> tuple[AgendaItem, ...]:
        return tuple(
            AgendaItem(
                topic=urls.link_to(desk.library, "topics", topic, note=_last_place(desk, before, topic)),
                chips=page.chips(cite for one in meetings for cite in _cites_on(one, topic)[:1]),
            )
            for topic in topics
        )

    appeared = [topic for topic in new if topic not in old]
    carried = [topic for topic in new if topic in old]
    gone = [topic for topic in old if topic not in new]
    return Agenda(
        place=words.place_name(meeting),
        before=urls.link_by_place(before),
        new=items(appeared, meeting),
        carried=items(carried, before, meeting),
        gone=items(gone, before),
        wide=_wide(new=len(appeared), carried=len(carried), gone=len(gone)),
    )


def _wide(**counts: int) -> str:
    """The list that would stand alone beside two short ones: long, and longer than both together."""
    longest = max(counts, key=lambda name: counts[name])
    others = sum(counts.values()) - counts[longest]
    return longest if counts[longest] >= MANY_TOPICS and counts[longest] > others else ""


def _last_place(desk: Desk, before: Meeting, topic: TopicId) -> str:
    """Where the topic was last on the agenda of the series, earlier than that meeting; "" if nowhere."""
    line = desk.register.on_topic.get(topic, ())
    end = bisect_left(line, desk.order.get(before.id, 0), key=lambda one: desk.order[one.id])
    same = (one for one in reversed(line[:end]) if one.series and one.series == before.series)
    return next((words.place_name(one) for one in same), "")


def _cites_on(meeting: Meeting, topic: TopicId) -> list[Cite]:
    return [cite for point in meeting.points if topic in point.topics for cite in point.cite]
