"""What all views are made of: safe markup, links, dates with how they are known, doubts."""

from __future__ import annotations

from enum import StrEnum

from ..model import Value


class Html(Value):
    """Markup that is safe by construction: every text in it was escaped where it was made."""

    markup: str

    def __html__(self) -> str:
        return self.markup

    def __bool__(self) -> bool:
        return bool(self.markup)


NO_HTML = Html(markup="")
"""Where nothing is said."""


class Link(Value):
    """`note` is a short remark beside the link: a date, a count."""

    text: str
    path: str
    note: str = ""


NO_LINK = Link(text="", path="")
"""Where there is nothing to link to and nothing to say."""


class Known(StrEnum):
    """How a fact is known. The names are what readers are told."""

    PRINTED = "printed"
    WORKED_OUT = "worked out"
    EXTERNAL = "from elsewhere"
    INFERRED = "inferred"
    UNKNOWN = "not stated"


class Doubt(Value):
    """A field the desk inferred, or that the sources do not state (then `reason` is empty)."""

    field: str
    known: Known
    reason: str = ""


class When(Value):
    """A date. `iso` is valid in <time datetime>, or empty."""

    text: str
    short: str
    iso: str
    known: Known
    note: str = ""
