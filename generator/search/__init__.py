"""The search index: from records, one a page, to the files of a Pagefind bundle, and the tables beside it.

What is found in the browser, and how it is shown, is decided in `templates/assets/search.js`.
"""

from __future__ import annotations

from .assembled import FILES
from .bundle import Bundle, KeptBundle, Nothing, Renewed, bundle, fingerprint, renewed
from .failure import SearchError, TooManyPagesError, check_number
from .phrases import phrase_table
from .records import Passage, Record
from .service import Limits, binary_version, find_binary

__all__ = [
    "FILES",
    "Bundle",
    "KeptBundle",
    "Limits",
    "Nothing",
    "Passage",
    "Record",
    "Renewed",
    "SearchError",
    "TooManyPagesError",
    "binary_version",
    "bundle",
    "check_number",
    "find_binary",
    "fingerprint",
    "phrase_table",
    "renewed",
]
