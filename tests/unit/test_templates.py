"""The built-in templates: nothing hostile gets through, nothing inline, and the marks of good HTML."""

from __future__ import annotations

import gzip
import re
from enum import Enum
from itertools import pairwise
from pathlib import Path
from types import NoneType
from typing import TypeVar, get_args, get_origin, get_type_hints

import jinja2
import msgspec
import pytest
from markupsafe import escape
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.jinja import Environment
from generator.model import Value
from generator.paths import builtin_templates
from generator.render import Renderer, asset_files
from generator.views import (
    CslItem,
    Html,
    IndexView,
    PageBase,
    SearchView,
    SiteView,
    SourceView,
    TimelineView,
    WordingView,
)

from .sample_views import PAGES, SITE, index

BUILTIN = builtin_templates()
RENDERER = Renderer(None, BUILTIN)
PAYLOAD = """<img src=x onerror=alert(1)>"'><script>alert(2)</script><p style=color:red>{{ 7 * 7 }}"""
TAGS = tuple(PAGES)
DEPTH = 6
View = TypeVar("View", bound=Value)
FORBIDDEN_TAGS = ("img", "style", "iframe", "object", "embed", "base")


SAMPLES: dict[object, object] = {str: PAYLOAD, Html: Html(markup=str(escape(PAYLOAD))), bool: True, int: 3, float: 1.5}


def hostile(annotation: object, depth: int = 0) -> object:
    """A value of this type with the payload in every text; tuples hold two of everything, trees end somewhere."""
    if annotation in SAMPLES:
        return SAMPLES[annotation]
    inner = get_args(annotation)
    if get_origin(annotation) is tuple:
        return () if depth > DEPTH else tuple(hostile(inner[0], depth + 1) for _ in range(2))
    if inner:
        return hostile(next(one for one in inner if one is not NoneType), depth + 1)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation))
    assert isinstance(annotation, type)
    assert issubclass(annotation, Value)
    return hostile_view(annotation, depth)


def hostile_view(kind: type[View], depth: int = 0) -> View:
    """A view with the payload in every text of it."""
    hints = get_type_hints(kind)
    return kind(**{field.name: hostile(hints[field.name], depth + 1) for field in msgspec.structs.fields(kind)})


def hostile_page(tag: str) -> PageBase:
    """A page of this kind. A timeline entry is a year, a gap or an event: here is one of each."""
    page = hostile_view(type(PAGES[tag]))
    if isinstance(page, TimelineView):
        year = page.entries[0]
        event = msgspec.structs.replace(year, year="", gap="")
        return msgspec.structs.replace(page, entries=(year, msgspec.structs.replace(year, year=""), event))
    return page


def nodes_of(html: str) -> list[LexborNode]:
    """All elements of a page."""
    return list(LexborHTMLParser(html).css("*"))


@pytest.mark.parametrize("tag", TAGS)
def test_hostile_text_stays_text(tag: str) -> None:
    """Markup in any text of a view, or of the site, makes no element and no attribute."""
    html = RENDERER.render(hostile_page(tag), hostile_view(SiteView))
    for node in nodes_of(html):
        assert node.tag not in FORBIDDEN_TAGS
        assert node.tag != "script" or node.attributes.get("src")
        for name in node.attributes:
            assert not name.startswith("on"), (node.tag, name)
            assert name != "style"
            assert re.fullmatch(r"[a-zA-Z:-]+|[xy][12]", name), (node.tag, name)
    assert "49" not in html
    assert html.count("onerror=alert(1)") > 3, "the payload is shown as text"


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_is_inline(tag: str) -> None:
    """A strict content policy holds: no script, style, handler or style attribute in a page."""
    for node in nodes_of(RENDERER.render(PAGES[tag], SITE)):
        assert node.tag != "style"
        assert node.tag != "script" or not node.text().strip()
        assert not [name for name in node.attributes if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("path", sorted(BUILTIN.rglob("*.html")), ids=lambda path: path.relative_to(BUILTIN).as_posix())
def test_templates_escape_everything(path: Path) -> None:
    """No `safe`, no switched-off escaping, no inline script, style or handler in the templates themselves."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|\bMarkup\b", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("tag", TAGS)
def test_a_page_has_one_h1_and_headings_in_order(tag: str) -> None:
    """Headings never skip a level, and there is one title."""
    levels = [
        int(name.removeprefix("h"))
        for name in (node.tag or "" for node in nodes_of(RENDERER.render(PAGES[tag], SITE)))
        if re.fullmatch("h[1-6]", name)
    ]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("tag", TAGS)
def test_ids_are_unique_and_references_resolve(tag: str) -> None:
    """Every id stands once; labels and "#…" links of the template find theirs."""
    tree = LexborHTMLParser(RENDERER.render(PAGES[tag], SITE))
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    wanted = [node.attributes[name] for name in ("aria-labelledby", "for") for node in tree.css(f"[{name}]")]
    assert set(wanted) <= set(ids)


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag != "redirect"])
def test_a_page_has_its_landmarks_and_a_way_past_the_menu(tag: str) -> None:
    """Header, main and footer once each; the skip link leads to main; each nav has a name of its own."""
    tree = LexborHTMLParser(RENDERER.render(PAGES[tag], SITE))
    assert [len(tree.css(name)) for name in ("body > header", "main", "body > footer")] == [1, 1, 1]
    skip = tree.css_first("a.skip")
    assert skip is not None
    assert skip.attributes["href"] == "#main"
    names = [nav.attributes.get("aria-label") or nav.attributes.get("aria-labelledby") for nav in tree.css("nav")]
    assert all(names)
    assert len(names) == len(set(names))


SHOWN_ELSEWHERE = {(Html, "markup"), (SourceView, "when"), (SearchView, "phrases"), (SiteView, "assets")}
"""Read by Jinja itself, by the search index and the file beside it, and by the filter `asset`."""

SHOWN_BY_FILTERS = {CslItem}
"""Written out whole by a format, not field by field by a template."""


def test_every_field_of_a_view_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no template asks for need not be planned. The fields that all pages have are another matter."""
    asked: set[tuple[type, str]] = set()
    look_up = jinja2.Environment.getattr

    def noting(environment: jinja2.Environment, value: object, name: str) -> object:
        asked.add((type(value), name))
        return look_up(environment, value, name)

    monkeypatch.setattr(jinja2.Environment, "getattr", noting)
    monkeypatch.setattr("generator.render.ShortEnvironment", Environment)
    renderer = Renderer(None, BUILTIN)
    for tag in TAGS:
        renderer.render(hostile_page(tag), SITE)
        renderer.render(PAGES[tag], SITE)
    renderer.render(index(0, 0), SITE)
    common = {field.name for field in msgspec.structs.fields(PageBase)}
    views = {kind for kind, _ in asked if issubclass(kind, Value)} - SHOWN_BY_FILTERS
    fields = {(kind, field.name) for kind in views for field in msgspec.structs.fields(kind)}
    assert IndexView in views
    assert {(kind, name) for kind, name in fields - asked - SHOWN_ELSEWHERE if name not in common} == set()


@pytest.mark.parametrize("tag", ["meeting", "person", "entry", "series", "wording", "source", "home"])
def test_empty_sections_are_left_out(tag: str) -> None:
    """A view without facts shows its title, how to cite it, and no heading of a section."""
    page = PAGES[tag]
    empty: dict[str, object] = {
        field.name: () for field in msgspec.structs.fields(page) if isinstance(getattr(page, field.name), tuple)
    }
    nothing = {"previous", "next", "agenda", "readouts", "lead", "matrix"} & {
        field.name for field in msgspec.structs.fields(page)
    }
    empty |= {name: None for name in nothing if tag in ("meeting", "home") or name in ("previous", "next", "matrix")}
    empty |= {name: Html(markup="") for name in ("note", "lead") if isinstance(getattr(page, name, None), Html)}
    empty |= {name: "" for name in ("silent", "review", "rights") if hasattr(page, name)}
    if isinstance(page, WordingView):
        empty["track"] = msgspec.structs.replace(page.track, steps=())
    tree = LexborHTMLParser(RENDERER.render(msgspec.structs.replace(page, **empty), SITE))
    assert tree.css("main section") == []
    assert tree.css("main h2:not(.citing h2)") == []
    assert tree.css("main :is(ul, ol, table, dl:not(.facts)):empty") == []


def first(tag: str, selector: str) -> LexborNode:
    """The first element of a sample page that the selector finds."""
    found = LexborHTMLParser(RENDERER.render(PAGES[tag], SITE)).css_first(selector)
    assert found is not None, selector
    return found


def test_an_outlets_own_words_stand_without_quotation_marks() -> None:
    """Words nobody is quoted as saying get the marker alone, and the label."""
    assert "“" not in first("meeting", "#about-rio mark").text()
    assert "The outlet’s words" in first("meeting", "#about-rio").text()
    assert first("meeting", "#word-rio mark").text().startswith("“")
    assert "The outlet’s words" not in first("meeting", "#word-rio").text()


def test_an_inferred_fact_shows_its_reason() -> None:
    """The dotted line is never alone: the reason is text on the page."""
    assert first("source", ".facts dd .doubt").text() == "The Korea Herald"
    assert "Inferred: not named in the captured text" in first("source", ".facts dd").text()


def test_withheld_words_are_replaced_by_what_is_said_of_them() -> None:
    """A paragraph that rights keep back shows its number and length."""
    assert "48 words, not shown" in first("source", "#p9").text()


def test_only_the_search_page_may_compile_wasm() -> None:
    """The policy of all other pages is the strict one."""
    for tag, page in PAGES.items():
        assert ("'wasm-unsafe-eval'" in RENDERER.render(page, SITE)) == (tag == "search")


def test_robots_are_told_by_site_and_by_page() -> None:
    """A site that wants no robots says so on every page; otherwise only pages that want none."""
    closed = msgspec.structs.replace(SITE, robots=False)
    assert 'content="noindex"' in RENDERER.render(PAGES["home"], closed)
    assert 'content="noindex"' not in RENDERER.render(PAGES["home"], SITE)
    assert 'content="noindex"' in RENDERER.render(PAGES["404"], SITE)


def test_a_list_has_the_ways_to_its_groups() -> None:
    """The page one is on is marked among them, a group that goes on elsewhere says where, and one can leaf."""
    tree = LexborHTMLParser(RENDERER.render(PAGES["index"], SITE))
    links = tree.css(".jump a")
    assert [link.attributes["href"] for link in links] == [f"../../../people/under/{letter}/" for letter in "jkp"]
    assert [link.attributes.get("aria-current") for link in links] == [None, "page", None]
    assert [link.text() for link in tree.css(".more a")] == ["All 212 of K"]
    assert [link.attributes["href"] for link in tree.css("a[rel=prev], a[rel=next]")] == [
        *("../../../people/under/j/", "../../../people/under/k/2/"),
    ]


def test_a_page_runs_as_its_language_does() -> None:
    """From right to left where the desk's language is Arabic; what is not said is from left to right."""
    arabic = msgspec.structs.replace(SITE, language="ar", direction="rtl")
    for view in PAGES.values():
        assert '<html lang="ar" dir="rtl">' in RENDERER.render(view, arabic)
        assert '<html lang="en">' in RENDERER.render(view, SITE)


def test_the_stylesheet_fits_its_budget_and_stays_at_home() -> None:
    """One stylesheet of 12 kB compressed, with nothing from elsewhere and no physical sides."""
    css = asset_files(None, BUILTIN)["site.css"]
    assert len(gzip.compress(css, mtime=0)) <= 12 * 1024
    text = css.decode()
    assert not re.search(r"https?:|@import|//[a-z]", text)
    assert not re.search(r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|\b(?:left|right):", text)


def test_every_font_of_the_stylesheet_is_there_with_its_licence() -> None:
    """Fonts come from the site itself, under the Open Font License."""
    files = asset_files(None, BUILTIN)
    used = re.findall(r"url\(([^)]+)\)", files["site.css"].decode())
    assert used
    assert set(used) <= set(files)
    assert {"fonts/LibreFranklin-OFL.txt", "fonts/Newsreader-OFL.txt"} <= set(files)
