"""From a content folder to a site in place: the same bytes everywhere, all or nothing, and what the settings do."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from generator.build import Counts, Project, Wishes, build, check, make
from generator.diagnostics import Severity
from generator.load import load
from generator.paths import builtin_templates
from generator.search import failure
from generator.write import MANIFEST

from .killing import killer, renames, was_killed

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "tests" / "golden" / "content"
QUIET = Wishes(search=False)

DRIVER = """
import os, random, sys
sys.path.insert(0, sys.argv[1])
os.umask(int(sys.argv[2], 8))
if sys.argv[3]:
    shuffled = random.Random(sys.argv[3])
    inner = os.listdir
    os.listdir = lambda *folder: shuffled.sample(names := inner(*folder), len(names))
from pathlib import Path
from generator.build import Project, Wishes, build
from generator.paths import builtin_templates
here = Path(sys.argv[4])
project = Project(content=here / "content", builtin=builtin_templates(), out=here / "site", cache=here / "c")
made = build(project, Wishes())
sys.exit(0 if made.files else "\\n".join(f"{one.code} {one.message}" for one in made.diagnostics))
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The invented site in a folder of its own."""
    shutil.copytree(CONTENT, tmp_path / "content")
    return project_in(tmp_path)


def project_in(folder: Path) -> Project:
    """A project whose content, site and cache stand side by side."""
    return Project(
        content=folder / "content", builtin=builtin_templates(), out=folder / "site", cache=folder / ".briefbook"
    )


def edit(project: Project, name: str, old: str, new: str) -> None:
    """Changes a content file in one place."""
    path = project.content / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{name} has it {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def spoil(project: Project) -> None:
    """An error: a quotation that does not stand in its source."""
    edit(project, "meetings/2031-09-samplebury-harbours.yaml", '"will keep all boats', '"will sink all boats')


def tree(folder: Path) -> dict[str, str]:
    """Digest of every file by its name."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Time and bytes of every file."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in paths}


# --- the same bytes everywhere ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The site with its search index, built in another process."""
    return elsewhere(tmp_path_factory.mktemp("reference"), {}, "022", "")


def elsewhere(folder: Path, settings: dict[str, str], umask: str, shuffle: str) -> dict[str, str]:
    """The tree that a process of its own builds, with these settings of its environment."""
    shutil.copytree(CONTENT, folder / "content")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "COV_"))}
    command = [sys.executable, "-c", DRIVER, str(ROOT), umask, shuffle, str(folder)]
    done = subprocess.run(
        command, env={**environment, **settings}, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return tree(folder / "site")


@pytest.mark.parametrize(
    ("settings", "umask", "shuffle"),
    [
        ({"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, "077", "one"),
        ({"TZ": "America/Adak", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4000000000"}, "000", "two"),
        ({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONHASHSEED": "0", "PYTHONOPTIMIZE": "2"}, "027", "three"),
    ],
    ids=["east", "west", "posix"],
)
def test_every_machine_makes_the_same_bytes(
    tmp_path: Path, reference: dict[str, str], settings: dict[str, str], umask: str, shuffle: str
) -> None:
    """Whatever folder, clock, language, hash seed, umask, and order in which files are listed; search included."""
    deep = tmp_path / "ein Ordner" / "ü"
    deep.mkdir(parents=True)
    found = elsewhere(deep, settings, umask, shuffle)
    assert [name for name in sorted(found.keys() | reference.keys()) if found.get(name) != reference.get(name)] == []
    assert any(name.startswith("search/") and name.endswith(".pf_index") for name in found)


def test_today_is_on_no_page(project: Project) -> None:
    """The date of the build serves warnings alone."""
    days = (dt.date(2031, 7, 1), dt.date(2091, 7, 1))
    first, second = (make(project, msgspec.structs.replace(QUIET, today=day)).files for day in days)
    assert first == second != {}


# --- all or nothing --------------------------------------------------------------------------------------------------


def test_a_build_writes_the_site(project: Project) -> None:
    """The files in memory are those in place, and one of them says which they are."""
    made = build(project, QUIET)
    assert made.files
    assert {name: path for name, (_, path) in state(project.out).items() if name != MANIFEST} == made.files
    assert made.counts.pages == sum(name.endswith(".html") for name in made.files)


def test_an_error_leaves_the_old_site(project: Project) -> None:
    """Bytes and times; and nothing is left beside it."""
    build(project, QUIET)
    before = state(project.out)
    spoil(project)
    made = build(project, QUIET)
    assert made.files == {}
    assert "Q103" in {one.code for one in made.diagnostics}
    assert state(project.out) == before
    assert sorted(path.name for path in project.out.parent.iterdir()) == [".briefbook", "content", "site"]


def test_an_error_in_the_first_build_writes_nothing(project: Project) -> None:
    """Not even a folder."""
    spoil(project)
    build(project, QUIET)
    assert not project.out.exists()


def test_a_warning_stops_a_strict_build_only(project: Project) -> None:
    """`--strict` is for the desk's own machine."""
    path = project.content / "meetings/2031-03-exampleton-harbours.yaml"
    path.write_text(re.sub(r"(?m)^accept:\n(  .*\n)+", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    strict = msgspec.structs.replace(QUIET, strict=True)
    made = build(project, strict)
    assert Severity.WARNING in {one.severity for one in made.diagnostics}
    assert made.files == {}
    assert not project.out.exists()
    assert build(project, QUIET).files


def test_a_site_can_put_its_own_sheet_on_every_page(project: Project) -> None:
    """By its name below assets/, though it is served under one that changes with its content."""
    templates = project.out.parent / "templates"
    (templates / "assets").mkdir(parents=True)
    (templates / "assets" / "desk.css").write_text("h1{color:teal}")
    frame = '{% extends "default/base.html" %}{% block head %}<link rel="stylesheet" href="{{ "desk.css" | asset }}">'
    (templates / "base.html").write_text(frame + "{% endblock %}")
    made = build(msgspec.structs.replace(project, templates=templates), Wishes())
    assert not [one for one in made.diagnostics if one.severity is Severity.ERROR]
    assert all(b"assets/desk-" in made.files[name] for name in ("index.html", "search/index.html", "404.html"))
    (templates / "assets" / "desk.css").unlink()
    broken = build(msgspec.structs.replace(project, templates=templates), QUIET)
    assert {one.code for one in broken.diagnostics if one.severity is Severity.ERROR} == {"T102"}


def test_a_broken_template_leaves_the_old_site(project: Project) -> None:
    """What templates get wrong is an error like any other."""
    build(project, QUIET)
    before = state(project.out)
    templates = project.out.parent / "templates"
    templates.mkdir()
    (templates / "person.html").write_text("{{ page.nobody }}")
    made = build(msgspec.structs.replace(project, templates=templates), QUIET)
    assert "T102" in {one.code for one in made.diagnostics}
    assert state(project.out) == before


def test_stale_files_go_and_those_of_others_stay(project: Project) -> None:
    """A page without a content file goes; what a person put there stays."""
    build(project, QUIET)
    (project.out / ".gitignore").write_text("*\n")
    (project.out / "CNAME").symlink_to("nowhere")
    assert (project.out / "method").exists()
    (project.content / "pages" / "method.md").unlink()
    build(project, QUIET)
    assert not (project.out / "method").exists()
    assert (project.out / ".gitignore").read_text() == "*\n"
    assert (project.out / "CNAME").is_symlink()


def test_files_that_did_not_change_keep_their_time(project: Project) -> None:
    """A changed note touches the pages that show it and no others."""
    build(project, QUIET)
    for path in project.out.rglob("*"):
        os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    edit(project, "organizations/placeholm-gazette.yaml", "at times.", "now and then.")
    build(project, QUIET)
    touched = {name for name, (time, _) in state(project.out).items() if time != 1_000_000_000}
    assert touched == {
        MANIFEST,
        "organizations/placeholm-gazette/index.html",
        "organizations/skerry-courier/index.html",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="kills itself with POSIX signals")
def test_what_a_killed_build_began_is_done_before_anything_else(project: Project) -> None:
    """Even where the content has errors by now: no site stays half new."""
    build(project, QUIET)
    old = tree(project.out)
    edit(project, "organizations/placeholm-gazette.yaml", "at times.", "now and then.")
    new = {name: hashlib.sha256(content).hexdigest() for name, content in make(project, QUIET).files.items()}
    assert was_killed(lambda: build(project, QUIET), killer(4, renames))
    half = tree(project.out)
    assert len([name for name in new if half[name] != new[name]]) == 1
    assert len([name for name in new if half[name] != old[name]]) == 1
    spoil(project)
    assert build(project, QUIET).files == {}
    assert {name: digest for name, digest in tree(project.out).items() if name != MANIFEST} == new


def test_a_site_that_cannot_be_written_is_a_diagnostic(project: Project) -> None:
    """C130 with the folder meant; nothing is raised, and no file is said to be made."""
    (project.out.parent / "file").write_text("in the way")
    made = build(msgspec.structs.replace(project, out=project.out.parent / "file" / "site"), QUIET)
    (wrong,) = (one for one in made.diagnostics if one.severity is Severity.ERROR)
    assert (wrong.code, Path(wrong.at.path).name) == ("C130", "site")
    assert made.files == {}


def test_content_that_is_not_there_is_a_diagnostic(tmp_path: Path) -> None:
    """C101, and nothing else happens."""
    made = build(project_in(tmp_path), Wishes())
    assert [one.code for one in made.diagnostics] == ["C101"]
    assert (made.files, made.counts) == ({}, Counts())


def test_a_check_makes_nothing(project: Project) -> None:
    """It counts what it looked at, and says the same of the content as a build."""
    checked, made = check(project, QUIET), make(project, QUIET)
    assert checked.files == {}
    assert checked.diagnostics == made.diagnostics
    assert (checked.counts.sources, checked.counts.meetings) == (8, 6)
    assert checked.counts.ties > 0
    assert not project.out.exists()


def test_progress_tells_the_stages_in_order(project: Project) -> None:
    """From reading to writing, each counted to its end."""
    seen: list[tuple[str, int, int]] = []
    build(project, QUIET, lambda *step: seen.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in seen)) == [
        "reading",
        "checking",
        "relating",
        "templates",
        "comparing",
        "rendering",
        "proving",
        "writing",
    ]
    assert all(0 <= done <= total for _, done, total in seen)


# --- settings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["https://other.example/some/where/", "https://other.example/some/where"])
def test_a_site_may_stand_in_a_folder_of_a_host(project: Project, address: str) -> None:
    """Links of 404.html start at the site's own path; canonical addresses are whole; no page links from the root."""
    files = make(project, msgspec.structs.replace(QUIET, base_url=address)).files
    lost = files["404.html"].decode()
    assert set(re.findall(r'(?:href|src)="(/[^"]*)', lost)) >= {"/some/where/people/", "/some/where/assets/mark.svg"}
    assert not [one for one in re.findall(r'(?:href|src)="([^"]*)', lost) if not one.startswith(("/some/where/", "#"))]
    page = files["people/barnaby-specimen/index.html"].decode()
    assert '<link rel="canonical" href="https://other.example/some/where/people/barnaby-specimen/">' in page
    assert not re.findall(r'(?:href|src)="/[^"]*', page)


def broken(folder: Path) -> Path:
    """A program that is no Pagefind."""
    program = folder / "pagefind"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize(
    ("setting", "found", "made"),
    [("off", [], True), ("auto", [Severity.WARNING], True), ("required", [Severity.ERROR], False)],
)
def test_a_failing_index_weighs_what_the_site_says(
    project: Project, setting: str, found: list[Severity], made: bool
) -> None:
    """Not asked for, missed, or needed."""
    with (project.content / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"search: {setting}\n")
    result = make(project, Wishes(pagefind=broken(project.out.parent)))
    assert [one.severity for one in result.diagnostics if one.code == "C131"] == found
    assert bool(result.files) is made


@pytest.mark.parametrize(
    ("setting", "most", "found", "rendered"),
    [
        ("off", 1, [], True),
        ("auto", 1, [Severity.WARNING], True),
        ("required", 1, [Severity.ERROR], False),
        ("required", 15, [Severity.ERROR], True),
        ("required", 30_000, [], True),
    ],
)
def test_more_pages_than_search_is_made_for_are_told_early(
    project: Project, monkeypatch: pytest.MonkeyPatch, setting: str, most: int, found: list[Severity], rendered: bool
) -> None:
    """Where an index is required, before any page is rendered if there are too many sources and briefings alone."""
    monkeypatch.setattr(failure, "MOST", most)
    with (project.content / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"search: {setting}\n")
    stages: list[str] = []
    result = make(project, Wishes(), lambda stage, _done, _all: stages.append(stage))
    assert [(one.code, one.severity) for one in result.diagnostics if one.code.startswith("C13")] == [
        ("C136", weight) for weight in found
    ]
    assert ("rendering" in stages) is rendered
    assert bool(result.files) is (Severity.ERROR not in found)


def test_words_of_tracks_lie_beside_the_index_and_not_on_the_page(project: Project) -> None:
    """A page that every reader of a long record loads must not grow with the record."""
    files = make(project, Wishes()).files
    table = json.loads(files["search/pagefind/phrases.json"])
    phrases = [row[0] for row in table["phrases"]]
    assert "keep the night boats in every season" in phrases
    library = load(project.content).library
    assert library is not None
    headlines = " ".join(meeting.name for meeting in library.meetings.values())  # the page leads to the latest
    others = [phrase for phrase in phrases if phrase not in headlines]
    assert len(others) > 1
    assert [phrase for phrase in others if phrase.encode() in files["search/index.html"]] == []


def test_a_site_without_search_has_no_way_to_it(project: Project) -> None:
    """No box, no script and no index; the page under the old address offers the lists."""
    files = make(project, QUIET).files
    assert not [name for name in files if name.startswith("search/") and name != "search/index.html"]
    assert b"search" not in files["people/index.html"].split(b"</header>")[0].split(b"<header")[1].lower()
    assert b"Organizations" in files["search/index.html"]
