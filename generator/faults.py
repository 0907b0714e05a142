"""What is wrong with templates: found in all of them before a page is rendered, or met while one is.

What is known of a template from parsing it is kept for the next build with a digest of its text: one that is what it
was is not parsed to be looked at again. How templates are found and compiled is decided in `render`.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import jinja2
import msgspec
from jinja2 import meta, nodes

from .diagnostics import Diagnostic, Note, Span
from .jinja import Environment
from .shelf import Shelf

TABLE, KEY = "templates", "looked at"
"""Where on the shelf stands what is known of templates."""

UNREADABLE = (jinja2.TemplateError, UnicodeDecodeError)
"""What a template's source or its syntax raises."""


class Source(msgspec.Struct, frozen=True, array_like=True):
    """What the name of a template stands for: a file, and a digest of what is in it; nothing, where there is none."""

    path: str = ""
    digest: bytes = b""


class Looked(msgspec.Struct, frozen=True, array_like=True):
    """What is in a template. `refers`: the names that it refers to with the lines, None for one that is computed;
    `extends`: the first that it extends; `tops`: the blocks at its top with the lines; `blocks`: all it has. `wrong`:
    why it cannot be read, NOWHERE if the place is that of whoever refers to it.
    """

    source: Source
    refers: tuple[tuple[str | None, int], ...] = ()
    extends: str | None = None
    tops: tuple[tuple[str, int], ...] = ()
    blocks: frozenset[str] = frozenset()
    wrong: Diagnostic | None = None


NOWHERE = Span("")

Look = Callable[[str], Looked]
"""Says what is in the template of a name."""


class Found(msgspec.Struct, frozen=True):
    """Findings in their order, and every template that was met, by the name that it was called by."""

    templates: dict[str, Looked]
    findings: tuple[Diagnostic, ...]


def faults(environment: Environment, names: Iterable[str], builtin: Path, shelf: Shelf | None = None) -> Found:
    """What is wrong with these templates and with all they refer to, without rendering one."""
    kept = _kept(shelf)
    templates: dict[str, Looked] = {}

    def looked(name: str) -> Looked:
        if name not in templates:
            templates[name] = _looked(environment, name, kept)
        return templates[name]

    findings = tuple(_walked(looked, {name: str(builtin / name) for name in names}))
    if shelf is not None and templates != kept:
        with suppress(UnicodeEncodeError):  # a folder's name is no text
            shelf.put(TABLE, {KEY: msgspec.msgpack.encode(templates)})
    return Found(templates, findings)


def _kept(shelf: Shelf | None) -> dict[str, Looked]:
    row = shelf.get(TABLE, KEY) if shelf is not None else None
    return msgspec.msgpack.decode(row, type=dict[str, Looked]) if row is not None else {}


def _looked(environment: Environment, name: str, kept: Mapping[str, Looked]) -> Looked:
    """What is in the template of this name now."""
    source, known = source_of(environment, name), kept.get(name)
    if known is not None and known.source == source:
        return known
    try:
        tree, _ = environment.tree(name)
    except UNREADABLE as error:
        return Looked(source, wrong=diagnosed(error, syntax_span(error) or NOWHERE))
    return Looked(
        source,
        refers=tuple(_references(tree)),
        extends=next(_extended(tree), None),
        tops=tuple((block.name, block.lineno) for block in _own_blocks(tree)),
        blocks=frozenset(block.name for block in tree.find_all(nodes.Block)),
    )


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


def _walked(looked: Look, asked_for: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The faults of the templates, each with the file to name if it has none, and of all those that they refer to."""
    waiting = [(name, Span(path)) for name, path in asked_for.items()]
    seen: set[str] = set()
    while waiting:
        name, asked_at = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        template = looked(name)
        if template.wrong is not None:
            at = asked_at if template.wrong.at == NOWHERE else template.wrong.at
            yield msgspec.structs.replace(template.wrong, at=at)
        yield from _idle_blocks(looked, template)
        for reference, line in template.refers:
            at = Span(template.source.path, line)
            if reference is None:
                yield Diagnostic(at=at, code="T104", message="the name of a template is computed")
            else:
                waiting.append((reference, at))


def _idle_blocks(looked: Look, template: Looked) -> Iterator[Diagnostic]:
    """Blocks of a template that none of those it extends has: Jinja would leave them out without a word."""
    parent = template.extends
    known = _blocks(looked, parent, frozenset()) if parent else None
    if known is None:
        return
    for name, line in template.tops:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"'{parent}' has {', '.join(sorted(known))}"
            message = f"block '{name}' is in no template that this one extends"
            yield Diagnostic(at=Span(template.source.path, line), code="T107", message=message, hint=hint)


def _blocks(looked: Look, name: str, seen: frozenset[str]) -> frozenset[str] | None:
    """The blocks a template has, its own and those of what it extends; None if one of them cannot be read."""
    if name in seen or looked(name).wrong is not None:
        return None
    template = looked(name)
    if template.extends is None:
        return template.blocks
    above = _blocks(looked, template.extends, seen | {name})
    return None if above is None else template.blocks | above


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
