"""Every address on every page, followed over HTTP: the page is there, and so is the place on it.

It reads the served HTML with its own few lines and knows nothing of the generator's check.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from tests.e2e.conftest import OpenPage, ServeFolder
from tests.e2e.sites import NOT_FOUND, Site, kinds_of

ADDRESSES = {"href", "src", "action", "poster", "data", "cite", "data-root", "data-bundle"}
REFRESH = re.compile(r"\s*\d+\s*;\s*url=(?P<address>.+)", re.IGNORECASE)
IN_STYLES = re.compile(r"url\(\s*[\"']?([^\"')]+)")
FOLDERS = ("search/pagefind/",)


class Reader(HTMLParser):
    """The addresses and the ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what the tag points to and what can be pointed at."""
        given = {name: value or "" for name, value in attrs}
        self.addresses |= {value for name, value in given.items() if name in ADDRESSES}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "meta":
            content = given.get("content", "")
            moved = REFRESH.match(content) if given.get("http-equiv") == "refresh" else None
            if moved:
                self.addresses.add(moved["address"])
            if given.get("property") in {"og:url", "og:image"}:
                self.addresses.add(content)


@dataclass
class Answer:
    """What an address gave."""

    status: int
    kind: str
    addresses: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()


@dataclass
class Host:
    """Asks a served site, each address once, over one connection."""

    address: str
    base_url: str
    connection: HTTPConnection
    answers: dict[str, Answer] = field(default_factory=dict)

    def ask(self, address: str) -> Answer:
        """The answer, read as far as it names other addresses."""
        if address not in self.answers:
            self.connection.request("GET", urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl())
            with self.connection.getresponse() as response:
                body = response.read().decode("utf-8", errors="replace")
                kind = response.headers.get_content_type()
                self.answers[address] = Answer(response.status, kind, *_read(kind, body))
        return self.answers[address]

    def local(self, address: str) -> str:
        """The published address as it is served here."""
        return address.replace(self.base_url, self.address, 1) if address.startswith(self.base_url) else address


@cache
def _read(kind: str, body: str) -> tuple[frozenset[str], frozenset[str]]:
    if kind == "text/css":
        return frozenset(IN_STYLES.findall(body)), frozenset()
    if kind != "text/html":
        return frozenset(), frozenset()
    reader = Reader()
    reader.feed(body)
    assert len(reader.ids) == len(set(reader.ids)), f"an id stands twice in {body[:300]}"
    return frozenset(reader.addresses), frozenset(reader.ids)


@dataclass
class Walk:
    """What a walk over all links met."""

    pages: set[str]
    broken: dict[str, set[str]]
    """Addresses that lead nowhere, each with the pages that name it."""
    outside: set[str]
    """Addresses of other sites."""


def walk(host: Host) -> Walk:
    """From the home page to wherever links lead, within the site."""
    broken: dict[str, set[str]] = defaultdict(set)
    outside: set[str] = set()
    waiting, seen = [host.address], {host.address}
    while waiting:
        page = waiting.pop()
        for written in host.ask(page).addresses:
            whole = host.local(urljoin(page, written))
            address, fragment = urldefrag(whole)
            if urlsplit(whole).netloc != urlsplit(host.address).netloc:
                outside.add(whole)
                continue
            if address.removeprefix(host.address) in FOLDERS:
                continue  # the search script adds the name of a file
            answer = host.ask(address)
            lost = fragment and unquote(fragment) not in answer.ids
            if answer.status != 200 or lost or not address.startswith(host.address):
                broken[written].add(page)
            elif address not in seen and answer.kind in {"text/html", "text/css"}:
                seen.add(address)
                waiting.append(address)
    return Walk({page for page in seen if host.ask(page).kind == "text/html"}, dict(broken), outside)


@contextmanager
def asking(address: str, base_url: str) -> Iterator[Host]:
    """A connection to a served site that was built for another address."""
    connection = HTTPConnection(urlsplit(address).netloc)
    with closing(connection):
        yield Host(address, base_url, connection)


@pytest.fixture(params=["demo", "demo_below", "extremes"])
def walked(request: pytest.FixtureRequest) -> Site:
    """The sites that have something to link to, in turn."""
    found: Site = request.getfixturevalue(request.param)
    return found


@contextmanager
def host_of(site: Site) -> Iterator[Host]:
    """A served site, to ask."""
    with asking(site.address, site.base_url) as host:
        yield host


def leads_somewhere(site: Site) -> None:
    """Nothing is broken, every page is reached, and what leads elsewhere is safe to follow."""
    with host_of(site) as host:
        met = walk(host)
    assert met.broken == {}
    assert met.pages == {site.address + page for page in kinds_of(site.content) if page != NOT_FOUND}
    assert {address for address in met.outside if not address.startswith(("https://", "http://", "mailto:"))} == set()
    assert {address for address in met.outside if address.startswith(site.base_url)} == set()


def test_every_link_leads_somewhere(walked: Site) -> None:
    """Pages, paragraphs, statements, styles, fonts and published addresses; and links lead to every page there is."""
    leads_somewhere(walked)


def test_every_link_of_a_beginning_leads_somewhere(beginning: Site) -> None:
    """Where there is next to nothing to lead to."""
    leads_somewhere(beginning)


def test_a_walk_sees_what_is_broken(demo: Site, tmp_path: Path, serve_folder: ServeFolder) -> None:
    """A page, a place on a page and a font that are gone, and a page to which nothing leads."""
    folder = tmp_path / "site"
    shutil.copytree(demo.folder, folder)
    shutil.rmtree(folder / "topics" / "middle-east")
    shutil.copytree(folder / "about", folder / "alone")
    next(folder.rglob("newsreader-text.woff2")).unlink()
    source = folder / "sources" / "kh-20240223" / "index.html"
    source.write_text(source.read_text(encoding="utf-8").replace('id="p7"', 'id="p70"'), encoding="utf-8")
    address = serve_folder(folder)
    with asking(address, "https://trilateral-record.example/") as host:
        met = walk(host)
    ends = ("topics/middle-east/", "kh-20240223/#p7", "newsreader-text.woff2", "#p7")
    assert [end for end in ends if not any(written.endswith(end) for written in met.broken)] == []
    assert all(written.endswith(ends) for written in met.broken)
    assert address + "alone/" not in met.pages


def test_a_missing_page_finds_its_way_home(either: Site) -> None:
    """However deep the address lies, styles, links and search of the page are right."""
    with host_of(either) as host:
        for path in ("nothing", "meetings/no-such-meeting/", "a/b/c/d.html", NOT_FOUND):
            address = either.address + path
            answer = host.ask(address)
            assert answer.status == (200 if path == NOT_FOUND else 404)
            named = {host.local(urljoin(address, written)) for written in answer.addresses} - {f"{address}#main"}
            wrong = {
                one for one in named if host.ask(urldefrag(one).url).status != 200 or not one.startswith(either.address)
            }
            assert wrong == set()


def test_an_old_address_leads_on(extremes: Site, open_page: OpenPage) -> None:
    """An entry with a former id has a page there, which takes readers to the new one without their doing."""
    old, new = "meetings/2031-03-longer/", "meetings/2031-03-long/"
    with host_of(extremes) as host:
        assert f"../../{new}" in host.ask(extremes.address + old).addresses
    visit = open_page(extremes.address + old)
    visit.page.wait_for_url(extremes.address + new)
    assert visit.complaints == ()
