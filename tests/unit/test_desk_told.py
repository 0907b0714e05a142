"""No way round what tells of its reading: the relations of the desk, and what is kept from one part to the next."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator.load import load
from generator.plan import Desk, pages_of, parts
from generator.reads import Told, ToldLine, ToldOf
from generator.traces import telling

from .edits import GOLDEN

PLAN = Path(__file__).parents[2] / "generator" / "plan"

UNTOLD = {"known": "the entries themselves, for what tells of them as a whole"}
"""Attributes of the desk that are no relation and may be public, and what they are."""

MEMOS = {"_made", "_identities", "_blocks"}
"""What `remembered` keeps for the desk, and the words of the entries that were asked for theirs."""

OF_VALUES = {"typeset": ("str",), "when": ("Edtf | None", "Known", "str")}
"""Functions of plan/ whose results are kept for all, and what they are asked: values, and no entry or relation."""

KEEPERS = frozenset({"cache", "lru_cache", "cached_property"})


def sources() -> dict[str, str]:
    """The modules of plan/ by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(PLAN.glob("*.py"))}


@pytest.fixture(scope="module")
def desk() -> Desk:
    """Of the invented site."""
    library = load(GOLDEN).library
    assert library
    return Desk(telling(library))


def untold(modules: Mapping[str, str]) -> Iterator[str]:
    """Where something of plan/ but the desk itself reads what does not tell, or what a relation holds."""
    for name, source in modules.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Attribute) and name != "desk":
                owner = node.value.id if isinstance(node.value, ast.Name) else ""
                if node.attr == "held" or (owner == "desk" and (node.attr in UNTOLD or node.attr.startswith("_"))):
                    yield f"{name}:{node.lineno} reads {owner}.{node.attr}"


def keeping(modules: Mapping[str, str]) -> Iterator[str]:
    """Where plan/ keeps something for later: memos of functions, things put into a module's own mappings or lists, and
    attributes set on what was given.
    """
    for name, source in modules.items():
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield from (f"{name}.{node.name} is kept" for one in node.decorator_list if _is_memo(one, node))
                yield from (f"{name}:{line} {what}" for line, what in _writes(node, _own_names(tree)))


def _is_memo(decorator: ast.expr, function: ast.FunctionDef) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    word = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
    asked = tuple(ast.unparse(one.annotation) for one in function.args.args if one.annotation)
    return word in KEEPERS and OF_VALUES.get(function.name) != asked


def _own_names(tree: ast.Module) -> frozenset[str]:
    """Of a module's mappings, lists and sets."""
    made = (node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) and node.value)
    return frozenset(
        target.id
        for node in made
        if isinstance(node.value, ast.Dict | ast.List | ast.Set | ast.Call)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    )


def _writes(function: ast.FunctionDef, own: frozenset[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Global):
            yield node.lineno, "sets a global name"
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            owner = node.value.id if isinstance(node.value, ast.Name) else ast.unparse(node.value)
            if owner != "self":
                yield node.lineno, f"sets {owner}.{node.attr}"
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            if isinstance(node.value, ast.Name) and node.value.id in own:
                yield node.lineno, f"writes to {node.value.id}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            if owner in own and node.func.attr in {"add", "append", "setdefault", "update", "extend"}:
                yield node.lineno, f"writes to {owner}"


def test_plan_reads_only_what_tells() -> None:
    """Neither the desk's entries that are for nobody, nor what a relation holds."""
    assert list(untold(sources())) == []


def test_plan_keeps_nothing_but_what_is_remembered() -> None:
    """From one part to the next: what only the first one read would be missing in the traces of the others."""
    assert list(keeping(sources())) == []


@pytest.mark.parametrize(
    ("source", "breach"),
    [
        ("def f(desk):\n    return desk.known.meetings", "a:2 reads desk.known"),
        ("def f(desk):\n    return desk._names", "a:2 reads desk._names"),
        ("def f(desk):\n    return desk.cited.held", "a:2 reads .held"),
        ("@lru_cache\ndef f(meeting: Meeting): ...", "a.f is kept"),
        ("@functools.cache\ndef f(desk: Desk): ...", "a.f is kept"),
        ("@lru_cache(maxsize=9)\ndef typeset(text: Meeting): ...", "a.typeset is kept"),
        ("KEPT = {}\ndef f(one):\n    KEPT[one] = 1", "a:3 writes to KEPT"),
        ("KEPT: dict[str, int] = {}\ndef f(one):\n    KEPT.setdefault(one, 1)", "a:3 writes to KEPT"),
        ("KEPT = set()\ndef f(one):\n    KEPT.add(one)", "a:3 writes to KEPT"),
        ("def f(desk):\n    desk.rows = 1", "a:2 sets desk.rows"),
        ("def f():\n    global x\n    x = 1", "a:2 sets a global name"),
    ],
)
def test_a_breach_is_found(source: str, breach: str) -> None:
    """Each rule finds the mistake it is there for."""
    assert breach in [*untold({"a": source}), *keeping({"a": source})]


def test_every_relation_of_the_desk_tells(desk: Desk) -> None:
    """All that is public is a relation that tells, or made of nothing else; what is not is for the desk alone."""
    for name, value in vars(desk).items():
        if name in UNTOLD or name in MEMOS:
            continue
        inner = [getattr(value, field) for field in getattr(value, "__struct_fields__", ()) if field != "site"]
        inner += list(value.values()) if isinstance(value, dict) else []
        assert all(isinstance(one, Told | ToldLine | ToldOf) for one in inner or [value]), name


def test_every_relation_is_given_out_under_a_name_of_its_own(desk: Desk) -> None:
    """Answers of two under one name would be taken for each other's; only parts of one relation share it."""
    given = [one for one in desk.relations() if isinstance(one, ToldLine) or one.noted("a") == "a"]
    names = Counter(one.name for one in given)
    assert [name for name, times in names.items() if times > 1] == []
    shared = {one.name for one in desk.relations()} - names.keys()
    assert shared.isdisjoint(names)
    held = [value for value in vars(desk).values() if isinstance(value, Told | ToldLine)]
    assert {id(one) for one in held} <= {id(one) for one in desk.relations()}


def test_planning_leaves_the_desk_as_it_was(desk: Desk) -> None:
    """No relation is worked out for one part and kept with the library for another, which would not have read it."""
    before = {name: id(value) for name, value in vars(desk).items()}
    known = set(vars(desk.known))
    for part in parts(desk):
        tuple(pages_of(desk, part, search=True))
    assert {name: id(value) for name, value in vars(desk).items()} == before
    assert vars(desk.library) == {}
    assert set(vars(desk.known)) == known
