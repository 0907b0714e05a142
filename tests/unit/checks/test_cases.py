"""Every code of the checks, by cases in plain text: mistakes planted in a record that has none, and near misses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.checks import CHECKS
from generator.codes import CODES
from generator.diagnostics import Severity
from tests.planting import Place, plant

from .reading import BASE, findings

CASES = sorted(BASE.parent.glob("*/*.txt"))
CHECKED = "RQDIWL"
ELSEWHERE = {"D101": "schema", "D108": "schema", "L101": "test_withheld.py"}
"""Codes of these families that other tests produce."""


def name(case: Path) -> str:
    """`Q101-wrong-point`."""
    return f"{case.parent.name}-{case.stem}"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the record without mistakes, as `content` in the current folder."""
    shutil.copytree(BASE, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return Path("content")


def test_nothing_is_wrong_with_the_record(content: Path) -> None:
    """The base of all cases has neither errors nor warnings."""
    assert [str(found.at) for found in findings(content) if found.severity is not Severity.INFO] == []


@pytest.mark.parametrize("case", [case for case in CASES if case.stem.startswith("wrong")], ids=name)
def test_a_planted_mistake_is_found_where_it_is(case: Path, content: Path) -> None:
    """Exactly the marked words are reported, under the code of the case's folder, and nothing else."""
    code = case.parent.name
    planted = plant(case.read_text(encoding="utf-8"), content)
    found = findings(content)
    places = [Place(one.at.path, one.at.line, one.at.column, one.at.end) for one in found if one.code == code]
    others = {one.code for one in found if one.severity is not Severity.INFO} - {code}
    noted = {Place(note.at.path, note.at.line, note.at.column, note.at.end) for one in found for note in one.notes}
    assert (places, others) == (sorted(planted.marked), set(planted.also))
    assert set(planted.noted) <= noted
    assert all(one.hint and one.severity is CODES[code].severity for one in found if one.code == code)


@pytest.mark.parametrize("case", [case for case in CASES if case.stem.startswith("right")], ids=name)
def test_a_near_miss_is_left_alone(case: Path, content: Path) -> None:
    """What comes close to the mistake and is none."""
    code = case.parent.name
    planted = plant(case.read_text(encoding="utf-8"), content)
    weight = CODES[code].severity
    found = {one.code for one in findings(content) if one.severity in {Severity.ERROR, Severity.WARNING, weight}}
    assert code not in found
    assert found - {"I103", "I104"} == set(planted.also)


def test_every_code_has_a_failing_and_a_passing_case() -> None:
    """A code that no case gives is a promise that nobody keeps."""
    codes = {code for code in CODES if code[0] in CHECKED} - ELSEWHERE.keys()
    kinds = {code: {case.stem.partition("-")[0] for case in CASES if case.parent.name == code} for code in codes}
    assert {code for code, have in kinds.items() if have != {"wrong", "right"}} == set()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_says_which_codes_it_gives(check: object) -> None:
    """Its docstring names them, so that a code leads to its function."""
    assert any(code in (check.__doc__ or "") for code in CODES)
