"""A small invented site to build, edit and build again."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from generator.build import Made, Project, Wishes, build
from generator.paths import builtin_templates

CONTENT = Path(__file__).parents[1] / "golden" / "content"
WISHES = Wishes(search=False, today=dt.date(2031, 12, 1))

MEETING = "meetings/2031-03-exampleton-harbours"
PERSON = "people/barnaby-specimen"
SOURCE = "sources/gazette-20330101"


def site_in(folder: Path) -> Project:
    """The golden content, with a folder for templates of its own."""
    shutil.copytree(CONTENT, folder / "content")
    (folder / "templates").mkdir()
    return Project(
        content=folder / "content",
        templates=folder / "templates",
        builtin=builtin_templates(),
        out=folder / "site",
        cache=folder / ".briefbook",
    )


class Kept:
    """A site that is built once and put back, at the same place, for every test that changes it."""

    def __init__(self, folder: Path) -> None:
        self._site, self._copy = folder / "site", folder / "copy"
        self._site.mkdir()
        self._project = site_in(self._site)
        built(self._project)
        shutil.copytree(self._site, self._copy)

    def again(self) -> Project:
        """As it was."""
        shutil.rmtree(self._site)
        shutil.copytree(self._copy, self._site)
        return self._project


def built(project: Project, wishes: Wishes = WISHES) -> Made:
    """A build that succeeds."""
    made = build(project, wishes)
    assert made.files, made.diagnostics
    return made


def edit(project: Project, name: str, old: str, new: str) -> None:
    """Replaces words in a content file that are there once."""
    path = project.content / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_source(project: Project) -> Path:
    """A source that nothing cites."""
    path = project.content / f"{SOURCE}.md"
    path.write_text(
        "---\ntitle: A quay is painted\npublisher: placeholm-gazette\nissued: 2033-01-01\n---\n"
        "The quay of Exampleton was painted green.\n",
        encoding="utf-8",
    )
    return path
