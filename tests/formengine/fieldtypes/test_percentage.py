from decimal import Decimal

import jsonschema
import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken

KIND = field_type("percentage")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("12,5 %", "12.5"),
        ("12.5%", "12.5"),
        ("12,5\u202f%", "12.5"),
        ("100", "100"),
        ("120 %", "120"),
        ("-3", "-3"),
        (12.5, "12.5"),
        (0, "0"),
        ("%", None),
        ("", None),
        (None, None),
    ],
)
def test_shares_are_read_with_and_without_the_sign(raw: object, expected: object) -> None:
    assert taken("percentage", raw) == expected


@pytest.mark.parametrize("raw", ["x", "%5", "12 % %", "1e3", "NaN", True, "٥٠"])
def test_anything_else_is_no_number(raw: object) -> None:
    assert taken("percentage", raw) == "<not_a_number>"


@pytest.mark.parametrize("raw", [[], {}, b"5"])
def test_what_is_not_text_is_refused(raw: object) -> None:
    assert taken("percentage", raw) == "<not_text>"


def test_limits_are_the_designers() -> None:
    assert taken("percentage", "101", x_min="0", x_max="100") == "<above_maximum>"
    assert taken("percentage", "-1", x_min="0", x_max="100") == "<below_minimum>"
    assert taken("percentage", "0,125") == "<too_precise>"
    assert taken("percentage", "0,125", x_decimals=3) == "0.125"


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "1,012.5%"), ("fr", "1\u202f012,5\u00a0%"), ("it", "1.012,5%"), ("nl", "1.012,5%")],
)
def test_it_is_shown_in_the_readers_format(language: str, text: str) -> None:
    one = field("percentage")
    assert KIND.display("1012.5", one, language) == text
    assert KIND.normalise(KIND.typed("1012.5", one, language), one) == "1012.5"
    assert KIND.cell("1012.5", one) == "1012.5"


@pytest.mark.parametrize("value", [5, "5 %", "12.50", [], {}])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    one = field("percentage")
    assert [each.code for each in KIND.problems(value, one)] == ["not_a_number"]
    assert KIND.display(value, one, "fr") == str(value)


def test_rules_see_the_number_before_the_sign() -> None:
    one = field("percentage")
    assert KIND.operand("12.5", one) == Decimal("12.5")
    assert KIND.from_operand(Decimal(1) / Decimal(3), one) == "0.33"


def test_a_foreign_validator_agrees() -> None:
    jsonschema.validate("12.5", KIND.json_schema(field("percentage")))
    assert [each.code for each in KIND.design_problems({"x-decimals": 9})] == ["bad_setting"]


def test_it_is_asked_for_with_the_sign_behind() -> None:
    one = field("percentage")
    assert (KIND.affixes(one, "en"), KIND.width(one)) == (("", "%"), 5)
    assert KIND.attributes(one) == {"inputmode": "decimal"}
