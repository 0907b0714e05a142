"""Evidence as readers see it: letters of sources, citations, passages in the margin, statements."""

from __future__ import annotations

from ..model import Value
from .basics import Doubt, Html, Link


class Sigil(Value):
    """The letter of a source on one page: "A", for a copy "A′". `kind` is plain, copy or official."""

    label: str
    kind: str
    name: str
    path: str


class Chip(Value):
    """An inline citation: letter and paragraph. `href` is the note on the page or else the source's paragraph."""

    label: str
    paragraph: int
    href: str
    id: str
    aria: str
    noteref: bool


class Run(Value):
    """A stretch of text; `marked` if it is words relied on."""

    text: str
    marked: bool = False


class EvidenceNote(Value):
    """A passage in the margin. `who` says it inside the source; where rights keep it back, `withheld` says so.

    `language`, here and in the other views that show a source's words, is theirs if it is not the site's.
    """

    id: str
    sigil: Sigil
    paragraph: int
    path: str
    aria: str
    who: str
    passage: tuple[Run, ...]
    withheld: str
    cautions: tuple[str, ...]
    back: str
    copy: bool
    language: str = ""


class Statement(Value):
    """A numbered point with its passages. `weight` counts documents and separate reports.

    `according_to` are those on whose word its passages stand; `unstated`: for some passages nobody is named.
    """

    id: str
    number: int
    html: Html
    according_to: tuple[Link, ...]
    unstated: bool
    weight: str
    flagged: bool
    notes: tuple[EvidenceNote, ...]
    remark: Html
    doubts: tuple[Doubt, ...]


class KeyEntry(Value):
    sigil: Sigil
    when: str
    use: str
