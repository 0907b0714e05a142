"""What was drawn from entries is kept exactly as long as what it follows from is the same."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from generator.drawn import Drawn
from generator.load import load
from generator.model import Library, MeetingId, PersonId, SourceId
from generator.relate.blocks import all_blocks, entries, known_blocks
from generator.relate.mentions import (
    named_in,
    names_by_block,
    names_by_source,
    names_of,
    names_outside,
    names_outside_by_block,
)
from generator.relate.ties import ties_by_block, ties_of
from generator.shelf import Shelf, open_shelf

from .edits import GOLDEN

FIRST = MeetingId("2031-03-exampleton-harbours")
GAZETTE = SourceId("gazette-20310308")


def content() -> Library:
    """The invented site, with nothing drawn from it yet."""
    library = load(GOLDEN).library
    assert library
    return library


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """With all that is drawn from the invented site."""
    kept = open_shelf(tmp_path / "shelf", b"tool")
    Drawn(content(), kept).keep()
    return kept


def drawn_from(library: Library, shelf: Shelf) -> tuple[set[tuple[str, str]], set[tuple[str, str]], set[SourceId]]:
    """The entries whose ties are known, those whose names are, and the sources in which names are; all as drawn now."""
    Drawn(library, shelf)
    fresh = msgspec.structs.replace(library)
    ties, names = set(), set()
    for one in all_blocks(fresh):
        place = (one.kind, one.id, one.path)
        if place in ties_by_block(library):
            ties.add((one.kind, one.id))
            assert ties_by_block(library)[place] == ties_of(one, fresh)
        if place in names_by_block(library):
            names.add((one.kind, one.id))
            assert names_by_block(library)[place] == names_of(one, fresh)
            assert names_outside_by_block(library)[place] == names_outside(one, fresh)
    for source in fresh.sources.values():
        assert names_by_source(library).get(source.id, named_in(source, fresh)) == named_in(source, fresh)
    return ties, names, set(names_by_source(library))


def with_words(library: Library) -> set[tuple[str, str]]:
    """Entries that have blocks of words."""
    return {(kind, entry.id) for kind, entry in entries(library) if known_blocks(library, kind, entry)}


def test_all_is_kept_while_all_is_the_same(shelf: Shelf) -> None:
    """Or the other tests here would prove nothing."""
    library = content()
    every = with_words(content())
    assert drawn_from(library, shelf) == (every, every, set(library.sources))


def test_a_changed_entry_is_drawn_from_anew(shelf: Shelf) -> None:
    """And no other."""
    library = content()
    library.meetings[FIRST] = msgspec.structs.replace(library.meetings[FIRST], summary="They met.")
    every = with_words(content())
    assert drawn_from(library, shelf)[0] == every - {("meetings", FIRST)}


def test_ties_go_with_a_source_that_is_cited(shelf: Shelf) -> None:
    """Changed, lost or come: whoever cites it, and nobody else."""
    citing = {("meetings", FIRST)}
    every = with_words(content())
    library = content()
    gone = library.sources.pop(GAZETTE)
    assert drawn_from(library, shelf)[0] == every - citing
    Drawn(library, shelf).keep()
    library = content()
    library.sources[GAZETTE] = msgspec.structs.replace(gone, paragraphs=("Nothing was said.",))
    assert drawn_from(library, shelf)[0] == every - citing


def test_names_go_with_any_name(shelf: Shelf) -> None:
    """All that was found, in words and in sources; ties stay."""
    library = content()
    name = PersonId("barbara-specimen")
    library.people[name] = msgspec.structs.replace(library.people[name], name="Barbara Exemplar")
    ties, names, sources = drawn_from(library, shelf)
    assert ties == with_words(content())
    assert (names, sources) == (set(), set())
