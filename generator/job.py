"""What is asked of a build, and what comes of it. Values that the command line needs before it loads the pipeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

import msgspec

from .diagnostics import Diagnostic

Progress = Callable[[str, int, int], None]
"""Called with the stage (reading, checking, relating, templates, comparing, rendering, search,
proving, writing), what is done, and the total. Comparing is done with the last build."""


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """Where things lie. `templates` are the project's own and may be absent; `cache` is the tool's own folder there.
    `user_cache` is its folder in the cache of whoever runs it, for what is run itself; None: that is not kept.
    """

    content: Path
    builtin: Path
    out: Path
    cache: Path
    templates: Path | None = None
    user_cache: Path | None = None


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """How to build. `today` serves warnings only, such as overdue commitments; no page depends on it. `processes`: so
    many may be used, where a fork is safe. `clock`: what the parts of the site are timed with, if they are to be.
    """

    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    search: bool = True
    processes: int = 1
    today: dt.date | None = None
    pagefind: Path | None = None
    clock: Callable[[], float] | None = None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What was built and proved: ties are quotations and relied-on words found word for word, in so many passages."""

    pages: int = 0
    sources: int = 0
    meetings: int = 0
    ties: int = 0
    passages: int = 0
    cites: int = 0
    links: int = 0


class Time(msgspec.Struct, frozen=True):
    """How long a part of the site took, and how many pages it has; "meetings/x", "home"."""

    part: str
    seconds: float
    pages: int


class Ground(StrEnum):
    """What may have changed since the last build, that something is made again."""

    FIELD = "field"
    NEW_ENTRY = "new-entry"
    GONE_ENTRY = "removed-entry"
    ANSWER = "relation"
    FILE = "file"
    NEW = "new"
    LOST = "damaged"
    TEMPLATE = "template"
    SETTING = "setting"
    SHARED = "shared"
    CONTENT = "content"
    SEARCH = "search"
    OPTION = "option"
    TOOL = "tool"
    NOTHING = "nothing-kept"


class Reason(msgspec.Struct, frozen=True):
    """One reason. `of`: an entry, a relation, a file or a template, by name; `what` of it: a field, or a key."""

    ground: Ground
    of: str = ""
    what: str = ""


class Remade(msgspec.Struct, frozen=True, kw_only=True):
    """Why parts of the site were made again. `parts`: all that were, each with its own reasons; `whole`: what concerns
    all of them, and then none has any of its own; `besides`: what changed and decides nothing by itself; `total`: of
    the parts there are; `gone`: parts that are there no more; `templates`: by the template of a page, what changed of
    all that such pages are made with.
    """

    parts: Mapping[str, tuple[Reason, ...]]
    total: int
    whole: tuple[Reason, ...] = ()
    besides: tuple[Reason, ...] = ()
    gone: tuple[str, ...] = ()
    templates: Mapping[str, tuple[Reason, ...]] = msgspec.field(default_factory=dict)


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """The files by name ("meetings/x/index.html"), empty if there was an error; those of a written site are read when
    they are asked for. `pages`: page path to content file. `standing`: nothing changed since the last build, which
    made all this. `times`: of each part, if a clock was given. `remade`: why something was made, if that is known.
    """

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    counts: Counts
    pages: dict[str, str]
    standing: bool = False
    times: tuple[Time, ...] = ()
    remade: Remade | None = None


def silent(_stage: str, _done: int, _total: int) -> None:
    """No progress."""
