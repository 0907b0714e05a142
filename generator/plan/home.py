"""The home page: the latest briefing, how the language moved, what is open, and the ways into the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..model import Meeting, Series
from ..relate.reports import count_reports, sources_of
from ..views import (
    NO_LINK,
    HomeView,
    LadderRung,
    LadderSlot,
    Lead,
    Link,
    ListView,
    More,
    OpenQuestion,
    PersonRow,
    Rows,
    SourceRow,
)
from . import change, paging, room, sourcing, urls, words
from .apparatus import Apparatus
from .desk import Desk
from .listed import by_number, numbers, year_group
from .listing import Listing, Owner
from .referring import meeting_row, own_sigils

MOST_ROWS = 12
RUNGS = 3

Question = tuple[Meeting, int]
"""A disagreement: its meeting, and its number there from 0."""


def home_pages(desk: Desk) -> Iterator[HomeView | ListView]:
    """Everything the home page shows, and the pages of the open questions, which have no list of their own."""
    page = desk.apparatus(urls.HOME)
    site = desk.library.site
    series = main_series(desk)
    in_series = desk.register.in_series.get(series.id, ()) if series else ()
    lead = _lead(desk, desk.newest[0], page) if desk.newest else None
    ladder = _ladder(desk, in_series, page)
    meetings = tuple(meeting_row(desk, one, sigils=own_sigils(desk, one)) for one in desk.newest[:MOST_ROWS])
    questions = _questions(desk)
    squares = room.latest_of(in_series)
    yield HomeView(
        path=urls.HOME,
        root="",
        title=words.brief(site.title),
        description=site.description,
        section="home",
        promise=site.description or site.title,
        counts=_counts(desk),
        lead=lead,
        ladder=ladder,
        ladder_series=urls.link_to(desk.library, "series", series.id if series else None),
        meetings=meetings,
        questions=questions.beginning(page).questions,
        people=_people(desk, squares),
        people_note=room.squares_note(squares, len(in_series)) if len(squares) > 1 else "",
        sources=_sources(desk),
        sources_note=_sources_note(desk),
        more=_more(desk, questions),
    )
    above = Link(text=urls.INDEX_TITLES["meetings"], path=urls.index_path("meetings"))
    yield from questions.pages(desk, Owner(path=above.path, name=above.text, section="meetings", above=()))


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
        long_name=words.is_long_title(meeting.name),
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


def _more(desk: Desk, questions: Listing[Question]) -> More:
    """From the beginnings of the long lists to the whole of them."""
    return More(
        meetings=_all("meetings", len(desk.meetings), "briefing"),
        people=_all("people", len(desk.people), "person", "people"),
        sources=_all("sources", len(desk.sources), "source"),
        questions=questions.more(urls.index_path("meetings")),
    )


def _all(kind: str, total: int, one: str, many: str = "") -> Link:
    if total <= MOST_ROWS:
        return NO_LINK
    return Link(text=f"All {words.count(total, one, many)}", path=urls.index_path(kind))


def _questions(desk: Desk) -> Listing[Question]:
    """Where the sources held differ and no page follows one of them, newest meeting first."""

    def show(items: Sequence[Question], page: Apparatus) -> Rows:
        return Rows(questions=tuple(_question(desk, *one, page) for one in items))

    return Listing(
        name=f"{paging.BY_YEAR}/dispute",
        heading="Open questions",
        noun=("open question", "open questions"),
        items=[
            (meeting, number)
            for meeting in desk.newest
            for number, one in enumerate(meeting.disagreements)
            if one.is_open
        ],
        show=show,
        group_of=lambda one: year_group(one[0]),
        label=lambda one: desk.when(one[0]).short,
        shown=8,
    )


def _question(desk: Desk, meeting: Meeting, number: int, page: Apparatus) -> OpenQuestion:
    resolution = desk.blocks("meetings", meeting)["disagreements", number, "resolution"]
    return OpenQuestion(
        question=words.typeset(meeting.disagreements[number].question),
        page=urls.link_by_place(meeting, "disputed"),
        answer=desk.inline(resolution, page, names=False, own=False),
    )


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
    articles = words.capital(words.count_in_words(total, "article"))
    reports = words.count_in_words(origins, "separate report")
    if total > MOST_ROWS:
        return f"{articles}, {reports}."
    copies = sorted((sigil for sigil in numbers(desk, desk.sources).values() if sigil.kind == "copy"), key=by_number)
    if not copies:
        return f"{articles}, {reports}."
    named = words.listing([sigil.label for sigil in copies])
    return f"{articles}, {reports}: {named} add{'s' if len(copies) == 1 else ''} no weight."
