"""Lists of all entries of a kind, search, and addresses without a page."""

from __future__ import annotations

from ..model import Value
from .basics import NO_LINK, Html, Link, When
from .evidence import Sigil
from .page import PageBase
from .rows import Neighbour


class IndexRow(Value):
    """An entry of a list; `when`: the day of what has one, as it is known."""

    link: Link
    html: Html
    meta: str
    sigils: tuple[Sigil, ...] = ()
    evidence: str = ""
    flagged: str = ""
    when: When | None = None


class IndexGroup(Value):
    """Rows under a title; `more` leads to the rest of them."""

    title: str
    anchor: str
    rows: tuple[IndexRow, ...]
    more: Link = NO_LINK


class Bar(Value):
    """The groups of a list, "By year", on the page or each on its own; a link's note is how many entries they have."""

    title: str
    links: tuple[Link, ...]


class IndexView(PageBase, tag="index"):
    """A list of entries of one kind, in groups (by year or by letter): all of them, or one page of a long list.

    `empty` is said where there are none; `previous` and `next` are the neighbours of a page of a long list.
    """

    heading: str
    lead: str
    groups: tuple[IndexGroup, ...]
    empty: str
    columns: tuple[str, ...] = ()
    bar: Bar | None = None
    previous: Neighbour | None = None
    next: Neighbour | None = None


class PhraseAnswer(Value):
    """What is said above the results when somebody looks for words of a track: where they stand first, what was before.

    `quoted` as in TrackStep; the note of `first` leads up to it ("on", "in the briefing"); `before` and `before_quoted`
    are the step before, empty for the first.
    """

    phrase: str
    quoted: bool
    first: Link
    track: Link
    before: str = ""
    before_quoted: bool = False


class SearchView(PageBase, tag="search"):
    """`available` is False where the build made no index. `phrases` go into a file beside it, not onto the page."""

    available: bool
    browse: tuple[Link, ...]
    latest: tuple[Link, ...] = ()
    phrases: tuple[PhraseAnswer, ...] = ()


class NotFoundView(PageBase, tag="404"):
    latest: tuple[Link, ...]


class RedirectView(PageBase, tag="redirect"):
    """An old address: leads to `target`."""

    target: Link
    canonical: str
