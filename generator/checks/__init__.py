"""The checks: each a function of one entry that yields what it finds there. A new one is a line in OF_AN_ENTRY.

They state what is wrong and where; what becomes of it (severity, exit code) is decided after them. A check of one entry
looks others up, by their ids and in relations by their keys, so that its findings stand as long as these do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import TypeVar, cast

from ..diagnostics import Diagnostic, in_order
from ..model import (
    CountryEntry,
    Entry,
    Meeting,
    Organization,
    Page,
    Person,
    Series,
    Source,
    Topic,
    WordingTrack,
)
from . import (
    addresses,
    chains,
    cites,
    commitments,
    dates,
    doubts,
    namesakes,
    offices,
    quotations,
    references,
    reports,
    rights,
    sources,
    summaries,
    wording,
)
from .context import Check, Context, EntryCheck, Where
from .severities import settled, weighed

__all__ = ["CHECKS", "OF_AN_ENTRY", "WHOLE", "Check", "Context", "EntryCheck", "Single", "Where", "of_entry", "run"]

E = TypeVar("E", bound=Entry)


def _of(_type: type[E], *checks: Callable[[Context, E], Iterator[Diagnostic]]) -> tuple[EntryCheck, ...]:
    """Checks of entries of one type: `of_entry` gives them no others."""
    return cast("tuple[EntryCheck, ...]", checks)


EVERY: tuple[EntryCheck, ...] = (addresses.shared_addresses, doubts.inferred)

CITING: tuple[EntryCheck, ...] = (
    references.unresolved_sources,
    cites.cites_of_missing_paragraphs,
    cites.cites_of_skipped_paragraphs,
    quotations.relied_on_words,
)
"""Of what has cites: in prose or in fields."""

PROSE: tuple[EntryCheck, ...] = (
    *CITING,
    references.unresolved_links,
    cites.cites_without_paragraph,
    quotations.quotations,
    quotations.unclosed_marks,
    quotations.unread,
)

OF_AN_ENTRY: Mapping[str, tuple[EntryCheck, ...]] = {
    "meetings": _of(
        Meeting,
        *EVERY,
        *PROSE,
        references.unresolved_references,
        chains.circular_chains,
        chains.follow_ups_before_their_time,
        summaries.uncited_sentences,
        summaries.repeated_quotations,
        dates.date_words,
        dates.dates_against_their_words,
        dates.ids_of_another_month,
        commitments.overdue,
        offices.participants_without_office,
        reports.documents_of_one_report,
        reports.words_without_passage,
        wording.changed_issuers,
        wording.changed_translators,
    ),
    "people": _of(
        Person,
        *EVERY,
        *PROSE,
        references.unresolved_references,
        namesakes.one_sided_distinctions,
        namesakes.people_of_one_family_name,
        namesakes.ambiguous,
        offices.overlapping_posts,
    ),
    "organizations": _of(
        Organization,
        *EVERY,
        *PROSE,
        references.unresolved_references,
        chains.circular_chains,
        namesakes.ambiguous,
    ),
    "topics": _of(
        Topic,
        *EVERY,
        *PROSE,
        references.unresolved_references,
        chains.circular_chains,
        namesakes.ambiguous,
    ),
    "series": _of(Series, *EVERY, *PROSE, references.unresolved_references, namesakes.ambiguous),
    "wording": _of(WordingTrack, *EVERY, *PROSE, references.unresolved_references),
    "countries": _of(CountryEntry, *EVERY, *PROSE, namesakes.ambiguous),
    "pages": _of(Page, *EVERY, *PROSE, addresses.taken_names),
    "sources": _of(
        Source,
        *EVERY,
        references.unresolved_references,
        chains.circular_chains,
        sources.never_cited,
        sources.unused_passages,
        reports.undecided_copies,
        rights.full_text_without_ground,
    ),
}
"""By kind, what is said of a single entry, always at a place in its own file. Sources come last, since theirs rest on
the passages of all the others: what is matched for one entry is asked again while it is still at hand.
"""

WHOLE: tuple[Check, ...] = (
    rights.full_texts_by_default,  # one finding of site.yaml, which counts the sources it is about
)
"""What cannot be said of single entries. Each is asked after every edit, and so has to be cheap."""

CHECKS: tuple[EntryCheck | Check, ...] = (*dict.fromkeys(chain.from_iterable(OF_AN_ENTRY.values())), *WHOLE)


Single = Callable[[str, Entry], tuple[Diagnostic, ...]]
"""Gives what is found of one entry of a kind."""


def run(context: Context, single: Single | None = None) -> tuple[Diagnostic, ...]:
    """All findings, weighed as the site wants them and accepted ones lowered, in the order of the files. `single`:
    knows those of single entries, or finds them.
    """
    library, of = context.library, single or partial(of_entry, context)
    found = (of(kind, entry) for kind in OF_AN_ENTRY for entry in getattr(library, kind).values())
    whole = weighed((found for check in WHOLE for found in check(context)), library.site)
    return in_order(chain(chain.from_iterable(found), whole))


def of_entry(context: Context, kind: str, entry: Entry) -> tuple[Diagnostic, ...]:
    """Everything that is found of one entry, weighed and accepted as its file says; all of it is in that file."""
    return tuple(settled(_found(context, kind, entry), context, entry, _beside(context, entry)))


def _found(context: Context, kind: str, entry: Entry) -> Iterator[Diagnostic]:
    return (found for check in OF_AN_ENTRY[kind] for found in check(context, entry))


def _beside(context: Context, entry: Entry) -> Iterator[Diagnostic]:
    """What is found of the other entries in the file of this one: the countries share theirs."""
    if isinstance(entry, CountryEntry):
        for other in context.library.countries.values():
            if other.id != entry.id:
                yield from _found(context, "countries", other)
