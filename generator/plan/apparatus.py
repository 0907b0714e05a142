"""The critical apparatus of one page: the letters of its sources, its citations and the passages in its margin.

One Apparatus serves one page while that page is planned, and is then thrown away; it fills as the page is planned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..hygiene import seen
from ..model import OFFICIAL_TYPES, Cite, Library, Source, SourceId
from ..reads import Reads, remembered
from ..relate.citations import merged
from ..relate.ties import paragraph_text
from ..text import Match, word_count
from ..views import Chip, EvidenceNote, KeyEntry, Link, Run, Sigil
from . import urls, words

LONG_QUOTE = 70
CONTEXT_OF_LONG = 34
CONTEXT_OF_SHORT = 52
WHOLE_PARAGRAPH = 220
GAP_SHOWN = 80
CUT = "\N{NO-BREAK SPACE}…"
NO_OUTLET = "Outlet not stated"


class Identity(NamedTuple):
    """What a source is on every page: its name, and whether it is official."""

    kind: str
    name: str
    path: str


class Apparatus:
    """Letters by separate report in order of first use; notes by passage; which chip leads where."""

    def __init__(
        self,
        library: Library,
        reports: Mapping[SourceId, SourceId],
        withheld: Mapping[SourceId, frozenset[int]],
        path: str,
        sources: tuple[SourceId, ...] = (),
        *,
        identities: dict[SourceId, tuple[Identity, Reads]] | None = None,
    ) -> None:
        """`identities`: those of the sources that were asked for so far, kept for all pages."""
        self.library = library
        self.reports = reports
        self.withheld = withheld
        self.path = path
        self._identities = {} if identities is None else identities
        self.root = urls.root_of(path)
        self._letters: dict[SourceId, str] = {}
        self._sigils: dict[SourceId, Sigil] = {}
        self._members: dict[SourceId, list[SourceId]] = {}
        self._notes: dict[tuple[SourceId, int], str] = {}
        self._shown: dict[tuple[SourceId, int, tuple[Match, ...]], EvidenceNote] = {}
        self._references: set[str] = set()
        self._said: set[str] = set()
        first_use: dict[SourceId, int] = {}
        for number, name in enumerate(sources):
            first_use.setdefault(reports.get(name, name), number)
        for name in sorted(sources, key=lambda one: (first_use[reports.get(one, one)], reports.get(one, one) != one)):
            self.sigil(name)

    @property
    def sources(self) -> tuple[SourceId, ...]:
        """The sources the page has used so far, letter by letter, copies after their original."""
        return tuple(member for members in self._members.values() for member in members)

    @property
    def in_order(self) -> bool:
        """Whether every report whose original the page uses has given it the plain letter."""
        return all(members[0] == report or report not in members for report, members in self._members.items())

    def sigil(self, name: SourceId) -> Sigil:
        """The letter of a source on this page; the first of a report has it plain, its copies with a prime."""
        if name not in self._sigils:
            self._sigils[name] = self._new_sigil(name)
        return self._sigils[name]

    def _new_sigil(self, name: SourceId) -> Sigil:
        report = self.reports.get(name, name)
        if report not in self._letters:
            self._letters[report] = letters(len(self._letters))
            self._members[report] = []
        members = self._members[report]
        primes = len(members)
        members.append(name)
        known = remembered(self._identities, name, lambda: _identity(name, self.library))
        return Sigil(
            label=self._letters[report] + "′" * primes,
            kind="copy" if primes else known.kind,
            name=known.name,
            path=known.path,
        )

    def relation(self, name: SourceId) -> str:
        """What a copy is to the source of the page it is a copy of: "rewrite of A"; "" for one that is none here."""
        if self.sigil(name).kind != "copy":
            return ""
        source = self.library.sources[name]
        origin = source.derived_from if source.derived_from in self._sigils else None
        original = self._sigils[origin or self._members[self.reports.get(name, name)][0]]
        return f"{words.RELATIONS[source.relation]} of {original.label}"

    def chip(self, cite: Cite) -> Chip:
        """A citation in prose: leads to the passage on the page if it is shown there, else to the source."""
        note = self._notes.get(cite.passage, "")
        reference = f"r{note[1:]}" if note and note not in self._references else ""
        self._references.add(note)
        return self._chip(cite, note, reference)

    def plain_chip(self, cite: Cite) -> Chip:
        """A citation that always leads to the source: for places whose sentence stands on another page."""
        return self._chip(cite)

    def chip_to(self, cite: Cite, matches: Sequence[Match]) -> Chip:
        """A citation away from its sentence: leads to the note with these words marked, if the page has one."""
        shown = self._shown.get((*cite.passage, merged(list(matches))))
        return self._chip(cite, shown.id if shown else "")

    def _chip(self, cite: Cite, note: str = "", reference: str = "") -> Chip:
        sigil = self.sigil(cite.source)
        return Chip(
            label=sigil.label,
            paragraph=cite.paragraph,
            href=f"#{note}" if note else urls.paragraph_path(cite.source, cite.paragraph),
            id=reference,
            aria=f"{sigil.label}{cite.paragraph}: {words.isolated(sigil.name)}, paragraph {cite.paragraph}",
            noteref=bool(note),
        )

    def chips(self, cites: Iterable[Cite]) -> tuple[Chip, ...]:
        """One chip a passage, in order."""
        return tuple(self.chip(cite) for cite in passages_of(cites))

    def plain_chips(self, cites: Iterable[Cite]) -> tuple[Chip, ...]:
        """The same, all of them leading to the sources."""
        return tuple(self.plain_chip(cite) for cite in passages_of(cites))

    def note(self, cite: Cite, matches: Sequence[Match], who: str, cautions: tuple[str, ...]) -> EvidenceNote | None:
        """The passage for the margin; None if the page already shows it with the same words marked."""
        passage = cite.passage
        marks = merged(list(matches))
        shown = self._shown.get((*passage, marks))
        if shown:
            self._notes[passage] = shown.id
            return None
        sigil = self.sigil(cite.source)
        number = len(self._shown) + 1
        runs, withheld = self._passage(cite, marks)
        made = EvidenceNote(
            id=f"e{number}",
            sigil=sigil,
            paragraph=cite.paragraph,
            path=urls.paragraph_path(cite.source, cite.paragraph),
            aria=spoken(sigil, cite),
            who=who,
            passage=runs,
            withheld=withheld,
            cautions=cautions,
            back=f"#r{number}",
            copy=sigil.kind == "copy",
            language=self.language_of(cite.source),
        )
        self._shown[(*passage, marks)] = made
        self._notes[passage] = made.id
        return made

    def language_of(self, name: SourceId) -> str:
        """The language of a source's words; "" if it is the site's."""
        return foreign_language(self.library, name)

    def is_withheld(self, cite: Cite) -> bool:
        """Whether rights keep the paragraph back, but for words that somebody is quoted with."""
        return cite.paragraph in self.withheld.get(cite.source, ())

    def _passage(self, cite: Cite, marks: tuple[Match, ...]) -> tuple[tuple[Run, ...], str]:
        text = paragraph_text(self.library, cite) or ""
        source = self.library.sources.get(cite.source)
        if self.is_withheld(cite):
            quoted = [Run(text=seen(text[match.start : match.end]), marked=True) for match in marks]
            runs = [run for one in quoted for run in (Run(text=f"{CUT} "), one)][1:]
            return tuple(runs), f"{word_count(text)} words, not shown"
        return excerpt(text, marks, prefix=prefix_length(source, cite.paragraph)), ""

    def once(self, remark: str) -> tuple[str, ...]:
        """A remark the first time it is made on this page, then nothing."""
        if remark in self._said:
            return ()
        self._said.add(remark)
        return (remark,)

    def key(self, uses: Mapping[SourceId, str] | None = None) -> tuple[KeyEntry, ...]:
        """The letters with their sources, as the key at the head of a page."""
        return tuple(
            KeyEntry(
                sigil=self.sigil(name),
                when=words.capital(words.source_when(self.library.sources[name]).short),
                use=(uses or {}).get(name, ""),
            )
            for name in self.sources
            if name in self.library.sources
        )


def _identity(name: SourceId, library: Library) -> Identity:
    source = library.sources.get(name)
    official = source is not None and source.type in OFFICIAL_TYPES
    return Identity(
        kind="official" if official else "plain",
        name=source_name(source, library) if source else name,
        path=urls.path_of("sources", name),
    )


def spoken(sigil: Sigil, cite: Cite) -> str:
    """A link to a passage, as it is read aloud."""
    return f"Source {sigil.label}, {words.isolated(sigil.name)}, paragraph {cite.paragraph}"


def passages_of(cites: Iterable[Cite]) -> tuple[Cite, ...]:
    """Every passage once, in order of first use, without the words relied on there."""
    once = dict.fromkeys(cite.passage for cite in cites)
    return tuple(Cite(source=source, paragraph=paragraph) for source, paragraph in once)


def letters(number: int) -> str:
    """A to Z, then AA, AB, …: 0 is A."""
    head, tail = divmod(number, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + tail)


def foreign_language(library: Library, name: SourceId) -> str:
    """The language of a source's words; "" if it is the site's."""
    source = library.sources.get(name)
    return source.language if source and source.language != library.site.language else ""


def source_name(source: Source, library: Library) -> str:
    """What a source is called in a citation: its outlet, or what is known in place of one."""
    publisher = urls.named(library, source.publisher).text
    if publisher:
        return publisher
    if source.wire and source.wire in library.organizations:
        return f"{library.organizations[source.wire].name} copy"
    return NO_OUTLET


def publisher_link(source: Source, library: Library) -> Link:
    """The outlet with its page, if it has one."""
    link = urls.named(library, source.publisher)
    return link if link.text else Link(text=source_name(source, library), path="")


def prefix_length(source: Source | None, paragraph: int) -> int:
    """How many characters of the first paragraph a crawler put before the text."""
    if source is None or paragraph != 1 or not source.strip_prefix:
        return 0
    text = source.paragraphs[0]
    lead = len(text) - len(text.lstrip())
    rest = text[lead:].removeprefix(source.strip_prefix)
    return len(text) - len(rest.lstrip()) if len(rest) < len(text) - lead else 0


def excerpt(text: str, marks: Sequence[Match], prefix: int = 0) -> tuple[Run, ...]:
    """The marked words with a little context, cut at a word; a short paragraph whole if nothing is marked."""
    if not marks:
        shown = seen(text[prefix:]).strip()
        return (Run(text=shown if len(shown) <= WHOLE_PARAGRAPH else f"{_cut_end(shown, WHOLE_PARAGRAPH)}{CUT}"),)
    runs: list[Run] = []
    around = CONTEXT_OF_LONG if sum(one.end - one.start for one in marks) >= LONG_QUOTE else CONTEXT_OF_SHORT
    before = text[prefix : marks[0].start].lstrip()
    runs.append(Run(text=before if len(before) <= around else f"… {_cut_start(before, around)}"))
    for number, mark in enumerate(marks):
        if number:
            gap = text[marks[number - 1].end : mark.start]
            whole = len(gap) <= GAP_SHOWN
            runs.append(
                Run(text=gap if whole else f"{_cut_end(gap, CONTEXT_OF_LONG)} … {_cut_start(gap, CONTEXT_OF_LONG)}")
            )
        runs.append(Run(text=text[mark.start : mark.end], marked=True))
    after = text[marks[-1].end :].rstrip()
    runs.append(Run(text=after if len(after) <= around else f"{_cut_end(after, around)}{CUT}"))
    return tuple(Run(text=seen(run.text), marked=run.marked) for run in runs if run.text)


def _cut_start(text: str, length: int) -> str:
    tail = text[-length:]
    return tail if text[-length - 1 : -length].isspace() else re.sub(r"^\S*\s+", "", tail, count=1)


def _cut_end(text: str, length: int) -> str:
    head = text[:length]
    return head.rstrip() if text[length : length + 1].isspace() else re.sub(r"\s+\S*$", "", head)
