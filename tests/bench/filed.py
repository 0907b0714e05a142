"""One meeting as it goes into the files: the values, made once, and their files for Briefbook.

What is written for another builder is made of the same values, so that all build the same meetings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .briefing import UNCITED, Draft, briefing, draft
from .captures import COPY, dossier
from .occasion import Occasion
from .sourcetext import Article, article
from .standing import Files
from .yamltext import Value, document


class Filed(NamedTuple):
    """A meeting: what is known of it, the fields of the desk's file, and its sources."""

    own: Draft
    fields: Mapping[str, Value]
    articles: tuple[Article, ...]


def filed(seed: int, event: Occasion) -> Filed:
    """The meeting with all its values."""
    file = dossier(seed, event)
    own = draft(seed, file)
    fields = briefing(own)
    return Filed(own, fields, tuple(_article(own, nth) for nth in range(len(file.captures))))


def _article(own: Draft, nth: int) -> Article:
    captures = own.dossier.captures
    is_uncited = captures[nth].role == COPY and own.copy is None
    return article(own.seed, own.event, nth, captures, {"R109": UNCITED} if is_uncited else {})


def desk_files(one: Filed) -> Files:
    """Path and text of the meeting's file and of its sources, for Briefbook."""
    yield f"meetings/{one.own.event.id}.yaml", document(one.fields)
    for source in one.articles:
        yield f"sources/{source.id}.md", source.file
