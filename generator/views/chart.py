"""Charts with everything in its place: a template writes down what stands here, and measures nothing."""

from __future__ import annotations

from enum import StrEnum

from ..model import Value


class Mark(StrEnum):
    """How a date is drawn, in charts, lists and legends alike. The values are the stylesheet's classes.

    A solid square is a known day, a grey bar a week, month or other stretch at its true length. What the desk inferred
    or knows from elsewhere has a dashed red outline and no filling.
    """

    DAY = "k"
    SPAN = "r"
    INFERRED_DAY = "e"
    INFERRED_SPAN = "r e"
    UNDATED = "u"


class LegendItem(Value):
    """A mark and what it means."""

    kind: str
    text: str


class Anchor(StrEnum):
    """Which end of a text its place is. The values are SVG's."""

    START = "start"
    END = "end"


class Box(Value):
    """A rectangle: a mark, a bar, or the marker behind verbatim words (`kind` is a class)."""

    kind: str
    x: float
    y: float
    width: float
    height: float


class Stroke(Value):
    """A straight line from one place to another."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float


class Label(Value):
    """A line of text on its baseline. `language` where it is not the site's; `whole` where it is cut short."""

    kind: str
    x: float
    y: float
    text: str
    anchor: Anchor = Anchor.START
    language: str = ""
    whole: str = ""


class Chart(Value):
    """A drawing `width` by `height` with text of a `size`; `id` is unique on its page.

    `title` states what it shows, `note` what it leaves out.
    """

    id: str
    title: str
    width: int
    height: int
    size: int
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]
    note: str = ""
