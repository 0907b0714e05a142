"""The pipeline: read, check, plan, render, check what came out, write. Its order is the architecture's picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

import msgspec

from . import __version__, plan
from .bundled import Bundled, gone
from .bundled import Made as MadeBundle
from .checks import Context, run
from .checks.produced import Site, produced_pages
from .checks.severities import weighed
from .checks.where import finder
from .checks.withheld import told
from .codes import finding
from .compiled import open_compiled
from .diagnostics import Diagnostic, Severity, Span, has_errors, in_order, stops
from .direction import direction
from .drawn import NO_WORDS, Drawn
from .earlier import Earlier
from .faults import together
from .findings import Findings, by_name
from .guard import Guard
from .job import Counts, Ground, Made, Progress, Project, Remade, Time, Wishes, silent
from .load import Loaded, load
from .model import Library, Status
from .press import Kept, Press, Printed, Sheet, looked_again, sheets_of
from .recall import LastBuild, Standing, last_build, remember, snapshot, stamp
from .relate.blocks import entries
from .relate.reports import separate_reports
from .relate.tally import known_tally
from .render import Renderer, asset_files, asset_paths, themed
from .schema import Kind
from .search import SearchError, TooManyPagesError, check_number, phrase_table
from .shelf import SHELF, Shelf, open_shelf
from .signs import Sign
from .traces import Facts, Fields, Words, encode, facts, named, sum_of, telling
from .views import Link, SiteView
from .workers import WorkerLostError, are_shared, each
from .write import Stage, WriteError, finish, staging

__all__ = ["Counts", "Made", "Progress", "Project", "Wishes", "build", "check", "foreseen", "make"]

FONTS = ("newsreader-text.woff2", "newsreader-display.woff2", "libre-franklin.woff2")


class Task(msgspec.Struct, frozen=True):
    """What is to be built, and how. `stamp`: of the tool, if anything is to be kept; `shelf` and `before`, if the
    last build may spare this one work.
    """

    project: Project
    wishes: Wishes
    progress: Progress
    stamp: bytes = b""
    shelf: Shelf | None = None
    before: LastBuild | None = None


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """Content that was read and checked. `context` is None if there is none to build from. `drawn` and `findings`: what
    was drawn from its entries and found of them, if it is to be kept.
    """

    loaded: Loaded
    context: Context | None
    found: list[Diagnostic]
    counts: Counts
    drawn: Drawn | None = None
    findings: Findings | None = None


def check(project: Project, wishes: Wishes, progress: Progress = silent, shelf: Shelf | None = None) -> Made:
    """Reads and checks the content; makes nothing. With a shelf, what was checked earlier is spared, and kept there,
    unless that is only asked.
    """
    checked = checked_content(project, wishes, progress, shelf)
    if checked.drawn and shelf and not shelf.is_asked:
        checked.drawn.keep()
    return _nothing(checked.found, checked.counts)


def build(project: Project, wishes: Wishes, progress: Progress = silent) -> Made:
    """Makes the site and puts it in place. With any error (`strict`: any warning) the old site stays as it was."""
    finish(project.out, project.cache)
    tool = stamp()
    with open_shelf(project.cache / SHELF, tool) as shelf:
        made = _built(Task(project, wishes, progress, tool, shelf, last_build(project)))
    if not shelf.notice:
        return made
    told = finding("C135", Span(shelf.path.as_posix()), shelf.notice, "see briefbook explain C135 if it comes again")
    return msgspec.structs.replace(made, diagnostics=in_order((*made.diagnostics, told)))


def _built(task: Task) -> Made:
    project, wishes, progress = task.project, task.wishes, task.progress
    taken = snapshot(project, wishes, task.before)
    checked = checked_content(project, wishes, progress, task.shelf)
    if checked.context is None or has_errors(checked.found):
        return _nothing(checked.found, checked.counts)
    made = _nothing(checked.found, checked.counts)
    try:
        with staging(project.out, project.cache) as stage:
            output = _made(task, checked, checked.context, stage)
            made = output.made
            if output.kept and not stops(made.diagnostics, strict=wishes.strict):
                progress("writing", 0, len(output.kept))
                written = stage.place({name: str(digest) for name, digest in output.kept.items()})
                made = msgspec.structs.replace(made, files=written)
                remember(project, taken, made, output.signs)  # before another build may change what stands there
                if output.keep:
                    output.keep()
                progress("writing", len(output.kept), len(output.kept))
    except WriteError as failure:
        wrong = finding("C130", Span(str(project.out)), str(failure), failure.hint)
        return _nothing([*made.diagnostics, wrong], made.counts)
    except WorkerLostError:
        lost = finding("C133", Span(str(project.out)), "a process of the build was ended")
        return _nothing([*checked.found, lost], made.counts)
    if checked.drawn:
        checked.drawn.keep()
    return made


def make(project: Project, wishes: Wishes, progress: Progress = silent) -> Made:
    """The whole site in memory, made from nothing."""
    checked = checked_content(project, wishes, progress)
    if checked.context is None or has_errors(checked.found):
        return _nothing(checked.found, checked.counts)
    memory = Memory()
    anew = msgspec.structs.replace(project, user_cache=None)
    output = _made(Task(anew, wishes, progress), checked, checked.context, memory)
    return msgspec.structs.replace(output.made, files={name: memory.get(name) for name in sorted(output.kept)})


class Last(msgspec.Struct, frozen=True):
    """What is known of the last build: what was looked through for withheld words, and which of its files stand."""

    guard: Guard
    stands: Callable[[str, str], bool]


class Output(msgspec.Struct, frozen=True):
    """What a build made, what the keeper calls its files, and how to keep it for the next build once it stands. `signs`
    were found on files of the old site.
    """

    made: Made
    kept: dict[str, Kept]
    keep: Callable[[], None] | None = None
    signs: Mapping[str, Sign] = MappingProxyType({})


class Memory:
    """A place for files that is a mapping."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def put(self, name: str, content: bytes) -> bytes:
        """Keeps a file, and gives back what is kept."""
        self._files[name] = content
        return content

    def get(self, name: str) -> bytes:
        """A file that was put there."""
        return self._files[name]


def _nothing(found: Iterable[Diagnostic], counts: Counts) -> Made:
    return Made(files={}, diagnostics=in_order(found), counts=counts, pages={})


def _made(task: Task, checked: Checked, context: Context, keeper: Stage | Memory) -> Output:
    """All files of the site, kept; none if anything is wrong with them."""
    project, wishes, progress = task.project, task.wishes, task.progress
    library = context.library
    found = [*checked.found]
    progress("relating", 0, 1)
    desk = plan.Desk(library, drafts=wishes.drafts)
    if too_large := _too_large(task, desk):
        return Output(_nothing([*found, *too_large], checked.counts), {})
    progress("templates", 0, 1)
    compiled = open_compiled(project.user_cache, task.stamp.hex(), project.content)
    renderer = Renderer(project.templates, project.builtin, compiled)
    found += renderer.check(task.shelf)
    assets, paths = assets_of(project, library)
    shown = msgspec.structs.replace(context, library=desk.known)
    progress("comparing", 0, 1)
    guard = Guard(desk.known, task.shelf)
    press = Press(
        desk=desk,
        renderer=renderer,
        site=site_view(library, paths, searchable=is_searchable(wishes, library)),
        withheld=guard.withheld,
        content=project.content,
        keep=keeper.put,
        searchable=is_searchable(wishes, library),
        clock=wishes.clock,
        names=named(desk.known) if task.shelf is not None else None,
    )
    there = Standing(project, task.before) if _is_kept(task, keeper) else None
    last = Last(guard, there.has if there else _nothing_stands)
    printed, remade, keep = _printed(task, checked, press, keeper, last)
    found += together(fault for one in printed for fault in one.faults)
    if has_errors(found):  # pages are missing: what led to them would be told as broken links
        return Output(_nothing(found, checked.counts), {})
    sheets = {sheet.name: sheet for sheet in sheets_of(printed)}
    extra = {paths[name]: content for name, content in assets.items()}
    sheets |= {name: press.file(name, content) for name, content in extra.items()}
    bundled = None
    before = Bundled(None if isinstance(keeper, Memory) else task.shelf, guard, press, last.stands, _stays(keeper))
    if press.searchable:
        bundled, notes = _searched(task, printed, library, before)
        sheets |= bundled.sheets if bundled else {}
        found += notes
    progress("proving", 0, len(sheets))
    origins = {sheet.page: sheet.origin for sheet in sheets.values() if sheet.origin}
    looks = {name: sheet.look for name, sheet in sheets.items()}
    site = Site(looks=looks, names=sheets.keys(), base_url=library.site.base_url, content_of=keeper.get, pages=origins)
    leaks = told(shown, {name: sheet.leaks for name, sheet in sheets.items() if sheet.leaks})
    found += weighed((*produced_pages(site), *leaks), library.site)
    counts = msgspec.structs.replace(
        checked.counts,
        pages=sum(len(one.sheets) for one in printed),
        links=sum(sheet.links for sheet in sheets.values()),
    )
    kept = {} if has_errors(found) else {name: sheet.kept for name, sheet in sheets.items()}
    times = tuple(Time(one.part, one.seconds, len(one.sheets)) for one in printed) if wishes.clock else ()
    made = Made(files={}, diagnostics=in_order(found), counts=counts, pages=origins, times=times, remade=remade)
    keeping = (lambda: keep(bundled, gone(before.names, bundled))) if keep else None
    return Output(made, kept, keeping, there.signs if there else {})


def assets_of(project: Project, library: Library) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files below assets/ by name, and where each lies in the site."""
    assets = asset_files(project.templates, project.builtin)
    assets["site.css"] = themed(assets["site.css"], library.site.theme)
    return assets, asset_paths(assets)


def is_searchable(wishes: Wishes, library: Library) -> bool:
    return wishes.search and library.site.search != "off"


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


def _printed(
    task: Task,
    checked: Checked,
    press: Press,
    keeper: Stage | Memory,
    last: Last,
) -> tuple[tuple[Printed, ...], Remade | None, Callable[[MadeBundle | None, frozenset[str]], None] | None]:
    """What came of each part of the plan: now, or in the last build; why now; and how to keep it for the next one."""
    parts = plan.parts(press.desk)
    if isinstance(keeper, Memory):
        alone = msgspec.structs.replace(task, wishes=msgspec.structs.replace(task.wishes, processes=1))
        return tuple(_anew(alone, press, parts)), None, None
    if task.shelf is None:
        return tuple(_anew(task, press, parts)), None, None
    templates = press.renderer.templates(task.shelf)
    earlier = Earlier(task.shelf, _of_all_parts(task, press.desk, press.site), templates)
    now = _facts(checked, press.desk)
    verdict = earlier.unchanged(now, last.stands, (part.name for part in parts))
    same = dict(verdict.same)
    suspects = last.guard.suspects(same)
    again = {name: looked_again(press, same.pop(name), keeper, files) for name, files in suspects.items()}
    for sheet in sheets_of((*same.values(), *again.values())):
        keeper.keep(sheet.name, str(sheet.kept))
    spare = same.keys() | again.keys()
    clean = last.guard.clean(name for name in verdict.remade.parts if name not in spare)

    def before(name: str, view: bytes) -> Sheet | None:
        sheet = verdict.before.get(name)
        is_same = sheet and sheet.view == view and clean(sheet) and last.stands(name, str(sheet.kept))
        return sheet if is_same else None

    sparing = msgspec.structs.replace(press, before=before)
    made = {one.part: one for one in _anew(task, sparing, tuple(part for part in parts if part.name not in spare))}
    every = {**same, **again, **made}

    def keep(bundled: MadeBundle | None, gone: frozenset[str]) -> None:
        anew = (*again.values(), *made.values())
        earlier.keep(now, anew, same)
        looked = bundled.looked if bundled else ()
        seal = last.guard.keep((*anew, *looked), (earlier.parts - every.keys()) | gone)
        if bundled:
            bundled.keep(seal)

    return tuple(every[part.name] for part in parts), verdict.remade, keep


def foreseen(project: Project, wishes: Wishes, shelf: Shelf, part: str) -> Remade | None:
    """Whether a build would make this part again, and why, found as a build does, without making anything. A part that
    would be there no more is among those gone. None where nothing would be made: the content has errors.
    """
    checked = checked_content(project, wishes, silent, shelf)
    if checked.context is None or has_errors(checked.found):
        return None
    desk = plan.Desk(checked.context.library, drafts=wishes.drafts)
    site = site_view(desk.known, assets_of(project, desk.known)[1], searchable=is_searchable(wishes, desk.known))
    templates = Renderer(project.templates, project.builtin).templates(shelf)
    earlier = Earlier(shelf, _of_all_parts(Task(project, wishes, silent), desk, site), templates)
    asked = tuple(one.name for one in plan.parts(desk) if one.name == part)
    now = _facts(checked, desk)
    return earlier.unchanged(now, Standing(project, last_build(project)).has, asked).remade


def _facts(checked: Checked, desk: plan.Desk) -> Facts:
    """What parts are made from."""
    return facts(desk.known, desk.relations(), _words(checked.drawn, desk), _fields(checked))


def _words(drawn: Drawn | None, desk: plan.Desk) -> dict[str, Words]:
    """What relations say of the words of each entry that has any, as far as it was drawn to be kept."""
    if drawn is None:
        return {}
    every = ((kind, entry, drawn.words(kind, entry)) for kind, entry in entries(desk.known))
    return {
        f"{kind}/{entry.id}": Words(written, partial(desk.said, kind, entry))
        for kind, entry, written in every
        if written != NO_WORDS
    }


def _fields(checked: Checked) -> dict[int, Fields]:
    """Digests of entries, as far as these were checked as they are planned from."""
    if checked.context is None or checked.findings is None:
        return {}
    return {id(entry): checked.findings.fields[name] for name, entry in by_name(checked.context.library)}


def _anew(task: Task, press: Press, parts: tuple[plan.Part, ...]) -> Iterator[Printed]:
    """Parts that are made now."""
    done = 0
    task.progress("rendering", done, len(parts))
    if are_shared(len(parts), task.wishes.processes):
        press.renderer.load()
    for printed in each(press.print, parts, task.wishes.processes):
        done += 1
        yield printed
        task.progress("rendering", done, len(parts))


def _of_all_parts(task: Task, desk: plan.Desk, site: SiteView) -> dict[str, bytes]:
    """Digests of everything that concerns all parts: settings that a built site depends on, the addresses of assets,
    and what was asked for.
    """
    settings = desk.known.site.published
    return {
        f"{Ground.CONTENT} ": sum_of(str(task.project.content).encode("utf-8", "surrogateescape")),  # findings name it
        **{f"{Ground.SETTING} {name}": _sum(getattr(settings, name)) for name in settings.__struct_fields__},
        **{f"{Ground.SHARED} {name}": _sum(getattr(site, name)) for name in site.__struct_fields__},
        f"{Ground.SEARCH} ": _sum(is_searchable(task.wishes, desk.known)),
        f"{Ground.OPTION} --drafts": _sum(task.wishes.drafts),
    }


def _sum(value: object) -> bytes:
    return sum_of(encode(value))


def _searched(
    task: Task, printed: tuple[Printed, ...], library: Library, before: Bundled
) -> tuple[MadeBundle | None, list[Diagnostic]]:
    """The search bundle; a failure is an error where search is required, otherwise a warning."""
    progress = task.progress
    indexed = tuple(record for one in printed for record in one.records)
    progress("search", 0, len(indexed))
    where = Span(str(task.project.content / "site.yaml"))
    answers = phrase_table([answer for one in printed for answer in one.answers])
    try:
        made = before.made(indexed, task.wishes.pagefind, {"phrases.json": answers})
    except SearchError as failure:
        return None, [_no_index(task, library, failure)]
    progress("search", len(indexed), len(indexed))
    return made, [finding("C132", where, note) for note in made.notes]


def _no_index(task: Task, library: Library, failure: SearchError) -> Diagnostic:
    code = "C136" if isinstance(failure, TooManyPagesError) else "C131"
    weight = Severity.ERROR if library.site.search == "required" else Severity.WARNING
    at = Span(str(task.project.content / "site.yaml"))
    return Diagnostic(at=at, code=code, message=failure.message, hint=failure.hint, severity=weight)


def _too_large(task: Task, desk: plan.Desk) -> list[Diagnostic]:
    """Whether an index that is required cannot be made, told before any page is: by what surely has a page."""
    known = desk.known
    if not is_searchable(task.wishes, known) or known.site.search != "required":
        return []
    shown = sum(meeting.status is Status.PUBLISHED for meeting in known.meetings.values())
    try:
        check_number(len(known.sources) + shown, "sources and briefings")
    except TooManyPagesError as failure:
        return [_no_index(task, known, failure)]
    return []


def _is_kept(task: Task, keeper: Stage | Memory) -> bool:
    return task.shelf is not None and not isinstance(keeper, Memory)


def _nothing_stands(_name: str, _digest: str) -> bool:
    return False


def _stays(keeper: Stage | Memory) -> Callable[[str, str], bool]:
    return _nothing_stands if isinstance(keeper, Memory) else keeper.keep


def checked_content(project: Project, wishes: Wishes, progress: Progress, shelf: Shelf | None = None) -> Checked:
    """What was read, and everything that is wrong with it."""
    progress("reading", 0, 1)
    loaded = load(project.content, shelf)
    found = list(loaded.diagnostics)
    if loaded.library is None or (Kind.SITE, "site") in loaded.failed:
        return Checked(loaded=loaded, context=None, found=found, counts=Counts())
    library = _at_address(loaded.library, wishes.base_url)
    if shelf is not None:
        library = telling(library)
    drawn = Drawn(library, shelf) if shelf is not None else None
    progress("checking", 0, 1)
    context = Context(
        library=library,
        where=finder(loaded.documents, loaded.bodies),
        reports=separate_reports(library),
        today=wishes.today,
        failed=frozenset((kind.value, id) for kind, id in loaded.failed),
    )
    findings = Findings(context, _digests(loaded), str(project.content), shelf) if shelf is not None else None
    found += run(context, findings.of_entry if findings else None)
    if findings and shelf and not shelf.is_asked:
        findings.keep()
    loaded.let_go()  # where things stand is asked for what was found; after this of next to nothing
    progress("checking", 1, 1)
    return Checked(loaded=loaded, context=context, found=found, counts=_counts(library), drawn=drawn, findings=findings)


def _digests(loaded: Loaded) -> dict[str, bytes]:
    """By entry, of the content of the file it stands in."""
    return {f"{kind}/{id}": digest for (kind, id), digest in loaded.digests.items()}


def _at_address(library: Library, base_url: str | None) -> Library:
    if base_url is None:
        return library
    address = base_url if base_url.endswith("/") else f"{base_url}/"
    return msgspec.structs.replace(library, site=msgspec.structs.replace(library.site, base_url=address))


def _counts(library: Library) -> Counts:
    tallies = [known_tally(library, kind, entry) for kind, entry in entries(library)]
    return Counts(
        sources=len(library.sources),
        meetings=len(library.meetings),
        ties=sum(one.ties for one in tallies),
        passages=len({passage for one in tallies for passage in one.passages}),
        cites=sum(one.cites for one in tallies),
    )
