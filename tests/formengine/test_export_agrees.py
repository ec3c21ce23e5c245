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
from tests.formengine.builders import view
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
