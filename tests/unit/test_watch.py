"""The watch of the preview: which changes of files are told, when they are looked at, and what is no change."""

from __future__ import annotations

import errno
import logging
import math
import os
import queue
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread, Timer
from time import monotonic

import pytest

from generator.serve.hints import EVERYTHING, FLOOD, MANY, Batch, Hint, Hints, ready, ripe
from generator.serve.scope import scope
from generator.serve.seen import Files
from generator.serve.watch import ReadUntil, watch

PATIENCE = 20.0
"""Seconds after which something that should have happened has not."""

MOMENT = 0.2
"""Seconds to wait with what may be half done, where a test must not be slower than that."""


# --- when to look ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hints", "last", "taken", "expected"),
    [
        ([Hint(5, 5)], 5, 0, 5),
        ([Hint(5, 5.03)], 5, 0, 5.03),
        ([Hint(5, 5.03), Hint(5.02, 5.02)], 5.02, 0, 5.02),
        ([Hint(5, 5)], 5, 4.995, 5.01),
        ([Hint(5, 5), Hint(5.008, 5.008)], 5.008, 4.995, 5.018),
        ([Hint(5, 5), Hint(5.045, 5.045)], 5.045, 4.995, 5.05),
        ([Hint(5, 5)] * (MANY + 1), 5.5, 0, 5.6),
        ([Hint(5, 5)] * (MANY + 1), 5.95, 0, 6.0),
    ],
    ids=[
        "lone save",
        "deletion",
        "save while one waits",
        "second save",
        "quiet",
        "no quiet",
        "checkout",
        "long checkout",
    ],
)
def test_the_sooner_a_save_is_surely_finished_the_sooner_it_is_looked_at(
    hints: list[Hint], last: float, taken: float, expected: float
) -> None:
    """A lone one at once, those close behind it after 10 ms of quiet or 50 ms, a checkout after 100 ms or a second."""
    assert ready(hints, last, taken) == pytest.approx(expected)


def test_the_last_hint_at_a_path_decides_when_it_is_looked_at() -> None:
    """A file that was moved away and is written anew is a finished save."""
    hints = Hints()
    hints.add("a.yaml", 2)
    hints.add("b.yaml", 1)
    hints.add("a.yaml")
    assert hints.take(PATIENCE).paths == {"a.yaml"}


def test_what_is_all_but_due_goes_along() -> None:
    """The two names of a file that was renamed; a later change does not."""
    hints = {"old": Hint(5, 5.03), "new": Hint(5.001, 5.031), "other": Hint(5.02, 5.05)}
    assert ripe(hints, 5.03) == {"old", "new"}


def test_after_a_flood_of_hints_everything_is_looked_at() -> None:
    """Some of them may have been lost."""
    hints = Hints()
    for _ in range(FLOOD + 1):
        hints.add("a.yaml")
    assert hints.take(PATIENCE).paths == {"a.yaml", EVERYTHING}
    hints.add("a.yaml")
    assert hints.take(PATIENCE).paths == {"a.yaml"}


def test_without_hints_a_batch_is_empty() -> None:
    """Once patience is at its end."""
    assert Hints().take(0).paths == frozenset()


# --- what belongs to it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content", True),
        ("content/a.yaml", True),
        ("content/people/a.yaml", True),
        ("content2/a.yaml", False),
        ("elsewhere/a.yaml", False),
        ("content/site", False),
        ("content/site/index.html", False),
        ("content/site.yaml", True),
        ("content/a.yaml~", False),
        ("content/.a.yaml.swp", False),
        ("content/.#a.yaml", False),
        ("content/#a.yaml#", False),
        ("content/a.yaml___jb_tmp___", False),
        ("content/.goutputstream-X1Y2Z3", False),
        ("content/.git/index", False),
        ("templates~/a.html", True),
    ],
)
def test_what_editors_and_builds_leave_is_not_watched(path: str, expected: bool) -> None:
    """Below a watched folder; of how its own path reads nothing depends."""
    within = scope((Path("content"), Path("templates~")), (Path("content/site"),))
    assert within.holds(path) == expected


# --- what is a change ------------------------------------------------------------------------------------------------


def noted(*folders: Path) -> Files:
    """The files as they are now."""
    files = Files(scope(folders, ()))
    files.note()
    return files


def told(files: Files, *paths: Path, trust: bool = True) -> list[str]:
    """Names of the files told to have changed after hints at these paths; without any, after a look at everything."""
    return [Path(path).name for path in files.changed(frozenset(map(str, paths)), trust=trust)]


def written(path: Path, text: str) -> Path:
    """A file, in a folder that is made if need be."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def again(file: Path) -> None:
    """The same bytes."""
    file.write_bytes(file.read_bytes())


def by_another(file: Path) -> None:
    """The same bytes in another file of that name."""
    shutil.copy(file, file.parent.parent / "copy")
    (file.parent.parent / "copy").replace(file)


@pytest.mark.parametrize("how", [again, by_another, Path.touch], ids=["in place", "by renaming", "touched"])
def test_the_same_bytes_are_no_change(tmp_path: Path, how: Callable[[Path], None]) -> None:
    """However they were written, and whether a hint or the look at everything finds them."""
    file = written(tmp_path / "content" / "a.yaml", "old")
    files = noted(tmp_path / "content")
    written(file, "new")
    assert told(files, file) == ["a.yaml"]
    how(file)
    assert told(files, file) == []
    how(file)
    assert told(files) == []
    written(file, "newer")
    assert told(files, file) == ["a.yaml"]


def test_what_a_reader_may_have_seen_half_written_is_told_again(tmp_path: Path) -> None:
    """He was told of the file and reads it while it is written again, to the same end."""
    file = written(tmp_path / "content" / "a.yaml", "old")
    files = noted(tmp_path / "content")
    written(file, "new")
    assert told(files, file) == ["a.yaml"]
    again(file)
    assert told(files, file, trust=False) == ["a.yaml"]
    assert told(files, file, trust=False) == []


def test_other_bytes_are_a_change_though_size_and_time_are_the_same(tmp_path: Path) -> None:
    """Two saves within one tick of the file system's clock."""
    file = written(tmp_path / "content" / "a.yaml", "old")
    files = noted(tmp_path / "content")
    written(file, "one")
    assert told(files, file) == ["a.yaml"]
    times = file.stat()
    written(file, "two")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert told(files, file) == ["a.yaml"]


def test_other_rights_are_no_change(tmp_path: Path) -> None:
    """Of a file that nobody was told of, and so never was read."""
    file = written(tmp_path / "content" / "a.yaml", "old")
    files = noted(tmp_path / "content")
    file.chmod(0o600)
    assert told(files) == []


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    """What was there goes, what is there comes."""
    file = written(tmp_path / "content" / "a", "file")
    files = noted(tmp_path / "content")
    file.unlink()
    written(file / "b.yaml", "below")
    assert told(files, file) == ["a", "b.yaml"]
    shutil.rmtree(file)
    written(file, "file")
    assert told(files, file) == ["a", "b.yaml"]


def test_a_folder_that_went_takes_its_files_along(tmp_path: Path) -> None:
    """One hint is all there is of a folder that was moved away."""
    written(tmp_path / "content" / "ab.yaml", "beside")
    written(tmp_path / "content" / "a" / "b.yaml", "below")
    files = noted(tmp_path / "content")
    shutil.rmtree(tmp_path / "content" / "a")
    assert told(files, tmp_path / "content" / "a") == ["b.yaml"]


def test_a_file_that_is_back_a_moment_later_was_never_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look at everything may fall between the two halves of a save."""
    monkeypatch.setattr("generator.serve.seen.MOMENT", 3 * MOMENT)
    file = written(tmp_path / "content" / "a.yaml", "")
    files = noted(file.parent)
    file.rename(tmp_path / "a.yaml")
    back = Timer(MOMENT / 4, (tmp_path / "a.yaml").rename, (file,))
    back.start()
    assert told(files) == []
    back.join()
    assert told(files) == []


def test_a_link_to_a_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    """When it is made, when it leads elsewhere and when it goes; never what lies behind it."""
    content = written(tmp_path / "content" / "a.yaml", "").parent
    written(tmp_path / "one" / "hidden.yaml", "")
    files = noted(content)
    link = content / "link"
    link.symlink_to(tmp_path / "one")
    assert told(files, link) == ["link"]
    written(tmp_path / "one" / "more.yaml", "")
    assert told(files) == []
    link.unlink()
    link.symlink_to(tmp_path)
    assert told(files) == ["link"]
    link.unlink()
    assert told(files, link) == ["link"]


def test_a_folder_in_whose_place_a_link_stands_is_not_followed(tmp_path: Path) -> None:
    """The link is told; what comes behind it is not."""
    content = written(tmp_path / "content" / "a.yaml", "").parent
    written(content / "people" / "p.yaml", "")
    files = noted(content)
    (content / "people").rename(tmp_path / "people")
    (content / "people").symlink_to(tmp_path / "people")
    assert told(files, content / "people") == ["people"]
    written(tmp_path / "people" / "q.yaml", "")
    assert told(files) == []


def test_what_a_link_leads_to_is_looked_at_with_anything_else(tmp_path: Path) -> None:
    """No event tells of a file outside."""
    outside = written(tmp_path / "outside.yaml", "old")
    file = written(tmp_path / "content" / "a.yaml", "old")
    (file.parent / "link.yaml").symlink_to(outside)
    files = noted(file.parent)
    written(outside, "new text")
    assert told(files, file) == ["link.yaml"]


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """And what appears at its end later."""
    file = written(tmp_path / "content" / "a.yaml", "")
    files = noted(file.parent)
    (file.parent / "link.yaml").symlink_to(tmp_path / "later.yaml")
    assert told(files) == ["link.yaml"]
    written(tmp_path / "later.yaml", "there")
    assert told(files, file) == ["link.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_told_and_never_read(tmp_path: Path) -> None:
    """Reading it would wait for ever."""
    file = written(tmp_path / "content" / "a.yaml", "")
    files = noted(file.parent)
    os.mkfifo(file.parent / "pipe.yaml")
    assert told(files, file.parent / "pipe.yaml") == ["pipe.yaml"]


# --- a folder under watch --------------------------------------------------------------------------------------------


class OverError(Exception):
    """The end of a watch, which has none of its own."""


class Ending(Hints):
    """Hints to whoever takes them until it is over."""

    over = False

    def take(self, patience: float) -> Batch:
        """The next paths to look at. Raises OverError."""
        batch = super().take(patience)
        if self.over:
            raise OverError
        return batch

    def end(self) -> None:
        """Nothing more is handed out."""
        self.over = True
        self.look()


class Watched:
    """A folder under watch, and what the watch says."""

    def __init__(
        self, folders: tuple[Path, ...], ignored: tuple[Path, ...] = (), *, poll: bool = False, **how: ReadUntil
    ) -> None:
        self._news: queue.Queue[tuple[str, ...]] = queue.Queue()
        self.said: list[str] = []
        self.hints = Ending()
        self._changes = watch(folders, ignored, poll=poll, say=self.said.append, hints=self.hints, **how)
        self._thread = Thread(target=self._follow, daemon=True)
        self._thread.start()
        assert self._news.get(timeout=PATIENCE) == ()

    def _follow(self) -> None:
        with suppress(OverError):
            for changed in self._changes:
                self._news.put(changed)

    def end(self) -> None:
        """No thread is left watching."""
        self.hints.end()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def until(self, *paths: Path) -> set[str]:
        """All that changed until each of these paths has."""
        seen: set[str] = set()
        while not {str(path) for path in paths} <= seen:
            seen |= set(self._news.get(timeout=PATIENCE))
        return seen


Watching = Callable[..., Watched]


@pytest.fixture
def watching() -> Iterator[Watching]:
    """Begins watches that end with the test."""
    begun: list[Watched] = []

    def begin(
        folders: tuple[Path, ...], ignored: tuple[Path, ...] = (), *, poll: bool = False, **how: ReadUntil
    ) -> Watched:
        begun.append(Watched(folders, ignored, poll=poll, **how))
        return begun[-1]

    yield begin
    for watched in begun:
        watched.end()


def in_place(folder: Path) -> Iterator[Path]:
    """A plain write."""
    yield written(folder / "a.yaml", "new text")


def renamed_over(folder: Path) -> Iterator[Path]:
    """A temporary file that takes the place of the old one."""
    written(folder / "tmp123", "new text").replace(folder / "a.yaml")
    yield folder / "a.yaml"


def moved_over(folder: Path) -> Iterator[Path]:
    """The same from another folder, which nobody watches."""
    written(folder.parent / "tmp123", "new text").replace(folder / "a.yaml")
    yield folder / "a.yaml"


def as_vim_does(folder: Path) -> Iterator[Path]:
    """The old file becomes the backup, a new one is written, the backup goes."""
    written(folder / "4913", "").unlink()
    (folder / "a.yaml").rename(folder / "a.yaml~")
    yield written(folder / "a.yaml", "new text")
    (folder / "a.yaml~").unlink()


def as_vim_does_with_backups_elsewhere(folder: Path) -> Iterator[Path]:
    """The old file leaves the watched folder."""
    (folder / "a.yaml").rename(folder.parent / "a.yaml~")
    yield written(folder / "a.yaml", "new text")


def as_emacs_does(folder: Path) -> Iterator[Path]:
    """A lock, which is a link that leads nowhere, a copy of what is not saved yet, a backup, and the file in place."""
    (folder / ".#a.yaml").symlink_to("analyst@desk.1234:1700000000")
    written(folder / "#a.yaml#", "new")
    shutil.copy(folder / "a.yaml", folder / "a.yaml~")
    yield written(folder / "a.yaml", "new text")
    (folder / "#a.yaml#").unlink()
    (folder / ".#a.yaml").unlink()


def as_jetbrains_does(folder: Path) -> Iterator[Path]:
    """A "safe write": the new file is written, the old one moved away, the new one takes its name."""
    new = written(folder / "a.yaml___jb_tmp___", "new text")
    old = (folder / "a.yaml").rename(folder / "a.yaml___jb_old___")
    yield new.rename(folder / "a.yaml")
    old.unlink()


def deleted(folder: Path) -> Iterator[Path]:
    """Gone."""
    (folder / "a.yaml").unlink()
    yield folder / "a.yaml"


def renamed(folder: Path) -> Iterator[Path]:
    """The old name goes, the new one comes."""
    yield folder / "a.yaml"
    yield (folder / "a.yaml").rename(folder / "z.yaml")


def moved_out(folder: Path) -> Iterator[Path]:
    """Moved to where nobody watches."""
    (folder / "a.yaml").rename(folder.parent / "elsewhere.yaml")
    yield folder / "a.yaml"


def moved_in(folder: Path) -> Iterator[Path]:
    """Moved from there."""
    yield written(folder.parent / "elsewhere.yaml", "x").rename(folder / "b.yaml")


def linked(folder: Path) -> Iterator[Path]:
    """A second name of a file, and a link to it: neither is ever written."""
    (folder / "b.yaml").hardlink_to(folder / "a.yaml")
    (folder / "c.yaml").symlink_to("a.yaml")
    yield folder / "b.yaml"
    yield folder / "c.yaml"


def in_a_new_folder(folder: Path) -> Iterator[Path]:
    """Folders and a file in them at once."""
    (folder / "sub" / "deep").mkdir(parents=True)
    yield written(folder / "sub" / "deep" / "b.yaml", "x")


def folder_renamed(folder: Path) -> Iterator[Path]:
    """All files under another name."""
    yield folder / "people" / "p.yaml"
    yield (folder / "people").rename(folder / "persons") / "p.yaml"


def folder_moved_out(folder: Path) -> Iterator[Path]:
    """To where nobody watches."""
    (folder / "people").rename(folder.parent / "people")
    yield folder / "people" / "p.yaml"


def folder_moved_in(folder: Path) -> Iterator[Path]:
    """With all that is in it."""
    (folder.parent / "sub" / "deep").mkdir(parents=True)
    written(folder.parent / "sub" / "deep" / "b.yaml", "x")
    yield (folder.parent / "sub").rename(folder / "sub") / "deep" / "b.yaml"


def folder_deleted(folder: Path) -> Iterator[Path]:
    """With all that is in it."""
    shutil.rmtree(folder / "people")
    yield folder / "people" / "p.yaml"


def folder_replaced(folder: Path) -> Iterator[Path]:
    """The watched folder itself is another one now."""
    folder.rename(folder.parent / "old")
    folder.mkdir()
    yield folder / "a.yaml"
    yield folder / "people" / "p.yaml"
    yield written(folder / "c.yaml", "x")


FINISHED = [
    *(in_place, renamed_over, moved_over, as_vim_does, as_vim_does_with_backups_elsewhere),
    *(as_emacs_does, as_jetbrains_does),
]
SAVES = [
    *FINISHED,
    *(deleted, renamed, moved_out, moved_in, linked, in_a_new_folder),
    *(folder_renamed, folder_moved_out, folder_moved_in, folder_deleted, folder_replaced),
]
EVERY_WAY = pytest.mark.parametrize("save", SAVES, ids=[save.__name__ for save in SAVES])


def site(folder: Path) -> Path:
    """A folder with a file, and another in a folder of its own."""
    written(folder / "a.yaml", "a")
    written(folder / "people" / "p.yaml", "p")
    return folder


@EVERY_WAY
def test_every_way_of_saving_is_seen_as_what_it_is(
    tmp_path: Path, watching: Watching, save: Callable[[Path], Iterator[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files that changed and no others; and what comes after it is seen too."""
    monkeypatch.setattr("generator.serve.eyes.MOMENT", MOMENT)
    folder = site(tmp_path / "content")
    watched = watching((folder,))
    expected = set(save(folder))
    assert watched.until(*expected) == set(map(str, expected))
    last = written(folder / "last.yaml", "x")
    assert watched.until(last) == {str(last)}
    assert watched.said == []


@EVERY_WAY
def test_every_way_of_saving_is_seen_by_polling(
    tmp_path: Path, watching: Watching, save: Callable[[Path], Iterator[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever else is seen when a look falls into the midst of a save."""
    monkeypatch.setattr("generator.serve.watch.POLL", 0.05)
    folder = site(tmp_path / "content")
    watched = watching((folder,), poll=True)
    watched.until(*save(folder))
    watched.until(written(folder / "last.yaml", "x"))
    assert watched.said == []


@pytest.mark.parametrize("save", FINISHED, ids=[save.__name__ for save in FINISHED])
def test_a_finished_save_waits_for_nothing(
    tmp_path: Path, watching: Watching, save: Callable[[Path], Iterator[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told before what may be half done, though that came first."""
    monkeypatch.setattr("generator.serve.eyes.MOMENT", 2 * MOMENT)
    folder = site(tmp_path / "content")
    for name in ("goes.yaml", "leaves.yaml"):
        written(folder / name, "x")
    watched = watching((folder,))
    waiting = {written(folder / "new.yaml", "x"), written(folder / "new" / "b.yaml", "x")}
    (folder / "goes.yaml").unlink()
    (folder / "leaves.yaml").rename(tmp_path / "leaves.yaml")
    waiting |= {folder / "goes.yaml", folder / "leaves.yaml"}
    saved = set(save(folder))
    assert watched.until(*saved) == set(map(str, saved))
    assert watched.until(*waiting) == set(map(str, waiting))


def test_a_lone_save_costs_no_look_at_the_other_files(
    tmp_path: Path, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No folder is listed for it."""
    folder = site(tmp_path / "content")
    watched = watching((folder,))
    listed: list[str] = []
    list_folder = os.scandir

    def listing(path: str) -> Iterator[os.DirEntry[str]]:
        listed.append(path)
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", listing)
    watched.until(written(folder / "a.yaml", "new"))
    monkeypatch.undo()
    assert listed == []


@pytest.mark.parametrize(
    ("quiet", "until", "expected"),
    [(-PATIENCE, -math.inf, False), (PATIENCE, -math.inf, True), (-PATIENCE, math.inf, True)],
    ids=["read", "just read", "reading"],
)
def test_a_save_of_what_is_there_already_is_told_only_to_who_may_still_read(
    tmp_path: Path, watching: Watching, quiet: float, until: float, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saved twice: whoever had not asked for more by then, or says that he reads on, may have read something else."""
    monkeypatch.setattr("generator.serve.watch.QUIET", quiet)
    file = site(tmp_path / "content") / "a.yaml"
    watched = watching((file.parent,), read_until=lambda: until)
    assert watched.until(written(file, "new")) == {str(file)}
    again(file)
    last = written(file.parent / "last.yaml", "x")
    assert (str(file) in watched.until(last)) == expected


def test_without_events_a_file_that_was_another_while_it_was_read_is_told_again(
    tmp_path: Path, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look at everything sees what changed since the one before it, not what changes now."""
    monkeypatch.setattr("generator.serve.watch.POLL", 0.1)
    file = site(tmp_path / "content") / "a.yaml"
    ended = -math.inf
    watched = watching((file.parent,), poll=True, read_until=lambda: ended)
    assert watched.until(written(file, "new")) == {str(file)}
    again(file)
    ended = monotonic()
    assert str(file) in watched.until(written(file.parent / "last.yaml", "x"))


def test_output_and_editors_files_are_not_seen(tmp_path: Path, watching: Watching) -> None:
    """What a build writes must not start the next one."""
    folder = site(tmp_path / "content")
    (folder / "site").mkdir()
    watched = watching((folder,), (folder / "site",))
    for name in ("site/index.html", ".a.yaml.swp", "a.yaml~", ".#a.yaml", "4913"):
        written(folder / name, "x")
    assert watched.until(written(folder / "b.yaml", "x")) == {str(folder / "b.yaml")}


def test_a_folder_that_appears_later_is_watched(tmp_path: Path, watching: Watching) -> None:
    """Such as templates/, made after the preview began."""
    templates = tmp_path / "templates"
    watched = watching((site(tmp_path / "content"), templates))
    watched.until(written(templates / "meeting.html", "x"))
    watched.until(written(templates / "meeting.html", "longer"))
    watched.until(written(templates / "other.html", "x"))


def test_a_folder_behind_a_link_is_watched(tmp_path: Path, watching: Watching) -> None:
    """The content may lie elsewhere, and then elsewhere again."""
    site(tmp_path / "one")
    written(site(tmp_path / "two") / "b.yaml", "b")
    content = tmp_path / "content"
    content.symlink_to("one")
    watched = watching((content,))
    assert watched.until(written(content / "people" / "p.yaml", "new")) == {str(content / "people" / "p.yaml")}
    content.unlink()
    content.symlink_to("two")
    assert str(content) not in watched.until(content / "b.yaml")
    watched.until(written(content / "b.yaml", "new"))


def test_a_folder_named_from_here_is_watched(
    tmp_path: Path, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told is named as the folder was."""
    site(tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    watched = watching((Path("content"), Path("templates")))
    assert watched.until(written(Path("content/people/p.yaml"), "new")) == {"content/people/p.yaml"}
    assert watched.until(written(Path("templates/a.html"), "new")) == {"templates/a.html"}
    monkeypatch.chdir("content")
    here = watching((Path(),))
    assert here.until(written(Path("people/p.yaml"), "newer")) == {"people/p.yaml"}


@pytest.mark.skipif(shutil.which("git") is None, reason="no git here")
def test_a_checkout_of_another_branch_is_seen_whole(tmp_path: Path, watching: Watching) -> None:
    """1,500 files that changed, 300 that went, 300 that came."""
    folder = tmp_path / "content"
    folder.mkdir()

    def git(*words: str) -> None:
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}
        who = ("-c", "user.name=Analyst", "-c", "user.email=analyst@desk.example")
        subprocess.run(["git", *who, *words], cwd=folder, env=own, check=True)

    def commit(names: Iterator[str], text: str) -> set[Path]:
        files = {written(folder / name, text) for name in names}
        git("add", "--all")
        git("commit", "--quiet", "--message", text)
        return files

    git("init", "--quiet", "--initial-branch=one")
    same = [f"people/{number}.yaml" for number in range(1500)]
    first = commit(iter([*same, *(f"gone/{number}.yaml" for number in range(300))]), "one")
    git("checkout", "--quiet", "-b", "two")
    shutil.rmtree(folder / "gone")
    second = commit(iter([*same, *(f"come/{number}.yaml" for number in range(300))]), "other")
    watched = watching((folder,))
    for branch in ("one", "two"):
        git("checkout", "--quiet", branch)
        assert watched.until(*first, *second) == {str(path) for path in first | second}


def test_many_files_written_one_by_one_are_all_seen(tmp_path: Path, watching: Watching) -> None:
    """New ones, as a script writes them."""
    folder = site(tmp_path / "content")
    watched = watching((folder,))
    watched.until(*[written(folder / f"{number}.yaml", "x") for number in range(1500)])


# --- where events fail -----------------------------------------------------------------------------------------------


def test_without_events_the_files_are_polled_and_that_is_said(
    tmp_path: Path, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many watches, or a drive that tells of nothing: one line, and every change is seen all the same."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr("generator.serve.watch.POLL", 0.05)
    monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", refuse)
    watched = watching((tmp_path,))
    watched.until(written(tmp_path / "a.yaml", "x"))
    assert watched.said == ["no file events here (no space left on device): looking once a second instead (--poll)"]


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drive that takes watches and tells of nothing."""
    monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", lambda *_, **__: None)


def test_a_drive_that_tells_of_nothing_is_found_out(
    tmp_path: Path, watching: Watching, deaf: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the look after a long rest; from then on it is polled."""
    monkeypatch.setattr("generator.serve.watch.POLL", 0.05)
    monkeypatch.setattr("generator.serve.watch.IDLE", 0.05)
    watched = watching((tmp_path,))
    watched.until(written(tmp_path / "a.yaml", "x"))
    watched.until(written(tmp_path / "a.yaml", "longer"))
    assert watched.said == [
        "a file changed and nothing told of it: looking once a second instead (--poll)",
    ]


def test_events_that_the_kernel_dropped_are_made_good(tmp_path: Path, watching: Watching, deaf: None) -> None:
    """A warning in the log of watchdog is all there is then, and hint enough to look."""
    watched = watching((tmp_path,))
    file = written(tmp_path / "a.yaml", "x")
    logging.getLogger("watchdog.observers.inotify_c").warning("event queue overflow")
    watched.until(file)
    assert watched.said == []


@pytest.mark.parametrize("poll", [False, True], ids=["events", "polling"])
def test_who_has_reason_to_asks_for_a_look(
    tmp_path: Path, watching: Watching, deaf: None, poll: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a page that is opened again."""
    monkeypatch.setattr("generator.serve.watch.POLL", PATIENCE * 2)
    watched = watching((tmp_path,), poll=poll)
    file = written(tmp_path / "a.yaml", "x")
    watched.hints.look()
    watched.until(file)
    assert watched.said == []
