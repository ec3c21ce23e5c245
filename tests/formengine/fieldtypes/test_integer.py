from decimal import Decimal

import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("1 200", 1200),
        ("1\u202f200", 1200),
        ("1\u00a0200", 1200),
        ("-3", -3),
        ("\u22123", -3),
        ("+3", 3),
        (7, 7),
        (3.0, 3),
        ("", None),
        (None, None),
        ("0", 0),
    ],
)
def test_whole_numbers_are_read_as_people_write_them(raw: object, expected: object) -> None:
    assert taken("integer", raw) == expected


@pytest.mark.parametrize(
    "raw", ["1.5", "1,200", "1e5", "١٢", "１２", "x", "--1", "0x1f", "1_000", 1.5, True, "NaN", "∞"]
)
def test_anything_else_is_no_whole_number(raw: object) -> None:
    assert taken("integer", raw) == "<not_an_integer>"


@pytest.mark.parametrize("raw", ["9" * 16, 10**15, float("inf"), float("nan"), 10**400])
def test_numbers_are_bounded_in_length(raw: object) -> None:
    assert taken("integer", raw) == "<number_too_large>"


def test_least_and_most_are_bounds() -> None:
    assert taken("integer", "0", minimum=1) == "<below_minimum>"
    assert taken("integer", "100001", maximum=100_000) == "<above_maximum>"


def test_it_is_shown_with_its_unit_and_grouped() -> None:
    kind, one = field_type("integer"), field("integer", x_unit="kg")
    assert kind.display(1200, one, "fr") == "1\u202f200\u00a0kg"
    assert kind.cell(1200, one) == "1200"
    assert kind.operand(1200, one) == Decimal(1200)
