"""What is written for Hugo: the same meetings, sources, people and texts as for Briefbook, and links that hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..bench.corpus import write_corpus, write_for_hugo
from ..bench.edits import EDITS, HUGO, Scene

COUNT = 14
TAXONOMIES = ("people", "countries", "organizations", "topics", "series", "wording", "timeline", "commitments")


class Projects:
    """The same corpus for both."""

    def __init__(self, folder: Path) -> None:
        self.desk, self.hugo = folder / "desk" / "content", folder / "hugo" / "content"
        write_corpus(folder / "desk", COUNT)
        write_for_hugo(folder / "hugo", COUNT)


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Projects:
    """A corpus of fourteen meetings, one of them with forty points."""
    return Projects(tmp_path_factory.mktemp("projects"))


def names(folder: Path, pattern: str) -> set[str]:
    """The names of files, without their endings; indexes left out."""
    return {file.stem for file in folder.glob(pattern) if not file.stem.startswith("_")}


def read(file: Path) -> tuple[dict[str, Any], str]:
    """Front matter and text of a page."""
    whole = file.read_text(encoding="utf-8")
    if whole.startswith("---\n"):
        _, front, text = whole.split("---\n", 2)
        return yaml.safe_load(front), text
    fields, end = json.JSONDecoder().raw_decode(whole)
    return fields, whole[end:]


def links(value: object) -> Iterator[str]:
    """Every address in front matter, wherever it stands."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name == "path" and isinstance(part, str) and part:
                yield part
            yield from links(part)
    elif isinstance(value, list):
        for part in value:
            yield from links(part)
    elif isinstance(value, str):
        yield from re.findall(r'href="([^"]+)"', value)


def content_of(folder: Path, address: str) -> Path:
    """The file behind an address."""
    path = address.partition("#")[0].strip("/")
    page = folder / f"{path}.md"
    return page if page.is_file() else folder / path / "_index.md"


@pytest.mark.parametrize(("kind", "ending"), [("meetings", "*.yaml"), ("sources", "*.md")])
def test_both_have_the_same_meetings_and_sources(projects: Projects, kind: str, ending: str) -> None:
    """By id: nothing is left out for either."""
    assert names(projects.desk / kind, ending) == names(projects.hugo / kind, "*.md") != set()


@pytest.mark.parametrize("kind", ["people", "organizations", "topics", "series", "wording"])
def test_both_have_the_same_entries(projects: Projects, kind: str) -> None:
    """Each is a term of Hugo's, with a page of its own."""
    assert names(projects.desk / kind, "*.yaml") == {file.parent.name for file in projects.hugo.glob(f"{kind}/*/*.md")}


def test_both_have_the_same_points(projects: Projects) -> None:
    """As many, of the same kinds, in the same words but for the links in them."""
    for file in sorted((projects.desk / "meetings").iterdir()):
        ours = yaml.safe_load(file.read_text(encoding="utf-8"))
        page, text = read(projects.hugo / "meetings" / f"{file.stem}.md")
        assert page["title"] == ours["name"]
        assert [(one["id"], one["kind"]) for one in ours["points"]] == [
            (one["id"], one["kind"]) for one in page["statements"]
        ]
        assert [plain(one["text"]) for one in ours["points"] if "[[" not in one["text"]] == [
            plain(theirs["text"])
            for one, theirs in zip(ours["points"], page["statements"], strict=True)
            if "[[" not in one["text"]
        ]
        first = ours["summary"].partition(" [@")[0]
        assert first in text
        assert ours["summary"].count("[@") == text.count("](/sources/")


def plain(text: str) -> str:
    """Text without markup."""
    return re.sub(r"<[^>]+>", "", text).replace("&amp;", "&").strip()


def test_every_link_leads_to_a_page(projects: Projects) -> None:
    """Those in front matter and those in Markdown; an address that leads nowhere would be less work for Hugo."""
    for file in projects.hugo.rglob("*.md"):
        page, text = read(file)
        for address in (*links(page), *re.findall(r"\]\((/[^)]+)\)", text)):
            if not address.startswith("http"):
                assert content_of(projects.hugo, address).is_file(), f"{file.name}: {address}"


def test_every_cite_lands_on_a_paragraph(projects: Projects) -> None:
    """The paragraph has its number as an id, as on Briefbook's pages."""
    cited = 0
    for file in (projects.hugo / "meetings").glob("*-*.md"):
        for address in links(read(file)[0]):
            if address.startswith("/sources/") and "#" in address:
                cited += 1
                assert f"{{{address[address.index('#') :]}}}\n" in read(content_of(projects.hugo, address))[1]
    assert cited > COUNT


def test_every_term_has_a_page(projects: Projects) -> None:
    """But years, which need none."""
    for file in (projects.hugo / "meetings").glob("*-*.md"):
        page, _ = read(file)
        assert page["people"]
        for kind in TAXONOMIES[:6]:
            for id in page.get(kind, ()):
                assert (projects.hugo / kind / id / "_index.md").is_file()


def test_what_rights_keep_back_is_kept_back(projects: Projects) -> None:
    """Of a source that is only linked, no paragraph is shown; of one that may be shown, each is."""
    texts = {"link": 0, "full": 0}
    for file in (projects.hugo / "sources").glob("*-*.md"):
        page, text = read(file)
        if page["rights"] in texts:
            texts[page["rights"]] += 1
            assert text.count("words, not shown") == (text.count("{#p") if page["rights"] == "link" else 0)
    assert min(texts.values()) > 0


@pytest.mark.parametrize("phase", list(EDITS))
def test_each_edit_changes_files_of_hugo(tmp_path: Path, phase: str) -> None:
    """And a second turn changes them again."""
    write_for_hugo(tmp_path / "hugo", 3)
    states = [files_of(tmp_path)]
    for turn in range(2):
        EDITS[phase](tmp_path / "hugo", HUGO, Scene(1, 3, turn)).save(tmp_path / "hugo")
        states.append(files_of(tmp_path))
    assert states[0] != states[1] != states[2]
    if phase != "source":
        assert any("edition 2" in text for text in states[2].values())


def files_of(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its path."""
    return {str(file.relative_to(folder)): file.read_text("utf-8") for file in folder.rglob("*") if file.is_file()}


def test_a_renamed_person_has_the_name_wherever_it_stands(tmp_path: Path) -> None:
    """Hugo looks no name up, so all the pages that have it in front matter are changed."""
    write_for_hugo(tmp_path / "hugo", COUNT)
    change = EDITS["person"](tmp_path / "hugo", HUGO, Scene(1, COUNT, 0))
    change.save(tmp_path / "hugo")
    person = change.proof.page.removesuffix("index.html").strip("/")
    title = read(tmp_path / "hugo" / "content" / person / "_index.md")[0]["title"]
    told = [
        line
        for text in files_of(tmp_path / "hugo" / "content").values()
        for line in re.findall(rf'"path":"/{person}/","text":"([^"]+)"', text)
    ]
    assert title.endswith(" of edition 1")
    assert set(told) == {title}
