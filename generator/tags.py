"""A page cut at its tags, and the elements of one that is so plain that they can be known without a parser.

Decides what plain is, and says nothing of any other page: every doubt is the parser's. It knows nothing of what the
elements are for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header"
    " hr legend li main nav ol p pre section summary table ul".split()
)
WORDS = frozenset("abbr bdi bdo br cite dfn del img input ins kbd label mark q samp span sub sup time var wbr".split())
DRAWN = frozenset("circle g line path rect svg text".split())
HEAD = frozenset("link meta".split())

RENEWED = frozenset("a b code em i s small strong u".split())
"""Parsers open these again, with their ids, where the elements that hold them end or begin before they do."""

WHOLE = frozenset({"script", "title"})
"""Have no tags inside, whatever stands there."""

BOUND = frozenset("body caption col colgroup head html tbody td tfoot th thead tr".split())
"""Parsers drop or merge these in many places."""

_PLAIN = BLOCKS | WORDS | DRAWN | HEAD | RENEWED | WHOLE | BOUND
_INSIDE = frozenset({b"b", b"bdi", b"i", b"span"})
_ENDS = frozenset(f"/{name}".encode() for name in _PLAIN) | {b"!doctype html"}
_ORDINARY = bytes({*range(0x20, 0x100), *b"\t\n"} - {*b"<>"})
_NAME = r"(?:(?!on|style|src[ds])[a-z][a-z0-9-]*|viewBox)"
_START = re.compile(rf'([a-z][a-z0-9]*)((?:[ \n]+{_NAME}(?:="[^"]*")?)*)[ \n]*/?'.encode())
_ATTRIBUTE = re.compile(r'([^ \n="]+)(?:="([^"]*)")?')


class Cut(NamedTuple):
    """A page without its angle brackets: what stands between its tags, with a space for each tag; what is in them."""

    text: bytes
    tags: list[bytes]


class Element(NamedTuple):
    """What a tag begins. An attribute without a value has ""."""

    name: str
    attributes: Mapping[str, str]


def cut(page: bytes) -> Cut | None:
    """None if its brackets do not take turns, or if it has control characters, which parsers change."""
    brackets = page.translate(None, _ORDINARY)
    if brackets != b"<>" * (len(brackets) // 2):
        return None
    pieces = page.replace(b">", b"<").split(b"<")
    return Cut(b" ".join(pieces[::2]), pieces[1::2])


def is_plain_end(tag: bytes) -> bool:
    """Whether a tag ends an element that a plain page may have, or says that the page is in HTML."""
    return tag in _ENDS


def element_of(tag: bytes) -> Element | None:
    """The element that a tag begins if the page is plain; None where that is in doubt, or where attributes may run or
    restyle it.
    """
    found = _START.fullmatch(tag)
    name = found[1].decode() if found else ""
    if not found or name not in _PLAIN:
        return None
    try:
        written = _ATTRIBUTE.findall(found[2].decode())
    except UnicodeDecodeError:
        return None
    attributes = dict(written)
    return Element(name, attributes) if len(attributes) == len(written) else None


def ends_at_once(tags: list[bytes], tag: bytes, times: int, name: str) -> bool:
    """Whether all elements that begin with this tag, of which there are so many, hold only text; or also words that
    are marked, if they are marked themselves.
    """
    end, at = f"/{name}".encode(), -1
    for _ in range(times):
        at = tags.index(tag, at + 1)
        after = _after_words(tags, at) if name in RENEWED else at + 1
        if tags[after : after + 1] != [end]:
            return False
    return True


def _after_words(tags: list[bytes], at: int) -> int:
    """Where the next tag is that neither begins nor ends an element of nothing but text."""
    at += 1
    while at + 1 < len(tags) and tags[at] in _INSIDE and tags[at + 1] == b"/" + tags[at]:
        at += 2
    return at
