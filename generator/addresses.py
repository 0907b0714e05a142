"""Addresses of the web, cut into their parts. What cannot be cut is told apart from what is merely empty.

Whether an address is good for anything is judged elsewhere.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def split(address: str) -> SplitResult | None:
    """The parts of an address; None of one that cannot be read, such as "http://[x/"."""
    try:
        return urlsplit(address)
    except ValueError:
        return None
