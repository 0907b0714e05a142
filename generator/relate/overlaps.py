"""Whether two stretches of time certainly have a day in common, by what is known of their ends."""

from __future__ import annotations

import datetime

from ..dates import Edtf
from ..model import Membership

ALWAYS, NEVER = datetime.date.min, datetime.date.max


def certainly_overlap(one: Membership, other: Membership) -> bool:
    """Whether both offices were held on one day for certain: an end listed as unknown settles nothing."""
    if any(end in office.unknown for office in (one, other) for end in ("start_date", "end_date")):
        return False
    return _span_overlap(one.start_date, one.end_date, other.start_date, other.end_date)


def _span_overlap(start: Edtf | None, end: Edtf | None, other_start: Edtf | None, other_end: Edtf | None) -> bool:
    """Months and years count from their last possible first day to their first possible last day."""
    latest_start = max(_latest(start), _latest(other_start))
    earliest_end = min(_earliest(end), _earliest(other_end))
    return latest_start < earliest_end


def _latest(start: Edtf | None) -> datetime.date:
    return (start.latest or NEVER) if start else ALWAYS


def _earliest(end: Edtf | None) -> datetime.date:
    return (end.earliest or ALWAYS) if end else NEVER


def may_overlap(start: Edtf | None, end: Edtf | None, other_start: Edtf | None, other_end: Edtf | None) -> bool:
    """Whether two stretches may have a day in common; a missing end is open."""
    first = max(
        (start.earliest or ALWAYS) if start else ALWAYS, (other_start.earliest or ALWAYS) if other_start else ALWAYS
    )
    last = min((end.latest or NEVER) if end else NEVER, (other_end.latest or NEVER) if other_end else NEVER)
    return first <= last
