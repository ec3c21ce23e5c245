"""What one answer asks of another."""

from tests.formengine.importing.exam.paper import (
    D4,
    D6,
    D7,
    D20,
    FLAG,
    PERSON,
    TEXT,
    WHOLE,
    Paper,
    one,
    thing,
)

CONDITIONS: dict[str, Paper] = {
    "if then else": Paper(
        thing(
            {"country": {"enum": ["FR", "US"]}, "code": TEXT},
            **{
                "if": {"properties": {"country": {"const": "FR"}}, "required": ["country"]},
                "then": {"properties": {"code": {"pattern": "^[0-9]{5}$"}}, "required": ["code"]},
                "else": {"properties": {"code": {"maxLength": 3}}},
            },
        ),
        [{"country": "FR", "code": "44000"}, {"country": "US"}, {"country": "US", "code": "abc"}, {}],
        [{"country": "FR"}, {"country": "FR", "code": "x"}, {"country": "US", "code": "abcd"}],
    ),
    "if without the answer": Paper(
        thing(
            {"a": {"enum": ["x", "y"]}, "b": TEXT},
            **{"if": {"properties": {"a": {"const": "x"}}}, "then": {"required": ["b"]}},
        ),
        [{"a": "y"}, {"b": "1"}, {"a": "x", "b": "1"}],
        [{"a": "x"}, {}],
    ),
    "then brings fields": Paper(
        thing(
            {"animal": {"enum": ["cat", "fish"]}},
            allOf=[
                {
                    "if": {"properties": {"animal": {"const": "cat"}}, "required": ["animal"]},
                    "then": {"properties": {"food": {"enum": ["meat", "grass"]}}, "required": ["food"]},
                },
                {
                    "if": {"properties": {"animal": {"const": "fish"}}, "required": ["animal"]},
                    "then": {
                        "properties": {"food": {"enum": ["insect"]}, "water": {"enum": ["lake", "sea"]}},
                        "required": ["food", "water"],
                    },
                },
            ],
        ),
        [{"animal": "cat", "food": "meat"}, {"animal": "fish", "food": "insect", "water": "sea"}, {}],
        [{"animal": "cat"}, {"animal": "cat", "food": "insect"}, {"animal": "fish", "food": "insect"}],
    ),
    "if in a row": one(
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"a": FLAG, "b": TEXT},
                "if": {"properties": {"a": {"const": True}}, "required": ["a"]},
                "then": {"required": ["b"]},
            },
        },
        [[{"a": True, "b": "x"}, {"a": False}]],
        [[{"a": True}]],
    ),
    "dependent required": Paper(
        thing({"card": TEXT, "address": TEXT}, dependentRequired={"card": ["address"]}),
        [{"card": "1", "address": "x"}, {"address": "x"}, {}],
        [{"card": "1"}],
    ),
    "dependent schemas": Paper(
        thing(
            {"card": TEXT, "address": TEXT},
            dependentSchemas={"card": {"properties": {"address": {"minLength": 3}}, "required": ["address"]}},
        ),
        [{"card": "1", "address": "abc"}, {"address": "x"}],
        [{"card": "1"}, {"card": "1", "address": "x"}],
    ),
    "dependencies in draft 7": Paper(
        thing(
            {"card": TEXT, "address": TEXT, "x": TEXT},
            dependencies={"card": ["address"], "x": {"properties": {"y": WHOLE}, "required": ["y"]}},
            draft=D7,
        ),
        [{"card": "1", "address": "x"}, {"x": "1", "y": 2}, {"y": "free"}],
        [{"card": "1"}, {"x": "1"}, {"x": "1", "y": "a"}],
    ),
    "dependencies by alternative": Paper(
        thing(
            {"pets": {"enum": ["No", "Yes"]}},
            dependencies={
                "pets": {
                    "oneOf": [
                        {"properties": {"pets": {"enum": ["No"]}}},
                        {
                            "properties": {"pets": {"enum": ["Yes"]}, "how_many": WHOLE},
                            "required": ["how_many"],
                        },
                    ]
                }
            },
            draft=D7,
        ),
        [{"pets": "No"}, {"pets": "Yes", "how_many": 2}, {}],
        [{"pets": "Yes"}, {"pets": "Yes", "how_many": "x"}],
    ),
    "required in draft 4": Paper(
        thing({"a": {**PERSON, "required": ["name"]}}, required=["a"], draft=D4),
        [{"a": {"name": "x"}}],
        [{}, {"a": {}}],
    ),
    "const and contains in draft 6": Paper(
        thing({"a": {"const": "x"}, "b": {"type": "array", "contains": {"const": 1}}}, draft=D6),
        [{"a": "x", "b": [1, 2]}],
        [{"a": "y"}, {"b": [2]}],
    ),
    "newer words do not count in draft 4": Paper(thing({"a": {"const": "x"}}, draft=D4), [{"a": "y"}], []),
    "unevaluated properties": Paper(
        {
            "$schema": D20,
            "type": "object",
            "allOf": [{"properties": {"a": TEXT}}],
            "properties": {"b": TEXT},
            "unevaluatedProperties": False,
        },
        [{"a": "x", "b": "y"}],
        [{"c": 1}, {"a": 5}],
    ),
    "deep": one(
        {
            "type": "object",
            "properties": {
                "a": {
                    "type": "object",
                    "properties": {
                        "b": {
                            "type": "object",
                            "properties": {
                                "c": {
                                    "type": "object",
                                    "properties": {
                                        "d": {
                                            "type": "object",
                                            "properties": {
                                                "e": {
                                                    "type": "object",
                                                    "properties": {"f": WHOLE},
                                                    "required": ["f"],
                                                }
                                            },
                                        }
                                    },
                                }
                            },
                        }
                    },
                }
            },
        },
        [{"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}, {"a": {}}],
        [{"a": {"b": {"c": {"d": {"e": {}}}}}}, {"a": {"b": {"c": {"d": {"e": {"f": "x"}}}}}}],
    ),
}
