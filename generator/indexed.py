"""What each page gives to the search index: words with the place they stand at, and the facets of the page.

Words of a source come from its view, so what rights withhold cannot come here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .model import Country, Entry, Meeting, MeetingId, PersonId, SeriesId, Source, SourceId, TopicId
from .plan import Desk, urls, words
from .plan.listed import year_of
from .plan.sourcing import evidence
from .relate.register import topics_of
from .search import Passage, Record
from .views import AnyPage, EntryView, MeetingView, PersonView, SeriesView, SourceView, TextView, WordingView

MAIN = "main"
"""The fragment of a page's main part: where a hit leads that has no place of its own."""


def records(desk: Desk, pages: Iterable[AnyPage]) -> Iterator[Record]:
    """One record for every page that search may find, in the order of the pages."""
    for view in pages:
        record = _record(desk, view)
        if record is not None and not view.noindex:
            yield record


def _record(desk: Desk, view: AnyPage) -> Record | None:  # noqa: PLR0911 # one line a kind of page
    id = view.path.rstrip("/").rpartition("/")[2]
    match view:
        case MeetingView():
            return _meeting(desk, view, desk.library.meetings[MeetingId(id)])
        case SourceView():
            return _source(desk, view, desk.library.sources[SourceId(id)])
        case PersonView():
            return _entry(desk, view, "people", id, "Person")
        case EntryView():
            return _entry(desk, view, view.section, id, view.kind)
        case SeriesView():
            return _entry(desk, view, "series", id, "Series")
        case WordingView():
            return _entry(desk, view, "wording", id, "Wording track")
        case TextView():
            return _entry(desk, view, "pages", id, "About this site")
        case _:
            return None


def _meeting(desk: Desk, view: MeetingView, meeting: Meeting) -> Record:
    passages = [
        Passage(id=point.id, text=desk.plain(point.text), label=str(number))
        for number, point in enumerate(meeting.points, start=1)
    ]
    passages += [
        Passage(id=f"quote-{number}", text=quote.text, label=f"Quotation {number}")
        for number, quote in enumerate(meeting.quotes, start=1)
    ]
    passages += [
        Passage(id=f"wording-{use.track}", text=use.text, label=f"Language: {desk.library.wording[use.track].name}")
        for use in meeting.wording
    ]
    passages.append(Passage(id=MAIN, text=desk.plain(meeting.summary), label="Summary"))
    people = [desk.library.people[one.person] for one in meeting.participants if one.person in desk.library.people]
    countries = dict.fromkeys([*(person.country for person in people), meeting.country])
    return Record(
        path=view.path,
        title=words.typeset(meeting.name),
        language=desk.library.site.language,
        kind="meeting",
        date=_date(meeting),
        note=f"{view.when.text}, {words.place_name(meeting)}. {evidence(desk, meeting)[0]}",
        passages=tuple(passages),
        filters=_facets(
            desk,
            "Briefing",
            year_of(meeting),
            people=[person.name for person in people],
            countries=countries,
            topics=topics_of(meeting),
            series=[meeting.series] if meeting.series else [],
        ),
    )


def _source(desk: Desk, view: SourceView, source: Source) -> Record:
    passages = tuple(
        Passage(id=f"p{one.number}", text="".join(run.text for run in one.runs), label=str(one.number))
        for one in view.paragraphs
        if one.runs
    )
    named = desk.named_in(source)
    meetings = desk.register.resting_on.get(source.id, ())
    topics = {
        topic
        for meeting in meetings
        for point in meeting.points
        if any(cite.source == source.id for cite in point.cite)
        for topic in point.topics
    }
    day = source.issued.earliest if source.issued else None
    return Record(
        path=view.path,
        title=view.headline,
        language=view.language,
        kind="source",
        date=day.isoformat() if day else "",
        note=", ".join(part for part in (view.facts[0].links[0].text, view.when.text) if part),
        passages=passages,
        filters=_facets(
            desk,
            "Source",
            str(day.year) if day else "Undated",
            people=sorted({desk.library.people[PersonId(one)].name for kind, one, _ in named if kind == "people"}),
            countries=sorted({Country(one) for kind, one, _ in named if kind == "countries"}),
            topics=sorted(topics),
            series=sorted({meeting.series for meeting in meetings if meeting.series}),
        ),
    )


def _entry(desk: Desk, view: AnyPage, kind: str, id: str, type_: str) -> Record:
    entry: Entry = getattr(desk.library, kind)[id]
    texts = [desk.plain(block.text) for block in desk.blocks(kind, entry).values()]
    others = [other.name for other in getattr(entry, "other_names", ())]
    offices = [office.role for office in getattr(entry, "memberships", ())]
    passages = [Passage(id=MAIN, text=text) for text in [". ".join([*offices, *others]), *texts] if text]
    country = getattr(entry, "country", None)
    return Record(
        path=view.path,
        title=urls.name_of(entry),
        language=desk.library.site.language,
        kind="page",
        note=type_,
        passages=(Passage(id=MAIN, text=" ".join(one.text for one in passages)),) if passages else (),
        filters=_facets(desk, type_, "", countries=[country] if country else []),
    )


def _facets(
    desk: Desk,
    type_: str,
    year: str,
    *,
    people: Iterable[str] = (),
    countries: Iterable[Country | None] = (),
    topics: Iterable[TopicId] = (),
    series: Iterable[SeriesId] = (),
) -> tuple[tuple[str, str], ...]:
    found = [("Type", type_)]
    found += [("People", words.typeset(name)) for name in people]
    found += [
        ("Country", words.typeset(desk.library.countries[one].name))
        for one in countries
        if one in desk.library.countries
    ]
    found += [("Topic", words.typeset(desk.library.topics[one].name)) for one in topics if one in desk.library.topics]
    library = desk.library
    known = [library.series[one] for one in series if one in library.series]
    found += [("Series", words.typeset(one.short_name or one.name)) for one in known]
    return (*found, *((("Year", year),) if year else ()))


def _date(meeting: Meeting) -> str:
    return meeting.date.earliest.isoformat() if meeting.date and meeting.date.earliest else ""
