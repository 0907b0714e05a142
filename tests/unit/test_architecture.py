"""The shape of the package, read from its source: layers, circles, and who may touch the world outside.

The tables are the architecture; a module that is in none of them has not been thought about yet.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.no_cover  # the code is read here, and not run

Rule = Callable[[Mapping[str, str]], list[str]]

PACKAGE = Path(__file__).parents[2] / "generator"

LAYERS: tuple[tuple[str, ...], ...] = (
    (
        *("diagnostics", "hygiene", "direction"),
        *("text", "normalisation", "quotation", "nearness", "prose"),
        *("dates", "edtf_reader", "date_text", "date_words", "date_basis"),
        *("addresses", "advances", "tags", "facts", "numbered", "fragments"),
    ),
    ("model", "reads", "codes", "bodies", "yamldoc", "yamlevents", "yamlnodes", "yamlproblems"),
    ("schema", "jsonschema", "inline"),
    ("shelf", "sealed", "signs"),
    ("files", "reading", "shelved", "places", "load", "checks", "relate"),
    ("views", "markup", "plan"),
    ("render", "jinja", "shortcuts", "compiled", "closures", "faults", "brevity", "exports"),
    ("write", "search", "indexed", "workers"),
    ("traces",),
    ("press", "job", "recall"),
    ("earlier", "drawn", "likened", "findings"),
    ("guard", "sieve"),
    ("bundled",),
    ("build",),
    ("verify",),
    (
        "excerpt",
        "report",
        "stopwatch",
        "records",
        "annotations",
        "grounds",
        "reasons",
        "record",
        "why",
        "impact",
        "explain",
        "show",
        "serve",
        "publish",
    ),
    ("cli", "options", "console", "start", "paths", "lasting", "__main__"),
)
"""Modules and packages of `generator/`, lowest first. One may import from its own layer and from those below."""

TOUCHES = {
    "files": "reads content/",
    "shelf": "keeps what one build knows for the next",
    "signs": "asks what the file system says of a file",
    "load": "finds the content folder",
    "render": "reads templates/",
    "jinja": "reads templates/ for it",
    "compiled": "keeps compiled templates for the user",
    "write": "writes the site",
    "search": "runs the indexer",
    "verify": "makes a second site and takes it away",
    "recall": "keeps what the last build read and wrote",
    "record": "finds what the last build kept by the names of files",
    "impact": "finds a template by its name",
    "workers": "shares work out to processes",
    "serve": "listens, and watches folders",
    "publish": "sends the site",
    "paths": "knows where the package lies",
    "start": "writes a new site",
    "cli": "is called by a person",
    "console": "knows the terminal",
}
"""Who may touch files, programs or the network, and what for. All others take values and return values."""

SHARED_BY_CHECKS = "context"
"""What every check is given. Beyond it no check knows of another."""


class Reach(NamedTuple):
    """Ways out of the program: modules or names imported, functions called, attributes ("x.now": of an x alone)."""

    imports: tuple[str, ...]
    calls: tuple[str, ...]
    attributes: tuple[str, ...]


WORLD = Reach(
    imports=(
        *("os", "shutil", "tempfile", "glob", "fileinput", "mmap", "sqlite3", "importlib.resources"),
        *("subprocess", "multiprocessing", "webbrowser", "watchdog", "jinja2.FileSystemLoader"),
        *("socket", "ssl", "select", "selectors", "http.client", "http.server", "urllib.request"),
    ),
    calls=("open", "print", "input"),
    attributes=(
        *("FileSystemLoader", "read_text", "read_bytes", "write_text", "write_bytes", "Path.cwd", "Path.home"),
        *("exists", "is_file", "is_dir", "is_symlink", "stat", "lstat", "iterdir", "glob", "rglob"),
        *("mkdir", "rmdir", "touch", "unlink"),
    ),
)
"""Files, programs, the network and the terminal. A Path is a value like any other, until it is asked about its file."""

CLOCK = Reach(
    imports=("time", "locale", "random", "secrets", "uuid", "os.environ", "os.getenv"),
    calls=(),
    attributes=("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "os.environ", "os.getenv"),
)
"""What a build must not depend on, since two builds of one content are the same bytes. Only the top layer may ask."""

STOPWATCHES = {("serve", "time.monotonic"), ("serve", "time.perf_counter")}
"""A preview waits for the last of many saves and tells how long a build took; a stop-watch tells it no date."""


def sources() -> dict[str, str]:
    """Every module of the package, by its dotted name without "generator."; the package itself is ""."""
    files = sorted(PACKAGE.rglob("*.py"))
    names = (file.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".") for file in files)
    return {
        name.removesuffix("__init__").rstrip("."): file.read_text(encoding="utf-8")
        for name, file in zip(names, files, strict=True)
        if "example" not in file.relative_to(PACKAGE).parts
    }


def imported(module: str, source: str, *, is_package: bool) -> Iterator[str]:
    """Dotted names a module imports, each with the name taken from it; ours begin with "generator."."""
    whole = f"generator.{module}".rstrip(".")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = node.level - (1 if is_package else 0)
            base = whole.rsplit(".", up)[0] if up > 0 else whole
            origin = (f"{base}.{node.module}" if node.module else base) if node.level else node.module or ""
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def inner_imports(modules: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each module the modules of ours that it imports. The package itself, which holds the version, is left out."""
    packages = {name.rpartition(".")[0] for name in modules} - {""}

    def resolve(name: str) -> str:
        ours = name.removeprefix("generator.")
        return ours if ours in modules else ours.rpartition(".")[0]

    return {
        module: frozenset(
            resolve(name)
            for name in imported(module, source, is_package=module in packages or not module)
            if name.startswith("generator.")
        )
        - {"", module}
        for module, source in modules.items()
    }


def level(module: str) -> int:
    """Its layer; the top for one that is in no layer, which a test of its own finds."""
    known = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    return known.get(module.partition(".")[0], len(LAYERS) - 1)


def upward_imports(modules: Mapping[str, str]) -> list[str]:
    """Imports of something higher."""
    return [
        f"{module} imports {other}"
        for module, others in inner_imports(modules).items()
        for other in sorted(others)
        if module and level(other) > level(module)
    ]


def circles(modules: Mapping[str, str]) -> list[str]:
    """Modules that import themselves through others: what is left when all that import nothing left are taken away."""
    left = inner_imports(modules)
    while free := {module for module, others in left.items() if not others & left.keys()}:
        left = {module: others for module, others in left.items() if module not in free}
    return sorted(left)


def checks_that_know_each_other(modules: Mapping[str, str]) -> list[str]:
    """Imports from one check to another; the package that lists the checks imports them all."""
    return [
        f"{module} imports {other}"
        for module, others in inner_imports(modules).items()
        for other in sorted(others)
        if module.startswith("checks.") and other.startswith("checks") and other != f"checks.{SHARED_BY_CHECKS}"
    ]


def reaching(module: str, source: str, reach: Reach) -> Iterator[str]:
    """The ways out that a module takes."""
    for name in imported(module, source, is_package=False):
        if any(f"{name}.".startswith(f"{barred}.") for barred in reach.imports):
            yield f"{module} imports {name}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in reach.calls:
            yield f"{module}:{node.lineno} calls {node.func.id}"
        elif isinstance(node, ast.Attribute) and not {node.attr, dotted(node)}.isdisjoint(reach.attributes):
            yield f"{module}:{node.lineno} uses {node.attr}"


def dotted(node: ast.Attribute) -> str:
    """The last two names: "date.today" for datetime.date.today."""
    owner = node.value
    before = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return f"{before}.{node.attr}"


def touching(modules: Mapping[str, str]) -> list[str]:
    """Modules that reach files, programs, the network or the terminal and may not."""
    return [
        breach
        for module, source in modules.items()
        if module.partition(".")[0] not in TOUCHES
        for breach in reaching(module, source, WORLD)
    ]


def asking_the_clock(modules: Mapping[str, str]) -> list[str]:
    """Modules below the top layer that ask the clock, the locale, the environment or chance."""
    return [
        breach
        for module, source in modules.items()
        if not module or level(module) < len(LAYERS) - 1
        for breach in reaching(module, source, CLOCK)
        if (module.partition(".")[0], breach.partition(" imports ")[2]) not in STOPWATCHES
    ]


def test_every_module_has_a_layer() -> None:
    """A new module is put into LAYERS by the one who writes it."""
    known = {name for layer in LAYERS for name in layer}
    assert {name.partition(".")[0] for name in sources()} - {""} <= known


def test_imports_point_down() -> None:
    """Nothing imports from a layer above its own."""
    assert upward_imports(sources()) == []


def test_no_circles() -> None:
    """Nothing imports itself through others."""
    assert circles(sources()) == []


def test_checks_do_not_know_each_other() -> None:
    """A check can be read, tested and taken out alone."""
    assert checks_that_know_each_other(sources()) == []


def test_only_the_named_modules_touch_the_world() -> None:
    """Files, programs and the network are reached where TOUCHES says, and printing is the command line's."""
    assert touching(sources()) == []


def test_only_the_top_asks_the_clock() -> None:
    """Below the command line nothing depends on time, locale, environment or chance."""
    assert asking_the_clock(sources()) == []


@pytest.mark.parametrize(
    ("rule", "planted", "breach"),
    [
        (upward_imports, {"text": "from .model import Cite", "model": ""}, "text imports model"),
        (upward_imports, {"checks.dates": "from .. import build", "build": ""}, "checks.dates imports build"),
        (upward_imports, {"text": "def f():\n    import generator.cli", "cli": ""}, "text imports cli"),
        (circles, {"relate.a": "from .b import x", "relate.b": "from . import a"}, "relate.a"),
        (checks_that_know_each_other, {"checks.a": "from .b import x", "checks.b": ""}, "checks.a imports checks.b"),
        (checks_that_know_each_other, {"checks.a": "from . import CHECKS", "checks": ""}, "checks.a imports checks"),
        (touching, {"relate": "def f(path):\n    return path.is_file()"}, "relate:2 uses is_file"),
        (touching, {"search.records": "", "schema": "import subprocess"}, "schema imports subprocess"),
        (touching, {"plan": "def f():\n    return open('x')"}, "plan:2 calls open"),
        (touching, {"model": "import os.path"}, "model imports os.path"),
        (asking_the_clock, {"build": "import time"}, "build imports time"),
        (asking_the_clock, {"dates": "import datetime\nd = datetime.date.today()"}, "dates:2 uses today"),
        (asking_the_clock, {"serve": "from os import environ"}, "serve imports os.environ"),
    ],
)
def test_a_breach_is_found(rule: Rule, planted: dict[str, str], breach: str) -> None:
    """Each rule finds the mistake it is there for."""
    assert breach in rule(planted)


@pytest.mark.parametrize(
    "planted",
    [
        {"checks": "from . import a", "checks.a": "from .context import x", "checks.context": ""},
        {"records": "from . import __version__", "": "__version__ = '1'"},
        {"serve.watch": "from time import monotonic", "plan": "now = board.now()"},
        {"plan": "from pathlib import Path\nhere = Path('a') / 'b'", "cli": "import os, time\nopen('x')"},
    ],
)
def test_what_is_allowed_is_not_found(planted: dict[str, str]) -> None:
    """The list of checks, the version, paths as values, a stop-watch for the preview, and the top layer's freedom."""
    rules: tuple[Rule, ...] = (upward_imports, circles, checks_that_know_each_other, touching, asking_the_clock)
    assert [breach for rule in rules for breach in rule(planted)] == []
