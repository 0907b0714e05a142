"""A site that is worked on and built again and again, here or in a fresh process, and held against a clean build.

The folder is the same for all who ask for the same one: findings and what is kept from build to build name it.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Self

import msgspec

from generator.build import Counts, Made, Project, Wishes, build, make
from generator.diagnostics import Diagnostic
from generator.paths import builtin_templates
from generator.recall import recall
from generator.write import MANIFEST

from .edits import Files, site

TREE = Path(__file__).parents[2]
PLAIN = Wishes(search=False)
FOREIGN = {"CNAME": b"ours.example"}
"""What somebody else put into the site's folder."""

OF_THE_SHELF = "C135"
"""Says that something kept was damaged; a clean build keeps nothing."""


class Said(msgspec.Struct, frozen=True):
    """What a build says. `whole`: it made a site."""

    whole: bool
    diagnostics: tuple[Diagnostic, ...]
    counts: Counts
    pages: dict[str, str]


class Asked(msgspec.Struct, frozen=True):
    """What a fresh process is asked to build."""

    folder: str
    user_cache: str
    base_url: str | None
    drafts: bool
    search: bool
    strict: bool
    today: dt.date | None
    processes: int


def project_in(folder: Path, user_cache: Path) -> Project:
    """All that belongs to the site, side by side."""
    return Project(
        content=folder / "content",
        templates=folder / "templates",
        builtin=builtin_templates(),
        out=folder / "site",
        cache=folder / ".briefbook",
        user_cache=user_cache,
    )


def said(made: Made) -> Said:
    """What is said of a build, less what it did not find of earlier ones."""
    found = tuple(one for one in made.diagnostics if one.code != OF_THE_SHELF)
    return Said(bool(made.files), found, made.counts, made.pages)


class Afresh:
    """A program that builds in a new process each time, none of which has built anything before. Hashes of words fall
    differently there: what the order of a set decides would not be the same.
    """

    def __enter__(self) -> Self:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.unit.afresh"],
            cwd=TREE,
            env={**os.environ, "PYTHONHASHSEED": "7"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._program.stdin
        assert self._program.stdout
        self._program.stdin.close()
        self._program.wait()
        self._program.stdout.close()

    def build(self, project: Project, wishes: Wishes) -> Said:
        """What the command line would do there, with two processes for the pages."""
        asked = Asked(
            folder=str(project.content.parent),
            user_cache=str(project.user_cache),
            base_url=wishes.base_url,
            drafts=wishes.drafts,
            search=wishes.search,
            strict=wishes.strict,
            today=wishes.today,
            processes=2,
        )
        assert self._program.stdin
        assert self._program.stdout
        self._program.stdin.write(msgspec.json.encode(asked) + b"\n")
        self._program.stdin.flush()
        return msgspec.json.decode(self._program.stdout.readline(), type=Said)


class Site:
    """A site in a folder, with somebody else's file in it once it was built."""

    def __init__(self, folder: Path, user_cache: Path) -> None:
        self.folder = folder
        self.project = project_in(folder, user_cache)
        self.wishes = PLAIN
        self.last: dict[str, bytes] = {}
        self._files: Files = {}
        self._clean: dict[object, tuple[Said, dict[str, bytes]]] = {}
        self._kept = folder.with_name(f"{folder.name}-kept")

    def begin(self, *, anew: bool = False) -> None:
        """The site without changes, built: a copy of the one that was built first, if there is one. `anew`: built now,
        and not kept.
        """
        self.wishes = PLAIN
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._kept.exists() and not anew:
            shutil.copytree(self._kept, self.folder, symlinks=True)
            self._files = site(())
        else:
            self.write(site(()))
            self.say()
            for name, content in FOREIGN.items():
                (self.project.out / name).write_bytes(content)
            if not anew:
                shutil.copytree(self.folder, self._kept, symlinks=True)
        self.last = self.standing()

    def write(self, files: Files, *, quietly: bool = False) -> None:
        """Makes content and templates these, touching no file that is as it should be. `quietly`: those that are
        written keep their times.
        """
        (self.folder / "templates").mkdir(parents=True, exist_ok=True)
        held = {
            path.relative_to(self.folder).as_posix(): path
            for name in ("content", "templates")
            for path in (self.folder / name).rglob("*")
            if path.is_file()
        }
        for name in held.keys() - files.keys():
            held[name].unlink()
        for name, text in files.items():
            path = self.folder / name
            if name in held and path.read_text(encoding="utf-8") == text:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            status = path.stat() if name in held else None
            path.write_text(text, encoding="utf-8")
            if status and quietly:
                os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        self._files = files

    def say(self, afresh: Afresh | None = None) -> Said:
        """Builds as the command line does."""
        if afresh:
            return afresh.build(self.project, self.wishes)
        return said(recall(self.project, self.wishes) or build(self.project, self.wishes))

    def holds(self, now: Said) -> None:
        """The law: what a build that spares what it can says and leaves is what a clean one says and leaves."""
        clean, files = self.clean()
        standing = self.standing()
        assert {name: (self.project.out / name).read_bytes() for name in FOREIGN} == FOREIGN
        differing = {name for name in standing.keys() | files.keys() if standing.get(name) != files.get(name)}
        assert not clean.whole or not differing, f"not as a clean build makes them: {sorted(differing)}"
        assert clean.whole or standing == self.last, "no site was made, and the old one is not what it was"
        assert now == clean
        self.last = standing

    def clean(self) -> tuple[Said, dict[str, bytes]]:
        """What a build says and makes that knows nothing of earlier ones; made once for the same files and wishes."""
        key = (frozenset(self._files.items()), msgspec.json.encode(self.wishes))
        if key not in self._clean:
            beside = self.folder.with_name(f"{self.folder.name}-clean")
            made = make(msgspec.structs.replace(self.project, cache=beside), self.wishes)
            shutil.rmtree(beside, ignore_errors=True)
            wrong = stopped(made, self.wishes)
            files = {} if wrong else dict(made.files)
            self._clean[key] = msgspec.structs.replace(said(made), whole=bool(files)), files
        return self._clean[key]

    def standing(self) -> dict[str, bytes]:
        """All files of the site, without those of others."""
        out = self.project.out
        found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        return {name: content for name, content in found.items() if name != MANIFEST and name not in FOREIGN}

    def kept(self) -> Iterable[Path]:
        """The files that the tool keeps for itself."""
        return sorted(path for path in self.project.cache.rglob("*") if path.is_file())


def stopped(made: Made, wishes: Wishes) -> bool:
    """Whether a build with these findings writes no site."""
    fatal = {"error", "warning"} if wishes.strict else {"error"}
    return any(one.severity.value in fatal for one in made.diagnostics)
