"""The page of one source: its text as rights allow, cited words marked, the way back to every place that cites it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..hygiene import seen
from ..model import Rights, Skip, Source, WordingId
from ..relate.citations import Citation, merged
from ..relate.rights import rights_of
from ..relate.ties import kept_paragraphs
from ..relate.tracks import latest_first
from ..text import word_count
from ..views import NO_LINK, FactRow, LeftOut, Link, ListView, Paragraph, Related, Rows, Run, SourceView
from . import lists_of, sourcing, urls, words
from .apparatus import NO_OUTLET, Apparatus, prefix_length, publisher_link, source_name
from .citing import cite_source
from .desk import Desk
from .listing import Listing, Owner, is_long
from .neighbours import by_date, neighbours_in_line
from .referring import place_link

WORDING_ANCHOR = "wording-"

CITED_BY = "cited-by"

MOST_BACKS = 6
"""Pages named beside a paragraph that more cite."""

PLACES = {"note": "introduction", "of": "what it is about"}
"""The fields of other pages than a meeting's, as readers know them."""


Place = tuple[str, str]
"""A page that cites a source: kind and id."""


def source_pages(desk: Desk, source: Source) -> Iterator[SourceView | ListView]:
    """The page of a source, and those of what cites it, if that would be too long for it."""
    cited_by = citing(desk, source)
    view = source_page(desk, source, cited_by)
    yield view
    owner = Owner(path=view.path, name=view.headline, section="sources", above=view.crumbs)
    yield from cited_by.pages(desk, owner)


def source_page(desk: Desk, source: Source, cited_by: Listing[Place]) -> SourceView:
    """Everything the page of a source shows. `cited_by`: what cites it."""
    path = urls.path_of("sources", source.id)
    before, after = neighbours_in_line(desk, "sources", source.id, by_date("source"), _link)
    title = urls.name_of(source)
    return SourceView(
        path=path,
        root=urls.root_of(path),
        title=f"{words.brief(title)}, {words.brief(source_name(source, desk.library))}",
        description=_description(source, desk),
        crumbs=(Link(text="Sources", path=urls.index_path("sources")),),
        section="sources",
        headline=title,
        long_headline=words.is_long_title(title),
        language=source.language or desk.library.site.language,
        when=words.source_when(source),
        descriptor=words.typeset(source.descriptor or ""),
        facts=_facts(desk, source),
        use=_use(desk, source),
        flags=sourcing.flags(source, less=("publisher", "issued")),
        relations=_relations(desk, source),
        paragraphs=paragraphs(desk, source, cited_by),
        left_out=tuple(_left_out(skip) for skip in source.skip) + _prefix_left_out(source),
        rights=_rights(desk, source),
        cited_by=_cited_by(desk, source, cited_by),
        mentions=_mentioned(desk, source),
        citation=cite_source(desk, source),
        previous=before,
        next=after,
    )


def _description(source: Source, desk: Desk) -> str:
    date = words.source_when(source)
    issued = f", {date.text}" if source.issued else ", undated"
    return f"{words.brief(source_name(source, desk.library))}{issued}: the text with every cited passage marked."


def _facts(desk: Desk, source: Source) -> tuple[FactRow, ...]:
    date = words.source_when(source)
    is_own = source.issuer is not None and source.issuer == source.publisher
    rows = [
        FactRow(
            label="Issued and published by" if is_own else "Outlet",
            links=(publisher_link(source, desk.library),),
            doubt="" if publisher_link(source, desk.library).text == NO_OUTLET else words.doubt_of(source, "publisher"),
        ),
        FactRow(label="Byline", links=(Link(text=source.author or "None printed", path=""),), doubt=""),
        FactRow(label="Issued", links=(Link(text=words.capital(date.text), path=""),), doubt=date.note),
    ]
    if source.issuer and not is_own:
        rows.append(FactRow(label="Issuer", links=(urls.named(desk.library, source.issuer),)))
    if source.wire:
        rows.append(FactRow(label="News agency", links=(urls.link_to(desk.library, "organizations", source.wire),)))
    if source.dateline:
        rows.append(FactRow(label="Dateline", links=(Link(text=source.dateline, path=""),)))
    if source.url:
        rows.append(FactRow(label="Address", links=(Link(text=source.url, path=source.url),)))
    if source.archive_url:
        rows.append(FactRow(label="Archived at", links=(Link(text=source.archive_url, path=source.archive_url),)))
    if source.accessed:
        rows.append(FactRow(label="Accessed", links=(Link(text=words.when(source.accessed).text, path=""),)))
    if source.grade:
        rows.append(
            FactRow(label="Grade", links=(Link(text=source.grade, path="", note="Admiralty code, given by the desk"),))
        )
    rows.append(FactRow(label="Captured", links=(Link(text=f"sha256 {source.sha256[:12]}…", path=""),)))
    return tuple(rows)


def _use(desk: Desk, source: Source) -> str:
    kept = kept_paragraphs(source)
    cited = [number for number, _ in kept if (source.id, number) in desk.cited]
    if not cited:
        return "No page cites this source yet."
    return f"{len(cited):,} of {words.count(len(kept), 'paragraph')} cited."


def _relations(desk: Desk, source: Source) -> tuple[Link, ...]:
    found = []
    if source.derived_from:
        origin = desk.library.sources.get(source.derived_from)
        name = urls.name_of(origin) if origin else source.derived_from
        relation = words.capital(words.RELATIONS[source.relation])
        found.append(Link(text=name, path=urls.path_of("sources", source.derived_from), note=f"{relation} of"))
    for other in desk.belonging.copies_of.get(source.id, ()):
        relation = words.capital(words.RELATIONS[other.relation])
        found.append(Link(text=urls.name_of(other), path=urls.path_of("sources", other.id), note=f"{relation}:"))
    return tuple(found)


def paragraphs(desk: Desk, source: Source, cited_by: Listing[Place]) -> tuple[Paragraph, ...]:
    """The article's paragraphs with their captured numbers; words that rights withhold stay out."""
    withheld_here = desk.withheld[source.id]
    whole = cited_by.more(urls.path_of("sources", source.id))
    shown = []
    for number, text in kept_paragraphs(source):
        cited = desk.cited.get((source.id, number), ())
        open_here = number not in withheld_here
        withheld = "" if open_here else f"¶\u202f{number}, {words.count(word_count(text), 'word')}, not shown"
        runs = _runs(text, cited, prefix_length(source, number)) if open_here else ()
        backs, more = _backs(desk, cited, whole)
        shown.append(Paragraph(number=number, runs=runs, cited=bool(cited), backs=backs, withheld=withheld, more=more))
    return tuple(shown)


def _runs(text: str, cited: tuple[Citation, ...], prefix: int) -> tuple[Run, ...]:
    runs, position = [], prefix
    for mark in merged([match for citation in cited for match in citation.matches]):
        start = max(mark.start, position)
        runs += [Run(text=seen(text[position:start])), Run(text=seen(text[start : mark.end]), marked=True)]
        position = max(mark.end, position)
    runs.append(Run(text=seen(text[position:])))
    return tuple(run for run in runs if run.text)


def _backs(desk: Desk, cited: tuple[Citation, ...], whole: Link) -> tuple[tuple[Related, ...], Link]:
    """The places that cite a paragraph, each page named once; if all are told elsewhere, of many the first."""
    places = by_page(desk, cited)
    if not (whole.path and is_long(len(places), MOST_BACKS)):
        return tuple(_back(desk, page, there) for page, there in places.items()), NO_LINK
    shown = tuple(_back(desk, page, places[page]) for page in list(places)[:MOST_BACKS])
    others = words.count(len(places) - MOST_BACKS, "other page")
    return shown, Link(text=f"{others}: all that cite this source", path=whole.path)


def by_page(desk: Desk, cited: Iterable[Citation]) -> dict[Place, list[Citation]]:
    """The citations by the page on which they stand."""
    found: defaultdict[Place, list[Citation]] = defaultdict(list)
    for citation in cited:
        if getattr(desk.library, citation.kind).get(citation.id) is not None:
            found[citation.kind, citation.id].append(citation)
    return found


def _back(desk: Desk, page: Place, there: Sequence[Citation], prefix: str = "") -> Related:
    kind, id = page
    anchored = sorted(there, key=lambda one: not one.anchor)
    labels = dict.fromkeys((one.anchor, _place(desk, one)) for one in anchored)
    links = tuple(Link(text=f"{prefix}{label}", path=urls.path_of(kind, id, anchor)) for anchor, label in labels)
    title = place_link(desk, kind, id).text
    return Related(title=f"Language “{title}”" if kind == "wording" else title, links=links)


def citing(desk: Desk, source: Source) -> Listing[Place]:
    """Every page that cites the source, those of the newest meetings first, with the paragraph each place rests on."""
    cited = {number: by_page(desk, desk.cited.get((source.id, number), ())) for number, _ in kept_paragraphs(source)}
    pages = dict.fromkeys(page for places in cited.values() for page in places)

    def show(items: Sequence[Place], _page: Apparatus) -> Rows:
        return Rows(passages=tuple(_everywhere(desk, one, cited) for one in items))

    return Listing(
        name=CITED_BY,
        heading="Cited by",
        noun=("page", "pages"),
        items=sorted(pages, key=lambda one: lists_of.page_age(desk, *one)),
        show=show,
        group_of=lambda one: lists_of.page_year(desk, *one),
        label=lambda one: place_link(desk, *one).text,
        shown=30,
        part=60,
    )


def _everywhere(desk: Desk, page: Place, cited: Mapping[int, Mapping[Place, Sequence[Citation]]]) -> Related:
    """All places of a page that cite the source, paragraph by paragraph."""
    found = [
        _back(desk, page, places[page], f"¶\u202f{number}: ") for number, places in cited.items() if page in places
    ]
    return Related(title=found[0].title, links=tuple(link for one in found for link in one.links))


def _place(desk: Desk, citation: Citation) -> str:
    """A place of a page as readers know it: statement 3, language “Their word for it”, introduction."""
    track = desk.library.wording.get(WordingId(citation.anchor.removeprefix(WORDING_ANCHOR)))
    if track and citation.anchor.startswith(WORDING_ANCHOR):
        return f"language “{words.typeset(track.name)}”"
    return citation.label if citation.kind == "meetings" else PLACES.get(citation.label, citation.label)


def _left_out(skip: Skip) -> LeftOut:
    lines = f"¶ {skip.first}" if skip.first == skip.last else f"¶ {skip.first}–{skip.last}"
    return LeftOut(lines=lines, reason=words.typeset(skip.reason))


def _prefix_left_out(source: Source) -> tuple[LeftOut, ...]:
    if not source.strip_prefix:
        return ()
    return (LeftOut(lines="¶ 1", reason=f"before the first words, put there by the capture: “{source.strip_prefix}”"),)


def _rights(desk: Desk, source: Source) -> str:
    mode = rights_of(source, desk.library)
    terms = [
        f"Rights: {source.rights_holder}" if source.rights_holder else "",
        source.license or "",
        source.rights_note or desk.library.site.rights_note,
    ]
    said = {
        Rights.FULL: "Shown in full.",
        Rights.EXCERPT: "Only the cited paragraphs are shown.",
        Rights.LINK: "The text is not shown; only quotations stand on the pages that cite it.",
    }[mode]
    return " ".join([said, *(f"{words.typeset(term).rstrip('.')}." for term in terms if term)])


def _cited_by(desk: Desk, source: Source, cited_by: Listing[Place]) -> tuple[Related, ...]:
    resting = latest_first(desk.register.resting_on.get(source.id, ()))
    if not resting:
        return ()
    links = tuple(desk.meeting_link(one) for one in (resting[: cited_by.shown] if cited_by.is_long else resting))
    return (
        Related(title="Briefings that rest on it", links=links, more=cited_by.more(urls.path_of("sources", source.id))),
    )


def _mentioned(desk: Desk, source: Source) -> tuple[Link, ...]:
    """The people, organizations and countries the text names, most often named first."""
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    for kind, id, number in desk.named_in(source):
        if number:
            counts[kind, id] += 1
    order = sorted(counts, key=lambda one: (-counts[one], one))
    return tuple(
        urls.link_to(desk.library, kind, id, note=words.count(counts[kind, id], "paragraph")) for kind, id in order
    )


def _link(source: Source) -> Link:
    return Link(text=urls.name_of(source), path=urls.path_of("sources", source.id), note=words.source_when(source).text)
