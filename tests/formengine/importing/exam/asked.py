"""Every way in which one answer may ask about another."""

from typing import Any

from tests.formengine.importing.exam.paper import FLAG, NUMBER, TEXT, WHOLE, Paper, thing

CHOICE = {"enum": ["x", "y"]}
MANY = {"type": "array", "uniqueItems": True, "items": {"enum": ["x", "y", "z"]}}
PART = {"type": "object", "properties": {"p": CHOICE}}
FIELDS = {
    "one": CHOICE, "many": MANY, "text": TEXT, "whole": WHOLE, "number": NUMBER, "flag": FLAG,
    "tick": {"const": True}, "part": PART, "day": {**TEXT, "format": "date"}, "code": {"enum": [1, 2, None]},
    "then": TEXT,
}  # fmt: skip
T = {"then": "t"}


def when(test: Any, met: list[Any], unmet: list[Any]) -> Paper:
    """`then` is required where the test is met."""
    asked = thing(FIELDS, **{"if": test, "then": {"required": ["then"]}})
    return Paper(asked, [*({**each, **T} for each in met), *unmet], met)


def of(name: str, test: Any, *, required: bool = True) -> Any:
    return {"properties": {name: test}, **({"required": [name]} if required else {})}


ASKED: dict[str, Paper] = {
    "always": when(True, [{"text": "a"}], []),
    "not there": when({"not": {"required": ["text"]}}, [{"one": "x"}], [{"text": "a"}]),
    "one of two there": when(
        {"anyOf": [{"required": ["text"]}, {"required": ["one"]}]},
        [{"text": "a"}, {"one": "x"}],
        [{"whole": 1}],
    ),
    "both there": when(
        {"allOf": [{"required": ["text"]}, {"required": ["one"]}]},
        [{"text": "a", "one": "x"}],
        [{"text": "a"}, {"one": "x"}],
    ),
    "anything": when(of("text", True), [{"text": "a"}], [{"one": "x"}]),
    "anything or nothing": when(of("text", {}, required=False), [{"text": "a"}, {"one": "x"}], []),
    "never there": when(of("text", False, required=False), [{"one": "x"}], [{"text": "a"}]),
    "another": when(of("one", {"not": {"const": "x"}}), [{"one": "y"}], [{"one": "x"}, {"text": "a"}]),
    "another, or none": when(
        of("one", {"not": {"const": "x"}}, required=False), [{"one": "y"}, {"text": "a"}], [{"one": "x"}]
    ),
    "at least": when(
        of("whole", {"minimum": 5, "maximum": 9}), [{"whole": 5}], [{"whole": 4}, {"whole": 10}]
    ),
    "at most": when(of("number", {"maximum": 2.5}), [{"number": 2.5}], [{"number": 2.6}]),
    "some text": when(of("text", {"minLength": 1}), [{"text": "a"}], [{"one": "x"}]),
    "longer text": when(of("text", {"minLength": 2}), [{"text": "ab"}], [{"text": "a"}]),
    "a pattern": when(of("text", {"pattern": "^a"}), [{"text": "ab"}], [{"text": "b"}]),
    "ticked among many": when(
        of("many", {"contains": {"const": "x"}}), [{"many": ["x", "y"]}], [{"many": ["y"]}]
    ),
    "one of these among many": when(
        of("many", {"contains": {"enum": ["x", "z"]}}), [{"many": ["y", "z"]}], [{"many": ["y"]}]
    ),
    "among many, by a pattern": when(
        of("many", {"contains": {"pattern": "x"}}), [{"many": ["x"]}], [{"many": ["y"]}]
    ),
    "never among many": when(of("many", {"contains": {"const": "w"}}), [], [{"many": ["y"]}]),
    "some of the options": when(of("one", {"enum": ["x", None]}), [{"one": "x"}], [{"one": "y"}]),
    "no option of it": when(of("one", {"const": "w"}), [], [{"one": "x"}]),
    "a number": when(of("number", {"const": 2.5}), [{"number": 2.5}], [{"number": 2}]),
    "a whole number": when(of("whole", {"enum": [1, 2]}), [{"whole": 2}], [{"whole": 3}]),
    "a number as an option": when(of("code", {"const": 1}), [{"code": 1}], [{"code": 2}]),
    "yes": when(of("flag", {"const": True}), [{"flag": True}], [{"flag": False}]),
    "no as a word": when(of("flag", {"const": "no"}), [], [{"flag": True}]),
    "ticked": when(of("tick", {"const": True}), [{"tick": True}], [{"text": "a"}]),
    "a day": when(of("day", {"const": "2026-01-02"}), [{"day": "2026-01-02"}], [{"day": "2026-01-03"}]),
    "inside a group": when(
        of("part", of("p", {"const": "x"})), [{"part": {"p": "x"}}], [{"part": {"p": "y"}}]
    ),
    "of what is not named": Paper(
        thing(
            {"a": TEXT},
            additionalProperties=False,
            **{"if": of("z", {"pattern": "x"}), "then": {"required": ["a"]}},
        ),
        [{"a": "1"}],
        [{"z": "x"}],
    ),
    "of what has one value": Paper(
        thing(
            {"kind": {"const": "k"}, "a": TEXT},
            required=["kind"],
            **{"if": of("kind", {"const": "k"}), "then": {"required": ["a"]}},
        ),
        [{"kind": "k", "a": "x"}],
        [{"kind": "k"}, {"a": "x"}],
    ),
    "a condition in a condition": Paper(
        thing(
            {"one": CHOICE, "flag": FLAG, "a": TEXT},
            **{
                "if": of("one", {"const": "x"}),
                "then": {
                    "if": of("flag", {"const": True}),
                    "then": {"required": ["a"]},
                    "else": {"properties": {"b": TEXT}},
                },
            },
        ),
        [
            {"one": "y", "flag": True},
            {"one": "x", "flag": True, "a": "1"},
            {"one": "x", "flag": False, "b": "1"},
        ],
        [{"one": "x", "flag": True}, {"one": "x", "flag": False, "b": 5}],
    ),
    "the same field under two conditions": Paper(
        thing(
            {"one": CHOICE, "flag": FLAG},
            allOf=[
                {
                    "if": of("one", {"const": "x"}),
                    "then": {"properties": {"more": TEXT}, "required": ["more"]},
                },
                {"if": of("flag", {"const": True}), "then": {"properties": {"more": TEXT}}},
            ],
        ),
        [{"one": "y"}, {"one": "x", "more": "a"}, {"flag": True, "more": "a"}, {"flag": True}],
        [{"one": "x"}, {"flag": True, "more": 5}],
    ),
    "required here, described there": Paper(
        thing(
            {"one": CHOICE, "flag": FLAG},
            allOf=[
                {"if": of("one", {"const": "x"}), "then": {"required": ["more"]}},
                {"if": of("flag", {"const": True}), "then": {"properties": {"more": TEXT}}},
            ],
        ),
        [{"one": "y"}, {"one": "x", "more": "a"}, {"flag": True, "more": "a"}],
        [{"one": "x"}, {"flag": True, "more": 5}],
    ),
    "what is required anyway": Paper(
        thing(
            {"one": CHOICE, "a": TEXT},
            required=["a"],
            **{"if": of("one", {"const": "x"}), "then": {"required": ["a"]}},
        ),
        [{"one": "x", "a": "1"}],
        [{"one": "x"}, {"one": "y"}],
    ),
    "what may be nothing": Paper(
        thing(
            {"one": CHOICE, "a": {"type": ["string", "null"]}, "l": {"type": "array", "items": TEXT}},
            **{"if": of("one", {"const": "x"}), "then": {"required": ["a", "l"]}},
        ),
        [{"one": "y"}, {"one": "x", "a": "1", "l": ["b"]}],
        [{"one": "x", "a": "1"}],
    ),
    "a dependency of what is closed": Paper(
        thing({"a": TEXT, "b": TEXT}, additionalProperties=False, dependentRequired={"a": ["z"], "z": ["b"]}),
        [{"b": "1"}],
        [{"a": "1"}, {"z": "1"}],
    ),
    "a branch that adds what is closed": Paper(
        thing(
            {"one": CHOICE},
            additionalProperties=False,
            **{"if": of("one", {"const": "x"}), "then": {"properties": {"z": TEXT}}},
        ),
        [{"one": "x"}],
        [{"one": "x", "z": "a"}],
    ),
}
