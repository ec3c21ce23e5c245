from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.fieldtypes import field_type
from formengine.fieldtypes.duration import UNITS
from tests.formengine.builders import field, taken

KIND = field_type("duration")
CLOCK = ["hours", "minutes"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"years": "1", "months": " 2 ", "days": ""}, "P1Y2M"),
        ({"hours": 2, "minutes": "30"}, "PT2H30M"),
        ({"days": "10", "hours": "1"}, "P10DT1H"),
        ({"minutes": "90"}, "PT90M"),
        ({"minutes": "0", "hours": ""}, "PT0M"),
        ({"years": "", "months": None}, None),
        ({}, None),
        ("p1y2m", "P1Y2M"),
        ("P0Y3M", "P3M"),
        ("", None),
        (None, None),
    ],
)
def test_counts_of_units_are_stored_as_iso_text(raw: object, expected: object) -> None:
    assert taken("duration", raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        *("P", "PT", "1 year", "P1", "PT1S", "P1.5Y", "P1W", "-P1Y", "P1YT", "P1M1Y", "P1234567D", "P١Y"),
        *({"years": "1.5"}, {"years": "-1"}, {"years": "x"}, {"years": True}),
        *({"years": []}, {"years": "1" * 99}, {"years": "１"}, {"years": 10**400}, {"years": "\x00"}),
    ],
)  # fmt: skip
def test_anything_else_is_no_duration(raw: object) -> None:
    assert taken("duration", raw) == "<not_a_duration>"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (5, "not_text"),
        ([1], "not_text"),
        ({"weeks": 1}, "unknown_part"),
        ({None: 1}, "unknown_part"),
        ("\ud800", "unstorable_text"),
        ("P" * 99, "too_long"),
    ],
)
def test_what_is_neither_text_nor_counts_is_refused(raw: object, code: str) -> None:
    assert taken("duration", raw) == f"<{code}>"


def test_a_field_takes_the_units_it_asks_for() -> None:
    assert taken("duration", {"days": "3"}, x_units=CLOCK) == "<not_a_duration>"
    assert taken("duration", {"days": "0", "hours": "3"}, x_units=CLOCK) == "PT3H"
    assert [part.key for part in KIND.parts(field("duration", x_units=["minutes", "hours"]))] == CLOCK
    assert [part.key for part in KIND.parts(field("duration"))] == list(UNITS)
    for wrong in ("years", [], ["weeks"], [5], 5):
        assert [each.code for each in KIND.design_problems({"x-units": wrong})] == ["bad_setting"]
    assert KIND.design_problems({"x-units": CLOCK}) == KIND.design_problems({}) == ()


@pytest.mark.parametrize("value", [5, "P", "x", [], {}, "P1W", {"years": 1}])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    one = field("duration")
    assert [each.code for each in KIND.problems(value, one)] == ["not_a_duration"]
    assert KIND.operand(value, one) is None
    assert KIND.display(value, one, "fr") == str(value)
    assert isinstance(KIND.typed(value, one, "fr"), dict)


@pytest.mark.parametrize(
    ("language", "text", "zero", "one"),
    [
        ("en", "1 year 2 months 10 days 3 hours 5 minutes", "0 minutes", "1 day"),
        ("fr", "1 an 2 mois 10 jours 3 heures 5 minutes", "0 minute", "1 jour"),
        ("it", "1 anno 2 mesi 10 giorni 3 ore 5 minuti", "0 minuti", "1 giorno"),
        ("nl", "1 jaar 2 maanden 10 dagen 3 uur 5 minuten", "0 minuten", "1 dag"),
    ],
)
def test_it_is_worded_in_the_readers_language(language: str, text: str, zero: str, one: str) -> None:
    def shown(value: str) -> str:
        return KIND.display(value, field("duration"), language).replace("\u00a0", " ")

    assert (shown("P1Y2M10DT3H5M"), shown("PT0M"), shown("P1D")) == (text, zero, one)
    assert KIND.cell("P1Y", field("duration")) == "P1Y"


def test_rules_see_how_many_of_the_smallest_unit() -> None:
    clock, calendar = field("duration", x_units=CLOCK), field("duration", x_units=["years", "months"])
    days, years = field("duration", x_units=["days"]), field("duration", x_units=["years"])
    assert KIND.operand("PT2H30M", clock) == 150
    assert KIND.operand("P1Y2M", calendar) == 14
    assert (KIND.operand("P3D", days), KIND.operand("P3Y", years)) == (3, 3)
    assert KIND.operand("P1Y", field("duration")) is KIND.operand("P1Y", clock) is None
    assert KIND.from_operand(Decimal(14), calendar) == "P1Y2M"
    assert KIND.from_operand(Decimal(150), clock) == "PT2H30M"
    assert KIND.from_operand(Decimal(0), days) == "P0D"
    for wrong in (Decimal("1.5"), Decimal(-1), Decimal(10**7), Decimal("NaN"), "1", True):
        assert KIND.from_operand(wrong, days) is None
    assert KIND.from_operand(Decimal(1), field("duration")) is None


@given(
    st.lists(st.sampled_from(UNITS), unique=True),
    st.dictionaries(st.sampled_from(UNITS), st.integers(0, 999)),
)
def test_what_it_stores_it_reads_back_and_a_foreign_validator_takes(units: list[str], typed: Any) -> None:
    one = field("duration", x_units=units)
    counts = {unit: str(count) for unit, count in typed.items() if unit in units or not units}
    stored = KIND.normalise(counts, one)
    if stored is None:
        return
    assert KIND.problems(stored, one) == ()
    assert KIND.normalise(stored, one) == stored
    assert KIND.normalise(KIND.typed(stored, one, "fr"), one) == stored
    jsonschema.validate(stored, KIND.json_schema(one))


@pytest.mark.parametrize("value", ["P", "PT", "P1YT", "P1W", "1", "P1MT"])
def test_a_foreign_validator_refuses_the_rest(value: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, KIND.json_schema(field("duration")))
