"""When, where, in what format and between whom a meeting is held. What was said there is not decided here.

Meetings come in waves of 250. The even ones of a wave belong to its five series, the odd ones stand alone; a few of
these are drafts, were withdrawn, have one point on one source, or forty on twenty-five.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import NamedTuple

from .chance import Dice, dice, happens, weighted
from .world import DEPUTY, ENVOY, HEAD, Country, Office, Topic, countries, holder, office, offices_at, slug, topics

WAVE = 250
SERIES_LENGTHS = (60, 25, 16, 12, 12)
FIRST_DAY = datetime.date(2005, 1, 3)
DAYS = 7300

KINDS = (
    ("bilateral", 40),
    ("call", 14),
    ("visit", 12),
    ("trilateral", 12),
    ("multilateral", 8),
    ("summit", 8),
    ("statement", 6),
)
TABLES = {"bilateral": 2, "call": 2, "visit": 2, "trilateral": 3, "multilateral": 4, "summit": 4, "statement": 1}
"""How many offices sit at the table."""

EVENTS = (
    "the Lisbon Forum on Narrow Waters",
    "the Assembly of Harbour Cities",
    "the annual Conference on Common Lights",
    "the Forum of Small Fleets",
    "the Congress of Weather Services",
)


class Seat(NamedTuple):
    """A post at the table, and who held it that day."""

    office: int
    post: int
    person: int


class Place(NamedTuple):
    """The number of a series, and of the meeting in it, from 0."""

    series: int
    step: int


class Occasion(NamedTuple):
    """One meeting, without its words. `companion` is the meeting it is `tied` to as part or on its sidelines."""

    number: int
    id: str
    day: datetime.date
    kind: str
    status: str
    country: Country
    city: str
    seats: tuple[Seat, ...]
    absent: tuple[Seat, ...]
    topics: tuple[Topic, ...]
    place: Place | None
    event: str
    companion: int | None
    tied: str

    @property
    def offices(self) -> tuple[Office, ...]:
        """The offices at the table, in order."""
        return tuple(office(number) for number in dict.fromkeys(seat.office for seat in self.seats))


class Series(NamedTuple):
    """A recurring format: its number, the offices that meet, and its first day and rhythm."""

    number: int
    members: tuple[int, ...]
    post: int
    start: datetime.date
    rhythm: int

    @property
    def id(self) -> str:
        """The id of the series' file."""
        codes = "-".join(office(member).country.code for member in self.members)
        return f"{codes}-{slug(office(self.members[0]).name.split(' of ')[0])}-{self.number + 1}"


@cache
def _turns() -> tuple[tuple[int, int], ...]:
    """The series of a wave in the order in which they meet: the longest most often."""
    turns = [
        ((step + 0.5) / length, series, step) for series, length in enumerate(SERIES_LENGTHS) for step in range(length)
    ]
    return tuple((series, step) for _, series, step in sorted(turns))


def place_of(number: int) -> Place | None:
    """Where in which series the meeting stands."""
    wave, within = divmod(number, WAVE)
    if within % 2:
        return None
    series, step = _turns()[within // 2]
    return Place(wave * len(SERIES_LENGTHS) + series, step)


@cache
def number_of(place: Place) -> int:
    """The number of a meeting of a series."""
    wave, series = divmod(place.series, len(SERIES_LENGTHS))
    return wave * WAVE + 2 * _turns().index((series, place.step))


@cache
def series(seed: int, number: int) -> Series:
    """The series of this number."""
    roll = dice(seed, "series", number)
    wave, nth = divmod(number, len(SERIES_LENGTHS))
    length = SERIES_LENGTHS[nth]
    known = offices_at(wave * WAVE)
    first = roll.randrange(known)
    size = 3 if nth == 0 else weighted(roll, ((2, 5), (3, 3), (4, 2)))
    lands = {office(first).country.code: first}
    while len(lands) < size:
        other = roll.randrange(known)
        lands.setdefault(office(other).country.code, other)
    rhythm = min(6400 // length, roll.randrange(80, 220))
    slack = DAYS - rhythm * length
    start = FIRST_DAY + datetime.timedelta(days=roll.randrange(max(slack, 1)))
    return Series(number, tuple(lands.values()), HEAD if nth % 2 == 0 else DEPUTY, start, rhythm)


def is_lone(number: int) -> bool:
    """One point on one source."""
    return number % 24 == 11 and place_of(number) is None


def is_extreme(number: int) -> bool:
    """Forty points on twenty-five sources."""
    return number % WAVE in {7, 131}


def has_long_name(number: int) -> bool:
    """A heading of 200 to 300 characters."""
    return number % WAVE % 50 == 13


def status_of(number: int) -> str:
    """Most are published."""
    match number % WAVE % 100:
        case 29:
            return "draft"
        case 57:
            return "withdrawn"
        case _:
            return "published"


def _companion(number: int) -> tuple[int | None, str]:
    match number % WAVE % 40:
        case 15:
            return number - 2, "part_of"
        case 35:
            return number - 2, "sidelines_of"
        case _:
            return None, ""


@cache
def day_of(seed: int, number: int) -> datetime.date:
    """Series meet in their rhythm; the others are spread over the years so evenly that few stand for all."""
    place = place_of(number)
    if place:
        own = series(seed, place.series)
        wobble = dice(seed, "wobble", number).randrange(max(own.rhythm // 3, 1))
        return own.start + datetime.timedelta(days=own.rhythm * place.step + wobble)
    companion, _ = _companion(number)
    if companion is not None:
        return day_of(seed, companion)
    return FIRST_DAY + datetime.timedelta(days=int(_spread(number // 2) * DAYS))


def _spread(number: int) -> float:
    """Van der Corput's sequence: 1/2, 1/4, 3/4, 1/8 and so on."""
    digits = f"{number + 1:b}"[::-1]
    return sum(float(digit) / float(1 << place + 1) for place, digit in enumerate(digits))


@cache
def occasion(seed: int, number: int) -> Occasion:
    """The meeting of this number."""
    roll, place = dice(seed, "occasion", number), place_of(number)
    day = day_of(seed, number)
    companion, tied = _companion(number)
    members, kind, post = _table(seed, roll, number)
    seats = [_seat(seed, member, post, day) for member in members]
    absent: tuple[Seat, ...] = ()
    if place and place.step % 11 == 6:
        absent = (seats[-1],)
        seats[-1] = _seat(seed, members[-1], DEPUTY if post == HEAD else HEAD, day)
    seats += [_seat(seed, member, ENVOY, day) for member in members[: _extra(roll, kind)]]
    country, city = _city(seed, roll, members, companion)
    event = roll.choice(EVENTS) if companion is None and happens(roll, 0.15) and kind not in {"call", "visit"} else ""
    codes = "-".join(office(member).country.code for member in members)
    return Occasion(
        number,
        f"{day:%Y-%m}-{slug(city)}-{codes}-{number + 1}",
        day,
        kind,
        status_of(number),
        country,
        city,
        tuple(seats),
        absent,
        tuple(roll.sample(topics(), roll.randrange(2, 6))),
        place,
        event,
        companion,
        tied,
    )


def _table(seed: int, roll: Dice, number: int) -> tuple[tuple[int, ...], str, int]:
    """The offices at the table, the kind of meeting, and the post whose holders meet."""
    place = place_of(number)
    if place:
        own = series(seed, place.series)
        return own.members, {2: "bilateral", 3: "trilateral"}.get(len(own.members), "multilateral"), own.post
    kind = weighted(roll, KINDS)
    known = offices_at(number)
    lands: dict[str, int] = {}
    while len(lands) < TABLES[kind]:
        other = roll.randrange(known)
        lands.setdefault(office(other).country.code, other)
    return tuple(lands.values()), kind, HEAD if kind == "summit" or happens(roll, 0.7) else DEPUTY


def _extra(roll: Dice, kind: str) -> int:
    """How many of the offices bring their envoy: three to five people meet, two telephone, one makes a statement."""
    if kind in {"call", "statement"}:
        return 0
    return {2: roll.randrange(1, 3), 3: roll.randrange(3), 4: roll.randrange(2)}[TABLES[kind]]


def _seat(seed: int, number: int, post: int, day: datetime.date) -> Seat:
    return Seat(number, post, holder(seed, number, post, day.isoformat()))


def _city(seed: int, roll: Dice, members: tuple[int, ...], companion: int | None) -> tuple[Country, str]:
    """Mostly at a member's, now and then at somebody else's, and where its companion is."""
    if companion is not None:
        larger = occasion(seed, companion)
        return larger.country, larger.city
    home = office(roll.choice(members)).country if happens(roll, 0.75) else roll.choice(countries())
    return home, home.capital if happens(roll, 0.6) else roll.choice(home.cities)


FORMATS = ("Dialogue", "Round Table", "Process", "Consultations", "Contact Group")


def short_series_name(own: Series) -> str:
    """`Kobe Dialogue`, with the number of the wave from the second on."""
    wave, nth = divmod(own.number, len(SERIES_LENGTHS))
    cities = office(own.members[-1]).country.cities
    again = f" {wave + 1}" if wave else ""
    return f"{cities[own.number % len(cities)]} {FORMATS[nth]}{again}"


def series_name(own: Series) -> str:
    """`Kobe Dialogue: Japan, Norway, Chile`, as a heading."""
    return f"{short_series_name(own)}: {', '.join(office(member).country.name for member in own.members)}"
