from datetime import UTC, time

import jsonschema
import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken

KIND = field_type("time")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("14:30", "14:30"),
        ("9:05", "09:05"),
        ("9h05", "09:05"),
        ("9 h", "09:00"),
        ("9H", "09:00"),
        ("09.05", "09:05"),
        ("0905", "09:05"),
        ("14:30:00", "14:30"),
        (" 00:00 ", "00:00"),
        ("23:59", "23:59"),
        ("", None),
        (None, None),
    ],
)
def test_times_are_read_as_people_write_them(raw: object, expected: object) -> None:
    assert taken("time", raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        *("24:00", "12:60", "14:30:15", "14", "905", "-1:00", "2 pm", "14:30Z", "14:30+02:00"),
        *("٠٩:٠٥", "１４:３０", "x", "14:3", ":30", "14::30", "14:30\n15:00", "99:99"),
    ],
)  # fmt: skip
def test_anything_else_is_no_time(raw: str) -> None:
    assert taken("time", raw) == "<not_a_time>"


@pytest.mark.parametrize("raw", [1430, 14.5, True, [], {}, ["14:30"]])
def test_what_is_not_text_is_refused(raw: object) -> None:
    assert taken("time", raw) == "<not_text>"


def test_what_cannot_be_stored_is_refused() -> None:
    assert taken("time", "14:\x0030") == taken("time", "\ud800") == "<unstorable_text>"
    assert taken("time", "1" * 99) == "<too_long>"


def test_first_and_last_time_are_bounds() -> None:
    assert taken("time", "7:59", x_min="08:00") == "<time_too_early>"
    assert taken("time", "18:01", x_max="18:00") == "<time_too_late>"
    assert taken("time", "8:00", x_min="08:00", x_max="18:00") == "08:00"
    assert taken("time", "8:00", x_min="9", x_max=5) == "08:00"


@pytest.mark.parametrize("value", [5, "9:05", "24:00", "x", [], {}, None, "14:30:00"])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    one = field("time")
    assert [each.code for each in KIND.problems(value, one)] == ["not_a_time"]
    assert KIND.operand(value, one) is None
    assert KIND.display(value, one, "fr") == str(value)


@pytest.mark.parametrize("language", ["en", "fr", "it", "nl"])
def test_it_is_shown_in_the_readers_format(language: str) -> None:
    assert KIND.display("09:05", field("time"), language) == "09:05"
    assert KIND.cell("09:05", field("time")) == "09:05"


def test_rules_see_a_time_of_day() -> None:
    one = field("time")
    assert KIND.operand("09:05", one) == time(9, 5)
    assert KIND.from_operand(time(9, 5), one) == "09:05"
    assert KIND.from_operand(time(9, 5, tzinfo=UTC), one) is KIND.from_operand("09:05", one) is None


def test_a_foreign_validator_agrees() -> None:
    schema = KIND.json_schema(field("time"))
    jsonschema.validate("09:05", schema)
    for wrong in ("9:05", "24:00", "09:05:00", 5):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_settings_that_make_no_sense_are_faults_of_design() -> None:
    assert [each.code for each in KIND.design_problems({"x-min": "9"})] == ["bad_setting"]
    assert [each.code for each in KIND.design_problems({"x-min": "10:00", "x-max": "09:00"})] == [
        "least_above_most"
    ]
    assert KIND.design_problems({"x-min": "08:00", "x-max": "18:00"}) == ()


def test_it_is_asked_for_with_the_browsers_own_input() -> None:
    assert KIND.attributes(field("time")) == {"type": "time"}
    assert KIND.width(field("time")) == 10
