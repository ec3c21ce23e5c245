"""What is no schema, leads out of itself, or is made to hurt, is refused at once, with its place."""

from typing import Any

import pytest

from formengine.document import parse
from formengine.importing import import_schema
from formengine.linting import lint
from formengine.problems import DocumentRefused


def nested(depth: int, inner: Any = None) -> Any:
    schema = inner if inner is not None else {"type": "string"}
    for _ in range(depth):
        schema = {"type": "object", "properties": {"a": schema}}
    return schema


def doubling(levels: int) -> dict[str, Any]:
    """Each definition holds the one before twice: 2 ** levels schemas."""
    definitions: dict[str, Any] = {"d0": {"type": "string"}}
    for number in range(1, levels):
        before = {"$ref": f"#/$defs/d{number - 1}"}
        definitions[f"d{number}"] = {"type": "object", "properties": {"a": before, "b": before}}
    return {"$defs": definitions, "$ref": f"#/$defs/d{levels - 1}"}


REFUSED: list[tuple[str, Any, str]] = [
    ("no JSON", "{", "not_json"),
    ("no text", b"\xff\xfe", "not_json"),
    ("not finite", '{"minimum": NaN}', "not_finite"),
    ("brackets", "[" * 100_000, "too_deep"),
    ("a million", '{"title": "' + "a" * 1_000_001 + '"}', "too_long"),
    ("a list", [], "not_a_schema"),
    ("nothing", None, "not_a_schema"),
    ("true", True, "not_a_schema"),
    ("a number", 5, "not_a_schema"),
    ("a set", {"enum": {1, 2}}, "not_json"),
    ("deep", nested(60), "too_deep"),
    ("many keys", {"properties": {f"k{n}": {} for n in range(25_000)}}, "too_many_keys"),
    ("NUL", {"title": "\x00"}, "unstorable_text"),
    ("half a character", {"properties": {"\ud800": {}}}, "bad_key"),
    ("remote", {"$ref": "https://example.org/schema.json"}, "remote_reference"),
    ("remote below", nested(2, {"$ref": "http://169.254.169.254/latest"}), "remote_reference"),
    ("a file", {"$ref": "file:///etc/passwd"}, "remote_reference"),
    ("another file", {"$id": "https://example.org/a.json", "$ref": "b.json#/x"}, "remote_reference"),
    ("in a definition nobody uses", {"$defs": {"a": {"$ref": "x/y"}}}, "remote_reference"),
    ("nowhere", {"$ref": "#/$defs/none"}, "reference_unknown"),
    ("no anchor", {"$ref": "#none"}, "reference_unknown"),
    ("to a text", {"title": "a", "$ref": "#/title"}, "reference_unknown"),
    ("list index", {"anyOf": [{}], "$ref": "#/anyOf/7"}, "reference_unknown"),
    ("huge index", {"anyOf": [{}], "$ref": "#/anyOf/" + "9" * 5_000}, "reference_unknown"),
    ("a bad address", {"$id": "http://a", "$ref": "http://[::1"}, "reference_unknown"),
    ("nothing fits", False, "not_a_schema"),
    ("impossible", {"allOf": [{"type": "string"}, {"type": "integer"}]}, "nothing_fits"),
    ("properties", {"properties": []}, "not_a_schema"),
    ("a property", {"properties": {"a": 5}}, "not_a_schema"),
    ("required", {"required": "a"}, "not_a_schema"),
    ("an unknown type", {"type": "text"}, "not_a_schema"),
    ("types", {"type": []}, "not_a_schema"),
    ("a pattern", {"properties": {"a": {"pattern": 5}}}, "not_a_schema"),
    ("a length", {"minLength": -1}, "not_a_schema"),
    ("a step", {"multipleOf": 0}, "not_a_schema"),
    ("no branches", {"anyOf": []}, "not_a_schema"),
    ("branches", {"oneOf": {}}, "not_a_schema"),
    ("a condition", {"if": 1}, "not_a_schema"),
    ("dependencies", {"dependencies": {"a": 5}}, "not_a_schema"),
    ("behind a reference", {"x": {"y": {"enum": 5}}, "$ref": "#/x/y"}, "not_a_schema"),
]


@pytest.mark.parametrize(("source", "code"), [pytest.param(*each[1:], id=each[0]) for each in REFUSED])
def test_it_is_refused_with_its_code(source: Any, code: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        import_schema(source)
    assert refused.value.problem.code == code


def test_the_place_is_a_pointer_into_the_source() -> None:
    with pytest.raises(DocumentRefused) as refused:
        import_schema({"properties": {"a": {"items": {"$ref": "https://example.org/"}}}})
    assert refused.value.problem.path == ("properties", "a", "items", "$ref")


SURVIVED: list[tuple[str, Any]] = [
    ("doubling", doubling(16)),
    ("itself", {"type": "object", "properties": {"a": {"$ref": "#"}, "b": {"type": "string"}}}),
    ("a ring", {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}),
    ("allOf of itself", {"type": "object", "allOf": [{"$ref": "#"}], "properties": {"a": True}}),
    ("an evil pattern", {"type": "string", "pattern": "^(a+)+$"}),
    ("a pattern of another kind", {"type": "string", "pattern": r"^(\w+)\1$"}),
    ("broken pattern", {"type": "string", "pattern": "["}),
    ("many options", {"enum": [f"v{n}" for n in range(3_000)]}),
    ("fields without end", {"properties": {f"k{n}": {"type": "string"} for n in range(400)}}),
    ("keys as attacks", {"properties": {"__proto__": {}, "id": {}, "a.b": {}, "": {}, "x'\"><": {}}}),
    ("texts as attacks", {"title": "<script>alert(1)</script>", "type": "string"}),
    ("huge numbers", {"type": "number", "minimum": -1e300, "maximum": 1e300, "multipleOf": 1e-300}),
    ("limits that exclude one another", {"type": "string", "minLength": 5, "maxLength": 1}),
    ("only nothing", {"type": "null"}),
    ("empty", {}),
    ("an empty object", {"type": "object", "properties": {}, "additionalProperties": False}),
]


@pytest.mark.parametrize("source", [pytest.param(each[1], id=each[0]) for each in SURVIVED])
def test_what_is_odd_becomes_a_draft_that_can_be_published(source: Any) -> None:
    imported = import_schema(source)
    assert lint(parse(imported.document)) == ()


def test_more_fields_than_a_document_holds_become_fewer() -> None:
    leaf = {"properties": {f"k{n}": {"type": "string"} for n in range(60)}}
    imported = import_schema({"properties": {f"g{n}": leaf for n in range(10)}})
    assert {part["x-type"] for part in imported.document["properties"].values()} == {"longtext"}
    assert [note for note in imported.report if note.code == "asked_as_json"]


def test_a_flat_document_with_too_many_fields_is_refused() -> None:
    with pytest.raises(DocumentRefused) as refused:
        import_schema({"properties": {f"k{n}": {"type": "string"} for n in range(600)}})
    assert refused.value.problem.code == "too_many_fields"


def test_bundled_schemas_are_found_by_their_id() -> None:
    imported = import_schema(
        {
            "$id": "https://example.org/whole",
            "properties": {"a": {"$ref": "https://example.org/part#/$defs/name"}, "b": {"$ref": "part#n"}},
            "$defs": {
                "part": {
                    "$id": "part",
                    "$defs": {
                        "name": {"type": "string", "maxLength": 7},
                        "n": {"$anchor": "n", "type": "integer"},
                    },
                }
            },
        }
    )
    kinds = {key: part["x-type"] for key, part in imported.document["properties"].items()}
    assert kinds == {"a": "text", "b": "integer"}
