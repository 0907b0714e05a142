"""Who builds: Briefbook without and with its search index, and Hugo. Each has a project and a site of its own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from .corpus import write_corpus, write_for_hugo
from .edits import DESK, HUGO, frame, write
from .machine import REPOSITORY

PLAIN, SEARCH, PEER = "Briefbook", "Briefbook with search", "Hugo"
DESK_LEAVES = ("site", ".briefbook")
HUGO_LEAVES = ("public", "resources", ".hugo_build.lock", ".hugo_cache")


class Builder(NamedTuple):
    """A command that builds the project in a folder, and what it leaves there; `kind` is who the content is for."""

    name: str
    kind: str
    project: Path
    command: tuple[str, ...]
    leaves: tuple[str, ...]

    @property
    def out(self) -> Path:
        """Where the site is written."""
        return self.project / self.leaves[0]

    @property
    def user_cache(self) -> Path:
        """What the command keeps for its user, beside the project."""
        return self.project.with_name(f"{self.project.name}-user-cache")

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of the command: this checkout's Briefbook, and caches inside the project or beside it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUGO_", "PYTHON"))}
        own = {"HUGO_CACHEDIR": str(self.project / ".hugo_cache"), "XDG_CACHE_HOME": str(self.user_cache)}
        return {**kept, "PYTHONPATH": str(REPOSITORY), **own}

    def clear(self) -> None:
        """Removes the site and every cache, for a cold build."""
        shutil.rmtree(self.user_cache, ignore_errors=True)
        for name in self.leaves:
            left = self.project / name
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink(missing_ok=True)


def builders(folder: Path, binary: Path | None, *, with_search: bool) -> tuple[Builder, ...]:
    """Those who take part, with their projects in a folder."""
    command = (sys.executable, "-m", "generator", "build")
    found = [Builder(PLAIN, DESK, folder / "briefbook", (*command, "--no-search"), DESK_LEAVES)]
    if with_search:
        found.append(Builder(SEARCH, DESK, folder / "briefbook-search", command, DESK_LEAVES))
    if binary:
        found.append(Builder(PEER, HUGO, folder / "hugo", (str(binary),), HUGO_LEAVES))
    return tuple(found)


def prepare(builder: Builder, count: int, seed: int, jobs: int) -> None:
    """Writes the project anew."""
    if builder.project.exists():
        shutil.rmtree(builder.project)
    write_project = write_for_hugo if builder.kind == HUGO else write_corpus
    write_project(builder.project, count, seed, jobs)
    name, text = frame(builder.kind, "edition 0")
    write(builder.project / name, text)
