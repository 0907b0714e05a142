"""Which bytes are text, and which characters a desk may not use in its own words.

Source texts are shown as they were captured and are not held to the second rule. Nothing here changes a text but for
the byte order mark, which is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .diagnostics import Diagnostic, Span

MAX_FINDINGS = 20
"""Findings of one kind in one file; a file of nothing but control characters is one mistake."""

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Not text: what libyaml refuses, and three line breaks that it knows and editors do not count."""

NOT_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|([\u202d\u202e])")
"""What a captured text may hold and HTML may not; as a group the overrides, which would show a text backwards."""

INVISIBLE = re.compile(
    "[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Bidi controls, zero-width characters and tags: they make a text read differently from what it says."""

PRIVATE_USE = re.compile("[\ue000-\uf8ff]")

HYGIENE = (
    (CONTROLS, "Y104", "control character"),
    (INVISIBLE, "Y105", "invisible character"),
    (PRIVATE_USE, "Y106", "private-use character"),
)


def shown(text: str, limit: int = 60) -> str:
    """A value for a message: on one line, not too long, and with nothing in it that cannot be seen."""
    line = " ".join(text[: limit * 4].split())
    line = line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
    for pattern, _, _ in HYGIENE:
        line = pattern.sub(lambda found: f"<U+{ord(found[0]):04X}>", line)
    return line


def seen(captured: str) -> str:
    """A captured text for readers: what is no character is shown as such, and nothing turns the reading around.

    The words stay, and so do the signs of direction that Arabic and Hebrew need.
    """
    if captured.isprintable():  # most texts: none of these is, and asking takes a fifth of the time
        return captured
    return NOT_SHOWN.sub(lambda found: "" if found[1] else "\ufffd", captured)


def decode(path: str, data: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a file: UTF-8, a byte order mark dropped, line breaks as they are."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or _is_wide(data):
        return None, (_error(Span(path), "Y102", "file is UTF-16 or UTF-32, not UTF-8", "save the file as UTF-8"),)
    try:
        return data.decode("utf-8").removeprefix("\ufeff"), ()
    except UnicodeDecodeError as problem:
        return None, (_not_utf8(path, data, problem),)


def check_characters(path: str, raw: str, first_line: int = 1) -> tuple[Diagnostic, ...]:
    """Control, invisible and private-use characters in a text the desk wrote: the first of each kind in a line."""
    if raw.replace("\n", "").isprintable():  # as most files are: nothing of this is printable
        return ()
    return tuple(_check_lines(path, raw, first_line))


def _check_lines(path: str, raw: str, first_line: int) -> Iterator[Diagnostic]:
    left = dict.fromkeys((code for _, code, _ in HYGIENE), MAX_FINDINGS)
    for pattern, code, what in HYGIENE:
        if not pattern.search(raw):
            continue
        for number, line in enumerate(raw.split("\n"), start=first_line):
            found = pattern.search(line)
            if found is None or not left[code]:
                continue
            left[code] -= 1
            at = Span(path, number, found.start() + 1, found.end() + 1)
            yield _error(at, code, f"{what} U+{ord(found[0]):04X}", "delete it, and type the words anew if unsure")


def _is_wide(data: bytes) -> bool:
    """Whether every other byte of the beginning is zero: letters of two or four bytes, saved without a mark."""
    start = data[:8]
    return len(start) > 1 and (not any(start[::2]) or not any(start[1::2]))


def _not_utf8(path: str, data: bytes, problem: UnicodeDecodeError) -> Diagnostic:
    before = data[: problem.start].decode("utf-8")
    before = before.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    message = f"byte 0x{data[problem.start]:02X} at offset {problem.start} is not UTF-8"
    return _error(Span(path, line, column, column + 1), "Y101", message, "save the file as UTF-8")


def _error(at: Span, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(at=at, code=code, message=message, hint=hint)
