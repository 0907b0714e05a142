"""Writes a generated corpus: `python -m tests.bench.corpus DIR -n 250 [--seed 1] [-j 2]`.

The folder becomes a project with `content/`, ready for `briefbook build --content DIR/content`. The same number and
seed give the same bytes; no clock and no network are asked. A meeting is the same text at every size.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from .briefing import UNCITED, briefing, draft
from .captures import ATTENDANCE, COPY, dossier
from .occasion import Occasion, occasion
from .sourcetext import source_file
from .standing import series_files, standing_files
from .tracks import has_step
from .world import career
from .yamltext import Value, document

CHUNK = 250
FOLDERS = ("meetings", "sources", "people", "organizations", "topics", "series", "wording", "pages")


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
    stretches = [range(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK)]
    write = partial(_write_stretch, content, seed)
    if jobs > 1 and len(stretches) > 1:
        with ProcessPoolExecutor(jobs) as pool:
            done = _joined(list(pool.map(write, stretches)))
    else:
        done = _joined([write(one) for one in stretches])
    for files in (standing_files(seed, count, done.seen), series_files(seed, done.met, done.tracked)):
        for path, text in files:
            _save(content / path, text)


def _joined(parts: list[Written]) -> Written:
    """The parts as one; what an earlier meeting gives stands."""
    seen: dict[tuple[int, str], str] = {}
    met: dict[int, Occasion] = {}
    for part in reversed(parts):
        seen |= part.seen
        met |= part.met
    return Written(seen, met, frozenset().union(*(part.tracked for part in parts)))


def _write_stretch(content: Path, seed: int, numbers: range) -> Written:
    """Writes the meetings of these numbers and their sources."""
    seen: dict[tuple[int, str], str] = {}
    met: dict[int, Occasion] = {}
    tracked: set[int] = set()
    for number in numbers:
        event = occasion(seed, number)
        for path, text in meeting_files(seed, event, seen):
            _save(content / path, text)
        if event.place:
            met.setdefault(event.place.series, event)
            if has_step(event.place):
                tracked.add(event.place.series)
    return Written(seen, met, frozenset(tracked))


def meeting_files(seed: int, event: Occasion, seen: dict[tuple[int, str], str]) -> Iterator[tuple[str, str]]:
    """Path and text of a meeting's file and of its sources; offices given for the first time go into `seen`."""
    file = dossier(seed, event)
    own = draft(seed, file)
    yield f"meetings/{event.id}.yaml", document(briefing(own))
    for nth, capture in enumerate(file.captures):
        accept: dict[str, Value] = {"R109": UNCITED} if capture.role == COPY and own.copy is None else {}
        yield f"sources/{capture.id}.md", source_file(seed, event, nth, file.captures, accept)
    for seat in event.seats:
        month = max(term.start for term in career(seed, seat.person) if term.start <= f"{event.day:%Y-%m}")
        seen.setdefault((seat.person, month), own.at(0, ATTENDANCE))


def _save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.corpus", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the project goes; its content/ is written anew")
    parser.add_argument("-n", type=int, default=250, help="how many meetings")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another corpus")
    parser.add_argument("-j", "--jobs", type=int, default=min(4, os.cpu_count() or 1), help="processes")
    given = parser.parse_args()
    write_corpus(given.folder, given.n, given.seed, given.jobs)


if __name__ == "__main__":
    main()
