import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import codes, field, taken

HOME = {"street": "12 bis quai de l'Île", "postcode": "44800", "town": "Saint-Herblain"}


def test_its_parts_are_kept() -> None:
    assert taken("address", {**HOME, "country": ""}) == HOME
    assert taken("address", {"street": " 1  rue\nX ", "postcode": "44800", "town": "N"}) == {
        "street": "1 rue X",
        "postcode": "44800",
        "town": "N",
    }


@pytest.mark.parametrize("raw", [None, "", {}, {"street": " ", "town": ""}])
def test_nothing_typed_is_no_answer(raw: object) -> None:
    assert taken("address", raw) is None


def test_each_part_missing_is_said_at_its_place() -> None:
    one = field("address")
    assert codes(field_type("address").problems({"street": "x"}, one)) == [
        (("postcode",), "required"),
        (("town",), "required"),
    ]


@pytest.mark.parametrize(
    ("country", "postcode", "fits"),
    [("", "44800", True), ("", "4480", False), ("BE", "1000", True), ("NL", "1012 ab", True),
     ("NL", "0012AB", False), ("GB", "SW1A 2AA", True), ("GB", "<x>", False)],
)  # fmt: skip
def test_postcodes_are_those_of_the_country(country: str, postcode: str, fits: bool) -> None:
    found = taken("address", {**HOME, "country": country, "postcode": postcode})
    assert (found != "<not_a_postcode>") is fits


def test_a_country_is_two_letters_and_the_usual_one_is_not_kept() -> None:
    assert taken("address", {**HOME, "country": "fr"}) == HOME
    assert taken("address", {**HOME, "country": "Belgique"}) == "<not_a_country>"
    assert taken("address", {**HOME, "country": "XX"}) == "<not_a_country>"


def test_a_designer_may_narrow_the_postcode() -> None:
    assert taken("address", HOME, x_postcode="^44") == HOME
    assert taken("address", HOME, x_postcode="^75") == "<not_a_postcode>"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("x", "<not_an_object>"), ({"a": "b"}, "<unknown_part>"), ({"street": 5}, "<not_text>"),
     ({"street": "x" * 201}, "<too_long>")],
)  # fmt: skip
def test_what_is_no_address_is_refused(raw: object, expected: str) -> None:
    assert taken("address", raw) == expected


def test_it_is_shown_on_one_line() -> None:
    kind, one = field_type("address"), field("address")
    assert (
        kind.display({**HOME, "country": "BE"}, one, "fr")
        == "12 bis quai de l'Île, 44800 Saint-Herblain, Belgique"
    )
