"""A captured article as its file: front matter, then the text as it was taken from the page."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from .captures import COPY, FOLLOW_UP, OFFICIAL, Capture
from .chance import Dice, dice, happens, weighted
from .lists import sections
from .occasion import Occasion
from .world import person_name, slug
from .yamltext import Value, document

RIGHTS = (("excerpt", 40), ("full", 40), ("link", 20))
LICENSES = ("CC-BY-4.0", "CC-BY-SA-4.0")


class Article(NamedTuple):
    """One source of a meeting: the fields of its file, and its text as it was captured."""

    id: str
    fields: Mapping[str, Value]
    text: str

    @property
    def file(self) -> str:
        """The whole file."""
        return f"---\n{document(self.fields)}---\n{self.text}"


def article(
    seed: int, event: Occasion, nth: int, captures: tuple[Capture, ...], accept: Mapping[str, Value]
) -> Article:
    """One source of a meeting, by its number among them."""
    own = captures[nth]
    roll = dice(seed, "source", event.number, nth)
    fields: dict[str, Value] = {"title": own.title}
    unknown: list[Value] = []
    if own.issuer:
        fields["publisher"] = own.issuer
    elif own.outlet and not (nth and happens(roll, 0.03)):
        fields["publisher"] = own.outlet.key
    else:
        unknown.append("publisher")
    if own.issued is None:
        unknown.append("issued")
    else:
        hour = f"T{roll.randrange(6, 23):02}:{roll.randrange(60):02}" if happens(roll, 0.2) else ""
        fields["issued"] = own.issued.isoformat() + hour
    _byline(roll, own, fields, unknown)
    fields |= _kind(roll, own, event)
    fields |= _origin(own, captures)
    fields |= _rights(roll, own)
    fields["skip"] = _skipped(own)
    fields["unknown"] = unknown
    fields["accept"] = accept
    blank = "\n\n" if happens(roll, 0.7) else "\n"
    return Article(own.id, fields, blank.join(one.text for one in own.paragraphs) + "\n")


def _byline(roll: Dice, own: Capture, fields: dict[str, Value], unknown: list[Value]) -> None:
    """Author and address, or that they are not known."""
    if own.role != OFFICIAL:
        if happens(roll, 0.6):
            name = person_name(100_000 + roll.randrange(900))
            fields["author"] = name.full
        elif happens(roll, 0.4):
            unknown.append("author")
    if happens(roll, 0.7) and own.issued:
        key = own.outlet.key if own.outlet else own.issuer
        fields["url"] = f"https://{key}.example/{own.issued:%Y/%m}/{slug(own.title)[:60].strip('-')}"
        fields["accessed"] = (own.issued + datetime.timedelta(days=roll.randrange(9))).isoformat()
    else:
        unknown.append("url")


def _kind(roll: Dice, own: Capture, event: Occasion) -> dict[str, Value]:
    fields: dict[str, Value] = {"language": "en"}
    if own.role == OFFICIAL:
        fields["type"] = weighted(roll, (("readout", 6), ("statement", 3), ("press-release", 1)))
        fields["issuer"] = own.issuer
    elif happens(roll, 0.4):
        fields["dateline"] = event.city
    if happens(roll, 0.4):
        fields["grade"] = roll.choice("ABBC") + roll.choice("1223")
    if own.role not in {OFFICIAL, FOLLOW_UP} and happens(roll, 0.3):
        fields["descriptor"] = roll.choice(sections()["descriptor"])
    return fields


def _origin(own: Capture, captures: tuple[Capture, ...]) -> dict[str, Value]:
    if own.wire:
        return {"wire": own.wire}
    if own.role == COPY:
        return {"derived_from": captures[0].id, "relation": own.relation}
    return {}


def _rights(roll: Dice, own: Capture) -> dict[str, Value]:
    rights = "full" if own.role == OFFICIAL else weighted(roll, RIGHTS)
    fields: dict[str, Value] = {"rights": rights}
    if rights == "full":
        note = "An official text, reproduced as issued." if own.role == OFFICIAL else ""
        fields |= {"rights_note": note} if note else {"license": roll.choice(LICENSES)}
    if own.outlet and happens(roll, 0.3):
        fields["rights_holder"] = own.outlet.name
    return fields


def _skipped(own: Capture) -> dict[str, Value]:
    """Page furniture by stretch, with what it is."""
    found: dict[str, Value] = {}
    numbered = enumerate(own.paragraphs, start=1)
    for reason, group in groupby(numbered, key=lambda pair: pair[1].skip):
        numbers = [number for number, _ in group]
        if reason:
            first, last = numbers[0], numbers[-1]
            found[f"p{first}" if first == last else f"p{first}-p{last}"] = reason
    return found
