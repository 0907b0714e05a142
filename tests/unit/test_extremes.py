"""Hostile words in every text field of every kind: they are shown, and never act."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import Made, Project, Wishes, make
from generator.hygiene import NOT_SHOWN
from generator.load import load
from generator.model import DateBasis, Value
from generator.paths import builtin_templates
from tests.extremes.writing import CONTENT, write_empty, write_extremes, write_single

PAYLOAD = "</script><img src=x onerror=alert("

NO_TEXT = frozenset(
    {
        *("id", "according_to", "by", "english_by", "url", "archive_url", "language", "original_language"),
        *("wikidata", "grade", "sha256", "alpha_3", "field", "strip_prefix"),
    }
)
"""Fields of a fixed shape: ids, addresses, codes, tags; and a beginning that must stand in the text. The words of a
date's basis must mean a date.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The site of extremes, without its search index."""
    folder = tmp_path_factory.mktemp("extremes")
    return _made(write_extremes(folder / "content"))


def _made(content: Path) -> Made:
    out, cache = content.with_name("site"), content.with_name(".briefbook")
    return make(Project(content=content, builtin=builtin_templates(), out=out, cache=cache), Wishes(search=False))


def facts(value: object) -> Iterator[Value]:
    """A fact and all facts within it."""
    if isinstance(value, Value):
        yield value
        for field in msgspec.structs.fields(type(value)):
            yield from facts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from facts(one)


def test_every_text_field_of_every_kind_is_hostile_once() -> None:
    """A field that is new to the model, and in which no hostile words stand here, has not been thought about."""
    library = load(CONTENT).library
    assert library
    texts: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for kind in ("sources", "meetings", "people", "organizations", "topics", "series", "wording", "countries", "pages"):
        for entry in getattr(library, kind).values():
            for fact in facts(entry):
                for name, type_ in get_type_hints(type(fact)).items():
                    if type_ in (str, str | None) and name not in NO_TEXT and not isinstance(fact, DateBasis):
                        texts[type(fact).__name__, name].append(getattr(fact, name) or "")
    assert len(texts) > 40
    assert sorted(field for field, said in texts.items() if not any(PAYLOAD in one for one in said)) == []


def test_hostile_words_are_shown_and_never_act(made: Made) -> None:
    """No element, attribute or address comes of them on any page; no sign that HTML forbids, none that turns text."""
    pages = {name: content.decode() for name, content in made.files.items() if name.endswith(".html")}
    assert len(pages) > 80
    assert sum("&lt;/script&gt;&lt;img src=x" in page for page in pages.values()) > 20
    for name, page in pages.items():
        assert not NOT_SHOWN.search(page), name
        assert "{{ 49" not in page, name
        for node in LexborHTMLParser(page).css("*"):
            assert node.tag not in {"img", "style", "iframe", "object", "base"}, name
            assert node.tag != "script" or node.attributes.get("src"), name
            assert not [one for one in node.attributes if one.startswith("on") or one == "style"], name
            assert not (node.attributes.get("href") or "").lower().startswith("javascript:"), name


def test_letters_go_on_after_z(made: Made) -> None:
    """A page of twenty-eight papers, and one that gives their offices."""
    page = made.files["meetings/2031-02-many/index.html"].decode()
    assert {"Y", "Z", "AA", "AB"} <= set(re.findall(r'<span class="sig"[^>]*>([A-Z]+)</span>', page))
    assert page.count('class="claim pair n"') == 40


def test_words_of_another_language_say_which(made: Made) -> None:
    """Quoted in the desk's own sentence too; and a name from right to left keeps what stands beside it in order."""
    page = made.files["meetings/2031-03-arabic/index.html"].decode()
    assert '“<span class="vb" lang="ar" dir="auto">ستبقى القوارب في كل فصل</span>”' in page
    assert "\u2068מ" not in page
    assert "\u2068مثال\u2069, \u2068לוי\u2069, 김 and 島田" in page
    assert Path(made.pages["meetings/2031-03-arabic/"]).name == "2031-03-arabic.yaml"


def test_the_head_of_a_page_stays_short(made: Made) -> None:
    """However long a name is: the title says the date, the outlet and the site too, and the page itself has it all."""
    for name, content in made.files.items():
        if name.endswith(".html") and name != "about/index.html":
            head = LexborHTMLParser(content.decode()).css_first("title")
            assert head, name
            assert len(head.text()) < 320, name
    page = made.files["meetings/2031-03-long/index.html"].decode()
    assert "<title>A title that does not know where to stop" in page
    assert " …, Friday 7 March 2031 — The Brink Record</title>" in page
    assert "ends here and now" in page


def test_what_nobody_states_is_said_once(made: Made) -> None:
    """In the strip of facts, and not again below it."""
    page = made.files["meetings/undated/index.html"].decode()
    assert '<dt>Who</dt><dd><span class="flagged">not stated</span></dd>' in page
    assert "Not stated: participants" not in page


def test_an_empty_record_says_so(tmp_path: Path) -> None:
    """A home page is never a head and a foot alone."""
    assert "No briefing yet." in _home(write_empty(tmp_path / "content"))


def test_a_long_title_of_a_site_is_cut_above_its_pages_only(tmp_path: Path) -> None:
    """Whole it stands in the head of the home page and at the foot of every page."""
    page = LexborHTMLParser(_home(write_single(tmp_path / "content")))
    shown = [node.text() for css in (".brand span", "h1", ".foot section:nth-child(2) h2") for node in page.css(css)]
    assert shown[0] == "The record of everything that was ever said of …"
    assert len(shown[1]) > 200
    assert shown[1] == shown[2]


def test_the_title_of_a_site_stands_once_in_its_window_and_is_cut(tmp_path: Path) -> None:
    """A site without a description has its title in the place of one."""
    head = LexborHTMLParser(_home(write_single(tmp_path / "content"))).css_first("title")
    assert head
    assert head.text().endswith(" …")
    assert len(head.text()) < 130


def _home(content: Path) -> str:
    return _made(content).files["index.html"].decode()
