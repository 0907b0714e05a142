"""Serves a folder on a free loopback port as a good host would: the content policy, the 404 page, a prefix.

Meant for tests alone; it decides nothing about `briefbook serve`.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
"""What every page is served under: nothing from elsewhere, nothing inline."""

SEARCH_POLICY = (
    POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    + "; connect-src 'self'; worker-src 'self' blob:"
)
"""The search page compiles WebAssembly in a worker; the worker's own response carries this policy too."""

PATIENCE = 30
"""Seconds after which a held font is sent, so that no test can hang."""

SEARCH_FOLDERS = ("search/", "pagefind/")


class Handler(SimpleHTTPRequestHandler):
    """Serves what lies under `prefix`; everything else is the folder's 404 page."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, prefix: str, fonts: threading.Event, **more: object) -> None:
        self.prefix = prefix
        self.fonts = fonts
        self.extensions_map = {**self.extensions_map, ".woff2": "font/woff2", ".atom": "application/atom+xml"}
        super().__init__(*arguments, **more)  # type: ignore[arg-type] # passed on as they came

    def translate_path(self, path: str) -> str:
        """A path outside the prefix has no file."""
        if not urlsplit(path).path.startswith(self.prefix):
            return str(Path(self.directory) / "outside the prefix")
        return super().translate_path("/" + path[len(self.prefix) :])

    def do_GET(self) -> None:
        """A font waits until fonts are let go."""
        if urlsplit(self.path).path.endswith(".woff2"):
            self.fonts.wait(timeout=PATIENCE)
        super().do_GET()

    def end_headers(self) -> None:
        """Adds what a host would be told to send."""
        inside = urlsplit(self.path).path.removeprefix(self.prefix)
        self.send_header("Content-Security-Policy", SEARCH_POLICY if inside.startswith(SEARCH_FOLDERS) else POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page, if it has one."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: object) -> None:  # noqa: ARG002 - which folder it is makes no difference
        """A folder without a page is not found; it is never listed."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class names it so
        """A test's output is not a server's log."""


class Server(ThreadingHTTPServer):
    """Answers several requests at once."""

    def handle_error(self, request: object, client_address: object) -> None:
        """A window that is closed in the middle of a request is none; any other is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # passed on as they came


@contextmanager
def serving(folder: Path, prefix: str = "/", fonts: threading.Event | None = None) -> Iterator[str]:
    """Address of `folder` while it is served, with the prefix: "http://127.0.0.1:40123/briefs/".

    `fonts` holds web fonts back while it is not set.
    """
    let_go = fonts or threading.Event()
    if fonts is None:
        let_go.set()
    handler = partial(Handler, directory=str(folder), prefix=prefix, fonts=let_go)
    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
