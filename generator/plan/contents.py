"""The list of a page's parts, "On this page", for pages with several. Parts without content are not on the page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import TypeVar

import msgspec

from ..views import EntryView, Html, Link, MeetingView, PageBase, PersonView, SeriesView, TextView

LONG_PAGE = 4
"""From this many parts on a page lists them."""

Part = tuple[str, str, str]
"""Id on the page, the field of the view that fills it, and the title, or with a dot before it the title's field."""

PARTS: Mapping[type[PageBase], tuple[Part, ...]] = {
    MeetingView: (
        ("parts", "parts", "Its parts"),
        ("said", "statements", "What they said"),
        ("changed", "tracks", ".change_title"),
        ("readouts", "readouts", "Who says what"),
        ("disputed", "disagreements", "Where the sources disagree"),
        ("people", "participants", "Who was in the room"),
        ("commitments", "commitments", "What they committed to"),
        ("quotes", "quotes", "In their own words"),
        ("assessment", "assessments", "What the desk makes of it"),
        ("sources", "sources", "Sources"),
        ("related", "related", "Related"),
    ),
    PersonView: (
        ("roles", "offices", "Roles over time"),
        ("meetings", "meetings", "Meetings"),
        ("quotes", "quotes", "In their own words"),
        ("word", "on_word", "On their word"),
        ("met", "met", "Who met whom"),
        ("mentions", "mentions", "Mentioned in briefings"),
        ("passages", "passages", "Mentioned in sources"),
    ),
    EntryView: (
        ("people", "people", "People"),
        ("tracks", "tracks", "Wording"),
        ("statements", "statements", ".statements_title"),
        ("meetings", "meetings", ".meetings_title"),
        ("sources", "sources", "Sources"),
        ("related", "related", "Related"),
        ("mentions", "mentions", "Mentioned in briefings"),
        ("passages", "passages", "Mentioned in sources"),
    ),
    SeriesView: (
        ("meetings", "meetings", "Meetings"),
        ("attendance", "matrix", "Who was there"),
        ("language", "tracks", "How the language moved"),
        ("mentions", "mentions", "Mentioned in briefings"),
    ),
}

COUNTED = (PersonView, EntryView, SeriesView)
"""Pages that collect what others say: how much it is tells readers where to begin."""

_HEADING = re.compile(r"<h2>(.*?)</h2>")
_TAG = re.compile(r"<[^>]*>")

V = TypeVar("V", bound=PageBase)


def with_contents(view: V) -> V:
    """The view with its list of parts, if it has several, with the numbers of their entries."""
    found = [
        Link(
            text=getattr(view, title[1:]) if title.startswith(".") else title,
            path=f"#{anchor}",
            note=_count(view, field),
        )
        for anchor, field, title in PARTS[type(view)]
        if getattr(view, field)
    ]
    return msgspec.structs.replace(view, contents=tuple(found)) if len(found) >= LONG_PAGE else view


def _count(view: PageBase, field: str) -> str:
    """How many entries a list has that may grow without end: what the page shows, or what it shows the beginning of."""
    shown = getattr(view, field)
    if not isinstance(view, COUNTED) or not hasattr(view.more, field) or not isinstance(shown, tuple):
        return ""
    whole: Link = getattr(view.more, field)
    return whole.note or f"{len(shown):,}"


def with_headings(view: TextView) -> TextView:
    """The view with an id for every second-level heading of its text, and the list of them."""
    taken = {"main", "corrections", "legend", "checks", "toc"}
    found: list[Link] = []

    def numbered(match: re.Match[str]) -> str:
        title = _TAG.sub("", match[1])
        slug = _slug(title)
        anchor = next(one for one in _candidates(slug) if one not in taken)
        taken.add(anchor)
        found.append(Link(text=html.unescape(title), path=f"#{anchor}"))
        return f'<h2 id="{anchor}">{match[1]}</h2>'

    text = Html(markup=_HEADING.sub(numbered, view.html.markup))
    if view.corrections:
        found.append(Link(text="All corrections", path="#corrections"))
    if view.legend:
        found.append(Link(text="What the marks mean", path="#legend"))
    if view.checks:
        found.append(Link(text="What the build checks", path="#checks"))
    contents = tuple(found) if len(found) >= LONG_PAGE else ()
    return msgspec.structs.replace(view, html=text, contents=contents)


def _candidates(slug: str) -> Iterator[str]:
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))


def _slug(title: str) -> str:
    """An id of the letters and digits of a title; it begins with a letter, as HTML checkers ask."""
    words = re.findall(r"[a-z0-9]+", html.unescape(title).lower())
    return "-".join(["s", *words] if not words or not words[0][0].isalpha() else words)
