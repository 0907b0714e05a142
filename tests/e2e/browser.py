"""Opens pages in the system's Chromium and writes down what a reader must never meet.

It judges nothing: a test reads the record. Under the sites' content policy Playwright's `wait_for_function` does not
work; wait with `expect(locator)`, which needs no code in the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

ARGUMENTS = (
    "--no-sandbox",  # containers run as root, where Chromium's own sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a page that asks elsewhere gets no answer
)

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"

COLOUR = ("color-contrast", "link-in-text-block")
"""The rules that can tell one colour scheme from the other."""

STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

POLICY_NAME = "Content Security Policy"


@dataclass(frozen=True)
class Visit:
    """One page in a window of its own, and the record of it since it was opened."""

    page: Page
    origin: str
    errors: list[str] = field(default_factory=list)
    """What the console showed as errors, and what scripts threw."""
    violations: list[str] = field(default_factory=list)
    """What the content policy refused."""
    strangers: list[str] = field(default_factory=list)
    """Addresses outside the site that the page asked for."""
    failures: list[str] = field(default_factory=list)
    """Requests that got no answer, or one of 400 and above."""

    @property
    def complaints(self) -> tuple[str, ...]:
        """Everything recorded: empty for a page as it should be."""
        return (*self.errors, *self.violations, *self.strangers, *self.failures)


@dataclass(frozen=True)
class Barrier:
    """One rule of accessibility that a page breaks, and where."""

    rule: str
    impact: str
    help: str
    where: tuple[str, ...]


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    """A headless browser with an empty profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS), headless=True)
        yield browser
        browser.close()


def visit(
    browser: Browser,
    address: str,
    *,
    width: int = 1280,
    height: int = 900,
    colours: Literal["light", "dark"] = "light",
    scripts: bool = True,
) -> Visit:
    """The page, loaded, in a new window; the record begins before the first request."""
    window = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=colours, java_script_enabled=scripts
    )
    parts = urlsplit(address)
    begun = Visit(page=window.new_page(), origin=f"{parts.scheme}://{parts.netloc}/")
    _record(begun)
    begun.page.goto(address, wait_until="load")
    return begun


def barriers(page: Page, rules: tuple[str, ...] = ()) -> tuple[Barrier, ...]:
    """What axe-core finds by WCAG 2.2 AA and good practice, or by these rules alone.

    It enters through the debugger, which no policy stops.
    """
    debugger = page.context.new_cdp_session(page)
    try:
        if not page.evaluate("'axe' in window"):  # it stays until the page is left
            debugger.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8") + "\n;0"})
        asked = {"expression": _axe_call(rules), "awaitPromise": True, "returnByValue": True}
        answer = debugger.send("Runtime.evaluate", asked)
    finally:
        debugger.detach()
    if "exceptionDetails" in answer:
        raise RuntimeError(f"axe-core did not finish: {answer['exceptionDetails']}")
    return tuple(
        Barrier(rule=found["id"], impact=found["impact"], help=found["help"], where=tuple(found["where"]))
        for found in answer["result"]["value"]
    )


def _axe_call(chosen: tuple[str, ...]) -> str:
    kind, values = ("rule", chosen) if chosen else ("tag", STANDARDS)
    rules = f"{{resultTypes: ['violations'], runOnly: {{type: '{kind}', values: {list(values)!r}}}}}"
    shape = "v => ({id: v.id, impact: v.impact || '', help: v.help, where: v.nodes.map(n => n.target.join(' '))})"
    return f"axe.run(document, {rules}).then(found => found.violations.map({shape}))"


def _record(begun: Visit) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if POLICY_NAME in message.text:
            begun.violations.append(message.text)
        elif message.type == "error":
            begun.errors.append(message.text)

    def on_request(request: Request) -> None:
        if not request.url.startswith((begun.origin, "data:", "blob:")):
            begun.strangers.append(request.url)

    def on_response(response: Response) -> None:
        if response.status >= 400:
            begun.failures.append(f"{response.status} {response.url}")

    def on_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page that was left does not fail
            begun.failures.append(f"{request.failure} {request.url}")

    begun.page.on("console", on_console)
    begun.page.on("pageerror", lambda error: begun.errors.append(str(error)))
    begun.page.on("request", on_request)
    begun.page.on("response", on_response)
    begun.page.on("requestfailed", on_failure)
