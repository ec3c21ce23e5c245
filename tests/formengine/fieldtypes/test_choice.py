import jsonschema
import pytest

from formengine.fieldtypes import field_type
from formengine.fieldtypes.choice import look_of
from tests.formengine.builders import codes, field, taken

COLOURS = [{"const": "r", "title": "Red"}, {"const": "b", "title": "Blue"}]


def test_only_the_options_are_taken() -> None:
    assert taken("choice", "r", oneOf=COLOURS) == "r"
    assert taken("choice", "", oneOf=COLOURS) is None
    assert taken("choice", "Red", oneOf=COLOURS) == "<not_an_option>"
    assert taken("choice", 5, oneOf=COLOURS) == "<not_text>"


def test_the_title_is_shown_and_the_value_exported() -> None:
    kind, one = field_type("choice"), field("choice", oneOf=COLOURS)
    assert (kind.display("r", one, "en"), kind.cell("r", one)) == ("Red", "r")


def test_a_value_whose_option_is_gone_shows_itself() -> None:
    assert field_type("choice").display("g", field("choice", oneOf=COLOURS), "en") == "g"


def test_no_options_is_a_fault_of_design() -> None:
    assert [each.code for each in field_type("choice").design_problems({"oneOf": []})] == ["no_options"]


def test_other_words_are_kept_beside_the_options_where_they_are_welcome() -> None:
    one = {"oneOf": COLOURS, "x_other": True}
    assert taken("choice", "r", **one) == "r"
    assert taken("choice", "  my   own ", **one) == "other: my own"
    assert taken("choice", "other: my own", **one) == "other: my own"
    assert taken("choice", "other: other: my own", **one) == "other: my own"
    assert taken("choice", "other: r", **one) == "r"
    assert taken("choice", "", **one) is None
    assert taken("choice", "my own", oneOf=COLOURS) == "<not_an_option>"
    assert taken("choice", "other: my own", oneOf=COLOURS) == "<not_an_option>"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("other", "<other_missing>"),
        ("other: ", "<other_missing>"),
        ("x" * 201, "<too_long>"),
        ("\x00", "<unstorable_text>"),
        (" ", "<other_missing>"),
        ("other: " * 10_000, "<other_missing>"),
    ],
)
def test_other_words_have_to_be_there_and_short(raw: str, expected: str) -> None:
    assert taken("choice", raw, oneOf=COLOURS, x_other=True) == expected


def test_other_words_are_told_typed_and_asked_for() -> None:
    kind, one = field_type("choice"), field("choice", oneOf=COLOURS, x_other=True)
    assert kind.takes_other(one)
    assert kind.typed("other: my own", one, "en") == "my own"
    assert kind.operand("other: my own", one) == "other"
    assert kind.operand("r", one) == "r"
    assert [kind.display("other: ça", one, each) for each in ("en", "fr", "it", "nl", "de")] == [
        "Other: ça",
        "Autre\u00a0: ça",
        "Altro: ça",
        "Anders: ça",
        "Other: ça",
    ]


def test_its_plain_schema_says_the_same() -> None:
    kind, one = field_type("choice"), field("choice", oneOf=COLOURS, x_other=True)
    validator = jsonschema.Draft202012Validator(kind.json_schema(one))
    for value, fits in (("r", True), ("other: x", True), ("x", False), ("other: ", False), (5, False)):
        assert validator.is_valid(value) is fits
        assert (not kind.problems(value, one)) is fits


def test_its_look_is_chosen_or_left_to_the_number_of_options() -> None:
    assert look_of(field("choice", oneOf=COLOURS, x_look="select")) == "select"
    assert look_of(field("choice", oneOf=COLOURS, x_look=["radios"])) == "auto"
    many = [{"const": str(number)} for number in range(50)]
    for look, options, control in (
        ("auto", COLOURS, "radios"),
        ("auto", many, "select"),
        ("select", COLOURS, "select"),
        ("radios", many, "radios"),
    ):
        one = field("choice", oneOf=options, x_look=look)
        assert field_type("choice").control_of(one) == control
    assert codes(
        field_type("choice").design_problems({"oneOf": COLOURS, "x-look": "big", "x-other": "yes"})
    ) == [(("x-look",), "bad_setting"), (("x-other",), "bad_setting")]
