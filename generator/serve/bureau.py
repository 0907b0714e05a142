"""The process that holds the site, and works it out anew from the files when it is told to.

What is asked of the site, one thing at a time, is answered by a stand-in: a process forked from it whenever it has
worked the site out, so that nobody waits while it does so again. Where no process can be forked it answers itself.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NoReturn

import msgspec

from .. import plan
from ..diagnostics import Diagnostic, Severity, in_order
from ..files import found_at
from ..job import Project, Wishes
from ..press import content_file
from ..reading import Reading, readings
from ..render import RenderError
from ..schema import FOLDERS, ending
from ..workers import ends_with_its_parent
from .board import Page
from .edited import NotAtOnceError
from .messages import Begun, Failed, Get, Got, Leave, Note, Reply, Request, Saved, Seen, WorkedOut, WorkOut
from .notes import notes_of
from .pages import page_at, unrendered
from .state import Outcome, State, new_renderer, present, themed, worked_out

if TYPE_CHECKING:
    Asked = Connection[Reply, Request]


def run(project: Project, wishes: Wishes, asked: Asked, besides: tuple[Asked, ...]) -> None:
    """Answers until the other end is closed. `asked`: the channel of this process; `besides`: of its stand-ins."""
    gc.disable()  # it could come between a save and its page
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells all; the server decides
    with suppress(AttributeError):  # not everywhere
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        Bureau(project, wishes, asked, besides).serve()


AT_ONCE = 8
"""Of more files that changed since the site was worked out, only those are read at once whose pages somebody sees."""

TIMES = 4
"""So often a stand-in makes a page before it says that it is there: each time takes less than the one before."""


class Bureau:
    """What the process knows: the site as it was last worked out, as it is shown, and what is wrong with the files."""

    def __init__(self, project: Project, wishes: Wishes, asked: Asked, besides: tuple[Asked, ...]) -> None:
        self._project = project
        self._wishes = wishes
        self._asked = asked
        self._besides = besides
        self._exact: State | None = None
        self._shown: State | None = None
        self._wrong: tuple[Diagnostic, ...] = ()
        self._told: tuple[Diagnostic, ...] = ()
        self._late: frozenset[str] = frozenset()
        self._caught_up: tuple[Path, ...] = ()

    def serve(self) -> None:
        """Answers what comes. Raises EOFError once nobody asks any more."""
        while True:
            request: Request = self._asked.recv()
            if isinstance(request, Leave):
                return
            reply = self._reply(request)
            if isinstance(request, WorkOut) and isinstance(reply, WorkedOut) and self._shown:
                reply = msgspec.structs.replace(reply, stand_in=self._forked(request))
            self._asked.send(reply)
            if isinstance(request, WorkOut):
                gc.collect()  # of what was worked out before, now that nobody waits: it never runs by itself

    def _forked(self, request: WorkOut) -> int:
        """The number of a new stand-in; 0 where there can be none."""
        if not sys.platform.startswith("linux"):
            return 0
        with suppress(OSError):
            number = os.fork()
            if number == 0:
                self._stand_in(request)
            return number
        return 0

    def _stand_in(self, request: WorkOut) -> NoReturn:
        """In the stand-in: answers until it is sent away, or the process it stands in for ends."""
        try:
            ends_with_its_parent()
            self._asked = self._besides[request.beside]
            self._limber(request.on_screen[:1])
            self._asked.send(Begun())
            self.serve()
        finally:
            os._exit(0)

    def _limber(self, names: Iterable[str]) -> None:
        """Does for nothing what it is there for: what is touched then has to be copied once into a new process, and the
        first time takes twice as long as the second.
        """
        exact = self._exact
        for name in [*names] * TIMES if exact else ():
            view = exact.view(name) if exact else None
            file = content_file(view, self._project.content) if view else ""
            with suppress(NotAtOnceError, RenderError):
                state = self._edited(exact, (Path(file),))[0].state if exact and file else exact
                _pages(state.afresh() if state else None, (name,))

    def _reply(self, request: Request) -> Reply:
        """The answer, or what went wrong with Briefbook itself: the process outlives it."""
        try:
            return self._answered(request)
        except Exception as error:  # noqa: BLE001 - as above
            return Failed(f"{type(error).__name__}: {error}", traceback.format_exc())

    def _answered(self, request: Request) -> Reply:
        match request:
            case Get(name):
                return Got(self._content(name))
            case Note(name):
                return Got(self._notes(name))
            case Saved(paths, on_screen):
                return self._seen(paths, on_screen)
            case WorkOut(on_screen):
                return self._worked_out(on_screen)
            case Leave():
                return Got(None)

    def _content(self, name: str) -> bytes | None:
        """A file of the site; of a page that its template cannot show, what stands in the way."""
        self._catch_up(name)
        try:
            return self._shown.get(name) if self._shown else None
        except RenderError as failure:
            return unrendered(failure.diagnostic)
        except LookupError:  # relations of old know something that an edited entry has no more
            if self._exact is None or self._shown is self._exact:
                raise
            return self._exact.get(name)

    def _notes(self, name: str) -> bytes | None:
        """What an analyst is told beside a page."""
        shown = self._shown
        if shown is None:
            return None
        return notes_of(shown.desk, shown.context.where, plan.parts_at(shown.desk.known, name), name)

    # --- exactly

    def _worked_out(self, on_screen: tuple[str, ...]) -> WorkedOut:
        begun = perf_counter()
        outcome = worked_out(present(self._project), self._wishes)
        pages, wrong = _pages(outcome.state, on_screen)
        found = in_order((*outcome.found, *wrong))
        self._wrong = errors(found)
        self._told = ()
        if outcome.state and not wrong:
            self._exact = outcome.state
        self._shown = self._exact
        self._late = frozenset()
        return WorkedOut(
            ready=self._shown is not None,
            good=outcome.state is not None and not wrong,
            found=found,
            pages=pages,
            editor=self._shown.desk.known.site.editor if self._shown else "",
            seconds=perf_counter() - begun,
        )

    # --- at once

    def _seen(self, paths: tuple[str, ...], on_screen: tuple[str, ...]) -> Seen:
        """What can be told of saves before the site is worked out anew."""
        self._late = frozenset()
        if self._exact is None:
            return Seen(at_once=False)
        before = self._shown
        try:
            seen = (self._many if len(paths) > AT_ONCE else self._few)(self._exact, paths, on_screen)
        except (NotAtOnceError, LookupError):  # the second: relations of old know what an edited entry has no more
            self._shown, self._late = before, frozenset()
            return Seen(at_once=False)
        self._told = seen.found
        return seen

    def _few(self, exact: State, paths: tuple[str, ...], on_screen: tuple[str, ...]) -> Seen:
        """The pages on screen with all these files as they are now. Raises NotAtOnceError."""
        outcome, own = self._edited(exact, tuple(map(Path, paths)))
        named = {Path(path).as_posix() for path in paths}
        found = in_order((*(one for one in self._wrong if one.at.path not in named), *errors(outcome.found)))
        if outcome.state is None or found:
            return Seen(at_once=True, found=found)
        known = outcome.state.desk.known
        first = tuple(name for name in on_screen if plan.parts_at(known, name)[0] in own) if own else on_screen
        pages, wrong = _pages(outcome.state, first or on_screen[:1])
        if not wrong:
            self._shown = outcome.state
        return Seen(at_once=True, found=wrong, pages=pages)

    def _many(self, exact: State, paths: tuple[str, ...], on_screen: tuple[str, ...]) -> Seen:
        """The pages on screen with their own files as they are now; so will be each that is asked for. Raises
        NotAtOnceError.
        """
        if self._wrong or self._told:
            raise NotAtOnceError  # what has ended is told by nothing less than a look at all
        self._late = frozenset(Path(path).as_posix() for path in paths)
        self._caught_up = ()
        self._shown = exact
        found = in_order(one for name in on_screen for one in self._catch_up(name))
        pages, wrong = ({}, found) if found else _pages(self._shown, on_screen)
        if wrong:
            self._shown, self._late = exact, frozenset()
        return Seen(at_once=True, found=wrong, pages=pages)

    def _catch_up(self, name: str) -> tuple[Diagnostic, ...]:
        """Reads the file of a page if it is among many that changed, and puts it in its place if that can be done; what
        is wrong with it otherwise.
        """
        exact = self._exact
        if exact is None or not self._late:
            return ()
        file = own_file(plan.parts_at(exact.desk.known, name)[0], self._project.content)
        if file is None or file.as_posix() not in self._late:
            return ()
        self._late -= {file.as_posix()}
        try:
            outcome, _ = self._edited(exact, (*self._caught_up, file))
        except NotAtOnceError:
            self._caught_up = ()  # one of these may have gone
            return ()
        if outcome.state:
            self._shown, self._caught_up = outcome.state, (*self._caught_up, file)
        return errors(outcome.found)

    def _edited(self, exact: State, paths: tuple[Path, ...]) -> tuple[Outcome, frozenset[plan.Part]]:
        """The site with these files as they are now, and the parts that are about what stands in them. Raises
        NotAtOnceError.
        """
        of_theme = [path for path in paths if not path.is_relative_to(self._project.content)]
        own = [self._reading(path, exact) for path in paths if path.is_relative_to(self._project.content)]
        outcome = exact.edited(own) if own else Outcome(found=(), state=exact)
        if of_theme and outcome.state:
            project = present(self._project)
            templates = None if all(is_asset(path) for path in of_theme) else new_renderer(project)
            theme = themed(project, self._wishes, outcome.state.desk, templates or exact.theme.renderer)
            outcome = Outcome(found=outcome.found, state=outcome.state.in_theme(theme))
        parts = frozenset(plan.Part(one.kind.value, one.id) for one in own) if not of_theme else frozenset()
        return outcome, parts

    def _reading(self, path: Path, exact: State) -> Reading:
        """What stands in a file of the content. Raises NotAtOnceError of one that is gone, or is no single entry's."""
        found = found_at(self._project.content, path)
        if found is None or found.data is None:
            raise NotAtOnceError
        (one,) = readings(found.kind, found.id, found.path, found.data, exact.desk.known.site.language)
        return one


def _pages(state: State | None, names: Iterable[str]) -> tuple[dict[str, Page], tuple[Diagnostic, ...]]:
    """The pages of these names, and what is wrong with their templates if any cannot be shown: then there are none."""
    pages: dict[str, Page] = {}
    wrong: list[Diagnostic] = []
    for name in names if state else ():
        try:
            pages[name] = page_at(name, state)
        except RenderError as failure:
            wrong.append(failure.diagnostic)
    return ({}, tuple(wrong)) if wrong else (pages, ())


def own_file(part: plan.Part, content: Path) -> Path | None:
    """The file of the entry that a part is about; None if it is about none, or its file holds others too."""
    kind = next((kind for kind in FOLDERS if kind.value == part.kind), None)
    return content / part.kind / f"{part.id}{ending(kind)}" if kind and part.id else None


def is_asset(path: Path) -> bool:
    """Whether a file of a theme is no template."""
    return path.suffix != ".html"


def errors(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """What keeps a site from being built."""
    return tuple(one for one in found if one.severity is Severity.ERROR)
