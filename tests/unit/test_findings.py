"""What is found is the same with a shelf and without, whatever was edited since the shelf was filled; and an entry of
whose reads nothing changed is not checked again.

The tests are shown to be able to fail: with each fault planted on purpose, an edit leaves findings that do not hold.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator import findings
from generator.build import Project, Wishes, check
from generator.checks import of_entry
from generator.diagnostics import Diagnostic
from generator.findings import Findings
from generator.load import load
from generator.paths import builtin_templates
from generator.relate.blocks import entries
from generator.shelf import open_shelf
from generator.traces import telling
from tests.planting import plant

from .checks.reading import BASE, context_of

CASES_OF = BASE.parent
CASES = sorted(CASES_OF.glob("*/*.txt"))
DAYS = (dt.date(2025, 4, 1), dt.date(2025, 6, 1), dt.date(2025, 6, 2))


class Site:
    """A content folder with a shelf that knows what was found of it last."""

    def __init__(self, folder: Path) -> None:
        self.project = Project(
            content=folder / "content", builtin=builtin_templates(), out=folder / "site", cache=folder / "cache"
        )
        self.content = self.project.content
        self.today: dt.date | None = DAYS[1]
        shutil.copytree(BASE, self.content)
        self.found()

    def found(self) -> tuple[Diagnostic, ...]:
        """With the shelf."""
        with open_shelf(self.project.cache / "shelf", b"this tool") as shelf:
            return check(self.project, self.wishes, shelf=shelf).diagnostics

    def holds(self) -> bool:
        """Whether the same is found without the shelf."""
        return self.found() == check(self.project, self.wishes).diagnostics

    @property
    def wishes(self) -> Wishes:
        """What day it is."""
        return Wishes(search=False, today=self.today)

    def again(self) -> None:
        """All edits taken back."""
        shutil.rmtree(self.content)
        shutil.copytree(BASE, self.content)

    def plant(self, difference: str) -> None:
        """An edit."""
        plant(difference, self.content)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The record without mistakes."""
    return Site(tmp_path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_a_mistake_comes_and_goes(case: Path, site: Site) -> None:
    """Each way of every check: with the mistake, as it was before, and with it again."""
    site.plant(case.read_text(encoding="utf-8"))
    assert site.holds()
    site.again()
    assert site.holds()
    site.plant(case.read_text(encoding="utf-8"))
    assert site.holds()


@settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,), derandomize=True
)
@given(
    steps=st.lists(st.tuples(st.sampled_from(CASES), st.sampled_from((None, *DAYS)), st.booleans()), max_size=8),
)
def test_any_record_follows_any_other(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Path, dt.date | None, bool]]
) -> None:
    """Mistakes made and mended at once, on one day or another, in files that stand a line lower or not."""
    site = Site(tmp_path_factory.mktemp("site"))
    for case, today, lower in steps:
        site.again()
        site.today = today
        site.plant(case.read_text(encoding="utf-8"))
        for path in sorted(site.content.rglob("*.*")) if lower else ():
            moved_down(path)
        assert site.holds()


def moved_down(path: Path) -> None:
    """Everything in a file moves down a line."""
    text = path.read_text(encoding="utf-8")
    path.write_text(f"---\n# noted\n{text[4:]}" if path.suffix == ".md" else f"# noted\n{text}", encoding="utf-8")


def case(name: str) -> str:
    """A mistake, as the cases of the checks have it."""
    return (CASES_OF / f"{name}.txt").read_text(encoding="utf-8")


def a_source_moves_down(site: Site) -> None:
    """A note to a finding of a meeting points there."""
    site.plant(case("D103/wrong-day"))
    site.found()
    moved_down(site.content / "sources" / "courier.md")


def a_cite_goes(site: Site) -> None:
    """In the file of a person: the finding is one of the source."""
    site.plant(case("R109/right-cited-by-an-office-only"))
    site.found()
    site.plant("#\n=== people/edmund-former.yaml\n-     cite: ledger#p1\n+     cite: courier#p4")


def a_day_passes(site: Site) -> None:
    """The last one on which a commitment was not overdue."""
    site.plant(case("D107/wrong-open"))
    site.today = DAYS[0]
    site.found()
    site.today = DAYS[1]


def a_severity_is_set(site: Site) -> None:
    """In site.yaml, for what is found in a meeting."""
    site.plant(case("D109/wrong-month"))
    site.found()
    site.plant("#\n=== site.yaml\n+ checks: {D109: info}")


def an_office_begins_later(site: Site) -> None:
    """In the file of a person: the finding is one of the meeting."""
    site.plant("#\n=== people/barnaby-specimen.yaml\n-     start_date: 2024-06\n+     start_date: 2025-06")


def an_organization_goes(site: Site) -> None:
    """Its file: people name it."""
    (site.content / "organizations" / "ferry-office.yaml").unlink()


def a_summary_grows(site: Site) -> None:
    """By a sentence without a cite."""
    site.plant(case("Q107/wrong-second-sentence"))


def a_warning_is_accepted(site: Site) -> None:
    """Of a meeting, in its file."""
    site.plant(case("D109/wrong-month"))
    site.found()
    site.plant("#\n=== meetings/2025-05-samplebury.yaml\n+ accept: {D109: it was so published}")


def a_country_accepts(site: Site) -> None:
    """What is found of another one in its file."""
    countries = "#\n=== countries.yaml\n+ bv: {name: Placeholm}\n+ hm: {name: The Samplebury Herald}"
    site.plant(countries)
    site.found()
    (site.content / "countries.yaml").unlink()
    site.plant(countries.replace("Placeholm}", "Placeholm, accept: {R108: so they call themselves}}"))


def a_copy_comes(site: Site) -> None:
    """A source that says what another one does."""
    site.plant(case("I101/wrong-shared-wording"))


def a_copy_changes(site: Site) -> None:
    """A source comes to say what another one does."""
    a_copy_comes(site)
    path = site.content / "sources" / "mirror.md"
    copied = path.read_text(encoding="utf-8")
    head, _, _ = copied.rpartition("---\n")
    path.write_text(f"{head}---\nQuite another matter was before the council.\n", encoding="utf-8")
    site.found()
    path.write_text(copied, encoding="utf-8")


def a_file_breaks(site: Site) -> None:
    """A source that is cited cannot be read."""
    (site.content / "sources" / "courier.md").write_text("---\ntitle: [\n", encoding="utf-8")


EDITS: tuple[Callable[[Site], None], ...] = (
    a_source_moves_down,
    a_cite_goes,
    a_day_passes,
    a_severity_is_set,
    an_office_begins_later,
    an_organization_goes,
    a_summary_grows,
    a_warning_is_accepted,
    a_country_accepts,
    a_file_breaks,
    a_copy_comes,
    a_copy_changes,
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_is_noticed_and_so_is_its_end(edit: Callable[[Site], None], site: Site) -> None:
    """Something else is found after it, and what was found before when it is taken back."""
    before = site.found()
    edit(site)
    assert site.found() != before
    assert site.holds()
    site.again()
    site.today = DAYS[1]
    assert site.found() == before


Fault = tuple[str, object, Callable[[Site], None]]

FAULTS: dict[str, Fault] = {
    "places are not noted": ("findings._noting_files", lambda where: where, a_source_moves_down),
    "relations are not looked at": ("findings.each_answer", lambda _: {}, a_cite_goes),
    "days are not looked at": ("findings._turned", lambda *_: frozenset(), a_day_passes),
    "settings are not looked at": ("findings._of_all", lambda *_: b"", a_severity_is_set),
    "fields are not looked at": ("findings.changed_fields", lambda *_: {}, an_office_begins_later),
    "which entries there are is not looked at": ("findings._which", lambda _: {}, an_organization_goes),
    "an entry's own file is not noted": ("findings.note", lambda *_: None, a_summary_grows),
    "the texts of sources are not looked at": ("likened.FOLLOWS_FROM", ("issued",), a_copy_changes),
}
"""Mistakes that the tool could make: what does which instead, and an edit after which that is not so."""


@pytest.mark.parametrize(("name", "instead", "edit"), FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("planted", [True, False], ids=["planted", "not planted"])
def test_a_planted_fault_is_found(
    planted: bool,  # drawn
    name: str,
    instead: object,
    edit: Callable[[Site], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """And nothing is found without it."""
    if planted:
        monkeypatch.setattr(f"generator.{name}", instead)
    site = Site(tmp_path)
    edit(site)
    assert site.holds() is not planted


def checked_again(site: Site) -> set[str]:
    """The entries of which what was found does not hold, before anything is checked again."""
    with open_shelf(site.project.cache / "shelf", b"this tool") as shelf:
        loaded = load(site.content, shelf)
        context, _ = context_of(site.content, site.today)
        context = msgspec.structs.replace(context, library=telling(context.library))
        digests = {f"{kind}/{id}": digest for (kind, id), digest in loaded.digests.items()}
        now = Findings(context, digests, str(site.content), shelf)
        return {f"{kind}/{entry.id}" for kind, entry in entries(context.library)} - now.spared


def test_nothing_is_checked_again_where_nothing_changed(site: Site) -> None:
    """Not even on another day, if none has passed on which something was to be done."""
    site.today = DAYS[0]
    assert checked_again(site) == set()


@pytest.mark.parametrize(
    ("file", "old", "new", "again"),
    [
        ("site.yaml", "title: ", "editor: vscode://file/{path}\ntitle: ", set()),
        ("organizations/herald.yaml", "name: ", "note: It is one.\nname: ", {"organizations/herald"}),
        ("sources/herald.md", "title: ", "# noted\ntitle: ", {"sources/herald"}),
        ("people/barnaby-specimen.yaml", "name: ", "note: He is one.\nname: ", {"people/barnaby-specimen"}),
        (
            "people/barnaby-specimen.yaml",
            "start_date: 2024-06",
            "start_date: 2024-07",
            {"people/barnaby-specimen", "meetings/2025-03-exampleton", "meetings/2025-05-samplebury"},
        ),
    ],
)
def test_only_who_read_what_changed_is_checked_again(
    file: str, old: str, new: str, again: set[str], site: Site
) -> None:
    """A note of a person is read by nobody else, an office by the meetings where the person was."""
    path = site.content / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert checked_again(site) == again


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_checks_ask_no_relation_that_does_not_tell(case: Path, site: Site) -> None:
    """Another one would be worked out for the first who asks, and read unnoted by the next."""
    site.plant(case.read_text(encoding="utf-8"))
    context, _ = context_of(site.content)
    asked, _ = findings._telling(context)  # noqa: SLF001 # what the checks are given
    known = set(asked.library.__dict__)
    for kind, entry in entries(context.library):
        of_entry(asked, kind, entry)
    assert set(asked.library.__dict__) == known
