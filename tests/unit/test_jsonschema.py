"""The JSON Schemas for editors, held against the case files that the reader is held against."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import pytest
import yaml

from generator.jsonschema import editor_settings, json_schema, schema_files
from generator.schema import Kind
from generator.yamldoc import split_front_matter
from tests.marked import Case, cases

CASES = cases("schema", with_head=True)

SEEN_BY_EDITORS = {
    *("s101-unknown-field", "s101-unknown-field-in-a-point", "s102-field-missing", "s102-field-of-a-point-missing"),
    *("s104-unknown-field-in-unknown", "s104-unknown-field-in-inferred", "s106-empty-list", "s110-text-for-list"),
    *("s110-list-for-text", "s110-text-for-fields", "s111-kind", "s111-flag", "s112-name-for-id", "s120-scheme"),
    *("s120-password", "s121-language", "s122-country", "s122-countries-key", "s123-ordinal", "s124-grade"),
    *("s125-unknown-code", "s126-wikidata", "r102-cite-of-a-source", "r102-cite-without-p", "s131-cite-in-words"),
    *("s132-no-speaker", "s133-no-confidence", "s134-no-basis", "s136-not-a-stretch", "s139-point-named-p7"),
    *("c108-no-such-code", "several-at-once"),
}
"""Mistakes an editor underlines while they are typed."""


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it: by version 1.2, where a date and `no` are texts."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def accepts(schema: dict[str, Any], value: object) -> bool:
    """Whether a value fits a JSON Schema, for the keywords that ours use; any other keyword is an error."""
    return all(KEYWORDS[word](rule, value, schema) for word, rule in schema.items())


def _is_type(names: str | list[str], value: object, _: object) -> bool:
    types: dict[str, type | tuple[type, ...]] = {
        "string": str,
        "number": (int, float),
        "integer": int,
        "object": dict,
        "array": list,
        "null": type(None),
    }
    names = [names] if isinstance(names, str) else names
    if isinstance(value, bool):
        return "boolean" in names
    return any(name != "boolean" and isinstance(value, types[name]) for name in names)


def _additional(rule: dict[str, Any] | Literal[False], value: object, schema: dict[str, Any]) -> bool:
    if not isinstance(value, dict):
        return True
    others = [inner for name, inner in value.items() if name not in schema.get("properties", {})]
    return not others if rule is False else all(accepts(rule, inner) for inner in others)


def _properties(rule: dict[str, Any], value: object, _: object) -> bool:
    return not isinstance(value, dict) or all(
        accepts(rule[name], inner) for name, inner in value.items() if name in rule
    )


KEYWORDS: dict[str, Callable[[Any, Any, dict[str, Any]], bool]] = {
    "$schema": lambda *_: True,
    "title": lambda *_: True,
    "description": lambda *_: True,
    "type": _is_type,
    "enum": lambda rule, value, _: value in rule,
    "const": lambda rule, value, _: value == rule,
    "pattern": lambda rule, value, _: not isinstance(value, str) or re.search(rule, value) is not None,
    "maxLength": lambda rule, value, _: not isinstance(value, str) or len(value) <= rule,
    "minimum": lambda rule, value, _: not isinstance(value, int) or value >= rule,
    "required": lambda rule, value, _: not isinstance(value, dict) or set(rule) <= set(value),
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": lambda rule, value, _: not isinstance(value, dict) or all(accepts(rule, name) for name in value),
    "minProperties": lambda rule, value, _: not isinstance(value, dict) or len(value) >= rule,
    "items": lambda rule, value, _: not isinstance(value, list) or all(accepts(rule, item) for item in value),
    "minItems": lambda rule, value, _: not isinstance(value, list) or len(value) >= rule,
    "uniqueItems": lambda _, value, __: (
        not isinstance(value, list) or len({json.dumps(i) for i in value}) == len(value)
    ),
    "contains": lambda rule, value, _: not isinstance(value, list) or any(accepts(rule, item) for item in value),
    "anyOf": lambda rule, value, _: any(accepts(option, value) for option in rule),
    "allOf": lambda rule, value, _: all(accepts(part, value) for part in rule),
}


def fields_of(case: Case) -> tuple[Kind, Any]:
    """The kind of a case, and its fields as an editor reads them."""
    kind = Kind(case.head.split()[0])
    front = split_front_matter("f", case.text)[0] if case.text.startswith("---") else None
    return kind, yaml.load(front.yaml if front else case.text, Loader=EditorLoader)  # noqa: S506  # a subclass of SafeLoader


@pytest.mark.parametrize("case", [case for case in CASES if not case.expected], ids=lambda case: case.name)
def test_what_is_right_is_not_underlined(case: Case) -> None:
    """Whatever the reader takes, the schema takes."""
    kind, fields = fields_of(case)
    assert accepts(json_schema(kind), fields)


@pytest.mark.parametrize("case", [case for case in CASES if case.name in SEEN_BY_EDITORS], ids=lambda case: case.name)
def test_mistakes_are_underlined_while_they_are_typed(case: Case) -> None:
    """What a schema can say, ours says."""
    kind, fields = fields_of(case)
    assert not accepts(json_schema(kind), fields)


def test_the_list_of_mistakes_is_of_cases() -> None:
    """A case renamed would drop out without a word."""
    assert {case.name for case in CASES} >= SEEN_BY_EDITORS


def test_schemas_are_canonical_json() -> None:
    """One file a kind, the same bytes every time, each with a title and a description."""
    files = schema_files()
    assert files == schema_files()
    assert set(files) == {f"{kind}.schema.json" for kind in Kind}
    for data in files.values():
        schema = json.loads(data)
        assert schema["title"].startswith("Briefbook ")
        assert schema["description"]


def test_every_yaml_file_has_its_schema() -> None:
    """The globs an editor is given name the files of the layout."""
    settings = editor_settings()
    assert {glob for globs in settings.values() for glob in globs} == {
        "content/site.yaml",
        "content/countries.yaml",
        *(f"content/{kind}/*.yaml" for kind in ("meetings", "people", "organizations", "topics", "series", "wording")),
    }
    assert {name.rpartition("/")[2] for name in settings} <= set(schema_files())


def test_the_validator_of_this_file_bites() -> None:
    """It refuses what JSON Schema refuses, and keywords it does not know."""
    assert not accepts({"type": "string"}, 1)
    assert not accepts({"type": "integer"}, True)
    assert not accepts({"properties": {"a": {"enum": ["x"]}}}, {"a": "y"})
    assert accepts({"type": ["string", "null"]}, None)
    with pytest.raises(KeyError):
        accepts({"format": "date"}, date.min)
