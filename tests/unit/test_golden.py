"""The pages of a small invented site, compared byte for byte with what they were.

After a change that is meant, look at the difference, then take it over:

    python -m pytest tests/unit/test_golden.py --refresh-golden

The search index and the assets themselves are left out, and the digests in the names of assets are covered, so that a
line of CSS does not touch every page.
"""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path

import pytest

from generator.build import Made, Project, Wishes, make
from generator.paths import builtin_templates

GOLDEN = Path(__file__).parents[1] / "golden"
EXPECTED = GOLDEN / "expected"
LEFT_OUT = ("assets/", "search/pagefind", "search/facets", "search/dates", "search/fragment", "search/index/")
DIGEST = re.compile(rb"(assets/[\w./-]+?)-[0-9a-f]{8}(\.\w+)")
LINES_SHOWN = 60


def project(folder: Path) -> Project:
    """The invented site, built with the project's templates."""
    return Project(
        content=GOLDEN / "content", builtin=builtin_templates(), out=folder / "site", cache=folder / ".briefbook"
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The invented site as published, in memory."""
    return make(project(tmp_path_factory.mktemp("golden")), Wishes())


def pages(made: Made) -> dict[str, bytes]:
    """The files under comparison, by name."""
    return {
        name: DIGEST.sub(rb"\1-DIGEST\2", content)
        for name, content in made.files.items()
        if name.endswith((".html", ".txt", ".json", ".xml", ".ics", ".csv")) and not name.startswith(LEFT_OUT)
    }


def test_the_invented_site_has_no_errors(made: Made) -> None:
    """Nothing below would be made otherwise; all warnings are accepted ones."""
    assert [(one.code, str(one.at)) for one in made.diagnostics if one.severity in {"error", "warning"}] == []
    assert made.files


def test_the_pages_are_what_they_were(made: Made, request: pytest.FixtureRequest) -> None:
    """Every byte of every page; see above for how to take a change over."""
    now = pages(made)
    assert now
    if request.config.getoption("--refresh-golden"):
        refresh(now)
    before = {
        path.relative_to(EXPECTED).as_posix(): path.read_bytes() for path in EXPECTED.rglob("*") if path.is_file()
    }
    assert not difference(before, now), difference(before, now)


def refresh(now: dict[str, bytes]) -> None:
    """Takes these pages as the expected ones."""
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for name, content in now.items():
        path = EXPECTED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def difference(before: dict[str, bytes], now: dict[str, bytes]) -> str:
    """What a person wants to see: the pages by name, and the first lines that differ, old and new."""
    names = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    lines: list[str] = []
    for name in names:
        old, new = (files.get(name, b"").decode().splitlines() for files in (before, now))
        lines += difflib.unified_diff(old, new, f"expected/{name}", f"made/{name}", n=1, lineterm="")
    more = [f"… and {len(lines) - LINES_SHOWN} lines more"] if len(lines) > LINES_SHOWN else []
    head = [f"{len(names)} pages differ: {', '.join(names[:12])}"] if names else []
    return "\n".join([*head, *lines[:LINES_SHOWN], *more])


def test_a_difference_is_readable() -> None:
    """It names the pages, and shows the lines in question and no others."""
    said = difference({"a": b"one\ntwo\nthree\nfour\n", "b": b"gone\n"}, {"a": b"one\n2\nthree\nfour\n", "c": b"new\n"})
    assert said.splitlines()[0] == "3 pages differ: a, b, c"
    assert {"-two", "+2", "-gone", "+new"} <= set(said.splitlines())
    assert "four" not in said
    assert difference({"a": b"x"}, {"a": b"x"}) == ""


def test_nothing_withheld_stands_in_any_file(made: Made) -> None:
    """Words of paragraphs that nobody cites, of a source shown by link only, and of those set aside."""
    everything = b"\n".join(made.files.values())
    assert b"whatever the page" not in everything
    assert b"swept by the caretaker" not in everything
    assert b"before the winter storms" not in everything
    assert b"met in Samplebury today" not in made.files["sources/ministry-20310914/index.html"]


def test_a_source_is_text_and_never_markup(made: Made) -> None:
    """A tag in an article is shown as it was captured."""
    page = made.files["sources/courier-20310307/index.html"].decode()
    assert "&lt;script&gt;alert(" in page
    assert "<script>alert(" not in page
    assert "[not a link](https://a.example/)" in page


def test_drafts_are_made_on_wish_only(made: Made, tmp_path: Path) -> None:
    """And then without an entry in search engines."""
    name = "meetings/2031-10-mockington-draft/index.html"
    assert name not in made.files
    drafts = make(project(tmp_path), Wishes(drafts=True, search=False))
    assert b"noindex" in drafts.files[name]
    assert b"Draft: not published" in drafts.files[name]
    assert b"Third meeting running" not in made.files["commitments/index.html"]
    assert b"Third meeting running" in drafts.files["commitments/index.html"]


def test_a_withdrawn_meeting_is_listed_nowhere(made: Made) -> None:
    """Its page stays, with a banner and out of search engines; only the passages it cites still lead back to it."""
    name = "meetings/2031-05-withdrawn-call"
    page = made.files[f"{name}/index.html"]
    assert b"Withdrawn" in page
    assert b"noindex" in page
    naming = {other for other, text in made.files.items() if other.endswith(".html") and b"2031-05-withdrawn" in text}
    assert naming == {f"{name}/index.html", "sources/courier-20310307/index.html"}


def test_old_addresses_lead_to_the_new_ones(made: Made) -> None:
    """An alias is a page that says where the entry went."""
    for old, new in (
        ("meetings/2031-03-exampleton-talks", "meetings/2031-03-exampleton-harbours"),
        ("people/barney-specimen", "people/barnaby-specimen"),
        ("organizations/old-harbours", "organizations/skerry-harbours"),
    ):
        page = made.files[f"{old}/index.html"].decode()
        assert f'href="https://skerry.example/record/{new}/"' in page
        assert f"../../{new}/" in page


def test_every_page_knows_the_file_it_comes_from(made: Made) -> None:
    """Countries stand together in one file; lists and redirects come from none."""
    assert {path for path in made.pages.values() if not Path(path).is_file()} == set()
    assert made.pages["countries/bv/"].endswith("content/countries.yaml")
    assert made.pages["about/"].endswith("content/pages/about.md")
    assert "meetings/2031-03-exampleton-talks/" not in made.pages
