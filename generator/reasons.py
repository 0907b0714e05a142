"""Why a build made what it made, for `build --explain`: as text and as data.

Returns values and never prints. The reasons are those by which the build decided; here they are only put into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from .excerpt import visible, wrapped
from .grounds import field_name, listed, part_name, phrases, reason_words
from .job import Ground, Made, Reason, Remade
from .report import BOLD, Look, counted

MOST_PARTS = 20
"""Parts that are told one by one, unless all are asked for."""

MOST_REASONS = 3
"""Reasons that are told of one part; the same."""

STANDING = "nothing was made again: nothing changed since the last build"
SAME = "nothing was made again: whatever it was made from is as it was"


class ToldReason(msgspec.Struct, frozen=True, kw_only=True):
    """A reason: what sort it is, the entry, relation or file by name, its field, key or what became of it, and all that
    in words.
    """

    ground: Ground
    of: str
    what: str
    words: str


class ToldPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the site, such as "meetings/x" or "home", with the reasons for which it was made again."""

    part: str
    reasons: tuple[ToldReason, ...]


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """What was made again and why. `parts`: how many there are, None if they were not even counted because nothing
    changed; `all`: reasons that concern all of them; `besides`: what changed and decides nothing alone.
    """

    made: int
    parts: int | None
    all: tuple[ToldReason, ...] = ()
    besides: tuple[ToldReason, ...] = ()
    each: tuple[ToldPart, ...] = ()
    removed: tuple[str, ...] = ()


def explained(made: Made) -> Explained:
    """What is known of a build."""
    remade = made.remade
    if remade is None:
        return Explained(made=0, parts=None)
    own = sorted(remade.parts.items()) if not remade.whole else ()
    return Explained(
        made=len(remade.parts),
        parts=remade.total,
        all=told(remade.whole),
        besides=told(remade.besides),
        each=tuple(ToldPart(part=name, reasons=told(reasons)) for name, reasons in own),
        removed=remade.gone,
    )


def told(reasons: Sequence[Reason]) -> tuple[ToldReason, ...]:
    """Reasons as data."""
    return tuple(
        ToldReason(ground=one.ground, of=visible(one.of), what=_what(one), words=visible(reason_words(one)))
        for one in reasons
    )


def _what(reason: Reason) -> str:
    return field_name(reason.of.partition("/")[0], reason.what) if reason.ground is Ground.FIELD else reason.what


def explained_text(made: Made, look: Look) -> str:
    """The same in lines for the terminal; long lists with counts, unless `look` is verbose."""
    return "\n".join(_lines(made, look))


def _lines(made: Made, look: Look) -> Iterator[str]:
    remade = made.remade
    if remade is None or not remade.parts:
        yield STANDING if remade is None else SAME
    elif remade.whole:
        because = "; ".join(shortened(phrases(shown_of(remade.whole)), look))
        yield from _wrapped(f"all {counted(remade.total, 'part')} of the site were made: {because}", look)
    else:
        yield f"made again: {len(remade.parts):,} of {counted(remade.total, 'part')} of the site"
        yield from _parts(remade, look)
    if remade and remade.besides:
        yield from _wrapped(f"changed besides: {'; '.join(phrases(remade.besides))}", look)
    if remade and remade.gone:
        names = [part_name(one) for one in remade.gone]
        yield from _wrapped(f"removed: {listed(names, len(names) if look.verbose else MOST_PARTS)}", look)


def _parts(remade: Remade, look: Look) -> Iterator[str]:
    """Every part with its reasons; those for which templates alone are one stand together, if not all are asked for."""
    shown, alike = sorted(remade.parts.items()), {}
    if not look.verbose:
        alike = _alike(shown)
        shown = [(name, reasons) for name, reasons in shown if reasons not in alike]
    for reasons, names in alike.items():
        yield from part_lines(listed([part_name(one) for one in names]), phrases(reasons), look)
    most = len(shown) if look.verbose else MOST_PARTS
    for name, reasons in shown[:most]:
        yield from part_lines(part_name(name), phrases(reasons, every=look.verbose), look)
    if len(shown) > most:
        yield f"and {len(shown) - most:,} more (--verbose names all)"


def _alike(parts: Iterable[tuple[str, tuple[Reason, ...]]]) -> dict[tuple[Reason, ...], list[str]]:
    """Parts that are made for the same templates and for nothing else."""
    alike: dict[tuple[Reason, ...], list[str]] = {}
    for name, reasons in parts:
        if all(one.ground is Ground.TEMPLATE for one in reasons):
            alike.setdefault(reasons, []).append(name)
    return alike


def shown_of(whole: Sequence[Reason]) -> Sequence[Reason]:
    """What to say of all parts: what pages share follows from settings and templates, and is told where these are not
    the reason.
    """
    first = tuple(one for one in whole if one.ground is not Ground.SHARED)
    return first or whole


def part_lines(name: str, reasons: Sequence[str], look: Look) -> Iterator[str]:
    """A part and why."""
    first, *rest = _wrapped(f"{name}: {'; '.join(shortened(reasons, look))}", look)
    yield (
        f"\x1b[{BOLD}m{name}:\x1b[0m{first[len(name) + 1 :]}" if look.colour and first.startswith(f"{name}:") else first
    )
    yield from rest


def shortened(reasons: Sequence[str], look: Look) -> Sequence[str]:
    """The first reasons and a count, or all."""
    if look.verbose or len(reasons) <= MOST_REASONS + 1:
        return reasons
    return (*reasons[:MOST_REASONS], f"and {len(reasons) - MOST_REASONS:,} more")


def _wrapped(text: str, look: Look) -> Iterator[str]:
    first, *rest = wrapped(text, max(look.width - 4, 40))
    yield first
    yield from (f"    {row}" for row in rest)
