"""What the benchmark of the preview saves, and the tables it prints. tests/e2e/test_preview_benchmark.py runs it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ..bench import saves
from ..bench.builders import PEER, PLAIN, Builder, prepare
from ..bench.edits import DESK, HUGO, Scene, write
from ..bench.latencies import Around, Seen, report
from ..bench.preview import arguments, main
from ..bench.run import NO_HUGO
from ..bench.saves import SAVES, Asked, Save

COUNT = 3


@pytest.fixture(params=[DESK, HUGO])
def builder(request: pytest.FixtureRequest, tmp_path: Path) -> Builder:
    """Of a small project, ready for its first save."""
    made = Builder(PLAIN, request.param, tmp_path / "project", (), ("site",))
    prepare(made, COUNT, 1, 1)
    for name, text in saves.first_files(made.kind).items():
        write(made.project / name, text)
    return made


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES.keys())
def test_each_save_changes_files_that_are_there(builder: Builder, save: Callable[[Asked], Save]) -> None:
    """All of them, and every turn anew: an edit adds nothing."""
    for turn in range(2):
        made = save(Asked(builder, Scene(1, COUNT, turn)))
        assert made.files
        for name, text in made.files.items():
            assert (builder.project / name).read_text(encoding="utf-8") != text
            write(builder.project / name, text)
        assert made.page.endswith("/")


def test_a_checkout_is_the_same_for_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many files of the same meetings and sources, and no more than there may be."""
    scene = Scene(1, 60, 4)
    desk, hugo = (
        saves.checkout(Asked(Builder(kind, kind, tmp_path, (), ("site",)), scene)).files for kind in (DESK, HUGO)
    )
    assert [Path(name).stem for name in desk] == [Path(name).stem for name in hugo]
    assert all(re.search(r"edition\s+5", text) for text in (*desk.values(), *hugo.values()))
    monkeypatch.setattr(saves, "MANY", 7)
    assert len(saves.checkout(Asked(Builder(DESK, DESK, tmp_path, (), ("site",)), scene)).files) == 7


def seen(builder: str, painted: float, turn: int) -> Seen:
    """A summary that was painted after so many milliseconds."""
    return Seen(COUNT, "summary", turn, builder, 1, painted, 0.0, 0.5)


def test_the_table_has_medians_percentiles_and_their_ratio() -> None:
    """One late sight of twenty-one does not count; the second latest is what one in twenty exceeds."""
    sights = [seen(PLAIN, 20.0 + turn, turn) for turn in range(20)] + [seen(PLAIN, 900.0, 20)]
    lines = list(report([*sights, seen(PEER, 300.0, 0)], [], [Around(COUNT, 0.0, 0.1)]))
    row = next(line for line in lines if line.startswith("| a summary"))
    assert row.endswith("| 1 / 1 | 21 / 1 | 30.0 | 39.0 | 300 | 300 | **0.10** |")
    head = lines[lines.index(row) - 2]
    assert head.count("|") == lines[lines.index(row) - 1].count("|") == row.count("|")


def test_a_save_that_was_never_seen_is_told() -> None:
    """And is no save of no time."""
    lines = list(report([seen(PLAIN, 20.0, 0), seen(PLAIN, 0.0, 1), seen(PEER, 0.0, 0)], [], [Around(COUNT, 0.0, 0.1)]))
    assert next(line for line in lines if line.startswith("| a summary")).endswith(
        "| 1 / 1 | 1 of 2 / 0 of 1 | 20.0 | 20.0 | – | – | – |"
    )


@pytest.mark.parametrize(("others", "expected"), [(0.0, False), (1.2, True)])
def test_a_busy_machine_is_named(others: float, *, expected: bool) -> None:
    """Figures taken while others worked must not pass for claims."""
    lines = report([seen(PLAIN, 20.0, 0)], [], [Around(COUNT, others, 0.1)])
    assert any("BUSY" in line for line in lines) is expected


def test_without_hugo_it_says_how_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And how to go on without."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["--work", str(tmp_path)])
    told = capsys.readouterr().err
    assert NO_HUGO.partition(":")[0] in told
    assert "--only briefbook" in told
    assert "--only" in arguments().format_help()
