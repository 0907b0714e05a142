"""Whether every page has an address of its own: ids, old ids (`aliases`) and the pages the tool makes itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic, Note
from ..relate.blocks import KINDS, Path, entries
from .context import NOUNS, Context

TAKEN = frozenset({*KINDS, "assets", "commitments", "pagefind", "search", "timeline"})
"""Names at the root of a site that stand for lists, tools and files; the desk's own pages stand beside them."""


def shared_addresses(context: Context) -> Iterator[Diagnostic]:
    """R107: two pages with one URL."""
    owners: dict[tuple[str, str], tuple[str, Path]] = {}
    owners |= {(kind, entry.id): (entry.id, ()) for kind, entry in entries(context.library)}
    owners |= {(kind, id): (id, ()) for kind, id in context.failed}
    for kind, entry in entries(context.library):
        if kind == "pages" and entry.id in TAKEN:
            message = f"page '{entry.id}' has the address of a page that the tool makes"
            yield finding("R107", context.where(kind, entry.id, "title"), message, hint="give the file another name")
        for number, alias in enumerate(entry.aliases):
            path: Path = ("aliases", number)
            owner = owners.setdefault((kind, alias), (entry.id, path))
            if kind == "pages" and alias in TAKEN:
                owner = (alias, ())
                message = f"alias '{alias}' has the address of a page that the tool makes"
            elif owner == (entry.id, path):
                continue
            else:
                message = f"alias '{alias}' has the address of {NOUNS[kind]} '{owner[0]}'"
            notes = () if owner[0] in TAKEN else (Note(context.where(kind, owner[0], *owner[1]), "the other page"),)
            at = context.where(kind, entry.id, *path)
            yield finding("R107", at, message, hint="take the alias out, or rename the other page", notes=notes)
