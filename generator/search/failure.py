"""What is said when no index can be made. The caller decides whether that stops the build."""

from __future__ import annotations

MOST = 30_000
"""Pages that can be searched: with more, what each reader loads first passes a megabyte, and nothing was measured."""


class SearchError(Exception):
    """The index could not be made: a message in the words of a diagnostic, and a hint that can be followed."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class TooManyPagesError(SearchError):
    """There are more pages than an index is made for."""


def check_number(pages: int, what: str = "pages to search") -> None:
    """Raises TooManyPagesError."""
    if pages > MOST:
        message = f"the site has {pages:,} {what}, and search is made for {MOST:,} pages at most"
        raise TooManyPagesError(message, "divide it into two sites, or set search: off in site.yaml")
