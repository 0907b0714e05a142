"""Statements with their passages, quotations with the way their words reached us, judgements with what they rest on."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..inline import cites_in
from ..markup import chip_html, plain
from ..model import (
    OFFICIAL_TYPES,
    UNSTATED,
    Assessment,
    Cite,
    Library,
    Meeting,
    MeetingId,
    NameOrText,
    OrganizationId,
    PersonId,
    PointRef,
    Quote,
    SourceId,
)
from ..relate.attribution import Word
from ..relate.blocks import Block
from ..relate.commitments import point_at
from ..relate.offices import office_at
from ..relate.reports import Weight, weight_of
from ..relate.ties import places_in
from ..text import Finding, Match
from ..views import (
    NO_LINK,
    AssessmentRow,
    DisagreementRow,
    EvidenceNote,
    Html,
    Known,
    Link,
    QuoteRow,
    Related,
    Statement,
)
from . import urls, words
from .apparatus import NO_OUTLET, Apparatus, passages_of, source_name, spoken
from .dated import tells_date
from .desk import Desk


def voucher(library: Library, id: str) -> Link:
    """On whose word, inside a sentence: the full name of an organization, with its article."""
    organization = library.organizations.get(OrganizationId(id))
    if organization is None:
        return speaker(library, id)
    name = words.with_article(words.typeset(organization.name))
    return Link(text=name, path=urls.path_of("organizations", id))


def speaker(library: Library, id: str) -> Link:
    """The person or organization on whose word a thing is reported, as labels have it: a short name if there is one."""
    if id == UNSTATED:
        return NO_LINK
    found = urls.find(library, id, ("organizations", "people"))
    if found is None:
        return Link(text=id, path="")
    entry = found[1]
    return Link(text=getattr(entry, "short_name", None) or urls.name_of(entry), path=urls.path_of(found[0], id))


def word_voucher(library: Library, word: NameOrText) -> Link:
    """The same for a word that may be an issuer in plain words."""
    return voucher(library, word.id) if word.id else Link(text=words.typeset(word.text), path="")


def word_speaker(library: Library, word: NameOrText) -> Link:
    """The one on whose word a passage stands, as labels have it."""
    return speaker(library, word.id) if word.id else Link(text=words.typeset(word.text), path="")


def statements(desk: Desk, meeting: Meeting, page: Apparatus) -> tuple[Statement, ...]:
    """The points of a meeting in order, each with the passages it rests on."""
    return tuple(statement(desk, meeting, number, page) for number in range(len(meeting.points)))


def statement(desk: Desk, meeting: Meeting, number: int, page: Apparatus) -> Statement:
    """One point. Its notes are made first, so that its citations lead to them."""
    point = meeting.points[number]
    blocks = desk.blocks("meetings", meeting)
    one = blocks["points", number, "text"]
    behind = desk.behind(meeting)[number]
    notes = _notes(desk, meeting, number, page, behind)
    prose = desk.inline(one, page)
    weight = weight_of(point, desk.reports)
    return Statement(
        id=point.id,
        number=number + 1,
        html=Html(markup=prose.markup + _chips_beside(one.text, point.cite, page)),
        according_to=tuple(word_voucher(desk.library, word) for word in behind if word),
        unstated=None in behind,
        weight=weight_words(weight),
        flagged=weight.documents > 1 and weight.reports == 1,
        notes=notes,
        remark=desk.inline(blocks.get(("points", number, "note")), page),
        doubts=words.doubts(point),
    )


def said(desk: Desk, meeting: Meeting, number: int, page: Apparatus, *, own: bool = False) -> Html:
    """A statement with its citations, as a page shows it beside or away from its passages."""
    point = meeting.points[number]
    prose = desk.inline(desk.blocks("meetings", meeting)["points", number, "text"], page, names=False, own=own)
    return Html(markup=prose.markup + desk.chips_html(_beside(point.text, point.cite), page))


def _chips_beside(text: str, cites: tuple[Cite, ...], page: Apparatus) -> str:
    return "".join(chip_html(chip, page.root) for chip in page.chips(_beside(text, cites)))


def _beside(text: str, cites: tuple[Cite, ...]) -> list[Cite]:
    """The cites whose passages the text does not cite itself."""
    inside = {cite.passage for cite in cites_in(text)}
    return [cite for cite in cites if cite.passage not in inside]


def _notes(
    desk: Desk, meeting: Meeting, number: int, page: Apparatus, behind: Mapping[Word, tuple[Cite, ...]]
) -> tuple[EvidenceNote, ...]:
    made = []
    one = desk.blocks("meetings", meeting)["points", number, "text"]
    for cite in passages_of(one.cites):
        who = _who(desk.library, behind, cite)
        cautions = _cautions(desk, meeting, number, cite, page)
        note = page.note(cite, matches_in(desk, one, cite, page), who, cautions)
        if note:
            made.append(note)
    if all(note.copy for note in made):  # a copy is folded only beside the report it copies
        return tuple(msgspec.structs.replace(note, copy=False) for note in made)
    return tuple(made)


def matches_in(desk: Desk, one: Block, cite: Cite, page: Apparatus) -> list[Match]:
    """What of a passage a block of words relies on and a page may mark."""
    return [
        match
        for place in places_in(desk.ties_of(one), cite)
        if place.finding is Finding.QUOTED or not page.is_withheld(cite)
        for match in place.matches
    ]


def _who(library: Library, behind: Mapping[Word, tuple[Cite, ...]], cite: Cite) -> str:
    """Who says it inside a source: those on whose word the passage stands, or else the outlet."""
    names = [
        word_speaker(library, word).text
        for word, cites in behind.items()
        if word and any(cite.passage == one.passage for one in cites)
    ]
    return words.listing(names) or _outlet(library, cite.source)


def _outlet(library: Library, source: SourceId) -> str:
    found = library.sources.get(source)
    return source_name(found, library) if found else source


def _cautions(desk: Desk, meeting: Meeting, number: int, cite: Cite, page: Apparatus) -> tuple[str, ...]:
    """What a reader of the passage must know, once a page: that it is a copy's, that the date rests on it."""
    relation = page.relation(cite.source)
    found = page.once(f"{words.capital(relation)}: it adds no weight.") if relation else ()
    if not tells_date(desk, meeting, number, cite):
        return found
    date = desk.when(meeting)
    if date.known is Known.WORKED_OUT:
        return (*found, *page.once(f"Day worked out: {date.note}"))
    return (*found, *page.once(f"Date inferred: {date.note}")) if date.known is Known.INFERRED else found


def weight_words(weight: Weight) -> str:
    """The count in words: "2 documents, 1 separate report"; one document is one report, and says so by itself. On
    whose word stands beside it.
    """
    documents = words.count(weight.documents, "document")
    return documents if weight.documents == 1 else f"{documents}, {words.count(weight.reports, 'separate report')}"


def quotes(desk: Desk, meeting: Meeting, page: Apparatus) -> tuple[QuoteRow, ...]:
    """The quotations of a meeting as its own page shows them."""
    return tuple(quote_row(desk, meeting, number, page) for number in range(len(meeting.quotes)))


def quote_row(desk: Desk, meeting: Meeting, number: int, page: Apparatus) -> QuoteRow:
    """One quotation: the words, who says them in which office, and how they reached us."""
    quote = meeting.quotes[number]
    blocks = desk.blocks("meetings", meeting)
    cite = next((tie.cite for tie in desk.ties_of(blocks["quotes", number, "text"]) if tie.cite), quote.cite[0])
    sigil = page.sigil(cite.source)
    return QuoteRow(
        id=f"quote-{number + 1}",
        html=plain(words.typeset(quote.text)),
        by=speaker(desk.library, quote.by),
        role=quote.role or office_words(desk, quote.by, meeting),
        relayed=_relayed(desk, quote, cite.source),
        doubts=words.doubts(quote),
        meeting=urls.link_by_place(meeting),
        sigil=sigil,
        paragraph=cite.paragraph,
        path=urls.paragraph_path(cite.source, cite.paragraph),
        aria=spoken(sigil, cite),
        note=desk.inline(blocks.get(("quotes", number, "note")), page),
        language=page.language_of(cite.source),
    )


def office_words(desk: Desk, id: str, meeting: Meeting) -> str:
    """A person's role on the day of a meeting, with the organization; "" for an organization."""
    person = desk.library.people.get(PersonId(id))
    office = office_at(person, meeting) if person else None
    if office is None:
        return ""
    country = desk.library.countries.get(person.country) if person and person.country else None
    return f"{office.role}, {country.name}" if country else office.role


def _relayed(desk: Desk, quote: Quote, source: SourceId) -> str:
    """How the words reached us: from an official document, or by whom and through which outlet."""
    article = desk.library.sources.get(source)
    if article is not None and article.type in OFFICIAL_TYPES:
        kind = article.type.value.replace("-", " ")
        return f"From {_with_a(kind)} that is held here itself."
    outlet = _outlet(desk.library, source)
    where = "a report whose outlet is not stated" if outlet == NO_OUTLET else words.isolated(outlet)
    if quote.according_to in (None, UNSTATED):
        return f"Read in {where}; on whose word is not stated."
    if quote.according_to == quote.by:
        return f"Read in {where}."
    return f"Made known by {words.isolated(voucher(desk.library, str(quote.according_to)).text)}; read in {where}."


def _with_a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def disagreements(desk: Desk, meeting: Meeting, page: Apparatus) -> tuple[DisagreementRow, ...]:
    """Where the sources disagree: every reading with its cites, and which one the page follows."""
    blocks = desk.blocks("meetings", meeting)
    rows = []
    for number, question in enumerate(meeting.disagreements):
        readings = []
        for one, reading in enumerate(question.readings):
            here = blocks["disagreements", number, "readings", one, "text"]
            prose = desk.inline(here, page, names=False)
            readings.append(Html(markup=prose.markup + _chips_beside(reading.text, reading.cite, page)))
        rows.append(
            DisagreementRow(
                question=words.typeset(question.question),
                readings=tuple(readings),
                resolution=desk.inline(blocks["disagreements", number, "resolution"], page, names=False),
            )
        )
    return tuple(rows)


def assessments(desk: Desk, meeting: Meeting, page: Apparatus) -> tuple[AssessmentRow, ...]:
    """The desk's judgements with their confidence and what they rest on."""
    blocks = desk.blocks("meetings", meeting)
    return tuple(
        AssessmentRow(
            html=desk.inline(blocks["assessment", number, "text"], page),
            confidence=one.confidence.value,
            rests_on=_rests_on(desk, meeting, one),
            chips=page.chips(basis for basis in one.rests_on if isinstance(basis, Cite)),
        )
        for number, one in enumerate(meeting.assessment)
    )


def _rests_on(desk: Desk, meeting: Meeting, one: Assessment) -> tuple[Related, ...]:
    """The statements by number, those of each meeting together: "statements" 11 and 12, "New York, statement" 1."""
    groups: dict[MeetingId, list[Link]] = {}
    for basis in one.rests_on:
        found = point_at(desk.library, basis) if isinstance(basis, PointRef) else None
        if isinstance(basis, PointRef) and found:
            path = f"#{basis.point}" if basis.meeting == meeting.id else urls.point_path(basis)
            number = Link(text=str(found[0].points.index(found[1]) + 1), path=path)
            groups.setdefault(basis.meeting, []).append(number)
    return tuple(
        Related(title=_numbered(desk.library.meetings[name], meeting, len(links)), links=tuple(links))
        for name, links in groups.items()
    )


def _numbered(there: Meeting, here: Meeting, number: int) -> str:
    noun = "statement" if number == 1 else "statements"
    return noun if there.id == here.id else f"{words.place_name(there)}, {noun}"
