"""A desk at work under the preview: edits at random, mistakes, deletions and renames among them; and from time to time
a look whether what is served is what a clean build makes.

`python -m tests.unit.soaking --minutes 60 [--seed 1]` prints a line a round: edits so far, and the memory of all
processes of the preview, of which pages that they share count once.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from generator.build import Project, Wishes, build
from generator.paths import builtin_templates

from .edits import CHANGES, IN_VAIN, site
from .test_serve import Stream, served_by, serving, shown, told_by_the_system

MARK = "pages/mark.md"
"""A page that says which round it is: what shows it shows all that was saved before."""

WISHES = Wishes(search=False)


class Round(NamedTuple):
    """After a round: the edits so far, files that were compared, those that were served otherwise and in what the first
    of them was, megabytes.
    """

    edits: int
    files: int
    other: tuple[str, ...]
    difference: str
    memory: float


class Desk:
    """A folder under preview, and what is edited in it."""

    def __init__(self, folder: Path, process: subprocess.Popen[str], port: int, base: str, seed: int) -> None:
        self._folder, self._process, self._port, self._base = folder, process, port, base
        self._roll = random.Random(seed)  # noqa: S311 - edits, no secrets
        self._made: frozenset[str] = frozenset()
        self._rounds = self._edits = 0

    def round(self, edits: int) -> Round:
        """So many edits, one after the other, the mistakes among them taken back at the end; then a look."""
        for _ in range(edits):
            wrong = self._roll.random() < 0.3
            self._edit(self._roll.choice(sorted(IN_VAIN if wrong else CHANGES.keys() - IN_VAIN)))
        self._save(self._made - IN_VAIN)
        self._mark()
        files = self._clean()
        other = tuple(name for name, content in files.items() if served_by(self._port, self._base, name) != content)
        found = difference(served_by(self._port, self._base, other[0]), files[other[0]]) if other else ""
        return Round(self._edits, len(files), other, found, memory(self._process.pid))

    def _edit(self, change: str) -> None:
        """One is made, or taken back."""
        self._edits += 1
        self._save(self._made ^ {change})

    def _save(self, made: frozenset[str]) -> None:
        """Files come, change and go as an editor leaves them: in place, or moved there."""
        old, new = written(self._folder), site(made)
        for name in old.keys() - new.keys() - {f"content/{MARK}"}:
            (self._folder / name).unlink()
        for name, text in new.items():
            if old.get(name) != text:
                self._write(self._folder / name, text)
        self._made = made

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if self._roll.random() < 0.5:
            path.write_text(text, encoding="utf-8")
        else:
            beside = path.with_name(f"{path.name}~")
            beside.write_text(text, encoding="utf-8")
            beside.replace(path)

    def _mark(self) -> None:
        """Waits until everything that was saved is seen."""
        self._rounds += 1
        with closing(Stream(self._port, "mark/index.html", "")) as page:
            text = f"---\ntitle: Mark\n---\nThis is round number {self._rounds}, and no other.\n"
            (self._folder / "content" / MARK).write_text(text, encoding="utf-8")
            while f"number {self._rounds}, and" not in shown(page):
                pass
        mark = self._folder / "site" / "mark" / "index.html"
        while not (mark.is_file() and f"number {self._rounds}, and" in mark.read_text(encoding="utf-8")):
            assert self._process.stdout is not None
            assert self._process.stdout.readline()

    def _clean(self) -> dict[str, bytes]:
        """What a clean build makes of the same files, which is what stands in the folder too."""
        with tempfile.TemporaryDirectory() as scratch:
            out, cache = Path(scratch) / "site", Path(scratch) / "cache"
            content, templates = Path("content"), Path("templates")
            here = Path.cwd()
            os.chdir(self._folder)
            try:
                project = Project(
                    content=content, templates=templates, builtin=builtin_templates(), out=out, cache=cache
                )
                files = dict(build(project, WISHES).files)
            finally:
                os.chdir(here)
        written = {name: (self._folder / "site" / name).read_bytes() for name in files}
        assert written == files
        return files


def written(folder: Path) -> dict[str, str]:
    """The files of the content and of the templates by name."""
    found = (path for top in ("content", "templates") for path in (folder / top).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def difference(served: bytes, clean: bytes) -> str:
    """What differs, as text."""
    one, other = (content.decode(errors="replace").splitlines() for content in (served, clean))
    return "\n".join(unified_diff(one, other, "served", "clean", n=0, lineterm=""))


def memory(process: int) -> float:
    """Megabytes of a process and all that it started."""
    total, waiting = 0, [process]
    while waiting:
        pid = waiting.pop()
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
            total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            tasks = list(Path(f"/proc/{pid}/task").iterdir())
            waiting += [int(child) for task in tasks for child in told_by_the_system(task / "children").split()]
        except (FileNotFoundError, ProcessLookupError, StopIteration):
            continue
    return total / 1024


@contextmanager
def desk(folder: Path, seed: int) -> Iterator[Desk]:
    """The invented site under preview."""
    for name, text in site(()).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "templates").mkdir()
    with serving(folder, "--no-reload") as (process, port, base):
        yield Desk(folder, process, port, base, seed)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.unit.soaking", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long")
    parser.add_argument("--edits", type=int, default=25, help="edits in a round")
    parser.add_argument("--seed", type=int, default=1, help="other edits")
    given = parser.parse_args()
    end = time.monotonic() + given.minutes * 60
    with tempfile.TemporaryDirectory() as folder, desk(Path(folder), given.seed) as working:
        while time.monotonic() < end:
            found = working.round(given.edits)
            print(f"{found.edits} edits, {found.files} files compared, {found.memory:.0f} MB", flush=True)  # noqa: T201 - a command
            if found.other:
                raise SystemExit(f"served otherwise: {', '.join(found.other)}\n{found.difference}")


if __name__ == "__main__":
    main()
