from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken

PARTS = {
    "name": {"x-type": "text", "title": "Name"},
    "age": {"x-type": "integer", "title": "Age", "minimum": 0},
}


def test_its_parts_are_normalised_and_empty_ones_left_out() -> None:
    assert taken("group", {"name": " Ann ", "age": ""}, properties=PARTS) == {"name": "Ann"}
    assert taken("group", {"name": "", "age": None}, properties=PARTS) is None
    assert taken("group", None, properties=PARTS) is taken("group", "", properties=PARTS) is None


def test_a_part_that_does_not_fit_is_said() -> None:
    assert taken("group", {"age": "x"}, properties=PARTS) == "<not_an_integer>"
    assert taken("group", {"age": "-1"}, properties=PARTS) == "<below_minimum>"
    assert taken("group", {"other": "x"}, properties=PARTS) == "<unknown_field>"
    assert taken("group", "x", properties=PARTS) == "<not_an_object>"


def test_it_is_shown_part_by_part() -> None:
    kind, one = field_type("group"), field("group", properties=PARTS)
    assert kind.display({"name": "Ann", "age": 1200}, one, "en") == "Name: Ann; Age: 1,200"
    assert kind.cell({"name": "Ann", "age": 1200}, one) == "name=Ann; age=1200"


def test_a_group_without_fields_is_a_fault_of_design() -> None:
    assert [each.code for each in field_type("group").design_problems({})] == ["no_children"]
