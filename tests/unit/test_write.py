"""Putting a finished site in place: in one step, with other people's files, whatever happens on the way."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from generator import write
from generator.write import MANIFEST, WriteError, read_manifest, write_site

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills itself with POSIX signals")

OLD = {"index.html": b"old", "a/index.html": b"same", "gone/index.html": b"old"}
NEW = {"index.html": b"new", "a/index.html": b"same", "b/index.html": b"new"}


class Place:
    """A folder in which sites are written, with the folder of the lock."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "site"
        self.lock = folder / ".briefbook"
        self.folder = folder

    def write(self, files: Mapping[str, bytes]) -> None:
        """Writes these files as the site."""
        write_site(files, self.out, self.lock)

    def files(self) -> dict[str, bytes]:
        """What stands there now but for the manifest; links as what they point to."""
        found = {}
        for folder, names, here in os.walk(self.out):
            for name in [*here, *(one for one in names if (Path(folder) / one).is_symlink())]:
                path = Path(folder) / name
                text = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
                found[path.relative_to(self.out).as_posix()] = text
        found.pop(MANIFEST, None)
        return found

    def beside(self) -> list[str]:
        """Names in the folder next to the site and the lock."""
        return sorted(path.name for path in self.folder.iterdir() if path not in {self.out, self.lock})


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty place."""
    return Place(tmp_path)


@pytest.fixture
def built(place: Place) -> Place:
    """A place with the old site."""
    place.write(OLD)
    return place


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Time and bytes of every file."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in paths}


def age(folder: Path) -> None:
    """Gives every file the same old time."""
    for path in folder.rglob("*"):
        os.utime(path, ns=(1_000_000_000, 1_000_000_000), follow_symlinks=False)


# --- what stands there afterwards ------------------------------------------------------------------------------------


def test_the_first_site_is_written(place: Place) -> None:
    """With its parents, and nothing beside it but the lock's folder, which git ignores."""
    deep = Place(place.folder / "some" / "where")
    deep.write(NEW)
    assert deep.files() == NEW
    assert deep.beside() == []
    assert (deep.lock / ".gitignore").read_text() == "*\n"


def test_a_site_of_nothing_is_an_empty_folder(place: Place) -> None:
    """No file, but a manifest that says so."""
    place.write({})
    assert place.files() == {}
    assert read_manifest(place.out).files == {}


def test_files_of_the_last_build_go(built: Place) -> None:
    """A page that is no longer made, and its then empty folder."""
    built.write(NEW)
    assert built.files() == NEW
    assert not (built.out / "gone").exists()
    assert built.beside() == []


def test_unchanged_files_keep_their_time(built: Place) -> None:
    """Tools that look at times send only what is new."""
    age(built.out)
    built.write(NEW)
    times = {name: (built.out / name).stat().st_mtime_ns for name in NEW}
    assert times["a/index.html"] == 1_000_000_000
    assert times["index.html"] != 1_000_000_000


def test_an_unchanged_file_that_somebody_edited_is_made_anew(built: Place) -> None:
    """The manifest alone is not believed."""
    (built.out / "a/index.html").write_bytes(b"edited")
    built.write(NEW)
    assert built.files() == NEW


def test_files_of_others_stay(built: Place) -> None:
    """At the top and deep down, hidden ones, odd names, links to files, to folders and to nowhere; bytes and times."""
    others = {
        ".gitignore": b"*.tmp\n",
        "CNAME": b"strait.example",
        "a/extra.txt": b"in a folder of ours",
        ".well-known/x/y": b"deep",
        "with space\nand break": b"odd",
        os.fsdecode(b"latin-\xe9"): b"not UTF-8",
        "empty": b"",
    }
    for name, content in others.items():
        (built.out / name).parent.mkdir(parents=True, exist_ok=True)
        (built.out / name).write_bytes(content)
    age(built.out)
    links = {"link": "CNAME", "folder": "a", "nowhere": "../lost"}
    for name, target in links.items():
        (built.out / name).symlink_to(target)
    built.write(NEW)
    assert built.files() == {**NEW, **others, **{name: target.encode() for name, target in links.items()}}
    assert {(built.out / name).stat().st_mtime_ns for name in others} == {1_000_000_000}


def test_a_folder_without_manifest_is_somebody_elses(place: Place) -> None:
    """Everything in it stays, but for what the site itself has under the same name."""
    place.out.mkdir()
    (place.out / "notes.txt").write_bytes(b"mine")
    (place.out / "index.html").write_bytes(b"mine")
    place.write(NEW)
    assert place.files() == {**NEW, "notes.txt": b"mine"}


@pytest.mark.parametrize("manifest", [b"", b"{", b'{"files": 3}', b"\xff", b'{"version": 1, "files": {}, "more": 1}'])
def test_a_manifest_that_cannot_be_read_deletes_nothing(built: Place, manifest: bytes) -> None:
    """Whatever stands there is then somebody else's."""
    (built.out / MANIFEST).write_bytes(manifest)
    built.write(NEW)
    assert built.files() == {**OLD, **NEW}


def test_the_manifest_names_every_file_with_its_digest(built: Place) -> None:
    """In the same order whatever that of the files, so that two builds make the same bytes."""
    built.write(dict(reversed(NEW.items())))
    first = (built.out / MANIFEST).read_bytes()
    built.write(NEW)
    assert (built.out / MANIFEST).read_bytes() == first
    assert sorted(json.loads(first)["files"]) == sorted(NEW)


def test_a_file_where_a_folder_must_stand_is_an_error(built: Place) -> None:
    """Nobody's file is deleted to make room; the old site stays."""
    (built.out / "b").write_bytes(b"mine")
    before = state(built.out)
    with pytest.raises(WriteError):
        built.write(NEW)
    assert state(built.out) == before
    assert built.beside() == []


def test_a_link_in_place_of_the_site_is_followed(place: Place) -> None:
    """`site` may lead to where a server looks; the link stays, and what it leads to changes."""
    served = place.folder / "served"
    served.mkdir()
    place.out.symlink_to("served")
    place.write(OLD)
    place.write(NEW)
    assert place.out.is_symlink()
    assert (served / "index.html").read_bytes() == b"new"
    assert place.beside() == ["served"]


def test_a_file_in_place_of_the_site_is_an_error(place: Place) -> None:
    """It is nobody's to move or delete."""
    place.out.write_bytes(b"mine")
    with pytest.raises(WriteError):
        place.write(NEW)
    assert place.out.read_bytes() == b"mine"
    assert place.beside() == []


def test_the_mode_is_what_the_umask_says(place: Place) -> None:
    """Readable for others where files usually are."""
    before = os.umask(0o022)
    try:
        place.write(NEW)
    finally:
        os.umask(before)
    assert place.out.stat().st_mode & 0o777 == 0o755
    assert (place.out / "index.html").stat().st_mode & 0o777 == 0o644


# --- what goes wrong on the way --------------------------------------------------------------------------------------


class Broken(dict[str, bytes]):
    """Files of which one cannot be had: what `at` is asked for the content does something else."""

    def __init__(self, files: Mapping[str, bytes], at: str, instead: Callable[[], None]) -> None:
        super().__init__(files)
        self.at = at
        self.instead = instead

    def __getitem__(self, name: str) -> bytes:
        if name == self.at:
            self.instead()
        return super().__getitem__(name)

    def items(self) -> Iterator[tuple[str, bytes]]:  # type: ignore[override] # one by one, so that it can break off
        """All of them, one by one."""
        return ((name, dict.__getitem__(self, name)) for name in self)


def full() -> None:
    """There is no room."""
    raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_the_old_site(built: Place) -> None:
    """Half a tree was written beside it; that is gone too, and the message says what happened."""
    before = state(built.out)
    with pytest.raises(WriteError, match="No space left on device") as failure:
        built.write(Broken(NEW, "index.html", full))
    assert "room on the disk" in failure.value.hint
    assert state(built.out) == before
    assert built.beside() == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_an_error(place: Place) -> None:
    """The message names the site, the hint its parent."""
    place.lock.mkdir()
    place.folder.chmod(0o555)
    try:
        with pytest.raises(WriteError, match="Permission denied"):
            place.write(NEW)
    finally:
        place.folder.chmod(0o755)


def die() -> None:
    """As by a power cut: no handler, no clean-up."""
    os.kill(os.getpid(), signal.SIGKILL)


Hook = Callable[[str, tuple[object, ...]], None]


def in_child(step: Callable[[], None], hook: Hook | None = None) -> int:
    """Takes the step in a process of its own, with an audit hook; its exit code is 1 if the step fails."""
    child = os.fork()
    if child == 0:  # pragma: no cover - nothing counts the child's lines
        code = 1
        try:
            if hook:
                sys.addaudithook(hook)
            step()
            code = 0
        finally:
            os._exit(code)
    return child


def dies_at(step: Callable[[], None], hook: Hook | None = None) -> None:
    """Takes the step in a child process, which must be killed on the way."""
    child = in_child(step, hook)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.parametrize("at", sorted(NEW))
def test_a_killed_build_leaves_the_old_site(built: Place, at: str) -> None:
    """Killed while the new tree is filled: the old one stands, the lock is free, the next build clears up."""
    before = state(built.out)
    dies_at(lambda: built.write(Broken(NEW, at, die)))
    assert state(built.out) == before
    assert built.beside() != []
    built.write(NEW)
    assert built.files() == NEW
    assert built.beside() == []


def test_a_build_killed_before_there_was_a_site_leaves_none(place: Place) -> None:
    """Not half of one."""
    dies_at(lambda: place.write(Broken(NEW, "index.html", die)))
    assert not place.out.exists()
    place.write(NEW)
    assert place.files() == NEW
    assert place.beside() == []


@pytest.mark.parametrize("calls", range(1, 40))
def test_killed_at_any_system_call_a_site_is_whole(built: Place, calls: int) -> None:
    """Old or new after each change of the file system, and the next build makes all well.

    An audit hook counts what the child asks of the system and kills it at one of them.
    """
    (built.out / "CNAME").write_bytes(b"mine")
    child = in_child(lambda: built.write(NEW), _killer(calls))
    os.waitpid(child, 0)
    assert built.files() in ({**OLD, "CNAME": b"mine"}, {**NEW, "CNAME": b"mine"})
    built.write(NEW)
    assert built.files() == {**NEW, "CNAME": b"mine"}
    assert built.beside() == []


CHANGES = frozenset({"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "os.symlink", "os.chmod"})


def _killer(calls: int) -> Hook:
    left = [calls]

    def hook(event: str, _: tuple[object, ...]) -> None:
        if event in CHANGES or event.startswith("ctypes."):
            left[0] -= 1
            if left[0] == 0:
                die()

    return hook


# --- where directories cannot be exchanged ---------------------------------------------------------------------------


@pytest.fixture
def staged(built: Place) -> Path:
    """A finished tree beside the old site."""
    stage = built.folder / "stage"
    stage.mkdir()
    (stage / "index.html").write_bytes(b"new")
    return stage


def test_two_renames_do_where_an_exchange_is_not_to_be_had(built: Place, staged: Path) -> None:
    """The new tree stands, nothing is left beside it."""
    write.replace_by_renames(staged, built.out)
    assert built.files() == {"index.html": b"new"}
    assert not staged.exists()


def test_the_old_site_comes_back_if_the_second_rename_fails(built: Place, staged: Path) -> None:
    """The new tree is not there (any more)."""
    before = state(built.out)
    with pytest.raises(OSError, match="No such file"):
        write.replace_by_renames(staged / "lost", built.out)
    assert state(built.out) == before


def test_a_build_killed_between_the_renames_is_put_right(built: Place, staged: Path) -> None:
    """For a moment no site stands there; the next build brings the old one back first, with other people's files."""
    (built.out / "CNAME").write_bytes(b"mine")

    def hook(event: str, _: tuple[object, ...]) -> None:
        if event == "os.rename" and not built.out.exists():
            die()

    dies_at(lambda: write.replace_by_renames(staged, built.out), hook)
    assert not built.out.exists()
    built.write(NEW)
    assert built.files() == {**NEW, "CNAME": b"mine"}


def test_an_exchange_changes_both_or_says_that_it_cannot(built: Place, staged: Path) -> None:
    """Where the system has it."""
    if write.exchange(staged, built.out):
        assert (built.out / "index.html").read_bytes() == b"new"
        assert (staged / "index.html").read_bytes() == b"old"
    else:
        assert (built.out / "index.html").read_bytes() == b"old"


# --- two builds at once ----------------------------------------------------------------------------------------------


def test_a_second_build_waits_for_the_first(built: Place) -> None:
    """The lock is the system's: the first holds it while it writes, and the second begins when it is done."""
    writing, go = os.pipe(), os.pipe()

    def pause() -> None:
        os.write(writing[1], b"w")
        os.read(go[0], 1)

    first = in_child(lambda: built.write(Broken({"index.html": b"first"}, "index.html", pause)))
    assert os.read(writing[0], 1) == b"w"
    waiting = os.pipe()  # which the first does not hold, so that it ends with the second

    def tell(event: str, _: tuple[object, ...]) -> None:
        if event == "fcntl.flock":
            os.write(waiting[1], b"l")

    second = in_child(lambda: built.write({"index.html": b"second"}), tell)
    os.close(waiting[1])
    try:
        assert os.read(waiting[0], 1) == b"l"
        assert (built.out / "index.html").read_bytes() == b"old"
    finally:
        os.write(go[1], b"g")
    assert [os.waitpid(child, 0)[1] for child in (first, second)] == [0, 0]
    assert built.files() == {"index.html": b"second"}
    assert built.beside() == []
