"""The keywords of JSON Schema: since which draft, of what shape, and which hold schemas."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from formengine.problems import Path

DRAFTS: Mapping[str, int] = {
    "http://json-schema.org/draft-03/schema": 4,
    "http://json-schema.org/draft-04/schema": 4,
    "http://json-schema.org/draft-06/schema": 6,
    "http://json-schema.org/draft-07/schema": 7,
    "https://json-schema.org/draft/2019-09/schema": 2019,
    "https://json-schema.org/draft/2020-12/schema": 2020,
}
ANY_DRAFT = 9999
TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")


def _natural(value: Any) -> bool:
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 and value == int(value)
    )


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _schema(value: Any) -> bool:
    return isinstance(value, Mapping | bool)


def _schemas(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_schema, value))


def _named(value: Any) -> bool:
    return isinstance(value, Mapping) and all(map(_schema, value.values()))


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _type(value: Any) -> bool:
    given = value if isinstance(value, list) and value else [value]
    return all(isinstance(each, str) and each in TYPES for each in given)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _anything(_value: Any) -> bool:
    return True


ASSERTIONS: Mapping[str, tuple[int, Callable[[Any], bool]]] = {
    "type": (4, _type),
    "enum": (4, lambda value: isinstance(value, list)),
    "const": (6, _anything),
    "minimum": (4, _number),
    "maximum": (4, _number),
    "exclusiveMinimum": (4, lambda value: _number(value) or _flag(value)),
    "exclusiveMaximum": (4, lambda value: _number(value) or _flag(value)),
    "multipleOf": (4, lambda value: _number(value) and value > 0),
    "minLength": (4, _natural),
    "maxLength": (4, _natural),
    "pattern": (4, _text),
    "format": (4, _text),
    "items": (4, lambda value: _schema(value) or (isinstance(value, list) and all(map(_schema, value)))),
    "prefixItems": (2020, _schemas),
    "additionalItems": (4, _schema),
    "minItems": (4, _natural),
    "maxItems": (4, _natural),
    "uniqueItems": (4, _flag),
    "contains": (6, _schema),
    "minContains": (2019, _natural),
    "maxContains": (2019, _natural),
    "properties": (4, _named),
    "patternProperties": (4, _named),
    "additionalProperties": (4, _schema),
    "propertyNames": (6, _schema),
    "minProperties": (4, _natural),
    "maxProperties": (4, _natural),
    "required": (4, lambda value: _texts(value) or _flag(value)),
    "dependencies": (4, lambda value: isinstance(value, Mapping)),
    "dependentRequired": (
        2019,
        lambda value: isinstance(value, Mapping) and all(map(_texts, value.values())),
    ),
    "dependentSchemas": (2019, _named),
    "allOf": (4, _schemas),
    "anyOf": (4, _schemas),
    "oneOf": (4, _schemas),
    "not": (4, _schema),
    "if": (7, _schema),
    "then": (7, _schema),
    "else": (7, _schema),
    "unevaluatedProperties": (2019, _schema),
    "unevaluatedItems": (2019, _schema),
    "$ref": (4, _text),
    "$dynamicRef": (2020, _text),
    "$recursiveRef": (2019, _text),
}
"""Keyword: the first draft that knows it, and the shape its value must have."""

ANNOTATIONS = frozenset(
    [
        "title",
        "description",
        "default",
        "examples",
        "example",
        "readOnly",
        "writeOnly",
        "deprecated",
        "$comment",
        "enumNames",
        "x-enumNames",
        "x-enum-varnames",
        "enumDescriptions",
        "contentEncoding",
        "contentMediaType",
    ]
)
UNHEEDED = frozenset(["readOnly", "writeOnly", "deprecated"])
"""Who sees and edits what is for the views to say: the designer is told of these, and draws it."""

PLUMBING = frozenset(
    [
        "$schema",
        "$id",
        "id",
        "$anchor",
        "$dynamicAnchor",
        "$recursiveAnchor",
        "$vocabulary",
        "definitions",
        "$defs",
    ]
)
IN_NAMES = ("properties", "patternProperties", "dependentSchemas", "definitions", "$defs", "dependencies")
IN_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems", "items")
IN_ONE = (
    *("items", "additionalItems", "contains", "additionalProperties", "propertyNames", "not", "if", "then"),
    *("else", "unevaluatedProperties", "unevaluatedItems"),
)


def inner_schemas(schema: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """The schemas right inside one, with the way to them."""
    for name in IN_NAMES:
        for key, each in schema[name].items() if isinstance(schema.get(name), Mapping) else ():
            if _schema(each):
                yield (name, key), each
    for name in IN_LISTS:
        for number, each in enumerate(schema[name] if isinstance(schema.get(name), list) else ()):
            if _schema(each):
                yield (name, number), each
    for name in IN_ONE:
        if _schema(schema.get(name)):
            yield (name,), schema[name]
