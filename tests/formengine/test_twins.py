"""Twin worlds: two dossiers that differ only in what is hidden from somebody are the same to them."""

from collections.abc import Iterable
from random import Random
from typing import Any

from formengine.acceptance import Outcome, accept
from formengine.compiling import CompiledField
from formengine.document import digest
from formengine.merging import seen_of
from formengine.projection import ProjectedField, Projection, project
from formengine.schema_export import json_schema
from tests.formengine.oracle import Shown, masked, oracle
from tests.formengine.test_properties import often
from tests.formengine.worlds import (
    LONG,
    SHORT,
    Answers,
    World,
    children_of,
    same,
    submission,
    value_of,
    world,
)


def flat(shown: Projection) -> Any:
    """Everything a channel could write of a projection."""
    return [
        shown.token,
        [[page.key, page.title, [_field(each) for each in page.fields]] for page in shown.pages],
    ]


def _field(one: ProjectedField) -> Any:
    return [
        one.key,
        one.access,
        one.required,
        one.value,
        one.display("en"),
        one.cell(),
        [_field(child) for child in one.children],
        [[row.id, [_field(child) for child in row.fields]] for row in one.rows],
    ]


def told(outcome: Outcome) -> Any:
    """What an outcome tells its writer."""
    return [
        [
            [problem.path, problem.code, dict(problem.params)]
            for problem in (*outcome.problems, *outcome.forbidden)
        ],
        [[each.key, each.stored, each.mine] for each in outcome.conflicts],
        sorted(outcome.set_aside),
    ]


def hide(luck: Random, drawn: World, shown: Shown) -> Answers:
    """The same answers to who is shown this; all the rest is drawn anew."""
    return _twin(luck, drawn, "", drawn.properties, drawn.answers, shown)


def _twin(luck: Random, drawn: World, above: str, properties: Any, parts: Answers, shown: Shown) -> Answers:
    twin: Answers = {}
    for key, schema in properties.items():
        path, value, inner = f"{above}{key}", parts.get(key), children_of(schema)
        if key not in shown:
            value = value_of(schema, luck) if luck.random() < 0.6 else None
        elif masked(drawn, path):
            value = value if value in (None, LONG) else luck.choice(SHORT[schema["x-type"]])
        elif schema["x-type"] == "group":
            value = _twin(luck, drawn, f"{path}.", inner, value or {}, shown[key][1])
        elif schema["x-type"] == "rows":
            rows, inside = value or [], shown[key][1]
            per_row = inside if isinstance(inside, list) else [inside] * len(rows)
            value = [
                {"_id": row["_id"], **_twin(luck, drawn, f"{path}.", inner, row, each)}
                for row, each in zip(rows, per_row, strict=True)
            ]
        if value not in (None, {}, []):
            twin[key] = value
    return twin


def ever(fields: Iterable[CompiledField]) -> Shown:
    """All that this reader could be shown for some answers."""
    return {each.key: [int(each.access), ever(each.children)] for each in fields}


@often
def test_two_dossiers_that_differ_only_in_what_is_hidden_project_alike(luck: Random) -> None:
    drawn = world(luck)
    twin = hide(luck, drawn, oracle(drawn, drawn.answers))
    compiled = drawn.compiled
    one, other = project(compiled, drawn.answers), project(compiled, twin)
    assert digest(flat(one)) == digest(flat(other))
    assert same(json_schema(compiled, drawn.answers), json_schema(compiled, twin))
    seen = [[seen_of(each.field, each.value) for each in shown.fields.values()] for shown in (one, other)]
    assert seen[0] == seen[1]


@often
def test_nor_does_a_refusal_or_a_conflict_tell_them_apart(luck: Random) -> None:
    """Only what no answer of this writer could open may differ here: answering legally reveals."""
    drawn = world(luck)
    compiled = drawn.compiled
    twin = hide(luck, drawn, ever(compiled.by_key.values()))
    sent = submission(drawn, luck)
    seen = luck.choice([None, {}, dict.fromkeys(drawn.properties, "")])
    complete = luck.random() < 0.5
    one, other = (
        accept(compiled, each, sent, seen=seen, complete=complete) for each in (drawn.answers, twin)
    )
    assert digest(told(one)) == digest(told(other))
    computed = {key for key, schema in drawn.properties.items() if "x-compute" in schema}
    assert set(one.changes) - computed == set(other.changes) - computed
    assert digest(flat(project(compiled, one.answers))) == digest(flat(project(compiled, other.answers)))
