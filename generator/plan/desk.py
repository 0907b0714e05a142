"""What all pages are planned from: the library and the relations drawn from it, each computed once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from ..hygiene import seen
from ..inline import without_marks
from ..markup import ChipOf, NameLink, Setting, block, chip_html, cross_words, inline
from ..model import Cite, Entry, Library, Meeting, MeetingId, Person, Source, SourceId, Status, Value, WordingId
from ..reads import Reads, Told, ToldLine, ToldOf, remembered
from ..relate.attribution import Word, cites_by_word
from ..relate.belonging import Belonging, belonging
from ..relate.blocks import Block, Path, entries, known_blocks, told_kinds
from ..relate.citations import Citations, citations
from ..relate.commitments import Undertaking, undertakings
from ..relate.drawn import OF_ENTRIES, drawn_whole
from ..relate.mentions import Spotted, named_in, names_of, names_outside
from ..relate.once import inherit
from ..relate.register import Register, grouped, register
from ..relate.reports import separate_reports
from ..relate.rights import withheld_by_source
from ..relate.tally import known_tally
from ..relate.ties import Tie, kept_paragraphs, ties_of
from ..relate.tracks import Step, all_steps, in_date_order, latest_first
from ..views import Html, Link, When
from . import alphabet, urls, words
from .apparatus import Apparatus, Identity
from .mentioned import MentionAt, Quoted, held_in, mentions, mentions_by_entry

T = TypeVar("T")
E = TypeVar("E", bound=Entry)
S = TypeVar("S", bound=Value)

Around = tuple[Entry | None, Entry | None]
"""The entries before and after one in the line of its kind: by date meetings and sources, by name all others."""

WORDS_OF_A_NAME = 7

LINES = ("countries", "organizations", "topics", "wording")
"""Kinds whose pages lead to the ones before and after by name."""


class Desk:
    """The library as readers see it, and its relations. Whoever plans a part of the site from it can be told what the
    part was planned from (`reads`): down to the fields of the entries, if these tell.
    """

    def __init__(self, library: Library, *, drafts: bool = False) -> None:
        shown = {
            name: meeting for name, meeting in library.meetings.items() if drafts or meeting.status is not Status.DRAFT
        }
        published = library
        if len(shown) < len(library.meetings):
            published = msgspec.structs.replace(library, meetings=shown)
            _inherit(published, library)
        withheld = withheld_by_source(published)
        sources_shown = {name: titled(source, withheld[name]) for name, source in library.sources.items()}
        known = msgspec.structs.replace(published, sources=sources_shown)
        inherit(known, published, withheld_by_source)
        _inherit(known, library)
        inherit(known, library, mentions_by_entry)
        meetings = in_date_order(
            tuple(meeting for meeting in known.meetings.values() if meeting.status is not Status.WITHDRAWN)
        )
        newest, people, sources = latest_first(meetings), by_name(known), newest_first(known)
        lines = {kind: _line(known, kind) for kind in LINES}
        steps, undertaken = all_steps(known), undertakings(known)
        _draw(known)
        self.library: Library = msgspec.structs.replace(known, **told_kinds(known))
        self.withheld: Mapping[SourceId, frozenset[int]] = Told("withheld", withheld)
        self.meetings: Sequence[Meeting] = ToldLine("meetings in order", meetings)
        self.newest: Sequence[Meeting] = ToldLine("meetings, newest first", newest)
        self.people: Sequence[Person] = ToldLine("people by name", people)
        self.sources: Sequence[Source] = ToldLine("sources, newest first", sources)
        self.register: Register = _told_each("register", register(meetings, known))
        self.belonging: Belonging = _told_each("belonging", belonging(known, newest, sources))
        self.around: Mapping[tuple[str, str], Around] = Told(
            "around",
            {
                **_around("meetings", meetings),
                **_around("people", people),
                **_around("sources", sources[::-1]),
                **{place: found for kind, line in lines.items() for place, found in _around(kind, line).items()},
            },
            of_entries=True,
        )
        self.reports: Mapping[SourceId, SourceId] = Told("reports", separate_reports(known))
        self.cited: Citations = Told("cited", citations(known))
        self.steps: Mapping[WordingId, tuple[Step, ...]] = Told("steps", steps)
        self.step_at: Mapping[tuple[WordingId, MeetingId], int] = Told(
            "step at",
            {(name, step.meeting): number for name, found in steps.items() for number, step in enumerate(found)},
        )
        self.undertakings: Sequence[Undertaking] = ToldLine("undertakings", undertaken)
        self.order: Mapping[MeetingId, int] = Told(
            "order", {meeting.id: number for number, meeting in enumerate(meetings)}
        )
        self.undertaken: Mapping[MeetingId, tuple[Undertaking, ...]] = Told(
            "undertaken", _by_meeting(undertaken), of_entries=True
        )
        self._named = Told("named in", {one.id: named_in(one, known) for one in known.sources.values()})
        self._named_at: Mapping[tuple[str, str], tuple[tuple[SourceId, int], ...]] = Told(
            "named at", _named_at(self._named.held)
        )
        self.mentions: Mapping[tuple[str, str], tuple[MentionAt, ...]] = Told(
            "mentions", mentions(known, frozenset(meeting.id for meeting in meetings))
        )
        self.cited_on: Mapping[MeetingId, tuple[SourceId, ...]] = Told(
            "cited on", {one.id: known_tally(known, "meetings", one).sources for one in known.meetings.values()}
        )
        self.take_words_of(known)

    def take_words_of(self, known: Library) -> None:
        """What the words of its entries say, and what is made of them, is that of this library from now on."""
        self.known = known
        self._blocks: dict[tuple[str, str], Told[Path, Block]] = {}
        self._ties = ToldOf("ties", _place, lambda one: ties_of(one, known))
        self._names = ToldOf("names", _place, lambda one: names_of(one, known))
        self._spotted = ToldOf("names outside quotations", _place, lambda one: names_outside(one, known))
        self._made: dict[tuple[object, str], tuple[Any, Reads]] = {}
        self._identities: dict[SourceId, tuple[Identity, Reads]] = {}

    def names_in(self, one: Block) -> tuple[Spotted, ...]:
        """The known names in a block, quoted or not."""
        return self._names(one)

    def relations(self) -> Iterator[Told[Any, Any] | ToldLine[Any]]:
        """Everything that tells what it is asked, but for what is said of words."""
        inner = (
            getattr(one, name)
            for one in (self.library, self.register, self.belonging)
            for name in one.__struct_fields__
        )
        return (one for one in (*vars(self).values(), *inner) if isinstance(one, Told | ToldLine))

    def said(self, kind: str, entry: Entry) -> tuple[Told[Any, Any], ...]:
        """What is said of the words of one entry, as it is noted."""
        blocks = known_blocks(self.known, kind, entry)
        of_blocks = (
            Told(relation.name, {_place(one): relation.of(one) for one in blocks})
            for relation in (self._ties, self._names, self._spotted)
        )
        return (self.blocks(kind, entry), *of_blocks)

    def ties_of(self, one: Block) -> tuple[Tie, ...]:
        """The ties of a block, matched once for all pages that show it."""
        return self._ties(one)

    def blocks(self, kind: str, entry: Entry) -> Told[Path, Block]:
        """The blocks of an entry by their place in its file."""
        name = (kind, entry.id)
        if name not in self._blocks:
            own = {one.path: one for one in known_blocks(self.known, kind, entry)}
            self._blocks[name] = Told("blocks", own, under=name)
        return self._blocks[name]

    def when(self, meeting: Meeting) -> When:
        """A meeting's date with the way it is known."""
        return self.once(_when, meeting)

    def behind(self, meeting: Meeting) -> tuple[Mapping[Word, tuple[Cite, ...]], ...]:
        """On whose word the cites of each point of a meeting stand."""
        return self.once(_behind, meeting)

    def once(self, work: Callable[[Desk, E], T], entry: E) -> T:
        """What `work` makes of an entry, made once for all pages."""
        made: T = remembered(self._made, (work, entry.id), lambda: work(self, entry))
        return made

    def sources_on(self, meeting: Meeting) -> tuple[SourceId, ...]:
        """The sources a meeting's page cites, in the order that gives them their letters."""
        return self.cited_on[meeting.id]

    def apparatus(self, path: str, sources: tuple[SourceId, ...] = ()) -> Apparatus:
        """A fresh apparatus for a page."""
        return Apparatus(self.library, self.reports, self.withheld, path, sources, identities=self._identities)

    def lettered(self, path: str, plan: Callable[[Apparatus], T]) -> T:
        """What `plan` makes of a page; made again if it used a copy first and its original, the plain letter, later."""
        page = self.apparatus(path)
        made = plan(page)
        return made if page.in_order else plan(self.apparatus(path, page.sources))

    def setting(self, one: Block, page: Apparatus, *, names: bool = True) -> Setting:
        """How a block becomes HTML on a page: matched quotations, the first mention of each known name linked."""
        linked: list[NameLink] = []
        seen = {(one.kind, one.id)}
        for name in self._spotted(one) if names else ():
            target = (name.kind, name.id)
            path = urls.path_of(name.kind, name.id)
            if target not in seen and path != page.path:
                seen.add(target)
                linked.append(NameLink(start=name.start, end=name.end, link=Link(text="", path=path)))
        return _quoting(page, held_in(self.ties_of(one), 0, len(one.text)), tuple(linked))

    def inline(self, one: Block | None, page: Apparatus, *, names: bool = True, own: bool = True) -> Html:
        """A block as inline HTML. `own`: it stands on its own page, so its chips may lead to notes there."""
        if one is None:
            return Html(markup="")
        return inline(one.text, self.setting(one, page, names=names), self._chips(page, own=own), self.link_to)

    def block(self, one: Block | None, page: Apparatus) -> Html:
        """A block as paragraphs."""
        if one is None:
            return Html(markup="")
        return block(one.text, self.setting(one, page), self._chips(page, own=True), self.link_to)

    def sentence(self, mention: MentionAt, page: Apparatus) -> Html:
        """The sentence of a mention, as another page shows it."""
        setting = _quoting(page, mention.quoted)
        html = inline(mention.words, setting, page.plain_chip, self.link_to)
        return Html(markup=html.markup + self.chips_html(mention.cites, page)) if mention.cites else html

    def chips_html(self, cites: Iterable[Cite], page: Apparatus) -> str:
        """Chips for cites that stand beside the prose, one a passage."""
        return "".join(chip_html(chip, page.root) for chip in page.plain_chips(cites))

    def line_of(self, meeting: Meeting) -> tuple[tuple[Meeting, ...], int]:
        """The meetings of the same series and the place there from 0; -1 for one that is not in the line."""
        line = self.register.in_series.get(meeting.series, ()) if meeting.series else ()
        if not line or meeting.id not in self.order:
            return line, -1
        return line, bisect_left(line, self.order[meeting.id], key=lambda one: self.order[one.id])

    def meeting_link(self, meeting: Meeting, *, full: bool = False) -> Link:
        """A link to a meeting with its date, short or in full."""
        when = self.when(meeting)
        path = urls.path_of("meetings", meeting.id)
        return Link(text=urls.name_of(meeting), path=path, note=when.text if full else when.short)

    def link_to(self, reference: str) -> Link | None:
        """What a cross-link in prose leads to."""
        return urls.target(self.library, reference)

    def plain(self, prose: str) -> str:
        """Prose as plain words: cites gone, cross-links as pages show them."""
        return words.typeset(without_marks(prose, lambda cross: cross_words(cross, self.link_to(cross.target))))

    def named_in(self, source: Source) -> tuple[tuple[str, str, int], ...]:
        """Kind, id and paragraph of every known name in the article proper, once a paragraph."""
        return self._named[source.id]

    def named_at(self, kind: str, id: str) -> tuple[tuple[SourceId, int], ...]:
        """The paragraphs of the sources that name an entry."""
        return self._named_at.get((kind, id), ())

    def _chips(self, page: Apparatus, *, own: bool) -> ChipOf:
        return page.chip if own else page.plain_chip


def _when(desk: Desk, meeting: Meeting) -> When:
    return words.meeting_when(meeting, desk.library)


def _behind(desk: Desk, meeting: Meeting) -> tuple[Mapping[Word, tuple[Cite, ...]], ...]:
    return tuple(cites_by_word(point, desk.library) for point in meeting.points)


def _told_each(name: str, relations: S) -> S:
    """The same mappings, which tell what they are asked."""
    fields = {
        field: Told(f"{name}.{field}", getattr(relations, field), of_entries=True)
        for field in relations.__struct_fields__
    }
    return type(relations)(**fields)


def _around(kind: str, line: Sequence[Entry]) -> dict[tuple[str, str], Around]:
    """For each entry of a line the ones before and after it."""
    return {
        (kind, one.id): (line[at - 1] if at else None, line[at + 1] if at + 1 < len(line) else None)
        for at, one in enumerate(line)
    }


def _inherit(heir: Library, library: Library) -> None:
    """Gives a library all that was drawn from the entries of another."""
    inherit(heir, library, drawn_whole)
    for relation in OF_ENTRIES:
        inherit(heir, library, relation)


def _draw(library: Library) -> None:
    """Draws from the words of every entry what is not there yet: here, and not while somebody notes what is read."""
    whole = drawn_whole(library)
    for kind, entry in entries(library):
        if (kind, entry.id) not in whole:
            for one in known_blocks(library, kind, entry):
                ties_of(one, library)
                names_outside(one, library)


def _place(one: Block) -> tuple[str, str, Path]:
    """As what a block is noted."""
    return one.kind, one.id, one.path


def _named_at(
    found_in: Mapping[SourceId, tuple[tuple[str, str, int], ...]],
) -> dict[tuple[str, str], tuple[tuple[SourceId, int], ...]]:
    """The paragraphs of the sources that name each entry."""
    return dict(grouped(((kind, id), (source, at)) for source, found in found_in.items() for kind, id, at in found))


def _quoting(page: Apparatus, quoted: Quoted, names: tuple[NameLink, ...] = ()) -> Setting:
    """How words become HTML on a page: those that were matched, in their language; names linked."""
    spoken = ((start, page.language_of(source)) for start, _, source in quoted if source)
    languages = tuple((at, language) for at, language in spoken if language)
    marks = tuple((start, end) for start, end, _ in quoted)
    return Setting(root=page.root, quoted=marks, languages=languages, names=names)


def _by_meeting(all_: tuple[Undertaking, ...]) -> Mapping[MeetingId, tuple[Undertaking, ...]]:
    found: defaultdict[MeetingId, list[Undertaking]] = defaultdict(list)
    for one in all_:
        found[one.meeting.id].append(one)
    return {name: tuple(own) for name, own in found.items()}


def by_name(library: Library) -> tuple[Person, ...]:
    """All people in the order of their sort names."""
    return tuple(sorted(library.people.values(), key=lambda one: (alphabet.order(one.sort_name), one.id)))


def _line(library: Library, kind: str) -> tuple[Entry, ...]:
    """All entries of a kind by name."""
    return tuple(sorted(getattr(library, kind).values(), key=lambda one: (alphabet.order(urls.name_of(one)), one.id)))


def newest_first(library: Library) -> tuple[Source, ...]:
    """All sources by date of issue, undated ones last."""
    return tuple(sorted(library.sources.values(), key=by_newest))


def by_newest(source: Source) -> tuple[bool, int, str]:
    """The key of that order."""
    day = source.issued.earliest if source.issued else None
    return source.issued is None, -(day.toordinal() if day else 0), source.id


def titled(source: Source, withheld: frozenset[int]) -> Source:
    """The source with a name even without a headline: its first words, or, if rights keep them back, none of them."""
    if source.title:
        return source
    first, text = next(iter(kept_paragraphs(source)), (0, ""))
    if first == 0 or first in withheld:
        return msgspec.structs.replace(source, title=f"Untitled {source.type.value.replace('-', ' ')}")
    prefix = source.strip_prefix if first == 1 and source.strip_prefix else ""
    beginning = seen(text).strip().removeprefix(prefix).split()[:WORDS_OF_A_NAME]
    return msgspec.structs.replace(source, title=f"Untitled: “{' '.join(beginning)} …”")
