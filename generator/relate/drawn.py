"""What is drawn from single entries, once for a library. It names the relations, and draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..model import Library
from .blocks import blocks_by_entry
from .citations import citations_by_entry
from .mentions import names_by_block, names_by_source, names_outside_by_block
from .once import once
from .placed import cites_by_entry
from .tally import tally_by_entry
from .ties import ties_by_block

OF_ENTRIES: tuple[Callable[[Library], dict[Any, Any]], ...] = (
    blocks_by_entry,
    cites_by_entry,
    ties_by_block,
    citations_by_entry,
    names_by_block,
    names_outside_by_block,
    names_by_source,
    tally_by_entry,
)
"""By entry, by block or by source. They are filled as they are asked, and hold for every library with the same entries
and names.
"""


@once
def drawn_whole(_library: Library) -> frozenset[tuple[str, str]]:
    """The entries, by kind and id, of which all is there whenever it is asked."""
    return frozenset()
