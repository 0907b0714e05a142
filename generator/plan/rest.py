"""Search, not found, and the redirects of old addresses."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Meeting, WordingId
from ..relate.blocks import entries
from ..views import Link, NotFoundView, PhraseAnswer, RedirectView, SearchView
from . import urls, words
from .change import is_quoted
from .desk import Desk


def search_page(desk: Desk, *, available: bool) -> SearchView:
    """The search page; with or without an index it offers the lists to browse."""
    return SearchView(
        path=urls.SEARCH,
        root=urls.root_of(urls.SEARCH),
        title="Search",
        description=f"Search the briefings and sources of {desk.library.site.title}.",
        section="search",
        noindex=True,
        available=available,
        phrases=tuple(_phrases(desk)),
        browse=tuple(Link(text=title, path=urls.index_path(kind)) for kind, title in urls.INDEX_TITLES.items()),
        latest=_latest(desk),
    )


def _latest(desk: Desk) -> tuple[Link, ...]:
    """A few briefings to begin with."""
    return tuple(desk.meeting_link(one) for one in desk.newest[:3])


def _phrases(desk: Desk) -> Iterator[PhraseAnswer]:
    """For everybody who searches for the words of a track: where they stand first in any track, and what was before."""
    seen: set[str] = set()
    found = [(name, number, step) for name, steps in desk.steps.items() for number, step in enumerate(steps)]
    for name, number, step in sorted(found, key=lambda one: desk.order[one[2].meeting]):
        if step.use.text.casefold() in seen:
            continue
        seen.add(step.use.text.casefold())
        before = desk.steps[name][number - 1] if number else None
        yield PhraseAnswer(
            phrase=step.use.text,
            quoted=is_quoted(desk, step),
            first=_first(desk, desk.library.meetings[step.meeting]),
            track=urls.link_to(desk.library, "wording", name, note=_followed(desk, name)),
            before=before.use.text if before else "",
            before_quoted=is_quoted(desk, before) if before else False,
        )


def _followed(desk: Desk, name: WordingId) -> str:
    return desk.plain(desk.library.wording[name].of)


def _first(desk: Desk, meeting: Meeting) -> Link:
    """Its note leads up to it: "on" a day, otherwise "in the briefing"."""
    when, place, path = desk.when(meeting).text, words.place_name(meeting), urls.path_of("meetings", meeting.id)
    if meeting.date and meeting.date.day:
        return Link(text=f"{when}, {place}", path=path, note="on")
    return Link(text=f"{place}, {when}", path=path, note="in the briefing")


def not_found(desk: Desk, base_path: str) -> NotFoundView:
    """404.html: served at any depth, so its links start at the site's own path."""
    return NotFoundView(
        path=urls.NOT_FOUND,
        root=base_path,
        title="Page not found",
        description="There is no page at this address.",
        noindex=True,
        latest=_latest(desk),
    )


def redirects(desk: Desk) -> tuple[RedirectView, ...]:
    """A page at every old address."""
    found = []
    for kind, entry in entries(desk.library):
        for alias in entry.aliases:
            path, new = urls.path_of(kind, alias), urls.path_of(kind, entry.id)
            found.append(
                RedirectView(
                    path=path,
                    root=urls.root_of(path),
                    title="This page has moved",
                    description=f"Moved to {urls.name_of(entry)}.",
                    noindex=True,
                    target=Link(text=urls.name_of(entry), path=new),
                    canonical=f"{desk.library.site.base_url}{new}",
                )
            )
    return tuple(found)
