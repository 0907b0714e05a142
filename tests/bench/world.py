"""The standing world: countries, their offices and who held them when, outlets, topics. All of it invented but the map.

An office has three posts and three people, who change places at the end of each term: the deputy becomes head, the head
envoy, the envoy deputy. So on every day each post has one holder. New offices join as the corpus grows.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from .chance import dice
from .lists import rows

FIRST_OFFICES = 7
MEETINGS_PER_OFFICE = 60
POSTS = 3
HEAD, DEPUTY, ENVOY = range(POSTS)
FIRST_TERM = (2004, 3)
LAST_YEAR = 2025


class Country(NamedTuple):
    """`name` as the desk lists it, `spoken` as it stands in a sentence."""

    code: str
    name: str
    spoken: str
    capital: str
    cities: tuple[str, ...]


class Office(NamedTuple):
    """An office with its three posts, by number."""

    number: int
    id: str
    name: str
    country: Country
    roles: tuple[str, str, str]


class Name(NamedTuple):
    """A person's name, and how it is written in its own script, if that is another."""

    full: str
    family: str
    given: str
    script: str
    language: str


class Term(NamedTuple):
    """A post held from a month to a month (`2004-03`); no end: still held."""

    post: int
    start: str
    end: str


class Outlet(NamedTuple):
    key: str
    name: str
    kind: str


class Topic(NamedTuple):
    id: str
    name: str
    group: str
    objects: tuple[str, ...]
    acts: tuple[str, ...]


def slug(text: str) -> str:
    """Lower-case letters a to z, digits and hyphens."""
    for letter, plain in (("ø", "o"), ("đ", "d"), ("æ", "ae"), ("’", "")):
        text = text.lower().replace(letter, plain)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@cache
def countries() -> tuple[Country, ...]:
    """Countries in the order in which their offices join."""
    found = []
    for code, name, capital, cities in rows("countries"):
        spoken = f"the {name}" if name == "Netherlands" else name
        found.append(Country(code, name, spoken, capital, (capital, *cities.split(", "))))
    return tuple(found)


@cache
def topics() -> tuple[Topic, ...]:
    """All topics; the groups are topics too, and theirs are not met about."""
    return tuple(
        Topic(slug(name), name, group, tuple(objects.split("; ")), tuple(acts.split("; ")))
        for name, group, objects, acts in rows("topics")
    )


@cache
def outlets() -> tuple[Outlet, ...]:
    """Papers first, wires last."""
    return tuple(Outlet(*row) for row in rows("outlets"))


def offices_at(meeting: int) -> int:
    """How many offices there are when the meeting of this number is held."""
    return max(FIRST_OFFICES, meeting // MEETINGS_PER_OFFICE)


@cache
def office(number: int) -> Office:
    """The office that joined as this number: one kind in all countries, then the next."""
    lands, kinds = countries(), rows("offices")
    land, round_ = lands[number % len(lands)], number // len(lands)
    name, *roles = kinds[round_ % len(kinds)]
    again = f" No. {round_ // len(kinds) + 1}" if round_ >= len(kinds) else ""
    head, deputy, envoy = roles
    return Office(
        number, f"{land.code}-{slug(name + again)}", f"{name}{again} of {land.spoken}", land, (head, deputy, envoy)
    )


@cache
def _pools() -> dict[str, tuple[int, int, tuple[str, ...], tuple[str, ...]]]:
    """By country: its place in its region, the size of the region, family names, given names."""
    found = {}
    for codes, families, given in rows("people"):
        region = codes.split()
        for place, code in enumerate(region):
            found[code] = (place, len(region), tuple(_whole(families)), tuple(_whole(given)))
    return found


def _whole(listed: str) -> list[str]:
    return listed.split()


@cache
def person_name(person: int) -> Name:
    """The name of the person of this number: nobody else has it."""
    where = office(person // POSTS)
    place, width, families, given = _pools()[where.country.code]
    nth = (where.number // len(countries()) * width + place) * POSTS + person % POSTS
    family, family_script = _written(families[nth % len(families)])
    first, first_script = _written(given[(nth // len(families) + nth * 3) % len(given)])
    is_family_first = where.country.code in {"kr", "vn"}
    full = f"{family} {first}" if is_family_first else f"{first} {family}"
    joint = " " if where.country.code not in {"kr", "jp"} else ""
    parts = (family_script, first_script) if where.country.code in {"kr", "jp"} else (first_script, family_script)
    script = joint.join(parts) if family_script else ""
    language = {"jp": "ja", "kr": "ko"}.get(where.country.code, "ar") if script else ""
    return Name(full, family, first, script, language)


def _written(name: str) -> tuple[str, str]:
    latin, _, script = name.partition("=")
    return latin, script


def person_id(person: int) -> str:
    """The id of the person's file."""
    return slug(person_name(person).full)


@cache
def _terms(seed: int, number: int) -> tuple[str, ...]:
    """The months in which an office changed hands."""
    roll = dice(seed, "terms", number)
    year, month = FIRST_TERM
    months = year * 12 + month - 1 + roll.randrange(9)
    found = []
    while months < LAST_YEAR * 12:
        found.append(f"{months // 12}-{months % 12 + 1:02}")
        months += roll.randrange(30, 62)
    return tuple(found)


def holder(seed: int, number: int, post: int, day: str) -> int:
    """Who held the post of an office on a day."""
    term = max(bisect_right(_terms(seed, number), day[:7]) - 1, 0)
    return number * POSTS + (post + term) % POSTS


def career(seed: int, person: int) -> tuple[Term, ...]:
    """The posts of a person, oldest first."""
    months = _terms(seed, person // POSTS)
    ends = (*months[1:], "")
    return tuple(
        Term((person % POSTS - term) % POSTS, start, end)
        for term, (start, end) in enumerate(zip(months, ends, strict=True))
    )
