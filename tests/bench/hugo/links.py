"""Addresses, and the desk's links in its texts as Hugo's pages have them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from ..world import Country, Office, Topic, person_id, person_name, topics
from .pages import Link

LINK = re.compile(r"\[\[([^\]|#]+)(#[^\]|]+)?(?:\|([^\]]+))?\]\]")
CITE = re.compile(r" ?\[@([^\]#]+)#p(\d+)\]")


def person(number: int) -> Link:
    """A person, by number."""
    return Link(f"/people/{person_id(number)}/", person_name(number).full)


def country(one: Country) -> Link:
    """A country."""
    return Link(f"/countries/{one.code}/", one.name)


def organization(one: Office) -> Link:
    """An office."""
    return Link(f"/organizations/{one.id}/", one.name)


def topic(one: Topic) -> Link:
    """A topic."""
    return Link(f"/topics/{one.id}/", one.name)


def topic_of(id: str) -> Link:
    """A topic, by id."""
    return topic(next(one for one in topics() if one.id == id))


def html(text: str, people: Mapping[str, str]) -> str:
    """A text of the desk as HTML; `people` are the names of those it may name."""

    def anchor(found: re.Match[str]) -> str:
        link = _target(found, people)
        return f'<a href="{link.path}">{escape(link.text)}</a>'

    return LINK.sub(anchor, escape(text, quote=False))


def markdown(text: str, people: Mapping[str, str], names: Mapping[str, str]) -> str:
    """A text of the desk as Markdown; `names` are those of the sources it cites."""

    def link(found: re.Match[str]) -> str:
        to = _target(found, people)
        return f"[{to.text}]({to.path})"

    def cite(found: re.Match[str]) -> str:
        return f" [{names[found[1]]}, ¶ {found[2]}](/sources/{found[1]}/#p{found[2]})"

    return CITE.sub(cite, LINK.sub(link, text))


def _target(found: re.Match[str], people: Mapping[str, str]) -> Link:
    id, place, text = found[1], found[2] or "", found[3]
    if id in people:
        return Link(f"/people/{id}/", text or people[id])
    named = next((one for one in topics() if one.id == id), None)
    if named:
        return Link(f"/topics/{id}/", text or named.name)
    return Link(f"/meetings/{id}/{place}", text or id)
