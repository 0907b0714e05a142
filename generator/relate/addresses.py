"""Which entry has an old address: the first that names it as an alias. Whether it may have it is for the check."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Library
from .blocks import entries
from .once import once


@once
def alias_owners(library: Library) -> Mapping[tuple[str, str], tuple[str, int]]:
    """By kind and alias: the id of the first entry that has it, and its place among the aliases there, from 0."""
    owners: dict[tuple[str, str], tuple[str, int]] = {}
    for kind, entry in entries(library):
        for number, alias in enumerate(entry.aliases):
            owners.setdefault((kind, alias), (entry.id, number))
    return owners
