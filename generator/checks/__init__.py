"""The checks: each one function over the whole library that yields what it finds. A new one is a line in CHECKS.

They state what is wrong and where; what becomes of it (severity, exit code) is decided after them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostic, in_order
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
from .context import Check, Context, Where
from .severities import settled

__all__ = ["CHECKS", "Check", "Context", "Where", "run"]

CHECKS: tuple[Check, ...] = (
    references.unresolved_references,
    references.unresolved_sources,
    references.unresolved_links,
    references.ambiguous_references,
    cites.cites_without_paragraph,
    cites.cites_of_missing_paragraphs,
    cites.cites_of_skipped_paragraphs,
    namesakes.one_sided_distinctions,
    namesakes.people_of_one_family_name,
    namesakes.ambiguous,
    chains.circular_chains,
    chains.follow_ups_before_their_time,
    addresses.shared_addresses,
    quotations.quotations,
    quotations.relied_on_words,
    quotations.unclosed_marks,
    quotations.unread,
    summaries.uncited_sentences,
    summaries.repeated_quotations,
    dates.date_words,
    dates.dates_against_their_words,
    dates.ids_of_another_month,
    commitments.overdue,
    offices.participants_without_office,
    offices.overlapping_posts,
    sources.never_cited,
    sources.unused_passages,
    reports.undecided_copies,
    reports.documents_of_one_report,
    reports.words_without_passage,
    wording.changed_issuers,
    wording.changed_translators,
    rights.full_text_without_ground,
    doubts.inferred,
)


def run(context: Context, checks: Sequence[Check] = CHECKS) -> tuple[Diagnostic, ...]:
    """All findings, weighed as the site wants them and accepted ones lowered, in the order of the files."""
    return in_order(settled((found for check in checks for found in check(context)), context))
