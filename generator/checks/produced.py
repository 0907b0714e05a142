"""The gate for produced pages: every link and fragment leads somewhere, nothing runs or is fetched that must not be.

Judges bytes by their own merits: it knows neither templates nor views, so that it cannot share their mistakes.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import sys
import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote

import msgspec

from ..addresses import split
from ..codes import finding
from ..diagnostics import Diagnostic, Span
from ..facts import Facts, Target, facts_of, scheme_of
from ..tags import Cut, cut

WIDTH = 8
"""Bytes of a place's number: two of a hundred million places have the same with a chance of one to 3,600."""

MANY = 5
"""Pages that have one fault in common from which on it is the template's."""

_CSS_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""")


class Look(msgspec.Struct, frozen=True):
    """What is kept of a file that was looked at, as little as can be: a large site has many.

    `ids`: the places in it that links may lead to. `needs`: the files and places that its addresses lead to, each once.
    `found`: what is wrong with the file by itself. Places are known by their numbers, of `WIDTH` bytes each.
    """

    ids: bytes = b""
    needs: bytes = b""
    found: tuple[Diagnostic, ...] = ()


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What was produced, each page and style sheet looked at. `base_url` is where it will stand; `pages` gives the
    content file of a page's path; `content_of` the bytes of a file.
    """

    looks: Mapping[str, Look]
    names: AbstractSet[str]
    base_url: str
    content_of: Callable[[str], bytes]
    pages: Mapping[str, str] = {}


def site_of(files: Mapping[str, bytes], base_url: str, pages: Mapping[str, str] = MappingProxyType({})) -> Site:
    """A site whose files are all in memory."""
    looks = {name: look_at(name, one, base_url, _place(pages, name), cut(one)) for name, one in files.items()}
    return Site(looks=looks, names=files.keys(), base_url=base_url, content_of=files.__getitem__, pages=pages)


def look_at(name: str, content: bytes, base_url: str, at: Span, page: Cut | None = None) -> Look:
    """H103 to H105 of one file, and where it leads. `at` is the content file it is made from, or the file itself;
    `page` is a page cut at its tags, if it can be.
    """
    if name.endswith(".html"):
        facts = facts_of(content, page)
    elif name.endswith(".css"):
        facts = Facts(Counter(), _sheet_targets(content), ())
    else:
        return Look()
    needs: dict[str, None] = {}
    found = [*_judge(name, facts, at)]
    for target, needed in _led(base_url, name, facts.targets):
        if needed is not None:
            needs[needed] = None
        elif target.fetched and (scheme_of(target.address.strip()) or "http") in {"http", "https"}:
            message = f"'{_page(name)}' loads '{target.address.strip().partition('#')[0][:80]}' from another site"
            found.append(finding("H105", at, message, hint="make it a file of this site, or take it out"))
    return Look(_numbers(f"{name}#{id}" for id in facts.ids), _numbers(needs), tuple(found))


def _led(base_url: str, name: str, targets: Iterable[Target]) -> Iterator[tuple[Target, str | None]]:
    """With each address in a file what must be there for it to lead somewhere; None if it leads out of the site."""
    folder = posixpath.dirname(name)
    up = "../" * (folder.count("/") + 1) if folder else ""
    for target in targets:
        path, _, fragment = target.address.strip().partition("#")
        if not path:
            file: str | None = name
        elif up and path.startswith(up):
            file = _from_the_root(base_url, up, path)
        else:
            file = None if _leaves(base_url, path) else _file(base_url, folder, path)
        yield target, _part(file, fragment) if file and fragment else file


@lru_cache(maxsize=16_384)
def _from_the_root(base_url: str, up: str, path: str) -> str:
    """The file of a path that goes all the way up first: it is the same for all pages so deep."""
    return _file(base_url, "", path[len(up) :])


def _part(file: str, fragment: str) -> str:
    """A file ("meetings/x/index.html"; "" for one that cannot be), or the place in it that a fragment names, if it is a
    page ("meetings/x/index.html#point-1").
    """
    plain = unquote(fragment.partition(":~:")[0])
    return f"{file}#{plain}" if file.endswith(".html") and plain and plain != "top" else file


@lru_cache(maxsize=65_536)
def _number(place: str) -> int:
    """What a place is known by."""
    known = hashlib.blake2b(place.encode("utf-8", "surrogatepass"), digest_size=WIDTH).digest()
    return int.from_bytes(known, sys.byteorder)


def _numbers(places: Iterable[str]) -> bytes:
    return array("Q", map(_number, places)).tobytes()


def _places(numbers: bytes) -> array[int]:
    return array("Q", numbers)


def produced_pages(site: Site) -> tuple[Diagnostic, ...]:
    """H101 to H106 over all files."""
    there = set(map(_number, site.names))
    for look in site.looks.values():
        there.update(_places(look.ids))
    found: list[Diagnostic] = [*_shared_urls(site)]
    for name, look in site.looks.items():
        found += look.found
        if not there.issuperset(_places(look.needs)):
            found += _missing(site, name, there)
    return _gathered(found)


def _missing(site: Site, name: str, there: AbstractSet[int]) -> Iterator[Diagnostic]:
    """H101 and H102: the file is looked at again, for the words of its addresses."""
    content = site.content_of(name)
    targets = facts_of(content, cut(content)).targets if name.endswith(".html") else _sheet_targets(content)
    at = _place(site.pages, name)
    for target, needed in _led(site.base_url, name, dict.fromkeys(targets)):
        if needed is None:
            continue
        if _number(needed.partition("#")[0]) not in there:
            message = f"'{_page(name)}' leads to '{target.address[:80]}', where nothing stands"
            yield finding("H101", at, message, hint="correct the link, or add what it leads to")
        elif _number(needed) not in there:
            message = f"'{_page(name)}' leads to '{target.address[:80]}', and that page has no such part"
            yield finding("H102", at, message, hint="correct the fragment, or give the part its id")


def _sheet_targets(content: bytes) -> tuple[Target, ...]:
    text = re.sub(r"/\*.*?\*/", "", content.decode("utf-8", "replace"), flags=re.DOTALL)
    found = (next((part for part in match.groups() if part), "") for match in _CSS_URL.finditer(text))
    return tuple(Target(address, fetched=True) for address in found if address and not address.startswith("data:"))


def _judge(name: str, page: Facts, at: Span) -> Iterator[Diagnostic]:
    """H103 and H104."""
    for id, count in page.ids.items():
        if count > 1:
            message = f"page '{_page(name)}' has the id '{id}' {count} times"
            yield finding("H103", at, message, hint="give each its own id, or links lead to the first only")
    for thing in dict.fromkeys(page.forbidden):
        message = f"page '{_page(name)}' has {thing}"
        yield finding("H104", at, message, hint="take it out of the template; scripts and styles are files of the site")


def _gathered(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What most pages share comes from a template, and is said once: at the first page, with the number of the others.

    Findings are the same if they differ by nothing but the page and the dots in front of the address.
    """
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in found:
        said = re.sub(r"^(?:page )?'[^']*' ", "", one.message)
        groups.setdefault((one.code, re.sub(r"'(?:\.\./)+", "'", said)), []).append(one)
    return tuple(kept for same in groups.values() for kept in (same if len(same) < MANY else (_shared(same),)))


def _shared(same: list[Diagnostic]) -> Diagnostic:
    hint = f"{same[0].hint}; {len(same) - 1} more pages have it, so look in templates/"
    return msgspec.structs.replace(same[0], hint=hint)


def _leaves(base_url: str, address: str) -> bool:
    """Whether an address is somewhere else on the web. An absolute one of this site is not, nor is one that cannot be
    read: it leads nowhere.
    """
    if address.startswith("//"):
        return True
    scheme = scheme_of(address)
    return bool(scheme) and not (scheme in {"http", "https"} and _inside(base_url, address) is not None)


def _inside(base_url: str, address: str) -> str | None:
    """The path within the site of an absolute address, "/" of one that cannot be read; None if it is not the site's."""
    here, there = split(base_url), split(address)
    if here is None or there is None:
        return "/"
    base = _base_path(base_url)
    same = (here.scheme, here.netloc) == (there.scheme, there.netloc)
    return there.path[len(base) :] if same and f"{there.path}/".startswith(base) else None


def _base_path(base_url: str) -> str:
    address = split(base_url)
    return f"{address.path.rstrip('/')}/" if address else "/"


def _file(base_url: str, folder: str, address: str) -> str:
    """The file an address of the site leads to, whether it is there or not; "" if it can be none."""
    path = address.partition("?")[0]
    base = _base_path(base_url)
    if scheme_of(path):
        path = _inside(base_url, path) or ""
    elif path.startswith("/"):
        if not f"{path}/".startswith(base):
            return ""
        path = path[len(base) :]
    else:
        path = f"{folder}/{path}" if folder else path
    path = unquote(path)
    flat = posixpath.normpath(path).removeprefix("./") if path else "."
    if flat.startswith(".."):
        return ""
    return "index.html" if flat == "." else f"{flat}/index.html" if path.endswith(("/", "/.", "/..")) else flat


def _shared_urls(site: Site) -> Iterator[Diagnostic]:
    """H106: names that are one on a file system or server that ignores case, composition or a final slash."""
    owners: dict[str, str] = {}
    for name in sorted(site.names):
        url = posixpath.dirname(name) if posixpath.basename(name) == "index.html" else name
        key = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", url).casefold())
        owner = owners.setdefault(key, name)
        if owner != name:
            message = f"'{owner}' and '{name}' have one address where case does not count"
            yield finding("H106", _place(site.pages, name), message, hint="give one of them another id")


def _page(name: str) -> str:
    return name.removesuffix("index.html") or "index.html"


def _place(pages: Mapping[str, str], name: str) -> Span:
    """The content file a page comes from, if known, else the produced file."""
    return Span(pages.get(_page(name), pages.get(name, name)))
