"""Values of different kinds side by side: what meets what, and what cannot be compared."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from formengine.rules.values import alike, is_present, plain, rounded, shifted, whole_months, whole_number

NOON = dt.datetime(2026, 7, 3, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))
NAIVE = dt.datetime(2026, 7, 3, 12)  # noqa: DTZ001 - what no type should give, and one might


@pytest.mark.parametrize(
    ("a", "b", "pair"),
    [
        ("5", Decimal(5), (Decimal(5), Decimal(5))),
        (Decimal(5), "5,0", None),
        (Decimal(5), "NaN", None),
        (Decimal(5), "٥", None),
        ("2026-07-03", dt.date(2026, 7, 3), (dt.date(2026, 7, 3), dt.date(2026, 7, 3))),
        ("20260703", dt.date(2026, 7, 3), None),
        ("2026-07-03T12:00", NOON, (NOON, NOON)),
        (NOON, "2026-07-03T10:00Z", (NOON, NOON)),
        (NOON, "2026-07-03T25:00", None),
        (NOON, "2026-07-03", None),
        (NOON, NAIVE, None),
        (NOON, dt.date(2026, 7, 3), None),
        ("12:30", dt.time(12, 30), (dt.time(12, 30), dt.time(12, 30))),
        ("12h30", dt.time(12, 30), None),
        ("25:30", dt.time(12, 30), None),
        (True, "true", None),
        (True, Decimal(1), None),
        (None, None, None),
        (("a",), ("a",), (("a",), ("a",))),
    ],
)
def test_what_meets_what(a: Any, b: Any, pair: Any) -> None:
    assert alike(a, b) == pair


@pytest.mark.parametrize(
    ("number", "places", "result"),
    [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("1.005", 2, "1.01"), ("1250", -2, "1300"), ("0", 6, "0.000000")],
)
def test_halves_go_away_from_zero(number: str, places: int, result: str) -> None:
    made = rounded(Decimal(number), places)
    assert made is not None
    assert format(made, "f") == result


def test_what_has_more_digits_than_are_worked_with_is_unknown() -> None:
    assert rounded(Decimal("9" * 34), 6) is None


def test_moments_move_with_their_zone() -> None:
    assert shifted(NOON, months=1, days=1) == NOON.replace(month=8, day=4)
    assert whole_months(NOON, NOON.replace(month=9)) == 2
    assert whole_months(NOON, NOON.replace(month=9, hour=11)) == 1


def test_small_things() -> None:
    assert whole_number(Decimal("2.0")) == 2
    assert whole_number(Decimal(2_000_000)) is None
    assert plain(dt.time(9, 5)) == "09:05:00"
    assert plain(True) == ""
    assert [is_present(each) for each in ("", (), None, False, Decimal(0))] == [
        False,
        False,
        False,
        True,
        True,
    ]
