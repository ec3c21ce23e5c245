import jsonschema
import pytest

from formengine.fieldtypes import FieldType, known_types, register
from tests.formengine.builders import model

SAMPLES = {
    "text": "a", "longtext": "a\nb", "yesno": False, "accept": True, "choice": "a", "choices": ["a"],
    "integer": 5, "money": "5.00", "date": "2026-01-02", "email": "a@b.fr", "phone": "+33240000012",
    "address": {"street": "1", "postcode": "44000", "town": "N"}, "iban": "FR7630099000010000012345601",
    "file": ["550e8400-e29b-41d4-a716-446655440000"], "static": None, "group": {"c": "x"},
    "rows": [{"_id": "a", "c": "x"}],
}  # fmt: skip
OPTIONS = [{"const": "a", "title": "A"}]
INNER = {"c": {"x-type": "text", "title": "C"}}
DRAWN = {
    "choice": {"oneOf": OPTIONS},
    "choices": {"items": {"oneOf": OPTIONS}},
    "group": {"properties": INNER},
    "rows": {"items": {"properties": INNER}},
    "static": {"description": "Read this"},
}


def test_a_name_is_given_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        register(type("Again", (FieldType,), {"name": "text"}))


def test_every_type_is_tried_here() -> None:
    assert [kind.name for kind in known_types()] == list(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_type_takes_back_what_it_stored_and_its_schema_agrees(name: str) -> None:
    drawn = {"title": "T", "x-type": name, **DRAWN.get(name, {})}
    one = model({"f": drawn}).fields["f"]
    kind = next(each for each in known_types() if each.name == name)
    assert kind.fragment()["x-type"] == name
    assert not kind.design_problems(drawn)
    if name == "static":
        return
    assert kind.normalise(SAMPLES[name], one) == SAMPLES[name]
    assert kind.problems(SAMPLES[name], one) == ()
    assert not kind.is_empty(SAMPLES[name])
    for language in ("en", "fr", "it", "nl"):
        assert kind.display(SAMPLES[name], one, language)
    assert kind.cell(SAMPLES[name], one)
    schema = kind.json_schema(one)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_what_a_type_never_stored_is_a_problem_not_an_exception(name: str) -> None:
    one = model({"f": {"title": "T", "x-type": name, **DRAWN.get(name, {})}}).fields["f"]
    kind = next(each for each in known_types() if each.name == name)
    for strange in (5, -1.5, "\u2028", True, [], [[]], [5], {}, {"a": {}}, [{"c": 5}], {"street": 5}):
        kind.problems(strange, one)
        kind.operand(strange, one)
