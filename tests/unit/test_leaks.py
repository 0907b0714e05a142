"""Words that rights withhold, planted in every way by which they could come out: the build stops at each."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from generator.build import Made, Project, Wishes, make
from generator.checks import Context
from generator.checks.withheld import withheld_text
from generator.diagnostics import Span
from generator.indexed import records
from generator.load import load
from generator.paths import builtin_templates
from generator.plan import Desk, pages
from generator.search import bundle
from generator.views import Run, SourceView
from tests.extremes.writing import CONTENT

EXCERPT = "the harbour cat was seen upon the quay with a herring that was certainly not its own"
LINKED = "After a night of talk and a morning of more talk the office said at last"
LEAKS = (EXCERPT, LINKED)


def built(templates: Path | None, folder: Path, *, search: bool = False) -> Made:
    """The site of extremes with a project's own templates and assets."""
    project = Project(
        content=CONTENT,
        builtin=builtin_templates(),
        templates=templates,
        out=folder / "site",
        cache=folder / ".briefbook",
    )
    return make(project, Wishes(search=search))


def errors(made: Made) -> list[tuple[str, str]]:
    """Code and file of what stops the build."""
    return [(one.code, Path(one.at.path).name) for one in made.diagnostics if one.severity == "error"]


def test_nothing_withheld_comes_out(tmp_path: Path) -> None:
    """Of an excerpt the passages nobody cites, of a link all but the quoted words; both say what is not shown."""
    made = built(None, tmp_path)
    assert errors(made) == []
    everything = b"\n".join(made.files.values()).decode("utf-8", "replace")
    assert [leak for leak in LEAKS if leak in everything] == []
    excerpt = made.files["sources/as-excerpt/index.html"].decode()
    linked = made.files["sources/as-link/index.html"].decode()
    assert "¶\u202f2, 19 words, not shown" in excerpt
    assert "their colour had been chosen" in excerpt
    assert "¶\u202f1, 30 words, not shown" in linked
    assert "will be fed" in made.files["meetings/2031-04-rights/index.html"].decode()
    assert "will be fed" not in linked


@pytest.mark.no_cover  # a whole build each: its lines are counted in the other tests
@pytest.mark.parametrize("leak", LEAKS)
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("404.html", "{{% extends 'base.html' %}}{{% block main %}}<h1>Lost</h1><p>{leak}</p>{{% endblock %}}"),
        ("404.html", "{{% extends 'base.html' %}}{{% block main %}}<h1 title='{leak}'>Lost</h1>{{% endblock %}}"),
        ("assets/data.json", '{{"text": {quoted}}}'),
        ("assets/extra.js", "const text = {quoted};"),
    ],
    ids=["a template's text", "a template's attribute", "a JSON file", "a script"],
)
def test_a_project_that_prints_withheld_words_is_not_built(file: str, text: str, leak: str, tmp_path: Path) -> None:
    """A template, an attribute of one, and files that are published as they are."""
    planted = tmp_path / "templates" / file
    planted.parent.mkdir(parents=True)
    planted.write_text(text.format(leak=leak, quoted=json.dumps(leak)), encoding="utf-8")
    made = built(tmp_path / "templates", tmp_path)
    assert errors(made) == [("L101", "as-excerpt.md" if leak is EXCERPT else "as-link.md")]
    assert made.files == {}


def test_a_search_record_with_withheld_words_is_found_in_the_index(tmp_path: Path) -> None:
    """The index is packed; the scan unpacks it."""
    library = load(CONTENT).library
    assert library
    desk = Desk(library)
    whole = tuple(Run(text=text) for text in library.sources["as-excerpt"].paragraphs)  # type: ignore[index] # an id
    leaking = [
        msgspec.structs.replace(view, paragraphs=(msgspec.structs.replace(view.paragraphs[0], runs=whole),))
        for view in pages(desk, search=True)
        if isinstance(view, SourceView) and view.path == "sources/as-excerpt/"
    ]
    assert len(leaking) == 1
    context = Context(library=library, where=lambda *_, **__: Span("a"), reports={})
    index = bundle(tuple(records(desk, leaking)))
    found = list(withheld_text(context, index.files))
    assert [one.code for one in found] == ["L101"]
    assert "fragment" in found[0].message
    honest = [view for view in pages(desk, search=True) if view.path == "sources/as-excerpt/"]
    assert list(withheld_text(context, bundle(tuple(records(desk, honest))).files)) == []
