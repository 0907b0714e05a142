"""Whether two people, or two entries of one name, are kept apart. Nobody is ever merged or told apart by guess."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic, Note, Span
from ..model import Entry, Person
from ..relate.blocks import kind_of
from ..relate.families import families, family_of
from ..relate.mentions import shared_names
from .context import NOUNS, Context


def one_sided_distinctions(context: Context, person: Person) -> Iterator[Diagnostic]:
    """R105: one file keeps two people apart, the other does not."""
    for number, id in enumerate(person.distinct_from):
        other = context.library.people.get(id)
        if other and person.id not in other.distinct_from:
            yield finding(
                "R105",
                context.where("people", person.id, "distinct_from", number),
                f"'{id}' does not say in turn that '{person.id}' is another person",
                hint=f"add '{person.id}' to distinct_from in {context.where('people', id).path}",
                notes=(Note(context.where("people", id, "distinct_from"), "the other file"),),
            )


def people_of_one_family_name(context: Context, person: Person) -> Iterator[Diagnostic]:
    """R110: the same family name and country, and neither file says that they are two; at the later id."""
    family = family_of(person)
    for id in families(context.library)[family] if family else ():
        if id == person.id:
            return
        if id not in person.distinct_from and person.id not in context.library.people[id].distinct_from:
            yield finding(
                "R110",
                context.where("people", person.id, "family_name"),
                f"'{id}' and '{person.id}' share family name and country",
                hint="add distinct_from to both files, or make them one if they are one person",
                notes=(Note(context.where("people", id, "family_name"), "the other person"),),
            )


def ambiguous(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """R108: a name that means two entries at one time, so that it links to neither; not at the first so named."""
    here = (kind_of(entry), entry.id)
    for name, first in shared_names(context.library).get(here, ()):
        yield finding(
            "R108",
            _named(context, name, *here),
            f"'{name}' also means the {NOUNS[first.kind]} '{first.id}', so that it links to neither",
            hint="give the name dates, use a longer one, or write [[id|words]] where it is meant",
            notes=(Note(_named(context, name, first.kind, first.id), f"the {NOUNS[first.kind]} of that name"),),
        )


def _named(context: Context, name: str, kind: str, id: str) -> Span:
    entry = getattr(context.library, kind)[id]
    for number, other in enumerate(getattr(entry, "other_names", ())):
        if other.name == name:
            return context.where(kind, id, "other_names", number, "name", needle=name)
    field = "short_name" if getattr(entry, "short_name", None) == name else "name"
    return context.where(kind, id, field, needle=name)
