"""Asks html-validate about produced HTML: its recommended and accessibility rules, set in tests/.htmlvalidate.json.

Off there: rules of taste that valid HTML need not follow (`doctype-style`, `void-style`, `no-implicit-button-type`,
`prefer-native-element`); `long-title`, since a headline is as long as the desk writes it; `require-sri`, since nothing
comes from elsewhere.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

TESTS = Path(__file__).parents[1]
PROGRAM = TESTS / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
SETTINGS = TESTS / ".htmlvalidate.json"

AT_ONCE = 400
"""Files a call: a command line has an end."""


@dataclass(frozen=True, order=True)
class HtmlError:
    """One place where a page is not valid HTML."""

    file: str
    line: int
    column: int
    rule: str
    message: str


def html_errors(files: Iterable[Path]) -> tuple[HtmlError, ...]:
    """Of all the files, sorted. RuntimeError if the validator fails, or has nothing to look at."""
    pages = sorted(files)
    if not pages:
        raise RuntimeError("no HTML to validate")
    rest = iter(pages)
    found = [error for batch in iter(lambda: tuple(islice(rest, AT_ONCE)), ()) for error in _errors_of(batch)]
    return tuple(sorted(found))


def _errors_of(batch: tuple[Path, ...]) -> Iterator[HtmlError]:
    node = shutil.which("node")
    if node is None or not PROGRAM.is_file():
        raise RuntimeError("html-validate is not installed; run the tests with 'python3 tests/run'")
    command = (node, os.fspath(PROGRAM), "--config", os.fspath(SETTINGS), "--formatter", "json", *map(os.fspath, batch))
    with tempfile.TemporaryFile("w+", encoding="utf-8") as written:  # node may end before a full pipe is read
        done = subprocess.run(command, cwd=TESTS, stdout=written, stderr=subprocess.PIPE, text=True, check=False)
        written.seek(0)
        said = written.read()
    try:
        results = json.loads(said)
    except ValueError as nonsense:
        raise RuntimeError(f"html-validate failed with {done.returncode}: {done.stderr or said}") from nonsense
    for result in results:
        for one in result["messages"]:
            yield HtmlError(result["filePath"], one["line"], one["column"], one["ruleId"], one["message"])
