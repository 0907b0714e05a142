"""What was drawn from entries is kept exactly as long as what it follows from is the same."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from generator.drawn import DRAWN, FEW, LONGEST, NAMES, Drawn
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


def renamed(library: Library, id: str, name: str) -> Library:
    """The same with another name of a person."""
    library.people[PersonId(id)] = msgspec.structs.replace(library.people[PersonId(id)], name=name)
    return library


def having(library: Library, *names: str) -> tuple[set[tuple[str, str]], set[SourceId]]:
    """The entries and the sources in whose words any of these stands."""
    words = {(one.kind, one.id) for one in all_blocks(library) if any(name in one.text for name in names)}
    return words, {
        id for id, one in library.sources.items() if any(name in "\n".join(one.paragraphs) for name in names)
    }


def test_names_go_where_one_that_changed_stands(shelf: Shelf) -> None:
    """The old one or the new one, in words and in sources; elsewhere what was found stays. Ties stay but for those of
    the one who has the name.
    """
    library = renamed(content(), "barnaby-specimen", "The quay")
    words, sources = having(content(), "Barnaby Specimen", "The quay")
    every = with_words(content())
    assert words
    assert sources
    assert every - words
    ties, names, in_sources = drawn_from(library, shelf)
    own = {("people", "barnaby-specimen")}
    assert (ties, names) == (every - own, every - words - own)
    assert in_sources == library.sources.keys() - sources


def test_what_was_found_stays_for_many_names_one_after_the_other(shelf: Shelf) -> None:
    """Until there were so many that all is searched again."""
    every, searched = with_words(content()), 0
    for turn in range(LONGEST + 3):
        library = renamed(content(), "barbara-specimen", f"Barbara Sample {turn}")
        names = drawn_from(library, shelf)[1]
        searched += not names
        assert names in (every, every - having(content(), "Barbara Specimen")[0], set())
        Drawn(library, shelf).keep()
    assert searched == 1


def test_a_name_that_was_taken_back_is_what_it_was(shelf: Shelf) -> None:
    """What is found with it again holds from then on, and is not searched for in every build."""
    for name in ("The quay", "Barnaby Specimen"):
        Drawn(renamed(content(), "barnaby-specimen", name), shelf).keep()
    every = with_words(content())
    assert drawn_from(content(), shelf) == (every, every, set(content().sources))


def test_many_names_at_once_are_searched_for_everywhere(shelf: Shelf) -> None:
    """It is as quick as asking which entry has one of them."""
    library = content()
    person = library.people[PersonId("barbara-specimen")]
    for number in range(FEW + 1):
        id = PersonId(f"new-{number}")
        library.people[id] = msgspec.structs.replace(person, id=id, name=f"Nobody Of {number}")
    assert drawn_from(library, shelf)[1:] == (set(), set())


@pytest.mark.parametrize("kept", ["names", "entries"])
def test_half_of_what_was_kept_never_passes_for_all(kept: str, shelf: Shelf) -> None:
    """A machine that lost its power may have written one row and not the other."""
    before = shelf.all(DRAWN)
    library = renamed(content(), "barnaby-specimen", "The quay")
    Drawn(library, shelf).keep()
    after = shelf.all(DRAWN)
    mixed = {**before, NAMES: after[NAMES]} if kept == "names" else {**after, NAMES: before[NAMES]}
    shelf.put(DRAWN, {**dict.fromkeys(after), **mixed})
    for name in ("The quay", "Barnaby Specimen"):
        drawn_from(renamed(content(), "barnaby-specimen", name), shelf)  # which finds what does not hold
