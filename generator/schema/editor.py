"""Which addresses may open a file in the analyst's editor. Content may come from strangers, and a click follows it.

An address begins with the scheme of an editor, such as `vscode:`; the file and the place in it are put where it has
`{path}`, `{line}` and `{column}`. What a browser itself would open, or run, is no editor.
"""

from __future__ import annotations

import re

LENGTH = 200
PLACES = ("path", "line", "column")
"""What may stand in braces; the path must."""

FORM = "write it like vscode://file/{path}:{line}:{column}"
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
_ALIEN = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%{}]")
_PLACE = re.compile(r"\{([^{}]*)\}")
_NO_EDITORS = frozenset(
    "about blob chrome data file filesystem ftp http https intent javascript mailto resource search-ms sms tel vbscript"
    " view-source ws wss".split()
)
_OF_WINDOWS = "ms-"
"""Begins the schemes of programs of Windows, some of which run what the address says."""


def editor_problem(address: str) -> tuple[str, str]:
    """What is wrong with the address, and a hint; two empty texts if nothing."""
    if len(address) > LENGTH:
        return f"address of an editor is longer than {LENGTH} characters", FORM
    scheme = _SCHEME.match(address)
    if scheme is None:
        return (
            "address of an editor does not begin with its scheme",
            f"{FORM}; who answers for the site is in 'editors'",
        )
    name = scheme[1].lower()
    if name in _NO_EDITORS or name.startswith(_OF_WINDOWS):
        return f"'{name}:' does not open an editor", f"{FORM}, with the scheme of your editor"
    if alien := _ALIEN.search(address):
        return f"{alien[0]!a} cannot stand in the address of an editor", "write it percent-encoded, such as %20"
    return _places_problem(address)


def _places_problem(address: str) -> tuple[str, str]:
    """The same of the places that are to be filled."""
    names = _PLACE.findall(address)
    if strange := [name for name in names if name not in PLACES]:
        return f"'{{{strange[0]}}}' is not filled in the address of an editor", "take {path}, {line} or {column}"
    if re.search(r"[{}]", _PLACE.sub("", address)):
        return "address of an editor has a brace without its other", "take {path}, {line} or {column}"
    return ("", "") if "path" in names else ("address of an editor does not say where the file goes: {path}", FORM)
