"""Whether a source shown in full says by what right. What is withheld is checked in `withheld`, over the output."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic
from ..model import Rights, SiteSettings, Source
from .context import Context

HINT = "give license or rights_note, or show the text as an excerpt or a link"


def full_text_without_ground(context: Context, source: Source) -> Iterator[Diagnostic]:
    """L102 at the source that asks for it."""
    if source.rights is Rights.FULL and _is_bare(source, context.library.site):
        at = context.where("sources", source.id, "rights")
        yield finding("L102", at, f"'{source.id}' is shown in full, and nothing says by what right", hint=HINT)


def full_texts_by_default(context: Context) -> Iterator[Diagnostic]:
    """L102 once in site.yaml, where full texts are the site's default."""
    site = context.library.site
    if site.rights is not Rights.FULL or site.rights_note:
        return
    unsaid = [one for one in context.library.sources.values() if one.rights is None and _is_bare(one, site)]
    if unsaid:
        noun = "source is" if len(unsaid) == 1 else "sources are"
        at = context.where("site", "site", "rights")
        hint = f"{HINT}; for all at once, give rights_note in site.yaml"
        message = f"{len(unsaid)} {noun} shown in full, '{unsaid[0].id}' first, and nothing says by what right"
        yield finding("L102", at, message, hint=hint)


def _is_bare(source: Source, site: SiteSettings) -> bool:
    return not (source.license or source.rights_note or site.rights_note)
