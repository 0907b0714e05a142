"""What a briefing and a source are cited as: facts of the record under the names that CSL has for them.

Decides what counts as author, container and date. What the record does not know is left out, never guessed: a briefing
without `updated` has no date, and a byline is one name, whoever stands in it.
"""

from __future__ import annotations

from .. import dates
from ..dates import Edtf, Precision
from ..edtf_reader import SPRING, ends
from ..model import OFFICIAL_TYPES, Meeting, Source, SourceType, Status
from ..views import CslDate, CslItem, CslName, CslType
from . import urls, words
from .desk import Desk

IN_DOUBT = ("title", "author", "issuer", "publisher", "issued", "url")
"""Fields of a source that stand in a citation: if the desk inferred one, the citation says so."""


def cite_meeting(desk: Desk, meeting: Meeting) -> CslItem:
    """A briefing, as a page of this site. A draft or a withdrawn one says so where no program can overlook it."""
    site = desk.library.site
    status = "" if meeting.status is Status.PUBLISHED else meeting.status.value
    title = words.typeset(meeting.name)
    return CslItem(
        id=meeting.id,
        type=CslType.PAGE,
        title=f"{title} [{status}]" if status else title,
        author=_names(site.publisher),
        editor=_names(*site.editors),
        container_title=site.title,
        genre="Briefing",
        status=status,
        issued=csl_date(meeting.updated),
        url=urls.address(desk.library, urls.path_of("meetings", meeting.id)),
        language=site.language,
    )


def cite_source(desk: Desk, source: Source) -> CslItem:
    """The original as the record holds it, and where in the record it stands."""
    is_news = source.type is SourceType.ARTICLE
    outlet = urls.named(desk.library, source.publisher).text
    author = _author(desk, source)
    return CslItem(
        id=source.id,
        type=CslType.NEWS if is_news else CslType.DOCUMENT,
        title=f"[{urls.name_of(source)}]" if "title" in source.unknown else urls.name_of(source),
        author=_names(author),
        container_title=outlet if is_news else "",
        publisher="" if is_news or outlet == author else outlet,
        genre="" if is_news else words.capital(source.type.value.replace("-", " ")),
        issued=csl_date(source.issued),
        accessed=csl_date(source.accessed),
        url=source.url or "",
        archive_location=source.archive_url or "",
        language=source.language or desk.library.site.language,
        note=_note(desk, source),
    )


def csl_date(value: Edtf | None) -> CslDate | None:
    """A date in CSL's parts. An open end, a decade and a season at an end of an interval are left in words."""
    if value is None:
        return None
    doubtful = value.is_uncertain or value.is_approximate
    if value.precision is Precision.SEASON and value.earliest:
        return CslDate(date_parts=((int(value.text[:4]),),), season=int(value.text[5:7]) - SPRING + 1, circa=doubtful)
    both = ends(value) if value.is_interval else (value,)
    parts = tuple(_parts(one) for one in both)
    if not all(parts):
        return CslDate(literal=dates.long_text(value))
    return CslDate(date_parts=parts, circa=doubtful)


def _parts(value: Edtf | None) -> tuple[int, ...]:
    """Year, month, day as far as known; none if not even the year is."""
    first, last = (value.earliest, value.latest) if value else (None, None)
    if value is None or first is None or last is None:
        return ()
    known = {Precision.DAY: 3, Precision.MINUTE: 3, Precision.MONTH: 2, Precision.YEAR: 1}.get(value.precision, 0)
    return (first.year, first.month, first.day)[:known] if known > 1 or first.year == last.year else ()


def _author(desk: Desk, source: Source) -> str:
    """Of an official text the body that issued it; else the byline, or the agency whose copy it is."""
    if source.type in OFFICIAL_TYPES and source.issuer:
        return urls.named(desk.library, source.issuer).text
    return source.author or urls.link_to(desk.library, "organizations", source.wire).text


def _note(desk: Desk, source: Source) -> str:
    """Which parts the desk inferred, and the address at which the record has the source: it comes last."""
    inferred = [_LABELS.get(name, words.label(name)) for name in IN_DOUBT if words.reason(source, name)]
    said = f"{words.capital(words.listing(inferred))} inferred. " if inferred else ""
    address = urls.address(desk.library, urls.path_of("sources", source.id))
    return f"{said}Recorded in {desk.library.site.title}: {address}"


_LABELS = {"publisher": "outlet", "issued": "date", "url": "address"}


def _names(*names: str) -> tuple[CslName, ...]:
    return tuple(CslName(literal=name) for name in names if name)
