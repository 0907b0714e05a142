"""Many numbers held in little room: in their order, four or eight bytes each, and found there by halves.

A set of Python's takes ten times as much, and a forked process copies what it looks up in one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

COARSE = 10
"""Bits of a number of 32 that a sketch leaves out."""


class Sketched:
    """Numbers of 32 bits in their order, and a sketch that tells most others at once: four million bytes, of which few
    are set.
    """

    __slots__ = ("_sketch", "numbers")

    def __init__(self, numbers: array[int]) -> None:
        self.numbers = numbers
        self._sketch = bytearray(1 << (32 - COARSE)) if numbers else bytearray()
        for number in numbers:
            self._sketch[number >> COARSE] = 1

    def among(self, asked: Iterable[int]) -> set[int]:
        """Those that are there."""
        sketch, held = self._sketch, self.numbers
        return {one for one in asked if sketch[one >> COARSE] and has(held, one)} if held else set()


def has(numbers: array[int], number: int) -> bool:
    """Whether a number is among these, which are in their order."""
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


def places_of(numbers: array[int], number: int) -> Iterator[int]:
    """Where it stands among these, which are in their order."""
    at = bisect_left(numbers, number)
    while at < len(numbers) and numbers[at] == number:
        yield at
        at += 1
