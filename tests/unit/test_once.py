"""What is dear is made once, for all the processes that the tests are spread over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.once import SPREAD, made_once


def written(folder: Path) -> None:
    """A folder with a file."""
    folder.mkdir()
    (folder / "page").write_text("whole", encoding="utf-8")


def test_the_second_process_finds_what_the_first_has_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes nothing."""
    monkeypatch.setenv(SPREAD, "gw1")
    made = made_once(tmp_path / "gw0", "site", written)
    assert made_once(tmp_path / "gw1", "site", lambda _: pytest.fail("made twice")) == made


def test_alone_nothing_is_shared_with_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies beside the temporary folder of a single process is another run's."""
    monkeypatch.delenv(SPREAD, raising=False)
    made = {made_once(tmp_path / name, "site", written) for name in ("pytest-1", "pytest-2")}
    assert len(made) == 2


def test_what_was_half_made_is_made_anew(tmp_path: Path) -> None:
    """The first one failed after its first file."""

    def half(folder: Path) -> None:
        written(folder)
        (folder / "page").write_text("half", encoding="utf-8")
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        made_once(tmp_path / "gw0", "site", half)
    assert (made_once(tmp_path / "gw0", "site", written) / "page").read_text(encoding="utf-8") == "whole"
