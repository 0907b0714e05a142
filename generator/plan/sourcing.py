"""The sources of a page: what each is, the part it plays, and where its words come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model import UNSTATED, Classification, Meeting, OrganizationId, Relation, Source, SourceId
from ..relate.reports import count_reports, sources_of
from ..relate.ties import kept_paragraphs
from ..text import word_count
from ..views import SourceRow, StemmaNode
from . import urls, words
from .apparatus import Apparatus, source_name
from .desk import Desk
from .statements import speaker, voucher

RELATION_WORDS = {
    Relation.VERBATIM: "verbatim copy",
    Relation.EDITED: "edited copy",
    Relation.REWRITE: "rewrite",
    Relation.TRANSLATION: "translation",
    Relation.SUMMARY: "summary",
    None: "copy",
}


REPORTERS = {Classification.OUTLET, Classification.WIRE}
"""They report; other organizations make statements."""


def row(desk: Desk, name: SourceId, page: Apparatus, use: str = "", *, brief: bool = False) -> SourceRow:
    """A source in a list: outlet, byline, date, length, and what is not certain about it (`brief`: without reasons)."""
    source = desk.library.sources[name]
    return SourceRow(
        sigil=page.sigil(name),
        title=urls.name_of(source),
        path=urls.path_of("sources", name),
        publisher=source_name(source, desk.library),
        meta=meta(source),
        use=use,
        flags=flags(source, brief=brief),
        language=page.language_of(name),
    )


def meta(source: Source) -> str:
    """Byline, date and length: "Lee Jung-joo, 23 February 2024, 13:25. 561 words in 16 paragraphs"."""
    kept = kept_paragraphs(source)
    length = sum(word_count(text) for _, text in kept)
    head = ", ".join([source.author or "no byline", words.source_when(source).text])
    return f"{head}. {length:,} words in {words.count(len(kept), 'paragraph')}"


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


def uses(desk: Desk, meeting: Meeting, page: Apparatus) -> Mapping[SourceId, str]:
    """The part each source plays on a meeting's page."""
    total = len(meeting.points)
    carried = {
        name: sum(name in {cite.source for cite in point.cite} for point in meeting.points) for name in page.sources
    }
    compared = {
        cite.source: words.place_name(desk.library.meetings[step.meeting])
        for use in meeting.wording
        for step in desk.steps.get(use.track, ())
        if step.meeting != meeting.id
        for cite in step.use.cite
    }
    found = {}
    for name in page.sources:
        if carried[name] == total:
            found[name] = "Carries this page"
        elif carried[name]:
            found[name] = f"Carries {carried[name]} of {words.count(total, 'statement')}"
        elif name in compared:
            found[name] = f"Only to compare with {compared[name]}"
        else:
            found[name] = "Only for background, such as an office"
    return found


def counting(desk: Desk, meeting: Meeting) -> str:
    """The sentence that counts: articles, separate origins, and whose word they carry."""
    used = sources_of(meeting)
    reports = count_reports(used, desk.reports)
    if not used:
        return ""
    if len(used) == 1:
        head = "One article"
    elif reports == 1:
        head = f"{words.capital(words.in_words(len(used)))} articles share one origin and count once"
    else:
        head = f"{words.capital(words.in_words(len(used)))} articles from {words.in_words(reports)} separate origins"
    names = unseen_authorities(desk, meeting, used)
    if not names:
        return f"{head}."
    said = [voucher(desk.library, name).text for name in names]
    tail = "Its own text is not held here." if len(names) == 1 else "Their own texts are not held here."
    return f"{head}, on the word of {words.listing(said)}. {tail}"


def unseen_authorities(desk: Desk, meeting: Meeting, sources: Iterable[SourceId]) -> list[OrganizationId]:
    """The organizations on whose word these sources report, where no document of theirs is held."""
    wanted = set(sources)
    issuers = (desk.library.sources[name].issuer for name in wanted)
    held = {issuer.id for issuer in issuers if issuer}
    names = dict.fromkeys(
        OrganizationId(point.according_to)
        for point in meeting.points
        if point.according_to != UNSTATED
        and point.according_to not in held
        and point.according_to in desk.library.organizations
        and wanted & {cite.source for cite in point.cite}
    )
    return list(names)


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
        authorities = unseen_authorities(desk, meeting, members)
        if authorities:
            joined = tuple(speaker(desk.library, name).text for name in authorities)
            detail = _said_as({desk.library.organizations[name].classification for name in authorities})
            tree = StemmaNode(name="", detail=detail, path="", sigil=None, joined=joined, children=(tree,))
        trees.append(tree)
    return tuple(trees)


def _said_as(kinds: set[Classification]) -> str:
    """What an unseen document of these organizations is: several in one group may have nothing but that in common."""
    if not kinds & REPORTERS:
        return "statement"
    return "report" if kinds <= REPORTERS else "not held"


def _node(desk: Desk, name: SourceId, page: Apparatus, children: tuple[StemmaNode, ...] = ()) -> StemmaNode:
    source = desk.library.sources[name]
    detail = RELATION_WORDS[source.relation] if source.derived_from else ""
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
