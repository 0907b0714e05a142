"""Talks to `pagefind --service`: pages in, files out. Decides limits and what a broken run is called.

Spoken over the child's pipes as base64(JSON) messages, each ended by a comma; replies come in order. The child gets an
empty folder and no environment, since it would obey a `pagefind.yml` and `PAGEFIND_*` variables found there.
Pages go in one by one with AddFile: AddDir follows the order of the disk, and never ends if it meets a page twice.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import queue
import signal
import sys
import tempfile
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from .failure import SearchError

if TYPE_CHECKING:
    import subprocess

IN_FLIGHT = 64
"""Messages sent ahead of their replies: enough to keep the child busy, few enough never to fill both pipes."""

_PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
_INSTALL = "install it with 'pip install pagefind-bin', or name a Pagefind binary in PAGEFIND_BINARY_PATH"
_STDERR_SHOWN = 2000


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the child may use. Pagefind 1.5 needs 90 bytes of memory for a character, and 4 ms CPU for a page."""

    seconds: float
    memory_bytes: int

    @classmethod
    def for_size(cls, pages: int, characters: int) -> Limits:
        """A minute and 2 GiB, and about ten times the time and three times the memory that was measured."""
        return cls(seconds=60 + pages * 0.05, memory_bytes=2 * 1024**3 + characters * 256)


class _File(msgspec.Struct):
    path: str
    content: str


class _Payload(msgspec.Struct):
    type: str
    message: str = ""
    index_id: int = 0
    files: list[_File] = []


class _Reply(msgspec.Struct):
    payload: _Payload


def find_binary(binary: Path | None = None) -> Path:
    """The Pagefind program: the one named, or that of an installed package, the extended one first."""
    if binary is not None:
        if not binary.is_file():
            raise SearchError(f"there is no Pagefind binary at '{binary}'", "correct PAGEFIND_BINARY_PATH or unset it")
        return binary.resolve()
    for package in _PACKAGES:
        if importlib.util.find_spec(package):
            try:
                found: Path = importlib.import_module(package).get_executable()
            except FileNotFoundError:
                continue
            return found.resolve()
    raise SearchError("Pagefind, which makes the search index, is not installed", _INSTALL)


def binary_version(binary: Path) -> str:
    """As `pagefind --version` says it, such as "1.5.2"."""
    import subprocess  # noqa: PLC0415 - 5 ms, which a build without search does not need

    try:
        said = subprocess.run([binary, "--version"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError) as problem:
        raise SearchError(f"'{binary}' does not run: {problem}", _INSTALL) from problem
    return said.stdout.split()[-1] if said.stdout.split() else "unknown"


def index_pages(binary: Path, pages: Sequence[tuple[str, str]], limits: Limits) -> dict[str, bytes]:
    """All files of the index of these (path, HTML) pages, as Pagefind makes them."""
    with _child(binary, limits) as service:
        service.ask([{"type": "NewIndex", "config": {}}])
        service.ask([{"type": "AddFile", "index_id": 0, "url": path, "file_contents": page} for path, page in pages])
        last = service.ask([{"type": "GetFiles", "index_id": 0}])
    return {file.path: b64decode(file.content) for file in last.files}


class _Service:
    """One running child. Holds the pipes and the clock; says what went wrong in words."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits, stderr: IO[bytes]) -> None:
        self._process = process
        self._limits = limits
        self._stderr = stderr
        self._late = threading.Event()
        self._clock = threading.Timer(limits.seconds, self._stop_late)
        self._clock.daemon = True
        self._replies: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read_replies, daemon=True)
        self._clock.start()
        self._reader.start()

    def ask(self, messages: Sequence[dict[str, object]]) -> _Payload:
        """Sends all, waits for all, and gives the last reply."""
        waiting, last = 0, _Payload(type="")
        for number, message in enumerate(messages):
            if waiting == IN_FLIGHT:
                last, waiting = self._next_reply(), waiting - 1
            self._send({"message_id": number, "payload": message})
            waiting += 1
        for _ in range(waiting):
            last = self._next_reply()
        return last

    def close(self) -> None:
        """Ends the child, whatever it is doing."""
        self._clock.cancel()
        self._kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written goes nowhere
                    pipe.close()

    def _send(self, message: dict[str, object]) -> None:
        if self._process.stdin is None:  # pragma: no cover - opened as a pipe
            raise RuntimeError("no pipe to the search service")
        try:
            self._process.stdin.write(b64encode(msgspec.json.encode(message)) + b",")
            self._process.stdin.flush()
        except OSError as problem:
            raise self._broken() from problem

    def _next_reply(self) -> _Payload:
        words = self._replies.get()
        if words is None:
            raise self._broken()
        try:
            payload = msgspec.json.decode(b64decode(words), type=_Reply).payload
        except (ValueError, msgspec.MsgspecError) as problem:
            raise SearchError("Pagefind gave an answer that cannot be read", _INSTALL) from problem
        if payload.type == "Error":
            raise SearchError(f"Pagefind says: {payload.message}", "report this page, it should have been indexed")
        return payload

    def _read_replies(self) -> None:
        rest = bytearray()
        while self._process.stdout is not None and (chunk := os.read(self._process.stdout.fileno(), 1 << 20)):
            *whole, tail = chunk.split(b",")
            for words in whole:
                self._replies.put(bytes(rest + words))
                rest.clear()
            rest += tail
        self._replies.put(None)

    def _stop_late(self) -> None:
        self._late.set()
        self._kill()

    def _kill(self) -> None:
        """With its own children: the program may be a wrapper, which npm's is."""
        if sys.platform == "win32":
            self._process.kill()
        else:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _broken(self) -> SearchError:
        status = self._process.wait()
        if self._late.is_set():
            return SearchError(f"the search index took longer than {self._limits.seconds:.0f} s", "allow it more time")
        self._stderr.seek(0)
        said = self._stderr.read()[-_STDERR_SHOWN:].decode("utf-8", "replace").strip()
        memory = f"{self._limits.memory_bytes / 1024**3:.1f} GiB"
        return SearchError(
            f"Pagefind stopped with status {status}" + (f": {said}" if said else ""),
            f"if it ran out of memory, allow it more than {memory}",
        )


@contextmanager
def _child(binary: Path, limits: Limits) -> Iterator[_Service]:
    """Its folder is removed at the end, with anything it may have left there."""
    import subprocess  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory(prefix="briefbook-search-") as folder, tempfile.TemporaryFile() as stderr:
        try:
            process = subprocess.Popen(
                [binary, "--service"],
                cwd=folder,
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                start_new_session=True,
            )
        except OSError as problem:
            raise SearchError(f"'{binary}' does not run: {problem}", _INSTALL) from problem
        service = _Service(process, limits, stderr)
        try:
            _limit_memory(process.pid, limits.memory_bytes)
            yield service
        finally:
            service.close()


def _environment() -> dict[str, str]:
    """Nothing; but Windows starts no program without knowing its own folder."""
    return {"SYSTEMROOT": r"C:\Windows"} if sys.platform == "win32" else {}


def _limit_memory(pid: int, size: int) -> None:
    """From outside, since code between fork and exec is unsafe in a program with threads. Linux only."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not there on Windows

        try:
            resource.prlimit(pid, resource.RLIMIT_AS, (size, size))
        except ProcessLookupError:
            return  # already ended; the next message says so
