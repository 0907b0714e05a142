"""The preview: what it answers and to whom, what open pages are told, and which changes it sees."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TypeVar
from urllib.parse import quote

import pytest

from generator.diagnostics import Diagnostic, Note, Severity, Span
from generator.job import Project, Wishes
from generator.serve.board import Board, page_of
from generator.serve.pages import HERE, answer, page_at
from generator.serve.problems import problems
from generator.serve.server import PreviewServer, is_own_request, is_this_machine, listen
from generator.serve.session import base_path
from generator.start import start


def version(name: str, files: dict[str, bytes]) -> str:
    """The version of a page."""
    return page_at(name, files).version


class Files(dict[str, bytes]):
    """A site of a few files, with nothing to note."""

    def notes(self, _name: str, /) -> bytes:
        """Nothing."""
        return b"{}"


T = TypeVar("T")

PATIENCE = 20.0
"""Seconds after which something that should have happened has not."""

POLICY = b"default-src 'none'; script-src 'self'"
FILES = {
    "index.html": b"<!doctype html><head><title>Home</title></head><body>home",
    "404.html": b"<!doctype html><head><title>Gone</title></head><body>gone",
    "meetings/rio/index.html": b"<!doctype html><head><title>Rio</title></head><body>rio",
    "assets/site-1a2b.css": b"body{}",
    "search/wasm.en.pagefind": b"\x00\x01",
}


# --- answers ---------------------------------------------------------------------------------------------------------


def test_a_page_gets_the_client_with_its_name_and_version() -> None:
    """Inside the head, once; the rest of the page is what was built."""
    reply = answer("/meetings/rio/", "/", FILES)
    client = (
        f'<script src="{HERE}idiomorph.js" defer></script>'
        f'<script src="{HERE}preview.js" defer data-home="{HERE}" data-page="meetings/rio/index.html" '
        f'data-version="{version("meetings/rio/index.html", FILES)}"></script>'
    ).encode()
    assert reply.status == 200
    assert reply.body.replace(client, b"") == FILES["meetings/rio/index.html"]
    assert reply.body.index(client) < reply.body.index(b"</head>")


@pytest.mark.parametrize(
    ("path", "status", "content_type", "location"),
    [
        ("/", 200, "text/html; charset=utf-8", ""),
        ("/meetings/rio", 302, "text/html; charset=utf-8", "/meetings/rio/"),
        ("/meetings/", 404, "text/html; charset=utf-8", ""),
        ("/assets/site-1a2b.css", 200, "text/css; charset=utf-8", ""),
        ("/search/wasm.en.pagefind", 200, "application/octet-stream", ""),
        (f"{HERE}preview.js", 200, "text/javascript; charset=utf-8", ""),
        (f"{HERE}preview.css", 200, "text/css; charset=utf-8", ""),
        (f"{HERE}server.py", 404, "text/plain; charset=utf-8", ""),
        (f"{HERE}../server.py", 404, "text/plain; charset=utf-8", ""),
        ("/../../etc/passwd", 404, "text/html; charset=utf-8", ""),
        ("/..%2f..%2fetc%2fpasswd", 404, "text/html; charset=utf-8", ""),
        ("//etc/passwd", 404, "text/html; charset=utf-8", ""),
        ("/%00", 404, "text/html; charset=utf-8", ""),
        ("/%ff%fe", 404, "text/html; charset=utf-8", ""),
    ],
)
def test_only_the_files_of_the_build_are_served(path: str, status: int, content_type: str, location: str) -> None:
    """Names are looked up in the build's map; a folder without its slash is redirected; nothing is listed."""
    reply = answer(path, "/", FILES)
    assert (reply.status, reply.content_type, reply.location) == (status, content_type, location)


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/", 302, "/briefs/"),
        ("/briefs", 302, "/briefs/"),
        ("/briefs/", 200, ""),
        ("/briefs/meetings/rio", 302, "/briefs/meetings/rio/"),
        ("/meetings/rio/", 404, ""),
        (f"{HERE}preview.js", 200, ""),
    ],
)
def test_a_base_path_is_previewed_under_that_path(path: str, status: int, location: str) -> None:
    """As it will be on the web; the preview's own files lie outside."""
    reply = answer(path, "/briefs/", FILES)
    assert (reply.status, reply.location) == (status, location)


@pytest.mark.parametrize(
    ("stated", "path"),
    [("https://desk.example/briefs", "/briefs/"), ("https://desk.example", "/"), ("http://[x/", "/")],
)
def test_the_path_of_the_preview_is_that_of_the_base_url(tmp_path: Path, stated: str, path: str) -> None:
    """Of one that cannot be read there is none; the build says what is wrong with it."""
    project = Project(content=tmp_path, builtin=tmp_path, out=tmp_path / "site", cache=tmp_path / "cache")
    (tmp_path / "site.yaml").write_text(f"base_url: '{stated}'\n")
    assert base_path(project, Wishes()) == path


def test_before_the_first_build_a_page_asks_for_patience() -> None:
    """With the client, and a version that any build makes out of date."""
    reply = answer("/meetings/rio/", "/", None)
    assert reply.status == 503
    assert b'data-version=""' in reply.body
    assert version("/meetings/rio/", FILES) != ""


def test_a_missing_page_is_the_sites_own_and_gets_the_client() -> None:
    """So that it shows the page as soon as there is one."""
    reply = answer("/meetings/paris/", "/", FILES)
    assert reply.status == 404
    assert b"gone" in reply.body
    before, after = (version("meetings/paris/index.html", files) for files in (FILES, PARIS))
    assert before != after


PARIS = FILES | {"meetings/paris/index.html": b"<!doctype html><head></head>"}


def test_without_the_client_a_page_is_what_was_built() -> None:
    """One that does not exist too."""
    assert answer("/meetings/rio/", "/", FILES, client=False).body == FILES["meetings/rio/index.html"]
    assert answer("/meetings/paris/", "/", FILES, client=False).body == FILES["404.html"]


def test_the_name_of_a_page_cannot_break_out_of_its_attribute() -> None:
    """A path is what somebody typed."""
    assert b'"><img' not in answer("/%22%3E%3Cimg%20src=x%3E", "/", FILES).body


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (b"default-src 'none'", b"default-src 'none'; connect-src 'self'"),
        (b"default-src 'none'; ", b"default-src 'none'; connect-src 'self'"),
        (b"connect-src 'self'; default-src 'none'", b"connect-src 'self'; default-src 'none'"),
    ],
)
def test_a_pages_own_policy_lets_the_client_listen(policy: bytes, expected: bytes) -> None:
    """Nothing else of the policy is touched."""
    meta = b'<meta http-equiv="Content-Security-Policy" content="%s">'
    files = {"index.html": b"<!doctype html><head>" + meta % policy + b"</head>"}
    assert meta % expected in answer("/", "/", files).body


# --- who may ask -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("127.0.0.1:8000", True),
        ("localhost:8000", True),
        ("LOCALHOST", True),
        ("desk.localhost:8000", True),
        ("[::1]:8000", True),
        ("192.168.1.7:8000", True),
        ("desk.example:8000", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example:8000", False),
        ("", False),
        ("[::1", False),
        ("user@localhost", True),
    ],
)
def test_only_names_of_this_machine_are_served(host: str, allowed: bool) -> None:
    """A name that another site controls can resolve to this machine (DNS rebinding)."""
    assert is_this_machine(host, "desk.example") == allowed


@pytest.mark.parametrize(
    ("origin", "site", "mode", "allowed"),
    [
        (None, "none", "navigate", True),
        (None, "same-origin", "cors", True),
        ("http://localhost:8000", "same-origin", "cors", True),
        (None, "cross-site", "navigate", True),
        (None, "cross-site", "no-cors", False),
        (None, "same-site", "no-cors", False),
        ("http://localhost:3000", "same-site", "cors", False),
        ("https://evil.example", "cross-site", "navigate", False),
        ("null", "none", "navigate", False),
    ],
)
def test_other_sites_pages_may_not_read_the_preview(origin: str | None, site: str, mode: str, allowed: bool) -> None:
    """A link that a person follows may."""
    assert is_own_request("localhost:8000", origin, site, mode) == allowed


# --- over the wire ---------------------------------------------------------------------------------------------------


@contextmanager
def served(files: dict[str, bytes]) -> Iterator[tuple[Board, PreviewServer]]:
    """A listening server with these files."""
    board = Board("/")
    board.post(ready=bool(files))
    server = listen("127.0.0.1", 0, board, Files(files))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield board, server
    finally:
        board.close()
        server.shutdown()
        server.server_close()
        thread.join()


def ask(
    port: int, path: str, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    """One request on a connection of its own."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(method, path, headers=headers or {})
        reply = connection.getresponse()
        return reply, reply.read()


class Stream:
    """An open page's stream of events."""

    def __init__(self, port: int, page: str, seen: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._connection.request("GET", f"{HERE}events?page={page}&version={seen}")
        self._reply = self._connection.getresponse()

    def next(self) -> tuple[str, str]:
        """The name and data of the next message: a comment's name is ""; at the end of the stream both are "end"."""
        name, data = "", ""
        while line := self._reply.readline().decode().rstrip("\n"):
            name = line.removeprefix("event: ") if line.startswith("event: ") else name
            data = line.removeprefix("data: ") if line.startswith("data: ") else data
        return ("end", "end") if self._reply.isclosed() else (name, data)

    def close(self) -> None:
        """The browser goes away."""
        self._connection.close()


def test_every_response_carries_the_policy() -> None:
    """Pages, files, refusals and errors."""
    with served(FILES) as (_, server):
        for path, headers in (("/", {}), ("/nope", {}), ("/", {"Host": "evil.example"}), (f"{HERE}preview.js", {})):
            reply, _ = ask(server.server_port, path, headers=headers)
            assert reply.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
            assert "unsafe-inline" not in reply.headers["Content-Security-Policy"]
            assert reply.headers["X-Content-Type-Options"] == "nosniff"
            assert reply.headers["Cache-Control"] == "no-store"
            assert reply.headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {"Host": "evil.example"}, 421),
        ("GET", {"Origin": "https://evil.example"}, 403),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ("POST", {}, 405),
        ("DELETE", {}, 405),
        ("OPTIONS", {}, 405),
        ("BREW", {}, 501),
    ],
)
def test_foreign_requests_get_nothing_of_the_site(method: str, headers: dict[str, str], status: int) -> None:
    """Neither a page nor the stream of events."""
    with served(FILES) as (_, server):
        for path in ("/", f"{HERE}events?page=index.html&version="):
            reply, body = ask(server.server_port, path, method, headers)
            assert reply.status == status
            assert b"home" not in body


def test_head_sends_the_headers_alone() -> None:
    """With the length that GET would send."""
    with served(FILES) as (_, server):
        whole, body = ask(server.server_port, "/")
        head, nothing = ask(server.server_port, "/", "HEAD")
        assert (head.status, nothing) == (200, b"")
        assert head.headers["Content-Length"] == whole.headers["Content-Length"] == str(len(body))


def test_a_taken_port_is_passed_over() -> None:
    """The next free one is used, and the address tells which."""
    with served(FILES) as (_, first):
        second = listen("127.0.0.1", first.server_port, Board("/briefs/"), Files())
        with closing(second.socket):
            assert second.server_port > first.server_port
            assert second.address == f"http://127.0.0.1:{second.server_port}/briefs/"


RIO = "meetings/rio/index.html"


def posted(board: Board, name: str, body: bytes) -> None:
    """A page is another now."""
    board.post(pages={name: page_of(body)})


STANDING = [("problems", "[]"), ("search", '{"indexing":false}')]
"""What a stream begins with while all is well."""


def beginning(page: Stream) -> list[tuple[str, str]]:
    """How things stand, as an open page is told first."""
    return [page.next(), page.next()]


def test_only_pages_that_changed_are_told_of() -> None:
    """With all that they would be served now."""
    with served(FILES) as (board, server):
        home = Stream(server.server_port, "index.html", version("index.html", FILES))
        rio = Stream(server.server_port, RIO, version(RIO, FILES))
        assert beginning(home) == beginning(rio) == STANDING
        posted(board, RIO, b"<!doctype html><head></head>changed")
        name, data = rio.next()
        html = json.loads(data)["html"]
        assert name == "page"
        assert html.endswith("</head>changed")
        assert f'data-version="{json.loads(data)["version"]}"' in html
        assert home.next() == ("", "")
        home.close()
        rio.close()


def test_no_change_is_lost_between_loading_a_page_and_listening() -> None:
    """A page says which version it shows; if that is old when it begins to listen, it is told at once."""
    with served(FILES) as (_, server):
        late = Stream(server.server_port, "index.html", "an-older-one")
        assert beginning(late) == STANDING
        name, data = late.next()
        assert (name, json.loads(data)["version"]) == ("page", version("index.html", FILES))
        late.close()


def test_a_page_that_goes_is_told_of_as_missing() -> None:
    """It comes to show what stands for pages that are not there."""
    with served(FILES) as (board, server):
        rio = Stream(server.server_port, RIO, version(RIO, FILES))
        assert beginning(rio) == STANDING
        board.post(pages={RIO: page_of(FILES["404.html"], found=False)})
        name, data = rio.next()
        assert name == "page"
        assert "gone" in json.loads(data)["html"]
        rio.close()


def test_pages_on_screen_are_those_with_a_stream() -> None:
    """The last one first; one that is closed is so no more, once the server notices."""
    with served(FILES) as (board, server):
        home = Stream(server.server_port, "index.html", version("index.html", FILES))
        assert beginning(home) == STANDING
        rio = Stream(server.server_port, RIO, version(RIO, FILES))
        assert beginning(rio) == STANDING
        assert board.on_screen() == (RIO, "index.html")
        rio.close()
        while board.on_screen() != ("index.html",):
            board.post()
            home.next()
        home.close()


def test_more_streams_than_anybody_opens_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or a page that asks without end would take all threads."""
    monkeypatch.setattr("generator.serve.server.STREAMS", 1)
    with served(FILES) as (_, server):
        one = Stream(server.server_port, "index.html", version("index.html", FILES))
        assert beginning(one) == STANDING
        reply, _ = ask(server.server_port, f"{HERE}events?page=index.html&version=")
        assert reply.status == 503
        one.close()


def test_more_connections_than_anybody_needs_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """And when one ends, the next is served."""
    monkeypatch.setattr("generator.serve.server.CONNECTIONS", 1)
    with served(FILES) as (_, server):
        with closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)) as idle:
            idle.request("GET", "/")
            assert idle.getresponse().read()
            with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
                ask(server.server_port, "/")
        while True:
            with suppress(ConnectionError):
                assert ask(server.server_port, "/")[0].status == 200
                break


def test_problems_come_and_go_and_the_last_good_page_stays() -> None:
    """While the content has errors no page changes; when it has none, the problems go."""
    wrong = Diagnostic(at=Span("content/x.yaml", 1, 1, 5), code="S101", message="no such field", hint="delete it")
    with served(FILES) as (board, server):
        page = Stream(server.server_port, "index.html", version("index.html", FILES))
        assert beginning(page) == STANDING
        board.post(problems=problems([wrong], lambda _: ["oops: x"]))
        name, data = page.next()
        assert name == "problems"
        assert json.loads(data)[0]["at"]["marked"] == "oops"
        assert ask(server.server_port, "/")[0].status == 200
        late = Stream(server.server_port, "index.html", version("index.html", FILES))
        assert late.next() == (name, data)
        late.close()
        board.post(problems=())
        assert page.next() == ("problems", "[]")
        page.close()


def test_an_index_that_is_behind_is_told_of() -> None:
    """And that it is up to date again."""
    with served(FILES) as (board, server):
        page = Stream(server.server_port, "index.html", version("index.html", FILES))
        assert beginning(page) == STANDING
        for behind in (True, False):
            board.post(indexing=behind)
            name, data = page.next()
            assert (name, json.loads(data)) == ("search", {"indexing": behind})
        page.close()


def test_streams_end_when_the_server_stops() -> None:
    """No thread is left waiting."""
    with served(FILES) as (board, server):
        page = Stream(server.server_port, "index.html", version("index.html", FILES))
        assert beginning(page) == STANDING
        board.close()
        assert page.next() == ("end", "end")
        page.close()


def test_the_overlay_is_given_no_invisible_characters() -> None:
    """Marked words, notes and hints are text that says what it is; infos are left out."""
    found = [
        Diagnostic(
            at=Span("a.yaml", 1, 3, 5), code="Y105", message="x\u202ey", notes=(Note(Span("b.md", 1, 1, 2), "there"),)
        ),
        Diagnostic(at=Span("a.yaml", 1, 1), code="R901", message="info", severity=Severity.INFO),
    ]
    (one,) = problems(found, lambda path: ["ab\u202ecd"] if path == "a.yaml" else ["zz"])
    assert (one.at.message, one.at.before, one.at.marked, one.at.after) == ("x\\u202ey", "ab", "\\u202ec", "d")
    assert (one.notes[0].marked, one.notes[0].after) == ("z", "z")


# --- the command -----------------------------------------------------------------------------------------------------


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """`briefbook serve` in a folder: the process, its port and the path of its address."""
    command = [sys.executable, "-m", "generator", "serve", "--port", "18300", "--no-search", *options]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    try:
        address = re.search(r"serving http://127\.0\.0\.1:([0-9]+)(/\S*)", process.stdout.readline())
        assert address
        yield process, int(address[1]), address[2]
    finally:
        process.kill()
        process.communicate()


NIGHT_FERRY = "2025-03-exampleton-night-ferry"


def test_the_preview_follows_an_analyst_through_a_day(tmp_path: Path) -> None:
    """Site, edit, mistake, repair, Ctrl-C: each seen by the open page; and the files are written once it is quiet."""
    start(tmp_path)
    name = f"meetings/{NIGHT_FERRY}/index.html"
    file = tmp_path / "content" / "meetings" / f"{NIGHT_FERRY}.yaml"
    good = file.read_text(encoding="utf-8")
    with serving(tmp_path) as (process, port, path):
        assert path == "/"
        page = Stream(port, name, "")
        assert "night ferry" in shown(page)
        assert b"night ferry" in ask(port, f"/meetings/{NIGHT_FERRY}/")[1]

        file.write_text(good.replace("as the one open question", "as the only open question"), encoding="utf-8")
        assert "the only open question" in shown(page)
        assert b"the only open question" in ask(port, f"/meetings/{NIGHT_FERRY}/")[1]
        until_told(process, "built ")
        assert b"the only open question" in (tmp_path / "site" / name).read_bytes()

        file.write_text(good.replace("midnight", "one"), encoding="utf-8")
        event, data = told(page)
        assert event == "problems"
        assert json.loads(data)[0]["at"]["place"].startswith(f"content/meetings/{NIGHT_FERRY}.yaml:")
        assert b"the only open question" in ask(port, f"/meetings/{NIGHT_FERRY}/")[1]
        until_told(process, "1 error")
        assert b"the only open question" in (tmp_path / "site" / name).read_bytes()

        file.write_text(good, encoding="utf-8")
        assert {told(page)[0], told(page)[0]} == {"page", "problems"}
        until_told(process, "built ")
        assert b"as the one open question" in (tmp_path / "site" / name).read_bytes()
        assert HERE.encode() not in (tmp_path / "site" / name).read_bytes()

        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 130
        page.close()


def served_by(port: int, base: str, name: str) -> bytes:
    """What is served for a file of the site."""
    return ask(port, f"{base}{quote(name)}")[1]


def told(page: Stream) -> tuple[str, str]:
    """The next message that is not a sign of life."""
    while (message := page.next())[0] == "":
        pass
    return message


def shown(page: Stream) -> str:
    """The page as it comes next."""
    while (message := page.next())[0] != "page":
        assert message[0] != "end"
    html: str = json.loads(message[1])["html"]
    return html


def until_told(process: subprocess.Popen[str], words: str) -> None:
    """Reads what the terminal shows until a line begins so."""
    assert process.stdout is not None
    while not (line := process.stdout.readline()).startswith(words):
        assert line


def test_a_base_url_with_a_path_is_previewed_there(tmp_path: Path) -> None:
    """The address says so before anything is built."""
    start(tmp_path)
    site = tmp_path / "content" / "site.yaml"
    text = site.read_text(encoding="utf-8").replace("https://example.org/", "https://example.org/briefs/")
    site.write_text(text, encoding="utf-8")
    with serving(tmp_path) as (_, port, path):
        assert path == "/briefs/"
        page = Stream(port, "index.html", "")
        shown(page)
        assert ask(port, "/briefs/")[0].status == 200
        assert ask(port, "/")[0].headers["Location"] == "/briefs/"
        page.close()


def test_the_last_of_many_saves_wins(tmp_path: Path) -> None:
    """On the open page, and in the files once it is quiet; also of those that came while the site was worked out."""
    start(tmp_path)
    file = tmp_path / "content" / "meetings" / f"{NIGHT_FERRY}.yaml"
    good = file.read_text(encoding="utf-8")
    with serving(tmp_path) as (process, port, _):
        page = Stream(port, f"meetings/{NIGHT_FERRY}/index.html", "")
        shown(page)
        for number in range(30):
            file.write_text(good.replace("as the one open question", f"as question {number}"), encoding="utf-8")
        while "as question 29" not in shown(page):
            pass
        until_told(process, "built ")
        assert b"as question 29" in (tmp_path / "site" / "meetings" / NIGHT_FERRY / "index.html").read_bytes()
        assert b"as question 29" in ask(port, f"/meetings/{NIGHT_FERRY}/")[1]
        page.close()


@contextmanager
def with_own_template(folder: Path) -> Iterator[tuple[Path, Stream, int]]:
    """Where the site's own template of a meeting goes, an open page of one, and the port."""
    start(folder)
    template = folder / "templates" / "meeting.html"
    with serving(folder) as (_, port, _):
        page = Stream(port, f"meetings/{NIGHT_FERRY}/index.html", "")
        shown(page)
        template.parent.mkdir()
        yield template, page, port
        page.close()


def test_a_template_is_seen_as_soon_as_it_is_saved(tmp_path: Path) -> None:
    """A new one, a broken one, a whole one and none."""
    with with_own_template(tmp_path) as (template, page, _):
        words = '{% extends "default/meeting.html" %}{% block title %}Our own title{% endblock %}'
        template.write_text(words, encoding="utf-8")
        assert "<title>Our own title</title>" in shown(page)
        template.write_text(f"{words}{{% block %}}", encoding="utf-8")
        event, data = told(page)
        assert event == "problems"
        assert json.loads(data)[0]["at"]["place"].startswith("templates/meeting.html:1")
        template.write_text(words.replace("Our own", "Our other"), encoding="utf-8")
        assert "<title>Our other title</title>" in shown(page)
        template.unlink()
        assert "Our other title" not in shown(page)


def test_a_page_that_its_template_cannot_show_says_so(tmp_path: Path) -> None:
    """Not as a missing page; the open one stays as it was, and the mistake is told over it."""
    with with_own_template(tmp_path) as (template, page, port):
        words = '{% extends "default/meeting.html" %}{% block title %}{{ page.no_such }}{% endblock %}'
        template.write_text(words, encoding="utf-8")
        event, data = told(page)
        assert event == "problems"
        assert "no_such" in data
        assert b"night ferry" in ask(port, f"/meetings/{NIGHT_FERRY}/")[1]


def children_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes that a preview has started, but for that which looks after them."""
    tasks = Path(f"/proc/{process.pid}/task").iterdir()
    found = [int(pid) for task in tasks for pid in told_by_the_system(task / "children").split()]
    return [pid for pid in found if b"spawn_main" in told_by_the_system(Path(f"/proc/{pid}/cmdline"))]


def told_by_the_system(file: Path) -> bytes:
    """What stands there; nothing of a thread or a process that has ended meanwhile."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return file.read_bytes()
    return b""


def first_of(found: Callable[[], T]) -> T:
    """What is found, as soon as there is something."""
    end = monotonic() + PATIENCE
    while not (one := found()):
        assert monotonic() < end
    return one


def test_a_process_that_is_ended_at_work_is_started_again(tmp_path: Path) -> None:
    """And the site worked out, though nobody saves anything."""
    start(tmp_path)
    with serving(tmp_path) as (process, port, _):
        (bureau,) = first_of(lambda: children_of(process))
        os.kill(bureau, signal.SIGKILL)
        assert first_of(lambda: ask(port, f"/meetings/{NIGHT_FERRY}/")[0].status == 200)


def test_a_build_that_is_ended_is_told_of_and_followed_by_others(tmp_path: Path) -> None:
    """By a system that is short of memory, for one. The next save begins one."""
    start(tmp_path)
    with serving(tmp_path) as (process, port, _):
        page = Stream(port, f"meetings/{NIGHT_FERRY}/index.html", "")
        _, build = first_of(lambda: found if len(found := sorted(children_of(process))) > 1 else [])
        os.kill(build, signal.SIGKILL)
        while (message := told(page))[0] != "problems" or message[1] == "[]":
            pass
        assert "was ended" in json.loads(message[1])[0]["at"]["message"]
        file = tmp_path / "content" / "meetings" / f"{NIGHT_FERRY}.yaml"
        file.write_text(file.read_text(encoding="utf-8") + "# seen\n", encoding="utf-8")
        until_told(process, "built ")
        page.close()


def test_a_process_that_is_ended_is_started_again(tmp_path: Path) -> None:
    """By a system that is short of memory, for one: the page says so, and is there again."""
    start(tmp_path)
    with serving(tmp_path) as (process, port, _):
        page = Stream(port, f"meetings/{NIGHT_FERRY}/index.html", "")
        shown(page)
        until_told(process, "built ")
        (bureau,) = children_of(process)
        os.kill(bureau, signal.SIGKILL)
        event, data = told(page)
        assert (event, json.loads(data)[0]["severity"]) == ("problems", "failure")
        assert told(page) == ("problems", "[]")
        assert ask(port, f"/meetings/{NIGHT_FERRY}/")[0].status == 200
        page.close()
