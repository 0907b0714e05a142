"""What changes between two builds: the same in Briefbook's project and in Hugo's, and the page that must show it.

Each turn changes something else, and says which edition it is, so that a page of an earlier turn cannot pass for it.
The new files are made here as texts; whoever takes the time writes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from . import hugo
from .briefing import UNCITED
from .filed import Filed, desk_files, filed
from .occasion import occasion, status_of
from .sourcetext import article
from .standing import Files
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


class Change(NamedTuple):
    """Texts by path in the project, none of them written yet, and the page that must show them."""

    files: Mapping[str, str]
    proof: Proof

    def save(self, project: Path) -> None:
        """Writes the files, each in place."""
        for name, text in self.files.items():
            write(project / name, text)


Edit = Callable[[Path, str, Scene], Change]


def summary_edited(_project: Path, kind: str, scene: Scene) -> Change:
    """The last sentence of a summary gets two more words."""
    one = scene.meeting
    name, text = next(iter(meeting_files(with_edition(one, scene.edition), kind)))
    return Change({f"content/{name}": text}, Proof(page_of(one), f"in {scene.edition}"))


def with_edition(one: Filed, edition: str) -> Filed:
    """The meeting with an edition in the last sentence of its summary."""
    sentences, _, cite = str(one.fields["summary"]).rpartition(" [@")
    return one._replace(fields={**one.fields, "summary": f"{sentences} in {edition} [@{cite}"})


def meeting_files(one: Filed, kind: str) -> Files:
    """Path below `content/` and text of the meeting's file, then of those of its sources."""
    return hugo.meeting_files(one) if kind == HUGO else desk_files(one)


def page_of(one: Filed) -> str:
    """The file of the meeting's page in the site."""
    return f"meetings/{one.own.event.id}/index.html"


def source_added(_project: Path, kind: str, scene: Scene) -> Change:
    """A report of a meeting that is not in the corpus; nothing cites it yet."""
    one = filed(scene.seed, occasion(scene.seed, scene.meetings + scene.turn))
    captures = one.own.dossier.captures
    added = article(scene.seed, one.own.event, 0, captures, {"R109": UNCITED})
    name, text = hugo.source_file(captures[0], added) if kind == HUGO else (f"sources/{added.id}.md", added.file)
    return Change({f"content/{name}": text}, Proof(f"sources/{added.id}/index.html", 'id="p'))


def person_renamed(project: Path, kind: str, scene: Scene) -> Change:
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
    renamed = dict(_substituted(project, files, name, (pattern, new)))
    if not renamed:
        raise LookupError(f"no file in '{project}' names '{name}'")
    return Change(renamed, Proof(f"people/{id}/index.html", f"of {scene.edition}"))


def _substituted(project: Path, files: Iterable[Path], word: str, rule: tuple[str, str]) -> Files:
    """The files in which the rule finds something, with what it makes of them; the word says where it may."""
    for file in files:
        old = file.read_text(encoding="utf-8")
        text, times = re.subn(*rule, old, flags=re.MULTILINE) if word in old else (old, 0)
        if times:
            yield file.relative_to(project).as_posix(), text


def template_edited(_project: Path, kind: str, scene: Scene) -> Change:
    """The frame of every page says another edition."""
    return Change(dict([frame(kind, scene.edition)]), Proof("index.html", f'content="{scene.edition}"'))


def frame(kind: str, edition: str) -> tuple[str, str]:
    """Path and text of the template that every page is made by, with an edition in its head."""
    if kind == HUGO:
        name = "layouts/_default/baseof.html"
        text = (hugo.PROJECT / name).read_text(encoding="utf-8").replace('"edition 0"', f'"{edition}"')
        return name, text
    return "templates/base.html", FRAME.format(edition=edition)


def write(file: Path, text: str) -> None:
    """Writes a text in place, as most editors do."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


EDITS: Mapping[str, Edit] = {
    "summary": summary_edited,
    "source": source_added,
    "person": person_renamed,
    "template": template_edited,
}
"""By the name of the phase."""
