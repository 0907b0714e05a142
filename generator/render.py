"""Turns views into HTML through Jinja, and names the assets. Decides how templates are found and what they may use.

A project's templates come first, the built-in ones second; `default/` in front of a name always means the built-in
one, so that a project can extend what it replaces. Templates see `page` and `site`, escape everything and fail on
whatever is not there. Nothing a user wrote is ever compiled as a template. What is wrong with a template is a
Diagnostic; nothing here knows what a page says or where it lies.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import get_args
from urllib.parse import quote

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup, escape

from .brevity import brief
from .closures import Template, Templates
from .compiled import Compiled
from .diagnostics import Diagnostic, Note, Span
from .exports import CITATIONS, tags
from .faults import Found, diagnosed, faults, source_of, syntax_span
from .jinja import Environment, ReadOnce, ShortEnvironment
from .shelf import Shelf
from .views import AnyPage, CslItem, PageBase, SiteView

HASHED = frozenset({".css", ".js"})
"""Assets that change with the theme: their names carry their content, so that a browser may keep them for ever."""

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PLAIN = re.compile(r"[a-zA-Z0-9_.-][a-zA-Z0-9_./-]*(?:#[a-zA-Z0-9_./-]*)?")
"""A path below the root of which nothing is to be quoted."""
_WEB = re.compile(r"https?://", re.IGNORECASE)
_PLANES = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_NOT_HTML = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef{_PLANES}]")
"""Characters that no page may hold (HTML, 13.2.3.5); a captured text may. Readers see that something stands there."""
_RARE_BYTES = bytes({*range(0x20), 0x7F, *range(0xF0, 0xF5)} - set(b"\t\n\f\r"))
_RARE = (re.compile(rb"\xc2[\x80-\x9f]"), re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])"))
"""Bytes and pairs without which UTF-8 holds none of these characters: those above U+FFFF begin with F0 to F4."""
_HYPHENED = re.compile(r"(?<![^\s(“‘])(?=[\w–-]{3,18}(?![\w–-]))[^\W_]+(?:[–-][^\W_]+)+(?![^\s),.;:’”?!])")
"""A word with a hyphen or a dash, short enough for the narrowest column."""
_RESERVED = "!$&'()*+,;=@~%"

ADDRESSES = 1 << 13
"""Addresses that are kept: those of the frame, and of what neighbouring pages lead to."""

NAMES = 1 << 12
"""Names that are kept as they are shown."""


class RenderError(Exception):
    """A page could not be rendered; the diagnostic says which template and line."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Renderer:
    """The templates of one build. Each is read once, so that all pages of a build come from the same ones. `compiled`:
    what earlier builds compiled, if that is kept.

    A page is rendered by the short way, and where that fails by the long one, which says what is wrong if anything is.
    A kind of page that can be made only by the long way is made so from then on.
    """

    def __init__(self, project: Path | None, builtin: Path, compiled: Compiled | None = None) -> None:
        self._folders = tuple(folder for folder in (project, builtin) if folder is not None)
        self._addresses = _Addresses()
        loader = _loader(project, builtin)
        self._environment = _environment(ShortEnvironment, loader, self._addresses, compiled)
        self._longer = _environment(Environment, loader, self._addresses, compiled)
        self._long: set[str] = set()
        self._found: Found | None = None

    def render(self, page: PageBase, site: SiteView) -> str:
        """The page's HTML. Raises RenderError, whatever goes wrong in the template. One page at a time: the addresses
        in a page depend on where it lies.
        """
        self._addresses.at(page, site)
        name = template_of(page)
        if name not in self._long:
            with suppress(Exception):  # told by the long way, if it is one there
                return fit(self._environment.get_template(name).render(page=page, site=site))
        try:
            html = self._longer.get_template(name).render(page=page, site=site)
        except Exception as error:
            raise RenderError(self._diagnostic(error, page.path)) from error
        self._long.add(name)
        return fit(html)

    def check(self, shelf: Shelf | None = None) -> tuple[Diagnostic, ...]:
        """What is wrong with the templates of all kinds of page and with all they refer to, without rendering one."""
        return self._looked(shelf).findings

    def templates(self, shelf: Shelf | None = None) -> Templates:
        """All templates that pages depend on, by the names that they are called by; where such a name is computed, all
        there are.
        """
        found = self._looked(shelf).templates
        refers = {name: tuple(dict.fromkeys(other for other, _ in one.refers)) for name, one in found.items()}
        sources = {name: one.source for name, one in found.items()}
        if any(None in names for names in refers.values()):
            others = sorted({*self._environment.list_templates()} - sources.keys())
            sources |= {name: source_of(self._environment, name) for name in others}
        return {
            name: Template(source.path, source.digest, self._is_own(source.path), refers.get(name, ()))
            for name, source in sources.items()
        }

    def _looked(self, shelf: Shelf | None) -> Found:
        if self._found is None:
            names = (f"{tag}.html" for tag in page_tags())
            self._found = faults(self._environment, names, self._folders[-1], shelf)
        return self._found

    def _is_own(self, path: str) -> bool:
        """Whether a file is the project's; only that of a name that stands for none is not in any folder."""
        return path != "" and not Path(path).is_relative_to(self._folders[-1])

    def load(self) -> None:
        """Makes all templates that were checked ready to render, for processes that are forked from this one."""
        for name in self._found.templates if self._found else ():
            with suppress(Exception):  # told by each page that needs it
                self._environment.get_template(name)

    def _diagnostic(self, error: Exception, page: str) -> Diagnostic:
        at = syntax_span(error) or self._frame(error) or Span(str(self._folders[-1]))
        note = Note(at=Span(page or "./"), message="while this page was rendered")
        return diagnosed(error, at, (note,))

    def _frame(self, error: Exception) -> Span | None:
        """The innermost line of a template on the way to the error."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            path = Path(frame.filename)
            if path.suffix == ".html" and any(path.is_relative_to(folder) for folder in self._folders):
                return Span(frame.filename, frame.lineno or 1)
        return None


def fit(html: str) -> str:
    """The text without characters that no page may hold. Looked for in the bytes, where that is a hundred times faster
    than a class of characters is for `re`; nearly every page has none.
    """
    content = html.encode()
    if len(content) == len(content.translate(None, _RARE_BYTES)) and not any(one.search(content) for one in _RARE):
        return html
    return _NOT_HTML.sub("\ufffd", html)


def template_of(page: PageBase) -> str:
    """The name of the template that shows this page."""
    return f"{_tag(type(page))}.html"


def page_tags() -> tuple[str, ...]:
    """Every kind of page, as its template is named."""
    return tuple(_tag(kind) for kind in get_args(AnyPage))


def _tag(kind: type[PageBase]) -> str:
    return str(kind.__struct_config__.tag)


# --- the environment -------------------------------------------------------------------------------------------------


def _loader(project: Path | None, builtin: Path) -> jinja2.BaseLoader:
    ours = ReadOnce(builtin)
    loaders: list[jinja2.BaseLoader] = [jinja2.PrefixLoader({"default": ours})]
    loaders += [ReadOnce(project)] if project is not None else []
    return jinja2.ChoiceLoader([*loaders, ours])


def _environment(
    kind: type[Environment], loader: jinja2.BaseLoader, addresses: _Addresses, compiled: Compiled | None
) -> Environment:
    environment = kind(
        loader=loader,
        autoescape=True,
        optimized=False,  # looking for constants takes longer than they do
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    environment.globals.clear()
    environment.filters["url"] = addresses.url
    environment.filters["absolute"] = addresses.absolute
    environment.filters["asset"] = addresses.asset
    environment.filters["citation"] = _citation
    environment.filters["tags"] = tags
    environment.filters["hyphened"] = _hyphened
    return environment


class _Addresses:
    """The filters for addresses, which depend on the page they stand in.

    They know that page themselves, and not from the context of the template: so macros need no context, and Jinja runs
    the file that holds them once a build and not once a page (measured: a fifth of rendering). `pass_context` is only
    what keeps Jinja from working out the address of a constant while it compiles.
    """

    def __init__(self) -> None:
        self._root = ""
        self._base = ""
        self._assets: dict[str, str] = {}
        self._site: SiteView | None = None

    def at(self, page: PageBase, site: SiteView) -> None:
        """From now on addresses are those in this page."""
        self._root = page.root
        if site is not self._site:
            self._site, self._assets = site, {link.text: link.path for link in site.assets}
            self._base = site.base_url.rstrip("/") + "/" if _WEB.match(site.base_url) else ""

    @jinja2.pass_context
    def url(self, _context: Context, path: str) -> str:
        """An address for `href`: from here to a page or file of the site, to a place on this page, or on the web."""
        return _address(self._root, path)

    @jinja2.pass_context
    def absolute(self, _context: Context, path: str) -> str:
        """The address of a page or file of the site on the web; like `url` where the site has no base URL."""
        return _relative(self._base or self._root, path)

    @jinja2.pass_context
    def asset(self, _context: Context, name: str) -> str:
        """An address for a file below assets/, by its name there."""
        if name not in self._assets:
            raise jinja2.UndefinedError(f"there is no 'assets/{name}'")
        return _address(self._root, self._assets[name])


@lru_cache(maxsize=ADDRESSES)
def _address(root: str, path: str) -> str:
    if _PLAIN.fullmatch(path):
        return f"{root}{path}"
    if path.startswith("#"):
        return "#" + quote(path[1:], safe=f"{_RESERVED}/:?")
    if _WEB.match(path):
        return quote(path, safe=f"{_RESERVED}/:?#[]")
    return _relative(root, path)


def _citation(item: CslItem, form: str) -> str:
    """The item as text in one of the formats of a citation: `plain`, `bibtex`, `ris` or `csl`."""
    if form not in CITATIONS:
        raise jinja2.UndefinedError(f"there is no format '{form}' of a citation")
    return CITATIONS[form](item)


@lru_cache(maxsize=NAMES, typed=True)
def _hyphened(text: str) -> Markup:
    """A name whose hyphened parts stay on one line, "Cho Tae-yul", as do two that a dash joins; not the longest."""
    safe = escape(text)
    if "-" not in safe and "–" not in safe:
        return safe
    return Markup(_HYPHENED.sub(lambda part: f'<bdi class="nb">{part[0]}</bdi>', str(safe)))  # noqa: S704 -- escaped


def _relative(root: str, path: str) -> str:
    """`root` and `path`; a colon or a leading slash in the path can lead to no other site and name no other scheme."""
    place, hash_sign, fragment = path.lstrip("/").partition("#")
    safe = quote(place, safe=f"{_RESERVED}/?" + ("" if _SCHEME.match(place) else ":"))
    return (root + safe or "./") + hash_sign + quote(fragment, safe=f"{_RESERVED}/:?")


# --- assets ----------------------------------------------------------------------------------------------------------


def asset_files(project: Path | None, builtin: Path) -> dict[str, bytes]:
    """Files under assets/ of both template folders by their name there; the project's replace those of one name."""
    files = {name: brief(name, content) for name, content in _files_in(builtin / "assets")}
    if project is not None:
        files |= dict(_files_in(project / "assets"))
    return dict(sorted(files.items()))


def themed(sheet: bytes, tokens: Iterable[tuple[str, str]]) -> bytes:
    """The style sheet with the site's own values of design tokens, on screen only: paper keeps its colours.

    They stand outside the layers, and so win over the sheet's values in light and dark alike; `light-dark(…)` tells the
    two apart. Names and values were checked when site.yaml was read.
    """
    values = "".join(f"--{name.removeprefix('--')}:{value};" for name, value in tokens)
    return sheet + f"\n@media screen{{:root:root{{{values}}}}}\n".encode() if values else sheet


def asset_paths(files: Mapping[str, bytes]) -> dict[str, str]:
    """Where each asset lies in the site: assets/site-1a2b3c4d.css for site.css; fonts and pictures keep their names."""
    return {name: f"assets/{_hashed(name, content)}" for name, content in files.items()}


def _files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path.read_bytes()


def _hashed(name: str, content: bytes) -> str:
    path = Path(name)
    if path.suffix not in HASHED:
        return name
    return path.with_name(f"{path.stem}-{hashlib.sha256(content).hexdigest()[:8]}{path.suffix}").as_posix()
