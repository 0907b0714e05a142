"""The page of one meeting."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from ..model import Meeting, PersonId, Status, TopicId
from ..relate.register import topics_of
from ..relate.tracks import latest_first
from ..text import quotations_in
from ..views import (
    NO_LINK,
    CorrectionRow,
    Doubt,
    KeyEntry,
    Link,
    ListView,
    MeetingView,
    More,
    Neighbour,
    Related,
)
from . import change, lists_of, room, sourcing, statements, undertaken, urls, words
from .apparatus import Apparatus
from .citing import cite_meeting
from .contents import with_contents
from .desk import Desk
from .listing import Listing, Owner
from .mentioned import MentionAt
from .neighbours import by_date, neighbours, neighbours_in_line
from .readouts import readouts
from .uses import uses

SHOWN_ELSEWHERE = ("date", "place", "date_basis")

MOST_AROUND = 20
"""Of more meetings around one, all are with the meeting that they are part of."""


def meeting_pages(desk: Desk, meeting: Meeting) -> Iterator[MeetingView | ListView]:
    """The page of a meeting, and those of what would be too long for it."""
    view = meeting_page(desk, meeting)
    yield with_contents(view)
    owner = Owner(path=view.path, name=words.typeset(meeting.name), section="meetings", above=view.crumbs)
    yield from _parts(desk, meeting).pages(desk, owner)
    yield from _elsewhere(desk, meeting).pages(desk, owner)


def _parts(desk: Desk, meeting: Meeting) -> Listing[Meeting]:
    found = desk.register.parts.get(meeting.id, ())
    return lists_of.meetings(desk, "parts", "Its parts", latest_first(found), lettered=False)


def _elsewhere(desk: Desk, meeting: Meeting) -> Listing[MentionAt]:
    return lists_of.mentions(desk, "meetings", meeting.id)


def meeting_page(desk: Desk, meeting: Meeting) -> MeetingView:
    """Everything the page of a meeting shows."""
    path = urls.path_of("meetings", meeting.id)
    page = desk.apparatus(path, desk.sources_on(meeting))
    blocks = desk.blocks("meetings", meeting)
    said = statements.statements(desk, meeting, page)
    series, at = desk.line_of(meeting)
    before, after = _neighbours(desk, meeting)
    earlier = series[at - 1] if at > 0 else None
    tracks = tuple(change.track(desk, use.track, page, until=meeting) for use in meeting.wording)
    redlines = tuple(one for use in meeting.wording for one in change.redlines(desk, use.track, page, at=meeting))
    standfirst = desk.inline(blocks.get(("summary",)), page)
    quotes = statements.quotes(desk, meeting, page)
    commitments = undertaken.of_meeting(desk, meeting, page)
    evidence, flag = _evidence(desk, meeting)
    parts, elsewhere = _parts(desk, meeting), _elsewhere(desk, meeting)
    view = MeetingView(
        path=path,
        root=page.root,
        title=_title(desk, meeting),
        description=f"{words.brief(words.typeset(meeting.name))}. Every sentence tied to its source.",
        crumbs=(Link(text="Briefings", path=urls.index_path("meetings")),),
        section="meetings",
        noindex=meeting.status is not Status.PUBLISHED,
        banner=_banner(meeting),
        series=urls.link_to(desk.library, "series", meeting.series),
        position=_position(desk, meeting),
        position_chips=page.chips(meeting.ordinal_cite),
        part_of=urls.link_to(desk.library, "meetings", meeting.part_of),
        name=words.headline(meeting.name),
        long_name=words.is_long_title(meeting.name),
        standfirst=standfirst,
        key=(),
        when=words.at_the_head(desk.when(meeting)),
        date_chips=page.chips([meeting.date_basis.cite] if meeting.date_basis and meeting.date_basis.cite else ()),
        place=meeting.place or "",
        place_doubt=words.reason(meeting, "place"),
        place_chips=page.chips(meeting.place_cite),
        beside=_beside(desk, meeting),
        country=urls.link_to(desk.library, "countries", meeting.country),
        who=words.listing([_short(desk, one.person) for one in meeting.participants]),
        evidence=evidence,
        flag=flag,
        doubts=_doubts(meeting),
        statements=said,
        change_title=f"What changed since {words.place_name(earlier)}" if earlier else "Their language",
        change_note=_gap(desk, earlier, meeting),
        tracks=tracks,
        redlines=redlines,
        agenda=change.agenda(desk, meeting, earlier, page),
        readouts=readouts(desk, meeting, said, page),
        disagreements=statements.disagreements(desk, meeting, page),
        participants=room.participants(desk, meeting, meeting.participants, page),
        absent=room.participants(desk, meeting, meeting.absent, page),
        hosts=tuple(undertaken.party_link(desk, host) for host in meeting.hosts),
        attendance_of=tuple(words.place_name(one) for one in room.squares_of(desk, meeting)) if len(series) > 1 else (),
        commitments=commitments,
        commitments_note=undertaken.note(desk, meeting),
        quotes=quotes,
        silent=_silent(desk, meeting),
        assessments=statements.assessments(desk, meeting, page),
        note=desk.inline(blocks.get(("note",)), page),
        counting=sourcing.counting(desk, meeting, page),
        sources=(),
        stemma=sourcing.stemma(desk, meeting, page),
        parts=parts.beginning(page).meetings,
        related=_related(desk, meeting),
        mentions=elsewhere.beginning(page).mentions,
        corrections=_corrections(desk, meeting),
        review=_review(meeting),
        citation=cite_meeting(desk, meeting),
        previous=before,
        next=after,
        more=More(parts=parts.more(path), mentions=elsewhere.more(path)),
    )
    return _with_sources(desk, meeting, page, view)


def _with_sources(desk: Desk, meeting: Meeting, page: Apparatus, view: MeetingView) -> MeetingView:
    """The key and the list of sources come last: only now every source of the page has its letter."""
    parts = uses(desk, meeting, page)
    rows = tuple(sourcing.row(desk, name, page, parts[name]) for name in page.sources)
    key: tuple[KeyEntry, ...] = page.key(parts)
    return msgspec.structs.replace(view, key=key, sources=rows)


def _title(desk: Desk, meeting: Meeting) -> str:
    date = desk.when(meeting)
    name = words.brief(words.typeset(meeting.name))
    return f"{name}, {date.text}" if meeting.date else name


def _banner(meeting: Meeting) -> str:
    return {
        Status.DRAFT: "Draft: not published, not reviewed.",
        Status.WITHDRAWN: "Withdrawn: the desk no longer stands by this briefing.",
    }.get(meeting.status, "")


def _position(desk: Desk, meeting: Meeting) -> str:
    _, at = desk.line_of(meeting)
    place = f"{words.ordinal(at + 1)} in this record" if at >= 0 else ""
    number = f"{words.ordinal(meeting.ordinal)} by the sources’ count" if meeting.ordinal else ""
    number += ", inferred" if number and words.reason(meeting, "ordinal") else ""
    return ", ".join(part for part in (place, number) if part)


def _beside(desk: Desk, meeting: Meeting) -> Link:
    return urls.named(desk.library, meeting.sidelines_of, ("meetings",))


def _short(desk: Desk, id: PersonId) -> str:
    """The family name, or the whole of it where another person has the same."""
    person = desk.library.people.get(id)
    if person is None:
        return id
    others = (desk.library.people.get(other) for other in person.distinct_from)
    shared = any(other is not None and other.family_name == person.family_name for other in others)
    return person.name if shared else person.family_name or person.name


def _evidence(desk: Desk, meeting: Meeting) -> tuple[str, str]:
    ties = [tie for one in desk.blocks("meetings", meeting).values() for tie in desk.ties_of(one)]
    cites = sum(len(one.cites) for one in desk.blocks("meetings", meeting).values())
    quoted = sum(tie.must_be_quoted and tie.holds for tie in ties)
    said = words.count(len(meeting.points), "statement")
    matched = f"; {words.unbroken(words.count(quoted, 'quotation'))} matched" if quoted else ""
    return f"{said}, {words.unbroken(words.count(cites, 'citation'))}, all resolved{matched}.", sourcing.weakest(
        desk, meeting
    )


def _doubts(meeting: Meeting) -> tuple[Doubt, ...]:
    """Those that no other place of the page tells; "not stated" in the strip says it of the country and of who met."""
    country = () if meeting.place or meeting.country else ("country",)
    who = () if meeting.participants else ("participants",)
    return words.doubts(meeting, *SHOWN_ELSEWHERE, *country, *who)


def _gap(desk: Desk, earlier: Meeting | None, meeting: Meeting) -> str:
    found = ((use.track, desk.step_at.get((use.track, meeting.id))) for use in meeting.wording)
    steps = [desk.steps[name][at] for name, at in found if at is not None]
    said = any(piece.said for step in steps for piece in step.pieces)
    faded = "Faded words were said at an earlier meeting." if said else ""
    if earlier is None or earlier.date is None or meeting.date is None or not (earlier.date.day and meeting.date.day):
        return faded
    days = (meeting.date.day - earlier.date.day).days
    dates = f"{words.when(earlier.date).text} to {words.when(meeting.date).text}"
    return f"{dates}: {words.count(days, 'day')}. {faded}".strip()


def _silent(desk: Desk, meeting: Meeting) -> str:
    spoke = {quote.by for quote in meeting.quotes}
    quiet = [
        desk.library.people[one.person].name
        for one in meeting.participants
        if one.person not in spoke and one.person in desk.library.people
    ]
    if not quiet or not meeting.quotes:
        return ""
    return f"No direct words from {words.listing(quiet, 'or')} in the sources held."


def _corrections(desk: Desk, meeting: Meeting) -> tuple[CorrectionRow, ...]:
    """Each with its place here, and the way to the list of all of them, where there is one."""
    listed = urls.CORRECTIONS in desk.library.pages
    return tuple(
        CorrectionRow(
            id=f"correction-{number}",
            date=words.when(one.date).text,
            meeting=Link(text="All corrections", path=urls.correction_path(meeting.id, number)) if listed else NO_LINK,
            text=words.typeset(one.text),
        )
        for number, one in enumerate(meeting.corrections, start=1)
    )


def _review(meeting: Meeting) -> str:
    parts = []
    if meeting.reviewed_by:
        day = f" on {words.when(meeting.reviewed_on).text}" if meeting.reviewed_on else ""
        parts.append(f"Reviewed by {meeting.reviewed_by}{day}.")
    if meeting.updated:
        parts.append(f"Updated {words.when(meeting.updated).text}.")
    return " ".join(parts)


def _related(desk: Desk, meeting: Meeting) -> tuple[Related, ...]:
    topics = tuple(
        urls.link_to(desk.library, "topics", topic, note=_briefings_on(desk, topic)) for topic in topics_of(meeting)
    )
    countries = dict.fromkeys(
        desk.library.people[one.person].country for one in meeting.participants if one.person in desk.library.people
    )
    places = tuple(urls.link_to(desk.library, "countries", one) for one in countries if one in desk.library.countries)
    beside = desk.register.parts.get(meeting.part_of, ()) if meeting.part_of else ()
    around = tuple(desk.meeting_link(one) for one in beside if one.id != meeting.id)
    many = len(around) > MOST_AROUND
    whole = Link(text=f"All {len(beside):,}", path=urls.path_of("meetings", meeting.part_of or "", "parts"))
    lists = (("Topics", topics, NO_LINK), ("Countries", places, NO_LINK))
    return tuple(
        Related(title=title, links=links, more=more)
        for title, links, more in (*lists, ("Around this meeting", around[:MOST_AROUND], whole if many else NO_LINK))
        if links
    )


def _briefings_on(desk: Desk, topic: TopicId) -> str:
    return words.count(len(desk.register.on_topic.get(topic, ())), "briefing")


def _neighbours(desk: Desk, meeting: Meeting) -> tuple[Neighbour, Neighbour] | tuple[None, None]:
    """The meetings before and after in the series, or in the whole record for one outside a series."""
    series, at = desk.line_of(meeting)
    if meeting.id not in desk.order:
        return None, None
    if not series:
        return neighbours_in_line(desk, "meetings", meeting.id, by_date("in this record"), partial(_by_phrase, desk))
    before, after = series[at - 1] if at else None, series[at + 1] if at + 1 < len(series) else None
    return neighbours(before, after, partial(_by_phrase, desk), by_date("in this series"))


def _by_phrase(desk: Desk, meeting: Meeting) -> Link:
    """A meeting by its place and its key phrase: the first words its headline quotes; else by its headline."""
    link = desk.meeting_link(meeting, full=True)
    quoted = quotations_in(meeting.name)
    if not quoted or not (meeting.short_name or meeting.place):
        return link
    phrase = f"{words.place_name(meeting)}: “{quoted[0].words}”"
    return Link(text=words.typeset(phrase), path=link.path, note=link.note)
