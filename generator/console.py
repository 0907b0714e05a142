"""The terminal, the environment and the clock: the only place that reads them, for `cli` alone.

Decides whether there is colour, how wide a line is, what day it is and when progress is shown.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from .bodies import LINE_BREAK
from .report import Look
from .signs import is_file

MINUTE = 60

PATIENCE = 0.5
"""Seconds of work before progress is shown at all."""

PACE_FROM = 1.0
"""Seconds of a stage after which its pace tells how long it will take."""


def look(*, quiet: bool = False, verbose: bool = False, strict: bool = False) -> Look:
    """How findings are to look on this terminal: colour only on one, and never against NO_COLOR."""
    return Look(colour=has_colour(sys.stderr.isatty()), width=width(), quiet=quiet, verbose=verbose, strict=strict)


def has_colour(terminal: bool) -> bool:  # noqa: FBT001 - the one thing it depends on besides the environment
    """Whether to colour what goes to a stream that is, or is not, a terminal (https://no-color.org)."""
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def today() -> dt.date:
    """The day of SOURCE_DATE_EPOCH if that is set, in UTC, or else of the clock, here."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is '{epoch}', which is no number of seconds") from None


def named_file(variable: str) -> Path | None:
    """The file that an environment variable names; None if it is not set."""
    name = os.environ.get(variable, "")
    if name and not is_file(Path(name)):
        raise click.UsageError(f"{variable} names '{name}', which is no file")
    return Path(name) if name else None


def user_cache() -> Path:
    """This tool's folder in the cache of whoever runs it; relative, if the system knows no such place."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - 5 ms, which a build in which nothing changed does not have

    return user_cache_path("briefbook", appauthor=False)


def nearby(path: Path) -> Path:
    """The path as seen from the working folder, if it lies below it: so findings name it as a person would."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def file_lines() -> Callable[[str], Sequence[str]]:
    """Reads the lines that findings speak of; a file is read once as long as it stays as it is."""
    known: dict[str, tuple[tuple[int, int], Sequence[str]]] = {}

    def lines(path: str) -> Sequence[str]:
        try:
            stat = Path(path).stat()
            mark = (stat.st_mtime_ns, stat.st_size)
            if path not in known or known[path][0] != mark:
                text = Path(path).read_bytes().decode("utf-8-sig", errors="replace")
                known[path] = (mark, tuple(LINE_BREAK.split(text)))
        except OSError:
            return ()
        return known[path][1]

    return lines


def pace(done: int, total: int, seconds: float) -> str:
    """How fast it goes and how long it will still take; "" while there is too little to tell it from."""
    if seconds < PACE_FROM or not 0 < done < total:
        return ""
    rate = done / seconds
    left = (total - done) / rate
    return f", {rate:,.0f} a second, {f'{left / 60:.0f} min' if left > 2 * MINUTE else f'{left:.0f} s'} left"


class Progress:
    """One line on standard error that says what is going on; only on a terminal, and only if it takes a while."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr.isatty()
        self._begun = time.monotonic()
        self._stage, self._stage_begun = "", self._begun
        self._shown = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Shows the stage, and how far it is if that is known."""
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._stage_begun = stage, now
        if self._wanted and now - self._begun > PATIENCE:
            self._shown = True
            count = f" {done:,} of {total:,}" if total > 1 else ""
            sys.stderr.write(f"\r\x1b[K{stage}{count}{pace(done, total, now - self._stage_begun)}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Takes the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False
