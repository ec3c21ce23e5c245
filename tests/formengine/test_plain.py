"""Bent values are the foreign JSON they stand for; native ones are themselves."""

from typing import Any

import pytest

from formengine.plain import is_bent, plain_parts, plain_value

TEXT = {"x-type": "text"}
ROWS = {
    "x-type": "rows",
    "items": {"properties": {"value": {"x-type": "decimal", "x-plain": {"as": "number"}}}},
}
GROUP = {"x-type": "group", "properties": {"value": TEXT}}
PAIR = {"properties": {"key": TEXT, "value": {"x-type": "integer"}}}

CASES: list[tuple[str, Any, Any, Any]] = [
    ("native", TEXT, "a", "a"),
    ("nothing", TEXT, None, None),
    ("a number", {"x-type": "decimal", "x-plain": {"as": "number"}}, "2.50", 2.5),
    ("a whole number", {"x-type": "decimal", "x-plain": {"as": "number"}}, "2.0", 2),
    ("no number", {"x-type": "decimal", "x-plain": {"as": "number"}}, "two", "two"),
    ("a time", {"x-type": "time", "x-plain": {"as": "time"}}, "10:30", "10:30:00Z"),
    ("loose JSON", {"x-type": "text", "x-plain": {"as": "loose"}}, '{"a": [1]}', {"a": [1]}),
    ("loose text", {"x-type": "text", "x-plain": {"as": "loose"}}, "{a", "{a"),
    ("no JSON number", {"x-type": "text", "x-plain": {"as": "loose"}}, "NaN", "NaN"),
    ("an option", {"x-type": "choice", "x-plain": {"values": {"1": 1}}}, "1", 1),
    ("options", {"x-type": "choices", "x-plain": {"values": {"1": 1}}}, ["1", "x"], [1, "x"]),
    ("other words", {"x-type": "choice", "x-plain": {"other": True}}, "other: mine", "mine"),
    (
        "rows",
        {"x-type": "rows", "items": {"properties": {"a": TEXT}}},
        [{"_id": "r", "a": "x"}],
        [{"a": "x"}],
    ),
    ("values", {**ROWS, "x-plain": {"as": "value"}}, [{"_id": "r", "value": "1"}], [1]),
    (
        "a map",
        {"x-type": "rows", "items": PAIR, "x-plain": {"as": "map"}},
        [{"key": "a", "value": 1}],
        {"a": 1},
    ),
    ("a name", {"x-type": "group", "properties": {"a": {**TEXT, "x-name": "A"}}}, {"a": "x"}, {"A": "x"}),
    ("empty but there", {"x-type": "rows", "x-plain": {"absent": []}}, None, []),
    ("a number by itself", {"x-type": "decimal", "x-plain": {"as": "number"}}, 2.0, 2),
    ("loose, and no text", {"x-type": "text", "x-plain": {"as": "loose"}}, ["a"], ["a"]),
    ("one value in a group", {**GROUP, "x-plain": {"as": "value"}}, {"value": "x"}, "x"),
    (
        "broken inside",
        {"x-type": "group", "properties": {"a": 5, "b": TEXT}},
        {"a": "x", "b": "y"},
        {"b": "y"},
    ),
    (
        "a short tuple",
        {"x-type": "group", "properties": {"a": TEXT, "b": TEXT}, "x-plain": {"as": "tuple"}},
        {"a": "1"},
        ["1"],
    ),
    ("broken", {"x-type": "group", "x-plain": 5, "properties": {"a": TEXT}}, "x", "x"),
]


@pytest.mark.parametrize(
    ("schema", "value", "expected"), [pytest.param(*each[1:], id=each[0]) for each in CASES]
)
def test_a_value_is_what_it_stands_for(schema: Any, value: Any, expected: Any) -> None:
    assert plain_value(schema, value) == expected


def test_a_tuple_is_a_list_of_its_parts() -> None:
    rest = {
        "x-type": "rows",
        "items": {"properties": {"value": TEXT}},
        "x-plain": {"as": "value", "rest": True},
    }
    group = {"x-type": "group", "properties": {"a": TEXT, "b": TEXT, "c": rest}, "x-plain": {"as": "tuple"}}
    assert plain_value(group, {"b": "x"}) == [None, "x"]
    assert plain_value(group, {"a": "1", "b": "2", "c": [{"value": "3"}]}) == ["1", "2", "3"]


def test_a_variant_is_the_one_that_was_chosen() -> None:
    parts = {
        "variant": {"x-type": "choice", "x-plain": {"as": "pick"}},
        "text": {**TEXT, "x-plain": {"of": "v1"}},
        "list": {"x-type": "rows", "x-plain": {"of": "v2", "absent": []}},
    }
    group = {"x-type": "group", "properties": parts, "x-plain": {"as": "variant"}}
    assert plain_value(group, {"variant": "v1", "text": "a"}) == "a"
    assert plain_value(group, {"variant": "v2", "text": "a"}) == []
    assert plain_value(group, {}) is None


def test_an_object_leaves_out_what_is_none_of_its_own() -> None:
    parts: dict[str, dict[str, Any]] = {
        "a": TEXT,
        "note": {"x-type": "static", "x-plain": {"as": "nothing"}},
        "gone": TEXT,
        "empty": {**TEXT, "x-plain": {"absent": None}},
        "others": {"x-type": "rows", "items": PAIR, "x-plain": {"as": "map", "rest": True}},
    }
    stored = {"a": "x", "others": [{"key": "k", "value": 1}]}
    assert plain_parts(parts, stored) == {"a": "x", "empty": None, "k": 1}


def test_a_field_is_bent_where_a_part_of_it_is() -> None:
    assert not is_bent(TEXT)
    assert is_bent(ROWS)
    assert is_bent({"x-type": "group", "properties": {"a": {**TEXT, "x-name": "A"}}})
