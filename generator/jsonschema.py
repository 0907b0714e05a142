"""JSON Schemas for editors, made from the same tables of fields that the reader uses.

An editor's YAML reader guesses types; the schemas allow for that where the site reads text. What a schema cannot say
(quotations, references, the order of dates) is left to `check`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from .schema import BLOCKS, NAMES, Kind, ending
from .schema.sheet import Json
from .schema.site import SITE
from .schema.territories import codes

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: Kind) -> dict[str, Json]:
    """The schema of a file of one kind: of its front matter, if it has a text."""
    head: dict[str, Json] = {"$schema": DIALECT, "title": f"Briefbook {NAMES[kind]}"}
    if kind is Kind.SITE:
        return head | SITE.schema()
    if kind is Kind.COUNTRIES:
        return head | _countries()
    return head | BLOCKS[kind].schema()


def schema_files() -> dict[str, bytes]:
    """All schemas by file name, as canonical JSON."""
    return {f"{kind.value}.schema.json": _written(json_schema(kind)) for kind in Kind}


def editor_settings(content: str = "content", schemas: str = ".briefbook/schemas") -> Mapping[str, list[str]]:
    """Schema file to the globs it serves, as the YAML extension of editors wants it under `yaml.schemas`.

    Sources and pages are Markdown files, whose front matter editors do not look at.
    """
    settings = {}
    for kind in Kind:
        if ending(kind) == ".yaml":
            single = kind in {Kind.SITE, Kind.COUNTRIES}
            glob = f"{content}/{kind.value}.yaml" if single else f"{content}/{kind.value}/*.yaml"
            settings[f"{schemas}/{kind.value}.schema.json"] = [glob]
    return settings


def _countries() -> dict[str, Json]:
    of_one: dict[str, Json] = {"anyOf": [BLOCKS[Kind.COUNTRIES].schema(), {"type": "null"}]}
    return {
        "type": "object",
        "description": "The countries with a page, by ISO 3166-1 alpha-2.",
        "propertyNames": {"enum": [*codes()]},
        "additionalProperties": of_one,
    }


def _written(schema: dict[str, Json]) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
