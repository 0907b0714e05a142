"""What changes between two builds: the same in Briefbook's project and in Hugo's, and the page that must show it.

Each turn changes something else, and says which edition it is, so that a page of an earlier turn cannot pass for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from . import hugo
from .briefing import UNCITED
from .filed import Filed, desk_files, filed
from .occasion import occasion, status_of
from .sourcetext import article
from .world import person_id, person_name

APART = 7
"""How many meetings lie between those of two turns."""
FRAME = (
    '{{% extends "default/base.html" %}}\n{{% block head %}}<meta name="edition" content="{edition}">{{% endblock %}}\n'
)
DESK, HUGO = "desk", "hugo"


class Scene(NamedTuple):
    """The corpus that is edited, and which time it is."""

    seed: int
    meetings: int
    turn: int

    @property
    def edition(self) -> str:
        """What the changed page says."""
        return f"edition {self.turn + 1}"

    @property
    def meeting(self) -> Filed:
        """The meeting that this turn is about: one that is published."""
        first = self.meetings // 2 + APART * self.turn
        numbers = [(first + more) % self.meetings for more in range(self.meetings)]
        return filed(self.seed, occasion(self.seed, next(one for one in numbers if status_of(one) == "published")))


class Proof(NamedTuple):
    """The page that must show a change, and the words it must have."""

    page: str
    words: str


Edit = Callable[[Path, str, Scene], Proof]


def summary_edited(project: Path, kind: str, scene: Scene) -> Proof:
    """The last sentence of a summary gets two more words."""
    one = scene.meeting
    summary = str(one.fields["summary"])
    sentences, _, cite = summary.rpartition(" [@")
    changed = one._replace(fields={**one.fields, "summary": f"{sentences} in {scene.edition} [@{cite}"})
    name, text = next(iter(hugo.meeting_files(changed) if kind == HUGO else desk_files(changed)))
    _write(project / "content" / name, text)
    return Proof(f"meetings/{one.own.event.id}/index.html", f"in {scene.edition}")


def source_added(project: Path, kind: str, scene: Scene) -> Proof:
    """A report of a meeting that is not in the corpus; nothing cites it yet."""
    one = filed(scene.seed, occasion(scene.seed, scene.meetings + scene.turn))
    captures = one.own.dossier.captures
    added = article(scene.seed, one.own.event, 0, captures, {"R109": UNCITED})
    name, text = hugo.source_file(captures[0], added) if kind == HUGO else (f"sources/{added.id}.md", added.file)
    _write(project / "content" / name, text)
    return Proof(f"sources/{added.id}/index.html", 'id="p')


def person_renamed(project: Path, kind: str, scene: Scene) -> Proof:
    """Who sat first at a meeting gets a longer name.

    Briefbook has it in one file. Hugo has it in the front matter of every page that names them.
    """
    number = scene.meeting.own.event.seats[0].person
    id, name = person_id(number), person_name(number).full
    if kind == HUGO:
        files = (project / "content").rglob("*.md")
        pattern = rf'("(?:text|title)":)"{re.escape(name)}(?: of edition \d+)?"'
        new = rf'\g<1>"{name} of {scene.edition}"'
    else:
        files = (project / "content" / "people").glob(f"{id}.yaml")
        pattern = rf"\A(name: ){re.escape(name)}(?: of edition \d+)?$"
        new = rf"\g<1>{name} of {scene.edition}"
    found = 0
    for file in files:
        old = file.read_text(encoding="utf-8")
        if name in old:
            text, times = re.subn(pattern, new, old, flags=re.MULTILINE)
            found += times
            if times:
                _write(file, text)
    if not found:
        raise LookupError(f"no file in '{project}' names '{name}'")
    return Proof(f"people/{id}/index.html", f"of {scene.edition}")


def template_edited(project: Path, kind: str, scene: Scene) -> Proof:
    """The frame of every page says another edition."""
    write_frame(project, kind, scene.edition)
    return Proof("index.html", f'content="{scene.edition}"')


def write_frame(project: Path, kind: str, edition: str) -> None:
    """The template that every page is made by, with an edition in its head."""
    if kind == HUGO:
        name = "layouts/_default/baseof.html"
        text = (hugo.PROJECT / name).read_text(encoding="utf-8").replace('"edition 0"', f'"{edition}"')
        _write(project / name, text)
    else:
        _write(project / "templates" / "base.html", FRAME.format(edition=edition))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


EDITS: Mapping[str, Edit] = {
    "summary": summary_edited,
    "source": source_added,
    "person": person_renamed,
    "template": template_edited,
}
"""By the name of the phase."""
