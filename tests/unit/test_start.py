"""A new site: what `briefbook init` writes, and that it is fit to build."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.build import Project, Wishes, make
from generator.paths import builtin_templates
from generator.start import FolderNotEmptyError, start


def project(folder: Path) -> Project:
    """The new site in `folder`."""
    content, cache = folder / "content", folder / ".briefbook"
    return Project(content=content, builtin=builtin_templates(), out=folder / "site", cache=cache)


@pytest.mark.no_cover  # a whole build: its lines are counted where less is built
@pytest.mark.parametrize("year", [2025, 2099])
def test_a_new_site_builds_without_a_finding(tmp_path: Path, year: int) -> None:
    """No error, no warning and no info, on whatever day."""
    start(tmp_path)
    made = make(project(tmp_path), Wishes(search=False, today=dt.date(year, 7, 1)))
    assert made.diagnostics == ()
    assert made.counts.ties > 0
    assert "meetings/2025-03-exampleton-night-ferry/index.html" in made.files


def test_the_files_written_are_told_in_order(tmp_path: Path) -> None:
    """The ignore file lies under another name in the package."""
    written = start(tmp_path / "new" / "site")
    assert written == tuple(sorted(written))
    assert all((tmp_path / "new" / "site" / file).is_file() for file in written)
    assert (tmp_path / "new" / "site" / ".gitignore").read_text(encoding="utf-8") == ".briefbook/\nsite/\n"
    assert not (tmp_path / "new" / "site" / "gitignore").exists()


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written, not even what would not collide."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderNotEmptyError, match=r"notes\.txt"):
        start(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_a_fresh_repository_counts_as_empty(tmp_path: Path) -> None:
    """`git init` may come first."""
    (tmp_path / ".git").mkdir()
    assert start(tmp_path)


def test_the_example_says_that_it_is_invented(tmp_path: Path) -> None:
    """On its source and on its own page."""
    start(tmp_path)
    source = (tmp_path / "content" / "sources" / "courier-20250307.md").read_text(encoding="utf-8")
    about = (tmp_path / "content" / "pages" / "about.md").read_text(encoding="utf-8")
    assert "Invented for this example" in source
    assert "invented" in about
