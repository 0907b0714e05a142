"""Many numbers held in little room: in their order, four or eight bytes each, and found there by halves.

A set of Python's takes ten times as much, and a forked process copies what it looks up in one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

SPARSE = 8
"""So many places of a sketch come to each number."""

FINEST = 6
"""Bits of a number of 32 that a sketch leaves out at least: it takes 64 MB at most."""


class Sketched:
    """Numbers of 32 bits in their order, and a sketch that tells most others at once: bytes, of which few are set."""

    __slots__ = ("_left_out", "_sketch", "numbers")

    def __init__(self, numbers: array[int]) -> None:
        self.numbers = numbers
        self._left_out = max(FINEST, 32 - (SPARSE * len(numbers)).bit_length())
        self._sketch = bytearray(1 << (32 - self._left_out))
        for number in numbers:
            self._sketch[number >> self._left_out] = 1

    def among(self, asked: Iterable[int]) -> set[int]:
        """Those that are there."""
        sketch, held, left_out = self._sketch, self.numbers, self._left_out
        return {one for one in asked if sketch[one >> left_out] and has(held, one)}


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
