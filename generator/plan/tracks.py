"""Pages that follow things through time: wording tracks and commitments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import CommitmentState, Meeting, WordingTrack
from ..relate.commitments import Undertaking
from ..views import CommitmentGroup, CommitmentsView, Link, ListView, Rows, WordingView
from . import change, undertaken, urls, words
from .apparatus import Apparatus
from .desk import Desk
from .listed import year_group
from .listing import Listing, Owner
from .neighbours import TRACKS, neighbours_in_line


def wording_pages(desk: Desk, entry: WordingTrack) -> Iterator[WordingView | ListView]:
    """A wording track: every step with issuer, English, difference and caution; of a long one the last, and years."""
    path = urls.path_of("wording", entry.id)
    yield from desk.lettered(path, lambda page: tuple(_wording(desk, entry, page)))


def _wording(desk: Desk, entry: WordingTrack, page: Apparatus) -> Iterator[WordingView | ListView]:
    path = page.path
    blocks = desk.blocks("wording", entry)
    before, after = neighbours_in_line(desk, "wording", entry.id, TRACKS)
    steps = _steps(desk, entry)
    (track,) = steps.beginning(page).tracks
    name = words.typeset(entry.name)
    above = (Link(text="Language", path=urls.index_path("wording")),)
    redlines = change.redlines(desk, entry.id, page, most=steps.shown if steps.is_long else 0)
    yield WordingView(
        path=path,
        root=page.root,
        title=f"{words.brief(name)}: how the words moved",
        description=f"{words.brief(name)}: one phrase from meeting to meeting, in the words of the sources.",
        crumbs=above,
        section="wording",
        name=name,
        of=desk.inline(blocks.get(("of",)), page),
        topic=urls.link_to(desk.library, "topics", entry.topic),
        caution=words.typeset(entry.caution or ""),
        track=track,
        redlines=redlines,
        key=page.key(),
        previous=before,
        next=after,
        more=steps.more(path),
    )
    yield from steps.pages(desk, Owner(path=path, name=name, section="wording", above=above))


def _steps(desk: Desk, entry: WordingTrack) -> Listing[change.Place]:
    """The places of a track, newest first; read from the oldest on where they are shown."""

    def show(items: Sequence[change.Place], page: Apparatus) -> Rows:
        oldest = sorted(items, key=lambda one: desk.order.get(meeting_of(one).id, 0))
        return Rows(tracks=(change.track_of(desk, entry.id, page, oldest),))

    def meeting_of(place: change.Place) -> Meeting:
        return place if isinstance(place, Meeting) else desk.library.meetings[place.meeting]

    newest = change.course(desk, entry.id)[::-1]
    dated = [one for one in newest if meeting_of(one).date]
    return Listing(
        name="steps",
        heading="From meeting to meeting",
        noun=("meeting", "meetings"),
        items=[*dated, *(one for one in newest if not meeting_of(one).date)],
        show=show,
        group_of=lambda one: year_group(meeting_of(one)),
        label=lambda one: desk.when(meeting_of(one)).short,
        shown=24,
        part=30,
    )


STATES = (
    (None, "Open, or nothing further in this record", "open"),
    (CommitmentState.MET, "Met", "met"),
    (CommitmentState.LAPSED, "Lapsed", "lapsed"),
    (CommitmentState.SUPERSEDED, "Superseded", "superseded"),
)


def commitments_pages(desk: Desk) -> Iterator[CommitmentsView | ListView]:
    """Every chain of commitments once, at its latest step, by state; of many in one state the newest, and years."""
    yield from desk.lettered(urls.COMMITMENTS, lambda page: tuple(_commitments(desk, page)))


def _commitments(desk: Desk, page: Apparatus) -> Iterator[CommitmentsView | ListView]:
    latest = [one for one in desk.undertakings if not one.later and one.meeting.id in desk.order]
    lists = [
        _in_state(desk, title, anchor, [one for one in latest if _state(one) is state])
        for state, title, anchor in STATES
    ]
    above = (Link(text="Home", path=urls.HOME),)
    yield CommitmentsView(
        path=urls.COMMITMENTS,
        root=page.root,
        title="Commitments",
        description="Every commitment and agreement in this record, followed from meeting to meeting.",
        crumbs=above,
        section="commitments",
        lead=f"{words.count(len(latest), 'undertaking')}, each at its latest step, with what it follows.",
        groups=tuple(
            CommitmentGroup(
                title=one.heading,
                anchor=one.name,
                rows=one.beginning(page).commitments,
                more=one.more(urls.COMMITMENTS),
            )
            for one in lists
            if one.items
        ),
        key=page.key(),
    )
    owner = Owner(path=urls.COMMITMENTS, name="Commitments", section="commitments", above=above)
    for one in lists:
        yield from one.pages(desk, owner)


def _in_state(desk: Desk, title: str, anchor: str, found: Sequence[Undertaking]) -> Listing[Undertaking]:
    def show(items: Sequence[Undertaking], page: Apparatus) -> Rows:
        return Rows(commitments=tuple(undertaken.row(desk, one, page) for one in items))

    return Listing(
        name=anchor,
        heading=title,
        noun=("undertaking", "undertakings"),
        items=[*(one for one in found[::-1] if one.meeting.date), *(one for one in found if not one.meeting.date)],
        show=show,
        group_of=lambda one: year_group(one.meeting),
        label=lambda one: desk.when(one.meeting).short,
        part=25,
    )


def _state(one: Undertaking) -> CommitmentState | None:
    return None if one.point.state in (None, CommitmentState.OPEN) else one.point.state
