"""Compiled templates are kept for their user, and nobody else's are ever run."""

from __future__ import annotations

import marshal
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import jinja2
import msgspec
import pytest
from jinja2.bccache import Bucket
from jinja2.parser import Parser

from generator.build import Project, Wishes, build
from generator.compiled import FOLDER, MOST, VERSIONS, Compiled, open_compiled
from generator.paths import builtin_templates
from generator.render import Renderer, RenderError
from generator.verify import verified

from .sample_views import PAGES, PERSON, SITE

BUILTIN = builtin_templates()
VERSION = "a1"
CONTENT = Path(__file__).parents[1] / "golden" / "content"
QUIET = Wishes(search=False)

ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")

HOSTILE = compile("raise SystemExit('a planted template was run')", "planted", "exec")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Where the content of a site lies."""
    return tmp_path / "site" / "content"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """This tool's folder in a user's cache; not yet there."""
    return tmp_path / "home" / "cache" / "briefbook"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A project's templates."""
    folder = tmp_path / "site" / "templates"
    folder.mkdir(parents=True)
    (folder / "person.html").write_text("<h1>{{ page.name }}</h1>", encoding="utf-8")
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that Jinja parsed."""
    names: list[str] = []
    parse = Parser.parse

    def noting(parser: Parser) -> object:
        names.append(str(parser.name))
        return parse(parser)

    monkeypatch.setattr(Parser, "parse", noting)
    return names


def person(own: Path | None, compiled: Compiled | None) -> str:
    """The page of a person."""
    return Renderer(own, BUILTIN, compiled).render(PERSON, SITE)


def entries(cache: Path) -> list[Path]:
    """All that is kept."""
    return sorted(path for path in cache.rglob("*") if path.is_file())


def opened(cache: Path | None, content: Path) -> Compiled:
    """A cache that can be used."""
    compiled = open_compiled(cache, VERSION, content)
    assert compiled is not None
    return compiled


def test_what_was_compiled_is_not_parsed_again(cache: Path, content: Path, parsed: list[str]) -> None:
    """The next build makes the same pages of it."""
    first = Renderer(None, BUILTIN, opened(cache, content))
    pages = [first.render(page, SITE) for page in PAGES.values()]
    assert parsed
    parsed.clear()
    second = Renderer(None, BUILTIN, opened(cache, content))
    assert [second.render(page, SITE) for page in PAGES.values()] == pages
    assert parsed == []


@ON_POSIX
def test_it_is_nobody_elses(cache: Path, content: Path, own: Path) -> None:
    """Folders and files can be read and written by their user alone, with any umask."""
    before = os.umask(0)
    try:
        person(own, opened(cache, content))
    finally:
        os.umask(before)
    assert entries(cache)
    assert {stat.S_IMODE(path.stat().st_mode) for path in entries(cache)} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (cache, *cache.rglob("*")) if path.is_dir()} == {0o700}


def test_another_text_is_compiled(cache: Path, content: Path, own: Path) -> None:
    """Of the same length, at the same time."""
    person(own, opened(cache, content))
    path = own / "person.html"
    status = path.stat()
    path.write_text("<h2>{{ page.name }}</h2>", encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert person(own, opened(cache, content)) == "<h2>Park Jin</h2>"


def test_another_version_of_the_tool_compiles_its_own(cache: Path, content: Path, own: Path, parsed: list[str]) -> None:
    """What another one compiled is not looked at."""
    person(own, opened(cache, content))
    parsed.clear()
    person(own, open_compiled(cache, "b2", content))
    assert parsed == ["person.html"]


def test_a_fault_is_told_of_the_file_it_is_in(cache: Path, content: Path, own: Path) -> None:
    """The same text elsewhere is compiled for there; what was kept names its file as before."""
    other = own.with_name("other templates")
    for folder in (own, other):
        folder.mkdir(exist_ok=True)
        (folder / "person.html").write_text("one\n{{ page.titel }}", encoding="utf-8")
    for folder in (own, other, own, other):
        with pytest.raises(RenderError) as failure:
            person(folder, opened(cache, content))
        assert failure.value.diagnostic.at.path == str(folder / "person.html")
        assert failure.value.diagnostic.at.line == 2


def cut(content: bytes) -> bytes:
    """Its first half."""
    return content[: len(content) // 2]


def bent(content: bytes) -> bytes:
    """With one bit turned over at the end, in the code."""
    return content[:-1] + bytes([content[-1] ^ 1])


def swapped(content: bytes) -> bytes:
    """Other code under the same head."""
    return content[:53] + marshal.dumps(HOSTILE)


@pytest.mark.parametrize(
    "damage", [cut, bent, swapped, lambda _: b"", lambda content: content + b"\0", lambda _: b"j2"]
)
def test_a_damaged_entry_is_none(
    cache: Path, content: Path, own: Path, parsed: list[str], damage: Callable[[bytes], bytes]
) -> None:
    """It is compiled anew, and then there again."""
    person(own, opened(cache, content))
    (entry,) = entries(cache)
    entry.write_bytes(damage(entry.read_bytes()))
    assert person(own, opened(cache, content)) == "<h1>Park Jin</h1>"
    parsed.clear()
    assert person(own, opened(cache, content)) == "<h1>Park Jin</h1>"
    assert parsed == []


def test_an_entry_under_another_name_is_none(cache: Path, content: Path, own: Path) -> None:
    """Whole code of another template."""
    person(own, opened(cache, content))
    (old,) = entries(cache)
    kept = old.read_bytes()
    (own / "person.html").write_text("other", encoding="utf-8")
    old.unlink()
    person(own, opened(cache, content))
    (new,) = entries(cache)
    new.write_bytes(kept)
    assert person(own, opened(cache, content)) == "other"


def writable(folder: Path) -> None:
    """By everybody."""
    folder.chmod(0o777)


def grouped(folder: Path) -> None:
    """By a group."""
    folder.chmod(0o770)


def linked(folder: Path) -> None:
    """A link to where somebody else may write."""
    elsewhere = folder.with_name("elsewhere")
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)


def filed(folder: Path) -> None:
    """A file in its place."""
    shutil.rmtree(folder)
    folder.write_bytes(b"")


@ON_POSIX
@pytest.mark.parametrize("which", [".", FOLDER, f"{FOLDER}/{VERSION}"])
@pytest.mark.parametrize("harm", [writable, grouped, linked, filed])
def test_a_folder_that_others_can_write_to_is_not_used(
    cache: Path, content: Path, own: Path, which: str, harm: Callable[[Path], None]
) -> None:
    """Nor one that is none, wherever on the way it stands; the page is made without it."""
    person(own, opened(cache, content))
    harm(cache / which)
    assert open_compiled(cache, VERSION, content) is None


@ON_POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() != 0, reason="only root can give a folder away")
def test_somebody_elses_folder_is_not_used(cache: Path, content: Path) -> None:
    """However it is closed to all others."""
    opened(cache, content)
    os.chown(cache / FOLDER / VERSION, 65534, 65534)
    assert open_compiled(cache, VERSION, content) is None


def test_no_home_is_no_cache(tmp_path: Path, content: Path) -> None:
    """None at all, one that is no absolute path, one below a file."""
    (tmp_path / "file").write_bytes(b"")
    assert open_compiled(None, VERSION, content) is None
    assert open_compiled(Path("~/.cache/briefbook"), VERSION, content) is None
    assert open_compiled(tmp_path / "file" / "cache" / "briefbook", VERSION, content) is None
    assert not Path("~").exists()


def test_a_cache_that_is_full_or_gone_is_done_without(cache: Path, content: Path, own: Path) -> None:
    """Nothing that befalls the folder while a build runs stops it."""
    compiled = opened(cache, content)
    shutil.rmtree(cache)
    assert person(own, compiled) == "<h1>Park Jin</h1>"
    assert not cache.exists()


def test_a_cache_in_the_projects_folder_is_not_used(content: Path) -> None:
    """Whoever made the project can have put anything there."""
    assert open_compiled(content.parent / ".cache" / "briefbook", VERSION, content) is None
    assert not content.parent.exists()


def test_old_entries_go(cache: Path, content: Path) -> None:
    """The older half of too many, and the folders of versions long gone."""
    for number in range(VERSIONS + 2):
        open_compiled(cache, f"v{number}", content)
        os.utime(cache / FOLDER / f"v{number}", (number, number))
    assert {path.name for path in (cache / FOLDER).iterdir()} == {f"v{number}" for number in (2, 3, 4)}
    for number in range(MOST + 1):
        (cache / FOLDER / "v4" / f"{number}").write_bytes(b"")
        os.utime(cache / FOLDER / "v4" / f"{number}", (number, number))
    open_compiled(cache, "v4", content)
    left = {path.name for path in entries(cache)}
    assert len(left) == MOST // 2
    assert {str(MOST), str(MOST - MOST // 2 + 1)} <= left


@pytest.fixture
def project(tmp_path: Path, cache: Path) -> Project:
    """The invented site, built for a user."""
    shutil.copytree(CONTENT, tmp_path / "site" / "content")
    made = Project(
        content=tmp_path / "site" / "content",
        builtin=BUILTIN,
        out=tmp_path / "site" / "site",
        cache=tmp_path / "site" / ".briefbook",
        user_cache=cache,
    )
    assert build(made, QUIET).files
    return made


def plant(cache: Path, place: Path) -> None:
    """What the user's folder holds, under the same names and with good seals, but other code."""
    shutil.copytree(cache, place, dirs_exist_ok=True)
    environment = jinja2.Environment(autoescape=True)
    for entry in (one for one in entries(place) if one.relative_to(place).parts[0] == FOLDER):
        bucket = Bucket(environment, entry.name, entry.name)
        bucket.code = HOSTILE
        Compiled(entry.parent).dump_bytecode(bucket)


def test_code_planted_in_a_project_is_not_run(project: Project, cache: Path, tmp_path: Path) -> None:
    """Code that would be run if it stood in the user's own folder is not where a project can bring it."""
    folder = project.content.parent
    places = (project.cache, project.cache / "briefbook", folder / ".cache" / "briefbook", folder, project.content)
    for place in (*places, tmp_path / "planted"):
        plant(cache, place)
    (project.cache / "shelf").unlink()
    for given in (None, cache, *places):
        shutil.rmtree(project.out)
        assert build(msgspec.structs.replace(project, user_cache=given), QUIET).files
    shutil.rmtree(project.out)
    with pytest.raises(SystemExit, match="planted"):
        build(msgspec.structs.replace(project, user_cache=tmp_path / "planted"), QUIET)


def test_a_clean_build_compiles_everything(project: Project, parsed: list[str]) -> None:
    """What is doubted may be what was kept."""
    made = build(project, QUIET)
    assert parsed == []
    assert verified(project, QUIET, made, lambda *_: None) == made
    assert set(parsed) >= {"base.html", "person.html"}
