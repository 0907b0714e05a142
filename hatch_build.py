"""Puts the built-in templates inside a standard wheel; an editable install reads the live folder."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TemplatesInWheel(BuildHookInterface[Any]):
    """Adds templates/ as generator/templates."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`version` is hatchling's: "standard" or "editable"."""
        if version == "standard":
            build_data["force_include"]["templates"] = "generator/templates"
