"""Pages that follow things through time: wording tracks and commitments."""

from __future__ import annotations

from ..model import CommitmentState, WordingTrack
from ..relate.commitments import Undertaking
from ..views import CommitmentGroup, CommitmentsView, Link, WordingView
from . import change, undertaken, urls, words
from .desk import Desk
from .neighbours import TRACKS, neighbours


def wording_page(desk: Desk, entry: WordingTrack) -> WordingView:
    """A wording track: every step with issuer, English, difference and caution."""
    path = urls.path_of("wording", entry.id)
    page = desk.apparatus(path)
    blocks = desk.blocks("wording", entry)
    before, after = neighbours(
        desk.lines["wording"],
        desk.place("wording", entry.id),
        lambda one: urls.link_to(desk.library, "wording", one.id),
        TRACKS,
    )
    track = change.track(desk, entry.id, page)
    redlines = change.redlines(desk, entry.id, page)
    return WordingView(
        path=path,
        root=page.root,
        title=f"{words.typeset(entry.name)}: how the words moved",
        description=f"{words.typeset(entry.name)}: one phrase from meeting to meeting, in the words of the sources.",
        crumbs=(Link(text="Language", path=urls.index_path("wording")),),
        section="wording",
        name=words.typeset(entry.name),
        of=desk.inline(blocks.get(("of",)), page),
        topic=urls.link_to(desk.library, "topics", entry.topic),
        caution=words.typeset(entry.caution or ""),
        track=track,
        redlines=redlines,
        key=page.key(),
        previous=before,
        next=after,
    )


STATES = (
    (None, "Open, or nothing further in this record", "open"),
    (CommitmentState.MET, "Met", "met"),
    (CommitmentState.LAPSED, "Lapsed", "lapsed"),
    (CommitmentState.SUPERSEDED, "Superseded", "superseded"),
)


def commitments_page(desk: Desk) -> CommitmentsView:
    """Every chain of commitments once, at its latest step, by state."""
    page = desk.apparatus(urls.COMMITMENTS)
    latest = [one for one in desk.undertakings if not one.later and one.meeting.id in desk.listed]
    groups = []
    for state, title, anchor in STATES:
        chosen = [one for one in reversed(latest) if _state(one) is state]
        rows = tuple(undertaken.row(desk, one, page) for one in chosen)
        if rows:
            groups.append(CommitmentGroup(title=title, anchor=anchor, rows=rows))
    return CommitmentsView(
        path=urls.COMMITMENTS,
        root=page.root,
        title="Commitments",
        description="Every commitment and agreement in this record, followed from meeting to meeting.",
        crumbs=(Link(text="Home", path=urls.HOME),),
        section="commitments",
        lead=f"{words.count(len(latest), 'undertaking')}, each at its latest step, with what it follows.",
        groups=tuple(groups),
        key=page.key(),
    )


def _state(one: Undertaking) -> CommitmentState | None:
    return None if one.point.state in (None, CommitmentState.OPEN) else one.point.state
