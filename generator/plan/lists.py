"""The lists of all entries of a kind, in groups by year or by letter."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Meeting, SourceId, WordingTrack
from ..relate.offices import latest_office
from ..views import Html, IndexGroup, IndexRow, IndexView, Link, Sigil
from . import room, sourcing, urls, words
from .desk import Desk
from .meeting import meeting_row

LETTERS_FROM = 30
"""A list by name is grouped by letter from this many entries on."""

JUMP_FROM = 3
"""From this many groups on a list has links to them."""

LEADS = {
    "meetings": "Every briefing in this record, newest first.",
    "people": "Everybody this record names, by family name.",
    "organizations": "Ministries, agencies, outlets and bodies in this record.",
    "countries": "Countries in this record.",
    "topics": "What the meetings are about.",
    "series": "Formats that recur.",
    "wording": "Phrases followed from meeting to meeting, in the words the sources carry.",
    "sources": "Every captured article, newest first. A dashed number is a copy of another report and adds no weight.",
}


def index_pages(desk: Desk) -> tuple[IndexView, ...]:
    """One list for each kind of entry."""
    return (
        _index("meetings", _meetings(desk), ("Date", "Briefing", "Evidence")),
        _index("people", _people(desk), ("Name", "Latest office in this record")),
        _index("organizations", _organizations(desk), ("Name", "Kind")),
        _index("countries", _countries(desk), ("Name", "In this record")),
        _index("topics", _topics(desk), ("Topic", "In this record")),
        _index("series", _series(desk), ("Series", "In this record")),
        _index("wording", _wording(desk), ("Phrase", "In this record")),
        _index("sources", _sources(desk), ("Title", "Outlet, date and use")),
    )


def _index(kind: str, groups: tuple[IndexGroup, ...], columns: tuple[str, ...]) -> IndexView:
    path = urls.index_path(kind)
    title = urls.INDEX_TITLES[kind]
    jump = (
        tuple(Link(text=group.title, path=f"#{group.anchor}") for group in groups) if len(groups) >= JUMP_FROM else ()
    )
    return IndexView(
        path=path,
        root=urls.root_of(path),
        title=title,
        description=LEADS[kind],
        crumbs=(Link(text="Home", path=urls.HOME),),
        section=kind,
        contents=jump,
        heading=title,
        lead=LEADS[kind],
        groups=groups,
        empty=f"No {title.lower()} yet.",
        columns=columns,
    )


def _meetings(desk: Desk) -> tuple[IndexGroup, ...]:
    groups: dict[str, list[IndexRow]] = {}
    for meeting in reversed(desk.meetings):
        groups.setdefault(year_of(meeting), []).append(_meeting_row(desk, meeting))
    return tuple(IndexGroup(title=year, anchor=_anchor(year), rows=tuple(rows)) for year, rows in groups.items())


def year_of(meeting: Meeting) -> str:
    """The year a meeting is listed under."""
    return str(meeting.date.earliest.year) if meeting.date and meeting.date.earliest else "Undated"


def _meeting_row(desk: Desk, meeting: Meeting) -> IndexRow:
    row = meeting_row(desk, meeting)
    return IndexRow(
        link=Link(text=words.typeset(meeting.name), path=row.path, note=row.when.short),
        html=row.name,
        meta=row.series.text,
        sigils=row.sigils,
        flagged=row.evidence if row.flagged else "",
    )


def _people(desk: Desk) -> tuple[IndexGroup, ...]:
    rows = []
    for person in desk.people:
        office = latest_office(person)
        took_part = len(desk.register.attended.get(person.id, ()))
        remarks = "; ".join(room.not_same(desk.library, person))
        meta = ", ".join(
            part
            for part in (
                office.role if office else "",
                room.country_name(desk.library, person.country),
                words.count(took_part, "meeting") if took_part else "",
            )
            if part
        )
        rows.append((person.sort_name, _row(person.sort_name, urls.path_of("people", person.id), meta, remarks)))
    return _by_letter(rows)


def _organizations(desk: Desk) -> tuple[IndexGroup, ...]:
    rows = []
    for one in desk.library.organizations.values():
        country = room.country_name(desk.library, one.country)
        meta = words.capital(one.classification.value) + (f", {country}" if country else "")
        rows.append((one.name, _row(one.name, urls.path_of("organizations", one.id), meta)))
    return _by_letter(rows)


def _countries(desk: Desk) -> tuple[IndexGroup, ...]:
    rows = []
    for country in desk.library.countries.values():
        people = sum(one.country == country.id for one in desk.library.people.values())
        held = len(desk.register.held_in.get(country.id, ()))
        parts = (
            words.count(people, "person", "people") if people else "",
            words.count(held, "meeting") + " held there" if held else "",
        )
        rows.append(
            (country.name, _row(country.name, urls.path_of("countries", country.id), ", ".join(filter(None, parts))))
        )
    return _by_letter(rows)


def _topics(desk: Desk) -> tuple[IndexGroup, ...]:
    rows = []
    for topic in desk.library.topics.values():
        on_it = len(desk.register.on_topic.get(topic.id, ()))
        said = len(desk.register.points_on.get(topic.id, ()))
        meta = f"{words.count(on_it, 'briefing')}, {words.count(said, 'statement')}"
        rows.append((topic.name, _row(topic.name, urls.path_of("topics", topic.id), meta)))
    return _by_letter(rows)


def _series(desk: Desk) -> tuple[IndexGroup, ...]:
    rows = []
    for series in desk.library.series.values():
        meetings = desk.register.in_series.get(series.id, ())
        last = f", latest {desk.when(meetings[-1]).short}" if meetings else ""
        meta = words.count(len(meetings), "briefing") + last
        rows.append((series.name, _row(series.name, urls.path_of("series", series.id), meta)))
    return _by_letter(rows)


def _wording(desk: Desk) -> tuple[IndexGroup, ...]:
    return _by_letter([(one.name, _wording_row(desk, one)) for one in desk.library.wording.values()])


def _wording_row(desk: Desk, track: WordingTrack) -> IndexRow:
    steps = desk.steps[track.id]
    latest = words.place_name(desk.library.meetings[steps[-1].meeting]) if steps else ""
    meta = f"{words.count(len(steps), 'step')}, latest {latest}" if steps else "no steps yet"
    return _row(words.typeset(track.name), urls.path_of("wording", track.id), meta)


def _sources(desk: Desk) -> tuple[IndexGroup, ...]:
    groups: dict[str, list[IndexRow]] = {}
    labels = numbers(desk)
    for source in desk.sources:
        year = str(source.issued.earliest.year) if source.issued and source.issued.earliest else "Undated"
        date = words.source_when(source)
        row = sourcing.row(desk, source.id, desk.apparatus(urls.index_path("sources")), brief=True)
        groups.setdefault(year, []).append(
            IndexRow(
                link=Link(text=row.title, path=row.path, note=date.short),
                html=Html(markup=""),
                meta=f"{row.publisher}, {row.meta}.",
                sigils=(labels[source.id],),
                flagged=" ".join(row.flags),
            )
        )
    return tuple(IndexGroup(title=year, anchor=_anchor(year), rows=tuple(rows)) for year, rows in groups.items())


def numbers(desk: Desk) -> dict[SourceId, Sigil]:
    """A number for every separate report, newest first, and a prime for its copies: 3 and 3′."""
    report_number: dict[str, int] = {}
    members: dict[str, int] = {}
    found: dict[SourceId, Sigil] = {}
    for source in sorted(desk.sources, key=lambda one: desk.reports[one.id] != one.id):
        report = desk.reports[source.id]
        number = report_number.setdefault(report, len(report_number) + 1)
        primes = members.get(report, 0)
        members[report] = primes + 1
        found[source.id] = Sigil(
            label=f"{number}{'′' * primes}",
            kind="copy" if primes else "plain",
            name=urls.name_of(source),
            path=urls.path_of("sources", source.id),
        )
    return found


def by_number(sigil: Sigil) -> tuple[int, str]:
    """Sorts the numbers of sources: 3, 3′, 10."""
    return int(sigil.label.rstrip("′")), sigil.label


def _row(name: str, path: str, meta: str, flagged: str = "") -> IndexRow:
    return IndexRow(link=Link(text=name, path=path), html=Html(markup=""), meta=meta, flagged=flagged)


def _by_letter(rows: Iterable[tuple[str, IndexRow]]) -> tuple[IndexGroup, ...]:
    """One untitled group, or a group a letter if the list is long."""
    ordered = sorted(rows, key=lambda row: (row[0].casefold(), row[1].link.path))
    if not ordered:
        return ()
    if len(ordered) < LETTERS_FROM:
        return (IndexGroup(title="", anchor="all", rows=tuple(row for _, row in ordered)),)
    groups: dict[str, list[IndexRow]] = {}
    for name, row in ordered:
        groups.setdefault(name[:1].upper(), []).append(row)
    return tuple(
        IndexGroup(title=letter, anchor=_anchor(letter), rows=tuple(group)) for letter, group in groups.items()
    )


def _anchor(title: str) -> str:
    return f"g-{title.lower()}" if title.isalnum() and title.isascii() else f"g-{ord(title[0]):x}"
