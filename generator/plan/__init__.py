"""The plan: which pages exist and everything each may show. The only place that knows URLs.

`pages(desk)` gives frozen views; a page is rendered from its view and the site's, and from nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ..advances import Face, shortened
from ..model import Library
from ..views import AnyPage, Link
from . import lists, urls, words
from .contents import with_headings
from .desk import Desk
from .entries import country_pages, organization_pages, topic_pages
from .home import home_pages
from .meeting import meeting_pages
from .person import person_pages
from .rest import not_found, redirects, search_page
from .series import series_pages
from .source import source_pages
from .texts import text_page
from .timeline import timeline_pages
from .tracks import commitments_pages, wording_pages


class Part(NamedTuple):
    """A part of the site: the pages of one entry, or (`id` is "") those of no entry's own."""

    kind: str
    id: str

    @property
    def name(self) -> str:
        """Such as "meetings/x" or "home"."""
        return f"{self.kind}/{self.id}" if self.id else self.kind


WHOLE: Mapping[str, Callable[[Desk], Iterable[AnyPage]]] = {
    "home": home_pages,
    "meetings": lists.meetings,
    "sources": lists.sources,
    "others": lists.others,
    "timeline": timeline_pages,
    "commitments": commitments_pages,
    "search": lambda desk: (search_page(desk, available=True),),
    "404": lambda desk: (not_found(desk, base_path(desk.library)),),
    "redirects": redirects,
}
"""Parts that belong to no entry."""

OF_AN_ENTRY: Mapping[str, Callable[[Desk, Any], Iterable[AnyPage]]] = {
    "countries": country_pages,
    "organizations": organization_pages,
    "topics": topic_pages,
    "people": person_pages,
    "series": series_pages,
    "wording": wording_pages,
    "meetings": meeting_pages,
    "sources": source_pages,
    "pages": lambda desk, page: (with_headings(text_page(desk, page)),),
}
"""Each kind of entry has its own pages; given is an entry of that kind. Those that may have most pages come first, so
that processes that share the work end together.
"""

MENU = ("meetings", "wording", "timeline", "people", "sources")


def parts(desk: Desk) -> tuple[Part, ...]:
    """The site in parts that can be planned each for itself, the lists that take longest first; together they are all
    pages.
    """
    entries = (Part(kind, id) for kind in OF_AN_ENTRY for id in getattr(desk.library, kind))
    return (*(Part(name, "") for name in WHOLE), *entries)


def pages_of(desk: Desk, part: Part, *, search: bool) -> Iterator[AnyPage]:
    """The pages of a part."""
    if part.id:
        yield from OF_AN_ENTRY[part.kind](desk, getattr(desk.library, part.kind)[part.id])
    elif part.kind == "search":
        yield search_page(desk, available=search)
    else:
        yield from WHOLE[part.kind](desk)


def parts_at(library: Library, file: str) -> tuple[Part, ...]:
    """The parts among whose pages a file of this name is, if the site has it at all."""
    first, *more = file.split("/")
    redirects = Part("redirects", "")
    if first in OF_AN_ENTRY and first != "pages" and more:
        of_its_entry = (Part(first, more[0]),) if more[0] in getattr(library, first) else ()
        return (*of_its_entry, Part(first if first in WHOLE else "others", ""), redirects)
    if first in library.pages:
        return (Part("pages", first), redirects)
    whole = {"index.html": "home", "404.html": "404"}.get(file, first)
    return (Part(whole, ""), redirects) if whole in WHOLE else (redirects,)


def pages(desk: Desk, *, search: bool) -> Iterator[AnyPage]:
    """All pages of the site, the home page first."""
    for part in parts(desk):
        yield from pages_of(desk, part, search=search)


def base_path(library: Library) -> str:
    """The path of the site on its host, with a slash at both ends: "/briefs/"."""
    path = urlsplit(library.site.base_url).path
    return path if path.endswith("/") else f"{path}/"


MASTHEAD, MASTHEAD_SIZE = 640, 22
"""The room for a site's title above every page, and the size of its letters there, in pixels: on phones two lines."""


def masthead(library: Library) -> str:
    """The site's title, cut at a word if it is very long; the foot of the page has the whole of it."""
    return shortened(library.site.title, Face.SERIF, MASTHEAD_SIZE, MASTHEAD)


def menu() -> tuple[Link, ...]:
    """The five ways into the record, named in the masthead."""
    titles = {**urls.INDEX_TITLES, "timeline": "Timeline"}
    return tuple(Link(text=titles[name], path=f"{name}/", note=name) for name in MENU)


def about(library: Library) -> tuple[Link, ...]:
    """The desk's own pages and the lists that the masthead has no room for."""
    own = tuple(Link(text=page.title, path=urls.path_of("pages", page.id)) for page in library.pages.values())
    others = tuple(
        Link(text=title, path=urls.index_path(kind)) for kind, title in urls.INDEX_TITLES.items() if kind not in MENU
    )
    return (*own, *others, Link(text="Commitments", path=urls.COMMITMENTS))


__all__ = ["Desk", "about", "base_path", "masthead", "menu", "pages", "urls", "words"]
