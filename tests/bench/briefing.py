"""The desk's file on a meeting: what an analyst would write who had its captured articles before them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .captures import ATTENDANCE, COPY, LEAD, OFFICIAL, Capture, Dossier
from .chance import Dice, dice, happens, weighted
from .facts import PLEDGE, Fact, about
from .lists import sections, table
from .occasion import Occasion, Place, Seat, has_long_name, number_of, occasion, series, status_of
from .sentences import Slots, capital, fill, settled
from .tracks import use_at
from .world import office, person_id, person_name
from .yamltext import Value

EDITORS = ("Ada Nought", "Bertram Null", "Cleo Zilch")
VERBS = frozenset(
    "Agreed Undertook Will Committed Promised Settled Initialled Would Discussed Had Spent Raised Judged Expressed "
    "Exchanged Called".split()
)
"""A point that begins with one of these has those at the table as its subject."""
COPIES_KEPT = "The copy is cited beside the original to show where its readers got it from."
UNCITED = "Kept to show how far the report travelled."
DATE_FROM_OUTSIDE = "The calendar of the hosts, as seen by the desk."
LONGEST_NAME = 290


class Draft(NamedTuple):
    """A dossier, the generator's dice for it, and whether its copy is cited."""

    seed: int
    dossier: Dossier
    roll: Dice
    copy: Capture | None

    @property
    def event(self) -> Occasion:
        """The meeting."""
        return self.dossier.event

    @property
    def accounts(self) -> tuple[Capture, ...]:
        """The sources in which facts are told."""
        return tuple(one for one in self.dossier.captures if one.role in {"report", OFFICIAL})

    def at(self, source: int, holds: str) -> str:
        """The cite of what a source holds."""
        capture = self.dossier.captures[source]
        return f"{capture.id}#p{capture.number_of(holds)}"


def draft(seed: int, file: Dossier) -> Draft:
    """The dossier in hand; of four copies one is cited."""
    roll = dice(seed, "briefing", file.event.number)
    copy = next((one for one in file.captures if one.role == COPY), None)
    return Draft(seed, file, roll, copy if copy and happens(roll, 0.4) else None)


def briefing(own: Draft) -> dict[str, Value]:
    """The fields of the meeting's file, in the order of the documentation."""
    event, roll = own.event, own.roll
    name = heading(own)
    points = [_point(own, fact, nth) for nth, fact in enumerate(own.dossier.facts)]
    fields: dict[str, Value] = {
        "name": name,
        "short_name": _short_name(event),
        "kind": event.kind,
        "status": event.status,
    }
    fields |= _when_and_where(own)
    fields |= _who(own)
    fields |= {"topics": [topic.id for topic in event.topics], "summary": summary(own), "points": points}
    fields |= {
        "quotes": list(_quotes(own)),
        "wording": _wording(own),
        "assessment": list(_assessments(own)),
        "disagreements": list(_disagreements(own)),
        "corrections": list(_corrections(own)),
        "note": _note(own),
    }
    if event.status == "published":
        reviewed = event.day + datetime.timedelta(days=roll.randrange(2, 40))
        fields |= {"reviewed_by": roll.choice(EDITORS), "reviewed_on": reviewed.isoformat()}
        if happens(roll, 0.2):
            fields["updated"] = (reviewed + datetime.timedelta(days=roll.randrange(1, 300))).isoformat()
    fields["accept"] = _accepted(own)
    return fields


# --- the heading -----------------------------------------------------------------------------------------------------


def _meeting_before(own: Draft) -> Occasion | None:
    """The meeting before in the same series."""
    place = own.event.place
    return occasion(own.seed, number_of(Place(place.series, place.step - 1))) if place and place.step else None


def heading(own: Draft) -> str:
    """The bottom line as a heading; for a few, two to three hundred characters of it."""
    event, facts = own.event, own.dossier.facts
    pledged = next((fact for fact in facts if fact.kind in {"commitment", "agreement"}), None)
    chosen = pledged or facts[0]
    slots = Slots({**about(event), "object": chosen.object, "act": chosen.act}, own.roll)
    quoted = chosen.text.split('"')[1] if pledged and chosen.text.count('"') == 2 else ""
    manner = f"-{event.kind}" if event.kind in {"call", "statement"} else ""
    patterns = sections()[f"name{manner}" if pledged else f"name{manner}-plain"]
    quoting = [one for one in patterns if "{pledge}" in one]
    fits = quoting if quoting and _is_verb(quoted) else [one for one in patterns if one not in quoting]
    slots["pledge"] = quoted
    name = fill(own.roll.choice(fits), slots)
    while has_long_name(event.number) and len(name) < 200:
        topic = own.roll.choice(event.topics)
        longer = name + own.roll.choice(sections()["name-tail"]).format(object=own.roll.choice(topic.objects))
        if len(longer) > LONGEST_NAME:
            break
        name = longer
    return name


def _short_name(event: Occasion) -> str:
    """The place, or what it was where there is none."""
    return "Telephone call" if event.kind == "call" else event.city


def _is_verb(quoted: str) -> bool:
    """Whether quoted words can follow "to"."""
    return quoted in sections()["pledge"]


# --- when, where, who ------------------------------------------------------------------------------------------------


def _when_and_where(own: Draft) -> dict[str, Value]:
    event, roll = own.event, own.roll
    lead = own.at(0, LEAD)
    fields: dict[str, Value] = {"date": event.day.isoformat()}
    if happens(roll, 0.06):
        fields["date_basis"] = {"external": DATE_FROM_OUTSIDE}
    else:
        fields["date_basis"] = {"words": own.accounts[0].day_words, "cite": lead}
    if event.kind in {"visit", "summit"} and happens(roll, 0.5):
        fields["end_date"] = (event.day + datetime.timedelta(days=roll.randrange(1, 4))).isoformat()
    if event.kind == "call":
        return fields | {"unknown": ["place", "country"]}
    fields |= {"place": event.city, "country": event.country.code}
    if happens(roll, 0.3) and event.kind != "statement":
        fields["place_cite"] = lead
    if event.companion is not None:
        fields[event.tied] = occasion(own.seed, event.companion).id
    elif event.event:
        fields["sidelines_of"] = event.event
    if happens(roll, 0.05):
        fields["inferred"] = {"country": "The sources name the city alone."}
    return fields


def _who(own: Draft) -> dict[str, Value]:
    event, roll = own.event, own.roll
    fields: dict[str, Value] = {}
    if event.place:
        fields |= {"series": series(own.seed, event.place.series).id, "ordinal": str(event.place.step + 1)}
        fields["ordinal_cite"] = own.at(0, ATTENDANCE)
    seats = [_participant(roll, seat) for seat in event.seats]
    fields["participants"] = seats
    at_home = [one for one in event.offices if one.country == event.country]
    if at_home and event.kind not in {"call", "statement"}:
        fields["hosts"] = [at_home[0].country.code if happens(roll, 0.6) else at_home[0].id]
    fields["absent"] = [person_id(seat.person) for seat in event.absent]
    return fields


def _participant(roll: Dice, seat: Seat) -> Value:
    id = person_id(seat.person)
    if happens(roll, 0.03):
        return {"person": id, "as": f"Acting {office(seat.office).roles[seat.post]}"}
    return id


# --- what was said ---------------------------------------------------------------------------------------------------


def _cite(own: Draft, fact: Fact) -> Value:
    at = own.at(fact.source, fact.id)
    return {"at": at, "words": fact.relied} if fact.relied else at


def _point(own: Draft, fact: Fact, nth: int) -> dict[str, Value]:
    event, roll = own.event, own.roll
    point: dict[str, Value] = {"id": fact.id, "kind": fact.kind, "text": _linked(own, fact.text)}
    point["according_to"] = fact.according_to
    cites = [_cite(own, fact), *_more_cites(own, fact, nth)]
    point["cite"] = cites if len(cites) > 1 else cites[0]
    point["topics"] = [fact.topic.id]
    if fact.kind == "commitment":
        point |= _undertaken(own, fact)
    if fact.according_to != "unstated" and happens(roll, 0.06):
        reason = "The paragraph names nobody; the one before it is on the same word."
        point["inferred"] = {"according_to": reason}
    if happens(roll, 0.12):
        point["note"] = fill(roll.choice(sections()["note"]), {"topic": event.topics[0].id})
    return point


def _more_cites(own: Draft, fact: Fact, nth: int) -> Iterator[Value]:
    """Now and then another account, and for the first point the copy."""
    if own.copy and nth == 0:
        yield f"{own.copy.id}#p{own.copy.number_of(fact.id)}" if own.copy.number_of(fact.id) else own.at(0, LEAD)
        if fact.source:
            yield own.at(0, LEAD)
    elif len(own.accounts) > 1 and happens(own.roll, 0.18):
        yield own.at((fact.source + 1) % len(own.accounts), LEAD)


def _undertaken(own: Draft, fact: Fact) -> dict[str, Value]:
    event, roll = own.event, own.roll
    fields: dict[str, Value] = {}
    unknown = []
    if happens(roll, 0.75):
        fields["parties"] = [one.country.code for one in event.offices]
    else:
        unknown.append("parties")
    if fact.due:
        fields["due"] = fact.due
    elif happens(roll, 0.4):
        unknown.append("due")
    if fact.outcome:
        last = len(own.dossier.captures) - 1
        words = next(words for _, state, words in table("follow-up") if state == fact.outcome)
        fields |= {"state": fact.outcome, "state_cite": {"at": own.at(last, "outcome"), "words": words}}
    before = _meeting_before(own)
    if before and fact.id == PLEDGE:
        fields["follows"] = [f"{before.id}#{PLEDGE}"]
    return fields | {"unknown": unknown}


def _linked(own: Draft, text: str) -> str:
    """The text, now and then with a name made a link by hand."""
    for seat in own.event.seats:
        name = person_name(seat.person).full
        if text.startswith(name) and happens(own.roll, 0.25):
            return f"[[{person_id(seat.person)}]]{text[len(name) :]}"
    return text


def summary(own: Draft) -> str:
    """About sixty words, the bottom line first, a cite in each sentence."""
    event = own.event
    order = sorted(own.dossier.facts, key=lambda fact: fact.kind not in {"commitment", "agreement"})
    known = about(event)
    first = f"In {event.city}, " if event.kind != "call" else "By telephone, "
    subjects = (
        first + known["countries"],
        capital(known["sides"]) if len(event.offices) > 1 else known["country"],
        "They",
    )
    found: list[str] = []
    for nth, fact in enumerate(order[:4]):
        if sum(len(one.split()) for one in found) > 48:
            break
        found.append(_summed(own, fact, subjects[min(nth, 2)]))
    last = "What it will cost, no account says" if len(found) > 1 else "Nothing more is known of the talks"
    found.append(f"{last} [@{own.at(0, LEAD)}].")
    return " ".join(found)


def _summed(own: Draft, fact: Fact, subject: str) -> str:
    """A fact as a sentence of the summary, its cite before the full stop."""
    start = fact.text.split(" ", 1)[0].rstrip(",")
    words = fact.text.removesuffix(".").replace("; ", ", ")
    text = f"{subject} {words[0].lower()}{words[1:]}" if start in VERBS else words
    return f"{text} [@{own.at(fact.source, fact.id)}]."


def _quotes(own: Draft) -> Iterator[Value]:
    capture = own.dossier.captures[0]
    for seat in own.event.seats:
        number = capture.number_of(f"speech-{seat.person}")
        if not number:
            continue
        words = capture.paragraphs[number - 1].text.split('"')[1].removesuffix(",")
        quote: dict[str, Value] = {"by": person_id(seat.person), "text": words, "cite": f"{capture.id}#p{number}"}
        if happens(own.roll, 0.3):
            quote["according_to"] = office(seat.office).id
        if happens(own.roll, 0.2):
            quote["note"] = "In which language they were spoken, the report does not say."
        yield quote


def _wording(own: Draft) -> dict[str, Value]:
    event = own.event
    use = use_at(own.seed, event.place) if event.place else None
    nth = next((nth for nth, one in enumerate(own.accounts) if one.number_of("wording")), None)
    if use is None or nth is None:
        return {}
    step: dict[str, Value] = {"text": use.phrase, "of": use.object, "according_to": use.issuer}
    step |= {"english_by": use.english_by, "cite": own.at(nth, "wording")}
    if use.original:
        step["original"] = {"text": use.original[0], "language": use.original[1]}
    return {use.track: step}


# --- what the desk makes of it ---------------------------------------------------------------------------------------


def _assessments(own: Draft) -> Iterator[Value]:
    roll, facts = own.roll, own.dossier.facts
    count = weighted(roll, ((0, 5), (1, 4), (2, 2))) if len(facts) > 1 else 0
    for pattern in roll.sample(sections()["assessment"], count):
        fact = roll.choice(facts)
        text = fill(pattern, settled({"object": fact.object, "act": fact.act}, roll))
        rests_on = [fact.id, own.at((fact.source + 1) % len(own.accounts), LEAD)]
        if before := _meeting_before(own):
            rests_on.append(f"{before.id}#{PLEDGE}")
        yield {"text": text, "confidence": roll.choice(("low", "moderate", "moderate", "high")), "rests_on": rests_on}


def _disagreements(own: Draft) -> Iterator[Value]:
    roll = own.roll
    if len(own.accounts) > 1 and happens(roll, 0.1):
        question, one, other = roll.choice(table("question"))
        readings = [{"text": one, "cite": own.at(0, LEAD)}, {"text": other, "cite": own.at(1, LEAD)}]
        resolution = roll.choice(sections()["resolution"])
        yield {
            "question": question.format(object=own.dossier.facts[0].object),
            "readings": readings,
            "resolution": resolution,
        }


def _corrections(own: Draft) -> Iterator[Value]:
    roll, event = own.roll, own.event
    if event.status == "published" and happens(roll, 0.06):
        day = event.day + datetime.timedelta(days=roll.randrange(41, 400))
        other = roll.choice(event.country.cities)
        text = f"An earlier version of this page named {other} as the place." if other != event.city else ""
        yield {"date": day.isoformat(), "text": text or "An earlier version of this page left out one participant."}


def _note(own: Draft) -> str:
    event, roll = own.event, own.roll
    if event.status == "withdrawn":
        return "Withdrawn: both reports turned out to rest on a text that its office disowned."
    parts = []
    before = _meeting_before(own)
    if before and happens(roll, 0.5):
        promise = f"[[{before.id}#{PLEDGE}|the same promise]]"
        parts.append(f"It followed on [[{before.id}|the meeting in {before.city}]], where {promise} was made.")
    elif event.number > 10 and happens(roll, 0.15):
        other = occasion(own.seed, event.number - 1 - event.number % 2)
        if status_of(other.number) == "published":
            parts.append(f"On [[{event.topics[0].id}]] see also [[{other.id}|another briefing]].")
    if happens(roll, 0.15):
        parts.append(fill(roll.choice(sections()["note"]), {"topic": event.topics[-1].id}))
    return " ".join(parts)


def _accepted(own: Draft) -> Mapping[str, Value]:
    accepted: dict[str, Value] = {}
    if own.copy and own.copy.number_of(own.dossier.facts[0].id) and own.dossier.facts[0].source == 0:
        accepted["I102"] = COPIES_KEPT
    use = use_at(own.seed, own.event.place) if own.event.place else None
    if use and use.new_issuer:
        accepted["W101"] = "The account of the host is taken, and the host has changed."
    if use and use.new_english:
        accepted["W102"] = "Only one English text is held of this meeting."
    return accepted
