"""What a page can be taken away as. Each format is one file, from a view to text.

Nothing here knows a file, an address or a template; the names of the formats are those that templates ask by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..views import CslItem
from . import bibtex, csl, plain, ris
from .dublin_core import tags

CITATIONS: Mapping[str, Callable[[CslItem], str]] = {
    "plain": plain.text,
    "bibtex": bibtex.text,
    "ris": ris.text,
    "csl": csl.text,
}
"""The formats of a citation."""

__all__ = ["CITATIONS", "tags"]
