"""What holds for every model, every answer and everything anybody may send."""

import os
from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from formengine.acceptance import Outcome, accept
from formengine.access import Access, Cap
from formengine.compiling import compile_view
from formengine.document import digest, parse
from formengine.merging import seen_of
from formengine.projection import ProjectedField, Projection, project
from formengine.schema_export import json_schema
from tests.formengine.worlds import (
    Answers,
    World,
    answers_to,
    oracle,
    parts_of,
    same,
    sendable,
    submission,
    value_of,
    world,
)

EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "100"))


def often(test: Callable[[Random], None]) -> Callable[[], None]:
    """With that many seeds; a seed that fails is shown and fails again."""
    seeded = given(st.randoms(use_true_random=True))(test)
    return settings(max_examples=EXAMPLES, deadline=None)(seeded)


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


@often
def test_the_engine_and_the_oracle_agree_on_who_sees_what(luck: Random) -> None:
    drawn = world(luck)
    shown = project(drawn.compiled, drawn.answers)
    found = {key: int(field.access) for key, field in shown.fields.items()}
    for key, field in shown.fields.items():
        found |= {f"{key}.{child.key}": int(child.access) for child in field.children}
    assert found == oracle(drawn, drawn.answers)


@often
def test_nothing_outside_the_editable_set_ever_changes(luck: Random) -> None:
    drawn = world(luck)
    sent = submission(drawn, luck)
    outcome = accept(drawn.compiled, drawn.answers, sent, complete=luck.random() < 0.5)
    after = oracle(drawn, dict(outcome.answers))
    for key, value in outcome.changes.items():
        assert after.get(key) == Access.EDIT
        assert key in sent
        assert same(outcome.answers.get(key), value)
        _untouched_children(drawn, key, drawn.answers.get(key), value, after)
    unsent = {key for key in drawn.answers if key not in outcome.changes}
    assert all(same(outcome.answers[key], drawn.answers[key]) for key in unsent)


def _untouched_children(drawn: World, key: str, old: Any, new: Any, after: dict[str, int]) -> None:
    kind = drawn.properties[key]["x-type"]
    pairs = []
    if kind == "group":
        pairs = [(old or {}, new or {})]
    elif kind == "rows":
        before = {row["_id"]: row for row in old or []}
        pairs = [(before.get(row["_id"], {}), row) for row in new or []]
    for was, now in pairs:
        for child in {*was, *now} - {"_id"}:
            if after.get(f"{key}.{child}", 0) < Access.EDIT:
                assert was.get(child) == now.get(child)


@often
def test_a_forged_request_changes_nothing(luck: Random) -> None:
    drawn = world(luck)
    outcome = accept(drawn.compiled, drawn.answers, submission(drawn, luck))
    if outcome.forbidden:
        assert outcome.changes == {}
        assert same(outcome.answers, drawn.answers)
        assert not outcome.accepted


def hide(luck: Random, drawn: World, visible: set[str]) -> Answers:
    """The same answers to who sees `visible` (keys and `key.child`); the rest is drawn anew."""
    twin: Answers = {}
    other = answers_to(drawn.properties, luck)
    for key, schema in drawn.properties.items():
        old = drawn.answers.get(key)
        if key not in visible:
            if key in other:
                twin[key] = other[key]
            continue
        if schema["x-type"] == "group":
            fresh = value_of(schema, luck)
            mixed = {child: part for child, part in (old or {}).items() if f"{key}.{child}" in visible}
            mixed |= {child: part for child, part in fresh.items() if f"{key}.{child}" not in visible}
            old = mixed or None
        elif schema["x-type"] == "rows" and old:
            old = [_twin_row(luck, key, row, schema, visible) for row in old]
        if old is not None:
            twin[key] = old
    return twin


def _twin_row(luck: Random, key: str, row: Any, schema: Any, visible: set[str]) -> Any:
    fresh = parts_of(schema["items"]["properties"], luck)
    mixed = {child: part for child, part in row.items() if child == "_id" or f"{key}.{child}" in visible}
    return mixed | {child: part for child, part in fresh.items() if f"{key}.{child}" not in visible}


@often
def test_two_dossiers_that_differ_only_in_what_is_hidden_project_alike(luck: Random) -> None:
    drawn = world(luck)
    twin = hide(luck, drawn, set(oracle(drawn, drawn.answers)))
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
    ever = {
        *compiled.by_key,
        *(f"{key}.{child}" for key, each in compiled.by_key.items() for child in each.by_key),
    }
    twin = hide(luck, drawn, ever)
    sent = submission(drawn, luck)
    seen = luck.choice([None, {}, dict.fromkeys(drawn.properties, "")])
    complete = luck.random() < 0.5
    one, other = (
        accept(compiled, each, sent, seen=seen, complete=complete) for each in (drawn.answers, twin)
    )
    assert digest(told(one)) == digest(told(other))
    assert set(one.changes) == set(other.changes)
    assert digest(flat(project(compiled, one.answers))) == digest(flat(project(compiled, other.answers)))


@often
def test_a_narrower_cap_never_shows_or_opens_more(luck: Random) -> None:
    drawn = world(luck)
    model = parse(drawn.document)
    items = {
        luck.choice(["f0", "f1", "p0", "*"]): luck.choice(list(Access)) for _ in range(luck.randint(0, 2))
    }
    narrow = drawn.cap & Cap.of(luck.choice(list(Access)), items)
    wide = project(drawn.compiled, drawn.answers)
    less = project(compile_view(model, view="internet", status="open", cap=narrow), drawn.answers)
    for key, field in less.fields.items():
        assert field.access <= wide.fields[key].access
    assert less.editable <= wide.editable
    assert set(less.files) <= set(wide.files)


@often
def test_changes_of_different_fields_commute(luck: Random) -> None:
    drawn = world(luck)
    compiled = drawn.compiled
    free = [key for key in compiled.by_key if not compiled.model.conditions(compiled.by_key[key].field)]
    editable = [key for key in free if compiled.by_key[key].access is Access.EDIT]
    if len(editable) < 2:
        return
    keys = luck.sample(editable, 2)
    shown = project(compiled, drawn.answers).fields
    seen = {key: seen_of(shown[key].field, shown[key].value) for key in keys}
    sent = [{key: sendable(compiled.by_key[key], value_of(drawn.properties[key], luck))} for key in keys]

    def after(first: Any, second: Any) -> Any:
        once = accept(compiled, drawn.answers, first, seen=seen, complete=False)
        return accept(compiled, once.answers, second, seen=seen, complete=False).answers

    assert same(after(*sent), after(*reversed(sent)))


@often
def test_sending_back_what_was_shown_changes_nothing(luck: Random) -> None:
    drawn = world(luck)
    compiled = drawn.compiled
    shown = project(compiled, drawn.answers)
    sent = {key: sendable(compiled.by_key[key], shown.fields[key].value) for key in shown.editable}
    outcome = accept(compiled, drawn.answers, sent, complete=False)
    assert outcome.forbidden == ()
    assert outcome.changes == {}
