"""What the repository holds as files: locks that fit the lists, workflows that are safe, nothing of one machine."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "tests" / "requirements.lock"
NPM_LOCK = ROOT / "tests" / "package-lock.json"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"

HOME = re.compile(r"(?<![\w.:/-])(?:/home/|/Users/|/root/|[A-Z]:\\Users\\)\w")
"""A path into somebody's home folder; an address on the web that happens to hold such words is none."""

CAPTURED = ("content/sources/",)
"""Articles stay as they were captured, whatever they say."""


def tracked_files() -> Iterator[tuple[str, str]]:
    """Path and text of every tracked text file; of every file where there is no git, as in a source archive."""
    git = shutil.which("git") if (ROOT / ".git").exists() else None
    if git:
        listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
        names = [name for name in listed.split("\0") if name]
    else:
        names = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()]
    for name in names:
        path = ROOT / name
        if path.is_file() and not name.startswith((*CAPTURED, ".venv/", "tests/node_modules/")):
            data = path.read_bytes()
            if b"\0" not in data:
                yield name, data.decode("utf-8", errors="replace")


def test_no_file_names_one_machine() -> None:
    """Neither this checkout's folder nor anybody's home: the repository is the same for everyone."""
    folder = re.compile(re.escape(str(ROOT)) + r"(?![\w-])")
    assert [name for name, text in tracked_files() if folder.search(text) or HOME.search(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see /home/" + "ada/briefs", True),
        ('"C:\\Users' + '\\ada"', True),
        ("https://example.org/home/ada", False),
        ("the /home/ page", False),
    ],
)
def test_a_home_folder_is_told_from_an_address(text: str, found: bool) -> None:
    """The pattern finds folders and lets addresses pass."""
    assert bool(HOME.search(text)) is found


def locked() -> dict[str, str]:
    """Version by name, from the Python lock."""
    lines = re.findall(r"^([\w.-]+)==([\w.]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in lines}


def wanted() -> list[Requirement]:
    """What the package and its development need by pyproject.toml."""
    lists = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [Requirement(line) for line in lists["project"]["dependencies"] + lists["dependency-groups"]["dev"]]


@pytest.mark.parametrize("requirement", wanted(), ids=str)
def test_the_lock_fits_the_lists(requirement: Requirement) -> None:
    """A package added to pyproject.toml is locked in the same commit: `python3 tests/run --lock`."""
    version = locked().get(canonicalize_name(requirement.name))
    assert version is not None
    assert requirement.specifier.contains(version)


def test_every_locked_package_has_hashes() -> None:
    """What has none is refused by pip, but only when pip gets there."""
    entries = re.split(r"^(?=[\w.-]+==)", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_no_lock_says_where_a_package_comes_from() -> None:
    """Whoever installs decides that; an address in a lock would bind everyone to one host."""
    assert "://" not in LOCK.read_text(encoding="utf-8")
    packages = json.loads(NPM_LOCK.read_text(encoding="utf-8"))["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def steps_of(workflow: Path) -> list[dict[str, object]]:
    """All steps of all jobs."""
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


def test_there_are_workflows() -> None:
    """The tests below look at something."""
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "site.yml"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_start_with_no_more_than_reading(workflow: Path) -> None:
    """A job that needs more says so itself; nothing runs a stranger's change with our rights."""
    text = workflow.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in text
    assert all("timeout-minutes" in job for job in yaml.safe_load(text)["jobs"].values())


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_commands_hold_no_expressions(workflow: Path) -> None:
    """A value goes into a command through its environment, where it cannot become part of the command."""
    assert [step for step in steps_of(workflow) if "${{" in str(step.get("run", ""))] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_actions_are_pinned(workflow: Path) -> None:
    """Only actions by GitHub itself, each at a major version; no checkout leaves its token behind."""
    used = [str(step["uses"]) for step in steps_of(workflow) if "uses" in step]
    assert [action for action in used if not re.fullmatch(r"actions/[\w-]+@v\d+", action)] == []
    checkouts = [step for step in steps_of(workflow) if str(step.get("uses", "")).startswith("actions/checkout@")]
    assert all(step["with"] == {"persist-credentials": False} for step in checkouts)


def test_only_one_job_may_publish() -> None:
    """The job that runs the content's build cannot publish, and the one that publishes runs none of our code."""
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))["jobs"]
    assert [name for name, job in jobs.items() if "write" in job["permissions"].values()] == ["publish"]
    assert ["uses" in step and "run" not in step for step in jobs["publish"]["steps"]] == [True]


def test_gitlab_publishes_the_default_branch_only() -> None:
    """The Pages job keeps the folder GitLab publishes; other branches and merge requests build and check."""
    jobs = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))
    assert jobs["pages"]["artifacts"]["paths"] == ["public"]
    assert jobs["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert {"tests", "site", "pages"} <= jobs.keys()
