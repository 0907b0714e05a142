"""Known names in a text: which are found, which never are, and at what cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import AlternativeName, Entry, PersonId
from generator.relate.blocks import blocks_of
from generator.relate.mentions import ambiguous_names, spotted_in, spotter

from ..specimen import country, day, library, meeting, organization, person, point, series, source, topic

ADA = person("ada", "Ada Sample")


def found(text: str, *entries: Entry, on: str = "") -> list[tuple[str, str]]:
    """Words and id of every name spotted."""
    spotted = spotter(library(*entries))(text, day(on) if on else None)
    return [(text[one.start : one.end], one.id) for one in spotted]


def test_a_name_is_found_wherever_it_stands() -> None:
    """At the edges, next to punctuation, and behind characters of four bytes."""
    assert found("Ada Sample met 🏝️ (Ada Sample).", ADA) == [("Ada Sample", "ada")] * 2


def test_the_longest_name_wins() -> None:
    """The Harbour Board is not the Harbour."""
    entries = (organization("harbour", "Harbour"), organization("board", "Harbour Board"))
    assert found("The Harbour Board left the Harbour.", *entries) == [
        ("Harbour Board", "board"),
        ("Harbour", "harbour"),
    ]


@pytest.mark.parametrize("text", ["Samplebury", "Unsample", "Sample2", "Sampleé"])
def test_no_name_is_found_inside_a_word(text: str) -> None:
    """Letters and digits go on the word, accented ones too."""
    assert found(text, organization("sample", "Sample")) == []


@pytest.mark.parametrize("text", ["Sample's", "Sample’s", "Sample-led", "(Sample)", "Sample/Ample"])
def test_a_mark_ends_a_word(text: str) -> None:
    """A genitive is still the name."""
    assert found(text, organization("sample", "Sample")) == [("Sample", "sample")]


@pytest.mark.parametrize("text", ["조태열은 말했다", "会談で조태열と", "林芳正外相が述べた"])
def test_a_name_is_found_where_no_blanks_part_words(text: str) -> None:
    """Particles and titles follow a name of Hangul or Han without a blank."""
    ada = person("ada", "Ada Sample", other_names=(AlternativeName(name="조태열"), AlternativeName(name="林芳正")))
    assert [id for _, id in found(text, ada)] == ["ada"]


def test_a_short_name_without_blanks_needs_an_end() -> None:
    """Two syllables are too often part of another word."""
    ada = person("ada", "Ada Sample", other_names=(AlternativeName(name="박진"),))
    assert found("박진감", ada) == []
    assert found("박진, 외교부", ada) == [("박진", "ada")]


def test_a_name_of_two_entries_is_nobody() -> None:
    """Nobody guesses; the check of ambiguous names says so."""
    entries = (organization("one", "The Board"), organization("two", "The Board"))
    assert found("The Board met.", *entries) == []
    assert [name for name, _ in ambiguous_names(library(*entries))] == ["The Board"]


def test_a_family_name_is_never_a_name() -> None:
    """Not even where it is given as another name."""
    ada = person("ada", "Ada Sample", other_names=(AlternativeName(name="Sample"), AlternativeName(name="A. Sample")))
    assert found("Sample and A. Sample met.", ada) == [("A. Sample", "ada")]


def test_a_metonym_is_never_a_name() -> None:
    """“Seoul” may be a city."""
    land = country("bv", "Skerrymark", metonyms=("Exampleton",), other_names=(AlternativeName(name="Exampleton"),))
    assert found("Exampleton spoke for Skerrymark.", land) == [("Skerrymark", "bv")]


def test_a_name_counts_while_it_was_in_use() -> None:
    """Two bodies may have had one name at different times; without a date nobody can tell them apart."""
    old = organization("old", "Old", other_names=(AlternativeName(name="The Board", end_date=day("2020")),))
    new = organization("new", "New", other_names=(AlternativeName(name="The Board", start_date=day("2021")),))
    assert found("The Board met.", old, new, on="2019-05-01") == [("The Board", "old")]
    assert found("The Board met.", old, new, on="2022") == [("The Board", "new")]
    assert found("The Board met.", old, new) == []
    assert ambiguous_names(library(old, new)) == ()


def test_every_kind_with_a_name_is_found() -> None:
    """People, organizations by short name too, countries, topics and series; sources and meetings are not."""
    entries: tuple[Entry, ...] = (
        ADA,
        organization("board", "The Harbour Board", short_name="BHB"),
        country("bv", "Skerrymark"),
        topic("ferries", "night ferries"),
        series("talks", "harbour talks"),
        source("herald", title="Some headline"),
        meeting("m", name="Some meeting"),
    )
    text = "Ada Sample, BHB, Skerrymark, night ferries, harbour talks, Some headline, Some meeting"
    assert [id for _, id in found(text, *entries)] == ["ada", "board", "bv", "ferries", "talks"]


def test_names_inside_marks_do_not_count() -> None:
    """Quotations, cites, cross-links, and the addresses, labels and code of Markdown are left alone."""
    text = (
        '"Ada Sample spoke", said “Ada Sample”; [[x|Ada Sample]], [@ada#p1]; '
        "[Ada Sample](https://a.example/Ada Sample), `Ada Sample`, <https://a.example/Ada Sample>; Ada Sample."
    )
    (block,) = (one for one in blocks_of("meetings", meeting("m", point("p", text))) if one.anchor == "p")
    spotted = spotted_in(block, spotter(library(person("ada", "Ada Sample")))(block.text, None))
    assert [one.start for one in spotted] == [text.rindex("Ada Sample")]


def test_nothing_is_found_where_nothing_has_a_name() -> None:
    """An empty library."""
    assert found("Ada Sample met.") == []


NAMES = st.lists(st.text(alphabet="ab ", min_size=1, max_size=4).map(str.strip).filter(bool), max_size=6, unique=True)


@given(NAMES, st.text(alphabet="ab .", max_size=30))
def test_whatever_is_spotted_is_a_name_between_words(names: list[str], text: str) -> None:
    """In order, apart, each the very name of its entry and not part of a longer word."""
    entries = [organization(f"o{number}", name) for number, name in enumerate(names)]
    spotted = spotter(library(*entries))(text, None)
    position = 0
    for one in spotted:
        assert text[one.start : one.end] == names[int(one.id[1:])]
        assert not text[max(one.start - 1, 0) : one.start].isalnum()
        assert not text[one.end : one.end + 1].isalnum()
        assert one.start >= position
        position = one.end


class Watched(str):
    """A text that counts how often a character of it is asked for."""

    __slots__ = ("asked",)
    asked: int

    def __getitem__(self, key: object) -> str:
        self.asked = getattr(self, "asked", 0) + 1
        return super().__getitem__(key)  # type: ignore[index] # whatever a text takes


def test_one_scan_serves_all_names() -> None:
    """Ten times the names ask for no more of a text: only the edges of what was found are looked at."""
    asked = []
    for number in (20, 200):
        people = [person(f"p{one}", f"Person Number{one}x") for one in range(number)]
        text = Watched("Person Number7x met nobody else. " * 50)
        assert len(spotter(library(*people))(text, None)) == 50
        asked.append(text.asked)
    assert asked[0] == asked[1]
    assert asked[0] <= 50 * 4


def test_two_people_of_one_name_are_told_apart_by_nobody() -> None:
    """`distinct_from` says that they differ, not which is meant."""
    one = person("ada", "Ada Sample", distinct_from=(PersonId("ida"),))
    other = person("ida", "Ada Sample", distinct_from=(PersonId("ada"),))
    assert found("Ada Sample met.", one, other) == []
