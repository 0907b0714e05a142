"""The instruments must see what they are there to see: a test on a blind one proves nothing."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.browser import Visit, barriers
from tests.e2e.conftest import ServeFolder
from tests.e2e.htmlcheck import html_errors
from tests.e2e.serving import POLICY, SEARCH_POLICY

GOOD = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>A page</title><link rel="stylesheet" href="a.css"></head>
<body><main><h1>A page</h1>{}</main></body>
</html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One good page, its stylesheet, a 404 page and an empty folder."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "search").mkdir()
    (tmp_path / "a.css").write_text("main { color: black }", encoding="utf-8")
    for name in ("index.html", "search/index.html"):
        (tmp_path / name).write_text(GOOD.format("<p>Fine.</p>"), encoding="utf-8")
    (tmp_path / "404.html").write_text(GOOD.format("<p>Not here.</p>"), encoding="utf-8")
    return tmp_path


def ask(address: str) -> tuple[int, str, str]:
    """Status, content policy and body."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - the address is our own server's
            return answer.status, answer.headers["Content-Security-Policy"], answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.headers["Content-Security-Policy"], refusal.read().decode()


def test_serves_pages_under_the_policy(folder: Path, serve_folder: ServeFolder) -> None:
    """Every page has the strict policy; the search page alone may compile WebAssembly."""
    address = serve_folder(folder)
    assert ask(address) == (200, POLICY, GOOD.format("<p>Fine.</p>"))
    assert ask(address + "search/")[1] == SEARCH_POLICY


def test_serves_nothing_outside_the_prefix(folder: Path, serve_folder: ServeFolder) -> None:
    """https://example.org/briefs/ does not own https://example.org/."""
    address = serve_folder(folder, prefix="/briefs/")
    assert ask(address)[0] == 200
    status, policy, body = ask(address.removesuffix("briefs/"))
    assert (status, policy) == (404, POLICY)
    assert "Not here." in body


def test_lists_no_folder(folder: Path, serve_folder: ServeFolder) -> None:
    """A folder without index.html is the 404 page."""
    assert ask(serve_folder(folder) + "empty/")[0] == 404


def test_a_good_page_has_no_complaints(
    folder: Path, serve_folder: ServeFolder, open_page: Callable[..., Visit]
) -> None:
    """The record of a page as it should be is empty, and axe-core finds nothing."""
    seen = open_page(serve_folder(folder))
    assert seen.complaints == ()
    assert barriers(seen.page) == ()


@pytest.mark.parametrize(
    ("planted", "kind", "words"),
    [
        ('<script src="thrower.js"></script>', "errors", "thrown on purpose"),
        ("<script>document.title = 'inline'</script>", "violations", "inline"),
        ('<p style="color: red">red</p>', "violations", "style"),
        ('<img src="http://elsewhere.invalid/a.png" alt="">', "strangers", "http://elsewhere.invalid/a.png"),
        ('<img src="missing.png" alt="">', "failures", "404"),
    ],
)
def test_records_what_is_wrong(  # each plants one mistake
    planted: str, kind: str, words: str, folder: Path, serve_folder: ServeFolder, open_page: Callable[..., Visit]
) -> None:
    """A thrown error, a breach of the policy, a request that leaves the site, a missing file."""
    (folder / "thrower.js").write_text("throw new Error('thrown on purpose')", encoding="utf-8")
    (folder / "bad.html").write_text(GOOD.format(planted), encoding="utf-8")
    seen = open_page(serve_folder(folder) + "bad.html")
    assert any(words in complaint for complaint in getattr(seen, kind)), seen


def test_a_window_is_as_asked(folder: Path, serve_folder: ServeFolder, open_page: Callable[..., Visit]) -> None:
    """Width and colours are those of the reader described."""
    seen = open_page(serve_folder(folder), width=390, colours="dark")
    assert seen.page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [390, True]


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
        ("<h4>too deep</h4>", "heading-order"),
        ('<p class="pale">hard to read</p>', "color-contrast"),
    ],
)
def test_axe_finds_barriers_under_the_policy(
    planted: str, rule: str, folder: Path, serve_folder: ServeFolder, open_page: Callable[..., Visit]
) -> None:
    """axe-core works although the page's policy lets no script of ours in, and names the place."""
    (folder / "a.css").write_text(".pale { color: #ccc; background: #fff }", encoding="utf-8")
    (folder / "bad.html").write_text(GOOD.format(planted), encoding="utf-8")
    found = barriers(open_page(serve_folder(folder) + "bad.html").page)
    assert [barrier.rule for barrier in found] == [rule]
    assert found[0].where != ()


def test_the_validator_accepts_good_pages(folder: Path) -> None:
    """No message on valid HTML."""
    assert html_errors(folder.glob("*.html")) == ()


def test_the_validator_finds_each_mistake(folder: Path) -> None:
    """Two ids of one name, and a div in a p, with file, line and rule."""
    bad = folder / "bad.html"
    bad.write_text(GOOD.format('\n<p id="a">x</p>\n<p id="a">x</p>\n<p><div>x</div></p>'), encoding="utf-8")
    found = html_errors([folder / "index.html", bad])
    assert {(error.file, error.line) for error in found} >= {(str(bad), 6), (str(bad), 7)}
    assert {"no-dup-id"} <= {error.rule for error in found}


def test_the_validator_refuses_to_look_at_nothing() -> None:
    """An empty list of pages must not pass for a clean one."""
    with pytest.raises(RuntimeError, match="no HTML"):
        html_errors([])
