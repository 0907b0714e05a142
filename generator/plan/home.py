"""The home page: the latest briefing, how the language moved, what is open, and the ways into the record."""

from __future__ import annotations

import msgspec

from ..model import Meeting, Series
from ..relate.reports import count_reports, sources_of
from ..views import HomeView, LadderRung, LadderSlot, Lead, OpenQuestion, PersonRow, SourceRow
from . import change, room, sourcing, urls, words
from .apparatus import Apparatus
from .desk import Desk
from .listed import by_number, numbers
from .meeting import meeting_row

MOST_ROWS = 12
RUNGS = 3


def home_page(desk: Desk) -> HomeView:
    """Everything the home page shows."""
    page = desk.apparatus(urls.HOME)
    site = desk.library.site
    series = main_series(desk)
    in_series = desk.register.in_series.get(series.id, ()) if series else ()
    lead = _lead(desk, desk.newest[0], page) if desk.newest else None
    ladder = _ladder(desk, in_series, page)
    return HomeView(
        path=urls.HOME,
        root="",
        title=site.title,
        description=site.description,
        section="home",
        promise=site.description or site.title,
        counts=_counts(desk),
        lead=lead,
        ladder=ladder,
        ladder_series=urls.link_to(desk.library, "series", series.id if series else None),
        meetings=tuple(meeting_row(desk, one) for one in desk.newest[:MOST_ROWS]),
        questions=_questions(desk, page),
        people=_people(desk, in_series),
        attendance_of=tuple(words.place_name(one) for one in in_series) if len(in_series) > 1 else (),
        sources=_sources(desk),
        sources_note=_sources_note(desk),
    )


def main_series(desk: Desk) -> Series | None:
    """The series with most meetings: the one whose language the home page follows."""
    counts = {name: len(desk.register.in_series.get(name, ())) for name in desk.library.series}
    best = max(counts, key=lambda name: (counts[name], name), default=None)
    return desk.library.series[best] if best and counts[best] else None


def _counts(desk: Desk) -> str:
    sources = tuple(desk.library.sources)
    origins = count_reports(sources, desk.reports)
    parts = [words.count(len(desk.meetings), "briefing"), words.count(len(sources), "source")]
    if origins != len(sources):
        parts.append(words.count(origins, "separate report"))
    return ", ".join(parts)


def _lead(desk: Desk, meeting: Meeting, page: Apparatus) -> Lead:
    block = desk.blocks("meetings", meeting).get(("summary",))
    line, at = desk.line_of(meeting)
    view = change.agenda(desk, meeting, line[at - 1] if at > 0 else None, desk.apparatus("meetings/"))
    evidence, flag = sourcing.evidence(desk, meeting)
    return Lead(
        kick="Latest briefing",
        when=desk.when(meeting),
        place=meeting.place or "",
        name=words.headline(meeting.name),
        path=urls.path_of("meetings", meeting.id),
        standfirst=desk.inline(block, page, names=False, own=False),
        room=tuple(urls.link_to(desk.library, "people", one.person) for one in meeting.participants),
        new_topics=tuple(item.topic for item in view.new) if view else (),
        new_since=view.before.text if view else "",
        evidence=f"{words.count(len(meeting.points), 'statement')}, {words.count(len(sources_of(meeting)), 'source')}."
        + ("" if flag else f" {evidence}."),
        flag=f"{flag}." if flag else "",
    )


def _ladder(desk: Desk, meetings: tuple[Meeting, ...], page: Apparatus) -> tuple[LadderRung, ...]:
    """The last meetings of the series with their words on every track that all of them have steps on."""
    rungs = []
    shown = [one for one in meetings if one.wording][-RUNGS:]
    tracks = [
        track
        for track in desk.library.wording.values()
        if len(shown) > 1 and all(track.id in {use.track for use in one.wording} for one in shown)
    ]
    if not tracks:
        return ()
    for meeting in shown:
        slots = []
        for track in tracks:
            step = next(one for one in desk.steps[track.id] if one.meeting == meeting.id)
            view = change.step_view(desk, track, step, page, now=meeting is shown[-1])
            slots.append(LadderSlot(name=words.typeset(track.name), step=view))
        rungs.append(
            LadderRung(
                meeting=urls.link_by_place(meeting),
                when=desk.when(meeting),
                slots=tuple(slots),
            )
        )
    return tuple(rungs)


def _questions(desk: Desk, page: Apparatus) -> tuple[OpenQuestion, ...]:
    """What the sources held cannot settle: where they disagree, newest meeting first."""
    found = []
    for meeting in desk.newest:
        blocks = desk.blocks("meetings", meeting)
        for number, question in enumerate(meeting.disagreements):
            found.append(
                OpenQuestion(
                    question=words.typeset(question.question),
                    page=urls.link_by_place(meeting, "disputed"),
                    answer=desk.inline(blocks["disagreements", number, "resolution"], page, names=False, own=False),
                )
            )
    return tuple(found[:MOST_ROWS])


def _people(desk: Desk, series: tuple[Meeting, ...]) -> tuple[PersonRow, ...]:
    """Those who met most often, then the rest by name."""
    ordered = sorted(desk.people, key=lambda one: -len(desk.register.attended.get(one.id, ())))
    return tuple(room.person_row(desk, one, series) for one in ordered[:MOST_ROWS])


def _sources(desk: Desk) -> tuple[SourceRow, ...]:
    latest = desk.sources[:MOST_ROWS]
    labels = numbers(desk, latest)
    rows = []
    for source in sorted(latest, key=lambda one: by_number(labels[one.id])):
        row = sourcing.row(desk, source.id, desk.apparatus("sources/"))
        rows.append(msgspec.structs.replace(row, sigil=labels[source.id]))
    return tuple(rows)


def _sources_note(desk: Desk) -> str:
    total, origins = len(desk.library.sources), count_reports(desk.library.sources, desk.reports)
    if not total:
        return ""
    articles = f"{words.capital(words.in_words(total))} {'article' if total == 1 else 'articles'}"
    reports = f"{words.in_words(origins)} {'separate report' if origins == 1 else 'separate reports'}"
    if total > MOST_ROWS:
        return f"{articles}, {reports}."
    copies = sorted((sigil for sigil in numbers(desk, desk.sources).values() if sigil.kind == "copy"), key=by_number)
    if not copies:
        return f"{articles}, {reports}."
    named = words.listing([sigil.label for sigil in copies])
    return f"{articles}, {reports}: {named} add{'s' if len(copies) == 1 else ''} no weight."
