import json
from typing import Any

import jsonschema
from referencing import Registry

from formengine.access import Access, Cap
from formengine.compiling import compile_view
from formengine.document import parse
from formengine.schema_export import json_schema
from tests.formengine.builders import asks, document, view

FIELDS: dict[str, Any] = {
    "text": {"maxLength": 5, "x-autocomplete": "name", "description": "Help"},
    "yes": {"x-type": "yesno"},
    "more": {"x-type": "integer", "x-when": asks("yes", True)},
    "sum": {"x-type": "money", "x-min": "0"},
    "info": {"x-type": "static", "description": "Read"},
    "rows": {
        "x-type": "rows",
        "items": {
            "properties": {
                "a": {"x-type": "text", "title": "A", "x-when": asks("yes", True)},
                "b": {"x-type": "money", "title": "B"},
                "c": {"x-type": "date", "title": "C"},
            },
            "required": ["a", "b"],
        },
    },
}
RULES = {"*": "edit!", "sum": "read", "rows.b": "read", "rows.c": "hidden"}


def test_it_says_what_this_reader_may_send_now() -> None:
    schema = json_schema(view(FIELDS, RULES), {"yes": False})
    assert list(schema["properties"]) == ["text", "yes", "more", "sum", "rows"]
    assert schema["required"] == ["text", "yes", "rows"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["sum"]["readOnly"] is True
    assert schema["properties"]["text"] == {
        "title": "text",
        "maxLength": 5,
        "description": "Help",
        "type": "string",
        "allOf": [{"pattern": r"\S"}],
    }
    items = schema["properties"]["rows"]["items"]
    assert list(items["properties"]) == ["_id", "b"]
    assert items["properties"]["b"]["readOnly"] is True
    items = json_schema(view(FIELDS, RULES), {"yes": True})["properties"]["rows"]["items"]
    assert (list(items["properties"]), items["required"]) == (["_id", "a", "b"], ["a"])


def test_a_condition_on_a_condition_is_said_with_it() -> None:
    chain = {
        "a": {"x-type": "yesno"},
        "b": {"x-type": "yesno", "x-when": asks("a", True)},
        "c": {"x-when": asks("b", True), "x-required-when": asks("a", True)},
    }
    schema = json_schema(view(chain))
    for sent, fits in (
        ({"a": True, "b": True, "c": "x"}, True),
        ({"a": True, "b": True}, False),
        ({"a": True, "b": False}, True),
        ({"a": False, "b": True}, True),
        ({"a": False, "b": True, "c": 5}, True),
        ({"a": True, "b": True, "c": 5}, False),
    ):
        assert jsonschema.Draft202012Validator(schema).is_valid(sent) is fits, sent


def test_what_hangs_on_something_that_is_never_there_is_not_said() -> None:
    chain = {
        "h": {"x-type": "yesno"},
        "b": {"x-type": "yesno", "x-when": asks("h", True)},
        "c": {"x-when": asks("b", True)},
    }
    rules = {"b": "edit", "c": "edit"}
    assert list(json_schema(view(chain, rules))["properties"]) == []
    shown = view(chain, rules, reveals=("h",))
    assert list(json_schema(shown, {"h": False})["properties"]) == []
    assert list(json_schema(shown, {"h": True})["properties"]) == ["b", "c"]


def test_conditions_over_what_is_sent_are_said() -> None:
    schema = json_schema(view(FIELDS, RULES))
    (step,) = schema["allOf"]
    assert step["if"] == {"allOf": [{"properties": {"yes": {"const": True}}, "required": ["yes"]}]}
    assert step["then"]["required"] == ["more"]
    assert step["then"]["properties"]["more"]["type"] == "integer"
    assert schema["properties"]["more"] == {}


def test_of_what_is_masked_only_some_characters_are_seen() -> None:
    drawn = document(FIELDS)
    drawn["x-views"]["internet"] |= {"rules": {"*": "read"}, "masks": ["sum", "rows.c"]}
    compiled = compile_view(parse(drawn), view="internet", status="open")
    properties = json_schema(compiled)["properties"]
    assert properties["sum"] == {"title": "sum", "type": "string", "readOnly": True}
    assert properties["rows"]["items"]["properties"]["c"]["type"] == "string"


def test_the_further_constraint_comes_along() -> None:
    also = {"x-type": "integer", "x-also": {"multipleOf": 5}}
    properties = json_schema(view({"five": also, "bent": {**also, "x-plain": {"as": "number"}}}))[
        "properties"
    ]
    assert properties["five"]["allOf"] == [{"multipleOf": 5}]
    assert "allOf" not in properties["bent"]


def test_other_conditions_are_resolved() -> None:
    rules = {**RULES, "yes": "read"}
    assert "more" in json_schema(view(FIELDS, rules), {"yes": True})["properties"]
    assert "more" not in json_schema(view(FIELDS, rules))["properties"]
    asked = {"x-when": {"==": [{"var": "text"}, "secret"]}}
    spoken = {**FIELDS, "more": {"x-type": "integer", **asked}}
    assert "more" in json_schema(view(spoken, RULES), {"text": "secret"})["properties"]
    assert "secret" not in str(json_schema(view(spoken, RULES)))


def test_no_keyword_of_ours_is_in_it() -> None:
    assert "x-" not in str(json_schema(view(FIELDS, RULES), {"yes": True}))


def test_nothing_can_be_sent_where_nothing_can_be_edited() -> None:
    schema = json_schema(view(FIELDS, RULES, cap=Cap(Access.READ)), {})
    assert schema["required"] == []
    assert all(each.get("readOnly") for each in schema["properties"].values())
    assert json_schema(view(FIELDS, RULES, cap=Cap(Access.HIDDEN)))["properties"] == {}


def test_any_validator_understands_it() -> None:
    schema = json_schema(view(FIELDS, RULES), {"yes": True})
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, registry=Registry())
    good = {"text": "abc", "yes": True, "more": 5, "rows": [{"_id": "x", "a": "y"}]}
    assert validator.is_valid(good)
    change: Any
    for change in (
        {"text": "far too long"},
        {"more": "x"},
        {"rows": [{}]},
        {"note": 1},
        {"rows": [{"a": "x", "c": "y"}]},
    ):
        assert not validator.is_valid({**good, **change})


def test_chains_of_conditions_do_not_grow_without_end() -> None:
    def asking(number: int, *behind: int) -> dict[str, Any]:
        rules = [asks(f"f{number - step}", True) for step in behind if number >= step]
        return {"x-type": "yesno", **({"x-when": {"and": rules}} if rules else {})}

    for count, behind in ((450, (1,)), (60, (1, 2))):
        schema = json_schema(view({f"f{number}": asking(number, *behind) for number in range(count)}))
        assert len(json.dumps(schema)) < 2_000_000
        jsonschema.Draft202012Validator.check_schema(schema)


def test_who_takes_part_and_what_is_handed_out_is_told_to_no_program() -> None:
    silent = document({"a": {}})
    drawn = silent | {
        "x-partners": {"address": "open", "keeps": "reply"},
        "x-on-behalf": [{"key": "lawyer", "title": "Lawyer", "view": "partner"}],
        "x-parties": [{"key": "other", "title": "Other", "view": "partner"}],
        "x-documents": [{"key": "letter", "title": "Letter", "text": "{{a}}"}],
    }
    for name in ("internet", "crm", "partner"):
        told, untold = (
            json_schema(compile_view(parse(each), view=name, status="open")) for each in (drawn, silent)
        )
        assert told == untold
