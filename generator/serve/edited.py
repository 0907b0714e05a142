"""A desk with some entries put in place of others: what their own pages show is new, what others say of them is old.

Made in a moment, to show what was just saved; never what a site is built from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any

import msgspec

from ..model import Entry, Meeting, Point, Source
from ..plan import Desk
from ..reads import Told
from ..relate.blocks import kind_of, told_kinds
from ..relate.commitments import FOLLOWED, Undertaking
from ..relate.edited import edited
from ..relate.tally import known_tally

OF_ITSELF: Mapping[type[Entry], frozenset[str]] = {
    Meeting: frozenset(
        (
            *("name", "summary", "points", "quotes", "assessment", "disagreements", "note", "place", "place_cite"),
            *("ordinal_cite", "date_basis", "hosts", "reviewed_by", "reviewed_on", "updated"),
        )
    ),
    Source: frozenset(
        ("author", "url", "accessed", "archive_url", "license", "rights_note", "rights_holder", "grade", "descriptor")
    ),
}
"""The fields of meetings and sources that decide nothing but what is said of the entry itself. Of other kinds all are
taken for such: what follows from them for others is seen a little later.
"""


NUMBERED = ("points", "quotes", "disagreements")
"""Of these others know the numbers: more may come, but none may go."""


class NotAtOnceError(Exception):
    """More follows from what was edited than can be shown in a moment."""


def edited_desk(desk: Desk, entries: Iterable[Entry]) -> Desk:
    """The desk with these in the place of those of the same kind and id. Raises NotAtOnceError where that is not enough
    to show their own pages.
    """
    entries = tuple(entries)
    for entry in entries:
        _look_at(desk, entry)
    new = copy(desk)
    new.take_words_of(edited(desk.known, entries))
    known = new.known
    new.library = msgspec.structs.replace(known, **told_kinds(known))
    meetings = tuple(known.meetings[entry.id] for entry in entries if isinstance(entry, Meeting))
    new.undertaken = _with(desk.undertaken, {one.id: _undertaken(desk, one) for one in meetings})
    new.cited_on = _with(desk.cited_on, {one.id: known_tally(known, "meetings", one).sources for one in meetings})
    return new


def _look_at(desk: Desk, entry: Entry) -> None:
    """Raises NotAtOnceError if the entry is new, or has changed in what decides more than its own words."""
    old = getattr(desk.known, kind_of(entry)).get(entry.id)
    if old is None:
        raise NotAtOnceError
    for kind, own in OF_ITSELF.items():
        if isinstance(entry, kind) and any(
            getattr(entry, name) != getattr(old, name) for name in entry.__struct_fields__ if name not in own
        ):
            raise NotAtOnceError
    if isinstance(entry, Meeting) and any(len(getattr(entry, name)) < len(getattr(old, name)) for name in NUMBERED):
        raise NotAtOnceError


def _with(relation: Mapping[Any, Any], changed: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """A relation that tells what it is asked, with other answers to some."""
    held = relation.held if isinstance(relation, Told) else relation
    name = relation.name if isinstance(relation, Told) else ""
    return Told(name, {**held, **changed}, of_entries=True)


def _undertaken(desk: Desk, meeting: Meeting) -> tuple[Undertaking, ...]:
    """A meeting's commitments, with what each follows and is followed by as it was known."""
    before = {one.point.id: one for one in desk.undertaken.get(meeting.id, ())}

    def now(point: Point) -> Undertaking:
        old = before.get(point.id)
        earlier, later = (old.earlier, old.later) if old else (point.follows, ())
        return Undertaking(meeting=meeting, point=point, earlier=earlier, later=later)

    return tuple(now(point) for point in meeting.points if point.kind in FOLLOWED)
