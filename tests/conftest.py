"""Settings for all tests. Nothing here builds a site: what needs one asks for it in its own folder."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one way to take over a change that is meant: see tests/unit/test_golden.py."""
    parser.addoption("--refresh-golden", action="store_true", help="take the golden pages as they are made now")


class _AtOnce:
    """Names a test as soon as it fails: the suite takes minutes, and who breaks it off has to know."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A line of its own amid the dots, which do not count as a line begun."""
        if report.failed:
            self._terminal.write_line("")
            self._terminal.write_line(f"{report.nodeid} failed ({report.when})", red=True)


@pytest.hookimpl(trylast=True)  # after the terminal
def pytest_configure(config: pytest.Config) -> None:
    """One process writes to the terminal, whoever ran the test."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None:
        config.pluginmanager.register(_AtOnce(terminal), "failures at once")


@pytest.fixture(autouse=True, scope="session")
def _no_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The command line keeps compiled templates in the cache of its user, which no test writes to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("user-cache")))
        yield
