"""What a finding weighs: settings of the site, and warnings the desk has accepted."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from generator.checks.severities import weighed
from generator.diagnostics import Diagnostic, Severity, Span
from generator.model import SiteSettings
from tests.planting import plant

from .reading import BASE, findings

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the record without mistakes, as `content` in the current folder."""
    shutil.copytree(BASE, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return Path("content")


@pytest.mark.parametrize(
    ("code", "severity", "wish", "becomes"),
    [
        ("Q101", ERROR, "warning", ERROR),
        ("R101", ERROR, "info", ERROR),
        ("L101", ERROR, "warning", ERROR),
        ("Y110", ERROR, "info", ERROR),
        ("S101", ERROR, "info", ERROR),
        ("Q107", WARNING, "error", ERROR),
        ("R109", WARNING, "info", INFO),
        ("D104", ERROR, "warning", WARNING),
        ("H105", ERROR, "warning", WARNING),
        ("I103", INFO, "warning", WARNING),
    ],
)
def test_a_site_may_weigh_what_breaks_no_promise(code: str, severity: Severity, wish: str, becomes: Severity) -> None:
    """Errors of reading, references, quotations and rights stay errors; all else is the site's to decide."""
    site = SiteSettings(title="", base_url="", checks=((code, wish),))
    found = Diagnostic(at=Span("content/x.yaml"), code=code, message="", severity=severity)
    assert [one.severity for one in weighed([found], site)] == [becomes]


def test_an_accepted_warning_tells_its_reason(content: Path) -> None:
    """It becomes an info in the file that accepts it, with the reason in its message."""
    plant((BASE.parent / "R112" / "right-accepted.txt").read_text(encoding="utf-8"), content)
    found = [one for one in findings(content) if one.code == "R109"]
    assert [(one.severity, one.message) for one in found] == [
        (INFO, "source 'ledger' is never cited (accepted: kept as the origin of both articles)")
    ]


def test_an_acceptance_holds_in_its_own_file_only(content: Path) -> None:
    """Another source that is never cited still warns, and the acceptance that accepts nothing is reported."""
    plant((BASE.parent / "R109" / "wrong-unused.txt").read_text(encoding="utf-8"), content)
    plant("#\n=== sources/herald.md\n- unknown: [url]\n+ unknown: [url]\n+ accept:\n+   R109: kept", content)
    found = {(one.code, one.at.path) for one in findings(content) if one.severity is WARNING}
    assert found == {("R109", "content/sources/ledger.md"), ("R112", "content/sources/herald.md")}


@pytest.mark.parametrize(("today", "codes"), [(None, set()), (datetime.date(2025, 6, 1), {"R112"})])
def test_an_acceptance_is_not_idle_while_its_check_was_not_asked(
    content: Path, today: datetime.date | None, codes: set[str]
) -> None:
    """Overdue commitments are looked for only by those who say what day it is."""
    plant("#\n=== meetings/2025-05-samplebury.yaml\n+ accept:\n+   D107: nobody will know before autumn", content)
    assert {one.code for one in findings(content, today) if one.severity is WARNING} == codes


def test_nothing_is_called_unused_while_a_file_cannot_be_read(content: Path) -> None:
    """The file with the mistake may be the one that cites: one mistake, one finding."""
    plant("#\n=== meetings/2025-05-samplebury.yaml\n- kind: bilateral\n+ kind: bilaterall", content)
    plant("#\n=== topics/harbours.yaml\n+ accept:\n+   R108: the meeting has the other one", content)
    assert {one.code for one in findings(content) if one.severity is not INFO} == {"S111"}
