"""What the search index costs, taken apart from the build: from nothing, and after small changes.

`python -m tests.bench.index -n 1000 10000 30000` prints a table as Markdown. Each size has processes of its own. The
pages are those of the generated corpus; beyond their number they come again with their words in another order and one
that no other page has.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

import msgspec

from generator import plan
from generator.indexed import records
from generator.load import load
from generator.search import FILES, KeptBundle, Record, Renewed, renewed

from .corpus import write_corpus
from .machine import circumstances

MEETINGS = 250
SEED = 17
KILO, MEGA = 1 << 10, 1 << 20
OF_PAGES = ("facets.json", "dates.json")

Row = tuple[str, str]
"""What was measured, and the figure as it is printed."""


class Held:
    """What a build would have on its shelf, in memory."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, bytes]] = {}

    def some(self, table: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What a table has under these keys."""
        found = self.tables.get(table, {})
        return {key: found[key] for key in keys if key in found}

    def put(self, made: Renewed) -> KeptBundle:
        """Keeps what is to be kept of a bundle, and takes away what is not."""
        for table, rows in made.rows.items():
            held = {**self.tables.get(table, {}), **rows}
            self.tables[table] = {key: row for key, row in held.items() if row is not None}
        return made.kept

    @property
    def size(self) -> int:
        """Bytes of all values."""
        return sum(len(value) for values in self.tables.values() for value in values.values())


def pages(folder: Path, count: int, meetings: int) -> list[Record]:
    """So many pages for the index, from a corpus that is written into the folder."""
    write_corpus(folder, meetings, SEED)
    library = load(folder / "content").library
    if library is None:
        raise SystemExit("the corpus cannot be read")
    desk = plan.Desk(library)
    found = [one for part in plan.parts(desk) for one in records(desk, tuple(plan.pages_of(desk, part, search=True)))]
    return [_page(found, at) for at in range(count)]


def _page(found: Sequence[Record], at: int) -> Record:
    page = found[at % len(found)]
    return page if at < len(found) else _mixed(msgspec.structs.replace(page, path=f"again-{at}/{page.path}"), at)


def _mixed(page: Record, seed: int) -> Record:
    """The page with its words in another order, and one of its own."""
    chance = Random(seed)  # noqa: S311 - the same words each time
    mixed = []
    for passage in page.passages:
        words = passage.text.split()
        chance.shuffle(words)
        mixed.append(msgspec.structs.replace(passage, text=" ".join((*words, f"page{seed}"))))
    return msgspec.structs.replace(page, passages=tuple(mixed))


def measured(count: int, meetings: int) -> Iterator[Row]:
    """All figures of one size."""
    with tempfile.TemporaryDirectory() as folder:
        given = pages(Path(folder), count, meetings)
    held, kept = Held(), None
    middle = count // 2
    edited = [*given[:middle], _mixed(given[middle], count + 1), *given[middle + 1 :]]
    added = [*edited, _mixed(msgspec.structs.replace(given[0], path="added/"), count + 2)]
    for name, of in (("from nothing", given), ("one page edited", edited), ("one page added", added)):
        kept, seconds = _timed(of, kept, held)
        yield f"{name}, CPU s", f"{seconds:.1f}"
    kept, seconds = _timed(added, kept, held)
    yield "nothing changed, CPU s", f"{seconds:.2f}"
    own, child = (resource.getrusage(who).ru_maxrss / KILO for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    yield "peak memory of Pagefind, MB", f"{child:.0f}"
    yield "peak memory of Briefbook, the pages included, MB", f"{own:.0f}"
    files = held.tables.get(FILES, {})
    yield "files", f"{len(kept.files):,}"
    yield "size, MB", f"{sum(map(len, files.values())) / MEGA:.1f}"
    yield "`facets.json` and `dates.json`, kB", f"{sum(len(files.get(name, b'')) for name in OF_PAGES) / KILO:.0f}"
    yield "kept for the next build, MB", f"{held.size / MEGA:.1f}"


def _timed(given: list[Record], kept: KeptBundle | None, held: Held) -> tuple[KeptBundle, float]:
    """The bundle of these pages, put where the next one finds it, and what it cost."""
    begun = _busy()
    made = renewed(given, kept, held)
    spent = _busy() - begun
    return held.put(made), spent


def _busy() -> float:
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + child.ru_utime + child.ru_stime


def table(sizes: Sequence[int], measure: Callable[[int], list[Row]]) -> Iterator[str]:
    """The figures of all sizes, as Markdown."""
    columns = [measure(size) for size in sizes]
    yield f"| pages | {' | '.join(f'{size:,}' for size in sizes)} |"
    yield f"| --- |{' ---: |' * len(sizes)}"
    for row in zip(*columns, strict=True):
        yield f"| {row[0][0]} | {' | '.join(figure for _, figure in row)} |"


def _apart(count: int, meetings: int) -> list[Row]:
    """Measured in a process of its own, or the peak of one size would be that of the one before."""
    command = [sys.executable, "-m", __spec__.name, "-n", str(count), "--meetings", str(meetings), "--one"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(done.stdout, type=list[Row])


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.index", description=__doc__)
    parser.add_argument("-n", type=int, nargs="+", default=[1000], help="pages (default: 1000)")
    parser.add_argument("--meetings", type=int, default=MEETINGS, help="of the corpus they are from")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one:
        sys.stdout.buffer.write(msgspec.json.encode(list(measured(given.n[0], given.meetings))))
        return
    sys.stdout.write(f"{circumstances(None).told}\n\n")
    for line in table(given.n, lambda count: _apart(count, given.meetings)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
