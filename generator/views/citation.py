"""What is needed to cite a page: an item as CSL 1.0.2 has it, from which every format is made.

Field names are CSL's own ("container-title", "URL"), so that the value written as JSON is CSL-JSON. What is not known
is left out.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ..model import Value


class CslType(StrEnum):
    """The kinds of thing that a page of this site, or a source of it, can be."""

    PAGE = "webpage"
    NEWS = "article-newspaper"
    DOCUMENT = "document"


class CslName(Value):
    """A name as it stands in a byline or in site.yaml: nobody has told its parts apart."""

    literal: str


class CslDate(Value):
    """Year, month and day as far as they are known, twice for an interval; `literal` where parts cannot say it.

    `season` is 1 for spring to 4 for winter; `circa` says that the date is about right, or uncertain.
    """

    date_parts: tuple[tuple[int, ...], ...] = msgspec.field(default=(), name="date-parts")
    season: int = 0
    circa: bool = False
    literal: str = ""


class CslItem(Value):
    """One thing that can be cited. `id` is the citation key, and the id of the page."""

    id: str
    type: CslType
    title: str
    author: tuple[CslName, ...] = ()
    editor: tuple[CslName, ...] = ()
    container_title: str = msgspec.field(default="", name="container-title")
    publisher: str = ""
    genre: str = ""
    status: str = ""
    issued: CslDate | None = None
    accessed: CslDate | None = None
    url: str = msgspec.field(default="", name="URL")
    archive_location: str = ""
    language: str = ""
    note: str = ""
