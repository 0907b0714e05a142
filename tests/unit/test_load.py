"""A content folder as a whole: which files are read, which are refused, and that none hides another."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from generator.bodies import Body
from generator.codes import CODES, config
from generator.diagnostics import Severity, Span
from generator.load import load
from generator.schema import Kind
from generator.text import paragraphs_of
from generator.yamldoc import ARTICLE_BYTES, YAML_BYTES
from tests.marked import cases

TOPIC = "name: Cyber\nscope: Theft and defence.\n"
SITE = "title: Briefings\nbase_url: https://example.org/\n"

needs_links = pytest.mark.skipif(not hasattr(os, "symlink") or sys.platform == "win32", reason="symbolic links")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A site with one topic."""
    folder = tmp_path / "content"
    (folder / "topics").mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE)
    (folder / "topics" / "cyber.yaml").write_text(TOPIC)
    return folder


def said(content: Path) -> list[tuple[str, str]]:
    """File below content/ and code of everything that is wrong."""
    wrong = load(content).diagnostics
    assert all(entry.hint for entry in wrong)
    return [(entry.at.path.removeprefix(f"{content.as_posix()}/"), entry.code) for entry in wrong]


def test_a_good_folder_is_read_without_a_word(content: Path) -> None:
    """Facts by id; positions beside them, under kind and id."""
    found = load(content)
    assert found.diagnostics == ()
    assert found.library is not None
    assert list(found.library.topics) == ["cyber"]
    assert set(found.documents) == {("topics", "cyber"), ("site", "site")}
    assert found.documents[Kind.TOPICS, "cyber"].span("name") == Span(
        f"{content.as_posix()}/topics/cyber.yaml", 1, 7, 12
    )
    assert found.failed == frozenset()


def test_no_content_folder(tmp_path: Path) -> None:
    """The next step is said."""
    found = load(tmp_path / "content")
    assert found.library is None
    assert [(entry.code, entry.at) for entry in found.diagnostics] == [
        ("C101", Span((tmp_path / "content").as_posix()))
    ]
    assert "briefbook init" in found.diagnostics[0].hint


def test_a_file_instead_of_a_content_folder(tmp_path: Path) -> None:
    """It is not read as one."""
    (tmp_path / "content").write_text("x")
    assert [entry.message for entry in load(tmp_path / "content").diagnostics] == [
        f"content folder '{(tmp_path / 'content').as_posix()}' is not a folder"
    ]


def test_no_site_file(content: Path) -> None:
    """The other files are judged all the same."""
    (content / "site.yaml").unlink()
    (content / "topics" / "arms.yaml").write_text("name: Arms\n")
    assert said(content) == [("site.yaml", "C102"), ("topics/arms.yaml", "S102")]
    assert (Kind.SITE, "site") in load(content).failed


def test_every_file_is_judged_in_one_run(content: Path) -> None:
    """YAML that cannot be read, a field that is missing, a bad setting: all at once, in the order of the files."""
    (content / "site.yaml").write_text(SITE + "search: maybe\n")
    (content / "topics" / "a.yaml").write_text('name: "a" b\n')
    (content / "topics" / "b.yaml").write_text("name: B\nextent: x\n")
    (content / "countries.yaml").write_text("kr:\nxx:\n")
    assert said(content) == [
        ("countries.yaml", "S122"),
        ("site.yaml", "S111"),
        ("topics/a.yaml", "Y111"),
        ("topics/b.yaml", "S102"),
        ("topics/b.yaml", "S101"),
    ]
    found = load(content)
    assert {(kind, name) for kind, name in found.failed if kind is Kind.TOPICS} == {("topics", "a"), ("topics", "b")}
    assert found.library is not None
    assert list(found.library.topics) == ["cyber"]


def test_a_misspelt_key_is_one_mistake(content: Path) -> None:
    """The field it was meant to be is not called missing as well."""
    (content / "topics" / "a.yaml").write_text("name: A\nscop: x\n")
    assert said(content) == [("topics/a.yaml", "S101")]


def test_an_error_of_yaml_does_not_hide_those_of_fields(content: Path) -> None:
    """A repeated key leaves the other fields to be judged."""
    (content / "topics" / "a.yaml").write_text("name: A\nname: B\nextent: x\n")
    assert said(content) == [("topics/a.yaml", "S102"), ("topics/a.yaml", "Y120"), ("topics/a.yaml", "S101")]
    assert (Kind.TOPICS, "a") in load(content).failed


def test_a_broken_countries_file_may_hold_any_country(content: Path) -> None:
    """References to countries are not called unresolved for it."""
    (content / "countries.yaml").write_text("kr: [\n")
    found = load(content)
    assert [entry.code for entry in found.diagnostics] == ["Y110"]
    assert {(Kind.COUNTRIES, "kr"), (Kind.COUNTRIES, "jp")} <= found.failed


def test_a_country_has_a_document_of_its_own(content: Path) -> None:
    """Its paths begin at its own fields; one without fields stands at its key."""
    (content / "countries.yaml").write_text("kr:\n  name: Korea\njp:\n")
    found = load(content)
    path = f"{content.as_posix()}/countries.yaml"
    assert found.documents[Kind.COUNTRIES, "kr"].span("name") == Span(path, 2, 9, 14)
    assert found.documents[Kind.COUNTRIES, "jp"].span("name") == Span(path, 3, 1, 2)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("meeting/", "rename it to 'meetings'"),
        ("Topics/", "rename it to 'topics'"),
        ("site.yml", "rename it to 'site.yaml'"),
        ("country.yaml", "rename it to 'countries.yaml'"),
        ("topics/arms.yml", "rename it to 'arms.yaml', or move it away"),
        ("topics/arms.YAML", "rename it to 'arms.yaml', or move it away"),
        ("topics/notes.txt", "rename it to 'notes.yaml', or move it away"),
        ("topics/old/", "move its files into topics/"),
    ],
)
def test_a_file_in_the_wrong_place_is_warned_of(content: Path, name: str, hint: str) -> None:
    """It would be missing from the site without a word."""
    path = content / name
    if name.endswith("/"):
        path.mkdir()
    else:
        path.write_text(TOPIC)
    (entry,) = load(content).diagnostics
    assert (entry.code, entry.severity, entry.hint) == ("C104", Severity.WARNING, hint)
    assert entry.at == Span(path.as_posix())


@pytest.mark.parametrize(
    "name",
    [
        *(".DS_Store", "cyber.yaml~", "#cyber.yaml#", ".cyber.yaml.swp", "cyber.yaml.bak", "4913", "Thumbs.db", ".git"),
        "cyber.yaml___jb_tmp___",
    ],
)
def test_what_editors_leave_behind_is_ignored(content: Path, name: str) -> None:
    """At the top and in folders."""
    for folder in (content, content / "topics"):
        (folder / name).write_text("x")
    assert said(content) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Cyber Arms.yaml", "rename it to 'cyber-arms.yaml'"),
        ("Cyber2.yaml", "rename it to 'cyber2.yaml'"),
        ("a--b.yaml", "rename it to 'a-b.yaml'"),
        ("é.yaml", "name it with lower-case letters"),
        ("con.yaml", "choose another name"),
        ("lpt1.yaml", "choose another name"),
        ("a" * 81 + ".yaml", "name it with lower-case letters"),
    ],
)
def test_a_file_name_is_an_id(content: Path, name: str, hint: str) -> None:
    """It is the address of the page, on every system."""
    (content / "topics" / name).write_text(TOPIC)
    (entry,) = load(content).diagnostics
    assert (entry.code, entry.severity, entry.at) == (
        "S113",
        Severity.ERROR,
        Span((content / "topics" / name).as_posix()),
    )
    assert entry.hint.startswith(hint)


def test_nobody_is_called_unstated(content: Path) -> None:
    """The word says that a source does not say on whose word a thing is reported."""
    (content / "people").mkdir()
    (content / "people" / "unstated.yaml").write_text("name: X\n")
    assert said(content) == [("people/unstated.yaml", "S113")]


@needs_links
def test_links_lead_no_further_than_the_folder(content: Path, tmp_path: Path) -> None:
    """A file or a folder outside, an absolute path, a link to nowhere and one to itself."""
    (tmp_path / "secret.yaml").write_text(TOPIC)
    (tmp_path / "people").mkdir()
    topics = content / "topics"
    (topics / "a.yaml").symlink_to("../../secret.yaml")
    (topics / "b.yaml").symlink_to(tmp_path / "secret.yaml")
    (topics / "c.yaml").symlink_to("nowhere.yaml")
    (topics / "d.yaml").symlink_to("d.yaml")
    (topics / "e.yaml").symlink_to("cyber.yaml")
    (content / "people").symlink_to("../people")
    assert said(content) == [
        ("people", "C105"),
        *[(f"topics/{name}.yaml", "C105") for name in "abcd"],
    ]
    found = load(content)
    assert found.library is not None
    assert list(found.library.topics) == ["cyber", "e"]


@needs_links
def test_the_content_folder_itself_may_be_a_link(content: Path, tmp_path: Path) -> None:
    """The links inside are held to where it leads."""
    (tmp_path / "linked").symlink_to(content)
    assert load(tmp_path / "linked").diagnostics == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_a_pipe_is_refused_without_waiting(content: Path) -> None:
    """Opening one would block for ever."""
    os.mkfifo(content / "topics" / "pipe.yaml")
    assert said(content) == [("topics/pipe.yaml", "C103")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(content: Path) -> None:
    """The others are read."""
    (content / "topics" / "arms.yaml").write_text(TOPIC)
    (content / "topics" / "arms.yaml").chmod(0)
    assert said(content) == [("topics/arms.yaml", "C103")]


def test_a_file_where_a_folder_belongs(content: Path) -> None:
    """And a folder where a file belongs."""
    (content / "people").write_text("x")
    (content / "countries.yaml").mkdir()
    assert said(content) == [("countries.yaml", "C103"), ("people", "C103")]


def test_sizes_are_bounded_before_reading(content: Path) -> None:
    """1 MiB for YAML, 2 MiB for an article; a sparse file of a terabyte costs nothing."""
    (content / "sources").mkdir()
    front = "---\ntitle: T\nunknown: [publisher, issued]\n---\n"
    (content / "sources" / "ok.md").write_text(front + "x" * (ARTICLE_BYTES - len(front)))
    (content / "sources" / "big.md").write_text(front + "x" * ARTICLE_BYTES)
    (content / "topics" / "big.yaml").write_text("a: " + "x" * YAML_BYTES)
    with (content / "topics" / "huge.yaml").open("wb") as file:
        file.truncate(2**40)
    assert said(content) == [("sources/big.md", "Y103"), ("topics/big.yaml", "Y103"), ("topics/huge.yaml", "Y103")]


def test_bytes_that_are_not_text(content: Path) -> None:
    """In a source too: its text is shown, so its letters must be known."""
    (content / "sources").mkdir()
    (content / "sources" / "kh.md").write_bytes(b"---\ntitle: T\n---\nOne\nSe\xf1or\n")
    (entry,) = load(content).diagnostics
    assert (entry.code, entry.at.line, entry.at.column) == ("Y101", 5, 3)


def test_entries_are_in_the_order_of_their_ids(content: Path) -> None:
    """Whatever the order in which they were made."""
    names = [f"t{number}" for number in range(20)]
    for name in reversed(names):
        (content / "topics" / f"{name}.yaml").write_text(TOPIC)
    found = load(content)
    assert found.library is not None
    assert list(found.library.topics) == sorted([*names, "cyber"])


def test_moving_a_line_changes_no_fact(content: Path) -> None:
    """Positions live beside the facts only."""
    before = load(content).library
    (content / "topics" / "cyber.yaml").write_text("# a note\n\nscope: Theft and defence.\nname: Cyber\n")
    assert load(content).library == before


def test_paths_are_as_given(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative to where the tool was called, with forward slashes."""
    monkeypatch.chdir(content.parent)
    (content / "topics" / "a.yaml").write_text("name: A\n")
    assert [entry.at.path for entry in load(Path("content")).diagnostics] == ["content/topics/a.yaml"]


def test_a_body_knows_where_its_paragraphs_stand() -> None:
    """They are counted as the checks count them; columns are those of the file."""
    text = "\r\nOne\rTwo two\n \u00a0\n\u2028x\r\nLast"
    body = Body("f.md", text, 5)
    assert paragraphs_of(text) == ("One", "Two two", "\u2028x", "Last")
    assert [body.span(number).line for number in (1, 2, 3, 4)] == [6, 7, 9, 10]
    assert body.span(2, 4, 7) == Span("f.md", 7, 5, 8)
    assert body.span(9) == Span("f.md", 10)
    assert body.place(text.index("two"), text.index("two") + 3) == Span("f.md", 7, 5, 8)


def test_front_matter_and_text_have_their_own_places(content: Path) -> None:
    """Fields count from the second line of the file, paragraphs from behind the second ---."""
    (content / "sources").mkdir()
    (content / "sources" / "kh.md").write_text("---\ntitle: T\nunknown: [publisher, issued]\n---\n\nOne.\n")
    found = load(content)
    path = f"{content.as_posix()}/sources/kh.md"
    assert found.documents[Kind.SOURCES, "kh"].span("title") == Span(path, 2, 8, 9)
    assert found.bodies[Kind.SOURCES, "kh"].span(1) == Span(path, 6, 1, 5)


def test_every_code_of_settings_is_produced() -> None:
    """C101 to C105 above, the others in tests/cases/schema; the build has codes of its own."""
    in_cases = {expected.said[:4] for case in cases("schema", with_head=True) for expected in case.expected}
    assert {code.code for code in config.CODES} <= in_cases | {"C101", "C102", "C103", "C104", "C105"}
    assert {code.code for code in config.CODES} <= set(CODES)
