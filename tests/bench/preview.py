"""Measures how soon a save is seen: Briefbook's preview beside Hugo's, in Chromium, on the same generated corpus.

`python -m tests.bench.run --install-hugo` fetches Hugo's binary, once. `python -m tests.bench.preview -n 250 2500` runs
both servers, saves in turns and prints medians and 95th percentiles as Markdown; every single save is a line of JSON in
the work folder.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

import msgspec
from playwright.sync_api import Browser

from ..e2e.browser import chromium
from ..run.chromium import ADVICE, find
from ..run.shell import CannotGoOnError
from . import latencies
from .builders import DESK_LEAVES, HUGO_LEAVES, PEER, PLAIN, Builder, prepare
from .edits import DESK, HUGO, Scene, page_of, write
from .latencies import Around, Seen, Standing
from .machine import circumstances
from .metering import busy, worked
from .run import add_shared, hugo_of
from .saves import INDEX, SAVES, TEXT, Asked, Save, first_files
from .servers import Server, rest, served
from .sights import NotSeenError, Sight, Sign, Tab

INTERRUPTED = 130
PATIENCE = 60.0
"""Seconds after which a page that does not show a save never will."""
NEVER = Sight(0.0, 0.0, 0.0, 0.0)
"""Of a save that no page showed."""
IDLE = 5.0
AGAIN = 0.01
MILLI = 1e3


class Side(NamedTuple):
    """A server and the window in which its pages are looked at."""

    server: Server
    tab: Tab


class Given(NamedTuple):
    """What is asked for at each size."""

    seed: int
    edits: int
    phases: Sequence[str]
    pause: float
    jobs: int


class PreviewFailedError(Exception):
    """A server ended, or showed nothing at all; the message says what it printed."""


def builders(folder: Path, hugo: Path | None, only: str, *, search: bool) -> tuple[Builder, ...]:
    """Those whose preview is looked at."""
    serve = (sys.executable, "-m", "generator", "serve", *(() if search else ("--no-search",)))
    desk = Builder(PLAIN, DESK, folder / "briefbook", serve, DESK_LEAVES)
    peer = (Builder(PEER, HUGO, folder / "hugo", (str(hugo),), HUGO_LEAVES),) if hugo else ()
    return tuple(one for one in (desk, *peer) if only in {"", one.project.name})


def size(browser: Browser, taking: Sequence[Builder], count: int, given: Given) -> Iterator[Seen | Standing | Around]:
    """Everything of one size, as it is found out."""
    before, begun, load = busy() - worked(os.getpid()), time.perf_counter(), os.getloadavg()[0]
    with ExitStack() as stack:
        standing: list[tuple[Side, Standing]] = []
        for builder in taking:
            _prepare(builder, count, given)
            side = Side(stack.enter_context(served(builder)), Tab(browser, PATIENCE))
            stack.callback(side.tab.close)
            standing.append((side, _begun(side, Scene(given.seed, count, 0))))
        yield from _saves([side for side, _ in standing], count, given)
        for side, one in standing:
            rest([side.server])
            yield one._replace(megabytes_after=side.server.memory)
        others = (busy() - worked(os.getpid()) - before) / (time.perf_counter() - begun)
    yield Around(count, max(0.0, others), load)


def _prepare(builder: Builder, count: int, given: Given) -> None:
    prepare(builder, count, given.seed, given.jobs)
    for name, text in first_files(builder.kind).items():
        write(builder.project / name, text)


def _begun(side: Side, scene: Scene) -> Standing:
    """Waits for the first page, and then for rest."""
    server, tab = side
    page = page_of(scene.meeting).removesuffix(INDEX)
    while not tab.open(server.address + page):
        _must_run(server)
        time.sleep(AGAIN)
    try:
        sight = tab.watch(Sign(TEXT, "by edition 0"), lambda: server.started)
    except NotSeenError as error:
        raise PreviewFailedError(f"{error}\n{server.said()}") from None
    rest([server])
    idle = server.idles(IDLE)
    held = server.memory
    return Standing(scene.meetings, server.builder.name, sight.painted - server.started, idle, held, held)


def _saves(sides: Sequence[Side], count: int, given: Given) -> Iterator[Seen]:
    """Phase by phase; in every other turn the servers come in the opposite order. The first save of a phase is to warm
    up and counts for nothing.
    """
    turn = 0
    dice = random.Random(given.seed)  # noqa: S311 - how long to wait is no secret
    for phase in (phase for phase in SAVES if phase in given.phases):
        for counted in (False, *[True] * given.edits):
            for side in sides if turn % 2 else sides[::-1]:
                pause = given.pause and given.pause + dice.random()
                others = [other.server for other in sides if other is not side]
                sight, files = _save(side, phase, Scene(given.seed, count, turn), others, pause)
                if counted:
                    took = (sight.painted - sight.saved) * MILLI
                    name = side.server.builder.name
                    yield Seen(count, phase, turn, name, files, took, sight.shift * MILLI, sight.error * MILLI)
            turn += 1


def _save(side: Side, phase: str, scene: Scene, others: Sequence[Server], pause: float) -> tuple[Sight, int]:
    """One save, with its page open for a while before, and nothing left to do for the other servers."""
    server, tab = side
    made = SAVES[phase](Asked(server.builder, scene))
    if not tab.open(server.address + made.page):
        _must_run(server)
    time.sleep(pause)
    rest(others)
    project = server.builder.project
    try:
        sight = tab.watch(made.sign, partial(_checked_out if made.spot else _saved, project, made))
    except NotSeenError as error:
        _must_run(server)
        sys.stderr.write(f"{error}\n")
        return NEVER, len(made.files)
    if made.spot:
        sight = sight._replace(painted=max(sight.painted, _served(server, made)))
    return sight, len(made.files)


def _saved(project: Path, made: Save) -> float:
    """Writes the files in place; when the last of them was begun."""
    begun = 0.0
    for name, text in made.files.items():
        begun = time.time()
        write(project / name, text)
    return begun


def _checked_out(project: Path, made: Save) -> float:
    """Replaces the files as git does, each removed and written anew; when the first was begun."""
    begun = time.time()
    for name, text in made.files.items():
        (project / name).unlink()
        write(project / name, text)
    return begun


def _served(server: Server, made: Save) -> float:
    """When a page that nobody has open was first served with the sign."""
    last = time.monotonic() + PATIENCE
    while made.sign.value not in server.page(made.spot):
        if time.monotonic() > last:
            raise PreviewFailedError(f"{server.address}{made.spot} did not show '{made.sign.value}'\n{server.said()}")
        time.sleep(AGAIN)
    return time.time()


def _must_run(server: Server) -> None:
    if not server.runs:
        raise PreviewFailedError(f"the preview of {server.builder.name} has ended:\n{server.said()}")


def measure(given: argparse.Namespace, hugo: Path | None, program: str) -> Iterator[str]:
    """All sizes; what is to be printed. Each save is told and kept as it is seen."""
    where = circumstances(hugo)
    wanted = Given(given.seed, given.edits, given.phases, given.pause, given.jobs)
    found: list[Seen | Standing | Around] = []
    yield f"# Saved to painted\n\n{where.told}"
    with (given.work / "preview.jsonl").open("a", encoding="utf-8") as results, chromium(program) as browser:
        yield f"Chromium {browser.version}"
        for count in given.n:
            taking = builders(
                given.work.resolve() / "preview" / str(count), hugo, given.only, search=not given.no_search
            )
            for one in size(browser, taking, count, wanted):
                found.append(one)
                results.write(msgspec.json.encode({**one._asdict(), **where._asdict()}).decode() + "\n")
                results.flush()
                if isinstance(one, Seen):
                    sys.stderr.write(latencies.line(one) + "\n")
    yield from latencies.report(
        [one for one in found if isinstance(one, Seen)],
        [one for one in found if isinstance(one, Standing)],
        [one for one in found if isinstance(one, Around)],
    )


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.preview", description=__doc__)
    parser.add_argument("-n", type=int, nargs="+", default=[30], metavar="N", help="sizes in meetings (default: 30)")
    parser.add_argument("-e", "--edits", type=int, default=10, help="saves of each phase that count (default: 10)")
    parser.add_argument("--phases", nargs="+", choices=SAVES, default=list(SAVES), help="only these")
    parser.add_argument("--only", choices=("briefbook", "hugo"), default="", help="measure one of them alone")
    parser.add_argument(
        "--pause", type=float, default=2.0, help="seconds before a save, and up to one more; 0 for none"
    )
    parser.add_argument(
        "--no-search", action="store_true", help="Briefbook makes no search index; Hugo makes none anyway"
    )
    add_shared(parser)
    return parser


def main(words: list[str] | None = None) -> int:
    """Runs the command line; the exit code."""
    parser = arguments()
    given = parser.parse_args(words)
    hugo = None if given.only == "briefbook" else hugo_of(parser, given, "--only briefbook")
    try:
        program = find()
    except CannotGoOnError as error:
        parser.error(str(error))
    if program is None:
        parser.error(ADVICE)
    given.work.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, _ended)
    try:
        for told in measure(given, hugo, program):
            sys.stdout.write(f"{told}\n")
            sys.stdout.flush()
    except PreviewFailedError as failed:
        sys.stderr.write(f"{failed}\n")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _ended(*_signal: object) -> NoReturn:
    """Told to end, it goes the way of Ctrl-C, and no server stays."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
