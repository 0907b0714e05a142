"""The preview servers, Briefbook's and Hugo's: how they are started, asked and stopped. Each has a project of its own.

Whatever way the benchmark ends, no process of a server outlives it.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from .builders import Builder
from .edits import DESK
from .metering import held, worked

HOST = "127.0.0.1"
GRACE = 10.0
"""Seconds that a server has to end by itself."""
SHOWN_LINES = 20
CALM = 0.5
"""Seconds for which a server must have done nothing, to be at rest."""
TICKS = 0.02
"""Seconds of work that are nothing."""
RESTLESS = 300.0
"""Seconds after which nobody waits for rest any more."""


class Server(NamedTuple):
    """One that runs."""

    builder: Builder
    process: subprocess.Popen[bytes]
    port: int
    log: Path
    started: float

    @property
    def address(self) -> str:
        """Of the site."""
        return f"http://{HOST}:{self.port}/"

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    @property
    def memory(self) -> float:
        """Megabytes of its whole tree of processes."""
        return held(self.process.pid)

    def said(self) -> str:
        """The end of what it printed."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-SHOWN_LINES:])

    def idles(self, seconds: float) -> float:
        """The part of a processor that it keeps busy, while nobody wants anything of it for so long."""
        before, begun = worked(self.process.pid), time.perf_counter()
        time.sleep(seconds)
        return (worked(self.process.pid) - before) / (time.perf_counter() - begun)

    def page(self, path: str) -> str:
        """Source of a page as it is served now; empty if there is none."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=RESTLESS)
        try:
            connection.request("GET", f"/{path}", headers={"Connection": "close"})
            answer = connection.getresponse()
            return answer.read().decode(errors="replace") if answer.status == http.client.OK else ""
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            connection.close()


def rest(servers: Sequence[Server]) -> None:
    """Waits until none of them works."""
    last = time.monotonic() + RESTLESS
    while any(one.idles(CALM) * CALM > TICKS for one in servers) and time.monotonic() < last:
        pass


@contextmanager
def served(builder: Builder) -> Iterator[Server]:
    """The builder's preview server on a free port, started from nothing."""
    builder.clear()
    port = _free_port()
    log = builder.project.with_suffix(".log")
    begun = time.time()
    with log.open("wb") as output:
        process = subprocess.Popen(
            _command(builder, port),
            cwd=builder.project,
            env=dict(builder.environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield Server(builder, process, port, log, begun)
    finally:
        _stop(process)


def _command(builder: Builder, port: int) -> Sequence[str]:
    if builder.kind == DESK:
        return (*builder.command, "--port", str(port))
    return (*builder.command, "server", "--renderToMemory", "--bind", HOST, "--port", str(port))


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port: int = taken.getsockname()[1]
        return port


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Asks it to end, as Ctrl-C would; then ends whatever is left of its group."""
    for sign in (signal.SIGINT, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            continue
    process.wait()
