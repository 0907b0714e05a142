"""What is saved while the preview runs: the same in Briefbook's project and in Hugo's, and the sign of it on the page.

Each save says another edition than all before it, so that nothing older can pass for it. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from . import hugo
from .builders import Builder
from .edits import DESK, HUGO, Scene, meeting_files, page_of, person_renamed, summary_edited, with_edition
from .filed import Filed, filed
from .machine import REPOSITORY
from .occasion import occasion, status_of
from .sights import Sign

MANY = 1000
"""Files of a checkout."""
TEXT = "main"
"""Where words are looked for on a page."""
INDEX = "index.html"
BUILTIN = REPOSITORY / "templates"


class Kept(NamedTuple):
    """A file of a project that is changed: where it is taken from, and its path in the project."""

    origin: Path
    path: str

    @property
    def text(self) -> str:
        """As it was before all saves."""
        return self.origin.read_text(encoding="utf-8")


STYLES: Mapping[str, Kept] = {
    DESK: Kept(BUILTIN / "assets" / "site.css", "templates/assets/site.css"),
    HUGO: Kept(hugo.PROJECT / "static" / "style.css", "static/style.css"),
}
LAYOUTS: Mapping[str, Kept] = {
    DESK: Kept(BUILTIN / "meeting.html", "templates/meeting.html"),
    HUGO: Kept(hugo.PROJECT / "layouts" / "meetings" / "single.html", "layouts/meetings/single.html"),
}
MAIN: Mapping[str, str] = {DESK: "{% block main %}\n", HUGO: '{{ define "main" }}<article>\n'}
"""Where the main part of a page begins, in those."""
PARAGRAPH: Mapping[str, str] = {DESK: "\n", HUGO: "\n\n"}
"""What stands before a paragraph of a source."""


class Save(NamedTuple):
    """Texts by path in the project; the page that is open meanwhile, and the sign by which it shows them.

    `spot` is a page that nobody has open, and that must show the sign as well.
    """

    files: Mapping[str, str]
    page: str
    sign: Sign
    spot: str = ""


class Asked(NamedTuple):
    """A save in the project of a builder."""

    builder: Builder
    scene: Scene


def summary(asked: Asked) -> Save:
    """The summary of a meeting whose page is open."""
    change = summary_edited(asked.builder.project, asked.builder.kind, asked.scene)
    return Save(change.files, _address(change.proof.page), Sign(TEXT, change.proof.words))


def person(asked: Asked) -> Save:
    """Somebody's name, on their own page."""
    change = person_renamed(asked.builder.project, asked.builder.kind, asked.scene)
    return Save(change.files, _address(change.proof.page), Sign(TEXT, change.proof.words))


def named(asked: Asked) -> Save:
    """Somebody's name, on the page of a meeting at which they sat."""
    return person(asked)._replace(page=_address(page_of(asked.scene.meeting)))


def style(asked: Asked) -> Save:
    """A rule at the end of the style sheet; a meeting's page is open."""
    name, text = styled(asked.builder.kind, asked.scene.turn + 1)
    sign = Sign("h1", f"rgb({_colour(asked.scene.turn + 1)})", "outline-color")
    return Save({name: text}, _address(page_of(asked.scene.meeting)), sign)


def template(asked: Asked) -> Save:
    """A line at the head of every meeting's page, of which one is open."""
    name, text = laid_out(asked.builder.kind, asked.scene.edition)
    return Save({name: text}, _address(page_of(asked.scene.meeting)), Sign(TEXT, f"by {asked.scene.edition}"))


def checkout(asked: Asked) -> Save:
    """Meetings with another summary, their sources with another paragraph: a thousand files, if there are so many.

    The first meeting's page is open, and the last one's is asked for.
    """
    seed, meetings, _ = asked.scene
    edition, numbers = asked.scene.edition, [one for one in range(meetings) if status_of(one) == "published"]
    texts = ((one, file) for one in map(_filed(seed), numbers) for file in _changed(one, asked.builder.kind, edition))
    some = list(islice(texts, MANY))
    first, last = (_address(page_of(one)) for one in (some[0][0], some[-1][0]))
    files = {f"content/{name}": text for _, (name, text) in some}
    return Save(files, first, Sign(TEXT, f"in {edition}"), last)


def _filed(seed: int) -> Callable[[int], Filed]:
    return lambda number: filed(seed, occasion(seed, number))


def _changed(one: Filed, kind: str, edition: str) -> Iterator[tuple[str, str]]:
    """The meeting's file, then its sources'; each says the edition."""
    meeting, *sources = meeting_files(with_edition(one, edition), kind)
    yield meeting
    for name, text in sources:
        yield name, f"{text.rstrip()}{PARAGRAPH[kind]}Filed under {edition}.\n"


def first_files(kind: str) -> Mapping[str, str]:
    """What a project must have before the first save: its own style sheet and its own template of a meeting."""
    return dict([styled(kind, 0), laid_out(kind, "edition 0")])


def styled(kind: str, turn: int) -> tuple[str, str]:
    """The style sheet with one more rule, whose colour tells the turn."""
    kept = STYLES[kind]
    return kept.path, f"{kept.text}\nh1{{outline:2px solid rgb({_colour(turn)})}}\n"


def _colour(turn: int) -> str:
    return f"200, {turn // 256}, {turn % 256}"


def laid_out(kind: str, edition: str) -> tuple[str, str]:
    """The template of a meeting's page with one more line."""
    kept = LAYOUTS[kind]
    return kept.path, kept.text.replace(MAIN[kind], f"{MAIN[kind]}<p>Laid out by {edition}</p>\n", 1)


def _address(file: str) -> str:
    """Of a page, below that of the site."""
    return file.removesuffix(INDEX)


SAVES: Mapping[str, Callable[[Asked], Save]] = {
    "summary": summary,
    "person": person,
    "named": named,
    "style": style,
    "template": template,
    "checkout": checkout,
}
"""By the name of the phase."""
