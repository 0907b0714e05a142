"""HTTP for the preview: who may ask, which headers go out, and the stream of events. GET and HEAD only.

The preview holds unpublished work, and any page open in the same browser can send requests to it. So a request must
name this machine (Host), must not come from another site (Origin, Sec-Fetch-Site), and is answered without any CORS.
"""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

import msgspec

from .board import Board, Page
from .pages import EVENTS, NOTES, TYPES, Answer, Site, answer, page_at, served

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script or style, nothing from elsewhere: as strict as the published site."""

HEARTBEAT = 15.0
"""Seconds after which a stream says that it is still there, so that a closed browser is noticed."""

PORTS = 50
"""Ports tried from the one asked for."""

SLOW = 20.0
"""Seconds a client may take to send a request."""

STREAMS = 128
"""Open pages that are kept fresh at a time; one more is refused, and asks again."""

CONNECTIONS = 256
"""Connections at a time, the streams among them; what comes beyond is closed at once."""


class Shown(Site, Protocol):
    """The site, and what an analyst is told beside its pages."""

    def notes(self, name: str, /) -> bytes:
        """What is noted of a page, as JSON: `Notes`."""
        ...


class PreviewServer(ThreadingHTTPServer):
    """The listening socket, with what its requests need."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str, port: int, board: Board, site: Shown, *, reload: bool = True) -> None:
        self.reload = reload
        self.board = board
        self.site = site
        self.streams = BoundedSemaphore(STREAMS)
        self._connections = BoundedSemaphore(CONNECTIONS)
        self.host = host
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), Request)

    def server_bind(self) -> None:
        """Binds without asking the name service for this machine's name, which can take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.socket.getsockname()[:2]

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in socketserver
        """In a thread, if there are not too many."""
        if self._connections.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as above
        """Until the connection is closed."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._connections.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error; anything else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the site."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - not bound here: what to visit instead
        host = everywhere.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server_port}{self.board.now().base}"


def listen(host: str, port: int, board: Board, site: Shown, *, reload: bool = True) -> PreviewServer:
    """A server on `port`, or on the next one that is free. `reload`: open pages are kept fresh. OSError if the host
    cannot be had or no port is free.
    """
    last = min(port + PORTS, 65536) - 1
    for candidate in range(port, last + 1):
        try:
            return PreviewServer(host, candidate, board, site, reload=reload)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, f"no port from {port} to {last} is free")


def is_this_machine(host: str, served_as: str) -> bool:
    """Whether a Host header can only mean this server: localhost, an address, or the name it was asked to serve under.

    A page of another site can make its own name resolve to this address, but not an address written in numbers.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        if name in {"localhost", served_as.lower()} or name.endswith(".localhost"):
            return bool(name)
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_own_request(host: str, origin: str | None, site: str, mode: str) -> bool:
    """Whether the browser says that one of our own pages asks, or the person in front of it."""
    if origin is not None and origin != f"http://{host}":
        return False
    return site in {"same-origin", "none"} or mode == "navigate"


class Request(BaseHTTPRequestHandler):
    """One connection of a browser."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "briefbook"
    sys_version = ""
    timeout = SLOW
    disable_nagle_algorithm = True
    error_content_type = TYPES["txt"]
    error_message_format = "%(code)d %(message)s\n"

    def do_GET(self) -> None:
        """A page, a file, a redirect or the stream of events."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """The same headers without the body."""
        self._answer(with_body=False)

    def do_POST(self) -> None:
        """Nothing can be changed through the preview."""
        self.close_connection = True
        self._send(Answer(status=405, content_type=TYPES["txt"], body=b"only GET and HEAD\n"), with_body=True)

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_POST  # noqa: N815 - http.server looks these names up

    def end_headers(self) -> None:
        """Every response, errors too, carries these."""
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in http.server
        """The terminal is for findings; requests are not written there."""

    def _answer(self, *, with_body: bool) -> None:
        """Looks at who asks, then at what for."""
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True
        path, _, query = self.path.partition("?")
        refusal = self._refusal()
        if refusal is not None:
            self._send(refusal, with_body=with_body)
        elif path == EVENTS and with_body:
            self._stream(query)
        elif path == NOTES:
            self._send(Answer(status=200, content_type=TYPES["json"], body=self._notes(query)), with_body=with_body)
        else:
            news = self.server.board.now()
            site = self.server.site if news.ready else None
            self._send(answer(path, news.base, site, client=self.server.reload), with_body=with_body)

    def _notes(self, query: str) -> bytes:
        """What is noted of a page."""
        return self.server.site.notes(parse_qs(query).get("page", [""])[0])

    def _refusal(self) -> Answer | None:
        """What a request gets that is not one of ours; None for those that are."""
        host = self.headers.get("Host", "")
        if not is_this_machine(host, self.server.host):
            return Answer(status=421, content_type=TYPES["txt"], body=b"this host is not served here\n")
        site, mode = self.headers.get("Sec-Fetch-Site", "none"), self.headers.get("Sec-Fetch-Mode", "navigate")
        if not is_own_request(host, self.headers.get("Origin"), site, mode):
            return Answer(status=403, content_type=TYPES["txt"], body=b"other sites may not read the preview\n")
        return None

    def _send(self, reply: Answer, *, with_body: bool) -> None:
        """One response."""
        self.send_response(reply.status)
        if reply.location:
            self.send_header("Location", reply.location)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(reply.body)

    def _stream(self, query: str) -> None:
        """Tells one open page what it needs to know, until it or the server goes away."""
        self.close_connection = True
        if not self.server.streams.acquire(blocking=False):
            self._send(Answer(status=503, content_type=TYPES["txt"], body=b"too many open pages\n"), with_body=True)
            return
        try:
            self._begin_stream()
            asked = parse_qs(query)
            name, seen = (asked.get(key, [""])[0] for key in ("page", "version"))
            with self.server.board.watching(name):
                self._tell(name, seen)
        finally:
            self.server.streams.release()

    def _begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def _tell(self, name: str, seen: str) -> None:
        """All news of a page, first how things stand and what it missed; `seen`: the version its reader has."""
        board = self.server.board
        news, told = board.now(), None
        missed = page_at(name, self.server.site) if news.ready else None
        while not board.closed:
            page = missed or news.pages.get(name)
            missed = None
            events = b""
            if told is None or news.problems != told.problems:
                events += _event("problems", msgspec.json.encode(news.problems))
            if told is None or news.indexing != told.indexing:
                events += _event("search", msgspec.json.encode({"indexing": news.indexing}))
            if page and page.version != seen:
                seen = page.version
                events += _page_event(name, page)
            told = news
            self.wfile.write(events or b": still here\n\n")
            self.wfile.flush()
            news = board.wait(after=news.number, seconds=HEARTBEAT)


def _page_event(name: str, page: Page) -> bytes:
    """A page as it would be served now."""
    html = served(page.body, name, page.version).decode(errors="replace")
    return _event("page", msgspec.json.encode({"version": page.version, "html": html}))


def _event(name: str, data: bytes) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (name.encode(), data)
