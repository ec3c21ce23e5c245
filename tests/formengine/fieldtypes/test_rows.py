from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken

ITEMS = {
    "properties": {"what": {"x-type": "text", "title": "What"}, "cost": {"x-type": "money", "title": "Cost"}}
}


def test_rows_keep_their_order_and_id() -> None:
    rows = [{"_id": "b", "what": "x", "cost": "1"}, {"what": ""}, {"what": "y"}]
    assert taken("rows", rows, items=ITEMS) == [
        {"_id": "b", "what": "x", "cost": "1.00"},
        {"_id": "", "what": "y"},
    ]


def test_nothing_sent_is_no_row() -> None:
    assert taken("rows", None, items=ITEMS) is taken("rows", "", items=ITEMS) is None


def test_their_number_is_bounded() -> None:
    assert taken("rows", [{"what": "x"}], items=ITEMS, minItems=2) == "<too_few_rows>"
    assert taken("rows", [{"what": "x"}] * 3, items=ITEMS, maxItems=2) == "<too_many_rows>"
    assert taken("rows", [{"what": "x"}] * 201, items=ITEMS) == "<too_many_rows>"


def test_what_is_no_list_of_rows_is_refused() -> None:
    assert taken("rows", "x", items=ITEMS) == taken("rows", {"what": "x"}, items=ITEMS) == "<not_a_list>"
    assert taken("rows", ["x"], items=ITEMS) == "<not_an_object>"
    assert taken("rows", [{"cost": "x"}], items=ITEMS) == "<not_an_amount>"


def test_they_are_shown_line_by_line() -> None:
    kind, one = field_type("rows"), field("rows", items=ITEMS)
    rows = [{"_id": "a", "what": "x", "cost": "1.00"}, {"_id": "b", "what": "y"}]
    assert kind.display(rows, one, "en") == "What: x; Cost: €1.00\nWhat: y"
    assert kind.cell(rows, one) == "what=x; cost=1.00 | what=y"
    assert kind.operand(rows, one) == ("a", "b")
