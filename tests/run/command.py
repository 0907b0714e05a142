"""One command that checks all: ruff, its formatter, mypy, and pytest with branch coverage.

Every part runs, whatever the parts before it said, and success means that every part succeeded. pytest is the last, so
that its closing lines end the output.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import chromium, lock, npm
from .environment import interpreter, ready
from .shell import CannotGoOnError, say, succeeds

Part = tuple[str, tuple[str, ...]]
"""Its name, and the module of the environment it runs, with arguments."""

PARTS: tuple[Part, ...] = (
    ("lint", ("ruff", "check", ".")),
    ("format", ("ruff", "format", "--check", ".")),
    ("types", ("mypy",)),
)
"""What is run before the tests, in this order."""

SPREAD = ("-n", "auto", "--dist", "worksteal")
"""The tests in as many processes as there are processors: each begins with its part, in the order of the files, and who
is done takes from what is left to another. `-n 0` among the arguments is one process, as a debugger needs it.
"""

INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0 only if everything was run and succeeded."""
    options, chosen = _read(arguments)
    try:
        if options.lock:
            lock.refresh(interpreter())
            return 0
        python = ready()
        if options.fast:
            return verdict(python, (*PARTS, ("tests", suite(chosen, fast=True))))
        npm.ready()
        with_browser = {**os.environ, "CHROMIUM": chromium.ready()}
        return verdict(python, (*PARTS, ("tests", suite(chosen, fast=False))), with_browser)
    except CannotGoOnError as lack:
        print(lack, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED


def suite(chosen: Sequence[str], *, fast: bool) -> tuple[str, ...]:
    """The call of pytest. Coverage is asked of the whole suite only: a part of it covers a part of the code."""
    if fast:
        return ("pytest", *SPREAD, "-m", "not browser", *chosen)
    return ("pytest", *SPREAD, *(chosen or ("--cov",)))


def verdict(python: Path, parts: Sequence[Part], environment: Mapping[str, str] | None = None) -> int:
    """Runs every part, and names the failed ones after the last line of the last."""
    failed = [name for name, command in parts if not _passes(name, python, command, environment)]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _passes(name: str, python: Path, command: Sequence[str], environment: Mapping[str, str] | None) -> bool:
    say(f"-- {name}")
    return succeeds([str(python), "-m", *command], environment=environment)


def _read(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="python3 tests/run",
        description="Sets up what the tests need, then runs every check. "
        "Other arguments go to pytest: -k search, -x, -n 0 for one process.",
        allow_abbrev=False,
    )
    parser.add_argument("--fast", action="store_true", help="leave out what needs a browser or npm")
    parser.add_argument("--lock", action="store_true", help="only write both locks anew, newest versions first")
    return parser.parse_known_args(arguments)
