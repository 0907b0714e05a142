"""Starts other programs, and says in one line what cannot go on and why."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout."""


class CannotGoOnError(Exception):
    """Something the tests need is not there and could not be put there; the text says what to do."""


def say(line: str) -> None:
    """Shows a line at once, so that it stands before what the next program prints."""
    print(line, flush=True)


def succeeds(command: Sequence[str], *, within: Path = ROOT, environment: Mapping[str, str] | None = None) -> bool:
    """Whether the program, its output shown, ended with 0. It gets no input, so it can never wait for an answer."""
    return subprocess.run(command, cwd=within, env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0


def must(
    what: str, command: Sequence[str], *, within: Path = ROOT, environment: Mapping[str, str] | None = None
) -> None:
    """Says `what` is being done and does it. CannotGoOnError if the program fails."""
    say(f"-- {what}")
    if not succeeds(command, within=within, environment=environment):
        raise CannotGoOnError(f"could not go on: {what} failed, see above")
