"""What every page has, and what all pages share."""

from __future__ import annotations

from ..model import Value
from .basics import Link


class PageBase(Value, tag_field="template"):
    """What every page has. `root` leads to the site's root ("../../"); `section` is the current menu entry."""

    path: str
    root: str
    title: str
    description: str
    crumbs: tuple[Link, ...] = ()
    section: str = ""
    contents: tuple[Link, ...] = ()
    noindex: bool = False


class SiteView(Value):
    """What all pages share. `css`, `script`, `search_script` are paths of assets; `direction` is `ltr` or `rtl`.

    `masthead` is the title, or the beginning of one that is too long for the line above every page. `editors` are their
    names as a sentence has them.

    `search` is the path of the search page, empty where there is none. `assets` are all files below assets/, a site's
    own included: name there, and path. Templates name them through `asset`.
    """

    title: str
    masthead: str
    base_url: str
    language: str
    publisher: str
    editors: str
    license: str
    robots: bool
    menu: tuple[Link, ...]
    about: tuple[Link, ...]
    css: str
    fonts: tuple[str, ...]
    icon: str
    script: str
    search_script: str
    generator: str
    direction: str = "ltr"
    search: str = "search/"
    assets: tuple[Link, ...] = ()
