"""The tools from npm, under tests/node_modules: html-validate and axe-core. A built site needs neither."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from .shell import ROOT, CannotGoOnError, must
from .stamp import digest, is_current, renew

TESTS = ROOT / "tests"
SOURCES = (TESTS / "package.json", TESTS / "package-lock.json", TESTS / ".npmrc")
OLDEST = (20, 19)
"""The first Node.js that html-validate 10 runs on."""

ADVICE = "the browser tests need Node.js 20.19 or later with npm, {}; install it, or leave these tests out with --fast"


def ready() -> None:
    """Installs them from the lock where that is due. CannotGoOnError without a fitting Node.js."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise CannotGoOnError(ADVICE.format("and it was not found"))
    release = version(node)
    if release < OLDEST:
        raise CannotGoOnError(ADVICE.format(f"and this one is {'.'.join(map(str, release)) or 'broken'}"))
    key, stamp = digest(SOURCES, str(release[0])), TESTS / "node_modules" / "briefbook-tests.stamp"
    if not is_current(stamp, key):
        renew(stamp, key, lambda: install(npm, TESTS))


def version(node: str) -> tuple[int, ...]:
    """Major and minor; empty if the program does not say."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else ()


def install(npm: str, folder: Path) -> None:
    """Exactly what the lock lists; whatever else stood in node_modules is gone."""
    must("installing the tools from npm into tests/node_modules", [npm, "ci", "--loglevel=error"], within=folder)
