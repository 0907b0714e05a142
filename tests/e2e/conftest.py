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
from tests.e2e.serving import serving
from tests.run.chromium import ADVICE, find

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what lies in this folder."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


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
def open_page(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens an address, as `open_page(address, width=390, colours="dark")`; the windows close with the test."""
    before = set(browser.contexts)
    yield partial(visit, browser)
    for window in set(browser.contexts) - before:
        window.close()
