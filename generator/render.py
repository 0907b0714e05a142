"""Turns views into HTML through Jinja, and names the assets. Decides how templates are found and what they may use.

A project's templates come first, the built-in ones second; `default/` in front of a name always means the built-in
one, so that a project can extend what it replaces. Templates see `page` and `site`, escape everything and fail on
whatever is not there. Nothing a user wrote is ever compiled as a template. What is wrong with a template is a
Diagnostic; nothing here knows what a page says or where it lies.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args
from urllib.parse import quote

import jinja2
from jinja2 import meta, nodes
from jinja2.runtime import Context
from markupsafe import Markup, escape

from .brevity import brief
from .diagnostics import Diagnostic, Note, Span
from .exports import CITATIONS, tags
from .jinja import Environment
from .views import AnyPage, CslItem, PageBase, SiteView

HASHED = frozenset({".css", ".js"})
"""Assets that change with the theme: their names carry their content, so that a browser may keep them for ever."""

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
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


class RenderError(Exception):
    """A page could not be rendered; the diagnostic says which template and line."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Renderer:
    """The templates of one build. Each is read once, so that all pages of a build come from the same ones."""

    def __init__(self, project: Path | None, builtin: Path) -> None:
        self._folders = tuple(folder for folder in (project, builtin) if folder is not None)
        self._addresses = _Addresses()
        self._environment = _environment(project, builtin, self._addresses)

    def render(self, page: PageBase, site: SiteView) -> str:
        """The page's HTML. Raises RenderError, whatever goes wrong in the template. One page at a time: the addresses
        in a page depend on where it lies.
        """
        self._addresses.at(page, site)
        try:
            html = self._environment.get_template(template_of(page)).render(page=page, site=site)
        except Exception as error:
            raise RenderError(self._diagnostic(error, page.path)) from error
        return fit(html)

    def check(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the templates of all kinds of page and with all they refer to, without rendering one."""
        seen: set[str] = set()
        found: list[Diagnostic] = []
        waiting = [(name, Span(str(self._folders[-1] / name))) for name in (f"{tag}.html" for tag in page_tags())]
        while waiting:
            name, asked_at = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            try:
                source, path = self._source(name)
                tree = self._environment.parse(source, name, path)
            except (jinja2.TemplateError, UnicodeDecodeError) as error:
                found.append(_diagnosed(error, _syntax_span(error) or asked_at))
                continue
            found += self._idle_blocks(tree, path)
            for reference, line in _references(tree):
                at = Span(path, line)
                if reference is None:
                    found.append(Diagnostic(at=at, code="T104", message="the name of a template is computed"))
                else:
                    waiting.append((reference, at))
        return tuple(found)

    def _idle_blocks(self, tree: nodes.Template, path: str) -> Iterator[Diagnostic]:
        """Blocks of a template that none of those it extends has: Jinja would leave them out without a word."""
        parent = next(_extended(tree), None)
        known = self._blocks(parent, frozenset()) if parent else None
        if known is None:
            return
        for block in _own_blocks(tree):
            if block.name not in known:
                near = difflib.get_close_matches(block.name, sorted(known), n=1)
                hint = f"did you mean '{near[0]}'?" if near else f"'{parent}' has {', '.join(sorted(known))}"
                message = f"block '{block.name}' is in no template that this one extends"
                yield Diagnostic(at=Span(path, block.lineno), code="T107", message=message, hint=hint)

    def _blocks(self, name: str, seen: frozenset[str]) -> frozenset[str] | None:
        """The blocks a template has, its own and those of what it extends; None if one of them cannot be read."""
        if name in seen:
            return None
        try:
            tree = self._environment.parse(self._source(name)[0], name)
        except (jinja2.TemplateError, UnicodeDecodeError):
            return None
        own = frozenset(block.name for block in tree.find_all(nodes.Block))
        parent = next(_extended(tree), None)
        if parent is None:
            return own
        above = self._blocks(parent, seen | {name})
        return None if above is None else own | above

    def _source(self, name: str) -> tuple[str, str]:
        loader = self._environment.loader
        if loader is None:  # pragma: no cover - the environment is made with one
            raise jinja2.TemplateNotFound(name)
        source, path, _ = loader.get_source(self._environment, name)
        return source, path or name

    def _diagnostic(self, error: Exception, page: str) -> Diagnostic:
        at = _syntax_span(error) or self._frame(error) or Span(str(self._folders[-1]))
        note = Note(at=Span(page or "./"), message="while this page was rendered")
        return _diagnosed(error, at, (note,))

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


def _environment(project: Path | None, builtin: Path, addresses: _Addresses) -> jinja2.Environment:
    ours = jinja2.FileSystemLoader(builtin)
    loaders: list[jinja2.BaseLoader] = [jinja2.PrefixLoader({"default": ours})]
    loaders += [jinja2.FileSystemLoader(project)] if project is not None else []
    environment = Environment(
        loader=jinja2.ChoiceLoader([*loaders, ours]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
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
        self._known: dict[str, str] = {}

    def at(self, page: PageBase, site: SiteView) -> None:
        """From now on addresses are those in this page."""
        if page.root != self._root:
            self._root, self._known = page.root, {}
        if site is not self._site:
            self._site, self._assets = site, {link.text: link.path for link in site.assets}
            self._base = site.base_url.rstrip("/") + "/" if _WEB.match(site.base_url) else ""

    @jinja2.pass_context
    def url(self, _context: Context, path: str) -> str:
        """An address for `href`: from here to a page or file of the site, to a place on this page, or on the web."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = _address(self._root, path)
        return found

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


def _address(root: str, path: str) -> str:
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


def _hyphened(text: str) -> Markup:
    """A name whose hyphened parts stay on one line, "Cho Tae-yul", as do two that a dash joins; not the longest."""
    return Markup(_HYPHENED.sub(lambda part: f'<bdi class="nb">{part[0]}</bdi>', str(escape(text))))  # noqa: S704 -- escaped


def _relative(root: str, path: str) -> str:
    """`root` and `path`; a colon or a leading slash in the path can lead to no other site and name no other scheme."""
    place, hash_sign, fragment = path.lstrip("/").partition("#")
    safe = quote(place, safe=f"{_RESERVED}/?" + ("" if _SCHEME.match(place) else ":"))
    return (root + safe or "./") + hash_sign + quote(fragment, safe=f"{_RESERVED}/:?")


# --- what is wrong with a template -----------------------------------------------------------------------------------


def _references(tree: nodes.Template) -> Iterator[tuple[str | None, int]]:
    """Names of the templates this one refers to, with the line; None for a name that is computed."""
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        for name in meta.find_referenced_templates(nodes.Template([node], lineno=node.lineno)):
            yield name, node.lineno


def _extended(tree: nodes.Template) -> Iterator[str]:
    """The template this one extends, where its name is plain text."""
    for node in tree.find_all(nodes.Extends):
        if isinstance(node.template, nodes.Const):
            yield str(node.template.value)


def _own_blocks(tree: nodes.Template) -> Iterator[nodes.Block]:
    """The blocks at the top of a template: one inside another is placed by that other."""
    return (node for node in tree.body if isinstance(node, nodes.Block))


def _syntax_span(error: Exception) -> Span | None:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Span(error.filename or error.name or "", error.lineno)
    return None


def _diagnosed(error: Exception, at: Span, notes: tuple[Note, ...] = ()) -> Diagnostic:
    code, message = _what(error)
    return Diagnostic(at=at, code=code, message=message, notes=notes)


def _what(error: Exception) -> tuple[str, str]:
    match error:
        case jinja2.TemplateSyntaxError():
            return "T101", _line(error.message or "syntax error")
        case jinja2.UndefinedError():
            return "T102", _line(error.message or "undefined")
        case jinja2.TemplateNotFound():
            return "T103", f"there is no template '{error.name}'"
        case UnicodeDecodeError():
            return "T106", f"a template is not UTF-8: {error.reason} at byte {error.start}"
        case _:
            return "T105", _line(f"{type(error).__name__}: {error}")


def _line(message: str) -> str:
    """As messages are written: one line, lower case at the start, no full stop."""
    text = " ".join(message.split()).rstrip(".")
    return text[:1].lower() + text[1:]


def together(faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """One diagnostic for each fault of a template, however many pages it spoils."""
    same: dict[tuple[Span, str, str], list[Diagnostic]] = {}
    for one in faults:
        same.setdefault((one.at, one.code, one.message), []).append(one)
    return (_first(one) for one in same.values())


def _first(same: list[Diagnostic]) -> Diagnostic:
    first = same[0]
    if len(same) == 1:
        return first
    note = Note(at=first.notes[0].at, message=f"while this page was rendered, and {len(same) - 1} more")
    return Diagnostic(at=first.at, code=first.code, message=first.message, notes=(note,))


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
