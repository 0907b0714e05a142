"""What is said when no index can be made. The caller decides whether that stops the build."""

from __future__ import annotations


class SearchError(Exception):
    """The index could not be made: a message in the words of a diagnostic, and a hint that can be followed."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
