"""Finds a Chromium to drive: the one named by CHROMIUM, or the system's. No browser is ever downloaded."""

from __future__ import annotations

import os
import shutil

from . import debian
from .shell import CannotGoOnError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")

PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)

ADVICE = (
    "the browser tests need Chromium or Chrome, and none was found; install it (Debian: apt-get install chromium; "
    "macOS: brew install --cask chromium), or set CHROMIUM to its program, or leave these tests out with --fast"
)


def find() -> str | None:
    """Path of its program; None if there is none. CannotGoOnError if CHROMIUM names something that cannot be run."""
    named = os.environ.get("CHROMIUM")
    if named:
        if shutil.which(named) is None:
            raise CannotGoOnError(f"CHROMIUM is '{named}', and that cannot be run")
        return shutil.which(named)
    return next((path for path in map(shutil.which, (*NAMES, *PLACES)) if path), None)


def ready() -> str:
    """Path of its program, installed first where it is missing and may be installed. CannotGoOnError otherwise."""
    if find() is None and debian.may_install():
        debian.install("chromium")
    found = find()
    if found is None:
        raise CannotGoOnError(ADVICE)
    return found
