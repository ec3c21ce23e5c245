import jsonschema

from formengine.fieldtypes import field_type
from tests.formengine.builders import codes, field, taken

SILENCE = {"name": "Le Grand Silence", "number": "732829320"}


def test_its_registered_name_is_enough_unless_more_is_required() -> None:
    assert taken("legal_person", {"name": "Le Grand Silence"}) == {"name": "Le Grand Silence"}
    assert taken("legal_person", {"number": "1"}) == "<required>"
    assert taken("legal_person", {"name": "x"}, x_required_parts=["name", "number"]) == "<required>"
    assert taken("legal_person", {}) is None


def test_its_number_is_of_the_register_that_is_asked_for() -> None:
    typed = {**SILENCE, "number": "732 829 320"}
    assert taken("legal_person", typed, x_number_format="siren") == SILENCE
    assert (
        taken("legal_person", {**typed, "number": "732 829 321"}, x_number_format="siren") == "<bad_format>"
    )
    assert taken("legal_person", typed) == typed


def test_its_vat_number_is_checked() -> None:
    parts = ["name", "vat"]
    found = taken("legal_person", {"name": "x", "vat": "fr 40 303 265 045"}, x_parts=parts)
    assert found == {"name": "x", "vat": "FR40303265045"}
    assert taken("legal_person", {"name": "x", "vat": "FR40303265046"}, x_parts=parts) == "<bad_format>"


def test_it_is_told_exported_and_asked_for() -> None:
    kind, one = field_type("legal_person"), field("legal_person", x_number_format="siren")
    for language in ("en", "fr", "it", "nl"):
        assert kind.display(SILENCE, one, language) == "Le Grand Silence, 732 829 320"
    assert kind.cell(SILENCE, one) == "name=Le Grand Silence; number=732829320"
    assert kind.operand(SILENCE, one) == ("name", "number")
    assert [part.label for part in kind.parts(one)] == ["legal_name", "number"]
    assert kind.normalise(kind.typed(SILENCE, one, "fr"), one) == SILENCE


def test_its_plain_schema_says_the_same() -> None:
    kind, one = field_type("legal_person"), field("legal_person")
    validator = jsonschema.Draft202012Validator(kind.json_schema(one))
    for value in (SILENCE, {"number": "1"}, {"name": "x", "vat": "y"}, {}, {"name": "x" * 201}):
        assert validator.is_valid(value) is (not kind.problems(value, one)), value
    assert codes(kind.problems(5, one)) == [((), "not_an_object")]
