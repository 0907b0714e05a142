"""The instruments of the browser tests: a server, a browser with a record, axe-core and html-validate.

Everything in this folder carries the mark `browser`. A missing tool is an error, never a skip: what was not looked at
is not called good. The fixtures that build a site once for many tests (the demonstration from content/ above all)
belong here too, below the instruments: session scope, `tmp_path_factory`, and the call a user would make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser

from tests.e2e.browser import Visit, chromium, visit
from tests.e2e.demo import Demo, build
from tests.e2e.serving import serving
from tests.run.chromium import ADVICE, find

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what lies in this folder."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


OpenPage = Callable[..., Visit]
"""How `open_page` is called."""


class ServeFolder(Protocol):
    """How the fixture is called."""

    def __call__(self, folder: Path, prefix: str = "/") -> str:
        """Address of the folder, prefix included, until the test ends."""


@pytest.fixture
def serve_folder() -> Iterator[ServeFolder]:
    """Serves folders under the sites' content policy, as `serve_folder(path, prefix="/briefs/")`."""
    with ExitStack() as servers:
        yield lambda folder, prefix="/": servers.enter_context(serving(folder, prefix))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; windows share nothing."""
    program = find()
    if program is None:
        pytest.fail(ADVICE)
    with chromium(program) as started:
        yield started


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens an address, as `open_page(address, width=390, colours="dark")`; the windows close with the test."""
    before = set(browser.contexts)
    yield partial(visit, browser)
    for window in set(browser.contexts) - before:
        window.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demonstration, at the root of its host."""
    folder = build(tmp_path_factory.mktemp("demo"), "https://trilateral-record.example/")
    with serving(folder) as address:
        yield Demo(folder, address)


@pytest.fixture(scope="session")
def demo_below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demonstration, in a folder of its host."""
    folder = build(tmp_path_factory.mktemp("demo_below"), "https://example.org/briefs/")
    with serving(folder, "/briefs/") as address:
        yield Demo(folder, address)


@pytest.fixture(params=["demo", "demo_below"])
def either(request: pytest.FixtureRequest) -> Demo:
    """The demonstration, in both places in turn."""
    found: Demo = request.getfixturevalue(request.param)
    return found
