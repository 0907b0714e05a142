"""Which warnings the desk has accepted where. An acceptance holds for its file: the countries share one, every other
entry has its own. Whether anything is left to accept is for the checks.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..model import CountryEntry, Entry, Library
from .once import once


def accepted_beside(library: Library, entry: Entry) -> Mapping[str, str]:
    """Codes that are accepted in the file of an entry, with the reasons."""
    return accepted_by_countries(library) if isinstance(entry, CountryEntry) else dict(entry.accept)


@once
def accepted_by_countries(library: Library) -> Mapping[str, str]:
    """Codes that any country accepts, with the last reason given."""
    return {code: reason for country in library.countries.values() for code, reason in country.accept}
