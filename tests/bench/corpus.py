"""Writes a generated corpus: `python -m tests.bench.corpus DIR -n 250 [--seed 1] [-j 2] [--for hugo]`.

The folder becomes a project with `content/`, ready for `briefbook build --content DIR/content`, or for Hugo. The same
number and seed give the same bytes; no clock and no network are asked. A meeting is the same text at every size.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from . import hugo
from .captures import ATTENDANCE
from .filed import Filed, desk_files, filed
from .occasion import Occasion, occasion
from .standing import Files, series_files, standing_files
from .tracks import has_step
from .world import career

CHUNK = 250
FOLDERS = ("meetings", "sources", "people", "organizations", "topics", "series", "wording", "pages")
Writer = Callable[[Filed], Files]


class Written(NamedTuple):
    """What the other files need to know of some meetings: where offices are given, first meetings, tracks."""

    seen: dict[tuple[int, str], str]
    met: dict[int, Occasion]
    tracked: frozenset[int]


def write_corpus(folder: Path, count: int, seed: int = 1, jobs: int = 1) -> None:
    """The whole project in `folder`; files of another corpus in it are removed."""
    content = folder / "content"
    for name in FOLDERS:
        (content / name).mkdir(parents=True, exist_ok=True)
        for old in (content / name).iterdir():
            old.unlink()
    done = _write_meetings(content, desk_files, count, seed, jobs)
    save(content, standing_files(seed, count, done.seen))
    save(content, series_files(seed, done.met, done.tracked))


def write_for_hugo(folder: Path, count: int, seed: int = 1, jobs: int = 1) -> None:
    """The same meetings as a project for Hugo, theme and all, in a folder that holds nothing else."""
    hugo.begin(folder)
    done = _write_meetings(folder / "content", hugo.meeting_files, count, seed, jobs)
    save(folder / "content", hugo.standing_files(seed, count, done.met, done.tracked))


def _write_meetings(content: Path, writer: Writer, count: int, seed: int, jobs: int) -> Written:
    """Writes all meetings in stretches, each in a process of its own."""
    stretches = [range(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK)]
    write = partial(_write_stretch, content, writer, seed)
    if jobs > 1 and len(stretches) > 1:
        with ProcessPoolExecutor(jobs) as pool:
            return _joined(list(pool.map(write, stretches)))
    return _joined([write(one) for one in stretches])


def _joined(parts: list[Written]) -> Written:
    """The parts as one; what an earlier meeting gives stands."""
    seen: dict[tuple[int, str], str] = {}
    met: dict[int, Occasion] = {}
    for part in reversed(parts):
        seen |= part.seen
        met |= part.met
    return Written(seen, met, frozenset().union(*(part.tracked for part in parts)))


def _write_stretch(content: Path, writer: Writer, seed: int, numbers: range) -> Written:
    """Writes the meetings of these numbers and their sources."""
    seen: dict[tuple[int, str], str] = {}
    met: dict[int, Occasion] = {}
    tracked: set[int] = set()
    for number in numbers:
        event = occasion(seed, number)
        one = filed(seed, event)
        save(content, writer(one))
        _note_offices(seed, one, seen)
        if event.place:
            met.setdefault(event.place.series, event)
            if has_step(event.place):
                tracked.add(event.place.series)
    return Written(seen, met, frozenset(tracked))


def _note_offices(seed: int, one: Filed, seen: dict[tuple[int, str], str]) -> None:
    """Offices that are given for the first time go into `seen`."""
    event = one.own.event
    for seat in event.seats:
        month = max(term.start for term in career(seed, seat.person) if term.start <= f"{event.day:%Y-%m}")
        seen.setdefault((seat.person, month), one.own.at(0, ATTENDANCE))


def save(content: Path, files: Iterable[tuple[str, str]]) -> None:
    """Writes texts to their paths below a folder."""
    for name, text in files:
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def main(words: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.corpus", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the project goes; its content/ is written anew")
    parser.add_argument("-n", type=int, default=250, help="how many meetings")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another corpus")
    parser.add_argument("-j", "--jobs", type=int, default=min(4, os.cpu_count() or 1), help="processes")
    builders = {"briefbook": write_corpus, "hugo": write_for_hugo}
    parser.add_argument("--for", dest="builder", choices=builders, default="briefbook", help="who is to build it")
    given = parser.parse_args(words)
    builders[given.builder](given.folder, given.n, given.seed, given.jobs)


if __name__ == "__main__":
    main()
