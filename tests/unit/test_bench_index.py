"""The benchmark of the search index goes through at a tiny size. Its figures are for people; no test asks them."""

from __future__ import annotations

import pytest

from tests.bench.index import main


def test_it_prints_a_table(capfd: pytest.CaptureFixture[str]) -> None:
    """With pages that the corpus has, and with more of them."""
    main(["-n", "20", "120", "--meetings", "3"])
    lines = capfd.readouterr().out.strip().splitlines()
    assert lines[2:4] == ["| pages | 20 | 120 |", "| --- | ---: | ---: |"]
    figures = {row[1].strip(): [cell.strip() for cell in row[2:4]] for row in (line.split("|") for line in lines[4:])}
    assert list(figures) == [
        "from nothing, CPU s",
        "one page edited, CPU s",
        "one page added, CPU s",
        "nothing changed, CPU s",
        "peak memory of Pagefind, MB",
        "peak memory of Briefbook, the pages included, MB",
        "files",
        "size, MB",
        "`facets.json` and `dates.json`, kB",
        "kept for the next build, MB",
    ]
    assert int(figures["files"][1]) > int(figures["files"][0]) > 20
