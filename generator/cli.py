"""The commands: arguments to one call, what comes of it to the terminal, and the exit code. Nothing else prints.

Exit codes: 0 clean, 1 the content has errors (with --strict: warnings), 2 wrong use, 130 interrupted.
Findings go to standard error as text; with --format json or github they are the output and go to standard output.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import click
import msgspec

from . import __version__, console
from .annotations import as_github
from .codes import CODES
from .diagnostics import Diagnostic, stops
from .explain import as_markdown, explain, listing, similar
from .job import Counts, Made, Progress, Project, Wishes
from .lasting import lasting
from .options import (
    FOLDER,
    Reading,
    Telling,
    answering,
    content_option,
    reading,
    telling,
    templates_option,
    writing,
)
from .paths import builtin_templates
from .reasons import explained, explained_text
from .recall import recall, stamp
from .records import as_json
from .report import Format, Look, Summary, as_text, summary_text
from .signs import is_folder
from .start import FolderNotEmptyError, start
from .stopwatch import Stopwatch, profile_text
from .workers import usual

Run = Callable[[Project, Wishes, Progress], Made]

CONTENT_ERRORS = 1
WRONG_USE = 2
INTERRUPTED = 130
SCHEMA_ENDING = ".schema.json"


class Commands(click.Group):
    """A group that knows what somebody meant who mistyped a command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name."""
        name = args[0]
        near = "" if name in self.commands else nearest(name, self.list_commands(ctx))
        if near:
            raise click.UsageError(f"there is no command '{name}'; did you mean '{near}'?", ctx)
        return super().resolve_command(ctx, args)


def nearest(name: str, known: Iterable[str]) -> str:
    """The name that somebody meant who mistyped it; "" if none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - 4 ms, which a right name does not need

    return next(iter(get_close_matches(name, list(known), n=1)), "")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line, by default the program's own, and leaves with its exit code."""
    try:
        code = commands.main(arguments, prog_name="briefbook", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        code = WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    sys.exit(code)


def unwrapped(*lines: str) -> str:
    """Lines that the help shows as they are."""
    return "\b\n" + "\n".join(lines)


def examples(*lines: str) -> str:
    """What stands at the end of a command's help."""
    return unwrapped("Examples:", *(f"  {line}" for line in lines))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=unwrapped(
        "A new site:  briefbook init my-site && cd my-site && briefbook serve --open",
        "Exit codes:  0 clean, 1 the content has errors, 2 wrong use, 130 interrupted",
    ),
)
@click.version_option(__version__, prog_name="briefbook", message="%(prog)s %(version)s")
def commands() -> None:
    """Build briefing sites in which every sentence is tied to the passage it rests on."""


@commands.command(
    "build",
    short_help="Check the content and write the site.",
    epilog=examples(
        "briefbook build",
        "briefbook build --base-url https://example.org/briefs/ --strict",
        "briefbook build --explain",
        "briefbook build --format github",
    ),
)
@reading
@writing
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1),
    metavar="N",
    help="Make the pages in so many processes, on Linux.  [default: one a processor]",
)
@click.option("--profile", is_flag=True, help="Say on standard error how long each stage took, and the slowest pages.")
@click.option("--explain", is_flag=True, help="Say why everything that was made again was made again.")
@click.option("--verify", is_flag=True, help="Build again from nothing beside it, and compare every byte.")
@telling
def build_command(
    *,
    read: Reading,
    tell: Telling,
    out: Path,
    no_search: bool,
    jobs: int | None,
    profile: bool,
    verify: bool,
    explain: bool,
) -> None:
    """Check the content and write the site.

    With any error nothing is written, and the site that stands is left as it was.
    """
    wishes = _wishes(read, strict=tell.strict, search=not no_search)
    clock = time.perf_counter if profile else None
    wishes = msgspec.structs.replace(wishes, processes=jobs or usual(), clock=clock)
    run = _profiled if profile else _build
    tell = msgspec.structs.replace(tell, explain=explain)
    _run(_verifying(run) if verify else run, _project(read, out), wishes, tell, writes=True)


def _verifying(run: Run) -> Run:
    """The same, and then a clean build to compare it with."""

    def both(project: Project, wishes: Wishes, progress: Progress) -> Made:
        from .verify import verified  # noqa: PLC0415 - as in build

        return verified(project, wishes, run(project, wishes, progress), progress)

    return both


def _profiled(project: Project, wishes: Wishes, progress: Progress) -> Made:
    """A build that says how long everything took."""
    watch = Stopwatch(time.perf_counter, progress)
    made = _build(project, wishes, watch)
    stages = watch.stages()
    click.echo(profile_text(stages, made), err=True)
    return made


def _build(project: Project, wishes: Wishes, progress: Progress) -> Made:
    """What stands there already, if nothing changed; else a build."""
    made = recall(project, wishes)
    if made is not None:
        return made
    with lasting():
        from .build import build  # noqa: PLC0415 - the whole pipeline: a quarter of a second that --help can do without

    return build(_cached(project), wishes, progress)


def _cached(project: Project) -> Project:
    """The same, with what is kept for this user."""
    return msgspec.structs.replace(project, user_cache=console.user_cache())


@commands.command(
    "check",
    short_help="Say what is wrong, and write nothing.",
    epilog=examples(
        "briefbook check", "briefbook check --strict --drafts", "briefbook check --format json > findings.json"
    ),
)
@reading
@telling
def check_command(*, read: Reading, tell: Telling) -> None:
    """Say what is wrong with the content, and write nothing."""
    _run(_check, _project(read, Path("site")), _wishes(read, strict=tell.strict, search=False), tell, writes=False)


def _check(project: Project, wishes: Wishes, progress: Progress) -> Made:
    """With what a build kept, as far as it holds; what is found is the same without."""
    with lasting():
        from .build import check  # noqa: PLC0415 - as in build
        from .shelf import SHELF, asked_shelf  # noqa: PLC0415 - as in build

    with asked_shelf(project.cache / SHELF, stamp()) as shelf:
        return check(project, wishes, progress, shelf if shelf.is_open else None)


@commands.command(
    "explain", short_help="Say what a code means.", epilog=examples("briefbook explain Q102", "briefbook explain")
)
@click.argument("code", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="Markdown: all codes as a page."
)
def explain_command(*, code: str | None, form: str) -> None:
    """Say what a code means, why it matters and what to do; without CODE, list all."""
    if form == "markdown":
        click.echo(as_markdown(), nl=False)
    elif code is None:
        click.echo(listing())
    elif code.upper() in CODES:
        click.echo(explain(CODES[code.upper()], min(console.width(), 100)))
    else:
        meant = similar(code)
        hint = f"did you mean {meant}?" if meant else "`briefbook explain` lists all codes"
        raise click.UsageError(f"there is no code '{code}'; {hint}")


@commands.command(
    "show",
    short_help="Print a source with numbered paragraphs.",
    epilog=examples("briefbook show kh-20240223", "briefbook show kh-20240223 --format json"),
)
@click.argument("source")
@content_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
def show_command(*, source: str, content: Path, form: str) -> None:
    """Print a source with numbered paragraphs: what is skipped, what is cited and from where, what nothing cites.

    SOURCE is the name of its file in content/sources/ without '.md'.
    """
    from . import show  # noqa: PLC0415 - as in build
    from .load import load  # noqa: PLC0415 - as in build
    from .model import SourceId  # noqa: PLC0415 - as in build

    library = load(_content(content)).library
    entry = library.sources.get(SourceId(source)) if library else None
    if library is None or entry is None:
        near = nearest(source, library.sources if library else ())
        hint = f"did you mean '{near}'?" if near else f"the sources are the files in '{content / 'sources'}'"
        raise click.UsageError(f"there is no source '{source}'; {hint}")
    shown = show.shown_source(library, entry)
    if form == "json":
        click.echo(show.as_json(shown))
    else:
        click.echo(show.as_text(shown, console.width(), colour=console.has_colour(sys.stdout.isatty())))


@commands.command(
    "why",
    short_help="Say what a page was made from.",
    epilog=examples(
        "briefbook why meetings/2024-02-rio/",
        "briefbook why site/people/index.html",
        "briefbook why content/people/park-jin.yaml --format json",
    ),
)
@click.argument("page")
@reading
@writing
@answering
def why_command(*, page: str, read: Reading, out: Path, no_search: bool, form: str, verbose: bool) -> None:
    """Say what a page was made from, and whether and why it would be made again now. Nothing is built.

    PAGE is its path or address in the site, its file, or its content file, such as meetings/2024-02-rio.

    Whether it would be made again is told for a build with the same options.
    """
    with lasting():
        from . import why  # noqa: PLC0415 - as in build
        from .record import NoRecordError, UnknownNameError  # noqa: PLC0415 - as in build

    project, wishes = _project(read, out), _wishes(read, strict=False, search=not no_search)
    try:
        origin = why.why(project, wishes, page)
    except (NoRecordError, UnknownNameError) as unknown:
        raise click.UsageError(str(unknown)) from None
    look = _look(Telling(verbose=verbose), terminal=sys.stdout.isatty())
    click.echo(why.as_json(origin) if form == "json" else why.as_text(origin, look))


@commands.command(
    "impact",
    short_help="Say which pages a file reaches.",
    epilog=examples(
        "briefbook impact content/people/park-jin.yaml",
        "briefbook impact people/park-jin --field name",
        "briefbook impact templates/meeting.html",
    ),
)
@click.argument("file")
@click.option("--field", metavar="NAME", help="Only the pages that this field of the file reaches, all by name.")
@content_option
@templates_option
@answering
def impact_command(*, file: str, field: str | None, content: Path, templates: Path, form: str, verbose: bool) -> None:
    """Say which pages were made from a content file, by field, or with a template. Nothing is built.

    FILE is a file below the content folder, such as meetings/2024-02-rio, or a template.
    """
    with lasting():
        from . import impact  # noqa: PLC0415 - as in build
        from .record import NoRecordError, UnknownNameError  # noqa: PLC0415 - as in build

    project = _project(Reading(content=content, templates=templates), Path("site"))
    try:
        found = impact.impact(project, file, field)
    except (NoRecordError, UnknownNameError, impact.UnknownFieldError) as unknown:
        raise click.UsageError(str(unknown)) from None
    look = _look(Telling(verbose=verbose), terminal=sys.stdout.isatty())
    click.echo(impact.as_json(found) if form == "json" else impact.as_text(found, look))


@commands.command(
    "schema",
    short_help="Write JSON Schemas for your editor.",
    epilog=examples("briefbook schema --out .briefbook/schemas", "briefbook schema meetings"),
)
@click.argument("kind", required=False)
@click.option("--out", type=FOLDER, metavar="DIR", help="Write all schemas into this folder.")
def schema_command(*, kind: str | None, out: Path | None) -> None:
    """Write JSON Schemas, with which an editor completes fields and marks mistakes while you type.

    With --out, all of them and the settings that an editor needs; with KIND, that one to standard output.
    """
    from .jsonschema import schema_files  # noqa: PLC0415 - the tables of all fields, which read half a second of CLDR

    files = schema_files()
    kinds = [name.removesuffix(SCHEMA_ENDING) for name in files]
    if out is not None and kind is None:
        _write_schemas(files, out)
    elif out is None and kind in kinds:
        click.echo(files[f"{kind}{SCHEMA_ENDING}"], nl=False)
    elif kind is not None and kind not in kinds:
        near = nearest(kind, kinds)
        raise click.UsageError(f"there is no kind '{kind}'; {f'did you mean {near!r}?' if near else ', '.join(kinds)}")
    else:
        raise click.UsageError(f"name a kind or a folder (--out), not both; the kinds are {', '.join(kinds)}")


def _write_schemas(files: Mapping[str, bytes], out: Path) -> None:
    """Writes them, and says how an editor finds them."""
    from .jsonschema import editor_settings  # noqa: PLC0415 - as in schema

    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (out / name).write_bytes(text)
    except OSError as failed:
        raise click.UsageError(f"'{out}' cannot be written: {failed.strerror}") from None
    settings = {"yaml.schemas": editor_settings(schemas=f"./{out.as_posix()}" if not out.is_absolute() else str(out))}
    click.echo(f"{len(files)} schemas written in {out}. For the settings of your editor:", err=True)
    click.echo(msgspec.json.format(msgspec.json.encode(settings), indent=2))


@commands.command(
    "init",
    short_help="Begin a new site in an empty folder.",
    epilog=examples("briefbook init my-site", "mkdir my-site && cd my-site && briefbook init"),
)
@click.argument("folder", type=FOLDER, default=".", metavar="[DIR]")
def init_command(*, folder: Path) -> None:
    """Begin a new site in an empty folder: one invented meeting, tied to one invented article."""
    try:
        written = start(folder)
    except FolderNotEmptyError as refused:
        raise click.UsageError(f"{refused}; name a new folder: briefbook init my-site") from None
    except OSError as failed:
        raise click.UsageError(f"'{folder}' cannot be written: {failed.strerror}") from None
    step = "" if folder == Path() else f"cd {folder} && "
    click.echo(f"{len(written)} files written in {folder.resolve()}. Look at the site: {step}briefbook serve --open")


@commands.command(
    "serve",
    short_help="Preview the site while you write.",
    epilog=examples("briefbook serve --open", "briefbook serve --drafts --port 9000"),
)
@reading
@writing
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The first port to try.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--open", "opens", is_flag=True, help="Open the site in the browser.")
@click.option("--poll", is_flag=True, help="Look for changes once a second: for drives that do not tell of them.")
@click.option("--no-reload", is_flag=True, help="Leave open pages as they are until they are loaded again.")
@click.option("--verbose", "-v", is_flag=True, help="Show infos as well.")
def serve_command(
    *,
    read: Reading,
    out: Path,
    no_search: bool,
    port: int,
    host: str,
    opens: bool,
    poll: bool,
    no_reload: bool,
    verbose: bool,
) -> None:
    """Show the site on this machine, and follow every save.

    Open pages change in place. While the content has errors, they show these above their last good version. Once it is
    quiet, the whole site is built. Ctrl-C stops the server.
    """
    with lasting():
        from .serve.session import CannotListenError, News, Place, preview  # noqa: PLC0415 - as in build

    project = _cached(_project(read, out))
    if project.templates is None and not is_folder(read.templates):  # it may come
        project = msgspec.structs.replace(project, templates=read.templates)
    tell = Telling(verbose=verbose)
    if host not in {"127.0.0.1", "::1", "localhost"}:
        click.echo(f"listening on {host}: whoever reaches this machine can read the site, drafts too", err=True)

    def opened(address: str) -> None:
        click.echo(f"serving {address} (Ctrl-C stops)")
        if opens:
            click.launch(address)

    def told(news: News) -> None:
        if news.changed:
            more = f" and {len(news.changed) - 1} more" if len(news.changed) > 1 else ""
            click.echo(f"changed: {news.changed[0]}{more}")
        done = news.built
        counts, out = (done.counts, project.out if done.names else None) if done else (Counts(), None)
        _tell_text(news.found, _summary(counts, news.seconds, out, standing=bool(done and done.standing)), tell)

    wishes, place = (
        _wishes(read, strict=False, search=not no_search),
        Place(host=host, port=port, poll=poll, reload=not no_reload),
    )
    try:
        preview(project, wishes, place, lines=console.file_lines(), opened=opened, tell=told, say=_complain)
    except CannotListenError as failed:
        raise click.UsageError(str(failed)) from None


def _run(run: Run, project: Project, wishes: Wishes, tell: Telling, *, writes: bool) -> None:
    """One build or check: reports it and leaves with its exit code."""
    begun = time.perf_counter()
    progress = console.Progress(wanted=not tell.quiet)
    try:
        made = run(project, wishes, progress)
    finally:
        progress.clear()
    summary = _summary(
        made.counts, time.perf_counter() - begun, project.out if made.files else None, standing=made.standing
    )
    failed = stops(made.diagnostics, strict=tell.strict)
    match tell.format:
        case Format.TEXT:
            _tell_text(made.diagnostics, summary, tell)
            _tell_reasons(made, tell)
            if failed and writes and not made.files:
                click.echo(f"nothing was written; '{project.out}' is as it was", err=True)
        case Format.JSON:
            why = explained(made) if tell.explain and made.files else None
            click.echo(as_json(made.diagnostics, console.file_lines(), summary, strict=tell.strict, explained=why))
        case Format.GITHUB:
            _tell_github(made, summary, tell)
            _tell_reasons(made, tell)
    sys.exit(CONTENT_ERRORS if failed else 0)


def _tell_text(found: tuple[Diagnostic, ...], summary: Summary, tell: Telling) -> None:
    """Findings for people on standard error, what was done on standard output."""
    text = as_text(found, console.file_lines(), _look(tell))
    if text:
        click.echo(text, err=True)
    if not stops(found, strict=tell.strict) and not tell.quiet:
        click.echo(summary_text(summary, found))


def _tell_reasons(made: Made, tell: Telling) -> None:
    """Why everything was made that was, if that was asked for and something was written."""
    if tell.explain and made.files:
        click.echo(explained_text(made, _look(tell, terminal=sys.stdout.isatty())))


def _tell_github(made: Made, summary: Summary, tell: Telling) -> None:
    """Annotations, then what was done."""
    text = as_github(made.diagnostics, _look(tell))
    if text:
        click.echo(text)
    if not tell.quiet:
        click.echo(summary_text(summary, made.diagnostics))


def _look(tell: Telling, *, terminal: bool | None = None) -> Look:
    """How findings look here; `terminal`: whether they go to one, if not to standard error."""
    look = console.look(quiet=tell.quiet, verbose=tell.verbose, strict=tell.strict)
    return look if terminal is None else msgspec.structs.replace(look, colour=console.has_colour(terminal))


def _summary(counts: Counts, seconds: float, out: Path | None, *, standing: bool) -> Summary:
    """The counts of a run, and where it wrote."""
    return Summary(
        pages=counts.pages,
        sources=counts.sources,
        meetings=counts.meetings,
        ties=counts.ties,
        passages=counts.passages,
        cites=counts.cites,
        links=counts.links,
        seconds=round(seconds, 3),
        out="" if out is None else str(out),
        standing=standing,
    )


def _project(read: Reading, out: Path) -> Project:
    """Where everything lies. The built-in templates are no project's own."""
    content = _content(read.content)
    cache = content.parent / ".briefbook"
    for what, folder in (("content", content), ("templates", read.templates), ("tool's own folder", cache)):
        if _overlap(folder, out):
            raise click.UsageError(f"the site cannot be written to '{out}': that and the {what} '{folder}' overlap")
    builtin = console.nearby(builtin_templates())
    own = read.templates if is_folder(read.templates) and read.templates.resolve() != builtin.resolve() else None
    if own is None and read.templates != Path("templates"):
        raise click.UsageError(f"there is no folder '{read.templates}'; make it, or leave out --templates")
    return Project(content=content, templates=own, builtin=builtin, out=out, cache=cache)


def _content(folder: Path) -> Path:
    """The folder of the content, if it is one."""
    if is_folder(folder):
        return folder
    raise click.UsageError(
        f"there is no folder '{folder}' here. Go to the folder of your site, name it with --content, "
        "or begin a new site: briefbook init my-site"
    )


def _overlap(folder: Path, out: Path) -> bool:
    """Whether one lies in the other: a build must never write into what it reads."""
    try:
        one, other = folder.resolve(), out.resolve()
    except (OSError, RuntimeError) as failed:  # a circle of links is a RuntimeError before Python 3.13
        raise click.UsageError(f"'{out}' is no folder that can be written to: {failed}") from None
    return one == other or one in other.parents or other in one.parents


def _wishes(read: Reading, *, strict: bool, search: bool) -> Wishes:
    """What is asked of the build."""
    return Wishes(
        base_url=read.base_url,
        drafts=read.drafts,
        strict=strict,
        search=search,
        today=console.today(),
        pagefind=console.named_file("PAGEFIND_BINARY_PATH"),
    )


def _complain(line: str) -> None:
    """What the preview says besides findings."""
    click.echo(line, err=True)
