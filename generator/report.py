"""How findings look on a terminal: like a compiler's, with the line, carets, the places that explain it and a hint.

Returns text and never prints. Which findings exist and how much they weigh is decided elsewhere; JSON stands in
`records`, workflow annotations in `annotations`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

import msgspec

from .diagnostics import Diagnostic, Severity, Span, in_order
from .excerpt import excerpt, visible

Lines = Callable[[str], Sequence[str]]
"""The lines of a file named in a span, without their line breaks; empty if it cannot be read."""


class Format(StrEnum):
    """The formats of `--format`."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How much to show, and how. `width` is the terminal's, in columns."""

    colour: bool = False
    width: int = 100
    quiet: bool = False
    verbose: bool = False
    strict: bool = False


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did; `out` is "" if nothing was written. `standing`: nothing had changed, so it
    stands there already.

    `ties` are the desk's quotations and relied-on words found word for word, each once; `passages` those having them.
    """

    pages: int = 0
    sources: int = 0
    meetings: int = 0
    ties: int = 0
    passages: int = 0
    cites: int = 0
    links: int = 0
    seconds: float = 0.0
    out: str = ""
    standing: bool = False


def shown(diagnostics: Iterable[Diagnostic], look: Look) -> tuple[Diagnostic, ...]:
    """In order, without those that `look` hides; what makes the run fail is never hidden."""
    hidden = set() if look.verbose else {Severity.INFO}
    if look.quiet:
        hidden = {Severity.INFO} if look.strict else {Severity.INFO, Severity.WARNING}
    return tuple(found for found in in_order(diagnostics) if found.severity not in hidden)


INK = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
BOLD, FAINT = "1", "2"


def as_text(diagnostics: Iterable[Diagnostic], lines: Lines, look: Look) -> str:
    """All findings as a compiler prints them, then the counts; "" if there is nothing to say."""
    everything = in_order(diagnostics)
    blocks = [_block(found, lines, look) for found in shown(everything, look)]
    tail = _tail(everything, look)
    return "\n".join([*blocks, tail]) if blocks or tail else ""


def _block(found: Diagnostic, lines: Lines, look: Look) -> str:
    """One finding: where and what, its line, the places that explain it, the hint."""
    label = paint(f"{found.severity.value}[{found.code}]", INK[found.severity], look)
    place = paint(f"{visible(str(found.at))}:", BOLD, look)
    rows = [f"{place} {label} {paint(visible(found.message), BOLD, look)}"]
    rows += _source_rows(found.at, lines, look, INK[found.severity])
    for note in found.notes:
        rows.append(f"{paint(f'{visible(str(note.at))}:', BOLD, look)} note: {visible(note.message)}")
        rows += _source_rows(note.at, lines, look, INK[Severity.INFO])
    if found.hint:
        rows.append(f"{paint('hint:', INK[Severity.INFO], look)} {visible(found.hint)}")
    return "\n".join(rows) + "\n"


def _source_rows(at: Span, lines: Lines, look: Look, ink: str) -> list[str]:
    """The line with its number and the carets under it; nothing if the line is not there."""
    text = line_of(at, lines)
    if not text.strip():
        return []
    gutter = f"{at.line:>5} | "
    seen = excerpt(text, at.column, at.end, max(look.width - len(gutter), 40))
    bar = paint(" " * (len(gutter) - 2) + "| ", FAINT, look)
    return [f"{paint(gutter, FAINT, look)}{seen.line}", f"{bar}{paint(seen.carets, ink, look)}"]


def _tail(everything: Sequence[Diagnostic], look: Look) -> str:
    """The counts, what is hidden, and where to read on; "" for a clean run."""
    counts = Counter(found.severity for found in everything)
    visible_now = Counter(found.severity for found in shown(everything, look))
    parts = [counted(visible_now[severity], severity.value) for severity in Severity if visible_now[severity]]
    rows = []
    if parts:
        first = min(shown(everything, look), key=lambda found: list(Severity).index(found.severity))
        rows.append(f"{', '.join(parts)}. What a code means: briefbook explain {first.code}")
    unseen = counts[Severity.INFO] - visible_now[Severity.INFO]
    if unseen and not look.quiet:
        rows.append(f"{counted(unseen, 'info')} not shown (--verbose shows {'it' if unseen == 1 else 'them'})")
    return "\n".join(rows)


def summary_text(summary: Summary, diagnostics: Iterable[Diagnostic]) -> str:
    """One line: what was made or checked, how many ties hold, warnings, seconds."""
    counts = Counter(found.severity for found in diagnostics)
    ties = f"{counted(summary.ties, 'phrase')} found word for word in {counted(summary.passages, 'passage')}"
    read = f"{counted(summary.sources, 'source')}, {counted(summary.meetings, 'meeting')}"
    weight = f"{counted(counts[Severity.WARNING], 'warning')}, {summary.seconds:.{1 if summary.seconds >= 1 else 2}f} s"
    if not summary.out:
        return f"checked {read}: {ties}, {weight}"
    if summary.standing:
        return f"nothing changed: {counted(summary.pages, 'page')} in {visible(summary.out)} from {read}, {weight}"
    return f"built {counted(summary.pages, 'page')} in {visible(summary.out)} from {read}: {ties}, {weight}"


def counted(number: int, noun: str) -> str:
    """`2 errors`, `1 error`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def paint(text: str, ink: str, look: Look) -> str:
    """`text` in an ANSI style, if colour is wanted."""
    return f"\x1b[{ink}m{text}\x1b[0m" if look.colour and text.strip() else text


def line_of(at: Span, lines: Lines) -> str:
    """The line a span speaks of; "" for a span that means the whole file."""
    if (at.line, at.column, at.end) == (1, 1, 0):
        return ""
    text = lines(at.path)
    return text[at.line - 1] if 0 < at.line <= len(text) else ""
