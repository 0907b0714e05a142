"""What was found of an entry's prose holds as long as its cross-links lead where they did."""

from __future__ import annotations

import msgspec

from generator.load import load
from generator.model import Library, OrganizationId
from generator.plan.mentioned import mentions, mentions_by_entry
from generator.relate.once import inherit

from .edits import GOLDEN

NAME = "barbara-specimen"


def library() -> Library:
    """The golden content."""
    found = load(GOLDEN).library
    assert found
    return found


def with_a_body_of_her_id() -> Library:
    """The same, in which what was a person is an organization."""
    known = library()
    people = {name: one for name, one in known.people.items() if name != NAME}
    body = next(iter(known.organizations.values()))
    id = OrganizationId(NAME)
    bodies = {**known.organizations, id: msgspec.structs.replace(body, id=id)}
    return msgspec.structs.replace(known, people=people, organizations=bodies)


def test_a_link_that_leads_elsewhere_is_followed_anew() -> None:
    """Its text is the same, and so is all else of the entry it stands in."""
    before, now = library(), with_a_body_of_her_id()
    assert ("people", NAME) in mentions(before, frozenset())
    inherit(now, before, mentions_by_entry)
    found = mentions(now, frozenset())
    assert found == mentions(with_a_body_of_her_id(), frozenset())
    assert ("organizations", NAME) in found
    assert ("people", NAME) not in found


def test_what_was_found_is_not_looked_for_again() -> None:
    """The very same values."""
    before, now = library(), library()
    inherit(now, before, mentions_by_entry)
    first, again = mentions(before, frozenset()), mentions(now, frozenset())
    assert all(one is other for name in first for one, other in zip(first[name], again[name], strict=True))
