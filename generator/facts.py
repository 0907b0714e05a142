"""What a page names, where it leads, and what it has that it must not, from its bytes alone.

Decides which elements and attributes count. Whether anything stands where a page leads is not asked here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec
from selectolax.lexbor import LexborHTMLParser

from .tags import BOUND, RENEWED, WHOLE, Cut, element_of, ends_at_once, is_plain_end

FORBIDDEN = frozenset({"applet", "base", "embed", "frame", "frameset", "iframe", "object", "portal", "style"})
"""Elements that run, load or redirect; a style element needs 'unsafe-inline' in the content security policy."""

DATA_BLOCKS = frozenset({"application/ld+json", "application/json"})
"""Types of script elements that browsers do not run."""

ADDRESS_RELATIONS = frozenset(
    {"alternate", "author", "bookmark", "canonical", "help", "license", "me", "next", "prev", "search", "self", "up"}
)
"""What a link element may be without being fetched."""

_HANDLER = re.compile(rb"on[a-z]+\s*=")
_RESTYLED = re.compile(rb"style\s*=|srcdoc|srcset")
_SCHEME = re.compile(r"^[\s\x00-\x1f]*([a-zA-Z][a-zA-Z0-9+.\s-]*):")
_PICTURE = re.compile(r"\s*data:image/(?!svg)", re.IGNORECASE)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_SELECTED = frozenset({"href", "src", "action", "formaction", "poster", "id"})
_SPEAKING = _SELECTED | {"http-equiv"}
_READ = _SPEAKING | {"content", "rel", "type"}
_TARGETS = ",".join([*(f"[{name}]" for name in sorted(_SELECTED)), "script,meta[http-equiv]", *sorted(FORBIDDEN)])
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


class Target(NamedTuple):
    """An address in a page; `fetched` if a browser loads it without being asked."""

    address: str
    fetched: bool


class Facts(msgspec.Struct, frozen=True):
    """What the gate knows of one page: its ids, its addresses, and what it has that it must not."""

    ids: Counter[str]
    targets: tuple[Target, ...]
    forbidden: tuple[str, ...]


class Marks(NamedTuple):
    """What one tag of a plain page adds to the facts. `closed`: its name, if the element must end at once for that."""

    id: str = ""
    targets: tuple[Target, ...] = ()
    closed: str = ""


_NOTHING = Marks()


def facts_of(content: bytes, page: Cut | None) -> Facts:
    """The facts of one page. `page`: it, cut at its tags, if it can be; a parser costs several times as much."""
    return (page and _plain_facts(page.tags)) or _parsed_facts(content)


def _plain_facts(tags: list[bytes]) -> Facts | None:
    """The facts of a page whose tags are its elements; None if that is in doubt, or if anything is forbidden."""
    ids: Counter[str] = Counter()
    targets: dict[Target, None] = {}
    for tag, times in Counter(tags).items():
        marks = _marks(tag)
        if marks is _NOTHING:
            continue
        if marks is None or (marks.closed and not ends_at_once(tags, tag, times, marks.closed)):
            return None
        if marks.id:
            ids[marks.id] += times
        for target in marks.targets:
            targets[target] = None
    return Facts(ids, tuple(targets), ())


@lru_cache(maxsize=32_768)
def _marks(tag: bytes) -> Marks | None:
    """None of a tag that may not be what it seems, or has what must not be."""
    if is_plain_end(tag):
        return _NOTHING
    element = element_of(tag)
    if element is None:
        return None
    name, attributes = element
    closed = name if name in WHOLE or (name in RENEWED and "id" in attributes) else ""
    if name != "script" and _SPEAKING.isdisjoint(attributes):
        return Marks(closed=closed) if closed else _NOTHING
    values = [value for attribute, value in attributes.items() if attribute in _READ]
    if name in BOUND or "" in values or "&" in "".join(values):
        return None
    targets, forbidden = _told(name, attributes)
    return None if forbidden else Marks(attributes.get("id", ""), targets, closed)


def _parsed_facts(content: bytes) -> Facts:
    """The facts of any page, as a parser sees it."""
    tree = LexborHTMLParser(content)
    ids: Counter[str] = Counter()
    targets: dict[Target, None] = {}
    forbidden: list[str] = []
    for node in {one.mem_id: one for one in tree.css(_TARGETS)}.values():  # css() repeats what two selectors match
        attributes = node.attributes
        if attributes.get("id"):
            ids[attributes["id"] or ""] += 1
        leads, wrong = _told(node.tag or "", attributes)
        targets |= dict.fromkeys(leads)
        forbidden += wrong
    if _may_run(content.lower()):
        forbidden += _attributes_that_run(tree)
    return Facts(ids, tuple(targets), tuple(forbidden))


def _told(tag: str, attributes: Mapping[str, str | None]) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    """Where an element leads, and what it has that must not be."""
    address = attributes.get("href")
    if address and ":" not in address and tag == "a":  # as most are: nothing runs, nothing is fetched
        return (Target(address, fetched=False),), ()
    return tuple(_targets(tag, attributes)), tuple(_forbidden(tag, attributes))


def _targets(tag: str, attributes: Mapping[str, str | None]) -> Iterator[Target]:
    href = attributes.get("href")
    if href is not None and tag != "base":
        fetched = tag in {"image", "use"} or (tag == "link" and not _relations(attributes) & ADDRESS_RELATIONS)
        yield Target(href, fetched)
    for name in ("src", "poster"):
        if attributes.get(name) is not None:
            yield Target(attributes[name] or "", fetched=True)
    for name in ("action", "formaction"):
        if attributes.get(name):
            yield Target(attributes[name] or "", fetched=True)
    refresh = _REFRESH.search(attributes.get("content") or "") if tag == "meta" else None
    if refresh:
        yield Target(refresh[1].strip(), fetched=True)


def _relations(attributes: Mapping[str, str | None]) -> set[str]:
    """What a link element says that it is."""
    return set((attributes.get("rel") or "").lower().split())


def _forbidden(tag: str, attributes: Mapping[str, str | None]) -> Iterator[str]:
    if tag in FORBIDDEN:
        yield f"a <{tag}> element"
    if tag == "script" and "src" not in attributes and (attributes.get("type") or "").lower() not in DATA_BLOCKS:
        yield "an inline script"
    for name in ("href", "src", "action", "formaction"):
        address = attributes.get(name)
        scheme = scheme_of(address) if address and ":" in address else ""
        image = scheme == "data" and tag == "img" and _PICTURE.match(address or "")
        if scheme and scheme not in _SAFE_SCHEMES and not image:
            yield f"the address '{(address or '')[:60]}'"


def _may_run(content: bytes) -> bool:
    """Whether the bytes of a page may hold such an attribute. Patterns that begin with letters, since `re` looks for
    those four times as fast as for a class of characters: `content=` is told from `onload=` by what stands before it.
    """
    handlers = (found.start() for found in _HANDLER.finditer(content))
    return any(not content[at - 1 : at].isalpha() for at in handlers) or _RESTYLED.search(content) is not None


def _attributes_that_run(tree: LexborHTMLParser) -> Iterator[str]:
    """Asked only of a page whose bytes may have one: a walk over all elements costs ten times the rest."""
    for node in tree.root.traverse() if tree.root else ():
        for name in node.attributes:
            if name.startswith("on") or name in {"style", "srcdoc", "srcset"}:
                yield f"a '{name}' attribute on <{node.tag}>"


def scheme_of(address: str) -> str:
    """What an address begins with, as browsers read it; "" if it has none."""
    found = _SCHEME.match(address)
    return re.sub(r"[\s\x00-\x1f]", "", found[1]).lower() if found else ""
