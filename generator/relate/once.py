"""What is worked out once for a library and kept with it: relations that several checks and all pages ask for.

Facts never change, so what follows from them may be kept as long as they are; what is kept is no part of the library's
value. Nothing here knows which relations there are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from ..model import Library

T = TypeVar("T")


def once(relation: Callable[[Library], T]) -> Callable[[Library], T]:
    """The relation, worked out when it is first asked of a library."""
    name = f"{relation.__module__}.{relation.__qualname__}"

    @wraps(relation)
    def asked(library: Library) -> T:
        kept = library.__dict__
        if name not in kept:
            kept[name] = relation(library)
        found: T = kept[name]
        return found

    return asked


def inherit(heir: Library, library: Library, relation: Callable[[Library], T]) -> None:
    """Gives a library what is known of another, where both must have the same: what is said of single entries, say."""
    keep(heir, relation, relation(library))


def keep(library: Library, relation: Callable[[Library], T], found: T) -> None:
    """Gives a library what a relation has found, in the form in which it is to be asked."""
    library.__dict__[f"{relation.__module__}.{relation.__qualname__}"] = found
