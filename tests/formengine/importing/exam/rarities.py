"""What is seldom written, and what should not have been."""

from typing import Any

from tests.formengine.importing.exam.paper import D6, D7, TEXT, WHOLE, Paper, one, thing


def nested(deep: int, inner: Any) -> Any:
    """Lists in lists."""
    for _ in range(deep):
        inner = {"type": "array", "items": inner}
    return inner


def listed(deep: int, value: Any) -> Any:
    for _ in range(deep):
        value = [value]
    return value


def within(deep: int, inner: Any) -> Any:
    """Objects in objects."""
    for _ in range(deep):
        inner = {"type": "object", "properties": {"o": inner}}
    return inner


def held(deep: int, value: Any) -> Any:
    for _ in range(deep):
        value = {"o": value}
    return value


NOTHING: Any = {"type": "object", "properties": {"a": False}}
RARITIES: dict[str, Paper] = {
    "any text as it is": one(True, [" x ", "x", "5", "[", 5, [1]], []),
    "a list that stays empty": Paper(
        thing({"v": {"type": "array", "items": False}, "w": TEXT}), [{"w": "a"}], [{"v": ["a"]}]
    ),
    "no items are allowed": Paper(
        thing({"v": {**nested(1, TEXT), "maxItems": 0}, "w": TEXT}), [{"w": "a"}], [{"v": ["a"]}]
    ),
    "the same item twice": one({**nested(1, TEXT), "uniqueItems": False}, [["a", "a"]], [[5]]),
    "a tuple of the same": one(
        {"type": "array", "prefixItems": [TEXT, TEXT], "items": TEXT}, [["a", "b", "c"]], [["a", 5]]
    ),
    "lists in lists": one(nested(8, TEXT), [listed(8, "a")], [listed(7, "a"), listed(8, 5)]),
    "tuples in lists": one(
        nested(5, {"type": "array", "prefixItems": [TEXT, WHOLE]}), [listed(5, ["a", 1])], [listed(5, [1])]
    ),
    "variants in lists": one(
        nested(5, {"oneOf": [TEXT, nested(1, WHOLE)]}), [listed(5, "a"), listed(5, [1])], [listed(5, True)]
    ),
    "objects in objects": one(within(8, TEXT), [held(8, "a")], [held(8, 5)]),
    "others deep down": one(
        within(4, {"type": "object", "properties": {"a": TEXT}, "additionalProperties": WHOLE}),
        [held(4, {"a": "x", "b": 1})],
        [held(4, {"a": 5})],
    ),
    "rows of which nothing else is known": one(
        {"type": "array", "items": {**thing({"a": TEXT}), "additionalProperties": False}},
        [[{"a": "x"}]],
        [[{"b": "x"}]],
    ),
    "rows that are judged": one(
        {"type": "array", "items": {**thing({"a": TEXT, "b": TEXT}), "not": {"required": ["a", "b"]}}},
        [[{"a": "x"}, {"b": "y"}]],
        [[{"a": "x", "b": "y"}]],
    ),
    "rows of nothing": Paper(thing({"v": nested(1, NOTHING), "w": TEXT}), [{"w": "x"}], [{"v": [{"a": 1}]}]),
    "items that cannot be": Paper(
        thing({"v": nested(1, {"allOf": [TEXT, WHOLE]}), "w": TEXT}), [{"w": "x"}], [{"v": ["a"]}]
    ),
    "options that cannot be": Paper(
        thing({"v": nested(1, {"enum": ["a"], "minLength": 5}), "w": TEXT}), [{"w": "x"}], [{"v": ["a"]}]
    ),
    "what must be there and cannot": Paper(
        thing({"v": {"type": "object", "properties": {"a": False, "b": TEXT}, "required": ["a"]}, "w": TEXT}),
        [{"w": "x"}],
        [{"v": {"b": "x"}}, {"v": {"a": 1}}],
    ),
    "a text to read": Paper(
        thing({"v": {"type": "null", "title": "Read this"}, "w": TEXT}), [{"v": None}, {"w": "x"}], [{"v": 1}]
    ),
    "empty, and not allowed to be": one(
        {**thing({"a": TEXT, "b": TEXT}), "if": {"not": {"required": ["a"]}}, "then": {"required": ["b"]}},
        [{"a": "x"}, {"b": "x"}],
        [{}],
    ),
    "a condition on how many": Paper(
        thing({"a": TEXT, "b": TEXT, "c": TEXT}, **{"if": {"minProperties": 2}, "then": {"required": ["c"]}}),
        [{"a": "x"}, {"a": "x", "c": "y"}],
        [{"a": "x", "b": "y"}],
    ),
    "a condition on a text": one(
        {"if": {"minLength": 3}, "then": {"pattern": "^a"}, "maxLength": 5}, ["abc", "b"], ["bcd", "abcdef"]
    ),
    "only nothing as an option": Paper(
        thing({"v": {"enum": [None, ""]}, "w": TEXT}), [{"v": None}, {"w": "x"}], [{"v": 5}]
    ),
    "a value that is no option": Paper(
        thing({"v": {"const": "a", "enum": ["b"]}, "w": TEXT}), [{"w": "x"}], [{"w": 5}]
    ),
    "options or nothing": one(
        {"oneOf": [{"type": "null"}, {"const": "a"}, {"enum": ["b"]}]}, ["a", "b", None], ["c"]
    ),
    "options that look alike": one(
        {"enum": ["1", 1, "option_4", "a\nb", True]}, ["1", 1, "option_4", "a\nb", True], ["a", 2]
    ),
    "only no": one({"enum": [False]}, [False], [True]),
    "whatever is true": one({"const": {"a": [1]}}, [{"a": [1]}], [{"a": [2]}, "a"]),
    "fixed and broken": Paper(
        thing({"v": {"const": 2.5}, "w": TEXT}, required=["v"]), [{"v": 2.5}], [{"v": 2}, {"w": "x"}]
    ),
    "fixed at the root": Paper({"enum": [True, "a", 5, 2.5]}, [True, "a", 5, 2.5], [False, "b"]),
    "nothing but what is fixed": Paper(
        thing(
            {"k": {"const": "x"}},
            required=["k"],
            additionalProperties=False,
            **{"not": {"required": ["z"]}},
        ),
        [{"k": "x"}],
        [{"k": "y"}, {}, {"k": "x", "z": 1}],
    ),
    "one option at the root": Paper({"const": ["a"]}, [["a"]], [["b"], "a"]),
    "titled by reference": Paper(
        thing({"v": {"$ref": "#/$defs/s", "title": "A"}}, **{"$defs": {"s": {**TEXT, "maxLength": 2}}}),
        [{"v": "ab"}],
        [{"v": "abc"}],
    ),
    "more items of a plain list": one(
        {"type": "array", "items": TEXT, "additionalItems": False}, [["a", "b"]], [[5]], draft=D7
    ),
    "no items are named": one({"type": "array", "items": [], "minItems": 1}, [["a"]], ["a"], draft=D7),
    "prefixes that are not of this draft": one({**TEXT, "prefixItems": [5]}, ["a"], [5], draft=D7),
    "an anchor of old": Paper(
        thing(
            {"v": {"$ref": "#short"}}, definitions={"s": {"$id": "#short", **TEXT, "maxLength": 2}}, draft=D6
        ),
        [{"v": "ab"}],
        [{"v": "abc"}],
    ),
    "a reference into a list": Paper(
        thing(
            {"v": {"$ref": "#/anyOf/0/properties/a"}}, anyOf=[{"properties": {"a": {**TEXT, "maxLength": 2}}}]
        ),
        [{"v": "ab"}],
        [{"v": "abc"}],
    ),
    "tiny steps": one({**WHOLE, "allOf": [{"multipleOf": 1}, {"multipleOf": 1}]}, [5], [5.5]),
    "an object without a word": Paper(
        thing({"v": {"type": "object", "properties": {}}, "w": TEXT}), [{"w": "x"}], [{"v": "a"}]
    ),
    "an object of which nothing is left": Paper(
        thing({"v": {**NOTHING, "minProperties": 1}, "w": TEXT}),
        [{"v": {"b": 1}}, {"w": "x"}],
        [{"v": {"a": 1}}],
    ),
    "names without values": one(
        {"type": "object", "additionalProperties": {"type": "null"}}, [{"a": None}], [{"a": 1}]
    ),
    "a condition brings what may be nothing": Paper(
        thing(
            {"a": {"enum": ["x", "y"]}},
            **{
                "if": {"properties": {"a": {"const": "x"}}, "required": ["a"]},
                "then": {"properties": {"z": {"type": ["string", "null"]}}, "required": ["z"]},
            },
        ),
        [{"a": "y"}, {"a": "x", "z": "1"}],
        [{"a": "x"}, {"a": "x", "z": 5}],
    ),
    "no text but none": Paper(thing({"v": {**TEXT, "maxLength": 0}, "w": TEXT}), [{"w": "x"}], [{"v": "a"}]),
    "long text and a pattern": one(
        {**TEXT, "maxLength": 5_000, "pattern": f"^(?:{'a|' * 300}b)+$"}, ["abab"], ["abc"]
    ),
    "a format and a pattern": one(
        {**TEXT, "format": "uuid", "pattern": "^1"}, ["123e4567-e89b-12d3-a456-426614174000"], ["2"]
    ),
    "whole steps of one": one({**WHOLE, "multipleOf": 1}, [5], [5.5]),
    "two nothings": Paper(
        thing({"v": {"anyOf": [{"type": "null"}, {"type": "null", "title": "x"}]}, "w": TEXT}),
        [{"w": "x"}],
        [{"v": 1}],
    ),
    "a variant that holds nothing": one(
        {"oneOf": [nested(1, WHOLE), {"type": "object", "properties": {}, "additionalProperties": False}]},
        [[1]],
        ["a"],
    ),
}
