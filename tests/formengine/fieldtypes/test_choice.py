from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken

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
