"""Sources that look like copies, and how much of a source may be shown."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model import Inference, Rights, SiteSettings, Skip, Source
from generator.relate import likeness
from generator.relate.copies import Suspicion, suspected_copies
from generator.relate.doubts import inferred_facts
from generator.relate.likeness import _may_be_near, likened_again, likenesses, marks_of
from generator.relate.reports import separate_reports
from generator.relate.rights import cited_paragraphs, rights_of, withheld_paragraphs

from ..specimen import library, meeting, office, person, point, source, wording

STORY = "The boards of both harbours will keep the night boats in every season of the year."


def suspected(*sources: Source) -> tuple[Suspicion, ...]:
    """Pairs that look alike."""
    entries = library(*sources)
    return suspected_copies(entries, separate_reports(entries))


def test_two_like_texts_are_suspected() -> None:
    """The one issued first is called the earlier, whatever its id."""
    (found,) = suspected(source("a", STORY, issued="2025-03-09"), source("b", f"{STORY} More.", issued="2025-03-07"))
    assert (found.earlier, found.later, found.share) == ("b", "a", 1.0)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Quite another matter was before the council of Mockington.", {}),
        (STORY, {"issued": "2025-03-20"}),
        (STORY, {"derived_from": "a"}),
        (STORY, {"independent_of": (("a", "two reporters were there"),)}),
    ],
)
def test_what_differs_or_is_decided_is_not_suspected(text: str, fields: dict[str, object]) -> None:
    """Other words, other weeks, a chain, or a word of the desk."""
    given = {"issued": "2025-03-08", **fields}
    assert suspected(source("a", STORY, issued="2025-03-07"), source("b", text, **given)) == ()  # type: ignore[arg-type] # dates are texts


def test_an_undated_source_may_be_a_copy() -> None:
    """Not knowing when is no excuse."""
    assert len(suspected(source("a", STORY, issued="2025-03-07"), source("b", STORY))) == 1


DATES = ["", "2025-03", "2025-03-01", "2025-03-04", "2025-03-05", "2025-03-09", "2025-03-30/2025-04-02", "2025"]


@given(st.lists(st.sampled_from(DATES), min_size=2, max_size=7))
def test_sources_are_held_as_long_as_they_may_be_of_one_story(dates: list[str]) -> None:
    """Passing them by in the order of their dates finds the same pairs as comparing each with each."""
    entries = library(*(source(f"s{number}", STORY, issued=date) for number, date in enumerate(dates)))
    all_ = [*entries.sources.values()]
    near = {(a.id, b.id) for a in all_ for b in all_ if a.id < b.id and _may_be_near(a.issued, b.issued)}
    assert {tuple(sorted((one.earlier, one.later))) for one in suspected_copies(entries, {})} == near


QUOTING = '"We will keep the boats," she said.'
TEXTS = ("The boats will leave.", "The boats will leave at noon.", QUOTING, "We will keep the boats.", STORY, "")
PAPERS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.tuples(st.lists(st.sampled_from(TEXTS), max_size=3), st.sampled_from(DATES)),
    max_size=8,
)


SPOKEN = {"a": ([QUOTING], ""), **{name: ([QUOTING.strip('"').split(",")[0]], "") for name in "cd"}}
"""One quotes what others say too."""


@pytest.mark.parametrize("common", [2, 3, 40])
@given(before=PAPERS, after=PAPERS)
@example(before=SPOKEN, after={**SPOKEN, "b": (['"We will keep the boats."'], "")})
def test_after_an_edit_the_same_are_alike(
    common: int,
    before: dict[str, tuple[list[str], str]],
    after: dict[str, tuple[list[str], str]],
) -> None:
    """Only the pairs of the sources that changed are compared again, unless a run came to be common or no longer is."""
    old, new = (
        library(*(source(id, "\n".join(texts), issued=date) for id, (texts, date) in papers.items()))
        for papers in (before, after)
    )
    marks, gone = ({id: marks_of(one) for id, one in entries.sources.items()} for entries in (new, old))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "COMMON", common)
        again = likened_again(
            new,
            marks,
            [id for id in new.sources if before.get(id) != after[id]],
            {id: mark for id, mark in gone.items() if after.get(id) != before[id]},
            likenesses(old),
        )
        assert again is None or again == likenesses(new)
    assert common < len({*before, *after}) or again is not None


def test_one_shared_quotation_is_enough() -> None:
    """Five quoted words in a row, in texts that share nothing else."""
    one = source("a", f'Ada said: "we will keep the boats". {"Alpha beta gamma delta. " * 9}', issued="2025-03-07")
    other = source("b", f'"We will keep the boats," said Ada. {"Epsilon zeta eta theta. " * 9}', issued="2025-03-07")
    (found,) = suspected(one, other)
    assert found.words.lower().startswith("we will keep the boats")


def test_skipped_paragraphs_make_no_copies() -> None:
    """Two pages of one outlet share its buttons."""
    one = source("a", STORY, issued="2025-03-07")
    furniture = (Skip(first=1, last=1, reason="button"),)
    assert suspected(one, source("b", STORY, issued="2025-03-07", skip=furniture)) == ()


def test_a_source_may_say_its_own_rights() -> None:
    """Otherwise those of the site hold."""
    entries = library(site=SiteSettings(title="", base_url="", rights=Rights.LINK))
    assert rights_of(source("a"), entries) is Rights.LINK
    assert rights_of(source("a", rights=Rights.FULL), entries) is Rights.FULL


@pytest.mark.parametrize(
    ("rights", "withheld"), [(Rights.FULL, set()), (Rights.EXCERPT, {2, 3}), (Rights.LINK, {1, 2, 3})]
)
def test_what_rights_withhold(rights: Rights, withheld: set[int]) -> None:
    """Nothing; what is not cited; everything."""
    herald = source("herald", "One.\nTwo.\nThree.", rights=rights)
    entries = library(herald, meeting("m", point("p", "P.", "herald#p1")))
    cited = cited_paragraphs(entries)
    assert cited == {"herald": frozenset({1})}
    assert withheld_paragraphs(herald, entries, cited["herald"]) == withheld


def test_every_doubt_has_its_place() -> None:
    """On the entry itself, in a list, and in a wording by the name of its track."""
    doubt = (Inference(field="role", reason="not stated"),)
    ada = person("ada", "Ada Sample", office("Clerk"), office("Chair", inferred=doubt), inferred=doubt)
    assert inferred_facts(ada) == (("role",), ("memberships", 1, "role"))
    talks = meeting("m", wording=(wording("t", "words", inferred=doubt),))
    assert inferred_facts(talks) == (("wording", "t", "role"),)
