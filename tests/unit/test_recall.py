"""A build that would make what stands there is spared; everything that could change a byte is noticed."""

from __future__ import annotations

import datetime as dt
import os
import select
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

import msgspec
import pytest

from generator import signs
from generator.build import Made, Project, Wishes, build
from generator.job import silent
from generator.paths import builtin_templates
from generator.recall import RECORD, last_build, recall, remember, snapshot, tool
from generator.search import find_binary
from generator.shelf import SHELF
from generator.signs import SETTLED, Sign
from generator.verify import verified
from generator.write import Written

from .killing import was_killed

CONTENT = Path(__file__).parents[1] / "golden" / "content"
QUIET = Wishes(search=False, today=dt.date(2031, 12, 1))
SOURCE = "sources/courier-20310307.md"

Change = Callable[[Project], None]

needs_links = pytest.mark.skipif(not hasattr(os, "symlink") or sys.platform == "win32", reason="symbolic links")


def project_in(folder: Path) -> Project:
    """All its folders lie in this one."""
    return Project(
        content=folder / "content",
        templates=folder / "templates",
        builtin=builtin_templates(),
        out=folder / "site",
        cache=folder / ".briefbook",
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented site, built, with a folder of templates of its own; moved away from where it was built."""
    folder = tmp_path_factory.mktemp("built")
    desk = folder / "desk"
    shutil.copytree(CONTENT, desk / "content")
    (desk / "templates").mkdir()
    assert build(project_in(desk), QUIET).files
    return desk.rename(folder / "kept")


@pytest.fixture
def project(kept: Path) -> Iterator[Project]:
    """A copy of it for a test to change, built once more: the record knows the files of a site by their signs, and
    those of a copy are others. What the first build kept makes the second short.
    """
    made = project_in(shutil.copytree(kept, kept.with_name("desk")))
    assert build(made, QUIET).files
    yield made
    shutil.rmtree(kept.with_name("desk"))


def files(made: Made | None) -> dict[str, bytes]:
    """All files with their bytes."""
    assert made is not None
    return dict(made.files)


def same_size(path: Path, old: bytes, new: bytes) -> None:
    """An edit that keeps the length, and the time of writing."""
    status, content = path.stat(), path.read_bytes()
    assert len(old) == len(new)
    assert content.count(old)
    path.write_bytes(content.replace(old, new))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_a_build_after_which_nothing_changed_is_spared(project: Project) -> None:
    """What is told of it is what the build told, and the files are those that stand there."""
    again = recall(project, QUIET)
    built = build(project, QUIET)
    assert again is not None
    assert again.standing
    assert not built.standing
    assert files(again) == files(built)
    assert msgspec.structs.replace(again, standing=False, files={}) == msgspec.structs.replace(
        built, remade=None, files={}
    )


def test_a_checkout_that_resets_all_times_changes_nothing(project: Project) -> None:
    """Content counts, not when a file was written; as many times as one likes."""
    for path in sorted(project.content.rglob("*.*")):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
        os.utime(path, (1, 1))
    assert recall(project, QUIET) is not None
    assert recall(project, msgspec.structs.replace(QUIET, processes=2)) is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda project: same_size(project.content / SOURCE, b"night boats", b"night goats"),
        lambda project: (project.content / "people" / "new-name.yaml").write_text("name: New Name\n"),
        lambda project: (project.content / SOURCE).unlink(),
        lambda project: (project.content / SOURCE).rename(project.content / "sources" / "courier-20310308.md"),
        lambda project: (project.templates or project.content).joinpath("404.html").write_text("gone"),
        lambda project: (project.templates or project.content).rmdir(),
        lambda project: (project.out / "index.html").unlink(),
        lambda project: same_size(project.out / "index.html", b"</html>", b"</htmL>"),
        lambda project: shutil.rmtree(project.out),
        lambda project: (project.cache / RECORD).unlink(),
        lambda project: (project.cache / RECORD).write_bytes((project.cache / RECORD).read_bytes()[:-1]),
        lambda project: same_size(project.cache / RECORD, b"record 1", b"record 0"),
        lambda project: same_size(project.cache / RECORD, b"index.html", b"index.htmI"),
        lambda project: (project.cache / RECORD).write_bytes(b""),
    ],
    ids=[
        *("same-length", "added", "removed", "renamed", "template", "no-templates", "page-gone", "page-changed"),
        *("site-gone", "no-record", "cut-off", "other-version", "damaged", "empty"),
    ],
)
def test_whatever_changed_is_built(project: Project, change: Change) -> None:
    """Nothing is taken for what it was."""
    change(project)
    assert recall(project, QUIET) is None


@pytest.mark.parametrize(
    "wishes",
    [
        msgspec.structs.replace(QUIET, drafts=True),
        msgspec.structs.replace(QUIET, strict=True),
        msgspec.structs.replace(QUIET, search=True),
        msgspec.structs.replace(QUIET, base_url="https://other.example/"),
        msgspec.structs.replace(QUIET, today=dt.date(2031, 12, 2)),
        msgspec.structs.replace(QUIET, pagefind=Path("/usr/bin/pagefind")),
    ],
)
def test_another_wish_is_another_build(project: Project, wishes: Wishes) -> None:
    """A day later a commitment may be overdue."""
    assert recall(project, wishes) is None


def test_an_edit_taken_back_finds_the_site_as_it_was(project: Project) -> None:
    """The failed build between left everything in place."""
    path = project.content / "site.yaml"
    good = path.read_bytes()
    path.write_bytes(b"title: [\n")
    assert build(project, QUIET).files == {}
    path.write_bytes(good)
    assert recall(project, QUIET) is not None


def test_only_what_was_written_well_before_is_known_by_its_time() -> None:
    """One that was written just before it was noted may be written again within the same tick of the clock."""
    noted = 10 * SETTLED
    assert Sign(size=1, written=1, changed=noted - SETTLED - 1, number=1).settled(noted)
    assert not Sign(size=1, written=1, changed=noted - SETTLED, number=1).settled(noted)
    assert not Sign(size=1, written=noted, changed=1, number=1).settled(noted)


def test_a_snapshot_reads_what_changed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the other files are known by their signs or, being new, are read as well."""
    for settled in (SETTLED, -(10**20)):
        monkeypatch.setattr(signs, "SETTLED", settled)
        before = snapshot(project, QUIET, last_build(project))
        build(project, QUIET)
        (project.content / "topics" / "new-topic.yaml").write_text(f"name: New\nscope: {settled}\n")
        after = snapshot(project, QUIET, last_build(project))
        assert before is not None
        assert after is not None
        digests = {path: read.digest for path, read in before.reads.items()}
        changed = [path for path, read in after.reads.items() if read.digest != digests.get(path)]
        assert [Path(path).name for path in changed] == ["new-topic.yaml"]
        assert digests.keys() <= after.reads.keys()


@pytest.mark.skipif(sys.platform != "linux", reason="pipes that hold less than a record")
def test_no_other_build_writes_before_the_record_tells_what_stands_there(project: Project) -> None:
    """It would note this build's content with the other's files. The record waits in a pipe until it is read."""
    import fcntl  # noqa: PLC0415 - there is no such module on Windows

    beside = project.cache / f"{RECORD}.new"
    os.mkfifo(beside)
    reader = os.open(beside, os.O_RDONLY | os.O_NONBLOCK)
    assert fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096) < (project.cache / RECORD).stat().st_size
    (project.content / "topics" / "new-topic.yaml").write_text("name: New\nscope: New.\n")
    with ThreadPoolExecutor() as others, os.fdopen(reader, "rb") as pipe, (project.cache / "lock").open("w") as lock:
        made = others.submit(build, project, QUIET)
        assert select.select([pipe], [], [], 60)[0], "nothing was remembered"
        is_placed = (project.out / "topics" / "new-topic" / "index.html").is_file()
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(lock, fcntl.LOCK_UN)
            is_free = True
        except BlockingIOError:
            is_free = False
        os.set_blocking(reader, True)
        pipe.read()
        assert made.result().files
    assert is_placed
    assert not is_free


@pytest.mark.parametrize("folders", [("content",), ("content", "site")])
def test_what_is_remembered_holds_after_the_site_was_exchanged(project: Project, folders: tuple[str, ...]) -> None:
    """Its unchanged files were links of the old ones, and have other signs once these are gone."""
    site = project.content / "site.yaml"
    site.write_text(site.read_text().replace("title:", "title: More of", 1))
    if "site" in folders:
        shutil.rmtree(project.out)
    assert build(project, QUIET).files
    assert recall(project, QUIET) is not None


# --- what is no plain file -------------------------------------------------------------------------------------------


def sparse(path: Path) -> None:
    """A terabyte that takes no room."""
    with path.open("wb") as file:
        file.truncate(2**40)


@pytest.mark.skipif(not hasattr(os, "fork") or not hasattr(os, "mkfifo"), reason="named pipes, and child processes")
@pytest.mark.parametrize("put", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), sparse])
def test_what_cannot_be_read_is_not_waited_for(project: Project, put: Callable[[Path], None]) -> None:
    """A pipe has no end before somebody writes, and a device none at all. What is not read either is no obstacle."""
    put(project.content / "other")

    def step() -> None:
        import resource  # noqa: PLC0415 - there is no such module on Windows

        signal.alarm(60)
        resource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32))
        assert recall(project, QUIET) is None
        assert build(project, QUIET).files
        assert recall(project, QUIET) is not None

    assert not was_killed(step)


@needs_links
@pytest.mark.parametrize(
    ("name", "target"),
    [("content/other", "nowhere"), ("templates/.#base.html", "somebody@desk.1"), ("content/other", ".")],
)
def test_a_link_that_leads_nowhere_is_no_obstacle(project: Project, name: str, target: str) -> None:
    """Nor is one that leads in a circle. Editors leave such links while somebody writes."""
    (project.content.parent / name).symlink_to(target)
    assert recall(project, QUIET) is None
    assert build(project, QUIET).files
    assert recall(project, QUIET) is not None
    (project.content.parent / name).unlink()
    assert recall(project, QUIET) is None


@needs_links
def test_a_folder_that_is_reached_by_a_link_is_read(project: Project, tmp_path: Path) -> None:
    """Templates may lie elsewhere; what changes there is a change."""
    assert project.templates is not None
    (tmp_path / "macros").mkdir()
    (tmp_path / "macros" / "own.html").write_text("one")
    (project.templates / "macros").symlink_to(tmp_path / "macros")
    assert build(project, QUIET).files
    assert recall(project, QUIET) is not None
    (tmp_path / "macros" / "own.html").write_text("two")
    assert recall(project, QUIET) is None


def test_what_cannot_be_noted_costs_no_more_than_the_noting(project: Project) -> None:
    """Folders too deep to be looked through: every build is one, and makes again no more than what changed."""
    (project.content / "other" / "/".join("abcdefghijklmnopqrst")).mkdir(parents=True)
    assert snapshot(project, QUIET, last_build(project)) is None
    (project.content / "topics" / "new-topic.yaml").write_text("name: New\nscope: New.\n")
    remade = build(project, QUIET).remade
    assert recall(project, QUIET) is None
    assert remade is not None
    assert "topics/new-topic" in remade.parts
    assert (remade.whole, len(remade.parts) < remade.total) == ((), True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_another_sort_of_thing_is_a_change(project: Project) -> None:
    """Where a pipe stood there is a device."""
    (project.content / "other").symlink_to(os.devnull)
    assert build(project, QUIET).files
    (project.content / "other").unlink()
    os.mkfifo(project.content / "other")
    assert recall(project, QUIET) is None


def test_the_tool_and_the_record_are_read_once(project: Project) -> None:
    """Both take milliseconds, whatever was edited."""
    asked: Counter[str] = Counter()
    names = {tool.__code__: "tool", last_build.__code__: "record"}

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in names:
            asked[names[frame.f_code]] += 1

    kept = msgspec.structs.replace(project, user_cache=project.cache.absolute().parent.with_name("compiled"))
    sys.setprofile(look)
    try:
        assert build(kept, QUIET).files
    finally:
        sys.setprofile(None)
    assert asked == {"tool": 1, "record": 1}


def test_comparing_with_the_last_build_is_a_stage_of_its_own(project: Project) -> None:
    """It is no work on templates."""
    stages: dict[str, int] = {}

    def note(stage: str, _done: int, total: int) -> None:
        stages.setdefault(stage, total)

    (project.content / "topics" / "new-topic.yaml").write_text("name: New\nscope: New.\n")
    assert build(project, QUIET, note).files
    names = ("reading", "checking", "relating", "templates", "comparing", "rendering", "proving", "writing")
    assert tuple(stages) == names


def test_no_file_of_the_site_is_asked_for_twice(project: Project) -> None:
    """After an edit: what the build saw of the files that stand there is what the next one is told of them."""
    edited = project.content / "topics" / "new-topic.yaml"
    edited.write_text("name: New\nscope: New.\n")
    asked: Counter[str] = Counter()

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is signs.sign_of.__code__:
            asked[frame.f_locals["path"]] += 1

    sys.setprofile(look)
    try:
        made = build(project, QUIET)
    finally:
        sys.setprofile(None)
    files = {str(project.out / name) for name in made.files}
    assert {path: count for path, count in asked.items() if path in files and count > 1} == {}
    assert files <= asked.keys()
    assert recall(project, QUIET) is not None


def test_the_sign_of_a_file_that_was_not_touched_need_not_be_asked_for_again(project: Project) -> None:
    """Known signs hold for those; a file that changed is looked at whatever was known of it."""
    other = Sign(size=1, written=1, changed=1, number=1)
    taken, made = snapshot(project, QUIET, last_build(project)), build(project, QUIET)
    assert isinstance(made.files, Written)
    changed = msgspec.structs.replace(made, files=Written(project.out, made.files, ["index.html"]))
    remember(project, taken, changed, {"index.html": other})
    assert recall(project, QUIET) is not None
    remember(project, taken, changed, {"404.html": other})
    assert recall(project, QUIET) is None
    remember(project, taken, msgspec.structs.replace(made, files=dict(made.files)), {"404.html": other})
    assert recall(project, QUIET) is not None


# --- the search index ------------------------------------------------------------------------------------------------


@pytest.fixture
def counted(tmp_path: Path) -> tuple[Path, Path]:
    """A program that notes each time it is asked for an index and then is Pagefind; and its notes."""
    program, notes = tmp_path / "pagefind-counted", tmp_path / "asked"
    notes.write_text("")
    program.write_text(f'#!/bin/sh\n[ "$1" = --version ] || echo asked >> "{notes}"\nexec "{find_binary()}" "$@"\n')
    program.chmod(0o755)
    return program, notes


def test_an_index_is_made_again_only_if_its_records_changed(project: Project, counted: tuple[Path, Path]) -> None:
    """A template makes other pages and no other records; a new entry is in both, and when it goes nothing is asked."""
    program, notes = counted
    wishes = Wishes(pagefind=program)

    def asked() -> int:
        return len(notes.read_text().split())

    clean = files(build(project, wishes))
    assert asked() == 1
    assert project.templates is not None
    (project.templates / "404.html").write_text("<p>gone</p>")
    changed = files(build(project, wishes))
    assert changed.pop("404.html") == b"<p>gone</p>"
    assert changed == {name: content for name, content in clean.items() if name != "404.html"}
    assert asked() == 1
    source = project.content / SOURCE
    source.write_bytes(source.read_bytes().replace(b"night boats", b"night goats"))
    assert not build(project, wishes).files  # its quotations no longer stand there
    person = project.content / "people" / "new-name.yaml"
    person.write_text("name: New Name\nunknown: [country, family_name, given_name, memberships]\n")
    source.write_bytes(source.read_bytes().replace(b"night goats", b"night boats"))
    assert "people/new-name/index.html" in build(project, wishes).files
    assert asked() == 2
    person.unlink()
    assert files(build(project, wishes)) | {"404.html": b""} == clean | {"404.html": b""}
    assert asked() == 2


def test_another_program_in_the_same_place_is_another_build(project: Project, counted: tuple[Path, Path]) -> None:
    """It makes its own index, also if it calls itself what the old one did; one that does not run is told of."""
    program, notes = counted
    wishes = Wishes(pagefind=program)
    clean = files(build(project, wishes))
    assert recall(project, wishes) is not None
    program.write_text(program.read_text().replace("echo asked", "echo other"))
    assert recall(project, wishes) is None
    assert files(build(project, wishes)) == clean
    assert notes.read_text().split() == ["asked", "other"]
    assert recall(project, wishes) is not None
    program.write_text("#!/bin/sh\nexit 3\n")
    assert recall(project, wishes) is None
    assert "C131" in {one.code for one in build(project, wishes).diagnostics}


# --- build --verify --------------------------------------------------------------------------------------------------


def test_a_site_as_a_clean_build_makes_it_is_verified(project: Project) -> None:
    """Built or recalled; what is made for comparing is gone afterwards."""
    made = recall(project, QUIET)
    assert made is not None
    before = sorted(path.name for path in project.cache.iterdir())
    assert verified(project, QUIET, made, silent) == made
    assert sorted(path.name for path in project.cache.iterdir()) == before


def test_other_bytes_are_named(project: Project) -> None:
    """A file that was changed, one that is gone; the site itself is left alone."""
    made = build(project, QUIET)
    (project.out / "index.html").write_bytes(b"other")
    (project.out / "404.html").unlink()
    found = verified(project, QUIET, made, silent).diagnostics
    told = [one.at.path for one in found if one.code == "C134"]
    assert told == [(project.out / name).as_posix() for name in ("404.html", "index.html")]
    assert (project.out / "index.html").read_bytes() == b"other"


@needs_links
def test_where_no_clean_build_can_be_made_its_reasons_are_told(project: Project) -> None:
    """Nothing is known of the site then: no file of it is called wrong, and what was told before is told once."""
    made = build(project, QUIET)
    (project.cache / "verify").symlink_to("nowhere")
    found = verified(project, QUIET, made, silent).diagnostics
    assert [one.code for one in found if one not in made.diagnostics] == ["C130"]
    (project.cache / "verify").unlink()
    (project.content / "site.yaml").write_text("title: [\n")
    codes = {one.code for one in verified(project, QUIET, made, silent).diagnostics if one not in made.diagnostics}
    assert codes
    assert not {"C130", "C134"} & codes
    assert {*made.diagnostics} <= {*found}


def test_a_damaged_shelf_is_told_once(project: Project) -> None:
    """By the build that makes it anew; the site is the same, and later builds have nothing to tell."""
    before = files(build(project, QUIET))
    for harm in (b"nonsense" * 5000, None):
        if harm:
            (project.cache / SHELF).write_bytes(harm)
        made = build(project, QUIET)
        standing = recall(project, QUIET)
        assert files(made) == before
        assert [one.code for one in made.diagnostics if one.code == "C135"] == ["C135"] * bool(harm)
        assert standing is not None
        assert [one for one in standing.diagnostics if one.code == "C135"] == []
