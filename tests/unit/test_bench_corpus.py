"""The generated corpus: the same bytes each time, the same meetings at every size, nothing for the checks to find."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from generator.build import Project, Wishes, build
from generator.checks.withheld import RUN, Words
from generator.diagnostics import Severity
from generator.inline import without_marks
from generator.model import Status
from generator.paths import builtin_templates
from generator.text import words_of

from ..bench.briefing import draft, summary
from ..bench.captures import dossier
from ..bench.chance import dice
from ..bench.corpus import main, write_corpus, write_for_hugo
from ..bench.facts import DRAWN, about
from ..bench.lists import rows, table
from ..bench.occasion import Occasion, is_extreme, occasion
from ..bench.sentences import Slots, fill, settled
from ..bench.world import POSTS, person_id, person_name

SEED = 1
FEW, MORE = 4, 14
"""The first fourteen have an extreme meeting, one with one point on one source, and a heading that is too long."""


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of fourteen meetings."""
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder, MORE, SEED)
    return folder


def test_the_same_number_and_seed_give_the_same_bytes(small: Path, tmp_path: Path) -> None:
    """In several processes too."""
    write_corpus(tmp_path, MORE, SEED, jobs=2)
    assert files_of(tmp_path) == files_of(small)


def test_another_seed_gives_another_corpus(small: Path, tmp_path: Path) -> None:
    """Down to the names of the meetings."""
    write_corpus(tmp_path, FEW, SEED + 1)
    assert not files_of(tmp_path).keys() & {name for name in files_of(small) if "/meetings/" in name}


def test_a_meeting_is_the_same_text_at_every_size(small: Path, tmp_path: Path) -> None:
    """So are its sources: what is measured at one size can be compared with another."""
    write_corpus(tmp_path, FEW, SEED)
    less, more = files_of(tmp_path), files_of(small)
    dated = [name for name in less if name.split("/")[1] in {"meetings", "sources"}]
    assert len(dated) > FEW
    assert [name for name in dated if less[name] != more.get(name)] == []


def test_a_smaller_corpus_leaves_nothing_of_the_larger_one(tmp_path: Path) -> None:
    """A folder can be used again."""
    write_corpus(tmp_path / "again", MORE, SEED)
    write_corpus(tmp_path / "again", FEW, SEED)
    write_corpus(tmp_path / "new", FEW, SEED)
    assert files_of(tmp_path / "again") == files_of(tmp_path / "new")


@pytest.mark.parametrize(("builder", "write"), [("briefbook", write_corpus), ("hugo", write_for_hugo)])
def test_the_command_writes_what_is_asked(
    tmp_path: Path, builder: str, write: Callable[[Path, int, int], None]
) -> None:
    """For Briefbook, or for Hugo."""
    main([str(tmp_path / "told"), "-n", str(FEW), "--seed", "2", "--for", builder])
    write(tmp_path / "called", FEW, 2)
    assert files_of(tmp_path / "told") == files_of(tmp_path / "called")


@pytest.mark.no_cover  # a whole build: its lines are counted where less is built
def test_it_builds_without_an_error_or_a_warning(small: Path) -> None:
    """Neither in the files nor in what is produced, withheld words included, whatever the day."""
    project = Project(
        content=small / "content", builtin=builtin_templates(), out=small / "site", cache=small / ".briefbook"
    )
    made = build(project, Wishes(search=False, today=datetime.date(2044, 12, 31)))
    assert [one for one in made.diagnostics if one.severity is not Severity.INFO] == []
    assert made.counts.ties > MORE


def runs_of(text: str) -> Iterator[Words]:
    """All runs of twelve words."""
    words = words_of(text)
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def in_words(text: str) -> str:
    """As the search index has it; each link of a summary has words of its own."""
    return without_marks(text, lambda cross: cross.text)


def slots_of(event: Occasion) -> Slots:
    """What sentences may say of a meeting: of all they may be about, that which takes most words."""
    things, acts = (";".join(row[at] for row in rows("topics")).split(";") for at in (2, 3))
    most = {"object": max(things, key=lambda one: len(one.split())), "act": max(acts, key=lambda one: len(one.split()))}
    known = about(event)
    more = {"person": f"{known['family']}, Envoy,", "name": known["family"], "by": "", "until": ""}
    return settled({**known, **most, **more}, dice(SEED, "slots"), *DRAWN)


@pytest.mark.parametrize("sides", [2, 3, 4])
def test_two_sentences_of_a_summary_make_no_sentence_of_an_article(sides: int) -> None:
    """In the search index they stand side by side, without the cite that is between them on the page."""
    event = next(one for one in (occasion(SEED, number) for number in range(100)) if len(one.offices) == sides)
    slots = slots_of(event)
    lines = [*table("points"), *table("official-points")]
    written = {run for line in lines for run in runs_of(fill(line[1], slots))}
    own = draft(SEED, dossier(SEED, event))
    first, second = own.dossier.facts[:2]
    for one, other in product((fill(line[2], slots) for line in lines), repeat=2):
        told = first._replace(kind="commitment", text=one), second._replace(kind="commitment", text=other)
        text = summary(own._replace(dossier=own.dossier._replace(facts=told)))
        alone = {run for sentence in text.split("].") for run in runs_of(in_words(f"{sentence}]."))}
        assert not written & ({*runs_of(in_words(text))} - alone)


def test_the_corpus_has_the_hard_cases() -> None:
    """Meetings that were withdrawn, drafts, and one with forty points, before the hundredth."""
    events = [occasion(SEED, number) for number in range(100)]
    assert {one.status for one in events} == {status.value for status in Status}
    assert any(is_extreme(one.number) for one in events)
    assert {one.tied for one in events} == {"", "part_of", "sidelines_of"}


def test_nobody_has_the_name_of_another() -> None:
    """As far as 25,000 meetings need people."""
    people = range(25_000 // 60 * POSTS)
    assert len({person_name(one).full for one in people}) == len(people)
    assert len({person_id(one) for one in people}) == len(people)
