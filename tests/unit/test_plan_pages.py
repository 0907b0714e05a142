"""All pages of the invented site as values: every link leads to a planned page, ids and letters hold together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from generator import plan
from generator.load import load
from generator.model import Rights, Source, Value
from generator.plan import Desk, urls
from generator.plan.meeting import meeting_page
from generator.plan.source import citing, source_page
from generator.views import (
    AnyPage,
    Chip,
    EntryView,
    EvidenceNote,
    Html,
    IndexView,
    MeetingView,
    PersonView,
    RedirectView,
    SourceView,
    TimelineView,
)

CONTENT = Path(__file__).parents[1] / "golden" / "content"

PATHS = ("path", "href", "back")
"""Fields of views that hold an address."""


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The desk of the invented site, drafts included."""
    library = load(CONTENT).library
    assert library
    return Desk(library, drafts=True)


@pytest.fixture(scope="module")
def pages(desk: Desk) -> tuple[AnyPage, ...]:
    """All its pages."""
    return tuple(plan.pages(desk, search=True))


def values(view: object) -> Iterator[Value]:
    """Every value inside a view, itself included."""
    if isinstance(view, Value):
        yield view
        for name in view.__struct_fields__:
            yield from values(getattr(view, name))
    elif isinstance(view, tuple):
        for item in view:
            yield from values(item)


def addresses(view: AnyPage) -> Iterator[str]:
    """Every address a view gives to its template, those inside its prose as seen from the root."""
    for value in values(view):
        if isinstance(value, Html):
            for link in LexborHTMLParser(value.markup).css("a[href]"):
                address = link.attributes["href"] or ""
                yield address if address.startswith(("#", "http")) else address.removeprefix(view.root)
        elif value is not view:
            yield from (str(getattr(value, name, "")) for name in PATHS)


def _page(desk: Desk, source: Source) -> SourceView:
    return source_page(desk, source, citing(desk, source))


def test_every_path_leads_to_a_planned_page(pages: tuple[AnyPage, ...]) -> None:
    """Whatever kind of view holds it, in its fields or in its prose; paths are relative and never lead upwards."""
    planned = {view.path for view in pages}
    lost = []
    for view in pages:
        for address in addresses(view):
            path = address.partition("#")[0]
            if path and not path.startswith(("https://", "http://")) and path not in planned:
                lost.append((view.path, address))
    assert lost == []


def test_every_page_has_an_address_of_its_own(pages: tuple[AnyPage, ...]) -> None:
    """And its root leads from there to the site's."""
    paths = [view.path for view in pages]
    assert len(paths) == len(set(paths))
    assert pages[0].path == ""
    assert {view.root for view in pages if view.path != urls.NOT_FOUND} == {"", "../", "../../"}
    assert all(view.root == urls.root_of(view.path) for view in pages if view.path != urls.NOT_FOUND)


def test_every_page_says_what_it_is(pages: tuple[AnyPage, ...]) -> None:
    """Title and description for search engines and link previews; no two pages of a kind have one title."""
    assert [view.path for view in pages if not view.title or not view.description] == []
    titles = [view.title for view in pages if not isinstance(view, RedirectView)]
    assert len(titles) == len(set(titles))


def test_fragments_of_a_page_stand_on_it(pages: tuple[AnyPage, ...]) -> None:
    """A chip that leads to a note leads to one of its own page, and each note back to one chip."""
    for view in pages:
        if not isinstance(view, MeetingView):
            continue
        notes = {one.id for one in values(view) if isinstance(one, EvidenceNote)}
        backs = {one.back for one in values(view) if isinstance(one, EvidenceNote)}
        html = [one.markup for one in values(view) if isinstance(one, Html)]
        links = [link for text in html for link in LexborHTMLParser(text).css("a.cite")]
        chips = [one for one in values(view) if isinstance(one, Chip)]
        targets = [str(link.attributes["href"]) for link in links] + [one.href for one in chips]
        ids = [str(link.attributes["id"]) for link in links if link.attributes.get("id")]
        ids += [one.id for one in chips if one.id]
        assert {target for target in targets if target.startswith("#e")} <= {f"#{id}" for id in notes}
        assert len(ids) == len(set(ids))
        assert {f"#{id}" for id in ids} <= backs


def test_one_source_has_one_letter_on_a_page(pages: tuple[AnyPage, ...]) -> None:
    """In the key, in the margin, and in the prose."""
    for view in pages:
        letters: dict[str, set[str]] = {}
        for one in values(view):
            sigil = getattr(one, "sigil", None)
            if sigil is not None and isinstance(view, MeetingView):
                letters.setdefault(sigil.path, set()).add(sigil.label)
        assert all(len(labels) == 1 for labels in letters.values()), view.path


def test_sources_shown_by_link_lend_their_quoted_words_only(desk: Desk, pages: tuple[AnyPage, ...]) -> None:
    """The margin has what is in quotation marks, and the page of the source has nothing."""
    ministry = desk.library.sources["ministry-20310914"]  # type: ignore[index] # an id
    assert ministry.rights is Rights.LINK
    assert not any(one.runs for one in _page(desk, ministry).paragraphs)
    notes = [
        one for view in pages for one in values(view) if isinstance(one, EvidenceNote) and ministry.id in one.sigil.path
    ]
    assert notes
    for note in notes:
        assert "".join(run.text for run in note.passage) in {
            "",
            "keep the night boats and the day boats in every season",
        }
        assert note.withheld.endswith("words, not shown")


def test_an_excerpt_shows_cited_paragraphs_only(desk: Desk) -> None:
    """The others say how long they are."""
    gazette = _page(desk, desk.library.sources["gazette-20310308"])  # type: ignore[index] # an id
    assert [(one.number, bool(one.runs), bool(one.withheld)) for one in gazette.paragraphs] == [
        (1, True, False),
        (2, False, True),
        (3, True, False),
    ]
    assert gazette.paragraphs[1].withheld == "¶\u202f2, 25 words, not shown"


def test_a_full_text_is_whole_and_marked(desk: Desk) -> None:
    """But for what the desk set aside; runs put together are the captured paragraph."""
    courier = desk.library.sources["courier-20310307"]  # type: ignore[index] # an id
    view = _page(desk, courier)
    assert [one.number for one in view.paragraphs] == [2, 3, 4, 5]
    for one in view.paragraphs:
        assert "".join(run.text for run in one.runs) == courier.paragraphs[one.number - 1]
    marked = [run.text for run in view.paragraphs[0].runs if run.marked]
    assert marked == ["met on Thursday", "keep the night boats in every season"]
    assert [one.lines for one in view.left_out] == ["¶ 1", "¶ 1"]


def test_a_copy_has_the_letter_of_its_origin_with_a_prime(desk: Desk) -> None:
    """The Gazette's piece is the Courier's."""
    view = meeting_page(desk, desk.library.meetings["2031-03-exampleton-harbours"])  # type: ignore[index] # an id
    assert [(one.sigil.label, one.sigil.kind) for one in view.key] == [
        *(("A", "plain"), ("A′", "copy")),
        *(("B", "official"), ("C", "plain")),
    ]
    assert view.statements[0].weight == "2 documents, 1 separate report"
    assert view.statements[0].flagged


def test_an_original_has_the_plain_letter_wherever_its_copy_stands_first(
    desk: Desk, pages: tuple[AnyPage, ...]
) -> None:
    """The statements on fares cite the Gazette's piece before the Courier's, which it was made from."""
    (fares,) = (one for one in pages if one.path == "topics/fares/")
    assert isinstance(fares, EntryView)
    labels = {one.sigil.path: one.sigil.label for one in fares.key}
    assert (labels["sources/courier-20310307/"], labels["sources/gazette-20310308/"]) == ("B", "B′")


def test_drafts_are_in_no_list_unless_wished(desk: Desk) -> None:
    """Nor are references to them links."""
    quiet = Desk(load(CONTENT).library or desk.library)
    draft = "2031-10-mockington-draft"
    assert draft in desk.library.meetings
    assert draft not in quiet.library.meetings
    assert quiet.link_to(draft) is None


def test_lists_name_everything_once(desk: Desk, pages: tuple[AnyPage, ...]) -> None:
    """Withdrawn meetings are left out."""
    for view in pages:
        if isinstance(view, IndexView):
            rows = [row.link.path for group in view.groups for row in group.rows]
            entries = getattr(desk.library, view.section)
            wanted = {urls.path_of(view.section, id) for id in entries if "withdrawn" not in id}
            assert len(rows) == len(set(rows))
            assert set(rows) == wanted


def test_the_timeline_goes_back_from_the_newest(pages: tuple[AnyPage, ...]) -> None:
    """Below the headings of the years; gaps are told between two known days of a series; undated meetings come last."""
    (view,) = (one for one in pages if isinstance(one, TimelineView))
    told = [one.year or one.gap or (one.when.short if one.when else "") for one in view.entries]
    assert told == [
        *("2032", "11 February", "2031", "October"),
        *("14 September", "192 days between Exampleton and Samplebury", "6 March"),
        *("February", "2031", "January", "2029", "2029", "Undated", "undated"),
    ]


def test_views_are_values(pages: tuple[AnyPage, ...], desk: Desk) -> None:
    """Planned twice they are equal, and they can be written down and hold nothing of the program."""
    assert tuple(plan.pages(desk, search=True)) == pages
    assert msgspec.json.encode(pages)


def test_the_facts_of_a_person_count_what_the_page_shows(pages: tuple[AnyPage, ...]) -> None:
    """As many meetings and quotations as stand below; whoever is not quoted has no such fact."""
    for view in (one for one in pages if isinstance(one, PersonView)):
        facts = {fact.label: fact.links[0] for fact in view.facts}
        attended, quoted = facts.get("Meetings"), facts.get("Direct words")
        assert (attended.text.split()[0] if attended else "0") == str(len(view.meetings))
        assert (quoted.text.split()[0] if quoted else "0") == str(len(view.quotes))
    ada = next(one for one in pages if isinstance(one, PersonView) and one.quotes)
    assert "Direct words" in {fact.label for fact in ada.facts}
