"""Single mistakes planted in the demonstration: each gives exactly its diagnostic, and the old site is left alone.

The mistakes are those of the list that authors are promised. They are differences in plain text under
tests/cases/planted, one a file; the place of each finding is read from the file in which it was planted.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.e2e.demo import CONTENT
from tests.e2e.sites import ROOT
from tests.planting import Place, plant

CASES = sorted((ROOT / "tests" / "cases" / "planted").glob("*.txt"))
ERRORS = [case for case in CASES if not case.stem.startswith("warning-")]
WARNINGS = [case for case in CASES if case.stem.startswith("warning-")]

Finding = dict[str, object]


def briefbook(desk: Path, *arguments: str) -> tuple[int, list[Finding]]:
    """Exit code and findings of a run in the folder `desk`, through the command line."""
    command = (sys.executable, "-m", "generator", *arguments, "--format", "json")
    environment = {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}
    done = subprocess.run(
        command, cwd=desk, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout)["diagnostics"]


def tree(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file of a folder, with its time and the digest of its bytes."""
    return {
        file.relative_to(folder).as_posix(): (file.stat().st_mtime_ns, sha256(file.read_bytes()).hexdigest())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that stands, built from the demonstration as it is."""
    desk = tmp_path_factory.mktemp("standing")
    shutil.copytree(CONTENT, desk / "content")
    code, found = briefbook(desk, "build", "--no-search")
    assert (code, [one for one in found if one["severity"] != "info"]) == (0, [])
    return desk / "site"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a copy of the demonstration's content."""
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path


def place(found: Finding) -> Place:
    """Where a finding or its note points."""
    values = (found[key] for key in ("file", "line", "column", "end_column"))
    file, line, column, end = values
    return Place(str(file), int(str(line)), int(str(column)), int(str(end)))


def notes(found: Finding) -> list[Place]:
    """Where the notes of a finding point."""
    listed = found["notes"]
    assert isinstance(listed, list)
    return [place(note) for note in listed]


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case.stem)
def test_one_mistake_gives_one_error_and_touches_nothing(case: Path, desk: Path, standing: Path) -> None:
    """Its code, file, line and columns, exit code 1, and not one byte or time of the old site changed."""
    planted = plant(case.read_text(encoding="utf-8"), desk / "content")
    before = tree(standing)
    code, found = briefbook(desk, "build", "--out", str(standing))
    errors = [one for one in found if one["severity"] == "error"]
    assert [(one["code"], place(one)) for one in errors] == [(case.stem[:4], at) for at in planted.marked]
    assert set(planted.noted) <= set(notes(errors[0]))
    assert errors[0]["hint"]
    assert code == 1
    assert tree(standing) == before


@pytest.mark.parametrize("case", WARNINGS, ids=lambda case: case.stem)
def test_one_doubt_gives_one_warning(case: Path, desk: Path) -> None:
    """Its code and place; the run passes, and fails where warnings count as errors."""
    planted = plant(case.read_text(encoding="utf-8"), desk / "content")
    code, found = briefbook(desk, "check")
    weighty = [one for one in found if one["severity"] != "info"]
    assert {(one["code"], place(one)) for one in weighty} == {(case.stem[8:12], at) for at in planted.marked}
    assert code == 0
    assert briefbook(desk, "check", "--strict")[0] == 1


def test_a_mistake_mended_builds_again(desk: Path) -> None:
    """The site of a desk that planted a mistake and took it out is the site of one that never did."""
    file = desk / "content" / "meetings" / "2024-02-rio-us-jp-kr-fm.yaml"
    whole = file.read_text(encoding="utf-8")
    assert briefbook(desk, "build", "--no-search")[0] == 0
    before = {name: digest for name, (_, digest) in tree(desk / "site").items()}
    plant((CASES[0].parent / "Q101-absent.txt").read_text(encoding="utf-8"), desk / "content")
    assert briefbook(desk, "build", "--no-search")[0] == 1
    file.write_text(whole, encoding="utf-8")
    assert briefbook(desk, "build", "--no-search")[0] == 0
    assert {name: digest for name, (_, digest) in tree(desk / "site").items()} == before
