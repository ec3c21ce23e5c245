"""Branches: told apart by a value, by what they have, or by nobody but the person who fills them in."""

from typing import Any

from tests.formengine.importing.exam.paper import (
    CIRCLE,
    FLAG,
    NUMBER,
    PERSON,
    SQUARE,
    TEXT,
    WHOLE,
    Paper,
    one,
    thing,
)

SHUT: Any = {"additionalProperties": False}


def branch(properties: Any, *required: str, **more: Any) -> Any:
    return {"properties": properties, **({"required": list(required)} if required else {}), **more}


ALTERNATIVES: dict[str, Paper] = {
    "any of fields side by side": Paper(
        thing({"n": TEXT}, anyOf=[branch({"a": TEXT}, "a"), branch({"b": WHOLE}, "b")]),
        [{"a": "x"}, {"b": 1}, {"a": "x", "b": 1, "n": "y"}],
        [{}, {"n": "y"}, {"b": "x"}],
    ),
    "any of fields that differ": Paper(
        thing({}, anyOf=[branch({"a": TEXT}, "a"), branch({"a": WHOLE, "b": TEXT}, "a")]),
        [{"a": "x"}, {"a": 1, "b": "y"}],
        [{}, {"a": True}],
    ),
    "any of closed shapes": Paper(
        thing({}, anyOf=[branch({"a": TEXT}, **SHUT), branch({"b": TEXT}, **SHUT)]),
        [{"a": "x"}, {"b": "x"}],
        [{"a": "x", "b": "y"}, {"a": 5}],
    ),
    "any of, in what is closed": Paper(
        thing(
            {"a": TEXT},
            anyOf=[branch({"a": {"minLength": 2}, "z": TEXT}), branch({"a": {"pattern": "^x"}})],
            **SHUT,
        ),
        [{"a": "ab"}, {"a": "x"}],
        [{"a": "b"}, {"a": "ab", "z": "1"}],
    ),
    "what all branches have alike": Paper(
        thing(
            {},
            oneOf=[
                branch({"n": TEXT, "k": {"const": "x"}, "a": TEXT}, "n", "k"),
                branch({"n": TEXT, "k": {"const": "y"}, "b": WHOLE}, "n", "k"),
            ],
        ),
        [{"n": "1", "k": "x", "a": "z"}, {"n": "1", "k": "y", "b": 3}],
        [{"k": "x"}, {"n": "1"}, {"n": "1", "k": "y", "b": "z"}],
    ),
    "any of, of which one is known": Paper(
        thing(
            {"a": TEXT}, anyOf=[branch({"a": {"minLength": 2}, "z": TEXT}, "z"), branch({"y": WHOLE}, "y")]
        ),
        [{"a": "ab", "z": "1"}, {"a": "a", "y": 1}],
        [{"a": "a", "z": "1"}, {"a": "ab"}],
    ),
    "told apart by what is closed": Paper(
        thing({"a": TEXT}, anyOf=[branch({"k": {"const": "x"}}), branch({"k": {"const": "y"}})], **SHUT),
        [{"a": "b"}],
        [{"k": "x"}, {"a": 5}],
    ),
    "any of, of any kind": Paper(
        thing({"a": TEXT}, anyOf=[branch({"z": True}, "z"), branch({"y": WHOLE}, "y")]),
        [{"z": 5}, {"z": "a", "y": 1}],
        [{"a": "x"}, {"y": "1"}],
    ),
    "one branch only": Paper(
        thing({"n": TEXT}, oneOf=[branch({"a": WHOLE}, "a")]), [{"a": 1}], [{"n": "x"}, {"a": "x"}]
    ),
    "told apart by two values": Paper(
        thing(
            {},
            oneOf=[
                branch({"k": {"enum": ["x", "y"]}, "a": TEXT}, "k", title="First"),
                branch({"k": {"const": "z"}, "b": WHOLE}, "k", title="Last"),
            ],
        ),
        [{"k": "x", "a": "1"}, {"k": "y"}, {"k": "z", "b": 1}],
        [{"k": "w"}, {"k": "z", "b": "1"}, {"a": "1"}],
    ),
    "the same value in two branches": Paper(
        thing(
            {},
            oneOf=[
                branch({"k": {"const": "x"}, "a": TEXT}, "k", "a"),
                branch({"k": {"const": "x"}, "b": TEXT}, "k", "b"),
            ],
        ),
        [{"k": "x", "a": "1"}, {"k": "x", "b": "1"}],
        [{"k": "x"}, {"k": "y", "a": "1"}],
    ),
    "told apart by a value or any other": Paper(
        thing(
            {},
            oneOf=[
                branch({"k": {"const": "x"}, "a": TEXT}, "k", "a"),
                branch({"k": {"type": "string", "not": {"const": "x"}}, "b": TEXT}, "k", "b"),
            ],
        ),
        [{"k": "x", "a": "1"}, {"k": "elsewhere", "b": "1"}],
        [{"k": "x", "b": "1"}, {"k": "elsewhere", "a": "1"}, {"k": 5, "b": "1"}],
    ),
    "any other, of what is long": Paper(
        thing(
            {},
            oneOf=[
                branch({"k": {"const": "x"}, "a": TEXT}, "k", "a"),
                branch({"k": {"type": "string", "minLength": 2, "not": {"const": "x"}}, "b": TEXT}, "k", "b"),
            ],
        ),
        [{"k": "x", "a": "1"}, {"k": "elsewhere", "b": "1"}],
        [{"k": "x", "b": "1"}, {"k": "o", "b": "1"}],
    ),
    "titles alike": Paper(
        thing(
            {},
            oneOf=[branch({"a": TEXT}, "a", title="Same"), branch({"b": TEXT}, "b", title="Same")],
            title="Which",
        ),
        [{"a": "x"}, {"b": "x"}],
        [{}, {"a": 5}],
    ),
    "nothing is required of any": Paper(
        thing({}, oneOf=[branch({"a": TEXT}, **SHUT), branch({"b": {"type": "integer"}}, **SHUT)]),
        [{"a": "x"}, {"b": 1}],
        [{"a": "x", "b": 1}, {"b": "x"}],
    ),
    "branches that nest": Paper(
        thing(
            {"k": {"enum": ["x", "y"]}},
            oneOf=[
                branch(
                    {"k": {"const": "x"}}, "k", oneOf=[branch({"a": TEXT}, "a"), branch({"b": TEXT}, "b")]
                ),
                branch({"k": {"const": "y"}}, "k"),
            ],
        ),
        [{"k": "x", "a": "1"}, {"k": "y"}],
        [{"k": "x"}, {"k": "x", "a": "1", "b": "2"}],
    ),
    "whole or broken numbers": one(
        {"oneOf": [{"type": "integer", "maximum": 5}, {"type": "number", "minimum": 6}]}, [1, 6.5], [5.5]
    ),
    "texts of two shapes": one(
        {
            "oneOf": [
                {**TEXT, "format": "date", "maxLength": 10},
                {**TEXT, "format": "date", "maxLength": 12, "minLength": 11},
            ]
        },
        ["2026-01-02"],
        [5],
    ),
    "short texts or long": one(
        {"anyOf": [{**TEXT, "maxLength": 2}, {**TEXT, "maxLength": 5, "minLength": 4}]},
        ["a", "abcd"],
        ["abc", "abcdef"],
    ),
    "scalars of three types": one({"oneOf": [TEXT, WHOLE, FLAG]}, ["a", 5, True], [5.5, ["a"]]),
    "known numbers or any text": one({"anyOf": [{"enum": ["a", 1]}, TEXT]}, ["a", "b", 1], [2]),
    "lists of either": one(
        {
            "oneOf": [
                {"type": "array", "items": WHOLE, "minItems": 1},
                {"type": "array", "items": FLAG, "minItems": 1},
            ]
        },
        [[1, 2], [True, False]],
        [[1, True], ["a"]],
    ),
    "a tuple or a list": one(
        {
            "oneOf": [
                {"type": "array", "prefixItems": [TEXT, PERSON], "minItems": 2},
                {"type": "array", "items": WHOLE, "minItems": 1},
            ]
        },
        [["a", {"name": "x"}], [1, 2]],
        [["a", 5], [1, "a"]],
    ),
    "one variant lives": one({"oneOf": [{**TEXT, "minLength": 2}, False]}, ["ab"], ["a", 5]),
    "one variant or nothing": one({"oneOf": [PERSON, {"type": "null"}]}, [{"name": "x"}], [{"name": 5}, "x"]),
    "no variant lives": Paper(thing({"v": {"oneOf": [False, False]}, "w": TEXT}), [{"w": "x"}], [{"v": 1}]),
    "two variants say more": one(
        {"anyOf": [TEXT, WHOLE], "allOf": [{"oneOf": [{"maxLength": 2}, {"minLength": 5}]}]},
        ["ab", "abcde"],
        ["abc", 5.5],
    ),
    "objects called alike": one(
        {
            "oneOf": [
                TEXT,
                {"type": "object", "required": ["a"], "properties": {"a": {"const": 1}}},
                {"type": "object", "required": ["b"], "properties": {"b": WHOLE}},
                {"type": "array", "items": NUMBER},
            ]
        },
        ["a", {"a": 1}, [1.5]],
        [True, ["x"]],
    ),
    "a variant of a list of variants": one(
        {"type": "array", "items": {"anyOf": [CIRCLE, SQUARE]}},
        [[{"kind": "circle", "r": 1}]],
        [[{"kind": "circle"}]],
    ),
    "types with limits": one(
        {"type": ["string", "object"], "minLength": 2, "required": ["a"]},
        ["ab", {"a": 1}],
        ["a", {"b": 1}, 5],
    ),
    "words without a type": one({"minLength": 2, "required": ["a"]}, ["ab", {"a": 1}, 5], ["a", {"b": 1}]),
}
