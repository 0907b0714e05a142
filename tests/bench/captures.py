"""The captured articles of a meeting: reports, an office's own account, copies, and a look back at what was promised.

A capture knows in which paragraph each fact stands, so that the desk's file can cite it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .chance import Dice, dice, happens, weighted
from .facts import THIRDS, Fact, about, deck, facts, filler, second
from .lists import sections, table
from .occasion import Occasion, Seat, is_extreme, is_lone
from .sentences import Slots, fill, listed
from .tracks import MEETINGS_OF_AN_ISSUER, phrase_of
from .world import Office, Outlet, outlets, person_name

REPORT, OFFICIAL, COPY, FOLLOW_UP = "report", "official", "copy", "follow-up"
LEAD, ATTENDANCE = "lead", "attendance"
FILL = ""
WEEK = 6
ORDINALS = ("th", "st", "nd", "rd")
FIRST_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
LATER = 7
"""Days between accounts that may use the same patterns, so that nobody takes them for copies."""


class Paragraph(NamedTuple):
    """`holds` names a fact, the lead or the attendance; `skip` says what it is if it is page furniture."""

    text: str
    holds: str = FILL
    skip: str = ""


class Capture(NamedTuple):
    """One source. `origin` is the place among its meeting's sources of what it is a copy of."""

    id: str
    role: str
    outlet: Outlet | None
    issuer: str
    issued: datetime.date | None
    title: str
    day_words: str
    paragraphs: tuple[Paragraph, ...]
    relation: str = ""
    wire: str = ""

    def number_of(self, holds: str) -> int:
        """The number of the paragraph that holds a fact; 0 if none does."""
        return next((nth for nth, one in enumerate(self.paragraphs, start=1) if one.holds == holds), 0)


class Dossier(NamedTuple):
    """What is known of a meeting: its facts and its sources. `promised` is the fact that the follow-up tells of."""

    event: Occasion
    facts: tuple[Fact, ...]
    captures: tuple[Capture, ...]
    promised: Fact | None


def dossier(seed: int, event: Occasion) -> Dossier:
    """The facts of a meeting and the articles that report them."""
    roll = dice(seed, "captures", event.number)
    roles = _roles(roll, event)
    accounts = [role for role in roles if role in {REPORT, OFFICIAL}]
    issuers = tuple(_issuer(event, nth) if role == OFFICIAL else None for nth, role in enumerate(accounts))
    said = facts(seed, event, issuers, is_followed_up=FOLLOW_UP in roles)
    promised = next((fact for fact in said if fact.outcome), None)
    captures = [_account(seed, event, nth, role, said) for nth, role in enumerate(accounts)]
    if COPY in roles:
        captures = _with_copy(seed, event, captures)
    if promised:
        captures.append(_follow_up(seed, event, len(captures), promised))
    return Dossier(event, said, tuple(captures), promised)


def _roles(roll: Dice, event: Occasion) -> tuple[str, ...]:
    if is_lone(event.number):
        return (REPORT,)
    if is_extreme(event.number):
        return tuple(OFFICIAL if nth % 5 == 1 else REPORT for nth in range(25))
    second = OFFICIAL if event.place or happens(roll, 0.25) else REPORT
    third = weighted(roll, ((COPY, 15), (FOLLOW_UP, 20), (REPORT, 65)))
    return (REPORT, second, third)


def _issuer(event: Occasion, nth: int) -> Office:
    """Whose account this is: in a series one member's for long, then the next one's."""
    turn = event.place.step // MEETINGS_OF_AN_ISSUER if event.place else nth
    return event.offices[turn % len(event.offices)]


def _account(seed: int, event: Occasion, nth: int, role: str, said: tuple[Fact, ...]) -> Capture:
    """A report or an official account, with the facts that are told in it."""
    roll = dice(seed, "account", event.number, nth)
    own = tuple(fact for fact in said if fact.source == nth)
    issued = event.day + datetime.timedelta(days=nth // THIRDS * LATER + (0 if role == OFFICIAL else roll.randrange(3)))
    known = dict(about(event))
    known["object"] = own[0].object if own else event.topics[0].objects[0]
    known["day"] = _day_words(roll, event.day, issued, is_official=role == OFFICIAL)
    if role == OFFICIAL:
        issuer = _issuer(event, nth)
        known["org"] = f"the {issuer.name}"
        key, outlet, issued_by = issuer.id, None, issuer.id
    else:
        outlet = roll.choice(outlets())
        key, issued_by = outlet.key, ""
    title = fill(roll.choice(sections()["official-headline" if role == OFFICIAL else "headline"]), Slots(known, roll))
    lead = roll.choice(sections()[_lead_section(event, role)])
    body = tuple(_body(roll, event, known, nth, role, lead, own))
    id = f"{key}-{issued:%Y%m%d}-{event.number + 1}{_letter(nth)}"
    is_undated = role == REPORT and nth == 2 and happens(roll, 0.02)
    paragraphs = _with_furniture(roll, title, issued, body, is_official=role == OFFICIAL)
    day = None if is_undated else issued
    return Capture(id, role, outlet, issued_by, day, title, known["day"], paragraphs)


def _letter(nth: int) -> str:
    return chr(ord("a") + nth)


def _lead_section(event: Occasion, role: str) -> str:
    manner = {"call": "-call", "statement": "-statement"}.get(event.kind, "")
    return f"{'official-' if role == OFFICIAL else ''}lead{manner}"


def _day_words(roll: Dice, day: datetime.date, issued: datetime.date, *, is_official: bool) -> str:
    """How an account names the day of the meeting: `on Thursday`, `yesterday` or `on 12 March 2014`."""
    away = (issued - day).days
    if is_official or away > WEEK:
        return f"on {day.day} {day:%B %Y}"
    if away == 1 and happens(roll, 0.2):
        return "yesterday"
    return f"on {day:%A}"


def _body(
    roll: Dice, event: Occasion, known: Mapping[str, str], nth: int, role: str, lead: str, own: tuple[Fact, ...]
) -> Iterator[Paragraph]:
    """Lead, attendance, then facts and filler in turn: ten to fourteen paragraphs, more where more was said."""
    section = "official-filler" if role == OFFICIAL else "filler"
    slots = Slots(known, roll)
    slots["person"] = person_name(event.seats[0].person).full

    patterns = deck(roll, section, nth)

    def more() -> str:
        return second(roll, known, event, next(patterns))

    yield Paragraph(f"{fill(lead, slots)} {more()}", LEAD)
    yield Paragraph(attendance(event, nth), ATTENDANCE)
    yield from _wording_paragraph(event, role)
    wanted = roll.randrange(6, 9) if role == OFFICIAL else roll.randrange(10, 15)
    gaps = max(wanted - 2 - len(own), len(own) // 2)
    order = [*own, *[None] * gaps]
    if len(own) > 1:
        rest = order[1:]
        roll.shuffle(rest)
        order = [order[0], *rest]
    for fact in order:
        if fact is None:
            first = filler(roll, known, event, next(patterns))
            if role != OFFICIAL and happens(roll, 0.12):
                first = f'It was "{slots["stance"]}", {slots["official"]} said.'
            yield Paragraph(f"{first} {more()}" if happens(roll, 0.6) else first)
        else:
            yield Paragraph(f"{fact.captured} {more()}" if happens(roll, 0.5) else fact.captured, fact.id)
    if nth == 0:
        yield from _speech(roll, event)


def _wording_paragraph(event: Occasion, role: str) -> Iterator[Paragraph]:

    if role == OFFICIAL and event.place:
        thing, phrase = phrase_of(event.place)
        yield Paragraph(
            fill(sections()["track-sentence"][0], {"object": thing, "phrase": phrase}),
            "wording",
        )


def _speech(roll: Dice, event: Occasion) -> Iterator[Paragraph]:
    """Words at some length, for the meeting's quotations."""
    for seat in event.seats[: roll.randrange(3)]:
        name = person_name(seat.person)
        yield Paragraph(f'"{long_quote(roll)}," {name.family} said.', f"speech-{seat.person}")


def long_quote(roll: Dice) -> str:
    """A sentence that somebody says, without its full stop; hardly ever twice the same five words in a row."""
    return fill(roll.choice(sections()["long-quote"]), Slots({}, roll))


SEATED = (
    ("Those taking part were", "Speaking was", "{name}, {role} of {spoken}"),
    ("Present were", "The speaker was", "{role} {name} ({country})"),
    ("At the table sat", "The words were those of", "for {spoken} {name} ({role})"),
)
"""How three accounts of one meeting say who was there: several, one, and a person with the office."""


def attendance(event: Occasion, nth: int) -> str:
    """Who was there, with their offices."""
    several, one, manner = SEATED[nth % THIRDS]
    people = [_seated(event, seat, manner) for seat in (event.seats if nth % 2 == 0 else event.seats[::-1])]
    names = "; ".join(people[:-1]) + ("; and " if len(people) > 1 else "") + people[-1]
    is_counted = event.place is not None and nth == 0
    ordinal = f" It was the {nth_word(event.place.step + 1)} meeting in this format." if event.place else ""
    return f"{several if len(people) > 1 else one} {names}.{ordinal if is_counted else ''}"


def _seated(event: Occasion, seat: Seat, manner: str) -> str:
    office = next(one for one in event.offices if one.number == seat.office)
    name, land = person_name(seat.person).full, office.country
    return manner.format(name=name, role=office.roles[seat.post], spoken=land.spoken, country=land.name)


def nth_word(number: int) -> str:
    """`third`, `14th`."""
    if number <= len(FIRST_ORDINALS):
        return FIRST_ORDINALS[number - 1]
    last = number % 10 if number // 10 % 10 != 1 else 0
    return f"{number}{ORDINALS[last] if last < len(ORDINALS) else 'th'}"


def _with_furniture(
    roll: Dice, title: str, issued: datetime.date, body: tuple[Paragraph, ...], *, is_official: bool
) -> tuple[Paragraph, ...]:
    """The paragraphs as a crawler takes them: buttons and headline before, adverts behind."""
    head = [Paragraph(title, skip="headline")]
    if is_official:
        return (*head, *body)
    if happens(roll, 0.6):
        head.insert(0, Paragraph(roll.choice(sections()["noise-top"]), skip="button of the page"))
    head.append(
        Paragraph(
            f"{issued:%B} {issued.day}, {issued.year} {roll.randrange(6, 23)}:{roll.randrange(60):02}", skip="time"
        )
    )
    tail = [Paragraph(text, skip="page furniture") for text in roll.sample(sections()["noise-end"], roll.randrange(4))]
    return (*head, *body, *tail)


def _with_copy(seed: int, event: Occasion, captures: list[Capture]) -> list[Capture]:
    """The captures and a copy of the first: word for word, shortened or with some of it left out, or by wire."""
    roll = dice(seed, "copy", event.number)
    origin = captures[0]
    if origin.issued is None:
        return captures
    relation = roll.choice(("verbatim", "edited", "summary", "wire"))
    kept = [one for one in origin.paragraphs if not one.skip and (relation != "summary" or one.holds)]
    if relation == "edited":
        kept = [one for one in kept if one.holds or happens(roll, 0.6)]
    outlet = roll.choice([one for one in outlets() if one.kind == "outlet" and one != origin.outlet])
    issued = origin.issued + datetime.timedelta(days=1)
    paragraphs = _with_furniture(roll, origin.title, issued, tuple(kept), is_official=False)
    id = f"{outlet.key}-{issued:%Y%m%d}-{event.number + 1}{_letter(len(captures))}"
    wire = "meridian" if relation == "wire" else ""
    copy = Capture(id, COPY, outlet, "", issued, origin.title, "", paragraphs, "" if wire else relation, wire)
    return [origin._replace(wire=wire), *captures[1:], copy]


def _follow_up(seed: int, event: Occasion, nth: int, promised: Fact) -> Capture:
    """A report written when the day of a promise had come."""
    roll = dice(seed, "follow-up", event.number)
    issued = datetime.date(int(promised.due), 12, 1) + datetime.timedelta(days=roll.randrange(31))
    known = {**about(event), "object": promised.object, "act": promised.act, "org": f"the {promised.office.name}"}
    pattern = next(captured for captured, state, _ in table("follow-up") if state == promised.outcome)
    outlet = roll.choice(outlets())
    title = f"Looking back: what became of {promised.object}"
    patterns = deck(roll, "filler", 0)
    words = [
        f"{filler(roll, known, event, next(patterns))} {second(roll, known, event, next(patterns))}" for _ in range(9)
    ]
    body = (
        Paragraph(words[0], LEAD),
        Paragraph(fill(pattern, known), "outcome"),
        *(Paragraph(text) for text in words[1:]),
    )
    id = f"{outlet.key}-{issued:%Y%m%d}-{event.number + 1}{_letter(nth)}"
    paragraphs = _with_furniture(roll, title, issued, body, is_official=False)
    return Capture(id, FOLLOW_UP, outlet, "", issued, title, "", paragraphs)


__all__ = ["Capture", "Dossier", "dossier", "listed", "nth_word"]
