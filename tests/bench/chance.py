"""Chance that is the same each time: a generator of its own for every thing that is made, named by that thing.

So meeting 17 is the same text however many others there are, and the files can be written in any order.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

Dice = random.Random


def dice(seed: int, *name: object) -> Dice:
    """A generator that only the seed and the name decide."""
    return random.Random(":".join(map(str, (seed, *name))))  # noqa: S311 - a corpus, not a secret


def happens(roll: Dice, share: float) -> bool:
    """Whether something that happens in this share of cases happens now."""
    return roll.random() < share


def weighted(roll: Dice, options: Sequence[tuple[T, int]]) -> T:
    """One of the options, by weight."""
    return roll.choices([option for option, _ in options], [weight for _, weight in options])[0]
