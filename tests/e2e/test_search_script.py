"""`search.js` and `site.js` in Chromium: under the content policy, below a sub-path, with hostile records."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.search import Bundle, bundle
from tests.e2e.browser import Visit, barriers
from tests.e2e.conftest import ServeFolder
from tests.e2e.search_example import HOSTILE, RECORDS, write_site

OpenPage = Callable[..., Visit]


@pytest.fixture(scope="module")
def made() -> Bundle:
    """The index of the example's records."""
    return bundle(RECORDS)


@pytest.fixture
def site(tmp_path: Path, made: Bundle, serve_folder: ServeFolder) -> str:
    """Address of the example below a sub-path."""
    write_site(tmp_path, made)
    return serve_folder(tmp_path, "/repo/")


@pytest.fixture
def ask(site: str, open_page: OpenPage) -> Callable[[str], Visit]:
    """Opens the search page with an address' question, and waits for the answer."""

    def asked(question: str) -> Visit:
        visit = open_page(f"{site}search/?{question}")
        expect(visit.page.locator("#status")).to_have_text(re.compile("page|Nothing|not available"))
        return visit

    return asked


def passages(page: Page) -> list[str]:
    """Where the hits lead, from the site's root, without the words to light up."""
    links: list[str] = page.locator(".subs a").evaluate_all("links => links.map(link => link.href)")
    return [link.split("/repo/")[1].split(":~:")[0] for link in links]


def facet(page: Page, name: str) -> dict[str, str]:
    """The values offered, each with its count."""
    labels = page.locator("#filters fieldset").filter(has=page.locator("legend", has_text=name)).locator("label")
    return dict(label.inner_text().split("\n") for label in labels.all())


def box(page: Page) -> Locator:
    """Where one types."""
    return page.locator("#q")


def test_a_phrase_finds_passages_in_their_order(ask: Callable[[str], Visit]) -> None:
    """Sources first, then briefings, then other pages; "a threat that is serious" is not the phrase."""
    visit = ask("q=%E2%80%9Cserious+threat%E2%80%9D")
    assert visit.page.locator("#results h2").all_inner_texts() == [
        "2 source articles, 2 passages",
        "2 briefings, 2 passages",
        "1 other page, 1 passage",
    ]
    assert sorted(passages(visit.page)) == [
        "meetings/2023-11-sf/#point-a",
        "meetings/2024-02-rio/#point-b",
        "people/park-jin/#roles",
        "sources/agency/#p1",
        "sources/herald/#p4",
    ]
    assert set(visit.page.locator(".subs mark").all_inner_texts()) == {"serious threat"}
    expect(visit.page.locator("#status")).to_have_text("5 pages for “serious threat”")
    assert visit.complaints == ()


@pytest.mark.parametrize("question", ["%22serious+threat%22", "Serious+threat", "%E2%80%9Cserious+threat%E2%80%9D+"])
def test_words_of_a_track_are_answered_before_the_hits(ask: Callable[[str], Visit], question: str) -> None:
    """Where they stand first, what was before and where the track is; of two that are alike the earlier one."""
    answer = ask(f"q={question}").page.locator("#first")
    expect(answer).to_be_visible()
    first, moved = answer.locator("p").all_inner_texts()
    assert first.startswith(
        "The words “serious threat” first appear in this record on 14 November 2023, San Francisco. "
    )
    assert first.endswith(". The step before has serious concern.")
    assert moved == "See how the words moved: Their word for it. What the ties are called."
    assert answer.locator("a").evaluate_all("links => links.map((link) => link.pathname)") == [
        "/repo/meetings/2023-11-sf/",
        "/repo/wording/word/",
    ]
    expect(answer.locator("i")).to_have_text("serious concern")


@pytest.mark.parametrize(
    ("question", "lead", "phrase"),
    [
        (
            "not+only+to+the+Peninsula",
            "is part of a tracked phrase. ",
            "“poses a serious threat not only to the Peninsula”",
        ),
        ("a+serious+threat", "is part of a tracked phrase. ", "“poses a serious threat not only to the Peninsula”"),
        ("threat", "is part of 2 tracked phrases; this is the first. ", "“serious threat”"),
        ("Peninsula", "is part of 2 tracked phrases; this is the first. ", "Peninsula’s lasting peace"),
        ("serious+threat+peace", "contains a tracked phrase. ", "“serious threat”"),
        ("poses+%22a+serious+threat+not%22+kamikawa", "contains a tracked phrase. ", "“serious threat”"),
        ("군사협력", "is part of a tracked phrase. ", "러북 군사협력"),
        ("only", "is part of a tracked phrase. ", "“poses a serious threat not only to the Peninsula”"),
        ("the", "", ""),
        ("to+the", "", ""),
        ("ledger", "", ""),
        ("threa", "", ""),
    ],
)
def test_a_part_of_tracked_words_and_more_than_them_are_answered(
    ask: Callable[[str], Visit], question: str, lead: str, phrase: str
) -> None:
    """And it is said that they are not the tracked words. The earliest that has them; the longest that they have."""
    page = ask(f"q={question}").page
    expect(page.locator(".hit")).not_to_have_count(0)
    shown = page.locator("#first p").first
    if not phrase:
        expect(page.locator("#first")).to_be_hidden()
    else:
        expect(shown).to_be_visible()
        said = f"What was asked for {lead}The words {phrase} first appear in this record "
        assert shown.inner_text().startswith(said)


def test_an_answer_goes_with_its_words(ask: Callable[[str], Visit]) -> None:
    """Other words, or no hits that the chosen values allow: no answer."""
    page = ask("q=serious+threat").page
    expect(page.locator("#first")).to_be_visible()
    box(page).fill("serious threats")
    expect(page.locator("#status")).to_contain_text("threats")
    expect(page.locator("#first")).to_be_hidden()
    assert ask("q=serious+threat&to=2001-01-01").page.locator("#first").is_hidden()


def test_words_left_out_are_not_answered(ask: Callable[[str], Visit]) -> None:
    """They are not what was asked for."""
    page = ask("q=Kamikawa+-%22serious+threat%22").page
    expect(page.locator(".hit")).not_to_have_count(0)
    expect(page.locator("#first")).to_be_hidden()


def test_a_hostile_answer_stays_text(ask: Callable[[str], Visit]) -> None:
    """Markup is words, and no path leads off the site."""
    visit = ask("q=zebra")
    answer = visit.page.locator("#first")
    expect(answer).to_contain_text(HOSTILE)
    expect(answer.locator("img")).to_have_count(0)
    for address in answer.locator("a").evaluate_all("links => links.map((link) => link.href)"):
        assert "/repo/" in address
        assert address.startswith("http://127.0.0.1")
    assert visit.complaints == ()


def test_a_hit_names_its_paragraph_or_statement(ask: Callable[[str], Visit]) -> None:
    """¶ 4 of an article, 2 of a briefing; read aloud as paragraph and statement."""
    page = ask("q=%22threat+not+only%22").page
    links = page.locator(".subs a").all()
    assert [(link.inner_text(), link.get_attribute("aria-label")) for link in links] == [
        ("¶\u202f4", "Paragraph 4"),
        ("2", "Statement 2"),
    ]


def test_a_hit_lands_on_the_passage(ask: Callable[[str], Visit]) -> None:
    """The paragraph far down the page is in view, and its words are what the browser was told to light up.

    The words around them go along: the page may have the same ones before.
    """
    visit = ask("q=%22serious+threat%22&Type=Source&from=2024-01-01")
    link = visit.page.get_by_role("link", name="Paragraph 4")
    assert (link.get_attribute("href") or "").endswith(
        "/repo/sources/herald/#p4:~:text=The%20cooperation%20%22poses%20a-,serious%20threat,-not%20only%20to%20the"
    )
    link.click()
    visit.page.wait_for_url("**/repo/sources/herald/**")
    expect(visit.page.locator("#p4")).to_be_in_viewport()
    expect(visit.page.locator("#p1")).not_to_be_in_viewport()
    assert visit.complaints == ()


@pytest.mark.parametrize("near", ["musk", "deploy", "ministrone", "us"])
def test_what_is_only_near_a_word_is_not_shown(ask: Callable[[str], Visit], near: str) -> None:
    """Pagefind cuts an unknown word until something fits: "musk" would find "music", "us" whatever begins so."""
    visit = ask(f"q={near}")
    expect(visit.page.locator("#status")).to_have_text(f"Nothing found for “{near}”")
    expect(visit.page.locator("#empty")).to_be_visible()
    expect(visit.page.locator("#ways")).to_be_visible()
    assert visit.complaints == ()


def test_the_lists_to_browse_stand_where_nothing_is_found_or_asked(site: str, open_page: OpenPage) -> None:
    """An empty box is no empty page; hits take their place, and leave it when the box is emptied."""
    page = open_page(f"{site}search/").page
    ways = page.locator("#ways")
    expect(ways).to_be_visible()
    page.locator("#q").fill("threat")
    expect(page.locator("#results .hit").first).to_be_visible()
    expect(ways).to_be_hidden()
    page.locator("#q").fill("")
    expect(ways).to_be_visible()


@pytest.mark.parametrize(
    ("question", "hits"),
    [
        ("Kamikawa+-Blinken", ["meetings/2023-09-ny/#point-a", "sources/rewrite/#p2", "sources/solo/#p1"]),
        ("%22serious+concern%22+Türkiye", ["sources/rewrite/#p1"]),
        ("missile+cafe+turkiye", ["sources/rewrite/#p1"]),
        ("ministry", ["meetings/2023-11-sf/#point-a", "sources/rewrite/#p2"]),
        ("북한", ["sources/korean/#p1"]),
        ("missiles+-mis", ["meetings/2023-09-ny/#point-a", "sources/rewrite/#p1"]),
        ("%22Thursday+they%22", []),
        ("-kamikawa+threat", ["people/park-jin/#roles"]),
        ("Kamikawa+-%22serious+threat%22+-concern", ["sources/solo/#p1"]),
    ],
)
def test_words_phrases_and_exclusions_mix(ask: Callable[[str], Visit], question: str, hits: list[str]) -> None:
    """With accents or without, in either number, in the other language; no phrase runs across paragraphs."""
    visit = ask(f"q={question}")
    if question == "-kamikawa+threat":  # two briefings hold the word and not the name
        hits = ["meetings/2023-11-sf/#point-a", "meetings/2024-02-rio/#point-b", *hits]
    assert sorted(passages(visit.page)) == hits
    assert visit.complaints == ()


def test_counts_of_a_facet_allow_for_its_other_values(ask: Callable[[str], Visit]) -> None:
    """Ticking one value leaves the counts of the others standing, and narrows those of other facets."""
    page = ask("q=%22serious+threat%22").page
    assert facet(page, "Type") == {"Meeting": "2", "Source": "2", "Person": "1"}
    page.get_by_role("checkbox", name="Meeting").check()
    expect(page.locator("#status")).to_have_text(re.compile("^2 pages"))
    assert facet(page, "Type") == {"Meeting": "2", "Source": "2", "Person": "1"}
    assert facet(page, "People") == {"Yoko Kamikawa": "2", "Antony Blinken": "2", "Park Jin": "1", "Cho Tae-yul": "1"}
    expect(page.get_by_role("checkbox", name="Meeting")).to_be_focused()
    page.get_by_role("checkbox", name="Source").check()
    expect(page.locator("#status")).to_have_text(re.compile("^4 pages"))


def test_a_value_that_leads_nowhere_can_be_let_go(ask: Callable[[str], Visit]) -> None:
    """A chosen value stays though it has no page, and is not pulled from under the keyboard when it is unticked."""
    page = ask("q=zebra&People=Park+Jin").page
    value = page.get_by_role("checkbox", name="Park Jin")
    value.uncheck()
    expect(page.locator("#status")).to_have_text(re.compile("^1 page"))
    expect(value).to_be_focused()


def test_a_hit_in_a_briefing_leads_to_its_place_alone(ask: Callable[[str], Visit]) -> None:
    """The title and the evidence of other statements have the same words: the browser would stop there."""
    page = ask("q=%22serious+threat%22&Type=Meeting&to=2023-12-31").page
    link = page.get_by_role("link", name="Statement 1").get_attribute("href") or ""
    assert link.endswith("/repo/meetings/2023-11-sf/#point-a")


def test_counts_hold_for_mixed_questions(ask: Callable[[str], Visit]) -> None:
    """An excluded word and a range of dates are counted with: no value leads to nothing."""
    page = ask("q=Kamikawa+-Blinken&from=2024-01-01").page
    assert facet(page, "Type") == {"Source": "1"}
    assert facet(page, "Year") == {"2024": "1"}


def test_an_address_can_be_shared(ask: Callable[[str], Visit], site: str, open_page: OpenPage) -> None:
    """All that was chosen stands in the address, and gives the same page again."""
    first = ask("q=threat").page
    first.get_by_label("Yoko Kamikawa").check()
    expect(first.locator("#status")).to_have_text(re.compile("^4 pages"))
    first.get_by_label("Newest first").check()
    expect(first.locator("h3").first).to_contain_text("Three countries")
    titles = first.locator("h3").all_inner_texts()
    assert first.url == f"{site}search/?q=threat&sort=new&People=Yoko+Kamikawa"
    second = open_page(first.url).page
    expect(second.locator("h3")).to_have_text(titles)
    expect(second.get_by_label("Yoko Kamikawa")).to_be_checked()
    expect(second).to_have_title("“threat” — Search — Example")


def test_whoever_comes_back_finds_the_place_again(ask: Callable[[str], Visit]) -> None:
    """As many hits as before, and the one that was followed on the screen."""
    page = ask("q=ledger").page
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".hit")).to_have_count(20)
    page.locator(".hit").nth(16).locator(".subs a").click()
    page.wait_for_url("**/repo/sources/filler-**")
    page.go_back()
    expect(page.locator(".hit")).to_have_count(20)
    expect(page.locator(".hit").nth(16)).to_be_in_viewport()


def test_the_same_question_again_leaves_the_answer_alone(ask: Callable[[str], Visit]) -> None:
    """Enter after the answer came by itself: the keyboard may be on a hit already."""
    page = ask("q=threat").page
    page.evaluate("""() => {
        window.replaced = 0;
        const watch = new MutationObserver(() => { window.replaced += 1; });
        watch.observe(document.getElementById("results"), { childList: true });
    }""")
    box(page).press("Enter")
    box(page).fill("zebra")
    expect(page.locator("#status")).to_contain_text("zebra")
    assert page.evaluate("window.replaced") == 1


def test_a_value_that_is_gone_finds_nothing(ask: Callable[[str], Visit]) -> None:
    """An old address names a person who is not in the record any more: it says so, and can be let go."""
    page = ask("q=threat&People=Nobody+Any+More").page
    expect(page.locator("#status")).to_have_text("Nothing found for “threat”, filtered")
    page.get_by_role("checkbox", name="Nobody Any More").uncheck()
    expect(page.locator("#status")).to_have_text("5 pages for “threat”")
    assert page.url.endswith("/search/?q=threat")


def test_filters_alone_list_pages_newest_first(ask: Callable[[str], Visit]) -> None:
    """No words: every briefing with her, by date; a month without a day has its place."""
    visit = ask("People=Yoko+Kamikawa&Type=Meeting")
    assert [title[:9] for title in visit.page.locator("h3").all_inner_texts()] == [
        "In Rio, t",
        "In San Fr",
        "In New Yo",
    ]
    assert visit.complaints == ()


@pytest.mark.parametrize(
    ("range_", "pages"),
    [("from=2023-11-20&to=2024-02-22", 3), ("to=2023-11-10&from=2023-11-01", 1), ("from=2030-01-01", 0)],
)
def test_a_range_takes_what_may_lie_in_it(ask: Callable[[str], Visit], range_: str, pages: int) -> None:
    """A meeting of "November 2023" may have been on any of its days."""
    expect(ask(range_).page.locator(".hit")).to_have_count(pages)


def test_more_is_shown_on_request(ask: Callable[[str], Visit]) -> None:
    """Ten a step; the count is of all; the keyboard stays where the new ones begin."""
    page = ask("q=ledger").page
    expect(page.locator("#status")).to_have_text("24 pages for “ledger”")
    for shown in (20, 24):
        page.get_by_role("button", name="Show more").click()
        expect(page.locator(".hit")).to_have_count(shown)
    expect(page.locator(".hit").nth(20).locator("h3 a")).to_be_focused()
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)


def test_a_number_of_pages_that_is_not_certain_says_so(ask: Callable[[str], Visit]) -> None:
    """Pagefind finds a phrase across paragraphs too; until all hits are read, nobody knows how many that are."""
    page = ask("q=%22gamma+delta%22").page
    expect(page.locator("#status")).to_have_text(re.compile(r"^About \d+ pages for “gamma delta”$"))
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#status")).to_have_text("12 pages for “gamma delta”")
    expect(page.locator(".hit")).to_have_count(12)


def test_a_filtered_number_says_so(ask: Callable[[str], Visit]) -> None:
    """On a phone the filters are far below the number."""
    page = ask("q=threat&from=2024-01-01").page
    expect(page.locator("#status")).to_have_text("2 pages for “threat”, filtered")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator("#status")).to_have_text("5 pages for “threat”")


def test_a_place_without_a_number_says_what_it_is(ask: Callable[[str], Visit]) -> None:
    """In words, the same to see and to hear."""
    assert ask("q=zebra").page.locator(".subs a").all_inner_texts() == ["¶\u202f1", HOSTILE]
    roles = ask("q=named").page.locator('.subs a[href*="roles"]')
    expect(roles).to_have_text("Roles over time")
    expect(roles).to_have_accessible_name("Roles over time")


def test_words_that_have_no_place_of_their_own_are_shown(ask: Callable[[str], Visit]) -> None:
    """The title leads to them."""
    hit = ask("q=knot").page.locator(".hit")
    expect(hit.locator(".subs li")).to_have_text("The knot between them.")
    expect(hit.locator(".subs a")).to_have_count(0)
    assert (hit.locator("h3 a").get_attribute("href") or "").endswith(
        "/repo/topics/ties/#main:~:text=The-,knot,-between%20them."
    )


def test_years_stand_newest_first(ask: Callable[[str], Visit]) -> None:
    """Whatever their numbers of pages; what has no year comes last."""
    page = ask("q=serious+threat").page
    assert list(facet(page, "Year")) == ["2024", "2023", "Undated"]


def test_all_values_of_a_facet_are_shown_by_name(ask: Callable[[str], Visit]) -> None:
    """At first the most frequent, by their number of pages; on request all by name, where one looks for a name."""
    page = ask("q=ledger").page
    topics = [f"Topic {letter}" for letter in "LKJIHGFEDCBA"]
    assert list(facet(page, "Topic")) == topics[:8]
    page.get_by_role("button", name="Show all 12: Topic").press("Enter")
    assert list(facet(page, "Topic")) == topics[::-1]
    first = page.get_by_role("checkbox", name="Topic A")
    expect(first).to_be_focused()
    first.press("Space")
    expect(page.locator("#status")).to_have_text(re.compile("^2 pages"))
    expect(first).to_be_focused()
    page.get_by_role("button", name="Show fewer: Topic").press("Enter")
    assert list(facet(page, "Topic")) == [*topics[:8], topics[-1]]
    expect(page.get_by_role("button", name="Show all 12: Topic")).to_be_focused()


def test_hostile_records_stay_text(ask: Callable[[str], Visit]) -> None:
    """Markup, forged marks and a script's address are words like others."""
    visit = ask("q=zebra")
    page = visit.page
    expect(page.locator("h3")).to_have_text(f"Hostile {HOSTILE}")
    expect(page.locator(".hit .m")).to_have_text(f"note {HOSTILE}")
    expect(page.locator("#results img, #filters img, #results b")).to_have_count(0)
    assert passages(page) == ["pages/hostile/#p1", "pages/hostile/#x'%22%3E%3Ci"]
    assert "___PAGEFIND_ANCHOR___h2:999:evil" in page.locator(".subs").inner_text()
    assert "owned" not in page.title()
    assert visit.complaints == ()


def test_nothing_is_loaded_before_the_box_is_used(site: str, open_page: OpenPage) -> None:
    """The page alone asks for no index; focus does, and no request leaves the site."""
    visit = open_page(f"{site}search/")
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    assert (
        visit.page.evaluate("performance.getEntriesByType('resource').filter(r => /pagefind/.test(r.name)).length") == 0
    )
    expect(visit.page.locator("#filters")).to_be_hidden()
    box(visit.page).focus()
    expect(visit.page.locator("#filters")).to_be_visible()
    assert any(url.endswith("/repo/search/pagefind/pagefind.js") for url in asked)
    assert visit.complaints == ()


def test_a_missing_index_is_said_and_ways_on_are_shown(site: str, tmp_path: Path, open_page: OpenPage) -> None:
    """The message names what to do; nothing is left of older results."""
    (tmp_path / "search" / "pagefind" / "facets.json").unlink()
    page = open_page(f"{site}search/?q=threat").page
    expect(page.locator("#trouble")).to_be_visible()
    expect(page.locator("#status")).to_have_text("Search is not available now.")
    expect(page.locator(".hit")).to_have_count(0)


def test_an_index_that_never_answers_is_given_up(site: str, open_page: OpenPage) -> None:
    """Where WebAssembly is forbidden Pagefind waits for ever; the page does not."""
    page = open_page(f"{site}search/").page
    page.clock.install()
    page.route("**/facets.json", lambda _route: None)
    box(page).fill("threat")
    page.clock.run_for(8000)
    expect(page.locator("#trouble")).to_be_hidden()
    page.clock.run_for(2000)
    expect(page.locator("#trouble")).to_be_visible()


def test_escape_empties_the_box(ask: Callable[[str], Visit]) -> None:
    """The results go with the words; the keyboard stays."""
    page = ask("q=threat").page
    box(page).focus()
    page.keyboard.press("Escape")
    expect(page.locator(".hit")).to_have_count(0)
    expect(box(page)).to_have_value("")
    expect(box(page)).to_be_focused()
    assert page.url.endswith("/search/")


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_keys_lead_to_the_box_from_any_page(site: str, open_page: OpenPage, keys: str) -> None:
    """From an article to the search page, and on the search page to the box."""
    visit = open_page(f"{site}sources/herald/")
    visit.page.keyboard.press(keys)
    visit.page.wait_for_url("**/repo/search/*")
    expect(box(visit.page)).to_be_focused()
    box(visit.page).blur()
    visit.page.keyboard.press(keys)
    expect(box(visit.page)).to_be_focused()
    assert visit.complaints == ()


def test_a_slash_in_the_box_is_a_slash(site: str, open_page: OpenPage) -> None:
    """Shortcuts do not take what is typed."""
    page = open_page(f"{site}search/").page
    box(page).press_sequentially("a/b")
    expect(box(page)).to_have_value("a/b")


def test_a_reader_can_turn_the_single_key_off(site: str, open_page: OpenPage) -> None:
    """WCAG 2.1.4; Ctrl+K stays."""
    page = open_page(f"{site}sources/herald/").page
    page.evaluate("localStorage.setItem('shortcuts', 'off')")
    page.keyboard.press("/")
    page.keyboard.press("x")
    assert page.url.endswith("/sources/herald/")
    page.keyboard.press("Control+k")
    page.wait_for_url("**/repo/search/*")


@pytest.mark.parametrize("question", ["q=threat", "q=musk", "q=ledger"])
def test_the_page_is_accessible(ask: Callable[[str], Visit], question: str) -> None:
    """axe-core, with hits and facets, with nothing found, and with more to show."""
    assert barriers(ask(question).page) == ()


def test_focus_is_never_taken(ask: Callable[[str], Visit]) -> None:
    """Opening a shared address puts the keyboard nowhere."""
    assert ask("q=threat").page.evaluate("document.activeElement === document.body")
