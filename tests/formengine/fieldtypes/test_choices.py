from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken

ITEMS = {"oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}, {"const": "c", "title": "C"}]}


def test_values_are_kept_once_and_in_the_order_of_the_options() -> None:
    assert taken("choices", ["c", "a", "c"], items=ITEMS) == ["a", "c"]
    assert taken("choices", "b", items=ITEMS) == ["b"]


def test_nothing_ticked_is_no_answer() -> None:
    assert taken("choices", [], items=ITEMS) is taken("choices", [""], items=ITEMS) is None


def test_only_the_options_are_taken() -> None:
    assert taken("choices", ["a", "z"], items=ITEMS) == "<not_an_option>"
    assert taken("choices", {"a": 1}, items=ITEMS) == "<not_a_list>"
    assert taken("choices", [["a"]], items=ITEMS) == "<not_text>"


def test_the_number_ticked_is_bounded() -> None:
    assert taken("choices", ["a"], items=ITEMS, minItems=2) == "<too_few_choices>"
    assert taken("choices", ["a", "b"], items=ITEMS, maxItems=1) == "<too_many_choices>"


def test_titles_are_shown_values_exported_and_asked_for() -> None:
    kind, one = field_type("choices"), field("choices", items=ITEMS)
    assert kind.display(["a", "c"], one, "en") == "A, C"
    assert kind.cell(["a", "c"], one) == "a; c"
    assert kind.operand(["a", "c"], one) == ("a", "c")
