"""The address that opens a place of a file in the analyst's editor, as site.yaml says it. It opens nothing itself."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote

DRIVE = 2
"""Characters of the drive of a path of Windows, "C:"."""

_PLACE = re.compile(r"(?<!/)/\{path\}|\{path\}|\{line\}|\{column\}")


def address(editor: str, file: str, line: int = 1, column: int = 1) -> str:
    """The address for a place of a file, which may be named from the working directory; "" if there is no editor."""
    return filled(editor, Path(file).absolute().as_posix(), line, column) if editor else ""


def filled(editor: str, path: str, line: int, column: int) -> str:
    """An editor's address with an absolute path of POSIX or Windows ("C:/desk/x.yaml") put in it, and a place.

    A path begins with a slash: where the address has one for it, as in `vscode://file/{path}`, there are not two.
    """
    drive, rest = (path[:DRIVE], path[DRIVE:]) if path[1:DRIVE] == ":" else ("", path)
    encoded = drive + quote(os.fsencode(rest), safe="/")
    values = {
        "{path}": encoded,
        "/{path}": f"/{encoded.removeprefix('/')}",
        "{line}": str(line),
        "{column}": str(column),
    }
    return _PLACE.sub(lambda place: values[place[0]], editor)
