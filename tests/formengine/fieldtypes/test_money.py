from decimal import Decimal

import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("18 500,00", "18500.00"),
        ("18500.5", "18500.50"),
        ("18\u202f500,00 €", "18500.00"),
        ("€18500", "18500.00"),
        ("18\u00a0500 EUR", "18500.00"),
        ("18.500,00", "18500.00"),
        ("18,500.00", "18500.00"),
        ("1,234,567", "1234567.00"),
        ("1.234.567,8", "1234567.80"),
        ("1'234.50", "1234.50"),
        ("1.500", "<ambiguous_amount>"),
        ("1,500", "<ambiguous_amount>"),
        ("1.5000", "1.50"),
        ("-12.3", "-12.30"),
        ("\u221212", "-12.00"),
        ("-0", "0.00"),
        ("007", "7.00"),
        (18500, "18500.00"),
        (18500.0, "18500.00"),
        (9400.5, "9400.50"),
        (19.99, "19.99"),
        ("", None),
        (None, None),
    ],
)
def test_amounts_are_read_as_people_write_them(raw: object, expected: object) -> None:
    assert taken("money", raw) == expected


@pytest.mark.parametrize(
    "raw",
    ["NaN", "Infinity", "1e9", "1e999999999", "١٢", "x", "1.2.3,4,5", ".5", "1 €2", True, 1e22, float("nan")],
)
def test_anything_else_is_no_amount(raw: object) -> None:
    assert taken("money", raw) in ("<not_an_amount>", "<number_too_large>")


def test_cents_are_the_smallest_part_and_twelve_digits_the_most() -> None:
    assert taken("money", "0.001") == "<too_many_decimals>"
    assert taken("money", 0.1 + 0.2) == "<too_many_decimals>"
    assert taken("money", "999 999 999 999,99") == "999999999999.99"
    assert taken("money", "1" * 13) == taken("money", 10**12) == "<number_too_large>"


def test_bounds_are_decimals() -> None:
    assert taken("money", "99,99", x_min="100") == "<below_minimum>"
    assert taken("money", "200000.01", x_max="200000") == "<above_maximum>"
    assert taken("money", "100", x_min="100", x_max="100") == "100.00"


def test_every_value_it_stores_it_reads_back_as_the_same() -> None:
    for value in ("0.00", "-12.30", "18500.00", "999999999999.99"):
        assert taken("money", value) == value


def test_it_is_shown_in_the_readers_format_and_counted_exactly() -> None:
    kind, one = field_type("money"), field("money")
    assert kind.display("18500.00", one, "fr") == "18\u202f500,00\u00a0€"
    assert kind.display("18500.00", one, "en") == "€18,500.00"
    assert kind.display("5.00", field("money", x_currency="CHF"), "en") == "CHF5.00"
    assert kind.cell("18500.00", one) == "18500.00"
    assert kind.operand("0.10", one) + kind.operand("0.20", one) == Decimal("0.30")


def test_settings_that_make_no_sense_are_faults_of_design() -> None:
    kind = field_type("money")
    for schema in ({"x-min": 5}, {"x-min": "NaN"}, {"x-max": "x"}, {"x-currency": "euro"}):
        assert [each.code for each in kind.design_problems(schema)] == ["bad_setting"]
    assert [each.code for each in kind.design_problems({"x-min": "5", "x-max": "4"})] == ["least_above_most"]
