"""The kinds of entry: in which folder each stands, how its files end, and which table of fields it has."""

from __future__ import annotations

from enum import StrEnum

from . import entries, meetings, sources
from .block import Block


class Kind(StrEnum):
    """A kind of entry, by the name of its folder and of its mapping in the Library."""

    SOURCES = "sources"
    MEETINGS = "meetings"
    PEOPLE = "people"
    ORGANIZATIONS = "organizations"
    TOPICS = "topics"
    SERIES = "series"
    WORDING = "wording"
    COUNTRIES = "countries"
    PAGES = "pages"
    SITE = "site"


FOLDERS = tuple(kind for kind in Kind if kind not in {Kind.COUNTRIES, Kind.SITE})
"""Kinds with a folder of files; countries and the site's settings are one file each."""

WITH_TEXT = frozenset({Kind.SOURCES, Kind.PAGES})
"""Kinds whose files are Markdown files with front matter; all others are YAML."""

BLOCKS: dict[Kind, Block] = {
    Kind.SOURCES: sources.SOURCE,
    Kind.MEETINGS: meetings.MEETING,
    Kind.PEOPLE: entries.PERSON,
    Kind.ORGANIZATIONS: entries.ORGANIZATION,
    Kind.TOPICS: entries.TOPIC,
    Kind.SERIES: entries.SERIES,
    Kind.WORDING: entries.WORDING_TRACK,
    Kind.COUNTRIES: entries.COUNTRY,
    Kind.PAGES: entries.PAGE,
}

NAMES: dict[Kind, str] = {
    Kind.SOURCES: "source",
    Kind.MEETINGS: "meeting",
    Kind.PEOPLE: "person",
    Kind.ORGANIZATIONS: "organization",
    Kind.TOPICS: "topic",
    Kind.SERIES: "series",
    Kind.WORDING: "wording track",
    Kind.COUNTRIES: "country",
    Kind.PAGES: "page",
    Kind.SITE: "site",
}
"""One of a kind, for messages."""


def ending(kind: Kind) -> str:
    """How the files of a kind end."""
    return ".md" if kind in WITH_TEXT else ".yaml"
