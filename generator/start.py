"""A new site: copies the worked example into an empty folder. The example is invented, and says so.

Never overwrites: a folder that holds anything but version control is refused before a byte is written.
"""

from __future__ import annotations

from pathlib import Path

from .paths import PACKAGE

EXAMPLE = PACKAGE / "example"

RENAMED = {"gitignore": ".gitignore"}
"""Files that lie under another name in the package, so that they mean nothing there."""

HARMLESS = frozenset({".git", ".gitattributes", ".hg", ".jj"})
"""What a folder may hold and still count as empty."""


class FolderNotEmptyError(Exception):
    """The folder holds files already; `found` names one of them."""

    def __init__(self, folder: Path, found: str) -> None:
        super().__init__(f"'{folder}' is not empty: it holds '{found}'")
        self.found = found


def start(folder: Path) -> tuple[Path, ...]:
    """Writes the example into `folder`, which it makes if need be. The files written, relative to it, in order."""
    if folder.exists():
        held = sorted(entry.name for entry in folder.iterdir() if entry.name not in HARMLESS)
        if held:
            raise FolderNotEmptyError(folder, held[0])
    written = []
    for file in sorted(path for path in EXAMPLE.rglob("*") if path.is_file()):
        target = file.relative_to(EXAMPLE)
        target = target.with_name(RENAMED.get(target.name, target.name))
        (folder / target).parent.mkdir(parents=True, exist_ok=True)
        (folder / target).write_bytes(file.read_bytes())
        written.append(target)
    return tuple(sorted(written))
