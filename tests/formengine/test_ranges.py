import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.ranges import limits_of, number_from, number_to, text_from, text_to

NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-30_000, 30_000) | st.sampled_from([0, 1, -1, 9, 10, 99, 100, 101, 999, 1000]),
    st.integers(0, 3),
)


@pytest.mark.parametrize(
    "limit", ["0", "1", "9", "19", "90", "100", "0.5", "0.09", "9.95", "-1", "-9.9", "-0.25"]
)
def test_numbers_beside_a_limit_are_on_their_side(limit: str) -> None:
    for away in range(-120, 121):
        number = Decimal(limit) + Decimal(away) / 8
        for text in (f"{number:f}", f"{number:.3f}"):
            assert bool(re.search(number_from(Decimal(limit)), text)) is (number >= Decimal(limit)), text
            assert bool(re.search(number_to(Decimal(limit)), text)) is (number <= Decimal(limit)), text


@given(NUMBERS, NUMBERS, st.booleans())
def test_a_number_is_in_the_range_or_not(number: Decimal, limit: Decimal, fixed: bool) -> None:
    text = f"{number:.3f}" if fixed else f"{number:f}"
    assert bool(re.search(number_from(limit), text)) is (number >= limit)
    assert bool(re.search(number_to(limit), text)) is (number <= limit)


@given(st.dates(), st.dates())
def test_a_day_is_in_the_range_or_not(day: date, limit: date) -> None:
    assert bool(re.search(text_from(limit.isoformat()), day.isoformat())) is (day >= limit)
    assert bool(re.search(text_to(limit.isoformat()), day.isoformat())) is (day <= limit)


@pytest.mark.parametrize("kind", ["text", "integer", "datetime", "static"])
def test_other_types_have_no_such_limits(kind: str) -> None:
    assert limits_of(kind, {"x-min": "1", "x-max": "2"}) == []


@pytest.mark.parametrize("odd", [None, 5, "", "x", "NaN", "1" * 30, []])
def test_odd_limits_are_none(odd: object) -> None:
    assert limits_of("money", {"x-min": odd, "x-max": odd}) == []


def test_a_period_has_two_ends() -> None:
    (found,) = limits_of("period", {"x-min": "2026-07-03"})
    assert found["properties"]["from"] == found["properties"]["to"] == {"pattern": text_from("2026-07-03")}
