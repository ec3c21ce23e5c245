"""What holds for every model, every answer and everything anybody may send."""

import os
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from formengine.acceptance import accept
from formengine.access import Access, Cap
from formengine.compiling import compile_view
from formengine.document import parse
from formengine.merging import seen_of
from formengine.projection import ProjectedField, project
from tests.formengine.oracle import Shown, access_at, oracle, possible
from tests.formengine.worlds import (
    Answers,
    World,
    children_of,
    same,
    sendable,
    submission,
    typed_in,
    value_of,
    world,
)

EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "100"))


def often(test: Callable[[Random], None]) -> Callable[[], None]:
    """With that many seeds; a seed that fails is shown and fails again."""
    seeded = given(st.randoms(use_true_random=True))(test)
    return settings(max_examples=EXAMPLES, deadline=None)(seeded)


def shape(fields: Iterable[ProjectedField]) -> Shown:
    """A projection as the oracle says it."""
    found: Shown = {}
    for each in fields:
        inside: Any = None
        if each.field.type == "rows":
            inside = [shape(row.fields) for row in each.rows]
        elif each.field.type == "group":
            inside = shape(each.children)
        found[each.key] = [int(each.access), inside]
    return found


@often
def test_the_engine_and_the_oracle_agree_on_who_sees_what(luck: Random) -> None:
    drawn = world(luck)
    shown = project(drawn.compiled, drawn.answers)
    assert shape(shown.fields.values()) == oracle(drawn, drawn.answers)
    assert all(page.fields for page in shown.pages)


@often
def test_nothing_outside_the_editable_set_ever_changes(luck: Random) -> None:
    drawn = world(luck)
    sent = submission(drawn, luck)
    outcome = accept(drawn.compiled, drawn.answers, sent, complete=luck.random() < 0.5)
    after = oracle(drawn, dict(outcome.answers))
    for key, value in outcome.changes.items():
        schema = drawn.properties[key]
        assert same(outcome.answers.get(key), value)
        if "x-compute" in schema:
            continue
        assert after[key][0] == Access.EDIT
        assert key in sent
        _untouched(schema, after[key][1], drawn.answers.get(key), value)
    assert all(
        same(outcome.answers[key], drawn.answers[key]) for key in drawn.answers.keys() - outcome.changes
    )


def _untouched(schema: Any, shown: Any, old: Any, new: Any) -> None:
    """Parts which this writer may not edit now are as they were, row by row; what is computed may change."""
    is_rows = schema["x-type"] == "rows"
    before = {row["_id"]: row for row in old or []} if is_rows else {"": old or {}}
    after = [(row["_id"], row) for row in new or []] if is_rows else [("", new or {})]
    for (name, parts), inside in zip(after, shown if is_rows else [shown], strict=True):
        was = before.get(name, {})
        for child, inner in children_of(schema).items():
            if "x-compute" in inner:
                continue
            if child not in inside or inside[child][0] < Access.EDIT:
                assert was.get(child) == parts.get(child)
            elif children_of(inner):
                _untouched(inner, inside[child][1], was.get(child), parts.get(child))


@often
def test_what_was_not_offered_is_refused_by_name(luck: Random) -> None:
    drawn = world(luck)
    sent = submission(drawn, luck)
    found = {problem.path[0] for problem in accept(drawn.compiled, drawn.answers, sent).forbidden}
    for key, value in sent.items():
        inside = possible(drawn, key) if key in drawn.properties else None
        offered = inside is not None and access_at(drawn, key) == Access.EDIT
        is_there = offered and "x-when" not in drawn.properties[key]
        stray = is_there and isinstance(value, dict) and _strays(drawn, key, value)
        assert offered or key in found
        assert found or not stray


def _strays(drawn: World, path: str, value: Answers) -> bool:
    """Whether a group was sent a part that it does not offer."""
    if drawn.properties[path]["x-type"] != "group":
        return False
    paths = {key: f"{path}.{key}" for key in value}
    known = children_of(drawn.properties[path])
    return any(
        key not in known or possible(drawn, each) is None or access_at(drawn, each) < Access.EDIT
        for key, each in paths.items()
    )


@often
def test_every_problem_is_at_something_the_writer_may_mend(luck: Random) -> None:
    drawn = world(luck)
    outcome = accept(drawn.compiled, drawn.answers, submission(drawn, luck))
    if outcome.forbidden:
        return
    shown = oracle(drawn, dict(outcome.answers))
    for problem in outcome.problems:
        key, *below = problem.path
        assert shown[str(key)][0] == Access.EDIT or problem.code == "check_failed"
        inside, path = drawn.properties[str(key)], str(key)
        for part in below:
            if isinstance(part, str):
                inside, path = children_of(inside)[part], f"{path}.{part}"
                assert possible(drawn, path) is not None
                assert access_at(drawn, path) == Access.EDIT


@often
def test_what_the_second_writer_left_alone_stays_as_the_first_changed_it(luck: Random) -> None:
    drawn = world(luck)
    compiled = drawn.compiled
    shown = project(compiled, drawn.answers)
    free = [key for key in shown.editable if not shown.fields[key].field.has_inner_rules]
    free = [key for key in free if not compiled.model.conditions(shown.fields[key].field)]
    if not free:
        return
    key = luck.choice(sorted(free))
    seen = {each: seen_of(one.field, one.value) for each, one in shown.fields.items()}
    first = accept(
        compiled,
        drawn.answers,
        {key: sendable(compiled.by_key[key], value_of(drawn.properties[key], luck))},
        seen=seen,
        complete=False,
    )
    left = {key: sendable(compiled.by_key[key], shown.fields[key].value)}
    second = accept(compiled, first.answers, left, seen=seen, complete=False)
    if second.accepted and first.accepted:
        assert same(second.answers.get(key), first.answers.get(key))


@often
def test_a_forged_request_changes_nothing(luck: Random) -> None:
    drawn = world(luck)
    outcome = accept(drawn.compiled, drawn.answers, submission(drawn, luck))
    if outcome.forbidden:
        assert outcome.changes == {}
        assert same(outcome.answers, drawn.answers)
        assert not outcome.accepted


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
    free = [key for key, each in compiled.by_key.items() if not compiled.model.conditions(each.field)]
    free = [key for key in free if not compiled.by_key[key].field.has_inner_rules]
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

    both = [typed_in(drawn.properties, dict(each)) for each in (after(*sent), after(*reversed(sent)))]
    assert same(*both)


@often
def test_sending_back_what_was_shown_changes_nothing(luck: Random) -> None:
    drawn = world(luck)
    compiled = drawn.compiled
    shown = project(compiled, drawn.answers)
    sent = {key: sendable(compiled.by_key[key], shown.fields[key].value) for key in shown.editable}
    outcome = accept(compiled, drawn.answers, sent, complete=False)
    assert outcome.forbidden == ()
    before, after = (typed_in(drawn.properties, dict(each)) for each in (drawn.answers, outcome.answers))
    assert same(before, after)
