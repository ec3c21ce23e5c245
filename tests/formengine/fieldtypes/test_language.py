import jsonschema
import pytest

from formengine.fieldtypes import field_type
from formengine.fieldtypes.codes import LANGUAGES
from tests.formengine.builders import field, taken

KIND = field_type("language")


@pytest.mark.parametrize(
    ("raw", "expected"), [("fr", "fr"), (" FR ", "fr"), ("gsw", "gsw"), ("", None), (None, None)]
)
def test_codes_are_stored(raw: object, expected: object) -> None:
    assert taken("language", raw) == expected


@pytest.mark.parametrize("raw", ["français", "fr-CA", "fr_FR", "und", "mul", "zxx", "xx", "f", "\u212ao"])
def test_anything_else_is_no_language(raw: str) -> None:
    assert taken("language", raw) == "<not_a_language>"


@pytest.mark.parametrize("raw", [5, ["fr"], {}, True])
def test_what_is_not_text_is_refused(raw: object) -> None:
    assert taken("language", raw) == "<not_text>"


@pytest.mark.parametrize("value", [5, "FR", "und", [], {}, None])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    assert [each.code for each in KIND.problems(value, field("language"))] == ["not_a_language"]
    assert isinstance(KIND.display(value, field("language"), "fr"), str)


@pytest.mark.parametrize(
    ("language", "german"), [("en", "German"), ("fr", "allemand"), ("it", "tedesco"), ("nl", "Duits")]
)
def test_it_is_named_and_chosen_in_the_readers_language(language: str, german: str) -> None:
    options = KIND.options(field("language"), language)
    assert KIND.display("de", field("language"), language) == german
    assert {value for value, _title in options} == LANGUAGES
    assert all(title for _value, title in options)


def test_a_language_without_a_name_in_the_readers_is_named_in_english() -> None:
    assert KIND.display("luo", field("language"), "nl") == "Luo"


def test_rules_see_the_code() -> None:
    one = field("language")
    assert KIND.operand("fr", one) == KIND.cell("fr", one) == KIND.from_operand("fr", one) == "fr"
    assert KIND.from_operand("français", one) is KIND.from_operand(True, one) is None


def test_a_foreign_validator_agrees() -> None:
    schema = KIND.json_schema(field("language"))
    jsonschema.validate("gsw", schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate("und", schema)
