"""Which relations the checks of an entry ask for keys. It decides no check, and makes no relation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..model import Library
from ..relate.acceptance import accepted_by_countries
from ..relate.addresses import alias_owners
from ..relate.chains import circles_through
from ..relate.citations import citations_by_source
from ..relate.commitments import followers
from ..relate.copies import suspected_of
from ..relate.families import families
from ..relate.mentions import shared_names
from ..relate.offices import offices_in
from ..relate.reports import separate_reports
from ..relate.rights import cited_paragraphs
from ..relate.tracks import steps_before

ASKED: tuple[Callable[[Library], Mapping[Any, object]], ...] = (
    accepted_by_countries,
    alias_owners,
    circles_through,
    citations_by_source,
    cited_paragraphs,
    families,
    followers,
    offices_in,
    separate_reports,
    shared_names,
    steps_before,
    suspected_of,
)
"""What is asked beside the entries themselves. `separate_reports` are the reports of the context."""
