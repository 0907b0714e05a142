"""Wording tracks: the phrase each meeting of a series adds, one part of it changed since the meeting before."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .chance import dice, happens
from .lists import sections, table
from .occasion import Place, series
from .world import office, topics

ORIGINALS = {
    "jp": ("ja", ("引き続き共に取り組む課題である", "依然として重大な課題である", "両国共通の課題である")),
    "kr": ("ko", ("여전히 공동의 과제이다", "심각한 도전이다", "함께 대응해야 할 과제이다")),
    "jo": ("ar", ("يبقى تحديا مشتركا", "أصبح تحديا خطيرا", "هو مهمة مشتركة عاجلة")),
}
MEETINGS_OF_AN_ISSUER = 9
PARTS = ("wording-verb", "wording-noun", "wording-tail")


class Use(NamedTuple):
    """What a meeting adds to a track, and what changed in issuer and translator since the step before."""

    track: str
    object: str
    phrase: str
    issuer: str
    english_by: str
    new_issuer: bool
    new_english: bool
    original: tuple[str, str] | None


def track_id(number: int) -> str:
    """The id of the track that follows a series."""
    return f"series-{number + 1}-word"


def subject(number: int) -> str:
    """What the words of a series' track are about."""
    roll = dice(0, "track", number)
    return roll.choice(roll.choice(topics()).objects)


@cache
def _chosen(number: int, step: int) -> tuple[int, ...]:
    """The parts of the phrase at a step: one of them drawn anew at most meetings."""
    roll = dice(0, "phrase", number, step)
    if step == 0:
        return tuple(roll.randrange(len(sections()[part])) for part in PARTS)
    before = list(_chosen(number, step - 1))
    if happens(roll, 0.85):
        part = roll.randrange(len(PARTS))
        options = len(sections()[PARTS[part]])
        before[part] = (before[part] + roll.randrange(1, options)) % options
    return tuple(before)


def phrase_of(place: Place) -> tuple[str, str]:
    """What the words are about, and the words."""
    chosen = _chosen(place.series, place.step)
    words = " ".join(sections()[part][nth] for part, nth in zip(PARTS, chosen, strict=True))
    return subject(place.series), words


def has_step(place: Place) -> bool:
    """Whether the desk took the words of this meeting into the track."""
    return place.step == 0 or happens(dice(0, "step", *place), 0.6)


def use_at(seed: int, place: Place) -> Use | None:
    """The words of a meeting on its series' track."""
    if not has_step(place):
        return None
    thing, phrase = phrase_of(place)
    before = next((step for step in range(place.step - 1, -1, -1) if has_step(Place(place.series, step))), None)
    issuer, english = _voices(seed, place)
    old = _voices(seed, Place(place.series, before)) if before is not None else (issuer, english)
    code = issuer.split("-", maxsplit=1)[0]
    original = None
    if code in ORIGINALS:
        language, phrases = ORIGINALS[code]
        original = (phrases[place.step % len(phrases)], language)
    return Use(track_id(place.series), thing, phrase, issuer, english, issuer != old[0], english != old[1], original)


def _voices(seed: int, place: Place) -> tuple[str, str]:
    """Who issued the account, and whose English it is: the issuer's own, or for a while an agency's."""
    members = series(seed, place.series).members
    issuer = office(members[place.step // MEETINGS_OF_AN_ISSUER % len(members)]).id
    return issuer, "meridian" if place.step % 20 in {16, 17, 18} else issuer


def track_name(number: int) -> tuple[str, str]:
    """Heading and object of a track."""
    name, of = table("track-name")[number % len(table("track-name"))]
    return name, of
