"""The options that several commands share, and their values. Nothing here reads a file or runs a command."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path

import click
import msgspec

from .report import Format

Command = Callable[..., None]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Which site to read, and how."""

    content: Path
    templates: Path
    base_url: str | None = None
    drafts: bool = False


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """How to report, and whether warnings fail the run."""

    format: Format = Format.TEXT
    strict: bool = False
    quiet: bool = False
    verbose: bool = False
    explain: bool = False


FOLDER = click.Path(file_okay=False, path_type=Path)


def content_option(command: Command) -> Command:
    """The option that every command has which reads a site."""
    return click.option(
        "--content",
        type=FOLDER,
        default="content",
        show_default=True,
        metavar="DIR",
        help="The folder that holds site.yaml and the files of the site.",
    )(command)


def templates_option(command: Command) -> Command:
    """The option of those that read templates."""
    return click.option(
        "--templates",
        type=FOLDER,
        default="templates",
        show_default=True,
        metavar="DIR",
        help="The folder of the site's own templates; it need not be there.",
    )(command)


def reading(command: Command) -> Command:
    """Adds the options of Reading; the command gets `read`."""

    @content_option
    @templates_option
    @click.option(
        "--base-url", metavar="URL", callback=_web_address, help="Use this address, not the one in site.yaml."
    )
    @click.option("--drafts", is_flag=True, help="Include meetings whose status is 'draft'.")
    @wraps(command)
    def gathered(*, content: Path, templates: Path, base_url: str | None, drafts: bool, **others: object) -> None:
        command(read=Reading(content=content, templates=templates, base_url=base_url, drafts=drafts), **others)

    return gathered


def writing(command: Command) -> Command:
    """Where the site is written, and with what."""

    @click.option(
        "--out",
        type=FOLDER,
        default="site",
        show_default=True,
        metavar="DIR",
        help="Where to write the site. Files there that no build made are left alone.",
    )
    @click.option("--no-search", is_flag=True, help="Leave out the search index.")
    @wraps(command)
    def gathered(**others: object) -> None:
        command(**others)

    return gathered


def telling(command: Command) -> Command:
    """Adds the options of Telling; the command gets `tell`."""

    @click.option("--strict", is_flag=True, help="Let warnings fail the run, as errors do.")
    @click.option(
        "--format",
        "form",
        type=click.Choice([one.value for one in Format]),
        default=Format.TEXT.value,
        show_default=True,
        help="How to report: for people, for programs, or as annotations of a GitHub workflow.",
    )
    @click.option("--quiet", "-q", is_flag=True, help="Show only what makes the run fail.")
    @click.option("--verbose", "-v", is_flag=True, help="Show infos as well.")
    @wraps(command)
    def gathered(*, strict: bool, form: str, quiet: bool, verbose: bool, **others: object) -> None:
        told = Telling(format=Format(form), strict=strict, quiet=quiet, verbose=verbose)
        command(tell=told, **others)

    return gathered


def answering(command: Command) -> Command:
    """How an answer about the last build is told; the command gets `form` and `verbose`."""

    @click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How to print it.",
    )
    @click.option("--verbose", "-v", is_flag=True, help="Name everything, however long the lists.")
    @wraps(command)
    def gathered(**others: object) -> None:
        command(**others)

    return gathered


def _web_address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Refuses what cannot be the address of a site, as `base_url` in site.yaml does."""
    if value is None:
        return None
    from .schema.site import base_url_problem  # noqa: PLC0415 - the tables of all fields, which read half a second of CLDR

    wrong = base_url_problem(value)
    if wrong:
        raise click.BadParameter(f"'{value}' {wrong}; write one like https://example.org/briefs/")
    return value
