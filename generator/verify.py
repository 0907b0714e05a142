"""Whether the site that stands there is what a build from nothing makes, byte for byte.

Whatever a build spares, this shows that nothing was spared wrongly; it costs a whole build.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping

import msgspec

from .build import build
from .codes import finding
from .diagnostics import Diagnostic, Span, in_order, stops
from .job import Made, Progress, Project, Wishes

FOLDER = "verify"
"""Where the clean build stands while it is compared, in the tool's own folder."""

MOST = 10
"""Files that are named."""


def verified(project: Project, wishes: Wishes, made: Made, progress: Progress) -> Made:
    """The same, with C134 for the files that differ from those of a clean build; if there is none, with what was in its
    way instead.
    """
    if not made.files:
        return made
    beside = project.cache / FOLDER
    shutil.rmtree(beside, ignore_errors=True)
    try:
        clean = build(
            msgspec.structs.replace(project, out=beside / "site", cache=beside / "cache", user_cache=None),
            wishes,
            lambda stage, done, total: progress(f"verifying: {stage}", done, total),
        )
        differing = tuple(_differing(made.files, clean.files)) if clean.files else ()
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    found = tuple(_told(project, differing)) if clean.files else _obstacles(clean, made, strict=wishes.strict)
    return msgspec.structs.replace(made, diagnostics=in_order((*made.diagnostics, *found)))


def _obstacles(clean: Made, ours: Made, *, strict: bool) -> tuple[Diagnostic, ...]:
    told = {*ours.diagnostics}
    return tuple(one for one in clean.diagnostics if stops((one,), strict=strict) and one not in told)


def _differing(ours: Mapping[str, bytes], clean: Mapping[str, bytes]) -> Iterator[str]:
    """Names of files that only one has, or that are not the same; one that cannot be read is not."""
    for name in sorted({*ours, *clean}):
        try:
            same = ours[name] == clean[name]
        except (KeyError, OSError):
            same = False
        if not same:
            yield name


def _told(project: Project, differing: tuple[str, ...]) -> Iterator[Diagnostic]:
    for name in differing[:MOST]:
        yield finding("C134", Span((project.out / name).as_posix()), f"'{name}' is not what a clean build makes")
    if len(differing) > MOST:
        more = f"{len(differing) - MOST} more files are not what a clean build makes"
        yield finding("C134", Span(project.out.as_posix()), more)
