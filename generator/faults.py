"""What is wrong with templates: found in all of them before a page is rendered, or met while one is.

What was found is kept for the next build with a digest of every source it was found in; where all of them are what they
were, nothing is parsed to find the same again. How templates are found and compiled is decided in `render`.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import jinja2
import msgspec
from jinja2 import meta, nodes

from .diagnostics import Diagnostic, Note, Span
from .jinja import Environment
from .shelf import Shelf

TABLE, KEY = "templates", "faults"
"""Where on the shelf the findings of the last build stand."""

UNREADABLE = (jinja2.TemplateError, UnicodeDecodeError)
"""What a template's source or its syntax raises."""


class Source(msgspec.Struct, frozen=True, array_like=True):
    """What the name of a template stands for: a file, and a digest of what is in it; nothing, where there is none."""

    path: str = ""
    digest: bytes = b""


class Found(msgspec.Struct, frozen=True, array_like=True):
    """Findings in their order, and all they rest on: the names that were asked for, each with the file that is named if
    it has none, and what every name stood for that was met. `references`: the names that each refers to, None for one
    that is computed.
    """

    asked_for: dict[str, str]
    sources: dict[str, Source]
    references: dict[str, tuple[str | None, ...]]
    findings: tuple[Diagnostic, ...]


def faults(environment: Environment, names: Iterable[str], builtin: Path, shelf: Shelf | None = None) -> Found:
    """What is wrong with these templates and with all they refer to, without rendering one."""
    asked_for = {name: str(builtin / name) for name in names}
    kept = _kept(shelf)
    if kept and kept.asked_for == asked_for and kept.sources == _sources(environment, kept.sources):
        return kept
    seen: dict[str, tuple[str | None, ...]] = {}
    findings = tuple(_walked(environment, asked_for, seen))
    found = Found(asked_for, _sources(environment, sorted(seen)), seen, findings)
    if shelf is not None:
        with suppress(UnicodeEncodeError):  # a folder's name is no text
            shelf.put(TABLE, {KEY: msgspec.msgpack.encode(found)})
    return found


def _kept(shelf: Shelf | None) -> Found | None:
    row = shelf.get(TABLE, KEY) if shelf is not None else None
    return msgspec.msgpack.decode(row, type=Found) if row is not None else None


def _sources(environment: Environment, names: Iterable[str]) -> dict[str, Source]:
    """What the names stand for now."""
    return {name: source_of(environment, name) for name in names}


def source_of(environment: Environment, name: str) -> Source:
    """What a name stands for now."""
    try:
        source, path = environment.source(name)
    except UnicodeDecodeError as error:
        return Source(digest=_digest(bytes(error.object)))
    except jinja2.TemplateError:
        return Source()
    return Source(path, _digest(source.encode("utf-8", "surrogatepass")))


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _walked(
    environment: Environment, asked_for: dict[str, str], seen: dict[str, tuple[str | None, ...]]
) -> Iterator[Diagnostic]:
    """The faults of the templates, and of those they refer to; all are put into `seen` with what they refer to."""
    waiting = [(name, Span(path)) for name, path in asked_for.items()]
    while waiting:
        name, asked_at = waiting.pop()
        if name in seen:
            continue
        seen[name] = ()
        try:
            tree, path = environment.tree(name)
        except UNREADABLE as error:
            yield diagnosed(error, syntax_span(error) or asked_at)
            continue
        yield from _idle_blocks(environment, tree, path)
        references = tuple(_references(tree))
        seen[name] = tuple(dict.fromkeys(reference for reference, _ in references))
        for reference, line in references:
            at = Span(path, line)
            if reference is None:
                yield Diagnostic(at=at, code="T104", message="the name of a template is computed")
            else:
                waiting.append((reference, at))


def _idle_blocks(environment: Environment, tree: nodes.Template, path: str) -> Iterator[Diagnostic]:
    """Blocks of a template that none of those it extends has: Jinja would leave them out without a word."""
    parent = next(_extended(tree), None)
    known = _blocks(environment, parent, frozenset()) if parent else None
    if known is None:
        return
    for block in _own_blocks(tree):
        if block.name not in known:
            near = difflib.get_close_matches(block.name, sorted(known), n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"'{parent}' has {', '.join(sorted(known))}"
            message = f"block '{block.name}' is in no template that this one extends"
            yield Diagnostic(at=Span(path, block.lineno), code="T107", message=message, hint=hint)


def _blocks(environment: Environment, name: str, seen: frozenset[str]) -> frozenset[str] | None:
    """The blocks a template has, its own and those of what it extends; None if one of them cannot be read."""
    if name in seen:
        return None
    try:
        tree, _ = environment.tree(name)
    except UNREADABLE:
        return None
    own = frozenset(block.name for block in tree.find_all(nodes.Block))
    parent = next(_extended(tree), None)
    if parent is None:
        return own
    above = _blocks(environment, parent, seen | {name})
    return None if above is None else own | above


def _references(tree: nodes.Template) -> Iterator[tuple[str | None, int]]:
    """Names of the templates this one refers to, with the line; None for a name that is computed."""
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        for name in meta.find_referenced_templates(nodes.Template([node], lineno=node.lineno)):
            yield name, node.lineno


def _extended(tree: nodes.Template) -> Iterator[str]:
    """The template this one extends, where its name is plain text."""
    for node in tree.find_all(nodes.Extends):
        if isinstance(node.template, nodes.Const):
            yield str(node.template.value)


def _own_blocks(tree: nodes.Template) -> Iterator[nodes.Block]:
    """The blocks at the top of a template: one inside another is placed by that other."""
    return (node for node in tree.body if isinstance(node, nodes.Block))


def syntax_span(error: Exception) -> Span | None:
    """Where the syntax is wrong, if that is what the error is about."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Span(error.filename or error.name or "", error.lineno)
    return None


def diagnosed(error: Exception, at: Span, notes: tuple[Note, ...] = ()) -> Diagnostic:
    """The error as a finding."""
    code, message = _what(error)
    return Diagnostic(at=at, code=code, message=message, notes=notes)


def _what(error: Exception) -> tuple[str, str]:
    match error:
        case jinja2.TemplateSyntaxError():
            return "T101", _line(error.message or "syntax error")
        case jinja2.UndefinedError():
            return "T102", _line(error.message or "undefined")
        case jinja2.TemplateNotFound():
            return "T103", f"there is no template '{error.name}'"
        case UnicodeDecodeError():
            return "T106", f"a template is not UTF-8: {error.reason} at byte {error.start}"
        case _:
            return "T105", _line(f"{type(error).__name__}: {error}")


def _line(message: str) -> str:
    """As messages are written: one line, lower case at the start, no full stop."""
    text = " ".join(message.split()).rstrip(".")
    return text[:1].lower() + text[1:]


def together(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """One diagnostic for each fault of a template, however many pages it spoils."""
    same: dict[tuple[Span, str, str], list[Diagnostic]] = {}
    for one in found:
        same.setdefault((one.at, one.code, one.message), []).append(one)
    return (_first(one) for one in same.values())


def _first(same: list[Diagnostic]) -> Diagnostic:
    first = same[0]
    if len(same) == 1:
        return first
    note = Note(at=first.notes[0].at, message=f"while this page was rendered, and {len(same) - 1} more")
    return Diagnostic(at=first.at, code=first.code, message=first.message, notes=(note,))
