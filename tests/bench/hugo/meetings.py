"""A meeting and its sources as pages for Hugo. The texts are those that Briefbook is given; none is made here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from ..captures import Capture, Paragraph
from ..filed import Filed
from ..occasion import Seat
from ..sourcetext import Article
from ..standing import Files
from ..world import countries, office, person_id, person_name
from .desk import ArticleFields, MeetingFields, PointFields, article_fields, meeting_fields
from .links import country, html, markdown, organization, person, topic, topic_of
from .pages import (
    Backs,
    Cited,
    Correction,
    Judged,
    Link,
    Listed,
    MeetingPage,
    Question,
    Reading,
    Seated,
    SourcePage,
    Spoken,
    Statement,
    Step,
    written,
)

REFERENCE = re.compile(r"([a-z0-9-]+)#p(\d+)")
EXCERPT_WORDS = 400
"""Of a source with the rights `excerpt`, cited paragraphs are shown up to so many words, as on Briefbook's pages."""
UNSTATED = Link("", "nobody’s stated word")
PROMISES = frozenset({"commitment", "agreement"})


def meeting_files(one: Filed) -> Files:
    """Path and text of the meeting's page and of its sources' pages."""
    made = Making(one)
    yield f"meetings/{one.own.event.id}.md", written(made.page(), made.summary() + "\n")
    for capture, article in zip(one.own.dossier.captures, one.articles, strict=True):
        yield source_file(capture, article, made)


def source_file(capture: Capture, article: Article, making: Making | None = None) -> tuple[str, str]:
    """Path and text of a source's page; without a meeting, nothing cites it."""
    fields = article_fields(article.fields)
    day = capture.issued.isoformat() if capture.issued else "2005-01-01"
    cited = making.cited[capture.id] if making else frozenset[int]()
    page = SourcePage(
        title=fields.title,
        date=day,
        organizations=(fields.publisher,) if fields.publisher else (),
        publisher=_publisher(capture, making),
        author=fields.author,
        origin=fields.url,
        genre=fields.type,
        dateline=fields.dateline,
        grade=fields.grade,
        descriptor=fields.descriptor,
        rights=fields.rights,
        meeting=making.link if making else None,
        cited=making.backs(capture.id) if making else (),
        furniture=tuple(f"¶ {nth}: {one.skip}" for nth, one in enumerate(capture.paragraphs, start=1) if one.skip),
    )
    text = "\n".join(_text(capture.paragraphs, _open(capture, fields, cited)))
    return f"sources/{article.id}.md", written(page, text)


def _publisher(capture: Capture, making: Making | None) -> Link | None:
    if capture.outlet:
        return Link(f"/organizations/{capture.outlet.key}/", capture.outlet.name)
    return organization(making.offices[capture.issuer]) if making else None


def _open(capture: Capture, fields: ArticleFields, cited: frozenset[int]) -> frozenset[int]:
    """The numbers of the paragraphs whose text is shown."""
    numbered = [(nth, one) for nth, one in enumerate(capture.paragraphs, start=1) if not one.skip]
    if fields.rights == "full":
        return frozenset(nth for nth, _ in numbered)
    found, left = set[int](), EXCERPT_WORDS if fields.rights == "excerpt" else 0
    for nth, one in numbered:
        words = len(one.text.split())
        if nth in cited and words <= left:
            found.add(nth)
            left -= words
    return frozenset(found)


def _text(paragraphs: tuple[Paragraph, ...], shown: frozenset[int]) -> Iterator[str]:
    """Paragraphs as Markdown blocks with an id; of those that are kept back the number of words."""
    for nth, one in enumerate(paragraphs, start=1):
        if not one.skip:
            text = one.text if nth in shown else f"¶ {nth}, {len(one.text.split())} words, not shown"
            yield f"{text}\n{{#p{nth}}}\n"


class Making:
    """One meeting in the making: what several parts of its pages need, worked out once."""

    def __init__(self, one: Filed) -> None:
        self.one = one
        self.event = one.own.event
        self.fields: MeetingFields = meeting_fields(one.fields)
        self.people = {person_id(seat.person): person_name(seat.person).full for seat in self.event.seats}
        self.link = Link(f"/meetings/{self.event.id}/", self.fields.name)
        self.offices = {one.id: one for one in self.event.offices}

    @cached_property
    def sources(self) -> Mapping[str, tuple[Capture, ArticleFields, str]]:
        """Its sources by id, with the name of who published them."""
        pairs = zip(self.one.own.dossier.captures, self.one.articles, strict=True)
        return {
            capture.id: (capture, article_fields(article.fields), self._name(capture)) for capture, article in pairs
        }

    def _name(self, capture: Capture) -> str:
        return capture.outlet.name if capture.outlet else self.offices[capture.issuer].name

    @cached_property
    def cited(self) -> Mapping[str, frozenset[int]]:
        """By source the paragraphs that the desk's file cites, wherever it does."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for id, number in REFERENCE.findall(msgspec.json.encode(self.one.fields).decode()):
            found[id].add(int(number))
        return defaultdict(frozenset, {id: frozenset(numbers) for id, numbers in found.items()})

    @cached_property
    def shown(self) -> Mapping[str, frozenset[int]]:
        """By source the paragraphs whose text may be shown."""
        return {id: _open(capture, fields, self.cited[id]) for id, (capture, fields, _) in self.sources.items()}

    def summary(self) -> str:
        """The summary as Markdown, a link for each cite."""
        names = {id: name for id, (_, _, name) in self.sources.items()}
        return markdown(self.fields.summary, self.people, names)

    def page(self) -> MeetingPage:
        """Everything but the summary."""
        event, fields = self.event, self.fields
        promises = any(one.kind in PROMISES for one in fields.points)
        return MeetingPage(
            title=fields.name,
            date=event.day.isoformat(),
            people=tuple(self.people),
            countries=tuple(dict.fromkeys(one.country.code for one in event.offices)),
            organizations=tuple(self.offices),
            topics=tuple(one.id for one in event.topics),
            timeline=(f"{event.day:%Y}",),
            series=self._series(),
            wording=tuple(fields.wording),
            commitments=(f"{event.day:%Y}",) if promises else (),
            draft=fields.status == "draft",
            kind=event.kind,
            status=fields.status,
            city=event.city,
            country=country(event.country),
            day=self._cite(fields.date_basis.cite, fields.date_basis.words) if fields.date_basis.cite else None,
            participants=tuple(self._seated(seat) for seat in event.seats),
            statements=tuple(self._statement(one) for one in fields.points),
            quotes=tuple(
                Spoken(self._person(one.by), one.text, self._cite(one.cite), one.note) for one in fields.quotes
            ),
            steps=tuple(self._steps()),
            judgements=tuple(Judged(one.text, one.confidence) for one in fields.assessment),
            questions=tuple(self._questions()),
            corrections=tuple(Correction(one.date, one.text) for one in fields.corrections),
            sources=tuple(self._listed()),
            filed=(*(topic(one) for one in event.topics), *(country(one.country) for one in event.offices)),
            note=html(fields.note, self.people),
            reviewed=f"{fields.reviewed_by}, {fields.reviewed_on}" if fields.reviewed_by else "",
        )

    def backs(self, id: str) -> tuple[Backs, ...]:
        """The cited paragraphs of a source, each with the places that cite it."""
        places: defaultdict[int, list[Link]] = defaultdict(list)
        for source, number in REFERENCE.findall(self.fields.summary):
            if source == id:
                places[int(number)].append(Link(self.link.path, "summary"))
        for nth, point in enumerate(self.fields.points, start=1):
            for cite in point.cites:
                source, _, number = cite.at.partition("#p")
                if source == id:
                    places[int(number)].append(Link(f"{self.link.path}#{point.id}", f"statement {nth}"))
        for number in self.cited[id]:
            places[number] = places[number] or [self.link]
        return tuple(Backs(number, tuple(links)) for number, links in sorted(places.items()))

    def _series(self) -> tuple[str, ...]:
        name = self.one.fields.get("series")
        return (name,) if isinstance(name, str) else ()

    def _seated(self, seat: Seat) -> Seated:
        own = office(seat.office)
        return Seated(person(seat.person), own.roles[seat.post], organization(own), country(own.country))

    def _person(self, id: str) -> Link:
        return Link(f"/people/{id}/", self.people[id])

    def _cite(self, at: str, words: str = "") -> Cited:
        """A cite with its passage: the paragraph where it is shown, else the words that are relied on."""
        id, _, number = at.partition("#p")
        capture, _, name = self.sources[id]
        nth = int(number)
        passage = capture.paragraphs[nth - 1].text if nth in self.shown[id] else words
        return Cited(f"/sources/{id}/#p{nth}", f"{name}, ¶ {nth}", nth, passage)

    def _word(self, id: str) -> Link:
        if id in self.offices:
            return organization(self.offices[id])
        return self._person(id) if id in self.people else UNSTATED

    def _statement(self, one: PointFields) -> Statement:
        return Statement(
            id=one.id,
            kind=one.kind,
            text=html(one.text, self.people),
            word=self._word(one.according_to),
            cites=tuple(self._cite(cite.at, cite.words) for cite in one.cites),
            topics=tuple(topic_of(id) for id in one.topics),
            on=tuple(topic_of(id).path for id in one.topics),
            due=one.due,
            state=one.state,
            parties=tuple(country(land) for land in countries() if land.code in one.parties),
            note=html(one.note, self.people),
        )

    def _steps(self) -> Iterator[Step]:
        for track, one in self.fields.wording.items():
            original = one.original.text if one.original else ""
            yield Step(track, one.text, one.of, self._word(one.according_to), self._cite(one.cite), original)

    def _questions(self) -> Iterator[Question]:
        for one in self.fields.disagreements:
            readings = tuple(Reading(reading.text, self._cite(reading.cite)) for reading in one.readings)
            yield Question(one.question, readings, one.resolution)

    def _listed(self) -> Iterator[Listed]:
        for id, (capture, fields, name) in self.sources.items():
            words = sum(len(one.text.split()) for one in capture.paragraphs if not one.skip)
            yield Listed(f"/sources/{id}/", fields.title, name, fields.issued[:10], words)
