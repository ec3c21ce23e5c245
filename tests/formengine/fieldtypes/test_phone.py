import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken


@pytest.mark.parametrize(
    "raw", ["02 40 00 00 12", "0240000012", "02.40.00.00.12", "+33 2 40 00 00 12", "+33240000012"]
)
def test_one_number_is_stored_one_way(raw: str) -> None:
    assert taken("phone", raw) == "+33240000012"


@pytest.mark.parametrize(
    "raw", ["12", "abc", "1-800-FLOWERS", "+", "02 40 00 00 12 13 14 15", "٠٢٤٠٠٠٠٠١٢", "02/40;1"]
)
def test_anything_else_is_no_number(raw: str) -> None:
    assert taken("phone", raw) == "<not_a_phone>"


def test_numbers_at_home_are_shown_as_one_dials_them_there() -> None:
    kind = field_type("phone")
    assert kind.display("+33240000012", field("phone"), "fr") == "02 40 00 00 12"
    assert kind.display("+390669812345", field("phone"), "fr") == "+39 06 6981 2345"
    assert kind.display("+390669812345", field("phone", x_region="IT"), "it") == "06 6981 2345"


def test_another_country_may_be_home() -> None:
    assert taken("phone", "06 698 12345", x_region="IT") == "+390669812345"
    assert [each.code for each in field_type("phone").design_problems({"x-region": "XX"})] == ["bad_setting"]


def test_what_was_never_a_number_is_shown_as_it_is() -> None:
    one = field("phone")
    assert field_type("phone").display("call me", one, "en") == "call me"
