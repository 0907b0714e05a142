"""The measurement: rounds of phases, in each of which the builders take turns. What it says is decided in `report`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .builders import Builder
from .edits import EDITS, Proof, Scene
from .metering import Cost, cost
from .output import state, told, weights, written

COLD, UNCHANGED = "cold", "unchanged"
PHASES = (COLD, UNCHANGED, *EDITS)
SHOWN_LINES = 20


class Run(NamedTuple):
    """One build: who built what, in which phase, and what it cost."""

    meetings: int
    phase: str
    turn: int
    builder: str
    cost: Cost
    pages: int
    size: int
    files: int
    written: int
    said: str


class BuildFailedError(Exception):
    """A builder failed, or built something else than was asked."""


def rounds(taking: Sequence[Builder], phases: Sequence[str], count: int, seed: int, turns: int) -> Iterator[Run]:
    """All builds of one size. In every other round the builders come in the opposite order: none is always first."""
    for turn in range(turns):
        order = taking if turn % 2 == 0 else taking[::-1]
        for phase in PHASES:
            if phase in phases or (phase == COLD and turn == 0):
                for builder in order:
                    yield _run(builder, phase, Scene(seed, count, turn))


def _run(builder: Builder, phase: str, scene: Scene) -> Run:
    proof = None
    if phase == COLD:
        builder.clear()
    elif phase in EDITS:
        change = EDITS[phase](builder.project, builder.kind, scene)
        change.save(builder.project)
        proof = change.proof
    before = state(builder.out)
    spent = cost(builder.command, builder.project, builder.environment)
    if spent.code:
        last = "\n".join(spent.output.splitlines()[-SHOWN_LINES:])
        raise BuildFailedError(f"{builder.name} failed in the phase '{phase}', with exit code {spent.code}:\n{last}")
    if proof:
        _prove(builder, phase, proof)
    after = state(builder.out)
    weighed = weights(builder.out).values()
    return Run(
        meetings=scene.meetings,
        phase=phase,
        turn=scene.turn,
        builder=builder.name,
        cost=spent,
        pages=sum(one.pages for one in weighed),
        size=sum(one.size for one in weighed),
        files=len(after),
        written=written(before, after),
        said=told(spent.output),
    )


def _prove(builder: Builder, phase: str, proof: Proof) -> None:
    """A fast build that does not show the change is no build."""
    page: Path = builder.out / proof.page
    if not page.is_file() or proof.words not in page.read_text(encoding="utf-8"):
        raise BuildFailedError(f"{builder.name} in the phase '{phase}': '{page}' does not show \"{proof.words}\"")
