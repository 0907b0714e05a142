"""The desk's own pages: its Markdown, and for two of them what is made: the legend and the checks, the corrections."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..codes import FAMILIES, FAMILY_TITLES, Code, is_fixed
from ..dates import sort_key
from ..markup import plain
from ..model import Library, Meeting, Page
from ..views import CheckGroup, CheckRow, CorrectionRow, Html, TextView
from . import urls, words
from .desk import Desk
from .legend import legend
from .referring import place_link

_CODE = re.compile(r"`([^`]*)`")
_SINGLE = re.compile(r"(?<![\w`])'([^'`]*)'(?!\w)")
"""What the codes set between straight single marks, as they are read in a terminal."""

READERS_ORDER = "QDIWRLSYTHC"
"""The families of checks as readers ask for them: what is quoted first, how the files are written last."""


def text_page(desk: Desk, entry: Page) -> TextView:
    """A Markdown page. That of the method explains every mark and check, that of corrections lists them."""
    path = urls.path_of("pages", entry.id)
    page = desk.apparatus(path)
    html = desk.block(desk.blocks("pages", entry).get(("text",)), page)
    corrected = corrections(desk) if entry.id == urls.CORRECTIONS else ()
    return TextView(
        path=path,
        root=page.root,
        title=words.brief(words.typeset(entry.title)),
        description=words.typeset(entry.description or entry.title),
        section=entry.id,
        heading=words.typeset(entry.title),
        html=html,
        updated=words.when(entry.updated).text if entry.updated else "",
        key=page.key(),
        corrections=corrected,
        no_corrections="No briefing has a correction." if entry.id == urls.CORRECTIONS and not corrected else "",
        legend=legend() if entry.id == urls.METHOD else None,
        checks=checks(desk.library) if entry.id == urls.METHOD else (),
    )


def corrections(desk: Desk) -> tuple[CorrectionRow, ...]:
    """The corrections of all briefings, newest first; those of a withdrawn one too."""
    found = [
        (one.date, meeting, number)
        for meeting in desk.library.meetings.values()
        for number, one in enumerate(meeting.corrections, start=1)
    ]
    found.sort(key=lambda one: (sort_key(one[0]), one[1].id, one[2]), reverse=True)
    return tuple(_correction(desk, meeting, number) for _, meeting, number in found)


def _correction(desk: Desk, meeting: Meeting, number: int) -> CorrectionRow:
    one = meeting.corrections[number - 1]
    return CorrectionRow(
        id=urls.correction_anchor(meeting.id, number),
        date=words.when(one.date).text,
        meeting=place_link(desk, "meetings", meeting.id, f"correction-{number}"),
        text=words.typeset(one.text),
    )


def checks(library: Library) -> tuple[CheckGroup, ...]:
    """The table of codes family by family, with the weight each has on this site."""
    families = dict(FAMILIES)
    return tuple(
        CheckGroup(title=FAMILY_TITLES[family], rows=_rows(families[family], dict(library.site.checks)))
        for family in sorted(families, key=READERS_ORDER.index)
        if families[family]
    )


def _rows(codes: tuple[Code, ...], wishes: Mapping[str, str]) -> tuple[CheckRow, ...]:
    return tuple(_check(one, wishes.get(one.code)) for one in sorted(codes, key=lambda one: one.code))


def _check(code: Code, wish: str | None) -> CheckRow:
    fixed = is_fixed(code)
    return CheckRow(
        code=code.code,
        title=words.capital(words.typeset(code.title)),
        why=_with_code(words.typeset(_SINGLE.sub(r"‘\1’", code.why))),
        weight=code.severity.value if fixed or wish is None else wish,
        fixed=fixed,
    )


def _with_code(text: str) -> Html:
    """Plain text in which stretches between back-ticks are code."""
    return Html(markup=_CODE.sub(r"<code>\1</code>", plain(text).markup))
