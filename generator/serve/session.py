"""One run of the preview: the server listens, and this thread builds whenever a file changed, until it is interrupted.

How a build is told on the terminal is the caller's business. A mistake in Briefbook itself is shown and survived here,
and nowhere else: an analyst's preview must not die of an edit.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from time import perf_counter

import msgspec

from ..addresses import split
from ..build import Made, Project, Wishes
from ..diagnostics import has_errors
from ..report import Lines
from ..yamldoc import Scalar, read_yaml
from .board import Board
from .problems import failure, problems
from .server import PreviewServer, listen
from .watch import Say, watch


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where to listen, and whether to look for changes by polling only."""

    host: str
    port: int
    poll: bool = False


class CannotListenError(Exception):
    """The address cannot be had; the message says which and why."""


Build = Callable[[Project, Wishes], Made]

Tell = Callable[[Made, float, tuple[str, ...]], None]
"""What the terminal is told of a build: what came of it, the seconds it took, the files that changed before it."""

Opened = Callable[[str], None]
"""Called once with the address, when the server listens and before anything is built."""


def preview(
    build: Build, project: Project, wishes: Wishes, place: Place, *, lines: Lines, opened: Opened, tell: Tell, say: Say
) -> None:
    """Runs until KeyboardInterrupt, which passes through once the server is down."""
    board = Board(base_path(project, wishes))
    try:
        server = listen(place.host, place.port, board)
    except OSError as failed:
        why = failed.strerror or str(failed)
        raise CannotListenError(f"cannot listen on '{place.host}', port {place.port}: {why}") from None
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.5}, daemon=True)
    thread.start()
    try:
        opened(server.address)
        for changed in watch(_folders(project), (project.out, project.cache), poll=place.poll, say=say):
            begun = perf_counter()
            made = _built(build, project, wishes, board, say)
            if made is not None:
                _post(made, board, base_path(project, wishes), lines)
                tell(made, perf_counter() - begun, changed)
    finally:
        _stop(board, server)


def base_path(project: Project, wishes: Wishes) -> str:
    """The path of the base URL, with slashes at both ends; "/" while site.yaml does not say one that can be read."""
    address = split(wishes.base_url or _stated_base_url(project))
    path = address.path.strip("/") if address else ""
    return f"/{path}/" if path else "/"


def _stated_base_url(project: Project) -> str:
    """`base_url` of site.yaml, or "" if there is none to read; the build says what is wrong with the file."""
    try:
        text = (project.content / "site.yaml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    document, _ = read_yaml("site.yaml", text)
    stated = document.root.get("base_url") if document else None
    return stated.value if isinstance(stated, Scalar) else ""


def _folders(project: Project) -> tuple[Path, ...]:
    """What a build reads."""
    own = () if project.templates is None else (project.templates,)
    return (project.content, *own, project.builtin)


def _built(build: Build, project: Project, wishes: Wishes, board: Board, say: Say) -> Made | None:
    """One build; None if Briefbook itself failed, which the page and the terminal then show."""
    try:
        return build(project, wishes)
    except Exception as error:  # noqa: BLE001 - the one place that outlives a mistake of ours, and shows it in full
        say(traceback.format_exc())
        board.post_problems((failure(error),))
        return None


def _post(made: Made, board: Board, base: str, lines: Lines) -> None:
    """The new site, or what stands in its way."""
    if made.files and not has_errors(made.diagnostics):
        board.post_site(made.files, base)
    else:
        board.post_problems(problems(made.diagnostics, lines))


def _stop(board: Board, server: PreviewServer) -> None:
    """Lets go of the open pages, then of the port."""
    board.close()
    server.shutdown()
    server.server_close()
