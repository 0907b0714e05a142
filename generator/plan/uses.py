"""The part each source plays on a meeting's page: what it carries, what it supplies, what it is only compared for.

Everything is read off the places that cite it; nobody writes it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..inline import cites_in
from ..model import Cite, Meeting, SourceId
from ..relate.commitments import point_at
from ..relate.offices import office_at
from . import words
from .apparatus import Apparatus
from .change import steps_until
from .desk import Desk
from .undertaken import STEPS_SHOWN

BACKGROUND = "for background"
"""Said of a source that the page cites for nothing else."""


def uses(desk: Desk, meeting: Meeting, page: Apparatus) -> Mapping[SourceId, str]:
    """A phrase for every source of the page, without a full stop."""
    total = len(meeting.points)
    carried = {
        name: sum(name in {cite.source for cite in point.cite} for point in meeting.points) for name in page.sources
    }
    supplied = _grouped(_supplied(meeting))
    others = _grouped(_others(desk, meeting))
    return {
        name: _of_copy(name, page) + _use(carried[name], total, supplied.get(name, []), others.get(name, []))
        for name in page.sources
    }


def _use(carried: int, total: int, supplied: list[str], others: list[str]) -> str:
    if carried == total:
        return "Carries this page"
    if carried:
        gives = f", and gives {words.listing(supplied)}" if supplied else ""
        return f"Carries {carried} of {words.count(total, 'statement')}{gives}"
    parts = [*(f"for {one}" for one in supplied), *others]
    telling = [one for one in parts if one != BACKGROUND] or parts
    return f"Only {words.listing(telling)}" if telling else "Cited here"


def _of_copy(name: SourceId, page: Apparatus) -> str:
    """For a copy, of which source of the page: "Rewrite of A."."""
    relation = page.relation(name)
    return f"{words.capital(relation)}. " if relation else ""


def _supplied(meeting: Meeting) -> Iterable[tuple[SourceId, str]]:
    """The facts of the page that rest on a source."""
    if meeting.date_basis and meeting.date_basis.cite:
        yield meeting.date_basis.cite.source, "the date"
    yield from ((cite.source, "the place") for cite in meeting.place_cite)
    yield from ((cite.source, "the number in the series") for cite in meeting.ordinal_cite)


def _others(desk: Desk, meeting: Meeting) -> Iterable[tuple[SourceId, str]]:
    """What else the page cites a source for."""
    for use in meeting.wording:
        for step in steps_until(desk, use.track, meeting)[0]:
            if step.meeting != meeting.id:
                place = words.place_name(desk.library.meetings[step.meeting])
                yield from ((cite.source, f"to compare with {place}") for cite in step.use.cite)
    yield from ((cite.source, "for the history of commitments") for cite in _history(desk, meeting))
    for question in meeting.disagreements:
        cites = [cite for reading in question.readings for cite in (*reading.cite, *cites_in(reading.text))]
        yield from (
            (cite.source, "where the sources disagree") for cite in (*cites, *cites_in(question.resolution or ""))
        )
    yield from ((cite.source, "for an office") for cite in _offices(desk, meeting))
    texts = (meeting.summary, meeting.note, *(point.note for point in meeting.points))
    yield from ((cite.source, BACKGROUND) for text in texts for cite in cites_in(text or ""))


def _history(desk: Desk, meeting: Meeting) -> Iterable[Cite]:
    for one in desk.undertaken.get(meeting.id, ()):
        for ref in (*one.earlier[-STEPS_SHOWN:], *one.later[:STEPS_SHOWN]):
            found = point_at(desk.library, ref)
            yield from found[1].cite[:1] if found else ()


def _offices(desk: Desk, meeting: Meeting) -> Iterable[Cite]:
    for one in (*meeting.participants, *meeting.absent):
        person = desk.library.people.get(one.person)
        office = office_at(person, meeting) if person and not one.role else None
        yield from office.cite if office else ()


def _grouped(pairs: Iterable[tuple[SourceId, str]]) -> dict[SourceId, list[str]]:
    found: dict[SourceId, dict[str, None]] = {}
    for name, part in pairs:
        found.setdefault(name, {})[part] = None
    return {name: list(parts) for name, parts in found.items()}
