"""A validator that knows nothing of us says of the exported schema what `accept` says."""

from random import Random
from typing import Any

import jsonschema
import pytest
from jsonschema.protocols import Validator
from referencing import Registry

from formengine.acceptance import accept
from formengine.access import Access
from formengine.compiling import CompiledField, CompiledView
from formengine.fieldtypes import known_types
from formengine.projection import project
from formengine.schema_export import json_schema
from tests.formengine.answers_by_type import KINDS, ODD, WITHOUT_ANSWER
from tests.formengine.builders import asks, view
from tests.formengine.test_properties import often
from tests.formengine.worlds import Answers, World, sendable, world

UNSAID = {"check_failed"}
"""What JSON Schema has no words for: one answer compared with another."""


class Everything:
    def __contains__(self, _one: object) -> bool:
        return True


def validator_of(schema: dict[str, Any]) -> Validator:
    return jsonschema.Draft202012Validator(
        schema, registry=Registry(), format_checker=jsonschema.FormatChecker()
    )


def verdicts(compiled: CompiledView, answers: Answers) -> tuple[bool, list[str], Any]:
    """What a validator says of everything a reader sees; what `accept` says when they send all they may."""
    shown = project(compiled, answers)
    seen = {
        key: each.value for key, each in shown.fields.items() if not each.empty and each.field.holds_value
    }
    schema = json_schema(compiled, answers)
    sent = {key: sendable(compiled.by_key[key], seen[key]) for key in shown.editable if key in seen}
    outcome = accept(compiled, answers, sent)
    problems = [
        f"{each.path} {each.code}"
        for each in (*outcome.forbidden, *outcome.problems)
        if each.code not in UNSAID
    ]
    errors = [each.json_path + " " + each.message for each in validator_of(schema).iter_errors(seen)]
    return not errors, problems, (errors, seen, schema)


def worse(compiled: CompiledField | None, value: Any, luck: Random) -> Any:
    """A stored value, now and then one that does not fit any more where this reader may mend it."""
    if compiled is None or compiled.access is not Access.EDIT:
        return value
    if isinstance(value, str):
        return "far too long" if luck.random() < 0.1 else value
    if isinstance(value, list):
        more = [{**value[0], "_id": f"m{number}"} for number in range(3)] if luck.random() < 0.15 else []
        return [worse(compiled, each, luck) for each in [*value, *more]]
    if isinstance(value, dict):
        return {key: worse(compiled.by_key.get(key), each, luck) for key, each in value.items()}
    return value


@often
def test_in_any_world(luck: Random) -> None:
    drawn: World = world(luck)
    known = drawn.compiled.by_key
    answers = {key: worse(known.get(key), each, luck) for key, each in drawn.answers.items()}
    valid, problems, why = verdicts(drawn.compiled, answers)
    assert valid is not bool(problems), (problems, why)


UNSPOKEN: list[Any] = [
    {"==": [{"var": "t"}, "x"]},
    {"in": [{"var": "t"}, ["x"]]},
    {"in": ["x", {"var": "t"}]},
    {"<": [{"var": "c"}, 5]},
    {"<": [{"var": "n"}, "5"]},
    {"==": [{"var": "n"}, {"var": "n"}]},
    {"==": [{"length": {"var": "t"}}, 5]},
    {"and": [{"var": "y"}, {"==": [{"var": "t"}, "x"]}]},
    {"!": {"empty": {"var": "r"}}},
    {"empty": {"cat": [{"var": "t"}, "x"]}},
    {"fits": [["y"], {"required": ["y"]}]},
    {"==": [{"var": "g.h.i"}, 1]},
    {"==": [{"var": "g.w"}, 1]},
]


@pytest.mark.parametrize("rule", UNSPOKEN)
def test_other_rules_stay_as_they_are_answered_now(rule: Any) -> None:
    whole = {"x-type": "integer", "title": "I"}
    inner = {"h": {"x-type": "rows", "title": "H", "items": {"properties": {"i": whole}}}}
    fields: dict[str, Any] = {
        "y": {"x-type": "yesno"},
        "t": {"x-type": "text"},
        "n": {"x-type": "integer"},
        "c": {"x-type": "choice", "oneOf": [{"const": "a", "title": "A"}]},
        "r": {"x-type": "rows", "items": {"properties": {"i": whole}}},
        "g": {"x-type": "group", "properties": {**inner, "w": {**whole, "x-when": {"var": "y"}}}},
        "f": {"x-type": "text", "x-when": rule},
    }
    compiled = view(fields, {"*": "edit"})
    there = "f" in project(compiled, {}).fields
    assert ("f" in json_schema(compiled)["properties"]) is there
    assert "allOf" not in json_schema(compiled)


def test_what_hangs_on_its_neighbours_is_said_row_by_row() -> None:
    parts = {
        "a": {"x-type": "yesno", "title": "A"},
        "b": {"x-type": "text", "title": "B", "x-when": {"var": ".a"}},
        "s": {"x-type": "static", "title": "S"},
    }
    inside = {"properties": parts, "required": ["b"]}
    group = {"x-type": "group", "title": "G", **inside}
    rows = {"x-type": "rows", "title": "R", "items": {"properties": {**parts, "g": group}, "required": ["b"]}}
    compiled = view({"g": group, "r": rows}, {"*": "edit"})
    for answers in (
        {"g": {"a": True}},
        {"g": {"a": True, "b": "x"}},
        {"g": {"a": False}},
        {"r": [{"_id": "1", "a": True}, {"_id": "2", "a": True, "b": "x"}]},
        {"r": [{"_id": "1", "a": False}, {"_id": "2", "a": True, "b": "x"}]},
        {"r": [{"_id": "1", "g": {"a": True}}]},
        {"r": [{"_id": "1", "g": {"a": True, "b": "x"}}]},
    ):
        valid, problems, why = verdicts(compiled, answers)
        assert valid is not bool(problems), (answers, problems, why)


VALUES: dict[str, list[Any]] = {
    "y": [True, False],
    "c": ["a", "b"],
    "n": [0, 3, 5, 7],
    "z": [True, False],
    "t": ["a", "abc", "too long"],
}


def asking(keys: list[str], luck: Random, depth: int = 0) -> Any:
    """A rule over these fields that JSON Schema has words for."""
    if depth < 2 and luck.random() < 0.4:
        parts = [asking(keys, luck, depth + 1) for _ in range(luck.randint(1, 3))]
        return luck.choice([{"and": parts}, {"or": parts}, {"!": parts[0]}])
    key = luck.choice(keys)
    sign = luck.choice(["<", ">=", "==", "!="] if key == "n" else ["==", "!="])
    return luck.choice([{sign: [{"var": key}, luck.choice(VALUES[key])]}, {"empty": {"var": key}}])


@often
def test_of_answers_that_let_fields_come_and_go(luck: Random) -> None:
    """The schema for what was stored before says of what is sent now what `accept` does."""
    options = [{"const": each, "title": each} for each in "ab"]
    kinds = {"y": "yesno", "c": "choice", "n": "integer", "z": "yesno", "t": "text"}
    fields: dict[str, Any] = {key: {"x-type": kind} for key, kind in kinds.items()}
    fields["c"]["oneOf"], fields["t"]["maxLength"] = options, 5
    for number, key in enumerate(fields):
        for keyword in ("x-when", "x-required-when") if number else ():
            if luck.random() < 0.6:
                fields[key][keyword] = asking(list(fields)[:number], luck)
    compiled = view(fields, {key: luck.choice(["edit", "edit", "edit!"]) for key in fields})
    stored, sent = (
        {key: luck.choice(each) for key, each in VALUES.items() if luck.random() < 0.6} for _ in range(2)
    )
    stored.pop("t", None)
    validator = validator_of(json_schema(compiled, stored))
    outcome = accept(compiled, stored, sent)
    assert not outcome.forbidden
    assert validator.is_valid({**stored, **sent}) is outcome.accepted, (fields, outcome.problems)


A, B, Y, Y_OR_A = {"c": "a"}, {"c": "b"}, {"y": True}, [asks("y", True), asks("c", "a")]
SAID = [
    (asks("y", True), [Y], [{"y": False}, {}]),
    ({"!": asks("y", True)}, [{"y": False}], [Y, {}]),
    ({"var": "y"}, [Y], [{"y": False}, {}]),
    ({"!=": ["a", {"var": "c"}]}, [B], [A, {}]),
    ({"in": [{"var": "c"}, ["a", "b"]]}, [B], [{"c": "n"}, {}]),
    ({"in": ["a", {"var": "m"}]}, [{"m": ["b", "a"]}], [{"m": ["b"]}, {}]),
    ({"!": {"in": ["a", {"var": "m"}]}}, [{"m": ["b"]}], [{"m": ["a"]}, {}]),
    ({"<": [{"var": "n"}, 5]}, [{"n": 4}], [{"n": 5}, {}]),
    ({"<=": [5, {"var": "n"}]}, [{"n": 5}, {"n": 6}], [{"n": 4}, {}]),
    ({"==": [{"var": "n"}, {"decimal": "5.0"}]}, [{"n": 5}], [{"n": 4}]),
    ({">": [{"var": "n"}, {"decimal": "4.5"}]}, [{"n": 5}], [{"n": 4}]),
    ({"empty": {"var": "n"}}, [{}, Y], [{"n": 0}]),
    ({"and": Y_OR_A}, [Y | A], [Y, Y | B]),
    ({"or": Y_OR_A}, [Y, A], [B, {}]),
    ({"!": {"or": Y_OR_A}}, [{"y": False} | B], [B, {}]),
    (asks("g.i", 1), [{"g": {"i": 1}}], [{"g": {"i": 2}}, {}]),
    ({"or": [asks("y", True), True]}, [{}], []),
]


@pytest.mark.parametrize(("rule", "met", "not_met"), SAID)
def test_each_rule_that_can_be_said(rule: Any, met: list[Any], not_met: list[Any]) -> None:
    options = [{"const": each, "title": each} for each in "abn"]
    fields = {
        "y": {"x-type": "yesno"},
        "c": {"x-type": "choice", "oneOf": options},
        "m": {"x-type": "choices", "items": {"oneOf": options}},
        "n": {"x-type": "integer"},
        "g": {"x-type": "group", "properties": {"i": {"x-type": "integer", "title": "I"}}},
        "f": {"x-type": "text", "maxLength": 3, "x-when": rule},
        "r": {"x-type": "text", "x-required-when": rule},
    }
    compiled = view(fields, {"*": "edit"})
    validator = validator_of(json_schema(compiled))
    assert json_schema(compiled)["properties"]["f"] == {}, "it is said"
    for answers in (*met, *not_met):
        for more in ({}, {"r": "x"}, {"r": "x", "f": "abc"}, {"r": "x", "f": "abcd"}):
            fits = answers in not_met or ("r" in more and more.get("f") != "abcd")
            assert validator.is_valid({**answers, **more}) is fits, (answers, more)
            assert accept(compiled, {}, {**answers, **more}).accepted is fits, (answers, more)


CASES = [
    pytest.param(name, schema, word, id=f"{name}-{number}-{word}")
    for name, kind in KINDS.items()
    for number, schema in enumerate(kind.schemas)
    for word in ("edit", "edit!")
]


@pytest.mark.parametrize(("name", "schema", "word"), CASES)
def test_of_each_type(name: str, schema: dict[str, Any], word: str) -> None:
    """Where `accept` bends what was sent into what is stored, the schema speaks of what is stored."""
    compiled = view({"f": {"x-type": name, **schema}}, {"f": word})
    validator = validator_of(json_schema(compiled))
    for answer in [*ODD, *KINDS[name].answers]:
        sent = {} if answer is None else {"f": answer}
        outcome = accept(compiled, {}, sent, documents=Everything(), dossiers=Everything())
        if outcome.accepted and outcome.answers.get("f") != answer:
            assert validator.is_valid(dict(outcome.answers)) or not outcome.answers, answer
            continue
        codes = {each.code for each in (*outcome.forbidden, *outcome.problems)}
        valid = validator.is_valid(sent)
        assert valid is outcome.accepted or (valid and codes <= KINDS[name].unsaid), (answer, codes)


def test_no_type_is_forgotten() -> None:
    assert set(KINDS) | WITHOUT_ANSWER == {each.name for each in known_types()}
