from datetime import UTC, datetime, timedelta

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.fieldtypes import field_type
from formengine.problems import Unacceptable
from tests.formengine.builders import field, taken

KIND = field_type("datetime")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-07-03T14:30", "2026-07-03T14:30:00+02:00"),
        ("2026-01-03T14:30", "2026-01-03T14:30:00+01:00"),
        ("2026-07-03 14h30", "2026-07-03T14:30:00+02:00"),
        ("2026-07-03T9:05:07", "2026-07-03T09:05:07+02:00"),
        ("2026-07-03T12:30:00Z", "2026-07-03T14:30:00+02:00"),
        ("2026-07-03t12:30:00.123456z", "2026-07-03T14:30:00+02:00"),
        ("2026-07-03T23:30:00-0500", "2026-07-04T06:30:00+02:00"),
        ("2026-07-03T14:30 +02:00", "2026-07-03T14:30:00+02:00"),
        ("1890-07-03T12:00", "1890-07-03T12:00:00+00:09"),  # Paris had minutes and seconds of its own
        ("", None),
        (None, None),
    ],
)
def test_moments_are_stored_in_the_fields_zone(raw: object, expected: object) -> None:
    assert taken("datetime", raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        *("2026-07-03", "2026-07-03T", "T14:30", "14:30", "2026-02-30T10:00", "2026-07-03T24:00", "x", "-T:"),
        *("2026-07-03T14:30+99:00", "2026-07-03T14:30+02:99", "2026-07-03T23:59:60Z"),
        *("0026-07-03T14:30", "9999-12-31T23:59:59-12:00", "1000-01-01T00:00:00+12:00", "٢٠٢٦-٠٧-٠٣T١٤:٣٠"),
        *("20260703T1430Z", "2026-07-03T14:30Z+02:00", "2026-07-03T14", "2026-07-03T14:30\n15:30"),
    ],
)  # fmt: skip
def test_anything_else_is_no_moment(raw: str) -> None:
    assert taken("datetime", raw) == "<not_a_datetime>"


@pytest.mark.parametrize("raw", [1_783_000_000, 1.5, True, [], {}, ["2026-07-03T14:30"]])
def test_what_is_not_text_is_refused(raw: object) -> None:
    assert taken("datetime", raw) == "<not_text>"


def test_an_hour_that_clocks_leave_out_is_a_problem() -> None:
    assert taken("datetime", "2026-03-29T02:30") == "<time_skipped>"
    assert taken("datetime", "2026-03-29T01:59") == "2026-03-29T01:59:00+01:00"
    assert taken("datetime", "2026-03-29T03:00") == "2026-03-29T03:00:00+02:00"


def test_an_hour_that_comes_twice_is_a_problem_until_it_is_said_which() -> None:
    with pytest.raises(Unacceptable) as found:
        KIND.normalise("2026-10-25T02:30", field("datetime"))
    assert found.value.problem.code == "time_twice"
    assert found.value.problem.params == {"first": "+02:00", "second": "+01:00"}
    assert taken("datetime", "2026-10-25T02:30+02:00") == "2026-10-25T02:30:00+02:00"
    assert taken("datetime", "2026-10-25T02:30+01:00") == "2026-10-25T02:30:00+01:00"
    assert taken("datetime", "2026-10-25T03:00") == "2026-10-25T03:00:00+01:00"


def test_another_zone_has_other_hours_and_one_nobody_knows_is_that_of_paris() -> None:
    assert taken("datetime", "2026-07-03T14:30", x_timezone="Indian/Reunion") == "2026-07-03T14:30:00+04:00"
    assert taken("datetime", "2026-03-29T02:30", x_timezone="UTC") == "2026-03-29T02:30:00+00:00"
    for wrong in ("Nowhere/Else", "../../etc/passwd", "Europe", "", 5, "Europe/Paris\n"):
        assert taken("datetime", "2026-07-03T14:30", x_timezone=wrong) == "2026-07-03T14:30:00+02:00"
        assert [each.code for each in KIND.design_problems({"x-timezone": wrong})] == ["bad_setting"]
    assert KIND.design_problems({"x-timezone": "America/Martinique"}) == ()


def test_first_and_last_moment_are_bounds() -> None:
    assert taken("datetime", "2026-07-03T14:29", x_min="2026-07-03T14:30") == "<too_early>"
    assert taken("datetime", "2026-07-03T14:31", x_max="2026-07-03T12:30:00Z") == "<too_late>"
    assert taken("datetime", "2026-07-03T14:30", x_min="2026-07-03T14:30", x_max="x")[:4] == "2026"
    assert [each.code for each in KIND.design_problems({"x-min": "2026-07-03"})] == ["bad_setting"]
    (problem,) = KIND.problems("2026-07-03T10:00:00+02:00", field("datetime", x_min="2026-07-03T14:30"))
    assert KIND.display(problem.params["least"], field("datetime"), "en") == "3 July 2026, 14:30"


@pytest.mark.parametrize("value", [5, "2026-07-03", "2026-07-03T14:30", "2026-13-03T14:30:00+02:00", [], {}])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    one = field("datetime")
    assert [each.code for each in KIND.problems(value, one)] == ["not_a_datetime"]
    assert KIND.operand(value, one) is None
    assert KIND.display(value, one, "fr") == str(value)
    assert KIND.typed(value, one, "fr").keys() == {"day", "month", "year", "time"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "3 July 2026, 14:30"),
        ("fr", "3 juillet 2026, 14:30"),
        ("it", "3 luglio 2026, 14:30"),
        ("nl", "3 juli 2026, 14:30"),
    ],
)
def test_it_is_shown_in_the_fields_zone_and_the_readers_language(language: str, text: str) -> None:
    assert KIND.display("2026-07-03T14:30:00+02:00", field("datetime"), language) == text
    assert KIND.display("2026-07-03T12:30:00+00:00", field("datetime"), language) == text
    assert KIND.display("2026-07-03T12:30:05+00:00", field("datetime"), "fr") == "3 juillet 2026, 14:30:05"


def test_rules_see_the_moment() -> None:
    one, moment = field("datetime"), datetime(2026, 7, 3, 12, 30, tzinfo=UTC)
    assert KIND.operand("2026-07-03T14:30:00+02:00", one) == moment
    assert KIND.from_operand(moment + timedelta(microseconds=5), one) == "2026-07-03T14:30:00+02:00"
    assert KIND.from_operand(datetime(2026, 7, 3, 14, 30), one) == "2026-07-03T14:30:00+02:00"  # noqa: DTZ001
    assert KIND.from_operand(datetime(2026, 3, 29, 2, 30), one) is None  # noqa: DTZ001
    assert KIND.from_operand("2026-07-03T14:30:00+02:00", one) is None


def test_a_foreign_validator_agrees() -> None:
    schema = KIND.json_schema(field("datetime"))
    check = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    check.validate("2026-07-03T14:30:00+02:00")
    with pytest.raises(jsonschema.ValidationError):
        check.validate("2026-07-03 14:30")


@given(st.datetimes(datetime(1910, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_it_stores_it_shows_and_reads_back_as_the_same(moment: datetime) -> None:
    one = field("datetime")
    stored = KIND.normalise(moment.isoformat(), one)
    assert KIND.normalise(stored, one) == stored
    assert KIND.normalise(KIND.joined(KIND.typed(stored, one, "fr"), one), one) == stored


def test_day_and_time_are_typed_apart() -> None:
    one = field("datetime")
    assert [part.key for part in KIND.parts(one)] == ["day", "month", "year", "time"]
    typed = {"day": "3", "month": "7", "year": "2026", "time": "9h05"}
    assert KIND.normalise(KIND.joined(typed, one), one) == "2026-07-03T09:05:00+02:00"
    assert KIND.typed("2026-07-03T09:05:00+02:00", one, "fr") == {**typed, "time": "09:05"}
    assert KIND.typed("2026-10-25T02:30:00+01:00", one, "fr")["time"] == "02:30+01:00"
    assert KIND.joined({"day": "", "time": " "}, one) == ""
    half = KIND.joined({"day": "3"}, one)
    assert KIND.typed(half, one, "fr") == {"day": "3", "month": "", "year": "", "time": ""}
    assert taken("datetime", half) == "<not_a_datetime>"
