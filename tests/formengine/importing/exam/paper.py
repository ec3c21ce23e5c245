"""What the papers of the exam are made of."""

from typing import Any, NamedTuple

D4 = "http://json-schema.org/draft-04/schema#"
D6 = "http://json-schema.org/draft-06/schema#"
D7 = "http://json-schema.org/draft-07/schema#"
D20 = "https://json-schema.org/draft/2020-12/schema"

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer"}
NUMBER: Json = {"type": "number"}
FLAG: Json = {"type": "boolean"}


class Paper(NamedTuple):
    """`fits` and `fails`: instances, each with jsonschema's own verdict checked as well."""

    schema: Any
    fits: list[Any]
    fails: list[Any]


def thing(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"$schema": more.pop("draft", D20), "type": "object", "properties": properties, **more}


def one(schema: Any, fits: list[Any], fails: list[Any], **more: Any) -> Paper:
    """A schema of one property, `v`, as an object of its own; instances are those of `v`."""
    return Paper(
        thing({"v": schema}, **more), [{"v": each} for each in fits], [{"v": each} for each in fails]
    )


CIRCLE: Json = {"properties": {"kind": {"const": "circle"}, "r": NUMBER}, "required": ["kind", "r"]}
SQUARE: Json = {"properties": {"kind": {"const": "square"}, "side": NUMBER}, "required": ["kind", "side"]}
PERSON: Json = {"type": "object", "properties": {"name": TEXT, "age": {"type": "integer", "minimum": 0}}}
TREE: Json = {
    "type": "object",
    "properties": {"name": TEXT, "in": {"type": "array", "items": {"$ref": "#/$defs/tree"}}},
    "required": ["name"],
}
