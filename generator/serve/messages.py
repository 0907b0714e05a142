"""What the server asks of the process that holds the site, and what that answers. Values only."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..diagnostics import Diagnostic
from .board import Page


class Get(msgspec.Struct, frozen=True):
    """Asks for the content of a file."""

    name: str


class Note(msgspec.Struct, frozen=True):
    """Asks what an analyst is told beside a page."""

    name: str


class Saved(msgspec.Struct, frozen=True):
    """Tells which files changed since the site was last worked out, and asks what is new of the pages on screen."""

    paths: tuple[str, ...]
    on_screen: tuple[str, ...]


class WorkOut(msgspec.Struct, frozen=True):
    """Has the site worked out from the files. `beside`: the channel of the stand-in that answers from then on, and says
    `Begun` there.
    """

    on_screen: tuple[str, ...]
    beside: int


class Leave(msgspec.Struct, frozen=True):
    """Sends a stand-in away."""


Request = Get | Note | Saved | WorkOut | Leave


class Got(msgspec.Struct, frozen=True):
    """A file's content; None if the site has none of that name."""

    content: bytes | None


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What can be told at once. `at_once`: these saves can be judged by themselves, and `found` is all that is wrong
    with the files that keeps the site from being built, as far as they were read: of many, those of pages on screen;
    `pages`: those on screen as they are now.
    """

    at_once: bool
    found: tuple[Diagnostic, ...] = ()
    pages: Mapping[str, Page] = msgspec.field(default_factory=dict)


class Begun(msgspec.Struct, frozen=True):
    """Says that a stand-in is there."""


class WorkedOut(msgspec.Struct, frozen=True, kw_only=True):
    """The site was worked out; `good`: it can be shown; `ready`: this one or an older one can. `found`: all that is
    wrong with the content and the templates; `pages`: those that are on screen; `editor`: the setting of site.yaml;
    `stand_in`: the number of the process that answers from then on, 0 for this one.
    """

    ready: bool
    good: bool
    found: tuple[Diagnostic, ...]
    pages: Mapping[str, Page]
    seconds: float
    editor: str = ""
    stand_in: int = 0


class Failed(msgspec.Struct, frozen=True):
    """Briefbook itself failed: the last line of the trace, and the trace."""

    message: str
    trace: str


Reply = Got | Seen | Begun | WorkedOut | Failed
