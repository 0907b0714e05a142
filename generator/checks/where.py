"""Places of facts in the files they were read from: YAML by its paths, captured text by paragraph and words.

It finds; what is reported there is for the checks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from itertools import islice

from ..bodies import Body
from ..diagnostics import Span
from ..relate.placed import KEY
from ..schema import Kind
from ..text import paragraphs_of
from ..yamldoc import Document, Mapping, Node, Sequence
from .context import TEXT, Where

Step = str | int
Name = tuple[Kind, str]


def finder(documents: MappingOf[Name, Document], bodies: MappingOf[Name, Body]) -> Where:
    """A `where` over what was read; the keys are kind and id. What was never read has its folder and id for a place."""

    def where(kind: str, id: str, *path: Step, needle: str = "", nth: int | None = None) -> Span:
        document, body = documents.get((Kind(kind), id)), bodies.get((Kind(kind), id))
        if body and path[:1] == (TEXT,):
            number = path[1] if len(path) > 1 else 1
            return _in_paragraph(body, int(number), needle, nth)
        if body and kind == "pages" and path[:1] == ("text",):
            return _in_body(body, needle, nth)
        if document is None:
            return Span(f"{kind}/{id}")
        steps = _steps(document.root, path)
        if path[-1:] == (KEY,):
            return document.key_span(*steps)
        return document.span(*steps, needle=needle, nth=nth)

    return where


def _steps(root: Node, path: tuple[Step, ...]) -> tuple[Step, ...]:
    """The path as the file has it: one cite may stand where a list of them could, and text where a block could."""
    node, steps = root, []
    for step in path:
        if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        elif isinstance(node, Mapping) and (value := node.get(str(step))) is not None:
            node = value
        elif isinstance(step, int):
            continue
        else:
            break
        steps.append(step)
    return tuple(steps)


def _in_paragraph(body: Body, number: int, needle: str, nth: int | None) -> Span:
    if not needle:
        return body.span(number)
    paragraphs = paragraphs_of(body.text)
    text = paragraphs[number - 1] if 1 <= number <= len(paragraphs) else ""
    found = _find(text, needle, nth)
    return body.span(number, *found) if found else body.span(number)


def _in_body(body: Body, needle: str, nth: int | None) -> Span:
    found = _find(body.text, needle, nth)
    return body.place(*found) if found else body.place(0, 0)


def _find(text: str, needle: str, nth: int | None) -> tuple[int, int] | None:
    """The needle in a text, white space flexible: the `nth` place, or else the first, whole words before others."""
    pattern = r"\s+".join(map(re.escape, needle.split()))
    if not pattern:
        return None
    if nth is None:
        found = re.search(rf"(?<!\w){pattern}(?!\w)", text) or re.search(pattern, text)
    else:
        found = next(islice(re.finditer(pattern, text), nth, None), None)
    return found.span() if found else None
