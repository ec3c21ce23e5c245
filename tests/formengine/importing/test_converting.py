"""Foreign instances become answers that are accepted, and answers become the instances they came from."""

from typing import Any

import pytest

from formengine.acceptance import Outcome, accept
from formengine.compiling import compile_view
from formengine.document import parse
from formengine.importing import Converted, Imported, answers_from, import_schema, instance_from

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


def judged(imported: Imported, instance: Any) -> tuple[Converted, Outcome]:
    model = parse(imported.document)
    compiled = compile_view(model, view="internet", status=model.initial_status.key)
    converted = answers_from(imported.shape, instance)
    return converted, accept(compiled, {}, converted.answers, documents=converted.documents)


def there_and_back(schema: Any, instance: Any) -> Any:
    imported = import_schema(schema)
    converted, outcome = judged(imported, instance)
    assert (converted.problems, outcome.problems, outcome.forbidden) == ((), (), ())
    return instance_from(imported.shape, outcome.answers)


ROUND: list[tuple[str, Any, Any]] = [
    ("renamed", {"properties": {"firstName": TEXT, "id": WHOLE}}, {"firstName": "a", "id": 5}),
    ("numbers", {"properties": {"a": {"type": "number"}, "b": WHOLE}}, {"a": -1.25, "b": 0}),
    ("listed values", {"properties": {"a": {"enum": [1, "1", True, {"x": [2]}]}}}, {"a": {"x": [2]}}),
    ("listed lists", {"properties": {"a": {"type": "array", "items": {"enum": [1, 2]}}}}, {"a": [1, 2]}),
    ("rows of one", {"properties": {"a": {"type": "array", "items": WHOLE}}}, {"a": [3, 3]}),
    (
        "rows",
        {"properties": {"a": {"type": "array", "items": {"properties": {"b": TEXT}}}}},
        {"a": [{"b": "x"}]},
    ),
    ("a table", {"type": "array", "items": {"type": "array", "items": WHOLE}}, [[1, 2], [3]]),
    ("a tuple", {"properties": {"a": {"prefixItems": [TEXT, WHOLE], "items": TEXT}}}, {"a": ["x", 1, "y"]}),
    ("a map", {"type": "object", "additionalProperties": WHOLE}, {"x": 1, "y z": 2}),
    ("the rest", {"properties": {"a": TEXT}, "additionalProperties": WHOLE}, {"a": "x", "b": 2}),
    ("anything", {"properties": {"a": True}}, {"a": {"deep": [1, None, "x"]}}),
    ("text or number", {"properties": {"a": {"type": ["string", "number"]}}}, {"a": "5"}),
    ("number or text", {"properties": {"a": {"type": ["string", "number"]}}}, {"a": 5}),
    ("known or other", {"properties": {"a": {"anyOf": [{"enum": ["x"]}, TEXT]}}}, {"a": "something else"}),
    ("a variant", {"properties": {"a": {"oneOf": [TEXT, {"type": "array", "items": WHOLE}]}}}, {"a": [1]}),
    ("required nothing", {"properties": {"a": {"type": ["string", "null"]}}, "required": ["a"]}, {"a": None}),
    ("required empty", {"properties": {"a": {"type": "array", "items": TEXT}}, "required": ["a"]}, {"a": []}),
    (
        "a fixed value",
        {"properties": {"v": {"const": "1"}, "a": TEXT}, "required": ["v"]},
        {"v": "1", "a": "x"},
    ),
    ("a scalar", {"type": "integer", "minimum": 2}, 2),
    ("several types", {"type": ["integer", "array"], "items": TEXT}, ["a"]),
]


@pytest.mark.parametrize(("schema", "instance"), [pytest.param(*each[1:], id=each[0]) for each in ROUND])
def test_an_instance_comes_back_as_it_was(schema: Any, instance: Any) -> None:
    assert there_and_back(schema, instance) == instance


KINDS = [
    {"properties": {"kind": {"const": "person"}, "born": WHOLE}, "required": ["kind", "born"]},
    {"properties": {"kind": {"const": "firm"}, "vat": TEXT}, "required": ["kind"], "title": "A firm"},
]


def test_variants_are_told_apart_by_the_value_they_fix() -> None:
    schema = {"type": "object", "oneOf": KINDS}
    parts = import_schema(schema).document["properties"]
    assert parts["kind"]["oneOf"] == [
        {"const": "person", "title": "person"},
        {"const": "firm", "title": "A firm"},
    ]
    assert "x-when" in parts["vat"]
    assert there_and_back(schema, {"kind": "firm", "vat": "1"}) == {"kind": "firm", "vat": "1"}
    imported = import_schema(schema)
    assert judged(imported, {"kind": "person"})[1].problems


def test_variants_that_nothing_tells_apart_are_chosen() -> None:
    schema = {
        "type": "object",
        "oneOf": [
            {"properties": {"a": TEXT}, "required": ["a"]},
            {"properties": {"b": WHOLE}, "required": ["b"]},
        ],
    }
    parts = import_schema(schema).document["properties"]
    assert parts["variant"]["x-plain"] == {"as": "pick"}
    assert there_and_back(schema, {"b": 1}) == {"b": 1}


def test_a_field_of_a_condition_comes_and_is_required_with_it() -> None:
    schema = {
        "properties": {"pet": {"enum": ["cat", "fish"]}},
        "required": ["pet"],
        "if": {"properties": {"pet": {"const": "fish"}}},
        "then": {"properties": {"water": TEXT}, "required": ["water"]},
    }
    imported = import_schema(schema)
    assert imported.document["properties"]["water"]["x-when"]
    assert judged(imported, {"pet": "cat"})[1].accepted
    assert [each.code for each in judged(imported, {"pet": "fish"})[1].problems] == ["required"]
    assert judged(imported, {"pet": "fish", "water": "lake"})[1].accepted


WRONG: list[tuple[str, Any, Any, str]] = [
    ("text for a number", {"properties": {"a": WHOLE}}, {"a": "5"}, "not_an_integer"),
    ("yes for a number", {"properties": {"a": {"type": "number"}}}, {"a": True}, "not_an_integer"),
    ("a number for text", {"properties": {"a": TEXT}}, {"a": 5}, "not_text"),
    ("nothing for text", {"properties": {"a": TEXT}}, {"a": None}, "null"),
    ("text for a list", {"properties": {"a": {"type": "array"}}}, {"a": "x"}, "not_a_list"),
    ("a list for an object", {"properties": {"a": {"properties": {"b": TEXT}}}}, {"a": []}, "not_an_object"),
    (
        "an unknown name",
        {"properties": {"a": TEXT}, "additionalProperties": False},
        {"b": 1},
        "unknown_field",
    ),
    ("no option", {"properties": {"a": {"enum": [1]}}}, {"a": "1"}, "not_an_option"),
    ("too short", {"properties": {"a": {"type": "string", "minLength": 1}}}, {"a": ""}, "too_short"),
    ("empty list", {"properties": {"a": {"type": "array", "minItems": 1}}}, {"a": []}, "too_few_rows"),
    (
        "no variant",
        {"properties": {"a": {"oneOf": [WHOLE, {"type": "array"}]}}},
        {"a": True},
        "no_variant_fits",
    ),
    ("missing list", {"properties": {"a": {"type": "array"}}, "required": ["a"]}, {}, "required"),
    ("impossible", {"properties": {"a": False, "b": TEXT}}, {"a": 1}, "does_not_fit"),
    ("no object at all", {"properties": {"a": TEXT}}, [], "not_an_object"),
]


@pytest.mark.parametrize(
    ("schema", "instance", "code"), [pytest.param(*each[1:], id=each[0]) for each in WRONG]
)
def test_what_is_no_instance_is_a_problem(schema: Any, instance: Any, code: str) -> None:
    converted = answers_from(import_schema({"type": "object", **schema}).shape, instance)
    assert code in [problem.code for problem in converted.problems]


NASTY: tuple[Any, ...] = (
    None,
    5,
    "x",
    [],
    {},
    {"a": {"a": [{}]}},
    [[[]]],
    {"": ""},
    {"a": float("nan")},
    {"a": "\ud800"},
    {5: 6},
)


@pytest.mark.parametrize("instance", NASTY)
@pytest.mark.parametrize("schema", [each[1] for each in ROUND])
def test_no_instance_makes_it_raise(schema: Any, instance: Any) -> None:
    judged(import_schema(schema), instance)


def test_what_has_no_field_and_is_allowed_is_named() -> None:
    converted = answers_from(import_schema({"properties": {"a": TEXT}}).shape, {"a": "x", "b": 1})
    assert converted.dropped == (("b",),)


def test_a_file_in_an_instance_is_a_document() -> None:
    imported = import_schema(
        {"properties": {"a": {"type": "string", "format": "data-url"}}, "required": ["a"]}
    )
    converted, outcome = judged(imported, {"a": "data:text/plain;base64,YQ=="})
    assert len(converted.documents) == 1
    assert outcome.accepted
