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
from formengine.rule_schemas import Presence, said
from formengine.schema_export import json_schema
from tests.formengine.answers_by_type import KINDS, ODD, WITHOUT_ANSWER
from tests.formengine.builders import asks, view
from tests.formengine.test_properties import often
from tests.formengine.worlds import Answers, World, answers_to, sendable, world

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


@often
def test_of_answers_that_let_fields_come_and_go(luck: Random) -> None:
    """The schema for what was stored before says what `accept` does, where it has words for all rules."""
    drawn: World = world(luck)
    compiled = drawn.compiled
    known = Presence(compiled, {}).known
    for each in compiled.model.fields.values():
        rules = [*compiled.model.conditions(each), *([each.required_when] if each.required_when else [])]
        if each.compute or each.has_inner_rules or not all(said(rule, known) for rule in rules):
            return
    stored = {key: each.visible(drawn.answers.get(key)) for key, each in compiled.by_key.items()}
    anew = answers_to(drawn.properties, luck)
    sent = {
        key: worse(each, anew[key], luck)
        for key, each in compiled.by_key.items()
        if key in anew and each.is_whole and all(one.access is Access.EDIT for one in each.walk())
    }
    whole = {key: value for key, value in {**stored, **sent}.items() if value not in (None, {}, [])}
    outcome = accept(compiled, drawn.answers, sent)
    problems = {each.code for each in (*outcome.forbidden, *outcome.problems)} - UNSAID
    schema = json_schema(compiled, drawn.answers)
    assert validator_of(schema).is_valid(whole) is not bool(problems), (problems, whole, schema)


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
