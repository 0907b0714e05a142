"""What was said at a meeting: its facts, each as a sentence of a source and in the desk's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.schema.references import TAKEN

from .chance import Dice, dice, happens, weighted
from .lists import sections, table
from .occasion import Occasion, is_extreme, is_lone
from .sentences import Slots, fill, listed, settled
from .world import Office, Topic, person_id, person_name

KINDS = (
    ("commitment", 28),
    ("agreement", 12),
    ("position", 24),
    ("agenda", 12),
    ("assessed", 7),
    ("announcement", 8),
    ("background", 9),
)
SIDES = {1: "the delegation", 2: "the two sides", 3: "the three delegations", 4: "the four delegations"}
DRAWN = ("pledge", "stance", "meaning", "number", "year", "official", "adjective", "hours", "few")
PLEDGE = "pledge"
"""The point of every meeting of a series that the next one follows."""


THIRDS = 3
LAST_DUE = 2025
"""No look back is written later."""


class Manner(NamedTuple):
    """Which account tells a fact, who issued it if it is official, and the year it names."""

    source: int
    issuer: Office | None
    due: str
    outcome: str


class Fact(NamedTuple):
    """One point: `captured` stands in source number `source`; `relied` are words of it that are no quotation."""

    id: str
    kind: str
    topic: Topic
    source: int
    captured: str
    text: str
    relied: str
    according_to: str
    office: Office
    object: str
    act: str
    due: str
    outcome: str


def spoken_countries(event: Occasion) -> str:
    """`Japan, Norway and Chile`."""
    return listed([one.country.spoken for one in event.offices])


def about(event: Occasion) -> dict[str, str]:
    """What every sentence on a meeting may say."""
    offices = event.offices
    return {
        "sides": SIDES[len(offices)],
        "roles": listed(["office holders", "deputies"]) if len(offices) > 1 else "officials",
        "countries": spoken_countries(event),
        "city": event.city,
        "in_city": f"in {event.city}",
        "capital": offices[-1].country.capital,
        "country": offices[0].country.spoken,
        "org": f"the {offices[0].name}",
        "family": person_name(event.seats[0].person).family,
    }


def point_count(roll: Dice, event: Occasion) -> int:
    """Three to twelve, but for a few."""
    if is_lone(event.number):
        return 1
    if is_extreme(event.number):
        return 40
    return min(roll.randrange(3, 10), roll.randrange(3, 14)) + (event.place is not None)


def facts(seed: int, event: Occasion, issuers: tuple[Office | None, ...], *, is_followed_up: bool) -> tuple[Fact, ...]:
    """The facts of a meeting, spread over its accounts; `issuers` says which of them are whose own.

    If it `is_followed_up`, the last is a commitment with a day that has passed.
    """
    roll = dice(seed, "facts", event.number)
    count = point_count(roll, event)
    known, taken = about(event), set[str]()
    found = []
    for nth in range(count):
        source = nth if nth < len(issuers) else roll.randrange(len(issuers))
        is_pledge = event.place is not None and nth == 0
        is_past = is_followed_up and nth == count - 1
        kind = "commitment" if is_pledge or is_past else weighted(roll, KINDS)
        due, outcome = _past(roll, event) if is_past else _far(roll) if kind == "commitment" else ("", "")
        manner = Manner(source, issuers[source], due, outcome)
        fact = _fact(roll, event, known, kind, manner)
        id = PLEDGE if is_pledge else _free(fact.object, taken)
        taken.add(id)
        found.append(fact._replace(id=id))
    return tuple(found)


def _free(thing: str, taken: set[str]) -> str:
    """An id from the last word of what a point is about, numbered if it is taken."""
    word = "".join(letter for letter in thing.rsplit(maxsplit=1)[-1].lower() if "a" <= letter <= "z")
    names = (word, *(f"{word}-{nth}" for nth in range(2, 99)))
    return next(name for name in names if name not in taken and name != PLEDGE and not TAKEN.fullmatch(name))


def _fact(roll: Dice, event: Occasion, known: Mapping[str, str], kind: str, manner: Manner) -> Fact:
    topic = roll.choice(event.topics)
    seats = [seat for seat in event.seats if manner.issuer is None or seat.office == manner.issuer.number]
    seat = roll.choice(seats)
    own = manner.issuer or next(one for one in event.offices if one.number == seat.office)
    thing, act = roll.choice(topic.objects), roll.choice(topic.acts)
    name = person_name(seat.person)
    slots = settled(
        {
            **known,
            "object": thing,
            "act": act,
            "org": f"the {own.name}",
            "country": own.country.spoken,
            "capital": own.country.capital,
            "person": f"{name.full}, {own.roles[seat.post]} of {own.country.spoken},",
            "name": name.full,
            "family": name.family,
            "by": f" by the end of {manner.due}" if manner.due else "",
            "until": f", with {manner.due} named as the year" if manner.due else "",
        },
        roll,
        *DRAWN,
    )
    captured, text, relied, whose = roll.choice(_lines(kind, manner))
    has_due = "{by}" in captured
    said = {"org": own.id, "person": person_id(seat.person), "unstated": "unstated"}[whose]
    return Fact(
        id="",
        kind=kind,
        topic=topic,
        source=manner.source,
        captured=fill(captured, slots),
        text=fill(text, slots),
        relied=relied.format_map(slots),
        according_to=said,
        office=own,
        object=thing,
        act=act,
        due=manner.due if has_due else "",
        outcome=manner.outcome if has_due else "",
    )


def _lines(kind: str, manner: Manner) -> list[tuple[str, str, str, str]]:
    """The patterns for a point of this kind: a third of them for each account, and those with a day if one is named."""
    own = [line for line in table("official-points" if manner.issuer else "points") if line[0] == kind]
    if not manner.issuer:
        own = own[manner.source % THIRDS :: THIRDS] or own
    if manner.due:
        own = [line for line in own if "{by}" in line[1]] or [line for line in table("points") if "{by}" in line[1]]
    return [(captured, text, relied, whose) for _, captured, text, relied, whose in own]


def _past(roll: Dice, event: Occasion) -> tuple[str, str]:
    """The year in which a commitment fell due, and what became of it."""
    return str(min(event.day.year + roll.randrange(1, 3), LAST_DUE)), weighted(
        roll, (("met", 5), ("lapsed", 3), ("superseded", 2))
    )


def _far(roll: Dice) -> tuple[str, str]:
    """A year that is still to come, for one commitment in eight."""
    return (str(roll.choice((2045, 2050, 2060))), "") if happens(roll, 0.12) else ("", "")


def deck(roll: Dice, section: str, third: int) -> Iterator[str]:
    """Patterns of filler in an order of their own, none twice before all were used. Three accounts of one meeting
    draw from different thirds of them.
    """
    patterns = list(sections()[section][third % THIRDS :: THIRDS])
    while True:
        roll.shuffle(patterns)
        yield from patterns


PROPER = ("{Family}", "{Country}")


def filler(roll: Dice, known: Mapping[str, str], event: Occasion, pattern: str) -> str:
    """A sentence that no point rests on."""
    slots = Slots(known, roll)
    slots["object"] = roll.choice(roll.choice(event.topics).objects)
    slots["family"] = person_name(roll.choice(event.seats).person).family
    return fill(pattern, slots)


def second(roll: Dice, known: Mapping[str, str], event: Occasion, pattern: str) -> str:
    """A sentence of filler as it stands behind another one. What it begins with stands at no paragraph's beginning, so
    that nowhere twelve words in a row of one article are those of another across the end of a sentence.
    """
    sentence = filler(roll, known, event, pattern)
    rest = sentence if pattern.startswith(PROPER) else sentence[0].lower() + sentence[1:]
    return fill(roll.choice(sections()["second"]), Slots({"rest": rest}, roll))
