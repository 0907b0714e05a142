"""The pipeline: read, check, plan, render, check what came out, write. Its order is the architecture's picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from . import __version__, plan
from .checks import Context, run
from .checks.produced import Site, produced_pages
from .checks.severities import weighed
from .checks.where import finder
from .checks.withheld import withheld_text
from .codes import finding
from .diagnostics import Diagnostic, Severity, Span, has_errors, in_order, stops
from .direction import direction
from .indexed import records
from .load import load
from .model import Library
from .relate.blocks import KINDS, all_blocks
from .relate.reports import separate_reports
from .relate.ties import ties_of
from .render import Renderer, asset_files, asset_paths, themed
from .schema import Kind
from .search import Record, SearchError, bundle, phrase_table
from .views import AnyPage, Link, SearchView, SiteView, TextView
from .write import WriteError, write_site

Progress = Callable[[str, int, int], None]
"""Called with the stage (reading, checking, rendering, search, proving, writing), what is done, and the total."""

BUNDLE = "search/pagefind/"
FONTS = ("newsreader-text.woff2", "newsreader-display.woff2", "libre-franklin.woff2")


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """Where things lie. `templates` are the project's own and may be absent; `cache` is the tool's own folder."""

    content: Path
    builtin: Path
    out: Path
    cache: Path
    templates: Path | None = None


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """How to build. `today` serves warnings only, such as overdue commitments; no page depends on it."""

    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    search: bool = True
    today: dt.date | None = None
    pagefind: Path | None = None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What was built and proved: ties are quotations and relied-on words found word for word, in so many passages."""

    pages: int = 0
    sources: int = 0
    meetings: int = 0
    ties: int = 0
    passages: int = 0
    cites: int = 0
    links: int = 0


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """The files by name ("meetings/x/index.html"), empty if there was an error; `pages`: page path to content file."""

    files: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    counts: Counts
    pages: dict[str, str]


def silent(_stage: str, _done: int, _total: int) -> None:
    """No progress."""


def check(project: Project, wishes: Wishes, progress: Progress = silent) -> Made:
    """Reads and checks the content; makes nothing."""
    _, _, found, counts = _checked(project, wishes, progress)
    return Made(files={}, diagnostics=in_order(found), counts=counts, pages={})


def build(project: Project, wishes: Wishes, progress: Progress = silent) -> Made:
    """Makes the site and puts it in place. With any error (`strict`: any warning) the old site stays as it was."""
    made = make(project, wishes, progress)
    if not made.files or stops(made.diagnostics, strict=wishes.strict):
        return msgspec.structs.replace(made, files={})
    progress("writing", 0, len(made.files))
    try:
        write_site(made.files, project.out, project.cache)
    except WriteError as failure:
        found = finding("C130", Span(str(project.out)), str(failure), failure.hint)
        return msgspec.structs.replace(made, files={}, diagnostics=in_order((*made.diagnostics, found)))
    progress("writing", len(made.files), len(made.files))
    return made


def make(project: Project, wishes: Wishes, progress: Progress = silent) -> Made:
    """The whole site in memory."""
    library, context, found, counts = _checked(project, wishes, progress)
    if library is None or context is None or has_errors(found):
        return Made(files={}, diagnostics=in_order(found), counts=counts, pages={})
    searchable = wishes.search and library.site.search != "off"
    desk = plan.Desk(library, drafts=wishes.drafts)
    pages = tuple(plan.pages(desk, search=searchable))
    renderer = Renderer(project.templates, project.builtin)
    assets = asset_files(project.templates, project.builtin)
    assets["site.css"] = themed(assets["site.css"], library.site.theme)
    site = site_view(library, asset_paths(assets), searchable=searchable)
    found += renderer.check()
    files, faults = _rendered(renderer, pages, site, progress)
    found += faults
    if has_errors(found):  # pages are missing: what led to them would be told as broken links
        return Made(files={}, diagnostics=in_order(found), counts=counts, pages={})
    files |= {asset_paths(assets)[name]: content for name, content in assets.items()}
    indexed = tuple(records(desk, pages))
    if searchable:
        bundled, notes = _searched(indexed, project, wishes, library, progress)
        files |= bundled
        if bundled:
            answers = [one for view in pages if isinstance(view, SearchView) for one in view.phrases]
            files[f"{BUNDLE}phrases.json"] = phrase_table(answers)
        found += notes
    progress("proving", 0, len(files))
    origin = _content_files(pages, project.content)
    shown = msgspec.structs.replace(context, library=desk.library)
    produced = produced_pages(Site(files=files, base_url=library.site.base_url, pages=origin))
    found += weighed((*produced, *withheld_text(shown, files)), library.site)
    links = sum(content.count(b" href=") for name, content in files.items() if name.endswith(".html"))
    counts = msgspec.structs.replace(counts, pages=len(pages), links=links)
    done = {} if has_errors(found) else dict(sorted(files.items()))
    return Made(files=done, diagnostics=in_order(found), counts=counts, pages=origin)


def site_view(library: Library, assets: Mapping[str, str], *, searchable: bool) -> SiteView:
    """What all pages share."""
    site = library.site
    return SiteView(
        title=site.title,
        masthead=plan.masthead(library),
        base_url=site.base_url,
        language=site.language,
        direction=direction(site.language),
        publisher=site.publisher,
        editors=plan.words.listing(site.editors),
        license=site.license,
        robots=site.robots,
        menu=plan.menu(),
        about=plan.about(library),
        css=assets["site.css"],
        fonts=tuple(assets[f"fonts/{name}"] for name in FONTS if f"fonts/{name}" in assets),
        icon=assets["mark.svg"],
        script=assets["site.js"],
        search_script=assets["search.js"],
        assets=tuple(Link(text=name, path=path) for name, path in assets.items()),
        search=plan.urls.SEARCH if searchable else "",
        generator=f"Briefbook {__version__}",
    )


def _rendered(
    renderer: Renderer, pages: tuple[AnyPage, ...], site: SiteView, progress: Progress
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The pages as files, and what is wrong with the templates."""
    html, faults = renderer.render_all(_counted(pages, progress), site)
    return {plan.urls.file_of(path): text.encode() for path, text in html.items()}, list(faults)


def _counted(pages: tuple[AnyPage, ...], progress: Progress) -> Iterable[AnyPage]:
    for number, page in enumerate(pages):
        progress("rendering", number, len(pages))
        yield page
    progress("rendering", len(pages), len(pages))


def _searched(
    indexed: tuple[Record, ...], project: Project, wishes: Wishes, library: Library, progress: Progress
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The search bundle; a failure is an error where search is required, otherwise a warning."""
    progress("search", 0, len(indexed))
    where = Span(str(project.content / "site.yaml"))
    try:
        made = bundle(indexed, binary=wishes.pagefind)
    except SearchError as failure:
        weight = Severity.ERROR if library.site.search == "required" else Severity.WARNING
        return {}, [Diagnostic(at=where, code="C131", message=failure.message, hint=failure.hint, severity=weight)]
    progress("search", len(indexed), len(indexed))
    notes = [finding("C132", where, note) for note in made.notes]
    return {f"{BUNDLE}{name}": content for name, content in made.files.items()}, notes


def _checked(
    project: Project, wishes: Wishes, progress: Progress
) -> tuple[Library | None, Context | None, list[Diagnostic], Counts]:
    """What was read, and everything that is wrong with it."""
    progress("reading", 0, 1)
    loaded = load(project.content)
    found = list(loaded.diagnostics)
    if loaded.library is None or (Kind.SITE, "site") in loaded.failed:
        return None, None, found, Counts()
    library = _at_address(loaded.library, wishes.base_url)
    progress("checking", 0, 1)
    context = Context(
        library=library,
        where=finder(loaded.documents, loaded.bodies),
        reports=separate_reports(library),
        today=wishes.today,
        failed=frozenset((kind.value, id) for kind, id in loaded.failed),
    )
    found += run(context)
    progress("checking", 1, 1)
    return library, context, found, _counts(library)


def _at_address(library: Library, base_url: str | None) -> Library:
    if base_url is None:
        return library
    address = base_url if base_url.endswith("/") else f"{base_url}/"
    return msgspec.structs.replace(library, site=msgspec.structs.replace(library.site, base_url=address))


def _counts(library: Library) -> Counts:
    blocks = list(all_blocks(library))
    held = [tie for block in blocks for tie in ties_of(block, library) if tie.holds]
    return Counts(
        sources=len(library.sources),
        meetings=len(library.meetings),
        ties=len(held),
        passages=len({place.cite.passage for tie in held for place in tie.places}),
        cites=sum(len(block.cites) for block in blocks),
    )


def _content_files(pages: Iterable[AnyPage], content: Path) -> dict[str, str]:
    """The content file of every page that has one, by the page's path."""
    found = {}
    for page in pages:
        kind, _, id = page.path.rstrip("/").rpartition("/")
        if kind in KINDS and page.section != "":
            name = f"{kind}/{id}.{'md' if kind == 'sources' else 'yaml'}" if kind != "countries" else "countries.yaml"
            found[page.path] = (content / name).as_posix()
        elif isinstance(page, TextView):
            found[page.path] = (content / "pages" / f"{id}.md").as_posix()
    return found
