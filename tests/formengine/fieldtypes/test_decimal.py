from decimal import Decimal

import jsonschema
import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken

KIND = field_type("decimal")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("12,5", "12.5"),
        ("12.50", "12.5"),
        ("1 234,5", "1234.5"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1'234.5", "1234.5"),
        ("\u22121,5", "-1.5"),
        ("+3", "3"),
        ("007", "7"),
        ("0,0", "0"),
        ("-0.00", "0"),
        ("100", "100"),
        ("100.00", "100"),
        ("1,234,567", "1234567"),
        (5, "5"),
        (0.25, "0.25"),
        (-0.0, "0"),
        (1e3, "1000"),
        ("999999999999999.99", "999999999999999.99"),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_numbers_are_read_as_people_write_them(raw: object, expected: object) -> None:
    assert taken("decimal", raw) == expected


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        *((each, "not_a_number") for each in ("x", "1e3", "NaN", "Infinity", ".5", "1..2", "١٢", "+")),
        *((each, "not_a_number") for each in (True, "12 %", "0x10", "1_000")),
        *((each, "number_too_large") for each in (10**15, "1" * 16, 1e300, float("inf"), float("nan"))),
        *((each, "too_precise") for each in ("0.125", 0.1 + 0.2, "0,005", 1e-7)),
        *((each, "not_text") for each in ([], ["1"], {}, b"1")),
        ("1,500", "ambiguous_number"),
        ("1.500", "ambiguous_number"),
        ("1\x002", "unstorable_text"),
        ("\ud800", "unstorable_text"),
        ("1" * 61, "too_long"),
    ],
)  # fmt: skip
def test_anything_else_is_no_number(raw: object, code: str) -> None:
    assert taken("decimal", raw) == f"<{code}>"


def test_a_field_for_three_decimals_or_more_reads_what_it_shows_itself() -> None:
    assert taken("decimal", "1,125", x_decimals=3) == taken("decimal", "1.125", x_decimals=3) == "1.125"
    assert taken("decimal", "48.856613", x_decimals=6) == "48.856613"
    assert taken("decimal", "1,5", x_decimals=0) == "<too_precise>"
    assert taken("decimal", "5.0", x_decimals=0) == "5"


@pytest.mark.parametrize("value", ["0", "-0.000001", "1.125", "1500", "999999999999999.999999", "-12.5"])
def test_every_value_it_stores_it_reads_back_as_the_same(value: str) -> None:
    one = field("decimal", x_decimals=6)
    assert taken("decimal", value, x_decimals=6) == value
    for language in ("en", "fr", "it", "nl"):
        assert KIND.normalise(KIND.typed(value, one, language), one) == value


def test_bounds_are_decimals() -> None:
    assert taken("decimal", "0,4", x_min="0.5") == "<below_minimum>"
    assert taken("decimal", "100.01", x_max="100") == "<above_maximum>"
    assert taken("decimal", "0.5", x_min="0.5", x_max="0.50") == "0.5"
    (problem,) = KIND.problems("7", field("decimal", x_max="1.50"))
    assert problem.params == {"most": "1.5"}


@pytest.mark.parametrize("value", [5, "12.50", "x", "-0", "1e3", [], {}, True, "0.1234567"])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    one = field("decimal")
    assert [each.code for each in KIND.problems(value, one)] == ["not_a_number"]
    assert KIND.operand(value, one) is None
    assert KIND.display(value, one, "fr") == str(value)


def test_a_value_with_more_decimals_than_the_field_takes_now_is_too_precise() -> None:
    assert [each.code for each in KIND.problems("0.125", field("decimal"))] == ["too_precise"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "12,345.5"), ("fr", "12\u202f345,5"), ("it", "12.345,5"), ("nl", "12.345,5")],
)
def test_it_is_shown_in_the_readers_format_with_its_unit(language: str, text: str) -> None:
    assert KIND.display("12345.5", field("decimal"), language) == text
    assert KIND.display("12345.5", field("decimal", x_unit="m²"), language) == f"{text}\u00a0m²"
    assert KIND.cell("12345.5", field("decimal")) == "12345.5"


def test_rules_count_with_it_and_their_results_are_rounded_to_its_decimals() -> None:
    one = field("decimal", x_decimals=1)
    assert KIND.operand("0.10", one) is None
    assert KIND.operand("0.1", one) + KIND.operand("0.2", one) == Decimal("0.3")
    assert KIND.from_operand(Decimal("2.25"), one) == "2.3"
    assert KIND.from_operand(Decimal("-0.04"), one) == "0"
    assert KIND.from_operand(Decimal("1E+3"), one) == "1000"
    for wrong in (Decimal(10) ** 15, Decimal("NaN"), Decimal("Infinity"), True, "5", None):
        assert KIND.from_operand(wrong, one) is None


def test_a_foreign_validator_agrees() -> None:
    schema = KIND.json_schema(field("decimal"))
    for value in ("0", "-12.5", "100", "0.01"):
        jsonschema.validate(value, schema)
    for value in ("12.50", "0.125", "1e3", "01", 5):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(value, schema)
    jsonschema.validate("5", KIND.json_schema(field("decimal", x_decimals=0)))


def test_settings_that_make_no_sense_are_faults_of_design_and_limit_nothing() -> None:
    for schema in (
        {"x-decimals": 7},
        {"x-decimals": -1},
        {"x-decimals": "2"},
        {"x-decimals": True},
        {"x-min": 5},
    ):
        assert [each.code for each in KIND.design_problems(schema)] == ["bad_setting"]
    assert [each.code for each in KIND.design_problems({"x-min": "5", "x-max": "4"})] == ["least_above_most"]
    assert KIND.design_problems({"x-min": "0.5", "x-decimals": 0, "x-unit": "km"}) == ()
    assert taken("decimal", "0.25", x_decimals="x", x_min=5) == "0.25"


def test_it_is_asked_for_with_its_unit_behind() -> None:
    one = field("decimal", x_unit="km")
    assert KIND.attributes(one) == {"inputmode": "decimal"}
    assert KIND.affixes(one, "fr") == ("", "km")
    assert KIND.affixes(field("decimal", x_unit=5), "fr") == ("", "")
    assert KIND.width(one) == 10
