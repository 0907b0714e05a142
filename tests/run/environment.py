"""The virtual environment `.venv`: every package at the version and with the hash of the lock, and this checkout."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from . import debian
from .shell import ROOT, CannotGoOnError, must
from .stamp import digest, is_current, renew

VENV = ROOT / ".venv"
LOCK = ROOT / "tests" / "requirements.lock"
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")

SOURCES = (LOCK, ROOT / "pyproject.toml", ROOT / "hatch_build.py", ROOT / "generator" / "__init__.py")
"""What the installation is made from; a change in any of them makes it again."""

NO_VENV = "this Python comes without 'venv'; install it (Debian, Ubuntu: apt install python3-venv)"

VERSION = """
import importlib.util, sys
print(sys.version if importlib.util.find_spec("pip") and sys.version_info >= (3, 11) else "")
"""


def ready() -> Path:
    """Its interpreter, after installing what the lock lists where that is due."""
    python = interpreter()
    key, stamp = digest(SOURCES, str(ROOT), version(python)), VENV / "briefbook-tests.stamp"
    if not is_current(stamp, key):
        renew(stamp, key, lambda: install(python))
    return python


def interpreter() -> Path:
    """Of the environment, which is made first where there is none that works."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not version(python):
        create()
    return python


def version(python: Path) -> str:
    """Of an interpreter that works, has pip and is new enough; else empty: missing, broken, half made, too old."""
    try:
        asked = subprocess.run([python, "-c", VERSION], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""


def create() -> None:
    """Anew, over a broken one; anything else there is left alone. CannotGoOnError if Python cannot do it."""
    if VENV.exists() and not (VENV / "pyvenv.cfg").is_file():
        raise CannotGoOnError(f"{VENV} is there and is no virtual environment; move it away")
    if importlib.util.find_spec("ensurepip") is None:
        if not debian.may_install():
            raise CannotGoOnError(NO_VENV)
        debian.install("python3-venv")
    must("making the virtual environment .venv", [sys.executable, "-m", "venv", "--clear", str(VENV)])


def install(python: Path) -> None:
    """Nothing without a hash gets in: the build of the checkout itself uses the packages that the lock brought."""
    locked = ["install", "--quiet", "--require-hashes", "--requirement", str(LOCK)]
    must("installing the locked packages into .venv", [str(python), *PIP, *locked])
    checkout = ["install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    must("installing this checkout into .venv", [str(python), *PIP, *checkout])
