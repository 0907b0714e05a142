"""What is known of a page by its tags alone is what a parser knows of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.facts import _parsed_facts, _plain_facts
from generator.tags import BLOCKS, BOUND, DRAWN, HEAD, RENEWED, WHOLE, WORDS, cut

EXPECTED = Path(__file__).parents[1] / "golden" / "expected"
PAGES = {path.relative_to(EXPECTED).as_posix(): path.read_bytes() for path in sorted(EXPECTED.rglob("*.html"))}
LARGE = 60_000
"""Bytes of a page from which on a thousand examples take too long."""

NAMES = sorted(BLOCKS | BOUND | DRAWN | HEAD | RENEWED | WHOLE | WORDS)
ODD_NAMES = (
    "A P svg math template select option textarea title plaintext xmp noscript noembed iframe form button frameset"
    " object style base image use nobr font marquee foreignObject desc mi annotation-xml SCRIPT !-- ![CDATA[ ?xml"
).split()
ATTRIBUTES = (
    "",
    *(' id="a"', ' id="b"', ' id=""', " id", " id=a", " ID='c'", ' id="a" id="b"', ' id="&amp;"', ' id="a"class="b"'),
    *(
        ' href="x/"',
        ' href="#a"',
        ' href="javascript:x"',
        ' href="java&colon;x"',
        ' href="&#x6a;:"',
        ' href="//e.example"',
    ),
    *(' href=""', " href", "\nhref='y'", ' HREF="z"', ' xlink:href="x"', ' href="https://e.example/" rel="canonical"'),
    *(
        ' src="x"',
        ' src="data:text/html,x"',
        ' poster="p"',
        ' action="javascript:x"',
        ' formaction="y"',
        ' srcset="x 2x"',
    ),
    *(' onclick="x()"', ' style="a:b"', "/onclick=x", ' title="a=b id="', ' title=" href=" rel=""', ' title="&#34;>"'),
    *(' http-equiv="refresh" content="0;url=x"', ' http-equiv="refresh" content="0;&#117;rl=x"', ' type="text/x"'),
    *(' class="x" hidden', " /", "/", "\t", "\x00", "\r\nid='r'", '\x0cid="f"', ' id="\x00"', ' id="\n"', ' id="\xe9"'),
)
PLAIN = tuple(one for one in ATTRIBUTES if one.count('"') in {0, 2, 4} and "'" not in one and "on" not in one)


def tags(names: list[str], attributes: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Starts and ends of elements."""
    starts = st.builds("<{}{}>".format, st.sampled_from(names), st.sampled_from(attributes))
    return starts | st.sampled_from(names).map("</{}>".format)


KNOWN = tags(NAMES, ("", ' id="a"', ' id="b"', ' href="x/"', ' href="#a" id="c"', ' class="x"'))
FORMATTING = tags(["a", "b", "p", "div", "td", "table", "svg", "title"], ("", ' id="a"', ' href="x/"'))
HOSTILE = tags(NAMES + ODD_NAMES, ATTRIBUTES) | st.sampled_from(["<", ">", '"', "'", "x", "-->", "]]>", "<!--", "\x00"])
PIECES = KNOWN | FORMATTING | HOSTILE | st.just("x") | st.just("</a>")


def agree(page: bytes) -> bool:
    """Whether the page is plain; fails if it is, and a parser knows something else of it."""
    pieces = cut(page)
    known = _plain_facts(pieces.tags) if pieces else None
    if known is not None:
        parsed = _parsed_facts(page)
        assert (known.ids, set(known.targets), known.forbidden) == (parsed.ids, set(parsed.targets), parsed.forbidden)
    return known is not None


@settings(max_examples=1_500)
@given(st.lists(PIECES, max_size=12).map("".join))
@example('<b><a id="a">x</b>y</a>')
@example('<a id="a"><p>x</a>y</p>')
@example('<p><a id="a">x<div>y</div></a></p>')
@example('<table><tr><a id="a"><b>x</b></a><td>')
@example('<a id="a"><b>x</a>y</b>z')
@example("<title><b id=a></title>")
@example('<title><p id="a"></p></title>')
@example('<td id="a">x</td>')
@example('<p title="a id=" class="b">')
def test_hostile_markup(page: str) -> None:
    """Misnested and unclosed elements, raw text, attributes of every spelling, control characters."""
    agree(page.encode("utf-8", "surrogatepass"))


@settings(max_examples=600)
@given(st.lists(KNOWN | st.just("x"), max_size=14).map("".join))
def test_elements_in_any_order(page: str) -> None:
    """Elements that a plain page may have, wherever they stand and whether they end or not."""
    agree(page.encode())


@settings(max_examples=300)
@given(
    page=st.sampled_from([page for page in PAGES.values() if len(page) < LARGE]),
    at=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 2), PIECES), max_size=3),
)
def test_pages_that_were_tampered_with(page: bytes, at: list[tuple[float, int, str]]) -> None:
    """Real pages in which tags were added, doubled or lost."""
    pieces = page.split(b"<")
    for place, lost, added in at:
        where = int(place * len(pieces))
        pieces[where : where + lost] = [added.removeprefix("<").encode()]
    agree(b"<".join(pieces))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_ours_needs_no_parser(name: str) -> None:
    """What the templates write is plain, but for the few pages with a form."""
    assert agree(PAGES[name]) is (b"<form" not in PAGES[name])


def test_what_is_between_the_tags() -> None:
    """A space for each tag, so that no words run together; nothing if the brackets do not take turns."""
    assert cut(b"a<b>c</b>d") == (b"a c d", [b"b", b"/b"])
    assert [cut(page) for page in (b"<a <b>", b"a>b<c", b"<a", b"a\x00", b"\r")] == [None] * 5
