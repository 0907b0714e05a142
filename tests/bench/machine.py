"""Where and with what a measurement was taken: the machine, the versions, the commit and the day."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[2]
GIGA = 1 << 30


class Circumstances(NamedTuple):
    processor: str
    processors: int
    memory: str
    system: str
    python: str
    briefbook: str
    hugo: str
    commit: str
    date: str

    @property
    def told(self) -> str:
        """In one line."""
        hugo = f"; Hugo {self.hugo}" if self.hugo else ""
        return (
            f"{self.processors} processors ({self.processor}), {self.memory}, {self.system}; Python {self.python}; "
            f"Briefbook {self.briefbook} at {self.commit}{hugo}; {self.date}"
        )


def circumstances(hugo: Path | None) -> Circumstances:
    """Everything but how busy the machine is."""
    from generator import __version__  # noqa: PLC0415 - the benchmark itself needs nothing of what it measures

    return Circumstances(
        processor=_processor(),
        processors=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory=_memory(),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        briefbook=__version__,
        hugo=hugo_version(hugo) if hugo else "",
        commit=_commit(),
        date=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def hugo_version(binary: Path) -> str:
    """`0.168.0`, as the binary says."""
    said = _said([str(binary), "version"])
    return said.split()[1].removeprefix("v").split("-")[0] if said.startswith("hugo v") else "?"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _memory() -> str:
    if sys.platform == "win32":
        return "memory unknown"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / GIGA:.0f} GB"


def _commit() -> str:
    """The commit of this checkout, with a mark if files in it have changed since."""
    commit = _said(["git", "-C", str(REPOSITORY), "rev-parse", "--short=12", "HEAD"])
    changed = _said(["git", "-C", str(REPOSITORY), "status", "--porcelain", "--untracked-files=no"])
    return f"{commit or 'no commit'}{' (changed since)' if changed else ''}"


def _said(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""
