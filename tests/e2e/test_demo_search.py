"""The demonstration's search: from words to the paragraph they stand in, by mouse, by keys, and when it cannot work."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import Visit
from tests.e2e.conftest import OpenPage, ServeFolder
from tests.e2e.demo import KINDS, RIO
from tests.e2e.sites import Site, tour, troubles

SAID = "the illicit acquisition of funds"
WHERE = "sources/kh-20240223/#p11"
MARKS = re.compile('["“”]')


LINE = """place => [place, ...place.children].map((one) => getComputedStyle(one))
  .filter((style) => style.outlineStyle === "solid").map((style) => style.outlineWidth).join(" ")"""
"""How wide the line around a place is, or around a part of it."""


def box(page: Page) -> Locator:
    """Where one types."""
    return page.get_by_role("searchbox", name="Words to find in briefings and sources")


def answered(page: Page) -> None:
    """Waits for the answer."""
    expect(page.locator("#status")).to_contain_text(re.compile(" for |not available"))


def passages(page: Page) -> list[str]:
    """Where the hits lead, from the site's root, without the words to light up."""
    links: list[str] = page.locator(".subs a").evaluate_all("links => links.map(link => link.href)")
    return [re.sub(r"^https?://[^/]+/(briefs/)?", "", link).split(":~:")[0] for link in links]


def counts(page: Page, facet: str) -> dict[str, int]:
    """The values that a facet offers, each with its number of pages."""
    labels = page.get_by_role("group", name=facet, exact=True).locator("label")
    return {text: int(number) for text, number in (label.inner_text().split("\n") for label in labels.all())}


def search(open_page: OpenPage, demo: Site, question: str) -> Visit:
    """The answer to what was typed into the box."""
    visit = open_page(f"{demo.address}search/")
    box(visit.page).fill(question)
    answered(visit.page)
    return visit


def test_a_phrase_leads_to_its_paragraph(either: Site, open_page: OpenPage) -> None:
    """Words typed, a hit clicked, and the paragraph that holds them is on the screen."""
    visit = search(open_page, either, f'"{SAID}"')
    assert WHERE in passages(visit.page)
    hit = visit.page.locator(".subs li").filter(has=visit.page.get_by_role("link", name="Paragraph 11"))
    expect(hit.locator("mark")).to_have_text(SAID)
    hit.get_by_role("link").click()
    visit.page.wait_for_url(f"{either.address}{WHERE}**")
    expect(visit.page.locator("#p11")).to_be_in_viewport(ratio=0.9)
    expect(visit.page.locator("#p11 > p")).to_contain_text(SAID)
    expect(visit.page.locator("#p5")).not_to_be_in_viewport()
    assert visit.complaints == ()


def test_every_source_is_found_by_its_own_words(demo: Site, open_page: OpenPage) -> None:
    """Six words from the middle of each paragraph of every source lead back to that very paragraph."""
    visit = open_page(demo.address)
    wanted = {}
    for source in (page for page in demo.pages if page.startswith("sources/") and page != "sources/"):
        visit.page.goto(demo.address + source)
        for paragraph in visit.page.locator(".para").all():
            words = MARKS.sub("", paragraph.locator("> p").inner_text()).split()[1:]  # the first is its number
            phrase = " ".join(words[max(0, len(words) // 2 - 3) :][:6])
            wanted[f"{source}#{paragraph.get_attribute('id')}"] = phrase
    visit.page.goto(f"{demo.address}search/")
    lost = {}
    for place, phrase in wanted.items():
        box(visit.page).fill(f'"{phrase}"')
        expect(visit.page.locator("#status")).to_contain_text(phrase)
        if place not in passages(visit.page):
            lost[place] = phrase
    assert len(wanted) > 40
    assert lost == {}
    assert visit.complaints == ()


@pytest.mark.parametrize("question", ["serious threat", "threats"])
def test_every_hit_lands_where_it_says(demo: Site, open_page: OpenPage, question: str) -> None:
    """A paragraph, a statement, a quotation or tracked words: on the screen, and with a line around."""
    page = search(open_page, demo, question).page
    links: list[str] = page.locator(".subs a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    astray = []
    for link in links:
        fragment = link.split("#")[1].split(":~:")[0]
        page.goto("about:blank")
        page.goto(link)
        if fragment != "main":
            place = page.locator(f"[id='{fragment}']")
            expect(place, link).to_be_in_viewport()
            astray += [link] if place.evaluate(LINE) != "2px" else []
    assert len(links) > 10
    assert astray == []


def test_facets_narrow_and_widen(either: Site, open_page: OpenPage) -> None:
    """A value narrows, a second of its facet widens, a value of another narrows again; counts tell beforehand."""
    visit = search(open_page, either, "threat")
    page = visit.page
    offered = counts(page, "Type")
    assert {"Briefing", "Source"} <= offered.keys()
    page.get_by_role("checkbox", name="Source").check()
    expect(page.locator("#status")).to_have_text(re.compile(rf"^{offered['Source']} page"))
    assert {place.split("/")[0] for place in passages(page)} == {"sources"}
    page.get_by_role("checkbox", name="Briefing").check()
    expect(page.locator("#status")).to_have_text(re.compile(rf"^{offered['Source'] + offered['Briefing']} page"))
    assert counts(page, "Type") == offered
    year, pages = max(counts(page, "Year").items())
    page.get_by_role("checkbox", name=year).check()
    expect(page.locator("#status")).to_have_text(re.compile(rf"^{pages} page"))
    expect(page).to_have_url(re.compile(rf"\?q=threat&Type=\w+&Type=\w+&Year={year}$"))
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator("#status")).to_have_text(re.compile(rf"^{sum(offered.values())} page"))
    assert visit.complaints == ()


def test_a_person_finds_meetings_without_words(demo: Site, open_page: OpenPage) -> None:
    """The facets alone answer which briefings she has been in, the newest first."""
    visit = open_page(f"{demo.address}search/?People=Yoko+Kamikawa&Type=Briefing")
    expect(visit.page.locator("#status")).to_have_text(re.compile(r"^\d pages?$"))
    titles = visit.page.locator(".hit h3 a").evaluate_all("links => links.map(link => link.pathname)")
    assert titles[0] == "/meetings/2024-02-rio-us-jp-kr-fm/"
    assert visit.complaints == ()


def test_words_of_a_track_are_answered_first(either: Site, open_page: OpenPage) -> None:
    """Where they stand first in the record, and the way to how they moved, both on the site."""
    visit = search(open_page, either, "serious concern")
    answer = visit.page.locator("#first")
    expect(answer).to_contain_text("first appear in this record on")
    for link in answer.get_by_role("link").all():
        address = link.evaluate("link => link.href")
        assert open_page(address).complaints == ()
        assert address.startswith(either.address)
    assert visit.complaints == ()


def test_a_part_of_tracked_words_is_answered(either: Site, open_page: OpenPage) -> None:
    """What a reader would type is seldom the whole phrase; the answer says that it is a part."""
    visit = search(open_page, either, "serious threat")
    answer = visit.page.locator("#first")
    expect(answer).to_contain_text(re.compile("^What was asked for is part of 2 tracked phrases; this is the first."))
    expect(answer.locator("b")).to_have_text(
        "“is a serious threat to international peace and stability beyond the Korean Peninsula”"
    )
    assert visit.complaints == ()


def test_pages_with_the_words_side_by_side_come_first(either: Site, open_page: OpenPage) -> None:
    """Then those that have them apart, or in another form."""
    page = search(open_page, either, "serious threat").page
    for group in page.locator(".hitlist").all():
        marked = [" ".join(hit.locator("mark").all_inner_texts()) for hit in group.locator(".hit").all()]
        whole = ["serious threat" in words for words in marked]
        assert whole == sorted(whole, reverse=True)
        assert whole[0]


def test_tracked_words_name_their_track(either: Site, open_page: OpenPage) -> None:
    """A hit on them says that it is one, and leads to the track on the page of its meeting."""
    page = search(open_page, either, '"continue to sternly respond"').page
    link = page.get_by_role("link", name="Language: What they promise")
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url(f"{either.address}{RIO}#wording-pledge**")
    expect(page.locator("#wording-pledge")).to_be_in_viewport()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_keyboard_reaches_the_filters_before_the_hits(demo: Site, open_page: OpenPage, width: int) -> None:
    """From the box past the button to a link that leads there, though wide screens show it only then."""
    page = open_page(f"{demo.address}search/?q=Kamikawa", width=width).page
    answered(page)
    box(page).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Filter these results")
    expect(link).to_be_focused()
    assert link.evaluate("link => getComputedStyle(link.parentElement).clipPath") == "none"
    link.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox").first).to_be_focused()


def test_keys_lead_to_the_box_from_every_kind_of_page(demo: Site, open_page: OpenPage) -> None:
    """One press, of either, and one can type. One script hears both, so that a page is left by one of them."""
    visit = open_page(demo.address)
    for kind, keys in zip(tour(demo, visit), cycle(("/", "Control+k")), strict=False):
        visit.page.keyboard.press(keys)
        visit.page.wait_for_url(f"{demo.address}search/**")
        expect(box(visit.page), kind).to_be_focused()
    assert troubles(demo, visit) == ()


@pytest.mark.parametrize("path", ["", "about/", RIO, KINDS["not found"]])
def test_keys_know_where_the_site_begins(demo_below: Site, open_page: OpenPage, path: str) -> None:
    """From any depth of a site that is a folder of its host."""
    page = open_page(demo_below.address + path).page
    page.keyboard.press("/")
    page.wait_for_url(f"{demo_below.address}search/**")
    expect(box(page)).to_be_focused()


def test_the_box_of_the_missing_page_searches(either: Site, open_page: OpenPage) -> None:
    """Its words go to the search page, and are answered there."""
    visit = open_page(either.address + KINDS["not found"])
    box(visit.page).fill("serious threat")
    box(visit.page).press("Enter")
    visit.page.wait_for_url(f"{either.address}search/?q=serious+threat")
    answered(visit.page)
    assert passages(visit.page) != []
    assert troubles(either, visit) == ()


def missing(folder: Path) -> None:
    """No index was uploaded."""
    shutil.rmtree(folder)


def cut(folder: Path) -> None:
    """An upload ended half-way."""
    for file in (*folder.glob("pagefind*.js"), *folder.rglob("*.pagefind"), *folder.rglob("*.json")):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def of_another_build(folder: Path) -> None:
    """The parts with digests in their names are gone: an old page asks for what the new site has not."""
    for file in folder.rglob("*.pf_*"):
        file.unlink()


@pytest.mark.parametrize("harm", [missing, cut, of_another_build])
def test_a_broken_index_is_said_and_ways_on_are_shown(
    demo: Site, open_page: OpenPage, tmp_path: Path, serve_folder: ServeFolder, harm: Callable[[Path], None]
) -> None:
    """Readers learn that it is the site's fault, and where else to look."""
    folder = tmp_path / "site"
    shutil.copytree(demo.folder, folder)
    harm(index_of(folder))
    page = open_page(f"{serve_folder(folder, '/briefs/')}search/?q=threat").page
    expect(page.locator("#trouble")).to_be_visible(timeout=15_000)
    expect(page.locator("#trouble")).to_contain_text("The search index did not load.")
    expect(page.locator("#status")).to_have_text("Search is not available now.")
    page.locator("#trouble").get_by_role("link", name="Briefings").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Briefings")


def index_of(folder: Path) -> Path:
    """Where the search page looks for its index."""
    bundle = re.search(r'data-bundle="([^"]+)"', (folder / "search" / "index.html").read_text(encoding="utf-8"))
    assert bundle
    return folder / "search" / bundle[1]


def test_a_paragraph_has_its_sign_first_in_every_direction(demo: Site, open_page: OpenPage) -> None:
    """On a site that is written from right to left, too: ¶ 7, never 7 ¶."""
    page = search(open_page, demo, f'"{SAID}"').page
    page.evaluate("document.documentElement.dir = 'rtl'")
    sign, number = page.get_by_role("link", name="Paragraph 11").evaluate(
        """link => [[0, 1], [2, 4]].map(([start, end]) => {
            const range = document.createRange();
            range.setStart(link.firstChild, start);
            range.setEnd(link.firstChild, end);
            return range.getBoundingClientRect().x;
        })"""
    )
    assert sign < number
