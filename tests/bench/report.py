"""Runs as tables in Markdown: medians, and Briefbook's as a part of Hugo's. Nothing is measured here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from .builders import PEER, PLAIN, SEARCH, Builder
from .output import Weight, weights
from .rounds import Run

NAMES = {
    "cold": "cold",
    "unchanged": "nothing changed",
    "summary": "one summary edited",
    "source": "one source added",
    "person": "one person renamed",
    "template": "a template edited",
}
BUSY = 0.15
"""Processors that others kept busy: above it, figures are those of a busy machine."""
KILO, MILLI = 1e3, 1e3
DIFFERENCE = (
    "What the index costs is the difference of two medians: small ones are noise, and so is anything below zero."
)

Figure = Callable[[Run], float]
FIGURES: Mapping[str, Figure] = {
    "wall s": lambda run: run.cost.wall,
    "CPU s": lambda run: run.cost.cpu,
    "peak MB": lambda run: run.cost.peak,
}


def report(runs: Sequence[Run]) -> Iterator[str]:
    """Everything but the sizes of the pages, size by size, then how cost grows."""
    for count in dict.fromkeys(run.meetings for run in runs):
        own = [run for run in runs if run.meetings == count]
        yield from ("", f"## {count:,} meetings", "", noise(own), "", *_ratios(own))
        if any(run.builder == SEARCH for run in own):
            yield from ("", "### The search index", "", DIFFERENCE, "", *_search(own))
        yield from ("", "### What was written", "", *_written(own))
    if len({run.meetings for run in runs}) > 1:
        yield from ("", "## Cost against size", "", *_growth(runs))


def noise(runs: Sequence[Run]) -> str:
    """How busy the machine was."""
    others, load = median(run.cost.others for run in runs), median(run.cost.load for run in runs)
    turns = 1 + max(run.turn for run in runs)
    busy = "Taken on a BUSY machine: the ratios are rough, the seconds are no claim. " if others > BUSY else ""
    rounds = f"Medians of {turns} rounds" if turns > 1 else "One round"
    return f"{busy}{rounds}; load average {load:.1f}, others kept {others:.2f} processors busy meanwhile."


def _ratios(runs: Sequence[Run]) -> Iterator[str]:
    """A row a phase: Briefbook without search, Hugo, and the ratio, for each figure."""
    heads = " | ".join(f"{name}: Briefbook | Hugo | ratio" for name in FIGURES)
    yield f"| phase | {heads} |"
    yield "| --- |" + " ---: |" * 3 * len(FIGURES)
    for phase in _phases(runs):
        cells = []
        for figure in FIGURES.values():
            ours, hugo = _median(runs, phase, PLAIN, figure), _median(runs, phase, PEER, figure)
            cells += [_number(ours), _number(hugo), f"**{ours / hugo:.2f}**" if ours and hugo else "–"]
        yield f"| {NAMES[phase]} | {' | '.join(cells)} |"


def _search(runs: Sequence[Run]) -> Iterator[str]:
    """Briefbook with its search index, and what of it is the index."""
    yield "| phase | " + " | ".join(f"{name} | of it the index" for name in FIGURES) + " |"
    yield "| --- |" + " ---: |" * 2 * len(FIGURES)
    for phase in _phases(runs):
        cells = []
        for figure in FIGURES.values():
            whole, plain = _median(runs, phase, SEARCH, figure), _median(runs, phase, PLAIN, figure)
            cells += [_number(whole), _number(whole - plain if whole and plain else None)]
        yield f"| {NAMES[phase]} | {' | '.join(cells)} |"


def _written(runs: Sequence[Run]) -> Iterator[str]:
    """Files written of all files, and what the builder said, by phase and builder; of the last round."""
    yield "| phase | builder | files written | of | the builder says |"
    yield "| --- | --- | ---: | ---: | --- |"
    last = {(run.phase, run.builder): run for run in runs}
    for phase in _phases(runs):
        for run in (run for (of, _), run in last.items() if of == phase):
            yield f"| {NAMES[phase]} | {run.builder} | {run.written:,} | {run.files:,} | {run.said} |"


def _growth(runs: Sequence[Run]) -> Iterator[str]:
    """Time and memory a page, by size, and what each further page costs more than at the size before."""
    figures = "wall ms a page | CPU ms a page | peak kB a page | CPU ms a further page | peak kB a further page"
    yield f"| phase | builder | meetings | pages | {figures} |"
    yield "| --- | --- |" + " ---: |" * 7
    groups = dict.fromkeys((run.phase, run.builder, run.meetings) for run in runs)
    before: tuple[str, str] | None = None
    smaller = Size(0, 0.0, 0.0, 0.0)
    for phase, builder, count in sorted(groups, key=lambda one: (list(NAMES).index(one[0]), one[1], one[2])):
        size = _size([run for run in runs if (run.phase, run.builder, run.meetings) == (phase, builder, count)])
        further = _further(smaller, size) if before == (phase, builder) else "– | –"
        before, smaller = (phase, builder), size
        a_page = " | ".join(f"{value:.2f}" for value in (size.wall / size.pages, size.cpu / size.pages))
        cells = f"{size.pages:,} | {a_page} | {size.peak / size.pages:.0f} | {further}"
        yield f"| {NAMES[phase]} | {builder} | {count:,} | {cells} |"


class Size(NamedTuple):
    """One phase at one size: pages, milliseconds and kilobytes."""

    pages: int
    wall: float
    cpu: float
    peak: float


def _size(runs: Sequence[Run]) -> Size:
    wall, cpu, peak = (median(figure(run) for run in runs) for figure in FIGURES.values())
    return Size(runs[-1].pages, wall * MILLI, cpu * MILLI, peak * KILO)


def _further(smaller: Size, larger: Size) -> str:
    """What each page beyond the smaller size costs: the start of the program, which every size has, is not in it."""
    more = larger.pages - smaller.pages
    if more <= 0:
        return "– | –"
    return f"{(larger.cpu - smaller.cpu) / more:.2f} | {(larger.peak - smaller.peak) / more:.0f}"


def sizes(builders: Sequence[Builder]) -> Iterator[str]:
    """The pages of each builder by kind, with the mean size of their HTML."""
    shown = [one for one in builders if one.name != SEARCH]
    weighed = [weights(one.out) for one in shown]
    yield "| pages | " + " | ".join(f"{one.name} | kB a page" for one in shown) + " |"
    yield "| --- |" + " ---: |" * 2 * len(shown)
    for kind in sorted({kind for one in weighed for kind in one}):
        yield f"| {kind} | {' | '.join(_weight(one.get(kind)) for one in weighed)} |"
    totals = [Weight(sum(one.pages for one in by.values()), sum(one.size for one in by.values())) for by in weighed]
    yield f"| all | {' | '.join(_weight(one) for one in totals)} |"


def _weight(one: Weight | None) -> str:
    return f"{one.pages:,} | {one.size / one.pages / KILO:.1f}" if one else "– | –"


def _phases(runs: Sequence[Run]) -> list[str]:
    return [phase for phase in NAMES if any(run.phase == phase for run in runs)]


def _median(runs: Sequence[Run], phase: str, builder: str, figure: Figure) -> float | None:
    values = [figure(run) for run in runs if (run.phase, run.builder) == (phase, builder)]
    return median(values) if values else None


def _number(value: float | None) -> str:
    """Two places, none where there are three digits before them."""
    if value is None:
        return "–"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.2f}"


def line(run: Run) -> str:
    """One run, as it ends."""
    spent = run.cost
    figures = f"{spent.wall:8.2f} s wall {spent.cpu:8.2f} s CPU {spent.peak:7.0f} MB {run.written:7,} files written"
    return f"{run.meetings:6,} {NAMES[run.phase]:<19} {run.builder:<22}{figures}"
