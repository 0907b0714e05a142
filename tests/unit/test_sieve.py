"""What is withheld, from what an earlier build kept: over any edits it has all that a build from nothing finds."""

from __future__ import annotations

import gzip
import json
from array import array
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from generator import guard, sieve
from generator.checks.produced import Look
from generator.checks.withheld import (
    LAST,
    PIECE,
    RUN,
    Texts,
    Withheld,
    Words,
    hashes_in,
    looked_through,
    marks_of,
    shown_in,
    texts_of,
    withheld_words,
)
from generator.earlier import SEAL
from generator.fragments import MARK, parted
from generator.guard import GATE, Guard, Others
from generator.model import Library, Rights
from generator.press import Printed, Sheet
from generator.relate.rights import withheld_by_source
from generator.sealed import KEY
from generator.shelf import Shelf, open_shelf
from generator.sieve import Sieve
from generator.text import words_of

from ..specimen import SITE, library, meeting, source

PHRASES = (
    "alder birch cedar dogwood elm fir",
    "gorse hazel ivy juniper kapok larch maple",
    "nutmeg oak pine quince rowan",
    "sorrel teasel ulex vetch willow yarrow zinnia",
    "alder birch cedar gorse hazel ivy",
    "the of and a to in",
)
SOURCES = ("s-0", "s-1", "s-2", "s-3")

One = tuple[str, str, str, Rights, bool]
"""A source: its title, two paragraphs, by what right it is shown, and whether its second is cited."""

Quotes = tuple[tuple[str, int, int], ...]

PARAGRAPH = st.lists(st.sampled_from(PHRASES), min_size=2, max_size=4).map(" ".join)
RIGHTS = st.sampled_from((Rights.LINK, Rights.LINK, Rights.EXCERPT, Rights.FULL))
SOURCE = st.none() | st.tuples(st.sampled_from(("Title", *PHRASES)), PARAGRAPH, PARAGRAPH, RIGHTS, st.booleans())
QUOTE = st.tuples(st.sampled_from(SOURCES), st.integers(0, 12), st.integers(8, 16))
"""Of which source, and which words of its first paragraph."""


class Edit(msgspec.Struct, frozen=True):
    """What a source becomes, or is no more; what is quoted; and whether the build after it comes to its end."""

    which: str
    source: One | None
    quotes: Quotes
    ends: bool


EDIT = st.builds(
    Edit,
    which=st.sampled_from(SOURCES),
    source=SOURCE,
    quotes=st.lists(QUOTE, max_size=2).map(tuple),
    ends=st.sampled_from((True, True, True, False)),
)
PAGES = st.lists(st.lists(st.sampled_from(PHRASES), min_size=2, max_size=4).map(" ".join), min_size=2, max_size=5)


def library_of(sources: Mapping[str, One], quotes: Quotes = ()) -> Library:
    """Sources, and a meeting that quotes and cites them."""
    every = [
        source(id, f"{first}\n{second}", title=title, rights=rights)
        for id, (title, first, second, rights, _) in sources.items()
    ]
    said = [f"They met [@{id}#p2]." for id, one in sources.items() if one[4]]
    for id, start, length in quotes:
        words = sources[id][1].split()[start : start + length] if id in sources else []
        said += [f'One said "{" ".join(words)}" [@{id}#p1].'] if words else []
    site = msgspec.structs.replace(SITE, excerpt_words=20)
    return library(*every, meeting("m-0", summary=" ".join(said) or "They met."), site=site)


def printed(name: str, content: bytes, known: Withheld | Sieve) -> Printed:
    """A part of one file, looked through."""
    leaks, pieces = looked_through(name, content, known)
    sheet = Sheet(name=name, kept=f"digest of {name}", look=Look(), leaks=leaks, pieces=pieces)
    return Printed(part=name, seconds=0.0, sheets=(sheet,), faults=(), records=(), answers=())


def runs_of(text: str) -> Iterator[Words]:
    """All runs of twelve words."""
    words = words_of(text)
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def shown_now(known: Library, texts: Texts) -> set[int]:
    """What may stand on a page."""
    hidden = withheld_by_source(known)
    every = (text for one in known.sources.values() for text in shown_in(one, hidden[one.id]))
    return hashes_in((*every, *texts.quoted.values()))


def fragment(passages: list[str]) -> bytes:
    """A file of the search index."""
    words = [len(text.split()) for text in passages]
    anchors = [{"element": "a", "id": "p1", "location": sum(words[:at])} for at in range(len(words))]
    held = {"content": " ".join(passages), "word_count": sum(words), "anchors": anchors}
    unpacked = MARK + json.dumps(held).encode()
    assert parted(unpacked) != unpacked
    return gzip.compress(unpacked)


class Desk:
    """Pages that are built again after every edit, with what the last build kept; held against a build from nothing."""

    def __init__(self, shelf: Shelf, pages: list[str]) -> None:
        self.shelf = shelf
        self.pages = {f"{number}.html": f"<p>{text}</p>".encode() for number, text in enumerate(pages)}
        self.pages["en_1.pf_fragment"] = fragment(pages)
        self.kept: dict[str, Printed] = {}
        self.built = 0
        self.spared = 0

    def build(self, known: Library, *, ends: bool) -> None:
        """What the guard says must be what the whole says; pages with a leak are taken from the site."""
        whole, watch = withheld_words(known), Guard(known, self.shelf)
        self.spared += isinstance(watch.withheld, Sieve)
        self.no_run_is_missed(known, whole, watch)
        suspects = watch.suspects(self.kept)
        clean = {}
        for name, content in self.pages.items():
            looked = printed(name, content, whole)
            leaks = looked.sheets[0].leaks
            assert printed(name, content, watch.withheld) == looked
            assert not leaks or name in suspects or name not in self.kept
            assert not leaks or name not in self.kept or not watch.clean([name])(self.kept[name].sheets[0])
            if not leaks:
                clean[name] = looked
        if ends:
            self.built += 1
            self.shelf.put(SEAL, {KEY: b"%d" % self.built})
            made = [part for name, part in clean.items() if name in suspects or name not in self.kept]
            watch.keep(made, self.kept.keys() - clean.keys())
            self.kept = {name: leave(part) for name, part in clean.items()}
            self.is_bounded(texts_of(known))

    def no_run_is_missed(self, known: Library, whole: Withheld, watch: Guard) -> None:
        """Nor is any asked for that a text shows."""
        shown = shown_now(known, texts_of(known))
        for one in known.sources.values():
            for run in (run for text in one.paragraphs for run in runs_of(text)):
                pieces = [marks_of(b" ".join(run[at : at + PIECE]).decode()).pieces[0] for at in range(LAST + 1)]
                if whole.may_have(run):
                    assert watch.withheld.may_have(run)
                    assert len(watch.withheld.among(pieces)) == len(set(pieces))
                elif hash(run) in shown:
                    assert not watch.withheld.may_have(run)

    def is_bounded(self, texts: Texts) -> None:
        """What is kept tells of the texts that there are, and of few others."""
        rows = self.shelf.all(GATE)
        assert rows.keys() == {*guard.SEALED, guard.SEAL}
        others = msgspec.msgpack.decode(rows[guard.OTHERS], type=Others)
        shown = msgspec.msgpack.decode(rows[guard.SHOWN], type=dict[bytes, bytes])
        assert len(others.came) + len(others.gone) <= max(sieve.FEW, len(shown) // sieve.SHARE)
        assert others.gone <= shown.keys()
        assert not shown or (shown.keys() - others.gone) | others.came.keys() == texts.digests


def leave(part: Printed) -> Printed:
    """As the next build finds it: its files were not looked through now."""
    return msgspec.structs.replace(part, sheets=tuple(msgspec.structs.replace(one, pieces=None) for one in part.sheets))


def worked(folder: Path, edits: list[Edit], pages: list[str]) -> Desk:
    """A desk after all of these edits, which had nothing in the beginning."""
    (folder / "shelf").unlink(missing_ok=True)
    with open_shelf(folder / "shelf", b"tool") as shelf:
        desk = Desk(shelf, pages)
        sources: dict[str, One] = {}
        for edit in edits:
            sources.pop(edit.which, None)
            if edit.source:
                sources[edit.which] = edit.source
            desk.build(library_of(sources, edit.quotes), ends=edit.ends)
    return desk


WHOLE = " ".join(PHRASES[:4])
OTHER = " ".join(PHRASES[2:5])

COMES_AND_GOES = (
    Edit(which="s-0", source=("Title", WHOLE, "No more", Rights.LINK, False), quotes=(), ends=True),
    Edit(which="s-1", source=None, quotes=(("s-0", 0, 14),), ends=True),
    Edit(which="s-1", source=None, quotes=(), ends=True),
)
"""A quotation that is of no build but the last one."""

CAREFUL = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
ANY = st.lists(EDIT, min_size=3, max_size=9)


def over_any_edits(folder: Path, wishes: settings = CAREFUL) -> None:
    """Edits and builds in any order."""

    @wishes
    @given(edits=ANY, pages=PAGES)
    @example(edits=[*COMES_AND_GOES], pages=[" ".join(WHOLE.split()[:14])])
    def law(edits: list[Edit], pages: list[str]) -> None:
        worked(folder, edits, pages)

    law()


@pytest.mark.parametrize("few", [2, sieve.FEW])
def test_over_any_edits_nothing_is_missed(few: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources come, change and go, quotations come and go, builds stop midway: from what is soon asked for anew, and
    from what stays.
    """
    monkeypatch.setattr(sieve, "FEW", few)
    over_any_edits(tmp_path)


def _no_kept_others(patched: pytest.MonkeyPatch) -> None:
    inner = Guard._kept  # noqa: SLF001 # what is to go wrong
    patched.setattr(Guard, "_kept", lambda self: (inner(self)[0], Others({}, frozenset())))


FAULTS: Mapping[str, Callable[[pytest.MonkeyPatch], None]] = {
    "sources that come withhold nothing": lambda patched: patched.setattr(sieve, "hidden_in", lambda *_: iter(())),
    "what they withhold is not new": lambda patched: patched.setattr(guard, "hidden_in", lambda *_: iter(())),
    "what went is shown for ever": lambda patched: patched.setattr(sieve, "numbers", lambda _: array("I")),
    "what is no longer shown is not new": lambda patched: patched.setattr(guard, "numbers", lambda _: array("I")),
    "what is held back is shown": lambda patched: patched.setattr(
        sieve, "shown_in", lambda source, _: (source.title or "", " ".join(source.paragraphs))
    ),
    "what is shown of old is not asked": lambda patched: patched.setattr(
        Sieve, "_asks", lambda self, digest, _: digest not in self._base.shown
    ),
    "files of a part that is made again are clean": lambda patched: patched.setattr(
        Guard, "clean", lambda *_: lambda _: True
    ),
    "texts of the last build are those of the base": _no_kept_others,
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_found(
    fault: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By some edits of those that are tried."""
    fault(monkeypatch)
    found = settings(
        CAREFUL, max_examples=600, phases=(Phase.explicit, Phase.generate), derandomize=True, database=None
    )
    with pytest.raises(AssertionError):
        over_any_edits(tmp_path, found)


def held(*ids: str, rights: Rights = Rights.LINK, text: str = WHOLE) -> dict[str, One]:
    """Sources with the same words."""
    return {id: (f"Title of {id}", text, "No more", rights, False) for id in ids}


def test_edits_are_known_from_what_is_kept(tmp_path: Path) -> None:
    """The whole is not asked for where a source comes, changes or goes, a copy of one that is shown among them, nor
    where its words are quoted; nor does what is kept grow by all of that.
    """
    with open_shelf(tmp_path / "shelf", b"tool") as shelf:
        desk = Desk(shelf, ["the page says nothing of that", OTHER])
        desk.build(library_of(held("s-0", "s-1", "s-2")), ends=True)
        before = shelf.all(GATE)
        assert desk.spared == 0
        days = [
            library_of(held("s-0", "s-1", "s-2", "s-3")),
            library_of(held("s-0", "s-1", "s-2") | held("s-3", text=OTHER, rights=Rights.FULL)),
            library_of(held("s-0", "s-1", "s-2", "s-4") | held("s-3", text=OTHER, rights=Rights.FULL)),
            library_of(held("s-1", "s-2"), (("s-1", 0, 14),)),
            library_of(held("s-0", "s-1", "s-2")),
        ]
        for spared, known in enumerate(days * 4, start=1):
            desk.build(known, ends=True)
            assert desk.spared == spared
        after = shelf.all(GATE)
    assert {name: row for name, row in after.items() if name != guard.SEAL} == {
        name: row for name, row in before.items() if name != guard.SEAL
    }


def test_what_is_kept_is_made_anew_when_many_texts_are_others(tmp_path: Path) -> None:
    """More than a few sources that come let the whole be asked for once, and are then as known as the others."""
    every = [f"s-{number}" for number in range(sieve.FEW + 3)]
    with open_shelf(tmp_path / "shelf", b"tool") as shelf:
        desk = Desk(shelf, ["the page says nothing of that"])
        spared = []
        for number in (2, 2 + sieve.FEW, 3 + sieve.FEW, 3 + sieve.FEW):
            desk.build(library_of(held(*every[:number])), ends=True)
            spared.append(desk.spared)
    assert spared == [0, 1, 1, 2]


def test_words_that_nothing_withheld_are_looked_for_on_pages_that_are_kept(tmp_path: Path) -> None:
    """A site that showed all of its sources, and then holds one back."""
    with open_shelf(tmp_path / "shelf", b"tool") as shelf:
        desk = Desk(shelf, [OTHER])
        for rights in (Rights.FULL, Rights.FULL, Rights.LINK):
            desk.build(library_of(held("s-0", rights=rights, text=OTHER)), ends=True)
        assert desk.kept == {}
