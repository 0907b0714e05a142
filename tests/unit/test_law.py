"""The law of building: after whatever was edited, lost or damaged, a build that spares what it can leaves exactly what
a build from nothing makes, byte for byte, says what that one says, and leaves other people's files as they were.

The test is shown to be able to fail: with each fault planted on purpose it finds a site that is not as it should be.
"""

from __future__ import annotations

import datetime as dt
import gzip
import os
import shutil
from array import array
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from jinja2 import meta, nodes

from generator import build as building
from generator import closures, drawn, earlier, faults, findings, press, reads, shelved, sieve, signs
from generator import recall as recalling
from generator.build import Project, Wishes
from generator.compiled import Compiled
from generator.drawn import Drawn
from generator.earlier import Earlier
from generator.guard import Guard
from generator.job import Ground
from generator.reads import Reads, Told, ToldLine, ToldOf
from generator.write import patch, stage

from .at_work import PLAIN, Afresh, Site
from .edits import CHANGES, IN_VAIN, site
from .killing import any_change, killer, was_killed

WISHES = (
    PLAIN,
    Wishes(search=False, base_url="https://other.example/a/"),
    Wishes(search=False, drafts=True),
    Wishes(search=False, strict=True),
    Wishes(search=False, today=dt.date(2041, 5, 6)),
    Wishes(),
)

OWN, QUOTED, TOLD = "a source with words of its own", "its words are quoted", "its words are told"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site without changes, built."""
    folder = tmp_path_factory.mktemp("law")
    made = Site(folder / "desk", folder / "user-cache")
    made.begin()
    return made


@pytest.fixture(scope="module")
def afresh() -> Iterator[Afresh]:
    """Processes that never built anything."""
    with Afresh() as program:
        yield program


# --- edits -----------------------------------------------------------------------------------------------------------


def thirds() -> list[tuple[str, ...]]:
    """All changes after which there is a site, three at a time that lie far apart."""
    good = [name for name in CHANGES if name not in IN_VAIN | {OWN, QUOTED, TOLD}]
    days = -(-len(good) // 3)
    return [tuple(good[at::days]) for at in range(days)]


def test_every_edit_is_taken_up(work: Site, afresh: Afresh) -> None:
    """One after the other, none taken back; some files keep their times, some builds are made in a fresh process."""
    work.begin()
    done: set[str] = set()
    for number, names in enumerate(thirds()):
        done.update(names)
        work.write(site(done), quietly=number % 2 == 0)
        work.holds(work.say(afresh if number % 3 == 0 else None))
    work.write(site(()), quietly=True)
    work.holds(work.say())


@pytest.mark.parametrize("name", sorted(IN_VAIN - {TOLD}))
def test_what_cannot_be_built_leaves_the_site(name: str, work: Site) -> None:
    """Every error is said as a clean build says it, and the edit taken back."""
    work.begin()
    for changes in ((name,), ("a page of the desk", name), ("a page of the desk",)):
        work.write(site(changes))
        said = work.say()
        assert said.whole is (name not in changes)
        work.holds(said)


@pytest.mark.parametrize(
    "days",
    [
        ((OWN,), (OWN, QUOTED), (OWN, QUOTED, TOLD), (OWN, TOLD), (OWN,)),
        ((OWN, QUOTED, TOLD), (OWN, TOLD), (OWN, QUOTED, TOLD)),
        ((QUOTED,), (OWN, QUOTED), (OWN, QUOTED, TOLD, "a topic comes"), (OWN, TOLD, "a topic comes")),
        (("a word of a summary",), ("a source with words of the desk",), ()),
    ],
    ids=["quoted, told, not quoted", "quoted and told, not quoted", "with other edits", "a source of old words"],
)
def test_withheld_words_are_found_on_pages_that_are_kept(days: tuple[tuple[str, ...], ...], work: Site) -> None:
    """The page that tells them is as it was, when what showed them elsewhere is gone or their source comes."""
    work.begin()
    for changes in days:
        work.write(site(changes))
        work.holds(work.say())


@pytest.mark.parametrize(
    "days",
    [
        (("a page's template",), ("a page's template", "a page's template, as it is built in"), ()),
        (
            ("a page's template, as it is built in",),
            ("a macro of some pages",),
            ("a macro of some pages", "a statement"),
        ),
        (("a macro of macros", "a frame"), ("a frame",), ()),
        (("a file that nobody includes",), ("an include",), ("an include", "a picture"), ("a picture",), ()),
        (("a broken template",), ("a broken template", "a macro of macros"), ("a macro of macros",)),
        (("a computed include", "a page's template"), ("a page's template",), ("an include", "a computed include"), ()),
    ],
    ids=["hidden and shown", "some pages", "the frame", "included", "broken", "computed"],
)
def test_a_template_reaches_all_that_it_makes(days: tuple[tuple[str, ...], ...], work: Site) -> None:
    """Through whatever lies between, with edits of the content and after builds in vain too."""
    work.begin()
    for changes in days:
        work.write(site(changes), quietly=True)
        work.holds(work.say())


def test_a_name_is_another_wherever_a_link_says_it(work: Site) -> None:
    """In the search index too, in the words of a page and in what is said of a phrase."""
    work.begin()
    work.wishes = Wishes()
    linked = ("a link without words", "a track's link")
    for changes in (linked, (*linked, "a topic's name"), (*linked, "a topic's name", "an outlet's name"), linked):
        work.write(site(changes), quietly=True)
        work.holds(work.say())
        phrases = work.last["search/pagefind/phrases.json"].decode()
        assert ("of The Skerry Carrier" in phrases) is ("an outlet's name" in changes)
        said = [gzip.decompress(file) for name, file in work.last.items() if name.endswith(".pf_fragment")]
        name = b"Ticks" if "a topic's name" in changes else b"Fares"
        assert [one for one in said if b"Not " + name + b", but Barbara Specimen." in one]


# --- all that may happen ---------------------------------------------------------------------------------------------


class Desk(RuleBasedStateMachine):
    """An analyst, a designer, a version control system and a failing disk, at work on one site."""

    work: Site
    afresh: Afresh

    @initialize()
    def begin(self) -> None:
        """As it was in the beginning."""
        self.done: frozenset[str] = frozenset()
        self.work.begin()

    @rule(
        names=st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=3, unique=True),
        quietly=st.booleans(),
        elsewhere=st.booleans(),
    )
    def edit(self, names: list[str], quietly: bool, elsewhere: bool) -> None:  # drawn
        """Done, or taken back if it was done before."""
        self.change(names, quietly=quietly)
        self.build(elsewhere=elsewhere)

    @rule(wishes=st.sampled_from(WISHES), elsewhere=st.booleans())
    def want_something_else(self, wishes: Wishes, elsewhere: bool) -> None:  # drawn
        """Another address for the same site, drafts, a search index."""
        self.work.wishes = wishes
        self.build(elsewhere=elsewhere)

    @rule(
        which=st.integers(0, 5),
        at=st.floats(0, 1, exclude_max=True),
        how=st.sampled_from(("changed", "cut", "lost", "empty")),
        name=st.none() | st.sampled_from(sorted(CHANGES.keys() - IN_VAIN)),
    )
    def damage_what_is_kept(self, which: int, at: float, how: str, name: str | None) -> None:
        """One byte of any file in the tool's own folder, or all from there on."""
        kept = list(self.work.kept())
        path = kept[which % len(kept)]
        content = path.read_bytes()
        place = int(at * len(content))
        if how == "lost":
            path.unlink()
        elif content:
            spoilt = bytes([content[place] ^ 0xFF])
            rest = {"changed": spoilt + content[place + 1 :], "cut": b"", "empty": b""}[how]
            path.write_bytes(b"" if how == "empty" else content[:place] + rest)
        self.change([name] if name else [])
        self.build()

    @rule(at=st.floats(0, 1, exclude_max=True), gone=st.booleans())
    def spoil_a_file_of_the_site(self, at: float, gone: bool) -> None:  # drawn
        """Deleted, or changed without changing its length or time."""
        spoil(self.work, sorted(self.work.last)[int(at * len(self.work.last))], gone=gone)
        self.build()

    @rule(
        names=st.lists(st.sampled_from(sorted(CHANGES.keys() - IN_VAIN)), min_size=1, max_size=2),
        calls=st.integers(1, 60),
        after=st.sampled_from(sorted(CHANGES.keys() - IN_VAIN)),
        elsewhere=st.booleans(),
    )
    def be_killed(self, names: list[str], calls: int, after: str, elsewhere: bool) -> None:  # drawn
        """At any step that changes the file system; and then somebody wants something else."""
        self.change(names)
        was_killed(self.work.say, killer(calls, any_change))
        self.work.last = self.work.standing()  # half of it may be in place: the next build that makes a site ends that
        self.change([after])
        self.build(elsewhere=elsewhere)

    @rule()
    def check_out(self) -> None:
        """Version control writes all files again, with times of its own."""
        for path in sorted(self.work.project.content.rglob("*.*")):
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)
            os.utime(path, (1, 1))
        self.build()

    @rule()
    def leave_half_a_tree(self) -> None:
        """What a build that was killed leaves beside the site."""
        beside = self.work.folder / ".site.briefbook-new"
        beside.mkdir(exist_ok=True)
        (beside / "index.html").write_text("half")
        self.build()

    def change(self, names: list[str], *, quietly: bool = False) -> None:
        """Without a build."""
        self.done = self.done.symmetric_difference(names)
        self.work.write(site(self.done), quietly=quietly)

    def build(self, *, elsewhere: bool = False) -> None:
        """The law is looked at after every build."""
        self.work.holds(self.work.say(self.afresh if elsewhere else None))


CAREFUL = settings(
    max_examples=2,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),  # each step builds a site: looking for a shorter way to a fault takes minutes
)


def test_what_is_spared_is_spared_rightly(work: Site, afresh: Afresh) -> None:
    """Edits, checkouts, damage and builds in any order."""
    Desk.work, Desk.afresh = work, afresh
    run_state_machine_as_test(Desk, settings=CAREFUL)


def spoil(work: Site, name: str, *, gone: bool) -> None:
    """Deletes a file of the site, or changes it without changing its length or time."""
    path = work.project.out / name
    if gone or not path.exists():
        path.unlink(missing_ok=True)
        return
    status, content = path.stat(), path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]) if content else content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


# --- faults ----------------------------------------------------------------------------------------------------------

Fault = Callable[[pytest.MonkeyPatch], None]


def _skips(what: str) -> Fault:
    """Inputs below a folder of that name are not looked at."""
    inner = recalling._inputs  # noqa: SLF001 # what is to go wrong

    def fewer(project: Project) -> Iterator[str]:
        return (path for path in inner(project) if f"/{what}" not in path.removeprefix(str(project.content.parent)))

    return lambda patch: patch.setattr(recalling, "_inputs", fewer)


def _signs(*fields: str) -> Fault:
    """Only this much is asked of the file system, and a file that looks the same is the same."""
    inner = signs.sign

    def less(status: os.stat_result) -> signs.Sign:
        whole = inner(status)
        return signs.Sign(*(getattr(whole, name) if name in fields else 0 for name in whole.__struct_fields__))

    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(signs, "sign", less)
        patch.setattr(signs, "SETTLED", -(10**20))

    return plant


def _never_moves(name: str) -> Fault:
    """A changed file stays what it was."""
    inner = patch._move  # noqa: SLF001 # what is to go wrong
    return lambda patched: patched.setattr(
        patch, "_move", lambda source, target: inner(source, target) if target.parent.name != name else None
    )


def _is(place: object, name: str, value: object) -> Fault:
    """Something is another thing than it should be."""
    return lambda patched: patched.setattr(place, name, value)


def _unnoted(kind: type[Any], *names: str) -> Fault:
    """What a relation is asked in these ways is not told."""

    def silent(inner: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*given: Any) -> Any:  # noqa: ANN401 - as of any method
            with reads.unnoted():
                return inner(*given)

        return asked

    def plant(patched: pytest.MonkeyPatch) -> None:
        for name in names:
            patched.setattr(kind, name, silent(getattr(kind, name)))

    return plant


def _unnoted_slices(patched: pytest.MonkeyPatch) -> None:
    """A line tells of single places alone."""
    inner = ToldLine.__getitem__
    patched.setattr(
        ToldLine, "__getitem__", lambda line, at: line.held[at] if isinstance(at, slice) else inner(line, at)
    )


def _forgetful(patched: pytest.MonkeyPatch) -> None:
    """Only who asks first has read what a result was worked out from."""

    def remembered(kept: dict[Any, tuple[Any, Reads]], key: object, work: Callable[[], object]) -> object:
        if key not in kept:
            kept[key] = work(), Reads()
        return kept[key][0]

    patched.setattr("generator.plan.desk.remembered", remembered)


def _silent_field(name: str) -> Fault:
    """A field of all entries does not tell when it is read."""

    def plant(patched: pytest.MonkeyPatch) -> None:
        patched.setattr(reads, "UNNOTED", reads.UNNOTED | {name})
        patched.setattr(reads, "_telling", {})

    return plant


def _without(*grounds: Ground) -> Fault:
    """Some of what concerns all parts is forgotten."""
    inner = building._of_all_parts  # noqa: SLF001 # what is to go wrong

    def fewer(*given: Any) -> dict[str, bytes]:  # noqa: ANN401 - as they come
        return {name: sum_ for name, sum_ in inner(*given).items() if not name.startswith(tuple(grounds))}

    return _is(building, "_of_all_parts", fewer)


REFERRING: tuple[type[nodes.Node], ...] = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
"""What a template refers to another with."""


def _unknown(*kinds: type[nodes.Node]) -> Fault:
    """What a template refers to in these ways is not known."""

    def fewer(tree: nodes.Template) -> Iterator[tuple[str | None, int]]:
        nodes_of = (node for kind in REFERRING if kind not in kinds for node in tree.find_all(kind))
        return ((name, 1) for node in nodes_of for name in meta.find_referenced_templates(nodes.Template([node])))

    return _is(faults, "_references", fewer)


def _only_its_own(templates: closures.Templates, name: str) -> frozenset[str | None]:
    """What a template refers to itself."""
    return frozenset({name, *templates[name].refers})


def _as_built_in(patched: pytest.MonkeyPatch) -> None:
    """A template is always the built-in one."""
    inner = faults.source_of
    patched.setattr(faults, "source_of", lambda places, name: inner(places, f"default/{name.removeprefix('default/')}"))


def _looked_at_once(patched: pytest.MonkeyPatch) -> None:
    """What is known of a template is never asked again."""
    inner = faults._looked  # noqa: SLF001 # what is to go wrong
    patched.setattr(faults, "_looked", lambda places, name, kept: kept.get(name) or inner(places, name, kept))


def _whatever_its_text(patched: pytest.MonkeyPatch) -> None:
    """A template is compiled once for all texts that it ever has."""
    inner = Compiled.get_bucket
    patched.setattr(
        Compiled, "get_bucket", lambda self, environment, name, path, _: inner(self, environment, name, path, "")
    )


def _names_for_ever(patched: pytest.MonkeyPatch) -> None:
    """All names are always what they were."""
    patched.setattr(drawn, "meanings_of", lambda _: {})


def _spoilt_is_standing(patched: pytest.MonkeyPatch) -> None:
    """What the manifest says is taken for what stands there."""
    patched.setattr(recalling.Standing, "has", lambda *_: True)
    patched.setattr(recalling, "recall", lambda *_: None)
    patched.setattr("tests.unit.at_work.recall", lambda *_: None)


Step = tuple[str, ...] | Wishes | Callable[[Site], None]
"""The changes that are made on the site from now on, what is wished for, or something else that happens."""

_SPOILT: Step = lambda work: spoil(work, "people/barnaby-specimen/index.html", gone=False)  # noqa: E731 - a value
_FORGOTTEN: Step = lambda work: shutil.rmtree(work.project.cache)  # noqa: E731 - a value

FAULTS: Mapping[str, tuple[Fault, tuple[Step, ...]]] = {
    "a changed file is not moved": (_never_moves("fares"), (("a topic's name",),)),
    "a stale file is not deleted": (_is(patch, "_delete", lambda *_: None), (("a topic comes",), ())),
    "the manifest alone is believed": (_is(stage.Stage, "_stands", lambda *_: True), (_SPOILT,)),
    "templates are not looked at": (_skips("templates/404"), (("a template",),)),
    "new pages are not looked at": (_skips("content/pages/more"), (("a page comes",),)),
    "a file of one size and time is taken for the same": (_signs("size", "written"), (("the site's title",),)),
    "other wishes are not noticed": (_is(recalling, "_asked", lambda *_: b""), (WISHES[1],)),
    "inputs are not looked at": (_is(recalling, "_same_inputs", lambda *_: True), (("a topic's name",),)),
    "what was read of a file holds for ever": (
        _is(shelved.Kept, "holds", lambda *_: True),
        (("a topic's name",),),
    ),
    "changed fields are not seen": (_is(earlier, "changed_fields", lambda *_: {}), (("a correction",),)),
    "changed answers are not seen": (_is(earlier, "answered_otherwise", lambda *_: {}), (("whose quotation",),)),
    "a page is taken for what it was whatever it shows": (_is(press, "known_by", lambda _: b"x"), (("a correction",),)),
    "a changed template is not seen": (_is(earlier, "changes", lambda *_: ()), (("a page's template",),)),
    "what a template imports is not known": (_unknown(nodes.Import, nodes.FromImport), (("a macro",),)),
    "what a template extends is not known": (_unknown(nodes.Extends), (("a frame",),)),
    "what a template includes is not known": (
        _unknown(nodes.Include),
        (("an include",), ("an include", "a picture")),
    ),
    "what a template's templates refer to is not known": (
        _is(closures, "closure", _only_its_own),
        (("a macro of macros",),),
    ),
    "a template that hides a built-in one is not seen": (_as_built_in, (("a page's template",),)),
    "templates are looked at once for ever": (_looked_at_once, (("an include",),)),
    "a page is taken for what it was whatever made it": (
        _is(Earlier, "_may_stay", lambda *_: True),
        (("a macro of some pages",),),
    ),
    "a changed setting is not seen": (_without(Ground.SETTING, Ground.SHARED), (("the site's title",),)),
    "what was compiled of a template holds for ever": (_whatever_its_text, (("a template",), ("another template",))),
    "what is found of an entry holds for ever": (_is(findings, "touched", lambda *_: None), (("one name of two",),)),
    "a relation does not tell what it is asked for by key": (_unnoted(Told, "__getitem__"), (("a source's date",),)),
    "what is said of words does not tell": (_unnoted(ToldOf, "__call__"), (("a topic comes",),)),
    "a relation does not tell what it is asked for by `get`": (_unnoted(Told, "get"), (("whose quotation",),)),
    "a relation does not tell who walks over it": (_unnoted(Told, "items", "values"), (("a person comes",),)),
    "a line does not tell of a slice": (_unnoted_slices, (("a meeting comes",),)),
    "what is remembered does not tell what it was worked out from": (_forgetful, (("a meeting's other date",),)),
    "a field does not tell": (_silent_field("grade"), (("a source's grade",),)),
    "a spoiled file is taken for standing": (_spoilt_is_standing, (_SPOILT,)),
    "ties are kept though a cited source changed": (
        _is(Drawn, "_cited", lambda *_: iter(())),
        (("a passage that is quoted",),),
    ),
    "names are kept though one changed": (_names_for_ever, (("a person's name",),)),
    "kept pages are clean when a source with withheld words comes": (
        _is(Guard, "suspects", lambda *_: {}),
        (("a source with words of the desk",),),
    ),
    "kept pages are clean when what showed withheld words goes": (
        _is(Guard, "_new", frozenset()),
        ((OWN, QUOTED, TOLD), (OWN, TOLD)),
    ),
    "all that is withheld is known when less is quoted": (
        _is(sieve, "numbers", lambda _: array("I")),
        ((OWN, QUOTED, TOLD), _FORGOTTEN, (OWN, TOLD)),
    ),
    "all that is withheld is known when a source comes": (
        _is(sieve, "hidden_in", lambda *_: iter(())),
        (("a source with words of the desk",),),
    ),
}
"""Mistakes that the tool could make, and steps after which each would leave an old page standing."""


def _took(work: Site, step: Step) -> None:
    if isinstance(step, Wishes):
        work.wishes = step
    elif isinstance(step, tuple):
        work.write(site(step), quietly=True)
    else:
        step(work)
    work.holds(work.say())


@pytest.mark.parametrize(("fault", "steps"), FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_found(
    fault: Fault, steps: tuple[Step, ...], work: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is found without it."""
    work.begin()
    for step in steps:
        _took(work, step)
    fault(monkeypatch)
    work.begin(anew=True)
    for step in steps[:-1]:
        _took(work, step)
    with pytest.raises(AssertionError):
        _took(work, steps[-1])
