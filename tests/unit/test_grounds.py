"""Everything that a part of the site can be made from has words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator import plan
from generator.grounds import FIELDS, KINDS, PARTS, RELATIONS, SAID, SHARED, about, answers, field_name, listed, phrases
from generator.job import Ground, Reason
from generator.load import load
from generator.model import SiteSettings
from generator.reads import Told, ToldLine
from generator.relate import blocks
from generator.schema import BLOCKS, Kind
from generator.schema.site import SITE
from generator.traces import FIELDS_OF, each_answer
from generator.views import SiteView

CONTENT = Path(__file__).parents[1] / "golden" / "content"
MEETING = "2031-03-exampleton-harbours"
SITE_FIELDS = {one.name for one in SITE.fields}


def desk() -> plan.Desk:
    """Of the golden site."""
    library = load(CONTENT).library
    assert library is not None
    return plan.Desk(library)


def relations(desk: plan.Desk) -> list[Told[Any, Any] | ToldLine[Any]]:
    """All that a desk tells, what is said of words too."""
    of_words = (one for kind, entry in blocks.entries(desk.known) for one in desk.said(kind, entry))
    return [*desk.relations(), *of_words]


def test_every_relation_of_a_desk_has_words() -> None:
    """And no other has; both of one and of all."""
    assert {one.name for one in relations(desk())} == RELATIONS.keys()


def test_the_words_of_a_relation_take_every_key_it_is_asked_for() -> None:
    """None is left with a brace or without what it is about."""
    said = {
        (relation, key): answers(relation, (key,))
        for relation, found in each_answer(relations(desk())).items()
        for key in found
    }
    assert [pair for pair, words in said.items() if "{" in words or "[" in words or not words] == []
    assert said["ties", f'["meetings","{MEETING}",["points",0,"text"]]'] == (
        f"the passages in which words of meetings/{MEETING} stand (points 1 text)"
    )
    assert said["blocks", f'[["meetings","{MEETING}"],["*"]]'] == f"the words of meetings/{MEETING} (all)"
    assert said["register.attended", "=shimada-mihon"] == "the meetings that people/shimada-mihon attended"
    assert said["register.attended", '["*"]'] == "the meetings that people attended"
    assert said["meetings in order", "0"] == "the meeting in place 1 by date"


def test_what_an_answer_is_about_is_an_entry() -> None:
    """Or a bare id where any kind may be meant."""
    assert about("around", '["people","dugma-levi"]') == "people/dugma-levi"
    assert about("blocks", '[["people","dugma-levi"],["note"]]') == "people/dugma-levi"
    assert about("register.quoted", "=dugma-levi") == "dugma-levi"
    assert about("people", '["#"]') == ""


def test_fields_are_called_as_in_the_files() -> None:
    """Those of every kind of entry, and the settings."""
    own = {"id", "inferred", "unknown", "text", "code"}
    known = {kind.value: {one.name for one in BLOCKS[kind].fields} for kind in Kind if kind in BLOCKS}
    strange = [
        f"{kind}: {field}"
        for kind, fields in FIELDS_OF.items()
        for field in fields
        if field_name(kind, field) not in known[kind] | own
    ]
    strange += [one for one in SiteSettings.__struct_fields__ if field_name("site", one) not in SITE_FIELDS]
    assert strange == []
    assert {kind for kind, _ in FIELDS} <= {*FIELDS_OF, "site"}


def test_every_kind_part_and_ground_has_words() -> None:
    """And only those there are."""
    assert KINDS.keys() == {*blocks.KINDS}
    assert PARTS.keys() == plan.WHOLE.keys()
    assert SAID.keys() | {Ground.FIELD, Ground.ANSWER, Ground.SHARED} == {*Ground}
    assert SHARED.keys() <= {*SiteView.__struct_fields__}


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a and b"),
        (("a", "b", "c", "d"), "a, b, c and d"),
        (("a", "b", "c", "d", "e"), "a, b, c and 2 more"),
    ],
)
def test_lists_are_cut_where_a_count_says_more(names: tuple[str, ...], words: str) -> None:
    """A single one more is named rather than counted."""
    assert listed(names) == words


def test_fields_of_one_entry_are_said_together() -> None:
    """So are the answers of one relation; what follows from a named field is left out unless all is asked for."""
    summary = '["meetings","x",["summary"]]'
    reasons = [
        Reason(Ground.ANSWER, "ties", summary),
        Reason(Ground.ANSWER, "register.attended", "=b"),
        Reason(Ground.FIELD, "meetings/x", "summary"),
        Reason(Ground.ANSWER, "register.attended", "=a"),
        Reason(Ground.FIELD, "meetings/x", "place"),
    ]
    attended = "the meetings that people/b attended and the meetings that people/a attended"
    ties = "the passages in which words of meetings/x stand (summary)"
    assert phrases(reasons, every=False) == ("the summary and place of meetings/x", attended)
    assert phrases(reasons) == ("the summary and place of meetings/x", attended, ties)
    many = [Reason(Ground.ANSWER, "register.attended", f"={name}") for name in "abc"]
    assert phrases(many) == ("the meetings that people attended (3)",)
