"""Input that was made to do harm: it costs a bounded time, crashes nothing, and is told like any other mistake."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from generator import console
from generator.cli import main
from generator.schema.fields import LINE_LENGTH, PROSE_LENGTH
from generator.start import start

pytestmark = pytest.mark.no_cover  # a hundred thousand of a kind: to count each line takes thrice the time

BIG = 100_000
MEETING = "meetings/2025-03-exampleton-night-ferry.yaml"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site that `briefbook init` makes, in the current folder."""
    start(tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    return Path("content")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, set[str]]:
    """Exit code and codes of what a command finds."""
    with pytest.raises(SystemExit) as left:
        main([*arguments, "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    return int(str(left.value)), {one["code"] for one in found["diagnostics"] if one["severity"] != "info"}


def in_summary(content: Path, text: str) -> None:
    """Puts a text into the meeting's summary."""
    before, _, rest = (content / MEETING).read_text().partition("summary: >-\n")
    after = rest[rest.index("points:") :]
    (content / MEETING).write_text(f"{before}summary: >-\n  {text} [@courier-20250307#p2].\n\n{after}")


@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes")
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_file_name_that_is_no_text_is_told(form: str, content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON cannot say the byte, so it is spelled out."""
    (content / "topics" / "caf\udce9.yaml").write_text("name: X\nscope: y\n")
    with pytest.raises(SystemExit) as left:
        main(["check", "--format", form])
    told = "".join(capsys.readouterr())
    assert (left.value.code, "S113" in told, "udce9" in told) == (1, True, True)


def test_a_broken_template_is_the_only_mistake(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """That the pages it would have made are not there for links to lead to is no second one."""
    content.with_name("templates").mkdir()
    content.with_name("templates").joinpath("meeting.html").write_text("{% if %}")
    assert said(capsys, "build", "--no-search") == (1, {"T101"})


@pytest.mark.parametrize("broken", ["\r", "\r\n", "\n"])
def test_the_line_shown_is_the_line_that_is_meant(broken: str, tmp_path: Path) -> None:
    """Whatever breaks the lines of a file, they are counted as the reader of the file counts them."""
    (tmp_path / "a.yaml").write_bytes(f"one{broken}{broken}three".encode())
    assert list(console.file_lines()(str(tmp_path / "a.yaml"))) == ["one", "", "three"]


def test_names_are_long_but_not_endless(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One of 2,000 characters has a page and links nowhere; the scan for longer ones would take hours to prepare."""
    topic = content / "topics" / "long.yaml"
    for length, expected in ((LINE_LENGTH, (0, set())), (BIG, (1, {"S144"}))):
        topic.write_text(f"name: {'x' * length}\nscope: y\n")
        assert said(capsys, "build", "--no-search") == expected


def test_thousands_of_findings_on_one_long_line(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is shown with its part of the line, and does not look at all of it."""
    ids = ", ".join(f"no-{number}" for number in range(BIG // 10))
    (content / "topics" / "long.yaml").write_text(f"name: X\nscope: y\nrelated: [{ids}]\n")
    with pytest.raises(SystemExit):
        main(["check"])
    assert capsys.readouterr().err.count("error[R101]") == BIG // 10


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"so" ' * BIG, "Q101"),
        ('x"' * BIG, "Q101"),
        ("Stop. " * BIG, "Q107"),
        ("[@x] " * BIG, "R102"),
        ("[[x]]" * BIG, "R101"),
        ("«" * BIG, "Q109"),
    ],
)
def test_a_text_of_nothing_but_mistakes(
    text: str, code: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Some are told, the build stops, and it does not take minutes."""
    in_summary(content, text[: PROSE_LENGTH - 100])
    exit_code, codes = said(capsys, "check", "--strict")
    assert (exit_code, code in codes) == (1, True)


@pytest.mark.parametrize(
    "text", ["`" * BIG, " ".join("`" * run for run in range(1, 700)), "\\\\" * BIG, "- " * BIG, "[@" * BIG]
)
def test_a_text_that_markdown_would_chew_on_for_minutes(
    text: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is shown as typed."""
    (content / "pages" / "about.md").write_text(f"---\ntitle: About\n---\nWords. {text} Words.\n")
    assert said(capsys, "build", "--no-search") == (0, set())


@pytest.mark.parametrize("text", ["\n" * BIG, "[@courier-20250307#p2]" * 2_000, "a. [@courier-20250307#p2] " * 2_000])
def test_a_page_of_one_mark_again_and_again(text: str, content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Line breaks and cites are counted once each."""
    (content / "pages" / "about.md").write_text(f"---\ntitle: About\n---\nWords. {text} Words.\n")
    assert said(capsys, "build", "--no-search") == (0, set())
