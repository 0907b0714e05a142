"""Sentences from patterns. A pattern's slots are filled from what is known of the meeting, and otherwise by chance.

Every sentence begins with a capital. A slot with a capital (`{Plural}`) is filled with one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from .chance import Dice
from .lists import sections, words

LISTS = frozenset({"plural", "adjective", "pledge", "stance", "meaning", "official"})


class Slots(dict[str, str]):
    """What is known of a meeting by slot; what is not is drawn once, or anew each time for words that may repeat."""

    def __init__(self, known: Mapping[str, str], roll: Dice) -> None:
        super().__init__(known)
        self.roll = roll

    def __missing__(self, slot: str) -> str:
        """A word for a slot nothing is known of."""
        low = slot.lower()
        if low != slot:
            return capital(self[low])
        maker = MAKERS.get(slot)
        return maker(self.roll) if maker else self.roll.choice(sections()[slot])


def _number(roll: Dice) -> str:
    """To the hundredth: of rounder ones two sources of a large record come to say the same in a dozen words."""
    return f"{roll.randrange(1200, 98000) / 100:.2f}"


def _few(roll: Dice) -> str:
    return roll.choice("two three four five six seven eight".split())


def _year(roll: Dice) -> str:
    return str(roll.randrange(1961, 2004))


def _hours(roll: Dice) -> str:
    return roll.choice(("two", "three", "five", "six", "seven", "nine"))


def _paper(roll: Dice) -> str:
    one, other = roll.sample(words(), 2)
    return f"‘{one.capitalize()} and {other.capitalize()}’"


MAKERS: Mapping[str, Callable[[Dice], str]] = {
    "number": _number,
    "number2": _number,
    "few": _few,
    "year": _year,
    "hours": _hours,
    "paper": _paper,
}


def capital(text: str) -> str:
    """The text with a capital at its beginning, behind a quotation mark too."""
    place = 1 if text[:1] in {'"', "‘", "“"} else 0
    return text[:place] + text[place : place + 1].upper() + text[place + 1 :]


def fill(pattern: str, slots: Mapping[str, str]) -> str:
    """The pattern as a sentence."""
    return capital(pattern.format_map(slots))


def settled(known: Mapping[str, str], roll: Dice, *names: str) -> Slots:
    """What is known, and these slots drawn once, so that several sentences have the same words in them."""
    slots = Slots(known, roll)
    slots.update({name: slots[name] for name in names})
    return slots


def listed(names: Sequence[str]) -> str:
    """`Japan, Norway and Chile`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
