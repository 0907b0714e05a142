"""The shelf gives back what was put there or nothing at all, whatever happens to its file, and never raises."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.shelf import open_shelf

STAMP = b"this tool"
VALUES = {f"meetings/m{number}.yaml": bytes([number]) * 2000 for number in range(60)}
ODD = {"": b"", "name\udcff": b"not a character", "it's": b"\0", 'a"b': b"x" * 100_000}

KILLED = """
import os, signal, sys
from collections.abc import Mapping
from pathlib import Path
from generator.shelf import open_shelf

class Deadly(dict):
    def items(self):
        for number, pair in enumerate(super().items()):
            if number == 50:
                os.kill(os.getpid(), signal.SIGKILL)
            yield pair

with open_shelf(Path(sys.argv[1]), b"this tool") as shelf:
    shelf.put("facts", Deadly({f"meetings/m{n}.yaml": b"new" * 40_000 for n in range(60)}))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A shelf with one table of many values."""
    made = tmp_path / ".briefbook" / "shelf"
    with open_shelf(made, STAMP) as shelf:
        shelf.put("facts", VALUES)
    return made


def kept(path: Path, stamp: bytes = STAMP) -> tuple[dict[str, bytes], str]:
    """What another build finds, and what it has to say of it."""
    with open_shelf(path, stamp) as shelf:
        return shelf.all("facts"), shelf.notice


def test_what_was_put_is_given_back(path: Path) -> None:
    """All of a table, some of it, one value; a table nobody made is empty."""
    with open_shelf(path, STAMP) as shelf:
        assert shelf.all("facts") == VALUES
        assert shelf.some("facts", ("meetings/m3.yaml", "nothing")) == {"meetings/m3.yaml": b"\3" * 2000}
        assert shelf.get("facts", "meetings/m4.yaml") == b"\4" * 2000
        assert shelf.get("facts", "nothing") is None
        assert shelf.all("pages") == {}
        assert shelf.notice == ""


def test_values_are_replaced_and_taken_away(path: Path) -> None:
    """None takes away; what is not named stays; tables do not mix; names may hold anything."""
    with open_shelf(path, STAMP) as shelf:
        shelf.put("facts", {"meetings/m1.yaml": b"new", "meetings/m2.yaml": None, "never": None})
        shelf.put('odd "table"', ODD)
        shelf.put("facts", {})
    wanted = {**VALUES, "meetings/m1.yaml": b"new"}
    del wanted["meetings/m2.yaml"]
    with open_shelf(path, STAMP) as shelf:
        assert shelf.all("facts") == wanted
        assert shelf.all('odd "table"') == ODD


def test_another_version_of_the_tool_finds_nothing_and_says_nothing(path: Path) -> None:
    """Its own takes the place of the other's."""
    assert kept(path, b"newer tool") == ({}, "")
    assert kept(path) == ({}, "")


def cut(path: Path, share: float) -> None:
    """Leaves the beginning of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])


def foreign(path: Path) -> None:
    """Puts somebody else's database in its place."""
    path.unlink()
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE facts (key, sum, value)")
    base.execute("INSERT INTO facts VALUES ('a', 'b', 'c')")
    base.commit()
    base.close()


def other_columns(path: Path) -> None:
    """A table that is not as we make them, in a database that is ours."""
    base = sqlite3.connect(path)
    base.execute("DROP TABLE facts")
    base.execute("CREATE TABLE facts (something)")
    base.commit()
    base.close()


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: cut(path, 0.001),
        lambda path: cut(path, 0.3),
        lambda path: cut(path, 0.9),
        lambda path: path.write_bytes(b"notes of my own\n" * 2000),
        lambda path: path.write_bytes(b"\0" * path.stat().st_size),
        foreign,
        other_columns,
    ],
    ids=["header cut", "cut", "less cut", "text", "zeros", "foreign", "columns"],
)
def test_a_file_that_is_not_whole_or_not_ours_is_told_once_and_made_anew(
    path: Path, harm: Callable[[Path], None]
) -> None:
    """It is empty, and usable at once; the next build has nothing to tell."""
    harm(path)
    with open_shelf(path, STAMP) as shelf:
        assert shelf.all("facts") == {}
        assert "damaged or foreign" in shelf.notice
        shelf.put("facts", {"a": b"b"})
        assert shelf.all("facts") == {"a": b"b"}
    assert kept(path) == ({"a": b"b"}, "")


def test_a_changed_byte_never_gives_a_wrong_value(path: Path, tmp_path: Path) -> None:
    """Wherever it stands: what is found is as it was, and if anything is missing that is told. 400 places."""
    content = path.read_bytes()
    broken = tmp_path / "broken"
    told = 0
    for place in range(0, len(content), len(content) // 400):
        broken.write_bytes(content[:place] + bytes([content[place] ^ 0x41]) + content[place + 1 :])
        found, notice = kept(broken)
        assert found.items() <= VALUES.items()
        told += bool(notice)
    assert told > 200


def test_a_row_moved_to_another_key_table_or_tool_is_not_believed(path: Path) -> None:
    """The checksum is of where it stands as well as of what it says."""
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE pages AS SELECT * FROM facts")
    base.execute(
        "UPDATE facts SET key = CAST('meetings/m99.yaml' AS BLOB) WHERE key = CAST('meetings/m1.yaml' AS BLOB)"
    )
    base.execute("UPDATE facts SET value = 'text' WHERE key = CAST('meetings/m2.yaml' AS BLOB)")
    base.execute("UPDATE facts SET value = 3, sum = NULL WHERE key = CAST('meetings/m3.yaml' AS BLOB)")
    base.commit()
    with open_shelf(path, STAMP) as shelf:
        assert shelf.all("facts").keys() == VALUES.keys() - {f"meetings/m{number}.yaml" for number in (1, 2, 3)}
        assert "damaged" in shelf.notice
        assert shelf.all("pages") == {}
    base.execute('UPDATE "made by" SET stamp = ?', (b"newer tool",))
    base.commit()
    base.close()
    found, notice = kept(path, b"newer tool")
    assert found == {}
    assert "damaged" in notice


def test_a_shelf_that_cannot_be_written_forgets(tmp_path: Path) -> None:
    """The tool's folder is a file, or something else stands in the shelf's place."""
    (tmp_path / "file").write_text("")
    (tmp_path / "folder" / "shelf").mkdir(parents=True)
    for place, said in (("file", "cannot be kept"), ("folder", "damaged or foreign")):
        with open_shelf(tmp_path / place / "shelf", STAMP) as shelf:
            assert said in shelf.notice
            shelf.put("facts", {"a": b"b"})
            assert shelf.all("facts") == {}
            assert shelf.get("facts", "a") is None
    assert (tmp_path / "folder" / "shelf").is_dir()


def test_a_shelf_that_another_build_holds_is_empty(path: Path) -> None:
    """Nothing is said, nothing is kept, and the other's work is as it was."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with open_shelf(path, STAMP) as shelf:
        shelf.put("facts", {"a": b"b"})
        assert shelf.all("facts") == {}
        assert shelf.notice == ""
    with open_shelf(path, b"newer tool") as shelf:
        assert shelf.notice == ""
    other.execute("ROLLBACK")
    other.close()
    assert kept(path) == (VALUES, "")


def test_two_builds_at_a_time_keep_what_either_made(path: Path) -> None:
    """Each has its own connection; the later word counts."""
    with open_shelf(path, STAMP) as one, open_shelf(path, STAMP) as two:
        one.put("facts", {"a": b"1", "b": b"1"})
        two.put("facts", {"b": b"2"})
        two.put("pages", {"p": b"2"})
        assert one.some("facts", "ab") == {"a": b"1", "b": b"2"}
    with open_shelf(path, STAMP) as shelf:
        assert shelf.get("pages", "p") == b"2"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on Windows")
def test_a_build_that_is_killed_while_it_writes_leaves_all_as_it_was(path: Path) -> None:
    """The values are larger than SQLite keeps in memory, so some of them are in the file already."""
    before = path.stat().st_size
    ended = subprocess.run([sys.executable, "-c", KILLED, os.fspath(path)], check=False, cwd=Path(__file__).parents[2])
    assert ended.returncode == -signal.SIGKILL
    assert path.stat().st_size > before
    assert kept(path) == (VALUES, "")


def test_what_is_put_whole_or_not_at_all_survives_a_fault_of_the_caller(path: Path) -> None:
    """A value that is not bytes is our mistake, and raises; nothing of it is kept."""
    with open_shelf(path, STAMP) as shelf:
        with pytest.raises(TypeError):
            shelf.put("facts", {"a": b"b", "b": 3})  # type: ignore[dict-item] # the mistake
        assert shelf.all("facts") == VALUES


def test_a_mistake_of_ours_harms_nothing(path: Path) -> None:
    """Another thread's use is refused, and the file is not taken for damaged."""
    with open_shelf(path, STAMP) as shelf, ThreadPoolExecutor(1) as other:
        with pytest.raises(sqlite3.ProgrammingError):
            other.submit(shelf.all, "facts").result()
        assert shelf.all("facts") == VALUES
        assert shelf.notice == ""


def test_sqlite_is_not_loaded_before_it_is_used() -> None:
    """A build in which nothing changed does not pay for it."""
    probe = "import sys, generator.shelf; sys.exit('sqlite3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False, cwd=Path(__file__).parents[2]).returncode == 0
