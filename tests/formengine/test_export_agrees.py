"""A validator that knows nothing of us says of the exported schema what `accept` says."""

from random import Random
from typing import Any

import jsonschema
from referencing import Registry

from formengine.acceptance import accept
from formengine.access import Access
from formengine.compiling import CompiledField, CompiledView
from formengine.projection import project
from formengine.schema_export import json_schema
from tests.formengine.test_properties import often
from tests.formengine.worlds import Answers, World, sendable, world

UNSAID = {"check_failed"}
"""What JSON Schema has no words for: one answer compared with another."""


def verdicts(compiled: CompiledView, answers: Answers) -> tuple[bool, list[str], Any]:
    """What a validator says of everything a reader sees; what `accept` says when they send all they may."""
    shown = project(compiled, answers)
    seen = {
        key: each.value for key, each in shown.fields.items() if not each.empty and each.field.holds_value
    }
    schema = json_schema(compiled, answers)
    validator = jsonschema.Draft202012Validator(
        schema, registry=Registry(), format_checker=jsonschema.FormatChecker()
    )
    sent = {key: sendable(compiled.by_key[key], seen[key]) for key in shown.editable if key in seen}
    outcome = accept(compiled, answers, sent)
    problems = [
        f"{each.path} {each.code}"
        for each in (*outcome.forbidden, *outcome.problems)
        if each.code not in UNSAID
    ]
    errors = [each.json_path + " " + each.message for each in validator.iter_errors(seen)]
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
