"""Where the built-in templates lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def builtin_templates(package: Path = PACKAGE) -> Path:
    """The folder of the built-in templates. A wheel carries them inside the package; a checkout has them beside it."""
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"
