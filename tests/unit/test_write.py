"""Putting a finished site in place: with other people's files, whatever happens on the way.

What is promised holds both ways: where the whole site is exchanged, and where it has so many files beside those of the
test that the few which change are put in place one by one.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from generator import write
from generator.write import MANIFEST, WriteError, read_manifest, write_site

from .killing import die, in_child, killer, was_killed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills itself with POSIX signals")

OLD = {"index.html": b"old", "a/index.html": b"same", "gone/index.html": b"old"}
NEW = {"index.html": b"new", "a/index.html": b"same", "b/index.html": b"new"}


MANY = {f"many/{number}/index.html": b"%d" % number for number in range(40)}


class Beside(Mapping[str, bytes]):
    """These files, and others."""

    def __init__(self, files: Mapping[str, bytes], others: Mapping[str, bytes]) -> None:
        self.files, self.others = files, others

    def __getitem__(self, name: str) -> bytes:
        return self.others[name] if name in self.others else self.files[name]

    def __iter__(self) -> Iterator[str]:
        return iter((*self.files, *self.others))

    def __len__(self) -> int:
        return len(self.files) + len(self.others)


class Place:
    """A folder in which sites are written, with the folder of the lock. `others`: files that every site has."""

    def __init__(self, folder: Path, others: Mapping[str, bytes] | None = None) -> None:
        self.others = others or {}
        self.out = folder / "site"
        self.lock = folder / ".briefbook"
        self.folder = folder
        self.aside = folder / ".site.briefbook-old"

    def write(self, files: Mapping[str, bytes]) -> None:
        """Writes these files as the site."""
        write_site(Beside(files, self.others), self.out, self.lock)

    def files(self) -> dict[str, bytes]:
        """What stands there now but for the manifest and the other files; links as what they point to."""
        found = {}
        for folder, names, here in os.walk(self.out):
            for name in [*here, *(one for one in names if (Path(folder) / one).is_symlink())]:
                path = Path(folder) / name
                text = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
                found[path.relative_to(self.out).as_posix()] = text
        found.pop(MANIFEST, None)
        return {name: content for name, content in found.items() if self.others.get(name) != content}

    def beside(self) -> list[str]:
        """Names in the folder next to the site and the lock."""
        return sorted(path.name for path in self.folder.iterdir() if path not in {self.out, self.lock})


@pytest.fixture(params=["whole", "in place"])
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """An empty place."""
    return Place(tmp_path, MANY if request.param == "in place" else {})


whole = pytest.mark.parametrize("place", ["whole"], indirect=True)
"""What is promised, or done, only where the whole site is exchanged."""


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
    assert read_manifest(place.out).files.keys() == place.others.keys()


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
    assert sorted(json.loads(first)["files"]) == sorted({**NEW, **built.others})


def test_a_file_where_a_folder_must_stand_is_an_error(built: Place) -> None:
    """Nobody's file is deleted to make room; the old site stays."""
    (built.out / "b").write_bytes(b"mine")
    before = state(built.out)
    with pytest.raises(WriteError):
        built.write(NEW)
    assert state(built.out) == before
    assert built.beside() == []


SWAPS = {
    "a file becomes a folder": ({"x": b"1"}, {"x/index.html": b"2"}),
    "a folder becomes a file": ({"x/index.html": b"1"}, {"x": b"2"}),
    "a file deep down becomes a folder": ({"x/y": b"1", "x/z": b"1"}, {"x/y/z": b"2", "x/z": b"1"}),
    "a name in other letters": ({"Reports/index.html": b"1"}, {"reports/index.html": b"1"}),
}


@pytest.mark.parametrize(("old", "new"), SWAPS.values(), ids=SWAPS.keys())
def test_files_and_folders_may_change_places(place: Place, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """What stood in the way was ours."""
    place.write(old)
    place.write(new)
    assert place.files() == new
    assert place.beside() == []


def test_a_file_that_somebody_deleted_is_made_anew(built: Place) -> None:
    """One that changes, one that does not, and one that would have gone."""
    for name in OLD:
        (built.out / name).unlink()
    built.write(NEW)
    assert built.files() == NEW
    assert not (built.out / "gone").exists()


@pytest.mark.parametrize("name", ["index.html", "a/index.html", "gone/index.html"])
def test_a_link_in_place_of_a_file_of_the_site_is_replaced(built: Place, name: str) -> None:
    """What it leads to stays as it is, even where it says the same."""
    mine = built.folder / "mine"
    mine.write_bytes(b"same")
    (built.out / name).unlink()
    (built.out / name).symlink_to("../mine" if "/" not in name else "../../mine")
    built.write(NEW)
    assert built.files() == NEW
    assert mine.read_bytes() == b"same"


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_link_in_place_of_a_folder_of_the_site_is_an_error(built: Place, name: str) -> None:
    """Nothing is written through it, where something changed or where nothing did."""
    aside = built.folder / "mine"
    aside.mkdir()
    (aside / "index.html").write_bytes(b"same")
    if (built.out / name).exists():
        (built.out / name / "index.html").unlink()
        (built.out / name).rmdir()
    (built.out / name).symlink_to("../mine")
    before = state(built.out)
    with pytest.raises(WriteError):
        built.write(NEW)
    assert state(built.out) == before
    assert (aside / "index.html").read_bytes() == b"same"


def test_nothing_goes_that_lies_behind_a_link(built: Place) -> None:
    """A folder of the old site that somebody moved elsewhere, with a link in its place."""
    (built.out / "gone").rename(built.folder / "mine")
    (built.out / "gone").symlink_to("../mine")
    built.write(NEW)
    assert built.files() == {**NEW, "gone": b"../mine"}
    assert (built.folder / "mine" / "index.html").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["../mine", "a/../../mine", "/mine", "./../mine", "..\\mine"])
def test_a_manifest_that_names_files_elsewhere_deletes_nothing(built: Place, name: str) -> None:
    """It may come from anybody, with the folder it lies in."""
    mine = built.folder / "mine"
    mine.write_bytes(b"mine")
    told = json.loads((built.out / MANIFEST).read_bytes())
    told["files"][name.replace("/mine", f"{mine}") if name == "/mine" else name] = "0" * 64
    (built.out / MANIFEST).write_text(json.dumps(told))
    built.write(NEW)
    assert built.files() == NEW
    assert mine.read_bytes() == b"mine"


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


@pytest.mark.parametrize("at", sorted(NEW))
def test_a_killed_build_leaves_the_old_site(built: Place, at: str) -> None:
    """Killed while the new tree is filled: the old one stands, the lock is free, the next build clears up."""
    before = state(built.out)
    assert was_killed(lambda: built.write(Broken(NEW, at, die)))
    assert state(built.out) == before
    assert built.beside() != []
    built.write(NEW)
    assert built.files() == NEW
    assert built.beside() == []


@whole
def test_a_build_killed_before_there_was_a_site_leaves_none(place: Place) -> None:
    """Not half of one."""
    assert was_killed(lambda: place.write(Broken(NEW, "index.html", die)))
    assert not place.out.exists()
    place.write(NEW)
    assert place.files() == NEW
    assert place.beside() == []


@whole
@pytest.mark.parametrize("calls", range(1, 40))
def test_killed_at_any_system_call_a_site_is_whole(built: Place, calls: int) -> None:
    """Old or new after each change of the file system, and the next build makes all well.

    An audit hook counts what the child asks of the system and kills it at one of them.
    """
    (built.out / "CNAME").write_bytes(b"mine")
    child = in_child(lambda: built.write(NEW), killer(calls))
    os.waitpid(child, 0)
    assert built.files() in ({**OLD, "CNAME": b"mine"}, {**NEW, "CNAME": b"mine"})
    built.write(NEW)
    assert built.files() == {**NEW, "CNAME": b"mine"}
    assert built.beside() == []


# --- where directories cannot be exchanged ---------------------------------------------------------------------------


@pytest.fixture
def staged(built: Place) -> Path:
    """A finished tree beside the old site."""
    stage = built.folder / "stage"
    stage.mkdir()
    (stage / "index.html").write_bytes(b"new")
    return stage


@whole
def test_two_renames_do_where_an_exchange_is_not_to_be_had(built: Place, staged: Path) -> None:
    """The new tree stands, nothing is left beside it."""
    write.replace_by_renames(staged, built.out, built.aside)
    assert built.files() == {"index.html": b"new"}
    assert not staged.exists()


@whole
def test_the_old_site_comes_back_if_the_second_rename_fails(built: Place, staged: Path) -> None:
    """The new tree is not there (any more)."""
    before = state(built.out)
    with pytest.raises(OSError, match="No such file"):
        write.replace_by_renames(staged / "lost", built.out, built.aside)
    assert state(built.out) == before


@whole
def test_a_build_killed_between_the_renames_is_put_right(built: Place, staged: Path) -> None:
    """For a moment no site stands there; the next build brings the old one back first, with other people's files."""
    (built.out / "CNAME").write_bytes(b"mine")

    def hook(event: str, _: tuple[object, ...]) -> None:
        if event == "os.rename" and not built.out.exists():
            die()

    assert was_killed(lambda: write.replace_by_renames(staged, built.out, built.aside), hook)
    assert not built.out.exists()
    built.write(NEW)
    assert built.files() == {**NEW, "CNAME": b"mine"}


@whole
def test_an_exchange_changes_both_or_says_that_it_cannot(built: Place, staged: Path) -> None:
    """Where the system has it."""
    if write.exchange(staged, built.out):
        assert (built.out / "index.html").read_bytes() == b"new"
        assert (staged / "index.html").read_bytes() == b"old"
    else:
        assert (built.out / "index.html").read_bytes() == b"old"


# --- two builds at once ----------------------------------------------------------------------------------------------


@whole
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
