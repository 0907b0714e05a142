"""The preview's side in the browser: what an open page makes of what the server tells it.

The server is the preview's own; what stands behind it, the desk, is given by each test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, socket
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from generator.serve.board import Board, page_of
from generator.serve.pages import page_at
from generator.serve.problems import Passage, Problem
from generator.serve.server import PreviewServer
from tests.e2e.browser import Visit, barriers
from tests.e2e.demo import RIO
from tests.e2e.sites import Site

OpenPage = Callable[..., Visit]

NAME = f"{RIO}index.html"
NOTHING: Mapping[str, Any] = {"draft": "", "file": None, "edits": [], "uncited": []}
FILE = "content/meetings/rio.yaml"
OPENS = f"vscode://file/desk/{FILE}"
BUTTONS = 7
"""Four forms of a citation can be copied, three saved."""
PATIENCE = 20.0
"""Seconds after which something that should have happened has not."""


class Server(PreviewServer):
    """Ends as a process does: with all its connections."""

    def __init__(self, port: int, board: Board, desk: Desk) -> None:
        self.connections: list[socket] = []
        super().__init__("127.0.0.1", port, board, desk)

    def get_request(self) -> tuple[socket, Any]:
        """A new connection."""
        connection, address = super().get_request()
        self.connections.append(connection)
        return connection, address

    def end(self) -> None:
        """Answers nothing any more."""
        self.board.close()
        self.shutdown()
        self.server_close()
        for connection in self.connections:
            with suppress(OSError):  # those that have ended
                connection.shutdown(SHUT_RDWR)


class Desk:
    """A built site under preview; what the server knows of it is told by the tests."""

    def __init__(self, site: Site) -> None:
        self._folder = site.folder
        self.files: dict[str, bytes | None] = {}
        self._base = site.address[site.address.index("/", len("http://")) :]
        self.noted = NOTHING
        self.board = Board(self._base)
        self.server: Server | None = None
        self.port = 0
        self.held = Event()
        self.held.set()

    def get(self, name: str, /) -> bytes | None:
        """A file of the site."""
        if name.endswith("new.css"):
            self.held.wait(PATIENCE)
        path = self._folder / name
        return self.files[name] if name in self.files else path.read_bytes() if path.is_file() else None

    def notes(self, name: str, /) -> bytes:  # noqa: ARG002 - they are the same for every page
        """What is noted of a page."""
        return json.dumps(self.noted).encode()

    def start(self) -> None:
        """Serves, at the address of last time if there was one."""
        self.board = Board(self._base)
        self.board.post(ready=True)
        self.server = Server(self.port, self.board, self)
        self.port = self.server.server_port
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """The preview ends, and with it all connections."""
        if self.server is not None:
            self.server.end()
        self.server = None

    def address(self, path: str = RIO) -> str:
        """Of a page."""
        return f"http://127.0.0.1:{self.port}{self._base}{path}"

    def version(self) -> str:
        """Of the page as it is now."""
        return page_of(self.get(NAME) or b"").version

    def write(self, old: str, new: str, name: str = NAME) -> None:
        """The page has these words in place of those, and nobody is told."""
        body = (self.get(name) or b"").decode()
        assert old in body, old
        self.files[name] = body.replace(old, new).encode()

    def save(self, old: str, new: str, name: str = NAME) -> None:
        """The page has these words in place of those, and its readers are told."""
        self.write(old, new, name)
        self.board.post(pages={name: page_at(name, self)})


@contextmanager
def previewed(site: Site) -> Iterator[Desk]:
    """A desk that is served until this is left."""
    desk = Desk(site)
    desk.start()
    try:
        yield desk
    finally:
        desk.stop()


@pytest.fixture
def desk(demo: Site) -> Iterator[Desk]:
    """The demonstration under preview."""
    with previewed(demo) as served:
        yield served


def begin(desk: Desk, open_page: OpenPage, path: str = RIO, **how: object) -> Visit:
    """A page that will know whether it was loaded anew."""
    visit = open_page(desk.address(path), **how)
    visit.page.evaluate("window.since = 'the beginning'")
    return visit


def is_the_same(page: Page) -> bool:
    """Whether the page was not loaded anew."""
    return bool(page.evaluate("window.since === 'the beginning'"))


def look(page: Page, *, away: bool) -> None:
    """The reader turns to another window, or comes back. A browser without a screen never hides a page by itself."""
    page.evaluate(
        """away => {
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => away });
            document.dispatchEvent(new Event('visibilitychange'));
        }""",
        away,
    )


def expect_open(desk: Desk) -> None:
    """The page listens."""
    wait_until(lambda: NAME in desk.board.on_screen())


def expect_closed(desk: Desk) -> None:
    """Nobody listens. A server sees that when it next has something to tell."""

    def is_closed() -> bool:
        desk.board.post()
        return not desk.board.on_screen()

    wait_until(is_closed)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Looks until it is."""
    end = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < end


def problems_on(page: Page) -> Locator:
    """The overlay."""
    return page.locator("briefbook-preview section.problems")


def at(message: str, opens: str = "") -> Passage:
    """A place in a file."""
    words = {"before": "    kind: ", "marked": "posiition", "after": ""}
    return Passage(place=f"{FILE}:36:11", message=message, number=36, open=opens, **words)


def problem(message: str, opens: str = "", notes: tuple[Passage, ...] = ()) -> Problem:
    """A mistake in it."""
    return Problem(severity="error", code="S001", at=at(message, opens), hint="write 'position'", notes=notes)


# --- a page that changed ---------------------------------------------------------------------------------------------

FRESH = '<div class="claim pair n" id="fresh"><p>Said anew.</p></div>'


def test_words_change_in_place(desk: Desk, open_page: OpenPage) -> None:
    """The reader stays where the page was read, with what was opened and chosen, and nothing is loaded anew."""
    visit = begin(desk, open_page, height=500)
    page = visit.page
    page.locator(".citing > summary").click()
    page.get_by_label("Dark").check()
    page.locator("#shortcuts").uncheck()
    page.locator("a.cite").nth(2).focus()
    page.evaluate("window.scrollTo(0, 400)")
    desk.save("</h1>", ", as was read again</h1>")
    expect(page.locator("h1")).to_contain_text("as was read again")
    expect(page.locator("html")).to_have_js_property("scrollTop", 400)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("a.cite").nth(2)).to_be_focused()
    expect(page.locator(".citing")).to_have_js_property("open", True)
    expect(page.get_by_label("Dark")).to_be_checked()
    expect(page.locator("#shortcuts")).not_to_be_checked()
    expect(page.locator(".citing").get_by_role("button")).to_have_count(BUTTONS)
    expect(page.locator("script[data-version]")).to_have_attribute("data-version", desk.version())
    assert is_the_same(page)
    assert visit.complaints == ()


def test_statements_come_and_go(desk: Desk, open_page: OpenPage) -> None:
    """Around a passage that was opened in place, and around the words that are being typed."""
    desk.write("</main>", '<p><input id="own" type="text" aria-label="own"></p></main>')
    visit = begin(desk, open_page, width=390)
    page = visit.page
    statements, last, own = page.locator(".claim"), page.locator(".claim").last, page.locator("#own")
    count = statements.count()
    page.locator(".citing > summary").click()
    last.locator("a.cite").first.click()
    expect(last.locator(".note.open")).to_be_visible()
    own.fill("half a word")
    own.evaluate("box => box.setSelectionRange(2, 6)")
    for old, new, now in (('<div class="claims">', f'<div class="claims">{FRESH}', count + 1), (FRESH, "", count)):
        desk.save(old, new)
        expect(statements).to_have_count(now)
        expect(last.locator(".note.open")).to_be_visible()
        expect(page.locator(".citing")).to_have_js_property("open", True)
        expect(page.locator(".citing").get_by_role("button")).to_have_count(BUTTONS)
        expect(page.locator(".appearance")).to_be_visible()
        expect(own).to_be_focused()
        expect(own).to_have_value("half a word")
        assert own.evaluate("box => [box.selectionStart, box.selectionEnd]") == [2, 6]
    desk.save('<p class="psg">', '<p class="psg"><b>Now</b> ')
    expect(last.locator(".note.open .psg b")).to_be_visible()
    desk.save("The three held a trilateral meeting", "All three held a meeting")  # words, after elements
    expect(statements.first).to_contain_text("All three held a meeting")
    assert is_the_same(page)
    assert visit.complaints == ()


def test_for_words_no_element_comes_or_goes(desk: Desk, open_page: OpenPage) -> None:
    """Not even for a moment, and not after others did: a browser would style the whole page again, which takes longer
    than all else.
    """
    visit = begin(desk, open_page)
    page = visit.page
    desk.save('<div class="claims">', f'<div class="claims">{FRESH}')
    expect(page.locator("#fresh")).to_be_visible()
    page.evaluate(
        """() => {
            window.moved = 0;
            const count = (changes) => changes.flatMap((one) => [...one.addedNodes, ...one.removedNodes]);
            new MutationObserver((changes) => { window.moved += count(changes).filter((one) => one.localName).length; })
                .observe(document, { childList: true, subtree: true });
        }"""
    )
    desk.write('<meta name="description" content="', '<meta name="description" content="Again: ')
    desk.save("</h1>", ", as was read again</h1>")
    expect(page.locator("h1")).to_contain_text("as was read again")
    assert page.evaluate("window.moved") == 0
    assert visit.complaints == ()


def test_what_scripts_made_of_words_is_made_again(desk: Desk, open_page: OpenPage) -> None:
    """A citation has its buttons once, and is that of the page as it is now, whatever the address names."""
    visit = begin(desk, open_page)
    page = visit.page
    page.locator(".citing > summary").click()
    desk.save("n.d. https", "not dated. https")
    cited = page.locator(".citing pre").first
    expect(cited).to_contain_text("not dated.")
    expect(page.locator(".citing").get_by_role("button")).to_have_count(BUTTONS)
    page.evaluate("location.hash = document.querySelector('.claim').id")
    expect(cited).to_contain_text("(statement 1)")
    expect(cited).to_contain_text("not dated.")
    assert is_the_same(page)
    assert visit.complaints == ()


def test_hostile_words_stay_words(desk: Desk, open_page: OpenPage) -> None:
    """What is escaped in the page is text on the screen."""
    visit = begin(desk, open_page)
    desk.save("</h1>", " &lt;img src=x onerror=alert(1)&gt;\u2028\n\r</h1>")
    expect(visit.page.locator("h1")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(visit.page.locator("h1 img")).to_have_count(0)
    assert visit.complaints == ()


def test_the_head_follows(desk: Desk, open_page: OpenPage) -> None:
    """Title, description, language; what is new comes, what is gone goes, and nothing stands twice."""
    visit = begin(desk, open_page)
    page = visit.page
    title, count = page.title(), page.locator("head > *").count()
    robots = '<meta name="robots" content="noindex">'
    desk.write("</title>", f", again</title>{robots}")
    desk.write('<html lang="en"', '<html lang="en-GB"')
    desk.save('<meta name="description" content="', '<meta name="description" content="Again: ')
    expect(page).to_have_title(title.replace(" — The", " — The") + ", again")
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    expect(page.locator("meta[name=description]")).to_have_attribute("content", re.compile("^Again: "))
    expect(page.locator("meta[name=robots]")).to_have_count(1)
    expect(page.locator("head > *")).to_have_count(count + 1)
    desk.save(robots, "")
    expect(page.locator("meta[name=robots]")).to_have_count(0)
    expect(page.locator("head > *")).to_have_count(count)
    assert is_the_same(page)
    assert visit.complaints == ()


MARGIN = b"\nh1 { scroll-margin-top: %dpx }"
AS_FRESH = """async text => {
    const rules = (sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join("\\n");
    return rules(document.querySelector("link[rel=stylesheet]").sheet) ===
        rules(await new CSSStyleSheet().replace(text));
}"""
"""Whether the page wears the same rules as if this style had been loaded."""


def styled(desk: Desk, page: Page, style: bytes, name: str = "assets/site-new.css") -> None:
    """The page has this style in place of the one it has by now."""
    old = next(iter(re.findall(r'href="(../../assets/site[^"]*css)"', (desk.get(NAME) or b"").decode())))
    desk.files[name] = style
    desk.save(old, f"../../{name}")
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)


def style_of(desk: Desk, page: Page) -> bytes:
    """The style that the page was loaded with."""
    href = page.locator("link[rel=stylesheet]").get_attribute("href") or ""
    return desk.get(href.removeprefix("../../")) or b""


@pytest.mark.parametrize(
    "edit",
    [
        lambda style: style + MARGIN % 3,
        lambda style: MARGIN % 3 + style,
        lambda style: re.sub(rb"(@layer [a-z]+ ?\{)", rb"\1" + MARGIN % 3, style),
        lambda style: b"@media screen {" + MARGIN % 3 + b"}" + style.replace(b"}", b"/* } */}", 40),
        lambda style: style.replace(b"line-height", b"scroll-margin-top: 3px; line-height"),
        lambda _: MARGIN % 3,
        lambda _: (
            b'@font-face { font-family: x; src: url(x{) } @supports (top: 0) { a::after { content: "}" } %b}'
            % (MARGIN % 3)
        ),
    ],
    ids=["at the end", "at the beginning", "in layers", "with comments", "in many rules", "alone", "of other kinds"],
)
def test_rules_that_changed_are_exchanged_within_the_sheet(
    desk: Desk, open_page: OpenPage, edit: Callable[[bytes], bytes]
) -> None:
    """All that is left is what the new style says, and the sheet is the one that was there."""
    visit = begin(desk, open_page)
    page = visit.page
    page.evaluate("window.sheet = document.querySelector('link[rel=stylesheet]').sheet")
    style = edit(style_of(desk, page))
    styled(desk, page, style)
    expect(page.locator("h1")).to_have_css("scroll-margin-top", "3px")
    assert page.evaluate(AS_FRESH, style.decode())
    assert page.evaluate("document.querySelector('link[rel=stylesheet]').sheet === window.sheet")
    assert is_the_same(page)
    assert visit.complaints == ()


TOLD_IN_PART = b"h1 { font: 400 var(--%b)/1 serif; font-style: italic } :root { --one: 20px; --two: 30px }"
"""Of the size a browser tells nothing, since a part of what stands there with it is said again."""


@pytest.mark.parametrize(
    ("style", "sign"),
    [
        (TOLD_IN_PART % b"two", ("font-size", "30px")),
        (b"a { color: red; b { h1 { scroll-margin-top: 3px; }", ("scroll-margin-top", "0px")),
        (b"h1 { scroll-margin-top: 3px } ::-no-such { top: 0 } a {}", ("scroll-margin-top", "3px")),
        (b"@namespace 'http://www.w3.org/1999/xhtml'; h1 { scroll-margin-top: 3px }", ("scroll-margin-top", "3px")),
    ],
    ids=["told in part", "torn", "not known", "of a name space"],
)
def test_a_style_of_any_kind_is_worn(desk: Desk, open_page: OpenPage, style: bytes, sign: tuple[str, str]) -> None:
    """As if it had been loaded, and so are those after it."""
    visit = begin(desk, open_page)
    page = visit.page
    styled(desk, page, TOLD_IN_PART % b"one", "assets/site-1.css")
    expect(page.locator("h1")).to_have_css("font-size", "20px")
    styled(desk, page, style, "assets/site-2.css")
    expect(page.locator("h1")).to_have_css(*sign)
    expect(page.locator("h1")).not_to_have_css("font-size", "20px")
    assert page.evaluate(AS_FRESH, style.decode()) or b"namespace" in style
    styled(desk, page, MARGIN % 5, "assets/site-3.css")
    expect(page.locator("h1")).to_have_css("scroll-margin-top", "5px")
    assert page.evaluate(AS_FRESH, (MARGIN % 5).decode())
    assert is_the_same(page)
    assert visit.complaints == ()


def test_no_font_is_loaded_again_for_a_rule(desk: Desk, open_page: OpenPage) -> None:
    """Or the words would jump at every save of a style."""
    visit = begin(desk, open_page)
    page = visit.page
    asked: list[str] = []
    page.evaluate("document.fonts.ready")
    page.on("request", lambda request: asked.append(request.url))
    style = style_of(desk, page)
    for number in range(1, 4):
        styled(desk, page, style + MARGIN % number, f"assets/site-new{number}.css")
        expect(page.locator("h1")).to_have_css("scroll-margin-top", f"{number}px")
    assert [url for url in asked if "fonts/" in url] == []
    assert len([url for url in asked if "site-new" in url]) == 3


def test_the_last_of_two_styles_is_worn(desk: Desk, open_page: OpenPage) -> None:
    """Though the one before it takes longer to come."""
    visit = begin(desk, open_page)
    page = visit.page
    style = style_of(desk, page)
    desk.held.clear()
    with page.expect_request("**/site-1new.css"):
        styled(desk, page, style + MARGIN % 1, "assets/site-1new.css")
    styled(desk, page, style + MARGIN % 2, "assets/site-2.css")
    desk.held.set()
    expect(page.locator("h1")).to_have_css("scroll-margin-top", "2px")
    assert page.evaluate(AS_FRESH, (style + MARGIN % 2).decode())


ONE, OTHER = (f'<link rel="stylesheet" href="../../assets/{name}.css">' for name in ("one", "other"))


def begun_with(desk: Desk, open_page: OpenPage, links: str) -> Visit:
    """A page with these in place of its own style."""
    own = re.search("<link[^>]*stylesheet[^>]*>", (desk.get(NAME) or b"").decode())
    assert own
    desk.files["assets/one.css"] = MARGIN % 1
    desk.files["assets/other.css"] = MARGIN % 7
    desk.write(own[0], links)
    return begin(desk, open_page)


@pytest.mark.parametrize(
    ("links", "margin"),
    [
        (OTHER + ONE, "1px"),
        (ONE.replace("one", "two") + OTHER, "7px"),
        (ONE.replace("one", "three") + OTHER, "7px"),
        (OTHER, "7px"),
        (ONE + OTHER + ONE.replace("one", "two"), "2px"),
    ],
    ids=["in another order", "the first another", "the first another as a whole", "one fewer", "one more"],
)
def test_of_several_sheets_each_has_its_place(desk: Desk, open_page: OpenPage, links: str, margin: str) -> None:
    """The later one counts, as after the page was loaded."""
    page = begun_with(desk, open_page, ONE + OTHER).page
    desk.files["assets/two.css"] = MARGIN % 2
    desk.files["assets/three.css"] = b"@charset 'utf-8';" + MARGIN % 3
    desk.save(ONE + OTHER, f"{links}<meta name=x>")
    expect(page.locator("meta[name=x]")).to_have_count(1)
    expect(page.locator("link[rel=stylesheet]")).to_have_count(links.count("<link"))
    expect(page.locator("h1")).to_have_css("scroll-margin-top", margin)
    desk.files["assets/last.css"] = MARGIN % 9
    desk.save("<meta name=x>", ONE.replace("one", "last"))
    expect(page.locator("h1")).to_have_css("scroll-margin-top", "9px")
    assert is_the_same(page)


def test_files_are_looked_for_from_where_a_sheet_lies(desk: Desk, open_page: OpenPage) -> None:
    """In another folder they are others."""
    page = begun_with(desk, open_page, ONE).page
    desk.files["assets/more/one.css"] = b"h1 { background-image: url(x.png); scroll-margin-top: 2px }"
    desk.save(ONE, ONE.replace("one", "more/one"))
    expect(page.locator("h1")).to_have_css("scroll-margin-top", "2px")
    expect(page.locator("h1")).to_have_css("background-image", re.compile("/assets/more/x.png"))


def test_a_sheet_that_does_not_come_takes_no_other_away(desk: Desk, open_page: OpenPage) -> None:
    """Such as one that was another again before it was asked for."""
    page = begun_with(desk, open_page, ONE).page
    with page.expect_response("**/gone.css"):
        desk.save(ONE, ONE.replace("one", "gone"))
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    expect(page.locator("h1")).to_have_css("scroll-margin-top", "1px")
    desk.save(ONE.replace("one", "gone"), OTHER)
    expect(page.locator("h1")).to_have_css("scroll-margin-top", "7px")


def test_rules_that_are_told_apart_wrongly_are_not_worn_for_long(desk: Desk, open_page: OpenPage) -> None:
    """Here a rule is two for a browser, one of which it does not know: as many as there seem to be."""
    page = begun_with(desk, open_page, ONE).page
    rules = b"a{background:url(it's)} b{content:'z'} h1{scroll-margin-top:%dpx} ::-nosuch{}"
    for number, name in enumerate(("two", "three"), start=2):
        desk.files[f"assets/{name}.css"] = rules % number
    desk.save(ONE, ONE.replace("one", "two"))
    expect(page.locator("h1")).to_have_css("scroll-margin-top", "2px")
    desk.save(ONE.replace("one", "two"), ONE.replace("one", "three"))
    expect(page.locator("h1")).to_have_css("scroll-margin-top", "3px")
    page.wait_for_function(f"async text => ({AS_FRESH})(text)", arg=(rules % 3).decode())


@pytest.mark.parametrize("link", [f'{ONE}<link rel="stylesheet" href="https://">', ONE], ids=["no address", "no idle"])
def test_the_preview_goes_on_whatever_a_browser_or_a_template_lacks(
    desk: Desk, browser: Browser, open_page: OpenPage, link: str
) -> None:
    """A sheet without an address; a browser that does not say when it is idle."""
    begun_with(desk, open_page, link).page.close()
    page = browser.new_page()
    page.add_init_script("delete window.requestIdleCallback")
    page.goto(desk.address())
    expect_open(desk)
    desk.save(ONE, OTHER)
    expect(page.locator("h1")).to_have_css("scroll-margin-top", "7px")
    page.close()


def is_style(route: Route) -> bool:
    """Whether a sheet is asked for as such."""
    return route.request.resource_type == "stylesheet"


def test_a_new_sheet_is_worn_once_it_has_come(desk: Desk, open_page: OpenPage) -> None:
    """One that cannot be exchanged rule by rule. The old one stays until then, so the page never stands bare."""
    visit = begin(desk, open_page)
    page = visit.page
    sheets = page.locator("link[rel=stylesheet]")
    old = str(sheets.get_attribute("href"))
    name = old.removeprefix("../../")
    new = b'@namespace "http://www.w3.org/1999/xhtml";' + (desk.get(name) or b"")
    desk.files["assets/site-new.css"] = new + b"\nh1 { letter-spacing: 7px !important }"
    held: list[Route] = []
    page.route("**/site-new.css", lambda one: held.append(one) if is_style(one) else one.continue_())
    desk.save(old, "../../assets/site-new.css")
    expect(sheets).to_have_count(2)
    assert page.evaluate("getComputedStyle(document.querySelector('.claim')).position") == "relative"
    for one in held:
        one.continue_()
    expect(sheets).to_have_count(1)
    expect(sheets).to_have_attribute("href", "../../assets/site-new.css")
    expect(page.locator("h1")).to_have_css("letter-spacing", "7px")
    assert is_the_same(page)
    assert visit.complaints == ()


def test_a_new_script_has_the_page_loaded_anew(desk: Desk, open_page: OpenPage) -> None:
    """What a script did to a page cannot be taken back."""
    visit = begin(desk, open_page)
    desk.files["assets/own.js"] = b"document.documentElement.dataset.own = 'yes';"
    desk.save("</title>", '</title><script src="../../assets/own.js"></script>')
    expect(visit.page.locator("html")).to_have_attribute("data-own", "yes")
    assert not is_the_same(visit.page)
    desk.save('<script src="../../assets/own.js"></script>', "")
    expect(visit.page.locator("html")).not_to_have_attribute("data-own", "yes")
    assert visit.complaints == ()


def test_a_page_that_goes_away_is_told_as_such(desk: Desk, open_page: OpenPage) -> None:
    """By the site's own page for that, and it can come back."""
    visit = begin(desk, open_page)
    page = visit.page
    heading = page.locator("h1").inner_text()
    expect_open(desk)
    good, desk.files[NAME] = desk.get(NAME), None
    desk.board.post(pages={NAME: page_at(NAME, desk)})
    expect(page.locator("h1")).not_to_have_text(heading)
    desk.files[NAME] = good
    desk.save("</h1>", "</h1>")
    expect(page.locator("h1")).to_have_text(heading)
    expect(page.locator(".citing").get_by_role("button", include_hidden=True)).to_have_count(BUTTONS)
    assert visit.violations == []


# --- the connection --------------------------------------------------------------------------------------------------


def test_a_hidden_page_lets_go_and_misses_nothing(desk: Desk, open_page: OpenPage) -> None:
    """Neither a change of the page nor an end of what was wrong."""
    visit = begin(desk, open_page)
    page = visit.page
    desk.board.post(problems=(problem("a first mistake"),))
    expect(problems_on(page)).to_be_visible()
    look(page, away=True)
    expect_closed(desk)
    desk.save("</h1>", ", as was read again</h1>")
    desk.board.post(problems=())
    look(page, away=False)
    expect(page.locator("h1")).to_contain_text("as was read again")
    expect(problems_on(page)).to_be_hidden()
    assert is_the_same(page)
    assert visit.complaints == ()


def test_a_page_that_one_returns_to_follows(desk: Desk, open_page: OpenPage) -> None:
    """Whether it is loaded anew or the browser kept it, which it tells by these two events."""
    visit = begin(desk, open_page)
    page = visit.page
    page.goto(desk.address("timeline/"))
    desk.save("</h1>", ", as was read again</h1>")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("as was read again")
    expect_open(desk)
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    expect_closed(desk)
    desk.save("as was read again", "as was read at last")
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    expect(page.locator("h1")).to_contain_text("as was read at last")
    assert visit.complaints == ()


def test_a_lost_connection_is_told_and_found_again(desk: Desk, open_page: OpenPage) -> None:
    """With what the page has missed, from a preview that was started again."""
    visit = begin(desk, open_page)
    page = visit.page
    status = page.locator("briefbook-preview [role=status]")
    expect_open(desk)
    desk.stop()
    expect(status).to_have_text("The preview has stopped; this page may be out of date.")
    desk.write("</h1>", ", as was read again</h1>")
    desk.start()
    expect(page.locator("h1")).to_contain_text("as was read again")
    expect(status).to_be_hidden()
    assert is_the_same(page)


# --- what is wrong ---------------------------------------------------------------------------------------------------


def test_places_lead_into_the_editor(desk: Desk, open_page: OpenPage) -> None:
    """Those of a mistake and of its notes; an address of the web or of a script is none of an editor's."""
    visit = begin(desk, open_page)
    notes = tuple(at("said here", opens) for opens in (f"{OPENS}:3:1", "javascript:alert(1)", "https://a.example/", ""))
    desk.board.post(problems=(problem("a mistake", f"{OPENS}:36:11", notes),))
    links = problems_on(visit.page).get_by_role("link", name=f"{FILE}:36:11")
    expect(links).to_have_count(2)
    expect(links.first).to_have_attribute("href", f"{OPENS}:36:11")
    expect(links.last).to_have_attribute("href", f"{OPENS}:3:1")
    expect(problems_on(visit.page).get_by_text(f"{FILE}:36:11")).to_have_count(5)
    assert visit.complaints == ()


def test_problems_that_were_put_aside_stay_there(desk: Desk, open_page: OpenPage) -> None:
    """Until there are others, also if the page was hidden meanwhile."""
    visit = begin(desk, open_page)
    page, shown = visit.page, problems_on(visit.page)
    desk.board.post(problems=(problem("a first mistake"),))
    expect(shown).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    look(page, away=True)
    look(page, away=False)
    desk.save("</h1>", ", as was read again</h1>")
    expect(page.locator("h1")).to_contain_text("as was read again")
    expect(shown).to_be_hidden()
    desk.board.post(problems=(problem("another mistake"),))
    expect(shown).to_contain_text("another mistake")
    shown.get_by_role("button", name="Hide").click()
    expect(shown).to_be_hidden()
    desk.board.post(problems=())
    desk.save("as was read again", "as was read at last")
    expect(page.locator("h1")).to_contain_text("as was read at last")
    desk.board.post(problems=(problem("another mistake"),))
    expect(shown).to_be_visible()
    assert visit.complaints == ()


# --- the search page -------------------------------------------------------------------------------------------------


def test_search_says_that_its_index_is_behind(desk: Desk, open_page: OpenPage) -> None:
    """On its own page only; what is asked for is asked again of the new one."""
    visit = begin(desk, open_page, "search/?q=Rio")
    other = begin(desk, open_page)
    page = visit.page
    status = page.locator("briefbook-preview [role=status]")
    expect(page.locator("#results .hit").first).to_be_visible()
    desk.board.post(indexing=True)
    expect(status).to_have_text("Search index updating")
    page.locator("#q").fill("Rio Kamik")
    desk.board.post(indexing=False)
    expect(page.locator("#status")).to_contain_text("“Rio Kamik”")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#results .hit").first).to_be_visible()
    expect(status).to_have_count(0)
    assert not is_the_same(page)
    desk.save("</h1>", ", as was read again</h1>")
    expect(other.page.locator("h1")).to_contain_text("as was read again")
    assert other.page.locator("briefbook-preview").count() == 0
    assert is_the_same(other.page)
    assert visit.complaints == other.complaints == ()


def test_the_search_page_is_loaded_anew_if_it_changed(desk: Desk, open_page: OpenPage) -> None:
    """It belongs to its script; what was asked for is in the address."""
    visit = begin(desk, open_page, "search/?q=Rio")
    expect(visit.page.locator("#results .hit").first).to_be_visible()
    desk.save("</h1>", " again</h1>", "search/index.html")
    expect(visit.page.locator("h1")).to_have_text("Search again")
    expect(visit.page.locator("#q")).to_have_value("Rio")
    expect(visit.page.locator("#results .hit").first).to_be_visible()
    expect(visit.page.locator("#ways")).to_be_hidden()
    assert visit.complaints == ()


# --- what an analyst is told -----------------------------------------------------------------------------------------

WHERE = "[...document.querySelectorAll('main *:not(briefbook-edit)')].map(one => one.offsetTop)"
"""How far down everything stands."""

NOTED: Mapping[str, Any] = {
    "draft": "Draft: not on the published site",
    "file": {"label": FILE, "open": OPENS},
    "edits": [
        {"id": "main", "label": f"{FILE}:2", "open": f"{OPENS}:2:1"},
        {"id": "met", "label": f"{FILE}:36", "open": f"{OPENS}:36:5"},
        {"id": "firm-response", "label": f"{FILE}:48", "open": ""},
    ],
    "uncited": [
        {
            "title": "Example <b>Gazette</b>, 1 May 2025",
            "path": "sources/kh-20240223/",
            "passages": [
                {"id": "p2", "text": "A passage that nobody has cited."},
                {"id": "p3", "text": "<img src=x onerror=alert(1)>"},
                {"id": "p5", "text": "One that may not be published.", "withheld": True},
            ],
            "more": 4,
        },
        {"title": "Another", "path": "sources/reuters-20230923/", "passages": [{"id": "p4", "text": "A third one."}]},
    ],
}


def test_a_draft_is_told_above_the_page(desk: Desk, open_page: OpenPage) -> None:
    """Which moves down for it, and up again once it is none."""
    desk.noted = NOTED
    visit = begin(desk, open_page)
    banner = visit.page.locator("briefbook-draft aside")
    expect(banner).to_have_text("Draft: not on the published site")
    box, body = banner.bounding_box(), visit.page.locator("body").bounding_box()
    assert box is not None
    assert body is not None
    assert box["height"] > 20
    assert body["y"] >= box["y"] + box["height"]
    desk.noted = NOTHING
    desk.save("</h1>", ", as was read again</h1>")
    expect(banner).to_be_hidden()
    assert visit.complaints == ()


def test_a_statement_leads_to_where_it_is_written(desk: Desk, open_page: OpenPage) -> None:
    """By mouse and by keyboard, without moving anything; without an editor its place is told."""
    desk.noted = NOTED
    visit = begin(desk, open_page)
    page = visit.page
    edit = page.locator("briefbook-edit")
    expect(page.locator("briefbook-draft aside")).to_be_visible()
    before = page.evaluate(WHERE)
    page.locator("#met").hover()
    link = page.locator("#met briefbook-edit").get_by_role("link", name=f"Edit {FILE}:36")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", f"{OPENS}:36:5")
    assert page.evaluate(WHERE) == before
    page.locator("#firm-response").hover()
    expect(page.locator("#firm-response briefbook-edit")).to_have_text(f"{FILE}:48")
    page.locator("h1").hover()
    expect(edit).to_have_count(0)
    page.locator("#met .cite").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    desk.noted = {**NOTED, "edits": [{"id": "met", "label": f"{FILE}:37", "open": f"{OPENS}:37:5"}]}
    desk.save("The three held a trilateral meeting", "<b>All three</b> held a meeting")
    moved = page.locator("#met briefbook-edit").get_by_role("link", name=f"Edit {FILE}:37")
    expect(moved).to_be_focused()
    expect(page.locator("#met b").first).to_have_text("All three")
    assert is_the_same(page)
    assert visit.complaints == ()


@pytest.mark.parametrize("place", ["demo", "demo_below"])
def test_what_nobody_cites_is_listed(place: str, request: pytest.FixtureRequest, open_page: OpenPage) -> None:
    """By source, each passage a link to its paragraph, below whatever path the site lies."""
    with previewed(request.getfixturevalue(place)) as desk:
        desk.noted = NOTED
        visit = begin(desk, open_page)
        page = visit.page
        toggle, panel = page.get_by_role("button", name="Uncited: 8"), page.get_by_role("region", name="Not cited yet")
        expect(toggle).to_have_attribute("aria-expanded", "false")
        expect(panel).to_be_hidden()
        toggle.click()
        expect(panel).to_be_visible()
        expect(panel.get_by_role("heading", name="Example <b>Gazette</b>, 1 May 2025")).to_be_visible()
        expect(panel.get_by_role("link", name="<img src=x onerror=alert(1)>")).to_be_visible()
        expect(panel.get_by_role("link")).to_have_count(5)
        expect(panel.get_by_text("One that may not be published. (withheld)")).to_be_visible()
        expect(panel.get_by_text("and 4 more")).to_be_visible()
        desk.noted = {**NOTED, "uncited": NOTED["uncited"][1:]}
        desk.save("</h1>", ", as was read again</h1>")
        expect(page.get_by_role("button", name="Uncited: 1")).to_have_attribute("aria-expanded", "true")
        expect(panel.get_by_role("link")).to_have_count(2)
        panel.get_by_role("link").last.focus()
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(page.get_by_role("button", name="Uncited: 1")).to_be_focused()
        page.keyboard.press("Enter")
        panel.get_by_role("link", name="A third one.").click()
        expect(page).to_have_url(f"{desk.address('sources/reuters-20230923/')}#p4")
        expect(page.locator("#p4")).to_be_attached()
        assert visit.complaints == ()


def test_notes_are_read_again_by_who_comes_back(desk: Desk, open_page: OpenPage) -> None:
    """From the editor: lines may have moved without a change of the page."""
    visit = begin(desk, open_page)
    expect_open(desk)
    desk.noted = NOTED
    visit.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(visit.page.locator("briefbook-draft aside")).to_be_visible()
    assert visit.complaints == ()


@pytest.mark.parametrize("width", [390, 820, 1440])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_what_stands_beside_a_page_is_accessible(desk: Desk, open_page: OpenPage, colours: str, width: int) -> None:
    """All of it at once, in both schemes, and never wider than the window. On paper there is none of it."""
    desk.noted = NOTED
    visit = begin(desk, open_page, width=width, colours=colours)
    page = visit.page
    page.get_by_role("button", name="Uncited: 8").click()
    page.locator("#met .cite").focus()
    expect(page.locator("briefbook-edit")).to_be_visible()
    assert barriers(page) == ()
    desk.board.post(problems=(problem("a mistake", f"{OPENS}:36:11"),))
    expect(problems_on(page)).to_be_visible()
    assert barriers(page) == ()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(media="print")
    for host in ("briefbook-preview", "briefbook-draft", "briefbook-edit"):
        expect(page.locator(host)).to_be_hidden()
    assert visit.complaints == ()
