"""The site as it can be shown: a page is planned and rendered when it is asked for, and kept until anything changes.

A state is worked out exactly from all that was read (`worked_out`), or, for a moment, from one that was, with a few
entries put in place of others (`State.edited`). It writes nothing and knows no browser.
"""

from __future__ import annotations

from collections import ChainMap, OrderedDict
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from .. import plan
from ..build import Checked, assets_of, checked_content, is_searchable, site_view
from ..checks import Context, of_entry
from ..checks.where import finder
from ..compiled import open_compiled
from ..diagnostics import Diagnostic, has_errors, in_order
from ..job import Project, Wishes, silent
from ..model import Entry
from ..reading import Reading
from ..recall import stamp
from ..relate.blocks import kind_of
from ..relate.edited import edited
from ..render import Renderer
from ..shelf import open_shelf
from ..signs import is_folder
from ..views import AnyPage, SiteView
from .edited import edited_desk

K = TypeVar("K")
V = TypeVar("V")

PREVIEW = "preview"
"""In the tool's own folder, the shelf of what is worked out here. Builds have another, so that neither waits."""

MOST = 512
"""Pages that are kept rendered, those that were asked for last, and parts of the plan."""


class Theme(msgspec.Struct, frozen=True):
    """How pages look: the templates, and the assets by their names in the site."""

    renderer: Renderer
    site: SiteView
    assets: Mapping[str, bytes]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What was found while a state was worked out; no state if any of it is an error."""

    found: tuple[Diagnostic, ...]
    state: State | None = None


class State:
    """A site that can be shown. `get` gives its files by name."""

    def __init__(self, checked: Checked, context: Context, desk: plan.Desk, theme: Theme, *, searchable: bool) -> None:
        self.context = context
        self.desk = desk
        self.theme = theme
        self._checked = checked
        self._searchable = searchable
        self.plans: OrderedDict[plan.Part, Mapping[str, AnyPage]] = OrderedDict()
        self._pages: OrderedDict[str, bytes] = OrderedDict()

    def get(self, name: str, /) -> bytes | None:
        """A file of the site, but for the search index; None where it has none. Raises RenderError."""
        if name in self.theme.assets:
            return self.theme.assets[name]
        if name not in self._pages:
            view = self.view(name)
            if view is None:
                return None
            return _kept(self._pages, name, self.theme.renderer.render(view, self.theme.site).encode())
        return _kept(self._pages, name, self._pages[name])

    def view(self, name: str) -> AnyPage | None:
        """What a page shows."""
        for part in plan.parts_at(self.desk.known, name):
            found = self._planned(part).get(name)
            if found is not None:
                return found
        return None

    def edited(self, readings: Iterable[Reading]) -> Outcome:
        """The site with what was read of some files in place of what was, as far as that can be seen at once. Raises
        NotAtOnceError.
        """
        readings = tuple(readings)
        found = [diagnostic for one in readings for diagnostic in one.diagnostics]
        entries = tuple(one.entry for one in readings if one.entry is not None)
        desk = edited_desk(self.desk, entries)
        if has_errors(found):
            return Outcome(found=in_order(found))
        context = self._context(entries, readings)
        found += [one for entry in entries for one in of_entry(context, kind_of(entry), entry)]
        if has_errors(found):
            return Outcome(found=in_order(found))
        return Outcome(found=in_order(found), state=self._with(context, desk, self.theme))

    def afresh(self) -> State:
        """The same site, of which nothing is planned or rendered yet."""
        return self._with(self.context, self.desk, self.theme)

    def in_theme(self, theme: Theme) -> State:
        """The same pages under other templates."""
        state = self._with(self.context, self.desk, theme)
        state.plans = self.plans
        return state

    def _with(self, context: Context, desk: plan.Desk, theme: Theme) -> State:
        """Another of the same run, of which nothing is planned or rendered yet."""
        return State(self._checked, context, desk, theme, searchable=self._searchable)

    def _planned(self, part: plan.Part) -> Mapping[str, AnyPage]:
        if part not in self.plans:
            views = plan.pages_of(self.desk, part, search=self._searchable)
            return _kept(self.plans, part, {plan.urls.file_of(view.path): view for view in views})
        return _kept(self.plans, part, self.plans[part])

    def _context(self, entries: tuple[Entry, ...], readings: tuple[Reading, ...]) -> Context:
        documents = {(one.kind, one.id): one.document for one in readings if one.document is not None}
        bodies = {(one.kind, one.id): one.body for one in readings if one.body is not None}
        loaded = self._checked.loaded
        where = finder(ChainMap(documents, loaded.documents), ChainMap(bodies, loaded.bodies))  # type: ignore[arg-type]
        library = edited(self.context.library, entries)
        return msgspec.structs.replace(self.context, library=library, where=where)


def present(project: Project) -> Project:
    """Without templates of its own if their folder is not there now: it may come, and go."""
    here = project.templates is None or is_folder(project.templates)
    return project if here else msgspec.structs.replace(project, templates=None)


def worked_out(project: Project, wishes: Wishes) -> Outcome:
    """The site as it is in the files now."""
    with open_shelf(project.cache / PREVIEW, stamp()) as shelf:
        checked = checked_content(project, wishes, silent, shelf)
        if checked.context is None or has_errors(checked.found):
            return Outcome(found=in_order(checked.found))
        desk = plan.Desk(checked.context.library, drafts=wishes.drafts)
        if checked.drawn:
            checked.drawn.keep()
        renderer = new_renderer(project)
        wrong = renderer.check(shelf)
    found = in_order([*checked.found, *wrong])
    if has_errors(found):
        return Outcome(found=found)
    searchable = is_searchable(wishes, desk.known)
    theme = themed(project, wishes, desk, renderer)
    return Outcome(found=found, state=State(checked, checked.context, desk, theme, searchable=searchable))


def new_renderer(project: Project) -> Renderer:
    """The templates as they are now."""
    return Renderer(
        project.templates, project.builtin, open_compiled(project.user_cache, stamp().hex(), project.content)
    )


def themed(project: Project, wishes: Wishes, desk: plan.Desk, renderer: Renderer) -> Theme:
    """How pages look with these templates and the assets as they are now."""
    assets, paths = assets_of(project, desk.known)
    site = site_view(desk.known, paths, searchable=is_searchable(wishes, desk.known))
    return Theme(renderer, site, {paths[name]: content for name, content in assets.items()})


def _kept(kept: OrderedDict[K, V], key: K, value: V) -> V:
    """Keeps a value as the one asked for last."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > MOST:
        kept.popitem(last=False)
    return value
