"""Whether every page has an address of its own: ids, old ids (`aliases`) and the pages the tool makes itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic, Note
from ..model import Entry, Page
from ..relate.addresses import alias_owners
from ..relate.blocks import KINDS, Path, kind_of
from .context import NOUNS, Context

TAKEN = frozenset({*KINDS, "assets", "commitments", "pagefind", "search", "timeline"})
"""Names at the root of a site that stand for lists, tools and files; the desk's own pages stand beside them."""


def taken_names(context: Context, page: Page) -> Iterator[Diagnostic]:
    """R107 for a page of the desk where the tool makes one."""
    if page.id in TAKEN:
        message = f"page '{page.id}' has the address of a page that the tool makes"
        yield finding("R107", context.where("pages", page.id, "title"), message, hint="give the file another name")


def shared_addresses(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """R107: two pages with one URL, at the alias that asks for it: the first to have it keeps it."""
    kind = kind_of(entry)
    for number, alias in enumerate(entry.aliases):
        owner = _owner(context, kind, alias)
        if kind == "pages" and alias in TAKEN:
            owner = (alias, ())
            message = f"alias '{alias}' has the address of a page that the tool makes"
        elif owner == (entry.id, ("aliases", number)):
            continue
        else:
            message = f"alias '{alias}' has the address of {NOUNS[kind]} '{owner[0]}'"
        notes = () if owner[0] in TAKEN else (Note(context.where(kind, owner[0], *owner[1]), "the other page"),)
        at = context.where(kind, entry.id, "aliases", number)
        yield finding("R107", at, message, hint="take the alias out, or rename the other page", notes=notes)


def _owner(context: Context, kind: str, alias: str) -> tuple[str, Path]:
    """The entry that has an alias for its id or else is the first to have been called so, and where it says that."""
    if alias in getattr(context.library, kind) or (kind, alias) in context.failed:
        return alias, ()
    id, number = alias_owners(context.library)[kind, alias]
    return id, ("aliases", number)
