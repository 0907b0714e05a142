"""Codes of the build itself: writing the site, making the search index."""

from __future__ import annotations

from ..diagnostics import Severity
from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="C130",
        title="site not written",
        why="The files of the new site could not be put in place. The old site still stands; where few files change, "
        "some of them may be new already, and the next build does the rest.",
        fix="Make room on the disk, or make sure that you may write to the folder above the site's, and build again.",
    ),
    Code(
        code="C131",
        title="no search index",
        why="Pagefind could not make the index, so the search page offers the lists to browse instead.",
        fix="Do as the hint says. With search: required in site.yaml this is an error; with search: off none is made.",
        severity=Severity.WARNING,
        right="search: required",
    ),
    Code(
        code="C132",
        title="search index with a limit",
        why="The index was made, but something in it is less than readers expect.",
        fix="Do as the message says.",
        severity=Severity.WARNING,
    ),
    Code(
        code="C133",
        title="process of the build lost",
        why="One of the processes that make the pages was ended from outside, as systems do that run short of memory.",
        fix="Build with --jobs 1, which needs least memory, or give the build more.",
    ),
    Code(
        code="C134",
        title="site not as a clean build makes it",
        why="`build --verify` made the site again from nothing and found other bytes. Either the file was changed "
        "since, or Briefbook took something for unchanged that was not, which would be a mistake of ours.",
        fix="Delete .briefbook/last-build and .briefbook/shelf, and build again; if nobody touched the file, please "
        "report it.",
    ),
    Code(
        code="C135",
        title="earlier work not used",
        why="What Briefbook read and made is kept in .briefbook/shelf, to spare the next build the work. That file was "
        "damaged or is none of Briefbook's, or it cannot be written. The site is the same; only the build is slower.",
        fix="Nothing, if it happens once: the file is made anew. Otherwise make sure that Briefbook may write to "
        ".briefbook/ and that the disk has room.",
        severity=Severity.INFO,
    ),
    Code(
        code="C136",
        title="more pages than search is made for",
        why="The search index is made for 30,000 pages: with more, what each reader has to load before the first hit "
        "is too large. So no index is made, and the search page offers the lists to browse instead.",
        fix="Divide the record into two sites, by region or by years, or do without: with search: off nothing is said. "
        "With search: required this is an error, told before any page is made.",
        severity=Severity.WARNING,
        right="search: off",
    ),
)
