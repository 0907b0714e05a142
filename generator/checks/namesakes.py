"""Whether two people, or two entries of one name, are kept apart. Nobody is ever merged or told apart by guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ..codes import finding
from ..diagnostics import Diagnostic, Note, Span
from ..model import Person
from ..relate.mentions import Named, ambiguous_names
from .context import NOUNS, Context


def one_sided_distinctions(context: Context) -> Iterator[Diagnostic]:
    """R105: one file keeps two people apart, the other does not."""
    people = context.library.people
    for person in people.values():
        for number, other in enumerate(person.distinct_from):
            if other in people and person.id not in people[other].distinct_from:
                yield finding(
                    "R105",
                    context.where("people", person.id, "distinct_from", number),
                    f"'{other}' does not say in turn that '{person.id}' is another person",
                    hint=f"add '{person.id}' to distinct_from in {context.where('people', other).path}",
                    notes=(Note(context.where("people", other, "distinct_from"), "the other file"),),
                )


def people_of_one_family_name(context: Context) -> Iterator[Diagnostic]:
    """R110: the same family name and country, and neither file says that they are two."""
    families: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in context.library.people.values():
        if person.family_name and person.country:
            families[person.family_name.casefold(), person.country].append(person)
    for people in families.values():
        for one, other in combinations(people, 2):
            if other.id not in one.distinct_from and one.id not in other.distinct_from:
                yield finding(
                    "R110",
                    context.where("people", other.id, "family_name"),
                    f"'{one.id}' and '{other.id}' share family name and country",
                    hint="add distinct_from to both files, or make them one if they are one person",
                    notes=(Note(context.where("people", one.id, "family_name"), "the other person"),),
                )


def ambiguous(context: Context) -> Iterator[Diagnostic]:
    """R108: a name that means two entries at one time, so that it links to neither."""
    for name, meant in ambiguous_names(context.library):
        first, *others = meant
        for other in others:
            yield finding(
                "R108",
                _named(context, name, other),
                f"'{name}' also means the {NOUNS[first.kind]} '{first.id}', so that it links to neither",
                hint="give the name dates, use a longer one, or write [[id|words]] where it is meant",
                notes=(Note(_named(context, name, first), f"the {NOUNS[first.kind]} of that name"),),
            )


def _named(context: Context, name: str, named: Named) -> Span:
    entry = getattr(context.library, named.kind)[named.id]
    for number, other in enumerate(getattr(entry, "other_names", ())):
        if other.name == name:
            return context.where(named.kind, named.id, "other_names", number, "name", needle=name)
    field = "short_name" if getattr(entry, "short_name", None) == name else "name"
    return context.where(named.kind, named.id, field, needle=name)
