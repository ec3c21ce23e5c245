from datetime import date

import jsonschema
import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken

KIND = field_type("month")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-07", "2026-07"),
        ("2026-7", "2026-07"),
        ("07/2026", "2026-07"),
        ("7.2026", "2026-07"),
        ("7 2026", "2026-07"),
        (" 12-2026 ", "2026-12"),
        ("", None),
        (None, None),
    ],
)
def test_months_are_read_as_people_write_them(raw: object, expected: object) -> None:
    assert taken("month", raw) == expected


@pytest.mark.parametrize(
    "raw", ["2026", "2026-13", "2026-00", "26-07", "0026-07", "2026-07-03", "x", "٢٠٢٦-٠٧", "-"]
)
def test_anything_else_is_no_month(raw: str) -> None:
    assert taken("month", raw) == "<not_a_month>"


@pytest.mark.parametrize("raw", [202607, 7.2026, True, [], {}])
def test_what_is_not_text_is_refused(raw: object) -> None:
    assert taken("month", raw) == "<not_text>"


def test_first_and_last_month_are_bounds() -> None:
    assert taken("month", "2025-12", x_min="2026-01") == "<too_early>"
    assert taken("month", "2027-01", x_max="2026-12") == "<too_late>"
    assert taken("month", "2026-12", x_min="2026-12", x_max="2026-12") == "2026-12"
    assert [each.code for each in KIND.design_problems({"x-min": "2026"})] == ["bad_setting"]
    assert KIND.design_problems({"x-min": "2026-01", "x-max": "2026-12"}) == ()


@pytest.mark.parametrize("value", [5, "2026-7", "2026-07-01", "x", [], {}])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    one = field("month")
    assert [each.code for each in KIND.problems(value, one)] == ["not_a_month"]
    assert KIND.operand(value, one) is None
    assert KIND.display(value, one, "fr") == str(value)
    assert KIND.typed(value, one, "fr").keys() == {"month", "year"}


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "July 2026"), ("fr", "juillet 2026"), ("it", "luglio 2026"), ("nl", "juli 2026")],
)
def test_it_is_written_out_in_the_readers_language(language: str, text: str) -> None:
    assert KIND.display("2026-07", field("month"), language) == text
    assert KIND.cell("2026-07", field("month")) == "2026-07"


def test_rules_see_its_first_day() -> None:
    one = field("month")
    assert KIND.operand("2026-07", one) == date(2026, 7, 1)
    assert KIND.from_operand(date(2026, 7, 31), one) == "2026-07"
    assert KIND.from_operand(date(26, 7, 31), one) is KIND.from_operand("2026-07", one) is None


def test_a_foreign_validator_agrees() -> None:
    jsonschema.validate("2026-07", KIND.json_schema(field("month")))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate("2026-13", KIND.json_schema(field("month")))


def test_month_and_year_are_typed_apart() -> None:
    one = field("month")
    assert [part.key for part in KIND.parts(one)] == ["month", "year"]
    assert KIND.joined({"month": "7", "year": "2026"}, one) == "2026-7"
    assert KIND.joined({"month": " ", "year": ""}, one) == ""
    assert KIND.typed("2026-07", one, "fr") == {"month": "7", "year": "2026"}
    assert KIND.typed(KIND.joined({"month": "x-y", "year": "-"}, one), one, "fr")["month"] == "x-y"
