"""The list of a page's parts."""

from __future__ import annotations

from generator.model import Page, PageId
from generator.plan import Desk, pages
from generator.views import Link, TextView

from ..specimen import library


def text_page(text: str, id: str = "about") -> TextView:
    """The page of this Markdown."""
    desk = Desk(library(Page(id=PageId(id), title="About", text=text)))
    return next(one for one in pages(desk, search=False) if isinstance(one, TextView))


def test_headings_have_ids_and_are_listed() -> None:
    """Each id is its own, begins with a letter and is none that the page has already."""
    view = text_page("## Whose *word*?\n\na\n\n## 2024\n\n## Main\n\n## Whose word\n\n## Q & A")
    anchors = ["#whose-word", "#s-2024", "#main-2", "#whose-word-2", "#q-a"]
    titles = ["Whose word?", "2024", "Main", "Whose word", "Q & A"]
    assert view.contents == tuple(Link(text=text, path=path) for text, path in zip(titles, anchors, strict=True))
    assert all(f'<h2 id="{anchor[1:]}">' in view.html.markup for anchor in anchors)


def test_a_short_page_has_no_list() -> None:
    """Three headings are seen at a glance; they have ids all the same."""
    view = text_page("## A\n\n## B\n\n## C")
    assert view.contents == ()
    assert '<h2 id="c">' in view.html.markup
