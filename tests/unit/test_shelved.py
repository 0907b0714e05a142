"""With a shelf or without, a content folder gives the same, whatever was edited since the shelf was filled."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from generator import files, load, shelved, signs
from generator.files import Found, walk
from generator.load import Loaded
from generator.model import Entry, Library
from generator.reading import Reading
from generator.schema import Kind, ending
from generator.shelf import Shelf, open_shelf
from generator.shelved import as_bytes, from_bytes
from generator.yamldoc import ARTICLE_BYTES
from tests.marked import cases

from ..bench.corpus import write_corpus

TESTS = Path(__file__).parents[1]
GOLDEN = TESTS / "golden" / "content"
CONTENTS = (
    GOLDEN,
    TESTS.parent / "content",
    TESTS / "extremes" / "content",
    TESTS / "cases" / "checks" / "base",
    TESTS.parent / "generator" / "example" / "content",
)
SOURCE = "sources/courier-20310307.md"
STAMP = b"this tool"
CASES = {case.name: case for case in cases("schema", with_head=True)}

Edit = Callable[[Path], None]


@pytest.fixture(autouse=True, params=["digests", "signs"])
def known_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Files as new as those of a test are known by their content. With "signs" all count as old: each edit here sets a
    time of its own.
    """
    if request.param == "signs":
        monkeypatch.setattr(signs, "SETTLED", -(10**20))
    return str(request.param)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The invented site."""
    shutil.copytree(GOLDEN, tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty one."""
    with open_shelf(tmp_path / ".briefbook" / "shelf", STAMP) as shelf:
        yield shelf


TIMES = itertools.count(10**18)


def write(path: Path, text: str | bytes) -> None:
    """Writes a file at a time of its own."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(path, ns=(0, next(TIMES)))


def exchange(path: Path, old: str, new: str) -> None:
    """An edit."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new, 1))


def seen(loaded: Loaded) -> tuple[object, ...]:
    """Everything a content folder gave, in order."""
    return (
        loaded.library,
        repr(loaded.library),
        [(name, loaded.documents[name]) for name in sorted(loaded.documents)],
        [(name, loaded.bodies[name]) for name in sorted(loaded.bodies)],
        loaded.failed,
        loaded.diagnostics,
    )


def unread(content: Path, shelf: Shelf) -> int:
    """How many files the shelf knows in the content as it is."""
    earlier = shelved.LastRead(shelf)
    found = [one for one in walk(content, earlier.noted) if isinstance(one, Found)]
    return sum(earlier.kept(one, "en") is not None for one in found)


def twice_the_same(content: Path, shelf: Shelf) -> None:
    """What changed since is read and the rest recalled, then all is recalled."""
    plain = seen(load.load(content))
    assert seen(load.load(content, shelf)) == plain
    assert seen(load.load(content, shelf)) == plain
    assert shelf.notice == ""


def facts(library: Library) -> Iterator[Reading]:
    """Every entry, as if it had been read."""
    for kind in Kind:
        if kind is not Kind.SITE:
            yield from (Reading(kind, id, entry=entry) for id, entry in getattr(library, kind.value).items())


def test_every_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    """Of every content we have, the extreme one and a generated one too; enums and tuples stay what they are."""
    write_corpus(tmp_path, 14, 1)
    count = 0
    for folder in (*CONTENTS, tmp_path / "content"):
        library = load.load(folder).library
        assert library is not None
        for one in facts(library):
            data = as_bytes([one], b"0" * 16, "en", "a.yaml")
            assert data is not None
            kept = from_bytes(one.kind, data)
            assert kept is not None
            assert kept.parts[0].entry == one.entry
            assert repr(kept.parts[0].entry) == repr(one.entry)
            count += 1
    assert count > 400


@pytest.mark.parametrize("name", CASES)
def test_every_case_is_recalled_as_it_was_read(name: str, tmp_path: Path, shelf: Shelf) -> None:
    """With all that is wrong with it."""
    case = CASES[name]
    kind, id = case.head.split()
    file = f"{kind}.yaml" if kind in {"site", "countries"} else f"{kind}/{id}{ending(Kind(kind))}"
    write(tmp_path / "content" / "site.yaml", "title: Briefings\nbase_url: https://example.org/\n")
    write(tmp_path / "content" / file, case.text)
    twice_the_same(tmp_path / "content", shelf)


def link(path: Path, target: Path) -> None:
    """In place of a file."""
    path.unlink(missing_ok=True)
    path.symlink_to(target)


FAR = f"name: A\nfamily_name: A\nmemberships:\n  - {{role: R, organization: o, cite: 'courier-20310307#p{'9' * 30}'}}\n"
"""A number that no form of bytes can keep."""

EDITS: dict[str, Edit] = {
    "nothing": lambda _: None,
    "a word": lambda content: exchange(content / SOURCE, "night boats", "night ferries"),
    "as long as before": lambda content: exchange(content / SOURCE, "night boats", "night goats"),
    "written anew": lambda content: write(content / SOURCE, (content / SOURCE).read_bytes()),
    "other line breaks": lambda content: write(
        content / SOURCE, (content / SOURCE).read_bytes().replace(b"\n", b"\r\n")
    ),
    "added": lambda content: write(content / "people" / "new-name.yaml", "name: New Name\n"),
    "deleted": lambda content: (content / SOURCE).unlink(),
    "renamed": lambda content: rename(content / SOURCE, content / "sources" / "courier-20310308.md"),
    "two exchanged": lambda content: swap(content / SOURCE, content / "sources" / "other.md"),
    "broken": lambda content: write(content / "people" / "broken.yaml", "name: [\n"),
    "not text": lambda content: write(content / "people" / "broken.yaml", b"name: \xff\n"),
    "warned of": lambda content: write(content / "people" / "odd.yaml", "name: A\nnam: B\n"),
    "too long": lambda content: write(content / SOURCE, b"x" * (ARTICLE_BYTES + 1)),
    "a number beyond all": lambda content: write(content / "people" / "far.yaml", FAR),
    "a folder": lambda content: folder(content / SOURCE),
    "a link inside": lambda content: link(content / SOURCE, content / "sources" / "linked.md"),
    "a link outside": lambda content: link(content / SOURCE, TESTS.parent / "README.md"),
    "a link to nowhere": lambda content: link(content / SOURCE, content / "nowhere"),
    "a name that is none": lambda content: write(content / "people" / "New Name.yaml", "name: A\n"),
    "what an editor leaves": lambda content: write(content / "people" / ".a.yaml.swp", "name: A\n"),
    "a folder gone": lambda content: shutil.rmtree(content / "wording", ignore_errors=True),
    "another title": lambda content: exchange(content / "site.yaml", "title:", "title: New"),
    "another language": lambda content: exchange(content / "site.yaml", "language: en", "language: fr"),
    "no settings": lambda content: (content / "site.yaml").unlink(),
    "broken settings": lambda content: write(content / "site.yaml", "title: [\n"),
    "a country": lambda content: write(content / "countries.yaml", "kr:\n  name: Corea\njp:\n"),
    "no country": lambda content: write(content / "countries.yaml", "zz:\n  name: Nowhere\n"),
    "broken countries": lambda content: write(content / "countries.yaml", "kr: [\n"),
}


def folder(path: Path) -> None:
    """In place of a file."""
    path.unlink()
    path.mkdir()


def rename(one: Path, other: Path) -> None:
    """The same file under another name."""
    one.rename(other)


def swap(one: Path, other: Path) -> None:
    """What stood under one name stands under another."""
    other.write_text(one.read_text(encoding="utf-8").replace("night", "late"), encoding="utf-8")
    between = one.with_name("between")
    one.rename(between)
    other.rename(one)
    between.rename(other)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_after_an_edit_all_is_as_without_a_shelf(edit: Edit, content: Path, shelf: Shelf) -> None:
    """And when it is taken back."""
    twice_the_same(content, shelf)
    edit(content)
    twice_the_same(content, shelf)
    shutil.rmtree(content)
    shutil.copytree(GOLDEN, content)
    twice_the_same(content, shelf)


def test_only_what_changed_is_read(content: Path, shelf: Shelf) -> None:
    """All others are known; those that are gone are forgotten."""
    load.load(content, shelf)
    files_there = sum(1 for path in content.rglob("*.*") if path.is_file()) - 1
    assert unread(content, shelf) == files_there
    exchange(content / SOURCE, "night boats", "night goats")
    assert unread(content, shelf) == files_there - 1
    (content / SOURCE).unlink()
    load.load(content, shelf)
    assert len(shelf.all(shelved.READINGS)) == files_there - 1
    exchange(content / "site.yaml", "language: en", "language: fr")
    load.load(content, shelf)
    assert unread(content, shelf) == 0


def test_a_file_that_is_as_noted_is_not_opened(content: Path) -> None:
    """A link, and what has another sign, is."""
    link(content / "sources" / "linked.md", content / SOURCE)
    first = {one.name: one for one in walk(content) if isinstance(one, Found)}
    noted = {name: one.read for name, one in first.items() if one.read is not None}
    again = {one.name: one for one in walk(content, noted) if isinstance(one, Found)}
    assert {name for name, one in again.items() if one.data is not None} == {
        *("site.yaml", "countries.yaml") & again.keys(),
        "sources/linked.md",
    }
    write(content / SOURCE, "---\n---\n")
    changed = {one.name: one.data for one in walk(content, noted) if isinstance(one, Found)}
    assert changed[SOURCE] == b"---\n---\n"


def test_a_place_in_a_file_that_changed_meanwhile_is_its_beginning(content: Path, shelf: Shelf) -> None:
    """Nothing that stands elsewhere now is pointed at; a file that is gone is no fault."""
    load.load(content, shelf)
    recalled = load.load(content, shelf)
    write(content / SOURCE, "---\ntitle: Other words\n---\nAnd others.\n")
    name = Kind.SOURCES, Path(SOURCE).stem
    path = (content / SOURCE).as_posix()
    assert str(recalled.documents[name].span("title")) == f"{path}:1:1"
    assert str(recalled.bodies[name].span(3)) == f"{path}:1:1"
    meeting = next(one for one in recalled.documents if one[0] is Kind.MEETINGS)
    shutil.rmtree(content)
    assert recalled.documents[meeting].span("date").line == 1


def test_another_way_to_write_the_folder_is_another_path_in_messages(
    content: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Diagnostics name files as the folder was named this time."""
    write(content / "people" / "broken.yaml", "name: [\n")
    load.load(content, shelf)
    monkeypatch.chdir(content.parent)
    assert seen(load.load(Path("content"), shelf)) == seen(load.load(Path("content")))


def test_a_damaged_row_is_read_again(content: Path, shelf: Shelf) -> None:
    """So is one that a mistake of ours made."""
    load.load(content, shelf)
    kept = shelf.get(shelved.READINGS, SOURCE)
    assert kept is not None
    shelf.put(shelved.READINGS, {SOURCE: kept[:-1], "people/nobody.yaml": kept})
    assert seen(load.load(content, shelf)) == seen(load.load(content))
    assert shelf.get(shelved.READINGS, SOURCE) == kept
    assert shelf.get(shelved.READINGS, "people/nobody.yaml") is None


def _blind(*fields: str) -> Callable[[pytest.MonkeyPatch], None]:
    """Kept readings hold whatever of these has changed."""

    def holds(self: shelved.Kept[Entry], digest: bytes, language: str, path: str) -> bool:
        now = {"digest": digest, "language": language, "path": path}
        return all(getattr(self, name) in {"", value} for name, value in now.items() if name not in fields)

    return lambda patch: patch.setattr(shelved.Kept, "holds", holds)


def _signs_of_size(patch: pytest.MonkeyPatch) -> None:
    whole = signs.sign_of
    patch.setattr(files, "sign_of", lambda path: signs.Sign(whole(path).size, 0, 0, 0))
    patch.setattr(files, "sign", lambda status: signs.Sign(status.st_size, 0, 0, 0))


FAULTS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], str]] = {
    "the content is not compared": (_blind("digest"), "a word"),
    "the language is not compared": (_blind("language"), "another language"),
    "a file of one size is the same": (_signs_of_size, "as long as before"),
}
"""Mistakes that we could make, and an edit after each of which an old reading would be taken."""


@pytest.mark.parametrize(("fault", "edit"), FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("planted", [True, False], ids=["planted", "not planted"])
def test_a_planted_fault_is_found(
    planted: bool,  # drawn
    fault: Callable[[pytest.MonkeyPatch], None],
    edit: str,
    content: Path,
    shelf: Shelf,
    known_by: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And nothing is found without it."""
    if planted and fault is _signs_of_size and known_by == "digests":
        return
    write(content / "countries.yaml", "kr:\njp:\n")
    if planted:
        fault(monkeypatch)
    load.load(content, shelf)
    EDITS[edit](content)
    same = seen(load.load(content, shelf)) == seen(load.load(content))
    assert same is not planted


def test_a_number_that_cannot_be_kept_is_read_each_time() -> None:
    """Nothing is wrong with it."""
    source = load.load(GOLDEN).library
    assert source is not None
    one = source.meetings[next(iter(source.meetings))]
    far = msgspec.structs.replace(one, ordinal=10**30)
    assert as_bytes([Reading(Kind.MEETINGS, one.id, entry=far)], b"", "en", "") is None
    assert from_bytes(Kind.MEETINGS, b"\x93") is None
