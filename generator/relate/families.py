"""People who share family name and country. Whether they are one person is never guessed."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Country, Library, Person, PersonId
from .once import once
from .register import grouped

Family = tuple[str, Country]


@once
def families(library: Library) -> Mapping[Family, tuple[PersonId, ...]]:
    """The people of each family name and country, in the order of their ids."""
    return grouped((family_of(person), person.id) for person in library.people.values())


def family_of(person: Person) -> Family | None:
    """Family name, without regard to case, and country; None where one of them is not known."""
    return (person.family_name.casefold(), person.country) if person.family_name and person.country else None
