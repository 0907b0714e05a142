"""The same meetings as a project for Hugo: content with front matter, and a theme that shows the same of them.

What Hugo would have to look up stands in the page's own front matter, and what it would have to work out is not asked
of it. The folder `project/` is the theme: configuration, layouts and style sheet.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from .meetings import meeting_files, source_file
from .standing import standing_files

PROJECT = Path(__file__).with_name("project")


def begin(folder: Path) -> None:
    """A folder with nothing in it but the theme."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(PROJECT, folder)


__all__ = ["PROJECT", "begin", "meeting_files", "source_file", "standing_files"]
