"""The law of building: after whatever was edited, lost or damaged, a build that spares what it can leaves exactly what
a build from nothing makes, byte for byte, and other people's files as they were.

The test is shown to be able to fail: with each fault planted on purpose it finds a site that is not as it should be.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from generator import recall as recalling
from generator import shelved, signs
from generator.build import Made, Project, Wishes, build, make
from generator.compiled import Compiled
from generator.paths import builtin_templates
from generator.recall import INDEX, RECORD, recall
from generator.shelf import SHELF
from generator.write import MANIFEST, patch, stage

from .killing import killer, renames, was_killed

EXAMPLE = Path(__file__).parents[2] / "generator" / "example" / "content"
WISHES = (Wishes(search=False), Wishes(search=False, base_url="https://other.example/a/"))
TITLES = ("One example desk", "Two example desk")
NAMES = ("Night ferry", "Night boats", "Late ferries")

Fault = Callable[[pytest.MonkeyPatch], None]


class Desk(RuleBasedStateMachine):
    """An analyst, a designer, a version control system and a failing disk, at work on one site."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.home = Path(tempfile.mkdtemp())
        self.wishes = WISHES[0]
        self.checked = True

    @initialize()
    def begin(self) -> None:
        """A new site, with a file of somebody else's in it."""
        shutil.copytree(EXAMPLE, self.root / "content")
        (self.root / "templates").mkdir()
        self.project = Project(
            content=self.root / "content",
            templates=self.root / "templates",
            builtin=builtin_templates(),
            out=self.root / "site",
            cache=self.root / ".briefbook",
            user_cache=self.home / "cache",
        )
        self.build()
        (self.project.out / "CNAME").write_bytes(b"ours.example")

    def teardown(self) -> None:
        """Leaves nothing behind."""
        shutil.rmtree(self.root)
        shutil.rmtree(self.home)

    # --- what people do ---

    @rule(title=st.sampled_from(TITLES))
    def rename_the_site(self, title: str) -> None:
        """Titles of one length, and the file's time set back: only the content tells."""
        path = self.project.content / "site.yaml"
        status = path.stat()
        first, *rest = path.read_text().splitlines(keepends=True)
        path.write_text("".join((f"title: {title}\n", *rest)))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert first.startswith("title: ")
        self.build()

    @rule(name=st.sampled_from(NAMES))
    def rename_a_topic(self, name: str) -> None:
        """It stands on several pages."""
        self.name_a_topic(name)
        self.build()

    def name_a_topic(self, name: str) -> None:
        """Without a build."""
        path = self.project.content / "topics" / "night-ferry.yaml"
        _, *rest = path.read_text().splitlines(keepends=True)
        path.write_text("".join((f"name: {name}\n", *rest)))

    @rule(there=st.booleans())
    def add_or_delete_a_page(self, there: bool) -> None:  # drawn
        """A file that nothing refers to."""
        path = self.project.content / "pages" / "more.md"
        path.unlink(missing_ok=True)
        if there:
            path.write_text("---\ntitle: More\n---\nThere is more.\n")
        self.build()

    @rule(there=st.booleans())
    def add_or_delete_a_topic(self, there: bool) -> None:  # drawn
        """Few pages change, one comes or goes."""
        path = self.project.content / "topics" / "day-ferry.yaml"
        path.unlink(missing_ok=True)
        if there:
            path.write_text("name: Day ferry\nscope: Boats by day.\n")
        self.build()

    @rule()
    def break_and_mend(self) -> None:
        """An error, a build that fails, and the edit taken back."""
        path = self.project.content / "site.yaml"
        good = path.read_bytes()
        path.write_bytes(good + b"nonsense: [\n")
        before = self.standing()
        self.build()
        assert self.standing() == before
        path.write_bytes(good)
        self.build()

    @rule(text=st.sampled_from((None, "<p>gone</p>", "<p>lost</p>")))
    def replace_a_template(self, text: str | None) -> None:
        """The page for what is not there; None: the built-in one again."""
        path = self.root / "templates" / "404.html"
        path.unlink(missing_ok=True)
        if text:
            path.write_text(text)
        self.build()

    @rule(wishes=st.sampled_from(WISHES))
    def wish_something_else(self, wishes: Wishes) -> None:
        """Another address for the same site."""
        self.wishes = wishes
        self.build()

    @rule()
    def check_out(self) -> None:
        """Version control writes all files again, with times of its own."""
        for path in sorted(self.project.content.rglob("*.*")):
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)
            os.utime(path, (1, 1))
        self.build()

    # --- what goes wrong ---

    @rule(name=st.sampled_from(("index.html", "topics/index.html", "about/index.html")), gone=st.booleans())
    def spoil_a_file_of_the_site(self, name: str, gone: bool) -> None:  # drawn
        """Deleted, or changed without changing its length or time."""
        path = self.project.out / name
        if gone or not path.exists():
            path.unlink(missing_ok=True)
        else:
            status = path.stat()
            path.write_bytes(path.read_bytes().replace(b"e", b"3"))
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        self.build()

    @rule(name=st.sampled_from((RECORD, INDEX, SHELF, "lock")), keep=st.integers(0, 400))
    def damage_the_cache(self, name: str, keep: int) -> None:
        """Cut off anywhere, or gone."""
        path = self.project.cache / name
        if path.exists():
            content = path.read_bytes()
            path.write_bytes(content[:keep]) if keep else path.unlink()
        self.build()

    @rule()
    def leave_half_a_tree(self) -> None:
        """What a build that was killed leaves beside the site."""
        beside = self.root / ".site.briefbook-new"
        beside.mkdir(exist_ok=True)
        (beside / "index.html").write_text("half")
        self.build()

    @rule(name=st.sampled_from(NAMES), calls=st.integers(1, 30), after=st.sampled_from(NAMES))
    def be_killed(self, name: str, calls: int, after: str) -> None:
        """While the site is put in place or before, at one of the renames; and then somebody wants something else."""
        self.name_a_topic(name)
        was_killed(self.build, killer(calls, renames))
        self.rename_a_topic(after)

    # --- the law ---

    @rule()
    def build(self) -> None:
        """What the command line does: once more after every change."""
        self.made: Made = recall(self.project, self.wishes) or build(self.project, self.wishes)
        self.checked = True

    @invariant()
    def the_site_is_what_a_build_from_nothing_makes(self) -> None:
        """Looked at after every build."""
        if self.checked and hasattr(self, "made"):
            standing = self.standing()
            foreign = standing.pop("CNAME", b"ours.example")
            assert foreign == b"ours.example"
            assert standing == make(self.project, self.wishes).files
            self.checked = False

    def standing(self) -> dict[str, bytes]:
        """All files of the site."""
        out = self.project.out
        found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        return {name: content for name, content in found.items() if name != MANIFEST}


CAREFUL = settings(
    max_examples=4,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),  # each step builds a site: looking for a shorter way to a fault takes minutes
)


def test_what_is_spared_is_spared_rightly() -> None:
    """Edits, checkouts, damage and builds in any order."""
    run_state_machine_as_test(Desk, settings=CAREFUL)


def _skips(what: str) -> Fault:
    """Inputs below a folder of that name are not looked at."""
    inner = recalling._inputs  # noqa: SLF001 # what is to go wrong

    def fewer(project: Project) -> Iterator[str]:
        return (path for path in inner(project) if f"/{what}" not in path.removeprefix(str(project.content.parent)))

    return lambda patch: patch.setattr(recalling, "_inputs", fewer)


def _signs(*fields: str) -> Fault:
    """Only this much is asked of the file system, and a file that looks the same is the same."""
    inner = signs.sign_of

    def less(path: str) -> signs.Sign:
        whole = inner(path)
        return signs.Sign(*(getattr(whole, name) if name in fields else 0 for name in whole.__struct_fields__))

    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(recalling, "sign_of", less)
        patch.setattr(signs, "SETTLED", -(10**20))

    return plant


def _never_moves(name: str) -> Fault:
    """A changed file stays what it was."""
    inner = patch._move  # noqa: SLF001 # what is to go wrong
    return lambda patched: patched.setattr(
        patch, "_move", lambda source, target: inner(source, target) if target.parent.name != name else None
    )


def _passed_over(name: str) -> Fault:
    """A step of the writing that does nothing."""
    return lambda patched: patched.setattr(patch, name, lambda *_: None)


def _whatever_its_text(patched: pytest.MonkeyPatch) -> None:
    """A template is compiled once for all texts that it ever has."""
    inner = Compiled.get_bucket
    patched.setattr(
        Compiled, "get_bucket", lambda self, environment, name, path, _: inner(self, environment, name, path, "")
    )


def _believing(patched: pytest.MonkeyPatch) -> None:
    """What the manifest says is taken for what stands there."""
    patched.setattr(stage.Stage, "_stands", lambda *_: True)


FAULTS: dict[str, tuple[Fault, Callable[[Desk], None]]] = {
    "a changed file is not moved": (
        _never_moves("night-ferry"),
        lambda desk: desk.rename_a_topic(name=NAMES[1]),
    ),
    "a stale file is not deleted": (
        _passed_over("_delete"),
        lambda desk: (desk.add_or_delete_a_topic(there=True), desk.add_or_delete_a_topic(there=False))[0],
    ),
    "the manifest alone is believed": (
        _believing,
        lambda desk: desk.spoil_a_file_of_the_site(name="index.html", gone=True),
    ),
    "templates are not looked at": (
        _skips("templates/404"),
        lambda desk: desk.replace_a_template(text="<p>gone</p>"),
    ),
    "what was compiled of a template holds for ever": (
        _whatever_its_text,
        lambda desk: (desk.replace_a_template(text="<p>gone</p>"), desk.replace_a_template(text="<p>lost</p>"))[0],
    ),
    "new pages are not looked at": (
        _skips("content/pages/more"),
        lambda desk: desk.add_or_delete_a_page(there=True),
    ),
    "a file of one size and time is taken for the same": (
        _signs("size", "written"),
        lambda desk: (desk.rename_the_site(title=TITLES[0]), desk.rename_the_site(title=TITLES[1]))[0],
    ),
    "other wishes are not noticed": (
        lambda patch: patch.setattr(recalling, "_asked", lambda *_: b""),
        lambda desk: desk.wish_something_else(wishes=WISHES[1]),
    ),
    "what was read of a file holds for ever": (
        lambda patch: patch.setattr(shelved.Kept, "holds", lambda *_: True),
        lambda desk: desk.rename_a_topic(name=NAMES[1]),
    ),
    "inputs are not looked at": (
        lambda patch: patch.setattr(recalling, "_same_inputs", lambda *_: True),
        lambda desk: desk.rename_a_topic(name=NAMES[1]),
    ),
}
"""Mistakes that the tool could make, and a step after which each would leave an old page standing."""


@pytest.mark.parametrize(("fault", "step"), FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("planted", [True, False], ids=["planted", "not planted"])
def test_a_planted_fault_is_found(
    planted: bool,  # drawn
    fault: Fault,
    step: Callable[[Desk], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And nothing is found without it."""
    if planted:
        fault(monkeypatch)
    desk = Desk()
    try:
        desk.begin()
        desk.the_site_is_what_a_build_from_nothing_makes()
        step(desk)
        with pytest.raises(AssertionError) if planted else nullcontext():
            desk.the_site_is_what_a_build_from_nothing_makes()
    finally:
        desk.teardown()
