"""How much of a page the desk worked out by itself. For the editor who reviews it; not a fault."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import finding
from ..diagnostics import Diagnostic
from ..model import Entry
from ..relate.blocks import Path, kind_of
from ..relate.doubts import inferred_facts
from .context import Context


def inferred(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """I104, once a file."""
    facts = inferred_facts(entry)
    if facts:
        noun = "fact is" if len(facts) == 1 else "facts are"
        names = ", ".join(dict.fromkeys(map(_named, facts)))
        at = context.where(kind_of(entry), entry.id, *facts[0][:-1], "inferred", facts[0][-1])
        yield finding("I104", at, f"{len(facts)} {noun} inferred: {names}", hint="check the reasons when you review")


def _named(path: Path) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
