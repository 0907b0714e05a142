"""Charts of dates in lanes: where every mark, bar and name stands.

A function of the events it is given: it decides places and lets no two names meet; a mark for whose name there is no
room stays unnamed and is counted. It knows no meetings, no URLs and no markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ..advances import Face, isolated, shortened, width
from ..dates import Edtf
from ..model import Value
from ..views.chart import Anchor, Box, Chart, Label, Mark, Stroke
from .scale import Scale, ticks


class Event(Value):
    """What happened on a date. `day` stands behind the name, `phrase`, words somebody is quoted with, below it.

    A `strong` one is named first; one without a name is a mark and no more.
    """

    date: Edtf
    mark: Mark
    name: str
    day: str = ""
    phrase: str = ""
    language: str = ""
    strong: bool = False


class Stretch(Value):
    """A bar or line between two days; `kind` is a class: "bar" attested, "soft" assumed."""

    kind: str
    first: date
    last: date


class Lane(Value):
    """Events on one line. `ruled`: the line runs through; else only the stretches are drawn."""

    title: str
    events: tuple[Event, ...]
    stretches: tuple[Stretch, ...] = ()
    ruled: bool = True


PHONE = 350
"""The width of a drawing that a phone holds."""


class Sheet(Value):
    """The room for a drawing: sizes of text, how many lines of names may stand below each other, and in how many rows
    marks stand that would lie over each other; what has no row of its own shares the last.
    """

    width: int
    left: int = 0
    size: int = 14
    phrase_size: int = 18
    lines: int = 3
    rows: int = 4

    @property
    def title_room(self) -> int:
        """How long the title of a lane may be: beside the grid, or half of a wide drawing without room beside it."""
        return self.left or min(self.width, max(self.width // 2, PHONE))


class _Area(Value):
    """A rectangle that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, others: Iterable[_Area]) -> bool:
        """Whether it shares more than an edge with any of them."""
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        for other in others:
            if left < other.right and other.left < right and top < other.bottom and other.top < bottom:
                return True
        return False

    def wider(self, by: float) -> _Area:
        """With that much more on either side."""
        return _Area(left=self.left - by, top=self.top, right=self.right + by, bottom=self.bottom)


class _Group(Value):
    """Events that have one mark: of the same day or the same stretch."""

    events: tuple[Event, ...]
    area: _Area


class _Row(Value):
    """Marks beside each other, and the names below them."""

    groups: tuple[_Group, ...]
    names: tuple[_Name, ...]
    bottom: float


class _Spot(NamedTuple):
    """A way to write the name of a mark: name and phrase, how far down, and flush with which side of the mark."""

    words: tuple[str, str]
    group: _Group
    top: float
    anchor: Anchor

    @property
    def at(self) -> float:
        """The side of the mark."""
        return self.group.area.left if self.anchor is Anchor.START else self.group.area.right

    @property
    def inner(self) -> float:
        """Where a line leads down from the mark."""
        return self.at + 1 if self.anchor is Anchor.START else self.at - 1

    @property
    def far(self) -> bool:
        """Whether it needs that line."""
        return self.top - self.group.area.bottom > CLEAR


class _Name(Value):
    """What is written at a mark. `areas` are taken: one for each label, then others."""

    labels: tuple[Label, ...]
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    areas: tuple[_Area, ...]
    events: int


SIDE = 14
"""A day's square."""

BAR = 8
"""The height of a stretch; its width is true, but never less."""

HEAD = 34
CLEAR = 12
"""Between two names, and between two marks of a row."""

SPACED = 1.25
"""How much wider a text can be with the spacing of WCAG's criterion 1.4.12."""

SEMIBOLD = 1.06
"""How much wider the letters of a lane's title are."""

LONGEST_NAME = 250
PHRASE_ROOMS = (420, 330, 260, 190, 0)
"""How long a phrase may be before it is cut. Phrases that would cost other names their place are cut shorter."""


class _Drawn(Value):
    """A lane in its place."""

    labels: tuple[Label, ...]
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    bottom: float
    unnamed: int


def chart(id: str, title: str, lanes: Sequence[Lane], axis: Scale, sheet: Sheet) -> Chart:
    """The lanes one below the other, under the names of months or years."""
    drawn: list[_Drawn] = []
    for lane in lanes:
        drawn.append(_drawn(lane, axis, drawn[-1].bottom if drawn else HEAD, sheet))
    bottom = drawn[-1].bottom if drawn else HEAD
    grid = ticks(axis, sheet.size)
    months = tuple(Label(kind="t2", x=one.x + CLEAR / 2, y=20, text=one.text) for one in grid)
    return Chart(
        id=id,
        title=title,
        width=sheet.width,
        height=round(bottom),
        size=sheet.size,
        boxes=tuple(box for one in drawn for box in one.boxes),
        strokes=(*(_grid_line(one.x, bottom) for one in grid), *(line for one in drawn for line in one.strokes)),
        labels=(*months, *(label for one in drawn for label in one.labels)),
        note=_note(sum(one.unnamed for one in drawn)),
    )


def _note(unnamed: int) -> str:
    """What the chart leaves to the list beside it."""
    if not unnamed:
        return ""
    return (
        "One has no name here for want of room." if unnamed == 1 else f"{unnamed:,} have no name here for want of room."
    )


def _drawn(lane: Lane, axis: Scale, top: float, sheet: Sheet) -> _Drawn:
    line = top + (HEAD if lane.title else SIDE)
    rows: list[_Row] = []
    for groups in _in_rows(lane.events, axis, sheet):
        rows.append(_row(groups, rows[-1].bottom + SIDE if rows else line, sheet))
    names = [name for row in rows for name in row.names]
    marks = [group for row in rows for group in row.groups]
    return _Drawn(
        labels=(*_titled(lane, top, sheet), *(label for name in names for label in name.labels)),
        boxes=(
            *_stretches(lane, axis, line),
            *(_box(group) for group in marks),
            *(box for name in names for box in name.boxes),
        ),
        strokes=(*_lines(lane, axis, line, sheet), *(stroke for name in names for stroke in name.strokes)),
        bottom=max([line + SIDE, *(row.bottom for row in rows)]) + CLEAR,
        unnamed=sum(_wished(group) for group in marks) - sum(name.events for name in names),
    )


def _grid_line(x: float, bottom: float) -> Stroke:
    return Stroke(kind="ax", x1=x, y1=8, x2=x, y2=round(bottom, 1))


def _titled(lane: Lane, top: float, sheet: Sheet) -> Iterator[Label]:
    if lane.title:
        text = shortened(lane.title, Face.SANS, sheet.size * SEMIBOLD, sheet.title_room - CLEAR)
        whole = lane.title if text != lane.title else ""
        yield Label(kind="tb", x=0, y=top + HEAD - CLEAR, text=text, whole=whole)


def _lines(lane: Lane, axis: Scale, y: float, sheet: Sheet) -> Iterator[Stroke]:
    if lane.ruled:
        yield Stroke(kind="axs", x1=0, y1=y, x2=sheet.width, y2=y)
    for one in lane.stretches:
        if one.kind == "soft":
            yield Stroke(kind="soft", x1=axis.start(one.first), y1=y, x2=axis.end(one.last), y2=y)


def _stretches(lane: Lane, axis: Scale, y: float) -> Iterator[Box]:
    for one in lane.stretches:
        if one.kind != "soft":
            left, right = axis.start(one.first), axis.end(one.last)
            yield Box(kind=one.kind, x=left, y=y - BAR / 2, width=round(right - left, 1), height=BAR)


def _in_rows(events: Iterable[Event], axis: Scale, sheet: Sheet) -> list[list[_Group]]:
    """A mark for each day or stretch around a line at 0, each in the first row that is free there."""
    together: dict[tuple[Mark, date | None, date | None], list[Event]] = {}
    for event in events:
        together.setdefault((event.mark, event.date.earliest, event.date.latest), []).append(event)
    rows: list[list[_Group]] = []
    for same in sorted(together.values(), key=_by_place):
        area = _place(same[0], axis)
        wide = area.wider(2)
        free = (row for row in rows if not wide.meets(one.area for one in row))
        row = next(free, None)
        if row is None and len(rows) < sheet.rows:
            rows.append(row := [])
        (rows[-1] if row is None else row).append(_Group(events=tuple(same), area=area))
    return rows


def _by_place(events: list[Event]) -> tuple[bool, date, date]:
    """Days before stretches: they stand on the line."""
    one = events[0]
    is_stretch = one.mark in {Mark.SPAN, Mark.INFERRED_SPAN}
    return is_stretch, one.date.earliest or date.min, one.date.latest or date.max


def _place(event: Event, axis: Scale) -> _Area:
    """Where the mark is, around a line at 0."""
    if event.mark in {Mark.DAY, Mark.INFERRED_DAY} and event.date.earliest:
        left = min(max(axis.middle(event.date.earliest) - SIDE / 2, 0), axis.right - SIDE)
        return _Area(left=round(left, 1), top=-SIDE / 2, right=round(left + SIDE, 1), bottom=SIDE / 2)
    left = axis.start(event.date.earliest or axis.first)
    right = axis.end(event.date.latest or axis.last)
    left = min(left, axis.right - BAR)
    return _Area(left=left, top=-BAR / 2, right=max(right, left + BAR), bottom=BAR / 2)


def _moved(area: _Area, down: float) -> _Area:
    return _Area(left=area.left, top=area.top + down, right=area.right, bottom=area.bottom + down)


def _box(group: _Group) -> Box:
    area = group.area
    return Box(
        kind=group.events[0].mark.value,
        x=area.left,
        y=area.top,
        width=round(area.right - area.left, 1),
        height=round(area.bottom - area.top, 1),
    )


def _row(groups: Sequence[_Group], y: float, sheet: Sheet) -> _Row:
    """The marks at `y`, and the names below as many as there is room for; longer phrases give way to more names.

    The most important names choose first; where more can be named from left to right, it is done so.
    """
    placed = tuple(_Group(events=one.events, area=_moved(one.area, y)) for one in groups)
    rooms = PHRASE_ROOMS if any(_said(one) for one in placed) else (0,)
    orders = (sorted(placed, key=_importance), sorted(placed, key=_from_the_left))
    base = y + SIDE / 2 + 2
    ways = (max((_named(placed, order, base, sheet, room) for room in rooms), key=_worth) for order in orders)
    first = next(ways)
    every = (sum(map(_wished, placed)), sum(_said(one) is not None for one in placed))
    return first if _worth(first)[:2] == every else max(first, *ways, key=lambda row: _worth(row)[:2])


def _named(groups: tuple[_Group, ...], order: Sequence[_Group], base: float, sheet: Sheet, room: float) -> _Row:
    """Names below `base`, given their places in that order, with phrases of that length."""
    taken: list[_Area] = []
    names: list[_Name] = []
    for group in (one for one in order if _wished(one)):
        name = next(_free(group, base, taken, sheet, room), None)
        if name:
            taken += (area.wider(CLEAR / 2) for area in name.areas)
            names.append(name)
    return _Row(groups=groups, names=tuple(names), bottom=max([base, *(area.bottom for area in taken)]))


def _worth(row: _Row) -> tuple[int, int, float]:
    """Names, then phrases, then little height."""
    return sum(name.events for name in row.names), sum(len(name.boxes) for name in row.names), -row.bottom


def _importance(group: _Group) -> tuple[bool, bool, int]:
    latest = max((one.date.latest or one.date.earliest or date.min).toordinal() for one in group.events)
    return not any(one.phrase for one in group.events), not any(one.strong for one in group.events), -latest


def _from_the_left(group: _Group) -> float:
    return group.area.left


def _free(group: _Group, base: float, taken: Sequence[_Area], sheet: Sheet, longest: float) -> Iterator[_Name]:
    """The places for a name where it meets nothing: with as much as can be said, as near to the mark as can be. What is
    `taken` has its room around it.
    """
    for words in _words(group, sheet, longest):
        for line in range(sheet.lines):
            top = base + line * (sheet.size + 6)
            for anchor in Anchor:
                spot = _Spot(words, group, top, anchor)
                areas = _areas(spot, sheet)
                if _is_inside(areas, spot, sheet) and not any(mine.meets(taken) for mine in areas):
                    yield _name(spot, areas, sheet)


def _words(group: _Group, sheet: Sheet, longest: float) -> Iterator[tuple[str, str]]:
    """Name and phrase: first with all there is, then without the phrase, then without the day."""
    said = _said(group)
    text = _text(group, sheet, dated=True)
    if said and longest:
        yield text, f"“{shortened(said.phrase, Face.SERIF, sheet.phrase_size, longest)}”"
    yield text, ""
    yield _text(group, sheet, dated=False), ""


def _is_inside(areas: tuple[_Area, ...], spot: _Spot, sheet: Sheet) -> bool:
    """Whether the name stays in the drawing, even with letters and words as far apart as a reader may ask for."""
    for area in areas[: 2 if spot.words[1] else 1]:
        wide = (area.right - area.left) * SPACED
        if (area.left + wide > sheet.width) if spot.anchor is Anchor.START else (area.right - wide < 0):
            return False
    return all(area.left >= 0 and area.right <= sheet.width for area in areas)


def _areas(spot: _Spot, sheet: Sheet) -> tuple[_Area, ...]:
    """What a name takes: its text, its phrase if it has one, and the line that leads there from afar."""
    text, phrase = spot.words
    areas = [_written(spot, 0, width(text, Face.SANS, sheet.size), sheet.size + 4)]
    if phrase:
        wide = width(phrase, Face.SERIF, sheet.phrase_size)
        areas.append(_written(spot, sheet.size + 8, wide, sheet.phrase_size + 6))
    if spot.far:
        areas.append(_Area(left=spot.inner - 1, top=spot.group.area.bottom, right=spot.inner + 1, bottom=spot.top))
    return tuple(areas)


def _name(spot: _Spot, areas: tuple[_Area, ...], sheet: Sheet) -> _Name:
    """The name as it is drawn, with the areas that it takes."""
    text, phrase = spot.words
    group, at, anchor = spot.group, spot.at, spot.anchor
    kind = "tb" if any(one.strong for one in group.events) else "tx"
    labels = [Label(kind=kind, x=at, y=spot.top + sheet.size, text=text, anchor=anchor)]
    boxes, strokes = [], []
    if phrase:
        said, area = _said(group), areas[1]
        below = spot.top + sheet.size + 8
        language = said.language if said else ""
        boxes.append(Box(kind="mk", x=area.left, y=below + 1, width=round(area.right - area.left, 1), height=22))
        labels.append(Label(kind="phr", x=at, y=below + 17, text=phrase, anchor=anchor, language=language))
    if spot.far:
        strokes.append(Stroke(kind="ld", x1=spot.inner, y1=group.area.bottom, x2=spot.inner, y2=spot.top + 2))
    return _Name(labels=tuple(labels), boxes=tuple(boxes), strokes=tuple(strokes), areas=areas, events=_wished(group))


def _wished(group: _Group) -> int:
    """How many events of a mark have names to be written."""
    return sum(bool(one.name) for one in group.events)


def _said(group: _Group) -> Event | None:
    return next((one for one in group.events if one.phrase and one.name), None)


def _text(group: _Group, sheet: Sheet, *, dated: bool) -> str:
    """The name with its day: "Rio de Janeiro, 22 Feb", "Seoul and 5 more". Names give way to the room, days do not."""
    named = [one for one in group.events if one.name]
    first = _said(group) or min(named, key=lambda one: (not one.strong, len(one.name)))
    more = f" and {len(named) - 1} more" if len(named) > 1 else ""
    rest = more + (f", {first.day}" if first.day and dated else "")
    room = LONGEST_NAME - width(rest, Face.SANS, sheet.size)
    return isolated(shortened(first.name, Face.SANS, sheet.size, room)) + rest


def _written(spot: _Spot, down: float, wide: float, high: float) -> _Area:
    """What a text takes that far below the top of its spot, with the room that has to stay free around it."""
    left = spot.at if spot.anchor is Anchor.START else spot.at - wide
    top = spot.top + down
    return _Area(left=round(left, 1), top=top, right=round(left + wide, 1), bottom=top + high)
