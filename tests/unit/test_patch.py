"""Few changes of a large site, put in place one by one: what is not touched, in which order, and what is left when a
build is killed or fails on the way.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from generator.write import MANIFEST, Stage, WriteError, Written, finish, read_manifest, staging, write_site
from generator.write.manifest import Manifest
from generator.write.patch import JOURNAL, can_be_patched, changes

from .killing import killer, renames, was_killed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills itself with POSIX signals")

SAME = {f"many/{number}/index.html": b"%d" % number for number in range(40)}
OLD = {**SAME, "index.html": b"old", "a/index.html": b"old", "gone/index.html": b"old", "css/1.css": b"old"}
NEW = {**SAME, "index.html": b"new", "a/index.html": b"new", "b/c/index.html": b"new", "css/2.css": b"new"}
THIRD = {**SAME, "index.html": b"third", "a/index.html": b"old", "css/1.css": b"old"}
MINE = {"CNAME": b"mine", "a/notes": b"mine"}


class Place:
    """A folder in which sites are written, with the folder of the lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "site"
        self.lock = folder / ".briefbook"
        self.stage = folder / ".site.briefbook-new"

    def write(self, files: Mapping[str, bytes]) -> Written:
        """Writes these files as the site."""
        return write_site(files, self.out, self.lock)

    def finish(self) -> None:
        """Does what a killed build has left to do."""
        finish(self.out, self.lock)

    def files(self) -> dict[str, bytes]:
        """What stands there but for the manifest."""
        found = {path.relative_to(self.out).as_posix(): path for path in self.out.rglob("*") if path.is_file()}
        return {name: path.read_bytes() for name, path in found.items() if name != MANIFEST}

    def number(self) -> int:
        """Of the site's folder: another one after an exchange."""
        return self.out.stat().st_ino

    def is_clean(self) -> bool:
        """Whether nothing is left beside the site, and its manifest tells the truth."""
        told = read_manifest(self.out).files
        return not self.stage.exists() and told == Place.manifest({name: self.files()[name] for name in told})

    @staticmethod
    def manifest(files: Mapping[str, bytes]) -> Mapping[str, str]:
        """What it says of such files."""
        return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """The old site, with files of somebody else's."""
    made = Place(tmp_path)
    made.write(OLD)
    for name, content in MINE.items():
        (made.out / name).write_bytes(content)
    return made


# --- what is done ----------------------------------------------------------------------------------------------------


def signs(place: Place, names: Iterator[str] | Mapping[str, bytes]) -> dict[str, os.stat_result]:
    """All that the file system tells of files but when they were read."""
    told = {name: (place.out / name).stat() for name in names}
    return {name: os.stat_result((*one[:7], 0, *one[8:10])) for name, one in told.items()}


def test_what_does_not_change_is_not_touched(place: Place) -> None:
    """Not even linked, which would give it another time; nor is the folder exchanged."""
    before, number = signs(place, {**SAME, **MINE}), place.number()
    place.write(NEW)
    assert place.files() == {**NEW, **MINE}
    assert signs(place, {**SAME, **MINE}) == before
    assert place.number() == number
    assert place.is_clean()
    assert not any((place.out / name).exists() for name in ("gone", "css/1.css"))


def test_where_nothing_changes_nothing_is_written(place: Place) -> None:
    """The manifest included."""
    before = signs(place, {**OLD, MANIFEST: b""})
    assert place.write(OLD).changed == frozenset()
    assert signs(place, {**OLD, MANIFEST: b""}) == before


def test_where_much_changes_the_whole_site_is_exchanged(place: Place) -> None:
    """Readers would see too much of both."""
    number = place.number()
    much = {name: content + b"!" for name, content in OLD.items()}
    assert place.write(much).changed == frozenset(much)
    assert place.number() != number
    assert place.files() == {**much, **MINE}


def test_a_file_of_somebody_elses_under_a_new_name_is_replaced_with_the_whole_site(place: Place) -> None:
    """As long as a file is in doubt it counts as ours, and this one is not until the site stands."""
    number = place.number()
    (place.out / "b" / "c").mkdir(parents=True)
    (place.out / "b" / "c" / "index.html").write_bytes(b"mine")
    place.write(NEW)
    assert place.number() != number
    assert place.files() == {**NEW, **MINE}


def test_what_was_written_and_what_went_is_told(place: Place) -> None:
    """All other files are as the file system told them before."""
    written = place.write(NEW)
    assert dict(written) == NEW
    assert written.changed == {
        "index.html",
        "a/index.html",
        "b/c/index.html",
        "css/1.css",
        "css/2.css",
        "gone/index.html",
    }


def test_names_that_differ_in_case_only_may_be_one_file(place: Place) -> None:
    """Where they are, deleting the old one would delete the new; so the whole site is exchanged."""
    old = Manifest(files=dict.fromkeys((*SAME, "A/index.html", "b/index.html"), "1"))
    assert not can_be_patched(place.folder, old, ["a/index.html"], ["A/index.html"])
    assert can_be_patched(place.folder, old, ["a/index.html"], ["b/index.html"])


def test_nothing_leads_to_what_is_not_there() -> None:
    """New files before those that changed, files that pages load before pages; what goes goes last."""
    old = Manifest(files=dict.fromkeys(("index.html", "atom.xml", "gone.html", "gone.css"), "1"))
    new = dict.fromkeys(("index.html", "atom.xml", "a.html", "z.css"), "2")
    assert changes(old, frozenset(new), new) == (
        ["z.css", "a.html", "atom.xml", "index.html"],
        ["gone.css", "gone.html"],
    )


def test_folders_go_when_they_are_empty_and_only_then(place: Place) -> None:
    """Up to the first that holds something, somebody else's empty folder included."""
    place.write({**OLD, "x/y/z/1.html": b"1", "x/y/2.html": b"2", "v/w/3.html": b"3"})
    (place.out / "v" / "mine").mkdir()
    place.write({**OLD, "x/y/2.html": b"2"})
    assert [(place.out / name).exists() for name in ("x/y/z", "x/y", "v/w", "v")] == [False, True, False, True]


# --- files that are kept ---------------------------------------------------------------------------------------------


def placed(place: Place, put: Mapping[str, bytes], kept: Mapping[str, str]) -> Written:
    """A site of which some files are put there and others kept."""
    with staging(place.out, place.lock) as stage:
        assert all(stage.keep(name, digest) for name, digest in kept.items())
        return stage.place({**kept, **{name: stage.put(name, content) for name, content in put.items()}})


def test_a_file_that_is_kept_is_not_read(place: Place) -> None:
    """What it holds is for the caller to know; so this one, spoilt, stays."""
    kept = Place.manifest({name: content for name, content in OLD.items() if name != "index.html"})
    (place.out / "a/index.html").write_bytes(b"spoilt")
    assert placed(place, {"index.html": b"new"}, kept).changed == {"index.html"}
    assert place.files() == {**OLD, **MINE, "index.html": b"new", "a/index.html": b"spoilt"}


def test_a_file_that_is_kept_comes_along_where_the_whole_site_is_exchanged(place: Place) -> None:
    """The same file, with its time."""
    before = (place.out / "index.html").stat()
    number = place.number()
    written = placed(place, dict.fromkeys(SAME, b"much"), Place.manifest({"index.html": b"old"}))
    assert written.changed == {*OLD}
    assert place.number() != number
    assert place.files() == {**dict.fromkeys(SAME, b"much"), "index.html": b"old", **MINE}
    after = (place.out / "index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_the_old_site_never_had_cannot_be_kept(place: Place) -> None:
    """Neither one that it did not have nor one that was another; and a site without it is not put in place."""
    with staging(place.out, place.lock) as stage:
        assert not stage.keep("index.html", Place.manifest({"": b"other"})[""])
        assert not stage.keep("CNAME", Place.manifest({"": b"mine"})[""])
        with pytest.raises(ValueError, match="neither put nor kept: \\['CNAME'\\]"):
            stage.place({"CNAME": "0"})
    assert place.files() == {**OLD, **MINE}


def test_a_file_can_be_read_before_it_stands(place: Place) -> None:
    """What was put there, and what is to stay."""
    with staging(place.out, place.lock) as stage:
        stage.put("index.html", b"new")
        stage.put("a/index.html", b"old")
        assert [stage.get("index.html"), stage.get("a/index.html"), stage.get("many/1/index.html")] == [
            b"new",
            b"old",
            b"1",
        ]


# --- builds that are killed ------------------------------------------------------------------------------------------


def kill_at(place: Place, step: int) -> bool:
    """Writes the new site and dies at that change of the file system; False if it was done before."""
    return was_killed(lambda: place.write(NEW), killer(step))


def is_mixed(place: Place) -> bool:
    """Whether some files are of the new site and others of the old; all are of one of them, and whole."""
    found = place.files()
    assert {name: found.pop(name) for name in MINE} == MINE
    for name, content in found.items():
        assert content in {OLD.get(name), NEW.get(name)}
    return found not in (OLD, NEW)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing waits for the disk: many builds are killed, and the power stays on."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.no_cover  # hundreds of builds: every line of them counts in the tests of single steps too
@pytest.mark.usefixtures("hasty")
def test_killed_at_any_step_the_next_command_finishes_what_was_begun(place: Place) -> None:
    """The old site before the journal stands, the new one afterwards; any file is whole at any time.

    Each step is taken by a child process that is killed just before it; `finish` is what a build does first.
    """
    mixed, step, stands = 0, 0, False
    while kill_at(place, step := step + 1):
        mixed += is_mixed(place)
        if not {*OLD} <= {*place.files()}:
            assert place.files().items() >= NEW.items()  # what goes goes when all else stands
        stands = stands or (place.stage / JOURNAL).exists()
        place.finish()
        assert place.files() == {**(NEW if stands else OLD), **MINE}
        place.write(OLD)
        assert place.is_clean()
    assert stands
    assert mixed > 3


@pytest.mark.no_cover  # hundreds of builds: every line of them counts in the tests of single steps too
@pytest.mark.usefixtures("hasty")
def test_killed_at_any_step_the_next_build_makes_its_own_site(place: Place) -> None:
    """Whatever it is; nothing of the one that was killed stays."""
    step = 0
    while kill_at(place, step := step + 1):
        place.write(THIRD)
        assert place.files() == {**THIRD, **MINE}
        assert place.is_clean()
        place.write(OLD)
    assert step > 20


def begun(place: Place, done: int) -> None:
    """A build that was killed when it had renamed so many files, the journal included."""
    assert was_killed(lambda: place.write(NEW), killer(done + 1, renames))
    assert (place.stage / JOURNAL).exists()


def half_done(place: Place) -> None:
    """Leaves the new site half placed: a new page, and one that changed, stand; another still has to change."""
    begun(place, HALF)
    found = place.files()
    assert [found.get(name) for name in ("b/c/index.html", "a/index.html", "index.html")] == [b"new", b"new", b"old"]


HALF = 5
"""Renames: of the journal, the doubts, the style sheet, the new page, and the first that changed."""


def test_what_is_about_to_change_has_no_digest(place: Place) -> None:
    """New, changed and gone alike: whoever reads the manifest meanwhile takes no file for what it may not be."""
    half_done(place)
    told = read_manifest(place.out).files
    assert {name for name, digest in told.items() if not digest} == {*NEW, *OLD} - {*SAME}
    assert told.keys() == {*NEW, *OLD}


def spoil(path: Path) -> None:
    """One byte."""
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


DAMAGE: dict[str, Callable[[Place], object]] = {
    "journal gone": lambda place: (place.stage / JOURNAL).unlink(),
    "journal empty": lambda place: (place.stage / JOURNAL).write_bytes(b""),
    "journal cut off": lambda place: (place.stage / JOURNAL).write_bytes((place.stage / JOURNAL).read_bytes()[:-40]),
    "journal spoilt": lambda place: spoil(place.stage / JOURNAL),
    "journal altered": lambda place: (place.stage / JOURNAL).write_bytes(
        (place.stage / JOURNAL).read_bytes().replace(b"css/1.css", b"css/3.css")
    ),
    "everything gone": lambda place: shutil.rmtree(place.stage),
    "a new file gone": lambda place: (place.stage / "index.html").unlink(),
    "a new file spoilt": lambda place: spoil(place.stage / "index.html"),
    "a placed file spoilt": lambda place: spoil(place.out / "b" / "c" / "index.html"),
    "the new manifest spoilt": lambda place: spoil(place.stage / MANIFEST),
    "the manifest written by somebody else": lambda place: (place.out / MANIFEST).write_bytes(
        (place.out / MANIFEST).read_bytes() + b"\n"
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
@pytest.mark.parametrize("after", [NEW, OLD, THIRD], ids=["the same", "the old", "another"])
def test_what_cannot_be_trusted_is_not_finished_but_made_anew(
    place: Place, damage: Callable[[Place], object], after: dict[str, bytes]
) -> None:
    """And nothing of it stays."""
    half_done(place)
    damage(place)
    before = place.files()
    place.finish()
    assert place.files() == before
    place.write(after)
    assert place.files() == {**after, **MINE}
    assert place.is_clean()


@pytest.mark.parametrize("done", range(1, 7))
def test_a_journal_about_another_site_is_passed_over(place: Place, done: int) -> None:
    """Somebody put a copy in place of the site in the meantime."""
    copy = Place(place.folder / "copy")
    copy.write(THIRD)
    begun(place, done)
    shutil.rmtree(place.out)
    copy.out.rename(place.out)
    place.finish()
    assert place.files() == THIRD
    place.write(THIRD)
    assert place.is_clean()


@pytest.mark.parametrize("done", range(1, 7))
def test_what_came_in_the_way_meanwhile_is_an_error(place: Place, done: int) -> None:
    """A link in place of a folder: nothing is written through it."""
    begun(place, done)
    aside = place.folder / "mine"
    aside.mkdir()
    shutil.rmtree(place.out / "b", ignore_errors=True)
    (place.out / "b").symlink_to(aside)
    place.finish()
    with pytest.raises(WriteError):
        place.write(NEW)
    assert list(aside.iterdir()) == []


# --- builds that fail ------------------------------------------------------------------------------------------------


def fail(patch: pytest.MonkeyPatch, name: str, at: int, most: int = 1) -> list[int]:
    """A call of the system that fails from the one on that is told, so many times. What is counted."""
    inner, calls = getattr(os, name), [0]

    def failing(*given: object, **more: object) -> object:
        calls[0] += 1
        if at <= calls[0] < at + most:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return inner(*given, **more)

    patch.setattr(os, name, failing)
    return calls


@pytest.mark.parametrize("name", ["replace", "unlink", "mkdir", "fsync"])
@pytest.mark.parametrize("at", range(1, 9))
def test_where_a_file_cannot_be_moved_the_whole_site_is_exchanged(
    place: Place, monkeypatch: pytest.MonkeyPatch, name: str, at: int
) -> None:
    """A folder of the old site in which nothing may be written does not stand in the way of a new one."""
    with monkeypatch.context() as patch:
        fail(patch, name, at)
        try:
            place.write(NEW)
        except WriteError:
            assert not is_mixed(place)  # it could not even be begun
            place.write(NEW)
    assert place.files() == {**NEW, **MINE}
    assert place.is_clean()


@pytest.mark.parametrize("after", [NEW, THIRD], ids=["the same", "another"])
@pytest.mark.parametrize("at", range(2, 8))
def test_where_nothing_can_be_done_the_next_build_does_the_rest(
    place: Place, monkeypatch: pytest.MonkeyPatch, at: int, after: dict[str, bytes]
) -> None:
    """A disk that is full for all that follows. Every file is whole, and the hint says that the site is mixed."""
    with monkeypatch.context() as patch:
        fail(patch, "replace", at, most=99)
        patch.setattr(os, "link", full)
        patch.setattr(shutil, "copy2", full)
        with pytest.raises(WriteError, match="No space left") as failure:
            place.write(NEW)
        is_mixed(place)
        place.finish()
    mixed = "" in read_manifest(place.out).files.values()
    assert ("some files are new already" if mixed else "the old site still stands") in failure.value.hint
    assert mixed == (at > 2)
    place.write(after)
    assert place.files() == {**after, **MINE}
    assert place.is_clean()


def full(*_: object, **__: object) -> None:
    """There is no room."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_failure_in_the_middle_is_finished_by_the_next_command(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything else is done."""
    with monkeypatch.context() as patch:
        fail(patch, "replace", 5, most=99)
        patch.setattr(os, "link", full)
        patch.setattr(shutil, "copy2", full)
        with pytest.raises(WriteError):
            place.write(NEW)
    assert is_mixed(place)
    place.finish()
    assert place.files() == {**NEW, **MINE}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_in_which_nothing_may_be_written_is_exchanged_with_the_site(place: Place) -> None:
    """The new one has the rights that new folders have."""
    (place.out / "a").chmod(0o555)
    place.write(NEW)
    assert place.files() == {**NEW, **MINE}


def test_two_ways_are_one_for_the_caller() -> None:
    """Nothing of a stage tells which way is taken before it is placed."""
    assert {name for name in vars(Stage) if not name.startswith("_")} == {"put", "keep", "get", "place"}
