"""The tests' own command: success is success of every part, and what was interrupted is done again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.run import chromium
from tests.run.command import SPREAD, suite, verdict
from tests.run.environment import version
from tests.run.shell import CannotGoOnError, must
from tests.run.stamp import digest, is_current, renew

HERE = Path(sys.executable)
GOOD = ("json.tool", "--help")
BAD = ("json.tool", "--no-such-option")


def test_success_is_success_of_every_part(capfd: pytest.CaptureFixture[str]) -> None:
    """Exit code 0, and nothing stands after the last part's own last line."""
    assert verdict(HERE, [("lint", GOOD), ("tests", GOOD)]) == 0
    assert capfd.readouterr().err == ""


def test_one_failed_part_fails_all(capfd: pytest.CaptureFixture[str]) -> None:
    """The parts after a failed one still run, and cannot make up for it."""
    assert verdict(HERE, [("lint", BAD), ("types", GOOD), ("format", BAD), ("tests", GOOD)]) == 1
    said = capfd.readouterr()
    assert "-- tests" in said.out
    assert said.err.endswith("failed: lint, format\n")


@pytest.mark.parametrize(
    ("chosen", "fast", "call"),
    [
        ((), False, ("--cov",)),
        (("-k", "dates"), False, ("-k", "dates")),
        ((), True, ("-m", "not browser")),
        (("-x", "-n", "0"), True, ("-m", "not browser", "-x", "-n", "0")),
    ],
)
def test_coverage_is_asked_of_the_whole_suite_only(chosen: tuple[str, ...], fast: bool, call: tuple[str, ...]) -> None:
    """A part of the tests covers a part of the code, which is no failure. What is asked for comes last, and holds."""
    assert suite(chosen, fast=fast) == ("pytest", *SPREAD, *call)


def test_a_step_that_fails_stops_the_setting_up() -> None:
    """What follows needs it."""
    with pytest.raises(CannotGoOnError, match="reading the list failed"):
        must("reading the list", [sys.executable, "-m", *BAD])


def test_work_is_done_once(tmp_path: Path) -> None:
    """The second run with the same key has nothing to do; another key has."""
    stamp = tmp_path / "made.stamp"
    renew(stamp, "a", lambda: None)
    assert is_current(stamp, "a")
    assert not is_current(stamp, "b")


def test_interrupted_work_is_not_done(tmp_path: Path) -> None:
    """The old stamp does not survive the start of new work."""
    stamp = tmp_path / "made.stamp"
    renew(stamp, "a", lambda: None)

    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renew(stamp, "a", interrupted)
    assert not is_current(stamp, "a")


def test_a_key_changes_with_every_file_and_fact(tmp_path: Path) -> None:
    """Bytes that move from one file to the next make another key too."""
    one, two = tmp_path / "one", tmp_path / "two"
    keys = set()
    for first, second, fact in [(b"ab", b"c", "3.11"), (b"a", b"bc", "3.11"), (b"ab", b"c", "3.12")]:
        one.write_bytes(first)
        two.write_bytes(second)
        keys.add(digest([one, two], fact))
    assert len(keys) == 3


def test_an_interpreter_that_is_not_there_has_no_version(tmp_path: Path) -> None:
    """Missing, or no program at all."""
    (tmp_path / "python").write_text("", encoding="ascii")
    assert version(tmp_path / "nothing") == ""
    assert version(tmp_path / "python") == ""
    assert version(HERE) == sys.version


def test_chromium_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """CHROMIUM is taken at its word."""
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert chromium.find() == sys.executable


def test_a_wrong_name_for_chromium_is_no_other_chromium(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another browser than the named one would test something else."""
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "chromium"))
    with pytest.raises(CannotGoOnError, match="cannot be run"):
        chromium.find()


def test_no_chromium_is_found_where_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """None, so that the caller can say what to install."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "PLACES", ())
    assert chromium.find() is None
