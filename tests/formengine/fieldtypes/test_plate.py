import re

import jsonschema
import pytest

from formengine.fieldtypes import field_type
from formengine.fieldtypes.plate import EXAMPLES, SERIES
from tests.formengine.builders import field, taken

KIND = field_type("plate")

# As people type them, as each is stored, and as it is shown.
GOOD = [
    ("FR", "ab-123-cd", "AB123CD", "AB-123-CD"),
    ("FR", "WW 123 AA", "WW123AA", "WW-123-AA"),
    ("FR", "123 abc 44", "123ABC44", "123 ABC 44"),
    ("FR", "1234 AB 2A", "1234AB2A", "1234 AB 2A"),
    ("FR", "123 ABC 974", "123ABC974", "123 ABC 974"),
    ("IT", "ab123cd", "AB123CD", "AB 123 CD"),
    ("IT", "AB 12345", "AB12345", "AB 12345"),
    ("IT", "X2BCDF", "X2BCDF", "X2BCDF"),
    ("IT", "Roma A12345", "ROMAA12345", "ROMA A12345"),
    ("IT", "MI 123456", "MI123456", "MI 123456"),
    ("NL", "G-123-HB", "G123HB", "G-123-HB"),
    ("NL", "12-AB-34", "12AB34", "12-AB-34"),
    ("NL", "12abc3", "12ABC3", "12-ABC-3"),
    ("NL", "AB-12-34", "AB1234", "AB-12-34"),
    ("NL", "12-34-AB", "1234AB", "12-34-AB"),
    ("NL", "AB-CD-12", "ABCD12", "AB-CD-12"),
    ("BE", "1-abc-123", "1ABC123", "1-ABC-123"),
    ("BE", "ABC-123", "ABC123", "ABC-123"),
    ("BE", "Q-ABC-123", "QABC123", "Q-ABC-123"),
    ("BE", "FRITES", "FRITES", "FRITES"),
    ("ES", "1234 bcd", "1234BCD", "1234 BCD"),
    ("ES", "M-1234-AB", "M1234AB", "M-1234-AB"),
    ("ES", "C 1234 BCD", "C1234BCD", "C 1234 BCD"),
    ("", "MÜ AB 123", "MÜAB123", "MÜAB123"),
    ("", "ab·12", None, None),
    ("", "ge 123 456", "GE123456", "GE123456"),
]  # fmt: skip


@pytest.mark.parametrize(("country", "raw", "stored", "shown"), GOOD)
def test_plates_are_stored_one_way_and_shown_as_they_are_written(
    country: str, raw: str, stored: str | None, shown: str | None
) -> None:
    settings = {"x_country": country} if country else {}
    one = field("plate", **settings)
    if stored is None:
        assert taken("plate", raw, **settings) == "<not_a_plate>"
        return
    assert taken("plate", raw, **settings) == taken("plate", stored, **settings) == stored
    for language in ("en", "fr", "it", "nl"):
        assert KIND.display(stored, one, language) == shown
        assert KIND.normalise(KIND.typed(stored, one, language), one) == stored
    assert KIND.cell(stored, one) == KIND.operand(stored, one) == stored
    jsonschema.validate(stored, KIND.json_schema(one))


@pytest.mark.parametrize(
    ("country", "raw"),
    [
        ("FR", "AI-123-CD"), ("FR", "AB-12-CD"), ("FR", "0123 AB 44"), ("FR", "1234567"), ("FR", "AB123C"),
        ("IT", "AQ 123 CD"), ("IT", "1234567"), ("NL", "ABCDEF"), ("NL", "123456"), ("NL", "AB-123-CD"),
        ("BE", "1234567"), ("BE", "1-ABCD-1234"), ("ES", "1234 ABC"), ("ES", "1234BC"),
        ("", "A"), ("", "A" * 13), ("", "AB-１２３"), ("", "<b>"), ("FR", "ＡＢ-123-CD"),
    ],
)  # fmt: skip
def test_anything_else_is_no_plate(country: str, raw: str) -> None:
    assert taken("plate", raw, **({"x_country": country} if country else {})) == "<not_a_plate>"


@pytest.mark.parametrize("raw", [5, ["AB123CD"], {}, True])
def test_what_is_not_text_is_refused(raw: object) -> None:
    assert taken("plate", raw) == "<not_text>"


@pytest.mark.parametrize("value", [5, "ab123cd", "AB-123-CD", "", "x" * 999, [], {}])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    for one in (field("plate"), field("plate", x_country="FR")):
        assert [each.code for each in KIND.problems(value, one)] == ["not_a_plate"]
        assert KIND.display(value, one, "fr") == str(value)


def test_the_problem_shows_a_plate_of_that_country() -> None:
    for country in SERIES:
        (problem,) = KIND.problems("?", field("plate", x_country=country))
        assert problem.params == {"example": EXAMPLES[country]}
        assert taken("plate", EXAMPLES[country], x_country=country) == re.sub("[ -]", "", EXAMPLES[country])


def test_a_country_whose_plates_nobody_described_is_a_fault_of_design_and_limits_nothing() -> None:
    for wrong in ("DE", "fr", 5, []):
        assert [each.code for each in KIND.design_problems({"x-country": wrong})] == ["bad_setting"]
    assert KIND.design_problems({}) == KIND.design_problems({"x-country": "BE"}) == ()
    assert taken("plate", "M AB 1234", x_country="DE") == "MAB1234"
    assert taken("plate", "M AB 1234", x_country=5) == "MAB1234"


def test_it_is_asked_for_in_capitals() -> None:
    assert KIND.attributes(field("plate"))["autocapitalize"] == "characters"
    assert KIND.width(field("plate")) == 10
