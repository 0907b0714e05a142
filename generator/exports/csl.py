"""CSL-JSON, which Zotero, Pandoc and citeproc read: the item as it is, in a list of one."""

from __future__ import annotations

import msgspec

from ..views import CslItem


def text(item: CslItem) -> str:
    """The item as JSON, a field a line; what is not known is not in it."""
    fields = [f"  {_json(name)}: {_json(value)}" for name, value in msgspec.to_builtins(item).items()]
    return "[{\n" + ",\n".join(fields) + "\n}]"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
