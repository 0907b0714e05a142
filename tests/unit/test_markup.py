"""The desk's prose as HTML: cites, cross-links, quotations and names in their places, and nothing that could act."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markupsafe import escape
from selectolax.lexbor import LexborHTMLParser

from generator import markup
from generator.inline import cross_links, inline_cites
from generator.markup import NameLink, Setting, block, inline, plain
from generator.model import Cite
from generator.text import quotations_in
from generator.views import Chip, Link

ROOT = "../../"


def chip(cite: Cite) -> Chip:
    """`A3` for any source."""
    where = f"sources/{cite.source}/#p{cite.paragraph}"
    return Chip(label="A", paragraph=cite.paragraph, href=where, id="", aria=f"A{cite.paragraph}", noteref=False)


def link_to(target: str) -> Link | None:
    """Everything but `lost` has a page."""
    return None if target == "lost" else Link(text=f"Name of {target}", path=f"people/{target}/")


def html(text: str, *, quoted: bool = False, names: tuple[str, ...] = ()) -> str:
    """The text as inline HTML; `names` link where they stand first."""
    marked = tuple((one.start, one.end) for one in quotations_in(text)) if quoted else ()
    links = tuple(
        NameLink(start=text.index(one), end=text.index(one) + len(one), link=Link(text="", path="people/ada/"))
        for one in names
    )
    return inline(text, Setting(root=ROOT, quoted=marked, names=links), chip, link_to).markup


def shown(text: str) -> str:
    """What a reader sees: words, with chips as A3."""
    return re.sub(r"<[^>]*>", "", html(text))


def blocks(text: str) -> str:
    """The text as blocks."""
    return block(text, Setting(root=ROOT), chip, link_to).markup


# --- cites -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("They met [@a#p1].", "They met.A1"),
        ("They met. [@a#p1]", "They met.A1"),
        ("They met [@a#p1], and left [@a#p2]!", "They met,A1 and left!A2"),
        ("They met [@a#p1; @b#p2].", "They met.A1A2"),
        ("They met [@a#p1] [@b#p2].", "They met.A1A2"),
        ("They met\n[@a#p1]\n[@b#p2]; then.", "They met;A1A2 then."),
        ("“They met” [@a#p1].", "“They met”.A1"),
        ("They met [@a#p1] there.", "They metA1 there."),
        ("[@a#p1]", "A1"),
    ],
)
def test_chips_follow_the_punctuation(text: str, seen: str) -> None:
    """Without a space before them; cites next to each other are one group."""
    assert shown(text) == seen


def test_a_chip_leads_to_its_passage() -> None:
    """As seen from the page, with an accessible name that starts with what is seen."""
    (link,) = LexborHTMLParser(html("They met [@a#p1].")).css("a.cite")
    assert link.attributes["href"] == "../../sources/a/#p1"
    assert link.attributes["aria-label"] == "A1"
    assert link.text() == "A1"


def test_a_note_on_the_page_is_a_reference_to_it() -> None:
    """Such a chip has the role, and the id that the note leads back to."""
    made = Chip(label="A", paragraph=1, href="#e1", id="r1", aria="A1: “The” Herald", noteref=True)
    text = inline("They met [@a#p1].", Setting(root=ROOT), lambda _: made, link_to).markup
    (link,) = LexborHTMLParser(text).css("a.cite")
    assert link.attributes == {
        "class": "cite",
        "id": "r1",
        "href": "#e1",
        "role": "doc-noteref",
        "aria-label": "A1: “The” Herald",
    }


def test_a_cite_at_the_start_of_a_paragraph_stays_in_it() -> None:
    """It does not pull its paragraph into the one before."""
    assert blocks("One.\n\n[@a#p1] Two.").count("<p>") == 2


def test_a_cite_at_the_start_of_a_list_item_stays_in_it() -> None:
    """It does not pull the item's mark away from its words."""
    assert blocks("- [@a#p1] one\n- two").count("<li>") == 2


# --- cross-links and names -------------------------------------------------------------------------------------------


def test_a_cross_link_shows_the_name_or_the_words() -> None:
    """From the page's place in the site."""
    assert html("See [[ada]].") == 'See <a href="../../people/ada/">Name of ada</a>.'
    assert html("See [[ada|the <minister>]].") == 'See <a href="../../people/ada/">the &lt;minister&gt;</a>.'
    assert html("See [[ada|the ministers' day]].") == 'See <a href="../../people/ada/">the ministers’ day</a>.'


def test_a_cross_link_to_nothing_is_its_words() -> None:
    """The check of references speaks of it; the page does not break."""
    assert html("See [[lost]] and [[lost|it & her]].") == "See lost and it &amp; her."


def test_a_quotation_inside_a_cross_link_stays_inside() -> None:
    """Its marks belong to the link's words, and none is left over behind the link."""
    found = html('They will [[ada|"keep the boats"]] now.', quoted=True)
    assert found == 'They will <a href="../../people/ada/">“keep the boats”</a> now.'


def test_a_quotation_around_a_cross_link_is_marked() -> None:
    """The link stands inside the marker."""
    found = html('They "keep [[ada|the boats]]".', quoted=True)
    assert found == 'They “<span class="vb">keep <a href="../../people/ada/">the boats</a></span>”.'


def test_a_known_name_links_where_it_is_said_to() -> None:
    """In its own words; with a genitive it keeps a curly apostrophe."""
    assert html("Ada's boats.", names=("Ada",)) == '<a class="nm" href="../../people/ada/">Ada</a>’s boats.'


@pytest.mark.parametrize("text", ["[[x|Ada]]", "[@ada#p1]"])
def test_no_name_links_inside_another_mark(text: str) -> None:
    """A link in a link is none; whoever says where names stand may be wrong."""
    name = "Ada" if "Ada" in text else "ada"
    assert 'class="nm"' not in html(text, names=(name,))


# --- quotations ------------------------------------------------------------------------------------------------------


def test_only_matched_quotations_are_marked() -> None:
    """All get curly marks; the marker is for words that stand in a source."""
    assert html('Will "keep" it.') == "Will “keep” it."
    assert html('Will "keep" it.', quoted=True) == 'Will “<span class="vb">keep</span>” it.'


def test_editing_marks_are_shown_even_if_a_link_is_defined_for_them() -> None:
    """Without its brackets, the inserted word would read as the speaker's own."""
    assert blocks("“we will [not] go” [not].\n\n[not]: https://example.org") == (
        '<p>“we will [not] go” <a href="https://example.org">not</a>.</p>'
    )


def test_single_marks_are_no_quotation() -> None:
    """Scare quotes stay as typed, and apostrophes are curled."""
    assert shown("The ‘talks’ weren't the boards' own.") == "The ‘talks’ weren’t the boards’ own."


# --- Markdown --------------------------------------------------------------------------------------------------------


def test_markdown_stays_markdown() -> None:
    """Emphasis, links, lists and tables of the desk."""
    assert html("*One* **two** [three](https://a.example/).") == (
        '<em>One</em> <strong>two</strong> <a href="https://a.example/">three</a>.'
    )
    assert "<li>one</li>" in blocks("- one\n- two")
    assert "<td>one</td>" in blocks("a | b\n--- | ---\none | two")


@pytest.mark.parametrize("text", ["Term\n: meaning", "Title\n-", "Title\n=", "\tcode", "+ one\n+ two"])
def test_every_form_of_markdown_is_seen(text: str) -> None:
    """The fast way is for texts that have none, so it gives what Markdown itself gives."""
    assert same(blocks(text), slow(text))


def test_a_heading_of_the_desk_stands_below_the_title_of_its_page() -> None:
    """A page has one h1 already, and words outside of any element are no heading at all."""
    assert blocks("# One\n\n## Two\n\n###### Six\n") == "<h2>One</h2>\n<h2>Two</h2>\n<h4>Six</h4>"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('"one *two* three"', "“{vb}one <em>two</em> three</span>”"),
        ('"one *two" three*', "“{vb}one </span><em>{vb}two</span>” three</em>"),
        ('*one "two* three"', "<em>one “{vb}two</span></em>{vb} three</span>”"),
        (
            '**one *two "three* four** five"',
            "<strong>one <em>two “{vb}three</span></em>{vb} four</span></strong>{vb} five</span>”",
        ),
    ],
)
def test_a_quotation_across_emphasis_is_marked_piece_by_piece(text: str, made: str) -> None:
    """Elements lie in one another, and never half in one and half in the next."""
    assert html(text, quoted=True) == made.replace("{vb}", '<span class="vb">')


def test_a_table_can_be_scrolled_by_keys() -> None:
    """It may be wider than its column; so may code that keeps its lines."""
    made = blocks("| a | b |\n| --- | --- |\n| 1 | 2 |\n\n    code")
    assert made.startswith('<div class="scroll" role="group" tabindex="0" aria-label="Table"><table>')
    assert '<pre tabindex="0">' in made


def test_paragraphs_join_where_there_is_one_already() -> None:
    """In a place that has its own paragraph."""
    assert html("One.\n\nTwo.") == "One. Two."
    assert html("*One.*\n\nTwo.") == "<em>One.</em> Two."


@pytest.mark.parametrize("text", ["- the boats\n- the quay", "## The boats", "> the boats", "1. the boats"])
def test_a_block_has_no_place_inside_a_paragraph(text: str) -> None:
    """What Markdown would take for a list, a heading or a quotation stands as it was typed."""
    assert html(text) == str(escape(text))


def slow(text: str) -> str:
    """What Markdown and the cleaner make of a text, without the fast way."""
    return markup._marked_up(text)  # noqa: SLF001 # the slow version is the test of the fast one


def same(one: str, other: str) -> bool:
    """Whether two texts are the same elements and words for a browser, white space at the edges apart."""
    return _tree(one) == _tree(other)


def _tree(text: str) -> str:
    body = LexborHTMLParser(f"<body>{text}</body>").body
    assert body
    flat = re.sub(r"\s+", " ", (body.html or "").replace("&nbsp;", " "))
    return re.sub(r"\s+(?=<)|(?<=>)\s+", "", flat)


PLAIN = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("ab \n.,:;!?()'’“”\"-–=+%$@/\u00a0\t1")),
        st.characters(categories=("L", "N", "P", "S", "Z"), exclude_characters="\u2028\u2029\u0085"),
    ),
    max_size=60,
)


@settings(max_examples=400)
@given(PLAIN)
@example("Title\n-")
@example("a\n: b")
@example("\tcode")
@example("1. one")
def test_the_fast_way_gives_what_markdown_gives(text: str) -> None:
    """For texts that it takes: paragraphs and nothing else."""
    assume(not markup._NEEDS_MARKDOWN.search(text))  # noqa: SLF001 # says which texts go the fast way
    assume("'" not in text and not quotations_in(text))
    assert same(blocks(text), slow(text))


# --- hostile text ----------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    "![x](https://a.example/x.png)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example" onmouseover="alert(1))',
    "[[ada|<img src=x onerror=alert(1)>]]",
    '[[x" onmouseover="alert(1)]]',
    "[[javascript:alert(1)|x]]",
    '"<b onclick=alert(1)>"',
    "<!-- --><iframe src=//a.example>",
    "`<script>alert(1)</script>`",
    "<style>*{background:url(//a.example)}</style>",
    "<form action=//a.example><input name=x></form>",
    "a | <script>alert(1)</script>\n--- | ---\n<img src=x onerror=alert(1)> | x",
    "<base href=//a.example>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;",
]

MAY_BE = {"a", "b", "span", "p", "em", "strong", "code", "pre", "ul", "ol", "li", "table", "thead", "tbody", "tr"} | {
    *("th", "td", "dl", "dt", "dd", "blockquote", "br", "hr", "h2", "h3", "h4"),
}
MAY_HAVE = {"href", "title", "class", "aria-label", "role", "id", "tabindex"}


def active(text: str) -> list[str]:
    """Everything in HTML that could act, load or lead to another scheme."""
    body = LexborHTMLParser(f"<body><div>{text}</div></body>").body
    assert body
    found = []
    for node in body.traverse(include_text=False):
        if node.tag in {"body", "div"}:
            continue
        attributes = {name: value or "" for name, value in node.attributes.items()}
        found += [f"<{node.tag}>"] if node.tag not in MAY_BE else []
        found += [name for name in attributes if name not in MAY_HAVE]
        address = re.sub(r"[\t\n\r]", "", attributes.get("href", "").strip()).lower()
        scheme = re.match(r"[a-z][a-z0-9+.-]*:", address)
        found += [address] if scheme and scheme[0] not in {"http:", "https:", "mailto:"} else []
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_active(text: str) -> None:
    """Raw HTML is shown as text; links lead to http, https and mail only."""
    for made in (html(text, quoted=True), blocks(text), blocks(f"- {text}\n\n> {text}"), plain(text).markup):
        assert active(made) == []


def test_raw_html_is_shown_as_it_was_typed() -> None:
    """It is not dropped without a word either."""
    assert shown("a <b>c</b> *d*") == "a &lt;b&gt;c&lt;/b&gt; d"
    assert "&lt;div&gt;" in blocks("<div>\n\n*a*\n\n</div>")


def test_the_check_for_active_content_finds_some() -> None:
    """What it is held against above is not empty by nature."""
    assert active("<script>x</script>") == ["<script>"]
    assert active("<a href='java\tscript:x' onclick=x>") == ["onclick", "javascript:x"]


@given(st.text(alphabet="<>\"'&=/`[]()*_#|-:! \n\tascript@p1xonhref", max_size=80))
def test_nothing_typed_becomes_active(text: str) -> None:
    """Whatever the characters of markup make together."""
    assert active(html(text, quoted=True)) == []
    assert active(blocks(text)) == []


@pytest.mark.parametrize("text", ["\ue0000\ue001", "\ue00099\ue001 [@a#p1]", "\ue000\ue001", "\ue001 [[ada]] \ue000"])
def test_a_typed_place_holder_stands_for_nothing(text: str) -> None:
    """The schema refuses these characters; if one comes through, it crashes nothing and repeats no other mark."""
    made = html(text)
    assert made.count("<a ") == len(inline_cites(text)) + len(cross_links(text))
    assert active(made) == []


LONG = 100_000


@pytest.mark.parametrize("marks", ["[", "[a](", "![", "[[", "]( [", "<![CDATA[", "<!", "a\n==\n", "# a\n"])
def test_long_runs_of_marks_are_left_as_they_are(marks: str) -> None:
    """Markdown's worst cases: in a tenth of a megabyte Markdown would take minutes and hours, so it is not asked."""
    found = blocks(marks * (LONG // len(marks)))
    assert found.startswith("<p>")
    assert active(found) == []


def test_nesting_beyond_all_reason_is_left_as_it_is() -> None:
    """Markdown recurses once a level, and Python gives up after some hundred."""
    assert blocks("- " * 1_000 + "deep").startswith("<p>- - ")


def test_a_text_that_was_too_deep_spoils_no_other() -> None:
    """The one after it is set as if nothing had been."""
    blocks("- " * 1_000 + "deep")
    assert blocks("*one*\n\n- two") == "<p><em>one</em></p>\n<ul>\n<li>two</li>\n</ul>"


def test_many_whole_links_are_links() -> None:
    """A long list of links is nothing of the kind."""
    assert blocks("- [one](https://a.example/) (two) [@a#p1]\n" * 300).count("<li>") == 300
