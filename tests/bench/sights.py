"""When a page in Chromium has painted what it was to show, by the clock of whoever saved it.

The page itself looks, before each frame, and says so in the task after the frame was painted; a reload in between makes
no difference. So a sight may be late by a frame of a sixtieth of a second, and is never early. What is saved, and what
for, is decided elsewhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Response
from playwright.sync_api import TimeoutError as NotInTime

SCRIPT = Path(__file__).with_name("sights.js").read_text(encoding="utf-8")
KEY = "briefbook-sight"
NOW = "performance.timeOrigin + performance.now()"
ECHOES = 5
MILLI = 1e3
DEAF = 5.0
"""Seconds after which a page that listens to no server is taken as it is."""
AGAIN = 0.02
"""Seconds until a page that could not be asked is asked again: it is being loaded."""


class Sign(NamedTuple):
    """What shows that a page is new: words in an element, or the value of a property of its computed style."""

    selector: str
    value: str
    property: str = ""


class Sight(NamedTuple):
    """When something was saved and its sign painted, in seconds of `time.time()`; the shift is by how much the page's
    clock was ahead of this process's, as far as it was more than the `error` of finding that out.
    """

    saved: float
    painted: float
    shift: float
    error: float


class NotSeenError(Exception):
    """A page did not show what it was to show; the message says what and where."""


class Tab:
    """A page in a window of its own."""

    def __init__(self, browser: Browser, patience: float, deaf: float = DEAF) -> None:
        self._window = browser.new_context(viewport={"width": 1280, "height": 900})
        self._window.add_init_script(SCRIPT)
        self._patience = patience
        self._deaf = deaf
        self._numbers = count(1)
        self._listens = False
        self.page: Page = self._window.new_page()
        self.page.on("framenavigated", self._went)
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._heard))
        self.page.on("response", self._answered)

    def open(self, address: str) -> bool:
        """Goes there, and waits a while until the page listens to its server; whether there was an answer."""
        try:
            self.page.goto(address, timeout=self._patience * MILLI)
        except NotInTime:
            raise
        except Error:
            return False
        last = time.monotonic() + self._deaf
        while not self._listens and time.monotonic() < last:
            self.page.wait_for_timeout(AGAIN * MILLI)
        return True

    def _went(self, *_frame: object) -> None:
        self._listens = False

    def _heard(self, *_frame: object) -> None:
        self._listens = True

    def _answered(self, response: Response) -> None:
        self._listens = self._listens or response.request.resource_type == "eventsource"

    def watch(self, sign: Sign, save: Callable[[], float]) -> Sight:
        """Saves while the page looks for the sign, and waits until it is painted; `save` says when it began.
        NotSeenError if it is not painted in time.
        """
        number = str(next(self._numbers))
        try:
            with self.page.expect_console_message(_of(number), timeout=self._patience * MILLI) as told:
                self._ask({**sign._asdict(), "number": number})
                saved = save()
        except NotInTime:
            what = f"'{sign.value}' in '{sign.selector}'"
            raise NotSeenError(f"{self.page.url} did not show {what} in {self._patience:.0f} s") from None
        shift, error = self._clock()
        return Sight(saved, float(told.value.text.split()[-1]) / MILLI - shift, shift, error)

    def _ask(self, sign: dict[str, str]) -> None:
        """Tells the page what to look for."""
        last = time.monotonic() + self._patience
        while True:
            try:
                self.page.evaluate("sign => briefbookSight(sign)", sign)
            except Error:
                if time.monotonic() > last:
                    raise
                time.sleep(AGAIN)
            else:
                return

    def _clock(self) -> tuple[float, float]:
        """By how many seconds the page's clock is ahead, and the error of that: the best of some echoes."""
        found = min((self._echo() for _ in range(ECHOES)), key=lambda one: one[1])
        return found if abs(found[0]) > found[1] else (0.0, found[1])

    def _echo(self) -> tuple[float, float]:
        """A page that is loaded again meanwhile is asked again."""
        while True:
            sent = time.time()
            try:
                there = float(self.page.evaluate(NOW)) / MILLI
            except Error:
                time.sleep(AGAIN)
                continue
            got = time.time()
            return there - (sent + got) / 2, (got - sent) / 2

    def close(self) -> None:
        """And its window."""
        self._window.close()


def _of(number: str) -> Callable[[ConsoleMessage], bool]:
    return lambda message: message.text.startswith(f"{KEY} {number} ")
