"""What each keyword becomes: a table of property schemas and the fields made of them."""

from typing import Any

import pytest

from formengine.document import parse
from formengine.importing import Imported, import_schema
from formengine.linting import lint

TEXT = {"type": "string"}


def imported(schema: Any, **beside: Any) -> Imported:
    made = import_schema({"type": "object", "properties": {"v": schema}, **beside})
    assert lint(parse(made.document)) == ()
    return made


def field(schema: Any, **beside: Any) -> dict[str, Any]:
    """The field, without its title."""
    made = dict(imported(schema, **beside).document["properties"]["v"])
    made.pop("title")
    return made


def options(*values: str) -> list[dict[str, str]]:
    return [{"const": value, "title": value} for value in values]


SCALARS: list[tuple[str, Any, dict[str, Any]]] = [
    ("text", TEXT, {"x-type": "text", "maxLength": 20_000}),
    ("lengths", {**TEXT, "minLength": 2, "maxLength": 9}, {"x-type": "text", "minLength": 2, "maxLength": 9}),
    ("long text", {**TEXT, "maxLength": 5_000}, {"x-type": "longtext", "maxLength": 5_000}),
    ("pattern", {**TEXT, "pattern": "^a"}, {"x-type": "text", "pattern": "^a"}),
    ("e-mail", {**TEXT, "format": "email"}, {"x-type": "email"}),
    ("day", {**TEXT, "format": "date"}, {"x-type": "date"}),
    ("time", {**TEXT, "format": "time"}, {"x-type": "time", "x-plain": {"as": "time"}}),
    ("moment", {**TEXT, "format": "date-time"}, {"x-type": "datetime"}),
    ("day with a pattern", {**TEXT, "format": "date", "pattern": "^2"}, {"x-also": {"pattern": "^2"}}),
    ("uuid", {**TEXT, "format": "uuid"}, {"x-type": "text"}),
    ("file", {**TEXT, "format": "data-url"}, {"x-type": "file", "x-plain": {"as": "file"}}),
    ("whole", {"type": "integer", "minimum": 1}, {"x-type": "integer", "minimum": 1}),
    ("more than", {"type": "integer", "exclusiveMinimum": 1}, {"x-type": "integer", "minimum": 2}),
    ("whole steps", {"type": "integer", "multipleOf": 5}, {"x-also": {"multipleOf": 5}}),
    ("number", {"type": "number", "maximum": 2.5}, {"x-type": "decimal", "x-max": "2.5"}),
    ("number below", {"type": "number", "exclusiveMaximum": 2}, {"x-also": {"exclusiveMaximum": 2}}),
    ("yes or no", {"type": "boolean"}, {"x-type": "yesno"}),
    ("both", {"enum": [True, False]}, {"x-type": "yesno"}),
    ("must be ticked", {"type": "boolean", "const": True}, {"x-type": "accept"}),
    ("enum", {**TEXT, "enum": ["a", "b"]}, {"x-type": "choice", "oneOf": options("a", "b")}),
    ("numbers", {"enum": [1, 2.5]}, {"x-plain": {"values": {"1": 1, "2.5": 2.5}}}),
    ("nothing as an option", {"enum": ["a", None]}, {"x-plain": {"nullable": True}}),
    ("empty text as an option", {"enum": ["a", ""]}, {"x-plain": {"blank": True}}),
    ("enum within limits", {**TEXT, "enum": ["a", "bb", 3], "minLength": 2}, {"oneOf": options("bb")}),
    ("nullable", {"type": ["string", "null"]}, {"x-type": "text", "x-plain": {"nullable": True}}),
    ("or null", {"anyOf": [TEXT, {"type": "null"}]}, {"x-type": "text", "x-plain": {"nullable": True}}),
    ("two scalars", {"type": ["string", "integer"]}, {"x-type": "text", "x-plain": {"as": "loose"}}),
    ("anything", {}, {"x-type": "longtext", "x-plain": {"as": "loose"}}),
    ("known or other", {"anyOf": [{"enum": ["a"]}, TEXT]}, {"x-type": "choice", "x-other": True}),
    ("default", {**TEXT, "default": "a"}, {"x-default": "a"}),
    ("default as text", {"type": "number", "default": 0.5}, {"x-default": "0.5"}),
    ("not", {**TEXT, "not": {"const": "x"}}, {"x-also": {"not": {"const": "x"}}}),
    ("all of", {"allOf": [{**TEXT, "minLength": 1}, {"minLength": 3}]}, {"minLength": 3}),
]


@pytest.mark.parametrize(("schema", "expected"), [pytest.param(*each[1:], id=each[0]) for each in SCALARS])
def test_a_scalar_becomes_a_field(schema: Any, expected: dict[str, Any]) -> None:
    made = field(schema)
    assert {key: made.get(key) for key in expected} == expected


def test_options_take_their_titles_from_wherever_they_stand() -> None:
    titled = [{"const": "a", "title": "A!"}, {"const": "b", "title": "B!"}]
    for schema in (
        {"oneOf": titled},
        {"anyOf": titled},
        {"enum": ["a", "b"], "enumNames": ["A!", "B!"]},
        {"enum": ["a", "b"], "x-enumNames": ["A!", "B!"]},
        {"oneOf": [{"enum": ["a"], "title": "A!"}, {"enum": ["b"], "title": "B!"}]},
    ):
        assert field(schema)["oneOf"] == titled


def test_draft_4_flags_are_limits() -> None:
    old = {"$schema": "http://json-schema.org/draft-04/schema#"}
    made = field({"type": "integer", "minimum": 1, "exclusiveMinimum": True}, **old)
    assert made["minimum"] == 2


def test_a_keyword_younger_than_the_draft_is_left_out_and_said() -> None:
    made = imported({**TEXT, "const": "a"}, **{"$schema": "http://json-schema.org/draft-04/schema#"})
    assert made.document["properties"]["v"]["x-type"] == "text"
    assert [note.code for note in made.report if note.kind == "left_out"] == ["not_in_this_draft"]


def test_a_list_of_texts_is_rows_of_one_value() -> None:
    made = field({"type": "array", "items": TEXT, "minItems": 1, "maxItems": 900})
    assert made["x-type"] == "rows"
    assert (made["minItems"], made["maxItems"]) == (1, 200)
    assert made["x-plain"] == {"as": "value"}
    assert list(made["items"]["properties"]) == ["value"]


def test_a_list_of_listed_values_is_choices() -> None:
    made = field({"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": True})
    assert made["x-type"] == "choices"
    assert made["items"]["oneOf"] == options("a", "b")


def test_a_list_of_objects_is_rows() -> None:
    made = field({"type": "array", "items": {"properties": {"a": TEXT}, "required": ["a"]}})
    assert made["items"]["required"] == ["a"]
    assert "x-plain" not in made


def test_a_tuple_is_a_group_with_numbered_parts() -> None:
    made = field({"type": "array", "prefixItems": [TEXT, {"type": "integer"}], "items": {"type": "boolean"}})
    assert list(made["properties"]) == ["item_1", "item_2", "others"]
    assert made["x-plain"] == {"as": "tuple"}


def test_a_tuple_of_one_is_the_list_that_was_meant() -> None:
    made = field({"type": "array", "items": [TEXT]}, **{"$schema": "http://json-schema.org/draft-07/schema#"})
    assert made["x-plain"] == {"as": "value"}


def test_an_object_of_free_keys_is_rows_of_key_and_value() -> None:
    made = field({"type": "object", "additionalProperties": {"type": "integer"}})
    assert made["x-plain"] == {"as": "map"}
    assert made["items"]["properties"]["value"]["x-type"] == "integer"
    only = field({"type": "object", "patternProperties": {"^x-": TEXT}, "additionalProperties": False})
    assert only["items"]["properties"]["key"]["pattern"] == "^x-"


def test_free_keys_stand_beside_the_named_ones() -> None:
    made = field({"properties": {"a": TEXT}, "additionalProperties": TEXT})
    assert list(made["properties"]) == ["a", "others"]
    assert made["properties"]["others"]["x-plain"]["rest"] is True


def test_what_lies_too_deep_is_asked_as_json() -> None:
    schema: Any = {"properties": {"leaf": {"type": "integer"}}}
    for _ in range(8):
        schema = {"properties": {"inner": schema}}
    made = imported(schema)
    found = made.document["properties"]["v"]
    while "properties" in found:
        (found,) = found["properties"].values()
    assert found["x-type"] == "longtext"
    assert found["x-also"]["properties"]["inner"]
    assert {"asked_as_json", "field"} <= {note.code for note in made.report}


def test_recursion_is_cut_and_said() -> None:
    tree = {"properties": {"name": TEXT, "children": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}}
    made = imported({"$ref": "#/$defs/tree"}, **{"$defs": {"tree": tree}})
    assert "recursion_cut" in {note.code for note in made.report}


def test_groups_are_pages_where_there_are_several() -> None:
    group = {"type": "object", "properties": {"a": TEXT}}
    made = import_schema({"properties": {"x": TEXT, "one": group, "two": group, "y": TEXT}, "title": "Whole"})
    pages = made.document["x-pages"]
    assert [page["items"] for page in pages] == [["x"], ["one"], ["two"], ["y"]]
    assert [page["title"] for page in pages] == ["Whole", "One", "Two", "Whole"]


def test_the_views_say_who_does_what() -> None:
    views = imported(TEXT, required=["v"]).document["x-views"]
    assert views["internet"]["rules"] == {"*": "edit", "v": "edit!"}
    assert views["crm"]["rules"] == {"*": "edit"}
    assert views["partner"]["rules"] == {"*": "read"}


def test_a_root_that_is_no_object_is_one_field() -> None:
    made = import_schema({"type": "array", "items": TEXT, "title": "Names"})
    assert list(made.document["properties"]) == ["value"]
    assert made.document["title"] == "Names"


def test_a_fixed_value_at_the_top_is_held_by_the_document() -> None:
    assert field({"const": "v1"}, required=["v"]) == {"const": "v1", "x-type": "constant"}
    assert field({"const": "v1"})["x-type"] == "choice"


def test_an_unknown_keyword_is_never_lost_in_silence() -> None:
    notes = imported({**TEXT, "autoIncrement": True}).report
    assert [(note.kind, note.path) for note in notes if note.code == "unknown_keyword"] == [
        ("left_out", ("properties", "v", "autoIncrement"))
    ]


def test_what_only_views_can_say_is_named_in_the_report() -> None:
    schema = {
        "type": "object",
        "properties": {
            "a": {"type": "string", "readOnly": True},
            "b": {"type": "string", "deprecated": False},
        },
    }
    notes = import_schema(schema).report
    assert [(each.path, each.params["keyword"]) for each in notes if each.code == "not_heeded"] == [
        (("properties", "a", "readOnly"), "readOnly")
    ]
