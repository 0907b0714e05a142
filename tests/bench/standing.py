"""The files around the meetings: people, organizations, topics, series, tracks, countries, pages and the settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from .chance import dice, happens
from .lists import pages
from .occasion import (
    Occasion,
    Series,
    series,
    series_name,
    short_series_name,
)
from .tracks import subject, track_id, track_name
from .world import (
    HEAD,
    POSTS,
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
from .yamltext import Value, document

Seen = Mapping[tuple[int, str], str]
"""By person and the month in which a term began: the paragraph that gives the office."""
Files = Iterator[tuple[str, str]]

CAUTION = (
    "Each member of the format issues the account for a while, so a change of word may be a change of writer. In which "
    "language the words were first written, no account says."
)


def settings() -> str:
    """content/site.yaml."""
    return document(
        {
            "title": "The Generated Record",
            "base_url": "https://generated-record.example/",
            "description": "A generated corpus. Every meeting, person, office and paper in it is invented.",
            "language": "en",
            "publisher": "The corpus generator of Briefbook",
            "rights": "excerpt",
            "excerpt": {"words": "400"},
            "robots": "no",
        }
    )


def standing_files(seed: int, count: int, seen: Seen) -> Files:
    """Path and text of every file but the meetings' and their sources'."""
    yield "site.yaml", settings()
    yield "countries.yaml", document({one.code: _country(one.name, one.capital) for one in countries()})
    for name, text in pages():
        yield f"pages/{name}", text
    yield from _organizations(count)
    yield from _people(seed, count, seen)
    yield from _topics()


def _country(name: str, capital: str) -> Value:
    return {"name": name, "metonyms": [capital]}


def _organizations(count: int) -> Files:
    for one in outlets():
        yield f"organizations/{one.key}.yaml", document({"name": one.name, "classification": one.kind})
    lands = {office(number).country.code: office(number).country for number in range(offices_at(count))}
    for land in lands.values():
        fields: dict[str, Value] = {"name": f"Government of {land.spoken}", "classification": "body"}
        yield f"organizations/{land.code}-government.yaml", document(fields | {"country": land.code})
    for number in range(offices_at(count)):
        own = office(number)
        fields = {"name": own.name, "classification": "ministry", "country": own.country.code}
        yield f"organizations/{own.id}.yaml", document(fields | {"parent": f"{own.country.code}-government"})


def _people(seed: int, count: int, seen: Seen) -> Files:
    people = range(offices_at(count) * POSTS)
    families: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for person in people:
        families[person_name(person).family, office(person // POSTS).country.code].append(person)
    for person in people:
        name, own = person_name(person), office(person // POSTS)
        others = [one for one in families[name.family, own.country.code] if one != person]
        fields: dict[str, Value] = {"name": name.full, "family_name": name.family, "given_name": name.given}
        fields["country"] = own.country.code
        fields["memberships"] = [_membership(seed, person, nth, seen) for nth in range(len(career(seed, person)))]
        if name.script:
            fields["other_names"] = [{"name": name.script, "language": name.language}]
        fields["distinct_from"] = [person_id(one) for one in others]
        if others:
            fields["note"] = f"Not [[{person_id(others[0])}]], of the same family name."
        yield f"people/{person_id(person)}.yaml", document(fields)


def _membership(seed: int, person: int, nth: int, seen: Seen) -> Value:
    own, term = office(person // POSTS), career(seed, person)[nth]
    fields: dict[str, Value] = {"role": own.roles[term.post], "organization": own.id}
    unknown: list[Value] = []
    if nth == 0 and person % POSTS == POSTS - 1:
        unknown.append("start_date")
    else:
        fields["start_date"] = term.start
    if term.end:
        fields["end_date"] = term.end
        if happens(dice(seed, "end", person, nth), 0.3):
            fields["end_reason"] = "the posts changed hands by turn"
    cite = seen.get((person, term.start))
    if cite:
        fields["cite"] = cite
    else:
        fields["inferred"] = {"role": "From the desk’s own list of offices; no source held gives it."}
    return fields | {"unknown": unknown}


def _topics() -> Files:
    groups: defaultdict[str, list[Topic]] = defaultdict(list)
    for one in topics():
        groups[one.group].append(one)
    for name, members in groups.items():
        scope = f"{', '.join(one.name for one in members[:-1])} and {members[-1].name}."
        yield f"topics/{slug(name)}.yaml", document({"name": name, "scope": scope})
        for nth, one in enumerate(members):
            fields: dict[str, Value] = {"name": one.name, "parent": slug(name)}
            fields["scope"] = f"Talks and undertakings on {', '.join(one.objects[:-1])} and {one.objects[-1]}."
            fields["related"] = [members[nth - 1].id] if len(members) > 1 else []
            yield f"topics/{one.id}.yaml", document(fields)


def series_files(seed: int, met: Mapping[int, Occasion], tracked: frozenset[int]) -> Files:
    """The series that have met, by number with their first meeting, and the tracks that have a step."""
    for number, first in sorted(met.items()):
        own = series(seed, number)
        yield f"series/{own.id}.yaml", document(_series(own, first))
        if number in tracked:
            name, of = track_name(number)
            heading = f"{name} ({short_series_name(own)})"
            fields: dict[str, Value] = {"name": heading, "of": f"{of} Here: {subject(number)}."}
            topic = next(one for one in topics() if subject(number) in one.objects)
            fields["topic"] = topic.id
            fields["caution"] = CAUTION
            yield f"wording/{track_id(number)}.yaml", document(fields)


def _series(own: Series, first: Occasion) -> dict[str, Value]:
    kind = {2: "bilateral", 3: "trilateral"}.get(len(own.members), "multilateral")
    members: list[Value] = [
        {"role": office(member).roles[own.post], "organization": office(member).id} for member in own.members
    ]
    rank = "heads" if own.post == HEAD else "deputies"
    return {
        "name": series_name(own),
        "kind": kind,
        "short_name": short_series_name(own),
        "members": members,
        "since": f"{first.day:%Y-%m}",
        "note": f"The {rank} of {len(own.members)} offices, in turn with each other as hosts.",
    }
