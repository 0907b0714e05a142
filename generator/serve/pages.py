"""What to answer to the path of a request: a lookup among the files of the site as it is now, and nothing else.

Pages of HTML get the client that keeps them fresh. Nothing here touches the disk or knows who asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from importlib.resources import files as package_files
from typing import Protocol
from urllib.parse import quote, unquote

import msgspec

from ..diagnostics import Diagnostic
from .board import Page, page_of

HERE = "/__briefbook/"
"""Where the preview's own files lie, whatever the site's base path. No page of a site can have this name."""

EVENTS = f"{HERE}events"
NOTES = f"{HERE}notes"
MORPH, CLIENT, STYLE = "idiomorph.js", "preview.js", "preview.css"
HTML = "text/html; charset=utf-8"

TYPES: Mapping[str, str] = {
    "html": HTML,
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
    "atom": "application/atom+xml",
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
    "ico": "image/vnd.microsoft.icon",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "wasm": "application/wasm",
    "pdf": "application/pdf",
}
"""Content types by ending, the same on every machine; the rest is application/octet-stream."""

_META_POLICY = re.compile(
    rb"""(<meta\s+http-equiv=["']?Content-Security-Policy["']?\s+content=(["']))(.*?)(\2)""", re.IGNORECASE | re.DOTALL
)

SHELL = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{again}</head>
<body>
<main>
<h1>{title}</h1>
{paragraphs}
</main>
</body>
</html>
"""
"""A page of the preview's own, where there is none of the site."""

AGAIN = '<noscript><meta http-equiv="refresh" content="2"></noscript>\n'


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a request gets. `location` is where a redirect leads."""

    status: int
    content_type: str = HTML
    body: bytes = b""
    location: str = ""


class Site(Protocol):
    """The site as it is now."""

    def get(self, name: str, /) -> bytes | None:
        """The content of a file by its name ("meetings/x/index.html"); None where the site has none."""
        ...


def answer(path: str, base: str, site: Site | None, *, client: bool = True) -> Answer:
    """The answer to a request's path (percent-encoded, without a query) under the base path ("/" or "/briefs/").
    `client`: pages are kept fresh.

    Without a site there is nothing to show yet: a page asks for patience, and shows the site as soon as there is one.
    """
    if path.startswith(HERE):
        return _own(path.removeprefix(HERE))
    if not path.startswith(base):
        inside = path == "/" or f"{path}/" == base
        return Answer(status=302, location=base) if inside else _page(path, page_at(path, site), client=client)
    if site is None:
        waiting = _shell("Building the site", "This page shows the site as soon as it is built.", again=AGAIN)
        return Answer(status=503, body=served(waiting, path, ""))
    name = unquote(path[len(base) :], errors="replace")
    if name == "" or name.endswith("/"):
        name += "index.html"
    return _file(name, site) or _folder(name, base, site) or _page(name, page_at(name, site), client=client)


def _file(name: str, site: Site) -> Answer | None:
    """A file that is no page."""
    kind = TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    body = site.get(name) if kind != HTML else None
    return None if body is None else Answer(status=200, content_type=kind, body=body)


def _folder(name: str, base: str, site: Site) -> Answer | None:
    """To where the page of a folder is, which was asked for without its slash."""
    if name.endswith(".html") or site.get(f"{name}/index.html") is None:
        return None
    return Answer(status=302, location=f"{base}{quote(name)}/")


def page_at(name: str, site: Site | None) -> Page:
    """The page of a name, or the site's own for addresses that it does not have."""
    body = site.get(name) if site else None
    if body is not None:
        return page_of(body)
    missing = site.get("404.html") if site else None
    return page_of(missing or _shell("No such page", "The site has no page at this address."), found=False)


def served(body: bytes, name: str, version: str) -> bytes:
    """A page with the client, which is told its page's name and version."""
    told = f'data-home="{HERE}" data-page="{escape(name)}" data-version="{version}"'
    client = f'<script src="{HERE}{MORPH}" defer></script><script src="{HERE}{CLIENT}" defer {told}></script>'.encode()
    head, mark, rest = _may_connect(body).partition(b"</head>")
    return head + client + mark + rest if mark else client + body


def unrendered(found: Diagnostic) -> bytes:
    """Stands for a page that its template cannot show."""
    return _shell("The template cannot show this page", str(found.at), found.message)


def _shell(title: str, *paragraphs: str, again: str = "") -> bytes:
    """A page of the preview's own; `again`: has it asked for again where no script runs."""
    shown = "\n".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return SHELL.format(title=escape(title), paragraphs=shown, again=again).encode()


def _page(name: str, page: Page, *, client: bool) -> Answer:
    body = served(page.body, name, page.version) if client else page.body
    return Answer(status=200 if page.found else 404, body=body)


def _own(name: str) -> Answer:
    """One of the preview's own files."""
    if name not in {MORPH, CLIENT, STYLE}:
        return Answer(status=404, content_type=TYPES["txt"], body=b"no such file\n")
    body = package_files(__package__).joinpath(name).read_bytes()
    return Answer(status=200, content_type=TYPES[name.rpartition(".")[2]], body=body)


def _may_connect(body: bytes) -> bytes:
    """The page with a policy that lets the client listen: `connect-src 'self'`, where it has a policy without one."""

    def widened(match: re.Match[bytes]) -> bytes:
        if b"connect-src" in match[3]:
            return match[0]
        return match[1] + match[3].rstrip(b"; ") + b"; connect-src 'self'" + match[4]

    return _META_POLICY.sub(widened, body, count=1)
