"""The sources of a page: what each is, the part it plays, and where its words come from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model import Classification, Library, Meeting, NameOrText, OrganizationId, Source, SourceId
from ..relate.attribution import is_own_text
from ..relate.reports import count_reports, sources_of, weight_of
from ..relate.ties import kept_paragraphs
from ..text import word_count
from ..views import SourceRow, StemmaNode
from . import urls, words
from .apparatus import NO_OUTLET, Apparatus, foreign_language, source_name
from .counted import counted
from .desk import Desk
from .statements import speaker, word_speaker, word_voucher

REPORTERS = frozenset({Classification.OUTLET, Classification.WIRE})


def row(desk: Desk, name: SourceId, page: Apparatus, use: str = "") -> SourceRow:
    """A source in a list: outlet, byline, date, length, and what is not certain about it; its own page says why."""
    known = desk.once(_described, desk.library.sources[name])
    return SourceRow(
        sigil=page.sigil(name),
        title=known.title,
        path=known.path,
        publisher=known.publisher,
        meta=known.meta,
        use=use,
        flags=known.flags,
        language=known.language,
    )


class _Described(NamedTuple):
    """What a row says of a source on every page."""

    title: str
    path: str
    publisher: str
    meta: str
    flags: tuple[str, ...]
    language: str


def _described(desk: Desk, source: Source) -> _Described:
    publisher = source_name(source, desk.library)
    return _Described(
        title=urls.name_of(source),
        path=urls.path_of("sources", source.id),
        publisher=publisher,
        meta=meta(source),
        flags=flags(source, brief=True, less=("publisher",) if publisher == NO_OUTLET else ()),
        language=foreign_language(desk.library, source.id),
    )


def meta(source: Source) -> str:
    """Byline, date and length: "Lee Jung-joo, 23 February 2024, 13:25. 561 words in 16 paragraphs"."""
    return f"{_byline(source)}, {words.source_when(source).text}. {_length(source)}"


def by_and_length(source: Source) -> str:
    """The same where the date stands elsewhere in the row: "Lee Jung-joo. 561 words in 16 paragraphs"."""
    return f"{_byline(source)}. {_length(source)}"


def _byline(source: Source) -> str:
    return source.author or "no byline"


def _length(source: Source) -> str:
    """How long it is, on one line."""
    kept = kept_paragraphs(source)
    length = sum(word_count(text) for _, text in kept)
    return words.unbroken(f"{length:,} words in {words.count(len(kept), 'paragraph')}")


FLAGGED = (("publisher", "Outlet"), ("issued", "Date"), ("title", "Headline"), ("derived_from", "Origin"))


def flags(source: Source, *, brief: bool = False, less: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What readers must know of a source's record: title, outlet, date and origin not stated or inferred, and why."""
    found = []
    for field, noun in FLAGGED:
        if field in less:
            continue
        why = words.reason(source, field)
        if why:
            found.append(f"{noun} inferred." if brief else f"{noun} inferred: {why.rstrip('.')}.")
        elif field in source.unknown:
            found.append(f"{noun} not stated.")
    return tuple(found)


def counting(desk: Desk, meeting: Meeting, page: Apparatus) -> str:
    """The sentence that counts: articles, separate origins, and whose word they carry."""
    used = sources_of(meeting)
    if not used:
        return ""
    head = counted(desk, used, page)
    carried = authorities(desk, meeting, used)
    if not carried:
        return f"{head}."
    said = words.listing([word_voucher(desk.library, word).text for word in carried])
    tail = _not_held(desk, _unseen_of(desk, carried, used), len(carried))
    return f"{head}, on the word of {said}.{tail}"


def _not_held(desk: Desk, unseen: list[NameOrText], carried: int) -> str:
    """Of which of the authorities no text is held; "" if one of each is."""
    if not unseen:
        return ""
    if len(unseen) < carried:
        names = words.listing([word_voucher(desk.library, word).text for word in unseen])
        return f" No text by {names} is held here."
    if len(unseen) > 1:
        return " Their own texts are not held here."
    if unseen[0].id in desk.library.people:
        return " The words themselves are not held here."
    return " Its own text is not held here."


def authorities(desk: Desk, meeting: Meeting, sources: Iterable[SourceId]) -> list[NameOrText]:
    """The people and organizations on whose word these sources report, in order of first use."""
    wanted = set(sources)
    found = dict.fromkeys(
        word
        for said in desk.behind(meeting)
        for word, cites in said.items()
        if word and wanted & {cite.source for cite in cites}
    )
    return list(found)


def _unseen_of(desk: Desk, carried: Iterable[NameOrText], sources: Iterable[SourceId]) -> list[NameOrText]:
    """Those of the authorities of whom none of these sources is a text of their own."""
    held = [desk.library.sources[name] for name in sources]
    return [word for word in carried if not any(is_own_text(desk.library, source, word) for source in held)]


def stemma(desk: Desk, meeting: Meeting, page: Apparatus) -> tuple[StemmaNode, ...]:
    """Where the words come from: unseen statements, the wire if one is credited, the reports, their copies."""
    used = sources_of(meeting)
    trees = []
    for report in dict.fromkeys(desk.reports.get(name, name) for name in used):
        members = [name for name in used if desk.reports.get(name, name) == report]
        head = report if report in members else members[0]
        copies = tuple(_node(desk, name, page) for name in members if name != head)
        tree = _node(desk, head, page, copies)
        wire = desk.library.sources[head].wire
        if wire:
            tree = _unseen(speaker(desk.library, wire).text, "wire report, not held", (tree,))
        unseen = _unseen_of(desk, authorities(desk, meeting, members), members)
        if unseen:
            joined = tuple(word_speaker(desk.library, word).text for word in unseen)
            detail = _said_as({is_reporter(desk.library, word) for word in unseen})
            tree = StemmaNode(name="", detail=detail, path="", sigil=None, joined=joined, children=(tree,))
        trees.append(tree)
    return tuple(trees)


def _said_as(reporting: set[bool]) -> str:
    """What unseen documents are, by whether those they are of report: some and some have but that in common."""
    return {frozenset({True}): "report", frozenset({False}): "statement"}.get(frozenset(reporting), "not held")


def is_reporter(library: Library, word: NameOrText) -> bool:
    """Whether the word is that of an outlet or a wire service: they report, others make statements."""
    organization = library.organizations.get(OrganizationId(word.id))
    return organization is not None and organization.classification in REPORTERS


def _node(desk: Desk, name: SourceId, page: Apparatus, children: tuple[StemmaNode, ...] = ()) -> StemmaNode:
    source = desk.library.sources[name]
    detail = page.relation(name)
    if source.derived_from and not detail:
        origin = desk.library.sources.get(source.derived_from)
        of = source_name(origin, desk.library) if origin else source.derived_from
        detail = f"{words.RELATIONS[source.relation]} of {of}"
    return StemmaNode(
        name=source_name(source, desk.library),
        detail=detail,
        path=urls.path_of("sources", name),
        sigil=page.sigil(name),
        joined=(),
        children=children,
    )


def _unseen(name: str, detail: str, children: tuple[StemmaNode, ...]) -> StemmaNode:
    return StemmaNode(name=name, detail=detail, path="", sigil=None, joined=(), children=children)


def evidence(desk: Desk, meeting: Meeting) -> tuple[str, str]:
    """For lists: how many articles stand behind a meeting, and the caution if they are one report or undated."""
    used = sources_of(meeting)
    reports = count_reports(used, desk.reports)
    undated = any(desk.library.sources[name].issued is None for name in used)
    if len(used) == 1:
        return "One report", "One undated report" if undated else "One report"
    if reports == 1:
        return "One origin", f"{words.capital(words.in_words(len(used)))} articles, one origin"
    return f"{words.capital(words.in_words(reports))} origins", ""


def weakest(desk: Desk, meeting: Meeting) -> str:
    """The caution beside the counts of a page: how many of its statements stand on one report, and what is undated."""
    _, flag = evidence(desk, meeting)
    if flag:
        return f"{flag}."
    single = sum(weight_of(point, desk.reports).reports == 1 for point in meeting.points)
    total = len(meeting.points)
    undated = sum(desk.library.sources[name].issued is None for name in sources_of(meeting))
    found = []
    if single:
        who = (
            "Every statement rests"
            if single == total
            else f"{single} of {words.count(total, 'statement')} rest{'s' if single == 1 else ''}"
        )
        found.append(f"{who} on one report only.")
    if undated:
        found.append(f"{words.capital(words.count_in_words(undated, 'report is', 'reports are'))} undated.")
    return " ".join(found)
