"""People, countries, organizations, topics, series, tracks and indexes as pages for Hugo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..lists import pages
from ..occasion import Occasion, series, series_name, short_series_name
from ..standing import Files
from ..tracks import subject, track_id, track_name
from ..world import (
    POSTS,
    Country,
    Term,
    Topic,
    career,
    countries,
    office,
    offices_at,
    outlets,
    person_id,
    person_name,
    slug,
    topics,
)
from .links import country, organization, person, topic
from .pages import Link, Office, Plain, TermPage, written

INDEXES = "meetings sources people countries organizations topics series wording timeline commitments".split()
LAYOUTS = {"corrections": "corrections"}


def standing_files(seed: int, count: int, met: Mapping[int, Occasion], tracked: frozenset[int]) -> Files:
    """Path and text of every page but the meetings' and their sources'."""
    for kind in INDEXES:
        yield f"{kind}/_index.md", written(Plain(kind.capitalize()))
    for name, text in pages():
        yield _desk_page(name.removesuffix(".md"), text)
    yield from _countries(count)
    yield from _organizations(count)
    yield from _people(seed, count)
    yield from _topics()
    for number, first in sorted(met.items()):
        yield from _series(seed, number, first, is_tracked=number in tracked)


def _desk_page(name: str, text: str) -> tuple[str, str]:
    """One of the desk's pages; its front matter is Hugo's as well, but for the layout."""
    if name in LAYOUTS:
        text = text.replace("---\n", f"---\nlayout: {LAYOUTS[name]}\n", 1)
    return f"{name}.md", text


def _term(kind: str, id: str, page: TermPage, body: str = "") -> tuple[str, str]:
    return f"{kind}/{id}/_index.md", written(page, body)


def _countries(count: int) -> Files:
    offices = [office(number) for number in range(offices_at(count))]
    for land in countries():
        near = tuple(organization(one) for one in offices if one.country == land)
        yield _term("countries", land.code, TermPage(land.name, lead=f"Capital: {land.capital}.", near=near))


def _organizations(count: int) -> Files:
    for outlet in outlets():
        yield _term("organizations", outlet.key, TermPage(outlet.name, lead=outlet.kind))
    lands = {office(number).country.code: office(number).country for number in range(offices_at(count))}
    for land in lands.values():
        government = _government(land)
        yield _term(
            "organizations",
            f"{land.code}-government",
            TermPage(government.text, lead="body", country=country(land)),
        )
    for number in range(offices_at(count)):
        own = office(number)
        people = tuple(person(one) for one in range(number * POSTS, (number + 1) * POSTS))
        page = TermPage(own.name, "ministry", country(own.country), _government(own.country), near=people)
        yield _term("organizations", own.id, page)


def _government(land: Country) -> Link:
    return Link(f"/organizations/{land.code}-government/", f"Government of {land.spoken}")


def _people(seed: int, count: int) -> Files:
    people = range(offices_at(count) * POSTS)
    families: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number in people:
        families[person_name(number).family, office(number // POSTS).country.code].append(number)
    for number in people:
        name, own = person_name(number), office(number // POSTS)
        others = [one for one in families[name.family, own.country.code] if one != number]
        page = TermPage(
            title=name.full,
            lead=name.script,
            country=country(own.country),
            offices=tuple(_office(own.roles, organization(own), term) for term in career(seed, number)),
            near=tuple(person(one) for one in others),
        )
        yield _term("people", person_id(number), page)


def _office(roles: tuple[str, ...], of: Link, term: Term) -> Office:
    return Office(roles[term.post], of, term.start, term.end)


def _topics() -> Files:
    groups: defaultdict[str, list[Topic]] = defaultdict(list)
    for one in topics():
        groups[one.group].append(one)
    for name, members in groups.items():
        yield _term("topics", slug(name), TermPage(name, near=tuple(topic(one) for one in members)))
        for one in members:
            lead = f"Talks and undertakings on {', '.join(one.objects[:-1])} and {one.objects[-1]}."
            parent = Link(f"/topics/{slug(name)}/", name)
            near = tuple(topic(other) for other in members if other != one)
            yield _term("topics", one.id, TermPage(one.name, lead, parent=parent, near=near))


def _series(seed: int, number: int, first: Occasion, *, is_tracked: bool) -> Files:
    own = series(seed, number)
    members = tuple(organization(office(member)) for member in own.members)
    lead = f"Since {first.day:%B %Y}."
    yield _term("series", own.id, TermPage(series_name(own), lead, near=members))
    if is_tracked:
        name, of = track_name(number)
        heading = f"{name} ({short_series_name(own)})"
        page = TermPage(heading, f"{of} Here: {subject(number)}.", near=(Link(f"/series/{own.id}/", series_name(own)),))
        yield _term("wording", track_id(number), page)
