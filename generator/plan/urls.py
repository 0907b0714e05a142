"""The only place that knows URLs: which page an entry has, where a paragraph or point is on it."""

from __future__ import annotations

from ..inline import parse_cite, parse_point
from ..model import Entry, Library, Meeting, NameOrText, PointRef, Source
from ..relate.blocks import KINDS
from ..views import NO_LINK, Link
from . import words

HOME = ""
COMMITMENTS = "commitments/"
TIMELINE = "timeline/"
SEARCH = "search/"
NOT_FOUND = "404.html"
METHOD = "method"
CORRECTIONS = "corrections"
"""The ids of the two pages of the desk that say more than it wrote."""

INDEX_TITLES = {
    "meetings": "Briefings",
    "wording": "Language",
    "people": "People",
    "organizations": "Organizations",
    "countries": "Countries",
    "topics": "Topics",
    "series": "Series",
    "sources": "Sources",
}


def path_of(kind: str, id: str, anchor: str = "") -> str:
    """The site-relative path of an entry's page, with a fragment if given."""
    folder = f"{id}/" if kind == "pages" else f"{kind}/{id}/"
    return f"{folder}#{anchor}" if anchor else folder


def address(library: Library, path: str) -> str:
    """The address of a page on the web, which does not depend on the page that shows it."""
    return f"{library.site.base_url.rstrip('/')}/{path}"


def index_path(kind: str) -> str:
    """The path of the list of all entries of a kind."""
    return f"{kind}/"


def paragraph_path(source: str, paragraph: int) -> str:
    """The path of a paragraph on its source's page."""
    return path_of("sources", source, f"p{paragraph}")


def point_path(ref: PointRef) -> str:
    """The path of a statement on its meeting's page."""
    return path_of("meetings", ref.meeting, ref.point)


def correction_path(meeting: str, number: int) -> str:
    """The path of a meeting's correction on the page that lists all of them."""
    return path_of("pages", CORRECTIONS, correction_anchor(meeting, number))


def correction_anchor(meeting: str, number: int) -> str:
    """Where that page has it."""
    return f"c-{meeting}--{number}"


def commitment_anchor(ref: PointRef) -> str:
    """Where a commitment stands on the page of its meeting and on that of all commitments."""
    return f"commitment-{ref.meeting}--{ref.point}"


def root_of(path: str) -> str:
    """From a page to the site's root: "../../" for "meetings/x/"; "" for the home page."""
    return "../" * path.count("/")


def file_of(path: str) -> str:
    """The file a page is written to: "meetings/x/index.html"."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def name_of(entry: Entry) -> str:
    """What an entry is called in a link."""
    match entry:
        case Source():
            return entry.title or "Untitled"
        case _:
            return words.typeset(getattr(entry, "name", "") or getattr(entry, "title", ""))


def link_to(library: Library, kind: str, id: str | None, text: str = "", note: str = "") -> Link:
    """A link to an entry; plain words if there is no such entry, and none without an id."""
    if not id:
        return NO_LINK
    entry = getattr(library, kind).get(id)
    if entry is None:
        return Link(text=text or id, path="", note=note)
    return Link(text=text or name_of(entry), path=path_of(kind, id), note=note)


def link_by_place(meeting: Meeting, anchor: str = "") -> Link:
    """A link to a meeting as it is called beside others of its series, or to a place on its page."""
    return Link(text=words.place_name(meeting), path=path_of("meetings", meeting.id, anchor))


def find(library: Library, id: str, kinds: tuple[str, ...] = KINDS) -> tuple[str, Entry] | None:
    """The entry with that id, by kind in the given order."""
    for kind in kinds:
        entry = getattr(library, kind).get(id)
        if entry is not None:
            return kind, entry
    return None


def named(library: Library, name: NameOrText | None, kinds: tuple[str, ...] = ("organizations",)) -> Link:
    """A link where the name is an id, else its words; empty if there is none."""
    if name is None:
        return NO_LINK
    found = find(library, name.id, kinds) if name.id else None
    return (
        Link(text=name_of(found[1]), path=path_of(found[0], name.id))
        if found
        else Link(text=name.text or name.id, path="")
    )


def target(library: Library, reference: str) -> Link | None:
    """What a cross-link leads to: an entry, `source#p3` or `meeting#point`; None if it does not exist."""
    cite = parse_cite(reference)
    if cite and cite.source in library.sources:
        return Link(text=name_of(library.sources[cite.source]), path=paragraph_path(cite.source, cite.paragraph))
    point = parse_point(reference)
    if point and point.meeting in library.meetings:
        return Link(text=name_of(library.meetings[point.meeting]), path=point_path(point))
    found = find(library, reference)
    return Link(text=name_of(found[1]), path=path_of(found[0], reference)) if found else None
