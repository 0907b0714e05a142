"""The command line: what it prints where, and the exit codes."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import FrameType

import click
import msgspec
import pytest

from generator import __version__, console
from generator.checks import of_entry
from generator.cli import commands, main
from generator.records import Document
from generator.show import ShownSource
from generator.start import start

MEETING = Path("content/meetings/2025-03-exampleton-night-ferry.yaml")
NAME = "meetings/2025-03-exampleton-night-ferry"
PAGE = Path("site/meetings/2025-03-exampleton-night-ferry/index.html")


class Ran:
    """What a run printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new site, and the working folder in it."""
    start(tmp_path)
    monkeypatch.chdir(tmp_path)
    for variable in ("SOURCE_DATE_EPOCH", "PAGEFIND_BINARY_PATH", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


@pytest.fixture
def run(here: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `briefbook` with arguments in a new site."""
    return Run(capfd)


class Run:
    """Calls the program as its entry point does."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured

    def __call__(self, *arguments: str) -> Ran:
        """What came of it."""
        self._captured.readouterr()
        with pytest.raises(SystemExit) as left:
            main(arguments)
        printed = self._captured.readouterr()
        return Ran(int(left.value.code or 0), printed.out, printed.err)


def edit(file: Path, old: str, new: str) -> None:
    """Replaces words that are there once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def uncited_source() -> None:
    """A source that nothing cites: a warning."""
    text = Path("content/sources/courier-20250307.md").read_text(encoding="utf-8")
    body = text.partition("---\nShare this page")[0] + "---\nShare this page\n\nSomething else altogether happened.\n"
    Path("content/sources/courier-20250401.md").write_text(body.replace("2025-03-07", "2025-04-01"), encoding="utf-8")


# --- build and check -------------------------------------------------------------------------------------------------


def test_a_clean_build_says_what_it_did(run: Run) -> None:
    """One line on standard output, nothing on standard error, the site in place."""
    ran = run("build", "--no-search")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("built ")
    assert (
        " pages in site from 1 source, 1 meeting: 2 phrases found word for word in 2 passages, 0 warnings, " in ran.out
    )
    assert PAGE.is_file()


def everything_in(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All files and folders with the times at which they were written."""
    every = (folder, *folder.rglob("*"))
    return {str(one): (one.stat().st_mtime_ns, one.read_bytes() if one.is_file() else b"") for one in every}


def checked_entries(run: Run, *arguments: str) -> tuple[list[dict[str, object]], int]:
    """What `check` finds, and of how many entries it looked for it."""
    looked = 0

    def look(frame: FrameType, event: str, _: object) -> None:
        nonlocal looked
        looked += event == "call" and frame.f_code is of_entry.__code__

    sys.setprofile(look)
    try:
        ran = run("check", "--format", "json", *arguments)
    finally:
        sys.setprofile(None)
    return json.loads(ran.out)["diagnostics"], looked


def test_a_check_uses_what_a_build_kept_and_changes_nothing(run: Run) -> None:
    """The same is found as without it: in good content, in content with mistakes, and with other options."""
    uncited_source()
    run("build", "--no-search")
    found, every = [], []
    for change in (list, lambda: edit(MEETING, "date: ", "dat: "), lambda: edit(MEETING, "dat: ", "date: ")):
        change()
        for options in ((), ("--drafts",), ("--base-url", "https://desk.example/")):
            before = everything_in(Path())
            found.append(checked_entries(run, *options))
            assert everything_in(Path()) == before
            kept = Path(".briefbook").rename("elsewhere")
            every.append(checked_entries(run, *options))
            assert not Path(".briefbook").exists()
            kept.rename(".briefbook")
    assert [findings for findings, _ in found] == [findings for findings, _ in every]
    assert (found[0][1], found[6][1]) == (0, 0), "what did not change was looked through again"
    assert all(looked for _, looked in every)


def test_compiled_templates_are_kept_outside_the_project(
    run: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the cache of whoever runs it; where there is none that can be used, the site is built all the same."""
    cache = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    run("build", "--no-search")
    assert [path.name for path in (cache / "briefbook").iterdir()] == ["templates"]
    (cache / "file").write_bytes(b"")
    for place in (cache / "file", Path(".cache").absolute(), Path("relative")):
        monkeypatch.setenv("XDG_CACHE_HOME", str(place))
        assert run("build", "--no-search", "--out", f"site of {place.name}").code == 0
    assert not Path("relative").exists()
    assert not Path(".cache").exists()


def test_a_mistake_is_shown_and_the_old_site_stays(run: Run) -> None:
    """Exit code 1; the finding names file, line and column; nothing is written."""
    run("build", "--no-search")
    before = PAGE.read_bytes()
    edit(MEETING, "midnight", "one")
    ran = run("build", "--no-search")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{MEETING}:32:13: error[Q10")
    assert "content/sources/courier-20250307.md:20:2" in ran.err
    assert ran.err.endswith("nothing was written; 'site' is as it was\n")
    assert PAGE.read_bytes() == before


def test_check_writes_nothing(run: Run) -> None:
    """It reads and says."""
    ran = run("check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("checked 1 source, 1 meeting: 2 phrases found")
    assert not Path("site").exists()


def test_all_mistakes_of_all_files_are_told_in_one_run(run: Run) -> None:
    """One in each of three files."""
    edit(MEETING, "kind: position", "kind: positon")
    edit(Path("content/people/ottoline-sample.yaml"), "family_name", "familyname")
    edit(Path("content/topics/night-ferry.yaml"), "scope: ", "scope: |\n  [[no-such-entry]] ")
    ran = run("check")
    assert ran.code == 1
    assert all(name in ran.err for name in ("positon", "familyname", "no-such-entry"))


@pytest.mark.parametrize(
    ("options", "code", "is_shown"),
    [
        ((), 0, True),
        (("--strict",), 1, True),
        (("--quiet",), 0, False),
        (("--quiet", "--strict"), 1, True),
    ],
)
def test_warnings_fail_a_strict_run_quiet_or_not(run: Run, options: tuple[str, ...], code: int, is_shown: bool) -> None:
    """--quiet changes what is shown, never the exit code, and never hides what makes the run fail."""
    uncited_source()
    ran = run("check", *options)
    assert ran.code == code
    assert ("warning[" in ran.err) == is_shown


def test_a_strict_build_with_warnings_writes_nothing(run: Run) -> None:
    """A warning weighs as much as an error there."""
    uncited_source()
    assert run("build", "--no-search", "--strict").code == 1
    assert not Path("site").exists()


@pytest.mark.parametrize(("old", "code"), [("midnight", 0), ("12 o'clock", 1)], ids=["clean", "mistake"])
def test_json_is_one_document_on_standard_output(run: Run, old: str, code: int) -> None:
    """Whatever the outcome; `ok` says what the exit code says."""
    edit(MEETING, "midnight", old)
    ran = run("check", "--format", "json")
    document = msgspec.json.decode(ran.out, type=Document)
    assert (ran.code, ran.err) == (code, "")
    assert document.ok == (code == 0)
    assert (document.summary.sources, document.summary.meetings) == (1, 1)


def test_annotations_go_to_standard_output(run: Run) -> None:
    """There GitHub reads them."""
    edit(MEETING, "midnight", "one")
    ran = run("check", "--format", "github")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(f"::error file={MEETING},line=32,col=13,")


def test_drafts_are_left_out_unless_asked_for(run: Run) -> None:
    """A draft is no page of the site."""
    edit(MEETING, "status: published", "status: draft")
    assert run("build", "--no-search").code == 0
    assert not PAGE.exists()
    assert run("build", "--no-search", "--drafts").code == 0
    assert PAGE.exists()


def test_the_base_url_can_be_given(run: Run) -> None:
    """It is the one in the canonical links."""
    assert run("build", "--no-search", "--base-url", "https://desk.example/briefs/").code == 0
    assert b"https://desk.example/briefs/meetings/" in PAGE.read_bytes()


# --- wrong use -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("buidl",), "did you mean 'build'?"),
        (("build", "--drafs"), "--drafts"),
        (("build", "--content", "nowhere"), "briefbook init my-site"),
        (("build", "--content", "README.md"), "is a file"),
        (("build", "--templates", "nowhere"), "leave out --templates"),
        (("build", "--out", "content"), "overlap"),
        (("build", "--out", "content/site"), "overlap"),
        (("build", "--out", "."), "overlap"),
        (("build", "--base-url", "example.org"), "https://example.org/briefs/"),
        (("build", "--base-url", "https://[::1"), "cannot be read"),
        (("build", "--base-url", "http://x.example/\n"), "holds a blank"),
        (("build", "--base-url", "https://x.example/<b>"), "holds a blank"),
        (("build", "--base-url", "https://desk:secret@x.example/"), "password"),
        (("build", "--base-url", "https://x.example//a/"), "empty folder"),
        (("build", "--base-url", "https://x.example/a/%2e%2e/"), "empty folder"),
        (("build", "--out", "templates"), "overlap"),
        (("build", "--out", ".briefbook/site"), "overlap"),
        (("check", "--format", "xml"), "'text', 'json', 'github'"),
        (("explain", "Q9999"), "there is no code 'Q9999'"),
        (("show", "courier-2025030"), "did you mean 'courier-20250307'?"),
        (("show", "nothing"), "content/sources"),
        (("show",), "SOURCE"),
        (("why", "people/nobody"), "nothing is known of a build of 'content'; run `briefbook build`"),
        (("impact", "people/nobody"), "nothing is known of a build of 'content'; run `briefbook build`"),
        (("why",), "PAGE"),
        (("schema", "meeting"), "did you mean 'meetings'?"),
        (("schema",), "name a kind or a folder"),
        (("init", "."), "is not empty"),
        (("serve", "--port", "99999"), "1<=x<=65535"),
        (("serve", "--host", "999.1.1.1"), "cannot listen on '999.1.1.1'"),
    ],
    ids=" ".join,
)
def test_wrong_use_says_what_to_do(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2, on standard error, with the next step."""
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_circle_of_links_is_no_place_for_a_site(run: Run) -> None:
    """It has no end to compare with the content."""
    Path("circle").symlink_to("circle")
    ran = run("build", "--out", "circle")
    assert (ran.code, "can be written" in ran.err) == (2, True)


def test_a_name_too_long_for_a_folder_is_told(run: Run) -> None:
    """As any other failure to write."""
    ran = run("build", "--no-search", "--out", "a" * 300)
    assert (ran.code, "error[C130]" in ran.err) == (1, True)


@pytest.mark.parametrize("variable", ["SOURCE_DATE_EPOCH", "PAGEFIND_BINARY_PATH"])
def test_a_variable_that_makes_no_sense_is_refused(run: Run, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build must not silently do without it."""
    monkeypatch.setenv(variable, "nonsense")
    ran = run("check")
    assert ran.code == 2
    assert variable in ran.err


# --- the other commands ----------------------------------------------------------------------------------------------


def test_the_version_is_the_packages(run: Run) -> None:
    """And nothing else is printed."""
    assert run("--version").out == f"briefbook {__version__}\n"


@pytest.mark.parametrize("command", sorted(commands.commands))
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    """-h and --help say the same."""
    short, long = run(command, "-h"), run(command, "--help")
    assert (short.code, short.out) == (0, long.out)
    assert f"Usage: briefbook {command}" in short.out
    assert f"  briefbook {command}" in short.out.partition("Examples:")[2]


def test_every_option_says_what_it_does() -> None:
    """Of every command."""
    silent = [
        f"{name} {option.name}"
        for name, command in commands.commands.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


def test_explain_prints_an_entry_or_the_list(run: Run) -> None:
    """A code in full; without one, all of them."""
    assert run("explain", "Q103").out.startswith("Q103: ")
    assert run("explain", "q103").out == run("explain", "Q103").out
    assert "  Q103  " in run("explain").out


def test_show_numbers_paragraphs_and_tells_what_cites_them(run: Run) -> None:
    """The skipped ones with their reason; the words that are relied on; what nothing cites."""
    source = Path("content/sources/courier-20250307.md")
    source.write_text(source.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    ran = run("show", "courier-20250307")
    assert ran.code == 0
    assert "7 paragraphs: 5 cited, 1 cited by nothing, 1 skipped" in ran.out
    assert "p1  [skipped: share button]" in ran.out
    assert '#quote-1 (quotation 1): "one worry, and it' in ran.out
    assert ran.out.rstrip().endswith("p7  One more line.\n     -- nothing cites this")


def test_show_as_json_can_be_read_back(run: Run) -> None:
    """With references that can be pasted into a cite."""
    shown = msgspec.json.decode(run("show", "courier-20250307", "--format", "json").out, type=ShownSource)
    assert shown.paragraphs[3].reference == "courier-20250307#p4"
    assert any("run the last boat" in words for one in shown.paragraphs[3].cited_by for words in one.words)


def test_a_build_explains_what_it_made(run: Run) -> None:
    """After its summary, or as a field of the document; with an error it made nothing."""
    quick = ("build", "--no-search", "--explain")
    assert "parts of the site were made: nothing was kept from an earlier build\n" in run(*quick).out
    assert run(*quick).out.endswith("nothing was made again: nothing changed since the last build\n")
    edit(MEETING, "name: ", "name: Again, ")
    assert f"\n{NAME}: the name of {NAME}\n" in run(*quick).out.replace("\n    ", " ")
    (PAGE.parent / "index.html").unlink()
    told = msgspec.json.decode(run(*quick, "--format", "json").out, type=Document).explained
    assert told is not msgspec.UNSET
    assert [(one.part, one.reasons[0].ground.value) for one in told.each] == [(NAME, "file")]
    assert (
        "were made: base_url in site.yaml\n"
        in run(*quick, "--format", "github", "--base-url", "https://x.example/").out
    )
    edit(MEETING, "midnight", "one")
    ran = run(*quick)
    assert (ran.code, ran.out) == (1, "")
    assert msgspec.json.decode(run(*quick, "--format", "json").out, type=Document).explained is msgspec.UNSET


def test_without_being_asked_a_build_explains_nothing(run: Run) -> None:
    """Neither in text nor in the document."""
    assert "nothing was kept" not in run("build", "--no-search").out
    assert "explained" not in run("build", "--no-search", "--format", "json").out


def test_why_and_impact_answer_of_the_last_build(run: Run) -> None:
    """Without building; wrong names are wrong use, with the nearest."""
    run("build", "--no-search")
    before = PAGE.stat()
    ran = run("why", "--no-search", str(PAGE))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{NAME}/\n  from {MEETING}\n  to {PAGE}, with the template meeting.html\n")
    assert "would not be made again now" in ran.out
    assert "would be made again now: whether there is search" in run("why", str(PAGE)).out
    assert json.loads(run("why", NAME, "--format", "json").out)["part"] == NAME
    assert run("impact", str(MEETING)).out.startswith(f"{MEETING}: ")
    assert (
        json.loads(run("impact", NAME, "--field", "summary", "--format", "json").out)["fields"][0]["what"] == "summary"
    )
    for arguments, said in (
        (("why", f"{NAME}x"), f"did you mean '{NAME}'"),
        (("impact", f"{NAME}x"), f"did you mean '{NAME}'"),
        (("impact", NAME, "--field", "sumary"), "meetings have no field 'sumary'"),
    ):
        ran = run(*arguments)
        assert (ran.code, ran.out, said in ran.err) == (2, "", True)
    assert PAGE.stat() == before


def test_schema_writes_them_all_with_the_editors_settings(run: Run) -> None:
    """Each kind of YAML file finds its schema."""
    ran = run("schema", "--out", "schemas")
    settings = json.loads(ran.out)["yaml.schemas"]
    assert ran.code == 0
    assert all(Path(file).is_file() for file in settings)
    assert settings["./schemas/meetings.schema.json"] == ["content/meetings/*.yaml"]
    assert run("schema", "meetings").out == Path("schemas/meetings.schema.json").read_text(encoding="utf-8")


def test_init_tells_the_next_step(run: Run) -> None:
    """And the new folder is a site."""
    ran = run("init", "desk")
    assert ran.code == 0
    assert ran.out.endswith("Look at the site: cd desk && briefbook serve --open\n")
    assert run("check", "--content", "desk/content").code == 0


def test_the_package_runs_as_a_module(here: Path) -> None:
    """`python -m generator` is the same program."""
    ran = subprocess.run(
        [sys.executable, "-m", "generator", "--version"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == f"briefbook {__version__}\n"


# --- the terminal ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terminal", "variables", "expected"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    terminal: bool, variables: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As https://no-color.org has it."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert console.has_colour(terminal) == expected


def test_the_day_is_that_of_the_epoch_if_one_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """In UTC, wherever the build runs."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709251199")
    assert console.today() == dt.date(2024, 2, 29)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


@pytest.mark.parametrize(
    ("stream", "patience", "expected"),
    [
        (Terminal(), 0.0, "\r\x1b[Krendering 3 of 9\r\x1b[K"),
        (Terminal(), 60.0, ""),
        (io.StringIO(), 0.0, ""),
    ],
    ids=["long work", "short work", "no terminal"],
)
def test_progress_is_shown_on_a_terminal_if_it_takes_a_while(
    stream: io.StringIO, patience: float, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And taken away at the end."""
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(console, "PATIENCE", patience)
    progress = console.Progress(wanted=True)
    progress("rendering", 3, 9)
    progress.clear()
    assert stream.getvalue() == expected


def test_lines_are_those_that_findings_count(tmp_path: Path) -> None:
    """CRLF and a byte order mark are no part of a line; a form feed or U+2028 ends none; a new text is read anew."""
    file = tmp_path / "a.yaml"
    lines = console.file_lines()
    file.write_bytes(b"\xef\xbb\xbfone\r\ntw\x0co\xe2\x80\xa8\nthree")
    assert lines(str(file)) == ("one", "tw\x0co\u2028", "three")
    file.write_bytes(b"longer than it was before")
    assert lines(str(file)) == ("longer than it was before",)
    assert lines(str(tmp_path / "gone")) == ()


def test_ctrl_c_while_modules_load_is_no_crash() -> None:
    """The same exit code as later, and no trace of the program's inside."""
    script = (
        "import sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'click':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "from generator.__main__ import main\n"
        "main()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (130, "")


@pytest.mark.parametrize("arguments", [("check", "--content"), ("check", "--templates")])
def test_what_no_folder_can_be_called_is_none(run: Run, arguments: tuple[str, str]) -> None:
    """Its name is too long for every file system in use."""
    ran = run(*arguments, "x" * 300)
    assert (ran.code, "there is no folder 'xxx" in ran.err) == (2, True)


def test_what_no_file_can_be_called_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same of a program."""
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "x" * 300)
    ran = run("build")
    assert (ran.code, "which is no file" in ran.err) == (2, True)


@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes")
def test_a_folder_whose_name_is_no_text_is_told_in_json(run: Run) -> None:
    """Its bytes are spelled out, as those of files in findings are."""
    out = os.fsdecode(b"si\xffte")
    told = run("build", "--no-search", "--out", out, "--format", "json")
    assert json.loads(told.out)["summary"]["out"] == "si\\udcffte"
    origin = run("why", NAME, "--out", out, "--no-search", "--format", "json")
    assert json.loads(origin.out)["file"].startswith("si\\udcffte/")
