"""The benchmark works: it measures, and notices builds that show nothing new. No figure is tested."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ..bench import report
from ..bench.builders import PEER, PLAIN, Builder, builders, prepare
from ..bench.edits import DESK
from ..bench.machine import REPOSITORY
from ..bench.metering import Cost, cost
from ..bench.output import state, told, weights, written
from ..bench.rounds import PHASES, BuildFailedError, Run, rounds
from ..bench.run import NO_HUGO, WORK, installed_hugo, main

FEW = 3
ENVIRONMENT = dict(os.environ)
BIG = 64
"""Megabytes that a process takes in these tests."""
HUGO_SAID = """
                  │  EN
──────────────────┼──────
 Pages            │ 1195
 Paginator pages  │   15
 Non-page files   │    0
Total in 1501 ms
"""


def python(program: str) -> tuple[str, ...]:
    """A command that runs a program of this Python."""
    return (sys.executable, "-c", program)


def test_one_round_of_all_phases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of Briefbook as it is; every figure of every run is kept and above nothing."""
    assert main(["-n", str(FEW), "-r", "1", "--no-hugo", "--no-search", "--work", str(tmp_path)]) == 0
    lines = (tmp_path / "results.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [json.loads(line) for line in lines]
    assert [one["phase"] for one in kept] == list(PHASES)
    for one in kept:
        assert min(one["wall"], one["user"], one["peak"], one["pages"], one["size"], one["files"]) > 0
        assert one["meetings"] == FEW
        assert one["commit"]
        assert one["date"]
    assert kept[0]["written"] == kept[0]["files"] > FEW
    printed = capsys.readouterr().out
    assert all(name in printed for name in report.NAMES.values())
    assert f"{FEW} meetings" in printed


def test_hugo_builds_what_is_written_for_it(tmp_path: Path) -> None:
    """In all phases, as many meetings and sources as Briefbook would; and the changed page shows the change."""
    named = os.environ.get("BRIEFBOOK_BENCH_HUGO")
    binary = Path(named) if named else installed_hugo(REPOSITORY / WORK)
    if binary is None:
        pytest.skip("Hugo is not installed: python -m tests.bench.run --install-hugo")
    own = builders(tmp_path, binary, with_search=False)[-1]
    prepare(own, FEW, 1, 1)
    runs = list(rounds([own], PHASES, FEW, 1, 1))
    assert [run.phase for run in runs] == list(PHASES)
    assert all(run.cost.wall > 0 and run.cost.peak > 0 and run.pages > FEW and "pages" in run.said for run in runs)
    assert weights(own.out)["meetings"].pages == FEW + 1


def test_without_hugo_it_says_how_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And builds nothing. The checkout may have one."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["--work", str(tmp_path)])
    assert NO_HUGO in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def desk(folder: Path, program: str) -> Builder:
    """A builder whose command is a program of ours, with a written project."""
    own = Builder(PLAIN, DESK, folder / "project", python(program), ("site", ".briefbook"))
    prepare(own, FEW, 1, 1)
    return own


def test_a_build_that_does_not_show_the_change_counts_for_nothing(tmp_path: Path) -> None:
    """However fast it is."""
    own = desk(tmp_path, "pass")
    with pytest.raises(BuildFailedError, match="does not show"):
        list(rounds([own], ["summary"], FEW, 1, 1))


def test_a_build_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    """The end of what it printed."""
    own = desk(tmp_path, "raise SystemExit('no such luck')")
    with pytest.raises(BuildFailedError, match="no such luck"):
        list(rounds([own], ["cold"], FEW, 1, 1))


def test_builders_take_turns_at_being_first(tmp_path: Path) -> None:
    """Whoever comes second finds a warm machine."""
    own = desk(tmp_path, "pass")
    order = [run.builder for run in rounds([own, own._replace(name=PEER)], ["unchanged"], FEW, 1, 2)]
    assert order[-4:] == [PLAIN, PEER, PEER, PLAIN]


def test_cost_counts_the_work_of_child_processes(tmp_path: Path) -> None:
    """Their time and their memory."""
    work = f"x = bytearray(b'x') * {BIG << 20}; sum(x[: 4 << 20])"
    spent = cost(
        python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"), tmp_path, ENVIRONMENT
    )
    assert spent.code == 0
    assert spent.peak > BIG
    assert 0 < spent.cpu <= spent.wall * 2


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not divide shared pages")
def test_cost_counts_memory_that_forks_share_once(tmp_path: Path) -> None:
    """Four forks of a process with 64 MB take 64 MB, not five times as much. Forks that end while a sample is taken may
    count for more than their shares.
    """
    program = f"""
import os
x = bytearray(b'x') * {BIG << 20}
for _ in range(4):
    if not os.fork():
        sum(range(6_000_000))
        os._exit(0)
for _ in range(4):
    os.wait()
"""
    assert BIG < cost(python(program), tmp_path, ENVIRONMENT).peak < 3 * BIG


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not divide shared pages")
def test_cost_is_not_that_of_the_measuring_process(tmp_path: Path) -> None:
    """A command begins as a fork of it, and a system may count what that fork had."""
    held = bytearray(b"x") * (2 * BIG << 20)
    assert 0 < cost(python("sum(range(3_000_000))"), tmp_path, ENVIRONMENT).peak < BIG < len(held)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not divide shared pages")
def test_cost_adds_up_what_processes_do_not_share(tmp_path: Path) -> None:
    """Two that have 64 MB each at the same time."""
    held = f"x = bytearray(b'x') * {BIG << 20}; "
    work = f"{held} sum(range(12_000_000))"
    program = f"import subprocess, sys; {held} subprocess.run([sys.executable, '-c', {work!r}])"
    assert cost(python(program), tmp_path, ENVIRONMENT).peak > 1.5 * BIG


def run_of(builder: str, wall: float, turn: int, meetings: int = FEW, pages: int = 20) -> Run:
    """A cold build that took so long, of twenty pages."""
    spent = Cost(wall, wall, 0.0, 100.0, 0.0, 0.1, 0, "")
    return Run(meetings, "cold", turn, builder, spent, pages, 1000, pages, pages, "")


def test_the_ratio_is_of_medians() -> None:
    """One bad run of three does not count."""
    walls = {PLAIN: (1.0, 2.0, 90.0), PEER: (8.0, 4.0, 0.5)}
    runs = [run_of(name, wall, turn) for name, taken in walls.items() for turn, wall in enumerate(taken)]
    row = next(line for line in report.report(runs) if line.startswith("| cold"))
    assert row.startswith("| cold | 2.00 | 4.00 | **0.50** |")


def test_cost_a_page_is_shown_for_several_sizes() -> None:
    """Twice as many pages in three times the time: of each further page, the double of the first ones."""
    runs = [run_of(PLAIN, 2.0, 0), run_of(PLAIN, 6.0, 0, meetings=FEW * 10, pages=40)]
    rows = [line for line in report.report(runs) if line.startswith(f"| cold | {PLAIN} | ")]
    assert rows[-2].endswith("| 20 | 100.00 | 100.00 | 5000 | – | – |")
    assert rows[-1].endswith("| 40 | 150.00 | 150.00 | 2500 | 200.00 | 0 |")
    assert not any("a page" in line for line in report.report(runs[:1]))


@pytest.mark.parametrize(("others", "expected"), [(0.0, False), (1.2, True)])
def test_a_busy_machine_is_named(others: float, *, expected: bool) -> None:
    """Figures taken while others worked must not pass for claims."""
    run = run_of(PLAIN, 1.0, 0)
    assert ("BUSY" in report.noise([run._replace(cost=run.cost._replace(others=others))])) is expected


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (HUGO_SAID, "1195 pages, 15 paginator pages"),
        ("warning\nbuilt 9 pages in site, 0.1 s\n\n1 warning", "built 9 pages in site, 0.1 s"),
        ("", ""),
    ],
)
def test_what_a_builder_says_is_kept(output: str, expected: str) -> None:
    """In one line."""
    assert told(output) == expected


def test_files_that_were_written_again_are_counted(tmp_path: Path) -> None:
    """A file that was left alone is not."""
    for name in "abc":
        (tmp_path / name).write_text(name)
    before = state(tmp_path)
    _replaced(tmp_path / "a", os.replace)
    (tmp_path / "d").write_text("d")
    assert written(before, state(tmp_path)) == 2


def _replaced(file: Path, move: Callable[[Path, Path], None]) -> None:
    """The file with the same words, written again."""
    new = file.with_suffix(".new")
    new.write_text(file.read_text())
    move(new, file)
