"""The schemas run here mean what jsonschema takes them to mean, and cannot hurt."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from formengine.fitting import fits, is_schema

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, 2, 1.0, 2.5, -3, 10**20, "", "a", "ab", "aab", [], [1], [1, 1], [1, 1.0]),
    *([[1], [1.0]], [[1], [True]], [[[]], [{}]]),
    *({}, {"a": 1}, {"a": "x", "b": 2}, {"x-a": 1}, [{"a": 1}, {"a": 1.0}], [None, "a"]),
)
SCHEMAS: tuple[Any, ...] = (
    *(
        True,
        False,
        {},
        {"type": "integer"},
        {"type": ["string", "null"]},
        {"const": 1},
        {"enum": [True, "a"]},
    ),
    *({"minimum": 1, "exclusiveMaximum": 2.5}, {"multipleOf": 2}, {"minLength": 1, "pattern": "^a+$"}),
    *(
        {"uniqueItems": True},
        {"contains": {"const": 1}, "maxContains": 1},
        {"prefixItems": [{"type": "null"}]},
    ),
    *({"items": {"type": "integer"}, "minItems": 1}, {"required": ["a"]}, {"minProperties": 1}),
    {"properties": {"a": {"type": "integer"}}, "additionalProperties": False},
    {"patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": {"type": "string"}},
    {"propertyNames": {"pattern": "^[ab]$"}},
    {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"type": "object"}},
    {"oneOf": [{"type": "integer"}, {"minimum": 2}]},
    {"anyOf": [{"type": "string"}, {"not": {"type": "object"}}]},
    {"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"b": {"required": ["a"]}}},
)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_it_says_what_jsonschema_says(schema: Any) -> None:
    assert is_schema(schema)
    for value in VALUES:
        assert fits(schema, value) is Draft202012Validator(schema).is_valid(value), value


def test_steps_are_decimal() -> None:
    assert fits({"multipleOf": 0.01}, 19.99)
    assert not fits({"multipleOf": 0.1}, 0.25)


@pytest.mark.parametrize(
    "schema",
    [
        *(
            {"pattern": "a" * 2_001},
            {"pattern": "("},
            {"pattern": r"(a)\1"},
            {"$ref": "#"},
            {"$ref": "https://example.org/"},
        ),
        *({"type": "text"}, {"type": "integer", "properties": []}, {"not": 5}, 5, None, "a"),
    ],
)
def test_what_cannot_be_run_fits_nothing(schema: Any) -> None:
    assert not is_schema(schema)
    assert not fits(schema, "b")


def test_what_is_no_json_is_no_schema() -> None:
    deep: Any = {}
    for _ in range(5_000):
        deep = {"not": deep}
    for odd in ({"const": {1, 2}}, {"const": object()}, deep):
        assert not is_schema(odd)
        assert not fits(odd, 1)


def test_a_property_may_be_called_like_a_keyword() -> None:
    assert is_schema({"properties": {"$ref": {"type": "string"}, "pattern": {"type": "string"}}})


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"pattern": "^(a+)+$"}, "a" * 5_000 + "b"),
        ({"patternProperties": {"^(a+)+$": False}, "additionalProperties": False}, {"a" * 5_000 + "b": 1}),
        ({"propertyNames": {"pattern": "^(a|aa)+$"}}, {"a" * 5_000 + "b": 1}),
        ({"uniqueItems": True}, [{"a": number} for number in range(9_000)]),
        ({"multipleOf": 1e-300}, 1e300),
    ],
)
def test_nothing_explodes(schema: Any, value: Any) -> None:
    """Run with back-tracking, or all pairs compared, these would not end before the test's own limit."""
    assert not fits(schema, value)
