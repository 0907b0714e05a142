"""Templates are parsed once a build, and not at all to find what is known of them from the last one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2.parser import Parser

from generator.diagnostics import Diagnostic
from generator.paths import builtin_templates
from generator.render import Renderer, RenderError
from generator.shelf import open_shelf

from .sample_views import NOT_FOUND, PAGES, PERSON, SITE

BUILTIN = builtin_templates()
STAMP = b"this tool"

FAULTY = {
    "person.html": '{% extends "default/person.html" %}\n{% block man %}{% endblock %}\n{% block mane %}{% endblock %}',
    "source.html": '{% include "own/none.html" %}{% include "own/" ~ page.section %}{% include "own/part.html" %}',
    "own/part.html": "{% if page %}",
}
"""Templates of a project with a fault of nearly every kind."""

Parses = Counter[tuple[str | None, str | None]]
Edit = Callable[[Path], object]


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> Parses:
    """How often Jinja parsed what, by name and file."""
    counted: Parses = Counter()
    parse = Parser.parse

    def counting(parser: Parser) -> object:
        counted[parser.name, parser.filename] += 1
        return parse(parser)

    monkeypatch.setattr(Parser, "parse", counting)
    return counted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The templates of a project."""
    for name, text in FAULTY.items():
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "templates"


def found(folder: Path | None, shelf: Path) -> tuple[Diagnostic, ...]:
    """What a build finds that has this shelf."""
    with open_shelf(shelf, STAMP) as opened:
        return Renderer(folder, BUILTIN).check(opened)


def test_a_template_is_parsed_once(parses: Parses) -> None:
    """To be looked at and to be compiled, both together."""
    renderer = Renderer(None, BUILTIN)
    assert renderer.check() == ()
    for page in PAGES.values():
        renderer.render(page, SITE)
    assert set(parses.values()) == {1}


def test_what_was_looked_at_is_compiled_as_it_was() -> None:
    """The pages are those of templates that nobody looked at."""
    looked, alone = Renderer(None, BUILTIN), Renderer(None, BUILTIN)
    looked.check()
    assert [looked.render(page, SITE) for page in PAGES.values()] == [
        alone.render(page, SITE) for page in PAGES.values()
    ]


def test_one_file_under_two_names_is_parsed_for_each(tmp_path: Path, parses: Parses) -> None:
    """Compiling changes a tree, so no tree is compiled twice: one serves to look at both and to compile the first."""
    (tmp_path / "base.html").write_text("{% block main %}{{ 'a' ~ 'b' }}{% endblock %}", encoding="utf-8")
    text = '{% extends "base.html" %}{% block main %}{{ super() }}{% include "default/base.html" %}{% endblock %}'
    (tmp_path / "person.html").write_text(text, encoding="utf-8")
    renderer = Renderer(None, tmp_path)
    renderer.check()
    assert renderer.render(PERSON, SITE) == "abab"
    assert sum(times for (_, file), times in parses.items() if file == str(tmp_path / "base.html")) == 2


def test_a_changed_file_is_not_read_again(tmp_path: Path) -> None:
    """What was found faultless is what is rendered, whoever saves meanwhile."""
    (tmp_path / "person.html").write_text("before", encoding="utf-8")
    renderer = Renderer(tmp_path, BUILTIN)
    renderer.check()
    (tmp_path / "person.html").write_text("{% after", encoding="utf-8")
    assert renderer.render(PERSON, SITE) == "before"


def test_known_faults_come_without_parsing(folder: Path, tmp_path: Path, parses: Parses) -> None:
    """The same ones, in the same order."""
    first = found(folder, tmp_path / "shelf")
    assert {one.code for one in first} == {"T101", "T103", "T104", "T107"}
    parses.clear()
    assert found(folder, tmp_path / "shelf") == first
    assert not parses
    (folder / "base.html").write_text("{% block man %}{% endblock %}", encoding="utf-8")
    assert found(folder, tmp_path / "shelf") != first
    assert parses == {("base.html", str(folder / "base.html")): 1}


@pytest.mark.parametrize(
    "edit",
    [
        lambda folder: (folder / "own" / "part.html").write_text("{% fi page %}", encoding="utf-8"),
        lambda folder: (folder / "own" / "none.html").write_text("there now", encoding="utf-8"),
        lambda folder: (folder / "own" / "part.html").unlink(),
        lambda folder: (folder / "own" / "part.html").write_bytes(b"Se\xf1or"),
        lambda folder: (folder / "meeting.html").write_text("{% endif %}", encoding="utf-8"),
        lambda folder: (folder / "base.html").write_text("{% block man %}{% endblock %}", encoding="utf-8"),
        lambda folder: folder.rename(folder.with_name("own templates")),
    ],
    ids=["another fault", "one that was missing", "a missing one", "not text", "a page's", "a parent", "another place"],
)
def test_any_other_source_is_looked_at(folder: Path, tmp_path: Path, edit: Edit) -> None:
    """What comes of a shelf is what comes without one, in the build after an edit and in the one after that."""
    found(folder, tmp_path / "shelf")
    edit(folder)
    now = folder if folder.is_dir() else folder.with_name("own templates")
    anew = Renderer(now, BUILTIN).check()
    assert found(now, tmp_path / "shelf") == anew
    assert found(now, tmp_path / "shelf") == anew


def test_a_fault_taken_back_is_forgotten(folder: Path, tmp_path: Path) -> None:
    """Back to what stood there before, with the findings of then."""
    path = folder / "own" / "part.html"
    first = found(folder, tmp_path / "shelf")
    path.write_text("mended", encoding="utf-8")
    assert len(found(folder, tmp_path / "shelf")) == len(first) - 1
    path.write_text(FAULTY["own/part.html"], encoding="utf-8")
    assert found(folder, tmp_path / "shelf") == first


def test_a_template_that_cannot_be_compiled_stops_no_other(tmp_path: Path) -> None:
    """Python nests no deeper than 20 loops; the page that needs the template says so, whatever was loaded before."""
    (tmp_path / "person.html").write_text("{% for a in 'x' %}" * 30 + "{% endfor %}" * 30, encoding="utf-8")
    renderer = Renderer(tmp_path, BUILTIN)
    assert renderer.check() == ()
    renderer.load()
    with pytest.raises(RenderError) as failure:
        renderer.render(PERSON, SITE)
    assert failure.value.diagnostic.code == "T105"
    assert renderer.render(NOT_FOUND, SITE)
