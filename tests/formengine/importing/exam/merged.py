"""One keyword said twice, in `allOf`: what holds is what holds of both."""

from typing import Any

from tests.formengine.importing.exam.paper import TEXT, WHOLE, Paper, one, thing


def both(first: Any, second: Any, fits: list[Any], fails: list[Any]) -> Paper:
    return one({"allOf": [first, second]}, fits, fails)


LIST = {"type": "array", "items": TEXT}

MERGED: dict[str, Paper] = {
    "the same twice": both({**TEXT, "maxLength": 3}, {"maxLength": 3}, ["abc"], ["abcd"]),
    "whole numbers are numbers": both({"type": ["number", "string"]}, {"type": "integer"}, [5], ["a", 5.5]),
    "numbers may be whole": both({"type": ["integer", "boolean"]}, {"type": "number"}, [5], [True, 5.5]),
    "the narrower lengths": both(
        {**TEXT, "minLength": 1, "maxLength": 4}, {"minLength": 2, "maxLength": 5}, ["ab"], ["a", "abcde"]
    ),
    "steps in steps": both({**WHOLE, "multipleOf": 2}, {"multipleOf": 6}, [6, 12], [2, 3]),
    "steps around steps": both({**WHOLE, "multipleOf": 6}, {"multipleOf": 2}, [6, 12], [2, 3]),
    "steps apart": both({**WHOLE, "multipleOf": 4}, {"multipleOf": 6}, [12, 24], [4, 6]),
    "all different or not": both(
        {**LIST, "uniqueItems": True}, {"uniqueItems": False}, [["a", "b"]], [["a", "a"]]
    ),
    "two formats": both({**TEXT, "format": "email"}, {"format": "idn-email"}, ["a@example.org"], [5]),
    "two patterns": both({**TEXT, "pattern": "a"}, {"pattern": "b"}, ["ab", "ba"], ["a", "b"]),
    "no option of both": Paper(
        thing({"v": {"allOf": [{"enum": ["a"]}, {"enum": ["b"]}]}}), [{}], [{"v": "a"}]
    ),
    "no type of both": Paper(
        thing({"v": {"allOf": [TEXT, WHOLE]}, "w": TEXT}), [{"w": "x"}], [{"v": "a"}, {"v": 1}]
    ),
    "items of both": both(LIST, {"items": {"maxLength": 2}}, [["a", "bc"]], [["abc"], [5]]),
    "tuples of both": both(
        {"type": "array", "prefixItems": [TEXT, WHOLE]},
        {"prefixItems": [{"maxLength": 2}]},
        [["ab", 1], ["a"]],
        [["abc", 1], ["ab", "b"]],
    ),
    "a tuple and items": both(
        {"type": "array", "items": TEXT},
        {"prefixItems": [{"maxLength": 2}]},
        [["ab", "abc"]],
        [["abc"], ["a", 5]],
    ),
    "what both ask for": Paper(
        thing(
            {"a": TEXT, "b": TEXT, "c": TEXT},
            allOf=[{"dependentRequired": {"a": ["b"]}}, {"dependentRequired": {"a": ["c"]}}],
        ),
        [{"b": "1"}, {"a": "1", "b": "2", "c": "3"}],
        [{"a": "1", "b": "2"}, {"a": "1", "c": "3"}],
    ),
    "others of one are named by the other": Paper(
        thing(
            {},
            allOf=[
                {"properties": {"a": TEXT}, "additionalProperties": TEXT},
                {"properties": {"b": {"maxLength": 2}}},
            ],
        ),
        [{"a": "abc", "b": "ab"}],
        [{"b": 5}, {"b": "abc"}],
    ),
    "others of both": both(
        {"type": "object", "additionalProperties": TEXT},
        {"additionalProperties": {"maxLength": 2}},
        [{"x": "ab"}],
        [{"x": "abc"}, {"x": 5}],
    ),
    "others of one, none of the other": both(
        {"type": "object", "properties": {"a": TEXT}, "additionalProperties": TEXT},
        {"properties": {"a": True}, "additionalProperties": False},
        [{"a": "x"}],
        [{"a": "x", "b": "y"}],
    ),
    "others of one, any of the other": both(
        {"type": "object", "additionalProperties": {"type": "integer"}},
        {"additionalProperties": True},
        [{"x": 1}],
        [{"x": "a"}],
    ),
    "names of both": both(
        {"type": "object", "propertyNames": {"minLength": 2}},
        {"propertyNames": {"maxLength": 3}},
        [{"ab": 1}],
        [{"a": 1}, {"abcd": 1}],
    ),
    "patterns of names of both": both(
        {"type": "object", "patternProperties": {"^x": TEXT}, "additionalProperties": False},
        {"patternProperties": {"^x": {"maxLength": 2}}},
        [{"xa": "ab"}],
        [{"xa": "abc"}, {"xa": 5}, {"y": "a"}],
    ),
}
