"""Saves seen in the browser as tables in Markdown: medians and 95th percentiles. Nothing is measured here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median, quantiles
from typing import NamedTuple

from .report import BUSY

NAMES = {
    "summary": "a summary, on the meeting's page",
    "person": "a person renamed, on their page",
    "named": "a person renamed, on a meeting's page",
    "style": "the style sheet, on a meeting's page",
    "template": "the template of meetings, on the page of one",
    "checkout": "a checkout of many files, two pages",
}
TWENTIETHS = 20
HIGH = 100
NONE = "–"


class Seen(NamedTuple):
    """One save: milliseconds until it was painted, 0 if it never was; `shift` and `error` are those of the browser's
    clock.
    """

    meetings: int
    phase: str
    turn: int
    builder: str
    files: int
    painted: float
    shift: float
    error: float


class Standing(NamedTuple):
    """One server: seconds to the first page painted, the part of a processor that it keeps busy when nothing happens,
    and megabytes before the first save and after the last.
    """

    meetings: int
    builder: str
    start: float
    idle: float
    megabytes: float
    megabytes_after: float


class Around(NamedTuple):
    """How busy others kept the machine, in processors."""

    meetings: int
    others: float
    load: float


def report(seen: Sequence[Seen], standing: Sequence[Standing], around: Sequence[Around]) -> Iterator[str]:
    """Size by size."""
    for one in around:
        own = [sight for sight in seen if sight.meetings == one.meetings]
        yield from ("", f"## {one.meetings:,} meetings", "", noise(one), "", *_latencies(own))
        yield from ("", *_servers([server for server in standing if server.meetings == one.meetings]))


def noise(around: Around) -> str:
    """How far the figures can be relied on."""
    busy = "Taken on a BUSY machine: the milliseconds are no claim. " if around.others > BUSY else ""
    return f"{busy}Load average {around.load:.1f}, others kept {around.others:.2f} processors busy meanwhile."


def _latencies(seen: Sequence[Seen]) -> Iterator[str]:
    """A row a phase; for each server the median and the 95th percentile, and Briefbook's median as a part of Hugo's."""
    names = sorted({one.builder for one in seen})
    heads = [f"{name}: median | p95" for name in names] + ["ratio"] * (len(names) > 1)
    yield f"| saved to painted, ms | files | saves | {' | '.join(heads)} |"
    yield "| --- |" + " ---: |" * (2 + 2 * len(names) + (len(names) > 1))
    for phase in (phase for phase in NAMES if any(one.phase == phase for one in seen)):
        by_name = [[one for one in seen if (one.phase, one.builder) == (phase, name)] for name in names]
        files = " / ".join(_span([one.files for one in own]) for own in by_name)
        spreads = [_spread([one.painted for one in own if one.painted]) for own in by_name]
        cells = [_number(value) for spread in spreads for value in spread]
        if len(names) > 1:
            cells.append(f"**{spreads[0][0] / spreads[-1][0]:.2f}**" if min(spreads)[0] else NONE)
        saves = " / ".join(_counted(own) for own in by_name)
        yield f"| {NAMES[phase]} | {files} | {saves} | {' | '.join(cells)} |"


def _counted(own: Sequence[Seen]) -> str:
    """How many saves were painted, and of how many if some never were."""
    painted = sum(one.painted > 0 for one in own)
    return str(painted) if painted == len(own) else f"{painted} of {len(own)}"


def _span(values: Sequence[int]) -> str:
    """From the least to the most."""
    if not values:
        return NONE
    least, most = min(values), max(values)
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def _spread(values: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile; of few values the latter is nearly the greatest. Zeros if there are none."""
    if len(values) < 2:
        return (values[0], values[0]) if values else (0.0, 0.0)
    return median(values), quantiles(values, n=TWENTIETHS, method="inclusive")[-1]


def _servers(standing: Sequence[Standing]) -> Iterator[str]:
    """A row a server."""
    yield "| server | first page painted after s | MB then | MB after all saves | idle: % of a processor |"
    yield "| --- |" + " ---: |" * 4
    for one in standing:
        cells = f"{one.start:.2f} | {one.megabytes:.0f} | {one.megabytes_after:.0f} | {HIGH * one.idle:.1f}"
        yield f"| {one.builder} | {cells} |"


def _number(value: float) -> str:
    """A place where there are less than three digits before it; nothing was measured that took no time."""
    if not value:
        return NONE
    return f"{value:,.0f}" if value >= HIGH else f"{value:.1f}"


def line(one: Seen) -> str:
    """One save, as it is seen."""
    painted = f"{one.painted:9.1f} ms" if one.painted else "       never"
    return f"{one.meetings:6,} {NAMES[one.phase]:<46} {one.builder:<10}{painted} {one.files:6,} files"
