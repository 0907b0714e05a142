"""Writes both locks anew: the newest versions that pyproject.toml and tests/package.json allow.

The Python lock is a requirements file with hashes, which plain pip reads, for every system and Python at once. Neither
lock says where a package comes from: that is the business of whoever installs it.
"""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from pathlib import Path

from .environment import LOCK, PIP
from .shell import ROOT, CannotGoOnError, must

HEADER = "# Everything the package and its tests need, for every system. Written by `python3 tests/run --lock`.\n"


def refresh(python: Path) -> None:
    """Both locks. CannotGoOnError, with the old lock in place, if a resolver fails."""
    npm = shutil.which("npm")
    if npm is None:
        raise CannotGoOnError("writing the locks needs npm, and it was not found")
    refresh_python(python)
    must("resolving the tools from npm", [npm, "update", "--package-lock-only"], within=ROOT / "tests")


def refresh_python(python: Path) -> None:
    """With uv, installed for this alone. The lock is replaced in one step."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    must("installing uv into .venv", [str(python), *PIP, "install", "--quiet", *groups["lock"]])
    with tempfile.TemporaryDirectory(dir=LOCK.parent) as folder:
        written = Path(folder) / LOCK.name
        must("resolving the Python packages", [str(python), "-m", "uv", *_compiling(written)])
        text = HEADER + written.read_text(encoding="utf-8")
        if "://" in text:
            raise CannotGoOnError("the new lock would name an address; look into uv's own settings")
        written.write_text(text, encoding="utf-8")
        written.replace(LOCK)


def _compiling(written: Path) -> tuple[str, ...]:
    what = ("pip", "compile", "pyproject.toml", "--group", "dev", "--universal", "--python-version", "3.11")
    how = ("--generate-hashes", "--upgrade", "--no-annotate", "--no-header", "--quiet")
    return (*what, *how, "--output-file", str(written))
