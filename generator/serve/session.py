"""One run of the preview: files change, the pages on screen are shown as they are now, the site is worked out anew, and
after a moment of quiet the whole of it is built. The latest change wins.

It decides what is done when, and does none of it: the site is held by a process of its own (`bureau`), built by another
(`behind`), and served from threads of this one. How what was found is told on the terminal is the caller's business.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic

import msgspec

from ..addresses import split
from ..diagnostics import Diagnostic, has_errors
from ..files import plain_bytes
from ..job import Project, Wishes
from ..report import Lines
from ..yamldoc import Scalar, read_yaml
from .behind import Build, Built
from .board import Board, Page
from .link import ENDED, Link, Worked
from .messages import Failed, WorkedOut
from .pages import page_at
from .problems import failure, problems
from .server import listen
from .watch import Say, watch

QUIET = 0.4
"""Seconds after the site was worked out for the last change before the whole of it is built."""

PAINTED = 0.08
"""Seconds that the browser is given to paint what was shown at once, before the site is worked out anew."""

CUT_OFF = Failed("the build behind the preview was ended; the next save begins another", "")

SEARCH_FOLDER = "search/"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where to listen, whether to look for changes by polling only, and whether open pages are kept fresh."""

    host: str
    port: int
    poll: bool = False
    reload: bool = True


class CannotListenError(Exception):
    """The address cannot be had; the message says which and why."""


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What the terminal is told: what was found, and, if a whole build has ended, what it counted; the seconds since
    the first of the files that changed was saved; these files.
    """

    found: tuple[Diagnostic, ...]
    seconds: float
    changed: tuple[str, ...] = ()
    built: Built | None = None


Tell = Callable[[News], None]

Opened = Callable[[str], None]
"""Called once with the address, when the server listens and before anything is worked out."""


class Files:
    """The site's files: pages and assets from the process that holds them, the search index from the last build."""

    def __init__(self, link: Link, out: Path) -> None:
        self._link = link
        self._out = out
        self.built: frozenset[str] = frozenset()

    def get(self, name: str, /) -> bytes | None:
        """A file by its name; None where the site has none. Of its folder, what the last build put there is read."""
        content = self._link.get(name)
        if content is not None or name not in self.built or not name.startswith(SEARCH_FOLDER):
            return content
        with suppress(OSError):
            return plain_bytes(self._out / name)
        return None

    def notes(self, name: str, /) -> bytes:
        """What an analyst is told beside a page."""
        return self._link.notes(name)


def preview(
    project: Project, wishes: Wishes, place: Place, *, lines: Lines, opened: Opened, tell: Tell, say: Say
) -> None:
    """Runs until KeyboardInterrupt, which passes through once the server is down."""
    with ExitStack() as cleanup:
        session = Session(project, wishes, lines=lines, tell=tell, say=say)
        cleanup.callback(session.close)
        try:
            server = listen(place.host, place.port, session.board, session.files, reload=place.reload)
        except OSError as failed:
            why = failed.strerror or str(failed)
            raise CannotListenError(f"cannot listen on '{place.host}', port {place.port}: {why}") from None
        cleanup.callback(server.server_close)
        cleanup.callback(server.shutdown)
        cleanup.callback(session.board.close)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.5}, daemon=True).start()
        opened(server.address)
        ignored = (project.out, project.cache)
        changes = watch(_folders(project), ignored, poll=place.poll, say=say, read_until=lambda: session.read_until)
        session.run(changes)


class Saved(msgspec.Struct, frozen=True):
    """These files changed; none of them: the site is to be worked out all the same."""

    paths: tuple[str, ...] = ()


class Session:
    """What was saved, what is being done about it, and what is to be done next. `board` and `files` are for the
    threads of the server, `read_until` for that of the watch, everything else for the one that runs it.
    """

    def __init__(self, project: Project, wishes: Wishes, *, lines: Lines, tell: Tell, say: Say) -> None:
        self.board = Board(base_path(project, wishes))
        self._project, self._wishes = project, wishes
        self._lines, self._tell, self._say = lines, tell, say
        self._events: Queue[Saved | Worked | Built | Failed | None] = Queue()
        self._link = Link(project, wishes, self._trouble)
        self.files = Files(self._link, project.out)
        self._taken = Event()
        self._editor = ""
        self._unseen: dict[str, None] = {}
        self._since: dict[str, None] = {}
        self._changed: dict[str, None] = {}
        self._begun = monotonic()
        self.read_until = math.inf
        self._working = self._restarted = self._again = False
        self._saves = self._built_saves = 0
        self._build: Build | None = None
        self._due: dict[Callable[[], None], float] = {}

    def run(self, changes: Iterable[tuple[str, ...]]) -> None:
        """Follows the changes, of which the first is none, until KeyboardInterrupt."""
        Thread(target=self._follow, args=(changes,), daemon=True).start()
        while True:
            try:
                event = self._events.get(timeout=self._next_due())
            except Empty:
                self._do_due()
                continue
            match event:
                case Saved(paths):
                    self._saved(paths)
                    self._taken.set()
                case Worked():
                    self._worked(event)
                case Built() | Failed():
                    self._was_built(event)
                case None:
                    self._working = False
                    if self._again:
                        self._due[self._work_out] = monotonic()

    def close(self) -> None:
        """Ends what is being done."""
        if self._build:
            self._build.end()
        self._link.close()

    # --- what happens

    def _saved(self, paths: tuple[str, ...]) -> None:
        """Shows what can be shown at once, and has the rest worked out."""
        if not self._changed:
            self._begun = monotonic()
        self.read_until = math.inf
        self._due.clear()
        new = dict.fromkeys(paths)
        self._saves += 1
        self._changed |= new
        self._unseen |= new
        if self._working:
            self._since |= new
            self._again = True
        shown = bool(paths) and self._shown_at_once()
        if self._wishes.search:
            self.board.post(indexing=True)
        if not self._working:
            self._due[self._work_out] = monotonic() + (PAINTED if shown else 0.0)

    def _shown_at_once(self) -> bool:
        """Shows the pages that are on screen as they are now, if that can be seen without working everything out."""
        seen = self._link.saved(tuple(self._unseen), self.board.on_screen())
        if seen.at_once:
            self._show(seen.found, seen.pages)
        return seen.at_once

    def _worked(self, done: Worked) -> None:
        """The site was worked out: shows it, and has it worked out again if files changed meanwhile."""
        self._working = self._restarted = False
        now, since = done.now, done.since
        self._editor = now.editor
        wrong = not now.good
        if not wrong:
            self._unseen = dict(self._since)
        base = self.board.now().base if wrong else base_path(self._project, self._wishes)
        self.board.post(ready=now.ready, base=base)
        if self._since:
            if since and since.at_once:
                self._show(since.found, since.pages)
            self._work_out()
            return
        opened = (name for name in self.board.on_screen() if now.ready and name not in now.pages)
        self._show(now.found, {**now.pages, **{name: page_at(name, self.files) for name in opened}})
        if wrong:
            self._at_rest()
            self.board.post(indexing=False)
            self._told(News(found=now.found, seconds=monotonic() - self._begun, changed=tuple(self._changed)))
        else:
            self._due[self._begin_build] = monotonic() + QUIET

    def _was_built(self, result: Built | Failed) -> None:
        """The whole site was built; what came of it counts unless files have changed since that began."""
        self._build = None
        if isinstance(result, Failed):
            self._at_rest()
            self._trouble(result)
            self.board.post(indexing=False)
            return
        self.files.built = result.names or self.files.built
        if self._built_saves != self._saves:
            if not self._working and not self._due:
                self._due[self._begin_build] = monotonic() + QUIET
            return
        self._at_rest()
        self._show(result.found, {})
        self.board.post(indexing=False)
        self._told(
            News(found=result.found, seconds=monotonic() - self._begun, changed=tuple(self._changed), built=result)
        )

    # --- what is done about it

    def _follow(self, changes: Iterable[tuple[str, ...]]) -> None:
        """In a thread."""
        for paths in changes:
            self._events.put(Saved(paths))
            self._taken.wait()  # who asks for the next has read these
            self._taken.clear()

    def _next_due(self) -> float | None:
        """Seconds until there is something to do, if nothing happens before."""
        return max(0.0, min(self._due.values()) - monotonic()) if self._due else None

    def _do_due(self) -> None:
        """Does what is due first."""
        first = min(self._due, key=self._due.__getitem__)
        del self._due[first]
        first()

    def _work_out(self) -> None:
        self._working = True
        self._again = False
        self._since = {}
        Thread(target=self._wait_for_work, daemon=True).start()

    def _wait_for_work(self) -> None:
        """In a thread."""
        self._events.put(self._link.work_out(self.board.on_screen, self._not_in))

    def _not_in(self, now: WorkedOut) -> tuple[str, ...]:
        """In a thread: the files that changed after this was begun; all that are wrong too, if it is not good."""
        return tuple(self._since if now.good else self._unseen)

    def _begin_build(self) -> None:
        if self._build is None:
            self._build, self._built_saves = Build(self._project, self._wishes), self._saves
            Thread(target=self._wait_for_build, args=(self._build,), daemon=True).start()

    def _wait_for_build(self, running: Build) -> None:
        """In a thread."""
        result = running.result()
        if not running.was_ended:
            self._events.put(result or CUT_OFF)

    def _at_rest(self) -> None:
        """From now on nothing reads the files, unless it does."""
        if not (self._working or self._build or self._due):
            self.read_until = monotonic()

    def _show(self, found: tuple[Diagnostic, ...], pages: Mapping[str, Page]) -> None:
        """Pages that are other now, and what stands in the way of the site."""
        wrong = problems(found, self._lines, self._editor) if has_errors(found) else ()
        self.board.post(pages=pages, problems=wrong)

    def _told(self, news: News) -> None:
        self._tell(news)
        self._changed = {}

    def _trouble(self, failed: Failed) -> None:
        """Briefbook itself failed. In any thread."""
        self._say(failed.trace or failed.message)
        self.board.post(problems=(failure(failed.message),))
        if failed is ENDED and not self._restarted:
            self._restarted = True
            self._events.put(Saved())


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
