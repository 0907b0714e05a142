"""The gate for produced pages, over small sites in memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.produced import produced_pages, site_of

BASE = "https://strait.example/record/"


def codes(files: dict[str, str], base: str = BASE) -> list[str]:
    """The codes of what is found."""
    site = site_of({name: text.encode() for name, text in files.items()}, base)
    return [found.code for found in produced_pages(site)]


PAGES = {
    "index.html": "<h1 id=top>Home</h1>",
    "404.html": "<p>Not found",
    "meetings/index.html": "<p id=list>All",
    "meetings/rio/index.html": '<p id="p7">Seven</p><p id="caf\u00e9">Eight</p>',
    "assets/site.css": "body{color:red}",
    "assets/mark.svg": "<svg/>",
}


@pytest.mark.parametrize(
    "link",
    [
        "../",
        "./",
        "",
        "#here",
        "#",
        "#top",
        "../index.html",
        "../meetings/",
        "../meetings/rio/#p7",
        "../meetings/rio/#caf%C3%A9",
        "../meetings/rio/#p7:~:text=Seven",
        "../meetings/rio/?q=1#p7",
        "../404.html",
        "/record/",
        "/record/meetings/rio/#p7",
        "https://strait.example/record/meetings/rio/#p7",
        "https://elsewhere.example/x",
        "mailto:desk@strait.example",
        "../assets/mark.svg#leaf",
    ],
)
def test_a_link_that_resolves(link: str) -> None:
    """Relative, from the root, absolute, encoded, with a query, or out of the site."""
    assert codes(PAGES | {"about/index.html": f'<p id="here"><a href="{link}">x</a>'}) == []


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("../nowhere/", "H101"),
        ("http://[x/", "H101"),
        ("../meetings", "H101"),
        ("../meetings/rio", "H101"),
        ("../../", "H101"),
        ("/", "H101"),
        ("/meetings/", "H101"),
        ("/recordings/", "H101"),
        ("https://strait.example/record/nowhere/", "H101"),
        ("../Meetings/", "H101"),
        ("#there", "H102"),
        ("../#there", "H102"),
        (" #there", "H102"),
        ("../meetings/rio/#p8", "H102"),
        ("https://strait.example/record/meetings/rio/#p8", "H102"),
    ],
)
def test_a_link_that_leads_nowhere(link: str, code: str) -> None:
    """A page without its slash is another page to a server of plain files; so is another case."""
    assert codes(PAGES | {"about/index.html": f'<p id="here"><a href="{link}">x</a>'}) == [code]


def test_a_site_at_the_root_of_its_host() -> None:
    """A base URL without a path."""
    page = {"about/index.html": '<a href="/meetings/rio/#p7">x</a><a href="/nowhere/">y</a>'}
    assert codes(PAGES | page, base="https://strait.example/") == ["H101"]


def test_a_page_is_named_with_its_content_file() -> None:
    """The place is the file to mend; without one, the page itself."""
    files = {"x/index.html": b'<a href="y/">', "index.html": b'<a href="z/">'}
    found = produced_pages(site_of(files, BASE, {"x/": "content/meetings/x.yaml"}))
    assert {found.at.path for found in found} == {"content/meetings/x.yaml", "index.html"}


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<script type=module>import 'x'</script>",
        "<style>a{}</style>",
        "<base href='/'>",
        "<iframe src='../'></iframe>",
        "<embed src='../'>",
        "<object data='../'></object>",
        "<p style='color:red'>x",
        "<p\nstyle=x>",
        "<img src='../assets/mark.svg' onerror='x()'>",
        "<p/onclick='x()'>",
        "<a href='javascript:x()'>x",
        "<a href=' java&#10;script:x()'>x",
        "<a href='&#106;avascript:x()'>x",
        "<a href='vbscript:x'>x",
        "<a href='data:text/html,x'>x",
        "<img src='data:image/svg+xml,x'>",
        "<form action='javascript:x()'><button>x",
        "<svg><a href='javascript:x()'>x</a></svg>",
    ],
)
def test_what_a_page_must_not_have(markup: str) -> None:
    """Whatever runs, restyles or reroutes a page, in the spellings that browsers understand."""
    assert codes(PAGES | {"about/index.html": markup}) == ["H104"]


@pytest.mark.parametrize(
    "markup",
    [
        "<script src='../assets/site.css'></script>",
        '<script type=\'application/ld+json\'>{"@id": "x"}</script>',
        "<p>An option on = off; style = plain; onset=1.</p>",
        "<p title='one=two onload'>x",
        "<img src='data:image/png;base64,AA'>",
        "<link rel=canonical href='https://strait.example/record/'>",
        "<link rel=license href='https://licence.example/'>",
        "<meta http-equiv=refresh content='0; url=../meetings/'>",
        "<form action='../meetings/'><input name=q></form>",
    ],
)
def test_what_a_page_may_have(markup: str) -> None:
    """Scripts from files, data blocks, words that look like attributes, addresses that nobody fetches."""
    assert codes(PAGES | {"about/index.html": markup}) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='https://elsewhere.example/x.png'>",
        "<img src='//elsewhere.example/x.png'>",
        "<script src='https://elsewhere.example/x.js'></script>",
        "<link rel=stylesheet href='https://elsewhere.example/x.css'>",
        "<link rel=preconnect href='https://elsewhere.example/'>",
        "<video poster='https://elsewhere.example/x.png'></video>",
        "<form action='https://elsewhere.example/'></form>",
        "<meta http-equiv=refresh content='0; url=https://elsewhere.example/'>",
    ],
)
def test_a_request_that_leaves_the_site(markup: str) -> None:
    """Whatever a browser loads by itself, and where a form would send what a reader wrote."""
    assert codes(PAGES | {"about/index.html": markup}) == ["H105"]


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("@font-face{src:url('../assets/mark.svg')}", []),
        ("a{background:url(data:image/png;base64,AA)}", []),
        ("/* url(https://elsewhere.example) */", []),
        ("@font-face{src:url(fonts/none.woff2)}", ["H101"]),
        ("@import 'https://elsewhere.example/x.css';", ["H105"]),
        ('a{background:url( "https://elsewhere.example/x.png" )}', ["H105"]),
    ],
)
def test_addresses_of_a_style_sheet(css: str, found: list[str]) -> None:
    """They are relative to the sheet."""
    assert codes(PAGES | {"assets/more.css": css}) == found


def test_an_id_that_stands_twice() -> None:
    """Once for each id, not for each element."""
    assert codes({"index.html": "<p id=a><p id=a><p id=a><p id=b>"}) == ["H103"]


@pytest.mark.parametrize(
    "names",
    [("People/index.html", "people/index.html"), ("a/index.html", "a"), ("caf\u00e9.html", "cafe\u0301.html")],
)
def test_files_of_one_address(names: tuple[str, str]) -> None:
    """Case, composition, and a file beside a folder of its name."""
    assert codes(dict.fromkeys(names, "<p>")) == ["H106"]


@given(st.text(alphabet="<>/=\"' abonclicksrhefjv:#.\n&;", max_size=120))
def test_no_markup_breaks_the_gate(markup: str) -> None:
    """Hostile markup gives findings, never a crash."""
    assert set(codes({"index.html": markup})) <= {"H101", "H102", "H103", "H104", "H105"}


def test_a_fault_of_a_template_is_said_once() -> None:
    """Five pages or more with one dead link have it from a template; four may be four slips. Dots in front differ."""
    pages = {f"{'a/' * depth}index.html": f'<a href="{"../" * depth}gone/">x' for depth in range(6)}
    site = site_of({name: text.encode() for name, text in pages.items()}, BASE)
    found = produced_pages(site)
    assert [one.code for one in found] == ["H101"]
    assert "5 more pages" in found[0].hint
    few = site_of({name: text.encode() for name, text in list(pages.items())[:4]}, BASE)
    assert len(produced_pages(few)) == 4
