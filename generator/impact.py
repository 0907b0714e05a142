"""Which pages were made from a content file, by field, or with a template, for `briefbook impact`.

Returns values and text, and never prints. It tells what the last build read; nothing is worked out anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from .closures import Templates, closure
from .excerpt import wrapped
from .grounds import about, field_names, listed, said_of
from .job import Project
from .reads import UNNOTED
from .record import Page, Record, below_folder, found_entries, recorded
from .records import utf8
from .render import HASHED, Renderer, page_tags
from .report import BOLD, Look, counted, paint
from .signs import is_file
from .traces import FIELDS_OF, fields_read

MOST = 3
"""Pages that are named in a line, unless all are asked for."""

SITE, ASSETS = "site.yaml", "assets/"

AFTER = "an edit may reach other pages too, through what is worked out from it: `briefbook build --explain` tells then"

RENDERED = "a build renders these again after a change of it, and writes those that came out otherwise"
ADDRESSED = "its address has a digest of what is in it, and all pages know the addresses of assets"
UNADDRESSED = "its address stays the same when it is changed; all pages know it, and are made again if it comes or goes"


class UnknownFieldError(Exception):
    """The file has no such field; the message names those that it may have."""


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """What reaches which pages: a field, a relation in words, or a kind of page by its template."""

    what: str
    pages: tuple[str, ...]


class Impact(msgspec.Struct, frozen=True, kw_only=True):
    """`file` as it was asked for, the entries in it, and the pages made from it, of all there are. `fields`: by field,
    `relations`: pages that read what others say of the entry, `templates`: by kind of page. `note`: what else there is
    to know.
    """

    file: str
    entries: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    of: int = 0
    fields: tuple[Reach, ...] = ()
    relations: tuple[Reach, ...] = ()
    templates: tuple[Reach, ...] = ()
    note: str = ""


def impact(project: Project, name: str, field: str | None = None) -> Impact:
    """The pages a file reaches. Raises NoRecordError, UnknownNameError and UnknownFieldError."""
    with recorded(project) as record:
        of = tuple(page.path for _, page in record.all_pages())
        if below_folder(name, project.content) == SITE or name == SITE:
            return Impact(file=name, pages=_sorted(of), of=len(of), note="a setting concerns all pages")
        found = _of_template(record, project, name)
        return found or _of_entries(record, name, found_entries(record, name, project), field, len(of))


# --- content files ---------------------------------------------------------------------------------------------------


def _of_entries(record: Record, name: str, entries: tuple[str, ...], field: str | None, of: int) -> Impact:
    fields: dict[str, set[str]] = {}
    relations: dict[str, set[str]] = {}
    subjects = _subjects(entries)
    for part, trace in record.traces(part for part, kept in record.parts.items() if kept.sheets).items():
        pages = {page.path for page in record.pages(part)}
        for entry in entries:
            for one in field_names(entry, fields_read(entry, trace.fields.get(entry, 0))):
                fields.setdefault(one, set()).update(pages)
        for relation, keys in trace.answers.items():
            for subject in subjects.intersection(about(relation, key) for key in keys):
                said = said_of(relation, subject if len(entries) == 1 else "")
                relations.setdefault(said, set()).update(pages)
    if field is not None:
        _known(entries[0], field)
        fields, relations = {field: fields.get(field, set())}, {}
    return Impact(
        file=name,
        entries=entries,
        pages=_sorted(set().union(*fields.values())),
        of=of,
        fields=_reaches(fields),
        relations=_reaches(relations),
        note="" if field else AFTER,
    )


def _subjects(entries: Iterable[str]) -> frozenset[str]:
    """Entries, and their ids where a relation takes any kind."""
    return frozenset(name for entry in entries for name in (entry, entry.partition("/")[2]))


def _known(entry: str, field: str) -> None:
    kind = entry.partition("/")[0]
    names = field_names(entry, FIELDS_OF[kind])
    if field not in names:
        known = sorted({*names} - UNNOTED)
        raise UnknownFieldError(f"{kind} have no field '{field}'; they have {listed(known, len(known))}")


def _reaches(found: dict[str, set[str]]) -> tuple[Reach, ...]:
    """Those that reach fewest pages first."""
    ordered = sorted(found.items(), key=lambda pair: (len(pair[1]), pair[0]))
    return tuple(Reach(what=what, pages=_sorted(pages)) for what, pages in ordered)


def _sorted(pages: Iterable[str]) -> tuple[str, ...]:
    return tuple(page or "./" for page in sorted(pages))


# --- templates -------------------------------------------------------------------------------------------------------


def _of_template(record: Record, project: Project, name: str) -> Impact | None:
    """What is made with a template, or with a file beside the templates; None for a name of neither."""
    found = _template_file(project, name)
    if found is None:
        return None
    path, inside = found
    of = tuple(page.path for _, page in record.all_pages())
    templates = Renderer(project.templates, project.builtin).templates(record.shelf)
    kinds = {f"{tag}.html" for tag in page_tags() if path in _files_of(templates, f"{tag}.html")}
    is_asset = inside.startswith(ASSETS)
    if is_asset and path.suffix in HASHED:
        return Impact(file=name, pages=_sorted(of), of=len(of), note=ADDRESSED)
    made = {kind: {page.path for page in _made_with(record, kind)} for kind in kinds}
    return Impact(
        file=name if is_asset else str(path),
        pages=_sorted(set().union(*made.values())),
        of=len(of),
        templates=_reaches(made),
        note=RENDERED if made or not is_asset else UNADDRESSED,
    )


def _template_file(project: Project, name: str) -> tuple[Path, str] | None:
    """The file that is meant, and where it lies in its folder: the one of this very path, or the project's first."""
    folders = tuple(folder for folder in (project.templates, project.builtin) if folder is not None)
    places = ((folder, below_folder(name, folder)) for folder in folders)
    inside = name.strip("/").removeprefix("templates/")
    named = ((folder / place, place) for folder, place in places if place)
    meant = (*named, *((folder / inside, inside) for folder in folders))
    return next(((path, place) for path, place in meant if is_file(path)), None)


def _files_of(templates: Templates, kind: str) -> frozenset[Path]:
    """The files of all templates that pages made with this one depend on."""
    return frozenset(Path(templates[name].path) for name in closure(templates, kind) if name is not None)


def _made_with(record: Record, template: str) -> Iterator[Page]:
    return (page for _, page in record.all_pages() if page.template == template)


# --- text ------------------------------------------------------------------------------------------------------------


def as_json(found: Impact) -> bytes:
    """All of it as one JSON document."""
    shown = msgspec.structs.replace(found, file=utf8(found.file))
    return msgspec.json.format(msgspec.json.encode(shown), indent=2)


def as_text(found: Impact, look: Look) -> str:
    """The same for the terminal; every page is named if `look` is verbose, or if it is one field that was asked for."""
    return "\n".join(_lines(found, look))


def _lines(found: Impact, look: Look) -> Iterator[str]:
    whole = look.verbose or (len(found.fields) == 1 and not found.relations)
    if not found.pages and not found.relations:
        what = f"{found.fields[0].what} of {found.file}" if found.fields else found.file
        yield paint(f"{what}: no page reads it", BOLD, look)
        yield from wrapped(found.note, max(look.width, 40)) if found.note == UNADDRESSED else ()
        return
    yield paint(f"{found.file}: {len(found.pages):,} of {counted(found.of, 'page')}", BOLD, look)
    for title, reaches in (("", found.fields), ("what is known of it:", found.relations), ("", found.templates)):
        if title and reaches:
            yield title
        width = max((len(one.what) for one in reaches if len(one.what) <= WIDEST), default=0)
        for one in reaches:
            yield from _reach(one, width, look, whole=whole)
    if not (found.fields or found.templates or found.relations) and look.verbose:
        yield from (f"  {page}" for page in found.pages)
    yield from wrapped(found.note, max(look.width, 40))


WIDEST = 24
"""Columns of the widest name of a field or template that others are set in line with."""


def _reach(one: Reach, width: int, look: Look, *, whole: bool) -> Iterator[str]:
    head = f"  {one.what:<{width}}  {counted(len(one.pages), 'page')}"
    yield head if whole or not one.pages else f"{head}:"
    shown = one.pages if whole else wrapped(listed(one.pages, MOST), max(look.width - 6, 40))
    yield from (f"      {row}" for row in shown)
