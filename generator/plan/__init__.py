"""The plan: which pages exist and everything each may show. The only place that knows URLs.

`pages(desk)` gives frozen views; a page is rendered from its view and the site's, and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ..advances import Face, shortened
from ..model import Library
from ..views import AnyPage, Link
from . import urls, words
from .contents import with_headings
from .desk import Desk
from .entries import country_pages, organization_pages, topic_pages
from .home import home_pages
from .lists import index_pages
from .meeting import meeting_pages
from .person import person_pages
from .rest import not_found, redirects, search_page
from .series import series_pages
from .source import source_pages
from .texts import text_page
from .timeline import timeline_pages
from .tracks import commitments_pages, wording_pages

MENU = ("meetings", "wording", "timeline", "people", "sources")


def pages(desk: Desk, *, search: bool) -> Iterator[AnyPage]:
    """All pages of the site, the home page first."""
    library = desk.library
    yield from home_pages(desk)
    for meeting in library.meetings.values():
        yield from meeting_pages(desk, meeting)
    for source in library.sources.values():
        yield from source_pages(desk, source)
    for person in library.people.values():
        yield from person_pages(desk, person)
    for country in library.countries.values():
        yield from country_pages(desk, country)
    for organization in library.organizations.values():
        yield from organization_pages(desk, organization)
    for topic in library.topics.values():
        yield from topic_pages(desk, topic)
    for series in library.series.values():
        yield from series_pages(desk, series)
    for track in library.wording.values():
        yield from wording_pages(desk, track)
    yield from index_pages(desk)
    yield from commitments_pages(desk)
    yield from timeline_pages(desk)
    yield search_page(desk, available=search)
    yield from (with_headings(text_page(desk, one)) for one in library.pages.values())
    yield not_found(desk, base_path(library))
    yield from redirects(desk)


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
