"""What all pages are planned from: the library and the relations drawn from it, each computed once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec

from ..dates import Edtf
from ..hygiene import seen
from ..inline import cites_in, cross_links, parse_cite
from ..markup import ChipOf, NameLink, Setting, block, chip_html, inline
from ..model import Cite, Entry, Library, Meeting, MeetingId, Person, Source, SourceId, Status, Value, WordingId
from ..relate.belonging import Belonging, belonging
from ..relate.blocks import Block, all_blocks, blocks_by_entry, known_blocks, page_cites
from ..relate.citations import Citations, citations
from ..relate.commitments import Undertaking, undertakings
from ..relate.mentions import Spotter, spotted_in, spotter
from ..relate.once import inherit
from ..relate.register import Register, register
from ..relate.reports import separate_reports
from ..relate.rights import withheld_by_source
from ..relate.ties import Tie, kept_paragraphs, ties_by_block, ties_of
from ..relate.tracks import Step, all_steps, in_date_order, latest_first
from ..text import Match
from ..views import Html, Link, When
from . import alphabet, urls, words
from .apparatus import Apparatus
from .stretches import quotable

T = TypeVar("T")

WORDS_OF_A_NAME = 7

LINES = ("countries", "organizations", "topics", "wording")
"""Kinds whose pages lead to the ones before and after by name."""


class MentionAt(Value):
    """A sentence of a block that mentions an entry."""

    block: Block
    start: int
    end: int


class Desk:
    """The library as readers see it, and its relations. What is dear is worked out when first asked for, and kept."""

    def __init__(self, library: Library, *, drafts: bool = False) -> None:
        shown = {
            name: meeting for name, meeting in library.meetings.items() if drafts or meeting.status is not Status.DRAFT
        }
        published = msgspec.structs.replace(library, meetings=shown)
        self.withheld: Mapping[SourceId, frozenset[int]] = withheld_by_source(published)
        named = {name: titled(source, self.withheld[name]) for name, source in library.sources.items()}
        self.library: Library = msgspec.structs.replace(published, sources=named)
        inherit(self.library, library, blocks_by_entry)
        inherit(self.library, library, ties_by_block)
        self.meetings: tuple[Meeting, ...] = in_date_order(
            tuple(meeting for meeting in shown.values() if meeting.status is not Status.WITHDRAWN)
        )
        self.newest: tuple[Meeting, ...] = latest_first(self.meetings)
        self.listed: frozenset[MeetingId] = frozenset(meeting.id for meeting in self.meetings)
        self.people: tuple[Person, ...] = by_name(self.library)
        self.sources: tuple[Source, ...] = newest_first(self.library)
        self.oldest_sources: tuple[Source, ...] = self.sources[::-1]
        self.register: Register = register(self.meetings, self.library)
        self.belonging: Belonging = belonging(self.library, self.newest, self.sources)
        self.lines: Mapping[str, tuple[Entry, ...]] = {kind: _line(self.library, kind) for kind in LINES}
        self.first_there: Mapping[tuple[str, str], MeetingId] = _first_there(self.meetings)
        self.place_of: Mapping[str, int] = {one.id: number for number, one in enumerate(self.sources)}
        self.reports: Mapping[SourceId, SourceId] = separate_reports(self.library)
        self.cited: Citations = citations(self.library)
        self.spot: Spotter = spotter(self.library)
        self.steps: Mapping[WordingId, tuple[Step, ...]] = all_steps(self.library)
        self.step_at: Mapping[tuple[WordingId, MeetingId], int] = {
            (name, step.meeting): number for name, steps in self.steps.items() for number, step in enumerate(steps)
        }
        self.undertakings: tuple[Undertaking, ...] = undertakings(self.library)
        self.order: Mapping[MeetingId, int] = {meeting.id: number for number, meeting in enumerate(self.meetings)}
        self.undertaken: Mapping[MeetingId, tuple[Undertaking, ...]] = _by_meeting(self.undertakings)
        self._blocks: dict[tuple[str, str], dict[tuple[str | int, ...], Block]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._when: dict[MeetingId, When] = {}
        self._sources: dict[MeetingId, tuple[SourceId, ...]] = {}
        self._named: dict[SourceId, tuple[tuple[str, str, int], ...]] = {}
        self._named_at: dict[tuple[str, str], tuple[tuple[SourceId, int], ...]] | None = None
        self.mentions: Mapping[tuple[str, str], tuple[MentionAt, ...]] = self._mentions()

    def day_of(self, one: Block) -> Edtf | None:
        """The date on which a block's names are read: its meeting's."""
        meeting = self.library.meetings.get(MeetingId(one.id)) if one.kind == "meetings" else None
        return meeting.date if meeting else None

    def ties_of(self, one: Block) -> tuple[Tie, ...]:
        """The ties of a block, matched once for all pages that show it."""
        return ties_of(one, self.library)

    def blocks(self, kind: str, entry: Entry) -> dict[tuple[str | int, ...], Block]:
        """The blocks of an entry by their place in its file."""
        key = (kind, entry.id)
        if key not in self._blocks:
            self._blocks[key] = {one.path: one for one in known_blocks(self.library, kind, entry)}
        return self._blocks[key]

    def when(self, meeting: Meeting) -> When:
        """A meeting's date with the way it is known."""
        if meeting.id not in self._when:
            self._when[meeting.id] = words.meeting_when(meeting, self.library)
        return self._when[meeting.id]

    def sources_on(self, meeting: Meeting) -> tuple[SourceId, ...]:
        """The sources a meeting's page cites, in the order that gives them their letters."""
        if meeting.id not in self._sources:
            self._sources[meeting.id] = tuple(dict.fromkeys(cite.source for cite in page_cites(meeting)))
        return self._sources[meeting.id]

    def apparatus(self, path: str, sources: tuple[SourceId, ...] = ()) -> Apparatus:
        """A fresh apparatus for a page."""
        return Apparatus(self.library, self.reports, self.withheld, path, sources)

    def lettered(self, path: str, plan: Callable[[Apparatus], T]) -> T:
        """What `plan` makes of a page; made again if it used a copy first and its original, the plain letter, later."""
        page = self.apparatus(path)
        made = plan(page)
        return made if page.in_order else plan(self.apparatus(path, page.sources))

    def setting(self, one: Block, page: Apparatus, *, names: bool = True) -> Setting:
        """How a block becomes HTML on a page: matched quotations, the first mention of each known name linked."""
        linked: list[NameLink] = []
        seen = {(one.kind, one.id)}
        for name in spotted_in(one, self.day_of(one), self.spot) if names else ():
            target = (name.kind, name.id)
            path = urls.path_of(name.kind, name.id)
            if target not in seen and path != page.path:
                seen.add(target)
                linked.append(NameLink(start=name.start, end=name.end, link=Link(text="", path=path)))
        return self._setting(one, page, Match(start=0, end=len(one.text)), tuple(linked))

    def _setting(self, one: Block, page: Apparatus, part: Match, names: tuple[NameLink, ...] = ()) -> Setting:
        """The setting of a part of a block: the quotations in it that were matched, with their language."""
        held = [tie for tie in self.ties_of(one) if tie.holds and tie.start >= part.start and tie.end <= part.end]
        quoted = tuple((tie.start - part.start, tie.end - part.start) for tie in held)
        spoken = ((tie.start - part.start, page.language_of(tie.cite.source)) for tie in held if tie.cite)
        languages = tuple((at, language) for at, language in spoken if language)
        return Setting(root=page.root, quoted=quoted, languages=languages, names=names)

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
        one = mention.block
        words = one.text[mention.start : mention.end]
        rest = [cite for cite in one.cites if one.anchor and cite not in cites_in(words)]
        setting = self._setting(one, page, Match(start=mention.start, end=mention.end))
        html = inline(words, setting, page.plain_chip, self.link_to)
        return html if not rest or cites_in(words) else Html(markup=html.markup + self.chips_html(rest, page))

    def chips_html(self, cites: list[Cite], page: Apparatus) -> str:
        """Chips for cites that stand beside the prose, one a passage."""
        return "".join(chip_html(chip, page.root) for chip in page.plain_chips(cites))

    def place(self, kind: str, id: str) -> int:
        """The place of an entry, from 0, in the line in which the pages of its kind lead from one to the next."""
        if kind not in self._places:
            line = {"people": self.people, "sources": self.oldest_sources}.get(kind) or self.lines[kind]
            self._places[kind] = {one.id: number for number, one in enumerate(line)}
        return self._places[kind][id]

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

    def named_in(self, source: Source) -> tuple[tuple[str, str, int], ...]:
        """Kind, id and paragraph of every known name in the article proper, once a paragraph."""
        if source.id not in self._named:
            found: dict[tuple[str, str, int], None] = {}
            for number, text in kept_paragraphs(source):
                for name in self.spot(text, source.issued):
                    found[name.kind, name.id, number] = None
            self._named[source.id] = tuple(found)
        return self._named[source.id]

    def named_at(self, kind: str, id: str) -> tuple[tuple[SourceId, int], ...]:
        """The paragraphs of the sources that name an entry."""
        if self._named_at is None:
            places: defaultdict[tuple[str, str], list[tuple[SourceId, int]]] = defaultdict(list)
            for source in self.library.sources.values():
                for one_kind, one_id, number in self.named_in(source):
                    places[one_kind, one_id].append((source.id, number))
            self._named_at = {target: tuple(found) for target, found in places.items()}
        return self._named_at.get((kind, id), ())

    def _chips(self, page: Apparatus, *, own: bool) -> ChipOf:
        return page.chip if own else page.plain_chip

    def _mentions(self) -> Mapping[tuple[str, str], tuple[MentionAt, ...]]:
        """Where every entry is mentioned: by name or cross-link in prose, a sentence at most once."""
        found: defaultdict[tuple[str, str], list[MentionAt]] = defaultdict(list)
        for one in all_blocks(self.library):
            if not one.prose or (one.kind == "meetings" and one.id not in self.listed) or one.path == ("name",):
                continue
            spots = [(name.start, name.kind, name.id) for name in spotted_in(one, self.day_of(one), self.spot)]
            for cross in cross_links(one.text):
                target = self._target(cross.target)
                spots += [(cross.start, *target)] if target else []
            if not spots:
                continue
            for target, stretches in quotable(one.text, spots, besides=(one.kind, one.id)).items():
                found[target] += (MentionAt(block=one, start=part.start, end=part.end) for part in stretches)
        return {target: tuple(places) for target, places in found.items()}

    def _target(self, reference: str) -> tuple[str, str] | None:
        cite = parse_cite(reference)
        name = cite.source if cite else reference.partition("#")[0]
        found = urls.find(self.library, name)
        return (found[0], found[1].id) if found else None


def _by_meeting(all_: tuple[Undertaking, ...]) -> Mapping[MeetingId, tuple[Undertaking, ...]]:
    found: defaultdict[MeetingId, list[Undertaking]] = defaultdict(list)
    for one in all_:
        found[one.meeting.id].append(one)
    return {name: tuple(own) for name, own in found.items()}


def _first_there(meetings: tuple[Meeting, ...]) -> dict[tuple[str, str], MeetingId]:
    """The first meeting of a series that a person took part in."""
    found: dict[tuple[str, str], MeetingId] = {}
    for meeting in meetings:
        for one in meeting.participants if meeting.series else ():
            found.setdefault((meeting.series or "", one.person), meeting.id)
    return found


def by_name(library: Library) -> tuple[Person, ...]:
    """All people in the order of their sort names."""
    return tuple(sorted(library.people.values(), key=lambda one: (alphabet.order(one.sort_name), one.id)))


def _line(library: Library, kind: str) -> tuple[Entry, ...]:
    """All entries of a kind by name."""
    return tuple(sorted(getattr(library, kind).values(), key=lambda one: (alphabet.order(urls.name_of(one)), one.id)))


def newest_first(library: Library) -> tuple[Source, ...]:
    """All sources by date of issue, undated ones last."""
    return tuple(sorted(library.sources.values(), key=lambda one: (one.issued is None, -_ordinal(one), one.id)))


def _ordinal(source: Source) -> int:
    day = source.issued.earliest if source.issued else None
    return day.toordinal() if day else 0


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
