"""Checks of single entries: they report in the entry's own file, and look others up without walking over any."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator.checks import CHECKS, OF_AN_ENTRY, WHOLE, Context, of_entry, run
from generator.checks.relations import ASKED
from generator.diagnostics import Severity
from generator.reads import told
from generator.relate.blocks import KINDS, entries
from generator.relate.once import keep
from generator.relate.reports import separate_reports
from tests.planting import plant

from .reading import BASE, context_of, findings

INFO, WARNING = Severity.INFO, Severity.WARNING
CASES = sorted(BASE.parent.glob("*/wrong*.txt"))
HINTED = frozenset({"R101", "R102"})
"""Codes whose hints name what looks like an unknown id, so that all ids are looked at once something is wrong."""

COUNTRIES = """#
=== countries.yaml
+ bv:
+   name: Ferry Office of Samplebury
+   {}
+ hm:
+   name: The Samplebury Herald
+   {}
"""
"""Two countries with the names of organizations, and what each accepts."""

NOTHING = "aliases: [as-nobody-writes-it]"
THE_NAME = "accept: {R108: so they call themselves}"
ANOTHER = "accept: {R109: so they call themselves}"


class Closed(dict[str, Any]):
    """A mapping in which single keys can be looked up, and over which nobody can walk once it is shut."""

    shut = False

    def __getattribute__(self, name: str) -> object:
        """Everything but its keys, values and items."""
        if name in {"keys", "values", "items"}:
            self._ask()
        return super().__getattribute__(name)

    def __iter__(self) -> Iterator[str]:
        """Its keys."""
        self._ask()
        return super().__iter__()

    def __len__(self) -> int:
        """The number of its keys."""
        self._ask()
        return super().__len__()

    def _ask(self) -> None:
        assert not self.shut, "somebody walks over a whole mapping of the library"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the record without mistakes, as `content` in the current folder."""
    shutil.copytree(BASE, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return Path("content")


def closed_relations(context: Context) -> list[Closed]:
    """The relations that checks may ask, worked out and put where they are asked."""
    found = []
    for relation in ASKED:
        asked: Mapping[Any, object] = (shut := Closed(relation(context.library)))
        keep(context.library, relation, asked)
        found.append(shut)
    return found


def closed(context: Context) -> tuple[Context, list[Closed]]:
    """The same context with mappings that can be shut, and these."""
    mappings = {kind: Closed(getattr(context.library, kind)) for kind in KINDS}
    library = msgspec.structs.replace(context.library, **mappings)
    return msgspec.structs.replace(context, library=library), [*mappings.values()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_an_entry_is_checked_without_walking_over_others(case: Path, content: Path) -> None:
    """Once the relations are known, only keys are looked up; and what is found of all entries is found of each."""
    plant(case.read_text(encoding="utf-8"), content)
    context, mappings = closed(context_of(content)[0])
    found = run(context)
    relations = closed_relations(context)
    context = msgspec.structs.replace(context, reports=separate_reports(context.library))
    each = [*entries(context.library)]
    whole = {one for check in WHOLE for one in check(context)}
    hinted = not HINTED.isdisjoint(one.code for one in found)
    for mapping in mappings:
        mapping.shut = not hinted
    for relation in relations:
        relation.shut = True
    single = {one for kind, entry in each for one in of_entry(context, kind, entry)}
    assert single | whole == {*found}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_what_is_found_of_an_entry_stands_in_its_file(case: Path, content: Path) -> None:
    """So that the findings of a file are known when it and what it looks up are known."""
    plant(case.read_text(encoding="utf-8"), content)
    context, _ = context_of(content)
    for kind, entry in entries(context.library):
        file = context.where(kind, entry.id).path
        assert {one.at.path for one in of_entry(context, kind, entry)} <= {file}


def test_every_kind_has_its_checks() -> None:
    """Those of all kinds, without one that was forgotten in a new kind, and each named once in the list of all."""
    assert OF_AN_ENTRY.keys() == {*KINDS}
    assert len({*CHECKS}) == len(CHECKS) == len({check.__name__ for check in CHECKS})


@pytest.mark.parametrize(
    ("one", "other", "weights"),
    [
        (NOTHING, "note: None.", [WARNING, WARNING]),
        (THE_NAME, NOTHING, [INFO, INFO]),
        (NOTHING, THE_NAME, [INFO, INFO]),
        (THE_NAME, THE_NAME, [INFO, INFO]),
        (THE_NAME, ANOTHER, [INFO, INFO, WARNING]),
    ],
)
def test_the_countries_share_a_file_and_what_it_accepts(
    one: str, other: str, weights: list[Severity], content: Path
) -> None:
    """An acceptance of one lowers the warnings of both, and only what no country warns of is accepted in vain."""
    plant(COUNTRIES.format(one, other), content)
    found = [each for each in findings(content) if each.at.path == "content/countries.yaml"]
    assert [each.severity for each in found] == weights
    assert [each.code for each in found] == ["R108", "R108", "R112"][: len(found)]


def test_an_acceptance_of_a_country_is_used_by_another(content: Path) -> None:
    """The one that warns of nothing itself accepts for its file, and not in vain."""
    plant(COUNTRIES.format(NOTHING, THE_NAME).replace("The Samplebury Herald", "Placeholm"), content)
    assert {each.code for each in findings(content) if each.severity is WARNING} == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_entries_that_tell_what_is_read_of_them_are_checked_alike(case: Path, content: Path) -> None:
    """They are of types of their own."""
    plant(case.read_text(encoding="utf-8"), content)
    context, _ = context_of(content)
    library = context.library
    mappings = {kind: {id: told(entry) for id, entry in getattr(library, kind).items()} for kind in KINDS}
    telling = msgspec.structs.replace(context, library=msgspec.structs.replace(library, **mappings))
    assert run(telling) == run(context)
