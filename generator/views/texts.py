"""The desk's own pages, and what is made for two of them: the page of the method, and that of corrections."""

from __future__ import annotations

from ..model import Value
from .basics import Html, When
from .chart import LegendItem
from .evidence import Chip, KeyEntry, Run, Sigil
from .page import PageBase
from .rows import Attended, CorrectionRow
from .wording import Change, TrackStep


class CheckRow(Value):
    """A check of the build. `weight` is that of this site; `fixed`: no setting can silence it."""

    code: str
    title: str
    why: Html
    weight: str
    fixed: bool


class CheckGroup(Value):
    """The checks of one family."""

    title: str
    rows: tuple[CheckRow, ...]


class Legend(Value):
    """One of each mark that pages have, made as pages make them, to be shown beside what it means."""

    plain: Sigil
    copied: Sigil
    official: Sigil
    chip: Chip
    passage: tuple[Run, ...]
    step: TrackStep
    outlet: TrackStep
    changes: tuple[Change, ...]
    dates: tuple[When, ...]
    marks: tuple[LegendItem, ...]
    attendance: tuple[Attended, ...]
    attendance_label: str


class TextView(PageBase, tag="text"):
    """A Markdown page of the desk. `legend` and `checks` are for the page of the method, `corrections` for theirs.

    `no_corrections` is what the page of corrections says where there is none.
    """

    heading: str
    html: Html
    updated: str
    key: tuple[KeyEntry, ...]
    corrections: tuple[CorrectionRow, ...] = ()
    no_corrections: str = ""
    legend: Legend | None = None
    checks: tuple[CheckGroup, ...] = ()
