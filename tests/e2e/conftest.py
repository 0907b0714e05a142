"""The instruments of the browser tests: a server, a browser with a record, axe-core and html-validate.

Everything in this folder carries the mark `browser`. A missing tool is an error, never a skip: what was not looked at
is not called good. The fixtures that build a site once for many tests (the demonstration from content/ above all)
belong here too, below the instruments: session scope, built once for all processes, by the call a user would make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser

from tests.e2e import demo as demonstration
from tests.e2e import extremes as extreme
from tests.e2e.browser import Visit, chromium, visit
from tests.e2e.serving import serving
from tests.e2e.sites import Site, build_copy, build_written, prefix_of
from tests.extremes.writing import write_empty, write_extremes, write_single
from tests.once import made_once
from tests.run.chromium import ADVICE, find

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what lies in this folder. It asks a site that another process has built, so there is nothing to cover, and
    the count of lines would only make Playwright slow.
    """
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.no_cover)


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


@contextmanager
def standing(folder: Path, base_url: str, kinds: Mapping[str, str]) -> Iterator[Site]:
    """A built site while it is served, in the folder of its host for which it was built."""
    with serving(folder, prefix_of(base_url)) as address:
        yield Site(folder, address, base_url, kinds)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, at the root of its host."""
    base_url = "https://trilateral-record.example/"
    folder = made_once(tmp_path_factory.getbasetemp(), "demo", partial(build_copy, demonstration.CONTENT, base_url))
    with standing(folder / "site", base_url, demonstration.KINDS) as site:
        yield site


@pytest.fixture(scope="session")
def demo_below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, in a folder of its host."""
    base_url = "https://example.org/briefs/"
    folder = made_once(
        tmp_path_factory.getbasetemp(), "demo_below", partial(build_copy, demonstration.CONTENT, base_url)
    )
    with standing(folder / "site", base_url, demonstration.KINDS) as site:
        yield site


@pytest.fixture(scope="session")
def extremes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of what is longest, most, least and most hostile."""
    folder = made_once(tmp_path_factory.getbasetemp(), "extremes", partial(build_written, write_extremes, extreme.BASE))
    with standing(folder / "site", extreme.BASE, extreme.KINDS) as site:
        yield site


@pytest.fixture(scope="session", params=[write_empty, write_single], ids=["empty", "single"])
def beginning(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of nothing but settings, and one of a single meeting, in turn."""
    base_url = "https://beginning.example/"
    folder = made_once(
        tmp_path_factory.getbasetemp(), request.param.__name__, partial(build_written, request.param, base_url)
    )
    with standing(folder / "site", base_url, {}) as site:
        yield site


@pytest.fixture(params=["demo", "demo_below"])
def either(request: pytest.FixtureRequest) -> Site:
    """The demonstration, in both places in turn."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["demo", "extremes"])
def site(request: pytest.FixtureRequest) -> Site:
    """The demonstration and the site of extremes in turn: what no reader may meet stands on neither."""
    found: Site = request.getfixturevalue(request.param)
    return found
