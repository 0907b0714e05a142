"""The address that opens a file in the analyst's editor."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Note, Span
from generator.schema.editor import editor_problem
from generator.serve.editor import address, filled
from generator.serve.problems import problems

CODE = "vscode://file/{path}:{line}:{column}"


@pytest.mark.parametrize(
    ("form", "opened"),
    [
        (CODE, "vscode://file/desk/content/meetings/x.yaml:36:5"),
        ("idea://open?file={path}&line={line}", "idea://open?file=/desk/content/meetings/x.yaml&line=36"),
        ("txmt://open?url=file://{path}", "txmt://open?url=file:///desk/content/meetings/x.yaml"),
        (
            "edit:{line}:{path}?again={path}",
            "edit:36:/desk/content/meetings/x.yaml?again=/desk/content/meetings/x.yaml",
        ),
        ("", ""),
    ],
)
def test_the_place_is_put_where_the_form_has_it(form: str, opened: str) -> None:
    """The path has its slash once where the form gives it one, and two before it are no slash of a path."""
    assert address(form, "/desk/content/meetings/x.yaml", 36, 5) == opened


def test_a_file_is_named_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As findings name it."""
    monkeypatch.chdir(tmp_path)
    assert address("edit:{path}", "content/site.yaml") == f"edit:{tmp_path.as_posix()}/content/site.yaml"


def test_a_drive_keeps_its_colon() -> None:
    """Editors of Windows look for it; in a name a colon would pass for the line."""
    assert filled(CODE, "C:/desk/a b:1.yaml", 2, 3) == "vscode://file/C:/desk/a%20b%3A1.yaml:2:3"


@given(st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"])) | st.binary(), st.integers(1, 99))
def test_nothing_in_a_name_leaves_its_place(given_name: str | bytes, line: int) -> None:
    """Whatever a folder is called, braces and all, or no text: the address is ASCII and says the name."""
    name = os.fsdecode(given_name).replace("\0", "")
    made = address("edit:{path}#{line}", f"/{name}", line)
    assert made.isascii()
    assert not set(made) & set("{} \"'<>\\")
    assert made.count("#") == 1
    path, _, said = made.removeprefix("edit:").partition("#")
    assert said == str(line)
    assert unquote(path, errors="surrogateescape") == Path(f"/{name}").as_posix()


@given(st.text())
def test_an_address_that_is_accepted_opens_no_page_and_runs_no_script(text: str) -> None:
    """It says a scheme that browsers leave to other programs, and where the file goes."""
    for form in (text, f"{text}{{path}}", f"{text}:{{path}}"):
        if editor_problem(form) == ("", ""):
            assert form.isascii()
            assert form.isprintable()
            assert "{path}" in form
            assert form.partition(":")[0].lower() not in {"javascript", "data", "http", "https", "vbscript", "file"}


def test_a_problem_opens_the_line_it_stands_in() -> None:
    """So do its notes; a page of the site has no lines to edit and opens nothing; without an editor nothing does."""
    found = [
        Diagnostic(
            at=Span("/c/a.yaml", 2, 3, 5), code="Q101", message="x", notes=(Note(Span("/c/b.md", 1, 4), "there"),)
        ),
        Diagnostic(at=Span("/index.html"), code="B101", message="y"),
    ]

    def lines(path: str) -> list[str]:
        return [] if path.endswith("html") else ["one", "two"]

    first, second = problems(found, lines, CODE)
    assert first.at.open == "vscode://file/c/a.yaml:2:3"
    assert first.notes[0].open == "vscode://file/c/b.md:1:4"
    assert second.at.open == ""
    assert {one.at.open for one in problems(found, lines)} == {""}
