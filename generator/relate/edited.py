"""A library with some entries put in place of others, before all that follows from them is worked out anew.

What is drawn from single entries is drawn from the new ones; relations of the whole library are those of the old one.
So what it says of the new entries themselves is what a new library would say, and what others are told of them may be
behind: good for what is to be shown at once, and never for what is published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

import msgspec

from ..model import Entry, Library
from .blocks import kind_of
from .drawn import OF_ENTRIES, drawn_whole
from .mentions import spotter
from .once import keep

T = TypeVar("T")

Place = tuple[str, str]
"""Kind and id of an entry."""


class Over(dict[Any, Any]):
    """What is drawn of some entries, over what was drawn of all. A key is kind and id, or begins with them; or it is
    the id of a source.
    """

    def __init__(self, below: dict[Any, Any], anew: AbstractSet[Place]) -> None:
        super().__init__()
        self._below = below
        self._anew = anew

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or (_place(key) not in self._anew and key in self._below)

    def __missing__(self, key: object) -> Any:  # noqa: ANN401 - whatever the relation holds
        if _place(key) in self._anew:
            raise KeyError(key)
        return self._below[key]

    def get(self, key: object, default: Any = None) -> Any:  # noqa: ANN401 - as above
        """As of any mapping."""
        return self[key] if key in self else default  # noqa: SIM401 - that would be this very method


def _place(key: object) -> Place:
    return ("sources", str(key)) if isinstance(key, str) else tuple(key[:2])  # type: ignore[index]


def edited(library: Library, entries: Iterable[Entry]) -> Library:
    """The library with these in the place of those of the same kind and id. They keep their order; none is new."""
    own: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        own[kind_of(entry)][entry.id] = entry
    changed: dict[str, Mapping[str, Entry]] = {kind: {**getattr(library, kind), **new} for kind, new in own.items()}
    heir = msgspec.structs.replace(library, **changed)
    anew = frozenset((kind, id) for kind, new in own.items() for id in new)
    spotter(library)  # made once for all that are edited
    heir.__dict__.update(library.__dict__)
    for relation in OF_ENTRIES:
        over: dict[Any, Any] = Over(relation(library), anew)
        keep(heir, relation, over)
    keep(heir, drawn_whole, drawn_whole(library) - anew)
    return heir
