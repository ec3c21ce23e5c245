"""References, alternatives, and what is put together."""

from tests.formengine.importing.exam.paper import (
    CIRCLE,
    D7,
    D20,
    PERSON,
    SQUARE,
    TEXT,
    TREE,
    WHOLE,
    Paper,
    one,
    thing,
)

COMPOSITIONS: dict[str, Paper] = {
    "definitions": Paper(
        thing(
            {"a": {"$ref": "#/definitions/short"}, "b": {"$ref": "#/definitions/person"}},
            definitions={"short": {**TEXT, "maxLength": 2}, "person": PERSON},
            draft=D7,
        ),
        [{"a": "ab", "b": {"name": "x"}}],
        [{"a": "abc"}, {"b": {"age": -1}}],
    ),
    "$defs with words beside": Paper(
        thing(
            {"a": {"$ref": "#/$defs/short", "minLength": 1, "title": "A"}},
            **{"$defs": {"short": {**TEXT, "maxLength": 2}}},
        ),
        [{"a": "a"}],
        [{"a": ""}, {"a": "abc"}],
    ),
    "words beside do not count in draft 7": Paper(
        thing({"a": {"$ref": "#/definitions/x", "maxLength": 1}}, definitions={"x": TEXT}, draft=D7),
        [{"a": "abc"}],
        [{"a": 5}],
    ),
    "reference by anchor": Paper(
        thing({"a": {"$ref": "#short"}}, **{"$defs": {"s": {"$anchor": "short", **TEXT, "maxLength": 2}}}),
        [{"a": "ab"}],
        [{"a": "abc"}],
    ),
    "reference by id": Paper(
        thing(
            {"a": {"$ref": "short.json"}},
            **{
                "$id": "https://example.org/root.json",
                "$defs": {"s": {"$id": "short.json", **TEXT, "maxLength": 2}},
            },
        ),
        [{"a": "ab"}],
        [{"a": "abc"}],
    ),
    "reference to a property": Paper(
        thing({"a/b": {**TEXT, "maxLength": 2}, "c": {"$ref": "#/properties/a~1b"}}),
        [{"c": "ab"}],
        [{"c": "abc"}],
    ),
    "root by reference": Paper(
        {"$schema": D7, "$ref": "#/definitions/p", "definitions": {"p": {**PERSON, "required": ["name"]}}},
        [{"name": "a"}],
        [{}, {"name": 5}],
    ),
    "a tree": Paper(
        thing({"tree": {"$ref": "#/$defs/tree"}}, **{"$defs": {"tree": TREE}}),
        [{"tree": {"name": "a"}}, {"tree": {"name": "a", "in": [{"name": "b", "in": [{"name": "c"}]}]}}],
        [{"tree": {}}, {"tree": {"name": "a", "in": [{}]}}, {"tree": {"name": "a", "in": [{"name": 5}]}}],
    ),
    "itself inside": Paper(
        {
            "$schema": D20,
            "type": "object",
            "properties": {"name": TEXT, "child": {"$ref": "#"}},
            "required": ["name"],
        },
        [{"name": "a", "child": {"name": "b"}}],
        [{"name": "a", "child": {}}, {}],
    ),
    "all of": Paper(
        {
            "$schema": D7,
            "allOf": [thing({"a": TEXT}, required=["a"]), {"properties": {"b": WHOLE}, "required": ["b"]}],
        },
        [{"a": "x", "b": 1}],
        [{"a": "x"}, {"b": 1}, {"a": "x", "b": "y"}],
    ),
    "all of one value": one(
        {"allOf": [{"type": "string", "minLength": 2}, {"maxLength": 4, "pattern": "^a"}]},
        ["ab"],
        ["a", "abcde", "bb"],
    ),
    "patterns together": one(
        {"type": "string", "allOf": [{"pattern": "a"}, {"pattern": "b"}]}, ["ab", "ba"], ["a", "b"]
    ),
    "choices together": one(
        {"allOf": [{"enum": ["a", "b", "c"]}, {"enum": ["b", "c", "d"]}]}, ["b"], ["a", "d"]
    ),
    "one of objects": one(
        {"oneOf": [{**CIRCLE, "additionalProperties": False}, {**SQUARE, "additionalProperties": False}]},
        [{"kind": "circle", "r": 1}, {"kind": "square", "side": 2}],
        [{"kind": "circle", "side": 1}, {"kind": "square"}, {"kind": "other"}],
    ),
    "one of objects at the root": Paper(
        {"$schema": D7, **thing({"kind": TEXT, "note": TEXT}), "oneOf": [CIRCLE, SQUARE]},
        [{"kind": "circle", "r": 1, "note": "x"}, {"kind": "square", "side": 1}],
        [{"kind": "circle"}, {"kind": "x", "r": 1}, {"note": 5, "kind": "circle", "r": 1}],
    ),
    "one of what overlaps": one(
        {"oneOf": [{"type": "integer", "minimum": 0}, {"type": "integer", "maximum": 10}]}, [-1, 11], [5]
    ),
    "one of types": one({"oneOf": [TEXT, PERSON]}, ["a", {"name": "b"}], [5, {"age": -1}]),
    "any of types": one({"anyOf": [TEXT, {"type": "array", "items": TEXT}]}, ["a", ["a", "b"]], [5, [5]]),
    "any of constraints": one(
        {"type": "string", "anyOf": [{"maxLength": 1}, {"minLength": 5}]}, ["a", "abcde"], ["abc"]
    ),
    "one of the required": Paper(
        thing({"mail": TEXT, "phone": TEXT}, oneOf=[{"required": ["mail"]}, {"required": ["phone"]}]),
        [{"mail": "a"}, {"phone": "b"}],
        [{}, {"mail": "a", "phone": "b"}],
    ),
    "any of the required": Paper(
        thing({"mail": TEXT, "phone": TEXT}, anyOf=[{"required": ["mail"]}, {"required": ["phone"]}]),
        [{"mail": "a"}, {"mail": "a", "phone": "b"}],
        [{}],
    ),
    "not": one({"type": "string", "not": {"enum": ["bad", "worse"]}}, ["good"], ["bad"]),
    "not that shape": Paper(
        thing({"a": TEXT, "b": TEXT}, **{"not": {"required": ["a", "b"]}}),
        [{"a": "x"}, {"b": "y"}, {}],
        [{"a": "x", "b": "y"}],
    ),
    "not of a type": one({"not": {"type": "string"}}, [5, True], ["a"]),
    "lists of variants": one(
        {"type": "array", "items": {"oneOf": [CIRCLE, SQUARE]}},
        [[{"kind": "circle", "r": 1}, {"kind": "square", "side": 1}]],
        [[{"kind": "circle"}], [{"kind": "circle", "r": 1}, {"kind": "x"}]],
    ),
}
