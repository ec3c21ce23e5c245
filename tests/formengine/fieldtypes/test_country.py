import jsonschema
import pytest

from formengine.fieldtypes import field_type
from formengine.fieldtypes.codes import COUNTRIES
from tests.formengine.builders import field, taken

KIND = field_type("country")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("FR", "FR"), (" fr ", "FR"), ("FRA", "FR"), ("uk", "GB"), ("XK", "XK"), ("", None), (None, None)],
)
def test_codes_of_two_letters_are_stored(raw: object, expected: object) -> None:
    assert taken("country", raw) == expected


@pytest.mark.parametrize(
    "raw", ["France", "ZZ", "EU", "UN", "AC", "XA", "XX", "AN", "F", "250", "ß", "ＦＲ", "x" * 60]
)
def test_anything_else_is_no_country(raw: str) -> None:
    assert taken("country", raw) == "<not_a_country>"


@pytest.mark.parametrize("raw", [250, ["FR"], {}, True])
def test_what_is_not_text_is_refused(raw: object) -> None:
    assert taken("country", raw) == "<not_text>"


def test_there_are_the_249_countries_of_the_norm_and_kosovo() -> None:
    assert len(COUNTRIES) == 250


@pytest.mark.parametrize("value", [5, "fr", "ZZ", [], {}, None])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    assert [each.code for each in KIND.problems(value, field("country"))] == ["not_a_country"]
    assert isinstance(KIND.display(value, field("country"), "fr"), str)


@pytest.mark.parametrize(
    ("language", "germany", "first"),
    [
        ("en", "Germany", "Afghanistan"),
        ("fr", "Allemagne", "Afghanistan"),
        ("it", "Germania", "Afghanistan"),
        ("nl", "Duitsland", "Afghanistan"),
    ],
)
def test_it_is_named_and_chosen_in_the_readers_language(language: str, germany: str, first: str) -> None:
    options = KIND.options(field("country"), language)
    assert KIND.display("DE", field("country"), language) == germany
    assert options[0] == ("AF", first)
    assert {value for value, _title in options} == COUNTRIES
    assert all(title != value for value, title in options)


def test_accents_do_not_put_a_country_at_the_end() -> None:
    titles = [title for _value, title in KIND.options(field("country"), "fr")]
    assert titles.index("Égypte") < titles.index("Finlande")


def test_rules_see_the_code() -> None:
    one = field("country")
    assert KIND.operand("FR", one) == KIND.cell("FR", one) == KIND.from_operand("FR", one) == "FR"
    assert KIND.from_operand("France", one) is KIND.from_operand(True, one) is None


def test_a_foreign_validator_agrees_and_browsers_may_help() -> None:
    schema = KIND.json_schema(field("country"))
    jsonschema.validate("FR", schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate("ZZ", schema)
    assert KIND.attributes(field("country", x_autocomplete="country")) == {"autocomplete": "country"}
