"""The benchmark of the preview works: every save is seen, and nothing is left running. No figure is tested."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.bench.builders import PEER, PLAIN
from tests.bench.latencies import NAMES
from tests.bench.machine import REPOSITORY
from tests.bench.run import WORK, installed_hugo
from tests.bench.saves import SAVES
from tests.bench.sights import NotSeenError, Sign, Tab

FEW = "3"
PATIENCE = 20.0
OLD = '<!doctype html><title>Old</title><link rel="stylesheet" href="site.css"><h1>Old</h1><main>old words</main>'


def command(work: Path, *more: str) -> Sequence[str]:
    """Of a run at the least size."""
    return (sys.executable, "-m", "tests.bench.preview", "-n", FEW, "-e", "1", "--work", str(work), *more)


@pytest.mark.parametrize("name", [PLAIN, PEER])
def test_each_save_is_seen(tmp_path: Path, name: str) -> None:
    """In all phases; Hugo tells nobody of what is saved right after a page was opened."""
    more = ["--only", name.lower(), "--pause", "0" if name == PLAIN else "1"]
    if name == PEER:
        hugo = os.environ.get("BRIEFBOOK_BENCH_HUGO") or installed_hugo(REPOSITORY / WORK)
        if not hugo:
            pytest.skip("Hugo is not installed: python -m tests.bench.run --install-hugo")
        more += ["--hugo", str(hugo)]
    done = subprocess.run(command(tmp_path, *more), cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all(told in done.stdout for told in (*NAMES.values(), f"{FEW} meetings", name))
    lines = (tmp_path / "preview.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [json.loads(line) for line in lines]
    seen = [one for one in kept if "phase" in one]
    assert [one["phase"] for one in seen] == list(SAVES)
    assert min(one["painted"] for one in seen) > 0
    [server] = [one for one in kept if "idle" in one]
    assert min(server["start"], server["megabytes"], server["megabytes_after"]) > 0


def test_no_server_outlives_it(tmp_path: Path) -> None:
    """Whoever ends it in the middle finds the port closed."""
    more = ("--only", "briefbook", "--pause", "0", "--phases", "summary")
    started = subprocess.Popen(
        [*command(tmp_path, *more), "-e", "1000"], cwd=REPOSITORY, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert started.stderr is not None
    assert b"summary" in started.stderr.readline()
    started.send_signal(signal.SIGTERM)
    started.communicate(timeout=PATIENCE)
    assert started.returncode == 130
    [log] = tmp_path.rglob("briefbook.log")
    address = re.search(r"http://127\.0\.0\.1:(\d+)/", log.read_text(encoding="utf-8"))
    assert address is not None
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", int(address[1])).connect()


CHANGES: dict[str, tuple[Sign, dict[str, str], str]] = {
    "words in place": (Sign("main", "new words"), {}, "document.querySelector('main').textContent = 'new words'"),
    "words after a reload": (Sign("main", "new words"), {"index.html": OLD.replace("old", "new")}, "location.reload()"),
    "style in place": (
        Sign("h1", "rgb(1, 2, 3)", "color"),
        {"site.css": "h1{color:rgb(1,2,3)}"},
        "document.querySelector('link').href = 'site.css?2'",
    ),
}
"""What is looked for, the files that are saved, and what the page then does."""


@pytest.mark.parametrize(("sign", "files", "action"), CHANGES.values(), ids=CHANGES.keys())
def test_a_sight_lies_between_the_save_and_now(
    browser: Browser, tmp_path: Path, serve_folder: Callable[..., str], sign: Sign, files: dict[str, str], action: str
) -> None:
    """By one clock, whatever way the page becomes new, under the published policy."""
    for name, text in {"index.html": OLD, "site.css": ""}.items():
        (tmp_path / name).write_text(text)
    tab = Tab(browser, PATIENCE, deaf=0)
    assert tab.open(serve_folder(tmp_path))

    def save() -> float:
        begun = time.time()
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        tab.page.evaluate(action)
        return begun

    sight = tab.watch(sign, save)
    tab.close()
    assert sight.saved - sight.error < sight.painted < time.time() + sight.error


def test_what_is_never_shown_is_never_seen(browser: Browser, tmp_path: Path, serve_folder: Callable[..., str]) -> None:
    """It is said what was looked for, and where."""
    (tmp_path / "index.html").write_text(OLD)
    tab = Tab(browser, 0.5, deaf=0)
    assert tab.open(serve_folder(tmp_path))
    with pytest.raises(NotSeenError, match="did not show 'new words' in 'main'"):
        tab.watch(Sign("main", "new words"), time.time)
    tab.close()
