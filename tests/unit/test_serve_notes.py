"""What an analyst is told beside a page, held against the very pages: of the invented site, the extremes, the desk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from generator import plan
from generator.build import Project, Wishes, make
from generator.checks.context import Where
from generator.checks.where import finder
from generator.load import load
from generator.model import MeetingId, SourceId
from generator.paths import builtin_templates
from generator.plan import Desk, Part
from generator.relate.ties import kept_paragraphs
from generator.serve.notes import BANNERS, LONGEST, MOST, Notes, beginning, notes, notes_of
from tests.extremes.writing import write_extremes

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "content"
EDITOR = "edit:{path}#{line}"
MOCKINGTON = Part("meetings", "2032-02-mockington-harbours")


class Site(NamedTuple):
    """A content folder read and built: `parts` are those of the pages by name."""

    desk: Desk
    where: Where
    files: Mapping[str, bytes]
    parts: Mapping[str, Part]

    def notes(self, part: Part, editor: str = EDITOR) -> Notes:
        """Beside the first page of a part."""
        return notes(self.desk, self.where, part, editor)

    def beside(self, name: str) -> Notes:
        """Beside the page of a file, as a browser is told."""
        return msgspec.json.decode(notes_of(self.desk, self.where, (self.parts[name],), name), type=Notes)


def site_of(content: Path, folder: Path) -> Site:
    """With its drafts."""
    project = Project(content=content, builtin=builtin_templates(), out=folder / "site", cache=folder / "cache")
    files = make(project, Wishes(drafts=True, search=False)).files
    assert files
    loaded = load(content)
    assert loaded.library
    desk = Desk(loaded.library, drafts=True)
    parts = {
        plan.urls.file_of(page.path): part
        for part in plan.parts(desk)
        for page in plan.pages_of(desk, part, search=False)
    }
    return Site(desk, finder(loaded.documents, loaded.bodies), files, parts)


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The invented site."""
    return site_of(GOLDEN, tmp_path_factory.mktemp("golden"))


@pytest.fixture(scope="module", params=["golden", "content", "extremes"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Each of the sites in the repository."""
    if request.param == "golden":
        found: Site = request.getfixturevalue("golden")
        return found
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "content":
        return site_of(ROOT / "content", folder)
    write_extremes(folder / "content")
    return site_of(folder / "content", folder)


def test_an_edit_is_one_of_an_element_that_the_page_has(site: Site) -> None:
    """Whatever it is the page of; no element has two, and each place is in a file."""
    seen = 0
    for name in site.parts:
        beside = site.beside(name)
        ids = [one.id for one in beside.edits]
        assert set(ids) <= set(re.findall(r'\bid="([^"]*)"', site.files[name].decode())), name
        assert len(ids) == len(set(ids)), name
        for one in beside.edits:
            path, _, line = one.label.rpartition(":")
            assert 1 <= int(line) <= len(Path(path).read_bytes().splitlines()), (name, one)
        seen += len(ids)
    assert seen > len(site.parts) / 2


def test_every_statement_and_every_paragraph_can_be_edited(site: Site) -> None:
    """On the page of its meeting and of its source; so can whatever an entry begins with."""
    for kind in plan.OF_AN_ENTRY:
        for entry in getattr(site.desk.known, kind).values():
            ids = {one.id for one in site.notes(Part(kind, entry.id)).edits}
            assert "main" in ids
            if kind == "meetings":
                quotes = {f"quote-{number}" for number in range(1, len(entry.quotes) + 1)}
                words = {f"wording-{use.track}" for use in entry.wording}
                assert {point.id for point in entry.points} | quotes | words <= ids
            if kind == "sources":
                assert {f"p{number}" for number, _ in kept_paragraphs(entry)} <= ids


@pytest.mark.parametrize(
    ("part", "id", "words"),
    [
        (MOCKINGTON, "main", "summary:"),
        (MOCKINGTON, "fares", "text:"),
        (MOCKINGTON, "wording-pledge", "all day boats"),
        (MOCKINGTON, "commitment-2032-02-mockington-harbours--lamps", "lamps"),
        (MOCKINGTON, "people", "participants:"),
        (Part("meetings", "2031-03-exampleton-harbours"), "quote-1", "text:"),
        (Part("meetings", "2031-03-exampleton-harbours"), "assessment", "assessment:"),
        (Part("meetings", "2031-03-exampleton-harbours"), "correction-1", "date:"),
        (Part("meetings", "2031-09-samplebury-harbours"), "disputed", "disagreements:"),
        (Part("people", "barnaby-specimen"), "roles", "memberships:"),
        (Part("topics", "fares"), "main", "scope:"),
        (Part("countries", "bv"), "main", "note:"),
        (Part("wording", "pledge"), "main", "of:"),
        (Part("pages", "about"), "who-writes", "## Who writes"),
        (Part("sources", "courier-20310307"), "main", "title:"),
        (Part("sources", "courier-20310307"), "p2", ""),
    ],
)
def test_an_edit_leads_to_the_words(golden: Site, part: Part, id: str, words: str) -> None:
    """The line that is named, and opened, has them."""
    (edit,) = [one for one in golden.notes(part).edits if one.id == id]
    path, _, line = edit.label.rpartition(":")
    text = Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert words in text
    assert edit.open == f"edit:{Path(path).absolute().as_posix()}#{line}"
    if id == "p2":
        assert text == golden.desk.known.sources[SourceId(part.id)].paragraphs[1]


def test_a_page_names_its_file(golden: Site) -> None:
    """The home page the settings; lists and what belongs to no entry none."""
    beside = golden.notes(MOCKINGTON)
    assert beside.file
    assert beside.file.label == (GOLDEN / "meetings" / f"{MOCKINGTON.id}.yaml").as_posix()
    assert beside.file.open.startswith("edit:/")
    home = golden.beside("index.html").file
    assert home
    assert home.label.endswith("site.yaml")
    assert golden.beside("people/index.html") == golden.beside("404.html") == Notes()


def test_without_an_editor_places_are_named_and_open_nothing(golden: Site) -> None:
    """As where site.yaml sets none."""
    beside = golden.notes(MOCKINGTON, "")
    assert beside.file
    assert {beside.file.open, *(one.open for one in beside.edits)} == {""}
    assert beside == golden.beside(f"meetings/{MOCKINGTON.id}/index.html")


def test_the_other_pages_of_an_entry_have_its_file_alone(golden: Site) -> None:
    """A year of what somebody said: nothing there is an element of the first page."""
    name = "people/barnaby-specimen/word/2031/index.html"
    part = Part("people", "barnaby-specimen")
    told = msgspec.json.decode(notes_of(golden.desk, golden.where, (Part("people", ""), part), name), type=Notes)
    assert told == Notes(file=golden.notes(part, "").file)


def test_who_reads_a_draft_is_told_so(golden: Site) -> None:
    """Or a withdrawn briefing; of a published one nothing is said."""
    said = {str(one.id): golden.notes(Part("meetings", one.id)).draft for one in golden.desk.known.meetings.values()}
    assert said == {one.id: BANNERS.get(one.status, "") for one in golden.desk.known.meetings.values()}
    assert said["2031-10-mockington-draft"].startswith("Draft")
    assert said["2031-05-withdrawn-call"].startswith("Withdrawn")


# --- what nothing cites


def test_what_nothing_cites_is_told_with_the_sources_of_a_page(site: Site) -> None:
    """Paragraphs of the article proper; those that rights withhold are named as such. A source tells it of itself."""
    desk, told = site.desk, 0
    for meeting in desk.known.meetings.values():
        found = site.notes(Part("meetings", meeting.id)).uncited
        assert found == tuple(
            one for name in desk.sources_on(meeting) for one in site.notes(Part("sources", name)).uncited
        )
        for one in found:
            source = desk.known.sources[SourceId(one.path.split("/")[1])]
            kept = dict(kept_paragraphs(source))
            numbers = [int(passage.id[1:]) for passage in one.passages]
            assert numbers
            assert not [number for number in numbers if (source.id, number) in desk.cited]
            others = kept.keys() - numbers
            assert one.more or not [n for n in others if (source.id, n) not in desk.cited and re.search(r"\w", kept[n])]
            assert [one.withheld for one in one.passages] == [number in desk.withheld[source.id] for number in numbers]
            told += len(numbers)
    assert told


def test_what_was_just_cited_is_not_told(golden: Site) -> None:
    """Before all that follows from a save is known, what a meeting itself cites is."""
    desk: Any = copy(golden.desk)
    desk.cited = {}
    meeting = golden.desk.known.meetings[MeetingId(MOCKINGTON.id)]
    found = notes(desk, golden.where, MOCKINGTON, "").uncited
    told = {(one.path, passage.id) for one in found for passage in one.passages}
    assert told
    cited = {(f"sources/{cite.source}/", f"p{cite.paragraph}") for point in meeting.points for cite in point.cite}
    assert not told & cited


def test_of_a_long_source_the_rest_is_counted(golden: Site) -> None:
    """An analyst reads no thousand passages beside a page, and a browser is sent none."""
    desk: Any = copy(golden.desk)
    source = next(iter(golden.desk.known.sources.values()))
    long = msgspec.structs.replace(source, paragraphs=("\u202eOnce.", *["Again and again."] * 1_000), skip=())
    desk.known = msgspec.structs.replace(golden.desk.known, sources={long.id: long})
    desk.cited = {}
    (one,) = notes(desk, golden.where, Part("sources", long.id), "").uncited
    assert (len(one.passages), one.more) == (MOST, 1_001 - MOST)
    assert one.passages[0].text == "\\u202eOnce."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Two \t words\u00a0here ", "Two words here"),
        ("\u202eseen", "\\u202eseen"),
        ("a" * LONGEST, "a" * LONGEST),
        ("a" * (LONGEST + 1), "a" * LONGEST + "…"),
        ("a " * LONGEST, ("a " * LONGEST)[: LONGEST - 1] + "…"),
        ("word " * 40 + "w", ("word " * 40).strip() + "…"),
        ("a" + " " * 10_000 + "b", "a…"),
        ("", ""),
    ],
    ids=["blanks", "bidi", "fits", "one word", "words", "at a word", "far apart", "nothing"],
)
def test_a_passage_begins_as_its_text_does(text: str, words: str) -> None:
    """On one line, cut at a word; what is cut says so."""
    assert beginning(text) == words
