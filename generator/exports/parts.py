"""What the formats of a citation share: text on one line, and CSL's dates as EDTF, which two of them speak."""

from __future__ import annotations

from ..edtf_reader import SPRING
from ..hygiene import CONTROLS
from ..views import CslDate


def one_line(text: str) -> str:
    """The text without line breaks and control characters: a format of lines ends where a line does."""
    return CONTROLS.sub("", " ".join(text.split()))


def edtf(date: CslDate) -> str:
    """The date as EDTF; empty if only words can say it."""
    if date.literal or not date.date_parts:
        return ""
    if date.season:
        return f"{date.date_parts[0][0]:04}-{date.season + SPRING - 1}{'~' if date.circa else ''}"
    written = [f"{year:04}" + "".join(f"-{part:02}" for part in rest) for year, *rest in date.date_parts]
    return "/".join(one + ("~" if date.circa else "") for one in written)
